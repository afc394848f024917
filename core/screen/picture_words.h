// What is said in the place of a picture that the page has not got, though the relay said that it is there.
#pragma once

#include <cstdint>
#include <string>

#include "core/screen/screen.h"

namespace smsdesk::screen {

enum class PictureTrouble : std::uint8_t {
  Late,        ///< it did not come, and the page asks again by itself
  Gone,        ///< the relay does not have it
  Unreadable,  ///< this browser cannot show what came
};

struct PictureWords {
  std::string sentence;
  std::string accessible_name;  ///< of the place
  std::string again_name;       ///< of the button that asks for it once more
  /// Of the button that does what a press on the picture would; empty where nothing can be done.
  std::string open_name;
};
PictureWords picture_words(const BubbleMedia& media, PictureTrouble trouble);
/// In the small: nothing is done with it there but what the chip offers beside it.
PictureWords picture_words(const AttachmentChip& chip, PictureTrouble trouble);

}  // namespace smsdesk::screen
