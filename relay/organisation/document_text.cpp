#include "relay/organisation/document_text.h"

#include <algorithm>
#include <cstdio>

#include "core/base/utf8.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kLineColumns = 100;

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04X", byte);
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string key_text(const std::string& key) {
  const bool is_bare =
      !key.empty() &&
      key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
  return is_bare ? key : quoted(key);
}

std::string inline_table(const Fields& fields);

/// A value on one line.
struct InlineText {
  std::string operator()(const std::string& v) const { return quoted(v); }
  std::string operator()(std::int64_t v) const { return std::to_string(v); }
  std::string operator()(bool v) const { return v ? "true" : "false"; }
  std::string operator()(const std::vector<std::string>& v) const {
    return list(v, [](const std::string& one) { return quoted(one); });
  }
  std::string operator()(const Levels& v) const {
    std::string out = "{";
    for (const auto& [name, level] : v) {
      out += (out.size() == 1 ? " " : ", ") + key_text(name) + " = " + std::to_string(level);
    }
    return out + (v.empty() ? "}" : " }");
  }
  std::string operator()(const std::vector<Fields>& v) const { return list(v, inline_table); }

 private:
  template <typename T, typename Text>
  static std::string list(const std::vector<T>& values, Text text) {
    std::string out = "[";
    for (const T& one : values) out += (out.size() == 1 ? "" : ", ") + text(one);
    return out + "]";
  }
};

std::string text_of(const FieldValue& value) {
  return std::visit(InlineText{}, value);
}

std::string inline_table(const Fields& fields) {
  std::string out = "{";
  for (const Field& field : fields) {
    if (field.is_usual) continue;
    out += (out.size() == 1 ? " " : ", ") + field.name + " = " + text_of(field.value);
  }
  return out + (out.size() == 1 ? "}" : " }");
}

void put_line(const Field& field, std::string& out) {
  std::string line = field.name + " = " + text_of(field.value);
  const auto* list = std::get_if<std::vector<std::string>>(&field.value);
  if (list != nullptr && line.size() > kLineColumns) {
    line = field.name + " = [\n";
    for (const std::string& one : *list) line += "  " + quoted(one) + ",\n";
    line += "]";
  }
  out += line + "\n";
}

void put_fields(const std::string& path, const Fields& fields, std::string& out) {
  for (const Field& field : fields) {
    if (!field.is_usual && !std::holds_alternative<std::vector<Fields>>(field.value)) put_line(field, out);
  }
  for (const Field& field : fields) {
    const auto* parts = std::get_if<std::vector<Fields>>(&field.value);
    if (parts == nullptr) continue;
    for (const Fields& part : *parts) {
      out += "[[" + path + "." + field.name + "]]\n";
      put_fields(path + "." + field.name, part, out);
    }
  }
}

struct JsonValue {
  json::Writer& writer;
  void operator()(const std::string& v) { writer.string(v); }
  void operator()(std::int64_t v) { writer.integer(v); }
  void operator()(bool v) { writer.boolean(v); }
  void operator()(const std::vector<std::string>& v) {
    writer.begin_array();
    for (const std::string& one : v) writer.string(one);
    writer.end_array();
  }
  void operator()(const Levels& v) {
    writer.begin_object();
    for (const auto& [name, level] : v) writer.key(name).integer(level);
    writer.end_object();
  }
  void operator()(const std::vector<Fields>& v) {
    writer.begin_array();
    for (const Fields& one : v) (*this)(one);
    writer.end_array();
  }
  void operator()(const Fields& fields) {
    writer.begin_object();
    for (const Field& field : fields) {
      writer.key(field.name);
      std::visit(*this, field.value);
    }
    writer.end_object();
  }
};

/// Bounded, and whole characters.
std::string shown(const FieldValue& value) {
  std::string text = text_of(value);
  if (text.size() <= kDifferenceTextMax) return text;
  std::size_t end = kDifferenceTextMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + " …";
}

const DocumentItem* find_item(const DocumentKind* kind, const std::string& key) {
  if (kind == nullptr) return nullptr;
  const auto at = std::find_if(kind->items.begin(), kind->items.end(), [&](const auto& one) { return one.key == key; });
  return at == kind->items.end() ? nullptr : &*at;
}

