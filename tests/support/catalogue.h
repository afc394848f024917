// A catalogue of a few texts, for what is said in another language than English.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/words/catalogue.h"

namespace smsdesk::test {

/// The file of one. `texts`: a line each, "English <tab> text", not counted. Arabic is read from right to left.
inline std::string catalogue_file(const std::string& texts, const std::string& language = "de") {
  const std::string direction = language == "ar" ? "rtl" : "ltr";
  return "smsdesk words 1\nlanguage " + language + "\ndirection " + direction + "\nforms 1\nplurals " +
         std::string(200, '0') + "\n\n" + texts;
}

inline std::shared_ptr<const words::Catalogue> a_catalogue(const std::string& texts,
                                                           const std::string& language = "de") {
  auto catalogue = std::make_shared<words::Catalogue>();
  EXPECT_TRUE(catalogue->read(catalogue_file(texts, language)));
  return catalogue;
}

}  // namespace smsdesk::test
