#include "relay/organisation/read_organisation.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "core/base/ascii.h"
#include "core/sms/address.h"
#include "core/words/words.h"
#include "relay/organisation/read_queue.h"
#include "relay/organisation/zones.h"
#include "relay/toml/toml_text.h"

namespace smsdesk::relay {
namespace {

constexpr std::int64_t kCountMax = 1'000'000;

std::string text_in(const toml::table& table, const char* key) {
  const auto* value = table.get_as<std::string>(key);
  return value == nullptr ? std::string() : value->get();
}

/// One item of the document and the id that it has or gets.
struct Entry {
  const toml::table* table = nullptr;
  std::uint64_t id = 0;
  std::string name;
  std::string path;  ///< "queue/2"
};

class OrganisationReader {
 public:
  OrganisationReader(const toml::table& root, ReadAgainst against) : root_table_(root), last_id_(against.last_id) {
    if (against.known != nullptr) known_before_ = *against.known;
  }

  OrganisationRead make() {
    {
      ItemReader root(root_table_, "", problems_);
      note_given_ids(root_table_);
      read_settings(root);
      // Names first: items may name what stands further down.
      const auto codes = identify(root, "wrap_up_code", known_before_.wrap_up_codes, known_.codes);
      const auto skills = identify(root, "skill", known_before_.skills, known_.skills);
      const auto groups = identify(root, "group", known_before_.groups, known_.groups);
      const auto labels = identify(root, "label", known_before_.labels, known_.labels);
      const auto schedules = identify(root, "schedule", known_before_.schedules, known_.schedules);
      const auto lists = identify(root, "contact_list", known_before_.contact_lists, known_.lists);
      const auto statuses = identify(root, "sub_status", known_before_.sub_statuses, known_.statuses);
      const auto queues = identify(root, "queue", known_before_.queues, known_.queues);
      const auto agents = identify(root, "agent", known_before_.agents, known_.agents);
      read_each(codes, "wrap_up_code", "Wrap-up code", read_.organisation.wrap_up_codes,
                [](ItemReader&, WrapUpCode&) {});
      read_each(skills, "skill", "Skill", read_.organisation.skills, [](ItemReader&, Skill&) {});
      read_each(groups, "group", "Group", read_.organisation.groups,
                [&](ItemReader& r, Group& v) { r.references("members", known_.agents, v.members); });
      read_each(labels, "label", "Label", read_.organisation.labels, [](ItemReader& r, UtilizationLabel& v) {
        r.number("weight", v.weight, 0, kCountMax);
        r.number("limit", v.limit, 0, kCountMax);
        r.flag("interruptible", v.is_interruptible);
      });
      read_each(schedules, "schedule", "Schedule", read_.organisation.schedules, read_schedule);
      read_each(lists, "contact_list", "Contact list", read_.organisation.contact_lists, read_contact_list);
      read_each(statuses, "sub_status", "Status", read_.organisation.sub_statuses,
                [](ItemReader& r, SubStatus& v) { r.choice("presence", v.presence); });
      read_each(queues, "queue", "Queue", read_.organisation.queues,
                [&](ItemReader& r, Queue& v) { read_queue(r, known_, v); });
      read_numbers(root);
      for (const Entry& entry : agents) read_agent(entry);
    }
    if (problems_.is_empty()) check();
    read_.problems = problems_.sorted();
    return std::move(read_);
  }

 private:
  // Who is who ---------------------------------------------------------------------------------------------------
  /// New ids lie behind every one that the document gives itself.
  void note_given_ids(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const auto* items = node.as_array();
      if (items == nullptr) continue;
      for (const toml::node& item : *items) {
        if (const auto* table = item.as_table()) last_id_ = std::max(last_id_, given_id(*table));
      }
    }
  }
  static std::uint64_t given_id(const toml::table& table) {
    const auto* id = table.get_as<std::int64_t>("id");
    return id == nullptr || id->get() < 1 || id->get() > kIdMax ? 0 : static_cast<std::uint64_t>(id->get());
  }
  static std::uint64_t id_of(const AgentConfigured& v) { return v.agent.value; }
  template <typename Item>
  static std::uint64_t id_of(const Item& v) {
    return v.id.value;
  }
  static std::string name_of(const AgentConfigured& v) { return ascii_lowered(v.login); }
  static std::string name_of(const SubStatus& v) { return std::string(fields::word_of(v.presence)) + "/" + v.name; }
  template <typename Item>
  static std::string name_of(const Item& v) {
    return v.name;
  }
  template <typename Item>
  static std::string name_in(const toml::table& table) {
    if constexpr (std::is_same_v<Item, AgentConfigured>)
      return ascii_lowered(text_in(table, "login"));
    else if constexpr (std::is_same_v<Item, SubStatus>)
      return text_in(table, "presence") + "/" + text_in(table, "name");
    else
      return text_in(table, "name");
  }

