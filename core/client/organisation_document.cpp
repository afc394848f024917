#include "core/client/organisation_document.h"

#include <algorithm>
#include <charconv>

#include "core/base/ascii.h"
#include "core/words/words.h"

namespace smsdesk::form {
namespace {

const std::string& text_at(const Item& item, std::size_t field) {
  static const std::string none;
  return field < item.values.size() ? item.values[field].text : none;
}

/// What other items name it by.
const std::string& name_of(std::size_t section, const Item& item) {
  const Section& spec = sections()[section];
  return text_at(item, find_field(spec.fields, spec.name_field));
}

std::optional<std::int64_t> whole_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// In a list that is written one a line, a line end within a text stands as this.
constexpr std::string_view kLineEnd = "\u2028";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    result.append(text.substr(0, at)).append(to);
    text.remove_prefix(at + from.size());
  }
  return result.append(text);
}

// Reading ----------------------------------------------------------------------------------------------------------

std::string text_of(json::View value) {
  if (value.is_string()) return std::string(value.string());
  return value.exists() && !value.is_null() ? json::Writer().copy(value).take() : std::string();
}

Value read_value(Document& document, json::View from, const Field& field);

std::vector<Value> read_values(Document& document, json::View from, std::span<const Field> fields) {
  std::vector<Value> values;
  for (const Field& field : fields) values.push_back(read_value(document, from.find(field.name), field));
  return values;
}

Value read_value(Document& document, json::View from, const Field& field) {
  Value value;
  switch (field.kind) {
    case Kind::Text:
    case Kind::LongText:
    case Kind::Whole:
    case Kind::Duration:
    case Kind::Choice:
    case Kind::YesNo:
      value.text = text_of(from);
      break;
    case Kind::Lines:
      for (std::size_t i = 0; i < from.size(); ++i)
        value.text += (i == 0 ? "" : "\n") + replaced(text_of(from.at(i)), "\n", kLineEnd);
      break;
    case Kind::One:
      if (const std::string name = text_of(from); !name.empty()) value.refs.push_back({0, name});
      break;
    case Kind::Many:
      for (std::size_t i = 0; i < from.size(); ++i) value.refs.push_back({0, text_of(from.at(i))});
      break;
    case Kind::Levels:
      for (std::size_t i = 0; i < from.size(); ++i) {
        Row row{++document.last_key, std::vector<Value>(2)};
        row.parts[0].refs.push_back({0, std::string(from.member_key(i))});
        row.parts[1].text = text_of(from.at(i));
        value.rows.push_back(std::move(row));
      }
      break;
    case Kind::Rows:
      for (std::size_t i = 0; i < from.size(); ++i) {
        Row row{++document.last_key, {}};
        row.parts = read_values(document, from.at(i), field.parts);
        value.rows.push_back(std::move(row));
      }
      break;
    case Kind::Members:
      break;
  }
  return value;
}

Item read_item(Document& document, std::size_t section, json::View from) {
  const Section& spec = sections()[section];
  Item item;
  item.key = ++document.last_key;
  item.id = text_of(from.find("id"));
  item.values = read_values(document, from, spec.fields);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string_view name = from.member_key(i);
    const std::size_t field = find_field(spec.fields, name);
    const bool is_known = name == "id" || (field != kNone && spec.fields[field].kind != Kind::Members);
    if (!is_known) item.others.emplace_back(name, json::Writer().copy(from.at(i)).take());
  }
  return item;
}

/// Names become keys, where there is an item of that name.
class Resolver {
 public:
  explicit Resolver(Document& document) : document_(document) {
    names_.resize(sections().size());
    for (std::size_t s = 0; s < document.sections.size(); ++s) {
      for (const Item& item : document.sections[s]) {
        // The first of a name is meant, as long as it is there.
        if (!item.is_removed) names_[s].emplace_back(told_apart(s, name_of(s, item)), item.key);
      }
      std::stable_sort(names_[s].begin(), names_[s].end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
    }
  }
  void all() {
    for (std::size_t s = 0; s < document_.sections.size(); ++s)
      for (Item& item : document_.sections[s]) values(item.values, sections()[s].fields);
  }

 private:
  void values(std::vector<Value>& values, std::span<const Field> fields) {
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
      for (Reference& one : values[i].refs) resolve(one, find_section(fields[i].of));
      for (Row& row : values[i].rows) this->values(row.parts, fields[i].parts);
    }
  }
  /// Logins are told apart without case.
  static std::string told_apart(std::size_t section, const std::string& name) {
    return sections()[section].name_field == "login" ? ascii_lowered(name) : name;
  }
  void resolve(Reference& one, std::size_t section) const {
    if (one.key != 0 || section == kNone) return;
    const auto& names = names_[section];
    const std::string wanted = told_apart(section, one.name);
    const auto at = std::lower_bound(names.begin(), names.end(), wanted,
                                     [](const auto& a, const std::string& b) { return a.first < b; });
    if (at == names.end() || at->first != wanted) return;
    one = {at->second, {}};
  }

