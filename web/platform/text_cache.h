// What text runs keep between frames, each within a bound: how texts break into lines, where the ink of a line lies, and
// where the baseline of a style is.
//
// Why: an agent scrolls through a hundred thousand messages in one page and for eight hours. What was laid out once must
// be there again without a call of JavaScript, and what is kept must not grow with what was ever read.
//
// Invariants: layouts take at most kLayoutBytesMax as soon as a frame's own fit into that; the least recently used goes
// first, and one that the present frame uses never goes (its blocks point to it). Inks and baselines are cheap to have
// again: where there are too many, all are dropped. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "web/platform/text_run.h"

namespace smsdesk::web {

inline constexpr std::size_t kLayoutBytesMax = 6u << 20;
inline constexpr std::size_t kInksMax = 20000;
inline constexpr std::size_t kBaselinesMax = 64;  ///< styles; the theme has a dozen

struct TextLayout {
  std::uint64_t key = 0;  ///< of text, style and width
  std::string text;
  std::vector<TextLine> lines;
  float width = 0;  ///< of the widest line, device px, rounded up
  bool was_cut = false;
  /// As it counts against the bound: itself, its place in list and map, text and lines.
  std::size_t bytes() const { return sizeof(TextLayout) + 72 + text.size() + lines.size() * sizeof(TextLine); }
};

class TextLayouts {
 public:
  /// What was used until now may go.
  void begin_frame() { ++frame_; }

  /// Null where it must be laid out. The one found is used by this frame and is the last to go.
  TextLayout* find(std::uint64_t key);
  /// The same for who only wants to know: it is used by nobody for that.
  const TextLayout* peek(std::uint64_t key) const;
  /// Keeps what find() did not have, used by this frame; older ones go where they must.
  TextLayout& keep(TextLayout made);
  /// Lets go what is beyond the bound and not of this frame.
  void evict();
  void clear();

  std::size_t bytes() const { return bytes_; }
  std::size_t count() const { return all_.size(); }

 private:
  struct Entry {
    TextLayout layout;
    std::uint64_t used_in_frame = 0;
  };
  std::list<Entry> all_;  // most recently used first
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 1;
};

/// Ink of a line around its origin, whole device px.
struct TextInk {
  std::int32_t left = 0, top = 0, width = 0, height = 0;
};

class TextInks {
 public:
  const TextInk* find(std::uint64_t key) const;
  /// Keeps what find() did not have.
  void keep(std::uint64_t key, const TextInk& ink);
  void clear() { all_.clear(); }
  std::size_t count() const { return all_.size(); }

 private:
  std::unordered_map<std::uint64_t, TextInk> all_;
};

class TextBaselines {
 public:
  /// From the top of a line to its baseline, device px; null where it must be asked for.
  const float* find(const TextStyle& style) const;
  /// Keeps what find() did not have.
  void keep(const TextStyle& style, float value);
  void clear() { all_.clear(); }
  std::size_t count() const { return all_.size(); }

 private:
  struct Baseline {
    float size, line_height;
    TextWeight weight;
    float value;
  };
  std::vector<Baseline> all_;
};

}  // namespace smsdesk::web
