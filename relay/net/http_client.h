// Outgoing HTTP(S), by libcurl's multi interface on a thread of its own: pooling, TLS,
// verification.
//
// The outcome separates three cases that must never be mixed, because a message may be resent only
// in one of them: answered; certainly not sent; uncertain (bytes went out and no complete answer
// came back).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "relay/net/http.h"
#include "relay/net/loop.h"

namespace smsdesk::net {

struct ClientRequest {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  std::string user;  ///< HTTP Basic, where set
  std::string password;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{30'000};
  std::size_t answer_bytes_max = 1024 * 1024;
};

struct ClientResult {
  enum class Outcome { Answered, NotSent, Uncertain };
  Outcome outcome = Outcome::NotSent;
  int status = 0;
  std::vector<Header> headers;
  std::string body;
  std::string error;                ///< one sentence, without credentials; empty where Answered
  bool is_address_refused = false;  ///< by ClientOptions::addresses; then the outcome is NotSent
  bool is_too_large = false;        ///< the answer has more than answer_bytes_max
};

/// To which addresses connections are made, once the name was looked up: a URL from outside must not reach into the relay's
/// own network.
enum class AddressRule { Any, PublicOnly, PublicOrLoopback };
/// Whether an IP address, as text, is one of the public internet: not private, loopback, link-local, shared, multicast,
/// reserved or documentation (RFC 6890, 4193, 6598); IPv4 inside of IPv6 counts as what it is.
bool is_public_address(const std::string& ip);

struct ClientOptions {
  std::string user_agent = "smsdesk";
  unsigned connections_per_host_max = 20;
  unsigned requests_max = 10'000;  ///< queued and under way; more are answered NotSent at once
  bool allows_plain_http = false;  ///< for loopback and tests; https only otherwise. Never follows redirects.
  std::string ca_file;             ///< empty = the system's
  AddressRule addresses = AddressRule::Any;
  std::string proxy;  ///< URL of an HTTP proxy; empty = none, whatever the environment says
};

class HttpClient {
 public:
  HttpClient(Loop& loop, ClientOptions options);
  ~HttpClient();  ///< abandons what is under way; no callback comes any more
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  /// From any thread; `done` is called on the loop's thread, exactly once.
  void send(ClientRequest request, std::function<void(ClientResult)> done);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace smsdesk::net
