// Reads pages of timelines from the archive on a thread of its own, so that a slow read never delays a commit.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "relay/service/service.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class PageReader {
 public:
  static constexpr std::size_t kWaitingMax = 1'000;
  using Sink = std::function<void(ServiceInput)>;
  PageReader(std::unique_ptr<store::Reader> reader, Sink sink);
  ~PageReader();
  /// A page is always answered; an empty one that has more says "ask again" where too many wait or the read failed.
  void read(effect::ReadPage page);

 private:
  void run();
  std::unique_ptr<store::Reader> reader_;
  Sink sink_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<effect::ReadPage> waiting_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace smsdesk::relay
