// Templates in the agent's machine: the list over the composer, and the dialog in which they are written.
//
// The list opens where "/" is typed at the start of a word, or by its button. What is typed behind it looks for a template;
// choosing one puts its filled text in the place of what was typed. The keyboard's focus never leaves the composer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/attachments.h"
#include "core/template/search.h"
#include "core/workspace/template_document.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

struct State;

inline constexpr std::size_t kTemplatesListedMax = 50;

/// The list over the composer.
struct TemplatePick {
  ConversationId conversation;  ///< not set: closed
  bool has_slash = true;        ///< `begin` is where the "/" stands
  std::size_t begin = 0;        ///< bytes of the draft, up to `end`: what the chosen one takes the place of
  std::size_t end = 0;
  int chosen = 0;  ///< an entry; −1: none
};

/// The template that is being written.
struct TemplateForm {
  Template one;                   ///< id 0 = a new one
  Template before;                ///< as it was at first
  std::vector<Attachment> files;  ///< those of `one`, and what is on its way
  std::size_t tab = 0;            ///< which of its texts
  std::size_t cursor = 0;         ///< in that text, bytes
  std::string before_gsm;         ///< what stood in that text before it was written in GSM's characters
  std::uint32_t revision = 0;     ///< rises when the fields must be set anew
  std::string problem;
  bool asks_delete = false, asks_discard = false;
  std::optional<SendKey> pending;  ///< handed in
  std::optional<Template> next;    ///< opened meanwhile: it comes when this one is saved or left
};

/// The files of a library on their way, one after another: from the relay into a document that is exported, or out of one that
/// is imported to the relay. What becomes of the templates is decided when the last has come.
struct TemplateTransfer {
  bool is_import = false;
  std::vector<Template> templates;
  std::vector<TemplateContent> files;  ///< `base64` is there between reading it and sending it, or writing the document
  std::size_t at = 0;                  ///< the one under way
  std::string key;                     ///< of its request
};

/// Templates on their way into the relay, part by part, as much as one frame takes; a part is taken in as a whole or not at all.
/// The next goes when the last was answered; without the connection it waits under its key. What is said is said at the end, of
/// all of them. A page that starts anew knows nothing of it, and says nothing.
struct TemplateIntake {
  struct LeftOut {
    std::string reason;  ///< as a sentence; no two are the same
    std::string names;   ///< of the first few
    std::size_t count = 0;
  };
  std::vector<std::vector<Template>> parts;
  std::size_t part = 0;      ///< the one under way
  SendKey key;               ///< of its command
  std::size_t count = 0;     ///< of templates
  std::size_t answered = 0;  ///< taken in or not
  std::size_t taken = 0;
  std::vector<LeftOut> left_out;
  std::size_t missing = 0;    ///< files that those taken in came without
  std::string missing_names;  ///< of the first few
  bool is_stopped = false;    ///< after the part under way, whose answer is waited for
};

struct TemplatesState {
  TemplatePick pick;
  std::optional<std::size_t> left_at;  ///< the "/" there was left with Escape: it opens no list again
  bool is_open = false;                ///< the dialog
  std::string filter;
  std::uint32_t filter_revision = 1;
  std::optional<TemplateForm> form;
  bool is_choosing_file = false;
  std::optional<TemplateTransfer> transfer;  ///< never beside `intake`
  std::optional<TemplateIntake> intake;
  std::map<std::string, std::string> not_uploaded;  ///< by the last import: hash → why
  bool offers_bare_export = false;                  ///< with its files the document would be too large
  std::string report;                               ///< what became of an import or an export
  bool is_report_bad = false;
};

/// Those that fit a conversation in this queue, the likeliest first. No queue: all that the agent has.
std::vector<TemplateHit> find_templates(const State& state, const Conversation* conversation, std::string_view words,
                                        std::size_t limit);
/// What stands in the composer between the mark and the cursor.
std::string_view picked_words(const State& state);
/// The entries of the list behind its templates.
enum class PickAction : std::uint8_t { SaveMessage, Manage };
std::vector<PickAction> pick_actions(const State& state);

/// Where this agent may keep a template, in the order shown; only library, owner, group and team are set.
std::vector<Template> template_libraries(const State& state);
bool has_changes(const TemplateForm& form);
/// Which actions can be added to what it has.
std::vector<TemplateActionKind> addable_actions(const Template& one);
/// It can change places with the one behind it.
bool can_lower_action(const Template& one, std::size_t which);

}  // namespace smsdesk
