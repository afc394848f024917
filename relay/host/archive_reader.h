// Reads the archive for browsers (pages of timelines, lists of closed conversations) and for reports, on a thread of its
// own, so that a slow read never delays a commit.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "relay/service/service.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class ArchiveReader {
 public:
  static constexpr std::size_t kWaitingMax = 1'000;
  static constexpr std::size_t kReportsWaitingMax = 8;  ///< of these: an agent's page stands behind few of them
  using Sink = std::function<void(ServiceInput)>;
  using Question =
      std::variant<effect::ReadPage, effect::FindClosed, effect::FindMessages, effect::ReadDelivery,
                   effect::FindContacts, effect::FindDuplicates, effect::FindReported, effect::ReadNoteWordings>;
  using Report = std::function<void(store::Reader&)>;
  ArchiveReader(std::unique_ptr<store::Reader> reader, Sink sink);
  ~ArchiveReader();
  /// Always answered. Where too many wait or the read failed: an empty page that has more says "ask again", and a list says
  /// that it failed. Of searches for messages one waits for a socket: a later one takes its place.
  void read(Question question);
  /// False: too many wait, and it will not be called. One that still waits when the reader goes is dropped.
  bool report(Report report);

 private:
  void run();
  /// Takes away the search, or the list of reports, of the same kind that waits for this socket.
  std::optional<Question> take_superseded(const Question& later);
  std::unique_ptr<store::Reader> reader_;
  Sink sink_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::variant<Question, Report>> waiting_;
  std::size_t reports_waiting_ = 0;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace smsdesk::relay
