#include "server-mock/media_storage.h"

#include <utility>

namespace smsdesk::mock {
namespace {

net::ClientOptions make_options() {
  net::ClientOptions options;
  options.user_agent = "TwilioProxy/1.1";
  options.allows_plain_http = true;  // the application stands on this machine
  return options;
}

}  // namespace

MediaStorage::MediaStorage(net::Loop& loop) : client_(loop, make_options()) {}

void MediaStorage::put(const std::string& id, Content content) {
  bytes_ += content.bytes.size();
  contents_[id] = std::move(content);
  order_.push_back(id);
  while (order_.size() > kStoredMediaMax || (bytes_ > kStoredBytesMax && order_.size() > 1)) {
    const auto oldest = contents_.find(order_.front());
    if (oldest != contents_.end()) {
      bytes_ -= oldest->second.bytes.size();
      contents_.erase(oldest);
    }
    order_.pop_front();
  }
}

const MediaStorage::Content* MediaStorage::find(const std::string& id) const {
  const auto at = contents_.find(id);
  return at == contents_.end() ? nullptr : &at->second;
}

void MediaStorage::fetch(const std::string& id, const std::string& url, std::function<void(bool)> done) {
  net::ClientRequest request;
  request.url = url;
  request.answer_bytes_max = kMediaBytesMax;
  request.total_timeout = std::chrono::seconds(15);
  client_.send(std::move(request), [this, id, done = std::move(done)](net::ClientResult result) {
    const bool is_there =
        result.outcome == net::ClientResult::Outcome::Answered && result.status == 200 && !result.body.empty();
    if (is_there) {
      Content content;
      for (const net::Header& header : result.headers)
        if (net::equals_without_case(header.name, "Content-Type")) content.content_type = header.value;
      content.bytes = std::move(result.body);
      put(id, std::move(content));
    }
    done(is_there);
  });
}

}  // namespace smsdesk::mock
