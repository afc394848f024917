#include "relay/host/link_page.h"

#include <algorithm>
#include <string_view>

#include "core/base/ascii.h"
#include "core/words/words.h"
#include "relay/host/transcript.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kAskedMax = 20;  // languages of a header

}  // namespace

std::shared_ptr<const words::Catalogue> language_asked(const Languages& languages, const std::string* header) {
  std::string_view rest = header == nullptr ? std::string_view() : std::string_view(*header);
  for (std::size_t asked = 0; !rest.empty() && asked < kAskedMax; ++asked) {
    std::string_view tag = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(tag.size() + 1, rest.size()));
    tag = tag.substr(0, tag.find(';'));
    while (!tag.empty() && tag.front() == ' ') tag.remove_prefix(1);
    while (!tag.empty() && tag.back() == ' ') tag.remove_suffix(1);
    if (tag.empty() || tag.size() > Languages::kTagBytesMax) continue;
    if (ascii_lowered(std::string(tag.substr(0, tag.find('-')))) == "en") return nullptr;
    if (auto found = languages.find(tag)) return found;
  }
  return nullptr;
}

net::HttpResponse link_page(int status, const char* sentence, const words::Catalogue* language) {
  const words::Use use(language);
  const std::string title = escaped_for_html(tr("File"));
  net::HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back(
      {"Content-Security-Policy", "sandbox; default-src 'none'; img-src data:; frame-ancestors 'none'"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"X-Robots-Tag", "noindex"});
  response.headers.push_back({"Vary", "Accept-Language"});
  response.body = "<!doctype html>\n<html lang=\"" +
                  escaped_for_html(language == nullptr ? std::string("en") : language->language()) + "\" dir=\"" +
                  (words::is_right_to_left() ? "rtl" : "ltr") +
                  "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                  // No icon: the browser would ask for one that there is not.
                  "<link rel=\"icon\" href=\"data:,\"><title>" +
                  title + "</title></head>\n<body><main><h1>" + title + "</h1><p>" + escaped_for_html(tr(sentence)) +
                  "</p></main></body></html>\n";
  return response;
}

}  // namespace smsdesk::relay
