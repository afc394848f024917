#include "core/protocol/frame.h"

#include <algorithm>
#include <array>

#include "core/json/json.h"
#include "core/workspace/fields.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk {
namespace fields {

template <>
struct Words<FoundKind> {
  static constexpr std::array<std::string_view, 5> list{"messages", "everything", "customer", "us", "notes"};
};

template <>
struct Words<DuplicateSign> {
  static constexpr std::array<std::string_view, 4> list{"email", "field", "number", "name"};
};

template <>
struct Words<DraftPart> {
  static constexpr std::array<std::string_view, 4> list{"answer", "note", "files", "actions"};
};

template <>
struct Words<SendAs> {
  static constexpr std::array<std::string_view, 3> list{"usual", "mms", "text"};
};

template <typename A>
void describe(A& a, Hello& v) {
  a("version", v.version);
  a("epoch", v.epoch);
  a("offset", v.offset);
}
template <typename A>
void describe(A& a, PageRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
  a("before", v.before);
  a("limit", v.limit);
  a("after", v.after, default_of<PageRequest>().after);
  a("around", v.around, default_of<PageRequest>().around);
  a("follows", v.follows, default_of<PageRequest>().follows);
}
template <typename A>
void describe(A& a, MessagesRequest& v) {
  a("key", v.key);
  a("words", v.words);
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("agent", v.agent);
  a("from", v.from);
  a("until", v.until);
  a("before", v.before);
  a("limit", v.limit);
  a("kind", v.kind, default_of<MessagesRequest>().kind);
  a("author", v.author, default_of<MessagesRequest>().author);
  a("before_wrap_up", v.before_wrap_up, default_of<MessagesRequest>().before_wrap_up);
}
template <typename A>
void describe(A& a, FindRequest& v) {
  a("key", v.key);
  a("words", v.words);
  a("is_mine", v.is_mine);
  a("before_at", v.before_at);
  a("before", v.before);
  a("limit", v.limit);
  a("of", v.of, default_of<FindRequest>().of);
}
template <typename A>
void describe(A& a, ReportedRequest& v) {
  a("key", v.key);
  a("before_at", v.before_at);
  a("before", v.before);
  a("limit", v.limit);
}
template <typename A>
void describe(A& a, ContactsRequest& v) {
  a("key", v.key);
  a("words", v.words);
  a("is_to_read", v.is_to_read, default_of<ContactsRequest>().is_to_read);
}
template <typename A>
void describe(A& a, TargetsRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, DeliveryRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
  a("message", v.message);
}
template <typename A>
void describe(A& a, DeliveryStepLine& v) {
  const DeliveryStepLine& d = default_of<DeliveryStepLine>();
  a("at", v.at);
  a("attempt", v.attempt);
  a("status", v.status);
  a("error_code", v.error_code, d.error_code);
  a("retry_at", v.retry_at, d.retry_at);
}
template <typename A>
void describe(A& a, MessageDelivery& v) {
  const MessageDelivery& d = default_of<MessageDelivery>();
  a("message", v.message);
  a("author", v.author);
  a("at", v.at);
  a("status", v.status);
  a("error_code", v.error_code, d.error_code);
  a("carrier_id", v.carrier_id, d.carrier_id);
  a("steps", v.steps);
  a("is_mms", v.is_mms, d.is_mms);
}
template <typename A>
void describe(A& a, DeliveryFrame& v) {
  a("key", v.key);
  a("message", v.message);
  a("chain", v.chain);
  a("is_failed", v.is_failed);
}
template <typename A>
void describe(A& a, NoteWordingsRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
  a("note", v.note);
}
template <typename A>
void describe(A& a, NoteWording& v) {
  a("at", v.at);
  a("text", v.text);
}
template <typename A>
void describe(A& a, NoteWordingsFrame& v) {
  a("key", v.key);
  a("note", v.note);
  a("wordings", v.wordings);
  a("is_failed", v.is_failed);
}
template <typename A>
void describe(A& a, TimelineSegment& v) {
  const TimelineSegment& d = default_of<TimelineSegment>();
  a("conversation", v.conversation);
  a("segment", v.segment);
  a("agent", v.agent, d.agent);
  a("opened_at", v.opened_at);
  a("ended_at", v.ended_at, d.ended_at);
  a("code", v.code, d.code);
  a("note", v.note, d.note);
  a("resolution", v.resolution, d.resolution);
  a("cause", v.cause, d.cause);
  a("handings", v.handings, d.handings);
}
template <typename A>
void describe(A& a, QueueTarget& v) {
  a("queue", v.queue);
  a("free", v.free);
  a("waiting", v.waiting);
  a("waiting_since", v.waiting_since);
}
template <typename A>
void describe(A& a, AgentTarget& v) {
  a("agent", v.agent);
  a("load", v.load);
  a("is_free", v.is_free);
}
template <typename A>
void describe(A& a, TargetsFrame& v) {
  a("key", v.key);
  a("queues", v.targets.queues);
  a("agents", v.targets.agents);
}
template <typename A>
void describe(A& a, FoundConversation& v) {
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("customer", v.customer);
  a("our_number", v.our_number);
  a("opened_at", v.opened_at);
  a("ended_at", v.ended_at);
  a("agent", v.agent);
  a("code", v.code);
  a("note", v.note);
  a("resolution", v.resolution);
  a("name", v.name, default_of<FoundConversation>().name);
}
template <typename A>
void describe(A& a, FoundFrame& v) {
  a("key", v.key);
  a("conversations", v.conversations);
  a("has_more", v.has_more);
  a("is_failed", v.is_failed);
}
template <typename A>
void describe(A& a, ContactsFrame& v) {
  a("key", v.key);
  a("contacts", v.contacts);
  a("is_failed", v.is_failed);
  a("conversations", v.conversations, default_of<ContactsFrame>().conversations);
}
template <typename A>
void describe(A& a, DuplicatesRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, CustomerRequest& v) {
  a("key", v.key);
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, CustomerFrame& v) {
  a("key", v.key);
  a("record", v.record);
  a("is_failed", v.is_failed);
  a("number", v.number, default_of<CustomerFrame>().number);
}
template <typename A>
void describe(A& a, LikelyDuplicate& v) {
  a("contact", v.contact);
  a("sign", v.why.sign);
  a("field", v.why.field, default_of<Likeness>().field);
  a("value", v.why.value, default_of<Likeness>().value);
}
template <typename A>
void describe(A& a, DuplicatesFrame& v) {
  a("key", v.key);
  a("duplicates", v.duplicates);
  a("is_failed", v.is_failed);
}
template <typename A>
void describe(A& a, TextMark& v) {
  a("begin", v.begin);
  a("end", v.end);
}
template <typename A>
void describe(A& a, FoundMessage& v) {
  a("message", v.message);
  a("conversation", v.conversation);
  a("is_inbound", v.is_inbound);
  a("author", v.author);
  a("at", v.at);
  a("text", v.text);
  a("marks", v.marks);
  a("is_note", v.is_note, default_of<FoundMessage>().is_note);
  a("segment", v.segment, default_of<FoundMessage>().segment);
}
template <typename A>
void describe(A& a, FoundMessagesFrame& v) {
  a("key", v.key);
  a("messages", v.messages);
  a("conversations", v.conversations);
  a("next", v.next);
  a("is_failed", v.is_failed);
  a("next_wrap_up", v.next_wrap_up, default_of<FoundMessagesFrame>().next_wrap_up);
}
template <typename A>
void describe(A& a, ReportedMessage& v) {
  a("message", v.message);
  a("conversation", v.conversation);
  a("report", v.report);
  a("text", v.text);
}
template <typename A>
void describe(A& a, ReportedFrame& v) {
  a("key", v.key);
  a("messages", v.messages);
  a("conversations", v.conversations);
  a("has_more", v.has_more);
  a("is_failed", v.is_failed);
}
template <typename A>
void describe(A& a, AttentionFrame& v) {
  a("conversation", v.conversation);
  a("is_typing", v.is_typing);
}
template <typename A>
void describe(A& a, DraftFile& v) {
  const DraftFile& d = default_of<DraftFile>();
  a("hash", v.hash, d.hash);
  a("key", v.key, d.key);
  a("name", v.name);
  a("content_type", v.content_type);
  a("bytes", v.bytes);
  a("width", v.width, d.width);
  a("height", v.height, d.height);
}
struct DraftFileList {
  std::vector<DraftFile> files;
};
template <typename A>
void describe(A& a, DraftFileList& v) {
  a("files", v.files);
}
template <typename A>
void describe(A& a, DraftFrame& v) {
  const DraftFrame& d = default_of<DraftFrame>();
  a("conversation", v.conversation);
  a("part", v.part, d.part);
  a("text", v.text);
  a("files", v.files, d.files);
  a("send_as", v.send_as, d.send_as);
  a("actions", v.actions, d.actions);
  a("version", v.version);
  a("over", v.over);
}
template <typename A>
void describe(A& a, KeptDraft& v) {
  const KeptDraft& d = default_of<KeptDraft>();
  a("conversation", v.conversation);
  a("part", v.part, d.part);
  a("text", v.text);
  a("files", v.files, d.files);
  a("send_as", v.send_as, d.send_as);
  a("actions", v.actions, d.actions);
  a("version", v.version);
  a("over", v.over);
  a("at", v.at);
  a("has_no_room", v.has_no_room, d.has_no_room);
}
template <typename A>
void describe(A& a, DraftsFrame& v) {
  a("drafts", v.drafts);
}
template <typename A>
void describe(A& a, Preference& v) {
  a("name", v.name);
  a("value", v.value);
}
template <typename A>
void describe(A& a, PreferencesRequest& v) {
  a("key", v.key);
  a("preferences", v.preferences);
}
template <typename A>
void describe(A& a, PreferencesFrame& v) {
  a("key", v.key);
  a("preferences", v.preferences);
  a("is_unreadable", v.is_unreadable, default_of<PreferencesFrame>().is_unreadable);
}
template <typename A>
void describe(A& a, Watcher& v) {
  a("agent", v.agent);
  a("is_typing", v.is_typing);
}
template <typename A>
void describe(A& a, WatchersFrame& v) {
  a("conversation", v.conversation);
  a("watchers", v.watchers);
}
template <typename A>
void describe(A& a, TimelineChangedFrame& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, Welcome& v) {
  a("version", v.version);
  a("agent", v.agent);
  a("epoch", v.epoch);
  a("now", v.now);
}
template <typename A>
void describe(A&, PulseFrame&) {}
template <typename A>
void describe(A& a, AnswerFrame& v) {
  a("key", v.key);
  a("refusal", v.refusal);
}
template <typename A>
void describe(A& a, TimelineMessage& v) {
  a("message", v.message);
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, TimelineNote& v) {
  a("note", v.note);
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, NoteFrame& v) {
  a("note", v.note);
}
template <typename A>
void describe(A& a, PageFrame& v) {
  a("key", v.key);
  a("conversation", v.conversation);
  a("messages", v.messages);
  a("has_more", v.has_more);
  a("notes", v.notes, default_of<PageFrame>().notes);
  a("has_newer", v.has_newer, default_of<PageFrame>().has_newer);
  a("segments", v.segments, default_of<PageFrame>().segments);
}

}  // namespace fields

