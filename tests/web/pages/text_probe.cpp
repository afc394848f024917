// A page that shows texts by the canvas path and tells where their lines break, so that a browser
// test can hold them against the same texts laid out by the DOM. Without a text it shows a small
// sample of everything.
#include <emscripten/emscripten.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "web/platform/app.h"
#include "web/platform/browser/canvas_internal.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/platform/text_cache.h"
#include "web/platform/text_run.h"

namespace smsdesk::web {
namespace {

class TextProbe final : public App {
 public:
  void start() override {}

  void frame() override {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    fill_panel(ImVec2(0, 0), size, ground);
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    if (shown.empty()) return draw_sample(list);
    for (const Shown& one : shown) draw_text(list, one.lay_out(), ImVec2(px_snap(one.x), px_snap(one.y)));
  }

  struct Shown {
    std::string text;
    TextStyle style;
    float wrap = 0;
    int lines_max = 0;
    float x = 0, y = 0;  ///< CSS px
    TextBlock lay_out() const { return lay_out_text(text, style, wrap, lines_max); }
  };
  std::vector<Shown> shown;
  ImU32 ground = IM_COL32_WHITE;

 private:
  static void draw_sample(ImDrawList& list) {
    static constexpr const char* kSamples[] = {"Hello, could you move my appointment to Thursday 14:30?",
                                               "Привет! Можно перенести на четверг?",
                                               "مرحبا، هل يمكن تأجيل الموعد إلى 14:30؟",
                                               "שלום, אפשר לדחות ליום חמישי?",
                                               "नमस्ते, क्या समय बदल सकते हैं?",
                                               "木曜日の14時30分に変更できますか。",
                                               "สวัสดีครับ ขอเลื่อนนัดเป็นวันพฤหัสได้ไหม",
                                               "👩‍👩‍👧‍👦 🇩🇪 👍🏽 ❤️ ok"};
    float y = px_snap(16);
    bool is_own = false;
    for (const char* sample : kSamples) {
      const TextStyle style{15, 21.75f, TextWeight::Regular, is_own ? IM_COL32_WHITE : IM_COL32(21, 24, 29, 255)};
      const TextBlock block = lay_out_text(sample, style, 260);
      const float pad = px_snap(12), left = px_snap(is_own ? 200 : 16);
      const ImVec2 max(left + block.width + pad * 2, y + block.height + px_snap(8) * 2);
      list.AddRectFilled(ImVec2(left, y), max, is_own ? IM_COL32(36, 87, 214, 255) : IM_COL32(237, 239, 243, 255),
                         px(14));
      draw_text(list, block, ImVec2(left + pad, y + px_snap(8)));
      y = max.y + px_snap(8);
      is_own = !is_own;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    list.AddCircleFilled(mouse, px(6), ImGui::IsMouseDown(0) ? IM_COL32(198, 47, 47, 200) : IM_COL32(36, 87, 214, 120));
  }
};

TextProbe& probe() {
  static auto* const the = new TextProbe();
  return *the;
}

}  // namespace
}  // namespace smsdesk::web

extern "C" {

/// From now on nothing is shown but what is added.
EMSCRIPTEN_KEEPALIVE void probe_clear() {
  smsdesk::web::probe().shown.clear();
}

/// What they stand on.
EMSCRIPTEN_KEEPALIVE void probe_ground(std::uint32_t color) {
  smsdesk::web::probe().ground = color;
  smsdesk::web::request_frame();
}

/// Shows that text too, its top left corner there (CSS px).
EMSCRIPTEN_KEEPALIVE void probe_add(const char* text, int bytes, double size, double line_height, int weight,
                                    double wrap, int lines_max, std::uint32_t color, double x, double y) {
  smsdesk::web::probe().shown.push_back({std::string(text, static_cast<std::size_t>(bytes)),
                                         {static_cast<float>(size), static_cast<float>(line_height),
                                          static_cast<smsdesk::web::TextWeight>(weight), color},
                                         static_cast<float>(wrap),
                                         lines_max,
                                         static_cast<float>(x),
                                         static_cast<float>(y)});
  smsdesk::web::request_frame();
}

/// Lays a text out and writes begin and end byte of each line; returns how many lines there are.
EMSCRIPTEN_KEEPALIVE int probe_lines(const char* text, int bytes, double size, int weight, double wrap, int* to,
                                     int capacity) {
  const smsdesk::web::TextStyle style{static_cast<float>(size), static_cast<float>(size) * 1.45f,
                                      static_cast<smsdesk::web::TextWeight>(weight), 0xFF000000};
  const auto block =
      smsdesk::web::lay_out_text({text, static_cast<std::size_t>(bytes)}, style, static_cast<float>(wrap));
  int at = 0;
  for (const auto& line : block.lines) {
    if (at + 2 > capacity) break;
    to[at++] = static_cast<int>(line.begin);
    to[at++] = static_cast<int>(line.end);
  }
  return static_cast<int>(block.lines.size());
}

/// What the text's caches hold now, and what they may: layouts (bytes), inks, baselines, two numbers each.
EMSCRIPTEN_KEEPALIVE void probe_caches(double* to) {
  const smsdesk::web::TextCacheUse now = smsdesk::web::text_cache_use();
  const std::size_t all[] = {now.layout_bytes, smsdesk::web::kLayoutBytesMax, now.inks, smsdesk::web::kInksMax,
                             now.baselines,    smsdesk::web::kBaselinesMax};
  for (const std::size_t one : all) *to++ = static_cast<double>(one);
}

/// How wide the text is that was added as that one, 0 the first; device px.
EMSCRIPTEN_KEEPALIVE double probe_width(int which) {
  return smsdesk::web::probe().shown[static_cast<std::size_t>(which)].lay_out().width;
}
}

int main() {
  smsdesk::web::run_app(smsdesk::web::probe());
  return 0;
}