  template <typename Item>
  std::vector<Entry> identify(ItemReader& root, const char* kind, const std::vector<Item>& before, Known& known) {
    std::vector<Entry> entries;
    std::set<std::uint64_t> taken;
    for (const toml::table* table : root.tables(kind)) {
      entries.push_back({table, given_id(*table), name_in<Item>(*table), path_of(kind, entries.size())});
      taken.insert(entries.back().id);
    }
    std::map<std::string, std::uint64_t> ids_before;
    for (const Item& one : before) ids_before.emplace(name_of(one), id_of(one));
    for (Entry& entry : entries) {
      if (entry.id == 0) {
        const auto at = ids_before.find(entry.name);
        entry.id = at != ids_before.end() && taken.insert(at->second).second ? at->second : ++last_id_;
      }
      known.add(entry.name, entry.id);
    }
    return entries;
  }

  // Items --------------------------------------------------------------------------------------------------------
  static std::string where(const char* kind, const std::string& name) {
    return std::string(" in [[") + kind + "]]" + (name.empty() ? "" : " \"" + name + "\"");
  }

  static std::string path_of(const char* kind, std::size_t index) {
    return std::string(kind) + "/" + std::to_string(index);
  }

  template <typename Item, typename Read>
  void read_each(const std::vector<Entry>& entries, const char* kind, const char* label, std::vector<Item>& into,
                 Read read_rest) {
    for (const Entry& entry : entries) {
      const std::string name = text_in(*entry.table, "name");
      ItemReader reader(*entry.table, where(kind, name), problems_, entry.path);
      Item item;
      std::int64_t id = 0;
      reader.number("id", id, 1, kIdMax);
      item.id.value = entry.id;
      reader.text("name", item.name, true);
      read_rest(reader, item);
      labels_[std::string(label) + " " + (name.empty() ? std::to_string(entry.id) : name)] = {
          entry.table, where(kind, name), entry.path};
      into.push_back(std::move(item));
    }
  }

  void read_settings(ItemReader& root) {
    OrganisationSettings settings;
    if (const toml::table* table = root.table("settings")) {
      ItemReader reader(*table, " in [settings]", problems_, "settings");
      reader.text("name", settings.name);
      reader.number("default_capacity", settings.default_capacity, 0, kCountMax);
      reader.number("reserve", settings.reserve, 0, kCountMax);
      reader.duration("away_after", settings.away_after);
      read_price(reader, "segment_price", settings.segment_price);
      read_price(reader, "mms_price", settings.mms_price);
      reader.choice("text_as_mms", settings.text_as_mms);
      reader.flag("warn_card_numbers", settings.warns.cards);
      reader.flag("warn_bank_accounts", settings.warns.bank_accounts);
      reader.flag("warn_social_security", settings.warns.social_security);
      reader.flag("warn_national_ids", settings.warns.national_ids);
      reader.flag("warn_shouting", settings.warns.shouting);
      reader.texts("warned_words", settings.warns.words);
      reader.parts("customer_field", [&](ItemReader& part) {
        CustomerField field;
        part.text("name", field.name, true);
        part.texts("choices", field.choices);
        settings.customer_fields.push_back(std::move(field));
      });
      reader.parts("customer_link", [&](ItemReader& part) {
        CustomerLink link;
        part.text("name", link.name, true);
        part.text("address", link.address, true);
        settings.customer_links.push_back(std::move(link));
      });
      reader.choice("mask_numbers_for", settings.masked_for);
      reader.flag("show_masked_numbers", settings.has_reveal);
      labels_["Settings"] = {table, " in [settings]", "settings"};
    }
    read_.organisation.settings = {settings};
  }

  static void read_schedule(ItemReader& reader, Schedule& schedule) {
    reader.text("zone", schedule.zone);
    const auto offsets = zone_offsets(schedule.zone, Instant{0});
    if (!offsets) reader.fail_at("zone", tr("cannot be used: {reason}", {{"reason", offsets.error().sentence}}));
    reader.spans("hours", "mon-fri 09:00-18:00", schedule.open, parse_hours);
    reader.parts("holiday", [&](ItemReader& part) {
      Holiday holiday;
      part.date("date", holiday.date);
      part.text("name", holiday.name);
      part.spans("hours", "09:00-12:00", holiday.open, parse_day_hours);
      schedule.holidays.push_back(std::move(holiday));
    });
  }

