// Rules that hold for every panel: whatever answers is named, and no two things that answer lie
// over each other.
#include <algorithm>

#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

const char* const kPages[] = {"loading",
                              "sign-in",
                              "sign-in-error",
                              "desk-empty",
                              "desk-off-queue",
                              "desk-busy",
                              "not-responding",
                              "wrap-up",
                              "offline",
                              "settings",
                              "presence",
                              "drawer",
                              "over-limit",
                              "roster",
                              "transfer",
                              "transfer-many",
                              "park",
                              "end",
                              "decline",
                              "transferring",
                              "inactive",
                              "lists",
                              "preparing",
                              "wrap-up-timed",
                              "find",
                              "find-empty",
                              "organisation",
                              "organisation-list",
                              "organisation-review",
                              "organisation-waiting",
                              "overview",
                              "overview-agents",
                              "overview-many",
                              "overview-menu",
                              "overview-empty",
                              "overview-reported",
                              "reading"};
/// Something floats over the page on purpose; what is under it answers to nothing.
const char* const kFloats[] = {"settings",      "presence", "drawer", "offline", "transfer",
                               "transfer-many", "park",     "end",    "decline", "overview-menu"};
struct Size {
  int width, height;
  float ratio;
};
// The last one is a page of 1280 × 800 at 400 %.
const Size kSizes[] = {{1280, 800, 1},  {900, 700, 1},       {390, 780, 1},
                       {2560, 1600, 2}, {1600, 1000, 1.25f}, {1280, 800, 4}};

std::string what(const headless::MirroredNode& n) {
  return n.name.empty() ? n.text : n.name;
}

TEST(Panels, EverythingThatAnswersIsNamed) {
  for (const char* name : kPages) {
    for (const Size& size : kSizes) {
      DeskPage page(name, {.width = size.width, .height = size.height, .ratio = size.ratio});
      int answering = 0;
      for (const headless::MirroredNode& node : headless::mirrored_nodes()) {
        if (!answers(node)) continue;
        ++answering;
        EXPECT_FALSE(node.name.empty()) << name << " role " << static_cast<int>(node.role);
      }
      if (std::string(name) != "loading") {
        EXPECT_GT(answering, 0) << name;
      }
    }
  }
}

bool is_in_messages(const headless::MirroredNode& node) {
  const std::vector<headless::MirroredNode>& all = headless::mirrored_nodes();
  for (const headless::MirroredNode* at = &node; at != nullptr;) {
    if (at->role == Role::List && at->name == "Messages") return true;
    const auto parent = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == at->parent; });
    at = parent == all.end() ? nullptr : &*parent;
  }
  return false;
}

TEST(Panels, NothingThatAnswersLiesOverAnother) {
  for (const char* name : kPages) {
    if (std::find_if(std::begin(kFloats), std::end(kFloats),
                     [&](const char* one) { return std::string_view(one) == name; }) != std::end(kFloats))
      continue;
    for (const Size& size : kSizes) {
      DeskPage page(name, {.width = size.width, .height = size.height, .ratio = size.ratio});
      std::vector<const headless::MirroredNode*> nodes;
      for (const headless::MirroredNode* node : reachable_nodes())
        if (answers(*node) && node->max.x > node->min.x && node->max.y > node->min.y) nodes.push_back(node);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::size_t j = i + 1; j < nodes.size(); ++j) {
          // It floats over the messages, which can be scrolled away beneath it; over nothing else.
          if (nodes[j]->name == "Jump to latest" && is_in_messages(*nodes[i])) continue;
          const Rect a{nodes[i]->min, nodes[i]->max}, b{nodes[j]->min, nodes[j]->max};
          EXPECT_FALSE(a.overlaps(b)) << name << " at " << size.width << ": " << what(*nodes[i]) << " and "
                                      << what(*nodes[j]);
        }
      }
    }
  }
}

TEST(Panels, NothingThatAnswersIsOutsideThePage) {
  for (const char* name : kPages) {
    for (const Size& size : kSizes) {
      DeskPage page(name, {.width = size.width, .height = size.height, .ratio = size.ratio});
      for (const headless::MirroredNode& node : headless::mirrored_nodes()) {
        if (!answers(node)) continue;
        EXPECT_GE(node.min.x, 0) << name << ": " << what(node);
        EXPECT_LE(node.max.x, static_cast<float>(size.width)) << name << ": " << what(node);
      }
    }
  }
}

