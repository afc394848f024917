#include "relay/host/door.h"

#include <algorithm>
#include <array>

#include "core/json/json.h"
#include "core/sms/address.h"
#include "core/words/words.h"
#include "relay/carrier/twilio/inbound.h"
#include "relay/carrier/twilio/signature.h"
#include "relay/carrier/twilio/url_forms.h"
#include "relay/host/answers.h"
#include "relay/host/link_page.h"
#include "relay/host/log.h"
#include "relay/host/metrics.h"
#include "relay/host/report_api.h"

namespace smsdesk::relay {
namespace {

/// Seconds after which a page is to try again whose socket is refused because the relay stops.
constexpr const char* kRetryAfterStop = "5";

/// A sender or a recipient that is no telephone number, short code or name, such as another channel's address.
bool has_foreign_address(const net::FormFields& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
    return (field.first == "From" || field.first == "To") && !field.second.empty() && !sms::parse_address(field.second);
  });
}

/// What became of one message, for whoever follows it.
void log_step(const effect::StepTaken& step) {
  using Kind = effect::StepTaken::Kind;
  const auto say = [&](std::string_view event, std::string_view text) {
    log::info(event, text,
              {{"conversation", step.conversation},
               {"message", step.message},
               {"agent", step.agent},
               {"carrier_id", step.carrier_id},
               {"status", step.status},
               {"error_code", step.error_code}});
  };
  switch (step.kind) {
    case Kind::Received:
      return say("message_received", "A customer's message is kept.");
    case Kind::Accepted:
      return say("message_accepted", "A message to a customer is kept and will be sent.");
    case Kind::Delivery:
      return say("delivery_changed", "The delivery of a message has changed.");
    case Kind::Offered:
      return say("conversation_offered", "A conversation is offered to an agent.");
    case Kind::OfferEnded:
      return say("offer_ended", "The offer of a conversation has ended.");
  }
}

/// The answer to a webhook that asks for nothing more.
net::HttpResponse take_note() {
  net::HttpResponse response;
  response.headers.push_back({"Content-Type", std::string(twilio::kTwimlContentType)});
  response.body = std::string(twilio::kEmptyTwiml);
  return response;
}

}  // namespace

/// One agent's socket: frames become inputs.
class AgentSocket : public net::WebSocketHandler {
 public:
  AgentSocket(Door& door, AgentId agent, std::string token_hash)
      : door_(door), id_(++door.last_socket_), agent_(agent), token_hash_at_first_(std::move(token_hash)) {}

  void on_open(std::shared_ptr<net::WebSocket> socket) override {
    log::info("connection_opened", "An agent's page is connected.", {{"connection", id_}, {"agent", agent_}});
    door_.sockets_[id_] = {socket, token_hash_at_first_};
    if (!door_.writer_->push(input::SocketOpened{id_, agent_})) socket->close(1013, "The relay is busy. Try again.");
  }
  void on_message(std::string message) override {
    // The session may have ended while the socket was open: the check is a look-up in memory.
    const auto at = door_.sockets_.find(id_);
    if (at == door_.sockets_.end()) return;
    if (!door_.use_session(at->second.token_hash)) {
      at->second.socket->close(kCloseSignedOut, "Your session has ended. Sign in again.");
      return;
    }
    if (!door_.writer_->push(input::SocketFrame{id_, std::move(message)})) {
      at->second.socket->close(1013, "The relay is busy. Try again.");
    }
  }
  void on_close(std::uint16_t code, std::string) override {
    log::info("connection_closed", "The connection of an agent's page has ended.",
              {{"connection", id_}, {"agent", agent_}, {"close_code", code}});
    door_.sockets_.erase(id_);
    door_.writer_->push(input::SocketClosed{id_});
  }

 private:
  Door& door_;
  const SocketId id_;
  const AgentId agent_;
  const std::string token_hash_at_first_;  ///< a new sign-in in the same browser gives it another one
};

Door::Door(net::Loop& loop, const Config& config, Site site)
    : loop_(loop),
      config_(config),
      is_https_(origin_of(config.public_url).rfind("https://", 0) == 0),
      origins_(config.origins),
      site_(std::move(site)),
      languages_(site_),
      passwords_(std::make_unique<PasswordCheck>()),
      transcripts_(languages_) {
  origins_.push_back(origin_of(config.public_url));
}

