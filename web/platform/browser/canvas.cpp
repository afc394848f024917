// The frame: input has already been queued into ImGui by the time requestAnimationFrame calls; the
// application builds its interface; the picture is shown only where its data differ from the last one
// shown.
//
// ImGui's input queue lets one state change of a button through per turn ("trickling"), so that a
// fast press and release are both seen. Without a running loop the rest would wait for the next
// frame, and clicks would act one click late: therefore the interface is built again within the
// same frame until the queue is empty.
#include "web/platform/canvas.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/app.h"
#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/js.h"
#include "web/platform/browser/service_events.h"
#include "web/platform/damage.h"
#include "web/platform/draw_batches.h"
#include "web/platform/empty_font.h"
#include "web/platform/page.h"
#include "web/platform/passes.h"
#include "web/platform/press_counts.h"
#include "web/platform/soft.h"
#include "web/platform/text_hash.h"

namespace smsdesk::web {
namespace {

/// Keeps inputs from one pass: those that came behind what the tree or a field tells, which is heard only with the next one.
/// ImGui takes a key with the pointer's move before it, and the focus that went on in between would come too late for that key.
class HeldInputs {
 public:
  /// From that input on; the highest number: none.
  explicit HeldInputs(std::uint32_t from) {
    auto& queue = ImGui::GetCurrentContext()->InputEventsQueue;
    int kept = 0;
    while (kept < queue.Size && queue[kept].EventId < from) ++kept;
    for (int i = kept; i < queue.Size; ++i) held_.push_back(queue[i]);
    queue.resize(kept);
  }
  HeldInputs(const HeldInputs&) = delete;
  HeldInputs& operator=(const HeldInputs&) = delete;
  ~HeldInputs() {
    for (const ImGuiInputEvent& one : held_) ImGui::GetCurrentContext()->InputEventsQueue.push_back(one);
  }

