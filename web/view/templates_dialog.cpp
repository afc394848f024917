// The dialog in which templates are kept: a list with a field that finds, or one template's form in its place.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/attachments.h"
#include "web/view/composer_lines.h"
#include "web/view/context_parts.h"
#include "web/view/row_button.h"
#include "web/view/template_parts.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/popup.h"
#include "web/widget/tabs.h"

namespace smsdesk::web::view {
namespace {

constexpr float kRow = 60, kCost = 24, kField = 36, kFooter = 52;
constexpr int kReportLinesMax = 10;  // of an import that was refused in parts: what to do stands at the end

NodeId dialog_id() {
  return id_of("templates");
}
NodeId filter_id() {
  return id_of("templates.filter");
}
NodeId name_id() {
  return id_of("templates.name");
}
NodeId shortcut_id() {
  return id_of("templates.shortcut");
}
NodeId text_id() {
  return id_of("templates.text");
}
NodeId keep_id() {
  return id_of("templates.keep");
}

Intent step(TemplateStep which, std::string_view text = {}, std::uint64_t number = 0) {
  return intent::DoTemplates{which, std::string(text), number};
}

// The list -------------------------------------------------------------------------------------------------------
void draw_line(Ui& ui, NodeId id, const Rect& rect, const screen::TemplateLine& s, int number, int count,
               Intents& out) {
  const Theme& t = ui.theme();
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), rect, number, count));
  Control c;
  c.id = id;
  c.rect = rect;
  c.name = s.accessible_name;
  c.description = s.text;
  c.radius = 8;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.was_pressed) out.push_back(s.intent);
  if (!ui.is_visible(rect)) return;
  if (p.is_hovered) ui.fill(rect, p.is_held ? t.pressed : t.hover, 8);
  if (p.is_focused) ui.focus_ring(rect, 8, true);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  Rect inner = rect.inset(px_snap(12), px_snap(9));
  Rect top = inner.cut_top(px_snap(20));
  const float width = std::min(top.width() * 0.6f, ui.measure(s.detail, quiet).x);
  const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  ui.words(ui.on_baseline(top.cut_right(width), strong, quiet), s.detail, quiet);
  top.cut_right(px_snap(12));
  const float name = std::min(top.width(), ui.measure(s.name, strong).x);
  ui.words(top.cut_left(name), s.name, strong);
  top.cut_left(px_snap(8));
  if (!s.shortcut.empty() && top.width() > px_snap(24)) ui.words(ui.on_baseline(top, strong, quiet), s.shortcut, quiet);
  if (!s.files.empty()) {
    const float wide = std::min(inner.width() * 0.4f, ui.measure(s.files, quiet).x);
    ui.words(inner.cut_right(wide), s.files, quiet);
    inner.cut_right(px_snap(4));
    icon_in(ui, inner.cut_right(px_snap(16)), Icon::Attach, 16, t.text_secondary);
    inner.cut_right(px_snap(12));
  }
  ui.words(inner, s.text, quiet, Align::Left, WhenCut::Nothing);
}

void draw_report(Ui& ui, Rect& rest, std::string_view text, bool is_bad) {
  if (text.empty()) return;
  const Tone& tone = is_bad ? ui.theme().danger : ui.theme().info;
  const TextStyle style = type::style(type::Kind::Secondary, tone.ink);
  const float height = ui.measure(text, style, rest.width() - px_snap(24), kReportLinesMax).y + px_snap(16);
  const Rect box = rest.cut_top(height);
  ui.fill(box, tone.soft, radius::kControl);
  ui.paragraph({box.min.x + px_snap(12), box.min.y + px_snap(8)}, box.width() - px_snap(24), text, style,
               kReportLinesMax);
  ui.status_node(id_of("templates.report"), box, text);
  rest.cut_top(px_snap(8));
}

