// The organisation's document as the form edits it: items whose values follow the table (organisation_form.h). Items that
// others name are held by a key of this page, so that a new name changes nothing of who means whom; the document itself has
// names.
//
// Invariants: keys are unique within a document, and the working copy keeps those of what it was copied from. A removed
// item stays, marked, until it is saved; whatever names it stops doing so in what is written. Members that the table does
// not know are written back as they came. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/client/organisation_form.h"
#include "core/json/json.h"

namespace smsdesk::form {

struct Reference {
  std::uint32_t key = 0;  ///< 0: `name` is of nothing that is there
  std::string name;       ///< with key 0 only
  friend bool operator==(const Reference&, const Reference&) = default;
};
struct Row;
/// Which of these is used says the field's kind: `text` of everything that is written (lists one a line, "true"), the others
/// of references and rows.
struct Value {
  std::string text;
  std::vector<Reference> refs;
  std::vector<Row> rows;
  friend bool operator==(const Value&, const Value&);
};
struct Row {
  std::uint32_t key = 0;
  std::vector<Value> parts;
};
bool operator==(const Row& a, const Row& b);

struct Item {
  std::uint32_t key = 0;
  std::string id;  ///< the relay's, in digits; empty = it has none (a new one, a number, the defaults)
  bool is_removed = false;
  std::vector<Value> values;                                ///< by the section's fields
  std::vector<std::pair<std::string, std::string>> others;  ///< members that the table does not know, as JSON
  friend bool operator==(const Item&, const Item&) = default;
};
struct Document {
  std::vector<std::vector<Item>> sections;  ///< by sections()
  std::vector<std::pair<std::string, std::string>> others;
  std::uint32_t last_key = 0;

  Item* find(std::size_t section, std::uint32_t key);
  const Item* find(std::size_t section, std::uint32_t key) const;
};

Result<Document> read_document(std::string_view json);
/// What the relay takes. `order`, where given, gets the keys of the items that were written, by section.
std::string write_document(const Document& document, std::vector<std::vector<std::uint32_t>>* order = nullptr);

/// As the section's people call it; "New queue" where it has no name.
std::string title_of(std::size_t section, const Item& item);
/// With the fields' usual values, and a name that no other has.
Item& add_item(Document& document, std::size_t section);
Item& copy_item(Document& document, std::size_t section, std::uint32_t key);
Row make_row(Document& document, const Field& field);

/// What an item is in the working copy beside what was loaded.
enum class Change : std::uint8_t { None, Added, Changed, Removed };
Change change_of(const Document& before, std::size_t section, const Item& item);
std::size_t count_changes(const Document& before, const Document& after);

/// Everything that differs, as text: to be kept in the browser, and to be applied to another configuration.
std::string write_changes(const Document& before, const Document& after);
/// Does to `document` what the text says, field by field. Returns how many of its changes found no place: their item is not
/// there any more.
std::size_t apply_changes(Document& document, std::string_view changes);
/// How many items a text of changes is about.
std::size_t count_changes_in(std::string_view changes);

}  // namespace smsdesk::form