Door::~Door() {
  *alive_ = false;
  passwords_.reset();
}

void Door::connect(Writer* writer, CarrierLink* carrier, ArchiveReader* archive, AdminApi* admin,
                   net::HttpServer* server) {
  writer_ = writer;
  carrier_ = carrier;
  archive_ = archive;
  admin_ = admin;
  server_ = server;
}

void Door::perform(std::vector<ServiceEffect> effects) {
  struct Perform {
    Door& door;
    void operator()(effect::AnswerWebhook& e) {
      if (MissedMessages::is_own(e.webhook)) {
        if (door.missed_ != nullptr) door.missed_->answered(e.webhook, e.answer);
        return;
      }
      const auto at = door.webhooks_.find(e.webhook);
      if (at == door.webhooks_.end()) return;
      net::HttpResponse response;
      if (e.answer == effect::WebhookAnswer::TryAgain) {
        log::warn("webhook_put_off", "What a webhook says could not be kept; the carrier is to send it again.",
                  {{"webhook", e.webhook}});
        if (door.missed_ != nullptr) door.missed_->webhook_refused();
        response = plain_answer(503, "The message could not be kept. Send it again.\n");
        response.headers.push_back({"Retry-After", "5"});
      } else {
        // For a number or message that is not ours a retry would change nothing, so it is taken note of all the same.
        if (e.answer == effect::WebhookAnswer::NotOurs) {
          log::warn("webhook_not_ours", "A webhook was for a number or message that is not ours.",
                    {{"webhook", e.webhook}});
        }
        response = take_note();
      }
      at->second.send(std::move(response));
      door.webhooks_.erase(at);
    }
    void operator()(effect::SendFrame& e) {
      const auto at = door.sockets_.find(e.socket);
      if (at != door.sockets_.end()) at->second.socket->send(std::move(e.bytes));
    }
    void operator()(effect::CloseSocket& e) {
      const auto at = door.sockets_.find(e.socket);
      if (at != door.sockets_.end()) at->second.socket->close(e.code, std::move(e.reason));
    }
    void operator()(effect::CallCarrier& e) { door.carrier_->send(e.send); }
    void operator()(effect::AskCarrier& e) { door.carrier_->look_up(e.send); }
    void operator()(effect::ReadPage& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::FindClosed& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::FindContacts& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::FindDuplicates& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::FindMessages& e) {
      (door.searches_ == nullptr ? door.archive_ : door.searches_)->read(std::move(e));
    }
    void operator()(effect::FindReported& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::ReadDelivery& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::ReadNoteWordings& e) { door.archive_->read(std::move(e)); }
    void operator()(effect::ReadTranscript& e) { door.transcripts_.read(*door.archive_, std::move(e)); }
    void operator()(effect::RefuseTranscript& e) { door.transcripts_.refuse(e); }
    void operator()(effect::StepTaken& e) { log_step(e); }
    void operator()(effect::UncertainSettled& e) {
      log::info("uncertain_settled", "What became of a message is not uncertain any more.",
                {{"message", e.message},
                 {"status", delivery_word(e.status)},
                 {"settled_by", e.is_by_asking ? "asking" : "receipt"}});
    }
    void operator()(effect::CustomerUnreadable& e) {
      if (e.is_contact) {
        log::error("contact_unreadable", "A customer's contact cannot be read; the messages go on without it.",
                   {{"conversation", e.conversation}});
      }
      if (e.is_consent) {
        log::error("consent_unreadable", "Whether a customer has opted out cannot be read; nothing is sent to them.",
                   {{"conversation", e.conversation}});
      }
    }
    void operator()(effect::PreferencesUnreadable&) {
      log::error("preferences_unreadable",
                 "What agents set for themselves cannot be read; it is left as it is, and pages are told so.");
    }
    void operator()(effect::AnswerAdmin& e) { door.admin_->answer(e); }
    void operator()(effect::AgentsChanged& e) { door.agents_changed(*e.agents); }
    void operator()(effect::MediaWaits&) {
      if (door.fetcher_ != nullptr) door.fetcher_->wake();
    }
    void operator()(effect::WakeAt&) {}
    void operator()(effect::SaveSnapshot&) {}
  };
  for (ServiceEffect& one : effects) std::visit(Perform{*this}, one);
}

