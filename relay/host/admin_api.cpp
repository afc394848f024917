#include "relay/host/admin_api.h"

#include <algorithm>
#include <optional>

#include "core/json/json.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"
#include "core/workspace/template_document.h"
#include "relay/host/answers.h"
#include "relay/host/log.h"
#include "relay/host/request_numbers.h"
#include "relay/host/sign_in.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kBusy = "The relay is busy. Try again in a moment.";
constexpr const char* kCannotReadFiles = "The relay cannot read files right now. Try again in a moment.";
constexpr const char* kCannotWrite = "The relay cannot write right now. Try again in a moment.";
constexpr std::string_view kPasswordEnd = "/password";
constexpr std::string_view kAgents = "/api/agents";
constexpr std::string_view kTemplates = "/api/templates";
constexpr std::string_view kCustomerFields = "/api/customer_fields";
constexpr std::size_t kAuditPageMax = 200;
constexpr std::size_t kAuditPageBytesMax = 4u << 20;

/// Names a configuration: the same one has the same name.
std::string tag_of(const Document& document) {
  return hash_token(to_json(document));
}

OrganisationRead read_document(const net::HttpRequest& request, const Organisation& known, std::uint64_t last_id) {
  const ReadAgainst against{&known, last_id};
  return has_type(request, "application/json") ? read_organisation_json(request.body, against)
                                               : read_organisation_toml(request.body, against);
}

void write_problems(json::Writer& writer, const std::vector<TomlProblem>& problems) {
  writer.begin_array();
  for (const TomlProblem& problem : problems) {
    writer.begin_object().key("line").unsigned_integer(problem.line).key("where");
    writer.string(problem.where.empty() ? "" : problem.where.substr(problem.where.find_first_not_of(' ')));
    writer.key("path").string(problem.path).key("sentence").string(problem.said());
    writer.key("reason").string(problem.reason).end_object();
  }
  writer.end_array();
}

/// The parameter as a number, `usual` where it is not there; not set where it is something else.
std::optional<std::uint64_t> number_of(const net::FormFields& query, std::string_view name, std::uint64_t usual) {
  const std::string* text = net::find_field(query, name);
  return text == nullptr ? std::optional(usual) : parse_number(*text);
}

bool has(const std::vector<AgentId>& agents, AgentId agent) {
  return std::find(agents.begin(), agents.end(), agent) != agents.end();
}

bool has_agent(const Organisation& organisation, AgentId agent) {
  return std::any_of(organisation.agents.begin(), organisation.agents.end(),
                     [&](const AgentConfigured& one) { return one.agent == agent; });
}

/// "taken_in": how many the service takes, which are all but those of files alone none of which is here. "missing_files", where
/// there are some: the files that the relay does not have, with the template that each belongs to.
Status write_taken_in(json::Writer& writer, const std::vector<Template>& templates, store::Store& store) {
  std::vector<std::pair<const Template*, const TemplateFile*>> missing;
  std::size_t taken = templates.size();
  for (const Template& one : templates) {
    const std::size_t before = missing.size();
    for (const TemplateFile& file : one.files) {
      const auto known = store.find_file(file.hash);
      if (!known) return known.error();
      if (!*known) missing.emplace_back(&one, &file);
    }
    if (one.texts.empty() && one.actions.empty() && missing.size() - before == one.files.size()) --taken;
  }
  writer.key("taken_in").unsigned_integer(taken);
  if (missing.empty()) return Done{};
  writer.key("missing_files").begin_array();
  for (const auto& [one, file] : missing) {
    writer.begin_object().key("template").string(one->name).key("name").string(file->name);
    writer.key("hash").string(file->hash).end_object();
  }
  writer.end_array();
  return Done{};
}

}  // namespace

AdminApi::AdminApi(net::Loop& loop, Writer& writer, std::unique_ptr<store::Reader> reader, EndSessions end_sessions)
    : loop_(loop), writer_(writer), reader_(std::move(reader)), end_sessions_(std::move(end_sessions)) {}

