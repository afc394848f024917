// What in a text is more than words: web links, e-mail addresses, telephone numbers, codes and street addresses, so that
// they can be opened or copied.
//
// Why here: what may be opened is decided once, in the core, and a view can open nothing else. Links are http and https
// only, without a user's name in them, to a host that sms::parse_web_host takes; what is opened is `value`, plain ASCII,
// made from the parts that were understood, never the text itself. Everything else is only ever copied.
//
// Not a parser of standards but of what people write: where it is not sure, it stays text. Numbers are known in the digits of
// every script and dialled in ASCII (plain_digits.h), street addresses by their shapes in five languages (street_address.h).
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::sms {

enum class EntityKind : std::uint8_t { Link, Email, Phone, Code, Address };

struct Entity {
  EntityKind kind = EntityKind::Code;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the text, at the borders of clusters
  std::string value;                 ///< what is opened or copied; of a Link beginning with http:// or https://, of a
                                     ///< Phone or Code in ASCII, of an Address in one line
  std::string host{};                ///< of a Link: the host's ASCII form, without a port
  std::string host_written{};        ///< as written, where that is another one; or empty
  bool is_doubtful = false;          ///< of a Link: its letters may pass for another host's
  friend bool operator==(const Entity&, const Entity&) = default;
};

inline constexpr std::size_t kEntitiesMax = 50;     ///< in one text; what follows stays text
inline constexpr std::size_t kLinkBytesMax = 2048;  ///< a longer one stays text

/// In order; they never overlap.
std::vector<Entity> find_entities(std::string_view text);

}  // namespace smsdesk::sms
