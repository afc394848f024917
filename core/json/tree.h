// The parsed form behind Document and View; included by core/json's own files only.
//
// Three flat vectors instead of nested maps: one parse allocates a handful of times whatever the
// document holds, and destroying it cannot recurse. The children of a container lie side by side,
// in written order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json/json.h"

namespace smsdesk::json {

enum class NumberForm : std::uint8_t { Negative, Unsigned, Real };

struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};

struct Node {
  Kind kind = Kind::Null;
  NumberForm form = NumberForm::Unsigned;
  bool truth = false;
  Slice key;      ///< in Tree::bytes, for members
  Slice content;  ///< a string's bytes, or a container's children in Tree::nodes
  union {
    std::uint64_t unsigned_value = 0;
    std::int64_t negative_value;
    double real_value;
  };
};

struct Tree {
  std::string bytes;
  std::vector<Node> nodes;  ///< the root is the last one
};

}  // namespace smsdesk::json
