#include "core/workspace/customer_fields.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/template/field_name.h"
#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk {

const CustomerField* find_customer_field(const std::vector<CustomerField>& fields, std::string_view written) {
  const auto find = [&](const auto& is_it) -> const CustomerField* {
    const auto at = std::find_if(fields.begin(), fields.end(), is_it);
    return at == fields.end() ? nullptr : &*at;
  };
  if (const CustomerField* exact = find([&](const CustomerField& one) { return one.name == written; })) return exact;
  const std::string key = field_key(written);
  if (key.empty()) return nullptr;
  return find([&](const CustomerField& one) { return field_key(one.name) == key; });
}

std::string_view field_value(const std::vector<CustomerField>& fields, const Contact* contact,
                             std::string_view written) {
  if (contact == nullptr) return {};
  const CustomerField* known = find_customer_field(fields, written);
  return known == nullptr ? std::string_view() : contact->field(known->name);
}

std::vector<std::string> field_placeholders(const std::vector<CustomerField>& fields) {
  std::vector<std::string> all;
  for (const CustomerField& one : fields) {
    std::string placeholder = field_placeholder(one.name);
    const auto name = placeholder_field(placeholder);
    if (name && find_customer_field(fields, *name) == &one) all.push_back(std::move(placeholder));
  }
  return all;
}

std::vector<std::string> fields_asked(const Template& one) {
  std::vector<std::string> asked;
  for (const std::string_view text : one.written()) {
    const auto pieces = parse_template(text);
    if (!pieces) continue;
    for (const TemplatePiece& piece : *pieces)
      if (const auto name = piece.is_placeholder ? placeholder_field(piece.text) : std::nullopt)
        asked.emplace_back(*name);
  }
  return asked;
}

bool may_ask_for_fields(const Template& one) {
  const std::vector<std::string_view> written = one.written();
  return std::any_of(written.begin(), written.end(),
                     [](std::string_view text) { return text.find(kFieldPrefix) != std::string_view::npos; });
}

std::vector<std::size_t> count_asking(const std::vector<CustomerField>& fields,
                                      const std::vector<Template>& templates) {
  std::vector<std::size_t> counts(fields.size());
  for (const Template& one : templates) {
    std::set<const CustomerField*> asked;  // one that is written twice counts once
    for (const std::string& written : fields_asked(one)) asked.insert(find_customer_field(fields, written));
    for (std::size_t i = 0; i < fields.size(); ++i) counts[i] += asked.count(&fields[i]);
  }
  return counts;
}

std::vector<std::string> fields_lost(const std::vector<CustomerField>& before,
                                     const std::vector<CustomerField>& after) {
  std::vector<std::string> lost;
  for (const CustomerField& one : before)
    if (find_customer_field(after, one.name) == nullptr) lost.push_back(one.name);
  return lost;
}

std::string trouble_with_fields(const Template& one, const std::vector<CustomerField>& fields) {
  for (const std::string_view text : one.written()) {
    const auto pieces = parse_template(text);
    if (!pieces) return pieces.error().sentence;
    for (const TemplatePiece& piece : *pieces) {
      const auto name = piece.is_placeholder ? placeholder_field(piece.text) : std::nullopt;
      if (name && find_customer_field(fields, *name) == nullptr)
        return tr("There is no customer field “{name}”. Choose one of the list.", {{"name", *name}});
    }
  }
  return {};
}

}  // namespace smsdesk
