// A page with one of everything that mirror, text fields and services do, so that a browser test
// can use each by role and name: buttons, tabs, radios, a menu above a field, a modal dialog,
// selectable messages, a composer, storage, socket, HTTP, clipboard, other tabs. What happened is
// said in words on the page.
#include <string>
#include <string_view>
#include <vector>

#include "core/base/assert.h"
#include "web/platform/app.h"
#include "web/platform/canvas.h"
#include "web/platform/mirror.h"
#include "web/platform/page.h"
#include "web/platform/services.h"
#include "web/platform/text_field.h"
#include "web/platform/text_run.h"
#include "web/widget/icons.h"

namespace smsdesk::web {
namespace {

constexpr ImU32 kInk = IM_COL32(21, 24, 29, 255);
constexpr ImU32 kAccent = IM_COL32(36, 87, 214, 255);
constexpr ImU32 kQuiet = IM_COL32(237, 239, 243, 255);

enum Id : NodeId {
  kMain = 1,
  kHeading,
  kList,
  kComposer,
  kSearch,
  kFormId,
  kDialog,
  kDialogName,
  kMenu,
  kMenuRegion,
  kTabs,
  kRadios,
  kStatus,
  kAside,
  kRoster,
  kFacts,
  kFirstButton = 100,
  kFirstMessage = 200,
  kFirstFact = 300,
  kFirstItem = 400,
};

struct Box {
  ImVec2 min, max;
  bool holds(ImVec2 at) const { return at.x >= min.x && at.x < max.x && at.y >= min.y && at.y < max.y; }
};

Box box(float x, float y, float w, float h) {
  return {ImVec2(px_snap(x), px_snap(y)), ImVec2(px_snap(x + w), px_snap(y + h))};
}

class MirrorProbe final : public App {
 public:
  void start() override {
    set_service_sink([this](ServiceEvent event) { take(std::move(event)); });
    set_page_title("mirror probe");
    key_ = random_key();
    storage_load("outbox");
  }

  void frame() override {
    list_ = ImGui::GetBackgroundDrawList();
    fill_panel(ImVec2(0, 0), ImGui::GetIO().DisplaySize, IM_COL32(255, 255, 255, 255));
    for (const TextFieldEvent& event : text_field_events()) take(event);
    begin_mirror();
    node(kMain, 0, Role::Main, box(0, 0, 700, 700), "Probe");
    draw_messages();
    draw_buttons();
    draw_tabs();
    draw_composer();
    draw_facts();
    draw_icons();
    if (is_menu_open_) draw_menu();
    if (is_dialog_open_) draw_dialog();
    end_mirror();
  }

 private:
  void node(NodeId id, NodeId parent, Role role, const Box& at, std::string_view name, std::uint32_t flags = 0,
            std::string_view text = {}, int position = 0, int count = 0) {
    MirrorNode n;
    n.id = id;
    n.parent = parent;
    n.role = role;
    n.flags = flags;
    n.min = at.min;
    n.max = at.max;
    n.name = name;
    n.text = text;
    n.style = kStyle;
    n.position = position;
    n.count = count;
    push_node(n);
  }

  void label(const Box& at, std::string_view words, ImU32 color = kInk) {
    TextStyle style = kStyle;
    style.color = color;
    const TextBlock block = lay_out_text(words, style, 0, 1);
    draw_text(*list_, block, ImVec2(at.min.x + px_snap(8), at.min.y + px_snap(6)));
  }

