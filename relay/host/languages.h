// The languages of the interface, for the little that the relay writes for people to read: a transcript.
//
// Why from the site: the client's files have every language already (/words.<language>.<hash>.txt, core/words/catalogue.h), so
// that page and relay say the same in the same words, and no language has to be installed twice.
// Read once at the start; after that it only changes hands.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/words/catalogue.h"
#include "relay/host/site.h"

namespace smsdesk::relay {

class Languages {
 public:
  static constexpr std::size_t kTagBytesMax = 35;  ///< RFC 5646 §4.4.1

  Languages() = default;
  explicit Languages(const Site& site);
  /// By a BCP 47 tag, its first part deciding: "de-CH" is "de". Null where there is none, and for English: it is in the
  /// program.
  std::shared_ptr<const words::Catalogue> find(std::string_view tag) const;

 private:
  std::map<std::string, std::shared_ptr<const words::Catalogue>, std::less<>> catalogues_;
};

}  // namespace smsdesk::relay
