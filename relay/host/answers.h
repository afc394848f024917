// Responses of the relay's own: text, JSON, and a sentence for the person. Never cached.
#pragma once

#include <string>
#include <string_view>

#include "relay/net/http.h"

namespace smsdesk::relay {

net::HttpResponse plain_answer(int status, std::string text);
net::HttpResponse json_answer(int status, std::string body);
/// {"sentence": …}
net::HttpResponse sentence_answer(int status, const std::string& sentence);
/// 405 with the methods that are answered here: "GET, POST".
net::HttpResponse method_answer(const std::string& allowed);

/// Whether the request's body is of this type, whatever parameters follow.
bool has_type(const net::HttpRequest& request, std::string_view type);

}  // namespace smsdesk::relay
