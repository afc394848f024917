#include "core/workspace/organisation.h"

#include <algorithm>
#include <set>

#include "core/base/ascii.h"
#include "core/base/utf8.h"
#include "core/conversation/contact_link.h"
#include "core/conversation/media.h"
#include "core/sms/address.h"
#include "core/sms/segments.h"
#include "core/words/words.h"
#include "core/workspace/configured.h"
#include "core/workspace/customer_fields.h"
#include "core/workspace/workspace.h"

namespace smsdesk {
namespace {

constexpr std::size_t kNameBytesMax = 100;
constexpr std::size_t kContactNumbersMax = 100'000;
constexpr std::size_t kWrapUpFieldsMax = 20;
constexpr std::size_t kNumberRulesMax = 50;

// How each kind of item is named, found and told.
std::uint64_t id_of(const AgentConfigured& v) {
  return v.agent.value;
}
template <typename Item>
std::uint64_t id_of(const Item& v) {
  return v.id.value;
}
void set_id(AgentConfigured& v, std::uint64_t id) {
  v.agent.value = id;
}
template <typename Item>
void set_id(Item& v, std::uint64_t id) {
  v.id.value = id;
}
EntryBody entry_of(const AgentConfigured& v) {
  return v;
}
EntryBody entry_of(const Queue& v) {
  return QueueConfigured{v};
}
EntryBody entry_of(const WrapUpCode& v) {
  return WrapUpCodeConfigured{v};
}
EntryBody entry_of(const OurNumber& v) {
  return NumberConfigured{v};
}
EntryBody entry_of(const Skill& v) {
  return SkillConfigured{v};
}
EntryBody entry_of(const Group& v) {
  return GroupConfigured{v};
}
EntryBody entry_of(const UtilizationLabel& v) {
  return LabelConfigured{v};
}
EntryBody entry_of(const Schedule& v) {
  return ScheduleConfigured{v};
}
EntryBody entry_of(const ContactList& v) {
  return ContactListConfigured{v};
}
EntryBody entry_of(const SubStatus& v) {
  return SubStatusConfigured{v};
}

bool is_same(const OurNumber& a, const OurNumber& b) {
  return a.number == b.number;
}
template <typename Item>
bool is_same(const Item& a, const Item& b) {
  return id_of(a) == id_of(b);
}

template <typename Item>
const Item* find_in(const std::vector<Item>& items, const Item& like) {
  const auto at = std::find_if(items.begin(), items.end(), [&](const Item& one) { return is_same(one, like); });
  return at == items.end() ? nullptr : &*at;
}

template <typename Item>
void put_all(std::vector<Item>& into, const std::vector<Item>& items, std::uint64_t& next_id) {
  for (Item item : items) {
    if constexpr (!std::is_same_v<Item, OurNumber>) {
      if (id_of(item) == 0) set_id(item, ++next_id);
    }
    const auto at = std::find_if(into.begin(), into.end(), [&](const Item& one) { return is_same(one, item); });
    if constexpr (std::is_same_v<Item, AgentConfigured>) {
      if (at != into.end() && item.login.empty()) item.login = at->login;
    }
    if (at == into.end())
      into.push_back(std::move(item));
    else
      *at = std::move(item);
  }
}

template <typename Item>
void remove_id(std::vector<Item>& from, std::uint64_t id) {
  from.erase(std::remove_if(from.begin(), from.end(), [&](const Item& one) { return id_of(one) == id; }), from.end());
}

template <typename Item>
void add_changed(const std::vector<Item>& before, const std::vector<Item>& after, std::vector<EntryBody>& into) {
  for (const Item& item : after) {
    const Item* known = find_in(before, item);
    if (known == nullptr || !(*known == item)) into.push_back(entry_of(item));
  }
}

template <typename Item>
void add_removed(const std::vector<Item>& before, const std::vector<Item>& after, ItemKind kind,
                 std::vector<EntryBody>& into) {
  for (const Item& item : before) {
    if (find_in(after, item) != nullptr) continue;
    into.push_back(ItemRemoved{kind, id_of(item)});
  }
}

/// In the form in which apply() keeps them: so that the same is found to be the same.
Organisation sorted(Organisation o) {
  for (AgentConfigured& agent : o.agents) {
    std::sort(agent.queues.begin(), agent.queues.end());
    std::sort(agent.skills.begin(), agent.skills.end(),
              [](const AgentSkill& a, const AgentSkill& b) { return a.skill < b.skill; });
  }
  for (Group& group : o.groups) std::sort(group.members.begin(), group.members.end());
  for (ContactList& list : o.contact_lists) {
    std::sort(list.numbers.begin(), list.numbers.end());
    list.numbers.erase(std::unique(list.numbers.begin(), list.numbers.end()), list.numbers.end());
  }
  return o;
}

// Checking ---------------------------------------------------------------------------------------------------------
class Check {
 public:
  explicit Check(const Organisation& organisation) : o_(organisation) {}