 private:
  std::vector<ImGuiInputEvent> held_;
};

constexpr int kSettleFrames = 2;  // after input

// canvas.js writes these numbers out.
static_assert(ImGuiKey_Tab == 512 && ImGuiKey_0 == 536 && ImGuiKey_A == 546 && ImGuiKey_F1 == 572 &&
              ImGuiKey_Apostrophe == 596 && ImGuiKey_Keypad0 == 612 && ImGuiKey_KeypadEqual == 628);

struct Fill {
  ImVec2 min, max;
  ImU32 color;
};

/// One command of ImGui's, as the CPU renderer takes it.
struct Call {
  std::span<const ImDrawVert> vertices;
  std::span<const ImDrawIdx> indices;
  soft::Rect clip;
  const soft::Texture* texture;
  std::uint64_t content;  ///< another number whenever the texture holds something else
};

// The one canvas of the page. It lives for ever, as the page does.
struct Canvas {
  App* app = nullptr;
  Renderer renderer = Renderer::Gl;
  float ratio = 1;
  int width = 0, height = 0;
  bool is_mirrored = false;
  double last_frame_ms = 0;
  bool is_drawn_again = false;
  std::vector<Fill> fills;
  bool is_shown = false;  // the skeleton has gone
  std::uint64_t shown_hash = 0;
  std::uint32_t texture_changes = 0;
  int cursor = -1;
  TouchPan pan, next_pan;
  std::optional<ImVec2> context, next_context;
  PressCounts presses;
  soft::Target target;
  soft::Damage damage;
  std::vector<Call> calls;
  std::array<std::unique_ptr<soft::Texture>, kTexturesMax> textures;
  DrawBatches drawn;
};
Canvas* g_canvas = nullptr;  // set once by run_app

std::uint64_t picture_hash(const Canvas& canvas) {
  ContentHash hash;
  hash.word(static_cast<std::uint64_t>(canvas.width) << 32 | static_cast<std::uint32_t>(canvas.height));
  hash.word(canvas.texture_changes);
  for (const Fill& fill : canvas.fills) hash.bytes(&fill, sizeof fill);
  hash.bytes(canvas.drawn.vertices().data(), canvas.drawn.vertices().size_bytes());
  hash.bytes(canvas.drawn.indices().data(), canvas.drawn.indices().size_bytes());
  hash.bytes(canvas.drawn.batches().data(), canvas.drawn.batches().size_bytes());
  return hash.value();
}

/// ImGui's own texture (white pixels). It is opaque white, so straight and premultiplied texels are
/// the same.
void update_imgui_textures(Canvas& canvas) {
  for (ImTextureData* data : ImGui::GetPlatformIO().Textures) {
    if (data->Status == ImTextureStatus_OK || data->Status == ImTextureStatus_Destroyed) continue;
    if (data->Status == ImTextureStatus_WantDestroy) {
      if (data->UnusedFrames > 0) {
        destroy_texture(static_cast<int>(data->TexID));
        data->SetTexID(ImTextureID_Invalid);
        data->SetStatus(ImTextureStatus_Destroyed);
      }
      continue;
    }
    if (data->Status == ImTextureStatus_WantCreate) {
      // The atlas grows by a new texture while the old one is still in use: ids alternate below the
      // text pages'.
      const int id = kAtlasTexture + data->UniqueID % (kFirstTextTexture - kAtlasTexture);
      make_texture(id, data->Width, data->Height);
      data->SetTexID(static_cast<ImTextureID>(id));
    }
    const int id = static_cast<int>(data->TexID);
    if (std::uint32_t* texels = texture_texels(id)) {
      std::memcpy(texels, data->Pixels, static_cast<std::size_t>(data->GetSizeInBytes()));
      ++canvas.textures[static_cast<std::size_t>(id)]->generation;
    } else {
      gl_texture_update(id, data->Pixels, data->Width, 0, 0, data->Width, data->Height);
    }
    ++canvas.texture_changes;
    data->SetStatus(ImTextureStatus_OK);
  }
}

/// Everything that is to be shown, to the other side; in place.
void mirror_picture(Canvas& canvas, const ImDrawData& data) {
  const auto width = static_cast<float>(canvas.width);
  for (Fill& fill : canvas.fills) {
    const float left = width - fill.max.x;
    fill.max.x = width - fill.min.x;
    fill.min.x = left;
  }
  for (ImDrawList* list : data.CmdLists) {
    for (ImDrawVert& vertex : list->VtxBuffer) vertex.pos.x = width - vertex.pos.x;
    for (ImDrawCmd& command : list->CmdBuffer) {
      const float left = width - command.ClipRect.z;
      command.ClipRect.z = width - command.ClipRect.x;
      command.ClipRect.x = left;
    }
  }
}

void present_gl(Canvas& canvas, const ImDrawData& data) {
  canvas.drawn.build({data.CmdLists.Data, static_cast<std::size_t>(data.CmdLists.Size)});
  const std::uint64_t hash = picture_hash(canvas);
  if (hash == canvas.shown_hash) return;
  canvas.shown_hash = hash;
  gl_begin(canvas.width, canvas.height, 0xFF000000);
  for (const Fill& fill : canvas.fills) {
    const int x = whole(fill.min.x), y = whole(fill.min.y);
    gl_fill(x, y, whole(fill.max.x) - x, whole(fill.max.y) - y, fill.color);
  }
  const DrawBatches& drawn = canvas.drawn;
  gl_draw(drawn.vertices().data(), static_cast<int>(drawn.vertices().size()), drawn.indices().data(),
          static_cast<int>(drawn.indices().size()), drawn.batches().data(), static_cast<int>(drawn.batches().size()));
}

soft::Rect rect_of(const Fill& fill) {
  return {whole(fill.min.x), whole(fill.min.y), whole(fill.max.x), whole(fill.max.y)};
}

/// Everything that is to be drawn, in order.
void list_calls(Canvas& canvas, const ImDrawData& data) {
  canvas.calls.clear();
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.ElemCount == 0 || command.UserCallback != nullptr) continue;
      const auto id = static_cast<std::size_t>(command.GetTexID());
      const soft::Texture* texture = id < canvas.textures.size() ? canvas.textures[id].get() : nullptr;
      if (texture == nullptr) continue;
      canvas.calls.push_back(
          {std::span<const ImDrawVert>(list->VtxBuffer.Data + command.VtxOffset,
                                       static_cast<std::size_t>(list->VtxBuffer.Size) - command.VtxOffset),
           std::span<const ImDrawIdx>(list->IdxBuffer.Data + command.IdxOffset, command.ElemCount),
           soft::Rect{whole(command.ClipRect.x), whole(command.ClipRect.y), whole(command.ClipRect.z),
                      whole(command.ClipRect.w)},
           texture, static_cast<std::uint64_t>(id) << 32 | texture->generation});
    }
  }
}