  Document& document_;
  std::vector<std::vector<std::pair<std::string, std::uint32_t>>> names_;
};

// Writing ----------------------------------------------------------------------------------------------------------

class Words {
 public:
  Words(const Document& document, json::Writer& writer) : writer_(writer) {
    for (std::size_t s = 0; s < document.sections.size(); ++s)
      for (const Item& item : document.sections[s]) items_.push_back({item.key, s, &item});
    std::sort(items_.begin(), items_.end(), [](const Known& a, const Known& b) { return a.key < b.key; });
  }

  /// False: nothing is to be said, so that it is as usual.
  bool says(const Field& field, const Value& value) const {
    switch (field.kind) {
      case Kind::Whole:
      case Kind::Duration:
      case Kind::Choice:
      case Kind::YesNo:
        return !value.text.empty();
      case Kind::One:
        return !field.is_required || name(value) != nullptr;
      case Kind::Members:
        return false;
      default:
        return true;
    }
  }
  void values(const std::vector<Value>& values, std::span<const Field> fields) {
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
      if (!says(fields[i], values[i])) continue;
      writer_.key(fields[i].name);
      write(fields[i], values[i]);
    }
  }
  void write(const Field& field, const Value& value) {
    switch (field.kind) {
      case Kind::Whole:
        if (const auto number = whole_of(value.text))
          writer_.integer(*number);
        else
          writer_.string(value.text);
        break;
      case Kind::YesNo:
        writer_.boolean(value.text == "true");
        break;
      case Kind::Lines:
        writer_.begin_array();
        for (const std::string_view line : lines_of(value.text)) writer_.string(replaced(line, kLineEnd, "\n"));
        writer_.end_array();
        break;
      case Kind::One: {
        const std::string* named = name(value);
        writer_.string(named == nullptr ? std::string() : *named);
        break;
      }
      case Kind::Many:
        writer_.begin_array();
        for (const Reference& one : value.refs)
          if (const std::string* named = name(one)) writer_.string(*named);
        writer_.end_array();
        break;
      case Kind::Levels:
        levels(value);
        break;
      case Kind::Rows:
        writer_.begin_array();
        for (const Row& row : value.rows) {
          writer_.begin_object();
          values(row.parts, field.parts);
          writer_.end_object();
        }
        writer_.end_array();
        break;
      default:
        writer_.string(value.text);
    }
  }
  void others(const std::vector<std::pair<std::string, std::string>>& members) {
    for (const auto& [name, json] : members) writer_.key(name).raw(json);
  }

 private:
  struct Known {
    std::uint32_t key;
    std::size_t section;
    const Item* item;
  };
  /// Null: it is removed.
  const std::string* name(const Reference& one) const {
    if (one.key == 0) return &one.name;
    const auto at = std::lower_bound(items_.begin(), items_.end(), one.key,
                                     [](const Known& a, std::uint32_t key) { return a.key < key; });
    if (at == items_.end() || at->key != one.key || at->item->is_removed) return nullptr;
    return &name_of(at->section, *at->item);
  }
  const std::string* name(const Value& value) const { return value.refs.empty() ? nullptr : name(value.refs.front()); }
  void levels(const Value& value) {
    writer_.begin_object();
    std::vector<std::string_view> said;  // an object names nothing twice
    for (const Row& row : value.rows) {
      const std::string* named = name(row.parts[0]);
      if (named == nullptr || std::find(said.begin(), said.end(), *named) != said.end()) continue;
      said.push_back(*named);
      writer_.key(*named);
      write(kLevel, row.parts[1]);
    }
    writer_.end_object();
  }
  static constexpr Field kLevel{"level", "", "", Kind::Whole};

  json::Writer& writer_;
  std::vector<Known> items_;
};

