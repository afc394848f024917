#include "tools/json_lines.h"

#include <istream>
#include <ostream>
#include <string_view>

namespace smsdesk::tools {
namespace {

enum class Line { Whole, TooLong, None };

/// Reads up to the next line end; a line beyond the limit is read over, not kept.
Line read_line(std::streambuf& in, std::string& line) {
  constexpr int kEnd = std::char_traits<char>::eof();
  line.clear();
  int c = in.sbumpc();
  if (c == kEnd) return Line::None;
  bool is_too_long = false;
  for (; c != kEnd && c != '\n'; c = in.sbumpc()) {
    if (line.size() < kLineBytesMax) {
      line += static_cast<char>(c);
    } else {
      is_too_long = true;
    }
  }
  return is_too_long ? Line::TooLong : Line::Whole;
}

Result<std::string> answered(Line kind, std::string_view line, Answer answer) {
  if (kind == Line::TooLong) {
    return Error{ErrorCode::TooLarge, "it is longer than " + std::to_string(kLineBytesMax) + " bytes."};
  }
  auto document = json::Document::parse(line);
  if (!document) return document.error();
  if (!document->root().is_object()) return Error{ErrorCode::Invalid, "a JSON object is expected."};
  return answer(document->root());
}

}  // namespace

bool answer_lines(std::istream& in, std::ostream& out, Answer answer) {
  bool is_all_answered = true;
  std::string line;
  std::uint64_t number = 0;
  for (Line kind = read_line(*in.rdbuf(), line); kind != Line::None && out; kind = read_line(*in.rdbuf(), line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto text = answered(kind, line, answer);
    if (text) {
      out << *text << '\n';
    } else {
      is_all_answered = false;
      json::Writer writer;
      writer.begin_object();
      writer.key("error").string("Line " + std::to_string(number) + ": " + text.error().sentence);
      writer.key("line").unsigned_integer(number).end_object();
      out << writer.take() << '\n';
    }
    // Somebody who writes a line and waits for its answer must get it.
    if (in.rdbuf()->in_avail() <= 0) out.flush();
  }
  out.flush();
  return is_all_answered && out.good();
}

}  // namespace smsdesk::tools
