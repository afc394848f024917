#include "core/template/search.h"

#include <gtest/gtest.h>

#include <map>

#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk {
namespace {

class Library {
 public:
  Library& with(std::string name, std::string shortcut, std::vector<TemplateText> texts, std::uint32_t uses = 0) {
    Template one;
    one.id.value = all_.size() + 1;
    one.name = std::move(name);
    one.shortcut = std::move(shortcut);
    one.texts = std::move(texts);
    uses_[one.id] = {uses, {}};
    all_.push_back(std::move(one));
    return *this;
  }
  std::vector<TemplateHit> hits(std::string_view words, std::vector<std::string> languages = {}) const {
    std::vector<const Template*> among;
    for (const Template& one : all_) among.push_back(&one);
    return search_templates(among, {words, std::move(languages)}, [&](TemplateId id) { return uses_.at(id); });
  }
  std::vector<std::string> names(std::string_view words) const {
    std::vector<std::string> names;
    for (const TemplateHit& hit : hits(words)) names.push_back(hit.one->name);
    return names;
  }
  /// The text that is found, of the first.
  std::string text(std::string_view words, std::vector<std::string> languages = {}) const {
    const auto found = hits(words, std::move(languages));
    return found.empty() ? "" : text_of(found[0]).text;
  }

 private:
  std::vector<Template> all_;
  std::map<TemplateId, TemplateUse> uses_;
};
using Names = std::vector<std::string>;

TEST(TemplateSearch, WithNothingTypedTheMostUsedComesFirst) {
  const Library library = Library().with("B", "", {{"", "b"}}).with("A", "", {{"", "a"}}).with("C", "", {{"", "c"}}, 3);
  EXPECT_EQ(library.names(""), (Names{"C", "A", "B"}));
}

TEST(TemplateSearch, ShortcutBeforeNameBeforeText) {
  const Library library = Library()
                              .with("Say it", "", {{"", "we refund it"}}, 9)
                              .with("No refund", "", {{"", "x"}}, 8)
                              .with("Refund", "", {{"", "x"}})
                              .with("Money back", "refund-late", {{"", "x"}})
                              .with("Money", "refund", {{"", "x"}});
  EXPECT_EQ(library.names("refund"), (Names{"Money", "Money back", "Refund", "No refund", "Say it"}));
}

TEST(TemplateSearch, AllWordsMustBeFoundWithoutCaseAndMarks) {
  const Library library =
      Library().with("Größe tauschen", "", {{"de", "Wir tauschen"}}).with("Größe", "", {{"de", "x"}});
  EXPECT_EQ(library.names("GROSE tausch"), Names{"Größe tauschen"});
  EXPECT_TRUE(library.names("nothing").empty());
}

TEST(TemplateSearch, PrefersTheConversationsLanguage) {
  const Library library = Library().with("Hello", "hi", {{"en", "Hello"}, {"es", "Hola"}, {"de", "Hallo"}});
  EXPECT_EQ(library.text("hi"), "Hello");
  EXPECT_EQ(library.text("hi", {"fr", "de"}), "Hallo");
}

TEST(TemplateSearch, ATypedLanguageAsksForItsText) {
  const Library library =
      Library().with("Hello", "hi", {{"en", "Hello"}, {"es", "Hola"}}).with("Hello you", "hiy", {{"en", "Hello, yes"}});
  EXPECT_EQ(library.text("hi es", {"en"}), "Hola");
  EXPECT_EQ(library.text("hi espanol", {"en"}), "Hola");
  EXPECT_EQ(library.text("spanish"), "Hola");
  EXPECT_EQ(library.text("hola", {"en"}), "Hola");
}

TEST(TemplateSearch, ALanguageIsFoundByItsNameInTheLanguageInUse) {
  const Library library = Library().with("Hello", "hi", {{"en", "Hello"}, {"pl", "Witaj"}});
  EXPECT_TRUE(library.hits("polnisch").empty());
  const auto german = test::a_catalogue("Polish\tPolnisch\n");
  const words::Use use(german.get());
  for (const char* words : {"hi poln", "POLNISCH", "polish", "polski", "pl"})
    EXPECT_EQ(library.text(words, {"en"}), "Witaj") << words;
}

TEST(TemplateSearch, GivesNoMoreThanAskedFor) {
  Library library;
  for (int i = 0; i < 9; ++i) library.with("x" + std::to_string(i), "", {{"", "x"}});
  Template lone;
  lone.texts = {{"", "x"}};
  EXPECT_EQ(search_templates({&lone, &lone, &lone}, {"", {}, 2}, {}).size(), 2u);
  EXPECT_EQ(library.names("x").size(), 9u);
}

TEST(TemplateSearch, FilesAloneAreFoundByTheirNameAndShortcut) {
  Library library;
  library.with("Price list", "prices", {}).with("Hello", "hi", {{"en", "Hello there"}});
  EXPECT_EQ(library.names(""), (std::vector<std::string>{"Hello", "Price list"}));
  for (const char* words : {"price", "list", "prices"})
    EXPECT_EQ(library.names(words), std::vector<std::string>{"Price list"}) << words;
  EXPECT_EQ(library.text("price", {"en"}), "");
  EXPECT_TRUE(library.hits("spanish").empty());
}

}  // namespace
}  // namespace smsdesk
