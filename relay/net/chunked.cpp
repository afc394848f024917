#include "relay/net/chunked.h"

#include <algorithm>
#include <array>

namespace smsdesk::net {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// RFC 9110 §6.5.1: nothing that frames, routes or authenticates may come behind the body.
bool is_forbidden_trailer(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kForbidden = {
      "content-length", "transfer-encoding", "host",         "trailer",       "te",     "connection",
      "upgrade",        "content-encoding",  "content-type", "authorization", "cookie", "expect"};
  return std::any_of(kForbidden.begin(), kForbidden.end(),
                     [name](std::string_view forbidden) { return equals_without_case(name, forbidden); });
}

}  // namespace

ChunkedReader::State ChunkedReader::refuse(int status, std::string_view sentence) {
  refusal_ = {status, sentence};
  return State::Refused;
}

ChunkedReader::State ChunkedReader::read(std::string_view bytes, std::size_t& taken) {
  taken = 0;
  while (taken < bytes.size()) {
    if (expecting_ == Expecting::Content) {
      const std::size_t count = std::min<std::uint64_t>(content_left_, bytes.size() - taken);
      body_.append(bytes.substr(taken, count));
      taken += count;
      content_left_ -= count;
      if (content_left_ == 0) expecting_ = Expecting::ContentEnd;
      continue;
    }
    const State state = take_line(bytes[taken++]);
    if (state != State::Incomplete) return state;
  }
  return State::Incomplete;
}

ChunkedReader::State ChunkedReader::take_line(char c) {
  const bool is_behind_cr = !line_.empty() && line_.back() == '\r';
  if (is_behind_cr != (c == '\n')) return refuse(400, "Lines of a chunked body must end with CR LF.");
  if (c == '\n') {
    line_.pop_back();
    const State state = end_line();
    line_.clear();
    return state;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (c != '\r' && ((byte < 0x20 && c != '\t') || byte == 0x7F)) {
    return refuse(400, "A chunked body's framing holds a control byte.");
  }
  if (expecting_ == Expecting::ContentEnd && c != '\r') {
    return refuse(400, "A chunk is longer than its size.");
  }
  if (expecting_ == Expecting::Trailer) {
    if (++trailer_bytes_ > kTrailerBytesMax) return refuse(431, "The trailers are too large.");
  } else if (line_.size() == kChunkLineBytesMax) {
    return refuse(400, "A chunk's size line is too long.");
  }
  line_ += c;
  return State::Incomplete;
}

ChunkedReader::State ChunkedReader::end_line() {
  switch (expecting_) {
    case Expecting::Content:
      break;  // read() takes content itself
    case Expecting::ContentEnd:
      expecting_ = Expecting::Size;
      break;
    case Expecting::Trailer: {
      if (line_.empty()) return State::Complete;
      Header trailer;
      if (!parse_field_line(line_, trailer) || is_forbidden_trailer(trailer.name)) {
        return refuse(400, "A trailer is malformed or not allowed.");
      }
      break;
    }
    case Expecting::Size: {
      std::size_t digits = 0;
      std::uint64_t size = 0;
      while (digits < line_.size() && hex_value(line_[digits]) >= 0) {
        if (digits == 15) return refuse(413, "The request body is too large.");
        size = size * 16 + static_cast<unsigned>(hex_value(line_[digits++]));
      }
      const bool has_extension = digits < line_.size();
      if (digits == 0 || (has_extension && line_[digits] != ';')) {
        return refuse(400, "A chunk's size is malformed.");
      }
      if (size > body_bytes_max_ - body_.size()) return refuse(413, "The request body is too large.");
      content_left_ = size;
      expecting_ = size == 0 ? Expecting::Trailer : Expecting::Content;
      break;
    }
  }
  return State::Incomplete;
}

}  // namespace smsdesk::net
