// Frame, layers, drawing and the mirror; pointer and keyboard are in ui_press.cpp, words in
// ui_words.cpp.
#include "web/widget/ui.h"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "web/platform/canvas.h"

namespace smsdesk::web {
namespace {

constexpr ImGuiWindowFlags kWindowFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse |
                                          ImGuiWindowFlags_NoFocusOnAppearing;

NodeId mixed(NodeId h) {
  h ^= h >> 31;
  h *= 0xBF58476D1CE4E5B9u;
  h ^= h >> 29;
  return h ? h : 1;
}

void open_window(const char* name, const Rect& rect, ImGuiWindowFlags flags) {
  ImGui::SetNextWindowPos(rect.min);
  ImGui::SetNextWindowSize(rect.size());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin(name, nullptr, kWindowFlags | flags);
  ImGui::PopStyleVar(3);
}

float snapped(float v) {
  return std::floor(v + 0.5f);
}

}  // namespace

NodeId id_of(NodeId parent, std::string_view word) {
  NodeId h = parent ^ 0xCBF29CE484222325u;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return mixed(h);
}

NodeId id_of(NodeId parent, std::uint64_t number) {
  return mixed((parent ^ (number + 0x9E3779B97F4A7C15u)) * 0x94D049BB133111EBu);
}

void Ui::begin_frame(const Theme& theme) {
  theme_ = &theme;
  preferences_ = system_preferences();
  now_ = page_now();
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  page_ = {{0, 0}, size};
  focused_before_ = focused_;
  focused_ = focused_node();
  is_focus_visible_ = is_focus_visible();
  motions_.begin_frame(now_, preferences_.reduces_motion);
  parents_.assign(1, 0);
  clips_.assign(1, page_);
  alphas_.assign(1, 1.0f);
  fields_before_.swap(fields_);
  fields_.clear();
  by_pointer_.id = by_focus_.id = 0;
  ring_ = {};
  layers_.clear();
  open_layers_.assign(1, 0);
  note_input();
  has_scroll_wish_ = false;
  hot_ = 0;
  begin_mirror();
  open_window("##base", page_, ImGuiWindowFlags_NoBringToFrontOnFocus);
}

void Ui::end_frame() {
  if (layers_.size() > layers_before_) hush_tooltips();  // a menu or a dialog has opened
  layers_before_ = layers_.size();
  draw_tooltip();
  ImGui::End();
  end_mirror();
  if (motions_.is_running()) request_frame();
}

void Ui::begin_layer(std::string_view name, const Rect& rect, bool covers_fields) {
  char window_name[64];
  const std::size_t length = std::min(name.size(), sizeof window_name - 3);
  window_name[0] = window_name[1] = '#';
  std::copy_n(name.data(), length, window_name + 2);
  window_name[length + 2] = 0;
  open_window(window_name, rect, 0);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  // Shadows and focus rings lie outside the rectangle that takes the pointer.
  ImGui::PushClipRect(page_.min, page_.max, false);
  clips_.push_back(page_);
  layers_.push_back(rect);
  open_layers_.push_back(layers_.size());
  if (covers_fields) cover_fields(rect.min, rect.max);
}

void Ui::end_layer() {
  open_layers_.pop_back();
  ImGui::PopClipRect();
  clips_.pop_back();
  ImGui::End();
}

void Ui::push_clip(const Rect& rect) {
  const Rect clip = rect.intersected(clips_.back());
  clips_.push_back(clip);
  ImGui::PushClipRect(clip.min, {std::max(clip.min.x, clip.max.x), std::max(clip.min.y, clip.max.y)}, false);
}

void Ui::pop_clip() {
  ImGui::PopClipRect();
  clips_.pop_back();
}

void Ui::push_alpha(float part) {
  alphas_.push_back(alphas_.back() * part);
}
void Ui::pop_alpha() {
  alphas_.pop_back();
}

ImU32 Ui::shaded(ImU32 color) const {
  return alphas_.back() >= 1 ? color : with_alpha(color, alphas_.back());
}

ImDrawList& Ui::list() {
  return *ImGui::GetWindowDrawList();
}

void Ui::fill(const Rect& rect, ImU32 color, float radius_css, ImDrawFlags corners) {
  if (!is_visible(rect)) return;
  const float r = std::min({px(radius_css), rect.width() * 0.5f, rect.height() * 0.5f});
  list().AddRectFilled(rect.min, rect.max, shaded(color), r, corners);
}

void Ui::stroke(const Rect& rect, ImU32 color, float radius_css, float width_css) {
  if (!is_visible(rect)) return;
  const float width = px_snap(width_css);
  const float r = std::min({px(radius_css), rect.width() * 0.5f, rect.height() * 0.5f});
  // ImGui strokes along the middle of the line, half a pixel inwards of what it is given.
  const float in = (width - 1) * 0.5f;
  list().AddRect({rect.min.x + in, rect.min.y + in}, {rect.max.x - in, rect.max.y - in}, shaded(color),
                 std::max(0.0f, r - in), 0, width);
}

void Ui::line_below(const Rect& r, ImU32 color) {
  fill({{r.min.x, r.max.y - px_snap(theme_->border_width)}, r.max}, color);
}
void Ui::line_above(const Rect& r, ImU32 color) {
  fill({r.min, {r.max.x, r.min.y + px_snap(theme_->border_width)}}, color);
}
void Ui::line_right(const Rect& r, ImU32 color) {
  fill({{r.max.x - px_snap(theme_->border_width), r.min.y}, r.max}, color);
}
void Ui::line_left(const Rect& r, ImU32 color) {
  fill({r.min, {r.min.x + px_snap(theme_->border_width), r.max.y}}, color);
}

void Ui::picture(ImTextureID texture, const Rect& rect) {
  const float left = is_mirrored() ? 1.0f : 0.0f;
  list().AddImage(texture, rect.min, rect.max, {left, 0}, {1 - left, 1}, shaded(IM_COL32_WHITE));
}

void Ui::disc(ImVec2 center, float radius_css, ImU32 color) {
  list().AddCircleFilled(center, px(radius_css), shaded(color));
}

void Ui::shadow(const Rect& rect, float radius_css) {
  // Nested translucent planes, each a little larger: together they read as one soft edge. What is small floats low.
  constexpr int kSteps = 8;
  constexpr float kReachMax = 20, kReachPart = 0.3f;
  const float reach = std::min(kReachMax, kReachPart * std::min(rect.width(), rect.height()) / pixel_ratio());
  for (int i = kSteps; i >= 1; --i) {
    const float out = static_cast<float>(i) * reach / kSteps;
    const Rect ring = rect.inset(-px(out), -px(out)).moved(0, px(out * 0.5f));
    fill(ring, with_alpha(theme_->shadow, 0.13f), radius_css + out);
  }
}

void Ui::focus_ring(const Rect& rect, float radius_css, bool is_inside) {
  const float width = 2;
  const float away = is_inside ? -px_snap(2) : px_snap(2) + px_snap(width);
  stroke(rect.inset(-away, -away), theme_->accent, std::max(0.0f, radius_css + (is_inside ? -2.0f : 4.0f)), width);
}

void Ui::push_parent(NodeId id) {
  parents_.push_back(id);
}
void Ui::pop_parent() {
  parents_.pop_back();
}

void Ui::node(MirrorNode node) {
  node.parent = parents_.back();
  // Selectable text keeps its own box: its lines would wrap elsewhere in a smaller one.
  if (!(node.flags & kNodeSelectableText)) {
    const Rect& clip = clips_.back();
    node.min = {std::clamp(node.min.x, clip.min.x, std::max(clip.min.x, clip.max.x)),
                std::clamp(node.min.y, clip.min.y, std::max(clip.min.y, clip.max.y))};
    node.max = {std::clamp(node.max.x, node.min.x, std::max(node.min.x, clip.max.x)),
                std::clamp(node.max.y, node.min.y, std::max(node.min.y, clip.max.y))};
  }
  node.min = {snapped(node.min.x), snapped(node.min.y)};
  node.max = {snapped(node.max.x), snapped(node.max.y)};
  push_node(node);
}

void Ui::group(Role role, NodeId id, const Rect& rect, std::string_view name) {
  MirrorNode n;
  n.id = id;
  n.role = role;
  n.min = rect.min;
  n.max = rect.max;
  n.name = name;
  node(n);
}

NodeId Ui::list_item(NodeId id, const Rect& rect, int number, int count) {
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = rect.min;
  n.max = rect.max;
  n.position = number;
  n.count = count;
  node(n);
  return id;
}

void Ui::text_node(NodeId id, const Rect& rect, std::string_view text) {
  if (text.empty()) return;
  MirrorNode n;
  n.id = id;
  n.role = Role::Text;
  n.min = rect.min;
  n.max = rect.max;
  n.text = text;
  node(n);
}

void Ui::selectable_node(NodeId id, ImVec2 at, const TextBlock& block, std::string_view text, const TextStyle& style) {
  MirrorNode n;
  n.id = id;
  n.role = Role::Text;
  n.flags = kNodeSelectableText;
  n.min = at;
  // As wide as the widest line: a greedy browser breaks there where the block is broken, and
  // lines of right-to-left scripts end where they are drawn.
  n.max = {at.x + block.width, at.y + block.height};
  n.text = text;
  n.style = style;
  node(n);
}

void Ui::status_node(NodeId id, const Rect& rect, std::string_view text) {
  if (text.empty()) return;
  MirrorNode n;
  n.id = id;
  n.role = Role::Status;
  n.min = rect.min;
  n.max = rect.max;
  n.text = text;
  node(n);
}

void Ui::heading(NodeId id, const Rect& rect, std::string_view text, int level) {
  MirrorNode n;
  n.id = id;
  n.role = Role::Heading;
  n.min = rect.min;
  n.max = rect.max;
  n.text = text;
  n.level = level;
  node(n);
}

}  // namespace smsdesk::web