  std::vector<Problem> take() {
    ids("Wrap-up code", o_.wrap_up_codes, codes_.ids);
    ids("Skill", o_.skills, skills_.ids);
    ids("Group", o_.groups, groups_.ids);
    ids("Label", o_.labels, labels_.ids);
    ids("Schedule", o_.schedules, schedules_.ids);
    ids("Contact list", o_.contact_lists, lists_.ids);
    ids("Status", o_.sub_statuses, statuses_);
    ids("Queue", o_.queues, queues_.ids);
    ids("Agent", o_.agents, agents_.ids);
    for (const UtilizationLabel& label : o_.labels) check(label);
    for (const Schedule& schedule : o_.schedules) check(schedule);
    for (const ContactList& list : o_.contact_lists) check(list);
    for (const Group& group : o_.groups) check(group);
    for (const Queue& queue : o_.queues) check(queue);
    for (const AgentConfigured& agent : o_.agents) check(agent);
    numbers();
    statuses();
    for (const OrganisationSettings& settings : o_.settings) check(settings);
    return std::move(problems_);
  }

 private:
  /// The items of one kind, and what is said where it has no such one.
  struct Known {
    const char* missing;
    std::set<std::uint64_t> ids{};
  };

  void wrong(std::string where, std::string sentence) { problems_.push_back({std::move(where), std::move(sentence)}); }
  /// `sentence` has {from} and {to}, and the unit between which and which the value must be.
  void within(const std::string& where, std::int64_t value, std::int64_t from, std::int64_t to, const char* sentence) {
    if (value >= from && value <= to) return;
    wrong(where, tr(sentence, {{"from", std::to_string(from)}, {"to", std::to_string(to)}}));
  }
  void duration(const std::string& where, DurationMs value, DurationMs from, DurationMs to) {
    if (value >= from && value <= to) return;
    wrong(where, tr("must be {from} to {to} seconds.",
                    {{"from", std::to_string(from / 1000)}, {"to", std::to_string(to / 1000)}}));
  }
  void at_most(const std::string& where, std::size_t count, std::size_t max) {
    if (count > max) wrong(where, tr("are at most {count}.", {{"count", std::to_string(max)}}));
  }
  template <typename IdType>
  void refers(const std::string& where, IdType id, const Known& known) {
    if (known.ids.count(id.value) == 0) wrong(where, tr(known.missing, {{"name", std::to_string(id.value)}}));
  }

  template <typename Item>
  void ids(const char* kind, const std::vector<Item>& items, std::set<std::uint64_t>& known) {
    std::set<std::string> names;
    for (const Item& item : items) {
      const std::string where = std::string(kind) + " " + (item.name.empty() ? std::to_string(id_of(item)) : item.name);
      if (id_of(item) == 0) wrong(where, "has no id.");
      if (!known.insert(id_of(item)).second)
        wrong(where, tr("the id {id} is used twice.", {{"id", std::to_string(id_of(item))}}));
      if (item.name.empty()) wrong(where, "needs a name.");
      if (item.name.size() > kNameBytesMax || !utf8::is_valid(item.name)) wrong(where, "has a name that is too long.");
      constexpr bool may_share_names = std::is_same_v<Item, AgentConfigured> || std::is_same_v<Item, SubStatus>;
      if (!may_share_names && !item.name.empty() && !names.insert(item.name).second) {
        wrong(where, "another one has this name.");
      }
    }
  }

