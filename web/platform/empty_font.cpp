#include "web/platform/empty_font.h"

#include "imgui.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"

namespace {

bool has_glyph(ImFontAtlas*, ImFontConfig*, ImWchar codepoint) {
  return (codepoint >= 0x20 && codepoint < 0x7F) || codepoint == 0x2026;
}

bool start_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
  baked->Ascent = baked->Size * 0.8f;
  baked->Descent = -baked->Size * 0.2f;
  return true;
}

bool load_glyph(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar codepoint, ImFontGlyph* glyph,
                float* advance_x) {
  const float advance = baked->Size * 0.5f;
  if (advance_x != nullptr) {
    *advance_x = advance;
    return true;
  }
  glyph->Codepoint = codepoint;
  glyph->AdvanceX = advance;
  return true;
}

const ImFontLoader* empty_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "empty";
    made.FontSrcContainsGlyph = has_glyph;
    made.FontBakedInit = start_baked;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &loader;
}

}  // namespace

// ImGui asks for its default loader by this name where IMGUI_ENABLE_FREETYPE is defined.
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader() {
  return empty_loader();
}
}  // namespace ImGuiFreeType

namespace smsdesk::web {

void add_empty_font(ImFontAtlas& atlas) {
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  atlas.TexMinWidth = 64;
  atlas.TexMinHeight = 64;
  ImFontConfig config;
  config.FontLoader = empty_loader();
  config.SizePixels = 13;
  atlas.AddFont(&config);
}

}  // namespace smsdesk::web
