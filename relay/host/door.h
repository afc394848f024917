// The relay's door: HTTP routes, sign-in, the carrier's webhooks and the agents' sockets, all of which become inputs of the
// writer; and the writer's effects, performed. Lives on the loop's thread.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "relay/host/admin_api.h"
#include "relay/host/archive_reader.h"
#include "relay/host/carrier_link.h"
#include "relay/host/config.h"
#include "relay/host/directory.h"
#include "relay/host/languages.h"
#include "relay/host/media_door.h"
#include "relay/host/media_fetcher.h"
#include "relay/host/missed_messages.h"
#include "relay/host/sign_in.h"
#include "relay/host/site.h"
#include "relay/host/transcript_api.h"
#include "relay/host/upload_cleaning.h"
#include "relay/host/writer.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

class Door : public net::Handler {
 public:
  Door(net::Loop& loop, const Config& config, Site site);
  ~Door() override;

  /// Before listening: the parts that need each other.
  void connect(Writer* writer, CarrierLink* carrier, ArchiveReader* archive, AdminApi* admin, net::HttpServer* server);
  /// Who asks for messages that the carrier could not deliver; before listening.
  void set_missed(MissedMessages* missed) { missed_ = missed; }
  /// Files in and out; before listening.
  void set_media(MediaDoor* media, MediaFetcher* fetcher) {
    media_ = media;
    fetcher_ = fetcher;
  }
  /// For the figures; before listening.
  void set_cleaning(const UploadCleaning* cleaning) { cleaning_ = cleaning; }
  /// Who searches messages, so that no page of a timeline waits behind a search; before listening.
  void set_searches(ArchiveReader* searches) { searches_ = searches; }
  /// The agents of the organisation, before listening; later changes come as effects. Nobody else can sign in, whatever
  /// passwords there are.
  void admit(const std::vector<AgentConfigured>& agents) { directory_.set(agents); }
  Sessions& sessions() { return sessions_; }
  void begin_drain() { is_draining_ = true; }
  /// Forgets sessions that have ended and closes their sockets; called now and then.
  void end_sessions(Instant now);
  /// Whose password is another one now.
  void end_sessions_of(AgentId agent);
  /// Performs effects; on the loop's thread.
  void perform(std::vector<ServiceEffect> effects);

  void on_request(net::HttpRequest request, net::Reply reply) override;
  bool takes_large_body(const net::HttpRequest& request) override;
  std::shared_ptr<net::BodySink> body_sink(const net::HttpRequest& request) override;
  std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> on_upgrade(
      const net::HttpRequest& request) override;

 private:
  friend class AgentSocket;
  void carrier_webhook(const net::HttpRequest& request, net::Reply reply);
  /// Signed with one of our tokens over its address and its form's fields.
  bool is_from_carrier(const net::HttpRequest& request, const net::FormFields& fields) const;
  void session(const net::HttpRequest& request, net::Reply reply);
  void sign_in(const net::HttpRequest& request, net::Reply reply);
  void sign_out(const net::HttpRequest& request, net::Reply reply);
  void admin_request(net::HttpRequest request, net::Reply reply);
  void transcript_request(const net::HttpRequest& request, net::Reply reply);
  void media_request(const net::HttpRequest& request, net::Reply reply);
  void report_request(const net::HttpRequest& request, net::Reply reply);
  void agents_changed(const std::vector<AgentConfigured>& agents);
  bool is_admin(AgentId agent) const;
  struct SignInAttempt {
    std::string who;  ///< address and name, for the throttle
    AgentId agent;
    std::string hash;            ///< what is kept of the password
    std::string session_before;  ///< of this browser; empty: it had none
  };
  void answer_sign_in(net::Reply reply, const SignInAttempt& attempt, const PasswordCheck::Verdict& verdict);
  /// As on signing out: its sockets are closed, and in the agent's last browser that also goes off queue.
  void end_session(const std::string& hash, const char* sentence);
  /// A browser has one session: the one that it had before ends.
  void replace_session(const std::string& before, const store::Session& by);
  bool may_read_metrics(const net::HttpRequest& request) const;
  std::optional<AgentId> agent_of(const net::HttpRequest& request);
  /// The agent of a session that is alive; its use is written down now and then.
  std::optional<AgentId> use_session(const std::string& token_hash);
  bool is_allowed_origin(const net::HttpRequest& request) const;
  /// To whom a session is, or that there is none, and what a page needs to know before its socket is open.
  std::string session_body(std::optional<AgentId> agent) const;
  std::string cookie_name() const;
  std::string cookie(const std::string& token, long max_age) const;

  net::Loop& loop_;
  const Config& config_;
  const bool is_https_;
  std::vector<std::string> origins_;
  Site site_;
  const Languages languages_;
  Sessions sessions_;
  Throttle throttle_;
  Directory directory_;
  std::unique_ptr<PasswordCheck> passwords_;
  Writer* writer_ = nullptr;
  CarrierLink* carrier_ = nullptr;
  ArchiveReader* archive_ = nullptr;
  ArchiveReader* searches_ = nullptr;
  AdminApi* admin_ = nullptr;
  TranscriptApi transcripts_;
  MissedMessages* missed_ = nullptr;
  MediaDoor* media_ = nullptr;
  MediaFetcher* fetcher_ = nullptr;
  const UploadCleaning* cleaning_ = nullptr;
  net::HttpServer* server_ = nullptr;
  bool is_draining_ = false;
  std::uint64_t last_webhook_ = 0, last_socket_ = 0;
  std::unordered_map<WebhookId, net::Reply> webhooks_;
  struct OpenSocket {
    std::shared_ptr<net::WebSocket> socket;
    std::string token_hash;
  };
  std::unordered_map<SocketId, OpenSocket> sockets_;
  /// For work that outlives the door on another thread.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace smsdesk::relay
