#include "core/screen/field_uses.h"

#include <algorithm>
#include <vector>

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

struct FieldUses {
  std::vector<std::string> templates, links;
};

/// `is_meant`: whether it is that field which is written so.
template <typename IsMeant>
FieldUses uses_of(const State& s, IsMeant is_meant) {
  FieldUses uses;
  for (const auto& [id, one] : s.workspace.templates) {
    const std::vector<std::string> asked = fields_asked(one);
    if (std::any_of(asked.begin(), asked.end(), is_meant)) uses.templates.push_back(one.name);
  }
  for (const CustomerLink& one : links_of(s.organisation.working)) {
    const std::vector<std::string_view> asked = link_fields(one.address);
    if (std::any_of(asked.begin(), asked.end(), is_meant)) uses.links.push_back(one.name);
  }
  std::sort(uses.templates.begin(), uses.templates.end());
  return uses;
}

std::string names_words(const std::vector<std::string>& names) {
  std::string words;
  for (std::size_t i = 0; i < names.size() && i < kNamesMax; ++i) words += (i == 0 ? "" : comma()) + names[i];
  return names.size() > kNamesMax ? words + comma() + "…" : words;
}

std::string uses_words(const FieldUses& uses) {
  std::string words;
  if (!uses.templates.empty())
    words = trn("Used by {n} template: {names}.", "Used by {n} templates: {names}.", uses.templates.size(),
                {{"names", names_words(uses.templates)}});
  if (uses.links.empty()) return words;
  if (!words.empty()) words += " ";
  return words + trn("Used by {n} link: {names}.", "Used by {n} links: {names}.", uses.links.size(),
                     {{"names", names_words(uses.links)}});
}

}  // namespace

std::string field_uses(const State& s, std::string_view name) {
  const std::vector<CustomerField> fields = fields_of(s.organisation.working);
  return uses_words(uses_of(s, [&](std::string_view written) {
    const CustomerField* meant = find_customer_field(fields, written);
    return meant != nullptr && meant->name == name;
  }));
}

std::string lost_field_uses(const State& s) {
  const std::vector<CustomerField> before = fields_of(s.organisation.loaded), after = fields_of(s.organisation.working);
  std::string words;
  bool is_in_template = false;
  for (const CustomerField& field : before) {
    if (find_customer_field(after, field.name) != nullptr) continue;
    const FieldUses uses = uses_of(s, [&](std::string_view written) {
      return find_customer_field(before, written) == &field && find_customer_field(after, written) == nullptr;
    });
    const std::string by = uses_words(uses);
    if (by.empty()) continue;
    is_in_template = is_in_template || !uses.templates.empty();
    words +=
        (words.empty() ? "" : " ") + tr("Customer field “{field}” goes. {uses}", {{"field", field.name}, {"uses", by}});
  }
  if (is_in_template)
    words += std::string(" ") + tr("A template says its default there; where it has none, whoever sends fills it in.");
  return words;
}

}  // namespace smsdesk::screen
