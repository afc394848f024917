// The admin's page: sections, items of a section, the form of one item; and beside the form what a review, an import and the
// history show, all as lines. Plain values; which fields there are comes from the table (core/client/organisation_form.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/client/organisation_place.h"
#include "core/screen/action_menu.h"

namespace smsdesk::screen {

struct OrganisationSection {
  FormPlace place;
  std::string title;
  std::string count;  ///< "12"; empty where there is one only
  bool is_chosen = false;
  bool is_changed = false;
  bool has_problem = false;
  std::string accessible_name;  ///< "Queues, 3, changed, 1 problem"
};
struct OrganisationItem {
  FormPlace place;
  std::string title;
  std::string detail;  ///< "Goes to Support"
  std::string mark;    ///< "New", "Changed", "Removed"; or empty
  bool is_chosen = false;
  bool is_removed = false;
  bool has_problem = false;
  std::string accessible_name;
};

/// Something that a field names.
struct FormPick {
  std::uint32_t key = 0;
  std::string label;
  std::string drop_name;  ///< "Take Billing out of Required skills"
};
struct FormLine {
  enum class Kind : std::uint8_t {
    Heading,
    Text,
    Area,  ///< several lines
    Switch,
    Choice,
    Picks,
    RowHead,  ///< above the parts of a row
    AddRow,
  } kind = Kind::Text;
  FormPlace place;
  std::string label;
  std::string name;  ///< for the ear, unique in the form: "Ring 1: After"
  std::string help;
  std::string value;
  std::string problem;  ///< "Must be 7 to 900 seconds."; or empty
  std::vector<std::string> choices;
  int chosen = -1;
  std::vector<FormPick> picks;
  ActionMenu menu;  ///< of Picks
  bool is_on = false;
  bool is_inside = false;  ///< of a row
  bool ends_row = false;
  /// Of a RowHead's buttons: "Move Ring 1 down"; empty: there is none.
  std::string remove_name, raise_name, lower_name;
};

struct OrganisationAction {
  OrganisationStep step = OrganisationStep::ShowForm;
  std::string label;
  enum class Look : std::uint8_t { Primary, Secondary, Danger } look = Look::Secondary;
  bool is_enabled = true;
  bool is_busy = false;
};

struct PasswordPanel {
  bool is_shown = false;
  bool is_open = false;
  std::string state;  ///< "Has a password.", "Has none yet, and cannot sign in."
  std::string value;
  std::uint32_t revision = 0;
  std::string problem;
  std::string hint;
  std::vector<OrganisationAction> actions;
};

struct OrganisationForm {
  bool is_shown = false;
  FormPlace place;
  std::string title;
  std::string status;   ///< "New", "Removed when you save."
  std::string problem;  ///< of the item as a whole
  bool is_enabled = true;
  bool can_copy = false, can_remove = false, can_restore = false;
  std::string copy_name, remove_name, restore_name;
  std::vector<FormLine> lines;
  PasswordPanel password;
  std::uint32_t revision = 0;  ///< rises when the fields must be set anew
  FormPlace focus;             ///< to be gone to, when focus_count rises
  std::uint32_t focus_count = 0;
};

/// A line of a review, an import or the history.
struct ReportLine {
  enum class Kind : std::uint8_t { Title, Change, Problem, Quiet } kind = Kind::Change;
  std::string text;           ///< "Queue Support changed", "Time to answer an offer"
  std::string before, after;  ///< of a Change; both empty = the text says it all
  Instant at;                 ///< of a Title, where it is set: when
  FormPlace place;            ///< of a Problem: where it leads
  std::string accessible_name;
};

struct OrganisationPage {
  bool is_shown = false;
  enum class Body : std::uint8_t { Waiting, Form, Report } body = Body::Waiting;
  std::string title;  ///< of the page: "Organisation", "Review changes"
  bool has_back = false;
  std::string status;  ///< "3 changes are not in force yet."
  std::vector<OrganisationAction> actions;
  ActionMenu more;
  std::string banner;  ///< somebody else has changed it; or empty
  std::vector<OrganisationAction> banner_actions;

  std::string waiting_title, waiting_text;  ///< instead of all below

  std::vector<OrganisationSection> sections;
  bool has_section = true;  ///< a narrow page: the items, else the sections
  std::string section_title;
  bool has_items = true;  ///< the section has a list of them
  std::vector<OrganisationItem> items;
  std::string filter_name, filter;
  std::uint32_t filter_revision = 0;
  std::string add_label;  ///< "Add queue"
  FormPlace add_place;
  std::string empty_title, empty_text;
  std::string choose_text;  ///< where no item is open
  OrganisationForm form;

  bool has_import = false;
  std::string import_text, import_hint;
  std::uint32_t import_revision = 0;
  std::vector<ReportLine> lines;
  std::string report_text;                         ///< above the lines
  bool is_problem = false;                         ///< the text above says that something is wrong
  std::vector<OrganisationAction> report_actions;  ///< below the text
  std::vector<OrganisationAction> more_actions;    ///< below the lines
  /// The one that is open, or null.
  const ActionMenu* open_menu() const {
    if (more.is_open) return &more;
    for (const FormLine& line : form.lines)
      if (line.menu.is_open) return &line.menu;
    return nullptr;
  }
};

}  // namespace smsdesk::screen
