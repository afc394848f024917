// The list of templates over the composer: entries at the left, at the right what the customer would get. The keyboard stays
// in the composer, which says to a screen reader which entry is meant.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/attachments.h"
#include "web/view/panels.h"
#include "web/view/rows.h"
#include "web/view/template_parts.h"
#include "web/widget/button.h"
#include "web/widget/scroll.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kTitle = 34, kRow = 48, kAction = 38, kRowsMax = 6.5f, kGap = 6, kMargin = 8, kPad = 6;
constexpr float kBesideFrom = 520;  ///< width from which the preview stands beside the list
constexpr float kPreviewBelow = 96;

float row_height(const screen::TemplateLine& line) {
  return px_snap(line.is_action ? kAction : kRow);
}

void draw_row(Ui& ui, NodeId id, const Rect& rect, const screen::TemplateLine& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  c.rect = rect;
  c.role = Role::Option;
  c.flags = s.is_chosen ? kNodeSelected : 0u;
  c.name = s.accessible_name;
  c.description = s.text;
  c.is_ring_inside = true;
  c.position = number;
  c.count = count;
  if (option_row(ui, c, s.is_chosen).was_pressed) out.push_back(s.intent);
  if (!ui.is_visible(rect)) return;
  Rect line = rect.inset(px_snap(10), 0);
  if (s.is_action) {
    icon_in(ui, line.cut_left(px_snap(16)),
            s.intent.is<intent::DoTemplates>() && s.intent.as<intent::DoTemplates>()->step == TemplateStep::NewFromDraft
                ? Icon::Plus
                : Icon::Edit,
            16, t.text_secondary);
    line.cut_left(px_snap(8));
    ui.words(line, s.name, type::style(type::Kind::Interface, t.text));
    return;
  }
  line = line.inset(0, px_snap(4));
  Rect top = line.cut_top(px_snap(20));
  const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  if (!s.shortcut.empty()) {
    const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
    const float width = std::min(top.width() / 2, ui.measure(s.shortcut, quiet).x);
    ui.words(ui.on_baseline(top.cut_right(width), strong, quiet), s.shortcut, quiet);
    top.cut_right(px_snap(8));
  }
  if (!s.files.empty()) {
    icon_in(ui, top.cut_right(px_snap(16)), Icon::Attach, 16, t.text_secondary);
    top.cut_right(px_snap(8));
  }
  ui.words(top, s.name, strong);
  ui.words(line, s.text, type::style(type::Kind::Secondary, t.text_secondary), Align::Left, WhenCut::Nothing);
}

float draw_rows(Ui& ui, const Rect& view, float y, const screen::TemplateList& s, Intents& out) {
  const NodeId list = ids::template_list();
  float bottom = y;
  for (const screen::TemplateLine& line : s.lines) bottom += row_height(line);
  ui.group(Role::ListBox, list, {{view.min.x, y}, {view.max.x, bottom}}, s.title);
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < s.lines.size(); ++i) {
    const Rect row{{view.min.x, y}, {view.max.x, y + row_height(s.lines[i])}};
    if (s.lines[i].is_action && (i == 0 || !s.lines[i - 1].is_action) && i > 0)
      ui.line_above(row.inset(px_snap(4), 0), ui.theme().border);
    draw_row(ui, id_of(list, static_cast<std::uint64_t>(i)), row, s.lines[i], static_cast<int>(i) + 1,
             static_cast<int>(s.lines.size()), out);
    y = row.max.y;
  }
  return y;
}

/// The chosen entry's rows from the list's top, to be brought into view.
void follow_choice(TemplatesView& state, const screen::TemplateList& s, float height) {
  if (state.chosen == s.chosen || s.chosen < 0) {
    state.chosen = s.chosen;
    return;
  }
  state.chosen = s.chosen;
  state.list.content_height = 0;  // of all rows, known before they are drawn
  for (const screen::TemplateLine& line : s.lines) state.list.content_height += static_cast<double>(row_height(line));
  float top = 0;
  for (int i = 0; i < s.chosen && static_cast<std::size_t>(i) < s.lines.size(); ++i)
    top += row_height(s.lines[static_cast<std::size_t>(i)]);
  const float bottom = top + (static_cast<std::size_t>(s.chosen) < s.lines.size()
                                  ? row_height(s.lines[static_cast<std::size_t>(s.chosen)])
                                  : 0);
  if (top < state.list.offset) state.list.offset = s.chosen == 0 ? 0 : top;
  if (bottom > state.list.offset + height) state.list.offset = bottom - height;
}

}  // namespace

float template_preview_height(Ui& ui, float width, const screen::TemplatePreview& s, PreviewCost cost) {
  const Theme& t = ui.theme();
  const float pad = px_snap(12);
  const TextStyle message = type::style(type::Kind::Message, t.on_own_bubble);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  float height = cost == PreviewCost::Below ? px_snap(20) : 0;
  if (s.has_text) height += ui.measure(s.text, message, width - 2 * pad).y + 2 * px_snap(8) + px_snap(6);
  for (const std::string& remark : s.remarks) height += ui.measure(remark, quiet, width).y + px_snap(4);
  if (!s.files.empty()) height += px_snap(8) + files_height(s.files, width);
  return height;
}

