#include "core/conversation/contact.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1));
}

/// On one line.
std::string line_of(std::string_view text) {
  std::string line = trimmed(sms::cleaned_text(text));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

bool holds(const std::vector<std::string>& list, const std::string& one) {
  const std::string wanted = folded(one);
  return std::any_of(list.begin(), list.end(), [&](const std::string& other) { return folded(other) == wanted; });
}

void add(std::vector<std::string>& list, std::string one) {
  if (!one.empty() && !holds(list, one)) list.push_back(std::move(one));
}

void put_field(std::vector<FilledField>& fields, FilledField one) {
  if (one.name.empty() || one.value.empty()) return;
  const auto at = std::lower_bound(fields.begin(), fields.end(), one,
                                   [](const FilledField& a, const FilledField& b) { return a.name < b.name; });
  if (at != fields.end() && at->name == one.name)
    at->value = std::move(one.value);
  else
    fields.insert(at, std::move(one));
}

void say_below(std::string& note, const std::string& line) {
  if (("\n" + note + "\n").find("\n" + line + "\n") != std::string::npos) return;
  if (!note.empty()) note += "\n";
  note += line;
}

std::size_t bytes_of(const Contact& c) {
  std::size_t bytes = c.name.size() + c.note.size();
  for (const auto* list : {&c.other_names, &c.numbers, &c.labels})
    for (const std::string& one : *list) bytes += one.size();
  for (const FilledField& one : c.fields) bytes += one.name.size() + one.value.size();
  return bytes;
}

bool is_language(const std::string& tag) {
  return tag.size() >= 2 && tag.size() <= 3 &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_zone_name(const std::string& zone) {
  return zone.size() <= 64 && std::all_of(zone.begin(), zone.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
                  c == '-' || c == '+';
         });
}

template <typename List>
bool is_longer_in(const List& list, std::size_t bytes_max) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return one.size() > bytes_max; });
}

std::optional<int> minutes_at(const std::vector<ZoneOffset>& offsets, Instant at) {
  if (offsets.empty()) return std::nullopt;
  int minutes = offsets.front().minutes;
  for (const ZoneOffset& offset : offsets) {
    if (at < offset.from) break;
    minutes = offset.minutes;
  }
  return minutes;
}

}  // namespace

std::string_view Contact::field(std::string_view of) const {
  for (const FilledField& one : fields)
    if (one.name == of) return one.value;
  return {};
}

bool Contact::has_number(const std::string& number) const {
  return std::binary_search(numbers.begin(), numbers.end(), number);
}

Contact normalised(Contact c) {
  c.name = line_of(c.name);
  std::vector<std::string> names = std::move(c.other_names), labels = std::move(c.labels);
  std::vector<FilledField> fields = std::move(c.fields);
  c.other_names.clear();
  c.labels.clear();
  c.fields.clear();
  for (const std::string& one : names)
    if (folded(line_of(one)) != folded(c.name)) add(c.other_names, line_of(one));
  for (const std::string& one : labels) add(c.labels, line_of(one));
  for (const FilledField& one : fields) put_field(c.fields, {line_of(one.name), line_of(one.value)});
  for (std::string& number : c.numbers) {
    const auto address = sms::parse_address(number);
    number = address ? address->text() : line_of(number);
  }
  c.numbers.erase(std::remove(c.numbers.begin(), c.numbers.end(), std::string()), c.numbers.end());
  std::sort(c.numbers.begin(), c.numbers.end());
  c.numbers.erase(std::unique(c.numbers.begin(), c.numbers.end()), c.numbers.end());
  c.note = trimmed(sms::cleaned_text(c.note));
  c.language = line_of(c.language);
  c.zone = line_of(c.zone);
  return c;
}

bool is_far_too_long(const Contact& c) {
  constexpr std::size_t kTimes = 4;
  return c.other_names.size() > kTimes * kContactNamesMax || c.numbers.size() > kTimes * kContactNumbersMax ||
         c.labels.size() > kTimes * kContactLabelsMax || c.fields.size() > kTimes * kContactFieldsMax;
}

