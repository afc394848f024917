#include "core/conversation/duplicates.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/address.h"
#include "core/template/fold.h"

namespace smsdesk {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// One "@" with something before it and a name with a dot behind it, and no space.
bool is_email(const std::string& text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string::npos || text.find('@', at + 1) != std::string::npos) return false;
  if (text.find_first_of(" \t,;<>") != std::string::npos) return false;
  const std::size_t dot = text.rfind('.');
  return dot != std::string::npos && dot > at + 1 && dot + 1 < text.size();
}

/// 1990-05-12, 12.5.1990, 5/12/90: digits in three groups with the same sign between them.
bool is_date(const std::string& text) {
  char between = 0;
  int groups = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) continue;
    if (c != '-' && c != '.' && c != '/') return false;
    if ((between != 0 && between != c) || i == 0 || !is_digit(text[i - 1])) return false;
    between = c;
    ++groups;
  }
  return groups == 3;
}

bool is_id(const std::string& text) {
  constexpr std::size_t kCharactersMin = 4;
  if (text.size() < kCharactersMin || text.find_first_of(" \t") != std::string::npos) return false;
  return std::any_of(text.begin(), text.end(), &is_digit) && !is_date(text) && !is_email(text);
}

/// Empty: it is none.
std::string number_in(const std::string& text) {
  if (text.empty() || text.front() != '+') return {};
  const auto address = sms::parse_address(text);
  return address && address->kind() == sms::AddressKind::E164 ? address->text() : std::string();
}

bool has_east_asian(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) return true;
  }
  return false;
}

/// Words with one space between them; empty: it is no full one.
std::string full_name(const std::string& name) {
  std::string text;
  std::size_t count = 0;
  for (const std::string& word : folded_words(name)) {
    text += (text.empty() ? "" : " ") + word;
    ++count;
  }
  return count >= 2 || has_east_asian(text) ? text : std::string();
}

std::vector<std::string> full_names(const Contact& c) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& name) {
    std::string full = full_name(name);
    if (!full.empty() && std::find(all.begin(), all.end(), full) == all.end()) all.push_back(std::move(full));
  };
  add(c.name);
  for (const std::string& one : c.other_names) add(one);
  return all;
}

std::optional<Likeness> by_email(const Contact& one, const Contact& other) {
  for (const FilledField& field : one.fields) {
    if (!is_email(field.value)) continue;
    for (const FilledField& there : other.fields)
      if (folded(there.value) == folded(field.value)) return Likeness{DuplicateSign::Email, field.name, field.value};
  }
  return std::nullopt;
}

bool is_chosen(const DuplicateRules& rules, const std::string& field) {
  return std::find(rules.chosen_fields.begin(), rules.chosen_fields.end(), field) != rules.chosen_fields.end();
}

std::optional<Likeness> by_field(const Contact& one, const Contact& other, const DuplicateRules& rules) {
  for (const FilledField& field : one.fields) {
    if (!is_id(field.value) || is_chosen(rules, field.name)) continue;
    if (folded(other.field(field.name)) == folded(field.value))
      return Likeness{DuplicateSign::Field, field.name, field.value};
  }
  return std::nullopt;
}

/// The field of `one` that is a number of `other`.
const FilledField* number_field(const Contact& one, const Contact& other) {
  for (const FilledField& field : one.fields)
    if (const std::string number = number_in(field.value); !number.empty() && other.has_number(number)) return &field;
  return nullptr;
}

bool has_other_id(const Contact& one, const Contact& other, const DuplicateRules& rules) {
  return std::any_of(one.fields.begin(), one.fields.end(), [&](const FilledField& field) {
    if (is_chosen(rules, field.name)) return false;
    const std::string there(other.field(field.name));
    const bool are_ids = (is_id(field.value) && is_id(there)) || (is_email(field.value) && is_email(there));
    return are_ids && folded(there) != folded(field.value);
  });
}

/// What both have beside the name.
std::optional<Likeness> beside_the_name(const Contact& one, const Contact& other, const DuplicateRules& rules,
                                        const std::string& name) {
  const auto holds = [](const std::vector<std::string>& list, const std::string& wanted) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& text) { return folded(text) == wanted; });
  };
  for (const std::string& label : one.labels)
    if (holds(other.labels, folded(label))) return Likeness{DuplicateSign::Name, {}, label};
  for (const std::string& also : one.other_names)
    if (full_name(also) != name && holds(other.other_names, folded(also)))
      return Likeness{DuplicateSign::Name, {}, also};
  for (const FilledField& field : one.fields)
    if (!is_chosen(rules, field.name) && !other.field(field.name).empty() &&
        folded(other.field(field.name)) == folded(field.value))
      return Likeness{DuplicateSign::Name, field.name, field.value};
  return std::nullopt;
}

std::optional<Likeness> by_name(const Contact& one, const Contact& other, const DuplicateRules& rules) {
  if (has_other_id(one, other, rules)) return std::nullopt;
  const std::vector<std::string> theirs = full_names(other);
  for (const std::string& name : full_names(one)) {
    if (std::find(theirs.begin(), theirs.end(), name) == theirs.end()) continue;
    if (auto found = beside_the_name(one, other, rules, name)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::vector<DuplicateKey> duplicate_keys(const Contact& c) {
  std::vector<DuplicateKey> keys;
  const auto add = [&](DuplicateSign sign, std::string text) {
    DuplicateKey key{sign, std::move(text)};
    if (keys.size() < kDuplicateKeysMax && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(std::move(key));
  };
  // The first letter keeps keys of different rules apart in one table.
  for (const FilledField& field : c.fields)
    if (is_email(field.value)) add(DuplicateSign::Email, "e" + folded(field.value));
  for (const FilledField& field : c.fields)
    if (is_id(field.value)) add(DuplicateSign::Field, "f" + field.name + "\n" + folded(field.value));
  for (const FilledField& field : c.fields)
    if (const std::string number = number_in(field.value); !number.empty()) add(DuplicateSign::Number, "p" + number);
  for (const std::string& number : c.numbers) add(DuplicateSign::Number, "p" + number);
  for (const std::string& name : full_names(c)) add(DuplicateSign::Name, "n" + name);
  return keys;
}

std::optional<Likeness> likeness(const Contact& one, const Contact& other, const DuplicateRules& rules,
                                 DuplicateSign from) {
  if (from <= DuplicateSign::Email)
    if (auto found = by_email(one, other)) return found;
  if (from <= DuplicateSign::Field)
    if (auto found = by_field(one, other, rules)) return found;
  if (from <= DuplicateSign::Number && rules.tells_numbers) {
    const FilledField* field = number_field(one, other);
    if (field == nullptr) field = number_field(other, one);
    if (field != nullptr) return Likeness{DuplicateSign::Number, field->name, {}};
  }
  return by_name(one, other, rules);
}

}  // namespace smsdesk
