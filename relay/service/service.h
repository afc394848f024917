// The relay's mind: inputs in, one batch for the store and effects out. No sockets, no clock, no threads.
//
// The host's loop is: take all inputs that wait; step(); append the turn's batch to the store; only when that has
// returned Committed, perform the effects. So nothing is acknowledged to a carrier or a browser before it is on disk,
// and batching is natural: while one commit runs, the next inputs gather (the fsync is the timer).
// If the store does not commit, the host performs `on_failure` instead, and builds a new Service from the store. That may have
// the batch all the same, where it was committed and only then the disk failed: whoever was told to try again does, under the
// same key. Sends that were not handed over then are uncertain, as after a crash.
//
// The simulator runs the same class on a virtual clock with the store in memory.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "core/protocol/frame.h"
#include "core/workspace/decide.h"
#include "core/workspace/visibility.h"
#include "relay/service/attention.h"
#include "relay/service/drafts.h"
#include "relay/service/finding.h"
#include "relay/service/preferences.h"
#include "relay/service/zone_offsets.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

using SocketId = std::uint64_t;
/// Names a waiting webhook; the host answers it when told.
using WebhookId = std::uint64_t;

inline constexpr std::size_t kBatchInputsMax = 256;
inline constexpr std::size_t kStreamEntriesMax = 2'000;    ///< kept per agent for resuming
inline constexpr DurationMs kStreamKeptFor = minutes(10);  ///< after the agent's last socket closed
inline constexpr std::size_t kSendsInFlightMax = 64;
/// A snapshot is taken after that many log rows, or later where the workspace is large: one row for each so many bytes of
/// the last snapshot, so that writing snapshots stays a small part of writing the log (a row has about 250 bytes).
inline constexpr std::size_t kLogRowsPerSnapshot = 5'000;
inline constexpr std::size_t kSnapshotBytesPerRow = 64;
inline constexpr unsigned kCommandsPerSecondMax = 50;  ///< per socket; a person cannot give more
inline constexpr DurationMs kDigestEvery = seconds(30);
/// After a start, the carrier is asked once about each message that stands at "sent" and is younger than a day: a receipt
/// that came while no relay was there comes no more. Late and slowly, behind all else that a start brings.
inline constexpr std::size_t kUnheardMax = 1'000;  ///< the newest
inline constexpr DurationMs kUnheardAfter = seconds(30);
inline constexpr DurationMs kUnheardEvery = seconds(1);
inline constexpr DurationMs kUnheardAgeMax = hours(24);
/// Customers whose records cannot be read are named in the log, each once in a run of the relay.
inline constexpr std::size_t kUnreadableToldMax = 1'000;
/// What has changed of a customer and could not be read for who reads a closed conversation with them is read again after that.
inline constexpr DurationMs kCustomersAgainAfter = seconds(5);
/// Notes that were corrected last. A page that was away for more of them gets a snapshot.
inline constexpr std::size_t kCorrectedNotesMax = 256;

