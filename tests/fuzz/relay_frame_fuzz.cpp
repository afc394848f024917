// Frames from the other side of the WebSocket. Law: what decodes, encodes to what decodes to the same.
#include "core/protocol/frame.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk;
  const auto frame = decode_relay_frame(fuzz::text_of(data, size));
  if (!frame) {
    SMSDESK_LAW(!frame.error().sentence.empty());
    return 0;
  }
  const std::string bytes = encode_frame(*frame);
  const auto again = decode_relay_frame(bytes);
  SMSDESK_LAW(again && again->index() == frame->index());
  SMSDESK_LAW(encode_frame(*again) == bytes);
  return 0;
}
