// What changes, what is wrong, what was changed: lines of text, with what can be done above them.
#include <algorithm>

#include "core/words/words.h"
#include "web/view/organisation_parts.h"
#include "web/widget/button.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

using Kind = screen::ReportLine::Kind;

constexpr float kTitle = 40, kChange = 30, kChangeTall = 48, kProblem = 44, kSideBySide = 560, kImport = 160,
                kWidthMax = 880;

float line_height(const screen::ReportLine& s, bool is_narrow) {
  switch (s.kind) {
    case Kind::Title:
      return px_snap(kTitle);
    case Kind::Problem:
      return px_snap(kProblem);
    case Kind::Change:
    case Kind::Quiet:
      return px_snap(is_narrow ? kChangeTall : kChange);
  }
  return 0;
}

void draw_values(Ui& ui, Rect row, const screen::ReportLine& s) {
  const Theme& t = ui.theme();
  const TextStyle old = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle fresh = type::style(type::Kind::Secondary, t.text);
  const float room = row.width() - px_snap(32);
  const float before = std::min(ui.measure(s.before, old).x + 1, room * 0.5f);
  const float after = ui.measure(s.after, fresh).x + 1;
  const float left = std::max(before, std::min(ui.measure(s.before, old).x + 1, room - after));
  ui.words(row.cut_left(left), s.before, old);
  icon_in(ui, row.cut_left(px_snap(32)), Icon::ChevronRight, 14, t.text_secondary);
  ui.words(row, s.after, fresh);
}

void draw_line(OrganisationBody& body, const screen::ReportLine& s, std::size_t index, Rect row, bool is_narrow) {
  Ui& ui = body.ui;
  const Theme& t = ui.theme();
  const NodeId id = id_of(id_of("org.report"), static_cast<std::uint64_t>(index));
  const std::string when = s.at.ms == 0 ? std::string() : format_date_time(s.at);
  const std::string said = s.accessible_name + (when.empty() ? "" : comma() + when);
  MirrorNode item;
  item.id = id_of(id, "item");
  item.role = Role::ListItem;
  item.min = row.min;
  item.max = row.max;
  if (s.kind != Kind::Problem || s.place.section == FormPlace::kNone) item.text = said;
  ui.node(item);
  const ParentScope scope(ui, item.id);
  if (s.kind == Kind::Title) {
    row.cut_top(px_snap(10));
    const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
    const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
    const float width = when.empty() ? 0 : ui.measure(when, quiet).x;
    if (width > 0 && !is_narrow) {
      ui.words(ui.on_baseline(row.cut_right(width), strong, quiet), when, quiet, Align::Right);
      row.cut_right(px_snap(12));
    }
    ui.hint(id, row, said);
    ui.words(row, s.text, strong);
  } else if (s.kind == Kind::Problem) {
    Control c;
    c.id = id;
    c.rect = row.inset(0, px_snap(2));
    c.name = s.accessible_name;
    c.is_ring_inside = true;
    if (s.place.section != FormPlace::kNone) {
      const Press p = ui.press(c);
      if (p.is_hovered) ui.fill(c.rect, t.hover, radius::kControl);
      if (p.is_focused) ui.focus_ring(c.rect, radius::kControl, true);
      if (p.was_pressed) body.out.push_back(intent::ShowOrganisation{s.place});
      icon_in(ui, row.cut_right(px_snap(28)), Icon::ChevronRight, 16, t.text_secondary);
    }
    row.cut_left(px_snap(8));
    icon_in(ui, row.cut_left(px_snap(16)), Icon::Alert, 16, t.danger.ink);
    row.cut_left(px_snap(8));
    const TextStyle style = type::style(type::Kind::Secondary, t.danger.ink);
    const float height = std::min(row.height(), ui.measure(s.text, style, row.width(), 2).y);
    ui.paragraph({row.min.x, row.min.y + (row.height() - height) * 0.5f}, row.width(), s.text, style, 2);
  } else {
    row.cut_left(px_snap(16));
    ui.hint(id, row, said);
    const TextStyle label = type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold);
    if (is_narrow)
      ui.words(row.cut_top(px_snap(20)), s.text, label);
    else
      ui.words(row.cut_left(row.width() * 0.36f).inset(px_snap(0), 0), s.text, label);
    draw_values(ui, row, s);
  }
}

}  // namespace

void draw_organisation_report(OrganisationBody& body, const Rect& rect) {
  Ui& ui = body.ui;
  const screen::OrganisationPage& s = body.screen;
  ScrollArea area(ui, body.state.organisation.report, rect);
  const bool is_narrow = rect.width() / pixel_ratio() < kSideBySide;
  const float pad = px_snap(is_narrow ? 16 : 24);
  const float x0 = rect.min.x + pad, x1 = std::min(rect.max.x - pad, x0 + px_snap(kWidthMax)), width = x1 - x0;
  float y = area.top() + px_snap(16);
  if (s.has_import) {
    FieldBox f;
    f.id = id_of("org.import");
    f.rect = {{x0, y}, {x1, y + px_snap(kImport)}};
    f.kind = FieldKind::Multiline;
    f.name = tr("Document");
    f.placeholder = tr("Paste a document here, or choose a file");
    f.value = s.import_text;
    f.value_revision = s.import_revision + 1;
    f.description = s.import_hint;
    f.type = type::Kind::Secondary;
    organisation_field(body, f, {}, OrganisationStep::EditImport);
    set_enter_breaks_line(f.id, true);
    y = f.rect.max.y + px_snap(4);
    y += said_line(ui, id_of("org.import.hint"), {x0, y}, width, s.import_hint, false) + px_snap(12);
  }
  if (!s.report_text.empty()) {
    const Theme& t = ui.theme();
    const TextStyle style = type::style(type::Kind::Interface, s.is_problem ? t.danger.ink : t.text);
    const float height = ui.paragraph({x0, y}, width, s.report_text, style);
    ui.status_node(id_of("org.report.text"), {{x0, y}, {x1, y + height}}, s.report_text);
    y += height + px_snap(12);
  }
  y += action_row(body, id_of("org.report.action"), {x0, y}, width, s.report_actions);
  y += px_snap(12);
  if (!s.lines.empty()) {
    const NodeId list = id_of("org.report.lines");
    float bottom = y;
    for (const screen::ReportLine& line : s.lines) bottom += line_height(line, is_narrow);
    ui.group(Role::List, list, {{x0, y}, {x1, bottom}}, s.title);
    const ParentScope scope(ui, list);
    // What is a page away is drawn too: the keyboard finds its way on.
    const float near = rect.height();
    for (std::size_t i = 0; i < s.lines.size(); ++i) {
      const float height = line_height(s.lines[i], is_narrow);
      if (y + height > rect.min.y - near && y < rect.max.y + near)
        draw_line(body, s.lines[i], i, {{x0, y}, {x1, y + height}}, is_narrow);
      y += height;
    }
  }
  y += px_snap(12);
  y += action_row(body, id_of("org.report.more"), {x0, y}, width, s.more_actions);
  area.end(y + px_snap(24));
}

}  // namespace smsdesk::web::view