namespace input {
struct Inbound {
  WebhookId webhook = 0;
  InboundMessage message;
  bool is_from_list = false;  ///< the carrier's records have it; most of what they have came by webhook before
};
struct Status {
  WebhookId webhook = 0;
  StatusReport report;
};
struct SocketOpened {
  SocketId socket = 0;
  AgentId agent;
};
struct SocketFrame {
  SocketId socket = 0;
  std::string bytes;
};
struct SocketClosed {
  SocketId socket = 0;
};
/// The agent has signed out in a browser whose sockets these were. Where no other browser is left, no more work is
/// offered: signing in again must not bring an alert before the agent has said so.
struct SignedOut {
  AgentId agent;
  std::vector<SocketId> sockets;
};
/// The carrier's answer to CallCarrier.
struct CarrierAnswered {
  SendFinished finished;
};
/// The answer to AskCarrier: what the carrier has that could be that message, oldest first.
struct CarrierLookedUp {
  struct Candidate {
    CarrierMessageId carrier_id;
    DeliveryStatus status = DeliveryStatus::Sent;
    std::string error_code;
    bool is_doubtful = false;  ///< by its date another message, and dates are no proof; see twilio::Fit
  };
  MessageId message;
  bool is_answered = false;  ///< false: the carrier could not be asked; that says nothing
  std::vector<Candidate> candidates{};
  bool is_complete =
      false;  ///< the carrier's list was read back to before the message was accepted: no other can be it
};
/// Somebody who is signed in wants to print or keep what was said. Answered by ReadTranscript or RefuseTranscript.
struct TranscriptAsked {
  std::uint64_t request = 0;  ///< names the answer
  AgentId by;
  TranscriptTaken taken;
};
/// The archive's answer to ReadPage, ReadDelivery, ReadNoteWordings, FindClosed, FindMessages, FindReported, FindContacts or FindDuplicates; with customers'
/// numbers, which whom they are masked for is not told.
struct ArchiveRead {
  SocketId socket = 0;
  RelayFrame answer;
};
/// What became of a customer's file that waited. A stored one is in the store's list of files already.
struct MediaFetched {
  MessageId message;
  unsigned place = 0;
  Media media;
};
struct TimerDue {};
/// The whole organisation, by nobody: from tests and simulations.
struct Configured {
  Organisation organisation;
};
/// An admin puts one document in the place of another. It is refused where the configuration is not `before` any more:
/// what the admin compared it with has changed meanwhile.
struct Reconfigure {
  std::uint64_t request = 0;  ///< names the answer
  AgentId by;
  SendKey key;
  Organisation before;
  Organisation after;
  std::vector<store::PasswordChange> first_passwords{};  ///< each where the agent has none by then
};
/// An admin gives an agent another password.
struct SetPassword {
  std::uint64_t request = 0;  ///< as above
  AgentId by;
  store::PasswordChange password;
};
/// An admin takes in templates of the organisation and its teams; one of the same name is replaced.
struct TakeTemplates {
  std::uint64_t request = 0;  ///< as above
  AgentId by;
  std::vector<Template> templates;
};
/// The zones' offsets are read again: a year may have begun, or the database been corrected.
struct ZonesDue {};
struct Started {};
}  // namespace input

using ServiceInput =
    std::variant<input::Inbound, input::Status, input::SocketOpened, input::SocketFrame, input::SocketClosed,
                 input::SignedOut, input::CarrierAnswered, input::CarrierLookedUp, input::ArchiveRead,
                 input::MediaFetched, input::TimerDue, input::TranscriptAsked, input::Configured, input::Reconfigure,
                 input::SetPassword, input::TakeTemplates, input::ZonesDue, input::Started>;