  void check(const UtilizationLabel& label) {
    const std::string where = "Label " + label.name;
    within(where + ": weight", label.weight, 1, kCapacityMax, mark("must be {from} to {to} units."));
    within(where + ": limit", label.limit, 0, kCapacityMax, mark("must be {from} to {to} conversations."));
  }
  void spans(const std::string& where, const std::vector<OpenSpan>& spans) {
    if (spans.size() > kOpenSpansMax) wrong(where, "has too many spans.");
    for (const OpenSpan& span : spans) {
      if (span.weekday > 6 || span.from >= span.to || span.to > static_cast<unsigned>(kMinutesPerDay)) {
        wrong(where, "a span must begin before it ends, within one day. Overnight hours are two spans.");
        return;
      }
    }
  }
  void check(const Schedule& schedule) {
    const std::string where = "Schedule " + schedule.name;
    spans(where + ": hours", schedule.open);
    if (schedule.holidays.size() > kHolidaysMax) wrong(where + ": holidays", "are too many.");
    std::set<std::string> dates;
    for (const Holiday& holiday : schedule.holidays) {
      if (!is_date(holiday.date)) wrong(where + ": holiday " + holiday.date, "write the date as YYYY-MM-DD.");
      if (!dates.insert(holiday.date).second) wrong(where + ": holiday " + holiday.date, "stands there twice.");
      spans(where + ": holiday " + holiday.date, holiday.open);
    }
    for (std::size_t i = 1; i < schedule.offsets.size(); ++i) {
      if (!(schedule.offsets[i - 1].from < schedule.offsets[i].from)) {
        wrong(where + ": zone", "its offsets are out of order.");
        return;
      }
    }
  }
  void check(const ContactList& list) {
    const std::string where = "Contact list " + list.name;
    if (list.numbers.size() > kContactNumbersMax) wrong(where, "holds more than 100,000 numbers.");
    for (const std::string& number : list.numbers) {
      const auto address = sms::parse_address(number);
      if (!address || address->text() != number) {
        wrong(where, tr("{number} is not a number in international form, such as +14155550199.", {{"number", number}}));
        return;
      }
    }
  }
  void check(const Group& group) {
    for (const AgentId member : group.members) refers("Group " + group.name + ": members", member, agents_);
  }

