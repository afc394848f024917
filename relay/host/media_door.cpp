#include "relay/host/media_door.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/conversation/media.h"
#include "core/json/json.h"
#include "core/words/words.h"
#include "core/workspace/template_files.h"
#include "relay/host/answers.h"
#include "relay/host/client_address.h"
#include "relay/host/link_page.h"
#include "relay/host/log.h"
#include "relay/media/ticket.h"
#include "relay/service/readable_timeline.h"

namespace smsdesk::relay {
namespace {

constexpr std::string_view kPath = "/media/", kOutPath = "/media-out/", kCustomerPath = "/f/";
constexpr std::string_view kUploadPath = "/api/media", kLinkPath = "/api/media/link", kLinkOfPath = "/api/media/link/";

// For customers.
constexpr const char* kNoLink =
    mark("There is no file here. The link may have been cut short: open it as it stands in the message.");
constexpr const char* kEndedLink =
    mark("This link has ended. Ask for a new one in the conversation that it came from.");
constexpr const char* kLinkUnread = mark("The file cannot be read right now. Try again in a moment.");
constexpr const char* kLinkBusy = mark("Too many are opening this file right now. Try again in a minute.");

bool take_number(std::string_view& text, std::uint64_t& into) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), into);
  if (read.ec != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return true;
}

/// Files are given with the timelines that they stand in: what is shown to somebody, they can open. The next of these.
FileRight right_by_timelines(const Workspace& workspace, store::Store& store, const Agent& agent,
                             const std::string& hash, FileLook& look) {
  const auto uses = store.uses_of_file(hash, look.before, kUsesAtOnceMax);
  if (!uses) return FileRight::None;
  for (const store::FileUse& use : *uses) {
    if (!look.refused.insert(use.conversation).second) continue;
    if (is_in_readable_timeline(workspace, store, agent, use.conversation)) return FileRight::Given;
  }
  if (uses->size() < kUsesAtOnceMax) return FileRight::None;
  look.before = uses->back().message;
  return FileRight::NotKnownYet;
}

net::HttpResponse not_there() {
  return plain_answer(404, "There is no such file.\n");
}

/// The file or a part of it. Nothing where it is not on disk.
std::optional<net::HttpResponse> file_answer(const media::Files& files, const store::StoredFile& file,
                                             const std::string& range, FileReader reader) {
  bool is_satisfiable = true;
  const auto part = range.empty() ? std::nullopt : parse_byte_range(range, file.bytes, is_satisfiable);
  if (!is_satisfiable) {
    net::HttpResponse response = plain_answer(416, "The file has no such part.\n");
    response.headers.push_back({"Content-Range", "bytes */" + std::to_string(file.bytes)});
    return response;
  }
  const ByteRange bytes = part.value_or(ByteRange{0, file.bytes});
  auto content = files.read(file.hash, bytes.from, bytes.count);
  if (!content) {
    log::error("file_missing", "A file that the store knows is not on disk.", {{"file", file.hash}});
    return std::nullopt;
  }
  net::HttpResponse response;
  add_media_headers(response, file, reader);
  if (part) {
    response.status = 206;
    response.headers.push_back({"Content-Range", "bytes " + std::to_string(bytes.from) + "-" +
                                                     std::to_string(bytes.from + bytes.count - 1) + "/" +
                                                     std::to_string(file.bytes)});
  }
  response.body = std::move(*content);
  return response;
}

/// Until the answer is written, or nobody waits for it any more.
void hold(net::HttpResponse& response, LinkLimits::Place place) {
  struct Held {
    std::string body;
    LinkLimits::Place place;
  };
  const auto held = std::make_shared<const Held>(Held{std::move(response.body), std::move(place)});
  response.body.clear();
  response.shared_body = std::shared_ptr<const std::string>(held, &held->body);
}

/// On the writer's thread. `link` without the file.
net::HttpResponse make_link(store::Store& store, store::FileLink link, const store::StoredFile& file,
                            const std::string& address) {
  link.hash = file.hash;
  if (!store.put_link(link, file)) return sentence_answer(503, "The file could not be kept. Try again in a moment.");
  log::info("file_link_made", "An agent has made a link to a file, for a customer.",
            {{"agent", link.agent}, {"file", file.hash}});
  json::Writer answer;
  answer.begin_object().key("url").string(address).key("ends_at").integer(link.ends_at.ms).end_object();
  return json_answer(200, answer.take());
}

}  // namespace

