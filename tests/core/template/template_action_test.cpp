#include "core/template/template_action.h"

#include <gtest/gtest.h>

#include "core/template/template.h"

namespace smsdesk {
namespace {

using Kind = TemplateActionKind;

TemplateAction a_note(std::string text) {
  return {Kind::Note, std::move(text)};
}
TemplateAction a_label(std::string text) {
  return {Kind::Label, std::move(text)};
}
TemplateAction a_code(std::uint64_t code) {
  return {Kind::WrapUpCode, {}, WrapUpCodeId{code}};
}
TemplateAction a_park(DurationMs time) {
  return {Kind::Park, {}, {}, time};
}
TemplateAction a_transfer(std::uint64_t queue) {
  return {Kind::Transfer, {}, {}, 0, QueueId{queue}};
}

TEST(TemplateAction, WhatTakesTheConversationAwayIsTheLast) {
  std::vector<TemplateAction> list;
  EXPECT_TRUE(put_action(list, a_park(hours(2)), 5));
  EXPECT_TRUE(put_action(list, a_note("first"), 5));
  EXPECT_TRUE(put_action(list, a_label("VIP"), 5));
  EXPECT_EQ(list, (std::vector<TemplateAction>{a_note("first"), a_label("VIP"), a_park(hours(2))}));
  EXPECT_EQ(trouble_with(list), "");
}

TEST(TemplateAction, OfWhatThereCanBeOneTheNewerStands) {
  std::vector<TemplateAction> list{a_code(1), a_note("n"), a_park(hours(2))};
  EXPECT_TRUE(put_action(list, a_code(2), 3));
  EXPECT_TRUE(put_action(list, {Kind::EndResolved}, 3));
  EXPECT_EQ(list, (std::vector<TemplateAction>{a_code(2), a_note("n"), {Kind::EndResolved}}));
}

TEST(TemplateAction, AListIsBoundedAndHasNoneTwice) {
  std::vector<TemplateAction> list{a_note("a"), a_note("b")};
  EXPECT_TRUE(put_action(list, a_note("a"), 2)) << "it stands there";
  EXPECT_FALSE(put_action(list, a_note("c"), 2));
  EXPECT_EQ(list, (std::vector<TemplateAction>{a_note("a"), a_note("b")}));
}

TEST(TemplateAction, SaysEverythingThatCannotBe) {
  const std::vector<std::vector<TemplateAction>> bad = {
      {a_note(" ")},
      {a_note("{{nobody.knows}}")},
      {a_note("{{open")},
      {a_note(std::string(1'001, 'x'))},
      {a_note("\xff")},
      {a_label("")},
      {a_label(std::string(101, 'x'))},
      {a_label("two\nlines")},
      {a_code(0)},
      {a_park(0)},
      {a_park(hours(24 * 31) + 1)},
      {a_transfer(0)},
      {a_note("a"), a_note("a")},
      {a_code(1), a_code(2)},
      {a_park(hours(1)), a_transfer(2)},
      {a_park(hours(1)), a_note("behind it")},
      {a_note("1"), a_note("2"), a_note("3"), a_note("4"), a_note("5"), a_note("6")},
  };
  for (const auto& list : bad) {
    const std::string trouble = trouble_with(list);
    EXPECT_TRUE(trouble.ends_with('.')) << trouble << " of the list of " << list.size();
  }
  EXPECT_EQ(trouble_with({a_code(1), a_label("VIP"), a_note("for {{customer.name|them}}"), a_transfer(2)}), "");
}

TEST(TemplateAction, ATemplateMayHaveNothingElse) {
  Template one;
  one.name = "Park it";
  one.owner = AgentId{7};
  EXPECT_NE(trouble_with(one), "");
  one.actions = {a_park(hours(2))};
  EXPECT_EQ(trouble_with(one), "");
  EXPECT_FALSE(one.is_empty());
  one.actions = {a_park(0)};
  EXPECT_NE(trouble_with(one), "");
}

}  // namespace
}  // namespace smsdesk
