// A page with one screen, driven as a person does: by role and name, by key, by pointer.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "web/platform/headless/field.h"
#include "web/platform/headless/mirror.h"
#include "web/platform/headless/services.h"
#include "web/platform/headless/stage.h"
#include "web/view/gallery_screens.h"
#include "web/view/panels.h"

namespace smsdesk::web::view {

class DeskPage : public App {
 public:
  explicit DeskPage(std::string_view name, const StageOptions& options = {})
      : stage(cleared(options)), screen(gallery::make(name, options.now)) {
    state.screen_revision = 1;
    stage.run(*this);
    stage.advance(1000);  // what slides in has arrived
    run();
  }

  void start() override {}
  void frame() override { draw_screen(ui_, state, screen, intents); }

  /// Frames until the page rests; intents gather.
  void run() { EXPECT_TRUE(stage.run(*this)); }
  void frame_once() { stage.frame(*this); }
  void changed() {
    ++state.screen_revision;
    frame_once();
    stage.advance(1000);
    run();
  }
  /// A press of the pointer in the middle of that node.
  void click(Role role, std::string_view name) {
    const headless::MirroredNode* node = headless::find_node(role, name);
    ASSERT_NE(node, nullptr) << name;
    const ImVec2 at{(node->min.x + node->max.x) * 0.5f, (node->min.y + node->max.y) * 0.5f};
    intents.clear();
    stage.move_mouse(at);
    run();
    stage.press();
    stage.release();
    run();
  }
  void key(ImGuiKey key, const std::vector<ImGuiKey>& modifiers = {}) {
    intents.clear();
    for (const ImGuiKey modifier : modifiers) stage.key(modifier, true);
    stage.key(key, true);
    run();
    stage.key(key, false);
    for (const ImGuiKey modifier : modifiers) stage.key(modifier, false);
    run();
  }
  template <typename T>
  const T* only() const {
    return intents.size() == 1 ? intents.front().as<T>() : nullptr;
  }
  template <typename T>
  int count() const {
    int n = 0;
    for (const Intent& intent : intents) n += intent.is<T>() ? 1 : 0;
    return n;
  }

  Stage stage;
  screen::Screen screen;
  ViewState state;
  Intents intents;

 private:
  static const StageOptions& cleared(const StageOptions& options) {
    headless::reset_mirror();
    headless::reset_fields();
    headless::reset_services();
    return options;
  }
  Ui ui_;
};

inline bool answers(const headless::MirroredNode& node) {
  switch (node.role) {
    case Role::Button:
    case Role::Link:
    case Role::Switch:
    case Role::Checkbox:
    case Role::Radio:
    case Role::Tab:
    case Role::MenuItem:
    case Role::MenuItemRadio:
    case Role::TextField:
    case Role::Separator:
      return true;
    default:
      return false;
  }
}

/// What can be reached: everything, or what is inside the modal that lies on top.
inline std::vector<const headless::MirroredNode*> reachable_nodes() {
  const std::vector<headless::MirroredNode>& all = headless::mirrored_nodes();
  NodeId modal = 0;
  for (const headless::MirroredNode& node : all)
    if ((node.flags & kNodeModal) != 0) modal = node.id;
  std::vector<NodeId> inside{modal};
  std::vector<const headless::MirroredNode*> found;
  for (const headless::MirroredNode& node : all) {
    // Parents come before their children.
    const bool is_inside = modal == 0 || std::find(inside.begin(), inside.end(), node.parent) != inside.end();
    if (!is_inside) continue;
    inside.push_back(node.id);
    found.push_back(&node);
  }
  return found;
}

}  // namespace smsdesk::web::view
