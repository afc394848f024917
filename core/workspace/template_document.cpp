#include "core/workspace/template_document.h"

#include <algorithm>
#include <set>

#include "core/base/base64.h"
#include "core/base/utf8.h"
#include "core/conversation/media.h"
#include "core/json/json.h"
#include "core/template/fold.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"

namespace smsdesk {
namespace {

constexpr std::size_t kContentsMax = kTemplatesAtOnceMax * kTemplateFilesMax;
constexpr std::size_t kContentTypeBytesMax = 100;
// Names, keys and commas of one content; a name's letter can become \u0000.
constexpr std::uint64_t kContentAround = 200 + 64 + 6 * (kMediaNameBytesMax + kContentTypeBytesMax);
constexpr std::string_view kMark = "smsdesk_templates", kQueue = "queue: ", kGroup = "group: ";

std::string library_words(const Workspace& w, const Template& one) {
  if (one.library == TemplateLibrary::Own) return "own";
  if (one.library == TemplateLibrary::Organisation) return "organisation";
  if (const Queue* queue = w.find_queue(one.team)) return std::string(kQueue) + queue->name;
  const auto group = w.groups.find(one.group);
  return std::string(kGroup) + (group == w.groups.end() ? std::string() : group->second.name);
}

/// The full stop at the end of a sentence left out, in any language of the interface.
std::string without_stop(std::string sentence) {
  for (const std::string_view stop : {".", "。"})
    if (sentence.ends_with(stop)) sentence.resize(sentence.size() - stop.size());
  return sentence;
}

std::string_view end_words(TemplateActionKind kind) {
  return kind == TemplateActionKind::EndResolved   ? "resolved"
         : kind == TemplateActionKind::EndFollowUp ? "follow_up"
                                                   : "not_asked";
}

/// It names nothing that is not there any more.
bool can_write(const Workspace& w, const TemplateAction& action) {
  const Queue* queue = w.find_queue(action.queue);
  const bool is_transfer = action.kind == TemplateActionKind::Transfer;
  const bool is_code = action.kind == TemplateActionKind::WrapUpCode;
  return is_transfer ? queue != nullptr && !queue->removed_at : !is_code || w.wrap_up_codes.count(action.code) != 0;
}

/// One of those that can be written.
void write_action(json::Writer& writer, const Workspace& w, const TemplateAction& action) {
  switch (action.kind) {
    case TemplateActionKind::WrapUpCode:
      writer.begin_object().key("wrap_up_code").string(w.wrap_up_codes.at(action.code).name).end_object();
      break;
    case TemplateActionKind::Label:
      writer.begin_object().key("label").string(action.text).end_object();
      break;
    case TemplateActionKind::Note:
      writer.begin_object().key("note").string(action.text).end_object();
      break;
    case TemplateActionKind::Park:
      writer.begin_object().key("park_minutes");
      writer.unsigned_integer(static_cast<std::uint64_t>(std::max<DurationMs>(1, action.park_for / minutes(1))));
      writer.end_object();
      break;
    case TemplateActionKind::Transfer:
      writer.begin_object().key("transfer").string(w.find_queue(action.queue)->name).end_object();
      break;
    case TemplateActionKind::End:
    case TemplateActionKind::EndResolved:
    case TemplateActionKind::EndFollowUp:
      writer.begin_object().key("end").string(end_words(action.kind)).end_object();
      break;
  }
}

class Reader {
 public:
  Reader(const Workspace& workspace, AgentId reader) : w_(workspace), reader_(reader) {}

  /// Null where the template is read; else what is wrong.
  std::string read(json::View view, Template& one) {
    if (!view.is_object()) return tr("is no object");
    one.name = view.text_or("name", "");
    for (std::size_t i = 0; i < view.size(); ++i) {
      const std::string_view key = view.member_key(i);
      if (key != "name" && key != "shortcut" && key != "library" && key != "queues" && key != "texts" &&
          key != "files" && key != "actions")
        return tr("“{name}” is not known here", {{"name", utf8::prefix(key, 40)}});
    }
    if (view.find("shortcut").exists() && !view.find("shortcut").is_string()) return tr("the shortcut is no text");
    one.shortcut = view.text_or("shortcut", "");
    if (std::string trouble = read_library(view, one); !trouble.empty()) return trouble;
    const json::View queues = view.find("queues");
    if (queues.exists() && !queues.is_array()) return tr("“queues” is no list of names");
    for (std::size_t i = 0; i < queues.size(); ++i) {
      const QueueId queue = find_queue(queues.at(i).string());
      if (!queue.is_set())
        return tr("there is no queue “{name}”", {{"name", utf8::prefix(queues.at(i).string(), 100)}});
      one.queues.push_back(queue);
    }
    std::sort(one.queues.begin(), one.queues.end());
    const json::View texts = view.find("texts");
    const bool has_no_text = !texts.exists() && view.find("files").size() + view.find("actions").size() > 0;
    if (!texts.is_object() && !has_no_text) return tr("“texts” is missing: write {\"en\": \"…\"}");
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!texts.at(i).is_string()) return tr("a text is no text");
      one.texts.push_back({std::string(texts.member_key(i)), std::string(texts.at(i).string())});
    }
    if (std::string trouble = read_files(view.find("files"), one); !trouble.empty()) return trouble;
    if (std::string trouble = read_actions(view.find("actions"), one); !trouble.empty()) return trouble;
    std::string trouble = trouble_with(one);
    if (trouble.empty()) trouble = trouble_with_fields(one, w_.settings.customer_fields);
    return without_stop(std::move(trouble));  // the caller's sentence ends by itself
  }

