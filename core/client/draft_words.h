// The words of an answer with how they are to go, as one text: as the browser's storage has them, and by which it is known what the
// relay was told. Pure.
//
// Why one text: a draft is one value of the storage and is compared as a whole. Where nothing was chosen it is the words alone, as
// it was before there was a choice, so that what older versions left there is read as it was meant.
#pragma once

#include <string>
#include <string_view>

#include "core/conversation/message.h"

namespace smsdesk {

struct DraftWords {
  std::string text;
  SendAs send_as = SendAs::Usual;
  friend bool operator==(const DraftWords&, const DraftWords&) = default;
};
/// decode_draft_words(encode_draft_words(x)) == x, but for a choice about no words, which is none.
std::string encode_draft_words(std::string_view text, SendAs send_as);
DraftWords decode_draft_words(std::string_view kept);

}  // namespace smsdesk
