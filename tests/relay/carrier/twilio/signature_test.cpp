// The vectors of tests/fixtures/twilio_signatures.json, made with npm twilio 6.2.0.
#include "relay/carrier/twilio/signature.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json/json.h"

namespace smsdesk::twilio {
namespace {

json::Document vectors() {
  std::ifstream file(SMSDESK_FIXTURES "/twilio_signatures.json");
  std::string text(std::istreambuf_iterator<char>(file), {});
  auto document = json::Document::parse(text);
  EXPECT_TRUE(document.is_ok());
  return std::move(document).value();
}

Fields fields_of(json::View params) {
  Fields fields;
  for (std::size_t i = 0; i < params.size(); ++i) {
    json::View value = params.at(i);
    if (!value.is_array()) fields.emplace_back(params.member_key(i), value.string());
    for (std::size_t k = 0; k < value.size(); ++k) fields.emplace_back(params.member_key(i), value.at(k).string());
  }
  return fields;
}

bool is_signed(std::string_view token, std::string_view url, std::string_view header, const Fields& fields) {
  std::vector<std::string> tokens{std::string(token)}, urls{std::string(url)};
  return is_signed_by(tokens, urls, header, fields);
}

TEST(TwilioSignature, AgreesWithTheVendorsExample) {
  Fields fields{{"CallSid", "CA1234567890ABCDE"},
                {"Caller", "+12349013030"},
                {"Digits", "1234"},
                {"From", "+12349013030"},
                {"To", "+18005551212"}};
  EXPECT_EQ(signature_of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields),
            "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
}

TEST(TwilioSignature, AgreesWithEveryVector) {
  json::Document document = vectors();
  json::View list = document.root().find("vectors");
  ASSERT_EQ(list.size(), 24u);
  int other_urls = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    json::View vector = list.at(i);
    std::string name(vector.text_or("name", ""));
    std::string_view token = vector.text_or("token", ""), url = vector.text_or("url", "");
    std::string_view signature = vector.text_or("signature", "");
    Fields fields = fields_of(vector.find("params"));
    EXPECT_EQ(signature_of(token, url, fields), signature) << name;
    EXPECT_TRUE(is_signed(token, url, signature, fields)) << name;

    Fields changed = fields;
    changed.emplace_back("Extra", "1");
    EXPECT_FALSE(is_signed(token, url, signature, changed)) << name;
    changed = fields;
    changed[0].second += ' ';
    EXPECT_FALSE(is_signed(token, url, signature, changed)) << name;
    EXPECT_FALSE(is_signed("another token", url, signature, fields)) << name;

    json::View others = vector.find("same_signature_accepted_for_url");
    for (std::size_t k = 0; k < others.size(); ++k, ++other_urls) {
      EXPECT_EQ(is_signed(token, others.member_key(k), signature, fields), others.at(k).boolean())
          << name << " for " << others.member_key(k);
    }
  }
  EXPECT_EQ(other_urls, 16);
}

TEST(TwilioSignature, AgreesWithTheJsonVectors) {
  json::Document document = vectors();
  json::View list = document.root().find("json_vectors");
  ASSERT_EQ(list.size(), 3u);
  for (std::size_t i = 0; i < list.size(); ++i) {
    json::View vector = list.at(i);
    std::vector<std::string> tokens{std::string(vector.text_or("token", ""))};
    std::vector<std::string> urls{std::string(vector.text_or("url", ""))};
    std::string body(vector.text_or("body", ""));
    std::string_view signature = vector.text_or("signature", "");
    EXPECT_TRUE(is_json_signed_by(tokens, urls, signature, body)) << vector.text_or("name", "");
    EXPECT_FALSE(is_json_signed_by(tokens, urls, signature, body + " "));
    EXPECT_FALSE(is_json_signed_by(tokens, urls, signature, ""));
    EXPECT_FALSE(is_json_signed_by(tokens, urls, "", body));
    std::vector<std::string> without_hash{"https://hooks.example.com/twilio/json"};
    std::string over_bare_url = signature_of(tokens[0], without_hash[0], {});
    EXPECT_FALSE(is_json_signed_by(tokens, without_hash, over_bare_url, body));
  }
}

TEST(TwilioSignature, TakesEitherTokenAndAnyConfiguredUrl) {
  Fields fields{{"Body", "hi"}};
  std::vector<std::string> tokens{"new", "old"}, urls{"https://a.example/x", "https://b.example/x"};
  EXPECT_TRUE(is_signed_by(tokens, urls, signature_of("old", "https://b.example/x", fields), fields));
  EXPECT_FALSE(is_signed_by(tokens, urls, signature_of("older", "https://b.example/x", fields), fields));
  EXPECT_FALSE(is_signed_by(tokens, urls, signature_of("old", "https://c.example/x", fields), fields));
}

TEST(TwilioSignature, NothingIsNoSignature) {
  Fields fields{{"Body", "hi"}};
  std::string good = signature_of("token", "https://a.example/x", fields);
  EXPECT_FALSE(is_signed("token", "https://a.example/x", "", fields));
  EXPECT_FALSE(is_signed("token", "https://a.example/x", good.substr(0, good.size() - 1), fields));
  EXPECT_FALSE(is_signed("token", "https://a.example/x", good + "=", fields));
  EXPECT_FALSE(is_signed("token", "https://a.example/x", " " + good, fields));
  EXPECT_FALSE(is_signed("", "https://a.example/x", signature_of("", "https://a.example/x", fields), fields));
  EXPECT_FALSE(is_signed_by({}, {}, good, fields));
}

TEST(TwilioSignature, CountsARepeatedValueOnceAndInOrder) {
  std::string_view url = "https://a.example/x";
  std::string once = signature_of("t", url, {{"M", "1"}, {"M", "2"}});
  EXPECT_EQ(signature_of("t", url, {{"M", "2"}, {"M", "1"}, {"M", "2"}}), once);
  EXPECT_NE(signature_of("t", url, {{"M", "1"}}), once);
  EXPECT_EQ(signature_of("t", url, {{"B", "2"}, {"A", "1"}}), signature_of("t", url, {{"A", "1"}, {"B", "2"}}));
}

}  // namespace
}  // namespace smsdesk::twilio
