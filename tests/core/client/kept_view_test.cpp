// The desk of the last time: shown at once by the next start, read-only and said to be old, until the page is in step.
#include <gtest/gtest.h>

#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

using Stored = std::map<std::string, std::string>;

std::int64_t day_of(Instant instant) {
  return instant.ms / hours(24);
}

screen::Screen seen(const Tab& tab) {
  return screen::make_screen(tab.s, tab.now, day_of);
}

/// What a page that is hidden leaves among the settings.
Stored hidden(AtWork& at) {
  at.tab.raise(intent::Select{at.id});
  Stored stored = at.tab.written("settings");
  at.tab.give(event::PageShown{false});
  for (auto& [key, value] : at.tab.written("settings")) stored[key] = value;
  return stored;
}

/// A page that has read its storage and waits for the relay.
Tab begun(const Stored& stored, Instant now) {
  Tab tab;
  tab.now = now;
  tab.give(event::Started{});
  tab.give(event::StorageLoaded{"outbox", {}});
  tab.give(event::StorageLoaded{"drafts", {}});
  tab.give(event::StorageLoaded{"settings", {stored.begin(), stored.end()}});
  return tab;
}

TEST(KeptView, IsShownAtOnceReadOnlyAndSaysFromWhenItIs) {
  AtWork at;
  const Stored stored = hidden(at);
  ASSERT_EQ(stored.count("view"), 1u);
  Tab tab = begun(stored, at.tab.now + minutes(7));
  const screen::Screen screen = seen(tab);
  ASSERT_EQ(screen.page, screen::Page::Desk);
  EXPECT_EQ(screen.desk.conversation.conversation, at.id);
  EXPECT_FALSE(screen.desk.conversation.composer.is_enabled);
  EXPECT_TRUE(screen.desk.connection.is_bar_shown);
  EXPECT_EQ(screen.desk.connection.text, "You see what was here last, 7 min ago.");
  tab.raise(intent::EditDraft{at.id, "hello"});
  tab.raise(intent::Send{at.id});
  EXPECT_TRUE(tab.s.outbox.entries().empty());
}

TEST(KeptView, GoesOnWhereItWasWithoutASnapshot) {
  AtWork at;
  const Stored stored = hidden(at);
  const std::uint64_t offset = at.tab.s.workspace.offset;
  Tab tab = begun(stored, at.tab.now);
  tab.give(event::HttpAnswered{"session", 200, "{\"agent\":" + std::to_string(kAna.value) + "}"});
  tab.give(event::SocketOpened{});
  const auto hello = tab.sent_kind<Hello>();
  ASSERT_EQ(hello.size(), 1u);
  EXPECT_EQ(hello[0].epoch, "e1");
  EXPECT_EQ(hello[0].offset, offset);
  tab.welcome(kAna);
  // The digest is of all facts: what was kept is what the relay has.
  EntriesFrame nothing_new{offset, {}, {}};
  nothing_new.digest = digest(view_of(at.world.workspace, kAna));
  tab.frame(nothing_new);
  EXPECT_EQ(tab.s.connection.link, Link::Up);
  EXPECT_TRUE(tab.s.has_facts);
  EXPECT_TRUE(seen(tab).desk.conversation.composer.is_enabled);
  EXPECT_FALSE(seen(tab).desk.connection.is_bar_shown);
}

TEST(KeptView, OffersNothingOfTheLastTime) {
  World world;
  world.on_queue(kAna);
  world.inbound("hi");
  world.make_offers();
  Tab tab;
  tab.start();
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  ASSERT_EQ(seen(tab).desk.roster.alerts.size(), 1u);
  tab.give(event::PageShown{false});
  const Tab next = begun(tab.written("settings"), tab.now);
  EXPECT_TRUE(seen(next).desk.roster.alerts.empty());
  EXPECT_EQ(seen(next).page_title, "smsdesk");
}

