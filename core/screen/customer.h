// The customer's tab of the panel at the right: who it is, whether they agree to get messages, what was before; the form of
// their contact; another contact that is the same person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/client/contact_step.h"
#include "core/screen/action_menu.h"
#include "core/screen/said_words.h"

namespace smsdesk::screen {

struct CustomerFact {
  std::string label, value;
  std::string spoken{};              ///< the value for the ear; empty: as it is
  std::optional<int> clock{};        ///< a minute of the day, elsewhere: written before the value as all times are
  std::optional<int> clock_until{};  ///< it is between that one and this one there
  WordsCopy copy{};                  ///< of the value, where somebody may want it elsewhere
  std::vector<sms::Entity> parts{};  ///< what of the value can be opened or copied by itself
  std::string region{};              ///< a country's two letters: its name is written instead of the value
};
struct ContactFieldLine {
  ContactPart part = ContactPart::Name;
  std::string label, help, text;
  std::vector<std::string> choices;  ///< none: it is written
  bool has_lines = false;
  std::uint32_t bytes_max = 0;
  ActionMenu menu{};  ///< where it has one: it is chosen from many, and not written
};
struct CustomerLinkLine {
  std::string name;  ///< "Open in CRM"
  std::string address;
};
struct HistoryLine {
  ConversationId conversation;
  Instant ended_at;
  std::string text;             ///< "Support · Ana Ruiz · Solved"
  std::string accessible_name;  ///< without the time
  bool is_today = false;
};
/// A contact that was found, or what becomes of two.
struct ContactLine {
  std::uint64_t number = 0;  ///< its id
  std::string name, below;
};

/// Another contact that may be the same person.
struct SuggestionLine {
  std::uint64_t number = 0;  ///< its id
  std::string title, reason;
  std::string compare_name, apart_name;  ///< of its buttons, for the ear
  bool is_busy = false;                  ///< it is being told apart
};

/// Copies the customer's number as it is shown.
struct NumberCopy {
  std::string name;  ///< empty: there is none to copy, or it is masked
  Intent intent;
  std::string shortcut{};
};

struct CustomerPanel {
  bool has_contact = false;
  std::string title, below;  ///< name and number; number and "Phone number"
  std::string spoken_title, spoken_below;
  std::string reveal_label, reveal_help;  ///< "Show number" of a masked one; empty: there is nothing to show
  bool is_revealing = false;
  NumberCopy copy;
  std::string status;                       ///< instead of what is not known yet, or could not be read; or empty
  std::string consent_title, consent_text;  ///< "Opted out"; where it is known
  bool is_opted_out = false;
  Instant consent_at;  ///< 0: not known
  bool is_consent_of_today = false;
  std::string edit_label;  ///< "Add contact", "Edit"; empty: it is only read here
  std::string merge_label;
  std::vector<SuggestionLine> suggestions;
  std::vector<CustomerFact> facts;
  std::string note;
  WordsCopy note_copy;
  std::vector<sms::Entity> note_parts;  ///< where the panel is looked at
  std::vector<CustomerLinkLine> links;

  bool is_editing = false;
  std::string form_title;
  std::vector<ContactFieldLine> form;
  std::uint32_t form_revision = 0;
  std::string problem;
  bool is_saving = false;

  bool is_finding = false;
  std::string find_title, find_words, find_status;  ///< what stands instead of a list
  std::vector<ContactLine> found;
  bool is_chosen = false;          ///< the two are compared
  std::vector<std::string> names;  ///< which name stays
  int kept = 0;
  std::vector<CustomerFact> preview;
  std::string merge_text, merge_action, merge_problem;
  bool is_merging = false;

  std::string history_title, history_status;
  std::vector<HistoryLine> history;
  std::string history_action;  ///< "Show older", "Try again"; or empty
};

}  // namespace smsdesk::screen