  void check(const Queue& queue) {
    const std::string where = "Queue " + queue.name;
    duration(where + ": alert timeout", queue.alert_timeout, kAlertTimeoutMin, kAlertTimeoutMax);
    duration(where + ": service level target", queue.service_level_target, seconds(1), hours(24));
    within(where + ": service level goal", queue.service_level_goal, 0, 100, mark("must be {from} to {to} percent."));
    within(where + ": priority", queue.priority, -kPriorityMax, kPriorityMax, mark("must be {from} to {to}."));
    if (queue.label.is_set()) refers(where + ": label", queue.label, labels_);
    for (const WrapUpCodeId code : queue.wrap_up_codes) refers(where + ": wrap-up codes", code, codes_);
    for (const GroupId group : queue.groups) refers(where + ": groups", group, groups_);
    for (const SkillId skill : queue.skills) refers(where + ": skills", skill, skills_);
    rings(where, queue);
    duration(where + ": wait for the last agent", queue.last_agent_wait, 0, hours(240));
    at_most(where + ": preferred groups", queue.preferred.size(), kPreferredRulesMax);
    for (const PreferredRule& rule : queue.preferred) {
      refers(where + ": preferred groups", rule.group, groups_);
      duration(where + ": wait for a preferred group", rule.wait, seconds(1), hours(1));
    }
    if (queue.schedule.is_set()) refers(where + ": schedule", queue.schedule, schedules_);
    text(where + ": greeting", queue.texts.greeting);
    text(where + ": waiting text", queue.texts.waiting);
    text(where + ": away text", queue.texts.away);
    duration(where + ": waiting text after", queue.texts.waiting_after, seconds(10), hours(24));
    duration(where + ": threading window", queue.threading_window, 0, kThreadingWindowMax);
    if (queue.quiet_after != 0) duration(where + ": quiet after", queue.quiet_after, minutes(1), hours(72));
    duration(where + ": grace period", queue.grace, 0, hours(24));
    if (queue.inactivity_timeout != 0) {
      duration(where + ": inactivity timeout", queue.inactivity_timeout, 2 * kInactivityWarning, kInactivityTimeoutMax);
    }
    closing(where, queue);
    limits(where, queue.limits);
  }
  /// 0 says nothing.
  void limits(const std::string& where, const MessageLimits& limits) {
    within(where + ": chars max", limits.chars_max, 0, kCharsMax, mark("must be {from} to {to} characters."));
    within(where + ": segments max", limits.segments_max, 0, kSegmentsMax, mark("must be {from} to {to} segments."));
    within(where + ": files max", limits.files_max, 0, kFilesMax, mark("must be {from} to {to} files."));
    within(where + ": files kb max", limits.files_kb_max, 0, kFilesKbMax, mark("must be {from} to {to} KB."));
    at_most(where + ": file types", limits.file_types.size(), kFileTypesMax);
    for (const std::string& type : limits.file_types) {
      if (find_media_type(type) != nullptr) continue;
      wrong(where + ": file types",
            tr("{type} is none that can be sent; write one such as image/jpeg.", {{"type", type}}));
      break;
    }
  }
  void rings(const std::string& where, const Queue& queue) {
    at_most(where + ": rings", queue.rings.size(), kRingsMax);
    for (std::size_t i = 0; i < queue.rings.size(); ++i) {
      const Ring& ring = queue.rings[i];
      const std::string here = where + ": ring " + std::to_string(i + 1);
      duration(here, ring.after, seconds(1), hours(24));
      if (i > 0 && ring.after <= queue.rings[i - 1].after) wrong(here, "must begin after the one before it.");
      for (const GroupId group : ring.groups) refers(here, group, groups_);
      for (const SkillId skill : ring.dropped_skills) refers(here, skill, skills_);
      if (ring.groups.empty() && ring.dropped_skills.empty()) wrong(here, "must add a group or drop a skill.");
    }
    at_most(where + ": overflows", queue.overflows.size(), kOverflowsMax);
    for (std::size_t i = 0; i < queue.overflows.size(); ++i) {
      const Overflow& overflow = queue.overflows[i];
      const std::string here = where + ": overflow " + std::to_string(i + 1);
      if ((overflow.waited != 0) == (overflow.service_level_below != 0)) {
        wrong(here, "needs a waiting time or a service level, one of the two.");
      }
      if (overflow.waited != 0) duration(here, overflow.waited, seconds(1), hours(24));
      within(here, overflow.service_level_below, 0, 100, mark("must be {from} to {to} percent."));
      if (overflow.groups.empty()) wrong(here, "must name a group.");
      for (const GroupId group : overflow.groups) refers(here, group, groups_);
    }
  }
  void closing(const std::string& where, const Queue& queue) {
    if (queue.acw_mode != AcwMode::Optional && queue.acw_mode != AcwMode::MandatoryDiscretionary) {
      duration(where + ": after-call work", queue.acw_timeout, seconds(1), kAcwTimeoutMax);
    }
    duration(where + ": extension of after-call work", queue.acw_extension, 0, kAcwTimeoutMax);
    if (queue.acw_timeout_code.is_set()) {
      refers(where + ": code when the time is over", queue.acw_timeout_code, codes_);
    }
    at_most(where + ": wrap-up fields", queue.fields.size(), kWrapUpFieldsMax);
    std::set<std::string> names;
    for (const WrapUpField& field : queue.fields) {
      if (field.name.empty() || field.name.size() > kNameBytesMax || !names.insert(field.name).second) {
        wrong(where + ": wrap-up fields", "each needs a name of its own.");
        break;
      }
    }
  }
  void text(const std::string& where, const std::string& text) {
    if (utf8::utf16_units(text) > kTextUnitsMax) wrong(where, "is longer than 1,600 characters.");
  }

