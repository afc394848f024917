#include "relay/organisation/document.h"

#include <map>

#include "core/workspace/enum_words.h"
#include "relay/organisation/values.h"

namespace smsdesk::relay {
namespace {

using fields::word_of;
using Names = std::map<std::uint64_t, std::string>;

std::string word(std::string_view text) {
  return std::string(text);
}

/// Collects fields; `usual` is what the field is where nothing is said.
class Put {
 public:
  void text(const char* name, const std::string& value, const std::string& usual = {}) {
    add(name, value, value == usual);
  }
  void always(const char* name, FieldValue value) { add(name, std::move(value), false); }
  void number(const char* name, std::int64_t value, std::int64_t usual) { add(name, value, value == usual); }
  /// Where 0 means that nothing is said, and what counts is said elsewhere, whatever it becomes.
  void number_if_said(const char* name, std::int64_t value) {
    if (value != 0) always(name, value);
  }
  void flag(const char* name, bool value, bool usual = false) { add(name, value, value == usual); }
  void duration(const char* name, DurationMs value, DurationMs usual) {
    add(name, duration_text(value), value == usual);
  }
  /// Where 0 means that it does not happen.
  void timeout(const char* name, DurationMs value) {
    add(name, value == 0 ? std::string("never") : duration_text(value), value == 0);
  }
  template <typename E>
  void choice(const char* name, E value, E usual) {
    add(name, word(word_of(value)), value == usual);
  }
  void texts(const char* name, std::vector<std::string> value) {
    const bool is_usual = value.empty();
    add(name, std::move(value), is_usual);
  }
  void levels(const char* name, Levels value) {
    const bool is_usual = value.empty();
    add(name, std::move(value), is_usual);
  }
  void parts(const char* name, std::vector<Fields> value) {
    const bool is_usual = value.empty();
    add(name, std::move(value), is_usual);
  }
  Fields take() { return std::move(fields_); }

 private:
  void add(const char* name, FieldValue value, bool is_usual) { fields_.push_back({name, std::move(value), is_usual}); }
  Fields fields_;
};

class Maker {
 public:
  explicit Maker(const Organisation& organisation) : o_(organisation) {
    const auto note = [](Names& names, const auto& items) {
      for (const auto& item : items) names[item.id.value] = item.name;
    };
    note(codes_, o_.wrap_up_codes);
    note(skills_, o_.skills);
    note(groups_, o_.groups);
    note(labels_, o_.labels);
    note(schedules_, o_.schedules);
    note(lists_, o_.contact_lists);
    note(queues_, o_.queues);
    for (const AgentConfigured& agent : o_.agents) agents_[agent.agent.value] = agent.login;
  }

  Document make() {
    Document all;
    DocumentKind settings{"settings", true, {}};
    for (const OrganisationSettings& one : o_.settings) settings.items.push_back({"settings", "Settings", of(one)});
    all.push_back(std::move(settings));
    add(all, "wrap_up_code", o_.wrap_up_codes);
    add(all, "skill", o_.skills);
    add(all, "group", o_.groups);
    add(all, "label", o_.labels);
    add(all, "schedule", o_.schedules);
    add(all, "contact_list", o_.contact_lists);
    add(all, "sub_status", o_.sub_statuses);
    add(all, "queue", o_.queues);
    DocumentKind numbers{"number", false, {}};
    for (const OurNumber& one : o_.numbers) numbers.items.push_back({one.number, one.number, of(one)});
    all.push_back(std::move(numbers));
    DocumentKind agents{"agent", false, {}};
    for (const AgentConfigured& one : o_.agents) {
      agents.items.push_back({std::to_string(one.agent.value), one.name, of(one)});
    }
    all.push_back(std::move(agents));
    return all;
  }

 private:
  template <typename Item>
  void add(Document& into, const char* kind, const std::vector<Item>& items) {
    DocumentKind made{kind, false, {}};
    for (const Item& one : items) made.items.push_back({std::to_string(one.id.value), one.name, of(one)});
    into.push_back(std::move(made));
  }

  static std::string name_in(const Names& names, std::uint64_t id) {
    const auto at = names.find(id);
    return at == names.end() ? std::to_string(id) : at->second;
  }
  /// Empty where nothing is referred to.
  template <typename IdType>
  static std::string name_of(const Names& names, IdType id) {
    return id.is_set() ? name_in(names, id.value) : std::string();
  }
  template <typename IdType>
  static std::vector<std::string> names_of(const Names& names, const std::vector<IdType>& ids) {
    std::vector<std::string> all;
    all.reserve(ids.size());
    for (const IdType id : ids) all.push_back(name_in(names, id.value));
    return all;
  }
  template <typename Item>
  static Put begin(const Item& item) {
    Put put;
    put.always("id", static_cast<std::int64_t>(item.id.value));
    put.always("name", item.name);
    return put;
  }

