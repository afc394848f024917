#include "web/view/composer_lines.h"

#include <algorithm>
#include <vector>

#include "core/words/words.h"
#include "imgui.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLineGap = 8, kWordsBesideKey = 300;
constexpr float kHeldTitle = 28, kHeldLine = 24, kHeldButtons = 40, kHeldPad = 10;
constexpr float kLowHeldWords = 40, kLowHeldButtons = 28, kLowHeldPad = 2;

bool has_line(const screen::ComposerLine& line) {
  return !line.text.empty();
}

struct ShownLine {
  const screen::ComposerLine* line;
  NodeId id;
  Icon icon;
  std::string_view shortcut;
  bool is_told;  ///< who hears the page was told when it came about (composer_hold, draft_sync)
};

/// Below what is held. A low page has room for one thing over the field.
std::vector<ShownLine> shown_lines(const screen::Composer& s, const Layout& layout) {
  std::vector<ShownLine> all;
  if (layout.is_low && !s.held.title.empty()) return all;
  const auto add = [&](const screen::ComposerLine& line, std::string_view name, Icon icon, std::string_view shortcut) {
    if (has_line(line) && (all.empty() || !layout.is_low))
      all.push_back({&line, id_of(name), icon, shortcut, &line == &s.consent || line.is_told});
  };
  add(s.consent, "composer.consent", Icon::Alert, {});
  add(s.other_draft, "composer.other-draft", Icon::Copy, {});
  add(s.gsm, "composer.gsm", Icon::Sms, s.gsm_shortcut);
  add(s.mms, "composer.mms", Icon::Sms, s.mms_shortcut);
  return all;
}

float held_height(const screen::HeldMessage& held, bool is_low) {
  if (held.title.empty()) return 0;
  if (is_low) return px_snap(kLowHeldWords) + px_snap(kLowHeldButtons) + 2 * px_snap(kLowHeldPad);
  const auto lines = static_cast<float>(held.lines.size() + (held.more.empty() ? 0 : 1));
  return px_snap(kHeldTitle) + px_snap(kHeldLine) * lines + px_snap(kHeldButtons) + 2 * px_snap(kHeldPad);
}

NodeId held_id() {
  return id_of("composer.held");
}
NodeId edit_id() {
  return id_of(held_id(), "edit");
}

/// The words around are quiet, what was found is marked.
void draw_found(Ui& ui, Rect row, NodeId id, const screen::HeldLine& line) {
  const Theme& t = ui.theme();
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = row.min;
  n.max = row.max;
  n.text = line.accessible_name;
  ui.node(n);
  const TextStyle label = type::style(type::Kind::Secondary, t.text, TextWeight::Semibold);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle mark = type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold);
  ui.words(row.cut_left(ui.measure(line.what, label).x + px_snap(12)), line.what, label);
  const float found = std::min(ui.measure(line.found, mark).x, row.width());
  const float before = std::min(ui.measure(line.before, quiet).x, std::max(0.0f, (row.width() - found) * 0.5f));
  if (before > px_snap(16)) ui.words(row.cut_left(before), line.before, quiet, Align::Right, WhenCut::Nothing);
  Rect box = row.cut_left(std::min(found + px_snap(8), row.width()));
  ui.fill(centered_in(box, box.width(), px_snap(20)), t.danger.soft, 4);
  ui.words(box.inset(px_snap(4), 0), line.found, mark);
  if (row.width() > px_snap(24)) ui.words(row, line.after, quiet, Align::Left, WhenCut::Nothing);
}

void draw_held_buttons(Ui& ui, Rect row, ConversationId conversation, MessageId seen, Intents& out) {
  Button edit;
  edit.id = edit_id();
  edit.label = tr("Edit");
  edit.name = tr("Edit the message");
  edit.rect = row.cut_left(button_width(ui, edit.label));
  row.cut_left(px_snap(8));
  if (button(ui, edit)) out.push_back(intent::KeepEditing{conversation});
  Button send;
  send.id = id_of(held_id(), "send");
  send.label = tr("Send anyway");
  send.look = ButtonLook::Ghost;
  send.rect = row.cut_left(button_width(ui, send.label));
  if (button(ui, send)) out.push_back(intent::Send{conversation, true, seen});
}

void draw_held(Ui& ui, Rect rect, ConversationId conversation, const screen::HeldMessage& held, MessageId seen,
               bool is_low, Intents& out) {
  const Theme& t = ui.theme();
  ui.fill(rect, t.raised, 8);
  ui.stroke(rect, t.danger.ink, 8, 1);
  ui.group(Role::Region, held_id(), rect, tr("Not sent yet"));
  const ParentScope scope(ui, held_id());
  if (is_low) {
    Rect rest = rect.inset(px_snap(8), px_snap(kLowHeldPad));
    const Rect words = rest.cut_top(px_snap(kLowHeldWords));
    ui.lines(words, held.all, type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold), 2);
    ui.text_node(id_of(held_id(), "all"), words, held.all);
    draw_held_buttons(ui, rest, conversation, seen, out);
    return;
  }
  Rect rest = rect.inset(px_snap(14), px_snap(kHeldPad));
  Rect head = rest.cut_top(px_snap(kHeldTitle));
  const Rect whole_head = head;
  icon_in(ui, head.cut_left(px_snap(16)), Icon::Alert, 16, t.danger.ink);
  head.cut_left(px_snap(8));
  ui.words(head, held.title, type::style(type::Kind::Interface, t.danger.ink, TextWeight::Semibold));
  ui.text_node(id_of(held_id(), "title"), whole_head, held.title);
  const NodeId list = id_of(held_id(), "list");
  ui.group(Role::List, list, {rest.min, {rest.max.x, rest.max.y - px_snap(kHeldButtons)}}, tr("What was found"));
  ui.push_parent(list);
  for (std::size_t i = 0; i < held.lines.size(); ++i)
    draw_found(ui, rest.cut_top(px_snap(kHeldLine)), id_of(list, static_cast<std::uint64_t>(i)), held.lines[i]);
  ui.pop_parent();
  if (!held.more.empty()) {
    const Rect more = rest.cut_top(px_snap(kHeldLine));
    ui.words(more, held.more, type::style(type::Kind::Secondary, t.text_secondary));
    ui.text_node(id_of(held_id(), "more"), more, held.more);
  }
  rest.cut_top(px_snap(kHeldButtons - 32));
  draw_held_buttons(ui, rest, conversation, seen, out);
}

