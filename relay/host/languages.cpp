#include "relay/host/languages.h"

#include "core/base/ascii.h"
#include "relay/host/log.h"

namespace smsdesk::relay {

Languages::Languages(const Site& site) {
  for (const auto& file : site.files_at("/words.")) {
    auto catalogue = std::make_shared<words::Catalogue>();
    if (catalogue->read(*file))
      catalogues_.emplace(catalogue->language(), std::move(catalogue));
    else
      log::warn("language_unreadable",
                "A language of the client's files cannot be read; what the relay writes in it will be English.");
  }
}

std::shared_ptr<const words::Catalogue> Languages::find(std::string_view tag) const {
  const auto at = catalogues_.find(ascii_lowered(std::string(tag.substr(0, tag.find('-')))));
  return at == catalogues_.end() ? nullptr : at->second;
}

}  // namespace smsdesk::relay