bool AdminApi::handles(std::string_view path) {
  return takes_document(path) || path == "/api/audit" || path == kAgents || path == kCustomerFields ||
         (path.substr(0, kAgents.size() + 1) == "/api/agents/" && path.size() > kPasswordEnd.size() &&
          path.substr(path.size() - kPasswordEnd.size()) == kPasswordEnd);
}

bool AdminApi::takes_document(std::string_view path) {
  return path == kTemplates || path == "/api/organisation" || path == "/api/organisation/check";
}

void AdminApi::on_request(AgentId by, net::HttpRequest request, net::Reply reply) {
  const std::string_view path = request.path();
  const bool is_get = request.method == "GET", is_post = request.method == "POST";
  if (path == kTemplates) {
    if (is_get) return export_templates(std::move(reply));
    if (!is_post) return reply.send(method_answer("GET, POST"));
    if (!has_type(request, "application/json")) {
      return reply.send(sentence_answer(415, "The document must be application/json."));
    }
    return import_templates(by, std::move(request), std::move(reply));
  }
  if (takes_document(path)) {
    const bool is_check = path != "/api/organisation";
    if (is_get && !is_check) return export_document(request, std::move(reply));
    if (!is_post) return reply.send(method_answer(is_check ? "POST" : "GET, POST"));
    if (!has_type(request, "application/json") && !has_type(request, "application/toml")) {
      return reply.send(sentence_answer(415, "The document must be application/json or application/toml."));
    }
    if (is_check) return check_document(std::move(request), std::move(reply));
    return apply_document(by, std::move(request), std::move(reply));
  }
  if (path == kAgents) return is_get ? list_agents(std::move(reply)) : reply.send(method_answer("GET"));
  if (path == kCustomerFields)
    return is_get ? count_field_uses(by, std::move(reply)) : reply.send(method_answer("GET"));
  if (path == "/api/audit") return is_get ? read_audit(request, std::move(reply)) : reply.send(method_answer("GET"));
  if (!is_post) return reply.send(method_answer("POST"));
  set_password(by, request, std::move(reply));
}

template <typename Take, typename Use>
void AdminApi::with_copy(net::Reply reply, Take take, Use use) {
  const auto shared = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = writer_.look(
      [this, shared, take = std::move(take), use = std::move(use)](const Workspace* workspace, store::Store& store) {
        if (workspace == nullptr) return shared->send(sentence_answer(503, kCannotWrite));
        auto taken = take(*workspace, store);
        if (!taken) return shared->send(sentence_answer(503, taken.error().sentence));
        const auto copy = std::make_shared<std::decay_t<decltype(*taken)>>(std::move(*taken));
        if (!worker_.run([shared, use, copy] { use(*copy, *shared); })) shared->send(sentence_answer(503, kBusy));
      });
  if (!is_asked) shared->send(sentence_answer(503, kBusy));
}

void AdminApi::with_facts(net::Reply reply, Job job) {
  const auto take = [](const Workspace& workspace, store::Store& store) -> Result<Facts> {
    auto with_password = store.agents_with_password();
    if (!with_password) return with_password.error();
    return Facts{organisation_of(workspace), workspace.last_id, std::move(*with_password)};
  };
  with_copy(std::move(reply), take, std::move(job));
}

void AdminApi::export_document(const net::HttpRequest& request, net::Reply reply) {
  net::FormFields query;
  const std::string* format = net::decode_form(request.query(), query) ? net::find_field(query, "format") : nullptr;
  const std::string wanted = format == nullptr ? "json" : *format;
  if (wanted != "json" && wanted != "toml") {
    return reply.send(sentence_answer(400, "\"format\" is toml or json."));
  }
  with_facts(std::move(reply), [wanted](Facts& facts, net::Reply& answer) {
    const Document document = make_document(facts.organisation);
    net::HttpResponse response = json_answer(200, wanted == "json" ? to_json(document) : to_toml(document));
    if (wanted == "toml") response.headers.front().value = "application/toml; charset=utf-8";
    response.headers.push_back({"Content-Disposition", "attachment; filename=\"organisation." + wanted + "\""});
    response.headers.push_back({"ETag", "\"" + tag_of(document) + "\""});
    answer.send(std::move(response));
  });
}

