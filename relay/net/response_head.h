// The status line and header fields of a response, as bytes. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relay/net/http.h"
#include "relay/net/request_checks.h"

namespace smsdesk::net {

/// The reason phrase, or "Unknown".
std::string_view reason_phrase(int status);
/// An instant in the form of RFC 9110 §5.6.7, for example "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::int64_t unix_seconds);
/// Whether the status allows a body (not 1xx, 204, 304).
bool has_body(int status);
/// Where a header of `response` holds a CR, LF or NUL, or its status is not one that ends an
/// exchange, this is a 500 without the application's headers: better a visible error than a split
/// response. `body_bytes` is what Content-Length says.
std::string encode_response_head(const HttpResponse& response, std::size_t body_bytes, std::string_view date,
                                 bool is_closing);
bool is_sendable(const HttpResponse& response);
/// The response that says why a request was refused.
HttpResponse make_refusal_response(const Refusal& refusal);

}  // namespace smsdesk::net