namespace effect {
enum class WebhookAnswer { Taken, NotOurs, TryAgain };
struct AnswerWebhook {
  WebhookId webhook = 0;
  WebhookAnswer answer = WebhookAnswer::Taken;
};
struct SendFrame {
  SocketId socket = 0;
  std::shared_ptr<const std::string> bytes;
};
struct CloseSocket {
  SocketId socket = 0;
  std::uint16_t code = 1000;
  std::string reason;
};
struct CallCarrier {
  OutboundSend send;
};
/// A step of a message, or of the offer of its conversation, that is on disk now: for the relay's own log, in which a person
/// follows one message. Ids and words of ours, nothing that a customer or an agent wrote.
struct StepTaken {
  enum class Kind { Received, Accepted, Delivery, Offered, OfferEnded };
  Kind kind = Kind::Received;
  ConversationId conversation;
  MessageId message{};            ///< not set of an offer
  AgentId agent{};                ///< the author, or who it is offered to
  CarrierMessageId carrier_id{};  ///< set once known
  std::string status{};           ///< the delivery's, or how the offer ended
  std::string error_code{};       ///< the carrier's, or ours
  unsigned attempt = 0;           ///< which call to the carrier
};
/// It is known now what became of a message that was uncertain; for the log.
struct UncertainSettled {
  MessageId message;
  DeliveryStatus status = DeliveryStatus::Sent;
  bool is_by_asking = false;  ///< else a receipt said it
};
/// What is kept of that conversation's customer cannot be read; for the log. Messages go on without the contact; while it is
/// not known whether they have opted out, nothing is sent to them.
struct CustomerUnreadable {
  ConversationId conversation;
  bool is_contact = false, is_consent = false;
};
/// What agents set for themselves cannot be read; for the log. It is left as it is.
struct PreferencesUnreadable {};
/// Does the carrier have this one? By recipient, sender, text and time.
struct AskCarrier {
  OutboundSend send;
};
struct ReadPage {
  SocketId socket = 0;
  PageRequest request;
  std::string customer, our_number;
  ConversationId hidden{};  ///< of this timeline, but not for this reader
};
struct FindClosed {
  SocketId socket = 0;
  SendKey key;
  store::ClosedQuery query;
  std::size_t limit = 0;
};
struct FindContacts {
  SocketId socket = 0;
  SendKey key;
  std::vector<std::string> words;  ///< folded; at most store::kClosedWordsMax
  store::NumberMatch numbers = store::NumberMatch::AnyPart;
  std::optional<ReadableContacts> readable{};  ///< only those that the agent knows by a conversation; not set: all
};
struct FindDuplicates {
  SocketId socket = 0;
  SendKey key;
  Contact contact;
  DuplicateRules rules;
};
struct FindMessages {
  SocketId socket = 0;
  SendKey key;
  store::MessageQuery query;
  std::size_t limit = 0;
};
struct FindReported {
  SocketId socket = 0;
  SendKey key;
  store::ReportQuery query;
  std::size_t limit = 0;
};
struct ReadDelivery {
  SocketId socket = 0;
  DeliveryRequest request;
  std::string customer, our_number;  ///< the message must be of this timeline
  ConversationId hidden{};
};
struct ReadNoteWordings {
  SocketId socket = 0;
  NoteWordingsRequest request;
  std::string customer, our_number;  ///< the note must be of this timeline
  ConversationId hidden{};
  bool has_taken_back = false;  ///< also of one that was taken back
};
/// That it was asked for is in the log by now.
struct ReadTranscript {
  std::uint64_t request = 0;
  Instant at;
  TranscriptTaken taken;
  std::string customer, our_number;
  ConversationId hidden{};
  bool is_masked = false;  ///< it does not tell the customer's number
  std::shared_ptr<const std::map<AgentId, std::string>> names;
  std::shared_ptr<const std::map<QueueId, std::string>> queues;
};
struct RefuseTranscript {
  std::uint64_t request = 0;
  bool is_busy = false;  ///< it could not be written down; else there is none for this agent
};
/// To Reconfigure or SetPassword.
struct AnswerAdmin {
  std::uint64_t request = 0;
  std::optional<Refusal> refusal;
};
/// Who is in the organisation now: agents, logins or roles changed.
struct AgentsChanged {
  std::shared_ptr<const std::vector<AgentConfigured>> agents;
};
/// Customers' files wait to be fetched: the store has the list.
struct MediaWaits {};
struct WakeAt {
  Instant at;
};
struct SaveSnapshot {
  std::uint64_t offset = 0;
  std::string body;
};
}  // namespace effect

using ServiceEffect =
    std::variant<effect::AnswerWebhook, effect::SendFrame, effect::CloseSocket, effect::CallCarrier, effect::StepTaken,
                 effect::UncertainSettled, effect::CustomerUnreadable, effect::PreferencesUnreadable,
                 effect::AskCarrier, effect::ReadPage, effect::FindClosed, effect::FindContacts, effect::FindDuplicates,
                 effect::FindMessages, effect::FindReported, effect::ReadDelivery, effect::ReadNoteWordings,
                 effect::ReadTranscript, effect::RefuseTranscript, effect::AnswerAdmin, effect::AgentsChanged,
                 effect::MediaWaits, effect::WakeAt, effect::SaveSnapshot>;

struct ServiceTurn {
  std::uint64_t expected_head = 0;
  store::Batch batch;
  std::vector<ServiceEffect> effects;     ///< after the commit, in this order
  std::vector<ServiceEffect> on_failure;  ///< instead, where nothing could be written
};

struct ServiceCounters {  ///< monotonic but for the last five
  std::uint64_t messages_in = 0;
  std::uint64_t messages_in_again = 0;   ///< duplicates
  std::uint64_t messages_recovered = 0;  ///< whose webhook never came, found in the carrier's records
  std::uint64_t messages_out = 0;
  std::uint64_t reports = 0;
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
  std::uint64_t offers = 0;
  std::uint64_t offers_missed = 0;
  std::uint64_t snapshots_sent = 0;
  std::uint64_t resumes = 0;
  std::uint64_t waiting = 0;
  std::uint64_t conversations = 0;
  std::uint64_t agents_connected = 0;
  std::uint64_t sends_waiting = 0;
  std::uint64_t sends_uncertain = 0;
};

