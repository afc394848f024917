// The route of a transcript: GET /api/conversations/<id>/transcript?format=html|txt|json&scope=conversation|all&notes=yes&
// language=de&zone=Europe/Berlin (docs/protocol.md), and of the two files that its page is made with.
//
// Whether the agent may read it is judged with the facts, on the writer's thread; that it was taken stands in the log before
// a word of it is read. The archive's own thread then reads page by page, and lets agents' pages pass in between.
// Lives on the loop's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "relay/host/archive_reader.h"
#include "relay/host/languages.h"
#include "relay/host/writer.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

class TranscriptApi {
 public:
  static constexpr std::size_t kMessagesMax = 50'000;  ///< the newest; the transcript says that there are older ones
  static constexpr std::size_t kWaitingMax = 64;       ///< not yet written down

  explicit TranscriptApi(Languages languages) : languages_(std::move(languages)) {}

  static bool handles(std::string_view path);
  void on_request(Writer& writer, AgentId agent, const net::HttpRequest& request, net::Reply reply);
  /// It is in the log: read and answer.
  void read(ArchiveReader& archive, effect::ReadTranscript asked);
  void refuse(const effect::RefuseTranscript& refused);
  /// No transcript for that request: a page where one was to be printed, since that is what the agent looks at. The sentence
  /// is a text of the interface.
  net::HttpResponse refusal(const net::HttpRequest& request, int status, const char* sentence) const;

 private:
  /// How the answer is read.
  struct Reader {
    bool is_page = false;  ///< in a tab of its own; else by a program or as a file
    std::shared_ptr<const words::Catalogue> catalogue;
    std::string zone;  ///< by whose clock a text is read; empty: UTC
  };
  Reader reader_of(const net::HttpRequest& request) const;
  static net::HttpResponse refusal_to(const Reader& reader, int status, const char* sentence);

  struct Waiting {
    net::Reply reply;
    AgentId by;
    Reader reader;
  };
  const Languages languages_;
  std::uint64_t last_request_ = 0;
  std::unordered_map<std::uint64_t, Waiting> waiting_;
};

}  // namespace smsdesk::relay