void present_cpu(Canvas& canvas, const ImDrawData& data) {
  soft::Target& target = canvas.target;
  if (target.width() != canvas.width || target.height() != canvas.height) {
    target.resize(canvas.width, canvas.height);
    canvas.damage.forget();
  }
  canvas.damage.begin(canvas.width, canvas.height);
  for (const Fill& fill : canvas.fills) canvas.damage.fill(rect_of(fill), fill.color);
  list_calls(canvas, data);
  for (const Call& call : canvas.calls) canvas.damage.draw(call.vertices, call.indices, call.clip, call.content);
  for (const soft::Rect part : canvas.damage.end()) {
    target.fill(part, 0xFF000000);
    for (const Fill& fill : canvas.fills) target.fill(intersect(rect_of(fill), part), fill.color);
    for (const soft::DrawnShape& shape : canvas.damage.shapes()) {
      const soft::Rect both = intersect(shape.bounds, part);
      if (both.x0 >= both.x1 || both.y0 >= both.y1) continue;
      const Call& call = canvas.calls[shape.call];
      target.draw(call.vertices, call.indices.subspan(shape.first, shape.count), both, call.texture);
    }
    canvas_present_pixels(target.pixels().data(), canvas.width, canvas.height, part.x0, part.y0, part.x1 - part.x0,
                          part.y1 - part.y0);
  }
}

void present(Canvas& canvas, const ImDrawData& data) {
  if (canvas.renderer == Renderer::Cpu) return present_cpu(canvas, data);
  present_gl(canvas, data);
}

/// What is on the screen counts for nothing any more.
void show_anew(Canvas& canvas) {
  canvas.shown_hash = 0;
  canvas.damage.forget();
}

void show_assert(const char* expression, const char* file, int line) {
  char text[512];
  const int count = std::min<int>(static_cast<int>(sizeof text) - 1,
                                  ImFormatString(text, sizeof text, "%s (%s:%d)", expression, file, line));
  page_show_failure(text, count);
  std::abort();
}

}  // namespace

void make_texture(int id, int width, int height) {
  SMSDESK_ASSERT(id > 0 && id < kTexturesMax);
  if (g_canvas->renderer == Renderer::Gl) return gl_texture_create(id, width, height);
  auto& slot = g_canvas->textures[static_cast<std::size_t>(id)];
  if (slot == nullptr) slot = std::make_unique<soft::Texture>();
  ++slot->generation;
  slot->width = width;
  slot->height = height;
  slot->texels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
}

void destroy_texture(int id) {
  if (id <= 0 || id >= kTexturesMax) return;
  if (g_canvas->renderer == Renderer::Gl) return gl_texture_destroy(id);
  g_canvas->textures[static_cast<std::size_t>(id)].reset();
}

std::uint32_t* texture_texels(int id) {
  if (g_canvas->renderer == Renderer::Gl) return nullptr;
  const auto& slot = g_canvas->textures[static_cast<std::size_t>(id)];
  return slot == nullptr ? nullptr : slot->texels.data();
}

void note_texture_change() {
  ++g_canvas->texture_changes;
}

void fill_panel(ImVec2 min, ImVec2 max, ImU32 color) {
  SMSDESK_ASSERT(g_canvas->fills.size() < kPanelFillsMax);
  g_canvas->fills.push_back({min, max, color});
}

TouchPan touch_pan() {
  return g_canvas->pan;
}
bool context_click(ImVec2& at) {
  if (!g_canvas->context) return false;
  at = *g_canvas->context;
  return true;
}
int press_count() {
  return g_canvas->presses.present();
}
Renderer active_renderer() {
  return g_canvas->renderer;
}
void claim_chord(ImGuiKey key, int mods) {
  const int modifiers = ((mods & ImGuiMod_Ctrl) != 0 ? 1 : 0) | ((mods & ImGuiMod_Shift) != 0 ? 2 : 0) |
                        ((mods & ImGuiMod_Alt) != 0 ? 4 : 0) | ((mods & ImGuiMod_Super) != 0 ? 8 : 0);
  canvas_claim_chord(static_cast<int>(key), modifiers);
}
void release_chords() {
  canvas_release_chords();
}
void claim_all_chords(bool is_all) {
  canvas_claim_all_chords(is_all ? 1 : 0);
}
void set_mirrored(bool is_mirrored) {
  if (std::exchange(g_canvas->is_mirrored, is_mirrored) != is_mirrored) canvas_request_frame(kSettleFrames);
}
bool is_mirrored() {
  return g_canvas != nullptr && g_canvas->is_mirrored;
}
float mirrored_x(float x) {
  return is_mirrored() ? static_cast<float>(g_canvas->width) - x : x;
}
float pixel_ratio() {
  return g_canvas == nullptr ? 1.0f : g_canvas->ratio;
}

