// Which templates fit what was typed, the likeliest first. Pure.
//
// Order: by where the words are found — the shortcut itself, the shortcut's beginning, the name's, a word of the name, the
// name, the text — and among equals what this agent has used most, then by name. With nothing typed, that is "most used
// first". A word that names a language ("es", "spanish", "español") asks for the text in it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/template/template.h"

namespace smsdesk {

struct TemplateHit {
  const Template* one = nullptr;
  std::size_t text =
      0;  ///< which of its texts: in the language asked for, else in the first of the preferred, else the first
  friend bool operator==(const TemplateHit&, const TemplateHit&) = default;
};
/// The text that was found; a blank one where the files go alone.
TemplateText text_of(const TemplateHit& hit);

struct TemplateSearch {
  std::string_view words;
  std::vector<std::string> languages{};  ///< preferred, the best first
  std::size_t limit = 50;
};

/// The agent's uses of that template; an unset function: none.
using UsesOf = std::function<TemplateUse(TemplateId)>;

std::vector<TemplateHit> search_templates(const std::vector<const Template*>& among, const TemplateSearch& search,
                                          const UsesOf& uses_of);

}  // namespace smsdesk