void draw_list(Ui& ui, TemplatesView& state, Rect rest, const screen::TemplatesDialog& s, Intents& out) {
  const Theme& t = ui.theme();
  const bool is_narrow = rest.width() < px_snap(560);
  Rect row = rest.cut_top(px_snap(kField));
  if (is_narrow) rest.cut_top(px_snap(8));
  Rect buttons = is_narrow ? rest.cut_top(px_snap(kField)) : row;
  if (row_button(ui, buttons, tr("New template"), id_of("templates.new"), ButtonLook::Primary))
    out.push_back(step(TemplateStep::New));
  if (row_button(ui, buttons, s.import_label, id_of("templates.import"), ButtonLook::Secondary))
    out.push_back(step(s.import_step));
  if (row_button(ui, buttons, s.export_label, id_of("templates.export"), ButtonLook::Secondary, s.can_export))
    out.push_back(step(s.export_step));
  FieldBox filter;
  filter.id = filter_id();
  filter.rect = is_narrow ? row : buttons;
  filter.kind = FieldKind::Search;
  filter.name = tr("Find a template");
  filter.placeholder = tr("Name, shortcut, words or language");
  filter.value = s.filter;
  filter.value_revision = s.filter_revision;
  filter.type = type::Kind::Interface;
  field_box(ui, filter);
  rest.cut_top(px_snap(12));
  draw_report(ui, rest, s.report, s.is_report_bad);
  ScrollArea area(ui, state.lines, rest);
  float y = area.top();
  if (s.lines.empty()) {
    const TextStyle quiet = type::style(type::Kind::Interface, t.text_secondary);
    const float height = ui.paragraph({rest.min.x, y + px_snap(16)}, rest.width(), s.empty_text, quiet);
    ui.status_node(id_of("templates.empty"), {{rest.min.x, y}, {rest.max.x, y + height + px_snap(16)}}, s.empty_text);
    return area.end(y + height + px_snap(32));
  }
  MirrorNode list;
  list.id = id_of("templates.list");
  list.role = Role::List;
  list.min = {rest.min.x, y};
  list.max = {rest.max.x, y + px_snap(kRow) * static_cast<float>(s.lines.size())};
  list.name = tr("Templates");
  ui.node(list);
  const ParentScope scope(ui, list.id);
  for (std::size_t i = 0; i < s.lines.size(); ++i, y += px_snap(kRow)) {
    draw_line(ui, id_of(list.id, static_cast<std::uint64_t>(i)), {{rest.min.x, y}, {rest.max.x, y + px_snap(kRow)}},
              s.lines[i], static_cast<int>(i) + 1, static_cast<int>(s.lines.size()), out);
  }
  area.end(y);
}

// The form -------------------------------------------------------------------------------------------------------
void label(Column& column, NodeId id, std::string_view text) {
  const Rect rect = column.cut(px_snap(26));
  column.ui.words(rect, text,
                  type::style(type::Kind::Secondary, column.ui.theme().text_secondary, TextWeight::Semibold));
  column.ui.heading(id, rect, text, 2);
}

void line_field(Ui& ui, const Rect& rect, NodeId id, std::string_view name, std::string_view placeholder,
                const std::string& value, const screen::TemplateFormScreen& s, std::uint32_t chars_max) {
  FieldBox f;
  f.id = id;
  f.rect = rect;
  f.name = name;
  f.placeholder = placeholder;
  f.value = value;
  f.value_revision = s.revision;
  f.chars_max = chars_max;
  f.is_enabled = s.is_enabled;
  f.type = type::Kind::Interface;
  f.is_behind = is_cut(ui, rect);
  field_box(ui, f);
}

void draw_names(Column& column, const screen::TemplateFormScreen& s) {
  Ui& ui = column.ui;
  Rect labels = column.cut(px_snap(26));
  Rect row = column.cut(px_snap(kField));
  const float right = std::floor(row.width() * 0.34f);
  Rect shortcut = row.cut_right(right), shortcut_label = labels.cut_right(right);
  row.cut_right(px_snap(12));
  field_label(ui, labels, tr("Name"));
  field_label(ui, shortcut_label, tr("Shortcut, typed after /"));
  line_field(ui, row, name_id(), tr("Name"), tr("What you look for it by"), s.name, s, 100);
  line_field(ui, shortcut, shortcut_id(), tr("Shortcut, typed after /"), tr("optional"), s.shortcut, s, 32);
}

