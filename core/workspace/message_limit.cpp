#include "core/workspace/message_limit.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/segments.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

std::string number_text(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, trc("between thousands", ","));
  return digits;
}

}  // namespace

std::optional<Excess> find_excess(const Queue* queue, std::string_view text) {
  const std::size_t chars_max = queue == nullptr ? kCharsMax : std::min(queue->chars_max, kCharsMax);
  const std::size_t units = utf8::utf16_units(text);
  if (units > chars_max) return Excess{false, units, chars_max};
  if (queue == nullptr || queue->segments_max == 0) return std::nullopt;
  const auto segments = static_cast<std::size_t>(sms::count_segments(text).count());
  if (segments <= queue->segments_max) return std::nullopt;
  return Excess{true, segments, queue->segments_max};
}

std::string sentence_of(const Excess& excess) {
  const std::size_t over = excess.size - excess.max;
  const std::string count = number_text(over), most = number_text(excess.max);
  return excess.is_segments
             ? trn("The message is {count} segment too long: at most {max}. Shorten it or send it in two parts.",
                   "The message is {count} segments too long: at most {max}. Shorten it or send it in two parts.", over,
                   {{"count", count}, {"max", most}})
             : trn("The message is {count} character too long: at most {max}. Shorten it or send it in two parts.",
                   "The message is {count} characters too long: at most {max}. Shorten it or send it in two parts.",
                   over, {{"count", count}, {"max", most}});
}

}  // namespace smsdesk
