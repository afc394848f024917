// Writing. Text that needs no escape is copied between quotes (nearly every key and value); all
// other text and every real number goes through nlohmann's serializer, so escaping and rounding are
// its work.
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/utf8.h"
#include "core/json/json.h"

namespace smsdesk::json {
namespace {

bool needs_no_escape(std::string_view text) {
  for (char c : text) {
    if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') return false;
  }
  return true;
}

void append_string(std::string& out, std::string_view text) {
  if (needs_no_escape(text)) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  out += nlohmann::json(utf8::is_valid(text) ? std::string(text) : utf8::repaired(text)).dump();
}

template <typename Integer>
void append_integer(std::string& out, Integer value) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

}  // namespace

void Writer::before_value() {
  SMSDESK_ASSERT(open_.empty() ? out_.empty() : (open_.back() == Place::Object) == has_key_);
  if (needs_comma_ && !has_key_) out_ += ',';
  has_key_ = false;
  needs_comma_ = true;
}

Writer& Writer::begin_object() {
  before_value();
  out_ += '{';
  open_.push_back(Place::Object);
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  SMSDESK_ASSERT(!open_.empty() && open_.back() == Place::Object && !has_key_);
  open_.pop_back();
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  before_value();
  out_ += '[';
  open_.push_back(Place::Array);
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  SMSDESK_ASSERT(!open_.empty() && open_.back() == Place::Array);
  open_.pop_back();
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  SMSDESK_ASSERT(!open_.empty() && open_.back() == Place::Object && !has_key_);
  if (needs_comma_) out_ += ',';
  append_string(out_, name);
  out_ += ':';
  has_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view value) {
  before_value();
  append_string(out_, value);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  before_value();
  append_integer(out_, value);
  return *this;
}

Writer& Writer::unsigned_integer(std::uint64_t value) {
  before_value();
  append_integer(out_, value);
  return *this;
}

Writer& Writer::number(double value) {
  before_value();
  out_ += nlohmann::json(value).dump();
  return *this;
}

Writer& Writer::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  before_value();
  out_ += "null";
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  SMSDESK_ASSERT(!json.empty());
  before_value();
  out_ += json;
  return *this;
}

// Recursion is bounded by the depth limit the document was parsed with.
Writer& Writer::copy(View value) {
  switch (value.kind()) {
    case Kind::Absent:
    case Kind::Null:
      return null();
    case Kind::Boolean:
      return boolean(*value.boolean());
    case Kind::String:
      return string(value.string());
    case Kind::Number:
      if (auto whole = value.unsigned_integer()) return unsigned_integer(*whole);
      if (auto negative = value.integer()) return integer(*negative);
      return number(*value.number());
    case Kind::Array:
      begin_array();
      for (std::size_t i = 0; i < value.size(); ++i) copy(value.at(i));
      return end_array();
    case Kind::Object:
      begin_object();
      for (std::size_t i = 0; i < value.size(); ++i) key(value.member_key(i)).copy(value.at(i));
      return end_object();
  }
  return *this;
}

std::string Writer::take() {
  SMSDESK_ASSERT(open_.empty() && !out_.empty());
  needs_comma_ = false;
  return std::exchange(out_, {});
}

}  // namespace smsdesk::json
