// What only the views know: where things are scrolled, which menu was open in the last frame, what
// is typed into the sign-in page. Nothing here decides anything; losing all of it would lose no
// work.
//
// Why: views are functions of the screen. What must outlive a frame and is no business of the state
// stands here, by stable ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/client/actions.h"
#include "core/client/intent.h"
#include "core/client/repeat_guard.h"
#include "core/screen/said_words.h"
#include "web/view/timeline_state.h"
#include "web/widget/popup.h"
#include "web/widget/scroll.h"
#include "web/widget/separator.h"

namespace smsdesk::web::view {

/// What the views ask for in one frame, in order.
using Intents = std::vector<Intent>;

struct SignInState {
  std::string login, password;
  std::uint32_t screen_revision = 0;
  std::uint32_t value_revision = 1;
  bool was_shown = false;
  bool has_led_here = false;  ///< it was the page before this one
  ScrollState scroll;
};

/// A native field whose text the state may set anew. The field's own revision rises where another
/// text belongs into it: another conversation, or a risen revision of the same one.
struct BoundField {
  ConversationId conversation;
  std::uint32_t screen_revision = 0;
  std::uint32_t value_revision = 1;
  /// True where the field now belongs to something else.
  bool bind(ConversationId to, std::uint32_t revision) {
    if (to == conversation && revision == screen_revision) return false;
    conversation = to;
    screen_revision = revision;
    ++value_revision;
    return true;
  }
};

/// The menu that a button of the desk has opened. One at a time.
struct OpenMenu {
  MenuState menu;
  NodeId opener = 0;
  Rect anchor;             ///< the opener's, of this frame
  bool is_placed = false;  ///< the opener was drawn in this frame
  std::uint32_t form_revision = 0;
  std::uint32_t value_revision = 1;  ///< of its native fields
};

/// What a native field beside the conversation belongs to.
struct SideFieldPlace {
  NodeId id = 0;
  ConversationId conversation;
  bool is_note = false;
  ConsultId consult;  ///< not set: the question that begins a thread
};

/// Which list of people is open in the Team tab.
struct TeamMenu {
  enum class Kind : std::uint8_t { None, Ask, Invite } kind = Kind::None;
  Kind wanted = Kind::None;  ///< by a key: its button has the focus first, so that it is in view
  ConversationId conversation;
  Rect anchor;
  MenuState menu;
};

/// The menu of words that stand in no message, or of a link in them.
struct SaidMenu {
  screen::WordsMenu shown;  ///< without entries: none is open
  ConversationId conversation;
  NodeId opener = 0;  ///< the focus comes back to it
  Rect anchor;
  MenuState menu;
  NodeId note_from = 0;  ///< where a note's dialog was asked for, until it opens
  bool is_open() const { return !shown.entries.empty(); }
};

/// The menu of a card of the list.
struct CardMenu {
  ConversationId conversation;  ///< not set: none is open
  NodeId opener = 0;            ///< the focus comes back to it
  ImVec2 at;                    ///< its upper left corner
  bool is_held = false;         ///< the touch that asked for it is on the card still
  MenuState menu;
};

/// The supervisors' page.
struct OverviewView {
  OverviewTab tab = OverviewTab::Queues;  ///< what it scrolls
  ScrollState scroll;
  std::uint32_t filter_revision = 0;
  std::uint32_t value_revision = 1;  ///< of the field that finds agents
  NodeId return_to = 0;              ///< what was opened from here; the focus comes back to it
  bool was_shown = false;            ///< in the last frame
  MessageId dismissed;               ///< whose report was dismissed with the keyboard there
  std::size_t dismissed_place = 0;   ///< and where its row was
};

/// Where the keyboard goes when what was asked for has happened.
enum class FocusWish : std::uint8_t {
  None,
  Composer,
  Field,
  Reopened,
  WrapUp,
  Note,
  NoteElsewhere,
  Ask,
  Invite,
  QuoteElsewhere,
  Next
};

/// A native field of the admin's page in the last frame: what is typed changes that place, or, without one, is a step's text.
struct OrganisationField {
  NodeId id = 0;
  FormPlace place;
  OrganisationStep step = OrganisationStep::ShowForm;
};
struct OrganisationView {
  ScrollState sections, items, form, report;
  FormPlace form_of;  ///< what the form's scrolling belongs to
  std::uint8_t section = FormPlace::kNone;
  std::string title;  ///< of the page in the last frame
  std::uint32_t filter_revision = 1;
  std::uint32_t seen_focus = 0;
  bool is_password_open = false;  ///< in the last frame
  std::vector<OrganisationField> fields;
};

/// The list of templates over the composer, and the dialog.
struct TemplatesView {
  ScrollState list, lines, form;
  int chosen = -1;  ///< in the last frame; another one is brought into view
  DialogState dialog;
  enum class Page : std::uint8_t { Closed, List, Form } page = Page::Closed;  ///< of the last frame
  bool shows_languages = false;
  bool asks_delete = false;  ///< in the last frame
  NodeId return_to = 0;      ///< what the dialog was opened from, where that is not the composer
};

/// The customer's tab.
struct CustomerView {
  BoundField form;
  std::size_t fields = 0;  ///< native ones of the form in the last frame
  ConversationId find_of;  ///< whose search field stood there in the last frame
  std::uint32_t find_revision = 1;
  enum class Face : std::uint8_t { Facts, Form, Find, Compare } face = Face::Facts;  ///< of the last frame
  ConversationId face_of;
  bool was_editable = false;      ///< who the customer is could be changed there in the last frame
  bool had_reveal_focus = false;  ///< the keyboard was on the button that shows the number
  std::uint64_t apart_focus = 0;  ///< the contact whose button that tells it apart had the keyboard; 0 = none
};

/// The dialog of a note.
struct NoteDialogView {
  DialogState dialog;
  ScrollState scroll;
  NoteStep step = NoteStep::Close;  ///< of the last frame
  NodeId return_to = 0;             ///< the focus comes back to it
  bool was_saved = false;           ///< what was asked for, and not given up
};

struct ViewState {
  SignInState sign_in;
  MenuState presence_menu;
  OpenMenu action_menu;
  DialogState settings, delivery;
  NoteDialogView note_dialog;
  // The palette: the list's scrolling, what was chosen in the last frame, what has the focus when it has closed.
  bool is_palette_open = false;
  bool is_palette_taking = false;  ///< Enter was pressed behind what is looked for only now
  NodeId palette_focus = 0;
  ScrollState palette_scroll;
  int palette_chosen = -1;
  std::string palette_held;    ///< the entry that the state was told is chosen
  RepeatGuard guard;           ///< of shortcuts
  std::vector<Chord> claimed;  ///< from the browser
  bool claims_all = false;
  std::string named_in;              ///< the language in which the mirror's own places are named
  std::uint32_t keyboard_asked = 0;  ///< what of it was followed
  ScrollState delivery_scroll;
  MessageId delivery_of;
  ScrollState settings_scroll;
  ScrollState rail_scroll;
  ScrollState roster_scroll;
  ScrollState context_scroll;
  ScrollState find_scroll;
  ScrollState notes_scroll;  ///< of the closed conversation that is read
  ConversationId notes_of;
  ContextTab context_tab = ContextTab::Customer;  ///< what it scrolls
  ConversationId context_of;
  TimelineState timeline;
  std::uint32_t search_revision = 0;        ///< of the transcript search that has the focus; 0 = it is not shown
  BoundField draft, note;                   ///< the note's binding is that of the whole wrap-up form
  MessageId draft_seen;                     ///< the newest message before the agent's eyes where it is written
  std::vector<std::string> form_fields;     ///< native fields of the form in the last frame, by name
  std::vector<SideFieldPlace> side_fields;  ///< of the last frame
  TeamMenu team_menu;
  CardMenu card_menu;
  SaidMenu said_menu;
  OrganisationView organisation;
  OverviewView overview;
  MenuState emoji_menu;
  ScrollState emoji_scroll;
  std::string emoji_shown;  ///< what the grid scrolls
  Rect emoji_anchor;
  bool is_emoji_placed = false;  ///< its button was drawn in this frame
  std::uint32_t emoji_revision = 0, emoji_value_revision = 1;
  bool was_held = false;      ///< in the last frame, a message was held above the composer
  float composer_height = 0;  ///< of the field, device px; follows its content one frame later
  TemplatesView templates;
  CustomerView customer;
  Rect template_anchor;  ///< the composer's column in this frame
  SeparatorState roster_edge, context_edge;
  bool was_roster_shown = true;  ///< in the last frame; where there is one pane the focus follows it
  FocusWish focus_wish = FocusWish::None;
  ConversationId wish_from;      ///< the conversation in which the wish was made
  bool wish_may_stay = false;    ///< what was asked for may open that one to writing, too: it could not be written in
  std::optional<Action> led_by;  ///< the key that leads to a part of the page, pressed in the last frame
  bool is_drawer_open = false;
  std::uint32_t screen_revision = 0;  ///< rises with every new Screen; what is derived from one is kept until then
};

}  // namespace smsdesk::web::view
