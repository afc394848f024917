// The admin's page: what is unsaved, sections, items of a section. Wide, the three stand side by side; narrow, one at a time.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/action_menu.h"
#include "web/view/organisation_parts.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kSideBySide = 760, kItems = 248, kSectionRow = 36, kItemRow = 48, kHeader = 64;
constexpr float kSectionsMin = 184, kSectionsMax = 264, kSectionPad = 8;
constexpr float kPickPad = 12, kPickGap = 8, kPickSign = 16, kPickSignGap = 6;  // within a row of a list

bool is_wide(const Rect& rect) {
  return rect.width() / pixel_ratio() >= kSideBySide;
}

/// A row of a list that opens something.
struct PickRow {
  NodeId list = 0;
  std::uint64_t id = 0;
  Rect rect;
  std::string_view title, detail, mark, name;
  bool is_chosen = false, is_quiet = false, has_problem = false, is_changed = false;
  int position = 0, count = 0;
};

bool pick_row(Ui& ui, const PickRow& r) {
  const Theme& t = ui.theme();
  const NodeId id = id_of(r.list, r.id);
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), r.rect, r.position, r.count));
  Control c;
  c.id = id;
  c.rect = r.rect;
  c.name = r.name;
  c.flags = r.is_chosen ? kNodeCurrent : 0u;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (!ui.is_visible(r.rect)) return p.was_pressed;
  if (r.is_chosen)
    ui.fill(r.rect, t.selected, radius::kControl);
  else if (p.is_hovered)
    ui.fill(r.rect, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(r.rect, radius::kControl, true);
  Rect row = r.rect.inset(px_snap(kPickPad), px_snap(r.detail.empty() ? 0 : 5));
  if (r.has_problem) {
    icon_in(ui, row.cut_right(px_snap(kPickSign)), Icon::Alert, kPickSign, t.danger.ink);
    row.cut_right(px_snap(kPickSignGap));
  } else if (r.is_changed) {
    ui.disc({row.max.x - px(5), row.center().y}, 3.5f, t.warning.ink);
    row.cut_right(px_snap(kPickSign));
  }
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  if (!r.mark.empty()) {
    const float width = ui.measure(r.mark, quiet).x;
    ui.words(row.cut_right(width), r.mark, quiet, Align::Right);
    row.cut_right(px_snap(kPickGap));
  }
  if (!r.detail.empty()) ui.words(row.cut_bottom(px_snap(18)), r.detail, quiet);
  ui.words(row, r.title,
           type::style(type::Kind::Interface, r.is_quiet ? t.text_secondary : t.text,
                       r.is_chosen ? TextWeight::Semibold : TextWeight::Regular));
  return p.was_pressed;
}

void list_node(Ui& ui, NodeId id, const Rect& rect, std::string_view name) {
  MirrorNode n;
  n.id = id;
  n.role = Role::List;
  n.flags = kNodeRoving;
  n.min = rect.min;
  n.max = rect.max;
  n.name = name;
  ui.node(n);
}

/// Not every language's titles are as short. Room for the sign of a problem is kept, so that nothing moves when there is one.
float sections_width(Ui& ui, const std::vector<screen::OrganisationSection>& sections) {
  const Theme& t = ui.theme();
  const TextStyle title = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  const TextStyle count = type::style(type::Kind::Secondary, t.text_secondary);
  float widest = 0;
  for (const screen::OrganisationSection& s : sections) {
    const float beside = s.count.empty() ? 0 : ui.measure(s.count, count).x + px_snap(kPickGap);
    widest = std::max(widest, ui.measure(s.title, title).x + 1 + beside);
  }
  const float around = 2 * (px_snap(kSectionPad) + px_snap(kPickPad)) + px_snap(kPickSign) + px_snap(kPickSignGap);
  return std::clamp(std::ceil(widest + around), px_snap(kSectionsMin), px_snap(kSectionsMax));
}