void AdminApi::check_document(net::HttpRequest request, net::Reply reply) {
  const auto shared = std::make_shared<net::HttpRequest>(std::move(request));
  with_facts(std::move(reply), [shared](Facts& facts, net::Reply& answer) {
    const Document known = make_document(facts.organisation);
    const OrganisationRead read = read_document(*shared, facts.organisation, facts.last_id);
    json::Writer writer;
    writer.begin_object().key("problems");
    write_problems(writer, read.problems);
    const bool is_good = read.problems.empty();
    writer.key("differences");
    write_differences(writer,
                      is_good ? differences(known, make_document(read.organisation)) : std::vector<Difference>());
    writer.key("lost_fields").begin_array();
    if (is_good) {
      const auto& before = facts.organisation.settings.front().customer_fields;
      const auto& after = read.organisation.settings.front().customer_fields;
      for (const std::string& name : fields_lost(before, after)) writer.string(name);
    }
    writer.end_array().key("etag").string(tag_of(known)).end_object();
    answer.send(json_answer(200, writer.take()));
  });
}

void AdminApi::apply_document(AgentId by, net::HttpRequest request, net::Reply reply) {
  const auto shared = std::make_shared<net::HttpRequest>(std::move(request));
  with_facts(std::move(reply), [this, by, shared](Facts& facts, net::Reply& answer) {
    const Document known = make_document(facts.organisation);
    const std::string* match = shared->find_header("If-Match");
    if (match != nullptr && *match != "*" && *match != "\"" + tag_of(known) + "\"") {
      return answer.send(sentence_answer(412, "The configuration was changed meanwhile. Compare yours with it again."));
    }
    OrganisationRead read = read_document(*shared, facts.organisation, facts.last_id);
    if (!read.problems.empty()) {
      json::Writer writer;
      writer.begin_object().key("sentence").string(read.problems.front().sentence("The document")).key("problems");
      write_problems(writer, read.problems);
      writer.end_object();
      return answer.send(json_answer(422, writer.take()));
    }
    const auto change = std::make_shared<input::Reconfigure>();
    change->by = by;
    json::Writer writer;
    writer.begin_object().key("differences");
    write_differences(writer, differences(known, make_document(read.organisation)));
    writer.key("without_password").begin_array();
    for (const AccountConfig& account : read.accounts) {
      const bool is_known = has(facts.with_password, account.agent);
      // Who comes back may be somebody else by now: the writer knows, and takes a first password only where there is none.
      if (is_known && has_agent(facts.organisation, account.agent)) continue;
      std::string hash;
      if (!account.initial_password.empty()) hash = hash_password(account.initial_password);
      if (!hash.empty())
        change->first_passwords.push_back({account.agent, std::move(hash)});
      else if (!is_known)
        writer.string(account.login);
    }
    writer.end_array().end_object();
    change->before = std::move(facts.organisation);
    change->after = std::move(read.organisation);
    const auto shared_reply = std::make_shared<net::Reply>(std::move(answer));
    ask_writer(change, shared_reply,
               [shared_reply, body = writer.take()] { shared_reply->send(json_answer(200, body)); });
  });
}

template <typename Change>
void AdminApi::ask_writer(std::shared_ptr<Change> change, const SharedReply& reply, std::function<void()> done) {
  loop_.post([this, change, reply, done = std::move(done)]() mutable {
    change->request = ++last_request_;
    if constexpr (std::is_same_v<Change, input::Reconfigure>)
      change->key.value = "api-" + std::to_string(change->request);
    const std::uint64_t request = change->request;
    if (!writer_.push(std::move(*change))) return reply->send(sentence_answer(503, kBusy));
    pending_.emplace(request, Pending{reply, std::move(done)});
  });
}