TEST(KeptView, StaysReadableWhileTheRelayIsAwayAndGoesOnByItself) {
  AtWork at;
  Tab tab = begun(hidden(at), at.tab.now);
  tab.give(event::HttpAnswered{"session", 0, ""});
  const screen::Screen screen = seen(tab);
  ASSERT_EQ(screen.page, screen::Page::Desk);
  EXPECT_EQ(screen.desk.connection.title, "The relay cannot be reached");
  EXPECT_EQ(tab.all<effect::Announce>().size(), 1u);
  tab.tick(seconds(3));
  ASSERT_EQ(tab.all<effect::HttpRequest>().size(), 1u);
  tab.give(event::HttpAnswered{"session", 200, "{\"agent\":" + std::to_string(kAna.value) + "}"});
  EXPECT_TRUE(tab.did<effect::OpenSocket>());
}

TEST(KeptView, IsShownTooWhereTheRelayWasMissedBeforeStorageWasRead) {
  AtWork at;
  const Stored stored = hidden(at);
  Tab tab;
  tab.now = at.tab.now;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 0, ""});
  tab.give(event::StorageLoaded{"settings", {stored.begin(), stored.end()}});
  EXPECT_EQ(seen(tab).page, screen::Page::Desk);
  EXPECT_EQ(seen(tab).desk.connection.title, "The relay cannot be reached");
}

TEST(KeptView, IsNobodyElses) {
  AtWork at;
  const Stored stored = hidden(at);
  // Nobody is signed in any more.
  Tab nobody = begun(stored, at.tab.now);
  nobody.give(event::HttpAnswered{"session", 200, "{\"agent\":null}"});
  EXPECT_EQ(seen(nobody).page, screen::Page::SignIn);
  EXPECT_TRUE(nobody.s.workspace.conversations.empty());
  ASSERT_EQ(nobody.all<effect::DeleteStorage>().size(), 1u);
  EXPECT_EQ(nobody.all<effect::DeleteStorage>()[0].key, "view");
  // A colleague is; known before storage was read, and after.
  const std::string ben = "{\"agent\":" + std::to_string(kBen.value) + "}";
  Tab after = begun(stored, at.tab.now);
  after.give(event::HttpAnswered{"session", 200, ben});
  EXPECT_EQ(seen(after).page, screen::Page::Loading);
  EXPECT_TRUE(after.s.workspace.conversations.empty());
  Tab before;
  before.give(event::Started{});
  before.give(event::HttpAnswered{"session", 200, ben});
  before.give(event::StorageLoaded{"settings", {stored.begin(), stored.end()}});
  EXPECT_EQ(seen(before).page, screen::Page::Loading);
  // Another log.
  Tab other = begun(stored, at.tab.now);
  other.give(event::HttpAnswered{"session", 200, "{}"});
  other.give(event::SocketOpened{});
  other.welcome(kAna, "e2");
  EXPECT_FALSE(other.did<effect::ReloadPage>()) << "it would go round";
  EXPECT_FALSE(other.s.has_facts);
  other.snapshot(at.world, kAna);
  EXPECT_EQ(other.s.connection.link, Link::Up);
}

TEST(KeptView, LeavesTheBrowserWithWhoSignsOut) {
  AtWork at;
  hidden(at);
  at.tab.give(event::PageShown{true});
  at.tab.raise(intent::SignOut{});
  at.tab.raise(intent::SignOut{});
  const auto gone = at.tab.all<effect::DeleteStorage>();
  EXPECT_TRUE(std::any_of(gone.begin(), gone.end(), [](const auto& one) { return one.key == "view"; }));
}

TEST(KeptView, WhatIsNotOneIsNotShown) {
  for (const std::string& text :
       {std::string(), std::string("1 2 3"), std::string("1 1 5 0 0 e1\n{"), std::string("99 1 5 0 0 e1\n{}"),
        std::string("x\n"), std::string("1 0 5 0 0 e1\n{}")}) {
    Tab tab = begun({{"view", text}}, kMorning);
    EXPECT_EQ(seen(tab).page, screen::Page::Loading) << text;
    EXPECT_FALSE(tab.s.has_facts) << text;
  }
}

}  // namespace
}  // namespace smsdesk::test