void draw_sections(OrganisationBody& body, const Rect& rect) {
  Ui& ui = body.ui;
  ScrollArea area(ui, body.state.organisation.sections, rect);
  float y = area.top() + px_snap(12);
  const NodeId list = id_of("org.sections");
  const auto& sections = body.screen.sections;
  list_node(ui, list, rect, tr("Parts of the organisation"));
  {
    const ParentScope scope(ui, list);
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const screen::OrganisationSection& s = sections[i];
      PickRow row;
      row.list = list;
      row.id = i;
      row.rect = {{rect.min.x + px_snap(kSectionPad), y},
                  {rect.max.x - px_snap(kSectionPad), y + px_snap(kSectionRow)}};
      row.title = s.title;
      row.mark = s.count;
      row.name = s.accessible_name;
      row.is_chosen = s.is_chosen && (is_wide(rect) || body.screen.has_section);
      row.has_problem = s.has_problem;
      row.is_changed = s.is_changed;
      row.position = static_cast<int>(i) + 1;
      row.count = static_cast<int>(sections.size());
      if (pick_row(ui, row)) body.out.push_back(intent::ShowOrganisation{s.place});
      y += px_snap(kSectionRow + 2);
    }
  }
  area.end(y + px_snap(12));
}

/// Only what is near the view: sections may have thousands of items.
void draw_item_rows(OrganisationBody& body, const Rect& rect) {
  Ui& ui = body.ui;
  ScrollArea area(ui, body.state.organisation.items, rect);
  const auto& items = body.screen.items;
  const NodeId list = id_of("org.items");
  const float step = px_snap(kItemRow + 2), top = area.top() + px_snap(4);
  list_node(ui, list, rect, body.screen.section_title);
  {
    const ParentScope scope(ui, list);
    const float margin = rect.height();
    const auto index_at = [&](float y) {
      return static_cast<std::size_t>(std::clamp((y - top) / step, 0.0f, static_cast<float>(items.size())));
    };
    const std::size_t end = std::min(items.size(), index_at(rect.max.y + margin) + 1);
    for (std::size_t i = index_at(rect.min.y - margin); i < end; ++i) {
      const screen::OrganisationItem& s = items[i];
      const float y = top + step * static_cast<float>(i);
      PickRow row;
      row.list = list;
      row.id = s.place.item;
      row.rect = {{rect.min.x + px_snap(8), y}, {rect.max.x - px_snap(9), y + px_snap(kItemRow)}};
      row.title = s.title;
      row.detail = s.detail;
      row.mark = s.mark;
      row.name = s.accessible_name;
      row.is_chosen = s.is_chosen;
      row.is_quiet = s.is_removed;
      row.has_problem = s.has_problem;
      row.position = static_cast<int>(i) + 1;
      row.count = static_cast<int>(items.size());
      if (pick_row(ui, row)) body.out.push_back(intent::ShowOrganisation{s.place});
    }
  }
  area.end(top + step * static_cast<float>(items.size()) + px_snap(8));
}

void draw_items(OrganisationBody& body, Rect rect) {
  Ui& ui = body.ui;
  const screen::OrganisationPage& s = body.screen;
  Rect top = rect.cut_top(px_snap(56)).inset(px_snap(12), px_snap(10));
  Button add;
  add.id = id_of("org.add");
  add.label = tr("Add");
  add.name = s.add_label;
  const float width = button_width(ui, add.label);
  add.rect = top.cut_right(width);
  if (button(ui, add)) body.out.push_back(intent::EditOrganisation{FormEdit::AddItem, s.add_place});
  top.cut_right(px_snap(8));
  FieldBox filter;
  filter.id = id_of("org.filter");
  filter.rect = top;
  filter.kind = FieldKind::Search;
  filter.name = s.filter_name;
  filter.placeholder = tr("Find");
  filter.value = s.filter;
  filter.value_revision = body.state.organisation.filter_revision;
  filter.type = type::Kind::Interface;
  organisation_field(body, filter, {}, OrganisationStep::Filter);
  if (s.items.empty()) {
    empty_state(ui, id_of("org.items.empty"), rect.inset(px_snap(20), 0), s.empty_title, s.empty_text);
    return;
  }
  draw_item_rows(body, rect);
}

