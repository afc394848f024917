#include "core/client/actions.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

using G = ActionGroup;
constexpr std::uint8_t kAltShift = kAlt | kShift, kCtrlShift = kCtrl | kShift, kAllThree = kCtrl | kAlt | kShift;

constexpr bool kActsOnce = true;

// Letters and keys that print nothing: every keyboard has those, while marks are elsewhere, with Shift or missing on many. With
// Alt, D, E and F are the browsers', and with B, H, S, T and V Firefox opens its menus; of those with Alt and Shift Chrome has a
// dozen (chord.h). An offer is answered by Ctrl+Shift and its place; a digit alone is for whoever chooses it.
// Of what is no browser's, this table leaves nothing.

constexpr std::array<ActionFacts, kActionsCount> kActions = {{
    {"palette", mark("Find or do anything"), G::Desk, {KeyCode::K, kCtrl}},
    {"on_queue", mark("Go on or off queue"), G::Desk, {KeyCode::Q, kAlt}, kActsOnce},
    {"status", mark("Choose your status"), G::Desk, {KeyCode::F8, 0}},
    {"do_not_disturb", mark("Do not disturb, on or off"), G::Desk, {KeyCode::M, kAlt}},
    {"connect_now", mark("Connect again now"), G::Desk, {KeyCode::F8, kShift}},
    {"dismiss_notice", mark("Close the newest notice"), G::Desk, {KeyCode::F2, kShift}},
    {"settings", mark("Settings"), G::Desk, {KeyCode::D0, kAlt}},
    {"keyboard", mark("Keyboard shortcuts"), G::Desk, {KeyCode::K, kAlt}},
    {"sign_out", mark("Sign out"), G::Desk, {KeyCode::Q, kAltShift}, kActsOnce},
    {"conversations", mark("Go to your conversations"), G::Places, {KeyCode::C, kAlt}},
    {"closed", mark("Go to closed conversations"), G::Places, {KeyCode::E, kAltShift}},
    {"search_messages", mark("Search in all messages"), G::Places, {KeyCode::H, kAltShift}},
    {"overview", mark("Go to the overview"), G::Places, {KeyCode::O, kAlt}},
    {"organisation", mark("Go to the organisation"), G::Places, {KeyCode::O, kAltShift}},
    {"next", mark("Next conversation"), G::Places, {KeyCode::Down, kAlt}},
    {"previous", mark("Previous conversation"), G::Places, {KeyCode::Up, kAlt}},
    {"unanswered", mark("Conversation that waits longest for an answer"), G::Places, {KeyCode::U, kAlt}},
    {"answer", mark("Answer the first offer"), G::Offers, {KeyCode::A, kAlt}, kActsOnce},
    {"decline", mark("Decline the first offer"), G::Offers, {KeyCode::X, kAlt}, kActsOnce},
    {"decline_reason", mark("Decline the first offer with a reason"), G::Offers, {KeyCode::D, kAltShift}},
    {"pick", mark("Take the conversation that waits first"), G::Offers, {KeyCode::N, kAlt}, kActsOnce},
    {"answer_1", mark("Answer offer 1"), G::Offers, {KeyCode::D1, kCtrlShift}, kActsOnce},
    {"answer_2", mark("Answer offer 2"), G::Offers, {KeyCode::D2, kCtrlShift}, kActsOnce},
    {"answer_3", mark("Answer offer 3"), G::Offers, {KeyCode::D3, kCtrlShift}, kActsOnce},
    {"answer_4", mark("Answer offer 4"), G::Offers, {KeyCode::D4, kCtrlShift}, kActsOnce},
    {"answer_5", mark("Answer offer 5"), G::Offers, {KeyCode::D5, kCtrlShift}, kActsOnce},
    {"answer_6", mark("Answer offer 6"), G::Offers, {KeyCode::D6, kCtrlShift}, kActsOnce},
    {"answer_7", mark("Answer offer 7"), G::Offers, {KeyCode::D7, kCtrlShift}, kActsOnce},
    {"answer_8", mark("Answer offer 8"), G::Offers, {KeyCode::D8, kCtrlShift}, kActsOnce},
    {"answer_9", mark("Answer offer 9"), G::Offers, {KeyCode::D9, kCtrlShift}, kActsOnce},
    {"transfer", mark("Transfer conversation"), G::Conversation, {KeyCode::G, kAltShift}},
    {"park", mark("Park conversation"), G::Conversation, {KeyCode::P, kAlt}},
    {"resume", mark("Take the parked conversation back"), G::Conversation, {KeyCode::J, kAltShift}, kActsOnce},
    {"reopen", mark("Reopen the conversation"), G::Conversation, {KeyCode::D8, kAltShift}, kActsOnce},
    {"give_back",
     mark("Give the conversation back, as a supervisor"),
     G::Conversation,
     {KeyCode::G, kAllThree},
     kActsOnce},
    {"end", mark("End conversation"), G::Conversation, {KeyCode::W, kAlt}, kActsOnce},
    {"message_menu", mark("Message options"), G::Conversation, {KeyCode::I, kAlt}},
    {"delivery", mark("Delivery details of the last message"), G::Conversation, {KeyCode::F7, kAltShift}},
    {"latest", mark("Jump to latest"), G::Conversation, {KeyCode::End, kAlt}},
    {"mark_unread", mark("Mark conversation as unread"), G::Conversation, {KeyCode::Up, kAltShift}},
    {"send_again", mark("Send again what did not arrive"), G::Conversation, {KeyCode::U, kAltShift}, kActsOnce},
    {"write_again", mark("Edit again what did not arrive"), G::Conversation, {KeyCode::V, kAltShift}, kActsOnce},
    {"discard",
     mark("Discard what was not sent, or ask about it no more"),
     G::Conversation,
     {KeyCode::F8, kAltShift},
     kActsOnce},
    {"search", mark("Search in the conversation"), G::Conversation, {KeyCode::F, kCtrlShift}},
    {"transcript", mark("Print or save a transcript"), G::Conversation, {KeyCode::Y, kAlt}},
    {"customer", mark("Show the customer"), G::Conversation, {KeyCode::D1, kAltShift}},
    {"number", mark("Show the customer's hidden number"), G::Conversation, {KeyCode::D7, kAltShift}},
    {"copy_number", mark("Copy the customer's number"), G::Conversation, {KeyCode::Down, kAltShift}},
    {"edit_contact", mark("Add or edit the contact"), G::Conversation, {KeyCode::K, kAltShift}},
    {"merge_contact", mark("Merge the contact with another"), G::Conversation, {KeyCode::J, kAllThree}},
    {"save_contact", mark("Save the contact"), G::Conversation, {KeyCode::K, kAllThree}},
    {"customer_link", mark("Open the customer in another system"), G::Conversation, {KeyCode::D9, kAltShift}},
    {"notes", mark("Show the notes"), G::Conversation, {KeyCode::D2, kAltShift}},
    {"write_note", mark("Write a note for colleagues"), G::Conversation, {KeyCode::F8, kCtrlShift}},
    {"correct_note", mark("Correct your last note"), G::Conversation, {KeyCode::F7, kCtrlShift}},
    {"team", mark("Show the team"), G::Conversation, {KeyCode::M, kAltShift}},
    {"ask_colleague", mark("Ask a colleague"), G::Conversation, {KeyCode::F9, kAltShift}},
    {"invite_colleague", mark("Invite a colleague"), G::Conversation, {KeyCode::F9, kCtrlShift}},
    {"end_thread", mark("End the newest thread with a colleague"), G::Conversation, {KeyCode::F, kAllThree}, kActsOnce},
    {"leave",
     mark("Leave the conversation you were invited into"),
     G::Conversation,
     {KeyCode::B, kAllThree},
     kActsOnce},
    {"wrap_up", mark("Show the wrap-up"), G::Conversation, {KeyCode::D0, kAltShift}},
    {"request_wrap_up", mark("After-call work at the end, yes or no"), G::Conversation, {KeyCode::PageDown, kAltShift}},
    {"extend_wrap_up", mark("Add time to the wrap-up"), G::Conversation, {KeyCode::PageUp, kAltShift}, kActsOnce},
    {"finish_wrap_up", mark("Finish the wrap-up"), G::Conversation, {KeyCode::Y, kAltShift}, kActsOnce},
    {"compose", mark("Go to the message field"), G::Writing, {KeyCode::F2, 0}},
    {"suggestion", mark("Use a colleague's suggested reply"), G::Writing, {KeyCode::R, kAlt}, kActsOnce},
    {"templates", mark("Insert a template"), G::Writing, {KeyCode::L, kAlt}},
    {"manage_templates", mark("Manage templates"), G::Writing, {KeyCode::L, kAltShift}},
    {"save_template", mark("Save the message as a template"), G::Writing, {KeyCode::S, kAltShift}},
    {"new_template", mark("Write a new template"), G::Writing, {KeyCode::H, kAllThree}},
    {"attach", mark("Attach files"), G::Writing, {KeyCode::F, kAltShift}},
    {"retry_upload", mark("Upload again what failed"), G::Writing, {KeyCode::PageUp, kAlt}},
    {"remove_attachment", mark("Remove the last attachment"), G::Writing, {KeyCode::PageDown, kAlt}, kActsOnce},
    {"emoji", mark("Pick an emoji"), G::Writing, {KeyCode::J, kAlt}},
    {"gsm", mark("Replace what forces Unicode"), G::Writing, {KeyCode::G, kAlt}},
    {"gsm_close", mark("Leave out accents, so that it fits GSM"), G::Writing, {KeyCode::F2, kCtrlShift}},
    {"text_as_mms", mark("Send the text as one MMS, or as text after all"), G::Writing, {KeyCode::F12, kCtrlShift}},
    {"other_draft", mark("Use the draft of your other page"), G::Writing, {KeyCode::F2, kAltShift}, kActsOnce},
    {"send_anyway", mark("Send despite the warning"), G::Writing, {KeyCode::End, kAltShift}, kActsOnce},
    {"undo_send", mark("Take back what is about to be sent"), G::Writing, {KeyCode::Z, kAlt}, kActsOnce},
}};

}  // namespace

