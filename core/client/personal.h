// What an agent sets for themselves, and the steps of the palette and of choosing shortcuts. Plain values.
#pragma once

#include <cstdint>

namespace smsdesk {

/// Of the interface; the order is that of the settings.
enum class Language : std::uint8_t { System, English, German, Spanish, French, Japanese, Arabic };
enum class TimeFormat : std::uint8_t { System, Hours12, Hours24 };
enum class Density : std::uint8_t { Roomy, Compact };
/// Per cent of the usual size, of everything that is drawn. On top of the browser's own zoom.
inline constexpr int kTextSizes[] = {90, 100, 115, 130, 150};

enum class PaletteStep : std::uint8_t {
  Open,
  Close,
  Filter,  ///< text: what is looked for
  Choose,  ///< text: which entry
  Hold,    ///< text: the entry that is shown as chosen: it stays that, whatever comes before it
  Next,    ///< of the entries that are not shown yet
  Previous,
  Take,  ///< text: which entry; it closes, and the entry is remembered
};

enum class ShortcutStep : std::uint8_t {
  Record,  ///< the next chord is the action's
  Cancel,
  Press,     ///< the chord that was pressed meanwhile
  Exchange,  ///< with the action that has that chord
  Remove,
  Reset,
  ResetAll,
};

}  // namespace smsdesk