void draw_line(Ui& ui, Rect row, const ShownLine& shown, NodeId field, Intents& out) {
  const Theme& t = ui.theme();
  const screen::ComposerLine& line = *shown.line;
  const NodeId id = shown.id;
  ui.fill(row, t.info.soft, 8);
  Rect rest = row.inset(px_snap(10), px_snap(2));
  std::string_view key_cap;
  const auto put_button = [&](std::string_view label, std::string_view name, bool is_first) {
    Button b;
    b.id = id_of(id, label);
    b.key_cap = is_first ? key_cap : std::string_view();
    const float width = button_width(ui, label, b.key_cap);
    b.rect = centered_in(rest.cut_right(width), width, px_snap(28));
    rest.cut_right(px_snap(6));
    b.label = label;
    b.name = name;
    b.look = is_first ? ButtonLook::Secondary : ButtonLook::Ghost;
    b.size_css = 13;
    if (is_first) {
      if (line.has_shortcut) {
        b.tooltip = name;
        b.shortcut = shown.shortcut;
      }
      if (!line.all.empty()) b.tooltip = line.all;
      b.description = line.description;
    }
    if (!button(ui, b)) return;
    const Intent& wish = is_first ? line.intent : line.other_intent;
    // The button goes with its line; what else is pressed here moves the focus by what it does (desk.cpp).
    const bool is_gone = wish.is<intent::WriteInGsm>() || wish.is<intent::SendTextAsMms>();
    if (is_gone && ui.is_focused(b.id)) focus_node(field);
    out.push_back(wish);
  };
  icon_in(ui, rest.cut_left(px_snap(16)), shown.icon, 16, t.info.ink);
  rest.cut_left(px_snap(8));
  Rect words = rest;
  float buttons = line.label.empty() ? 0 : button_width(ui, line.label) + px_snap(6);
  if (!line.other_label.empty()) buttons += button_width(ui, line.other_label) + px_snap(6);
  if (line.has_shortcut && !line.label.empty()) {  // its key is seen where the words keep their room
    const float more = button_width(ui, line.label, shown.shortcut) - button_width(ui, line.label);
    if (words.width() - buttons - more >= px_snap(kWordsBesideKey)) {
      key_cap = shown.shortcut;
      buttons += more;
    }
  }
  words.cut_right(std::min(buttons, words.width()));
  if (!line.all.empty()) ui.hint(id_of(id, "all"), words, line.all);
  ui.lines(words, line.text, type::style(type::Kind::Secondary, t.text), 2);
  if (shown.is_told)
    ui.text_node(id_of(id, "text"), words, line.text);
  else
    ui.status_node(id_of(id, "text"), words, line.text);
  if (!line.other_label.empty()) put_button(line.other_label, line.other_label, false);
  if (!line.label.empty()) put_button(line.label, line.name, true);
}

}  // namespace

bool shows_line_of(Action action, const screen::Composer& s, const Layout& layout) {
  const bool is_gsm = action == Action::WriteInGsm || action == Action::WriteCloseGsm;
  const screen::ComposerLine* told_by = action == Action::TakeOtherDraft  ? &s.other_draft
                                        : action == Action::SendTextAsMms ? &s.mms
                                        : is_gsm                          ? &s.gsm
                                                                          : nullptr;
  const std::vector<ShownLine> all = shown_lines(s, layout);
  return told_by == nullptr ||
         std::any_of(all.begin(), all.end(), [&](const ShownLine& one) { return one.line == told_by; });
}

void draw_gsm_line(Ui& ui, const Rect& row, NodeId id, const screen::ComposerLine& line, std::string_view shortcut,
                   NodeId field, Intents& out) {
  draw_line(ui, row, {&line, id, Icon::Sms, shortcut, false}, field, out);
}

float composer_lines_height(const screen::Composer& s, const Layout& layout) {
  if (!s.is_enabled) return 0;
  float height = held_height(s.held, layout.is_low);
  if (height > 0) height += px_snap(kLineGap);
  height += px_snap(kComposerLine + kLineGap) * static_cast<float>(shown_lines(s, layout).size());
  return height;
}

void draw_composer_lines(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation,
                         const screen::Composer& s, const Layout& layout, Intents& out) {
  Rect rest = rect;
  const bool is_held = !s.held.title.empty();
  if (is_held) {
    draw_held(ui, rest.cut_top(held_height(s.held, layout.is_low)), conversation, s.held, state.draft_seen,
              layout.is_low, out);
    rest.cut_top(px_snap(kLineGap));
    // Whoever pressed Enter twice edits; sending takes a step more.
    if (!state.was_held) focus_node(edit_id());
  } else if (state.was_held) {
    focus_node(ids::composer_field());
  }
  state.was_held = is_held;
  for (const ShownLine& one : shown_lines(s, layout)) {
    draw_line(ui, rest.cut_top(px_snap(kComposerLine)), one, ids::composer_field(), out);
    rest.cut_top(px_snap(kLineGap));
  }
}

}  // namespace smsdesk::web::view
