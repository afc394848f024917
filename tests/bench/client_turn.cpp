// client_turn: what the client's turn costs with a long conversation open, natively and over the headless platform: paging
// back through it, a message that arrives, a delivery that changes, a second of a clock. Each figure is a whole turn: frame
// of the relay decoded, state, screen and views; nothing is rasterised.
//
//   bench_client_turn [messages...]      default: 1000 and 100000
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/protocol/frame.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"
#include "web/app.h"
#include "web/platform/headless/mirror.h"
#include "web/platform/headless/services.h"
#include "web/platform/headless/stage.h"

namespace smsdesk {
namespace {

using Clock = std::chrono::steady_clock;

double us_since(Clock::time_point began) {
  return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
}
double median(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

class Desk {
 public:
  Desk() {
    web::headless::reset_services();
    web::headless::reset_mirror();
    stage_.frame(client_);
    web::headless::deliver({web::ServiceEvent::Kind::HttpAnswered, 200, "session", "{}", {}});
    web::headless::deliver({web::ServiceEvent::Kind::SocketOpened, 0, {}, {}, {}});
    hear(Welcome{kProtocolVersion, test::kAna, "e1", web::page_now()});
    hear(SnapshotFrame{world_.workspace.offset, view_of(world_.workspace, test::kAna)});
    offset_ = world_.workspace.offset;
    web::headless::deliver(
        {web::ServiceEvent::Kind::NotificationClicked, 0, std::to_string(conversation_.value), {}, {}});
    stage_.run(client_);
  }

  std::size_t held() const {
    const auto at = client_.state().histories.find(conversation_);
    return at == client_.state().histories.end() ? 0 : at->second.messages.size();
  }

  /// Scrolls up until that many older messages are held; seconds.
  double page_to(std::size_t messages) {
    const Clock::time_point began = Clock::now();
    while (held() < messages) {
      stage_.move_mouse({640, 400});
      stage_.wheel(-20'000);
      stage_.frame(client_);
      answer_page();
    }
    return us_since(began) / 1e6;
  }
  void to_bottom() {
    stage_.wheel(1e9f);
    stage_.run(client_);
  }
  double arrive() {
    newest_ = MessageId{next_newer_++};
    return entry(MessageReceived{conversation_, newest_, "Where is my parcel? I have waited for it all day.", {}, {}});
  }
  double own() {
    newest_ = MessageId{next_newer_++};
    return entry(
        MessageAccepted{conversation_, newest_, test::kAna, "On its way.", {"k" + std::to_string(next_newer_)}});
  }
  double deliver_newest() {
    return entry(DeliveryChanged{conversation_, newest_, DeliveryStatus::Delivered, 1, {}, "", {}});
  }
  double tick() {
    stage_.advance(1000);
    const Clock::time_point began = Clock::now();
    stage_.frame(client_);
    return us_since(began);
  }

 private:
  void hear(const RelayFrame& frame) {
    web::headless::deliver({web::ServiceEvent::Kind::SocketMessage, 0, {}, encode_frame(frame), {}});
  }
  double entry(EntryBody body) {
    ++offset_;
    const std::string bytes =
        encode_frame(RelayFrame(EntriesFrame{offset_, {{offset_, web::page_now(), std::move(body)}}, {}}));
    const Clock::time_point began = Clock::now();
    web::headless::deliver({web::ServiceEvent::Kind::SocketMessage, 0, {}, bytes, {}});
    stage_.frame(client_);
    return us_since(began);
  }
  void answer_page() {
    std::vector<std::string> sent;
    sent.swap(web::headless::service_log().frames_sent);
    for (const std::string& bytes : sent) {
      auto frame = decode_client_frame(bytes);
      const PageRequest* request = frame ? std::get_if<PageRequest>(&frame.value()) : nullptr;
      if (request == nullptr) continue;
      PageFrame page{request->key, conversation_, {}, true};
      for (std::uint32_t i = 0; i < request->limit; ++i) {
        Message m;
        m.id = MessageId{--next_older_};
        m.is_inbound = next_older_ % 3 != 0;
        if (!m.is_inbound) m.author = test::kAna, m.status = DeliveryStatus::Delivered;
        m.at = test::kMorning + -minutes(static_cast<std::int64_t>(kMiddle - next_older_));
        m.text = "The parcel is with a neighbour on the second floor; she knows about it.";
        page.messages.insert(page.messages.begin(), {m, conversation_});
      }
      hear(page);
    }
  }

  static constexpr std::uint64_t kMiddle = 1'000'000'000;
  test::World world_;
  ConversationId conversation_ =
      test::a_conversation().with_inbound("Hello").owned_by(test::kAna).with_own("Hi").in(world_);
  web::Stage stage_;
  web::Client client_;
  std::uint64_t offset_ = 0, next_older_ = kMiddle, next_newer_ = kMiddle + 1;
  MessageId newest_;
};

int run(const std::vector<std::size_t>& counts) {
  for (const std::size_t count : counts) {
    Desk desk;
    const double seconds = desk.page_to(count);
    desk.to_bottom();
    std::vector<double> arrived, delivered, ticked;
    const int rounds = count > 10'000 ? 30 : 200;
    for (int i = 0; i < rounds; ++i) arrived.push_back(desk.arrive());
    for (int i = 0; i < rounds; ++i) {
      desk.own();
      delivered.push_back(desk.deliver_newest());
    }
    for (int i = 0; i < rounds; ++i) ticked.push_back(desk.tick());
    std::printf("%zu held: paging %.2f s, arriving message %.0f us, delivery change %.0f us, clock tick %.0f us\n",
                desk.held(), seconds, median(arrived), median(delivered), median(ticked));
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace smsdesk

int main(int argc, char** argv) {
  std::vector<std::size_t> counts;
  for (int i = 1; i < argc; ++i) counts.push_back(static_cast<std::size_t>(std::strtoul(argv[i], nullptr, 10)));
  if (counts.empty()) counts = {1'000, 100'000};
  return smsdesk::run(counts);
}
