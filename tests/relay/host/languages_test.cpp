#include "relay/host/languages.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/relay/host/files.h"
#include "tests/support/catalogue.h"

namespace smsdesk::relay {
namespace {

std::string words_of(const std::string& language) {
  return test::catalogue_file("Print\tPrint in " + language + "\n", language);
}

TEST(Languages, AreThoseOfTheClientsFiles) {
  ASSERT_GE(sodium_init(), 0);
  const Files files;
  files.put("index.html", "<page>");
  files.put("words.de.txt", words_of("de"));
  files.put("words.ja.txt", words_of("ja"));
  files.put("words.fr.txt", "<html>");
  files.put("emoji.es.txt", words_of("es"));
  files.put("site.json", R"([{"path":"/","file":"index.html"},{"path":"/words.de.0a1b.txt","file":"words.de.txt"},
    {"path":"/words.ja.0a1b.txt","file":"words.ja.txt"},{"path":"/words.fr.0a1b.txt","file":"words.fr.txt"},
    {"path":"/emoji.es.0a1b.txt","file":"emoji.es.txt"}])");
  const auto site = Site::load(files.folder());
  ASSERT_TRUE(site) << site.error().sentence;
  const Languages languages(*site);
  for (const char* tag : {"de", "de-CH", "DE", "de-Latn-AT"}) {
    const auto found = languages.find(tag);
    ASSERT_NE(found, nullptr) << tag;
    EXPECT_STREQ(found->find({}, "Print"), "Print in de");
  }
  ASSERT_NE(languages.find("ja"), nullptr);
  EXPECT_EQ(languages.find("ja")->language(), "ja");
  for (const char* tag : {"", "en", "fr", "es", "d", "deu", "-", "../de"})
    EXPECT_EQ(languages.find(tag), nullptr) << tag;
  EXPECT_EQ(Languages().find("de"), nullptr);
}

}  // namespace
}  // namespace smsdesk::relay
