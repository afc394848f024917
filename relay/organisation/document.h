// The organisation as people read it: items by kind, their settings by name, what they refer to by name. One tree, from
// which TOML, JSON and differences are made, so that the three always say the same. Pure.
//
// Offsets of time zones are not in it: they follow from the zone's name (zones.h).
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/workspace/organisation.h"

namespace smsdesk::relay {

struct Field;
/// Settings of one item, or of a part of it, in the order in which they are written.
using Fields = std::vector<Field>;
using Levels = std::vector<std::pair<std::string, std::int64_t>>;  ///< a skill's name and level
/// The last alternative: parts with settings of their own, such as a queue's rings.
using FieldValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>, Levels, std::vector<Fields>>;

struct Field {
  std::string name;
  FieldValue value;
  bool is_usual = false;  ///< what it is where nothing is said; left out of TOML
  friend bool operator==(const Field& a, const Field& b) { return a.name == b.name && a.value == b.value; }
};

struct DocumentItem {
  std::string key;   ///< its id, or the number: what makes it the same item in two documents
  std::string name;  ///< as people call it
  Fields fields;
};
struct DocumentKind {
  std::string name;  ///< "queue"
  bool is_single = false;
  std::vector<DocumentItem> items;
};
using Document = std::vector<DocumentKind>;

/// Every item's every setting, but for numbers that are not said (a limit that is as the number's, a capacity that is the
/// default). Names that are needed and are not there (a reference into nothing) become the bare id.
Document make_document(const Organisation& organisation);

}  // namespace smsdesk::relay