 private:
  std::string read_library(json::View view, Template& one) {
    const std::string_view said = view.text_or("library", "own");
    if (view.find("library").exists() && !view.find("library").is_string()) return "the library is no text";
    if (said == "own") {
      if (!reader_.is_set()) return "“own” templates are taken in by the agent whose they are";
      one.library = TemplateLibrary::Own;
      one.owner = reader_;
      return {};
    }
    if (said == "organisation") {
      one.library = TemplateLibrary::Organisation;
      return {};
    }
    one.library = TemplateLibrary::Team;
    if (said.substr(0, kQueue.size()) == kQueue) one.team = find_queue(said.substr(kQueue.size()));
    if (said.substr(0, kGroup.size()) == kGroup) {
      for (const auto& [id, group] : w_.groups)
        if (group.name == said.substr(kGroup.size())) one.group = id;
    }
    if (one.team.is_set() || one.group.is_set()) return {};
    return tr("there is no library “{name}”", {{"name", utf8::prefix(said, 100)}});
  }
  std::string read_files(json::View files, Template& one) {
    if (files.exists() && !files.is_array()) return tr("“files” is no list");
    if (files.size() > kTemplateFilesMax)
      return tr("it has more than {max} files", {{"max", std::to_string(kTemplateFilesMax)}});
    for (std::size_t i = 0; i < files.size(); ++i) {
      const json::View file = files.at(i);
      const std::string_view hash = file.text_or("hash", "");
      if (!file.is_object() || !is_media_hash(hash)) return tr("a file has no “hash” of 64 hexadecimal digits");
      for (std::size_t k = 0; k < file.size(); ++k) {
        if (file.member_key(k) != "hash" && file.member_key(k) != "name")
          return tr("“{name}” is not known here", {{"name", utf8::prefix(file.member_key(k), 40)}});
      }
      one.files.push_back({std::string(hash), cleaned_media_name(file.text_or("name", ""))});
    }
    return {};
  }
  std::string read_actions(json::View actions, Template& one) {
    if (actions.exists() && !actions.is_array()) return tr("“actions” is no list");
    if (actions.size() > kTemplateActionsMax)
      return tr("it has more than {max} actions", {{"max", std::to_string(kTemplateActionsMax)}});
    for (std::size_t i = 0; i < actions.size(); ++i) {
      TemplateAction action;
      if (std::string trouble = read_action(actions.at(i), action); !trouble.empty()) return trouble;
      one.actions.push_back(std::move(action));
    }
    return {};
  }
  std::string read_action(json::View view, TemplateAction& action) {
    if (!view.is_object() || view.size() != 1) return tr("an action is no object with one member");
    const std::string_view key = view.member_key(0);
    const json::View value = view.find(key);
    const auto no_text = [&] { return tr("the “{name}” of an action is no text", {{"name", key}}); };
    if (key == "park_minutes") {
      const auto count = value.unsigned_integer();
      if (!count || *count == 0 || *count > static_cast<std::uint64_t>(kTemplateParkMax / minutes(1)))
        return tr("an action parks for no number of minutes up to 31 days");
      action.kind = TemplateActionKind::Park;
      action.park_for = minutes(static_cast<std::int64_t>(*count));
      return {};
    }
    const bool is_known = key == "wrap_up_code" || key == "label" || key == "note" || key == "transfer" || key == "end";
    if (!is_known) return tr("there is no action “{name}”", {{"name", utf8::prefix(key, 40)}});
    if (!value.is_string()) return no_text();
    const std::string_view said = value.string();
    if (key == "label" || key == "note") {
      action.kind = key == "label" ? TemplateActionKind::Label : TemplateActionKind::Note;
      action.text = std::string(said);
      return {};
    }
    if (key == "transfer") {
      action.kind = TemplateActionKind::Transfer;
      action.queue = find_queue(said);
      return action.queue.is_set() ? std::string()
                                   : tr("there is no queue “{name}”", {{"name", utf8::prefix(said, 100)}});
    }
    if (key == "wrap_up_code") {
      action.kind = TemplateActionKind::WrapUpCode;
      for (const auto& [id, code] : w_.wrap_up_codes)
        if (code.name == said) action.code = id;
      return action.code.is_set() ? std::string()
                                  : tr("there is no wrap-up code “{name}”", {{"name", utf8::prefix(said, 100)}});
    }
    for (const TemplateActionKind kind :
         {TemplateActionKind::End, TemplateActionKind::EndResolved, TemplateActionKind::EndFollowUp}) {
      if (said != end_words(kind)) continue;
      action.kind = kind;
      return {};
    }
    return tr("an action ends neither “resolved” nor “follow_up” nor “not_asked”");
  }
  QueueId find_queue(std::string_view name) const {
    for (const auto& [id, queue] : w_.queues)
      if (!queue.removed_at && queue.name == name) return id;
    return {};
  }

