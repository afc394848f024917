// JSON in and out. The only door to nlohmann/json: nothing outside core/json includes it.
//
// Why: bytes from outside must never throw, abort or recurse without a bound, and half the tree
// needs JSON but should not compile a 25,000-line header. nlohmann's parser reads, nlohmann's
// serializer writes what has to be escaped or rounded; here is a read-only tree of values and a
// writer that checks its order of calls.
//
// What is refused: anything that is not RFC 8259 (comments, trailing commas, trailing text),
// malformed UTF-8, lone surrogate escapes, numbers beyond a double, nesting beyond `depth_max`, and
// a repeated key in one object (two readers could otherwise see two different messages). Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace smsdesk::json {

/// Longer documents are refused with ErrorCode::TooLarge.
inline constexpr std::size_t kDocumentBytesMax = 64u << 20;
inline constexpr std::size_t kDepthMax = 32;
inline constexpr std::size_t kValuesMax = 4'000'000;  ///< values in one text, each some 32 bytes when it is read

enum class Kind : std::uint8_t { Absent, Null, Boolean, Number, String, Array, Object };

struct Tree;

/// One value inside a Document; cheap to copy. Valid as long as its Document lives (moving the
/// Document is fine). Every question may be asked of every view: what does not fit answers
/// "nothing", so that a chain such as view.find("a").at(0).string() needs no checks between.
class View {
 public:
  View() = default;

  Kind kind() const;
  /// False for a member that is not there. A JSON null exists.
  bool exists() const { return tree_ != nullptr; }
  bool is_null() const { return kind() == Kind::Null; }
  bool is_boolean() const { return kind() == Kind::Boolean; }
  bool is_number() const { return kind() == Kind::Number; }
  bool is_string() const { return kind() == Kind::String; }
  bool is_array() const { return kind() == Kind::Array; }
  bool is_object() const { return kind() == Kind::Object; }

  /// Well-formed UTF-8, may hold U+0000; empty unless this is a string.
  std::string_view string() const;
  std::optional<bool> boolean() const;
  /// Only for a number written without fraction and exponent that fits; 1.0 and 1e3 are no
  /// integers.
  std::optional<std::int64_t> integer() const;
  std::optional<std::uint64_t> unsigned_integer() const;
  std::optional<double> number() const;

  /// Elements of an array or members of an object; 0 for everything else.
  std::size_t size() const;
  /// The i-th element, or the value of the i-th member in written order; absent when i is out of
  /// range.
  View at(std::size_t index) const;
  /// Name of the i-th member; empty when there is none.
  std::string_view member_key(std::size_t index) const;
  /// The member of that name, or an absent view. Takes time linear in the number of members.
  View find(std::string_view key) const;

  /// The member when it is of that kind, else `otherwise`.
  std::string_view text_or(std::string_view key, std::string_view otherwise) const;
  std::uint64_t u64_or(std::string_view key, std::uint64_t otherwise) const;
  std::int64_t i64_or(std::string_view key, std::int64_t otherwise) const;
  bool bool_or(std::string_view key, bool otherwise) const;

 private:
  friend class Document;
  View(const Tree* tree, std::uint32_t node) : tree_(tree), node_(node) {}

  const Tree* tree_ = nullptr;
  std::uint32_t node_ = 0;
};

/// A parsed text; owns all that its views show.
class Document {
 public:
  /// Errors: Invalid (with the byte at which reading stopped) and TooLarge (length, nesting or number of values: a value takes
  /// far more room than its one byte of text).
  static Result<Document> parse(std::string_view text, std::size_t depth_max = kDepthMax,
                                std::size_t values_max = kValuesMax);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  View root() const;

 private:
  explicit Document(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

/// Writes one compact JSON value, members in the order of the calls: the same calls give the same
/// bytes on every platform, so digests and logs may rest on it. Malformed UTF-8 is written as
/// U+FFFD. Calls out of order (a value without a key, an end without a begin, take() before the
/// end) are our bugs and assert; repeated keys are not looked for.
class Writer {
 public:
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& string(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& unsigned_integer(std::uint64_t value);
  /// Shortest form that reads back as the same double; infinities and NaN are written as null.
  Writer& number(double value);
  Writer& boolean(bool value);
  Writer& null();
  /// A value that is JSON already, for example one that another Writer made; not looked into.
  Writer& raw(std::string_view json);
  /// A value read elsewhere, written again with the same member order.
  Writer& copy(View value);

  /// The finished text; the writer is then as new.
  std::string take();

 private:
  enum class Place : std::uint8_t { Array, Object };
  void before_value();

  std::string out_;
  std::vector<Place> open_;
  bool needs_comma_ = false;
  bool has_key_ = false;
};

}  // namespace smsdesk::json