void draw_libraries(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  if (s.libraries.size() < 2) return;
  column.skip(12);
  label(column, id_of("templates.libraries.title"), tr("Whose it is"));
  std::vector<std::string> labels;
  int chosen = -1;
  for (const screen::TemplateChoice& one : s.libraries) {
    if (one.is_chosen) chosen = static_cast<int>(labels.size());
    labels.push_back(one.name);
  }
  Chips chips;
  chips.id = id_of("templates.libraries");
  chips.at = {column.x0, column.y};
  chips.width = column.width();
  chips.name = tr("Whose it is");
  chips.labels = &labels;
  chips.chosen = chosen;
  chips.is_enabled = s.is_enabled;
  const ChipsAnswer answer = radio_chips(column.ui, chips);
  column.cut(answer.height);
  if (answer.pressed >= 0) out.push_back(s.libraries[static_cast<std::size_t>(answer.pressed)].intent);
}

/// Small buttons that flow over as many lines as they need; the index of the pressed one, or −1.
template <typename Items, typename LabelOf, typename NameOf>
int draw_flow(Column& column, NodeId id, std::string_view name, const Items& items, LabelOf label_of, NameOf name_of,
              bool is_enabled) {
  Ui& ui = column.ui;
  const float height = px_snap(30), gap = px_snap(6);
  int pressed = -1;
  float x = column.x0, lines = 1;
  for (const auto& item : items) {
    const float width = std::min(button_width(ui, label_of(item)), column.width());
    if (x > column.x0 && x + width > column.x1) {
      x = column.x0;
      ++lines;
    }
    x += width + gap;
  }
  const Rect whole = column.cut(lines * (height + gap));
  ui.group(Role::Group, id, whole, name);
  const ParentScope scope(ui, id);
  x = whole.min.x;
  float y = whole.min.y;
  int index = 0;
  for (const auto& item : items) {
    const float width = std::min(button_width(ui, label_of(item)), column.width());
    if (x > whole.min.x && x + width > whole.max.x) {
      x = whole.min.x;
      y += height + gap;
    }
    const std::string said = name_of(item);
    Button b;
    b.id = id_of(id, static_cast<std::uint64_t>(index));
    b.rect = {{x, y}, {x + width, y + height}};
    b.label = label_of(item);
    b.name = said;
    b.tooltip = said;
    b.is_enabled = is_enabled;
    b.size_css = 13;
    if (button(ui, b)) pressed = index;
    x += width + gap;
    ++index;
  }
  return pressed;
}

void draw_tabs(Column& column, TemplatesView& state, const screen::TemplateFormScreen& s, Intents& out) {
  Ui& ui = column.ui;
  column.skip(12);
  label(column, id_of("templates.texts.title"), tr("Text"));
  Rect row = column.cut(px_snap(36));
  if (!s.languages.empty()) {
    const std::string_view add = state.shows_languages ? tr("Hide languages") : tr("Add a language");
    if (row_button(ui, row, add, id_of("templates.languages.show"), ButtonLook::Ghost, s.is_enabled))
      state.shows_languages = !state.shows_languages;
  }
  if (s.can_remove_tab &&
      row_button(ui, row, tr("Remove this one"), id_of("templates.languages.remove"), ButtonLook::Ghost, s.is_enabled))
    out.push_back(step(TemplateStep::RemoveLanguage));
  std::vector<TabLabel> tabs;
  for (std::size_t i = 0; i < s.tabs.size(); ++i) {
    tabs.push_back(
        {id_of(id_of("templates.tab"), static_cast<std::uint64_t>(i)), s.tabs[i].name, s.tabs[i].is_chosen, false});
  }
  const int pressed =
      tab_strip(ui, id_of("templates.tabs"), row, tr("Languages"), tabs.data(), static_cast<int>(tabs.size()));
  if (pressed >= 0) out.push_back(step(TemplateStep::Tab, {}, static_cast<std::uint64_t>(pressed)));
  column.skip(8);
  if (!state.shows_languages || s.languages.empty()) return;
  const int chosen = draw_flow(
      column, id_of("templates.languages"), tr("Add a language"), s.languages,
      [](const screen::TemplateChoice& one) { return std::string_view(one.name); },
      [](const screen::TemplateChoice& one) {
        return tr("Add {thing}", {{"thing", one.name}});
      },
      s.is_enabled);
  column.skip(4);
  if (chosen < 0) return;
  out.push_back(s.languages[static_cast<std::size_t>(chosen)].intent);
  state.shows_languages = false;
  focus_node(text_id());
}

