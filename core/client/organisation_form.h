// What the organisation's document is made of, as a form: sections, their fields, what each field takes. One table, from
// which reading, writing, drawing and editing follow, so that no section has code of its own.
//
// Names are those of the document (docs/protocol.md, "For admins"); a test compares them with what the relay exports.
// What a value may be is the relay's to judge: its problems come back with the field's name. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace smsdesk::form {

enum class Kind : std::uint8_t {
  Text,      ///< a line
  LongText,  ///< several lines
  Whole,     ///< a whole number; empty = as usual
  Duration,  ///< "30 s", "5 min", "never"; empty = as usual
  Choice,    ///< one of a few words
  YesNo,
  One,      ///< names an item of another section, or nothing
  Many,     ///< names items of another section, in an order
  Lines,    ///< a list of texts, one a line
  Levels,   ///< items of another section, each with a whole number
  Rows,     ///< parts with fields of their own, in an order
  Members,  ///< not in the document: items of another section that name this one in their field `back`
};

struct Choice {
  std::string_view word, label;
};

struct Field {
  std::string_view name, label, help;
  Kind kind = Kind::Text;
  std::string_view of{};              ///< One, Many, Levels, Members: the section's kind
  std::string_view back{};            ///< Members: that section's field
  std::span<const Choice> choices{};  ///< Choice; the first is the usual one
  std::span<const Field> parts{};     ///< Rows, Levels
  std::string_view usual{};           ///< of a new item
  std::string_view heading{};         ///< stands above it, where it begins a group
  bool is_required = false;           ///< One: something must be named
  /// Of a row: asked for only where the row's first part, a choice, is one of these words. Empty: always.
  std::span<const std::string_view> only_where{};
};

struct Section {
  std::string_view kind;        ///< "queue"
  std::string_view title, one;  ///< "Queues", "queue"
  std::string_view help;        ///< where there are none
  std::span<const Field> fields;
  std::string_view title_field = "name";  ///< what people call an item by
  std::string_view name_field = "name";   ///< what other items name it by
  bool is_single = false;
};

std::span<const Section> sections();

inline constexpr std::size_t kNone = 0xFF;
/// kNone where there is none of that name.
std::size_t find_section(std::string_view kind);
std::size_t find_field(std::span<const Field> fields, std::string_view name);
/// Whether the part is asked for in a row whose first part is that word; an empty word is the choice's first one.
bool is_asked_for(const Field& part, const Field& first, std::string_view word);
/// A word of a choice as people read it; the word itself where it is not known.
std::string_view label_of(const Field& field, std::string_view word);

}  // namespace smsdesk::form
