#include "core/workspace/message_limit.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/segments.h"
#include "core/words/numbers.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

const OurNumber* number_of(const Workspace& w, const Conversation& conversation) {
  if (!conversation.detail) return nullptr;
  const auto number = w.numbers.find(conversation.detail->our_number);
  return number == w.numbers.end() ? nullptr : &number->second;
}

constexpr std::uint64_t kKilobyte = 1'000;
static_assert(kFilesMax == kMediaMax);
static_assert(kFilesKbMax * kKilobyte == kSentBytesMax);
static_assert(kCharsMax == kTextUnitsMax);

/// What the number says holds instead of what the carrier does.
void replace_by(const MessageLimits& own, SendLimits& limits) {
  if (own.chars_max != 0) limits.chars_max = own.chars_max;
  if (own.segments_max != 0) limits.segments_max = own.segments_max;
  if (own.files_max != 0) limits.media.files_max = own.files_max;
  if (own.files_kb_max != 0) limits.media.bytes_max = own.files_kb_max * kKilobyte;
  if (!own.file_types.empty()) limits.media.types = own.file_types;
}

/// What the queue says holds where it is narrower.
void narrow_by(const MessageLimits& own, SendLimits& limits) {
  if (own.chars_max != 0) limits.chars_max = std::min<std::size_t>(limits.chars_max, own.chars_max);
  if (own.segments_max != 0 && (limits.segments_max == 0 || own.segments_max < limits.segments_max))
    limits.segments_max = own.segments_max;
  MediaLimits& media = limits.media;
  if (own.files_max != 0) media.files_max = std::min<std::size_t>(media.files_max, own.files_max);
  if (own.files_kb_max != 0) media.bytes_max = std::min(media.bytes_max, own.files_kb_max * kKilobyte);
  if (own.file_types.empty()) return;
  std::vector<std::string> both;
  for (const std::string& type : own.file_types)
    if (media.takes(type)) both.push_back(type);
  media.types = std::move(both);
  // Without a type in common nothing may go, and an empty list would say that everything may.
  if (media.types.empty()) limits.has_mms = false;
}

}  // namespace

SendLimits limits_of(CarrierProfile profile) {
  SendLimits limits;
  if (profile == CarrierProfile::Smpp) {
    limits.segments_max = 10;
    limits.has_mms = false;
  }
  return limits;
}

SendLimits limits_of(const OurNumber* number, const Queue* queue) {
  SendLimits limits = limits_of(number == nullptr ? CarrierProfile::Twilio : number->carrier_profile);
  if (number != nullptr) {
    limits.has_mms = limits.has_mms && number->has_mms;
    replace_by(number->limits, limits);
  }
  if (queue != nullptr) narrow_by(queue->limits, limits);
  return limits;
}

SendLimits limits_of(const Workspace& w, const Conversation& conversation) {
  return limits_of(number_of(w, conversation), w.find_queue(conversation.queue));
}

std::optional<Excess> find_excess(const SendLimits& limits, std::string_view text, bool is_mms) {
  const std::size_t units = utf8::utf16_units(text);
  if (units > limits.chars_max) return Excess{false, units, limits.chars_max};
  if (is_mms || limits.segments_max == 0) return std::nullopt;
  const auto segments = static_cast<std::size_t>(sms::count_segments(text).count());
  if (segments <= limits.segments_max) return std::nullopt;
  return Excess{true, segments, limits.segments_max};
}

std::string trouble_with_attachments(const SendLimits& limits, std::span<const Media> files) {
  if (!limits.has_mms) return tr("Attachments cannot be sent from this number. Take them off and send the text alone.");
  return trouble_with_sending(files, limits.media);
}

Price price_of(const Workspace& w, const Conversation& conversation, Priced what) {
  const OurNumber* number = number_of(w, conversation);
  const bool is_mms = what == Priced::Mms;
  const Price own = number == nullptr ? Price() : is_mms ? number->mms_price : number->segment_price;
  return own.is_set() ? own : is_mms ? w.settings.mms_price : w.settings.segment_price;
}

std::string sentence_of(const Excess& excess) {
  const std::size_t over = excess.size - excess.max;
  const std::string count = number_words(over), most = number_words(excess.max);
  return excess.is_segments
             ? trn("The message is {count} segment too long: at most {max}. Shorten it or send it in two parts.",
                   "The message is {count} segments too long: at most {max}. Shorten it or send it in two parts.", over,
                   {{"count", count}, {"max", most}})
             : trn("The message is {count} character too long: at most {max}. Shorten it or send it in two parts.",
                   "The message is {count} characters too long: at most {max}. Shorten it or send it in two parts.",
                   over, {{"count", count}, {"max", most}});
}

}  // namespace smsdesk