void Door::on_request(net::HttpRequest request, net::Reply reply) {
  const std::string_view path = request.path();
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (path.rfind("/carrier/twilio/", 0) == 0) return carrier_webhook(request, std::move(reply));
  if (path == "/api/session") return session(request, std::move(reply));
  if (MediaDoor::handles(path)) return media_request(request, std::move(reply));
  if (AdminApi::handles(path)) return admin_request(std::move(request), std::move(reply));
  if (TranscriptApi::handles(path)) return transcript_request(request, std::move(reply));
  if (is_report(path)) return report_request(request, std::move(reply));
  if (!is_read) {
    net::HttpResponse response = plain_answer(405, "Only GET and HEAD are answered here.\n");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return reply.send(std::move(response));
  }
  if (path == "/healthz") return reply.send(plain_answer(200, "ok\n"));
  if (path == "/readyz") {
    if (is_draining_) return reply.send(plain_answer(503, "The relay is stopping: send what is new elsewhere.\n"));
    const std::string trouble = writer_->trouble();
    return reply.send(trouble.empty() ? plain_answer(200, "ready\n") : plain_answer(503, trouble + "\n"));
  }
  if (path == "/metrics") {
    if (!may_read_metrics(request)) return reply.send(plain_answer(404, "There is nothing here.\n"));
    net::HttpResponse response = plain_answer(
        200, metrics_text(writer_->counters(), writer_->timing(), server_->counters(), writer_->is_healthy(),
                          cleaning_ == nullptr ? UploadCleaning::Counters{} : cleaning_->counters()));
    response.headers.front().value = "text/plain; version=0.0.4; charset=utf-8";
    return reply.send(std::move(response));
  }
  net::HttpResponse response = site_.answer(request);
  add_security_headers(response, is_https_);
  reply.send(std::move(response));
}

/// Whoever is on this machine, and the addresses that the configuration names. A proxy in front speaks for somebody else:
/// through one that is not trusted, nobody.
bool Door::may_read_metrics(const net::HttpRequest& request) const {
  const bool is_forwarded =
      request.find_header("X-Forwarded-For") != nullptr || request.find_header("Forwarded") != nullptr;
  const bool is_local = request.remote_address == "127.0.0.1" || request.remote_address == "::1";
  if (is_local && !is_forwarded) return true;
  const std::string address = client_address(request, config_.trusted_proxies);
  if (is_forwarded && address == request.remote_address) return false;
  const auto known = parse_address_range(address);
  return known && std::any_of(config_.metrics_addresses.begin(), config_.metrics_addresses.end(),
                              [&](const AddressRange& range) { return range.has(known->address); });
}

void Door::media_request(const net::HttpRequest& request, net::Reply reply) {
  if (media_ == nullptr) return reply.send(plain_answer(404, "There is nothing here.\n"));
  const bool is_given = MediaDoor::is_given(request.path());
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_given ? request.method != "POST" : !is_read) {
    return reply.send(method_answer(is_given ? "POST" : "GET"));
  }
  if (MediaDoor::is_public(request.path())) {
    return media_->get_for_anybody(request, language_asked(languages_, request.find_header("Accept-Language")),
                                   std::move(reply));
  }
  const auto agent = agent_of(request);
  if (!agent) return reply.send(sentence_answer(401, "Sign in."));
  if (!is_given) return media_->get(*agent, request, std::move(reply));
  if (!is_allowed_origin(request)) return reply.send(sentence_answer(403, "This page may not change anything here."));
  media_->take(*agent, request, std::move(reply));
}

std::shared_ptr<net::BodySink> Door::body_sink(const net::HttpRequest& request) {
  return MediaDoor::takes_upload(request) && media_ != nullptr ? media_->begin_upload() : nullptr;
}

bool Door::takes_large_body(const net::HttpRequest& request) {
  if (MediaDoor::takes_upload(request)) return is_allowed_origin(request) && agent_of(request).has_value();
  if (!AdminApi::takes_document(request.path()) || !is_allowed_origin(request)) return false;
  const auto agent = agent_of(request);
  return agent && is_admin(*agent);
}

