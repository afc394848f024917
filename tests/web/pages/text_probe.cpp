// A page that shows one text by the canvas path and tells where its lines break, so that a browser
// test can hold it against the same text laid out by the DOM. Without a text it shows a small
// sample of everything.
#include <emscripten/emscripten.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "web/platform/app.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/platform/text_run.h"

namespace smsdesk::web {
namespace {

class TextProbe final : public App {
 public:
  void start() override {}

  void frame() override {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    fill_panel(ImVec2(0, 0), size, IM_COL32(255, 255, 255, 255));
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    if (text.empty()) return draw_sample(list);
    const TextBlock block = lay_out_text(text, style, wrap, lines_max);
    draw_text(list, block, ImVec2(px_snap(8), px_snap(8)));
  }

  std::string text;
  TextStyle style{15, 21.75f, TextWeight::Regular, IM_COL32(21, 24, 29, 255)};
  float wrap = 0;
  int lines_max = 0;

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

/// Shows that text from now on.
EMSCRIPTEN_KEEPALIVE void probe_show(const char* text, int bytes, double size, double line_height, int weight,
                                     double wrap, int lines_max, std::uint32_t color) {
  auto& p = smsdesk::web::probe();
  p.text.assign(text, static_cast<std::size_t>(bytes));
  p.style = {static_cast<float>(size), static_cast<float>(line_height), static_cast<smsdesk::web::TextWeight>(weight),
             color};
  p.wrap = static_cast<float>(wrap);
  p.lines_max = lines_max;
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

/// The size in device px that the text shown has.
EMSCRIPTEN_KEEPALIVE double probe_width() {
  auto& p = smsdesk::web::probe();
  return smsdesk::web::lay_out_text(p.text, p.style, p.wrap, p.lines_max).width;
}
}

int main() {
  smsdesk::web::run_app(smsdesk::web::probe());
  return 0;
}