const ActionFacts& facts_of(Action action) {
  return kActions[static_cast<std::size_t>(action)];
}

std::string_view group_name(ActionGroup group) {
  switch (group) {
    case G::Desk:
      break;
    case G::Places:
      return tr("Going places");
    case G::Offers:
      return tr("Offers");
    case G::Conversation:
      return tr("The open conversation");
    case G::Writing:
      return tr("Writing");
  }
  return tr("The desk");
}

std::optional<Action> find_action(std::string_view id) {
  for (std::size_t i = 0; i < kActionsCount; ++i)
    if (kActions[i].id == id) return static_cast<Action>(i);
  return std::nullopt;
}

Shortcuts::Shortcuts() {
  reset_all();
}

std::optional<Action> Shortcuts::find(const Chord& chord) const {
  if (!chord.is_set()) return std::nullopt;
  for (std::size_t i = 0; i < kActionsCount; ++i)
    if (chords_[i] == chord) return static_cast<Action>(i);
  return std::nullopt;
}

std::string Shortcuts::trouble_with(Action action, const Chord& chord, bool is_mac) {
  if (action == Action::OpenPalette && (!chord.is_set() || is_character(chord)))
    return tr("The palette keeps a shortcut: by it everything else can be reached.");
  return smsdesk::trouble_with(chord, is_mac);
}

