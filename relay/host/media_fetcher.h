// Fetches the files that customers sent from the carrier: off the durable list in the store, a few at a time, with pauses that
// grow, until each is kept or given up with a reason.
//
// Credentials go to the carrier's own host and to nobody else, however the carrier redirects; every other address must be of
// the public internet. A crash loses nothing: what waits stands in the store, and what was fetched and not yet noted is fetched
// again and found to be there. Lives on the loop's thread; files are judged and written on the worker's.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/conversation/media.h"
#include "relay/host/config.h"
#include "relay/host/worker.h"
#include "relay/host/writer.h"
#include "relay/media/files.h"
#include "relay/net/http_client.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

inline constexpr std::size_t kFetchesMax = 4;                      ///< at once
inline constexpr std::size_t kFetchedBytesMax = 16 * 1024 * 1024;  ///< of one file; a carrier's MMS has 5 MB at most
inline constexpr unsigned kFetchTriesMax = 6;
inline constexpr unsigned kFetchRedirectsMax = 3;

class MediaFetcher {
 public:
  /// Pauses before the second, third … try.
  struct Pauses {
    DurationMs tries[kFetchTriesMax - 1] = {seconds(2), seconds(10), minutes(1), minutes(5), minutes(20)};
  };
  MediaFetcher(net::Loop& loop, const CarrierConfig& config, Writer& writer, Worker& worker, media::Files& files,
               Pauses pauses);
  ~MediaFetcher();
  /// Something waits, or may.
  void wake();

 private:
  struct Fetch;
  using Key = std::pair<MessageId, unsigned>;
  struct Attempts {
    unsigned count = 0;
    bool is_under_way = false;
    Instant next_at;
  };
  void look(const std::vector<store::ArchivedMedia>& waiting);
  void begin(const store::ArchivedMedia& row);
  void find_address(const std::shared_ptr<Fetch>& fetch);
  void get(const std::shared_ptr<Fetch>& fetch, const std::string& url);
  void answered(const std::shared_ptr<Fetch>& fetch, net::ClientResult result);
  void keep(const std::shared_ptr<Fetch>& fetch, std::string content);
  void failed(const std::shared_ptr<Fetch>& fetch, MediaFailure why, bool is_final);
  void report(const std::shared_ptr<Fetch>& fetch, Media media, const media::FileFacts* facts);
  void ended(const Key& key);
  bool is_carriers_own(const std::string& url) const;

  net::Loop& loop_;
  const CarrierConfig& config_;
  Writer& writer_;
  Worker& worker_;
  media::Files& files_;
  const Pauses pauses_;
  const std::string carrier_origin_;
  net::HttpClient carrier_, others_;
  std::map<Key, Attempts> attempts_;
  std::size_t under_way_ = 0;
  bool is_looking_ = false, wants_look_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace smsdesk::relay
