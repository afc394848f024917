#include "core/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace smsdesk {
namespace {
// A mutable global, as core has besides only for the language in use (core/words/words.cpp): it is set once at start-up,
// before anything can fail.
AssertHandler installed_handler = nullptr;
}  // namespace

void set_assert_handler(AssertHandler handler) {
  installed_handler = handler;
}

void assert_failed(const char* expression, const char* file, int line) {
  if (installed_handler != nullptr) installed_handler(expression, file, line);
  std::fprintf(stderr, "smsdesk: internal error: %s (%s:%d)\n", expression, file, line);
  std::abort();
}

}  // namespace smsdesk
