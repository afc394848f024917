// A document as text, and how two of them differ. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/json/json.h"
#include "relay/organisation/document.h"

namespace smsdesk::relay {

/// For people and version control: what is as usual is left out. read_organisation.h reads it back.
std::string to_toml(const Document& document);
/// For programs: everything is there. {"settings":{…},"queue":[{"id":1,"name":"Support",…},…],…}
std::string to_json(const Document& document);

/// One thing that is different.
struct Difference {
  enum class Kind { Added, Removed, Changed };
  Kind kind = Kind::Changed;
  std::string item_kind;  ///< "queue"
  std::string item_key;   ///< its id, or the number
  std::string item_name;  ///< as it is called afterwards
  std::string field;      ///< of a change: "alert_timeout"
  std::string before;     ///< as TOML writes the value; cut where it is long
  std::string after;
  friend bool operator==(const Difference&, const Difference&) = default;
};
inline constexpr std::size_t kDifferenceTextMax = 400;

/// In the order of `after`, then what is gone.
std::vector<Difference> differences(const Document& before, const Document& after);
/// For a terminal: one line each.
std::string to_text(const std::vector<Difference>& differences);
void write_differences(json::Writer& writer, const std::vector<Difference>& differences);

}  // namespace smsdesk::relay