void draw_text(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  Ui& ui = column.ui;
  const float line = px_snap(21.75f);
  const float needed = field_content_height(text_id());
  const float height = std::clamp(std::ceil(needed), 3 * line, 9 * line) + 2 * px_snap(8);
  FieldBox f;
  f.id = text_id();
  f.rect = column.cut(height);
  f.kind = FieldKind::Multiline;
  f.name = s.tab_title;
  f.placeholder = tr("What the customer reads");
  f.value = s.text;
  f.value_revision = s.revision;
  f.is_enabled = s.is_enabled;
  f.is_invalid = s.is_over_limit;
  f.tells_cursor = true;
  f.takes_files = true;
  f.cursor = f.cursor_end = static_cast<int>(s.cursor);
  f.marked = s.marked;
  f.is_behind = is_cut(ui, f.rect);
  field_box(ui, f);
  set_enter_breaks_line(f.id, true);
  if (!s.preview.cost.empty()) {
    const Rect cost = column.cut(px_snap(kCost));
    ui.words(cost, s.preview.cost, type::style(type::Kind::Secondary, ui.theme().text_secondary));
    ui.text_node(id_of("templates.cost"), cost, s.preview.cost);
  }
  column.skip(8);
  if (!s.gsm.text.empty()) {
    draw_gsm_line(ui, column.cut(px_snap(kComposerLine)), id_of("templates.gsm"), s.gsm, s.gsm_shortcut, text_id(),
                  out);
    column.skip(8);
  }
  if (s.placeholders.empty()) return;
  const int chosen = draw_flow(
      column, id_of("templates.placeholders"), tr("Put in a placeholder"), s.placeholders,
      [](const screen::TemplatePlaceholder& one) { return std::string_view(one.name); },
      [](const screen::TemplatePlaceholder& one) {
        return tr("Put in {name}: {meaning}", {{"name", one.name}, {"meaning", one.meaning}});
      },
      s.is_enabled);
  if (chosen < 0) return;
  out.push_back(step(TemplateStep::Placeholder, s.placeholders[static_cast<std::size_t>(chosen)].name));
  focus_node(text_id());
}

/// Before what few templates have: what was written is seen there as the customer gets it.
void draw_preview(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  Ui& ui = column.ui;
  column.skip(8);
  label(column, id_of("templates.preview.title"), tr("As the customer gets it"));
  const NodeId preview = id_of("templates.preview");
  const float width = std::min(column.width(), px_snap(520));
  const float height = template_preview_height(ui, width, s.preview, PreviewCost::Elsewhere);
  ui.group(Role::Group, preview, {{column.x0, column.y}, {column.x0 + width, column.y + height}}, tr("Preview"));
  const ParentScope inside(ui, preview);
  column.y = draw_template_preview(ui, preview, {column.x0, column.y}, width, s.preview, PreviewCost::Elsewhere, out);
}

void draw_form_files(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  if (s.files.empty() && s.files_label.empty()) return;
  Ui& ui = column.ui;
  column.skip(16);
  label(column, id_of("templates.files.title"), tr("Files that go with it"));
  const Rect chips = column.cut(files_height(s.files, column.width()));
  draw_files(ui, chips, id_of("templates.files"), {}, s.files, out);
  Rect row = column.cut(px_snap(kField));
  if (!s.files_label.empty()) {
    const float width = button_width(ui, s.files_label);
    Button b;
    b.id = id_of("templates.files.add");
    b.rect = row.cut_left(width);
    b.label = s.files_label;
    if (button(ui, b)) out.push_back(intent::AttachFiles{});
    row.cut_left(px_snap(12));
  }
  if (s.files_line.empty()) return;
  ui.words(row, s.files_line, type::style(type::Kind::Secondary, ui.theme().text_secondary));
  ui.status_node(id_of("templates.files.line"), row, s.files_line);
}

