// The path of a value in the organisation's document, as the relay writes it: "queue/2/ring/0/after", part by part.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace smsdesk {

class DocumentPath {
 public:
  explicit DocumentPath(std::string_view text) : rest_(text) {}
  /// Empty where it has ended.
  std::string_view word() {
    const std::string_view word = rest_.substr(0, rest_.find('/'));
    rest_.remove_prefix(std::min(rest_.size(), word.size() + 1));
    return word;
  }
  /// The number, or what no list has.
  std::size_t index() {
    const std::string_view text = word();
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : SIZE_MAX;
  }

 private:
  std::string_view rest_;
};

}  // namespace smsdesk