  bool button(NodeId id, NodeId parent, Role role, const Box& at, std::string_view name, std::uint32_t flags = 0,
              int position = 0, int count = 0) {
    node(id, parent, role, at, name, flags, {}, position, count);
    const bool is_marked = (flags & (kNodeSelected | kNodeChecked | kNodePressed)) != 0;
    list_->AddRectFilled(at.min, at.max, is_marked ? kAccent : kQuiet, px(6));
    label(at, name, is_marked ? IM_COL32_WHITE : kInk);
    if (focused_node() == id && is_focus_visible()) {
      const float away = px(3);
      list_->AddRect(ImVec2(at.min.x - away, at.min.y - away), ImVec2(at.max.x + away, at.max.y + away), kAccent, px(8),
                     0, px(2));
    }
    const bool is_reachable = !is_dialog_open_ || id >= kFirstButton + 50;
    const ImGuiIO& io = ImGui::GetIO();
    const bool is_clicked = is_reachable && (flags & kNodeDisabled) == 0 && ImGui::IsMouseReleased(0) &&
                            at.holds(io.MousePos) && at.holds(io.MouseClickedPos[0]);
    return is_clicked || was_activated(id);
  }

  void draw_messages() {
    MirrorNode heading;
    heading.id = kHeading;
    heading.parent = kMain;
    heading.role = Role::Heading;
    heading.level = 1;
    heading.min = ImVec2(px_snap(20), px_snap(10));
    heading.max = ImVec2(px_snap(220), px_snap(34));
    heading.text = "Messages";
    heading.style = kStyle;
    push_node(heading);
    label({heading.min, heading.max}, "Messages");

    static constexpr std::string_view kMessages[] = {
        "Hello, could you move my appointment to Thursday at half past two, please?",
        "مرحبا، هل يمكن تأجيل الموعد إلى يوم الخميس الساعة الثانية والنصف؟", "Two lines:\nthe second one",
        "👩‍👩‍👧‍👦 さようなら"};
    node(kList, kMain, Role::List, box(20, 40, 300, 260), "Messages");
    float y = px_snap(44);
    NodeId id = kFirstMessage;
    int position = 0;
    for (const std::string_view words : kMessages) {
      const TextBlock block = lay_out_text(words, kStyle, 260);
      const Box at{ImVec2(px_snap(28), y), ImVec2(px_snap(28) + block.width, y + block.height)};
      list_->AddRectFilled(ImVec2(at.min.x - px(6), at.min.y - px(3)), ImVec2(at.max.x + px(6), at.max.y + px(3)),
                           kQuiet, px(10));
      draw_text(*list_, block, at.min);
      node(id++, kList, Role::ListItem, at, {}, kNodeSelectableText, words, ++position, 4);
      y = at.max.y + px_snap(12);
    }
  }

  void draw_buttons() {
    NodeId id = kFirstButton;
    float y = 44;
    const auto next = [&](std::string_view name, std::uint32_t flags = 0) {
      const bool hit = button(id++, kMain, Role::Button, box(340, y, 150, 32), name, flags);
      y += 38;
      return hit;
    };
    if (next("Increase")) ++count_;
    if (next("Open dialog", kNodeHasPopup)) is_dialog_open_ = true;
    if (next("Menu", is_menu_open_ ? kNodeExpanded : kNodeCollapsed)) is_menu_open_ = !is_menu_open_;
    if (next("Disabled", kNodeDisabled)) count_ += 1000;
    if (next("Save")) storage_put("outbox", "draft", draft_);
    if (next("Delete")) storage_delete("outbox", "draft");
    if (next("Connect")) open_socket("/api/echo");
    if (next("Ask")) send_http("hello", "POST", "/api/hello", "{\"n\":1}");
    if (next("Copy code")) copy_to_clipboard("code 4711 ✓");
    if (next("Tell tabs")) broadcast_to_tabs("from another tab");
    if (next("Announce")) announce("A new message from Ada", Announcement::Polite);
    if (next("Sound")) play_sound(Sound::Message);
    if (next("Clear")) {
      draft_.clear();
      ++draft_revision_;
    }
    if (next("Break")) SMSDESK_ASSERT(count_ < 0);
  }

