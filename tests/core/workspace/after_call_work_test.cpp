// After-call work in its five modes, the form that is filled in, and what happens when the time is over.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

struct Answered {
  World world;
  ConversationId id;
};
template <typename Change>
Answered an_answered_one(AcwMode mode, Change change) {
  Answered answered{World(with_support([&](Queue& support) {
                      support.acw_mode = mode;
                      support.acw_timeout = seconds(60);
                      support.acw_timeout_code = kFollowUp;
                      change(support);
                    })),
                    {}};
  answered.id = a_conversation().with_inbound("hi").owned_by(kAna).in(answered.world);
  return answered;
}
Answered an_answered_one(AcwMode mode) {
  return an_answered_one(mode, [](Queue&) {});
}

bool is_gone(const World& world, ConversationId id) {
  return world.workspace.find_conversation(id) == nullptr;
}
const WrapUpCompleted& last_wrap_up(const World& world) {
  return std::get<WrapUpCompleted>(world.log.back().body);
}

TEST(AcwOptional, IsFinishedWithoutACode) {
  auto [world, id] = an_answered_one(AcwMode::Optional);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(id).acw_until, Instant{});
  EXPECT_EQ(refusal_of(world.command(kAna, CompleteWrapUp{id, WrapUpCodeId{99}, ""})), RefusalKind::WrapUpNeeded);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, {}, ""}).refusal);
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwDiscretionary, NeedsACodeAndHasNoLimit) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryDiscretionary);
  world.command(kAna, EndConversation{id});
  world.live(hours(10));
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(refusal_of(world.command(kAna, CompleteWrapUp{id, {}, ""})), RefusalKind::WrapUpNeeded);
}

TEST(AcwTimed, EndsByItselfWithTheQueuesCode) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryTimed);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).acw_until, world.now + seconds(60));
  world.live(seconds(60) - 1);
  EXPECT_FALSE(is_gone(world, id));
  world.live(1);
  ASSERT_TRUE(is_gone(world, id));
  EXPECT_EQ(last_wrap_up(world).code, kFollowUp);
  EXPECT_EQ(last_wrap_up(world).agent, kAna);
  EXPECT_TRUE(last_wrap_up(world).is_automatic);
  EXPECT_EQ(world.workspace.load_of(kAna), 0u);
}

TEST(AcwTimed, EndsByItselfWithWhatWasPrepared) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryTimed);
  world.command(kAna, PrepareWrapUp{id, {kSolved, "all well", {}}});
  world.command(kAna, EndConversation{id});
  world.live(seconds(60));
  EXPECT_EQ(last_wrap_up(world).code, kSolved);
  EXPECT_EQ(last_wrap_up(world).note, "all well");
  EXPECT_FALSE(last_wrap_up(world).is_automatic);
}

TEST(AcwTimed, MayBeFinishedEarly) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryTimed);
  world.command(kAna, EndConversation{id});
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, ""}).refusal);
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwTimed, WithoutAnythingToFillInIsNone) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryTimed, [](Queue& support) { support.wrap_up_codes.clear(); });
  world.command(kAna, EndConversation{id});
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwFixedTime, IsFiledWhenTheTimeIsOverAndMayBeChangedUntilThen) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryFixedTime);
  world.command(kAna, EndConversation{id});
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, "first thought"}).refusal);
  EXPECT_FALSE(is_gone(world, id));
  world.command(kAna, CompleteWrapUp{id, kFollowUp, "second thought"});
  world.live(seconds(60));
  ASSERT_TRUE(is_gone(world, id));
  EXPECT_EQ(last_wrap_up(world).code, kFollowUp);
  EXPECT_EQ(last_wrap_up(world).note, "second thought");
  EXPECT_FALSE(last_wrap_up(world).is_automatic);
}

TEST(AcwFixedTime, IsARestEvenWithNothingToFillIn) {
  auto [world, id] =
      an_answered_one(AcwMode::MandatoryFixedTime, [](Queue& support) { support.wrap_up_codes.clear(); });
  world.command(kAna, EndConversation{id});
  world.live(seconds(60) - 1);
  EXPECT_FALSE(is_gone(world, id));
  world.live(1);
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwRequested, FollowsOnlyWhereTheAgentAskedForIt) {
  auto [world, id] = an_answered_one(AcwMode::AgentRequested);
  world.command(kAna, EndConversation{id});
  EXPECT_TRUE(is_gone(world, id));
  EXPECT_EQ(last_wrap_up(world).code, kFollowUp);
}

TEST(AcwRequested, OnRequestHasItsTime) {
  auto [world, id] = an_answered_one(AcwMode::AgentRequested);
  world.command(kAna, RequestAcw{id, true});
  EXPECT_TRUE(world.conversation(id).is_acw_requested);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).acw_until, world.now + seconds(60));
  world.live(seconds(60));
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwRequested, ARequestMayBeTakenBackAndIsOfThisQueueAlone) {
  auto [world, id] = an_answered_one(AcwMode::AgentRequested);
  world.command(kAna, RequestAcw{id, true});
  world.command(kAna, RequestAcw{id, false});
  EXPECT_FALSE(world.conversation(id).is_acw_requested);
  EXPECT_TRUE(world.command(kAna, RequestAcw{id, false}).entries.empty());
  EXPECT_EQ(refusal_of(world.command(kBen, RequestAcw{id, true})), RefusalKind::NotYours);
  auto [other, there] = an_answered_one(AcwMode::Optional);
  EXPECT_EQ(refusal_of(other.command(kAna, RequestAcw{there, true})), RefusalKind::NotNow);
}