void AdminApi::answer(const effect::AnswerAdmin& answered) {
  const auto at = pending_.find(answered.request);
  if (at == pending_.end()) return;
  const Pending pending = std::move(at->second);
  pending_.erase(at);
  if (!answered.refusal) return pending.done();
  const RefusalKind kind = answered.refusal->kind;
  const int status = kind == RefusalKind::NoRight ? 403 : kind == RefusalKind::BadValue ? 422 : 409;
  pending.reply->send(sentence_answer(status, answered.refusal->sentence));
}

void AdminApi::list_agents(net::Reply reply) {
  with_facts(std::move(reply), [](Facts& facts, net::Reply& answer) {
    json::Writer writer;
    writer.begin_object().key("agents").begin_array();
    for (const AgentConfigured& agent : facts.organisation.agents) {
      writer.begin_object().key("id").unsigned_integer(agent.agent.value);
      writer.key("login").string(agent.login).key("name").string(agent.name);
      writer.key("has_password").boolean(has(facts.with_password, agent.agent)).end_object();
    }
    writer.end_array().end_object();
    answer.send(json_answer(200, writer.take()));
  });
}

void AdminApi::set_password(AgentId by, const net::HttpRequest& request, net::Reply reply) {
  const std::string_view path = request.path();
  const std::size_t begin = kAgents.size() + 1;
  const auto id = parse_number(path.substr(begin, path.size() - kPasswordEnd.size() - begin));
  if (!id || *id == 0) return reply.send(sentence_answer(404, "There is no such agent."));
  if (!has_type(request, "application/json")) return reply.send(sentence_answer(415, "JSON is expected."));
  const auto document = json::Document::parse(request.body, 4);
  const std::string password(document ? document->root().text_or("password", "") : "");
  if (password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax) {
    return reply.send(sentence_answer(
        422, tr("A password needs {min} to {max} bytes.",
                {{"min", std::to_string(kPasswordBytesMin)}, {"max", std::to_string(kPasswordBytesMax)}})));
  }
  with_facts(std::move(reply), [this, by, agent = AgentId{*id}, password](Facts& facts, net::Reply& answer) {
    if (!has_agent(facts.organisation, agent)) return answer.send(sentence_answer(404, "There is no such agent."));
    const std::string hash = hash_password(password);
    if (hash.empty()) return answer.send(sentence_answer(503, kNoMemoryForHashing));
    const auto shared = std::make_shared<net::Reply>(std::move(answer));
    const auto change = std::make_shared<input::SetPassword>(input::SetPassword{0, by, {agent, hash}});
    ask_writer(change, shared, [this, by, agent, shared] {
      log::info("password_set", "An admin set an agent's password.", {{"agent", agent}, {"by", by}});
      end_sessions_(agent);
      net::HttpResponse response;
      response.status = 204;
      shared->send(std::move(response));
    });
  });
}

void AdminApi::with_library(net::Reply reply, Library job) {
  const auto take = [](const Workspace& workspace, store::Store&) {
    Workspace names;
    names.queues = workspace.queues;
    names.groups = workspace.groups;
    names.wrap_up_codes = workspace.wrap_up_codes;
    names.settings.customer_fields = workspace.settings.customer_fields;
    names.templates = workspace.templates;
    return Result<Workspace>(std::move(names));
  };
  with_copy(std::move(reply), take, std::move(job));
}

void AdminApi::count_field_uses(AgentId by, net::Reply reply) {
  struct Uses {
    std::vector<CustomerField> fields;
    std::vector<Template> hidden;
  };
  const auto take = [by](const Workspace& workspace, store::Store&) {
    Uses uses{workspace.settings.customer_fields, {}};
    for (const auto& [id, one] : workspace.templates) {
      const bool is_hidden = one.library == TemplateLibrary::Own && one.owner != by;
      if (is_hidden && !uses.fields.empty() && may_ask_for_fields(one)) uses.hidden.push_back(one);
    }
    return Result<Uses>(std::move(uses));
  };
  with_copy(std::move(reply), take, [](const Uses& uses, net::Reply& answer) {
    const std::vector<std::size_t> counts = count_asking(uses.fields, uses.hidden);
    json::Writer writer;
    writer.begin_object().key("customer_fields").begin_array();
    for (std::size_t i = 0; i < counts.size(); ++i) {
      writer.begin_object().key("name").string(uses.fields[i].name);
      writer.key("own_templates").unsigned_integer(counts[i]).end_object();
    }
    writer.end_array().end_object();
    answer.send(json_answer(200, writer.take()));
  });
}