namespace {

using fields::In;
using fields::Out;

Error malformed(std::string_view what) {
  return Error{ErrorCode::Invalid, "The frame cannot be read: " + std::string(what)};
}

template <typename T>
std::string encode_plain(std::string_view type, const T& value) {
  json::Writer writer;
  writer.begin_object().key("type").string(type);
  Out out(writer);
  fields::describe(out, const_cast<T&>(value));
  writer.end_object();
  return writer.take();
}

template <typename Frame, typename T>
Result<Frame> decode_plain(json::View view) {
  T value;
  In in;
  in.object(view, value);
  if (!in.is_ok()) return malformed(in.error());
  return Frame(std::move(value));
}

Status check_key(const SendKey& key) {
  if (key.value.empty() || key.value.size() > kSendKeyBytesMax) return malformed("\"key\" must have 1 to 64 bytes.");
  for (const char c : key.value) {
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    if (!is_plain) return malformed("\"key\" takes letters, digits, - and _ only.");
  }
  return Done{};
}

Status check_preferences(const std::vector<Preference>& all) {
  if (all.empty() || all.size() > kPreferencesMax) return malformed("\"preferences\" must have 1 to 200 items.");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Preference& one = all[i];
    const bool begins_well = !one.name.empty() && one.name[0] >= 'a' && one.name[0] <= 'z';
    const bool is_plain = std::all_of(one.name.begin(), one.name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    if (!begins_well || !is_plain || one.name.size() > kPreferenceNameMax)
      return malformed(
          "a preference's \"name\" has 1 to 40 of small letters, digits, _ and ., and begins with a letter.");
    if (one.value.size() > kPreferenceValueMax) return malformed("a preference's \"value\" has more than 200 bytes.");
    const bool has_control = std::any_of(one.value.begin(), one.value.end(),
                                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (has_control) return malformed("a preference's \"value\" has control characters.");
    for (std::size_t other = 0; other < i; ++other)
      if (all[other].name == one.name) return malformed("a preference stands there twice.");
  }
  return Done{};
}

constexpr std::size_t kFileNameBytesMax = 1'000;  // before it is cleaned

Status check_draft_parts(const DraftFrame& draft) {
  const bool is_files = draft.part == DraftPart::Files, is_actions = draft.part == DraftPart::Actions;
  if (is_files && !draft.text.empty()) return malformed("a draft's part \"files\" has no text.");
  if (is_actions && !draft.text.empty()) return malformed("a draft's part \"actions\" has no text.");
  if (!is_actions && !draft.actions.empty()) return malformed("only a draft's part \"actions\" has actions.");
  if (draft.actions.size() > kMessageActionsMax) return malformed("\"actions\" has more than 10 items.");
  for (const TemplateAction& one : draft.actions)
    if (one.text.size() > kActionTextBytesMax) return malformed("an action's \"text\" has more than 4,000 bytes.");
  if (!is_files && !draft.files.empty()) return malformed("only a draft's part \"files\" has files.");
  if (draft.part != DraftPart::Answer && draft.send_as != SendAs::Usual)
    return malformed("only a draft's part \"answer\" has \"send_as\".");
  if (draft.files.size() > kDraftFilesMax) return malformed("\"files\" has more than 20 items.");
  for (const DraftFile& one : draft.files) {
    const bool is_named = one.is_here() ? is_media_hash(one.hash) : !one.key.empty();
    if (!is_named || one.key.size() > kDraftFileKeyBytesMax)
      return malformed("a draft's file has a \"hash\" of 64 hex digits, or a \"key\" of 1 to 100 bytes.");
    if (one.name.size() > kFileNameBytesMax || one.content_type.size() > kDraftFileTypeBytesMax)
      return malformed("a draft's file has a \"name\" of at most 1,000 bytes and a \"content_type\" of at most 100.");
  }
  return Done{};
}

struct EncodeClient {
  std::string operator()(const Hello& f) const { return encode_plain("hello", f); }
  std::string operator()(const PageRequest& f) const { return encode_plain("page_request", f); }
  std::string operator()(const FindRequest& f) const { return encode_plain("find", f); }
  std::string operator()(const MessagesRequest& f) const { return encode_plain("find_messages", f); }
  std::string operator()(const AttentionFrame& f) const { return encode_plain("attention", f); }
  std::string operator()(const DeliveryRequest& f) const { return encode_plain("delivery_request", f); }
  std::string operator()(const NoteWordingsRequest& f) const { return encode_plain("note_wordings_request", f); }
  std::string operator()(const TargetsRequest& f) const { return encode_plain("find_targets", f); }
  std::string operator()(const DraftFrame& f) const { return encode_plain("draft", f); }
  std::string operator()(const ReportedRequest& f) const { return encode_plain("find_reported", f); }
  std::string operator()(const DuplicatesRequest& f) const { return encode_plain("find_duplicates", f); }
  std::string operator()(const CustomerRequest& f) const { return encode_plain("find_customer", f); }
  std::string operator()(const ContactsRequest& f) const { return encode_plain("find_contacts", f); }
  std::string operator()(const PreferencesRequest& f) const { return encode_plain("set_preferences", f); }
  std::string operator()(const CommandFrame& f) const {
    json::Writer writer;
    writer.begin_object().key("type").string("command").key("key").string(f.key.value).key("command").begin_object();
    fields::put_alternative(writer, f.command, fields::kCommandNames);
    writer.end_object().end_object();
    return writer.take();
  }
};

template <typename WriteEntries>
std::string encode_entries(std::uint64_t up_to, std::optional<std::uint64_t> digest, WriteEntries write_entries) {
  json::Writer writer;
  writer.begin_object().key("type").string("entries").key("up_to").unsigned_integer(up_to);
  writer.key("entries").begin_array();
  write_entries(writer);
  writer.end_array().key("digest");
  // As text: a JSON number of 64 bits is not safe in other people's readers.
  if (digest)
    writer.string(std::to_string(*digest));
  else
    writer.null();
  writer.end_object();
  return writer.take();
}

struct EncodeRelay {
  std::string operator()(const Welcome& f) const { return encode_plain("welcome", f); }
  std::string operator()(const PulseFrame& f) const { return encode_plain("pulse", f); }
  std::string operator()(const AnswerFrame& f) const { return encode_plain("answer", f); }
  std::string operator()(const PageFrame& f) const { return encode_plain("page", f); }
  std::string operator()(const FoundFrame& f) const { return encode_plain("found", f); }
  std::string operator()(const FoundMessagesFrame& f) const { return encode_plain("found_messages", f); }
  std::string operator()(const ReportedFrame& f) const { return encode_plain("reported", f); }
  std::string operator()(const WatchersFrame& f) const { return encode_plain("watchers", f); }
  std::string operator()(const TimelineChangedFrame& f) const { return encode_plain("timeline_changed", f); }
  std::string operator()(const DeliveryFrame& f) const { return encode_plain("delivery", f); }
  std::string operator()(const NoteWordingsFrame& f) const { return encode_plain("note_wordings", f); }
  std::string operator()(const NoteFrame& f) const { return encode_plain("note", f); }
  std::string operator()(const TargetsFrame& f) const { return encode_plain("targets", f); }
  std::string operator()(const DraftsFrame& f) const { return encode_plain("drafts", f); }
  std::string operator()(const DuplicatesFrame& f) const { return encode_plain("duplicates", f); }
  std::string operator()(const CustomerFrame& f) const { return encode_plain("customer", f); }
  std::string operator()(const ContactsFrame& f) const { return encode_plain("contacts", f); }
  std::string operator()(const PreferencesFrame& f) const { return encode_plain("preferences", f); }
  std::string operator()(const SnapshotFrame& f) const {
    json::Writer writer;
    writer.begin_object().key("type").string("snapshot").key("offset").unsigned_integer(f.offset).key("view");
    write_workspace(writer, f.view);
    writer.end_object();
    return writer.take();
  }
  std::string operator()(const EntriesFrame& f) const {
    return encode_entries(f.up_to, f.digest, [&](json::Writer& writer) {
      for (const LogEntry& entry : f.entries) write_entry(writer, entry);
    });
  }
};

Result<RelayFrame> decode_entries(json::View view) {
  EntriesFrame frame;
  const auto up_to = view.find("up_to").unsigned_integer();
  const json::View entries = view.find("entries");
  if (!up_to || !entries.is_array()) return malformed("\"up_to\" and \"entries\" are needed.");
  frame.up_to = *up_to;
  frame.entries.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto entry = read_entry(entries.at(i));
    if (!entry) return entry.error();
    frame.entries.push_back(std::move(entry.value()));
  }
  const std::string_view digits = view.text_or("digest", "");
  if (!digits.empty()) {
    std::uint64_t digest = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return malformed("\"digest\" must be a number as text.");
      const auto digit = static_cast<std::uint64_t>(c - '0');
      if (digest > (~std::uint64_t{0} - digit) / 10) return malformed("\"digest\" has more than 64 bits.");
      digest = digest * 10 + digit;
    }
    frame.digest = digest;
  }
  return RelayFrame(std::move(frame));
}

}  // namespace

