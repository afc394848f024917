#include "core/workspace/configured.h"

#include <algorithm>
#include <iterator>

namespace smsdesk {
namespace {

template <typename Map, typename Key>
const typename Map::mapped_type* find_in(const Map& map, const Key& key) {
  const auto at = map.find(key);
  return at == map.end() ? nullptr : &at->second;
}

Schedule without_offsets(Schedule schedule) {
  schedule.offsets.clear();
  return schedule;
}

std::vector<std::string> only_in_first(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::vector<std::string> all;
  std::set_difference(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(all));
  return all;
}

class Look {
 public:
  explicit Look(const Workspace& before) : w_(before) {}

  std::optional<ConfiguredItem> operator()(const AgentConfigured& e) const {
    const Agent* known = w_.find_agent(e.agent);
    auto before = known == nullptr || known->removed_at ? std::nullopt : std::optional<EntryBody>(configured(*known));
    return ConfiguredItem{std::to_string(e.agent.value), e.name, std::move(before), e};
  }
  std::optional<ConfiguredItem> operator()(const AgentRemoved& e) const {
    const Agent* known = w_.find_agent(e.agent);
    if (known == nullptr) return std::nullopt;
    return ConfiguredItem{std::to_string(e.agent.value), known->name, configured(*known), std::nullopt};
  }
  std::optional<ConfiguredItem> operator()(const AgentPasswordSet& e) const {
    const Agent* known = w_.find_agent(e.agent);
    if (known == nullptr) return std::nullopt;
    return ConfiguredItem{std::to_string(e.agent.value), known->name, std::nullopt, std::nullopt};
  }
  std::optional<ConfiguredItem> operator()(const QueueConfigured& e) const {
    const Queue* known = find_in(w_.queues, e.queue.id);
    if (known != nullptr && known->removed_at) known = nullptr;
    return changed<QueueConfigured>(known, e.queue);
  }
  std::optional<ConfiguredItem> operator()(const QueueRemoved& e) const {
    return removed<QueueConfigured>(find_in(w_.queues, e.queue));
  }
  std::optional<ConfiguredItem> operator()(const NumberConfigured& e) const {
    const OurNumber* known = find_in(w_.numbers, e.number.number);
    auto before = known == nullptr ? std::nullopt : std::optional<EntryBody>(NumberConfigured{*known});
    return ConfiguredItem{e.number.number, e.number.number, std::move(before), e};
  }
  std::optional<ConfiguredItem> operator()(const NumberRemoved& e) const {
    const OurNumber* known = find_in(w_.numbers, e.number);
    if (known == nullptr) return std::nullopt;
    return ConfiguredItem{e.number, e.number, NumberConfigured{*known}, std::nullopt};
  }
  std::optional<ConfiguredItem> operator()(const WrapUpCodeConfigured& e) const {
    return changed<WrapUpCodeConfigured>(find_in(w_.wrap_up_codes, e.code.id), e.code);
  }
  std::optional<ConfiguredItem> operator()(const SkillConfigured& e) const {
    return changed<SkillConfigured>(find_in(w_.skills, e.skill.id), e.skill);
  }
  std::optional<ConfiguredItem> operator()(const GroupConfigured& e) const {
    return changed<GroupConfigured>(find_in(w_.groups, e.group.id), e.group);
  }
  std::optional<ConfiguredItem> operator()(const LabelConfigured& e) const {
    return changed<LabelConfigured>(find_in(w_.labels, e.label.id), e.label);
  }
  std::optional<ConfiguredItem> operator()(const ScheduleConfigured& e) const {
    const Schedule* known = find_in(w_.schedules, e.schedule.id);
    const Schedule after = without_offsets(e.schedule);
    if (known == nullptr) return changed<ScheduleConfigured>(known, after);
    const Schedule before = without_offsets(*known);
    return changed<ScheduleConfigured>(&before, after);
  }
  std::optional<ConfiguredItem> operator()(const ContactListConfigured& e) const {
    const ContactList* known = find_in(w_.contact_lists, e.list.id);
    if (known == nullptr) return changed<ContactListConfigured>(known, e.list);
    ContactList before = *known, after = e.list;
    std::sort(after.numbers.begin(), after.numbers.end());
    const std::vector<std::string> fresh = only_in_first(after.numbers, before.numbers);
    before.numbers = only_in_first(before.numbers, after.numbers);
    after.numbers = fresh;
    return changed<ContactListConfigured>(&before, after);
  }
  std::optional<ConfiguredItem> operator()(const SubStatusConfigured& e) const {
    return changed<SubStatusConfigured>(find_in(w_.sub_statuses, e.status.id), e.status);
  }
  std::optional<ConfiguredItem> operator()(const SettingsConfigured& e) const {
    return ConfiguredItem{"settings", "Settings", SettingsConfigured{w_.settings}, e};
  }
  std::optional<ConfiguredItem> operator()(const ItemRemoved& e) const {
    switch (e.kind) {
      case ItemKind::WrapUpCode:
        return removed<WrapUpCodeConfigured>(find_in(w_.wrap_up_codes, WrapUpCodeId{e.id}));
      case ItemKind::Skill:
        return removed<SkillConfigured>(find_in(w_.skills, SkillId{e.id}));
      case ItemKind::Group:
        return removed<GroupConfigured>(find_in(w_.groups, GroupId{e.id}));
      case ItemKind::Label:
        return removed<LabelConfigured>(find_in(w_.labels, LabelId{e.id}));
      case ItemKind::Schedule:
        return removed<ScheduleConfigured>(find_in(w_.schedules, ScheduleId{e.id}));
      case ItemKind::ContactList:
        return removed<ContactListConfigured>(find_in(w_.contact_lists, ContactListId{e.id}));
      case ItemKind::SubStatus:
        return removed<SubStatusConfigured>(find_in(w_.sub_statuses, SubStatusId{e.id}));
    }
    return std::nullopt;
  }
  // What is somebody's own is no configuration of the organisation.
  std::optional<ConfiguredItem> operator()(const TemplateSaved& e) const {
    const Template* known = find_in(w_.templates, e.saved.id);
    if (known != nullptr && known->library == TemplateLibrary::Own) known = nullptr;
    if (e.saved.library != TemplateLibrary::Own) return changed<TemplateSaved>(known, e.saved);
    return known == nullptr ? std::nullopt : removed<TemplateSaved>(known);
  }
  std::optional<ConfiguredItem> operator()(const TemplateRemoved& e) const {
    const Template* known = find_in(w_.templates, e.id);
    if (known == nullptr || known->library == TemplateLibrary::Own) return std::nullopt;
    return removed<TemplateSaved>(known);
  }
  std::optional<ConfiguredItem> operator()(const ContactSaved& e) const {
    auto before = e.before ? std::optional<EntryBody>(ContactSaved{*e.before, {}}) : std::nullopt;
    return ConfiguredItem{std::to_string(e.contact.id.value), e.contact.name, std::move(before),
                          ContactSaved{e.contact, {}}};
  }
  /// What became of the one that is kept; the other one stands there as it was.
  std::optional<ConfiguredItem> operator()(const ContactsMerged& e) const {
    return ConfiguredItem{std::to_string(e.contact.id.value), e.contact.name, ContactsMerged{e.before, {}, e.gone},
                          ContactsMerged{e.contact, {}, {}}};
  }
  template <typename Other>
  std::optional<ConfiguredItem> operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  template <typename Entry, typename Item>
  static std::optional<ConfiguredItem> changed(const Item* before, const Item& after) {
    auto known = before == nullptr ? std::nullopt : std::optional<EntryBody>(Entry{*before});
    return ConfiguredItem{std::to_string(after.id.value), after.name, std::move(known), Entry{after}};
  }
  template <typename Entry, typename Item>
  static std::optional<ConfiguredItem> removed(const Item* before) {
    if (before == nullptr) return std::nullopt;
    return ConfiguredItem{std::to_string(before->id.value), before->name, Entry{*before}, std::nullopt};
  }

  const Workspace& w_;
};

}  // namespace

AgentConfigured configured(const Agent& v) {
  return {v.id, v.login, v.name, v.role, v.has_default_capacity ? 0 : v.capacity, v.queues, v.skills};
}

std::optional<ConfiguredItem> configured_item(const Workspace& before, const EntryBody& body) {
  return std::visit(Look(before), body);
}

}  // namespace smsdesk