  void check(const AgentConfigured& agent) {
    const std::string where = "Agent " + agent.name;
    if (!agent.login.empty() && !logins_.insert(ascii_lowered(agent.login)).second) {
      wrong(where + ": login", "another agent has it.");
    }
    if (agent.login.size() > kLoginBytesMax) wrong(where + ": login", "must have at most 200 bytes.");
    // 0: the default.
    if (agent.capacity != 0)
      within(where + ": capacity", agent.capacity, 1, kCapacityMax, mark("must be {from} to {to} conversations."));
    for (const QueueId queue : agent.queues) refers(where + ": queues", queue, queues_);
    std::set<std::uint64_t> skills;
    for (const AgentSkill& skill : agent.skills) {
      refers(where + ": skills", skill.skill, skills_);
      within(where + ": skill level", skill.level, 1, kSkillLevelMax, mark("must be {from} to {to}."));
      if (!skills.insert(skill.skill.value).second) wrong(where + ": skills", "one stands there twice.");
    }
  }

  void numbers() {
    std::set<std::string> known;
    for (const OurNumber& number : o_.numbers) {
      const std::string where = "Number " + number.number;
      const auto address = sms::parse_address(number.number);
      if (!address || address->text() != number.number) {
        wrong(where, "write it in international form, such as +14155550100.");
      }
      if (!known.insert(number.number).second) wrong(where, "stands there twice.");
      refers(where + ": queue", number.queue, queues_);
      limits(where, number.limits);
      for (std::size_t i = 0; i < number.rules.size(); ++i) {
        const NumberRule& rule = number.rules[i];
        const std::string here = where + ": rule " + std::to_string(i + 1);
        refers(here, rule.queue, queues_);
        for (const SkillId skill : rule.skills) refers(here, skill, skills_);
        within(here + ": priority", rule.priority, -kPriorityMax, kPriorityMax, mark("must be {from} to {to}."));
        if (rule.kind == NumberRule::Kind::ContactList)
          refers(here, rule.list, lists_);
        else if (rule.words.empty())
          wrong(here, "needs at least one word.");
      }
      at_most(where + ": rules", number.rules.size(), kNumberRulesMax);
    }
  }
  void statuses() {
    std::map<Presence, std::size_t> counts;
    for (const SubStatus& status : o_.sub_statuses) {
      const std::string where = "Status " + status.name;
      if (utf8::utf16_units(status.name) > kSubStatusNameCharsMax) wrong(where, "has more than 32 characters.");
      if (++counts[status.presence] == kSubStatusesPerPresenceMax + 1) {
        wrong(where, "there are ten under this presence already.");
      }
    }
  }
  void check_customers(const OrganisationSettings& settings) {
    const auto is_name = [](const std::string& name) {
      return !name.empty() && name.size() <= kNameBytesMax && utf8::is_valid(name);
    };
    std::set<std::string> names;
    at_most("Settings: customer fields", settings.customer_fields.size(), kCustomerFieldsMax);
    for (std::size_t i = 0; i < settings.customer_fields.size(); ++i) {
      const CustomerField& one = settings.customer_fields[i];
      const std::string where = "Settings: customer field " + std::to_string(i + 1);
      if (!is_name(one.name)) wrong(where, "needs a name of 1 to 100 bytes.");
      if (!names.insert(one.name).second) wrong(where, "has the name of another one.");
      if (one.choices.size() > 50 || !std::all_of(one.choices.begin(), one.choices.end(), is_name))
        wrong(where, "has at most 50 choices of 1 to 100 bytes.");
    }
    at_most("Settings: customer links", settings.customer_links.size(), kCustomerLinksMax);
    for (std::size_t i = 0; i < settings.customer_links.size(); ++i) {
      const CustomerLink& one = settings.customer_links[i];
      const std::string where = "Settings: customer link " + std::to_string(i + 1);
      if (!is_name(one.name)) wrong(where, "needs a name of 1 to 100 bytes.");
      if (const std::string trouble = trouble_with_link(one.address); !trouble.empty()) {
        wrong(where, trouble);
        continue;
      }
      for (const std::string_view field : link_fields(one.address)) {
        if (find_customer_field(settings.customer_fields, field) != nullptr) continue;
        wrong(where + ": address",
              tr("“{link}” asks for the customer field “{field}”, which is not there: add that field, or write the "
                 "address without it.",
                 {{"link", one.name}, {"field", field}}));
        break;
      }
    }
  }
  void check(const OrganisationSettings& settings) {
    if (settings.name.size() > kNameBytesMax || !utf8::is_valid(settings.name)) {
      wrong("Settings: name", "must have at most 100 bytes.");
    }
    within("Settings: default capacity", settings.default_capacity, 1, kCapacityMax,
           mark("must be {from} to {to} conversations."));
    within("Settings: reserved slots", settings.reserve, 0, kCapacityMax, mark("must be {from} to {to} units."));
    if (settings.away_after != 0) duration("Settings: away after", settings.away_after, minutes(1), hours(24));
    check_customers(settings);
    const auto& words = settings.warns.words;
    at_most("Settings: warned words", words.size(), sms::kListedWordsMax);
    for (const std::string& word : words) {
      if (word.empty() || word.size() > sms::kListedWordBytesMax) {
        wrong("Settings: warned words", "each has 1 to 100 bytes.");
        break;
      }
    }
  }