class MediaDoor::Sink : public net::BodySink {
 public:
  Sink(MediaDoor& door, std::shared_ptr<bool> alive, std::unique_ptr<media::Incoming> incoming)
      : door_(door), alive_(std::move(alive)), incoming_(std::move(incoming)) {}
  ~Sink() override {
    if (*alive_) --door_.uploads_;
  }
  int write(std::string_view bytes) override {
    const Status written = incoming_->write(bytes);
    if (written) return 0;
    if (written.error().code == ErrorCode::TooLarge) return 413;
    log::error("upload_failed", "An agent's file cannot be kept.", {{"cause", written.error().sentence}});
    return 507;
  }
  std::unique_ptr<media::Incoming> take() { return std::move(incoming_); }

 private:
  MediaDoor& door_;
  std::shared_ptr<bool> alive_;
  std::unique_ptr<media::Incoming> incoming_;
};

struct MediaDoor::Asked {
  Asked(AgentId by, std::string which, std::string part, net::Reply to)
      : agent(by), hash(std::move(which)), range(std::move(part)), reply(std::make_shared<net::Reply>(std::move(to))) {}

  AgentId agent;
  std::string hash, range;
  FileLook look{};
  std::optional<store::FileLink> link{};  ///< it is wanted, and not the file
  std::string address{};                  ///< of the link
  std::shared_ptr<net::Reply> reply;

  void send_refusal(int status, const char* of_file, const char* of_link) const {
    reply->send(link ? sentence_answer(status, of_link) : plain_answer(status, std::string(of_file) + "\n"));
  }
  void send_unknown() const { send_refusal(404, "There is no such file.", mark("The file is not there any more.")); }
};

MediaDoor::MediaDoor(net::Loop& loop, const Config& config, Writer& writer, Worker& worker, media::Files& files,
                     std::unique_ptr<store::Reader> links, std::string ticket_key)
    : loop_(loop),
      config_(config),
      writer_(writer),
      worker_(worker),
      files_(files),
      links_(std::move(links)),
      ticket_key_(std::move(ticket_key)) {}

MediaDoor::~MediaDoor() {
  *alive_ = false;
}

bool MediaDoor::handles(std::string_view path) {
  return is_given(path) || is_public(path) || path.starts_with(kPath);
}

bool MediaDoor::is_given(std::string_view path) {
  return path == kUploadPath || path == kLinkPath || path.starts_with(kLinkOfPath);
}

bool MediaDoor::is_public(std::string_view path) {
  return path.starts_with(kOutPath) || path.starts_with(kCustomerPath);
}

bool MediaDoor::takes_upload(const net::HttpRequest& request) {
  return request.method == "POST" && (request.path() == kUploadPath || request.path() == kLinkPath);
}

std::shared_ptr<net::BodySink> MediaDoor::begin_upload() {
  if (uploads_ >= kUploadsMax) return nullptr;
  auto incoming = files_.begin(kSentBytesMax);
  if (!incoming) {
    log::error("upload_failed", "An agent's file cannot be kept.", {{"cause", incoming.error().sentence}});
    return nullptr;
  }
  ++uploads_;
  return std::make_shared<Sink>(*this, alive_, std::move(*incoming));
}

void MediaDoor::take(AgentId agent, const net::HttpRequest& request, net::Reply reply) {
  if (request.path() != kUploadPath && offered_link_days(config_) == 0)
    return reply.send(sentence_answer(404, "Files cannot be sent as links here."));
  if (!request.path().starts_with(kLinkOfPath)) return upload(agent, request, std::move(reply));
  const std::string hash(request.path().substr(kLinkOfPath.size()));
  const auto asked = std::make_shared<Asked>(agent, hash, std::string(), std::move(reply));
  asked->link = new_link(agent);
  asked->address = address_of(*asked->link);
  if (!is_media_hash(hash)) return asked->send_unknown();
  look_for(asked);
}

store::FileLink MediaDoor::new_link(AgentId agent) const {
  const Instant now = wall_clock();
  return {media::make_link_ticket(ticket_key_), {}, agent, now, now + hours(24) * offered_link_days(config_)};
}

