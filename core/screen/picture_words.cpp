#include "core/screen/picture_words.h"

#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

std::string sentence_of(PictureTrouble trouble) {
  switch (trouble) {
    case PictureTrouble::Late:
      return tr("The page keeps trying to load it.");
    case PictureTrouble::Gone:
      return tr("The relay does not have it, or you may not see it.");
    case PictureTrouble::Unreadable:
      return tr("The picture cannot be shown.");
  }
  return {};
}

PictureWords words_of(const std::string& name, PictureTrouble trouble) {
  PictureWords words;
  words.sentence = sentence_of(trouble);
  words.accessible_name = tr("{name} could not be loaded.", {{"name", name}}) + " " + words.sentence;
  words.again_name = labelled(tr("Try again"), name);
  return words;
}

}  // namespace

PictureWords picture_words(const BubbleMedia& media, PictureTrouble trouble) {
  PictureWords words = words_of(media.accessible_name, trouble);
  if (!media.action.empty()) words.open_name = labelled(media.action, media.accessible_name);
  return words;
}

PictureWords picture_words(const AttachmentChip& chip, PictureTrouble trouble) {
  return words_of(chip.accessible_name, trouble);
}

}  // namespace smsdesk::screen