bool Door::is_admin(AgentId agent) const {
  const AgentConfigured* known = directory_.find(agent);
  return known != nullptr && known->role == AgentRole::Admin;
}

void Door::admin_request(net::HttpRequest request, net::Reply reply) {
  const auto agent = agent_of(request);
  if (!agent) return reply.send(sentence_answer(401, "Sign in."));
  if (!is_admin(*agent)) return reply.send(sentence_answer(403, "Only an admin may see or change this."));
  // Another page must not change anything with this person's cookie.
  if (request.method != "GET" && !is_allowed_origin(request)) {
    return reply.send(sentence_answer(403, "This page may not change anything here."));
  }
  admin_->on_request(*agent, std::move(request), std::move(reply));
}

void Door::report_request(const net::HttpRequest& request, net::Reply reply) {
  const auto agent = agent_of(request);
  if (!agent) return reply.send(sentence_answer(401, "Sign in."));
  const AgentConfigured* known = directory_.find(*agent);
  if (known == nullptr || known->role == AgentRole::Agent) {
    return reply.send(sentence_answer(403, "Only a supervisor may see this."));
  }
  answer_report(*archive_, request, std::move(reply));
}

/// For everybody who is signed in; whether this conversation may be read is judged with the facts. A page of another site
/// could make a browser load it, and would see nothing of it; that it was loaded would stand in the audit, so it must be a
/// request of our own page or of the person.
void Door::transcript_request(const net::HttpRequest& request, net::Reply reply) {
  const auto agent = agent_of(request);
  if (!agent) return reply.send(transcripts_.refusal(request, 401, mark("Sign in.")));
  const std::string* site = request.find_header("Sec-Fetch-Site");
  if (site != nullptr && *site != "same-origin" && *site != "none") {
    return reply.send(transcripts_.refusal(request, 403, mark("This page may not ask for a transcript.")));
  }
  transcripts_.on_request(*writer_, *agent, request, std::move(reply));
}

void Door::agents_changed(const std::vector<AgentConfigured>& agents) {
  std::vector<AgentId> gone;
  for (const auto& known : directory_.all()) {
    const AgentId id = known.first;
    const bool is_there = std::any_of(agents.begin(), agents.end(), [id](const auto& one) { return one.agent == id; });
    if (!is_there) gone.push_back(id);
  }
  directory_.set(agents);
  for (const AgentId agent : gone) {
    end_sessions_of(agent);
    writer_->run([agent](store::Store& store) { static_cast<void>(store.delete_sessions_of(agent)); });
  }
}

void Door::end_sessions_of(AgentId agent) {
  sessions_.erase_if([&](AgentId one) { return one == agent; });
  end_sessions(wall_clock());
}

bool Door::is_from_carrier(const net::HttpRequest& request, const net::FormFields& fields) const {
  const std::string* signature = request.find_header("X-Twilio-Signature");
  if (signature == nullptr) return false;
  std::vector<std::string> tokens{config_.carrier.auth_token};
  if (!config_.carrier.previous_auth_token.empty()) tokens.push_back(config_.carrier.previous_auth_token);
  // Over the address that we configured, never over what the request says of itself.
  const std::string url = config_.carrier.webhook_base_url + request.target;
  const std::array<std::string, 2> urls{url, url + std::string(twilio::kWebhookOverrides)};
  return twilio::is_signed_by(tokens, urls, *signature, fields);
}

