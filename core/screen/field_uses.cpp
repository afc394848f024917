#include "core/screen/field_uses.h"

#include <algorithm>

#include "core/conversation/contact_link.h"
#include "core/screen/words.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kNamesMax = 8;

/// Rows of the defaults, as what the organisation has of them.
template <typename Kind, typename Made>
std::vector<Kind> rows_of(const form::Document& document, std::string_view name, Made made) {
  std::vector<Kind> all;
  const std::size_t section = form::find_section("settings");
  if (section >= document.sections.size()) return all;
  const std::size_t field = form::find_field(form::sections()[section].fields, name);
  for (const form::Item& item : document.sections[section])
    for (const form::Row& row : item.values[field].rows) all.push_back(made(row.parts));
  return all;
}
std::vector<CustomerField> fields_of(const form::Document& document) {
  return rows_of<CustomerField>(document, "customer_field", [](const std::vector<form::Value>& parts) {
    return CustomerField{parts[0].text, {}};
  });
}
std::vector<CustomerLink> links_of(const form::Document& document) {
  return rows_of<CustomerLink>(document, "customer_link", [](const std::vector<form::Value>& parts) {
    return CustomerLink{parts[0].text, parts[1].text};
  });
}

std::string names_words(const std::vector<std::string_view>& names) {
  std::string words;
  for (std::size_t i = 0; i < names.size() && i < kNamesMax; ++i)
    words += (i == 0 ? std::string() : comma()) + std::string(names[i]);
  return names.size() > kNamesMax ? words + comma() + "…" : words;
}

}  // namespace

const std::map<std::string, FieldUses::Places>& FieldUses::asked() {
  if (asked_) return *asked_;
  asked_.emplace();
  const auto add = [&](const std::string& name, bool is_link, const auto& fields) {
    if (fields.empty()) return;
    for (const auto& written : fields) (*asked_)[std::string(written)].insert(users_.size());
    users_.push_back({name, is_link});
  };
  std::vector<const Template*> templates;
  for (const auto& [id, one] : s_.workspace.templates) templates.push_back(&one);
  std::sort(templates.begin(), templates.end(), [](const Template* a, const Template* b) { return a->name < b->name; });
  for (const Template* one : templates) add(one->name, false, fields_asked(*one));
  for (const CustomerLink& one : links_of(s_.organisation.working)) add(one.name, true, link_fields(one.address));
  return *asked_;
}

std::string FieldUses::used_by(const Users& users) const {
  std::vector<std::string_view> templates, links;
  for (const std::size_t i : users.named) (users_[i].is_link ? links : templates).push_back(users_[i].name);
  std::string words;
  const auto add = [&](const std::string& sentence) { words += (words.empty() ? "" : " ") + sentence; };
  if (!templates.empty())
    add(trn("Used by {n} template: {names}.", "Used by {n} templates: {names}.", templates.size(),
            {{"names", names_words(templates)}}));
  if (users.hidden > 0)
    add(trn("Used by {n} template in an agent's own library.", "Used by {n} templates in agents' own libraries.",
            users.hidden));
  if (!links.empty())
    add(trn("Used by {n} link: {names}.", "Used by {n} links: {names}.", links.size(),
            {{"names", names_words(links)}}));
  return words;
}

std::string FieldUses::of(std::string_view name) {
  if (name.empty()) return {};  // it is being written still
  if (!of_kept_) {
    of_kept_.emplace();
    const std::vector<CustomerField> fields = fields_of(s_.organisation.working);
    for (const auto& [written, users] : asked())
      if (const CustomerField* meant = find_customer_field(fields, written))
        (*of_kept_)[meant->name].named.insert(users.begin(), users.end());
    for (const auto& [in_force, count] : s_.organisation.hidden_uses)
      if (const CustomerField* meant = find_customer_field(fields, in_force)) (*of_kept_)[meant->name].hidden += count;
  }
  const auto found = of_kept_->find(std::string(name));
  return found == of_kept_->end() ? std::string() : used_by(found->second);
}

std::string FieldUses::of_lost() {
  return lost_words(fields_lost(fields_of(s_.organisation.loaded), fields_of(s_.organisation.working)), true);
}
std::string FieldUses::of_lost(const std::vector<std::string>& names) {
  return lost_words(names, false);
}

std::string FieldUses::doubt() const {
  return s_.organisation.uses_failures == 0 ? std::string()
                                            : tr("How many templates in agents' own libraries use a field is not known "
                                                 "at the moment. The relay is asked "
                                                 "again.");
}

std::string FieldUses::lost_words(const std::vector<std::string>& names, bool names_links) {
  const std::vector<CustomerField> before = fields_of(s_.organisation.loaded);
  std::string said;
  bool is_in_template = false;
  for (const std::string& name : names) {
    Users users;
    for (const auto& [written, those] : asked()) {
      const CustomerField* meant = find_customer_field(before, written);
      if (meant == nullptr || meant->name != name) continue;
      for (const std::size_t i : those)
        if (names_links || !users_[i].is_link) users.named.insert(i);
    }
    for (const auto& [in_force, count] : s_.organisation.hidden_uses)
      if (in_force == name) users.hidden = count;
    const bool is_named = !users.named.empty();
    if (!is_named && users.hidden == 0) continue;
    // Templates come first.
    is_in_template = is_in_template || users.hidden > 0 || (is_named && !users_[*users.named.begin()].is_link);
    said += (said.empty() ? "" : " ") +
            tr("Customer field “{field}” goes. {uses}", {{"field", name}, {"uses", used_by(users)}});
  }
  if (is_in_template)
    said += std::string(" ") + tr("A template says its default there; where it has none, whoever sends fills it in.");
  if (const std::string unknown = names.empty() ? std::string() : doubt(); !unknown.empty())
    said += (said.empty() ? "" : " ") + unknown;
  return said;
}

}  // namespace smsdesk::screen
