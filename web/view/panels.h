// The panels of the page. Each draws a rectangle from a screen's values and appends what the agent
// wants to `out`.
//
// Rules for all of them: no decision, no sentence that the screen could have said, no state but
// ViewState; everything drawn is named in the mirror, in reading order.
#pragma once

#include "core/screen/screen.h"
#include "web/view/layout.h"
#include "web/view/view_state.h"
#include "web/widget/icons.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

void draw_sign_in(Ui& ui, SignInState& state, const screen::SignIn& s, Intents& out);
void draw_loading(Ui& ui, const Rect& page, std::string_view text);

/// The sign of that area, wherever what is of it stands.
Icon area_icon(Area area);
/// Its menu and the dialog are drawn at the end of the frame, over everything: draw_floats.
void draw_rail(Ui& ui, ScrollState& scroll, const Rect& rect, const screen::Rail& s,
               const screen::ConnectionBar& connection, Intents& out);
void draw_presence_menu(Ui& ui, MenuState& state, const Rect& rail, const screen::Rail& s, Intents& out);

void draw_roster(Ui& ui, ViewState& state, const Rect& rect, const screen::Roster& s, Intents& out);
void draw_alert(Ui& ui, OpenMenu& menu, const Rect& rect, const screen::Alert& s, int number, int count, Intents& out);
void draw_card(Ui& ui, CardMenu& menu, const Rect& rect, const screen::Card& s, int number, int count, Intents& out);
/// That of the card that has asked for it, over everything that was drawn before; null = none can be open.
void draw_card_menu(Ui& ui, CardMenu& menu, const screen::Roster* s, Intents& out);
float alert_height(Ui& ui, float width, const screen::Alert& s);
/// The first offer, on top of the page, where the list does not stand; 0 where nothing is to be shown.
float alert_strip_height(const screen::Desk& s, const Layout& layout);
void draw_alert_strip(Ui& ui, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out);

/// The quiet sign of the connection's state, on that ground.
void draw_connection_dot(Ui& ui, ImVec2 center, ImU32 ground, const screen::ConnectionBar& s);
void draw_connection_bar(Ui& ui, const Rect& rect, const screen::ConnectionBar& s, Intents& out);
void draw_conversation(Ui& ui, ViewState& state, const Rect& rect, const screen::Conversation& s, const Layout& layout,
                       Intents& out);
void draw_timeline(Ui& ui, ViewState& view_state, const Rect& rect, const screen::Conversation& s, Intents& out);
/// The menu of one message, over everything.
void draw_message_menu(Ui& ui, TimelineState& state, const screen::MessageMenuPanel& s, Intents& out);
/// What became of one message, as a dialog.
void draw_delivery(Ui& ui, ViewState& state, const screen::DeliveryPanel& s, Intents& out);
/// What was typed since the last frame into the composer, and into the fields beside the conversation. Before anything else
/// is taken from the same frame: a key that acts on a text acts on what stands there now.
void take_draft_events(const ViewState& state, const screen::Composer& s, Intents& out);
void take_context_events(ViewState& state, const screen::Context& s, Intents& out);
/// The height that the composer takes.
/// Device px, in a panel of that width.
float composer_height(const ViewState& state, const screen::Composer& s, const Layout& layout, float width);
void draw_composer(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation, const screen::Composer& s,
                   const Layout& layout, Intents& out);
/// Over the composer, at the end of the frame.
void draw_template_list(Ui& ui, ViewState& state, const screen::TemplateList& s, Intents& out);
/// What was typed in the dialog's fields since the last frame.
void take_template_events(const screen::TemplatesDialog& s, Intents& out);
void draw_templates_dialog(Ui& ui, ViewState& state, const screen::TemplatesDialog& s, Intents& out);
/// What was typed in the dialog of a note since the last frame.
void take_note_events(const screen::NoteDialog& s, Intents& out);
void draw_note_dialog(Ui& ui, ViewState& state, const screen::NoteDialog& s, Intents& out);
/// Where the keyboard begins in the wrap-up form.
NodeId first_in_wrap_up(const screen::Context& s);
void draw_context(Ui& ui, ViewState& state, const Rect& rect, const screen::Context& s, const Layout& layout,
                  Intents& out);