  static void read_contact_list(ItemReader& reader, ContactList& list) {
    std::vector<std::string> given;
    reader.texts("numbers", given);
    for (const std::string& text : given) {
      const auto address = sms::parse_address(text);
      if (address)
        list.numbers.push_back(address->text());
      else
        reader.fail_at("numbers",
                       tr("has \"{number}\", which is no telephone number like +14155550199.", {{"number", text}}));
    }
    std::sort(list.numbers.begin(), list.numbers.end());
    list.numbers.erase(std::unique(list.numbers.begin(), list.numbers.end()), list.numbers.end());
  }

  void read_numbers(ItemReader& root) {
    for (const toml::table* table : root.tables("number")) {
      const std::string name = text_in(*table, "number");
      const std::string path = path_of("number", read_.organisation.numbers.size());
      ItemReader reader(*table, where("number", name), problems_, path);
      OurNumber number;
      read_number(reader, known_, number);
      labels_["Number " + number.number] = {table, where("number", name), path};
      read_.organisation.numbers.push_back(std::move(number));
    }
  }

  void read_agent(const Entry& entry) {
    const std::string name = text_in(*entry.table, "name");
    ItemReader reader(*entry.table, where("agent", name), problems_, entry.path);
    AgentConfigured agent;
    AccountConfig account;
    std::int64_t id = 0;
    reader.number("id", id, 1, kIdMax);
    agent.agent.value = entry.id;
    reader.text("login", agent.login, true);
    reader.text("name", agent.name, true);
    reader.choice("role", agent.role);
    agent.capacity = 0;  // the default, unless said otherwise
    reader.number("capacity", agent.capacity, 1, kCapacityMax);
    reader.references("queues", known_.queues, agent.queues);
    reader.levels<SkillId>("skills", known_.skills, AgentSkill{}.level, [&](SkillId skill, unsigned level) {
      agent.skills.push_back({skill, level});
    });
    std::sort(agent.queues.begin(), agent.queues.end());
    std::sort(agent.skills.begin(), agent.skills.end(),
              [](const AgentSkill& a, const AgentSkill& b) { return a.skill < b.skill; });
    reader.text("initial_password", account.initial_password);
    const std::size_t password_bytes = account.initial_password.size();
    if (password_bytes != 0 && (password_bytes < kPasswordBytesMin || password_bytes > kPasswordBytesMax)) {
      reader.fail_at("initial_password",
                     tr("must have {from} to {to} bytes.",
                        {{"from", std::to_string(kPasswordBytesMin)}, {"to", std::to_string(kPasswordBytesMax)}}));
    }
    account.agent = agent.agent;
    account.login = agent.login;
    labels_["Agent " + name] = {entry.table, where("agent", name), entry.path};
    read_.accounts.push_back(std::move(account));
    read_.organisation.agents.push_back(std::move(agent));
  }

  // The whole ----------------------------------------------------------------------------------------------------
  struct Place {
    const toml::table* table = nullptr;
    std::string where, path;
  };

  void check() {
    for (const Problem& problem : check_organisation(read_.organisation)) {
      // Names may hold colons: the longest label that fits is the item's.
      const Place* place = nullptr;
      std::size_t length = 0;
      for (const auto& [label, one] : labels_) {
        const bool fits = problem.where.compare(0, label.size(), label) == 0 &&
                          (problem.where.size() == label.size() || problem.where[label.size()] == ':');
        if (fits && label.size() >= length) {
          place = &one;
          length = label.size();
        }
      }
      if (place == nullptr) {
        problems_.add({0, "", problem.sentence, "", problem.where + ": "});
        continue;
      }
      const std::string setting = problem.where.size() > length + 2 ? problem.where.substr(length + 2) : std::string();
      const Setting meant = meant_by(setting);
      problems_.add({line_of(*place->table, meant), place->where, problem.sentence, path_below(*place, meant),
                     setting.empty() ? "" : setting + ": "});
    }
  }

