// The form of one item. Every line is drawn by its kind alone; what it is about, the screen has said.
//
// Of a form with very many fields (a number may have fifty rules) the lines far from the view are not drawn. What is a page
// away still is, so that Tab and the arrows find their way on.
#include <algorithm>

#include "core/words/words.h"
#include "web/view/action_menu.h"
#include "web/view/organisation_parts.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

using Kind = screen::FormLine::Kind;

constexpr float kField = 40, kArea = 96, kSwitch = 40, kGap = 16, kRowPad = 12, kWidthMax = 560, kHeading = 36,
                kRowHead = 40, kChip = 32;
constexpr std::size_t kFieldsDrawnMax = 48;  // native ones; the page has others beside

NodeId line_id(const FormPlace& place) {
  const std::uint64_t item = (static_cast<std::uint64_t>(place.section) << 32) | place.item;
  const std::uint64_t field =
      (static_cast<std::uint64_t>(place.row) << 16) | (static_cast<std::uint64_t>(place.field) << 8) | place.part;
  return id_of(id_of(id_of("org.field"), item), field);
}

/// Where the keyboard goes in a line.
NodeId focus_of(const screen::FormLine& s) {
  const NodeId id = line_id(s.place);
  switch (s.kind) {
    case Kind::Picks:
      return id_of(id, "menu");
    case Kind::Choice:
      return id_of(id, static_cast<std::uint64_t>(std::max(0, s.chosen)));
    case Kind::AddRow:
      return id_of(id, "add");
    case Kind::RowHead:
      return id_of(id, "remove");
    default:
      return id;
  }
}

class FormView {
 public:
  FormView(OrganisationBody& body, float x0, float x1) : body_(body), ui_(body.ui), x0_(x0), x1_(x1) {}

  float height(const screen::FormLine& s) {
    float h = 0;
    switch (s.kind) {
      case Kind::Heading:
        return px_snap(kHeading);
      case Kind::RowHead:
        return px_snap(kRowHead) + beside(s);
      case Kind::AddRow:
        return px_snap(36) + beside(s) + px_snap(kGap);
      case Kind::Text:
        h = px_snap(kFieldLabel + kFieldLabelGap + kField);
        break;
      case Kind::Area:
        h = px_snap(kFieldLabel + kFieldLabelGap + kArea);
        break;
      case Kind::Switch:
        h = px_snap(kSwitch);
        break;
      case Kind::Choice:
      case Kind::Picks:
        h = px_snap(kFieldLabel + kFieldLabelGap) + flow(s, false, {});
        break;
    }
    return h + beside(s) + px_snap(s.ends_row ? kRowPad + kGap : kGap);
  }

  void draw(const screen::FormLine& s, float y) {
    y_ = y;
    switch (s.kind) {
      case Kind::Heading: {
        const Rect row = cut(s, kHeading);
        ui_.heading(id_of(line_id(s.place), "heading"), row, s.label, 3);
        ui_.words(row, s.label, type::style(type::Kind::Interface, theme().text, TextWeight::Semibold));
        return;
      }
      case Kind::RowHead:
        return row_head(s);
      case Kind::AddRow:
        return add_row(s);
      case Kind::Text:
      case Kind::Area:
        label(s);
        field(s);
        break;
      case Kind::Switch:
        toggle(s);
        break;
      case Kind::Choice:
      case Kind::Picks:
        label(s);
        y_ += flow(s, true, {left(s), y_});
        break;
    }
    words_beside(s);
  }

 private:
  const Theme& theme() const { return ui_.theme(); }
  float left(const screen::FormLine& s) const { return x0_ + (s.is_inside ? px_snap(kRowPad) : 0); }
  float right(const screen::FormLine& s) const { return x1_ - (s.is_inside ? px_snap(kRowPad) : 0); }
  float width(const screen::FormLine& s) const { return right(s) - left(s); }
  Rect cut(const screen::FormLine& s, float css) {
    const Rect rect{{left(s), y_}, {right(s), y_ + px_snap(css)}};
    y_ = rect.max.y;
    return rect;
  }

  /// Help and problem below the control.
  float beside(const screen::FormLine& s) {
    float h = 0;
    if (!s.help.empty()) h += px_snap(4) + said_height(ui_, width(s), s.help, false);
    if (!s.problem.empty()) h += px_snap(4) + said_height(ui_, width(s), s.problem, true);
    return h;
  }
  void words_beside(const screen::FormLine& s) {
    const NodeId id = line_id(s.place);
    if (!s.problem.empty()) {
      y_ += px_snap(4);
      y_ += said_line(ui_, id_of(id, "problem"), {left(s), y_}, width(s), s.problem, true);
    }
    if (s.help.empty()) return;
    y_ += px_snap(4);
    y_ += said_line(ui_, id_of(id, "help"), {left(s), y_}, width(s), s.help, false);
  }