float draw_template_preview(Ui& ui, NodeId id, ImVec2 at, float width, const screen::TemplatePreview& s,
                            PreviewCost where_cost, Intents& out) {
  const Theme& t = ui.theme();
  const float pad = px_snap(12), pad_y = px_snap(8);
  const TextStyle message = type::style(type::Kind::Message, t.on_own_bubble);
  float y = at.y;
  if (s.has_text) {
    const float text_height = ui.measure(s.text, message, width - 2 * pad).y;
    const Rect bubble{at, {at.x + width, at.y + text_height + 2 * pad_y}};
    speech_bubble(ui, bubble, {true, false}, t.own_bubble);
    ui.paragraph({at.x + pad, at.y + pad_y}, width - 2 * pad, s.text, message);
    ui.text_node(id_of(id, "text"), bubble, s.text);
    y = bubble.max.y + px_snap(6);
  }
  if (where_cost == PreviewCost::Below) {
    const Rect cost{{at.x, y}, {at.x + width, y + px_snap(20)}};
    ui.words(cost, s.cost, type::style(type::Kind::Secondary, t.text_secondary));
    ui.text_node(id_of(id, "cost"), cost, s.cost);
    y = cost.max.y;
  }
  for (std::size_t i = 0; i < s.remarks.size(); ++i) {
    const bool is_warning = s.is_incomplete && i == 0;
    const TextStyle style = type::style(type::Kind::Secondary, is_warning ? t.warning.ink : t.text_secondary,
                                        is_warning ? TextWeight::Semibold : TextWeight::Regular);
    y += px_snap(4);
    const float height = ui.paragraph({at.x, y}, width, s.remarks[i], style);
    ui.text_node(id_of(id_of(id, "remark"), static_cast<std::uint64_t>(i)), {{at.x, y}, {at.x + width, y + height}},
                 s.remarks[i]);
    y += height;
  }
  if (s.files.empty()) return y;
  y += px_snap(8);
  const Rect files{{at.x, y}, {at.x + width, y + files_height(s.files, width)}};
  draw_files(ui, files, id_of(id, "files"), {}, s.files, out);
  return files.max.y;
}

void draw_template_list(Ui& ui, ViewState& state, const screen::TemplateList& s, Intents& out) {
  TemplatesView& view = state.templates;
  if (!s.is_shown) {
    view.chosen = -1;
    view.list = {};
    return;
  }
  const Theme& t = ui.theme();
  const Rect anchor = state.template_anchor;
  const bool is_beside = anchor.width() >= px_snap(kBesideFrom);
  float rows = s.empty_text.empty() ? 0 : px_snap(kRow);
  for (const screen::TemplateLine& line : s.lines) rows += row_height(line);
  rows = std::min(rows, px_snap(kRow * kRowsMax));
  const float list_width = is_beside ? std::floor(anchor.width() * 0.46f) : anchor.width();
  const float preview_width = (is_beside ? anchor.width() - list_width : anchor.width()) - 2 * px_snap(14);
  const float preview =
      s.has_preview ? template_preview_height(ui, preview_width, s.preview, PreviewCost::Below) + px_snap(16) : 0;
  float height = px_snap(kTitle + kPad) + rows + (is_beside ? 0 : std::min(preview, px_snap(kPreviewBelow)));
  if (is_beside) height = std::max(height, px_snap(kTitle + kPad) + std::min(preview, px_snap(kRow * kRowsMax)));
  height = std::min(height, anchor.min.y - ui.page().min.y - px_snap(kGap + kMargin));
  const Rect box{{anchor.min.x, std::floor(anchor.min.y - px_snap(kGap) - height)},
                 {anchor.max.x, anchor.min.y - px_snap(kGap)}};

  ui.begin_layer("templates", box);
  ui.push_alpha(ui.motions().appear(id_of("template-list"), MotionKind::Fade));
  floating_card(ui, box);
  const NodeId region = id_of("template-list.region");
  ui.group(Role::Region, region, box, tr("Templates"));
  const ParentScope scope(ui, region);
  Rect rest = box.inset(px_snap(kPad), 0);
  rest.max.y -= px_snap(kPad);
  Rect title = rest.cut_top(px_snap(kTitle)).inset(px_snap(10), 0);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const float hint = ui.measure(s.hint, quiet).x;
  if (hint < title.width() * 0.7f) ui.words(title.cut_right(hint), s.hint, quiet);
  ui.words(title, s.title, type::style(type::Kind::Secondary, t.text, TextWeight::Semibold));
  Rect list = rest;
  Rect beside = is_beside ? list.cut_right(rest.width() - list_width)
                          : list.cut_bottom(s.has_preview ? std::min(preview, px_snap(kPreviewBelow)) : 0);
  if (!s.empty_text.empty()) {
    const Rect line = list.cut_top(px_snap(kRow)).inset(px_snap(10), 0);
    ui.lines(line, s.empty_text, quiet, 2);
    ui.status_node(id_of("template-list.empty"), line, s.empty_text);
  }
  follow_choice(view, s, list.height());
  ScrollArea area(ui, view.list, list);
  area.end(draw_rows(ui, list, area.top(), s, out));
  if (s.has_preview && !beside.is_empty()) {
    const NodeId preview_id = id_of("template-list.preview");
    ui.group(Role::Group, preview_id, beside, tr("Preview"));
    const ParentScope inside(ui, preview_id);
    if (is_beside)
      ui.line_left(beside, t.border);
    else
      ui.line_above(beside, t.border);
    ui.push_clip(beside);
    draw_template_preview(ui, preview_id, {beside.min.x + px_snap(14), beside.min.y + px_snap(8)}, preview_width,
                          s.preview, PreviewCost::Below, out);
    ui.pop_clip();
  }
  ui.pop_alpha();
  const bool is_elsewhere = ui.has_first_press() && !ui.is_hovering(box) && !anchor.contains(ImGui::GetIO().MousePos);
  ui.end_layer();
  if (is_elsewhere) out.push_back(intent::DoTemplates{TemplateStep::Leave});
}

}  // namespace smsdesk::web::view
