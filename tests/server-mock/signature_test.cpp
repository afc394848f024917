#include "server-mock/signature.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace smsdesk::mock {
namespace {

TEST(Signature, EqualsTheVendorSdksForEveryVector) {
  std::ifstream in(std::string(SMSDESK_FIXTURES) + "/twilio_signatures.json");
  const auto fixture = nlohmann::json::parse(in, nullptr, false);
  int compared = 0;
  for (const auto& entry : fixture.at("vectors")) {
    net::FormFields fields;
    if (entry.contains("params")) {
      for (const auto& [name, value] : entry.at("params").items()) {
        if (value.is_array()) {
          for (const auto& one : value) fields.emplace_back(name, one.get<std::string>());
        } else {
          fields.emplace_back(name, value.get<std::string>());
        }
      }
    }
    EXPECT_EQ(sign_webhook(entry.at("token").get<std::string>(), entry.at("url").get<std::string>(), fields),
              entry.at("signature").get<std::string>())
        << entry.value("name", "");
    ++compared;
  }
  EXPECT_EQ(compared, 24);
}

TEST(Signature, DoesNotDependOnTheOrderOfFields) {
  const net::FormFields fields{{"To", "+1"}, {"Body", "x"}, {"MediaUrl2", "b"}, {"MediaUrl10", "a"}};
  const net::FormFields turned(fields.rbegin(), fields.rend());
  EXPECT_EQ(sign_webhook("t", "http://h/", fields), sign_webhook("t", "http://h/", turned));
  EXPECT_NE(sign_webhook("t", "http://h/", fields), sign_webhook("u", "http://h/", fields));
}

TEST(Base64, DecodesWhatItEncodes) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("ab"), std::string("abc"), std::string("\0\xFF\x01", 3)}) {
    std::string decoded = "before";
    ASSERT_TRUE(decode_base64(encode_base64(text), decoded));
    EXPECT_EQ(decoded, text);
  }
  std::string decoded;
  EXPECT_FALSE(decode_base64("a", decoded));
  EXPECT_FALSE(decode_base64("****", decoded));
}

}  // namespace
}  // namespace smsdesk::mock