  void draw_tabs() {
    node(kTabs, kMain, Role::TabList, box(510, 44, 180, 32), "Pages");
    static constexpr std::string_view kTabNames[] = {"One", "Two", "Three"};
    for (int i = 0; i < 3; ++i) {
      const std::uint32_t flags = tab_ == i ? static_cast<std::uint32_t>(kNodeSelected) : 0u;
      if (button(kFirstItem + static_cast<NodeId>(i), kTabs, Role::Tab,
                 box(510 + 60 * static_cast<float>(i), 44, 56, 32), kTabNames[i], flags, i + 1, 3)) {
        tab_ = i;
      }
    }
    node(kRoster, kMain, Role::List, box(510, 90, 180, 120), "Roster", kNodeRoving);
    static constexpr std::string_view kPeople[] = {"Ada", "Ben", "Cleo"};
    for (int i = 0; i < 3; ++i) {
      const Box at = box(510, 90 + 38 * static_cast<float>(i), 150, 32);
      const NodeId item = kFirstItem + 20 + static_cast<NodeId>(i);
      node(item, kRoster, Role::ListItem, at, {}, 0, {}, i + 1, 3);
      if (button(kFirstItem + 30 + static_cast<NodeId>(i), item, Role::Button, at, kPeople[i])) opened_ = kPeople[i];
    }
  }

  void draw_composer() {
    // A message of any length grows the box upwards, as in the client.
    const float wanted = field_content_height(kComposer) / pixel_ratio();
    const float height = wanted < 20 ? 20 : wanted > 100 ? 100 : wanted;
    const Box at = box(28, 420 - height, 280, height);
    list_->AddRect(ImVec2(at.min.x - px(8), at.min.y - px(8)), ImVec2(at.max.x + px(8), at.max.y + px(8)), kAccent,
                   px(6));
    TextField field;
    field.id = kComposer;
    field.kind = FieldKind::Multiline;
    field.min = at.min;
    field.max = at.max;
    field.style = kStyle;
    field.name = "Message";
    field.placeholder = "Write a message";
    field.value = draft_;
    field.value_revision = draft_revision_;
    field.chars_max = 1600;
    field.description = "Enter sends";
    place_text_field(field, kMain);

    TextField search;
    search.id = kSearch;
    search.kind = FieldKind::Search;
    const Box search_at = box(28, 450, 280, 20);
    search.min = search_at.min;
    search.max = search_at.max;
    search.style = kStyle;
    search.name = "Search";
    search.chars_max = 10;
    place_text_field(search, kMain);
  }

  void draw_facts() {
    node(kFacts, 0, Role::Complementary, box(700, 40, 560, 240), "Facts");
    const std::string facts[] = {"Count " + std::to_string(count_),
                                 "Draft [" + draft_ + "]",
                                 "Sent " + std::to_string(sent_) + " [" + last_sent_ + "]",
                                 "Storage " + storage_,
                                 "Loaded " + loaded_,
                                 "Echo " + echo_,
                                 "Answer " + answer_,
                                 "Key " + key_,
                                 "Heard " + heard_,
                                 "Opened " + opened_,
                                 "Confirmed [" + confirmed_ + "]",
                                 "Escapes " + std::to_string(escapes_),
                                 "Sound " + sound_,
                                 "Chosen " + chosen_};
    float y = 44;
    NodeId id = kFirstFact;
    for (const std::string& fact : facts) {
      const Box at = box(704, y, 550, 16);
      label(at, fact);
      node(id++, kFacts, Role::Text, at, {}, 0, fact);
      y += 15;
    }
  }

  void draw_icons() {
    for (int i = 0; i < static_cast<int>(Icon::kCount); ++i) {
      const float x = 20 + 30 * static_cast<float>(i % 26), y = 640 + 36 * static_cast<float>(i / 26);
      draw_icon(*list_, static_cast<Icon>(i), ImVec2(px(x), px(y)), px(20), kInk);
    }
  }