/// Whoever cannot sign learns nothing, not even what is wrong with the request: the signature is judged before all else.
void Door::carrier_webhook(const net::HttpRequest& request, net::Reply reply) {
  const bool is_form = has_type(request, "application/x-www-form-urlencoded");
  net::FormFields fields;
  // The fields are what is signed: a form that cannot be read is nobody's. Of anything else the address alone is signed.
  const bool is_readable = !is_form || net::decode_form(request.body, fields);
  if (!is_readable || !is_from_carrier(request, fields)) {
    log::warn("webhook_not_signed", "A webhook without a valid signature is refused.",
              {{"address", client_address(request, config_.trusted_proxies)}, {"is_form_readable", is_readable}});
    return reply.send(plain_answer(403, "The signature is not valid.\n"));
  }
  if (request.method != "POST") {
    net::HttpResponse response = plain_answer(405, "Webhooks are POST requests.\n");
    response.headers.push_back({"Allow", "POST"});
    return reply.send(std::move(response));
  }
  if (!is_form) return reply.send(plain_answer(415, "A form is expected.\n"));
  const WebhookId id = ++last_webhook_;
  const std::string_view path = request.path();
  bool is_taken = false;
  if (path == "/carrier/twilio/inbound") {
    auto parsed = twilio::parse_inbound(fields);
    if (!parsed && has_foreign_address(fields)) {
      // The carrier would repeat what we refuse, and it would be as foreign to us the next time.
      log::warn("message_not_taken",
                "A message was not taken: its sender or recipient is no address for text messages.", {{"webhook", id}});
      return reply.send(take_note());
    }
    if (!parsed) return reply.send(plain_answer(400, parsed.error().sentence + "\n"));
    if (parsed->account != config_.carrier.account_sid)
      return reply.send(plain_answer(403, "The account is not ours.\n"));
    log::debug("webhook_came", "A webhook brings a message.", {{"webhook", id}, {"carrier_id", parsed->carrier_id}});
    webhooks_.emplace(id, std::move(reply));
    is_taken = writer_->push(input::Inbound{id, inbound_message_of(*parsed)});
  } else if (path == "/carrier/twilio/status") {
    auto parsed = twilio::parse_status_report(fields);
    if (!parsed) return reply.send(plain_answer(400, parsed.error().sentence + "\n"));
    if (parsed->account != config_.carrier.account_sid)
      return reply.send(plain_answer(403, "The account is not ours.\n"));
    input::Status in;
    in.webhook = id;
    in.report.carrier_id = parsed->carrier_id;
    net::FormFields query;
    if (net::decode_form(request.query(), query)) {
      const std::string* key = net::find_field(query, "key");
      if (key != nullptr && key->size() <= kSendKeyBytesMax) in.report.key.value = *key;
    }
    in.report.status = delivery_status_of(parsed->status);
    if (parsed->error_code != 0) in.report.error_code = std::to_string(parsed->error_code);
    log::debug("receipt_came", "A webhook says what became of a message.",
               {{"webhook", id},
                {"carrier_id", in.report.carrier_id},
                {"status", delivery_word(in.report.status)},
                {"error_code", in.report.error_code}});
    webhooks_.emplace(id, std::move(reply));
    is_taken = writer_->push(std::move(in));
  } else {
    return reply.send(plain_answer(404, "There is no such webhook.\n"));
  }
  if (!is_taken) perform({effect::AnswerWebhook{id, effect::WebhookAnswer::TryAgain}});
}

void Door::session(const net::HttpRequest& request, net::Reply reply) {
  if (request.method == "GET") {
    const auto agent = agent_of(request);
    // Nobody being signed in is an answer, not a fault: a 401 would stand in the browser's console at every cold start.
    return reply.send(json_answer(200, session_body(agent)));
  }
  if (request.method != "POST" && request.method != "DELETE") {
    net::HttpResponse response = sentence_answer(405, "GET, POST and DELETE are answered here.");
    response.headers.push_back({"Allow", "GET, POST, DELETE"});
    return reply.send(std::move(response));
  }
  if (!is_allowed_origin(request)) return reply.send(sentence_answer(403, "This page may not sign in here."));
  if (request.method == "POST") return sign_in(request, std::move(reply));
  sign_out(request, std::move(reply));
}

std::string Door::session_body(std::optional<AgentId> agent) const {
  json::Writer body;
  body.begin_object().key("agent");
  if (!agent) return body.null().end_object().take();
  body.unsigned_integer(agent->value).key("links_for_days").unsigned_integer(offered_link_days(config_)).end_object();
  return body.take();
}