  const Workspace& w_;
  AgentId reader_;
};

/// Empty where it is read; else what is wrong.
std::string read_content(json::View view, TemplateContent& one) {
  const std::string_view hash = view.text_or("hash", ""), base64 = view.text_or("base64", "");
  if (!view.is_object() || !is_media_hash(hash)) return tr("a file has no “hash” of 64 hexadecimal digits");
  for (std::size_t i = 0; i < view.size(); ++i) {
    const std::string_view key = view.member_key(i);
    if (key != "hash" && key != "name" && key != "content_type" && key != "base64")
      return tr("“{name}” is not known here", {{"name", utf8::prefix(key, 40)}});
  }
  one.hash = std::string(hash);
  one.name = cleaned_media_name(view.text_or("name", ""));
  one.content_type = std::string(utf8::prefix(view.text_or("content_type", ""), kContentTypeBytesMax));
  if (base64.size() > base64_length(kSentBytesMax)) {
    one.trouble = tr("it has more than {max}", {{"max", readable_size(kSentBytesMax)}});
    return {};
  }
  const auto bytes = base64_bytes(base64);
  if (!view.find("base64").is_string() || !bytes) {
    one.trouble = tr("its content in the document is damaged");
  } else if (*bytes == 0) {
    one.trouble = tr("it is empty");
  } else {
    one.base64 = std::string(base64);
    one.bytes = *bytes;
  }
  return {};
}

Result<std::vector<TemplateContent>> read_contents(json::View list) {
  if (list.exists() && !list.is_array()) return Error{ErrorCode::Invalid, tr("“contents” is no list of files.")};
  if (list.size() > kContentsMax) return Error{ErrorCode::TooLarge, tr("The document has too many files.")};
  std::vector<TemplateContent> all;
  std::set<std::string_view> known;
  for (std::size_t i = 0; i < list.size(); ++i) {
    TemplateContent one;
    std::string trouble = read_content(list.at(i), one);
    if (trouble.empty() && !known.insert(list.at(i).text_or("hash", "")).second)
      trouble = tr("another one in the document has this hash");
    if (!trouble.empty()) {
      return Error{ErrorCode::Invalid,
                   tr("File {n} of “contents”: {reason}.", {{"n", std::to_string(i + 1)}, {"reason", trouble}})};
    }
    all.push_back(std::move(one));
  }
  return all;
}

Result<json::Document> parse_document(std::string_view text) {
  constexpr std::size_t kValues = 200'000;
  auto document = json::Document::parse(text, json::kDepthMax, kValues);
  if (!document)
    return Error{ErrorCode::Invalid, tr("This is no JSON document: {reason}", {{"reason", document.error().sentence}})};
  return document;
}