NodeId action_id(std::size_t which) {
  return id_of(id_of("templates.action"), static_cast<std::uint64_t>(which));
}
NodeId action_field(std::size_t which) {
  return id_of(action_id(which), "text");
}
NodeId add_actions_id() {
  return id_of("templates.actions.add");
}

void draw_action_head(Column& column, std::size_t which, const screen::TemplateActionLine& line, Intents& out) {
  Ui& ui = column.ui;
  Rect row = column.cut(px_snap(32));
  const float side = px_snap(28);
  const auto icon = [&](const char* part, Icon sign, const std::string& name, TemplateStep does) {
    if (name.empty()) return;
    IconButton b;
    b.id = id_of(action_id(which), part);
    b.rect = centered_in(row.cut_right(side), side, side);
    b.icon = sign;
    b.icon_css = 16;
    b.name = name;
    row.cut_right(px_snap(4));
    if (!icon_button(ui, b)) return;
    out.push_back(step(does, {}, which));
    // The button goes, or stands at another action from now on.
    if (does == TemplateStep::RemoveAction) focus_node(id_of(add_actions_id(), std::uint64_t{0}));
    if (does == TemplateStep::RaiseAction) focus_node(id_of(action_id(which - 1), "remove"));
    if (does == TemplateStep::LowerAction) focus_node(id_of(action_id(which + 1), "remove"));
  };
  const Rect whole = row;
  icon("remove", Icon::Close, line.remove_name, TemplateStep::RemoveAction);
  icon("lower", Icon::ArrowDown, line.lower_name, TemplateStep::LowerAction);
  icon("raise", Icon::ArrowUp, line.raise_name, TemplateStep::RaiseAction);
  ui.words(row, line.title, type::style(type::Kind::Interface, ui.theme().text, TextWeight::Semibold));
  ui.text_node(id_of(action_id(which), "title"), whole, line.title);
}

void draw_action_field(Column& column, std::size_t which, const screen::TemplateActionLine& line,
                       const screen::TemplateFormScreen& s) {
  FieldBox f;
  f.id = action_field(which);
  const float high = px_snap(21.75f);
  const float height = std::clamp(std::ceil(field_content_height(f.id)), 2 * high, 6 * high) + 2 * px_snap(8);
  f.rect = column.cut(line.is_note ? height : px_snap(kField));
  f.kind = line.is_note ? FieldKind::Multiline : FieldKind::Line;
  f.name = line.text_name;
  f.placeholder = line.placeholder;
  f.value = line.text;
  f.value_revision = s.revision;
  f.is_enabled = s.is_enabled;
  f.chars_max = line.is_note ? 1'000 : 100;
  f.type = type::Kind::Interface;
  f.is_behind = is_cut(column.ui, f.rect);
  field_box(column.ui, f);
  if (line.is_note) set_enter_breaks_line(f.id, true);
}

void draw_action_choices(Column& column, std::size_t which, const screen::TemplateActionLine& line,
                         const screen::TemplateFormScreen& s, Intents& out) {
  if (!s.is_enabled) {
    const Rect row = column.cut(px_snap(26));
    column.ui.words(row, line.value, type::style(type::Kind::Interface, column.ui.theme().text_secondary));
    column.ui.text_node(id_of(action_id(which), "value"), row, line.value);
    return;
  }
  std::vector<std::string> labels;
  int chosen = -1;
  for (const screen::TemplateChoice& one : line.choices) {
    if (one.is_chosen) chosen = static_cast<int>(labels.size());
    labels.push_back(one.name);
  }
  Chips chips;
  chips.id = id_of(action_id(which), "choices");
  chips.at = {column.x0, column.y};
  chips.width = column.width();
  chips.name = line.title;
  chips.labels = &labels;
  chips.chosen = chosen;
  const ChipsAnswer answer = radio_chips(column.ui, chips);
  column.cut(answer.height);
  if (answer.pressed >= 0) out.push_back(line.choices[static_cast<std::size_t>(answer.pressed)].intent);
}

