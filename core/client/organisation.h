// The admin's page: the running configuration as it was loaded, the working copy beside it, and what goes to and fro with
// the relay.
//
// Why a working copy: a change of the organisation is good or bad as a whole, and several belong together. They are
// gathered, judged by the relay while they are written (it alone knows what is right), and put in force in one step. They
// survive leaving the page and a reload, as text of changes that fits any configuration.
//
// Invariants: `working` has the keys of `loaded`; `problems` and `differences` are those of `checked_revision`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/client/organisation_document.h"
#include "core/client/organisation_place.h"

namespace smsdesk {

inline constexpr std::size_t kOrganisationDraftBytesMax = 1u << 20;  ///< more is not kept over a reload
inline constexpr std::size_t kImportBytesMax = 8u << 20;             ///< as the relay takes
inline constexpr std::size_t kAuditRowsMax = 2'000;                  ///< held by the page

/// One thing that the relay says is wrong.
struct FormProblem {
  FormPlace place;       ///< as near as it is known
  unsigned line = 0;     ///< of an imported text
  std::string name;      ///< of the item
  std::string sentence;  ///< "must be 7 to 900 seconds.": the relay's, to be said in the reader's language
  std::string path{};    ///< "queue/2/ring/0/after"
};
struct FormDifference {
  std::string change;  ///< "added", "removed", "changed"
  std::string kind, key, name, field, before, after;
};
/// What the relay says of a document.
struct FormVerdict {
  std::vector<FormProblem> problems;
  std::vector<FormDifference> differences;
  std::string etag;                        ///< of the configuration that it was compared with
  std::vector<std::string> lost_fields{};  ///< customer fields in force that it does not have any more
};
struct AuditRow {
  std::uint64_t offset = 0;
  Instant at;
  std::uint64_t by = 0;
  std::string action, item, name;
  std::string before, after;  ///< JSON of what differs, or "null"
};

struct OrganisationState {
  enum class Load : std::uint8_t { None, Loading, Ready, Failed } load = Load::None;
  std::string failure;  ///< why it could not be loaded
  std::string etag;
  form::Document loaded, working;
  form::Document saving;             ///< what was sent to be put in force, while that is under way
  std::size_t unsaved = 0;           ///< changes that are not in force yet
  std::uint32_t revision = 0;        ///< rises with every change of the working copy
  std::uint32_t field_revision = 0;  ///< rises where the state, not the person, changed what fields show
  enum class AfterLoad : std::uint8_t { Fresh, KeepChanges, DropChanges } after_load = AfterLoad::Fresh;
  bool is_outdated = false;  ///< somebody else has changed the running configuration

  // Where the admin stands.
  FormPlace at;             ///< section and, where one is open, item
  bool has_section = true;  ///< a narrow page: not set = the list of sections
  std::string filter;
  FormPlace picker;  ///< the field whose choice is open
  bool is_menu_open = false;
  OrganisationPageKind page = OrganisationPageKind::Form;
  FormPlace focus;  ///< the field that a problem led to
  std::uint32_t focus_count = 0;

  // What the relay says of it.
  FormVerdict verdict;
  std::uint32_t checked_revision = 0, asked_revision = 0;
  std::vector<std::vector<std::uint32_t>> asked_order;
  std::optional<Instant> check_at;
  bool is_checking = false;
  bool was_unreachable = false;  ///< the last question found no relay
  bool is_saving = false;

  // The draft in the browser's storage.
  std::string kept;  ///< as it stands there; adopted when the configuration is loaded
  std::optional<Instant> store_at;

  // A document from outside.
  std::string import_text, import_name;
  std::uint32_t import_revision = 0;
  std::optional<FormVerdict> import_verdict;
  bool is_importing = false;
  std::string import_failure;

  // Who changed what.
  std::vector<AuditRow> audit;
  bool has_more_audit = false, is_loading_audit = false, has_audit = false;
  std::string audit_failure;

  /// Customer fields in force, and how many templates ask for each that this admin may not see: in others' own libraries.
  std::vector<std::pair<std::string, std::uint64_t>> hidden_uses;
  unsigned uses_failures = 0;      ///< questions for them in a row that had no answer
  std::optional<Instant> uses_at;  ///< they are asked for again then, while the page is open

  // Passwords are never part of the document.
  std::vector<std::pair<std::string, bool>> passwords;  ///< agents by id: has one
  bool are_passwords_known = false;
  std::string password;
  std::uint32_t password_revision = 0;
  std::uint32_t password_for = 0;  ///< the agent's key whose form is open
  bool is_setting_password = false;
  std::string password_failure;
};

}  // namespace smsdesk