std::string trouble_but_numbers(const Contact& c) {
  if (c.name.empty()) return tr("A contact needs a name.");
  if (c.name.size() > kContactNameBytesMax) return tr("The name is too long. Shorten it.");
  if (c.other_names.size() > kContactNamesMax) return tr("These are more than 20 other names. Take some out.");
  if (is_longer_in(c.other_names, kContactNameBytesMax)) return tr("One of the other names is too long. Shorten it.");
  if (c.labels.size() > kContactLabelsMax) return tr("These are more than 50 labels. Take some out.");
  if (is_longer_in(c.labels, kContactLabelBytesMax)) return tr("One of the labels is too long. Shorten it.");
  if (c.fields.size() > kContactFieldsMax) return tr("More than 60 fields are filled in. Clear some.");
  for (const FilledField& one : c.fields) {
    if (one.name.size() > kContactNameBytesMax || one.value.size() > kContactFieldBytesMax)
      return tr("“{name}” is too long. Shorten it.", {{"name", utf8::prefix(one.name, 40)}});
  }
  if (c.note.size() > kContactNoteBytesMax) return tr("The note is too long. Shorten it.");
  if (bytes_of(c) > kContactBytesMax) return tr("This is too much for one contact. Shorten the note or the fields.");
  if (!c.language.empty() && !is_language(c.language))
    return tr("The language is written as two or three letters, such as en or es.");
  if (!is_zone_name(c.zone)) return tr("The time zone is written like Europe/Berlin.");
  return {};
}

std::string trouble_with(const Contact& c) {
  if (c.name.empty()) return trouble_but_numbers(c);  // the first thing that a form asks for
  if (c.numbers.empty()) return tr("A contact needs at least one number.");
  if (c.numbers.size() > kContactNumbersMax) return tr("These are more than 50 numbers. Take some out.");
  for (const std::string& number : c.numbers) {
    const auto address = sms::parse_address(number);
    if (!address || address->text() != number)
      return tr("“{number}” is no number. Write it with + and the country, such as +1 415 555 0199.",
                {{"number", utf8::prefix(number, 40)}});
  }
  return trouble_but_numbers(c);
}

Contact merged(const Contact& kept, const Contact& gone) {
  Contact one = kept;
  one.other_names.push_back(gone.name);
  one.other_names.insert(one.other_names.end(), gone.other_names.begin(), gone.other_names.end());
  one.numbers.insert(one.numbers.end(), gone.numbers.begin(), gone.numbers.end());
  one.labels.insert(one.labels.end(), gone.labels.begin(), gone.labels.end());
  if (!gone.note.empty()) say_below(one.note, gone.note);
  for (const FilledField& field : gone.fields) {
    const std::string_view there = kept.field(field.name);
    if (there.empty())
      one.fields.push_back(field);
    else if (there != field.value)
      say_below(one.note, field.name + ": " + field.value);
  }
  // Without a word for it: a note is in no language of ours.
  const auto join = [&](std::string& into, const std::string& from) {
    if (into.empty())
      into = from;
    else if (!from.empty() && from != into)
      say_below(one.note, from);
  };
  join(one.language, gone.language);
  join(one.zone, gone.zone);
  return normalised(std::move(one));
}

std::optional<int> offset_at(const LocalZone& zone, Instant at) {
  return minutes_at(zone.offsets, at);
}

std::optional<OffsetSpan> offsets_at(const LocalZone& zone, Instant at) {
  const bool is_open = zone.offsets.empty() && zone.between.size() == 2;
  const auto behind = minutes_at(is_open ? zone.between[0].offsets : zone.offsets, at);
  const auto ahead = minutes_at(is_open ? zone.between[1].offsets : zone.offsets, at);
  if (!behind || !ahead) return std::nullopt;
  return OffsetSpan{*behind, *ahead};
}

}  // namespace smsdesk
