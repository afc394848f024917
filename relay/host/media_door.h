// The HTTP side of files: agents fetch and upload them, the carrier fetches what goes out. Lives on the loop's thread.
//
// GET /media/<hash>      to whoever may read a timeline where that content stands, or has uploaded it,
//                        or may read a template that it belongs to
// GET /media-out/<ticket> to whoever has the ticket: the carrier, for a while
// GET /f/<ticket>        to whoever has the link: the customer whom it was sent to, until it ends; at most so many at once
//                        and from one address (link_limits.h)
// POST /api/media        an agent's file, streamed to disk; answers what it is
// POST /api/media/link   likewise; answers with a link to it
// POST /api/media/link/<hash> a link to a file that the relay has and the agent may have
#pragma once

#include <memory>
#include <set>
#include <string>

#include "core/words/catalogue.h"
#include "relay/host/config.h"
#include "relay/host/link_limits.h"
#include "relay/host/worker.h"
#include "relay/host/writer.h"
#include "relay/media/files.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

inline constexpr std::size_t kUploadsMax = 32;            ///< at once
inline constexpr DurationMs kMediaTicketAge = hours(12);  ///< beyond the longest time that the carrier queues a message

/// Who asks for a file: a page of ours, the carrier's machines, or a customer's browser.
enum class FileReader { Page, Carrier, Customer };

class MediaDoor {
 public:
  /// `links`: what says where a link leads, for the worker's thread; so what strangers ask for costs the writer nothing.
  MediaDoor(net::Loop& loop, const Config& config, Writer& writer, Worker& worker, media::Files& files,
            std::unique_ptr<store::Reader> links, std::string ticket_key);
  ~MediaDoor();

  static bool handles(std::string_view path);
  /// It is asked for with POST; everything else with GET.
  static bool is_given(std::string_view path);
  /// For whoever has the address, without a session.
  static bool is_public(std::string_view path);
  static bool takes_upload(const net::HttpRequest& request);
  /// Null where too many come in already.
  std::shared_ptr<net::BodySink> begin_upload();
  /// What is_given() has.
  void take(AgentId agent, const net::HttpRequest& request, net::Reply reply);
  void get(AgentId agent, const net::HttpRequest& request, net::Reply reply);
  /// What is_public() has. `language`: of what a customer is told where there is no file for them; null: English.
  void get_for_anybody(const net::HttpRequest& request, std::shared_ptr<const words::Catalogue> language,
                       net::Reply reply);
  /// Where the carrier finds that file of a message, for a while from now on.
  std::string address_for_carrier(MessageId message, unsigned place) const;

 private:
  class Sink;
  struct Asked;
  void upload(AgentId agent, const net::HttpRequest& request, net::Reply reply);
  void get_for_carrier(const net::HttpRequest& request, net::Reply reply);
  void get_for_customer(const net::HttpRequest& request, std::shared_ptr<const words::Catalogue> language,
                        net::Reply reply);
  void look_for(const std::shared_ptr<Asked>& asked);
  void serve(const std::shared_ptr<net::Reply>& reply, store::StoredFile file, const std::string& range,
             FileReader reader);
  store::FileLink new_link(AgentId agent) const;
  std::string address_of(const store::FileLink& link) const;

  net::Loop& loop_;
  const Config& config_;
  Writer& writer_;
  Worker& worker_;
  media::Files& files_;
  const std::shared_ptr<store::Reader> links_;
  LinkLimits link_limits_;
  const std::string ticket_key_;
  std::size_t uploads_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// Whoever has uploaded it, and who may read a timeline (relay/service/readable_timeline.h) or a template that has it. A file
/// may stand in any number of timelines, and the writer must not stand still for that: one call looks at kUsesAtOnceMax
/// messages with it, the newest first, and the next one goes on with the same `look`.
inline constexpr std::size_t kUsesAtOnceMax = 50;
struct FileLook {
  MessageId before{};                  ///< where the next call goes on; not set: at the newest
  std::set<ConversationId> refused{};  ///< nobody looks twice at one
};
enum class FileRight { Given, None, NotKnownYet };
FileRight may_have_file(const Workspace& workspace, store::Store& store, AgentId reader, const std::string& hash,
                        FileLook& look);
/// The headers of a file: its type only where a browser shows it safely, everything else is a download and sandboxed. What a
/// customer gets is kept by nobody on its way, and found by no search engine.
void add_media_headers(net::HttpResponse& response, const store::StoredFile& file, FileReader reader);
/// Bytes of a "bytes=first-last" header of one range, within a file; nothing where it is none, or more than one.
struct ByteRange {
  std::uint64_t from = 0, count = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};
/// `is_satisfiable` false: it is a range, and lies outside.
std::optional<ByteRange> parse_byte_range(std::string_view header, std::uint64_t size, bool& is_satisfiable);

}  // namespace smsdesk::relay
