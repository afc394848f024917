// A choice stands before the words: a sign that nobody types, and a letter. Words that begin with that sign have it too, with the
// letter of no choice, so that none are taken for one.
#include "core/client/draft_words.h"

#include <cstddef>

namespace smsdesk {
namespace {

constexpr char kMark = '\x02';
constexpr std::string_view kLetters = "umt";  // in the order of the enumerators

}  // namespace

std::string encode_draft_words(std::string_view text, SendAs send_as) {
  if (text.empty() || (send_as == SendAs::Usual && text.front() != kMark)) return std::string(text);
  std::string kept{kMark, kLetters[static_cast<std::size_t>(send_as)]};
  return kept.append(text);
}

DraftWords decode_draft_words(std::string_view kept) {
  if (kept.size() <= 2 || kept.front() != kMark) return {std::string(kept)};
  const std::size_t choice = kLetters.find(kept[1]);
  if (choice == std::string_view::npos) return {std::string(kept)};
  return {std::string(kept.substr(2)), static_cast<SendAs>(choice)};
}

}  // namespace smsdesk