void draw_form_body(OrganisationBody& body, Rect rect) {
  Ui& ui = body.ui;
  const screen::OrganisationPage& s = body.screen;
  const Theme& t = ui.theme();
  if (!is_wide(rect)) {
    if (!s.has_section) return draw_sections(body, rect);
    return s.form.is_shown ? draw_organisation_form(body, rect) : draw_items(body, rect);
  }
  const Rect sections = rect.cut_left(sections_width(ui, s.sections));
  ui.line_right(sections, t.border);
  draw_sections(body, sections);
  if (s.has_items) {
    const Rect items = rect.cut_left(px_snap(kItems));
    ui.line_right(items, t.border);
    draw_items(body, items);
  }
  if (s.form.is_shown)
    draw_organisation_form(body, rect);
  else if (!s.choose_text.empty())
    empty_state(ui, id_of("org.choose"), rect.inset(px_snap(24), 0), s.section_title, s.choose_text);
}

/// One step back within the page, or nothing where the page ends.
const Intent* step_back(const screen::OrganisationPage& s, bool wide, Intent& back) {
  if (s.has_back) {
    back = intent::DoOrganisation{OrganisationStep::ShowForm};
    return &back;
  }
  if (wide || s.body != screen::OrganisationPage::Body::Form || !s.has_section) return nullptr;
  FormPlace place;
  if (s.form.is_shown && s.has_items) place.section = s.form.place.section;
  back = intent::ShowOrganisation{place};
  return &back;
}

