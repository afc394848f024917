// The forms under which the carrier may have signed one and the same URL.
//
// Why: the carrier signs the URL as it was configured there, and what reaches us has been through
// proxies, default ports and encoders. Its own libraries therefore try several spellings; these are
// the same ones. All of them name the same resource, so trying them gives nobody more rights. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::twilio {

/// What README.md asks people to put behind a number's webhook address: Twilio's per-URL overrides, for five more tries where
/// we are not there or fail. No request shows them, and whether they are signed Twilio does not say; both are tried.
inline constexpr std::string_view kWebhookOverrides = "#rc=5&rp=5xx,ct,rt";

/// In the order of likelihood, without repetition, at most 12: without a port; with the port as
/// given or the scheme's default; both again as a browser normalises them; these two with the query
/// decoded and encoded anew. A fragment (the carrier's per-URL overrides) is left out first and
/// then kept. A text that is no http(s) URL has only itself as a form.
std::vector<std::string> url_forms(std::string_view url);

/// The forms of all of them in that order, each once and without the URLs themselves.
std::vector<std::string> other_forms(std::span<const std::string> urls);

}  // namespace smsdesk::twilio
