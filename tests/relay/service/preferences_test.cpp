// What agents set for themselves: on each of their pages, also after a restart; nobody else ever has it.
#include "relay/service/preferences.h"

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

class PreferencesKept : public RelayFixture {
 protected:
  std::vector<PreferencesFrame> frames_told(SocketId socket) {
    std::vector<PreferencesFrame> all;
    for (const RelayFrame& one : told(socket))
      if (const auto* preferences = std::get_if<PreferencesFrame>(&one)) all.push_back(*preferences);
    return all;
  }
  ServiceInput set(SocketId socket, std::vector<Preference> changes, const std::string& key = "k1") {
    return frame(socket, PreferencesRequest{{key}, std::move(changes)});
  }
};

TEST_F(PreferencesKept, AreAnsweredAndGoToTheAgentsOtherPagesOnly) {
  own_conversation();  // socket 7 is Ana's
  connect(8, kAna);
  connect(9, kSam);
  step({set(7, {{"theme", "dark"}})});
  for (const SocketId page : {SocketId{7}, SocketId{8}}) {
    ASSERT_EQ(frames_told(page).size(), 1u);
    EXPECT_EQ(frames_told(page)[0].key.value, "k1");
    EXPECT_EQ(frames_told(page)[0].preferences, (std::vector<Preference>{{"theme", "dark"}}));
  }
  EXPECT_TRUE(frames_told(9).empty());
  EXPECT_EQ(store_.all_preferences()->size(), 1u);
}

TEST_F(PreferencesKept, ComeBeforeTheFactsAndOutliveARestart) {
  own_conversation();
  step({set(7, {{"theme", "dark"}, {"sound", "no"}})});
  step({set(7, {{"sound", ""}}, "k2")});
  restart();
  connect(1, kAna);
  const std::vector<RelayFrame> frames = told(1);
  ASSERT_GE(frames.size(), 3u);
  ASSERT_TRUE(std::holds_alternative<PreferencesFrame>(frames[1]));
  EXPECT_EQ(std::get<PreferencesFrame>(frames[1]).preferences, (std::vector<Preference>{{"theme", "dark"}}));
  connect(2, kSam);
  EXPECT_TRUE(frames_told(2).empty());
}

TEST_F(PreferencesKept, AreNoFacts) {
  own_conversation();
  const std::uint64_t head = store_.head();
  step({set(7, {{"theme", "dark"}})});
  EXPECT_EQ(store_.head(), head);
}

TEST_F(PreferencesKept, ThatCannotBeReadAreLeftAsTheyAreAndThePageIsTold) {
  own_conversation();
  step({set(7, {{"theme", "dark"}})});
  store_.fail_preferences(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  auto workspace = Service::load(store_);
  ASSERT_TRUE(workspace);
  service_.emplace(std::move(*workspace), store_);
  step({input::Started{}});
  EXPECT_EQ(all<effect::PreferencesUnreadable>().size(), 1u);
  connect(1, kAna);
  ASSERT_EQ(frames_told(1).size(), 1u);
  EXPECT_TRUE(frames_told(1)[0].is_unreadable);
  step({set(1, {{"theme", ""}, {"sound", "no"}}, "k2")});
  ASSERT_EQ(frames_told(1).size(), 1u);
  EXPECT_TRUE(frames_told(1)[0].is_unreadable);
  EXPECT_EQ(frames_told(1)[0].key.value, "k2");
  EXPECT_TRUE(frames_told(1)[0].preferences.empty());
  store_.fail_preferences(std::nullopt);
  connect(2, kAna);
  ASSERT_EQ(frames_told(2).size(), 1u);
  EXPECT_FALSE(frames_told(2)[0].is_unreadable);
  EXPECT_EQ(frames_told(2)[0].preferences, (std::vector<Preference>{{"theme", "dark"}}));
}

TEST_F(PreferencesKept, OfWhoWasRemovedAreForgottenAlsoWhereTheyCouldNotBeReadThen) {
  own_conversation();
  store::Batch batch;
  batch.preferences = {{kEve, "theme", "dark"}, {{999}, "theme", "dark"}};
  ASSERT_TRUE(store_.append(store_.head(), batch));
  restart();
  ASSERT_EQ(store_.all_preferences()->size(), 1u);
  EXPECT_EQ(store_.all_preferences()->at(0).agent, kEve);
}

TEST_F(PreferencesKept, AreBoundedAndPlain) {
  Preferences all{{}};
  store::Batch batch;
  for (std::size_t i = 0; i < kPreferencesMax + 5; ++i) all.put(kAna, {{"n" + std::to_string(i), "x"}}, batch);
  EXPECT_EQ(all.of(kAna).size(), kPreferencesMax);
  EXPECT_EQ(all.put(kAna, {{"n1", "y"}}, batch).size(), 1u) << "one that is there may change";
  all.drop(kAna, batch);
  EXPECT_TRUE(all.of(kAna).empty());
  const auto is_taken = [](std::vector<Preference> changes) {
    return decode_client_frame(encode_frame(ClientFrame(PreferencesRequest{{"k"}, std::move(changes)}))).is_ok();
  };
  EXPECT_TRUE(is_taken({{"shortcut.end_it2", "Alt+W"}, {"theme", ""}}));
  EXPECT_FALSE(is_taken({}));
  EXPECT_FALSE(is_taken({{"theme", "dark"}, {"theme", "light"}}));
  for (const char* name : {"", "Theme", "1st", ".x", "a b", "ä"}) EXPECT_FALSE(is_taken({{name, "x"}})) << name;
  EXPECT_FALSE(is_taken({{std::string(kPreferenceNameMax + 1, 'a'), "x"}}));
  EXPECT_FALSE(is_taken({{"a", std::string(kPreferenceValueMax + 1, 'x')}}));
  EXPECT_FALSE(is_taken({{"a", "x\ny"}}));
  EXPECT_FALSE(is_taken(std::vector<Preference>(kPreferencesMax + 1, {"a", "x"})));
}

}  // namespace
}  // namespace smsdesk::relay::test