void request_frame() {
  canvas_request_frame(kSettleFrames);
}
void request_one_frame() {
  canvas_request_frame(1);
}
void draw_again() {
  g_canvas->is_drawn_again = true;
}
void request_frame_in(DurationMs delay) {
  canvas_request_frame_in(static_cast<double>(std::max<DurationMs>(delay, 0)));
}

void canvas_input(InputKind kind, double a, double b, double c, double d) {
  SMSDESK_ASSERT(g_canvas != nullptr);
  Canvas& canvas = *g_canvas;
  ImGuiIO& io = ImGui::GetIO();
  const auto source = [](double value) {
    return value == 1 ? ImGuiMouseSource_TouchScreen : value == 2 ? ImGuiMouseSource_Pen : ImGuiMouseSource_Mouse;
  };
  const auto x = static_cast<float>(a), y = static_cast<float>(b);
  switch (kind) {
    case InputKind::PointerMove:
      io.AddMouseSourceEvent(source(c));
      io.AddMousePosEvent(mirrored_x(x), y);
      break;
    case InputKind::PointerButton: {
      io.AddMouseSourceEvent(source(c));
      const int queued = ImGui::GetCurrentContext()->InputEventsQueue.Size;
      io.AddMouseButtonEvent(static_cast<int>(a), b != 0);
      const bool is_new = ImGui::GetCurrentContext()->InputEventsQueue.Size > queued;
      if (is_new && static_cast<int>(a) == ImGuiMouseButton_Left && b != 0) canvas.presses.queued(static_cast<int>(d));
      break;
    }
    case InputKind::PressCount:
      canvas.presses.count_last(static_cast<int>(a));
      break;
    case InputKind::PointerLeave:
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      break;
    case InputKind::Wheel:
      io.AddMouseWheelEvent((canvas.is_mirrored ? x : -x) / kWheelCssPixels, -y / kWheelCssPixels);
      break;
    case InputKind::Key: {
      const int modifiers = static_cast<int>(c);
      io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & 1) != 0);
      io.AddKeyEvent(ImGuiMod_Shift, (modifiers & 2) != 0);
      io.AddKeyEvent(ImGuiMod_Alt, (modifiers & 4) != 0);
      io.AddKeyEvent(ImGuiMod_Super, (modifiers & 8) != 0);
      int key = static_cast<int>(a);
      if (canvas.is_mirrored && key == ImGuiKey_LeftArrow)
        key = ImGuiKey_RightArrow;
      else if (canvas.is_mirrored && key == ImGuiKey_RightArrow)
        key = ImGuiKey_LeftArrow;
      if (key >= ImGuiKey_NamedKey_BEGIN && key < ImGuiKey_NamedKey_END) {
        io.AddKeyEvent(static_cast<ImGuiKey>(key), b != 0);
      }
      break;
    }
    case InputKind::Focus:
      io.AddFocusEvent(a != 0);
      break;
    case InputKind::TouchPan:
      canvas.next_pan.delta += ImVec2(canvas.is_mirrored ? -x : x, y);
      if (c != 0 || d != 0)
        canvas.next_pan.fling_velocity = ImVec2(static_cast<float>(canvas.is_mirrored ? -c : c), static_cast<float>(d));
      break;
    case InputKind::TouchState:
      canvas.next_pan.is_touching = a != 0;
      break;
    case InputKind::FontsChanged:
      canvas_fonts_changed();
      break;
    case InputKind::ContextClick:
      canvas.next_context = ImVec2(mirrored_x(x), y);
      break;
  }
}

void canvas_resized(int width, int height, double ratio) {
  Canvas& canvas = *g_canvas;
  const auto new_ratio = static_cast<float>(ratio);
  if (canvas.ratio != new_ratio) {
    canvas.ratio = new_ratio;
    forget_text();
  }
  canvas.width = width;
  canvas.height = height;
  show_anew(canvas);
  ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
}

void canvas_fonts_changed() {
  forget_text();
  show_anew(*g_canvas);
}

