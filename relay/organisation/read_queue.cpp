#include "relay/organisation/read_queue.h"

#include "core/sms/address.h"

namespace smsdesk::relay {
namespace {

// Limits that mean something are in check_organisation(); these only keep a number inside its type.
constexpr std::int64_t kCountMax = 1'000'000;

void read_routing(ItemReader& reader, const KnownItems& known, Queue& queue) {
  reader.choice("skill_evaluation", queue.skill_evaluation);
  reader.references("skills", known.skills, queue.skills);
  reader.choice("last_agent", queue.last_agent);
  reader.duration("last_agent_wait", queue.last_agent_wait);
  reader.parts("ring", [&](ItemReader& part) {
    Ring ring;
    part.duration("after", ring.after);
    part.references("groups", known.groups, ring.groups);
    part.references("dropped_skills", known.skills, ring.dropped_skills);
    queue.rings.push_back(std::move(ring));
  });
  reader.parts("overflow", [&](ItemReader& part) {
    Overflow overflow;
    part.duration("waited", overflow.waited);
    part.number("service_level_below", overflow.service_level_below, 0, kCountMax);
    part.references("groups", known.groups, overflow.groups);
    queue.overflows.push_back(std::move(overflow));
  });
  reader.parts("preferred", [&](ItemReader& part) {
    PreferredRule rule;
    part.reference("group", known.groups, rule.group, true);
    part.duration("wait", rule.wait);
    queue.preferred.push_back(rule);
  });
}

void read_texts(ItemReader& reader, QueueTexts& texts) {
  reader.text("greeting", texts.greeting);
  reader.text("waiting_text", texts.waiting);
  reader.duration("waiting_text_after", texts.waiting_after);
  reader.text("away_text", texts.away);
}

void read_closing(ItemReader& reader, const KnownItems& known, Queue& queue) {
  reader.duration("inactivity_timeout", queue.inactivity_timeout);
  reader.choice("inactivity_action", queue.inactivity_action);
  reader.choice("acw_mode", queue.acw_mode);
  reader.duration("acw_timeout", queue.acw_timeout);
  reader.duration("acw_extension", queue.acw_extension);
  reader.optional_reference("acw_timeout_code", known.codes, queue.acw_timeout_code);
  reader.flag("asks_resolved", queue.asks_resolved);
  reader.parts("field", [&](ItemReader& part) {
    WrapUpField field;
    part.text("name", field.name, true);
    part.flag("required", field.is_required);
    part.texts("choices", field.choices);
    queue.fields.push_back(std::move(field));
  });
}

void read_limits(ItemReader& reader, MessageLimits& limits) {
  reader.number("chars_max", limits.chars_max, 0, kCountMax);
  reader.number("segments_max", limits.segments_max, 0, kCountMax);
  reader.number("files_max", limits.files_max, 0, kCountMax);
  reader.number("files_kb_max", limits.files_kb_max, 0, kCountMax);
  reader.texts("file_types", limits.file_types);
}

}  // namespace

void read_price(ItemReader& reader, const char* name, Price& price) {
  std::string text;
  reader.text(name, text);
  const auto parsed = parse_price(text);
  if (parsed)
    price = *parsed;
  else
    reader.fail_at(name, tr("must be an amount and a currency such as \"0.0079 USD\"."));
}

void read_queue(ItemReader& reader, const KnownItems& known, Queue& queue) {
  reader.duration_or_seconds("alert_timeout", "alert_timeout_s", queue.alert_timeout);
  reader.duration_or_seconds("service_level_target", "service_level_target_s", queue.service_level_target);
  reader.number("service_level_goal", queue.service_level_goal, 0, kCountMax);
  reader.references("wrap_up_codes", known.codes, queue.wrap_up_codes);
  reader.flag("auto_answer", queue.is_auto_answer);
  reader.flag("manual_pick", queue.is_manual_pick);
  reader.number("priority", queue.priority, -kCountMax, kCountMax);
  reader.optional_reference("label", known.labels, queue.label);
  reader.references("groups", known.groups, queue.groups);
  reader.optional_reference("schedule", known.schedules, queue.schedule);
  reader.duration("threading_window", queue.threading_window);
  reader.duration("quiet_after", queue.quiet_after);
  reader.duration("grace", queue.grace);
  read_routing(reader, known, queue);
  read_texts(reader, queue.texts);
  read_closing(reader, known, queue);
  read_limits(reader, queue.limits);
}

void read_number(ItemReader& reader, const KnownItems& known, OurNumber& number) {
  reader.text("number", number.number, true);
  const auto address = sms::parse_address(number.number);
  if (address && address->can_be_answered())
    number.number = address->text();
  else if (!number.number.empty())
    reader.fail_at("number",
                   tr("is \"{number}\", which is no telephone number like +14155550100.", {{"number", number.number}}));
  reader.reference("queue", known.queues, number.queue, true);
  reader.flag("mms", number.has_mms);
  read_price(reader, "segment_price", number.segment_price);
  read_price(reader, "mms_price", number.mms_price);
  reader.choice("text_as_mms", number.text_as_mms);
  reader.choice("carrier_profile", number.carrier_profile);
  read_limits(reader, number.limits);
  reader.parts("rule", [&](ItemReader& part) {
    NumberRule rule;
    part.choice("kind", rule.kind);
    part.texts("words", rule.words);
    part.optional_reference("contact_list", known.lists, rule.list);
    part.reference("queue", known.queues, rule.queue, true);
    part.references("skills", known.skills, rule.skills);
    part.number("priority", rule.priority, -kCountMax, kCountMax);
    number.rules.push_back(std::move(rule));
  });
}

}  // namespace smsdesk::relay
