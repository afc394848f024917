// Templates as they are shown: the list over the composer, and the dialog in which they are kept and written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/client/intent.h"
#include "core/screen/attachment_chip.h"
#include "core/screen/composer_line.h"

namespace smsdesk::screen {

/// A text as the customer would get it.
struct TemplatePreview {
  std::string text;
  std::string cost;  ///< "134 characters · 1 segment · GSM-7"; with files: "… · 2 files, 210 KB · one MMS"
  std::vector<std::string> remarks;     ///< what has no value, and what stands there instead
  bool is_incomplete = false;           ///< something has neither value nor default
  std::vector<AttachmentChip> files{};  ///< what is attached with it; none where they are shown beside
  bool has_text = true;                 ///< false: the files go alone
};

struct TemplateLine {
  std::string name;
  std::string shortcut;  ///< "/hi", or empty
  std::string detail;    ///< whose it is, languages, queues: "Support · English, Spanish"
  std::string files;     ///< "2 files", "Picture"; or empty
  std::string text;      ///< its first words, filled; of files alone, their names
  std::string accessible_name;
  bool is_chosen = false;
  bool is_action = false;  ///< does something else than insert
  Intent intent;
};

/// Over the composer.
struct TemplateList {
  bool is_shown = false;
  std::string title;                ///< "Templates", "Templates with “ref”"
  std::vector<TemplateLine> lines;  ///< templates, the likeliest first, then what else can be done
  int chosen = -1;                  ///< Enter and Tab take this one; −1: they are the composer's
  std::string empty_text;           ///< where no template fits
  bool has_preview = false;
  TemplatePreview preview;  ///< of the chosen one
  std::string hint;         ///< which keys there are
};

struct TemplateTab {
  std::string name;  ///< "English"
  bool is_chosen = false;
};
struct TemplateChoice {
  std::string name;
  bool is_chosen = false;
  Intent intent;
};
struct TemplatePlaceholder {
  std::string name;     ///< "customer.name"
  std::string meaning;  ///< "the customer's name"
};

/// Something that a template does when its message is sent.
struct TemplateActionLine {
  std::string title;      ///< "Park the conversation"
  std::string text_name;  ///< of its field; empty: it has none
  std::string text, placeholder;
  bool is_note = false;                 ///< over several lines
  std::vector<TemplateChoice> choices;  ///< for how long, to which queue …; none: there is nothing to choose
  std::string value;                    ///< what is chosen, where it is read only
  std::string trouble;                  ///< "Billing is no longer there. …"; or empty
  std::string remove_name, raise_name, lower_name;  ///< of its buttons; empty: it has not got that one
};

/// One template, written or read.
struct TemplateFormScreen {
  bool is_shown = false;
  std::string title;             ///< "New template", "Edit “Hello”"
  std::uint32_t revision = 0;    ///< rises when the fields must be set anew
  bool is_enabled = true;        ///< false: it is read only, or being saved
  std::string read_only_reason;  ///< "Only admins can change the templates of the organisation."; or empty
  std::string name, shortcut, text;
  std::size_t cursor = 0;  ///< in the text, bytes
  std::string marked;      ///< what forces Unicode in it, as the composer's
  ComposerLine gsm;        ///< and how it could be written instead
  std::string gsm_shortcut;
  std::vector<TemplateChoice> libraries;
  std::vector<TemplateTab> tabs;
  std::string tab_title;  ///< "Text in English"
  bool can_remove_tab = false;
  std::vector<TemplateChoice> languages;  ///< that can be added
  std::vector<TemplatePlaceholder> placeholders;
  TemplatePreview preview;
  bool is_over_limit = false;
  std::vector<AttachmentChip> files;
  std::string files_line;   ///< how many and how large, or what is still on its way; or empty
  std::string files_label;  ///< of the button that adds some; empty: none can be added
  std::vector<TemplateActionLine> actions;
  std::string actions_empty;                    ///< where there is none
  std::vector<TemplateChoice> addable_actions;  ///< none: it has as many as there can be
  std::vector<TemplateChoice> queues;
  std::string problem;
  std::string save_label, back_label;
  bool is_busy = false;
  bool can_save = false, can_delete = false, can_copy = false;
  bool asks_delete = false;
  std::string delete_question;
};

struct TemplatesDialog {
  bool is_open = false;
  std::string title;
  std::string filter;
  std::uint32_t filter_revision = 0;
  std::vector<TemplateLine> lines;
  std::string empty_text;
  std::string report;
  bool is_report_bad = false;
  bool can_export = false;
  std::string export_label;
  TemplateStep export_step = TemplateStep::Export;
  std::string import_label;
  TemplateStep import_step = TemplateStep::Import;
  TemplateFormScreen form;  ///< shown instead of the list
};

}  // namespace smsdesk::screen
