// What a picture's state is called where it is not there.
#pragma once

#include <optional>

#include "core/screen/picture_words.h"
#include "web/platform/picture.h"

namespace smsdesk::web::view {

/// None: it is there, or on its way.
inline std::optional<screen::PictureTrouble> trouble_of(Picture::State state) {
  switch (state) {
    case Picture::State::Loading:
    case Picture::State::Ready:
      return std::nullopt;
    case Picture::State::Late:
      return screen::PictureTrouble::Late;
    case Picture::State::Gone:
      return screen::PictureTrouble::Gone;
    case Picture::State::Unreadable:
      break;
  }
  return screen::PictureTrouble::Unreadable;
}

}  // namespace smsdesk::web::view
