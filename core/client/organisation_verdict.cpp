#include "core/client/organisation_verdict.h"

#include "core/client/document_path.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

std::string text_at(json::View object, std::string_view key) {
  return std::string(object.text_or(key, ""));
}

FormPlace place_of(std::string_view text, const form::Document& working,
                   const std::vector<std::vector<std::uint32_t>>& order) {
  FormPlace place;
  DocumentPath path(text);
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

/// Of `in [[queue]] "Support", ring 2`: the item's name.
std::string name_in(std::string_view where) {
  const std::size_t begin = where.find('"'), end = where.rfind('"');
  return begin == end ? std::string() : std::string(where.substr(begin + 1, end - begin - 1));
}

}  // namespace

std::vector<FormProblem> read_problems(json::View problems, const form::Document* working,
                                       const std::vector<std::vector<std::uint32_t>>& order) {
  std::vector<FormProblem> all;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const json::View one = problems.at(i);
    FormProblem problem;
    problem.line = static_cast<unsigned>(one.u64_or("line", 0));
    problem.name = name_in(one.text_or("where", ""));
    problem.path = text_at(one, "path");
    // The page says itself what the path leads to; without one, only the whole sentence does.
    problem.sentence = text_at(one, problem.path.empty() ? "sentence" : "reason");
    if (working != nullptr) problem.place = place_of(problem.path, *working, order);
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

std::vector<std::string> read_names(json::View names) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < names.size(); ++i) all.emplace_back(names.at(i).string());
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