void draw_header(OrganisationBody& body, Rect& rect, bool wide) {
  Ui& ui = body.ui;
  const Theme& t = ui.theme();
  const screen::OrganisationPage& s = body.screen;
  const Rect header = rect.cut_top(px_snap(kHeader));
  ui.line_below(header, t.border);
  Rect row = header.inset(px_snap(wide ? 24 : 8), 0);
  Intent back;
  const bool is_in_form = s.body == screen::OrganisationPage::Body::Form;
  if (step_back(s, wide, back) != nullptr) {
    IconButton b;
    b.id = id_of("org.back");
    b.rect = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
    b.icon = Icon::ChevronLeft;
    b.name = s.has_back ? tr("Back to the organisation") : tr("Back");
    b.shortcut = tr("Esc");
    if (icon_button(ui, b)) body.out.push_back(back);
    row.cut_left(px_snap(4));
  } else if (body.layout.is_one_pane) {
    draw_back_to_roster(ui, row, body.layout, body.out);
  }
  if (!s.more.label.empty()) {
    const float width = wide ? action_width(ui, s.more, ActionLook::Labelled) : px_snap(40);
    const Rect at = centered_in(row.cut_right(width), width, px_snap(36));
    draw_action(ui, body.state.action_menu, id_of("org.more"), at, s.more, Icon::More,
                wide ? ActionLook::Labelled : ActionLook::Icon, body.out);
    row.cut_right(px_snap(8));
  }
  for (std::size_t i = s.actions.size(); i-- > 0;) {
    const screen::OrganisationAction& action = s.actions[i];
    Button b;
    b.id = id_of(id_of("org.action"), static_cast<std::uint64_t>(action.step));
    b.label = wide || action.step != OrganisationStep::Review ? std::string_view(action.label) : tr("Review");
    b.name = action.label;
    b.look = action.look == screen::OrganisationAction::Look::Primary ? ButtonLook::Primary : ButtonLook::Secondary;
    b.is_enabled = action.is_enabled;
    b.is_busy = action.is_busy;
    b.description = action.is_enabled ? std::string_view() : tr("Nothing is changed");
    const float width = button_width(ui, b.label);
    b.rect = centered_in(row.cut_right(width), width, px_snap(36));
    if (button(ui, b)) body.out.push_back(intent::DoOrganisation{action.step});
    row.cut_right(px_snap(12));
  }
  const std::string_view title = wide || !is_in_form || !s.has_section ? std::string_view(s.title)
                                 : s.form.is_shown                     ? std::string_view(s.form.title)
                                                                       : std::string_view(s.section_title);
  ui.heading(id_of("org.title"), row, title, 1);
  if (s.status.empty() || !is_in_form) {
    ui.words(row, title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
    return;
  }
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  if (!wide) {
    row = row.inset(0, px_snap(10));
    const Rect status = row.cut_bottom(px_snap(18));
    ui.words(status, s.status, quiet);
    ui.status_node(id_of("org.status"), status, s.status);
    ui.words(row, title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
    return;
  }
  row.cut_left(ui.words(row, title, type::style(type::Kind::Title, t.text, TextWeight::Semibold)));
  ui.words(row, s.status, quiet, Align::Right);
  ui.status_node(id_of("org.status"), row, s.status);
}

void draw_banner(OrganisationBody& body, Rect& rect) {
  const screen::OrganisationPage& s = body.screen;
  if (s.banner.empty()) return;
  Ui& ui = body.ui;
  const Theme& t = ui.theme();
  const float width = rect.width() - px_snap(32);
  const float text = said_height(ui, width, s.banner, true);
  Rect box = rect.cut_top(text + px_snap(24 + 36 + 8));
  ui.fill(box, t.warning.soft);
  ui.line_below(box, t.border);
  const ImVec2 at{box.min.x + px_snap(16), box.min.y + px_snap(12)};
  said_line(ui, id_of("org.banner"), at, width, s.banner, true);
  action_row(body, id_of("org.banner.action"), {at.x, at.y + text + px_snap(8)}, width, s.banner_actions);
}

void take_events(OrganisationBody& body) {
  OrganisationView& view = body.state.organisation;
  const std::vector<OrganisationField> fields = std::move(view.fields);
  view.fields.clear();
  for (const TextFieldEvent& event : text_field_events()) {
    for (const OrganisationField& field : fields) {
      if (field.id != event.field) continue;
      if (event.kind == TextFieldEvent::Kind::Changed) {
        if (field.place.section == FormPlace::kNone)
          body.out.push_back(intent::DoOrganisation{field.step, event.value});
        else
          body.out.push_back(intent::EditOrganisation{FormEdit::SetText, field.place, event.value});
      } else if (event.kind == TextFieldEvent::Kind::Enter && field.step == OrganisationStep::Filter &&
                 !body.screen.items.empty()) {
        body.out.push_back(intent::ShowOrganisation{body.screen.items.front().place});
      } else if (event.kind == TextFieldEvent::Kind::Enter && field.step == OrganisationStep::EditPassword) {
        body.out.push_back(intent::DoOrganisation{OrganisationStep::SetPassword});
      }
    }
  }
}

/// What belongs to another item or another page begins anew.
void follow(ViewState& state, const screen::OrganisationPage& s) {
  OrganisationView& view = state.organisation;
  if (!(view.form_of == s.form.place)) {
    view.form_of = s.form.place;
    view.form = {};
    view.is_password_open = false;
  }
  const std::uint8_t section = s.add_place.section;
  if (view.section != section) {
    view.section = section;
    view.items = {};
    ++view.filter_revision;
  }
  if (view.title == s.title) return;
  const bool is_first = view.title.empty();
  view.title = s.title;
  view.report = {};
  if (is_first) return;
  const NodeId to = s.has_back ? id_of("org.back") : id_of("org.more");
  state.action_menu.menu.opener = to;  // the menu that has led there closes in this frame, and its button is gone
  focus_node(to);
}

}  // namespace

float action_row(OrganisationBody& body, NodeId id, ImVec2 at, float width,
                 const std::vector<screen::OrganisationAction>& actions) {
  if (actions.empty()) return 0;
  Ui& ui = body.ui;
  ImVec2 next = at;
  const float height = px_snap(36), gap = px_snap(8);
  for (const screen::OrganisationAction& action : actions) {
    Button b;
    b.id = id_of(id, static_cast<std::uint64_t>(action.step));
    b.label = action.label;
    b.look = action.look == screen::OrganisationAction::Look::Primary  ? ButtonLook::Primary
             : action.look == screen::OrganisationAction::Look::Danger ? ButtonLook::Danger
                                                                       : ButtonLook::Secondary;
    b.is_enabled = action.is_enabled;
    b.is_busy = action.is_busy;
    const float w = button_width(ui, b.label);
    if (next.x > at.x && next.x + w > at.x + width) next = {at.x, next.y + height + gap};
    b.rect = {next, {next.x + w, next.y + height}};
    if (button(ui, b)) body.out.push_back(intent::DoOrganisation{action.step});
    next.x += w + gap;
  }
  return next.y + height - at.y;
}

float said_height(Ui& ui, float width, std::string_view text, bool is_problem) {
  const TextStyle style = type::style(type::Kind::Secondary, 0);
  return text.empty() ? 0 : ui.measure(text, style, width - (is_problem ? px_snap(20) : 0)).y;
}

float said_line(Ui& ui, NodeId id, ImVec2 at, float width, std::string_view text, bool is_problem) {
  if (text.empty()) return 0;
  const Theme& t = ui.theme();
  const float indent = is_problem ? px_snap(20) : 0;
  const float height = ui.paragraph({at.x + indent, at.y}, width - indent, text,
                                    type::style(type::Kind::Secondary, is_problem ? t.danger.ink : t.text_secondary));
  if (is_problem) icon_in(ui, {at, {at.x + px_snap(14), at.y + px_snap(18)}}, Icon::Alert, 14, t.danger.ink);
  const Rect box{at, {at.x + width, at.y + height}};
  if (is_problem)
    ui.status_node(id, box, text);
  else
    ui.text_node(id, box, text);
  return height;
}

void organisation_field(OrganisationBody& body, FieldBox f, const FormPlace& place, OrganisationStep step) {
  f.is_behind = body.layout.is_behind || is_cut(body.ui, f.rect);
  field_box(body.ui, f);
  body.state.organisation.fields.push_back({f.id, place, step});
}

bool organisation_steps_back(float width_css, const screen::OrganisationPage& s, Intents& out) {
  Intent back;
  if (!s.is_shown || step_back(s, width_css >= kSideBySide, back) == nullptr) return false;
  out.push_back(back);
  return true;
}

void draw_organisation(Ui& ui, ViewState& state, const Rect& area, const screen::OrganisationPage& s,
                       const Layout& layout, Intents& out) {
  OrganisationBody body{ui, state, s, layout, out};
  fill_panel(area.min, area.max, ui.theme().surface);
  ui.group(Role::Main, ids::area(Area::Organisation), area, tr("Organisation"));
  const ParentScope scope(ui, ids::area(Area::Organisation));
  take_events(body);
  follow(state, s);
  Rect rect = area;
  draw_header(body, rect, is_wide(area));
  draw_banner(body, rect);
  switch (s.body) {
    case screen::OrganisationPage::Body::Waiting:
      empty_state(ui, id_of("org.waiting"), rect.inset(px_snap(24), 0), s.waiting_title, s.waiting_text);
      break;
    case screen::OrganisationPage::Body::Form:
      draw_form_body(body, rect);
      break;
    case screen::OrganisationPage::Body::Report:
      draw_organisation_report(body, rect);
      break;
  }
}

}  // namespace smsdesk::web::view