bool Shortcuts::set(Action action, const Chord& chord) {
  if (!trouble_with(action, chord).empty()) return false;
  Chord& own = chords_[static_cast<std::size_t>(action)];
  if (const auto other = find(chord); other && *other != action) {
    if (!trouble_with(*other, own).empty()) return false;
    chords_[static_cast<std::size_t>(*other)] = own;
  }
  own = chord;
  return true;
}

void Shortcuts::reset(Action action) {
  // Each step puts one more action on its own chord for good, so it ends.
  for (std::size_t left = kActionsCount; left > 0; --left) {
    const Chord usual = facts_of(action).chord;
    const auto other = find(usual);
    chords_[static_cast<std::size_t>(action)] = usual;
    if (!other || *other == action) return;
    action = *other;
  }
}

void Shortcuts::reset_all() {
  for (std::size_t i = 0; i < kActionsCount; ++i) chords_[i] = kActions[i].chord;
}

void Shortcuts::adopt(const std::array<std::optional<Chord>, kActionsCount>& kept) {
  for (Chord& chord : chords_) chord = {};
  const auto put = [&](std::size_t i, const Chord& chord) {
    const bool is_free = !chord.is_set() || !find(chord);
    if (is_free && trouble_with(static_cast<Action>(i), chord).empty()) chords_[i] = chord;
  };
  for (std::size_t i = 0; i < kActionsCount; ++i)
    if (kept[i]) put(i, *kept[i]);
  for (std::size_t i = 0; i < kActionsCount; ++i)
    if (!kept[i]) put(i, kActions[i].chord);
  // An action whose kept chord cannot be gets its own, where nobody has taken that.
  for (std::size_t i = 0; i < kActionsCount; ++i)
    if (kept[i] && kept[i]->is_set() && !chords_[i].is_set()) put(i, kActions[i].chord);
  // The palette is the way to all the others: whoever has its chord gives it back.
  if (!of(Action::OpenPalette).is_set()) reset(Action::OpenPalette);
}

}  // namespace smsdesk