void canvas_restored() {
  for (ImTextureData* data : ImGui::GetPlatformIO().Textures) {
    if (data->Status == ImTextureStatus_OK || data->Status == ImTextureStatus_WantUpdates) {
      data->SetStatus(ImTextureStatus_WantCreate);
    }
  }
  forget_text_rasters();
  forget_pictures();
  show_anew(*g_canvas);
}

void canvas_frame(double now_ms) {
  Canvas& canvas = *g_canvas;
  if (canvas.width <= 0 || canvas.height <= 0) return;
  if (!canvas.is_shown && !canvas.app->has_something_to_show()) {
    // What is pressed on the skeleton is not meant for what comes after it.
    ImGui::GetIO().ClearEventsQueue();
    canvas.next_pan = {};
    canvas.next_context.reset();
    return;
  }
  ImGuiIO& io = ImGui::GetIO();
  // Not clamped: after a quiet hour ImGui must know that an hour has passed, or two clicks would be
  // a double click.
  io.DeltaTime = std::max(0.0001f, static_cast<float>((now_ms - canvas.last_frame_ms) / 1000.0));
  canvas.last_frame_ms = now_ms;
  canvas.pan = canvas.next_pan;
  canvas.context = std::exchange(canvas.next_context, std::nullopt);
  canvas.next_pan.delta = canvas.next_pan.fling_velocity = ImVec2(0, 0);
  ImGuiContext& context = *ImGui::GetCurrentContext();
  Passes passes;
  bool is_first = true, is_heard = false, is_wheel_turned = false;
  do {
    canvas.is_drawn_again = false;
    canvas.fills.clear();
    begin_text_frame(std::exchange(is_first, false));
    const auto waits_in_tree = hear_mirror_events(), waits_in_fields = hear_field_events();
    {
      constexpr std::uint32_t kNone = UINT32_MAX;
      const HeldInputs held(std::min(waits_in_tree.value_or(kNone), waits_in_fields.value_or(kNone)));
      ImGui::NewFrame();
    }
    is_wheel_turned |= io.MouseWheel != 0 || io.MouseWheelH != 0;
    if (canvas.renderer == Renderer::Gl) ImGui::GetDrawListSharedData()->TexUvWhitePixel = kWhiteUv;
    canvas.presses.turn(ImGui::IsMouseClicked(ImGuiMouseButton_Left), context.InputEventsQueue.empty());
    canvas.app->frame();
    ImGui::Render();
    // A menu that was asked for stands where it was; the next turn may have something else there.
    if (canvas.is_drawn_again) canvas.context.reset();
    is_heard = context.InputEventsQueue.empty() && !waits_in_tree && !waits_in_fields;
    io.DeltaTime = 0.0001f;  // of the passes behind it
    canvas.pan.delta = canvas.pan.fling_velocity = ImVec2(0, 0);
  } while (passes.wants_another(canvas.is_drawn_again, is_heard));
  // More was pressed than one frame hears (a page that stood still and has a dozen clicks to catch up with): the rest with the
  // next one, or it would wait until something else asks for a frame.
  if (passes.is_unfinished()) request_frame();
  show_mirror(now_ms, is_wheel_turned);
  const ImDrawData& data = *ImGui::GetDrawData();
  update_imgui_textures(canvas);
  const int cursor = ImGui::GetMouseCursor();
  if (cursor != canvas.cursor) {
    canvas.cursor = cursor;
    canvas_set_cursor(cursor);
  }
  if (canvas.is_mirrored) mirror_picture(canvas, data);
  present(canvas, data);
  if (!std::exchange(canvas.is_shown, true)) page_shown();
}

void run_app(App& app) {
  SMSDESK_ASSERT(g_canvas == nullptr);
  set_assert_handler(show_assert);
  g_canvas = new Canvas();
  g_canvas->app = &app;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset |
                     ImGuiBackendFlags_HasMouseCursors;
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.MouseDrawCursor = false;
  add_empty_font(*io.Fonts);
  ImGuiStyle& style = ImGui::GetStyle();
  style.AntiAliasedLinesUseTex = false;
  ImGui::GetPlatformIO().Renderer_TextureMaxWidth = ImGui::GetPlatformIO().Renderer_TextureMaxHeight = 2048;
  g_canvas->renderer = canvas_start() == 1 ? Renderer::Gl : Renderer::Cpu;
  app.start();
  request_frame();
}

}  // namespace smsdesk::web
