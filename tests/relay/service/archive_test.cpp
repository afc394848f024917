// The archive beside the log it is made from, over random worlds: what it says of a conversation is what the log says, and
// turning any stretch of the log into archive operations once more changes nothing.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "core/workspace/enum_words.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/rows.h"
#include "relay/service/service.h"
#include "relay/store/memory_store.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay::test {
namespace {

using namespace smsdesk::test;
using store::ArchivedConversation;
using store::ArchivedMessage;
using store::ArchivedSegment;

constexpr std::uint64_t kSeeds = 60;
constexpr int kSteps = 250;

/// What the log alone says of every conversation: read from entries, without workspace or archive.
class History {
 public:
  enum class Stay : std::uint8_t { Waits, Held, WrapsUp, Over };
  struct Told {
    ArchivedConversation conversation;
    std::vector<ArchivedSegment> earlier;  ///< segments before the last
    Stay stay = Stay::Waits;
    QueueId asked;  ///< the queue that is asked for it
    std::uint64_t answered = 0, abandoned = 0, returned = 0, ended = 0, begun = 0;
    std::vector<std::pair<MessageId, std::string>> messages;
  };

  void add(const LogEntry& entry) {
    at_ = entry.at;
    std::visit([this](const auto& body) { tell(body); }, entry.body);
  }
  const std::map<ConversationId, Told>& all() const { return all_; }
  static ArchivedSegment last_segment(const ArchivedConversation& one) {
    ArchivedSegment last;
    last.conversation = one.conversation;
    last.segment = one.segment;
    last.queue = one.queue;
    last.agent = one.agent;
    last.opened_at = one.reopened_at.value_or(one.opened_at);
    last.ended_at = one.ended_at;
    last.wrap_up_code = one.wrap_up_code;
    last.note = one.note;
    last.resolution = one.resolution;
    last.end_cause = one.end_cause;
    return last;
  }
  std::map<MessageId, std::string> statuses;
  std::map<WrapUpCodeId, std::string> codes;

 private:
  void tell(const WrapUpCodeConfigured& e) { codes[e.code.id] = e.code.name; }
  void tell(const ItemRemoved& e) {
    if (e.kind == ItemKind::WrapUpCode) codes.erase(WrapUpCodeId{e.id});
  }
  void tell(const ConversationOpened& e) {
    ASSERT_EQ(all_.count(e.conversation), 0u);
    Told& told = all_[e.conversation];
    told.conversation.conversation = e.conversation;
    told.conversation.queue = told.asked = e.queue;
    told.conversation.customer = e.customer;
    told.conversation.our_number = e.our_number;
    told.conversation.opened_at = at_;
    ++told.begun;
  }
  void tell(const ConversationReopened& e) {
    Told& told = all_.at(e.conversation);
    ASSERT_EQ(told.stay, Stay::Over);
    EXPECT_EQ(e.segment, told.conversation.segment + 1);
    EXPECT_EQ(e.customer, told.conversation.customer);
    EXPECT_EQ(e.opened_at, told.conversation.opened_at);
    told.earlier.push_back(last_segment(told.conversation));
    told.conversation.segment = e.segment;
    told.conversation.reopened_at = at_;
    told.conversation.resolution = told.conversation.fields = "";
    told.conversation.queue = told.asked = e.queue;
    told.conversation.ended_at.reset();
    told.conversation.end_cause = told.conversation.wrap_up_code = told.conversation.note = "";
    ++told.begun;
    told.stay = Stay::Waits;
    if (e.owner.is_set()) hold(told, e.owner);
  }
  void tell(const TransferBegan& e) {
    Told& told = all_.at(e.conversation);
    ASSERT_EQ(told.stay, Stay::Held);
    if (e.transfer.to_queue.is_set()) told.asked = e.transfer.to_queue;
  }
  void tell(const TransferEnded& e) { all_.at(e.conversation).asked = all_.at(e.conversation).conversation.queue; }
  void tell(const OfferEnded& e) {
    if (e.outcome != OfferOutcome::Accepted) return;
    Told& told = all_.at(e.conversation);
    ASSERT_TRUE(told.stay == Stay::Waits || told.stay == Stay::Held);
    told.conversation.queue = told.asked;
    if (told.stay == Stay::Held)
      told.conversation.agent = e.agent;  // handed over: the same stay with somebody else
    else
      hold(told, e.agent);
  }
  void tell(const ConversationResumed& e) { all_.at(e.conversation).conversation.agent = e.agent; }
  void tell(const ConversationReturned& e) {
    Told& told = all_.at(e.conversation);
    if (e.reason == ReturnReason::Transferred) told.conversation.queue = told.asked;  // it goes on to there
    give_back(told);
  }
  void tell(const ConversationQueued& e) {
    Told& told = all_.at(e.conversation);
    if (told.stay == Stay::Held) give_back(told);
    told.conversation.queue = told.asked = e.queue;
  }
  void tell(const ConversationEnded& e) {
    Told& told = all_.at(e.conversation);
    told.conversation.ended_at = at_;
    told.conversation.end_cause = fields::word_of(e.cause);
    told.conversation.resolution = fields::word_of(e.resolution);
    ++told.ended;
    if (e.cause == EndCause::Abandoned) {
      ASSERT_EQ(told.stay, Stay::Waits);
      ++told.abandoned;
      told.stay = Stay::Over;
      return;
    }
    ASSERT_EQ(told.stay, Stay::Held);
    EXPECT_EQ(e.agent, told.conversation.agent);
    told.stay = Stay::WrapsUp;
  }
  void tell(const WrapUpCompleted& e) {
    Told& told = all_.at(e.conversation);
    ASSERT_EQ(told.stay, Stay::WrapsUp);
    EXPECT_EQ(e.agent, told.conversation.agent);
    told.conversation.wrap_up_code = codes.count(e.code) == 0 ? "" : codes[e.code];
    told.conversation.note = e.note;
    told.stay = Stay::Over;
  }
  void tell(const MessageReceived& e) {
    all_.at(e.conversation).messages.emplace_back(e.message, e.text);
    statuses[e.message] = "received";
  }
  void tell(const MessageAccepted& e) {
    all_.at(e.conversation).messages.emplace_back(e.message, e.text);
    statuses[e.message] = "queued";
  }
  void tell(const DeliveryChanged& e) { statuses[e.message] = delivery_word(e.status); }
  template <typename Other>
  void tell(const Other&) {}

