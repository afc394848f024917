#include "core/words/words.h"
#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/product_mark.h"
#include "web/widget/button.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kMargin = 16;

NodeId login_id() {
  return id_of("sign-in.login");
}
NodeId password_id() {
  return id_of("sign-in.password");
}

bool take_events(SignInState& state) {
  bool wants_in = false;
  for (const TextFieldEvent& event : text_field_events()) {
    const bool is_login = event.field == login_id(), is_password = event.field == password_id();
    if (!is_login && !is_password) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) (is_login ? state.login : state.password) = event.value;
    if (event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter) wants_in = true;
  }
  return wants_in;
}

void labelled_field(Ui& ui, Rect& column, const FieldBox& f) {
  const Rect label = column.cut_top(px_snap(20));
  ui.words(label, f.name, type::style(type::Kind::Secondary, ui.theme().text, TextWeight::Semibold));
  column.cut_top(px_snap(4));
  FieldBox box = f;
  box.rect = column.cut_top(px_snap(40));
  field_box(ui, box);
  column.cut_top(px_snap(16));
}

}  // namespace

void draw_sign_in(Ui& ui, SignInState& state, const screen::SignIn& s, Intents& out) {
  const Theme& t = ui.theme();
  if (!state.was_shown || s.revision != state.screen_revision) {
    // While it was asked, the fields could not keep the focus.
    if (state.was_shown && !s.error.empty()) focus_node(state.login.empty() ? login_id() : password_id());
    state.login = s.login;
    state.password.clear();
    state.screen_revision = s.revision;
    ++state.value_revision;
  }
  const std::string login_before = state.login, password_before = state.password;
  const bool enter = take_events(state);
  if (state.login != login_before || state.password != password_before)
    out.push_back(intent::EditSignIn{state.login, state.password});
  if (enter && !s.is_busy) out.push_back(intent::SignIn{});

  const float width = std::min(px_snap(400), ui.page().width() - px_snap(32));
  const TextStyle error_style = type::style(type::Kind::Secondary, t.danger.ink);
  const float inner_width = width - 2 * px_snap(32);
  const float error_height =
      s.error.empty() ? 0 : ui.measure(s.error, error_style, inner_width - px_snap(24)).y + px_snap(32);
  // Where the page is too low for all of it, it scrolls.
  const float height = px_snap(372) + error_height, whole = std::max(ui.page().height(), height + 2 * px_snap(kMargin));
  ScrollArea area(ui, state.scroll, ui.page());
  const Rect card = centered_in({{ui.page().min.x, area.top()}, {ui.page().max.x, area.top() + whole}}, width, height);
  ui.group(Role::Main, id_of("sign-in"), card, tr("Sign in"));
  const ParentScope scope(ui, id_of("sign-in"));
  floating_card(ui, card, radius::kCard + 4);
  Rect column = card.inset(px_snap(32));

  product_mark(ui, column.cut_top(px_snap(40)).cut_left(px_snap(40)));
  column.cut_top(px_snap(16));
  const Rect title = column.cut_top(px_snap(28));
  ui.words(title, tr("Sign in to smsdesk"), type::style(type::Kind::Headline, t.text, TextWeight::Semibold));
  ui.heading(id_of("sign-in.title"), title, tr("Sign in to smsdesk"), 1);
  column.cut_top(px_snap(20));

  FieldBox login;
  login.id = login_id();
  login.name = tr("Login");
  login.autocomplete = "username";
  login.value = state.login;
  login.value_revision = state.value_revision;
  login.chars_max = 200;
  login.is_enabled = !s.is_busy;
  labelled_field(ui, column, login);
  FieldBox password = login;
  password.id = password_id();
  password.kind = FieldKind::Password;
  password.name = tr("Password");
  password.autocomplete = "current-password";
  password.value = state.password;
  password.is_invalid = !s.error.empty();
  labelled_field(ui, column, password);

  if (!s.error.empty()) {
    const Rect box = column.cut_top(error_height - px_snap(16));
    ui.fill(box, t.danger.soft, radius::kControl);
    Rect line = box.inset(px_snap(8), px_snap(8));
    icon_in(ui, {line.min, {line.min.x + px_snap(16), line.min.y + px_snap(20)}}, Icon::Alert, 16, t.danger.ink);
    line.cut_left(px_snap(24));
    ui.paragraph(line.min, line.width(), s.error, error_style);
    ui.group(Role::Alert, id_of("sign-in.error"), box, s.error);
    column.cut_top(px_snap(16));
  }
  column.cut_top(px_snap(4));
  Button b;
  b.id = id_of("sign-in.go");
  b.rect = column.cut_top(px_snap(40));
  b.label = s.is_busy ? tr("Signing in…") : tr("Sign in");
  b.look = ButtonLook::Primary;
  b.is_enabled = s.can_sign_in || s.is_busy;
  b.is_busy = s.is_busy;
  if (button(ui, b)) out.push_back(intent::SignIn{});
  area.end(area.top() + whole);

  if (!state.was_shown) {
    state.was_shown = true;
    focus_node(state.login.empty() ? login_id() : password_id());
  }
}

}  // namespace smsdesk::web::view
