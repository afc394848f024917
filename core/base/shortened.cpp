#include "core/base/shortened.h"

#include "core/base/utf8.h"

namespace smsdesk {

std::string shortened(std::string_view text, std::size_t bytes_max) {
  const std::string_view shown = utf8::prefix(text, bytes_max);
  return shown.size() < text.size() ? std::string(shown) + "…" : std::string(text);
}

}  // namespace smsdesk
