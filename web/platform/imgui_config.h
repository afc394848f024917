// Dear ImGui's compile-time options, the same for its sources and for ours.
//
// All text goes through text runs (text_run.h), so ImGui's fonts are never drawn: the embedded font
// and stb_truetype are left out of the binary. IMGUI_ENABLE_FREETYPE is the door for a font loader
// of one's own; ours is web/platform/empty_font.cpp and there is no FreeType behind it.
#pragma once

#include "core/base/assert.h"

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_DEFINE_MATH_OPERATORS

#ifdef NDEBUG
#define IM_ASSERT(expression) static_cast<void>(0)
#else
#define IM_ASSERT(expression) SMSDESK_ASSERT(expression)
#endif
