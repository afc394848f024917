// The routes of admins: the organisation's document out, in, and compared; first passwords; the audit (docs/protocol.md).
// The door has judged who asks and from which page. Whatever takes long happens on a worker's thread, and what changes the
// configuration goes through the writer and the log like an admin's command from the page.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "relay/host/worker.h"
#include "relay/host/writer.h"
#include "relay/net/http_server.h"
#include "relay/net/loop.h"
#include "relay/organisation/document_text.h"
#include "relay/organisation/read_organisation.h"

namespace smsdesk::relay {

class AdminApi {
 public:
  static constexpr std::size_t kDocumentBytesMax = 8u << 20;
  /// Ends the sessions of an agent whose password is another one now; on the loop's thread.
  using EndSessions = std::function<void(AgentId)>;

  AdminApi(net::Loop& loop, Writer& writer, std::unique_ptr<store::Reader> reader, EndSessions end_sessions);

  static bool handles(std::string_view path);
  /// Whether a request for that path may carry a document of up to kDocumentBytesMax.
  static bool takes_document(std::string_view path);
  /// On the loop's thread; `by` is an admin.
  void on_request(AgentId by, net::HttpRequest request, net::Reply reply);
  /// On the loop's thread.
  void answer(const effect::AnswerAdmin& answered);

 private:
  /// What the writer has, copied.
  struct Facts {
    Organisation organisation;
    std::uint64_t last_id = 0;
    std::vector<AgentId> with_password;
  };
  using Library = std::function<void(const Workspace& names, net::Reply&)>;
  using SharedReply = std::shared_ptr<net::Reply>;
  using Job = std::function<void(Facts&, net::Reply&)>;
  struct Pending {
    SharedReply reply;
    std::function<void()> done;
  };

  /// `take` copies what is needed of the workspace and the store, a Result, on the writer's thread; `use` gets it on the worker's.
  /// What cannot be read, and that the relay is busy, are answered by themselves.
  template <typename Take, typename Use>
  void with_copy(net::Reply reply, Take take, Use use);
  void with_facts(net::Reply reply, Job job);
  /// With queues, groups, customer fields and templates.
  void with_library(net::Reply reply, Library job);
  void export_document(const net::HttpRequest& request, net::Reply reply);
  void check_document(net::HttpRequest request, net::Reply reply);
  void apply_document(AgentId by, net::HttpRequest request, net::Reply reply);
  /// Hands the change to the writer, which names it; `done` answers once it is on disk, on the loop's thread. A refusal, and
  /// that the relay is busy, are answered by themselves.
  template <typename Change>
  void ask_writer(std::shared_ptr<Change> change, const SharedReply& reply, std::function<void()> done);
  void list_agents(net::Reply reply);
  void set_password(AgentId by, const net::HttpRequest& request, net::Reply reply);
  /// Of each customer field, how many templates ask for it that this admin may not see: no more than their number.
  void count_field_uses(AgentId by, net::Reply reply);
  void export_templates(net::Reply reply);
  void import_templates(AgentId by, net::HttpRequest request, net::Reply reply);
  void read_audit(const net::HttpRequest& request, net::Reply reply);

  net::Loop& loop_;
  Writer& writer_;
  const std::unique_ptr<store::Reader> reader_;  ///< the worker's
  const EndSessions end_sessions_;
  std::uint64_t last_request_ = 0;
  std::unordered_map<std::uint64_t, Pending> pending_;
  Worker worker_;  ///< last: it goes first
};

}  // namespace smsdesk::relay
