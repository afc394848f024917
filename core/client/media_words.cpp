#include "core/client/media_words.h"

#include "core/words/words.h"

namespace smsdesk {

std::string media_line(const std::vector<Media>& media) {
  if (media.size() != 1) return trn("[{n} file]", "[{n} files]", media.size());
  const MediaKind kind = media_kind(media.front().content_type);
  return kind == MediaKind::Picture ? tr("[picture]")
         : kind == MediaKind::Audio ? tr("[audio]")
         : kind == MediaKind::Video ? tr("[video]")
                                    : tr("[file]");
}

}  // namespace smsdesk
