// The words that stand for a message's files where the files are not shown: in a list, a notice, what is read aloud. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/conversation/media.h"

namespace smsdesk {

/// "[picture]", "[2 files]": in place of words.
std::string media_line(const std::vector<Media>& media);

}  // namespace smsdesk
