// Lines share a few heights, so a shelf takes whatever is at most as high as itself and wastes no
// more than a quarter.
#include "web/platform/text_pages.h"

#include <algorithm>
#include <cmath>

namespace smsdesk::web {

void TextPages::fit(double pixels) {
  constexpr int kFewest = 3;
  constexpr double kPage = static_cast<double>(kTextPageSide) * kTextPageSide;
  pages_max_ = std::clamp(1 + static_cast<int>(std::ceil(std::min(2 * pixels / kPage, 1e3))), kFewest, kTextPagesMax);
}

std::vector<int> TextPages::begin_frame() {
  std::vector<int> released;
  int live = page_count();
  for (std::size_t i = pages_.size(); i-- > 0 && live > pages_max_;) {
    if (!pages_[i].is_live || pages_[i].used_in_frame == frame_) continue;
    empty(pages_[i]);
    released.push_back(static_cast<int>(i));
    --live;
  }
  ++frame_;
  return released;
}

std::optional<TextPlace> TextPages::find(std::uint64_t key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  pages_[static_cast<std::size_t>(found->second.page)].used_in_frame = frame_;
  return found->second;
}

std::optional<TextPlace> TextPages::place_on(int index, int width, int height) {
  Page& page = pages_[static_cast<std::size_t>(index)];
  Shelf* best = nullptr;
  for (Shelf& shelf : page.shelves) {
    const bool fits = shelf.height >= height && shelf.height * 3 <= height * 4 + 8 && shelf.x + width <= kTextPageSide;
    if (fits && (best == nullptr || shelf.height < best->height)) best = &shelf;
  }
  if (best == nullptr) {
    if (page.bottom + height > kTextPageSide) return std::nullopt;
    page.shelves.push_back({page.bottom, height, 0});
    page.bottom += height;
    best = &page.shelves.back();
  }
  const TextPlace place = {index, best->x, best->y, width, height};
  best->x += width;
  return place;
}

std::optional<TextPlace> TextPages::place(std::uint64_t key, int width, int height, bool& is_new_page) {
  is_new_page = false;
  if (width <= 0 || height <= 0 || width > kTextPageSide || height > kTextPageSide) return std::nullopt;
  const auto remember = [&](TextPlace at) {
    Page& page = pages_[static_cast<std::size_t>(at.page)];
    page.used_in_frame = frame_;
    page.keys.push_back(key);
    places_[key] = at;
    return at;
  };

  // The page used last first, so that what is seen together lies together and old pages can age.
  int freshest_first[kTextPagesCrowdedMax] = {};
  int live = 0;
  for (int i = 0; i < static_cast<int>(pages_.size()); ++i) {
    if (pages_[static_cast<std::size_t>(i)].is_live) freshest_first[live++] = i;
  }
  std::sort(freshest_first, freshest_first + live, [&](int l, int r) {
    return pages_[static_cast<std::size_t>(l)].used_in_frame > pages_[static_cast<std::size_t>(r)].used_in_frame;
  });
  for (int i = 0; i < live; ++i) {
    if (const auto at = place_on(freshest_first[i], width, height)) return remember(*at);
  }

  int index = -1;
  if (live < pages_max_) {
    for (int i = 0; i < static_cast<int>(pages_.size()) && index < 0; ++i) {
      if (!pages_[static_cast<std::size_t>(i)].is_live) index = i;
    }
  } else if (pages_[static_cast<std::size_t>(freshest_first[live - 1])].used_in_frame != frame_) {
    index = freshest_first[live - 1];
  } else if (live >= kTextPagesCrowdedMax) {
    return std::nullopt;
  }
  if (index < 0) {
    index = static_cast<int>(pages_.size());
    pages_.emplace_back();
  }
  Page& page = pages_[static_cast<std::size_t>(index)];
  empty(page);
  page.is_live = true;
  is_new_page = true;
  return remember(*place_on(index, width, height));
}

void TextPages::empty(Page& page) {
  for (const std::uint64_t key : page.keys) places_.erase(key);
  page.keys.clear();
  page.shelves.clear();
  page.bottom = 0;
  page.is_live = false;
}

void TextPages::clear() {
  for (Page& page : pages_) empty(page);
  places_.clear();
}

int TextPages::page_count() const {
  return static_cast<int>(std::count_if(pages_.begin(), pages_.end(), [](const Page& p) { return p.is_live; }));
}

}  // namespace smsdesk::web