std::string encode_frame(const ClientFrame& frame) {
  return std::visit(EncodeClient{}, frame);
}
std::string encode_frame(const RelayFrame& frame) {
  return std::visit(EncodeRelay{}, frame);
}

std::string encode_draft_files(const std::vector<DraftFile>& files) {
  json::Writer writer;
  fields::Out(writer).object(fields::DraftFileList{files});
  return writer.take();
}

std::vector<DraftFile> decode_draft_files(std::string_view bytes) {
  fields::DraftFileList list;
  const auto document = json::Document::parse(bytes);
  fields::In in;
  if (document) in.object(document->root(), list);
  return document && in.is_ok() ? std::move(list.files) : std::vector<DraftFile>{};
}

std::string encode_draft_actions(const std::vector<TemplateAction>& actions) {
  std::string lines;
  for (const TemplateAction& one : actions) {
    json::Writer writer;
    fields::Out(writer).object(one);
    lines += (lines.empty() ? "" : "\n") + writer.take();
  }
  return lines;
}

std::vector<TemplateAction> decode_draft_actions(std::string_view lines) {
  std::vector<TemplateAction> actions;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    TemplateAction one;
    const auto document = json::Document::parse(lines.substr(0, end));
    fields::In in;
    if (document) in.object(document->root(), one);
    if (document && in.is_ok()) put_action(actions, std::move(one), kMessageActionsMax);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return actions;
}