Result<std::vector<Template>> read_templates(const Workspace& workspace, AgentId reader, json::View root) {
  if (root.find(kMark).unsigned_integer() != 1u || !root.find("templates").is_array()) {
    return Error{ErrorCode::Invalid,
                 tr("This is no library of templates: it needs \"smsdesk_templates\": 1 and a list \"templates\".")};
  }
  const json::View list = root.find("templates");
  if (list.size() == 0) return Error{ErrorCode::Invalid, tr("There is no template in the document.")};
  if (list.size() > kTemplatesAtOnceMax)
    return Error{ErrorCode::TooLarge, tr("The document has more than 500 templates. Take them in parts.")};
  std::vector<Template> all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Template one;
    const std::string trouble = Reader(workspace, reader).read(list.at(i), one);
    if (!trouble.empty()) {
      return Error{ErrorCode::Invalid,
                   tr(one.name.empty() ? mark("Template {n}: {reason}.") : mark("Template {n} (“{name}”): {reason}."),
                      {{"n", std::to_string(i + 1)}, {"name", utf8::prefix(one.name, 100)}, {"reason", trouble}})};
    }
    for (const Template& other : all) {
      if (is_same_library(one, other) && folded(one.name) == folded(other.name)) {
        return Error{ErrorCode::Invalid, tr("Template {n} (“{name}”): another one in the document has this name.",
                                            {{"n", std::to_string(i + 1)}, {"name", one.name}})};
      }
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::string write_template_document(const Workspace& workspace, const std::vector<const Template*>& templates,
                                    const std::vector<TemplateContent>& contents) {
  json::Writer writer;
  writer.begin_object().key(kMark).unsigned_integer(1).key("templates").begin_array();
  for (const Template* one : templates) {
    std::vector<TemplateAction> actions = one->actions;
    std::erase_if(actions, [&](const TemplateAction& action) { return !can_write(workspace, action); });
    // Nobody could take it in, nor the others that stand beside it.
    if (one->texts.empty() && one->files.empty() && actions.empty()) continue;
    writer.begin_object().key("name").string(one->name);
    if (!one->shortcut.empty()) writer.key("shortcut").string(one->shortcut);
    writer.key("library").string(library_words(workspace, *one));
    if (!one->queues.empty()) {
      writer.key("queues").begin_array();
      for (const QueueId id : one->queues) {
        const Queue* queue = workspace.find_queue(id);
        if (queue != nullptr && !queue->removed_at) writer.string(queue->name);
      }
      writer.end_array();
    }
    if (!one->texts.empty()) {
      writer.key("texts").begin_object();
      for (const TemplateText& text : one->texts) writer.key(text.language).string(text.text);
      writer.end_object();
    }
    if (!one->files.empty()) {
      writer.key("files").begin_array();
      for (const TemplateFile& file : one->files)
        writer.begin_object().key("name").string(file.name).key("hash").string(file.hash).end_object();
      writer.end_array();
    }
    if (!actions.empty()) {
      writer.key("actions").begin_array();
      for (const TemplateAction& action : actions) write_action(writer, workspace, action);
      writer.end_array();
    }
    writer.end_object();
  }
  writer.end_array();
  if (!contents.empty()) {
    writer.key("contents").begin_array();
    for (const TemplateContent& one : contents) {
      writer.begin_object().key("hash").string(one.hash).key("name").string(one.name);
      writer.key("content_type").string(one.content_type).key("base64").string(one.base64).end_object();
    }
    writer.end_array();
  }
  writer.end_object();
  return writer.take();
}

std::uint64_t content_length_max(std::uint64_t bytes) {
  return base64_length(bytes) + kContentAround;
}

Result<std::vector<Template>> read_template_document(const Workspace& workspace, AgentId reader,
                                                     std::string_view text) {
  if (text.size() > kTemplateDocumentBytesMax)
    return Error{ErrorCode::TooLarge, tr("The document is larger than 2 MB.")};
  const auto document = parse_document(text);
  if (!document) return document.error();
  return read_templates(workspace, reader, document->root());
}

Result<TemplateLibraryRead> read_template_library(const Workspace& workspace, AgentId reader, std::string_view text) {
  if (text.size() > kTemplateLibraryBytesMax)
    return Error{ErrorCode::TooLarge, tr("The document is larger than 25 MB.")};
  const auto document = parse_document(text);
  if (!document) return document.error();
  const json::View root = document->root(), contents = root.find("contents");
  std::uint64_t of_files = 0;
  for (std::size_t i = 0; i < contents.size(); ++i)
    of_files += contents.at(i).text_or("base64", "").size() + kContentAround;
  if (text.size() > kTemplateDocumentBytesMax + of_files)
    return Error{ErrorCode::TooLarge, tr(of_files == 0 ? mark("The document is larger than 2 MB.")
                                                       : mark("Without its files, the document is larger than 2 MB."))};
  auto templates = read_templates(workspace, reader, root);
  if (!templates) return templates.error();
  auto read = read_contents(contents);
  if (!read) return read.error();
  return TemplateLibraryRead{std::move(*templates), std::move(*read)};
}

}  // namespace smsdesk