void draw_form_actions(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  Ui& ui = column.ui;
  column.skip(16);
  label(column, id_of("templates.actions.title"), tr("Actions, when the message is sent"));
  if (!s.actions_empty.empty())
    draw_sentence(column, id_of("templates.actions.empty"), s.actions_empty, ui.theme().text_secondary);
  for (std::size_t i = 0; i < s.actions.size(); ++i) {
    const screen::TemplateActionLine& line = s.actions[i];
    const NodeId group = action_id(i);
    const Rect from{{column.x0, column.y}, {column.x1, column.y + px_snap(32)}};
    ui.group(Role::Group, group, from, line.title);
    const ParentScope scope(ui, group);
    draw_action_head(column, i, line, out);
    if (!line.trouble.empty()) draw_sentence(column, id_of(group, "trouble"), line.trouble, ui.theme().danger.ink);
    if (!line.text_name.empty()) draw_action_field(column, i, line, s);
    if (!line.choices.empty()) draw_action_choices(column, i, line, s, out);
    column.skip(10);
  }
  if (s.addable_actions.empty()) return;
  column.skip(4);
  const int pressed = draw_flow(
      column, add_actions_id(), tr("Add an action"), s.addable_actions,
      [](const screen::TemplateChoice& one) { return std::string_view(one.name); },
      [](const screen::TemplateChoice& one) {
        return tr("Add: {what}", {{"what", one.name}});
      },
      s.is_enabled);
  if (pressed >= 0) out.push_back(s.addable_actions[static_cast<std::size_t>(pressed)].intent);
}

void draw_queues(Column& column, const screen::TemplateFormScreen& s, Intents& out) {
  if (s.queues.empty()) return;
  Ui& ui = column.ui;
  column.skip(16);
  label(column, id_of("templates.queues.title"), tr("Only in these queues (none: in all)"));
  for (std::size_t i = 0; i < s.queues.size(); ++i) {
    const Rect row = column.cut(px_snap(36));
    ui.words({row.min, {row.max.x - px_snap(kSwitchWidth + 12), row.max.y}}, s.queues[i].name,
             type::style(type::Kind::Interface, ui.theme().text));
    const std::string name = tr("Only in {queue}", {{"queue", s.queues[i].name}});
    Switch one;
    one.id = id_of(id_of("templates.queue"), static_cast<std::uint64_t>(i));
    one.rect = row.inset(0, px_snap(4));
    one.name = name;
    one.is_on = s.queues[i].is_chosen;
    one.is_enabled = s.is_enabled;
    if (switch_row(ui, one)) out.push_back(s.queues[i].intent);
  }
}

void draw_footer(Ui& ui, TemplatesView& state, Rect row, const screen::TemplateFormScreen& s, Intents& out) {
  row = centered_in(row, row.width(), px_snap(kField));
  if (s.asks_delete) {
    if (row_button(ui, row, tr("Delete"), id_of("templates.delete.yes"), ButtonLook::Danger, true, s.is_busy))
      out.push_back(step(TemplateStep::Delete));
    if (row_button(ui, row, tr("Keep it"), keep_id(), ButtonLook::Secondary))
      out.push_back(step(TemplateStep::KeepTemplate));
    ui.words(row, s.delete_question, type::style(type::Kind::Interface, ui.theme().text, TextWeight::Semibold));
    ui.status_node(id_of("templates.delete.question"), row, s.delete_question);
    if (!state.asks_delete) focus_node(keep_id());
    return;
  }
  if (state.asks_delete) focus_node(id_of("templates.delete"));
  if (s.read_only_reason.empty() &&
      row_button(ui, row, s.save_label, id_of("templates.save"), ButtonLook::Primary, s.can_save, s.is_busy))
    out.push_back(step(TemplateStep::Save));
  if (row_button(ui, row, s.back_label, id_of("templates.back"), ButtonLook::Secondary))
    out.push_back(step(TemplateStep::Back));
  if (s.can_delete && row_button(ui, row, tr("Delete…"), id_of("templates.delete"), ButtonLook::Ghost, s.is_enabled))
    out.push_back(step(TemplateStep::AskDelete));
  if (s.can_copy && row_button(ui, row, tr("Copy as my own"), id_of("templates.copy"), ButtonLook::Ghost))
    out.push_back(step(TemplateStep::Copy));
}

