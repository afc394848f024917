// What a customer is told who opens a link to a file that they cannot have: a page of one sentence, in their language.
#pragma once

#include <memory>
#include <string>

#include "relay/host/languages.h"
#include "relay/net/http.h"

namespace smsdesk::relay {

/// Of an Accept-Language header, whose first languages are liked best (RFC 9110 §12.5.4; what is behind a ';' is not looked at):
/// the first of them that there is. Null: English, or there is no such header.
std::shared_ptr<const words::Catalogue> language_asked(const Languages& languages, const std::string* header);
/// `sentence`: a text of the interface.
net::HttpResponse link_page(int status, const char* sentence, const words::Catalogue* language);

}  // namespace smsdesk::relay
