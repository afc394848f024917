// Performs what the service asks of the carrier: one REST call for each effect, and its answer back as an input.
#pragma once

#include <functional>
#include <string>

#include "relay/carrier/twilio/send_answer.h"
#include "relay/carrier/twilio/statuses.h"
#include "relay/host/config.h"
#include "relay/host/writer.h"
#include "relay/net/http_client.h"
#include "relay/service/service.h"

namespace smsdesk::relay {

class CarrierLink {
 public:
  using Sink = std::function<void(ServiceInput)>;
  using Clock = std::function<Instant()>;
  CarrierLink(net::Loop& loop, const CarrierConfig& config, Sink sink, Clock clock = wall_clock);
  /// Where the carrier finds a file of a message; before the first send.
  void set_media_address(std::function<std::string(MessageId, unsigned)> address) {
    media_address_ = std::move(address);
  }
  void send(const OutboundSend& send);
  /// Reads the newest messages between the two numbers back to before this one was accepted, kLookupPagesMax pages at most. When
  /// that was by the carrier's clock, its answers tell: how far the two clocks differ does not matter.
  void look_up(const OutboundSend& send);
  static constexpr int kLookupPagesMax = 4;

  /// What customers wrote to one of our numbers since then by the carrier's clock, the newest first, as the carrier has it on
  /// record.
  struct Listed {
    std::vector<twilio::MessageRecord> messages;
    bool is_cut = false;  ///< older ones than these are there too
    Instant asked_at;     ///< by the carrier's clock; by ours where it does not tell the time
  };
  static constexpr int kListPagesMax = 20;
  void list_inbound(const std::string& our_number, Instant since, std::function<void(Result<Listed>)> done);

 private:
  struct Search;
  struct Listing;
  void read_list(const std::shared_ptr<Listing>& listing, std::string url);
  void read_page(const std::shared_ptr<Search>& search, std::string url);
  net::ClientRequest request(std::string method, std::string url) const;
  SendFinished finished(const OutboundSend& send, const net::ClientResult& result) const;

  CarrierConfig config_;
  Sink sink_;
  Clock clock_;
  std::function<std::string(MessageId, unsigned)> media_address_;
  net::HttpClient client_;
};

/// A carrier's status as ours.
DeliveryStatus delivery_status_of(twilio::MessageStatus status);
/// A carrier's message as ours.
InboundMessage inbound_message_of(const twilio::InboundMessage& message);

}  // namespace smsdesk::relay
