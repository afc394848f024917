// toml++ without its assertions: version 3.3.0 asserts on texts that it then refuses with a sentence ("[[[["), so that a
// build with assertions would end at a file that is merely wrong, and clang would assume without them that there are none.
#pragma once

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