  void label(const screen::FormLine& s) {
    field_label(ui_, cut(s, kFieldLabel), s.label);
    y_ += px_snap(kFieldLabelGap);
  }
  void field(const screen::FormLine& s) {
    const bool is_area = s.kind == Kind::Area;
    FieldBox f;
    f.id = line_id(s.place);
    f.rect = cut(s, is_area ? kArea : kField);
    f.kind = is_area ? FieldKind::Multiline : FieldKind::Line;
    f.name = s.name;
    f.value = s.value;
    f.value_revision = body_.screen.form.revision + 1;
    f.description = s.problem.empty() ? s.help : s.problem;
    f.is_invalid = !s.problem.empty();
    f.type = type::Kind::Interface;
    f.padding_y = 10;
    if (body_.state.organisation.fields.size() >= kFieldsDrawnMax) return;
    organisation_field(body_, f, s.place, OrganisationStep::ShowForm);
    if (is_area) set_enter_breaks_line(f.id, true);
  }
  void toggle(const screen::FormLine& s) {
    Switch one;
    one.id = line_id(s.place);
    one.rect = cut(s, kSwitch);
    one.name = s.name;
    one.description = s.help;
    one.is_on = s.is_on;
    ui_.lines({one.rect.min, {one.rect.max.x - px_snap(kSwitchWidth + 12), one.rect.max.y}}, s.label,
              type::style(type::Kind::Interface, theme().text), 2);
    if (switch_row(ui_, one)) body_.out.push_back(intent::EditOrganisation{FormEdit::Toggle, s.place});
  }

  /// Chips of a choice, or what a field names and the button that adds to it; only measured where `draws` is not set.
  float flow(const screen::FormLine& s, bool draws, ImVec2 at) {
    if (s.kind == Kind::Choice) {
      if (!draws) return chips_height(s);
      Chips chips;
      chips.id = line_id(s.place);
      chips.at = at;
      chips.width = width(s);
      chips.name = s.name;
      chips.labels = &s.choices;
      chips.chosen = s.chosen;
      const ChipsAnswer answer = radio_chips(ui_, chips);
      if (answer.pressed >= 0 && answer.pressed != s.chosen)
        body_.out.push_back(
            intent::EditOrganisation{FormEdit::Choose, s.place, {}, static_cast<std::uint32_t>(answer.pressed)});
      return answer.height;
    }
    const float h = px_snap(kChip), gap = px_snap(8), room = width(s);
    ImVec2 next{0, 0};
    const auto place = [&](float w) {
      if (next.x > 0 && next.x + w > room) next = {0, next.y + h + gap};
      const Rect box{{at.x + next.x, at.y + next.y}, {at.x + next.x + w, at.y + next.y + h}};
      next.x += w + gap;
      return box;
    };
    for (const screen::FormPick& pick : s.picks) {
      const float w = std::min(room, pick_width(pick));
      const Rect box = place(w);
      if (draws) draw_pick(s, pick, box);
    }
    const Rect box = place(std::min(room, action_width(ui_, s.menu, ActionLook::Labelled)));
    if (draws)
      draw_action(ui_, body_.state.action_menu, id_of(line_id(s.place), "menu"), box, s.menu, Icon::Plus,
                  ActionLook::Labelled, body_.out);
    return next.y + h;
  }
  float chips_height(const screen::FormLine& s) {
    const float h = px_snap(kChip), gap = px_snap(8);
    float x = 0, y = 0;
    for (const std::string& text : s.choices) {
      const TextStyle style = type::style(type::Kind::Interface, 0, TextWeight::Semibold);
      const float w = std::min(width(s), ui_.measure(text, style).x + 2 * px_snap(12));
      if (x > 0 && x + w > width(s)) {
        x = 0;
        y += h + gap;
      }
      x += w + gap;
    }
    return y + h;
  }
  float pick_width(const screen::FormPick& pick) {
    const float words = ui_.measure(pick.label, type::style(type::Kind::Interface, 0)).x;
    return words + px_snap(pick.drop_name.empty() ? 24 : 46);
  }
  void draw_pick(const screen::FormLine& s, const screen::FormPick& pick, const Rect& box) {
    const NodeId id = id_of(id_of(line_id(s.place), pick.label), pick.key);
    ui_.fill(box, theme().neutral.soft, 16);
    Rect inner = box.inset(px_snap(12), 0);
    if (pick.drop_name.empty()) {
      ui_.text_node(id, box, pick.label);
    } else {
      Control c;
      c.id = id;
      c.rect = box;
      c.name = pick.drop_name;
      c.tooltip = pick.drop_name;
      c.radius = 16;
      const Press p = ui_.press(c);
      if (p.is_hovered) ui_.fill(box, theme().hover, 16);
      icon_in(ui_, inner.cut_right(px_snap(14)), Icon::Close, 14, p.is_hovered ? theme().text : theme().text_secondary);
      inner.cut_right(px_snap(8));
      if (p.was_pressed)
        body_.out.push_back(
            intent::EditOrganisation{FormEdit::Drop, s.place, pick.key == 0 ? pick.label : std::string(), pick.key});
    }
    ui_.words(inner, pick.label, type::style(type::Kind::Interface, theme().text));
  }

