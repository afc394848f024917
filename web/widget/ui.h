// What every widget needs while a frame is drawn: the theme, the draw list of the present layer,
// stable ids, whether a rectangle is under the pointer or has the keyboard's focus, and the
// accessibility mirror beside the drawing.
//
// Why: ImGui gives hit testing, windows that cover one another and triangles; words come from text
// runs, focus and activation from the mirror. This is the one place where the three meet, so that
// no widget can be drawn without being named.
//
// Layers: the base layer covers the page; floating layers (menus, dialogs, toasts, tooltips) are
// ImGui windows in the order of their calls, the last one on top. One Ui lives as long as the page.
// Lengths: parameters that end in `_css` and radii are CSS pixels; rectangles are device pixels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "web/platform/mirror.h"
#include "web/platform/page.h"
#include "web/platform/text_field.h"
#include "web/platform/text_run.h"
#include "web/theme.h"
#include "web/widget/motion.h"
#include "web/widget/rect.h"

struct ImDrawList;

namespace smsdesk::web {

/// A stable id from a path of words and numbers.
NodeId id_of(NodeId parent, std::string_view word);
NodeId id_of(NodeId parent, std::uint64_t number);
inline NodeId id_of(std::string_view word) {
  return id_of(NodeId{0x9E3779B97F4A7C15u}, word);
}

/// Script: where the text's own script begins, for what people write in any of them; paragraphs only.
enum class Align : std::uint8_t { Left, Center, Right, Script };
/// What happens where words have no room: the whole text is told by a tooltip, to the pointer on them and to the focus on
/// their control. Nothing: they are the beginning of something that is read elsewhere.
enum class WhenCut : std::uint8_t { Tell, Nothing };

/// Something that answers to pointer and keyboard.
struct Control {
  NodeId id = 0;
  Rect rect;
  Role role = Role::Button;
  std::uint32_t flags = 0;  ///< NodeFlags; kNodeDisabled makes it answer to nothing
  std::string_view name;
  std::string_view description;      ///< the reason, where it is not the shortcut
  std::string_view tooltip;          ///< empty = none
  std::string_view shortcut;         ///< "Alt+1": in the tooltip and in the mirror's description
  bool has_tooltip_on_focus = true;  ///< false where opening something puts the focus here
  bool is_tooltip_beside = false;    ///< at its right: what stands above and below it is of the same row
  float radius = radius::kControl;
  bool is_ring_inside = false;  ///< no room for the focus ring around it: the widget draws it over its ground
  int position = 0, count = 0;
  int least = 0;  ///< of a Separator: its value is `position`, from this to `count`
};

struct Press {
  bool is_hovered = false;
  bool is_held = false;
  bool is_focused = false;   ///< the keyboard is here and its ring shows
  bool was_pressed = false;  ///< by pointer, key or assistive technology
};

class Ui {
 public:
  /// Opens the base layer and the mirror. Between ImGui::NewFrame() and end_frame().
  void begin_frame(const Theme& theme);
  void end_frame();

  const Theme& theme() const { return *theme_; }
  Instant now() const { return now_; }
  Rect page() const { return page_; }
  float page_width_css() const { return page_.width() / pixel_ratio(); }
  float page_height_css() const { return page_.height() / pixel_ratio(); }
  Motions& motions() { return motions_; }
  bool reduces_motion() const { return preferences_.reduces_motion; }

  // Layers.
  /// A floating plane over everything before it. Covers native fields under it unless told
  /// otherwise.
  void begin_layer(std::string_view name, const Rect& rect, bool covers_fields = true);
  void end_layer();
  void push_clip(const Rect& rect);
  void pop_clip();
  Rect clip() const { return clips_.back(); }
  bool is_visible(const Rect& rect) const { return rect.overlaps(clips_.back()); }
  /// Alpha of all that is drawn until pop_alpha().
  void push_alpha(float part);
  void pop_alpha();

  // Drawing.
  ImU32 shaded(ImU32 color) const;  ///< with the present alpha; the drawing functions below do it themselves
  ImDrawList& list();
  void fill(const Rect& rect, ImU32 color, float radius_css = 0, ImDrawFlags corners = 0);
  /// Inside the rectangle's edge.
  void stroke(const Rect& rect, ImU32 color, float radius_css = 0, float width_css = 1);
  void line_below(const Rect& rect, ImU32 color);  ///< along the lower edge, inside
  void line_right(const Rect& rect, ImU32 color);  ///< along the right edge, inside
  void line_left(const Rect& rect, ImU32 color);
  void line_above(const Rect& rect, ImU32 color);
  /// All of a texture; never mirrored.
  void picture(ImTextureID texture, const Rect& rect);
  void disc(ImVec2 center, float radius_css, ImU32 color);
  void shadow(const Rect& rect, float radius_css);  ///< reaches as far as the plane's size allows, at most 20 CSS px
  void focus_ring(const Rect& rect, float radius_css, bool is_inside = false);

