// The stage: one ImGui context, driven by tests instead of the browser's events.
#include "web/platform/canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/assert.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/empty_font.h"
#include "web/platform/headless/stage_state.h"
#include "web/platform/passes.h"
#include "web/platform/soft.h"

namespace smsdesk::web {
namespace {

StageState* g_stage = nullptr;  // the one stage, owned by Stage

int whole(float value) {
  return static_cast<int>(std::lround(value));
}

}  // namespace

StageState* find_stage_state() {
  return g_stage;
}
StageState& stage_state() {
  SMSDESK_ASSERT(g_stage != nullptr);
  return *g_stage;
}

Stage::Stage(const StageOptions& options) {
  SMSDESK_ASSERT(g_stage == nullptr);
  g_stage = new StageState();
  g_stage->options = options;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset |
                     ImGuiBackendFlags_HasMouseCursors;
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  add_empty_font(*io.Fonts);
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  resize(options.width, options.height, options.ratio);
}

Stage::~Stage() {
  for (ImTextureData* data : ImGui::GetPlatformIO().Textures) {
    data->SetTexID(ImTextureID_Invalid);
    data->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext();
  delete g_stage;
  g_stage = nullptr;
}

void Stage::frame(App& app) {
  StageState& s = *g_stage;
  if (!s.is_started) {
    s.is_started = true;
    app.start();
  }
  s.frames_wanted = std::max(0, s.frames_wanted - 1);
  s.pan = s.next_pan;
  s.context = std::exchange(s.next_context, std::nullopt);
  s.next_pan.delta = s.next_pan.fling_velocity = ImVec2(0, 0);
  ImGuiIO& io = ImGui::GetIO();
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  io.DeltaTime = std::max(1.0f / 60.0f, static_cast<float>(std::exchange(s.since_frame, 0)) / 1000.0f);
  Passes passes;
  do {
    s.is_drawn_again = false;
    s.fills.clear();
    s.blocks.clear();
    s.by_handle.clear();
    s.texts.clear();
    ImGui::NewFrame();
    s.presses.turn(ImGui::IsMouseClicked(ImGuiMouseButton_Left), context.InputEventsQueue.empty());
    app.frame();
    ImGui::Render();
    if (s.is_drawn_again) s.context.reset();
    io.DeltaTime = 0.0001f;  // of the passes behind it
    s.pan.delta = s.pan.fling_velocity = ImVec2(0, 0);
  } while (passes.wants_another(s.is_drawn_again, context.InputEventsQueue.empty()));
  if (passes.is_unfinished()) request_frame();
  for (ImTextureData* data : ImGui::GetPlatformIO().Textures) {
    if (data->Status == ImTextureStatus_WantDestroy) {
      data->SetTexID(ImTextureID_Invalid);
      data->SetStatus(ImTextureStatus_Destroyed);
    } else if (data->Status != ImTextureStatus_Destroyed) {
      data->SetTexID(1);
      data->SetStatus(ImTextureStatus_OK);
    }
  }
}

bool Stage::run(App& app) {
  frame(app);
  for (int i = 0; i < kSettleFramesMax; ++i) {
    if (g_stage->frames_wanted == 0) return true;
    advance(16);
    frame(app);
  }
  return false;
}

void Stage::resize(int width, int height, float ratio) {
  g_stage->options.width = width;
  g_stage->options.height = height;
  g_stage->options.ratio = ratio;
  ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
  request_frame();
}

void Stage::advance(DurationMs by) {
  StageState& s = *g_stage;
  s.options.now = s.options.now + by;
  s.since_frame += by;
  if (s.wake_at_ms <= s.options.now.ms) {
    s.wake_at_ms = std::numeric_limits<std::int64_t>::max();
    s.frames_wanted = std::max(s.frames_wanted, 1);
  }
}

void Stage::set_visible(bool is_visible) {
  g_stage->is_visible = is_visible;
  if (is_visible) request_frame();
}

void Stage::move_mouse(ImVec2 to) {
  ImGui::GetIO().AddMousePosEvent(to.x, to.y);
  request_frame();
}
void Stage::press(int button, int count) {
  if (button == ImGuiMouseButton_Left) g_stage->presses.queued(count);
  ImGui::GetIO().AddMouseButtonEvent(button, true);
  request_frame();
}
void Stage::release(int button) {
  ImGui::GetIO().AddMouseButtonEvent(button, false);
  request_frame();
}
void Stage::wheel(float css_down) {
  ImGui::GetIO().AddMouseWheelEvent(0, -css_down / kWheelCssPixels);
  request_frame();
}
void Stage::key(ImGuiKey key, bool is_down) {
  ImGui::GetIO().AddKeyEvent(key, is_down);
  request_frame();
}
void Stage::context_click(ImVec2 at) {
  g_stage->next_context = at;
  request_frame();
}

void Stage::touch_pan(ImVec2 delta, bool is_touching, ImVec2 fling_velocity) {
  g_stage->next_pan = {is_touching, delta, fling_velocity};
  request_frame();
}

std::optional<ImVec2> Stage::find_text(std::string_view text) const {
  const DrawnText* found = nullptr;
  for (const DrawnText& drawn : g_stage->texts) {
    if (drawn.text == text) return (drawn.min + drawn.max) * 0.5f;
    if (found == nullptr && drawn.text.find(text) != std::string::npos) found = &drawn;
  }
  if (found == nullptr) return std::nullopt;
  return (found->min + found->max) * 0.5f;
}

const std::vector<DrawnText>& Stage::drawn_texts() const {
  return g_stage->texts;
}
const std::string& Stage::title() const {
  return g_stage->title;
}
bool Stage::wants_frame() const {
  return g_stage->frames_wanted > 0;
}

std::vector<std::uint32_t> Stage::picture() const {
  const StageState& s = *g_stage;
  soft::Target target;
  target.resize(s.options.width, s.options.height);
  for (const PanelFill& fill : s.fills) {
    target.fill({whole(fill.min.x), whole(fill.min.y), whole(fill.max.x), whole(fill.max.y)}, fill.color);
  }
  const ImDrawData* data = ImGui::GetDrawData();
  if (data != nullptr) {
    for (const ImDrawList* list : data->CmdLists) {
      for (const ImDrawCmd& command : list->CmdBuffer) {
        if (command.UserCallback != nullptr) continue;
        target.draw({list->VtxBuffer.Data + command.VtxOffset,
                     static_cast<std::size_t>(list->VtxBuffer.Size) - command.VtxOffset},
                    {list->IdxBuffer.Data + command.IdxOffset, command.ElemCount},
                    {whole(command.ClipRect.x), whole(command.ClipRect.y), whole(command.ClipRect.z),
                     whole(command.ClipRect.w)},
                    nullptr);
      }
    }
  }
  const auto pixels = target.pixels();
  return {pixels.begin(), pixels.end()};
}

void fill_panel(ImVec2 min, ImVec2 max, ImU32 color) {
  SMSDESK_ASSERT(stage_state().fills.size() < kPanelFillsMax);
  stage_state().fills.push_back({min, max, color});
}
int press_count() {
  return stage_state().presses.present();
}
bool context_click(ImVec2& at) {
  const StageState& s = stage_state();
  if (!s.context) return false;
  at = *s.context;
  return true;
}
TouchPan touch_pan() {
  return stage_state().pan;
}
Renderer active_renderer() {
  return Renderer::Cpu;
}
void claim_chord(ImGuiKey, int) {}  // there is no browser that could want it
void release_chords() {}
void claim_all_chords(bool) {}

void run_app(App& app) {
  Stage stage;
  stage.run(app);
}

}  // namespace smsdesk::web
