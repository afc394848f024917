#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "web/platform/headless/field.h"
#include "web/platform/headless/mirror.h"
#include "web/platform/headless/services.h"

namespace smsdesk::web {
namespace {

MirrorNode a_node(NodeId id, NodeId parent, Role role, std::string_view name) {
  MirrorNode node;
  node.id = id;
  node.parent = parent;
  node.role = role;
  node.name = name;
  return node;
}

/// One frame with a page of one button, and a dialog above it if wished.
void show(bool has_dialog, std::uint32_t flags = 0) {
  begin_mirror();
  push_node(a_node(1, 0, Role::Main, "Page"));
  MirrorNode button = a_node(2, 1, Role::Button, "Send");
  button.flags = flags;
  push_node(button);
  if (has_dialog) {
    MirrorNode dialog = a_node(3, 0, Role::Dialog, "Rename");
    dialog.flags = kNodeModal;
    push_node(dialog);
    push_node(a_node(4, 3, Role::Button, "Confirm"));
  }
  end_mirror();
}

class Headless : public ::testing::Test {
 protected:
  void SetUp() override {
    headless::reset_mirror();
    headless::reset_services();
  }
};

using HeadlessMirror = Headless;
using HeadlessFields = Headless;
using HeadlessServices = Headless;

TEST_F(HeadlessMirror, TellsAnActivationOnce) {
  show(false);
  ASSERT_TRUE(headless::activate(Role::Button, "Send"));
  begin_mirror();
  EXPECT_TRUE(was_activated(2));
  EXPECT_FALSE(was_activated(2));
  end_mirror();
}

TEST_F(HeadlessMirror, ForgetsAnActivationThatNobodyTookInItsFrame) {
  show(false);
  ASSERT_TRUE(headless::activate(Role::Button, "Send"));
  show(false);
  EXPECT_FALSE(was_activated(2));
}

TEST_F(HeadlessMirror, RefusesToActivateWhatIsDisabledOrNotThere) {
  show(false, kNodeDisabled);
  EXPECT_FALSE(headless::activate(Role::Button, "Send"));
  EXPECT_FALSE(headless::activate(Role::Link, "Send"));
}

TEST_F(HeadlessMirror, HidesWhatLiesUnderAModal) {
  show(true);
  EXPECT_EQ(headless::find_node(Role::Button, "Send"), nullptr);
  ASSERT_NE(headless::find_node(Role::Button, "Confirm"), nullptr);
  show(false);
  EXPECT_NE(headless::find_node(Role::Button, "Send"), nullptr);
}

TEST_F(HeadlessMirror, MovesTheFocusAndLosesItWithItsNode) {
  show(true);
  focus_node(4);
  EXPECT_EQ(focused_node(), 0u);  // not before the frame's tree stands
  show(true);
  EXPECT_EQ(focused_node(), 4u);
  EXPECT_TRUE(is_focus_visible());
  show(false);
  EXPECT_EQ(focused_node(), 0u);
  show(true);
  EXPECT_EQ(focused_node(), 0u);  // a wish is done once
}

using HeadlessMirrorDeathTest = Headless;
TEST_F(HeadlessMirrorDeathTest, RefusesTwoNodesOfOneIdAndChildrenBeforeTheirParents) {
  EXPECT_DEATH(
      {
        begin_mirror();
        push_node(a_node(1, 0, Role::Button, "A"));
        push_node(a_node(1, 0, Role::Button, "B"));
        end_mirror();
      },
      "node.id");
  EXPECT_DEATH(
      {
        begin_mirror();
        push_node(a_node(2, 1, Role::Button, "A"));
        push_node(a_node(1, 0, Role::Main, "Page"));
        end_mirror();
      },
      "parent");
  EXPECT_DEATH(
      {
        begin_mirror();
        push_node(a_node(1, 0, Role::Navigation, ""));
        end_mirror();
      },
      "name");
}

void show_field(std::string_view value, std::uint32_t revision) {
  begin_mirror();
  TextField field;
  field.id = 7;
  field.kind = FieldKind::Multiline;
  field.name = "Message";
  field.value = value;
  field.value_revision = revision;
  field.chars_max = 5;
  place_text_field(field, 0);
  end_mirror();
}

TEST_F(HeadlessFields, KeepsWhatIsTypedUntilTheRevisionRises) {
  show_field("", 1);
  ASSERT_TRUE(headless::type_into("Message", "hey"));
  ASSERT_EQ(text_field_events().size(), 1u);
  EXPECT_EQ(text_field_events()[0].value, "hey");
  show_field("", 1);
  EXPECT_EQ(headless::find_field("Message")->value, "hey");
  EXPECT_TRUE(text_field_events().empty());
  show_field("new", 2);
  EXPECT_EQ(headless::find_field("Message")->value, "new");
}

TEST_F(HeadlessFields, TakesNoMoreThanItsMaximumOfUtf16Units) {
  show_field("", 1);
  EXPECT_FALSE(headless::type_into("Message", "123456"));
  EXPECT_FALSE(headless::type_into("Message", "🙂🙂🙂"));
  EXPECT_TRUE(headless::type_into("Message", "🙂🙂1"));
}

TEST_F(HeadlessFields, SendsOrBreaksTheLineAsItWasTold) {
  using Kind = TextFieldEvent::Kind;
  show_field("", 1);
  ASSERT_TRUE(headless::press_in("Message", headless::FieldKey::Enter));
  ASSERT_TRUE(headless::press_in("Message", headless::FieldKey::ShiftEnter));
  ASSERT_EQ(text_field_events().size(), 2u);
  EXPECT_EQ(text_field_events()[0].kind, Kind::Enter);
  EXPECT_EQ(text_field_events()[1].kind, Kind::Changed);
  EXPECT_EQ(text_field_events()[1].value, "\n");

  set_enter_breaks_line(7, true);
  show_field("", 2);
  ASSERT_TRUE(headless::press_in("Message", headless::FieldKey::Enter));
  ASSERT_TRUE(headless::press_in("Message", headless::FieldKey::ModifiedEnter));
  ASSERT_EQ(text_field_events().size(), 2u);
  EXPECT_EQ(text_field_events()[0].kind, Kind::Changed);
  EXPECT_EQ(text_field_events()[1].kind, Kind::ModifiedEnter);
}

TEST_F(HeadlessServices, AnswersStorageFromWhatWasPut) {
  std::vector<ServiceEvent> heard;
  set_service_sink([&heard](ServiceEvent event) { heard.push_back(std::move(event)); });
  storage_put("outbox", "k\"1", "line\nfeed");
  storage_load("outbox");
  headless::fail_storage("The disk is full.");
  storage_delete("outbox", "k\"1");
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0].kind, ServiceEvent::Kind::StorageWritten);
  EXPECT_EQ(heard[0].key, "k\"1");
  EXPECT_EQ(heard[1].text, "{\"k\\\"1\":\"line\\u000afeed\"}");
  EXPECT_EQ(heard[2].kind, ServiceEvent::Kind::StorageFailed);
  EXPECT_EQ(heard[2].text, "The disk is full.");
  EXPECT_EQ(heard[2].key, "k\"1");
}

TEST_F(HeadlessServices, KeepsOneNotificationForEachTag) {
  show_notification("c1", "Ada", "hello");
  show_notification("c1", "Ada", "hello again");
  show_notification("c2", "Ben", "hi");
  ASSERT_EQ(headless::service_log().notifications.size(), 2u);
  EXPECT_EQ(headless::service_log().notifications[0].body, "hello again");
  close_notification("c1");
  EXPECT_EQ(headless::service_log().notifications.size(), 1u);
}

TEST_F(HeadlessServices, MakesKeysThatDifferAndRepeatInTheNextRun) {
  const std::string first = random_key(), second = random_key();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_NE(first, second);
  headless::reset_services();
  EXPECT_EQ(random_key(), first);
}

}  // namespace
}  // namespace smsdesk::web