std::string encode_entries_frame(std::uint64_t up_to, const std::vector<std::string_view>& entries,
                                 std::optional<std::uint64_t> digest) {
  return encode_entries(up_to, digest, [&](json::Writer& writer) {
    for (const std::string_view entry : entries) writer.raw(entry);
  });
}

Result<ClientFrame> decode_client_frame(std::string_view bytes) {
  if (bytes.size() > kClientFrameBytesMax) {
    return Error{ErrorCode::TooLarge, "The frame is larger than 64 KiB."};
  }
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  const json::View view = document->root();
  const std::string_view type = view.text_or("type", "");
  if (type == "hello") return decode_plain<ClientFrame, Hello>(view);
  if (type == "attention") return decode_plain<ClientFrame, AttentionFrame>(view);
  if (type == "find_targets") {
    auto frame = decode_plain<ClientFrame, TargetsRequest>(view);
    if (!frame) return frame;
    if (Status key = check_key(std::get<TargetsRequest>(frame.value()).key); !key) return key.error();
    return frame;
  }
  if (type == "find_duplicates") {
    auto frame = decode_plain<ClientFrame, DuplicatesRequest>(view);
    if (!frame) return frame;
    if (Status key = check_key(std::get<DuplicatesRequest>(frame.value()).key); !key) return key.error();
    return frame;
  }
  if (type == "find_customer") {
    auto frame = decode_plain<ClientFrame, CustomerRequest>(view);
    if (!frame) return frame;
    if (Status key = check_key(std::get<CustomerRequest>(frame.value()).key); !key) return key.error();
    return frame;
  }
  if (type == "delivery_request") {
    auto frame = decode_plain<ClientFrame, DeliveryRequest>(view);
    if (!frame) return frame;
    if (Status key = check_key(std::get<DeliveryRequest>(frame.value()).key); !key) return key.error();
    return frame;
  }
  if (type == "note_wordings_request") {
    auto frame = decode_plain<ClientFrame, NoteWordingsRequest>(view);
    if (!frame) return frame;
    if (Status key = check_key(std::get<NoteWordingsRequest>(frame.value()).key); !key) return key.error();
    return frame;
  }
  if (type == "find_contacts") {
    auto frame = decode_plain<ClientFrame, ContactsRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<ContactsRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (request.words.size() > kFindWordsBytesMax) return malformed("\"words\" has more than 200 bytes.");
    return frame;
  }
  if (type == "draft") {
    auto frame = decode_plain<ClientFrame, DraftFrame>(view);
    if (!frame) return frame;
    const auto& draft = std::get<DraftFrame>(frame.value());
    if (Status key = check_key(draft.version); !key) return key.error();
    if (draft.over.size() > kSendKeyBytesMax) return malformed("\"over\" has more than 64 bytes.");
    if (draft.text.size() > kKeptDraftBytesMax) return malformed("\"text\" has more than 16 KiB.");
    if (Status parts = check_draft_parts(draft); !parts) return parts.error();
    return frame;
  }
  if (type == "set_preferences") {
    auto frame = decode_plain<ClientFrame, PreferencesRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<PreferencesRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (Status checked = check_preferences(request.preferences); !checked) return checked.error();
    return frame;
  }
  if (type == "page_request") {
    auto frame = decode_plain<ClientFrame, PageRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<PageRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (request.limit == 0 || request.limit > kPageMessagesMax) return malformed("\"limit\" must be 1 to 200.");
    if (request.before.is_set() + request.after.is_set() + request.around.is_set() > 1)
      return malformed("only one of \"before\", \"after\" and \"around\" may be there.");
    return frame;
  }
  if (type == "find") {
    auto frame = decode_plain<ClientFrame, FindRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<FindRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (request.limit == 0 || request.limit > kFoundMax) return malformed("\"limit\" must be 1 to 100.");
    if (request.words.size() > kFindWordsBytesMax) return malformed("\"words\" has more than 200 bytes.");
    return frame;
  }
  if (type == "find_reported") {
    auto frame = decode_plain<ClientFrame, ReportedRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<ReportedRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (request.limit == 0 || request.limit > kReportedMax) return malformed("\"limit\" must be 1 to 100.");
    return frame;
  }
  if (type == "find_messages") {
    auto frame = decode_plain<ClientFrame, MessagesRequest>(view);
    if (!frame) return frame;
    const auto& request = std::get<MessagesRequest>(frame.value());
    if (Status key = check_key(request.key); !key) return key.error();
    if (request.limit == 0 || request.limit > kFoundMessagesMax) return malformed("\"limit\" must be 1 to 100.");
    if (request.words.size() > kFindWordsBytesMax) return malformed("\"words\" has more than 200 bytes.");
    return frame;
  }
  if (type == "command") {
    CommandFrame frame;
    frame.key.value = std::string(view.text_or("key", ""));
    if (Status key = check_key(frame.key); !key) return key.error();
    In in;
    fields::get_alternative(in, view.find("command"), frame.command, fields::kCommandNames);
    if (!in.is_ok()) return malformed(in.error());
    return ClientFrame(std::move(frame));
  }
  return malformed("its \"type\" is not one that a browser sends.");
}

