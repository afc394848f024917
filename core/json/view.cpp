#include <limits>

#include "core/json/tree.h"

namespace smsdesk::json {
namespace {

std::string_view text(const Tree& tree, Slice slice) {
  return std::string_view(tree.bytes).substr(slice.begin, slice.count);
}

}  // namespace

Kind View::kind() const {
  return tree_ ? tree_->nodes[node_].kind : Kind::Absent;
}

std::string_view View::string() const {
  return is_string() ? text(*tree_, tree_->nodes[node_].content) : std::string_view();
}

std::optional<bool> View::boolean() const {
  if (!is_boolean()) return std::nullopt;
  return tree_->nodes[node_].truth;
}

std::optional<std::int64_t> View::integer() const {
  if (!is_number()) return std::nullopt;
  const Node& node = tree_->nodes[node_];
  if (node.form == NumberForm::Negative) return node.negative_value;
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (node.form == NumberForm::Real || node.unsigned_value > kMax) return std::nullopt;
  return static_cast<std::int64_t>(node.unsigned_value);
}

std::optional<std::uint64_t> View::unsigned_integer() const {
  if (!is_number() || tree_->nodes[node_].form != NumberForm::Unsigned) return std::nullopt;
  return tree_->nodes[node_].unsigned_value;
}

std::optional<double> View::number() const {
  if (!is_number()) return std::nullopt;
  const Node& node = tree_->nodes[node_];
  switch (node.form) {
    case NumberForm::Negative:
      return static_cast<double>(node.negative_value);
    case NumberForm::Unsigned:
      return static_cast<double>(node.unsigned_value);
    case NumberForm::Real:
      return node.real_value;
  }
  return std::nullopt;
}

std::size_t View::size() const {
  return is_array() || is_object() ? tree_->nodes[node_].content.count : 0;
}

View View::at(std::size_t index) const {
  if (index >= size()) return View();
  return View(tree_, tree_->nodes[node_].content.begin + static_cast<std::uint32_t>(index));
}

std::string_view View::member_key(std::size_t index) const {
  if (!is_object() || index >= size()) return {};
  return text(*tree_, tree_->nodes[tree_->nodes[node_].content.begin + index].key);
}

View View::find(std::string_view key) const {
  if (!is_object()) return View();
  Slice members = tree_->nodes[node_].content;
  for (std::uint32_t i = members.begin; i < members.begin + members.count; ++i) {
    if (text(*tree_, tree_->nodes[i].key) == key) return View(tree_, i);
  }
  return View();
}

std::string_view View::text_or(std::string_view key, std::string_view otherwise) const {
  View member = find(key);
  return member.is_string() ? member.string() : otherwise;
}

std::uint64_t View::u64_or(std::string_view key, std::uint64_t otherwise) const {
  return find(key).unsigned_integer().value_or(otherwise);
}

std::int64_t View::i64_or(std::string_view key, std::int64_t otherwise) const {
  return find(key).integer().value_or(otherwise);
}

bool View::bool_or(std::string_view key, bool otherwise) const {
  return find(key).boolean().value_or(otherwise);
}

}  // namespace smsdesk::json
