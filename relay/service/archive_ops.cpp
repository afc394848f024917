#include "core/conversation/duplicates.h"
#include "core/json/json.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/handing.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/customers.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

/// [["Case","4711"],…]; empty for none.
std::string encode_fields(const std::vector<FilledField>& fields) {
  if (fields.empty()) return {};
  json::Writer writer;
  writer.begin_array();
  for (const FilledField& field : fields) {
    writer.begin_array().string(field.name).string(field.value).end_array();
  }
  writer.end_array();
  return writer.take();
}

struct Ops {
  const Workspace& before;
  Instant at;
  std::uint64_t offset;
  AgentId by;
  std::vector<store::ArchiveOp>& into;

  void operator()(const ConversationOpened& e) {
    into.push_back(store::PutConversation{e.conversation, e.queue, e.customer, e.our_number, at});
  }
  void operator()(const MessageReceived& e) {
    store::PutMessage put;
    put.message = e.message;
    put.conversation = e.conversation;
    put.is_inbound = true;
    put.at = at;
    put.text = e.text;
    put.media = encode_media(e.media);
    put.status = std::string(delivery_word(DeliveryStatus::Received));
    put.carrier_id = e.carrier_id.value;
    into.push_back(std::move(put));
    put_media(e.conversation, e.message, e.media);
  }
  void operator()(const MessageAccepted& e) {
    store::PutMessage put;
    put.message = e.message;
    put.conversation = e.conversation;
    put.author = e.author;
    put.at = at;
    put.text = e.text;
    put.media = encode_media(e.media);
    put.status = std::string(delivery_word(DeliveryStatus::Queued));
    put.again_of = e.again_of;
    put.is_mms_text = e.is_mms_text;
    put.not_done = encode_not_done(e.not_done);
    into.push_back(std::move(put));
    put_media(e.conversation, e.message, e.media);
  }
  void operator()(const DeliveryChanged& e) {
    into.push_back(store::SetMessageStatus{e.message, at, std::string(delivery_word(e.status)), e.carrier_id.value,
                                           e.error_code, offset, e.attempt, e.retry_at});
  }
  void operator()(const MessageReported& e) {
    into.push_back(
        store::SetMessageReport{e.message, e.conversation, at, by,
                                e.kind == ReportKind::None ? std::string() : std::string(fields::word_of(e.kind))});
  }
  void operator()(const ContactSaved& e) { put_contact(e.contact); }
  void operator()(const ContactsMerged& e) {
    into.push_back(store::RemoveContact{e.gone.id, e.contact.id});
    put_contact(e.contact);
  }
  void operator()(const ContactsToldApart& e) { into.push_back(store::PutContactsApart{e.first, e.second}); }
  void put_contact(const Contact& contact) {
    store::PutContact put{contact.id, contact.name, contact_words(contact), encode_contact(contact), contact.numbers};
    for (DuplicateKey& key : duplicate_keys(contact)) put.keys.push_back(std::move(key.text));
    into.push_back(std::move(put));
  }
  void operator()(const ConsentChanged& e) {
    std::string customer = e.customer, our_number = e.our_number;
    if (customer.empty()) {
      const Conversation* conversation = before.find_conversation(e.conversation);
      if (conversation == nullptr || !conversation->detail) return;
      customer = conversation->detail->customer;
      our_number = conversation->detail->our_number;
    }
    into.push_back(store::PutConsent{std::move(customer), std::move(our_number),
                                     std::string(fields::word_of(e.consent.state)), e.consent.at, e.consent.message,
                                     e.consent.word});
  }
  void operator()(const MediaChanged& e) { put_media(e.conversation, e.message, e.place, e.media); }
  void operator()(const OfferEnded& e) {
    if (e.outcome != OfferOutcome::Accepted) return;
    const Conversation* conversation = before.find_conversation(e.conversation);
    const QueueId queue = conversation == nullptr ? QueueId{} : conversation->asked_queue();
    into.push_back(store::SetConversationOwner{e.conversation, e.agent, at, queue, segment_of(e.conversation)});
  }
  void operator()(const ConversationReopened& e) {
    into.push_back(store::SetConversationReopened{e.conversation, at, e.queue, e.owner, e.segment});
  }
  void operator()(const ConversationQueued& e) {
    into.push_back(store::SetConversationOwner{e.conversation, {}, at, e.queue, segment_of(e.conversation)});
  }
  void operator()(const ConversationReturned& e) {
    const Conversation* conversation = before.find_conversation(e.conversation);
    if (e.reason != ReturnReason::Transferred || conversation == nullptr) return;
    into.push_back(
        store::SetConversationOwner{e.conversation, {}, at, conversation->asked_queue(), conversation->segment});
  }
  void operator()(const ConversationResumed& e) {
    into.push_back(store::SetConversationOwner{e.conversation, e.agent, at, {}, segment_of(e.conversation)});
  }
  void operator()(const ConversationEnded& e) {
    into.push_back(store::SetConversationEnded{e.conversation,
                                               at,
                                               e.agent,
                                               {},
                                               {},
                                               segment_of(e.conversation),
                                               std::string(fields::word_of(e.cause)),
                                               std::string(fields::word_of(e.resolution)),
                                               {}});
  }
  void operator()(const WrapUpCompleted& e) {
    const Conversation* conversation = before.find_conversation(e.conversation);
    const auto code = before.wrap_up_codes.find(e.code);
    into.push_back(store::SetConversationEnded{
        e.conversation,
        conversation == nullptr || conversation->ended_at.ms == 0 ? at : conversation->ended_at,
        e.agent,
        code == before.wrap_up_codes.end() ? std::string() : code->second.name,
        e.note,
        segment_of(e.conversation),
        {},
        {},
        encode_fields(e.fields)});
  }
  template <typename Other>
  void operator()(const Other&) {}

  void put_media(ConversationId conversation, MessageId message, unsigned place, const Media& media) {
    into.push_back(store::SetMedia{message, conversation, place, encode_one_media(media), media.url, media.hash,
                                   media.state == MediaState::Waiting});
  }
  void put_media(ConversationId conversation, MessageId message, const std::vector<Media>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) put_media(conversation, message, static_cast<unsigned>(i), all[i]);
  }

  unsigned segment_of(ConversationId id) const {
    const Conversation* conversation = before.find_conversation(id);
    return conversation == nullptr ? 1 : conversation->segment;
  }
};

}  // namespace

void append_archive_ops(const Workspace& before, const LogEntry& entry, std::vector<store::ArchiveOp>& into) {
  std::visit(Ops{before, entry.at, entry.offset, entry.by, into}, entry.body);
  const std::optional<Handing> handing = handing_of(before, entry);
  if (!handing) return;
  into.push_back(store::PutHanding{
      entry.offset,
      {conversation_of(entry.body), handing->at, std::string(fields::word_of(handing->kind)), handing->agent,
       handing->by, handing->queue,
       handing->reason == ReturnReason::None ? std::string() : std::string(fields::word_of(handing->reason))}});
}

std::optional<Handing> handing_of_row(const store::ArchivedHanding& row) {
  const auto kind = fields::find_word<HandingKind>(row.kind);
  if (!kind) return std::nullopt;
  Handing one{row.at, *kind, row.agent, row.by, row.queue, ReturnReason::None};
  if (const auto reason = fields::find_word<ReturnReason>(row.reason)) one.reason = *reason;
  return one;
}

}  // namespace smsdesk::relay
