// A strict, incremental reader of the "chunked" transfer coding (RFC 9112 §7.1). Pure.
//
// Invariants: never holds more than the body's maximum; size lines and trailers have maxima of
// their own; chunk extensions and trailers are checked and thrown away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "relay/net/request_head.h"

namespace smsdesk::net {

inline constexpr std::size_t kChunkLineBytesMax = 256;
inline constexpr std::size_t kTrailerBytesMax = 2 * 1024;

class ChunkedReader {
 public:
  explicit ChunkedReader(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {}

  enum class State { Incomplete, Complete, Refused };
  /// Takes bytes from the front of `bytes` and says in `taken` how many; at Complete the rest
  /// belongs to the next request.
  State read(std::string_view bytes, std::size_t& taken);
  std::string& body() { return body_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  enum class Expecting { Size, Content, ContentEnd, Trailer };
  State take_line(char c);
  State end_line();
  State refuse(int status, std::string_view sentence);

  const std::size_t body_bytes_max_;
  Expecting expecting_ = Expecting::Size;
  std::string line_;  ///< the size or trailer line so far, with its CR
  std::uint64_t content_left_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::string body_;
  Refusal refusal_;
};

}  // namespace smsdesk::net