/// By a key: the list of people that the Team tab opens; false: not yet, in the next frame. Where one to ask is chosen, the question
/// to them gets the focus instead.
bool open_colleagues(TeamMenu& menu, const screen::Context& s, bool is_invite);
/// What it has opened; drawn at the end of the frame.
void draw_team_menu(Ui& ui, ViewState& state, const screen::Context& s, Intents& out);
/// The way back, where one pane fills the page; cut from the left of `row`.
void draw_back(Ui& ui, Rect& row, std::string_view name, const Intent& intent, Intents& out);
/// The way back to the list. It says what is new there, and how the connection is.
void draw_back_to_roster(Ui& ui, Rect& row, const Layout& layout, Intents& out);
/// Another part of the program than the conversations.
void draw_area(Ui& ui, ViewState& state, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out);
/// Closed conversations: the list, and beside it or in its place the one that is read.
/// The search in the timeline that is read, below the header; takes its room from `rest`.
void draw_transcript_search(Ui& ui, ViewState& state, Rect& rest, const screen::Conversation& s, Intents& out);
/// Opens it, or closes it where it is open.
Intent transcript_search_toggle(const screen::Conversation& s);
void draw_find(Ui& ui, ViewState& state, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out);
void draw_overview(Ui& ui, ViewState& state, const Rect& rect, const screen::Overview& s, const Layout& layout,
                   Intents& out);
/// Its title, with the way back where one pane fills the page. Returns what is left of `rect`.
Rect draw_area_header(Ui& ui, Rect rect, NodeId area, std::string_view title, const Layout& layout, Intents& out);
/// The admin's page.
void draw_organisation(Ui& ui, ViewState& state, const Rect& area, const screen::OrganisationPage& s,
                       const Layout& layout, Intents& out);
/// One step back within it, where there is one; false: the page itself is to be left.
bool organisation_steps_back(float width_css, const screen::OrganisationPage& s, Intents& out);
void draw_notices(Ui& ui, const Rect& page, const std::vector<screen::Notice>& notices, Intents& out);
void draw_settings(Ui& ui, ViewState& state, const screen::Settings& s, Intents& out);

/// The whole desk: layout, panels, floats, shortcuts and where the keyboard's focus goes.
void draw_desk(Ui& ui, ViewState& state, const screen::Desk& s, Intents& out);

/// The theme of the page, as the agent and the system want it.
const Theme& theme_of(const screen::Screen& s);

/// Over everything. While it is open, what is typed and pressed there is its own.
void draw_palette(Ui& ui, ViewState& state, const screen::Palette& s, Intents& out);
void take_palette_events(ViewState& state, const screen::Palette& s, Intents& out);

/// One whole picture, whichever page it is. The only function that web/app needs.
void draw_screen(Ui& ui, ViewState& state, const screen::Screen& s, Intents& out);

/// Ids that panels and the desk both need.
namespace ids {
NodeId rail_settings();
NodeId rail_palette();
NodeId rail_presence();
NodeId on_queue_switch();
NodeId conversation_action(ConversationMenu menu);
NodeId composer_field();
NodeId wrap_up_code(std::size_t index);
NodeId edit_contact();
NodeId reveal_number();
NodeId merge_contact();
NodeId contact_field(std::size_t index);
NodeId find_contact();
NodeId compare();  ///< the button that makes one contact of two
NodeId show_context();
NodeId use_suggestion();
/// The words that are looked for beside closed conversations.
NodeId find_field();
/// The main part of the page there.
NodeId area(Area area);
NodeId context_tab(ContextTab tab);
NodeId context_panel();  ///< what stands below the tabs
NodeId back_to_roster();
NodeId transcript_search();  ///< the button that opens it
NodeId card(ConversationId conversation);
NodeId message_options(MessageId message);
NodeId templates_button();
NodeId template_list();
}  // namespace ids

}  // namespace smsdesk::web::view
