// A library of templates as a document that people keep, read and send to each other: JSON, everything by name. Pure.
//
//   {"smsdesk_templates": 1,
//    "templates": [
//      {"name": "Hello", "shortcut": "hi", "library": "organisation", "queues": ["Support"],
//       "texts": {"en": "Hello {{customer.name|there}}", "es": "Hola"},
//       "files": [{"name": "map.png", "hash": "4f3c…"}]}]}
//
// "library" is "own" (of whoever takes it in), "organisation", "queue: Support" or "group: Back office"; it may be left out:
// own. "queues", "shortcut" and "files" may be left out. A file is named by the hash of its content and is not in the document: a relay
// that does not have it takes the template in without it, and says so. A text without a language stands under "". Unknown members are refused, so that
// a misspelt one is not lost silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr std::size_t kTemplateDocumentBytesMax = 2u << 20;

/// In the order given.
std::string write_template_document(const Workspace& workspace, const std::vector<const Template*>& templates);

/// The templates, without ids; `reader` is the owner of own ones (not set: there may be none). The error is the first thing
/// that is wrong, with the template's name: nothing of a bad document is used.
Result<std::vector<Template>> read_template_document(const Workspace& workspace, AgentId reader, std::string_view text);

}  // namespace smsdesk
