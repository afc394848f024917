// Files of templates at the relay: what they are it says itself, and who may read a template may send its files.
#include <gtest/gtest.h>

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

std::string hash(char content) {
  return std::string(64, content);
}
Template a_template(TemplateLibrary library, std::vector<TemplateFile> files) {
  Template one;
  one.name = "Map";
  one.library = library;
  if (library == TemplateLibrary::Own) one.owner = kAna;
  one.texts = {{"en", "This is the way"}};
  one.files = std::move(files);
  return one;
}

class TemplateFiles : public RelayFixture {
 protected:
  TemplateFiles() {
    EXPECT_TRUE(store_.put_upload(kAna, {hash('a'), "image/png", 1'000, 40, 30}, now_));
    EXPECT_TRUE(store_.put_upload(kBen, {hash('b'), "image/png", 1'000, 40, 30}, now_));
    EXPECT_TRUE(store_.put_file({hash('c'), "image/png", 1'000, 40, 30}));
  }
  std::optional<Refusal> save(Template one, bool is_import = false) {
    step({command(7, SaveTemplates{{std::move(one)}, is_import}, "s" + std::to_string(++saves_))});
    return std::get<AnswerFrame>(told(7).back()).refusal;
  }
  std::optional<Refusal> send_with(char content, ConversationId id, const char* key) {
    SendMessage message{id, "Here", MessageId{~0ull >> 1}, true};
    message.attachments = {{hash(content), "map.png"}};
    step({command(7, message, key)});
    return std::get<AnswerFrame>(told(7).back()).refusal;
  }
  const Template* kept() const {
    const auto& all = service_->workspace().templates;
    return all.empty() ? nullptr : &all.begin()->second;
  }
  int saves_ = 0;
};

TEST_F(TemplateFiles, AreWhatTheRelayKnowsThemToBe) {
  connect(7, kAna);
  EXPECT_FALSE(save(a_template(TemplateLibrary::Own, {{hash('a'), "../map.png", "text/html", 5, 9, 9}})));
  ASSERT_NE(kept(), nullptr);
  EXPECT_EQ(kept()->files, std::vector({TemplateFile{hash('a'), "map.png", "image/png", 1'000, 40, 30}}));
}

TEST_F(TemplateFiles, AreOnesOwnToGive) {
  connect(7, kAna);
  for (const char content : {'b', 'c', 'd'}) {
    const auto refusal = save(a_template(TemplateLibrary::Own, {{hash('a'), "a.png"}, {hash(content), "other.png"}}));
    ASSERT_TRUE(refusal) << content;
    EXPECT_NE(refusal->sentence.find("other.png"), std::string::npos);
  }
  EXPECT_EQ(kept(), nullptr);
}

TEST_F(TemplateFiles, AnImportComesWithoutWhatIsNotHere) {
  connect(7, kAna);
  EXPECT_FALSE(save(a_template(TemplateLibrary::Own, {{hash('d'), "gone.png"}, {hash('a'), "a.png"}}), true));
  ASSERT_NE(kept(), nullptr);
  ASSERT_EQ(kept()->files.size(), 1u);
  EXPECT_EQ(kept()->files[0].hash, hash('a'));
}

TEST_F(TemplateFiles, MayBeAllThatATemplateHas) {
  connect(7, kAna);
  Template one = a_template(TemplateLibrary::Own, {{hash('a'), "a.png"}});
  one.texts.clear();
  EXPECT_FALSE(save(one));
  ASSERT_NE(kept(), nullptr);
  EXPECT_TRUE(kept()->texts.empty());
  one.name = "Nothing";
  one.files.clear();
  const auto refusal = save(one);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->sentence, "A template needs a text, a file or an action.");
}

TEST_F(TemplateFiles, AnImportLeavesOutWhatHasNothingLeftAndTakesInTheRest) {
  connect(7, kAna);
  Template alone = a_template(TemplateLibrary::Own, {{hash('d'), "gone.png"}});
  alone.name = "Alone";
  alone.texts.clear();
  Template none = alone;
  none.files.clear();
  EXPECT_TRUE(save(none, true)) << "it never had anything";
  EXPECT_FALSE(save(alone, true));
  EXPECT_EQ(kept(), nullptr);
  step({command(7, SaveTemplates{{alone, a_template(TemplateLibrary::Own, {})}, true}, "both")});
  EXPECT_FALSE(std::get<AnswerFrame>(told(7).back()).refusal);
  ASSERT_EQ(service_->workspace().templates.size(), 1u);
  EXPECT_EQ(kept()->name, "Map");
  EXPECT_TRUE(save(alone)) << "whoever writes it is told";
  alone.library = TemplateLibrary::Organisation;
  alone.owner = {};
  step({input::TakeTemplates{1, {}, {alone}}});
  const auto answers = all<effect::AnswerAdmin>();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_FALSE(answers[0].refusal);
  EXPECT_EQ(service_->workspace().templates.size(), 1u);
}

TEST_F(TemplateFiles, TheRelayItselfTakesInWhatItHas) {
  step({input::TakeTemplates{
      1, {}, {a_template(TemplateLibrary::Organisation, {{hash('b'), "b.png"}, {hash('d'), "d.png"}})}}});
  ASSERT_NE(kept(), nullptr);
  ASSERT_EQ(kept()->files.size(), 1u);
  EXPECT_EQ(kept()->files[0].bytes, 1'000u);
}

TEST_F(TemplateFiles, WhoMayReadTheTemplateMaySendThem) {
  const ConversationId id = own_conversation();
  EXPECT_TRUE(send_with('b', id, "m1")) << "Ben's, and in no template yet";
  step({input::TakeTemplates{1, {}, {a_template(TemplateLibrary::Organisation, {{hash('b'), "b.png"}})}}});
  EXPECT_FALSE(send_with('b', id, "m2"));
  const auto& messages = service_->workspace().find_conversation(id)->detail->messages;
  ASSERT_EQ(messages.back().media.size(), 1u);
  EXPECT_EQ(messages.back().media[0].hash, hash('b'));
}

TEST_F(TemplateFiles, WhoMayNotReadTheTemplateMayNeitherKeepNorSendThem) {
  const ConversationId id = own_conversation();
  connect(8, kBen);
  const auto bens = [&](char content, const char* key) {
    Template one = a_template(TemplateLibrary::Own, {{hash(content), "his.png"}});
    one.owner = kBen;
    one.name = key;
    step({command(8, SaveTemplates{{std::move(one)}, false}, key)});
    return std::get<AnswerFrame>(told(8).back()).refusal;
  };
  ASSERT_FALSE(bens('b', "b1"));
  Template sales = a_template(TemplateLibrary::Team, {{hash('c'), "c.png"}});
  sales.team = kSales;
  step({input::TakeTemplates{1, {}, {std::move(sales)}}});
  ASSERT_EQ(service_->workspace().templates.size(), 2u);
  for (const char content : {'b', 'c'}) {
    const auto refusal = save(a_template(TemplateLibrary::Own, {{hash(content), "other.png"}}));
    ASSERT_TRUE(refusal) << content;
    EXPECT_NE(refusal->sentence.find("other.png"), std::string::npos);
    EXPECT_TRUE(send_with(content, id, content == 'b' ? "m1" : "m2")) << content;
  }
  EXPECT_EQ(service_->workspace().templates.size(), 2u);
  EXPECT_FALSE(bens('c', "b2")) << "he is in that team";
}

TEST_F(TemplateFiles, AreOnesOwnOnceTheTemplateIsInserted) {
  const ConversationId id = own_conversation();
  step({input::TakeTemplates{1, {}, {a_template(TemplateLibrary::Organisation, {{hash('b'), "b.png"}})}}});
  ASSERT_NE(kept(), nullptr);
  EXPECT_FALSE(*store_.has_uploaded(kAna, hash('b')));
  step({command(7, UseTemplate{kept()->id}, "u")});
  EXPECT_TRUE(*store_.has_uploaded(kAna, hash('b')));
  now_ = now_ + hours(1);
  step({command(7, UseTemplate{kept()->id}, "u2")});
  EXPECT_TRUE(store_.find_unused_files({hash('b')}, now_)->empty()) << "as if attached at that moment";
  // The template goes on without the file, and the draft with it is sent.
  step({input::TakeTemplates{2, {}, {a_template(TemplateLibrary::Organisation, {})}}});
  ASSERT_TRUE(kept()->files.empty());
  SendMessage message{id, "Here", MessageId{~0ull >> 1}, true};
  message.attachments = {{hash('b'), "map.png"}};
  step({command(7, message, "m")});
  EXPECT_FALSE(std::get<AnswerFrame>(told(7).back()).refusal);
}

TEST_F(TemplateFiles, WhoMayNotReadATemplateGetsNothingByUsingIt) {
  connect(7, kAna);
  Template bens = a_template(TemplateLibrary::Own, {{hash('b'), "b.png"}});
  bens.owner = kBen;
  connect(8, kBen);
  step({command(8, SaveTemplates{{bens}, false}, "s")});
  ASSERT_NE(kept(), nullptr);
  step({command(7, UseTemplate{kept()->id}, "u")});
  EXPECT_FALSE(*store_.has_uploaded(kAna, hash('b')));
}

TEST_F(TemplateFiles, AreNotTakenForMissingWhereTheStoreCannotBeRead) {
  const ConversationId id = own_conversation();
  store_.fail_files(Error{ErrorCode::Unavailable, "The disk."});
  for (const bool is_import : {false, true}) {
    const auto refusal = save(a_template(TemplateLibrary::Own, {{hash('a'), "a.png"}}), is_import);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->kind, RefusalKind::NotNow);
  }
  step({input::TakeTemplates{1, {}, {a_template(TemplateLibrary::Organisation, {{hash('b'), "b.png"}})}}});
  const auto answers = all<effect::AnswerAdmin>();
  ASSERT_EQ(answers.size(), 1u);
  ASSERT_TRUE(answers[0].refusal);
  EXPECT_EQ(answers[0].refusal->kind, RefusalKind::NotNow);
  EXPECT_EQ(kept(), nullptr);
  SendMessage message{id, "Here", MessageId{~0ull >> 1}, true};
  message.attachments = {{hash('a'), "a.png"}};
  step({command(7, message, "m")});
  const auto refusal = std::get<AnswerFrame>(told(7).back()).refusal;
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, RefusalKind::NotNow);
  store_.fail_files(std::nullopt);
  EXPECT_FALSE(save(a_template(TemplateLibrary::Own, {{hash('a'), "a.png"}})));
}

}  // namespace
}  // namespace smsdesk::relay::test
