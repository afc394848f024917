#include "relay/host/media_fetcher.h"

#include <algorithm>

#include "core/json/json.h"
#include "core/workspace/workspace_json.h"
#include "relay/host/log.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kLookedAtMax = 200;
constexpr std::size_t kUrlBytesMax = 4'096;

net::ClientOptions options_of(bool is_local, net::AddressRule addresses) {
  net::ClientOptions options;
  options.user_agent = "smsdesk-relay";
  options.allows_plain_http = is_local;
  options.addresses = addresses;
  options.connections_per_host_max = kFetchesMax;
  return options;
}

const std::string* find_header(const net::ClientResult& result, std::string_view name) {
  for (const net::Header& header : result.headers)
    if (net::equals_without_case(header.name, name)) return &header.value;
  return nullptr;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

struct MediaFetcher::Fetch {
  Key key;
  Media media;
  std::string carrier_id;
  unsigned redirects = 0;
};

MediaFetcher::MediaFetcher(net::Loop& loop, const CarrierConfig& config, Writer& writer, Worker& worker,
                           media::Files& files, Pauses pauses)
    : loop_(loop),
      config_(config),
      writer_(writer),
      worker_(worker),
      files_(files),
      pauses_(pauses),
      carrier_origin_(origin_of(config.api_url)),
      // The carrier's own host is the admin's word, wherever it stands.
      carrier_(loop, options_of(is_loopback_url(config.api_url), net::AddressRule::Any)),
      others_(loop, options_of(is_loopback_url(config.api_url), is_loopback_url(config.api_url)
                                                                    ? net::AddressRule::PublicOrLoopback
                                                                    : net::AddressRule::PublicOnly)) {}

MediaFetcher::~MediaFetcher() {
  *alive_ = false;
}

void MediaFetcher::wake() {
  if (is_looking_) {
    wants_look_ = true;
    return;
  }
  const bool is_asked = writer_.run([this, alive = alive_](store::Store& store) {
    auto waiting = store.waiting_media(kLookedAtMax);
    if (!waiting) {
      log::warn("fetch_list_unreadable", "The list of files to fetch cannot be read.",
                {{"cause", waiting.error().sentence}});
    }
    loop_.post([this, alive, list = waiting ? std::move(*waiting) : std::vector<store::ArchivedMedia>()] {
      if (*alive) look(list);
    });
  });
  is_looking_ = is_asked;
  if (!is_asked) {
    loop_.post_after(std::chrono::seconds(1), [this, alive = alive_] {
      if (*alive) wake();
    });
  }
}

void MediaFetcher::look(const std::vector<store::ArchivedMedia>& waiting) {
  is_looking_ = false;
  const Instant now = wall_clock();
  std::optional<Instant> next;
  for (const store::ArchivedMedia& row : waiting) {
    Attempts& attempts = attempts_[{row.message, row.place}];
    if (attempts.is_under_way) continue;
    if (now < attempts.next_at) {
      if (!next || attempts.next_at < *next) next = attempts.next_at;
      continue;
    }
    if (under_way_ >= kFetchesMax) break;  // looked for again when one has ended
    begin(row);
  }
  if (next && !wants_look_) {
    loop_.post_after(std::chrono::milliseconds(*next - now + 1), [this, alive = alive_] {
      if (*alive) wake();
    });
  }
  if (std::exchange(wants_look_, false)) wake();
}

void MediaFetcher::begin(const store::ArchivedMedia& row) {
  auto fetch = std::make_shared<Fetch>();
  fetch->key = {row.message, row.place};
  fetch->media = decode_one_media(row.media);
  fetch->media.url = row.url;
  fetch->carrier_id = row.carrier_id;
  attempts_[fetch->key].is_under_way = true;
  ++under_way_;
  if (row.url.empty()) return find_address(fetch);
  get(fetch, row.url);
}

bool MediaFetcher::is_carriers_own(const std::string& url) const {
  return origin_of(url) == carrier_origin_;
}

/// A message that was found in the carrier's records tells how many files it has, and not where.
void MediaFetcher::find_address(const std::shared_ptr<Fetch>& fetch) {
  if (fetch->carrier_id.empty()) return failed(fetch, MediaFailure::NotFound, true);
  net::ClientRequest request;
  request.url = config_.api_url + "/2010-04-01/Accounts/" + net::encode_component(config_.account_sid) + "/Messages/" +
                net::encode_component(fetch->carrier_id) + "/Media.json?PageSize=20";
  request.headers = {{"Accept", "application/json"}};
  request.user = config_.api_key.empty() ? config_.account_sid : config_.api_key;
  request.password = config_.api_key.empty() ? config_.auth_token : config_.api_secret;
  carrier_.send(std::move(request), [this, fetch](const net::ClientResult& result) {
    if (result.outcome != net::ClientResult::Outcome::Answered || result.status != 200) {
      return failed(fetch, MediaFailure::Unreachable, false);
    }
    auto document = json::Document::parse(result.body);
    if (!document) return failed(fetch, MediaFailure::Unreachable, false);
    const json::View list = document->root().find("media_list");
    const std::size_t place = fetch->key.second;
    if (place >= list.size()) return failed(fetch, MediaFailure::NotFound, false);
    std::string path(list.at(place).text_or("uri", ""));
    constexpr std::string_view kJson = ".json";
    if (path.size() > kJson.size() && path.compare(path.size() - kJson.size(), kJson.size(), kJson) == 0)
      path.resize(path.size() - kJson.size());
    if (path.empty() || path.front() != '/') return failed(fetch, MediaFailure::NotFound, true);
    get(fetch, config_.api_url + path);
  });
}

void MediaFetcher::get(const std::shared_ptr<Fetch>& fetch, const std::string& url) {
  if (url.size() > kUrlBytesMax || origin_of(url).empty()) return failed(fetch, MediaFailure::Unsafe, true);
  net::ClientRequest request;
  request.url = url;
  request.answer_bytes_max = kFetchedBytesMax;
  request.total_timeout = std::chrono::seconds(60);
  const bool is_own = is_carriers_own(url);
  if (is_own) {
    request.user = config_.api_key.empty() ? config_.account_sid : config_.api_key;
    request.password = config_.api_key.empty() ? config_.auth_token : config_.api_secret;
  }
  (is_own ? carrier_ : others_).send(std::move(request), [this, fetch, url](net::ClientResult result) {
    if (result.outcome == net::ClientResult::Outcome::Answered && is_redirect(result.status)) {
      const std::string* location = find_header(result, "Location");
      if (location == nullptr || ++fetch->redirects > kFetchRedirectsMax) {
        return failed(fetch, MediaFailure::NotFound, false);
      }
      const bool is_path = location->size() > 1 && (*location)[0] == '/' && (*location)[1] != '/';
      return get(fetch, is_path ? origin_of(url) + *location : *location);
    }
    answered(fetch, std::move(result));
  });
}

void MediaFetcher::answered(const std::shared_ptr<Fetch>& fetch, net::ClientResult result) {
  if (result.is_address_refused) return failed(fetch, MediaFailure::Unsafe, true);
  if (result.is_too_large) return failed(fetch, MediaFailure::TooLarge, true);
  if (result.outcome != net::ClientResult::Outcome::Answered) {
    log::info("fetch_failed", "A file of a message could not be fetched.",
              {{"message", fetch->key.first}, {"place", fetch->key.second}, {"cause", result.error}});
    return failed(fetch, MediaFailure::Unreachable, false);
  }
  if (result.status == 410) return failed(fetch, MediaFailure::NotFound, true);
  if (result.status == 404) return failed(fetch, MediaFailure::NotFound, false);  // it may only not be there yet
  if (result.status != 200) {
    log::info("fetch_failed", "A file of a message could not be fetched.",
              {{"message", fetch->key.first}, {"place", fetch->key.second}, {"http_status", result.status}});
    return failed(fetch, MediaFailure::Unreachable, false);
  }
  if (result.body.empty()) return failed(fetch, MediaFailure::Empty, false);
  keep(fetch, std::move(result.body));
}

void MediaFetcher::keep(const std::shared_ptr<Fetch>& fetch, std::string content) {
  auto shared = std::make_shared<std::string>(std::move(content));
  const bool is_taken = worker_.run([this, alive = alive_, fetch, shared] {
    auto kept = std::make_shared<Result<media::FileFacts>>(files_.keep(*shared));
    loop_.post([this, alive, fetch, kept] {
      if (!*alive) return;
      if (!*kept) {
        log::error("fetched_file_not_kept", "A customer's file cannot be kept.",
                   {{"message", fetch->key.first}, {"place", fetch->key.second}, {"cause", kept->error().sentence}});
        return failed(fetch, MediaFailure::NoRoom, false);
      }
      Media media = fetch->media;
      media.state = MediaState::Stored;
      media.failure = MediaFailure::None;
      media.content_type = (*kept)->content_type;
      media.hash = (*kept)->hash;
      media.bytes = (*kept)->bytes;
      media.width = (*kept)->width;
      media.height = (*kept)->height;
      report(fetch, std::move(media), &**kept);
    });
  });
  if (!is_taken) failed(fetch, MediaFailure::NoRoom, false);
}

void MediaFetcher::failed(const std::shared_ptr<Fetch>& fetch, MediaFailure why, bool is_final) {
  Attempts& attempts = attempts_[fetch->key];
  ++attempts.count;
  if (!is_final && attempts.count < kFetchTriesMax) {
    attempts.next_at = wall_clock() + pauses_.tries[attempts.count - 1];
    return ended(fetch->key);
  }
  log::warn("fetch_given_up", "A file of a message is given up.",
            {{"message", fetch->key.first}, {"place", fetch->key.second}, {"tries", attempts.count}});
  Media media = fetch->media;
  media.state = MediaState::Failed;
  media.failure = why;
  report(fetch, std::move(media), nullptr);
}

void MediaFetcher::report(const std::shared_ptr<Fetch>& fetch, Media media, const media::FileFacts* facts) {
  store::StoredFile file;
  if (facts != nullptr) file = {facts->hash, facts->content_type, facts->bytes, facts->width, facts->height};
  const Key key = fetch->key;
  // The store's list of files first: what the log says is stored can be served.
  const bool is_asked = writer_.run([this, alive = alive_, key, media = std::move(media), file](store::Store& store) {
    if (file.hash.empty() || store.put_file(file).is_ok()) {
      writer_.push(input::MediaFetched{key.first, key.second, media});
    }
    loop_.post([this, alive, key] {
      if (!*alive) return;
      // Where that failed, or the commit does, it still waits in the store and is looked for again in a while.
      attempts_[key].count = 0;
      attempts_[key].next_at = wall_clock() + seconds(5);
      ended(key);
    });
  });
  if (!is_asked) {
    attempts_[key].next_at = wall_clock() + seconds(5);
    ended(key);
  }
}

void MediaFetcher::ended(const Key& key) {
  attempts_[key].is_under_way = false;
  --under_way_;
  const Instant now = wall_clock();
  // What is done with is forgotten a while later.
  std::erase_if(attempts_, [&](const auto& one) {
    return !one.second.is_under_way && one.second.count == 0 && one.second.next_at + seconds(60) < now;
  });
  wake();
}

}  // namespace smsdesk::relay
