// The panel at the right: the customer and why their agent has them, and the wrap-up, which can be prepared while the
// conversation runs.
#include <algorithm>

#include "core/client/context_choice.h"
#include "core/client/pending.h"
#include "core/client/wrap_up.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr DurationMs kTimeShort = seconds(15);

void fill_customer(Context& panel, const State& s, const smsdesk::Conversation& c, const Today& today) {
  panel.our_number = readable_address(c.detail->our_number);
  panel.queue = queue_name(s, c.queue);
  panel.opened_at = c.opened_at;
  panel.is_opened_today = today.has(c.opened_at);
  panel.message_count = c.detail->message_count;
}

/// For whoever has it, and for supervisors: a guest was asked by a colleague, who knows.
void fill_why(Context& panel, const State& s, const smsdesk::Conversation& c) {
  const Agent* me = s.workspace.find_agent(s.me);
  const bool is_own = c.owner == s.me;
  if (!c.detail->why || !c.owner.is_set() || (!is_own && (me == nullptr || !me->sees_everything()))) return;
  const Agent* owner = s.workspace.find_agent(c.owner);
  panel.why_title = is_own             ? tr("Why did I get this?")
                    : owner == nullptr ? tr("Why did this agent get this?")
                                       : tr("Why did {agent} get this?", {{"agent", owner->name}});
  panel.why.push_back(why_line(s.workspace, *c.detail->why, c.owner, is_own));
  if (std::string handed = handed_line(s.workspace, *c.detail->why); !handed.empty())
    panel.why.push_back(std::move(handed));
  for (std::string& line : why_details(s.workspace, *c.detail->why, c.queue)) panel.why.push_back(std::move(line));
}

std::string minutes_text(DurationMs duration) {
  return duration % minutes(1) == 0 ? tr("{n} min", {{"n", std::to_string(duration / minutes(1))}})
                                    : tr("{n} s", {{"n", std::to_string(duration / seconds(1))}});
}

void fill_time(Context& panel, const State& s, const smsdesk::Conversation& c, const Queue& queue, Instant now,
               DurationMs& changes_in) {
  const DurationMs left = std::max<DurationMs>(c.acw_until - now, 0);
  panel.time_left = clock_text(left + 999);
  panel.is_time_short = left <= kTimeShort;
  panel.time_name = queue.acw_mode == AcwMode::MandatoryFixedTime ? tr("Filed when the time is over") : tr("Time left");
  const DurationMs change = left % 1000 == 0 ? 1000 : left % 1000;
  if (changes_in < 0 || change < changes_in) changes_in = change;
  panel.is_extending = is_pending<ExtendAcw>(s, c.id);
  panel.shows_extend = queue.acw_extension > 0 && !c.is_acw_extended;
  panel.can_extend = panel.shows_extend && !panel.is_extending;
  panel.extend_label = tr("Add {duration}", {{"duration", minutes_text(queue.acw_extension)}});
}

void fill_form(Context& panel, const State& s, const smsdesk::Conversation& c, const Queue& queue) {
  const WrapUpForm form = wrap_up_form(s, c);
  for (const WrapUpCodeId code : queue.wrap_up_codes) {
    const auto known = s.workspace.wrap_up_codes.find(code);
    if (known != s.workspace.wrap_up_codes.end()) {
      panel.codes.push_back({code, known->second.name, form.code == code});
    }
  }
  for (const WrapUpField& field : queue.fields) {
    panel.fields.push_back({field.name, field_value(form, field.name), field.choices, field.is_required});
  }
  panel.note = form.note;
  const auto own = s.wrap_ups.find(c.id);
  panel.form_revision = own == s.wrap_ups.end() ? 0 : own->second.revision;
}

void fill_finish(Context& panel, const State& s, const smsdesk::Conversation& c, const Queue& queue) {
  panel.is_finishing = is_pending<CompleteWrapUp>(s, c.id);
  panel.is_wrap_up_open = may_fill_in(s, c) && !panel.is_finishing;
  const std::string missing = missing_in(wrap_up_form(s, c), queue);
  const bool is_by_time = queue.acw_mode == AcwMode::MandatoryFixedTime && !panel.time_left.empty();
  panel.shows_finish = panel.is_wrap_up_due && !is_by_time;
  panel.can_finish = panel.shows_finish && missing.empty() && !panel.is_finishing;
  if (c.state == ConversationState::Parked) {
    panel.finish_hint = tr("It is parked. Take it back to fill this in.");
  } else if (!missing.empty()) {
    panel.finish_hint = missing;
  } else if (is_by_time) {
    panel.finish_hint = tr("It is filed when the time is over. Until then you can change it.");
  } else if (!panel.is_wrap_up_due) {
    panel.finish_hint = tr("Kept until you end the conversation.");
  }
}

}  // namespace

Context make_context(const State& s, Instant now, const Today& today, DurationMs& changes_in) {
  Context panel;
  panel.name = tr("Customer and wrap-up");
  const smsdesk::Conversation* selected = panel_conversation(s);
  if (selected == nullptr || !selected->detail) return panel;
  panel.is_shown = true;
  panel.conversation = selected->id;
  fill_customer(panel, s, *selected, today);
  panel.known = customer_panel(s, *selected, now, today, changes_in);
  if (s.area == Area::Find) {
    // It is read: notes stand above its messages, and nothing but who the customer is can be changed.
    panel.name = tr("Customer");
    panel.tabs.push_back({ContextTab::Customer, tr("Customer"), true, false});
    return panel;
  }
  fill_why(panel, s, *selected);
  panel.notes = notes_panel(s, *selected, today);
  panel.colleagues = colleagues_panel(s, *selected, today);
  const Queue* queue = s.workspace.find_queue(selected->queue);
  const bool is_mine = selected->owner == s.me && queue != nullptr;
  panel.is_wrap_up_due = is_mine && selected->state == ConversationState::AfterCallWork;
  panel.shows_acw_request =
      is_mine && queue->acw_mode == AcwMode::AgentRequested && selected->state == ConversationState::Active;
  panel.shows_wrap_up = is_mine && (has_wrap_up(*queue) || panel.is_wrap_up_due || panel.shows_acw_request);
  if (panel.shows_wrap_up) {
    if (panel.is_wrap_up_due && selected->acw_until.ms != 0) fill_time(panel, s, *selected, *queue, now, changes_in);
    fill_form(panel, s, *selected, *queue);
    fill_finish(panel, s, *selected, *queue);
    panel.is_acw_requested = selected->is_acw_requested;
    panel.is_acw_request_busy = is_pending<RequestAcw>(s, selected->id);
  }
  panel.tabs.push_back({ContextTab::Customer, tr("Customer"), false, false});
  panel.tabs.push_back({ContextTab::Notes, tr("Notes"), false, false});
  panel.tabs.push_back({ContextTab::Team, tr("Team"), false, panel.colleagues.is_due});
  if (panel.shows_wrap_up) panel.tabs.push_back({ContextTab::WrapUp, tr("Wrap-up"), false, panel.is_wrap_up_due});
  const ContextTab chosen = context_tab(s, *selected);
  const auto at = std::find_if(panel.tabs.begin(), panel.tabs.end(),
                               [&](const ContextTabLine& line) { return line.tab == chosen; });
  (at == panel.tabs.end() ? panel.tabs.begin() : at)->is_chosen = true;
  return panel;
}

}  // namespace smsdesk::screen