  bool row_button(const screen::FormLine& s, Rect& row, Icon icon, const char* what, std::string_view name) {
    if (name.empty()) return false;
    IconButton b;
    b.id = id_of(line_id(s.place), what);
    b.rect = centered_in(row.cut_right(px_snap(32)), px_snap(32), px_snap(32));
    b.icon = icon;
    b.name = name;
    b.icon_css = 16;
    return icon_button(ui_, b);
  }
  void row_head(const screen::FormLine& s) {
    Rect row = cut(s, kRowHead);
    ui_.heading(id_of(line_id(s.place), "heading"), row, s.label, 3);
    if (row_button(s, row, Icon::Trash, "remove", s.remove_name))
      body_.out.push_back(intent::EditOrganisation{FormEdit::RemoveRow, s.place});
    if (row_button(s, row, Icon::ArrowDown, "lower", s.lower_name))
      body_.out.push_back(intent::EditOrganisation{FormEdit::LowerRow, s.place});
    if (row_button(s, row, Icon::ArrowUp, "raise", s.raise_name))
      body_.out.push_back(intent::EditOrganisation{FormEdit::RaiseRow, s.place});
    ui_.words(row, s.label, type::style(type::Kind::Interface, theme().text, TextWeight::Semibold));
    words_beside(s);
  }
  void add_row(const screen::FormLine& s) {
    Button b;
    b.id = id_of(line_id(s.place), "add");
    b.label = s.label;
    const float w = button_width(ui_, b.label);
    b.rect = {{left(s), y_}, {left(s) + w, y_ + px_snap(36)}};
    b.description = s.help;
    y_ = b.rect.max.y;
    if (button(ui_, b)) body_.out.push_back(intent::EditOrganisation{FormEdit::AddRow, s.place});
    words_beside(s);
  }

  OrganisationBody& body_;
  Ui& ui_;
  float x0_, x1_;
  float y_ = 0;
};