TEST(AcwRequested, IsForgottenWhenSomebodyElseTakesOver) {
  auto [world, id] = an_answered_one(AcwMode::AgentRequested);
  world.command(kAna, RequestAcw{id, true});
  world.on_queue(kBen);
  world.command(kAna, BeginTransfer{id, {}, kBen, "", true});
  world.command(kBen, AnswerOffer{world.offer_of(id).id});
  EXPECT_FALSE(world.conversation(id).is_acw_requested);
}

TEST(AcwExtension, AddsTimeOnce) {
  auto [world, id] =
      an_answered_one(AcwMode::MandatoryTimed, [](Queue& support) { support.acw_extension = seconds(30); });
  EXPECT_EQ(refusal_of(world.command(kAna, ExtendAcw{id})), RefusalKind::NotNow) << "it has not ended";
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(refusal_of(world.command(kBen, ExtendAcw{id})), RefusalKind::NotYours);
  world.pass(seconds(50));
  EXPECT_FALSE(world.command(kAna, ExtendAcw{id}).refusal);
  EXPECT_EQ(world.conversation(id).acw_until, kMorning + seconds(90));
  EXPECT_EQ(refusal_of(world.command(kAna, ExtendAcw{id})), RefusalKind::NotNow) << "once";
  world.live(seconds(40) - 1);
  EXPECT_FALSE(is_gone(world, id));
  world.live(1);
  EXPECT_TRUE(is_gone(world, id));
}

TEST(AcwExtension, IsRefusedWhereThereIsNoneOrNoLimit) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryTimed);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(refusal_of(world.command(kAna, ExtendAcw{id})), RefusalKind::NotNow);
  auto [other, there] =
      an_answered_one(AcwMode::MandatoryDiscretionary, [](Queue& support) { support.acw_extension = seconds(30); });
  other.command(kAna, EndConversation{there});
  EXPECT_EQ(refusal_of(other.command(kAna, ExtendAcw{there})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(other.command(kAna, ExtendAcw{ConversationId{999}})), RefusalKind::Ended);
}

TEST(Resolved, IsAskedForWhereTheQueueWantsIt) {
  auto [world, id] = an_answered_one(AcwMode::Optional, [](Queue& support) { support.asks_resolved = true; });
  EXPECT_EQ(refusal_of(world.command(kAna, EndConversation{id})), RefusalKind::ResolvedNeeded);
  EXPECT_FALSE(world.command(kAna, EndConversation{id, Resolution::FollowUp}).refusal);
  EXPECT_EQ(world.conversation(id).resolution, Resolution::FollowUp);
}

Answered with_fields() {
  return an_answered_one(AcwMode::MandatoryDiscretionary, [](Queue& support) {
    support.fields = {{"Case", true, {}}, {"Kind", false, {"Parcel", "Invoice"}}};
  });
}

TEST(WrapUpFields, RequiredOnesHaveToBeFilledIn) {
  auto [world, id] = with_fields();
  world.command(kAna, EndConversation{id});
  const Decision missing = world.command(kAna, CompleteWrapUp{id, kSolved, "", {}});
  EXPECT_EQ(refusal_of(missing), RefusalKind::WrapUpNeeded);
  EXPECT_EQ(missing.refusal->sentence, "Fill in \"Case\" to finish.");
  EXPECT_EQ(refusal_of(world.command(kAna, CompleteWrapUp{id, kSolved, "", {{"Case", "  "}}})),
            RefusalKind::WrapUpNeeded);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, "", {{"Case", "17"}, {"Kind", " "}}}).refusal);
  EXPECT_EQ(last_wrap_up(world).fields, (std::vector<FilledField>{{"Case", "17"}})) << "blank ones are left out";
}

TEST(WrapUpFields, HoldWhatTheFormOffers) {
  auto [world, id] = with_fields();
  world.command(kAna, EndConversation{id});
  const auto complete = [&world = world, id = id](std::vector<FilledField> fields) {
    return world.command(kAna, CompleteWrapUp{id, kSolved, "", std::move(fields)});
  };
  EXPECT_EQ(refusal_of(complete({{"Case", "17"}, {"Kind", "Letter"}})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(complete({{"Case", "17"}, {"Colour", "red"}})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(complete({{"Case", std::string(kReasonBytesMax + 1, 'x')}})), RefusalKind::TooLong);
  EXPECT_FALSE(complete({{"Case", "17"}, {"Kind", "Parcel"}}).refusal);
}

TEST(WrapUpFields, AQueueOfFieldsAloneHasAfterCallWorkToo) {
  auto [world, id] = an_answered_one(AcwMode::MandatoryDiscretionary, [](Queue& support) {
    support.wrap_up_codes.clear();
    support.fields = {{"Case", true, {}}};
  });
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, "", {{"Case", "17"}}}).refusal);
  EXPECT_FALSE(last_wrap_up(world).code.is_set()) << "the queue has no codes";
}

TEST(PrepareWrapUp, IsKeptThroughTheEndAndChangesNothingTwice) {
  auto [world, id] = with_fields();
  const WrapUpForm form{kSolved, "half a note", {{"Kind", "Parcel"}}};
  EXPECT_FALSE(world.command(kAna, PrepareWrapUp{id, form}).refusal) << "what is required may come later";
  EXPECT_TRUE(world.command(kAna, PrepareWrapUp{id, form}).entries.empty());
  EXPECT_EQ(refusal_of(world.command(kAna, PrepareWrapUp{id, {WrapUpCodeId{99}, "", {}}})), RefusalKind::WrapUpNeeded);
  EXPECT_EQ(refusal_of(world.command(kBen, PrepareWrapUp{id, form})), RefusalKind::NotYours);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).detail->prepared, form);
  EXPECT_FALSE(world.command(kAna, PrepareWrapUp{id, {kFollowUp, "more", {}}}).refusal);
}

}  // namespace
}  // namespace smsdesk::test
