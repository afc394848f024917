#include "core/template/template.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

Template good() {
  Template one;
  one.name = "Hello";
  one.shortcut = "hello";
  one.owner = AgentId{7};
  one.texts = {{"en", "Hello {{customer.name|there}}"}};
  return one;
}

TEST(Template, AGoodOneHasNoTrouble) {
  EXPECT_EQ(trouble_with(good()), "");
  Template team = good();
  team.library = TemplateLibrary::Team;
  team.owner = {};
  team.team = QueueId{1};
  EXPECT_EQ(trouble_with(team), "");
  Template all = good();
  all.library = TemplateLibrary::Organisation;
  all.owner = {};
  all.queues = {QueueId{1}};
  all.texts.push_back({"es", "Hola"});
  EXPECT_EQ(trouble_with(all), "");
}

template <typename Change>
std::string trouble_after(Change change) {
  Template one = good();
  change(one);
  const std::string trouble = trouble_with(one);

  EXPECT_TRUE(trouble.ends_with('.')) << trouble;
  return trouble;
}

TEST(Template, SaysEverythingThatCannotBe) {
  trouble_after([](Template& t) { t.name = " "; });
  trouble_after([](Template& t) { t.name = std::string(101, 'x'); });
  trouble_after([](Template& t) { t.name = "a\nb"; });
  trouble_after([](Template& t) { t.shortcut = "two words"; });
  trouble_after([](Template& t) { t.shortcut = std::string(33, 'x'); });
  trouble_after([](Template& t) { t.owner = {}; });
  trouble_after([](Template& t) { t.library = TemplateLibrary::Organisation; });
  trouble_after([](Template& t) {
    t.library = TemplateLibrary::Team;
    t.owner = {};
    t.group = GroupId{1};
    t.team = QueueId{1};
  });
  trouble_after([](Template& t) { t.queues.resize(101); });
  trouble_after([](Template& t) { t.texts.clear(); });
  trouble_after([](Template& t) { t.texts.push_back({"en", "again"}); });
  trouble_after([](Template& t) { t.texts[0].language = "english"; });
  trouble_after([](Template& t) { t.texts[0].text = "\n"; });
  trouble_after([](Template& t) { t.texts[0].text = std::string(1601, 'x'); });
  trouble_after([](Template& t) { t.texts[0].text = "\xFF"; });
  EXPECT_NE(trouble_after([](Template& t) { t.texts[0].text = "{{custmer.name}}"; }).find("{{custmer.name}}"),
            std::string::npos);
  trouble_after([](Template& t) { t.texts[0].text = "{{customer.name"; });
}

TEST(Template, FilesMayGoAlone) {
  Template one = good();
  one.files = {{std::string(64, 'a'), "map.png"}};
  one.texts.clear();
  EXPECT_EQ(trouble_with(one), "");
  EXPECT_FALSE(one.is_empty());
  one.texts = {{"es", " "}};
  EXPECT_NE(trouble_with(one), "") << "a text that is there says something";
  one.texts.clear();
  one.files.clear();
  EXPECT_TRUE(one.is_empty());
  EXPECT_EQ(trouble_with(one), "A template needs a text, a file or an action.");
}

TEST(Template, NamesTheLanguageThatHasTheTrouble) {
  EXPECT_EQ(trouble_after([](Template& t) {
              t.texts.push_back({"es", " "});
            }),
            "The text in Spanish is empty. Write what the customer is to read.");
}

}  // namespace
}  // namespace smsdesk