std::string MediaDoor::address_of(const store::FileLink& link) const {
  return config_.public_url + std::string(kCustomerPath) + link.ticket;
}

void MediaDoor::upload(AgentId agent, const net::HttpRequest& request, net::Reply reply) {
  const bool is_link = request.path() == kLinkPath;
  auto shared_reply = std::make_shared<net::Reply>(std::move(reply));
  const auto refuse = [shared_reply](int status, const std::string& sentence) {
    shared_reply->send(sentence_answer(status, sentence));
  };
  const auto sink = std::dynamic_pointer_cast<Sink>(request.sink);
  if (sink == nullptr) {
    if (request.body.empty()) return refuse(422, "The file is empty. Choose another one.");
    return refuse(503, "Many files are coming in. Try again in a moment.");
  }
  auto incoming = std::make_shared<std::unique_ptr<media::Incoming>>(sink->take());
  const bool is_taken = worker_.run([this, alive = alive_, agent, is_link, refuse, shared_reply, incoming] {
    auto kept = files_.keep(std::move(*incoming));
    if (!kept) {
      const bool is_empty = kept.error().code == ErrorCode::Invalid;
      if (!is_empty) {
        log::error("upload_failed", "An agent's file cannot be kept.",
                   {{"agent", agent}, {"cause", kept.error().sentence}});
      }
      return refuse(is_empty ? 422 : 507, is_empty ? mark("The file is empty. Choose another one.")
                                                   : mark("The relay has no room for it. Tell your admin."));
    }
    const store::StoredFile file{kept->hash, kept->content_type, kept->bytes, kept->width, kept->height};
    // The store is not told of what is refused, so nothing would ever remove it.
    if (find_media_type(file.content_type) == nullptr) {
      files_.take_back(*kept);
      return refuse(415,
                    "Files of this kind cannot be sent: pictures, audio, video, PDF, contact cards and texts can.");
    }
    // In which conversation it is to go is not known yet: this is the most that any takes.
    const MediaLimits limits;
    if (!is_link && !is_sent_as_picture(file.content_type) && file.bytes > limits.file_bytes_max) {
      files_.take_back(*kept);
      return refuse(413, tr("Files other than JPEG, PNG and GIF pictures may have {most} at most; this one has {size}.",
                            {{"most", readable_size(limits.file_bytes_max)}, {"size", readable_size(file.bytes)}}));
    }
    const store::FileLink link = is_link ? new_link(agent) : store::FileLink{};
    const std::string address = address_of(link);
    const bool is_asked = writer_.run([agent, file, is_link, link, address, refuse, shared_reply](store::Store& store) {
      if (is_link) return shared_reply->send(make_link(store, link, file, address));
      if (!store.put_upload(agent, file, wall_clock())) {
        return refuse(503, "The file could not be kept. Try again in a moment.");
      }
      json::Writer answer;
      answer.begin_object().key("hash").string(file.hash).key("content_type").string(file.content_type);
      answer.key("bytes").unsigned_integer(file.bytes).key("width").unsigned_integer(file.width);
      answer.key("height").unsigned_integer(file.height).end_object();
      shared_reply->send(json_answer(200, answer.take()));
    });
    if (is_asked) return;
    files_.take_back(*kept);
    refuse(503, "The relay is busy. Try again in a moment.");
  });
  if (!is_taken) refuse(503, "Many files are coming in. Try again in a moment.");
}

void MediaDoor::get(AgentId agent, const net::HttpRequest& request, net::Reply reply) {
  const std::string hash(request.path().substr(kPath.size()));
  if (!is_media_hash(hash)) return reply.send(not_there());
  const std::string* range = request.find_header("Range");
  const auto asked = std::make_shared<Asked>(agent, hash, range == nullptr ? std::string() : *range, std::move(reply));
  look_for(asked);
}