  // Words. They draw only; what is said to the mirror is said by node(), text_node() or a control's
  // name.
  ImVec2 measure(std::string_view text, const TextStyle& style, float width = 0, int lines_max = 0);
  /// One line, in the middle of the rectangle's height, with an ellipsis where it is too long.
  /// Returns its width.
  float words(const Rect& rect, std::string_view text, const TextStyle& style, Align align = Align::Left,
              WhenCut when_cut = WhenCut::Tell);
  /// Where words of `other` stand on one baseline with words of `style` in the middle of `row`.
  Rect on_baseline(const Rect& row, const TextStyle& style, const TextStyle& other);
  /// At most that many lines, in the middle of the rectangle's height.
  void lines(const Rect& rect, std::string_view text, const TextStyle& style, int lines_max);
  /// Lines from the top; returns the height.
  float paragraph(ImVec2 at, float width, std::string_view text, const TextStyle& style, int lines_max = 0,
                  Align align = Align::Left, WhenCut when_cut = WhenCut::Tell);
  /// One line whose digits are all as wide as 0, so that running figures stand still. Returns its
  /// width.
  float figures(const Rect& rect, std::string_view text, const TextStyle& style, Align align = Align::Left);
  float figures_width(std::string_view text, const TextStyle& style);

  /// As paragraph(), and said to the mirror, where the browser lets its words be selected and copied.
  float selectable(NodeId id, ImVec2 at, float width, std::string_view text, const TextStyle& style,
                   Align align = Align::Left);
  /// Where paragraph() begins its lines, but for those that are centred or at the right.
  static float left_of(const TextBlock& block, float x, float width, Align align);

  // The mirror.
  void push_parent(NodeId id);
  void pop_parent();
  NodeId parent() const { return parents_.back(); }
  /// Fills in the parent and cuts the rectangle to what can be seen.
  void node(MirrorNode node);
  void group(Role role, NodeId id, const Rect& rect, std::string_view name);
  /// The `number`th of `count` in a list; what is said within it goes below the node that it answers.
  NodeId list_item(NodeId id, const Rect& rect, int number, int count);
  void text_node(NodeId id, const Rect& rect, std::string_view text);
  /// Over words that were drawn from `at` on: the browser lets them be selected and copied.
  void selectable_node(NodeId id, ImVec2 at, const TextBlock& block, std::string_view text, const TextStyle& style);
  void status_node(NodeId id, const Rect& rect, std::string_view text);
  void heading(NodeId id, const Rect& rect, std::string_view text, int level);

  // Interaction.
  Press press(const Control& control);
  bool is_hovering(const Rect& rect) const;  ///< the pointer, in the present layer and clip
  /// The pointer's main button went down in this turn, and not as a further press of a double click: what has just opened
  /// is not closed by that.
  bool has_first_press() const;
  /// A tooltip for what is no control.
  void hint(NodeId id, const Rect& rect, std::string_view text);
  bool is_focused(NodeId id) const { return focused_ == id; }
  /// The keyboard is in a native text field of the last frame.
  bool is_typing() const;
  void place_field(TextField field);
  /// Pressed in this frame, and not a repeat unless those count. `mods` is exact.
  bool has_key(int imgui_key, int imgui_mods = 0, bool counts_repeats = false) const;
  /// A key that asks for the menu of what has the focus.
  bool has_menu_key() const;
  /// The control under the pointer in this frame, of those already drawn; 0 = none.
  NodeId hot_control() const { return hot_; }
  /// A control that has just got the focus and that its scroll area must bring into view; given
  /// once.
  bool take_scroll_wish(Rect& rect);

 private:
  struct Tooltip {
    NodeId id = 0;  ///< 0: nobody asked
    Rect anchor;
    std::string text, shortcut;
    bool is_beside = false;
    std::size_t layer = 0;  ///< in which its control stands
  };
  float run_width(std::string_view piece, const TextStyle& style);
  void hush_tooltips();
  void note_input();
  void ask_for_tooltip(const Control& control, bool is_by_keyboard);
  void tell_whole(const Rect& rect, std::string_view text);
  const Tooltip* wanted_tooltip() const;
  bool find_place_for(const Tooltip& tooltip, Rect& box) const;
  void draw_tooltip();

  const Theme* theme_ = nullptr;
  SystemPreferences preferences_;
  Instant now_;
  Rect page_;
  NodeId focused_ = 0, focused_before_ = 0;
  bool is_focus_visible_ = false;
  Motions motions_;
  std::vector<NodeId> parents_;
  std::vector<Rect> clips_;
  std::vector<float> alphas_;
  std::vector<NodeId> fields_, fields_before_;
  std::vector<Rect> layers_;              ///< of this frame, the last one on top
  std::vector<std::size_t> open_layers_;  ///< places in layers_, counted from 1; the base is 0
  std::size_t layers_before_ = 0;
  // A tooltip is for who looks around: it goes with the first key, press or turn of the wheel, and comes again when the
  // pointer has moved, or the focus.
  Tooltip by_pointer_, by_focus_;  // asked for in this frame; the pointer wins
  NodeId tooltip_ = 0;             // the one that shows or will
  Instant tooltip_since_, tooltip_gone_at_;
  Rect ring_;  // of the control with the keyboard's focus, in this frame
  bool is_pointer_hushed_ = false;
  NodeId hushed_focus_ = 0;
  NodeId hot_ = 0;
  // A double click is meant for the control that its first press was on. Where another one has come under the pointer since,
  // further presses of the series do nothing.
  NodeId first_pressed_ = 0;       ///< by the first press of the present series; 0: no control
  bool is_further_press_ = false;  ///< the last press was not the first of its series
  bool has_scroll_wish_ = false;
  Rect scroll_wish_;
};

/// Nodes pushed while it lives are children of `id`.
class ParentScope {
 public:
  ParentScope(Ui& ui, NodeId id) : ui_(ui) { ui_.push_parent(id); }
  ~ParentScope() { ui_.pop_parent(); }
  ParentScope(const ParentScope&) = delete;
  ParentScope& operator=(const ParentScope&) = delete;

 private:
  Ui& ui_;
};

}  // namespace smsdesk::web