void AdminApi::export_templates(net::Reply reply) {
  with_library(std::move(reply), [](const Workspace& names, net::Reply& answer) {
    std::vector<const Template*> shared;
    for (const auto& [id, one] : names.templates) {
      if (one.library != TemplateLibrary::Own) shared.push_back(&one);
    }
    net::HttpResponse response = json_answer(200, write_template_document(names, shared));
    response.headers.push_back({"Content-Disposition", "attachment; filename=\"templates.json\""});
    answer.send(std::move(response));
  });
}

void AdminApi::import_templates(AgentId by, net::HttpRequest request, net::Reply reply) {
  const auto body = std::make_shared<std::string>(std::move(request.body));
  with_library(std::move(reply), [this, by, body](const Workspace& names, net::Reply& answer) {
    auto read = read_template_document(names, {}, *body);
    if (!read) return answer.send(sentence_answer(422, read.error().sentence));
    const auto change = std::make_shared<input::TakeTemplates>();
    change->by = by;
    change->templates = std::move(*read);
    const auto shared = std::make_shared<net::Reply>(std::move(answer));
    // The service leaves out what is not here; who sent the document is told which.
    const bool is_asked = writer_.look([this, change, shared](const Workspace*, store::Store& store) {
      json::Writer writer;
      writer.begin_object();
      if (!write_taken_in(writer, change->templates, store)) {
        return shared->send(sentence_answer(503, kCannotReadFiles));
      }
      writer.end_object();
      ask_writer(change, shared, [shared, text = writer.take()] { shared->send(json_answer(200, text)); });
    });
    if (!is_asked) shared->send(sentence_answer(503, kBusy));
  });
}

void AdminApi::read_audit(const net::HttpRequest& request, net::Reply reply) {
  net::FormFields query;
  const bool is_form = net::decode_form(request.query(), query);
  const auto before = number_of(query, "before", kRequestNumberMax);
  const auto limit = number_of(query, "limit", 50);
  if (!is_form || !before || !limit || *limit < 1 || *limit > kAuditPageMax) {
    return reply.send(sentence_answer(400, "\"before\" is an offset, \"limit\" 1 to 200."));
  }
  const auto shared = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = worker_.run([this, shared, before = *before, limit = *limit] {
    const auto page = reader_->read_audit(before, limit);
    if (!page) return shared->send(sentence_answer(503, page.error().sentence));
    json::Writer writer;
    bool has_more = page->has_more;
    std::size_t bytes = 0;
    writer.begin_object().key("rows").begin_array();
    for (const store::PutAudit& row : page->rows) {
      // The rest comes with the next page; one row always comes.
      if (bytes > 0 && bytes + row.before.size() + row.after.size() > kAuditPageBytesMax) {
        has_more = true;
        break;
      }
      bytes += row.before.size() + row.after.size() + 1;
      writer.begin_object().key("offset").unsigned_integer(row.offset).key("at").integer(row.at.ms);
      writer.key("by").unsigned_integer(row.by.value).key("action").string(row.action);
      writer.key("item").string(row.item).key("name").string(row.name);
      writer.key("before").raw(row.before.empty() ? "null" : row.before);
      writer.key("after").raw(row.after.empty() ? "null" : row.after).end_object();
    }
    writer.end_array().key("has_more").boolean(has_more).end_object();
    shared->send(json_answer(200, writer.take()));
  });
  if (!is_asked) shared->send(sentence_answer(503, kBusy));
}

}  // namespace smsdesk::relay
