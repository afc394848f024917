#include "tests/support/builders/random_organisation.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/assert.h"

namespace smsdesk::test {
namespace {

class Make {
 public:
  explicit Make(Random& random) : random_(random) {}

  Organisation make() {
    items(o_.wrap_up_codes, [](WrapUpCode&) {});
    items(o_.skills, [](Skill&) {});
    items(o_.labels, [&](UtilizationLabel& v) {
      v.weight = up_to(1, kCapacityMax);
      v.limit = up_to(0, kCapacityMax);
      v.is_interruptible = random_.chance(50);
    });
    items(o_.schedules, [&](Schedule& v) { schedule(v); });
    items(o_.contact_lists, [&](ContactList& v) {
      for (std::uint64_t n = random_.below(4); n > 0; --n) v.numbers.push_back(number(n));
      std::sort(v.numbers.begin(), v.numbers.end());
    });
    items(o_.sub_statuses, [&](SubStatus& v) { v.presence = static_cast<Presence>(random_.below(8)); });
    for (std::uint64_t n = random_.below(5); n > 0; --n) {
      AgentConfigured agent;
      agent.agent.value = id();
      agent.login = (random_.chance(50) ? "Agent." : "agent-") + std::to_string(agent.agent.value);
      agent.name = name();
      agent.role = static_cast<AgentRole>(random_.below(3));
      agent.capacity = up_to(0, kCapacityMax);  // 0: the default
      o_.agents.push_back(agent);
    }
    items(o_.groups, [&](Group& v) {
      for (const AgentConfigured& agent : o_.agents) {
        if (random_.chance(40)) v.members.push_back(agent.agent);
      }
      std::sort(v.members.begin(), v.members.end());
    });
    items(o_.queues, [&](Queue& v) { queue(v); });
    agents();
    numbers();
    o_.settings.push_back({up_to(1, kCapacityMax), up_to(0, kCapacityMax), random_.chance(30) ? 0 : span(60, 3600)});
    OrganisationSettings& settings = o_.settings.back();
    if (random_.chance(50)) settings.customer_fields = {{"Account", {}}, {"Plan", {"Basic", "Gold"}}};
    if (random_.chance(50)) settings.customer_links = {{"CRM", "https://crm.example/?n={number}&id={contact}"}};
    if (!settings.customer_fields.empty() && random_.chance(50))
      settings.customer_links.push_back({"Books", "https://books.example/{field.account}?plan={field.PLAN}"});
    settings.masked_for = static_cast<MaskedFor>(random_.below(3));
    settings.has_reveal = random_.chance(50);
    settings.text_as_mms = static_cast<TextAsMms>(random_.below(3));
    SMSDESK_ASSERT(check_organisation(o_).empty());
    return std::move(o_);
  }