  void hold(Told& told, AgentId agent) {
    told.conversation.agent = agent;
    told.stay = Stay::Held;
    ++told.answered;
  }
  void give_back(Told& told) {
    ASSERT_EQ(told.stay, Stay::Held);
    told.stay = Stay::Waits;
    told.asked = told.conversation.queue;
    ++told.returned;
    ++told.begun;
  }

  Instant at_;
  std::map<ConversationId, Told> all_;
};

/// A world whose log is archived as a relay does it.
class ArchivedWorld {
 public:
  explicit ArchivedWorld(std::uint64_t seed) : world_(a_world(seed)), inputs_(seed, is_rich(seed)) { archive(); }

  void step() {
    world_.pass(some_time(inputs_.random()));
    Input input = inputs_.next(world_.workspace, world_.now);
    // What the relay looks up comes from the archive, not from the dice.
    if (auto* in = std::get_if<InboundMessage>(&input)) {
      in->previous.reset();
      const auto history = store_.read_history(in->from, in->to, 1);
      if (!history->empty()) in->previous = closed(history->front());
    }
    if (auto* command = std::get_if<CommandInput>(&input)) {
      if (auto* reopen = std::get_if<ReopenConversation>(&command->command)) look_up(*reopen);
    }
    world_.decide(input);
    world_.make_offers();
    archive();
  }

  void check() {
    for (const auto& [id, told] : history_.all()) {
      SCOPED_TRACE("conversation " + std::to_string(id.value));
      const auto found = store_.find_conversation(id);
      ASSERT_TRUE(found && *found);
      expect_same(**found, told.conversation);
      check_segments(told);
      // Every wait ends in exactly one way, and every answer too, but for what is under way.
      EXPECT_EQ(told.begun, told.answered + told.abandoned + (told.stay == History::Stay::Waits ? 1 : 0));
      EXPECT_EQ(told.answered,
                told.returned + (told.ended - told.abandoned) + (told.stay == History::Stay::Held ? 1 : 0));
      EXPECT_EQ(told.ended, told.conversation.segment - (told.conversation.ended_at ? 0 : 1));
      const Conversation* open = world_.workspace.find_conversation(id);
      ASSERT_EQ(open != nullptr, told.stay != History::Stay::Over);
      if (open != nullptr) {
        EXPECT_EQ(open->segment, told.conversation.segment);
        EXPECT_TRUE(!open->owner.is_set() || open->owner == told.conversation.agent);
      }
      check_messages(told);
    }
  }

  const History& history() const { return history_; }

  /// Any tail of the log as operations again.
  void replay() {
    const std::size_t from = inputs_.random().below(ops_.size());
    store::Batch batch;
    batch.archive.assign(ops_.begin() + static_cast<std::ptrdiff_t>(from), ops_.end());
    const auto again = store_.append(store_.head(), batch);
    ASSERT_TRUE(again) << again.error().sentence;
  }