void draw_password(OrganisationBody& body, float x0, float x1, float& y) {
  const screen::PasswordPanel& s = body.screen.form.password;
  if (!s.is_shown) return;
  Ui& ui = body.ui;
  const Theme& t = ui.theme();
  const float width = x1 - x0;
  const NodeId field = id_of("org.password.field"), actions = id_of("org.password.action");
  // What was pressed gives way to the field, and that to what was pressed.
  if (s.is_open != body.state.organisation.is_password_open)
    focus_node(s.is_open ? field : id_of(actions, static_cast<std::uint64_t>(OrganisationStep::AskPassword)));
  body.state.organisation.is_password_open = s.is_open;
  const Rect head{{x0, y}, {x1, y + px_snap(kHeading)}};
  ui.heading(id_of("org.password.title"), head, tr("Password"), 3);
  ui.words(head, tr("Password"), type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  y = head.max.y;
  y += said_line(ui, id_of("org.password.state"), {x0, y}, width, s.state, false) + px_snap(8);
  if (s.is_open) {
    FieldBox f;
    f.id = field;
    f.rect = {{x0, y}, {x1, y + px_snap(kField)}};
    f.kind = FieldKind::Password;
    f.name = tr("New password");
    f.autocomplete = "new-password";
    f.value = s.value;
    f.value_revision = s.revision + 1;
    f.chars_max = static_cast<std::uint32_t>(kPasswordCharsMax);
    f.is_invalid = !s.problem.empty();
    f.description = s.problem.empty() ? s.hint : s.problem;
    f.type = type::Kind::Interface;
    f.padding_y = 10;
    organisation_field(body, f, {}, OrganisationStep::EditPassword);
    y = f.rect.max.y + px_snap(4);
    y += said_line(ui, id_of("org.password.problem"), {x0, y}, width, s.problem, true);
    y += said_line(ui, id_of("org.password.hint"), {x0, y}, width, s.hint, false) + px_snap(8);
  }
  y += action_row(body, actions, {x0, y}, width, s.actions) + px_snap(kGap);
}

/// Title, what may be done with the item as a whole, and what is wrong with it.
void draw_head(OrganisationBody& body, float x0, float x1, float& y) {
  const screen::OrganisationForm& s = body.screen.form;
  Ui& ui = body.ui;
  const Theme& t = ui.theme();
  Rect row{{x0, y}, {x1, y + px_snap(44)}};
  y = row.max.y;
  const auto item_button = [&](Icon icon, const std::string& name, FormEdit edit) {
    IconButton b;
    b.id = id_of(id_of("org.item"), static_cast<std::uint64_t>(edit));
    b.rect = centered_in(row.cut_right(px_snap(36)), px_snap(36), px_snap(36));
    b.icon = icon;
    b.name = name;
    if (icon_button(ui, b)) body.out.push_back(intent::EditOrganisation{edit, s.place});
  };
  if (s.can_remove) item_button(Icon::Trash, s.remove_name, FormEdit::RemoveItem);
  if (s.can_copy) item_button(Icon::Copy, s.copy_name, FormEdit::CopyItem);
  if (s.can_restore) item_button(Icon::Undo, s.restore_name, FormEdit::RestoreItem);
  if (!s.status.empty()) {
    const float width = std::min(row.width() * 0.6f, chip_width(ui, s.status));
    chip(ui, {row.max.x - width - px_snap(4), row.center().y}, s.status, s.is_enabled ? t.info : t.warning, width);
    ui.status_node(id_of("org.item.status"), {{row.max.x - width, row.min.y}, row.max}, s.status);
    row.cut_right(width + px_snap(12));
  }
  ui.heading(id_of("org.item.title"), row, s.title, 2);
  ui.words(row, s.title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  y += said_line(ui, id_of("org.item.problem"), {x0, y}, x1 - x0, s.problem, true) + px_snap(8);
}

}  // namespace

void draw_organisation_form(OrganisationBody& body, const Rect& rect) {
  Ui& ui = body.ui;
  OrganisationView& view = body.state.organisation;
  const screen::OrganisationForm& s = body.screen.form;
  ui.group(Role::Form, id_of("org.form"), rect, s.title);
  const ParentScope scope(ui, id_of("org.form"));
  ScrollArea area(ui, view.form, rect);
  const float pad = px_snap(rect.width() / pixel_ratio() < 480 ? 16 : 24);
  const float x0 = rect.min.x + pad, x1 = std::min(rect.max.x - pad, x0 + px_snap(kWidthMax));
  float y = area.top() + px_snap(12);
  draw_head(body, x0, x1, y);
  FormView form(body, x0, x1);
  const auto fields = std::count_if(s.lines.begin(), s.lines.end(), [](const screen::FormLine& line) {
    return line.kind == Kind::Text || line.kind == Kind::Area;
  });
  const float near = static_cast<std::size_t>(fields) <= kFieldsDrawnMax - 2 ? 1e9f : rect.height();
  std::vector<float> heights;
  heights.reserve(s.lines.size());
  for (const screen::FormLine& line : s.lines) heights.push_back(form.height(line));
  for (std::size_t i = 0; i < s.lines.size(); ++i) {
    const screen::FormLine& line = s.lines[i];
    if (line.kind == Kind::RowHead) {
      float bottom = y;
      for (std::size_t k = i; k < s.lines.size(); ++k) {
        bottom += heights[k];
        if (s.lines[k].ends_row) break;
      }
      ui.stroke({{x0, y}, {x1, bottom - px_snap(kGap)}}, ui.theme().border, 8, ui.theme().border_width);
    }
    const bool is_wanted = s.focus_count != view.seen_focus && line.place == s.focus;
    if (is_wanted) {
      view.seen_focus = s.focus_count;
      const float top = y - area.top();
      if (y < rect.min.y || y + heights[i] > rect.max.y)
        view.form.offset = std::max(0.0, static_cast<double>(top - px_snap(64)));
      focus_node(focus_of(line));
      request_frame();
    }
    if (is_wanted || (y + heights[i] > rect.min.y - near && y < rect.max.y + near)) form.draw(line, y);
    y += heights[i];
  }
  draw_password(body, x0, x1, y);
  area.end(y + px_snap(24));
}

}  // namespace smsdesk::web::view
