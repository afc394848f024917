// The palette: one field in which conversations, people, templates, settings and actions are found by a few letters. What can
// be found, and in which order, is core/screen/palette.h; here is what is typed, what is chosen, and what was taken lately.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk {

inline constexpr std::size_t kPaletteWordsBytesMax = 100;
inline constexpr std::size_t kPaletteListedMax = 40;
inline constexpr std::size_t kPaletteRecentMax = 8;

struct PaletteState {
  bool is_open = false;
  std::string words;
  std::uint32_t revision = 0;       ///< rises when the field must be set anew
  int chosen = 0;                   ///< an entry
  std::vector<std::string> recent;  ///< entries' keys, the newest first
  std::string stored_recent;        ///< as the browser's storage has them
};

/// "scope", and then a key a line.
std::string encode_recent(std::string_view scope, const std::vector<std::string>& recent);
std::vector<std::string> decode_recent(std::string_view text, std::string_view scope);

}  // namespace smsdesk
