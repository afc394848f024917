#include "core/screen/picture_words.h"

#include <gtest/gtest.h>

namespace smsdesk::screen {
namespace {

BubbleMedia a_picture() {
  BubbleMedia media;
  media.kind = MediaKind::Picture;
  media.state = MediaState::Stored;
  media.accessible_name = "Picture map.png from you, 64 × 48";
  media.action = "Open";
  return media;
}

TEST(PictureWords, SayWhyItIsNotThereToEyesAndEars) {
  for (const PictureTrouble trouble : {PictureTrouble::Late, PictureTrouble::Gone, PictureTrouble::Unreadable}) {
    const PictureWords words = picture_words(a_picture(), trouble);
    EXPECT_FALSE(words.sentence.empty());
    EXPECT_EQ(words.accessible_name, "Picture map.png from you, 64 × 48 could not be loaded. " + words.sentence);
  }
  EXPECT_NE(picture_words(a_picture(), PictureTrouble::Gone).sentence,
            picture_words(a_picture(), PictureTrouble::Unreadable).sentence);
}

TEST(PictureWords, NameTheWayOnWhereThereIsOne) {
  EXPECT_EQ(picture_words(a_picture(), PictureTrouble::Gone).again_name, "Try again: " + a_picture().accessible_name);
  EXPECT_EQ(picture_words(a_picture(), PictureTrouble::Unreadable).open_name,
            "Open: Picture map.png from you, 64 × 48");
  BubbleMedia waiting = a_picture();
  waiting.action.clear();
  EXPECT_EQ(picture_words(waiting, PictureTrouble::Unreadable).open_name, "");
}

TEST(PictureWords, SayItOfAnAttachmentToo) {
  AttachmentChip chip;
  chip.accessible_name = "map.png, 12 KB";
  const PictureWords words = picture_words(chip, PictureTrouble::Gone);
  EXPECT_EQ(words.accessible_name,
            "map.png, 12 KB could not be loaded. The relay does not have it, or you may not see it.");
  EXPECT_EQ(words.again_name, "Try again: map.png, 12 KB");
  EXPECT_EQ(words.open_name, "");
}

}  // namespace
}  // namespace smsdesk::screen
