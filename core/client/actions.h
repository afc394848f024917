// Everything that an agent can do without pointing at something: one table, from which the palette, the shortcuts, the tooltips
// and the list in the settings are made, so that nothing is shown that is not heard.
//
// When an action is available, and what it does then, is said by core/screen/actions.h from the state.
//
// Every action has a chord from the start, and none of these is a browser's on any system (tests/core/client/browser_chords.h).
// Letters are few: what is done often has Alt with a letter, what is done seldom a digit, a function key or more fingers.
//
// Invariants of Shortcuts: no two actions have the same chord, whatever was changed in whatever order; every chord is one that
// a page may have (chord.h). An action without one is in the palette still, and the palette always has its own. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/client/chord.h"

namespace smsdesk {

enum class Action : std::uint8_t {
  OpenPalette,
  ToggleOnQueue,
  ChooseStatus,
  DoNotDisturb,
  ConnectNow,
  DismissNotice,
  OpenSettings,
  OpenKeyboard,
  SignOut,
  ShowConversations,
  ShowClosed,
  SearchMessages,
  ShowOverview,
  ShowOrganisation,
  NextConversation,
  PreviousConversation,
  NextUnanswered,
  AnswerOffer,
  DeclineOffer,
  DeclineWithReason,
  PickWaiting,
  AnswerOffer1,
  AnswerOffer2,
  AnswerOffer3,
  AnswerOffer4,
  AnswerOffer5,
  AnswerOffer6,
  AnswerOffer7,
  AnswerOffer8,
  AnswerOffer9,
  Transfer,
  Park,
  Resume,
  Reopen,
  GiveBack,
  End,
  MessageMenu,
  ShowDelivery,
  JumpToLatest,
  MarkUnread,
  SendAgain,
  WriteAgain,
  DiscardUnsent,
  SearchInConversation,
  Transcript,
  ShowCustomer,
  ShowNumber,
  CopyNumber,
  EditContact,
  MergeContact,
  SaveContact,
  OpenCustomerLink,
  ShowNotes,
  WriteNote,
  CorrectNote,
  ShowTeam,
  AskColleague,
  InviteColleague,
  EndThread,
  LeaveConversation,
  ShowWrapUp,
  RequestWrapUp,
  ExtendWrapUp,
  FinishWrapUp,
  WriteMessage,
  UseSuggestion,
  InsertTemplate,
  ManageTemplates,
  SaveAsTemplate,
  NewTemplate,
  AttachFiles,
  RetryUpload,
  RemoveAttachment,
  PickEmoji,
  WriteInGsm,
  WriteCloseGsm,
  SendTextAsMms,
  TakeOtherDraft,
  SendAnyway,
  UndoSend,
  Count,
};
inline constexpr std::size_t kActionsCount = static_cast<std::size_t>(Action::Count);

/// Offers that can be answered by their place in the list, from 0.
inline constexpr std::size_t kAnswersMax = 9;
constexpr Action answer_of_place(std::size_t place) {
  return static_cast<Action>(static_cast<std::size_t>(Action::AnswerOffer1) + place);
}
static_assert(answer_of_place(kAnswersMax - 1) == Action::AnswerOffer9);

enum class ActionGroup : std::uint8_t { Desk, Places, Offers, Conversation, Writing };

struct ActionFacts {
  std::string_view id;    ///< by which it is kept; never changes
  std::string_view name;  ///< "Transfer conversation", in English
  ActionGroup group = ActionGroup::Desk;
  Chord chord;  ///< until the agent changes it
  bool acts_once =
      false;  ///< pressed again at once, it would do something that was not meant (core/client/repeat_guard.h)
};
const ActionFacts& facts_of(Action action);
/// In the language in use.
std::string_view group_name(ActionGroup group);
std::optional<Action> find_action(std::string_view id);

/// Which chord each action has, for one agent.
class Shortcuts {
 public:
  Shortcuts();

  const Chord& of(Action action) const { return chords_[static_cast<std::size_t>(action)]; }
  std::optional<Action> find(const Chord& chord) const;
  bool is_usual(Action action) const { return of(action) == facts_of(action).chord; }

  /// Why the action cannot have it, apart from one that has it already; empty where it can.
  static std::string trouble_with(Action action, const Chord& chord, bool is_mac = false);
  /// Not set: none. The action that has had it gets the other's in exchange. False, and nothing changes: there is trouble.
  bool set(Action action, const Chord& chord);
  /// As in the table. One that has its chord meanwhile goes back to its own, too, and so on.
  void reset(Action action);
  void reset_all();
  /// Kept ones, read anew: what cannot be or is another's stays without a chord.
  void adopt(const std::array<std::optional<Chord>, kActionsCount>& kept);

  friend bool operator==(const Shortcuts&, const Shortcuts&) = default;

 private:
  std::array<Chord, kActionsCount> chords_;
};

}  // namespace smsdesk