Result<RelayFrame> decode_relay_frame(std::string_view bytes) {
  if (bytes.size() > kRelayFrameBytesMax) return Error{ErrorCode::TooLarge, "The frame is larger than 16 MiB."};
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  const json::View view = document->root();
  const std::string_view type = view.text_or("type", "");
  if (type == "welcome") return decode_plain<RelayFrame, Welcome>(view);
  if (type == "pulse") return decode_plain<RelayFrame, PulseFrame>(view);
  if (type == "answer") return decode_plain<RelayFrame, AnswerFrame>(view);
  if (type == "page") return decode_plain<RelayFrame, PageFrame>(view);
  if (type == "found") return decode_plain<RelayFrame, FoundFrame>(view);
  if (type == "found_messages") return decode_plain<RelayFrame, FoundMessagesFrame>(view);
  if (type == "reported") return decode_plain<RelayFrame, ReportedFrame>(view);
  if (type == "watchers") return decode_plain<RelayFrame, WatchersFrame>(view);
  if (type == "timeline_changed") return decode_plain<RelayFrame, TimelineChangedFrame>(view);
  if (type == "targets") return decode_plain<RelayFrame, TargetsFrame>(view);
  if (type == "delivery") return decode_plain<RelayFrame, DeliveryFrame>(view);
  if (type == "note_wordings") return decode_plain<RelayFrame, NoteWordingsFrame>(view);
  if (type == "note") return decode_plain<RelayFrame, NoteFrame>(view);
  if (type == "drafts") return decode_plain<RelayFrame, DraftsFrame>(view);
  if (type == "duplicates") return decode_plain<RelayFrame, DuplicatesFrame>(view);
  if (type == "customer") return decode_plain<RelayFrame, CustomerFrame>(view);
  if (type == "contacts") return decode_plain<RelayFrame, ContactsFrame>(view);
  if (type == "preferences") return decode_plain<RelayFrame, PreferencesFrame>(view);
  if (type == "entries") return decode_entries(view);
  if (type == "snapshot") {
    SnapshotFrame frame;
    const auto offset = view.find("offset").unsigned_integer();
    if (!offset) return malformed("\"offset\" is needed.");
    frame.offset = *offset;
    auto workspace = read_workspace(view.find("view"));
    if (!workspace) return workspace.error();
    frame.view = std::move(workspace.value());
    return RelayFrame(std::move(frame));
  }
  return malformed("its \"type\" is not one that a relay sends.");
}

}  // namespace smsdesk
