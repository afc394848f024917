// One door for everything: Twilio's REST API, the mock's own API, its pages and their WebSockets.
//
// The pages and the mock's own API need no sign-in, so they answer only under a name that cannot be
// somebody else's (an IP address or localhost: no DNS rebinding) and only to pages that came from
// here (Origin).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "relay/net/http_server.h"
#include "relay/net/loop.h"
#include "server-mock/carrier.h"
#include "server-mock/crowd.h"
#include "server-mock/live.h"
#include "server-mock/mock_api.h"

namespace smsdesk::mock {

struct MockSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8081;  ///< 0: any free one
  Identity identity;
  std::uint64_t seed = 1;
  Faults faults;
  CrowdPlan customers;
  std::string page_dir;  ///< read the pages from this folder at each request; empty: those in the program
};

class MockServer final : public net::Handler, public CarrierObserver {
 public:
  static Result<std::unique_ptr<MockServer>> start(net::Loop& loop, MockSettings settings);
  ~MockServer() override;

  /// "http://127.0.0.1:8081".
  const std::string& url() const { return carrier_.base_url(); }
  /// Stops accepting and calls `done` once requests under way are over.
  void stop(std::function<void()> done);

  void on_request(net::HttpRequest request, net::Reply reply) override;
  std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> on_upgrade(
      const net::HttpRequest& request) override;

  void on_message(const Message& message) override;
  void on_delivered(const Message& message) override;
  void on_activity() override;

 private:
  MockServer(net::Loop& loop, MockSettings settings);
  net::HttpResponse show_media(std::string_view id) const;
  net::HttpResponse show_page(std::string_view path) const;

  net::Loop& loop_;
  MockSettings settings_;
  Live live_;
  Carrier carrier_;
  Crowd crowd_;
  MockApi api_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace smsdesk::mock