  void draw_menu() {
    const Box at = box(100, 390, 160, 84);  // over composer and search field
    cover_fields(at.min, at.max);
    list_->AddRectFilled(at.min, at.max, IM_COL32(255, 255, 255, 255), px(6));
    list_->AddRect(at.min, at.max, kInk, px(6));
    node(kMenuRegion, 0, Role::Region, at, "Menu");
    node(kMenu, kMenuRegion, Role::Menu, at, "Actions");
    static constexpr std::string_view kItems[] = {"Transfer", "Park"};
    for (int i = 0; i < 2; ++i) {
      if (button(kFirstItem + 50 + static_cast<NodeId>(i), kMenu, Role::MenuItem,
                 box(104, 394 + 38 * static_cast<float>(i), 152, 36), kItems[i])) {
        chosen_ = kItems[i];
        is_menu_open_ = false;
      }
    }
  }

  void draw_dialog() {
    const Box at = box(150, 150, 400, 200);
    cover_fields(at.min, at.max);
    list_->AddRectFilled(at.min, at.max, IM_COL32(255, 255, 255, 255), px(10));
    list_->AddRect(at.min, at.max, kInk, px(10));
    node(kDialog, 0, Role::Dialog, at, "Rename", kNodeModal);
    TextField name;
    name.id = kDialogName;
    const Box name_at = box(170, 190, 300, 20);
    name.min = name_at.min;
    name.max = name_at.max;
    name.style = kStyle;
    name.name = "Name";
    name.value_revision = 1;
    place_text_field(name, kDialog);
    if (button(kFirstButton + 50, kDialog, Role::Button, box(170, 280, 120, 32), "Confirm")) {
      confirmed_ = name_;
      is_dialog_open_ = false;
    }
    if (button(kFirstButton + 51, kDialog, Role::Button, box(300, 280, 120, 32), "Cancel")) is_dialog_open_ = false;
  }

  void take(const TextFieldEvent& event) {
    using Kind = TextFieldEvent::Kind;
    if (event.kind == Kind::Escape) {
      ++escapes_;
      is_menu_open_ = false;
      is_dialog_open_ = false;
    }
    if (event.field == kDialogName && event.kind == Kind::Changed) name_ = event.value;
    if (event.field != kComposer) return;
    if (event.kind == Kind::Changed) draft_ = event.value;
    if (event.kind == Kind::Enter && !event.value.empty()) {
      last_sent_ = event.value;
      ++sent_;
      draft_.clear();
      ++draft_revision_;
    }
  }

  void take(ServiceEvent event) {
    using Kind = ServiceEvent::Kind;
    if (event.kind == Kind::StorageLoaded) loaded_ = event.text;
    if (event.kind == Kind::StorageWritten) storage_ = "written " + event.key;
    if (event.kind == Kind::StorageFailed) storage_ = "failed: " + event.text;
    if (event.kind == Kind::SocketOpened) send_socket("hello ⚡ мир");
    if (event.kind == Kind::SocketMessage) echo_ = event.text;
    if (event.kind == Kind::SocketClosed) echo_ += " closed " + std::to_string(event.number) + " " + event.text;
    if (event.kind == Kind::HttpAnswered) answer_ = event.tag + " " + std::to_string(event.number) + " " + event.text;
    if (event.kind == Kind::OtherTab) heard_ = event.text;
    if (event.kind == Kind::SoundReady) sound_ = "ready";
    if (event.kind == Kind::SoundBlocked) sound_ = "blocked";
    request_frame();
  }

  static constexpr TextStyle kStyle{14, 20, TextWeight::Regular, kInk};
  ImDrawList* list_ = nullptr;
  int count_ = 0, sent_ = 0, tab_ = 0, escapes_ = 0;
  bool is_dialog_open_ = false, is_menu_open_ = false;
  std::uint32_t draft_revision_ = 1;
  std::string draft_, last_sent_, storage_, loaded_, echo_, answer_, key_, heard_, opened_, confirmed_, name_, sound_,
      chosen_;
};

}  // namespace
}  // namespace smsdesk::web

int main() {
  static smsdesk::web::MirrorProbe probe;
  smsdesk::web::run_app(probe);
  return 0;
}
