// A catalogue of a few texts, for what is said in another language than English.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/words/catalogue.h"

namespace smsdesk::test {

/// `texts`: a line each, "English <tab> text". Read from left to right, without counted texts.
inline std::shared_ptr<const words::Catalogue> a_catalogue(const std::string& texts) {
  auto catalogue = std::make_shared<words::Catalogue>();
  EXPECT_TRUE(catalogue->read("smsdesk words 1\nlanguage de\ndirection ltr\nforms 1\nplurals " + std::string(200, '0') +
                              "\n\n" + texts));
  return catalogue;
}

}  // namespace smsdesk::test