void Door::sign_in(const net::HttpRequest& request, net::Reply reply) {
  if (!has_type(request, "application/json")) return reply.send(sentence_answer(415, "JSON is expected."));
  auto document = json::Document::parse(request.body, 4);
  if (!document || !document->root().find("login").is_string() || !document->root().find("password").is_string()) {
    return reply.send(sentence_answer(400, "\"login\" and \"password\" are needed."));
  }
  const std::string login(document->root().text_or("login", ""));
  std::string password(document->root().text_or("password", ""));
  if (login.empty() || login.size() > kLoginBytesMax || password.size() > kPasswordBytesMax) {
    return reply.send(sentence_answer(400, "Login or password is too long, or the login is empty."));
  }
  const std::string who = client_address(request, config_.trusted_proxies) + " " + without_case(login);
  const DurationMs wait = throttle_.wait_of(who, wall_clock());
  if (wait > 0) {
    const auto wait_s = std::to_string((wait + 999) / 1000);
    net::HttpResponse response =
        sentence_answer(429, tr("Too many attempts. Try again in {seconds} s.", {{"seconds", wait_s}}));
    response.headers.push_back({"Retry-After", wait_s});
    return reply.send(std::move(response));
  }
  throttle_.failed(who, wall_clock());
  // Of an unknown name or a removed agent: no password is right, and that takes as long to find out.
  const AgentConfigured* known = directory_.find_login(login);
  SignInAttempt attempt{who, known == nullptr ? AgentId{} : known->agent, {}, {}};
  const std::string cookie(request.cookie(cookie_name()));
  if (!cookie.empty()) attempt.session_before = hash_token(cookie);
  auto shared_reply = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = writer_->run(
      [this, alive = alive_, shared_reply, attempt, password = std::move(password)](store::Store& store) mutable {
        const auto found = store.find_password(attempt.agent);
        if (found && *found) attempt.hash = **found;
        loop_.post([this, alive, shared_reply, attempt, password]() mutable {
          if (!*alive) return;
          const bool is_queued =
              passwords_->verify(std::move(password), attempt.hash,
                                 [this, alive, shared_reply, attempt](const PasswordCheck::Verdict& verdict) {
                                   loop_.post([this, alive, shared_reply, attempt, verdict] {
                                     if (*alive) answer_sign_in(std::move(*shared_reply), attempt, verdict);
                                   });
                                 });
          if (!is_queued)
            shared_reply->send(sentence_answer(503, "Many people are signing in. Try again in a moment."));
        });
      });
  if (!is_asked) shared_reply->send(sentence_answer(503, "The relay is busy. Try again in a moment."));
}

void Door::answer_sign_in(net::Reply reply, const SignInAttempt& attempt, const PasswordCheck::Verdict& verdict) {
  const Instant now = wall_clock();
  const AgentConfigured* known = directory_.find(attempt.agent);
  if (!verdict.is_right || known == nullptr) {
    // Of a name that nobody has, only the address: people type their password there by mistake.
    const std::string address = attempt.who.substr(0, attempt.who.find(' '));
    log::info("sign_in_refused", "A sign-in was refused.",
              {{"agent", attempt.agent}, {"address", address}, {"is_name_known", known != nullptr}});
    return reply.send(sentence_answer(401, "Login or password is not right. Try again."));
  }
  throttle_.succeeded(attempt.who);
  const std::string token = new_token();
  const store::Session session{hash_token(token), attempt.agent, now, now};
  auto shared_reply = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = writer_->run([this, alive = alive_, shared_reply, attempt, session, token,
                                      fresh_hash = verdict.fresh_hash](store::Store& store) {
    // Not where an admin has set another password meanwhile: that ended the sessions of the one before. A renewed hash
    // that is lost is made again by the next sign-in.
    const auto kept = store.find_password(attempt.agent);
    const bool is_same = kept && *kept && **kept == attempt.hash;
    if (is_same && !fresh_hash.empty()) {
      static_cast<void>(store.renew_password_hash(attempt.agent, attempt.hash, fresh_hash));
    }
    const bool is_stored = is_same && store.put_session(session).is_ok();
    loop_.post([this, alive, shared_reply, attempt, session, token, is_stored] {
      if (!*alive) return;
      if (!is_stored)
        return shared_reply->send(sentence_answer(503, "The session could not be kept. Try again in a moment."));
      sessions_.put(session);
      replace_session(attempt.session_before, session);
      net::HttpResponse response = json_answer(200, session_body(session.agent));
      response.headers.push_back({"Set-Cookie", cookie(token, static_cast<long>(Sessions::kAgeMax / 1000))});
      log::info("signed_in", "An agent has signed in.", {{"agent", session.agent}});
      shared_reply->send(std::move(response));
    });
  });
  if (!is_asked) shared_reply->send(sentence_answer(503, "The relay is busy. Try again in a moment."));
}