TEST(Panels, TextsOfTwoSizesStandOnOneBaseline) {
  for (const float ratio : {1.0f, 1.25f, 2.0f}) {
    DeskPage page("desk-busy",
                  {.width = static_cast<int>(1280 * ratio), .height = static_cast<int>(1800 * ratio), .ratio = ratio});
    const screen::Desk& desk = page.screen.desk;
    struct Row {
      Role role;
      std::string said;
    };
    const Row rows[] = {{Role::Switch, desk.roster.on_queue.title},
                        {Role::Button, desk.roster.mine.front().accessible_name},
                        {Role::ListItem, labelled(desk.roster.queues[2].name, "None waiting")},
                        {Role::ListItem, desk.context.known.facts.front().label}};
    for (const Row& row : rows) {
      const headless::MirroredNode* node = nullptr;
      for (const headless::MirroredNode& one : headless::mirrored_nodes())
        if (node == nullptr && one.role == row.role && what(one).rfind(row.said, 0) == 0) node = &one;
      ASSERT_NE(node, nullptr) << row.said;
      float first = 0;
      int sizes = 0, last_size = 0;
      for (const DrawnText& drawn : page.stage.drawn_texts()) {
        const ImVec2 middle{(drawn.min.x + drawn.max.x) * 0.5f, (drawn.min.y + drawn.max.y) * 0.5f};
        if (!Rect{node->min, node->max}.contains(middle)) continue;
        const float baseline = drawn.min.y + lay_out_text("0", drawn.style).baseline;
        if (sizes > 0 && std::abs(baseline - first) > 9 * ratio) continue;  // another line
        if (sizes == 0) first = baseline;
        sizes += static_cast<int>(drawn.style.size) != last_size ? 1 : 0;
        last_size = static_cast<int>(drawn.style.size);
        EXPECT_NEAR(baseline, first, 0.5f) << row.said << " at " << ratio << ": " << drawn.text;
      }
      EXPECT_GE(sizes, 2) << row.said;
    }
  }
}

TEST(Panels, WhatCanBeDoneWithACustomerStandsInTwoRowsWhereOneHasNoRoom) {
  DeskPage page("desk-busy");
  screen::CustomerPanel& known = page.screen.desk.context.known;
  const auto rows = [&](std::string edit, std::string merge) {
    known.edit_label = std::move(edit);
    known.merge_label = std::move(merge);
    page.changed();
    const headless::MirroredNode* first = headless::find_node(Role::Button, known.edit_label);
    const headless::MirroredNode* second = headless::find_node(Role::Button, known.merge_label);
    EXPECT_TRUE(first != nullptr && second != nullptr) << known.edit_label;
    if (first == nullptr || second == nullptr) return 0;
    // Neither is cut off: with an ellipsis it would be another text.
    EXPECT_TRUE(page.stage.find_text(known.edit_label)) << known.edit_label;
    EXPECT_TRUE(page.stage.find_text(known.merge_label)) << known.merge_label;
    return second->min.y >= first->max.y ? 2 : 1;
  };
  EXPECT_EQ(rows("Edit contact", "Merge"), 1);
  EXPECT_EQ(rows("Kontakt neu anlegen", "Zu einem Kontakt dazu"), 2);
}

TEST(Panels, WordsOfFieldsGrowWhereTheBrowserAsksForItAndTheirPlacesStay) {
  struct Field {
    std::string name;
    ImVec2 min, max;
    float size;
  };
  const auto fields = [](const char* name, float size_min) {
    DeskPage page(name, {.width = 390, .height = 780, .field_size_min = size_min});
    std::vector<Field> found;
    for (const headless::MirroredNode& node : headless::mirrored_nodes())
      if (node.role == Role::TextField) found.push_back({node.name, node.min, node.max, node.style.size});
    return found;
  };
  std::size_t count = 0;
  for (const char* name : kPages) {
    const std::vector<Field> usual = fields(name, 0), grown = fields(name, 16);
    ASSERT_EQ(usual.size(), grown.size()) << name;
    for (std::size_t i = 0; i < usual.size(); ++i) {
      EXPECT_LT(usual[i].size, 16) << name << ": " << usual[i].name;
      EXPECT_EQ(grown[i].size, 16) << name << ": " << usual[i].name;
      EXPECT_TRUE(grown[i].min.x == usual[i].min.x && grown[i].min.y == usual[i].min.y &&
                  grown[i].max.x == usual[i].max.x && grown[i].max.y == usual[i].max.y)
          << name << ": " << usual[i].name;
    }
    count += usual.size();
  }
  EXPECT_GT(count, 2u);
}

TEST(Panels, EveryAreaHasASignOfItsOwnAndTheMagnifierSearches) {
  std::vector<Icon> taken{Icon::Search};
  for (const Area area : {Area::Conversations, Area::Find, Area::Overview, Area::Organisation}) {
    EXPECT_EQ(std::find(taken.begin(), taken.end(), area_icon(area)), taken.end()) << static_cast<int>(area);
    taken.push_back(area_icon(area));
  }
}

TEST(Panels, ARestingPageAsksForNoFrame) {
  for (const char* name : kPages) {
    DeskPage page(name);
    EXPECT_FALSE(page.stage.wants_frame()) << name;
  }
}

}  // namespace
}  // namespace smsdesk::web::view