 private:
  unsigned up_to(unsigned low, unsigned high) { return low + static_cast<unsigned>(random_.below(high - low + 1)); }
  DurationMs span(std::int64_t low_s, std::int64_t high_s) {
    return seconds(low_s + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high_s - low_s + 1))));
  }
  std::uint64_t id() { return next_id_ += 1 + random_.below(3); }
  std::string text() {
    static constexpr std::array<const char*, 8> kTexts{"plain",
                                                       "with \"quotes\" and \\",
                                                       "two\nlines\tand a tab",
                                                       "Größe 日本語 😀",
                                                       "a # no comment",
                                                       "[[queue]]",
                                                       "'''\"\"\"",
                                                       "bell\x07"
                                                       "and\x7F"};
    return kTexts[random_.below(kTexts.size())];
  }
  std::string name() { return text() + " " + std::to_string(++names_); }
  std::string number(std::uint64_t n) { return "+1415555" + std::to_string(1000 + 10 * random_.below(100) + n); }

  template <typename Item, typename Fill>
  void items(std::vector<Item>& into, Fill fill) {
    for (std::uint64_t n = random_.below(4); n > 0; --n) {
      Item item;
      item.id.value = id();
      item.name = name();
      if constexpr (std::is_same_v<Item, SubStatus>) item.name = "s" + std::to_string(++names_);
      fill(item);
      into.push_back(std::move(item));
    }
  }
  template <typename Item>
  auto some(const std::vector<Item>& from) {
    std::vector<decltype(Item{}.id)> ids;
    for (const Item& one : from) {
      if (random_.chance(40)) ids.push_back(one.id);
    }
    return ids;
  }
  template <typename Item>
  auto one_or_none(const std::vector<Item>& from) {
    return from.empty() || random_.chance(30) ? decltype(Item{}.id){} : from[random_.below(from.size())].id;
  }
  std::vector<OpenSpan> spans(bool has_days) {
    std::vector<OpenSpan> all;
    for (std::uint64_t n = random_.below(6); n > 0; --n) {
      const unsigned from = up_to(0, kMinutesPerDay - 1);
      OpenSpan span{has_days ? up_to(0, 6) : 0, from, up_to(from + 1, kMinutesPerDay)};
      // Runs of days with the same hours are written together.
      for (unsigned days = has_days ? up_to(1, 4) : 1; days > 0 && span.weekday <= 6; --days, ++span.weekday) {
        all.push_back(span);
      }
    }
    return all;
  }
  void schedule(Schedule& v) {
    static constexpr std::array<const char*, 4> kZones{"", "Etc/UTC", "Europe/Berlin", "America/New_York"};
    v.zone = kZones[random_.below(kZones.size())];
    v.open = spans(true);
    for (unsigned day = 1; day <= up_to(0, 3); ++day) {
      v.holidays.push_back({"2027-05-0" + std::to_string(day), random_.chance(30) ? "" : text(), spans(false)});
    }
  }
  void queue(Queue& v) {
    v.alert_timeout = span(7, 900);
    v.service_level_target = span(1, 86'400);
    v.wrap_up_codes = some(o_.wrap_up_codes);
    v.is_auto_answer = random_.chance(30);
    v.is_manual_pick = random_.chance(30);
    v.service_level_goal = up_to(0, 100);
    v.priority = static_cast<int>(up_to(0, 200)) - 100;
    v.label = one_or_none(o_.labels);
    v.groups = some(o_.groups);
    v.skill_evaluation = static_cast<SkillEvaluation>(random_.below(3));
    v.skills = some(o_.skills);
    v.last_agent = static_cast<LastAgentMode>(random_.below(3));
    v.last_agent_wait = span(0, 3600);
    v.schedule = one_or_none(o_.schedules);
    v.texts = {text(), text(), span(10, 3600), random_.chance(50) ? "" : text()};
    v.threading_window = span(0, 72 * 3600);
    v.quiet_after = random_.chance(40) ? 0 : span(60, 3600);
    v.grace = span(0, 3600);
    v.inactivity_timeout = random_.chance(40) ? 0 : span(120, 3600);
    v.inactivity_action = static_cast<InactivityAction>(random_.below(2));
    v.acw_mode = static_cast<AcwMode>(random_.below(5));
    v.acw_timeout = span(1, 3600);
    v.acw_extension = random_.chance(40) ? 0 : span(1, 3600);
    v.acw_timeout_code = one_or_none(o_.wrap_up_codes);
    v.asks_resolved = random_.chance(30);
    v.limits = limits();
    if (!o_.groups.empty()) {
      const GroupId group = o_.groups[random_.below(o_.groups.size())].id;
      for (DurationMs after = span(1, 60); v.rings.size() < random_.below(3); after += span(1, 60)) {
        v.rings.push_back({after, {group}, some(o_.skills)});
      }
      if (random_.chance(40)) v.overflows.push_back({span(1, 600), 0, {group}});
      if (random_.chance(40)) v.overflows.push_back({0, up_to(1, 100), {group}});
      if (random_.chance(40)) v.preferred.push_back({group, span(1, 3600)});
    }
    if (random_.chance(40)) v.fields.push_back({name(), random_.chance(50), {}});
    if (random_.chance(40)) v.fields.push_back({name(), false, {text(), "other"}});
  }
  MessageLimits limits() {
    MessageLimits v;
    if (random_.chance(30)) v.chars_max = up_to(0, kCharsMax);
    if (random_.chance(30)) v.segments_max = up_to(0, kSegmentsMax);
    if (random_.chance(30)) v.files_max = up_to(0, kFilesMax);
    if (random_.chance(30)) v.files_kb_max = up_to(0, kFilesKbMax);
    if (random_.chance(30)) v.file_types = {"image/jpeg", "application/pdf"};
    return v;
  }
  Price price() {
    return {static_cast<std::int64_t>(random_.below(kPriceMicrosMax)), random_.chance(50) ? "USD" : "CHF"};
  }
  void agents() {
    for (AgentConfigured& agent : o_.agents) {
      agent.queues = some(o_.queues);
      for (const SkillId skill : some(o_.skills)) agent.skills.push_back({skill, up_to(1, kSkillLevelMax)});
    }
  }
  void numbers() {
    for (std::uint64_t n = o_.queues.empty() ? 0 : random_.below(4); n > 0; --n) {
      OurNumber ours{number(n), o_.queues[random_.below(o_.queues.size())].id, {}};
      for (std::uint64_t rules = random_.below(3); rules > 0; --rules) {
        NumberRule rule;
        rule.kind = static_cast<NumberRule::Kind>(random_.below(3));
        if (rule.kind == NumberRule::Kind::ContactList) rule.list = one_or_none(o_.contact_lists);
        if (rule.kind == NumberRule::Kind::ContactList && !rule.list.is_set()) rule.kind = NumberRule::Kind::Keyword;
        if (rule.kind != NumberRule::Kind::ContactList) rule.words = {"sales", text()};
        rule.queue = o_.queues[random_.below(o_.queues.size())].id;
        rule.skills = some(o_.skills);
        rule.priority = static_cast<int>(up_to(0, 200)) - 100;
        ours.rules.push_back(std::move(rule));
      }
      if (random_.chance(40)) ours.segment_price = price();
      if (random_.chance(40)) ours.mms_price = price();
      ours.has_mms = random_.chance(70);
      ours.text_as_mms = static_cast<NumberTextAsMms>(random_.below(4));
      ours.carrier_profile = static_cast<CarrierProfile>(random_.below(2));
      ours.limits = limits();
      o_.numbers.push_back(std::move(ours));
    }
  }

  Random& random_;
  Organisation o_;
  std::uint64_t next_id_ = 0;
  unsigned names_ = 0;
};

}  // namespace

Organisation random_organisation(Random& random) {
  return Make(random).make();
}

}  // namespace smsdesk::test