  const Organisation& o_;
  std::vector<Problem> problems_;
  Known codes_{mark("there is no wrap-up code {name}.")};
  Known skills_{mark("there is no skill {name}.")};
  Known groups_{mark("there is no group {name}.")};
  Known labels_{mark("there is no label {name}.")};
  Known schedules_{mark("there is no schedule {name}.")};
  Known lists_{mark("there is no contact list {name}.")};
  Known queues_{mark("there is no queue {name}.")};
  Known agents_{mark("there is no agent {name}.")};
  std::set<std::uint64_t> statuses_;
  std::set<std::string> logins_;
};

}  // namespace

Organisation organisation_of(const Workspace& w) {
  Organisation o;
  for (const auto& [id, v] : w.agents) {
    if (v.removed_at) continue;
    o.agents.push_back(configured(v));
  }
  for (const auto& [id, v] : w.queues) {
    if (!v.removed_at) o.queues.push_back(v);
  }
  for (const auto& [id, v] : w.wrap_up_codes) o.wrap_up_codes.push_back(v);
  for (const auto& [number, v] : w.numbers) o.numbers.push_back(v);
  for (const auto& [id, v] : w.skills) o.skills.push_back(v);
  for (const auto& [id, v] : w.groups) o.groups.push_back(v);
  for (const auto& [id, v] : w.labels) o.labels.push_back(v);
  for (const auto& [id, v] : w.schedules) o.schedules.push_back(v);
  for (const auto& [id, v] : w.contact_lists) o.contact_lists.push_back(v);
  for (const auto& [id, v] : w.sub_statuses) o.sub_statuses.push_back(v);
  o.settings.push_back(w.settings);
  return o;
}

void put_items(Organisation& into, const Organisation& items, const OrganisationItems& removed,
               std::uint64_t& next_id) {
  put_all(into.agents, items.agents, next_id);
  put_all(into.queues, items.queues, next_id);
  put_all(into.wrap_up_codes, items.wrap_up_codes, next_id);
  put_all(into.numbers, items.numbers, next_id);
  put_all(into.skills, items.skills, next_id);
  put_all(into.groups, items.groups, next_id);
  put_all(into.labels, items.labels, next_id);
  put_all(into.schedules, items.schedules, next_id);
  put_all(into.contact_lists, items.contact_lists, next_id);
  put_all(into.sub_statuses, items.sub_statuses, next_id);
  if (!items.settings.empty()) into.settings = items.settings;
  for (const AgentId agent : removed.agents) remove_id(into.agents, agent.value);
  for (const QueueId queue : removed.queues) remove_id(into.queues, queue.value);
  for (const std::string& number : removed.numbers) {
    into.numbers.erase(std::remove_if(into.numbers.begin(), into.numbers.end(),
                                      [&](const OurNumber& one) { return one.number == number; }),
                       into.numbers.end());
  }
  for (const ItemRemoved& one : removed.others) {
    switch (one.kind) {
      case ItemKind::WrapUpCode:
        remove_id(into.wrap_up_codes, one.id);
        break;
      case ItemKind::Skill:
        remove_id(into.skills, one.id);
        break;
      case ItemKind::Group:
        remove_id(into.groups, one.id);
        break;
      case ItemKind::Label:
        remove_id(into.labels, one.id);
        break;
      case ItemKind::Schedule:
        remove_id(into.schedules, one.id);
        break;
      case ItemKind::ContactList:
        remove_id(into.contact_lists, one.id);
        break;
      case ItemKind::SubStatus:
        remove_id(into.sub_statuses, one.id);
        break;
    }
  }
}

OrganisationItems removed_between(const Organisation& before, const Organisation& after) {
  OrganisationItems removed;
  for (const AgentConfigured& one : before.agents) {
    if (find_in(after.agents, one) == nullptr) removed.agents.push_back(one.agent);
  }
  for (const Queue& one : before.queues) {
    if (find_in(after.queues, one) == nullptr) removed.queues.push_back(one.id);
  }
  for (const OurNumber& one : before.numbers) {
    if (find_in(after.numbers, one) == nullptr) removed.numbers.push_back(one.number);
  }
  for (const EntryBody& entry : entries_to_remove(before, after)) {
    if (const auto* item = std::get_if<ItemRemoved>(&entry)) removed.others.push_back(*item);
  }
  return removed;
}

std::vector<Problem> check_organisation(const Organisation& organisation) {
  return Check(organisation).take();
}

std::vector<EntryBody> entries_to_put(const Organisation& before_as_given, const Organisation& after_as_given) {
  const Organisation before = sorted(before_as_given);
  const Organisation after = sorted(after_as_given);
  std::vector<EntryBody> entries;
  if (!after.settings.empty() && (before.settings.empty() || !(before.settings[0] == after.settings[0]))) {
    entries.push_back(SettingsConfigured{after.settings[0]});
  }
  add_changed(before.wrap_up_codes, after.wrap_up_codes, entries);
  add_changed(before.skills, after.skills, entries);
  add_changed(before.labels, after.labels, entries);
  add_changed(before.schedules, after.schedules, entries);
  add_changed(before.contact_lists, after.contact_lists, entries);
  add_changed(before.sub_statuses, after.sub_statuses, entries);
  add_changed(before.groups, after.groups, entries);
  add_changed(before.queues, after.queues, entries);
  add_changed(before.numbers, after.numbers, entries);
  add_changed(before.agents, after.agents, entries);
  return entries;
}

std::vector<EntryBody> entries_to_remove(const Organisation& before, const Organisation& after) {
  std::vector<EntryBody> entries;
  add_removed(before.groups, after.groups, ItemKind::Group, entries);
  add_removed(before.sub_statuses, after.sub_statuses, ItemKind::SubStatus, entries);
  add_removed(before.contact_lists, after.contact_lists, ItemKind::ContactList, entries);
  add_removed(before.schedules, after.schedules, ItemKind::Schedule, entries);
  add_removed(before.labels, after.labels, ItemKind::Label, entries);
  add_removed(before.skills, after.skills, ItemKind::Skill, entries);
  add_removed(before.wrap_up_codes, after.wrap_up_codes, ItemKind::WrapUpCode, entries);
  return entries;
}

}  // namespace smsdesk