void MediaDoor::look_for(const std::shared_ptr<Asked>& asked) {
  constexpr const char* kBusy = mark("The relay is busy. Try again in a moment.");
  const bool is_asked = writer_.look([this, alive = alive_, asked](const Workspace* workspace, store::Store& store) {
    if (workspace == nullptr) return asked->send_refusal(503, "The relay cannot read right now.", kBusy);
    // Whether it is there at all is nobody's to know who may not see it.
    const FileRight right = may_have_file(*workspace, store, asked->agent, asked->hash, asked->look);
    if (right == FileRight::None) return asked->send_unknown();
    if (right == FileRight::NotKnownYet) {
      loop_.post([this, alive, asked] {
        if (*alive) look_for(asked);
      });
      return;
    }
    auto file = store.find_file(asked->hash);
    if (!file || !*file) return asked->send_unknown();
    if (asked->link) return asked->reply->send(make_link(store, *asked->link, **file, asked->address));
    loop_.post([this, alive, asked, found = std::move(**file)] {
      if (*alive) serve(asked->reply, found, asked->range, FileReader::Page);
    });
  });
  if (!is_asked) asked->send_refusal(503, "The relay is busy.", kBusy);
}

void MediaDoor::get_for_anybody(const net::HttpRequest& request, std::shared_ptr<const words::Catalogue> language,
                                net::Reply reply) {
  if (request.path().starts_with(kOutPath)) return get_for_carrier(request, std::move(reply));
  get_for_customer(request, std::move(language), std::move(reply));
}

void MediaDoor::get_for_customer(const net::HttpRequest& request, std::shared_ptr<const words::Catalogue> language,
                                 net::Reply reply) {
  auto shared_reply = std::make_shared<net::Reply>(std::move(reply));
  const auto refuse = [shared_reply, language](int status, const char* sentence) {
    shared_reply->send(link_page(status, sentence, language.get()));
  };
  const std::string ticket(request.path().substr(kCustomerPath.size()));
  // What was not made here costs neither database nor disk anything, however often it comes.
  if (!media::is_link_ticket(ticket, ticket_key_)) return refuse(404, kNoLink);
  LinkLimits::Verdict verdict =
      link_limits_.enter(ticket, client_address(request, config_.trusted_proxies), wall_clock());
  if (verdict.place == nullptr) {
    net::HttpResponse response = link_page(429, kLinkBusy, language.get());
    response.headers.push_back({"Retry-After", std::to_string((verdict.wait + 999) / 1000)});
    return shared_reply->send(std::move(response));
  }
  const std::string* range = request.find_header("Range");
  const bool is_taken = worker_.run([&files = files_, links = links_, place = std::move(verdict.place), ticket, refuse,
                                     shared_reply, wanted = range == nullptr ? std::string() : *range] {
    const auto link = links->find_link(ticket);
    if (!link) return refuse(503, kLinkUnread);
    // What was made here and is not known any more has ended.
    if (!*link || (*link)->ends_at < wall_clock()) return refuse(410, kEndedLink);
    const auto file = links->find_file((*link)->hash);
    if (!file) return refuse(503, kLinkUnread);
    if (!*file) return refuse(410, kEndedLink);
    auto response = file_answer(files, **file, wanted, FileReader::Customer);
    if (!response) return refuse(410, kEndedLink);
    hold(*response, place);
    shared_reply->send(std::move(*response));
  });
  if (!is_taken) refuse(503, kLinkUnread);
}

void MediaDoor::get_for_carrier(const net::HttpRequest& request, net::Reply reply) {
  const auto ticket = media::decode_ticket(request.path().substr(kOutPath.size()), ticket_key_, wall_clock());
  if (!ticket) return reply.send(not_there());
  const std::string* range = request.find_header("Range");
  auto shared_reply = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = writer_.run([this, alive = alive_, ticket = *ticket, shared_reply,
                                     wanted = range == nullptr ? std::string() : *range](store::Store& store) {
    const auto media = store.find_media(ticket.message, ticket.place);
    if (!media || !*media || (*media)->hash.empty()) return shared_reply->send(not_there());
    auto file = store.find_file((*media)->hash);
    if (!file || !*file) return shared_reply->send(not_there());
    loop_.post([this, alive, shared_reply, found = std::move(**file), wanted] {
      if (*alive) serve(shared_reply, found, wanted, FileReader::Carrier);
    });
  });
  if (!is_asked) shared_reply->send(plain_answer(503, "The relay is busy.\n"));
}

std::string MediaDoor::address_for_carrier(MessageId message, unsigned place) const {
  return config_.carrier.webhook_base_url + std::string(kOutPath) +
         media::encode_ticket({message, place, wall_clock() + kMediaTicketAge}, ticket_key_);
}

