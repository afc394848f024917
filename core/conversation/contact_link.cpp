#include "core/conversation/contact_link.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/template/field_name.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                               c == '.' || c == '_' || c == '~';
    if (is_unreserved) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

/// Behind "https://"; npos where it begins otherwise.
std::size_t host_begin(std::string_view address) {
  const std::string lowered = ascii_lowered(std::string(address.substr(0, 8)));
  if (lowered == "https://") return 8;
  return lowered.substr(0, 7) == "http://" ? 7 : std::string_view::npos;
}

bool is_known(std::string_view name) {
  return name == "number" || name == "contact" || name == "name" || placeholder_field(name).has_value();
}

/// Letters of ASCII that an address takes as they are.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// The words up to the next placeholder, and its name; the last ones have none.
struct LinkPiece {
  std::string_view words, name;
  bool has_name = false;
};
/// Nothing where a brace opens and does not close.
std::optional<std::vector<LinkPiece>> pieces_of(std::string_view address) {
  std::vector<LinkPiece> pieces;
  std::size_t at = 0;
  for (std::size_t open = address.find('{'); open != std::string_view::npos; open = address.find('{', at)) {
    const std::size_t end = address.find('}', open);
    if (end == std::string_view::npos) return std::nullopt;
    pieces.push_back({address.substr(at, open - at), address.substr(open + 1, end - open - 1), true});
    at = end + 1;
  }
  pieces.push_back({address.substr(at), {}, false});
  return pieces;
}

}  // namespace

std::string trouble_with_link(std::string_view address) {
  if (address.size() > kLinkAddressBytesMax) return mark("has more than 1,000 bytes.");
  const std::size_t host = host_begin(address);
  if (host == std::string_view::npos) return mark("must begin with https:// or http://.");
  const std::size_t path = std::min(address.find_first_of("/?#", host), address.size());
  const std::string_view where = address.substr(host, path - host);
  if (where.empty()) return mark("leads nowhere: write the host behind https://.");
  if (where.find_first_of("{}@\\") != std::string_view::npos)
    return mark("must name its host in full: nothing is filled in before the first / behind it.");
  const auto pieces = pieces_of(address);
  const bool are_known = pieces && std::all_of(pieces->begin(), pieces->end(), [](const LinkPiece& piece) {
                           return !piece.has_name || is_known(piece.name);
                         });
  // The name of a field may have spaces and any letters.
  const bool are_plain = are_known ? std::all_of(pieces->begin(), pieces->end(),
                                                 [](const LinkPiece& piece) { return is_plain(piece.words); })
                                   : is_plain(address);
  if (!are_plain) return mark("takes no spaces and letters of ASCII only.");
  if (!are_known) {
    return tr("can hold {number}, {contact}, {name} and customer fields such as {field}, and no other braces.",
              {{"field", "{field.Account}"}});
  }
  return {};
}

std::vector<std::string_view> link_fields(std::string_view address) {
  std::vector<std::string_view> fields;
  const auto pieces = pieces_of(address);
  if (!pieces) return fields;
  for (const LinkPiece& piece : *pieces)
    if (const auto field = placeholder_field(piece.name)) fields.push_back(*field);
  return fields;
}

std::optional<std::string> fill_link(std::string_view address, const std::string& number, const Contact* contact,
                                     const FieldValueOf& field_value_of) {
  if (!trouble_with_link(address).empty()) return std::nullopt;
  const auto value_of = [&](std::string_view name) -> std::string {
    if (name == "number") return number;
    if (const auto field = placeholder_field(name)) return std::string(field_value_of(*field));
    if (contact == nullptr) return {};
    return name == "contact" ? std::to_string(contact->id.value) : contact->name;
  };
  std::string filled;
  const auto pieces = pieces_of(address);
  for (const LinkPiece& piece : *pieces) {
    filled += piece.words;
    if (!piece.has_name) continue;
    const std::string value = value_of(piece.name);
    if (value.empty() || value == "." || value == "..") return std::nullopt;
    filled += percent_encoded(value);
  }
  return filled;
}

}  // namespace smsdesk