const Item* find_in(const std::vector<Item>& items, std::uint32_t key) {
  const auto at = std::find_if(items.begin(), items.end(), [&](const Item& one) { return one.key == key; });
  return at == items.end() ? nullptr : &*at;
}

/// The item that a change is about: by its id, or by its name.
Item* find_meant(Document& document, std::size_t section, std::string_view id, std::string_view was) {
  for (Item& item : document.sections[section]) {
    if (sections()[section].is_single || (id.empty() ? name_of(section, item) == was : item.id == id)) return &item;
  }
  return nullptr;
}

/// A name that no other item of the section has: "New queue 2".
std::string free_name(const Document& document, std::size_t section, const std::string& wanted) {
  const auto is_taken = [&](const std::string& name) {
    const auto& items = document.sections[section];
    return std::any_of(items.begin(), items.end(), [&](const Item& one) { return name_of(section, one) == name; });
  };
  std::string name = wanted;
  for (int n = 2; is_taken(name); ++n) name = wanted + " " + std::to_string(n);
  return name;
}

}  // namespace

bool operator==(const Row& a, const Row& b) {
  return a.key == b.key && a.parts == b.parts;
}
bool operator==(const Value& a, const Value& b) {
  return a.text == b.text && a.refs == b.refs && a.rows == b.rows;
}

const Item* Document::find(std::size_t section, std::uint32_t key) const {
  return section < sections.size() ? find_in(sections[section], key) : nullptr;
}
Item* Document::find(std::size_t section, std::uint32_t key) {
  return const_cast<Item*>(static_cast<const Document*>(this)->find(section, key));
}

Result<Document> read_document(std::string_view text) {
  auto parsed = json::Document::parse(text);
  if (!parsed) return parsed.error();
  const json::View root = parsed->root();
  if (!root.is_object()) return Error{ErrorCode::Invalid, tr("This is no configuration.")};
  Document document;
  document.sections.resize(sections().size());
  for (std::size_t i = 0; i < root.size(); ++i) {
    const std::size_t section = find_section(root.member_key(i));
    if (section == kNone) {
      document.others.emplace_back(root.member_key(i), json::Writer().copy(root.at(i)).take());
    } else if (sections()[section].is_single) {
      document.sections[section].push_back(read_item(document, section, root.at(i)));
    } else {
      for (std::size_t k = 0; k < root.at(i).size(); ++k)
        document.sections[section].push_back(read_item(document, section, root.at(i).at(k)));
    }
  }
  Resolver(document).all();
  return document;
}

std::string write_document(const Document& document, std::vector<std::vector<std::uint32_t>>* order) {
  json::Writer writer;
  Words words(document, writer);
  if (order != nullptr) order->assign(document.sections.size(), {});
  writer.begin_object();
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    const Section& spec = sections()[s];
    if (spec.is_single && document.sections[s].empty()) continue;
    writer.key(spec.kind);
    if (!spec.is_single) writer.begin_array();
    for (const Item& item : document.sections[s]) {
      if (item.is_removed) continue;
      if (order != nullptr) (*order)[s].push_back(item.key);
      writer.begin_object();
      if (const auto id = whole_of(item.id)) writer.key("id").integer(*id);
      words.values(item.values, spec.fields);
      words.others(item.others);
      writer.end_object();
      if (spec.is_single) break;
    }
    if (!spec.is_single) writer.end_array();
  }
  words.others(document.others);
  writer.end_object();
  return writer.take();
}

std::string new_name(const Section& spec) {
  return tr("New {thing}", {{"thing", translated(spec.one)}});
}

std::string title_of(std::size_t section, const Item& item) {
  const Section& spec = sections()[section];
  if (spec.is_single) return translated(spec.title);
  const std::string& title = text_at(item, find_field(spec.fields, spec.title_field));
  return title.empty() ? new_name(spec) : title;
}

Item& add_item(Document& document, std::size_t section) {
  const Section& spec = sections()[section];
  Item item;
  item.key = ++document.last_key;
  for (const Field& field : spec.fields) {
    Value value;
    value.text = field.usual;
    item.values.push_back(std::move(value));
  }
  const std::size_t name = find_field(spec.fields, "name");
  if (name != kNone) item.values[name].text = free_name(document, section, new_name(spec));
  document.sections[section].push_back(std::move(item));
  return document.sections[section].back();
}

