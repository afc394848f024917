#include "relay/organisation/item_reader.h"

#include <cstdio>

#include "core/base/ascii.h"

namespace smsdesk::relay {

std::uint64_t Known::find(const std::string& name) const {
  const auto at = ids.find(is_caseless ? ascii_lowered(name) : name);
  return at == ids.end() ? 0 : at->second;
}

void ItemReader::date(const char* name, std::string& into) {
  const toml::node* node = find(name, true);
  if (node == nullptr) return;
  if (const auto* day = node->as_date()) {
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", static_cast<unsigned>(day->get().year),
                  static_cast<unsigned>(day->get().month), static_cast<unsigned>(day->get().day));
    into = text;
  } else if (const auto* written = node->as_string()) {
    into = written->get();
  } else {
    fail(*node, named(name), tr("must be a date such as 2026-12-25."));
  }
}

std::uint64_t ItemReader::find_id(const char* name, const toml::node& node, const Known& known) {
  if (const auto* text = node.as_string()) {
    if (const std::uint64_t id = known.find(text->get()); id != 0) return id;
    fail(node, {}, missing(known, text->get()));
  } else if (const auto* number = node.as_integer()) {
    if (number->get() > 0 && known.names.count(static_cast<std::uint64_t>(number->get())) != 0) {
      return static_cast<std::uint64_t>(number->get());
    }
    fail(node, {}, tr(known.missing, {{"name", std::to_string(number->get())}}));
  } else {
    fail(node, named(name), known.no_name);
  }
  return 0;
}

}  // namespace smsdesk::relay