const DocumentKind* find_kind(const Document& document, const std::string& name) {
  const auto at = std::find_if(document.begin(), document.end(), [&](const auto& one) { return one.name == name; });
  return at == document.end() ? nullptr : &*at;
}

void add_changes(const std::string& kind, const DocumentItem& before, const DocumentItem& after,
                 std::vector<Difference>& into) {
  const auto add = [&](const std::string& field, const Field* old, const Field* fresh) {
    into.push_back({Difference::Kind::Changed, kind, after.key, after.name, field,
                    old == nullptr ? std::string() : shown(old->value),
                    fresh == nullptr ? std::string() : shown(fresh->value)});
  };
  // The same kind of item has its fields in the same order, and where nothing is said, one of them less.
  auto old = before.fields.begin();
  for (const Field& fresh : after.fields) {
    const auto same = std::find_if(old, before.fields.end(), [&](const Field& one) { return one.name == fresh.name; });
    if (same == before.fields.end()) {
      add(fresh.name, nullptr, &fresh);
      continue;
    }
    for (; old != same; ++old) add(old->name, &*old, nullptr);
    if (!(old->value == fresh.value)) add(fresh.name, &*old, &fresh);
    ++old;
  }
  for (; old != before.fields.end(); ++old) add(old->name, &*old, nullptr);
}

std::string said(const std::string& value) {
  return value.empty() ? "nothing" : value;
}

constexpr const char* kKindWords[] = {"added", "removed", "changed"};

}  // namespace

std::string to_toml(const Document& document) {
  std::string out;
  for (const DocumentKind& kind : document) {
    for (const DocumentItem& item : kind.items) {
      if (!out.empty()) out += "\n";
      out += (kind.is_single ? "[" + kind.name + "]" : "[[" + kind.name + "]]") + "\n";
      put_fields(kind.name, item.fields, out);
    }
  }
  return out;
}

std::string to_json(const Document& document) {
  json::Writer writer;
  JsonValue value{writer};
  writer.begin_object();
  for (const DocumentKind& kind : document) {
    if (kind.is_single && kind.items.empty()) continue;
    writer.key(kind.name);
    if (kind.is_single) {
      value(kind.items.front().fields);
      continue;
    }
    writer.begin_array();
    for (const DocumentItem& item : kind.items) value(item.fields);
    writer.end_array();
  }
  writer.end_object();
  return writer.take();
}

std::vector<Difference> differences(const Document& before, const Document& after) {
  std::vector<Difference> all;
  for (const DocumentKind& kind : after) {
    const DocumentKind* old_kind = find_kind(before, kind.name);
    for (const DocumentItem& item : kind.items) {
      const DocumentItem* old = find_item(old_kind, item.key);
      if (old == nullptr)
        all.push_back({Difference::Kind::Added, kind.name, item.key, item.name, {}, {}, {}});
      else
        add_changes(kind.name, *old, item, all);
    }
  }
  for (const DocumentKind& kind : before) {
    const DocumentKind* new_kind = find_kind(after, kind.name);
    for (const DocumentItem& item : kind.items) {
      if (find_item(new_kind, item.key) == nullptr) {
        all.push_back({Difference::Kind::Removed, kind.name, item.key, item.name, {}, {}, {}});
      }
    }
  }
  return all;
}

std::string to_text(const std::vector<Difference>& differences) {
  std::string out;
  for (const Difference& one : differences) {
    std::string kind = one.item_kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    out += kind == "settings" ? kind : kind + " " + one.item_name;
    if (one.kind == Difference::Kind::Changed)
      out += ": " + one.field + ": " + said(one.before) + " -> " + said(one.after) + "\n";
    else
      out += std::string(": ") + kKindWords[static_cast<int>(one.kind)] + "\n";
  }
  return out;
}

void write_differences(json::Writer& writer, const std::vector<Difference>& differences) {
  writer.begin_array();
  for (const Difference& one : differences) {
    writer.begin_object().key("change").string(kKindWords[static_cast<int>(one.kind)]);
    writer.key("kind").string(one.item_kind).key("key").string(one.item_key).key("name").string(one.item_name);
    if (one.kind == Difference::Kind::Changed) {
      writer.key("field").string(one.field).key("before").string(one.before).key("after").string(one.after);
    }
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace smsdesk::relay