Item& copy_item(Document& document, std::size_t section, std::uint32_t key) {
  Item item = *document.find(section, key);
  const Section& spec = sections()[section];
  item.key = ++document.last_key;
  item.id.clear();
  item.is_removed = false;
  for (Value& value : item.values)
    for (Row& row : value.rows) row.key = ++document.last_key;
  // A number, a login and a name are one item's alone.
  if (const std::size_t name = find_field(spec.fields, "name"); name != kNone)
    item.values[name].text = free_name(document, section, tr("{name} copy", {{"name", item.values[name].text}}));
  if (spec.name_field != "name") item.values[find_field(spec.fields, spec.name_field)].text.clear();
  document.sections[section].push_back(std::move(item));
  return document.sections[section].back();
}

Row make_row(Document& document, const Field& field) {
  Row row{++document.last_key, {}};
  for (const Field& part : field.parts) {
    Value value;
    value.text = part.usual;
    row.parts.push_back(std::move(value));
  }
  return row;
}

Change change_of(const Document& before, std::size_t section, const Item& item) {
  const Item* was = before.find(section, item.key);
  if (was == nullptr) return item.is_removed ? Change::None : Change::Added;
  if (item.is_removed) return Change::Removed;
  return *was == item ? Change::None : Change::Changed;
}

std::size_t count_changes(const Document& before, const Document& after) {
  std::size_t count = 0;
  for (std::size_t s = 0; s < after.sections.size(); ++s)
    for (const Item& item : after.sections[s]) count += change_of(before, s, item) != Change::None ? 1 : 0;
  return count;
}

std::string write_changes(const Document& before, const Document& after) {
  json::Writer writer;
  Words words(after, writer);
  writer.begin_array();
  for (std::size_t s = 0; s < after.sections.size(); ++s) {
    const Section& spec = sections()[s];
    for (const Item& item : after.sections[s]) {
      const Change change = change_of(before, s, item);
      if (change == Change::None) continue;
      const Item* was = before.find(s, item.key);
      writer.begin_object().key("kind").string(spec.kind);
      if (was != nullptr && !item.id.empty()) writer.key("id").string(item.id);
      if (was != nullptr) writer.key("was").string(name_of(s, *was));
      if (change == Change::Removed) writer.key("removed").boolean(true);
      if (change != Change::Removed) {
        writer.key("fields").begin_object();
        for (std::size_t i = 0; i < spec.fields.size(); ++i) {
          const Field& field = spec.fields[i];
          if (field.kind == Kind::Members || (was != nullptr && was->values[i] == item.values[i])) continue;
          writer.key(field.name);
          // What says nothing is said here too: it was emptied.
          if (words.says(field, item.values[i]))
            words.write(field, item.values[i]);
          else
            writer.null();
        }
        writer.end_object();
      }
      writer.end_object();
    }
  }
  writer.end_array();
  return writer.take();
}

std::size_t apply_changes(Document& document, std::string_view changes) {
  auto parsed = json::Document::parse(changes);
  if (!parsed) return 0;
  std::size_t lost = 0;
  for (std::size_t i = 0; i < parsed->root().size(); ++i) {
    const json::View change = parsed->root().at(i);
    const std::size_t section = find_section(change.text_or("kind", ""));
    if (section == kNone) continue;
    Item* item = nullptr;
    if (change.find("was").exists()) {
      item = find_meant(document, section, change.text_or("id", ""), change.text_or("was", ""));
      const bool is_removal = change.bool_or("removed", false);
      if (item == nullptr && !is_removal) ++lost;
      if (item != nullptr && is_removal) item->is_removed = true;
    } else {
      item = &add_item(document, section);
    }
    const json::View fields = change.find("fields");
    for (std::size_t k = 0; item != nullptr && k < fields.size(); ++k) {
      const std::size_t field = find_field(sections()[section].fields, fields.member_key(k));
      if (field == kNone) continue;
      // Reading gives new keys to rows, and may not move the item meanwhile.
      item->values[field] = read_value(document, fields.at(k), sections()[section].fields[field]);
    }
  }
  Resolver(document).all();
  return lost;
}

std::size_t count_changes_in(std::string_view changes) {
  auto parsed = json::Document::parse(changes);
  return parsed ? parsed->root().size() : 0;
}

}  // namespace smsdesk::form
