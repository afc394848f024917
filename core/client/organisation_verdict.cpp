#include "core/client/organisation_verdict.h"
#include "core/words/words.h"

#include <charconv>

namespace smsdesk {
namespace {

std::string text_at(json::View object, std::string_view key) {
  return std::string(object.text_or(key, ""));
}

/// "queue/2/ring/0/after", part by part.
class Path {
 public:
  explicit Path(std::string_view text) : rest_(text) {}
  std::string_view word() {
    const std::string_view word = rest_.substr(0, rest_.find('/'));
    rest_.remove_prefix(std::min(rest_.size(), word.size() + 1));
    return word;
  }
  /// The number, or what no list has.
  std::size_t index() {
    const std::string_view text = word();
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : SIZE_MAX;
  }

 private:
  std::string_view rest_;
};

FormPlace place_of(std::string_view text, const form::Document& working,
                   const std::vector<std::vector<std::uint32_t>>& order) {
  FormPlace place;
  Path path(text);
  const std::size_t section = form::find_section(path.word());
  if (section >= order.size()) return place;
  place.section = static_cast<std::uint8_t>(section);
  const form::Section& spec = form::sections()[section];
  const std::size_t index = spec.is_single ? 0 : path.index();
  if (index >= order[section].size()) return place;
  place.item = order[section][index];
  const form::Item* item = working.find(section, place.item);
  const std::size_t field = form::find_field(spec.fields, path.word());
  if (item == nullptr || field == form::kNone) return place;
  place.field = static_cast<std::uint8_t>(field);
  const std::vector<form::Row>& rows = item->values[field].rows;
  const std::size_t row = path.index();
  if (row >= rows.size()) return place;
  place.row = rows[row].key;
  const std::size_t part = form::find_field(spec.fields[field].parts, path.word());
  if (part != form::kNone) place.part = static_cast<std::uint8_t>(part);
  return place;
}

/// At its field, a sentence needs no name of it: `"capacity" must be …`, `ring 2: must …` → "Must be …".
std::string at_its_field(std::string sentence) {
  std::size_t from = 0;
  if (!sentence.empty() && sentence[0] == '"') {
    const std::size_t end = sentence.find("\" ", 1);
    if (end != std::string::npos) from = end + 2;
  } else if (const std::size_t end = sentence.find(": "); end != std::string::npos) {
    from = end + 2;
  }
  sentence.erase(0, from);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 32);
  return sentence;
}

}  // namespace

std::vector<FormProblem> read_problems(json::View problems, const form::Document* working,
                                       const std::vector<std::vector<std::uint32_t>>& order) {
  std::vector<FormProblem> all;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const json::View one = problems.at(i);
    FormProblem problem;
    problem.line = static_cast<unsigned>(one.u64_or("line", 0));
    problem.where = text_at(one, "where");
    problem.sentence = text_at(one, "sentence");
    if (working != nullptr) problem.place = place_of(one.text_or("path", ""), *working, order);
    if (problem.place.field != FormPlace::kNone) problem.sentence = at_its_field(std::move(problem.sentence));
    all.push_back(std::move(problem));
  }
  return all;
}

std::vector<FormDifference> read_differences(json::View differences) {
  std::vector<FormDifference> all;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const json::View one = differences.at(i);
    all.push_back({text_at(one, "change"), text_at(one, "kind"), text_at(one, "key"), text_at(one, "name"),
                   text_at(one, "field"), text_at(one, "before"), text_at(one, "after")});
  }
  return all;
}

bool read_audit(const std::string& body, std::vector<AuditRow>& into) {
  auto document = json::Document::parse(body);
  if (!document) return false;
  const json::View rows = document->root().find("rows");
  const auto raw = [](json::View view) { return json::Writer().copy(view).take(); };
  for (std::size_t i = 0; i < rows.size() && into.size() < kAuditRowsMax; ++i) {
    const json::View one = rows.at(i);
    into.push_back({one.u64_or("offset", 0), Instant{one.i64_or("at", 0)}, one.u64_or("by", 0), text_at(one, "action"),
                    text_at(one, "item"), text_at(one, "name"), raw(one.find("before")), raw(one.find("after"))});
  }
  return document->root().bool_or("has_more", false) && into.size() < kAuditRowsMax;
}

std::string sentence_in(const std::string& body, std::string otherwise) {
  auto document = json::Document::parse(body);
  if (!document) return otherwise;
  const std::string_view sentence = document->root().text_or("sentence", "");
  return sentence.empty() ? otherwise : translated(sentence);
}

}  // namespace smsdesk