void MediaDoor::serve(const std::shared_ptr<net::Reply>& reply, store::StoredFile file, const std::string& range,
                      FileReader reader) {
  const bool is_taken = worker_.run([this, reply, file = std::move(file), range, reader] {
    auto response = file_answer(files_, file, range, reader);
    reply->send(response ? std::move(*response) : not_there());
  });
  if (!is_taken) reply->send(plain_answer(503, "The relay is busy.\n"));
}

FileRight may_have_file(const Workspace& workspace, store::Store& store, AgentId reader, const std::string& hash,
                        FileLook& look) {
  const Agent* agent = workspace.find_agent(reader);
  if (agent == nullptr || agent->removed_at) return FileRight::None;
  const bool is_first = !look.before.is_set();
  if (is_first)
    if (const auto is_own = store.has_uploaded(reader, hash); is_own && *is_own) return FileRight::Given;
  const FileRight right = right_by_timelines(workspace, store, *agent, hash, look);
  // Templates after the newest messages, since all of them are looked through; what many have sent comes from one.
  if (is_first && right != FileRight::Given && has_template_file(workspace, *agent, hash)) return FileRight::Given;
  return right;
}

void add_media_headers(net::HttpResponse& response, const store::StoredFile& file, FileReader reader) {
  const MediaType* type = find_media_type(file.content_type);
  const bool is_shown = type != nullptr && type->kind != MediaKind::File;
  // The carrier needs the type to convert; a browser is told one only where it is shown inside of a page. Whether this
  // browser can show it, it has told the page.
  const std::string_view said =
      type != nullptr && (is_shown || reader == FileReader::Carrier) ? type->name : kUnknownMediaType;
  response.headers.push_back({"Content-Type", std::string(said)});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  // A customer's browser makes a page of its own of a picture, a sound or a film, which must be allowed to show it. That of a
  // sound or a film asks for it once more (Chromium), and gets it as a page of ours only; scripts run in none of them.
  std::string policy = "sandbox; default-src 'none'";
  if (reader == FileReader::Customer) {
    const bool is_played = is_shown && type->kind != MediaKind::Picture;
    policy =
        std::string(is_played ? "sandbox allow-same-origin" : "sandbox") +
        "; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  }
  response.headers.push_back({"Content-Security-Policy", std::move(policy)});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Accept-Ranges", "bytes"});
  if (reader == FileReader::Carrier) {
    response.headers.push_back({"Cache-Control", "private, no-store"});
    return;
  }
  if (reader == FileReader::Customer) {
    response.headers.push_back({"Cache-Control", "no-store"});
    response.headers.push_back({"X-Robots-Tag", "noindex"});
  } else {
    response.headers.push_back({"Cache-Control", "private, max-age=31536000, immutable"});
  }
  if (is_shown) return;
  const std::string_view extension = type == nullptr ? std::string_view("bin") : type->extension;
  response.headers.push_back(
      {"Content-Disposition", "attachment; filename=\"attachment." + std::string(extension) + "\""});
}

std::optional<ByteRange> parse_byte_range(std::string_view header, std::uint64_t size, bool& is_satisfiable) {
  constexpr std::string_view kUnit = "bytes=";
  if (header.substr(0, kUnit.size()) != kUnit) return std::nullopt;
  header.remove_prefix(kUnit.size());
  std::uint64_t first = 0, last = size == 0 ? 0 : size - 1;
  if (!header.empty() && header.front() == '-') {
    header.remove_prefix(1);
    std::uint64_t suffix = 0;
    if (!take_number(header, suffix) || !header.empty()) return std::nullopt;
    is_satisfiable = suffix > 0 && size > 0;
    first = suffix >= size ? 0 : size - suffix;
  } else {
    if (!take_number(header, first) || header.empty() || header.front() != '-') return std::nullopt;
    header.remove_prefix(1);
    std::uint64_t given = 0;
    if (!header.empty()) {
      if (!take_number(header, given) || !header.empty() || given < first) return std::nullopt;
      last = std::min(last, given);
    }
    is_satisfiable = first < size;
  }
  if (!is_satisfiable) return std::nullopt;
  return ByteRange{first, last - first + 1};
}

}  // namespace smsdesk::relay
