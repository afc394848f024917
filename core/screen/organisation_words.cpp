#include "core/screen/organisation_words.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/client/document_path.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kValueMax = 300;  // bytes of a value that is shown

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string plain_name(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string field_label(std::size_t section, std::string_view name) {
  if (section != form::kNone) {
    const auto fields = form::sections()[section].fields;
    if (const std::size_t field = form::find_field(fields, name); field != form::kNone)
      return translated(fields[field].label);
  }
  return capital(plain_name(std::string(name)));
}

/// A value as TOML writes it, without the signs: "[\"A\", \"B\"]" → "A, B".
std::string plain_value(const std::string& toml, std::size_t section, std::string_view field_name) {
  std::string text;
  bool is_escaped = false, is_quoted = false;
  for (const char c : toml) {
    if (is_escaped) {
      text += c == 'n' ? ' ' : c;
      is_escaped = false;
    } else if (is_quoted && c == '\\') {
      is_escaped = true;
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (is_quoted || (c != '[' && c != ']' && c != '{' && c != '}')) {
      text += c;
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  while (!text.empty() && text.front() == ' ') text.erase(0, 1);
  if (text == "true") return tr("Yes");
  if (text == "false") return tr("No");
  if (text.empty()) return tr("nothing");
  if (section != form::kNone) {
    const auto fields = form::sections()[section].fields;
    if (const std::size_t field = form::find_field(fields, field_name); field != form::kNone)
      return translated(form::label_of(fields[field], text));
  }
  return text;
}

std::string item_words(std::size_t section, const std::string& kind, const std::string& name) {
  if (section != form::kNone && form::sections()[section].is_single) return translated(form::sections()[section].title);
  const std::string thing = section == form::kNone ? plain_name(kind) : translated(form::sections()[section].one);
  return tr("{thing} {name}", {{"thing", capital(thing)}, {"name", name}});
}

ReportLine change_line(std::string label, std::string before, std::string after) {
  ReportLine line;
  line.accessible_name =
      tr("{field}: {before}, then {after}", {{"field", label}, {"before", before}, {"after", after}});
  line.text = std::move(label);
  line.before = std::move(before);
  line.after = std::move(after);
  return line;
}

ReportLine title_line(std::string text) {
  ReportLine line;
  line.kind = ReportLine::Kind::Title;
  line.accessible_name = text;
  line.text = std::move(text);
  return line;
}

/// A field of the path, with the number of its row and the part of that: "Ring 2, After". What the form does not have is
/// called as the document calls it.
std::string field_words(std::span<const form::Field> fields, DocumentPath path) {
  const std::string_view name = path.word();
  const std::size_t at = form::find_field(fields, name);
  if (at == form::kNone) return std::string(name);
  std::string label = translated(fields[at].label);
  const std::size_t row = fields[at].kind == form::Kind::Rows ? path.index() : SIZE_MAX;
  if (row == SIZE_MAX) return label;
  const std::string numbered = tr("{thing} {name}", {{"thing", label}, {"name", std::to_string(row + 1)}});
  const std::string part = field_words(fields[at].parts, path);
  return part.empty() ? numbered : numbered + comma() + part;
}

/// What the problem's path leads to: "Queue Support, Ring 2, After". `item`: null where the document is not the page's.
std::string path_words(const FormProblem& problem, const form::Item* item) {
  DocumentPath path(problem.path);
  const std::string_view kind = path.word();
  const std::size_t section = form::find_section(kind);
  if (section == form::kNone) return std::string(kind);
  const form::Section& spec = form::sections()[section];
  if (!spec.is_single && path.index() == SIZE_MAX) return translated(spec.title);
  const std::string name = item == nullptr ? problem.name : form::title_of(section, *item);
  const std::string words =
      name.empty() && !spec.is_single ? capital(translated(spec.one)) : item_words(section, {}, name);
  const std::string field = field_words(spec.fields, path);
  return field.empty() ? words : words + comma() + field;
}

std::string duration_words(std::int64_t ms) {
  const auto whole = [&](std::int64_t unit, const char* text) { return tr(text, {{"n", std::to_string(ms / unit)}}); };
  if (ms == 0) return tr("none");
  if (ms % hours(1) == 0) return whole(hours(1), mark("{n} h"));
  if (ms % minutes(1) == 0) return whole(minutes(1), mark("{n} min"));
  return ms % 1000 == 0 ? whole(1000, mark("{n} s")) : whole(1, mark("{n} ms"));
}

/// Words for what a row of the audit holds: the log's own values.
class AuditWords {
 public:
  AuditWords(const State& state, std::size_t section) : s_(state), section_(section) {}

  /// The table's name of a member of the log's entry: "is_auto_answer" → "auto_answer".
  static std::string field_name(std::string_view member) {
    static constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
        {"rings", "ring"},       {"overflows", "overflow"}, {"fields", "field"}, {"rules", "rule"},
        {"holidays", "holiday"}, {"open", "hours"},         {"agent", "id"}};
    for (const auto& [from, to] : kOthers)
      if (member == from) return std::string(to);
    return std::string(member.substr(0, 3) == "is_" ? member.substr(3) : member);
  }
  std::string value(json::View view, std::string_view name) const {
    const form::Field* field = nullptr;
    if (section_ != form::kNone) {
      const auto fields = form::sections()[section_].fields;
      if (const std::size_t at = form::find_field(fields, name); at != form::kNone) field = &fields[at];
    }
    std::string text = words(view, field);
    if (text.size() > kValueMax) text = text.substr(0, kValueMax) + " …";
    return text.empty() ? tr("nothing") : text;
  }

 private:
  std::string words(json::View view, const form::Field* field) const {
    if (!view.exists() || view.is_null()) return {};
    if (view.is_boolean()) return *view.boolean() ? tr("Yes") : tr("No");
    if (view.is_string()) {
      return field == nullptr ? std::string(view.string()) : translated(form::label_of(*field, view.string()));
    }
    const auto number = view.integer();
    if (number && field != nullptr && field->kind == form::Kind::Duration) return duration_words(*number);
    if (number && field != nullptr && !field->of.empty()) return *number == 0 ? "" : item_name(field->of, *number);
    if (view.is_array()) {
      std::string text;
      for (std::size_t i = 0; i < view.size() && text.size() < kValueMax; ++i)
        text += (i == 0 ? "" : comma()) + words(view.at(i), field);
      return text;
    }
    if (view.is_object()) {
      std::string text;
      for (std::size_t i = 0; i < view.size() && text.size() < kValueMax; ++i) {
        const std::string name = field_name(view.member_key(i));
        const form::Field* part = part_of(field, name);
        const std::string inner = words(view.at(i), part);
        if (inner.empty()) continue;
        const std::string label = part == nullptr ? plain_name(name) : translated(part->label);
        text += (text.empty() ? "" : "; ") + labelled(label, inner);
      }
      return text;
    }
    return json::Writer().copy(view).take();
  }
  static const form::Field* part_of(const form::Field* field, std::string_view name) {
    if (field == nullptr) return nullptr;
    const std::size_t at = form::find_field(field->parts, name);
    return at == form::kNone ? nullptr : &field->parts[at];
  }
  std::string item_name(std::string_view kind, std::int64_t id) const {
    const std::size_t section = form::find_section(kind);
    const std::string wanted = std::to_string(id);
    const auto& all = s_.organisation.loaded.sections;
    if (section < all.size()) {
      for (const form::Item& item : all[section])
        if (item.id == wanted) return form::title_of(section, item);
    }
    return item_words(section, std::string(kind), wanted);
  }

  const State& s_;
  std::size_t section_;
};

/// "queue_configured" → "queue"; of "item_removed" the kind is in what was there.
std::string kind_of(const AuditRow& row) {
  for (const std::string_view end : {"_configured", "_removed", "_password_set"}) {
    const std::size_t at = row.action.size() - std::min(row.action.size(), end.size());
    if (std::string_view(row.action).substr(at) == end) return row.action.substr(0, at);
  }
  return row.action;
}

std::string who(const State& s, std::uint64_t by) {
  if (by == 0) return tr("The relay");
  const Agent* agent = s.workspace.find_agent(AgentId{by});
  return agent == nullptr ? tr("Agent {n}", {{"n", std::to_string(by)}}) : agent->name;
}

}  // namespace

std::vector<ReportLine> difference_lines(const std::vector<FormDifference>& differences) {
  std::vector<ReportLine> lines;
  const FormDifference* last = nullptr;
  for (const FormDifference& one : differences) {
    const std::size_t section = form::find_section(one.kind);
    const bool is_same = last != nullptr && last->change == "changed" && one.change == "changed" &&
                         last->kind == one.kind && last->key == one.key;
    if (!is_same)
      lines.push_back(title_line(labelled(item_words(section, one.kind, one.name), translated(one.change))));
    last = &one;
    if (one.change != "changed") continue;
    lines.push_back(change_line(field_label(section, one.field), plain_value(one.before, section, one.field),
                                plain_value(one.after, section, one.field)));
  }
  return lines;
}

std::string problem_text(const FormProblem& problem) {
  // Catalogues have it as it is shown; in English it goes on after a name where the relay says it.
  std::string text = translated(problem.sentence);
  return text == problem.sentence ? capital(std::move(text)) : text;
}

std::vector<ReportLine> problem_lines(const std::vector<FormProblem>& problems, const form::Document& working) {
  std::vector<ReportLine> lines;
  for (const FormProblem& one : problems) {
    ReportLine line;
    line.kind = ReportLine::Kind::Problem;
    line.place = one.place;
    std::string where = path_words(one, working.find(one.place.section, one.place.item));
    if (one.line > 0) {
      const std::string n = std::to_string(one.line);
      where = where.empty() ? tr("Line {n}", {{"n", n}}) : tr("Line {n}, {where}", {{"n", n}, {"where", where}});
    }
    line.text = where.empty() ? problem_text(one) : labelled(where, problem_text(one));
    line.accessible_name = line.text;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<ReportLine> history_lines(const State& s) {
  std::vector<ReportLine> lines;
  for (const AuditRow& row : s.organisation.audit) {
    const std::string kind = kind_of(row);
    const std::size_t section = form::find_section(kind);
    const std::string name =
        kind == "item" ? tr("Item {name}", {{"name", row.name}}) : item_words(section, kind, row.name);
    const auto before = json::Document::parse(row.before), after = json::Document::parse(row.after);
    const bool was = before && before->root().is_object(), is = after && after->root().is_object();
    const bool is_password = row.action == "agent_password_set";
    const char* change = is_password ? tr("password set")
                         : was && is ? tr("changed")
                         : is        ? tr("added")
                                     : tr("removed");
    ReportLine title = title_line(who(s, row.by) + " · " + labelled(name, change));
    title.at = row.at;
    lines.push_back(std::move(title));
    if (!was || !is) continue;
    const AuditWords words(s, section);
    const json::View old = before->root(), fresh = after->root();
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      const std::string field = AuditWords::field_name(fresh.member_key(i));
      lines.push_back(change_line(field_label(section, field), words.value(old.find(fresh.member_key(i)), field),
                                  words.value(fresh.at(i), field)));
    }
  }
  return lines;
}

}  // namespace smsdesk::screen
