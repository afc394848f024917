// SMSDESK_ASSERT: for our own bugs, on in release too. Never for bytes from outside.
#pragma once

namespace smsdesk {

/// Called before the process ends; the browser's platform installs one that shows a page. Default: stderr.
using AssertHandler = void (*)(const char* expression, const char* file, int line);
void set_assert_handler(AssertHandler handler);

[[noreturn]] void assert_failed(const char* expression, const char* file, int line);

}  // namespace smsdesk

#define SMSDESK_ASSERT(expression) \
  ((expression) ? static_cast<void>(0) : ::smsdesk::assert_failed(#expression, __FILE__, __LINE__))
