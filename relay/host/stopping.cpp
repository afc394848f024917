#include "relay/host/stopping.h"

#include <csignal>
#include <utility>

#include "relay/host/log.h"

namespace smsdesk::relay {

Stopping::Stopping(net::Loop& loop, std::chrono::milliseconds notice, Steps steps)
    : loop_(loop), notice_(notice), steps_(std::move(steps)) {}

Stopping::~Stopping() {
  if (end_of_notice_) loop_.cancel(*end_of_notice_);
}

void Stopping::on_signal(int signal) {
  if (is_draining_) return;
  const bool is_first = !is_announced_;
  if (is_first) {
    is_announced_ = true;
    steps_.announce();
  }
  if (!is_first || signal == SIGINT || notice_.count() == 0) return drain();
  log::info("stop_announced", "The relay will stop: /readyz says so, and what is new is still taken for a while.",
            {{"signal", signal}, {"notice_ms", notice_.count()}});
  end_of_notice_ = loop_.post_after(notice_, [this] { drain(); });
}

void Stopping::drain() {
  if (end_of_notice_) loop_.cancel(*std::exchange(end_of_notice_, std::nullopt));
  is_draining_ = true;
  log::info("draining", "The relay stops: what is under way is finished, and nothing new is accepted.");
  steps_.drain();
}

}  // namespace smsdesk::relay