  /// A setting of the document, and which part of its list.
  struct Setting {
    std::string name;
    std::size_t part = 0;   ///< from 1; 0 = all of it
    std::string date;       ///< of a holiday
    bool is_twice = false;  ///< that date
    std::string inner{};    ///< of that part: "priority"
  };
  /// "alert timeout" → alert_timeout; "ring 2" → the second ring; "holiday 2026-12-24" → the holiday of that date;
  /// "rule 1: priority" → the priority of the first rule.
  static Setting meant_by(const std::string& words) {
    static constexpr std::pair<std::string_view, const char*> kOthers[] = {
        {"wait for the last agent", "last_agent_wait"},
        {"preferred groups", "preferred"},
        {"wait for a preferred group", "preferred"},
        {"grace period", "grace"},
        {"rings", "ring"},
        {"overflows", "overflow"},
        {"after-call work", "acw_timeout"},
        {"extension of after-call work", "acw_extension"},
        {"code when the time is over", "acw_timeout_code"},
        {"wrap-up fields", "field"},
        {"skill level", "skills"},
        {"rules", "rule"},
        {"customer fields", "customer_field"},
        {"customer links", "customer_link"},
        {"holidays", "holiday"},
        {"reserved slots", "reserve"},
    };
    Setting setting;
    setting.name = words.substr(0, words.find(':'));
    for (const auto& [from, to] : kOthers)
      if (setting.name == from) return {to, 0, {}};
    if (setting.name.compare(0, 8, "holiday ") == 0) return {"holiday", 0, setting.name.substr(8)};
    const std::size_t space = setting.name.rfind(' ');
    const std::string_view last = std::string_view(setting.name).substr(space == std::string::npos ? 0 : space + 1);
    if (space != std::string::npos && !last.empty() && last.size() <= 3 &&
        last.find_first_not_of("0123456789") == std::string_view::npos) {
      setting.part = static_cast<std::size_t>(std::stoi(std::string(last)));
      setting.name.resize(space);
      if (const std::size_t colon = words.find(": "); colon != std::string::npos)
        setting.inner = words.substr(colon + 2);
    }
    std::replace(setting.name.begin(), setting.name.end(), ' ', '_');
    std::replace(setting.name.begin(), setting.name.end(), '-', '_');
    return setting;
  }
  static const toml::node* node_of(const toml::table& table, Setting& setting) {
    const toml::node* node = table.get(setting.name);
    if (node == nullptr) node = table.get(setting.name + "_s");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr) return node;
    for (std::size_t i = 0; !setting.date.empty() && i < list->size(); ++i) {
      const auto* part = list->get(i)->as_table();
      const toml::node* date = part == nullptr ? nullptr : part->get("date");
      std::ostringstream text;
      if (date != nullptr && date->is_date()) text << *date->as_date();
      if (date != nullptr && date->is_string()) text << date->as_string()->get();
      if (text.str() != setting.date) continue;
      setting.is_twice = setting.part != 0;
      setting.part = i + 1;
    }
    return setting.part > 0 && setting.part <= list->size() ? list->get(setting.part - 1) : node;
  }
  static unsigned line_of(const toml::table& table, Setting setting) {
    const toml::node* node = node_of(table, setting);
    return node == nullptr ? table.source().begin.line : node->source().begin.line;
  }
  /// What is said of an item as a whole is about its name, but for lists, whose name says nothing of their numbers.
  static std::string path_below(const Place& place, Setting setting) {
    if (setting.name.empty()) {
      const bool is_list = place.path.compare(0, 13, "contact_list/") == 0;
      return place.path + (place.path.compare(0, 7, "number/") == 0 ? "/number" : is_list ? "/numbers" : "/name");
    }
    node_of(*place.table, setting);
    std::string path =
        place.path + "/" + setting.name + (setting.part == 0 ? "" : "/" + std::to_string(setting.part - 1));
    if (!setting.inner.empty()) path += "/" + setting.inner;
    // Of a holiday there are two things to say: that its date is none, or there twice, and that its hours are wrong.
    if (!setting.date.empty() && setting.part != 0) {
      path += !is_date(setting.date) || setting.is_twice ? "/date" : "/hours";
    }
    return path;
  }

  const toml::table& root_table_;
  std::uint64_t last_id_;
  Organisation known_before_;
  KnownItems known_;
  TomlProblems problems_;
  std::map<std::string, Place> labels_;
  OrganisationRead read_;
};

OrganisationRead read(std::variant<toml::table, TomlProblem> parsed, ReadAgainst against) {
  if (auto* problem = std::get_if<TomlProblem>(&parsed)) return {{}, {}, {std::move(*problem)}};
  return OrganisationReader(std::get<toml::table>(parsed), against).make();
}

}  // namespace

OrganisationRead read_organisation_toml(std::string_view text, ReadAgainst against) {
  return read(parse_toml(text), against);
}

OrganisationRead read_organisation_json(std::string_view text, ReadAgainst against) {
  return read(parse_json_as_toml(text), against);
}

Result<OrganisationFile> read_organisation_file(const std::string& file, ReadAgainst against) {
  auto parsed = parse_toml_file(file);
  if (!parsed) return parsed.error();
  OrganisationRead all = OrganisationReader(*parsed, against).make();
  if (!all.problems.empty()) return Error{ErrorCode::Invalid, all.problems.front().sentence(file)};
  return OrganisationFile{std::move(all.organisation), std::move(all.accounts)};
}

}  // namespace smsdesk::relay