  Fields of(const OrganisationSettings& v) const {
    const OrganisationSettings usual;
    Put put;
    put.text("name", v.name);
    put.number("default_capacity", v.default_capacity, usual.default_capacity);
    put.number("reserve", v.reserve, usual.reserve);
    put.always("away_after", v.away_after == 0 ? std::string("never") : duration_text(v.away_after));
    put.text("segment_price", price_text(v.segment_price));
    put.text("mms_price", price_text(v.mms_price));
    put.choice("text_as_mms", v.text_as_mms, usual.text_as_mms);
    put.flag("warn_card_numbers", v.warns.cards, true);
    put.flag("warn_bank_accounts", v.warns.bank_accounts, true);
    put.flag("warn_social_security", v.warns.social_security, true);
    put.flag("warn_national_ids", v.warns.national_ids, true);
    put.flag("warn_shouting", v.warns.shouting, true);
    put.texts("warned_words", v.warns.words);
    std::vector<Fields> fields, links;
    for (const CustomerField& one : v.customer_fields) {
      Put part;
      part.always("name", one.name);
      part.texts("choices", one.choices);
      fields.push_back(part.take());
    }
    put.parts("customer_field", std::move(fields));
    for (const CustomerLink& one : v.customer_links) {
      Put part;
      part.always("name", one.name);
      part.always("address", one.address);
      links.push_back(part.take());
    }
    put.parts("customer_link", std::move(links));
    put.choice("mask_numbers_for", v.masked_for, usual.masked_for);
    put.flag("show_masked_numbers", v.has_reveal, true);
    return put.take();
  }
  Fields of(const WrapUpCode& v) const { return begin(v).take(); }
  Fields of(const Skill& v) const { return begin(v).take(); }
  Fields of(const Group& v) const {
    Put put = begin(v);
    put.texts("members", names_of(agents_, v.members));
    return put.take();
  }
  Fields of(const UtilizationLabel& v) const {
    Put put = begin(v);
    put.number("weight", v.weight, 1);
    put.number("limit", v.limit, 0);
    put.flag("interruptible", v.is_interruptible);
    return put.take();
  }
  Fields of(const Schedule& v) const {
    Put put = begin(v);
    put.text("zone", v.zone);
    put.texts("hours", hours_texts(v.open));
    std::vector<Fields> holidays;
    for (const Holiday& one : v.holidays) {
      Put part;
      part.always("date", one.date);
      part.text("name", one.name);
      part.texts("hours", day_hours_texts(one.open));
      holidays.push_back(part.take());
    }
    put.parts("holiday", std::move(holidays));
    return put.take();
  }
  Fields of(const ContactList& v) const {
    Put put = begin(v);
    put.texts("numbers", v.numbers);
    return put.take();
  }
  Fields of(const SubStatus& v) const {
    Put put = begin(v);
    put.always("presence", word(word_of(v.presence)));
    return put.take();
  }
  Fields of(const Queue& v) const {
    const Queue usual;
    Put put = begin(v);
    put.always("alert_timeout", duration_text(v.alert_timeout));
    put.always("service_level_target", duration_text(v.service_level_target));
    put.number("service_level_goal", v.service_level_goal, usual.service_level_goal);
    put.texts("wrap_up_codes", names_of(codes_, v.wrap_up_codes));
    put.flag("auto_answer", v.is_auto_answer);
    put.flag("manual_pick", v.is_manual_pick);
    put.number("priority", v.priority, usual.priority);
    put.text("label", name_of(labels_, v.label));
    put.texts("groups", names_of(groups_, v.groups));
    put.choice("skill_evaluation", v.skill_evaluation, usual.skill_evaluation);
    put.texts("skills", names_of(skills_, v.skills));
    put.choice("last_agent", v.last_agent, usual.last_agent);
    put.duration("last_agent_wait", v.last_agent_wait, usual.last_agent_wait);
    put.text("schedule", name_of(schedules_, v.schedule));
    put.duration("threading_window", v.threading_window, usual.threading_window);
    put.timeout("quiet_after", v.quiet_after);
    put.duration("grace", v.grace, usual.grace);
    put.timeout("inactivity_timeout", v.inactivity_timeout);
    put.choice("inactivity_action", v.inactivity_action, usual.inactivity_action);
    put.choice("acw_mode", v.acw_mode, usual.acw_mode);
    put.duration("acw_timeout", v.acw_timeout, usual.acw_timeout);
    put.timeout("acw_extension", v.acw_extension);
    put.text("acw_timeout_code", name_of(codes_, v.acw_timeout_code));
    put.flag("asks_resolved", v.asks_resolved);
    put.text("greeting", v.texts.greeting);
    put.text("waiting_text", v.texts.waiting);
    put.duration("waiting_text_after", v.texts.waiting_after, usual.texts.waiting_after);
    put.text("away_text", v.texts.away);
    put_limits(put, v.limits);
    put.parts("ring", rings(v));
    put.parts("overflow", overflows(v));
    put.parts("preferred", preferred(v));
    put.parts("field", wrap_up_fields(v));
    return put.take();
  }
  static void put_limits(Put& put, const MessageLimits& v) {
    put.number_if_said("chars_max", v.chars_max);
    put.number_if_said("segments_max", v.segments_max);
    put.number_if_said("files_max", v.files_max);
    put.number_if_said("files_kb_max", v.files_kb_max);
    put.texts("file_types", v.file_types);
  }
  std::vector<Fields> rings(const Queue& v) const {
    std::vector<Fields> parts;
    for (const Ring& one : v.rings) {
      Put part;
      part.always("after", duration_text(one.after));
      part.texts("groups", names_of(groups_, one.groups));
      part.texts("dropped_skills", names_of(skills_, one.dropped_skills));
      parts.push_back(part.take());
    }
    return parts;
  }
  std::vector<Fields> overflows(const Queue& v) const {
    std::vector<Fields> parts;
    for (const Overflow& one : v.overflows) {
      Put part;
      part.timeout("waited", one.waited);
      part.number("service_level_below", one.service_level_below, 0);
      part.texts("groups", names_of(groups_, one.groups));
      parts.push_back(part.take());
    }
    return parts;
  }
  std::vector<Fields> preferred(const Queue& v) const {
    std::vector<Fields> parts;
    for (const PreferredRule& one : v.preferred) {
      Put part;
      part.always("group", name_in(groups_, one.group.value));
      part.always("wait", duration_text(one.wait));
      parts.push_back(part.take());
    }
    return parts;
  }
  std::vector<Fields> wrap_up_fields(const Queue& v) const {
    std::vector<Fields> parts;
    for (const WrapUpField& one : v.fields) {
      Put part;
      part.always("name", one.name);
      part.flag("required", one.is_required);
      part.texts("choices", one.choices);
      parts.push_back(part.take());
    }
    return parts;
  }
  Fields of(const OurNumber& v) const {
    Put put;
    put.always("number", v.number);
    put.always("queue", name_in(queues_, v.queue.value));
    put.text("segment_price", price_text(v.segment_price));
    std::vector<Fields> rules;
    for (const NumberRule& one : v.rules) {
      Put part;
      part.always("kind", word(word_of(one.kind)));
      part.texts("words", one.words);
      part.text("contact_list", name_of(lists_, one.list));
      part.always("queue", name_in(queues_, one.queue.value));
      part.texts("skills", names_of(skills_, one.skills));
      part.number("priority", one.priority, 0);
      rules.push_back(part.take());
    }
    put.parts("rule", std::move(rules));
    put.flag("mms", v.has_mms, true);
    put.text("mms_price", price_text(v.mms_price));
    put.choice("text_as_mms", v.text_as_mms, NumberTextAsMms::Default);
    put.choice("carrier_profile", v.carrier_profile, CarrierProfile::Twilio);
    put_limits(put, v.limits);
    return put.take();
  }
  Fields of(const AgentConfigured& v) const {
    Put put;
    put.always("id", static_cast<std::int64_t>(v.agent.value));
    put.always("login", v.login);
    put.always("name", v.name);
    put.choice("role", v.role, AgentRole::Agent);
    put.number_if_said("capacity", v.capacity);
    put.texts("queues", names_of(queues_, v.queues));
    Levels levels;
    for (const AgentSkill& one : v.skills) levels.emplace_back(name_in(skills_, one.skill.value), one.level);
    put.levels("skills", std::move(levels));
    return put.take();
  }

  const Organisation& o_;
  Names codes_, skills_, groups_, labels_, schedules_, lists_, queues_, agents_;
};

}  // namespace

Document make_document(const Organisation& organisation) {
  return Maker(organisation).make();
}

}  // namespace smsdesk::relay
