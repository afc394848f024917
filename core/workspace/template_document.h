// A library of templates as a document that people keep, read and send to each other: JSON, everything by name. Pure.
//
//   {"smsdesk_templates": 1,
//    "templates": [
//      {"name": "Hello", "shortcut": "hi", "library": "organisation", "queues": ["Support"],
//       "texts": {"en": "Hello {{customer.name|there}}", "es": "Hola"},
//       "files": [{"name": "map.png", "hash": "4f3c…"}],
//       "actions": [{"wrap_up_code": "Solved"}, {"label": "VIP"}, {"note": "Greeted"}, {"park_minutes": 120}]}],
//    "contents": [{"hash": "4f3c…", "name": "map.png", "content_type": "image/png", "base64": "iVBO…"}]}
//
// "library" is "own" (of whoever takes it in), "organisation", "queue: Support" or "group: Back office"; it may be left out:
// own. "queues", "shortcut", "files" and "actions" may be left out, and "texts" where there are files or actions. An action has one
// member; beside those above {"transfer": "Billing"} and {"end": "resolved"} ("follow_up", "not_asked"). Of those that park, transfer
// or end there is one, and it is the last; a queue or a code that is not there any more is not exported,
// and neither is a template that has nothing else. A file is named by the hash of its content. "contents" has the files
// themselves, each once, or some of them, or is left out: a relay that has neither the file nor gets it takes the template in
// without it, and says so; one that would have neither text nor file it leaves out. What a content says of name and type is for people: the relay looks at the bytes. A text without a
// language stands under "". Unknown members are refused, so that a misspelt one is not lost silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr std::size_t kTemplateDocumentBytesMax = 2u << 20;  ///< without contents
inline constexpr std::size_t kTemplateLibraryBytesMax = 25u << 20;  ///< with them

/// A file in a document: what it is called there, and its bytes.
struct TemplateContent {
  std::string hash, name, content_type;
  std::string base64;       ///< strictly so (core/base/base64.h)
  std::uint64_t bytes = 0;  ///< that it decodes to
  std::string trouble{};    ///< read: why it cannot be used, as the rest of a sentence; then there are no bytes
  friend bool operator==(const TemplateContent&, const TemplateContent&) = default;
};

struct TemplateLibraryRead {
  std::vector<Template> templates;
  std::vector<TemplateContent> contents;  ///< no hash twice
};

/// In the order given.
std::string write_template_document(const Workspace& workspace, const std::vector<const Template*>& templates,
                                    const std::vector<TemplateContent>& contents = {});
/// How long the document can become with such a file in it, at most.
std::uint64_t content_length_max(std::uint64_t bytes);

/// The templates, without ids; `reader` is the owner of own ones (not set: there may be none). The error is the first thing
/// that is wrong, with the template's name: nothing of a bad document is used. Contents are not looked at.
Result<std::vector<Template>> read_template_document(const Workspace& workspace, AgentId reader, std::string_view text);
/// With contents. One that is too large or no base64 is bad by itself (`trouble`); a list of them that is none is an error.
Result<TemplateLibraryRead> read_template_library(const Workspace& workspace, AgentId reader, std::string_view text);

}  // namespace smsdesk
