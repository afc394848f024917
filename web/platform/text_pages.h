// Where rasterised lines lie on the texture pages: shelves of equal height, pages evicted whole,
// least recently used first. Pure: it hands out places and knows no pixels.
//
// Invariants: places on one page never overlap; a page used in the current frame is never evicted
// (its quads are already in draw lists); there are at most as many pages as fit() says, unless a single
// frame needs more: then up to kTextPagesCrowdedMax, which are given back when later frames need
// less.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "web/platform/text_run.h"

namespace smsdesk::web {

inline constexpr int kTextPagesCrowdedMax = 32;

struct TextPlace {
  int page = 0;
  int x = 0, y = 0, width = 0, height = 0;
};

class TextPages {
 public:
  /// For a view of so many pixels: what stands in it and as much again, but no more than kTextPagesMax.
  void fit(double pixels);

  /// Starts a frame. Pages beyond those that the last frame did not use are given back:
  /// their textures can be destroyed.
  std::vector<int> begin_frame();

  /// The place of `key`, marked as used in this frame; nullopt when it must be rasterised.
  std::optional<TextPlace> find(std::uint64_t key);

  /// A free place, remembered under `key`. nullopt: larger than a page, or all pages are in use by
  /// this frame. `is_new_page` says that the page's texture must be made (transparent) before it is
  /// written.
  std::optional<TextPlace> place(std::uint64_t key, int width, int height, bool& is_new_page);

  /// Every page is gone (context lost, other pixel ratio).
  void clear();

  int page_count() const;

 private:
  struct Shelf {
    int y = 0, height = 0, x = 0;
  };
  struct Page {
    bool is_live = false;
    std::uint64_t used_in_frame = 0;
    int bottom = 0;
    std::vector<Shelf> shelves;
    std::vector<std::uint64_t> keys;
  };
  std::optional<TextPlace> place_on(int page, int width, int height);
  void empty(Page& page);

  int pages_max_ = kTextPagesMax;
  std::uint64_t frame_ = 1;
  std::vector<Page> pages_;
  std::unordered_map<std::uint64_t, TextPlace> places_;
};

}  // namespace smsdesk::web