void draw_form(Ui& ui, TemplatesView& state, Rect rest, const screen::TemplateFormScreen& s, Intents& out) {
  const Rect footer = rest.cut_bottom(px_snap(kFooter));
  ui.line_above(footer, ui.theme().border);
  draw_report(ui, rest, s.read_only_reason, false);
  if (!s.problem.empty()) {
    Rect box = rest;
    draw_report(ui, box, s.problem, true);
    rest = box;
  }
  {
    // Native fields are cut where the content is.
    const NodeId region = id_of("templates.form");
    ui.group(Role::Region, region, rest, s.title);
    const ParentScope scope(ui, region);
    ScrollArea area(ui, state.form, rest);
    Column column{ui, rest.min.x, rest.max.x - px_snap(10), area.top()};
    draw_names(column, s);
    draw_libraries(column, s, out);
    draw_tabs(column, state, s, out);
    draw_text(column, s, out);
    draw_form_files(column, s, out);
    draw_preview(column, s, out);
    draw_form_actions(column, s, out);
    draw_queues(column, s, out);
    area.end(column.y + px_snap(12));
  }
  draw_footer(ui, state, footer, s, out);
  state.asks_delete = s.asks_delete;
}

}  // namespace

void take_template_events(const screen::TemplatesDialog& s, Intents& out) {
  if (!s.is_open) return;
  for (const TextFieldEvent& event : text_field_events()) {
    using Kind = TextFieldEvent::Kind;
    const bool is_changed = event.kind == Kind::Changed;
    if (event.field == filter_id() && is_changed) out.push_back(step(TemplateStep::Filter, event.value));
    if (event.field == filter_id() && event.kind == Kind::Enter && !s.lines.empty())
      out.push_back(s.lines.front().intent);
    if (event.field == name_id() && is_changed) out.push_back(step(TemplateStep::Name, event.value));
    if (event.field == shortcut_id() && is_changed) out.push_back(step(TemplateStep::Shortcut, event.value));
    if (event.field == text_id() && (is_changed || event.kind == Kind::Moved))
      out.push_back(step(TemplateStep::Text, event.value, event.selection_begin));
    for (std::size_t i = 0; is_changed && i < s.form.actions.size(); ++i)
      if (event.field == action_field(i)) out.push_back(step(TemplateStep::ActionText, event.value, i));
    const bool is_form = event.field == name_id() || event.field == shortcut_id() || event.field == text_id();
    const bool is_enter = event.kind == Kind::ModifiedEnter || (event.kind == Kind::Enter && event.field != text_id());
    if (is_form && is_enter && s.form.can_save) out.push_back(step(TemplateStep::Save));
  }
}

void draw_templates_dialog(Ui& ui, ViewState& view, const screen::TemplatesDialog& s, Intents& out) {
  TemplatesView& state = view.templates;
  if (!s.is_open) {
    state.page = TemplatesView::Page::Closed;
    state.shows_languages = false;
    return dialog_closed(state.dialog, state.return_to != 0 ? state.return_to : ids::composer_field());
  }
  bool wants_close = false;
  Dialog dialog;
  dialog.id = dialog_id();
  dialog.title = s.title;
  dialog.width_css = 760;
  dialog.height_css = 720;
  const Rect inner = begin_dialog(ui, state.dialog, dialog, wants_close);
  const auto page = s.form.is_shown ? TemplatesView::Page::Form : TemplatesView::Page::List;
  if (page != state.page) {
    if (page == TemplatesView::Page::Form) state.form = {};
    state.shows_languages = state.asks_delete = false;
    focus_node(page == TemplatesView::Page::List ? filter_id()
               : s.form.is_enabled               ? name_id()
                                                 : id_of("templates.back"));
  }
  state.page = page;
  if (s.form.is_shown)
    draw_form(ui, state, inner, s.form, out);
  else
    draw_list(ui, state, inner, s, out);
  end_dialog(ui);
  if (wants_close) out.push_back(step(TemplateStep::Close));
}

}  // namespace smsdesk::web::view
