#include "server-mock/live.h"

#include <nlohmann/json.hpp>

#include "server-mock/error_codes.h"
#include "server-mock/twilio_json.h"

namespace smsdesk::mock {

nlohmann::json show_message(const Message& message) {
  nlohmann::json media = nlohmann::json::array();
  for (const Media& part : message.media) {
    media.push_back({{"url", part.location}, {"content_type", part.content_type}});
  }
  return {
      {"sid", message.sid},
      {"ordinal", message.ordinal},
      {"direction", name_of(message.direction)},
      {"from", message.from},
      {"to", message.to},
      {"body", message.body},
      {"media", std::move(media)},
      {"segments", message.segments},
      {"is_mms", message.is_mms},
      {"status", name_of(message.status)},
      {"error_code", message.error_code},
      {"error_text", message.error_code == 0 ? "" : describe_code(message.error_code).text},
      {"at", format_iso8601(message.created_at)},
      {"updated_at", format_iso8601(message.updated_at)},
      {"is_notice", message.is_network_notice},
      {"webhook_note", message.webhook_note},
      {"has_webhook_failed", message.has_webhook_failed},
  };
}

class Live::Watcher final : public net::WebSocketHandler {
 public:
  Watcher(Live& live, std::string phone) : live_(live), phone_(std::move(phone)) { live_.watchers_.insert(this); }
  ~Watcher() override { live_.watchers_.erase(this); }

  void on_open(std::shared_ptr<net::WebSocket> socket) override { socket_ = std::move(socket); }
  void on_message(std::string) override {}  // pages speak over HTTP; this way is one-way
  void on_close(std::uint16_t, std::string) override { socket_.reset(); }

  const std::string& phone() const { return phone_; }
  void send(const std::shared_ptr<const std::string>& text) {
    if (socket_) socket_->send(text);
  }

 private:
  Live& live_;
  std::string phone_;
  std::shared_ptr<net::WebSocket> socket_;
};

std::unique_ptr<net::WebSocketHandler> Live::watch(std::string phone) {
  if (watchers_.size() >= kWatchersMax) return nullptr;
  return std::make_unique<Watcher>(*this, std::move(phone));
}

void Live::tell_message(const Message& message) {
  tell_activity();
  std::shared_ptr<const std::string> text;
  for (Watcher* watcher : watchers_) {
    if (watcher->phone().empty() || (watcher->phone() != message.from && watcher->phone() != message.to)) {
      continue;
    }
    if (!text) {
      text = std::make_shared<const std::string>(dump({{"kind", "message"}, {"message", show_message(message)}}));
    }
    watcher->send(text);
  }
}

void Live::tell_activity() {
  if (is_tick_due_ || watchers_.empty()) return;
  is_tick_due_ = true;
  loop_.post_after(kTickEvery, [this] {
    is_tick_due_ = false;
    const auto text = std::make_shared<const std::string>(dump({{"kind", "changed"}}));
    for (Watcher* watcher : watchers_) {
      if (watcher->phone().empty()) watcher->send(text);
    }
  });
}

}  // namespace smsdesk::mock