 private:
  static std::optional<ClosedConversation> closed(const ArchivedConversation& one) {
    if (!one.ended_at) return std::nullopt;
    return ClosedConversation{one.conversation, one.queue,     one.customer, one.our_number,
                              one.opened_at,    *one.ended_at, one.agent,    one.segment};
  }
  void look_up(ReopenConversation& reopen) {
    const auto& all = history_.all();
    if (!all.empty() && inputs_.random().chance(80)) {
      auto at = all.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(inputs_.random().below(all.size())));
      reopen.conversation = at->first;
    }
    const auto found = store_.find_conversation(reopen.conversation);
    reopen.closed = *found ? closed(**found) : std::nullopt;
  }
  static void expect_same(const ArchivedConversation& archived, const ArchivedConversation& told) {
    EXPECT_EQ(archived.queue, told.queue);
    EXPECT_EQ(archived.customer, told.customer);
    EXPECT_EQ(archived.our_number, told.our_number);
    EXPECT_EQ(archived.opened_at, told.opened_at);
    EXPECT_EQ(archived.ended_at, told.ended_at);
    EXPECT_EQ(archived.agent, told.agent);
    EXPECT_EQ(archived.wrap_up_code, told.wrap_up_code);
    EXPECT_EQ(archived.note, told.note);
    EXPECT_EQ(archived.segment, told.segment);
    EXPECT_EQ(archived.end_cause, told.end_cause);
  }
  void check_segments(const History::Told& told) {
    std::vector<ArchivedSegment> expected = told.earlier;
    expected.push_back(History::last_segment(told.conversation));
    const auto archived = *store_.read_segments(told.conversation.conversation);
    ASSERT_EQ(archived.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(archived[i].segment, i + 1);
      EXPECT_EQ(archived[i].segment, expected[i].segment);
      EXPECT_EQ(archived[i].queue, expected[i].queue);
      EXPECT_EQ(archived[i].agent, expected[i].agent);
      EXPECT_EQ(archived[i].opened_at, expected[i].opened_at);
      EXPECT_EQ(archived[i].ended_at, expected[i].ended_at);
      EXPECT_EQ(archived[i].wrap_up_code, expected[i].wrap_up_code);
      EXPECT_EQ(archived[i].note, expected[i].note);
      EXPECT_EQ(archived[i].resolution, expected[i].resolution);
      EXPECT_EQ(archived[i].end_cause, expected[i].end_cause);
    }
  }
  void check_messages(const History::Told& told) {
    const auto page = store_.read_timeline(told.conversation.customer, told.conversation.our_number, {}, 500);
    ASSERT_TRUE(page);
    std::vector<std::pair<MessageId, std::string>> archived;
    for (auto one = page->messages.rbegin(); one != page->messages.rend(); ++one) {
      if (one->conversation != told.conversation.conversation) continue;
      archived.emplace_back(one->message, one->text);
      EXPECT_EQ(one->status, history_.statuses.at(one->message));
    }
    EXPECT_EQ(archived, told.messages);
  }
  void archive() {
    for (; archived_ < world_.log.size(); ++archived_) {
      const LogEntry& entry = world_.log[archived_];
      store::Batch batch;
      append_archive_ops(before_, entry, batch.archive);
      ops_.insert(ops_.end(), batch.archive.begin(), batch.archive.end());
      const auto written = store_.append(store_.head(), batch);
      ASSERT_TRUE(written) << written.error().sentence << " " << encode_entry(entry);
      history_.add(entry);
      ASSERT_TRUE(apply(before_, entry));
    }
  }

  World world_;
  RandomInputs inputs_;
  store::MemoryStore store_{"0123456789abcdef0123456789abcdef"};
  Workspace before_;
  std::size_t archived_ = 0;
  std::vector<store::ArchiveOp> ops_;
  History history_;
};

TEST(Archive, SaysOfEveryConversationWhatTheLogSays) {
  std::uint64_t answered = 0, abandoned = 0, returned = 0, reopened = 0;
  for (const std::uint64_t seed : seeds(kSeeds)) {
    SCOPED_TRACE("SMSDESK_SEED=" + std::to_string(seed));
    ArchivedWorld world(seed);
    for (int i = 0; i < kSteps && !HasFailure(); ++i) world.step();
    world.check();
    for (int i = 0; i < 10 && !HasFailure(); ++i) {
      world.replay();
      world.check();
    }
    if (HasFailure()) return;
    for (const auto& [id, told] : world.history().all()) {
      answered += told.answered;
      abandoned += told.abandoned;
      returned += told.returned;
      reopened += told.conversation.segment - 1;
    }
  }
  if (std::getenv("SMSDESK_SEED") != nullptr) return;
  // Worlds that never come to it prove nothing of it.
  EXPECT_GT(answered, 100u);
  EXPECT_GT(abandoned, 0u);
  EXPECT_GT(returned, 10u);
  EXPECT_GT(reopened, 10u);
}

}  // namespace
}  // namespace smsdesk::relay::test