void Door::sign_out(const net::HttpRequest& request, net::Reply reply) {
  const std::string token(request.cookie(cookie_name()));
  if (!token.empty()) end_session(hash_token(token), "You signed out.");
  net::HttpResponse response;
  response.status = 204;
  response.headers.push_back({"Set-Cookie", cookie("", 0)});
  response.headers.push_back({"Clear-Site-Data", "\"cache\""});  // customers' pictures; the machine may be shared
  reply.send(std::move(response));
}

void Door::end_session(const std::string& hash, const char* sentence) {
  input::SignedOut signed_out;
  if (const store::Session* session = sessions_.get(hash)) signed_out.agent = session->agent;
  sessions_.erase(hash);
  for (auto& [id, open] : sockets_) {
    if (open.token_hash != hash) continue;
    signed_out.sockets.push_back(id);
    open.socket->close(kCloseSignedOut, sentence);
  }
  // Where it is lost, the relay being too busy, the agent stays on queue without a browser: nothing is offered then.
  if (signed_out.agent.is_set()) writer_->push(std::move(signed_out));
  writer_->run([hash](store::Store& store) { static_cast<void>(store.delete_session(hash)); });
}

void Door::replace_session(const std::string& before, const store::Session& by) {
  const store::Session* old = sessions_.get(before);
  if (old == nullptr) return;
  if (old->agent != by.agent) return end_session(before, "Somebody else signed in here.");
  // The same person once more, in another tab perhaps: what is open goes on.
  sessions_.erase(before);
  for (auto& [id, open] : sockets_) {
    if (open.token_hash == before) open.token_hash = by.token_hash;
  }
  writer_->run([before](store::Store& store) { static_cast<void>(store.delete_session(before)); });
}

std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> Door::on_upgrade(
    const net::HttpRequest& request) {
  if (request.path() != "/api/socket") return plain_answer(404, "There is no socket here.\n");
  // A page of another site must not open a socket with this person's cookie.
  if (!is_allowed_origin(request)) return sentence_answer(403, "This page may not connect here.");
  if (is_draining_) {
    net::HttpResponse response = sentence_answer(503, "The relay is stopping. Try again in a moment.");
    response.headers.push_back({"Retry-After", kRetryAfterStop});
    return response;
  }
  const auto agent = agent_of(request);
  if (!agent) return sentence_answer(401, "Sign in.");
  return std::make_unique<AgentSocket>(*this, *agent, hash_token(std::string(request.cookie(cookie_name()))));
}

std::optional<AgentId> Door::agent_of(const net::HttpRequest& request) {
  const std::string token(request.cookie(cookie_name()));
  if (token.size() != 64) return std::nullopt;
  return use_session(hash_token(token));
}

std::optional<AgentId> Door::use_session(const std::string& token_hash) {
  bool needs_store = false;
  const auto agent = sessions_.find(token_hash, wall_clock(), needs_store);
  if (needs_store) {
    // Where this is lost, the session ends a little early.
    writer_->run(
        [session = *sessions_.get(token_hash)](store::Store& store) { static_cast<void>(store.put_session(session)); });
  }
  return agent;
}

void Door::end_sessions(Instant now) {
  sessions_.erase_ended(now);
  for (auto& [id, open] : sockets_) {
    if (sessions_.get(open.token_hash) == nullptr)
      open.socket->close(kCloseSignedOut, "Your session has ended. Sign in again.");
  }
}

bool Door::is_allowed_origin(const net::HttpRequest& request) const {
  const std::string* origin = request.find_header("Origin");
  return origin != nullptr && std::find(origins_.begin(), origins_.end(), origin_of(*origin)) != origins_.end();
}

std::string Door::cookie_name() const {
  return is_https_ ? "__Host-smsdesk" : "smsdesk";
}

std::string Door::cookie(const std::string& token, long max_age) const {
  return cookie_name() + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age) +
         (is_https_ ? "; Secure" : "");
}

}  // namespace smsdesk::relay
