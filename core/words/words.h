// Every text of the interface passes here: what stands in the program is English, and what is said is in the language in use.
//
// gettext's way: the English text is the key, so that the program stays readable and an untranslated text is still one.
// xgettext finds the texts in the sources by the names of these functions; they must be given literals:
//
//   tr("Sign in")                                            a text
//   tr("Decline {customer}", {{"customer", name}})           with what is put into it, by name: another language has another
//                                                            order, so that a sentence is never put together from parts
//   trn("{n} message", "{n} messages", count)                counted; {n} is filled by itself
//   trc("a conversation's end", "End")                       one English text with two meanings: the context tells them apart
//   mark("Available")                                        the text as it stands, for a table; tr(table[i]) where it is used
//   markc("key", "Space")                                with its context; trc("key", table[i]) where it is used
//   translated(sentence)                                     a sentence that comes from elsewhere (the relay) and may be known,
//                                                            also with something put into it; "{reason}" is translated too
//
// What is put in is data: it is neither translated nor read again. A name that nothing is given for stays as it is, so that the
// fault can be seen.
//
// In a language that is read from right to left, what is put in stands between isolates (U+2068, U+2069).
//
// The language in use is that of the innermost Use: reduce(), make_screen() and the drawing of a frame make one each. Where
// there is none it is English. A text that is returned as a pointer lives as long as the catalogue, which is at least as long as
// the Use: what is kept longer is kept as a string.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace smsdesk {

namespace words {

class Catalogue;

struct Put {
  std::string_view name, value;
};
using Puts = std::initializer_list<Put>;

/// The catalogue in use as long as this lives, in this thread; null: English.
class Use {
 public:
  explicit Use(const Catalogue* catalogue);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  const Catalogue* before_;
};

/// Right to left is how the language in use is written.
bool is_right_to_left();

}  // namespace words

const char* tr(const char* english);
std::string tr(const char* english, words::Puts puts);
const char* trc(const char* context, const char* english);
std::string trc(const char* context, const char* english, words::Puts puts);
std::string trn(const char* one, const char* many, std::uint64_t n, words::Puts puts = {});
constexpr const char* mark(const char* english) {
  return english;
}
/// Likewise, of a text with a context.
constexpr const char* markc(const char* /*context*/, const char* english) {
  return english;
}
std::string translated(std::string_view sentence);

/// ", ", between the parts of a line that are no sentence.
std::string comma();
/// "Name: what it says".
std::string labelled(std::string_view label, std::string_view text);

}  // namespace smsdesk