class Service {
 public:
  /// `store` is only read here (seen keys, archive); the host writes. Without `zones`, schedules keep the offsets that they
  /// come with.
  Service(Workspace workspace, store::Store& store, ZoneOffsets zones = {});
  /// The workspace as the store has it: last snapshot and the log behind it. The error names the offset that does not fit.
  static Result<Workspace> load(store::Store& store);

  ServiceTurn step(std::span<const ServiceInput> inputs, Instant now);

  const Workspace& workspace() const { return workspace_; }
  ServiceCounters counters() const;

 private:
  /// The customer of a closed conversation that was asked about last: told again when something of them changes.
  struct AskedCustomer {
    CustomerRequest request;
    CustomerRecord told;
    std::string number;  ///< the customer's own, also for whom it is masked: it is told to nobody who has not asked
    std::string told_number;   ///< it was
    bool is_revealed = false;  ///< they have asked on this page, and that is written down
    bool is_readable = false;  ///< the agent might read the conversation when that was looked for last
    bool is_owed = false;      ///< something has changed, and the tables could not be read then
  };
  /// A timeline of which the page shows a closed conversation.
  struct FollowedTimeline {
    ConversationId conversation;
    std::string customer, our_number;
  };
  struct Socket {
    AgentId agent;
    bool is_greeted = false;
    bool is_closing = false;  ///< told to close; what it still says is not heard
    Instant told_at;          ///< when it was last sent a frame
    Instant second_began;
    unsigned commands_in_second = 0;
    std::optional<AskedCustomer> customer{};
    std::optional<FollowedTimeline> followed{};
  };
  /// One entry of a view as JSON. Most agents see an entry alike, and share its bytes.
  struct Seen {
    std::uint64_t offset = 0;
    std::shared_ptr<const std::string> bytes;
  };
  struct Stream {
    std::set<SocketId> sockets;
    std::deque<Seen> kept;             ///< view entries, oldest first
    std::uint64_t complete_after = 0;  ///< `kept` holds everything this agent saw after that offset
    Instant last_socket_at;
    Instant digest_at;
    std::vector<Seen> fresh;  ///< of this turn
    bool needs_snapshot = false;
  };
  /// As it is since a correction, whoever has read the archive before that.
  struct CorrectedNote {
    std::uint64_t offset = 0;  ///< of its entry
    TimelineNote note;
  };
  struct Lookup {
    unsigned tries = 0;
    Instant next_at;
    bool is_under_way = false;
  };
  struct Step;  ///< one turn under way; in service.cpp

  /// False: they cannot be read now.
  bool read_preferences();

  Workspace workspace_;
  store::Store& store_;
  ZoneOffsets zones_;
  std::unordered_map<SocketId, Socket> sockets_;
  std::map<AgentId, Stream> streams_;
  Attention attention_;
  Drafts drafts_;
  Preferences preferences_;
  bool are_preferences_readable_ = false;
  std::map<MessageId, Lookup> lookups_;
  std::deque<MessageId> unheard_;      ///< still to be asked about, oldest first
  std::set<MessageId> unheard_asked_;  ///< asked, not answered
  std::set<std::pair<std::string, std::string>> unreadable_told_;
  std::deque<CorrectedNote> corrected_notes_;     ///< oldest first
  std::uint64_t corrections_complete_after_ = 0;  ///< what was corrected behind that offset is there
  std::optional<Instant> next_unheard_at_;        ///< not set before the first turn
  std::optional<Instant> next_pulse_round_;       ///< not set: nobody is connected
  std::optional<Instant> next_owed_at_;           ///< not set: nobody is owed what has changed of a customer
  bool has_unread_customers_ = false;  ///< somebody may have asked about one whose conversation they might not read
  std::size_t in_flight_ = 0;
  std::uint64_t snapshot_offset_ = 0;
  std::size_t snapshot_bytes_ = 0;
  ServiceCounters counters_;
};

}  // namespace smsdesk::relay
