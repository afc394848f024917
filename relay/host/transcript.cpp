#include "relay/host/transcript.h"

#include <algorithm>
#include <ctime>
#include <iterator>

#include "core/conversation/contact.h"
#include "core/conversation/delivery_failure.h"
#include "core/conversation/media.h"
#include "core/conversation/message.h"
#include "core/json/json.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/handing.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

/// Everything in the order in which it happened; of one instant, as in the timeline: a beginning, then messages by their
/// number, then changes of hands, then notes (of a park, what for), then an end.
struct Item {
  enum class Kind : std::uint8_t { Begin, Message, Handing, Note, End } kind = Kind::Message;
  Instant at;
  std::uint64_t number = 0;
  std::size_t index = 0;
  int rank() const { return static_cast<int>(kind); }
  friend bool operator<(const Item& a, const Item& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.rank() != b.rank()) return a.rank() < b.rank();
    return a.number < b.number;
  }
};

std::vector<Item> items_of(const Transcript& t) {
  std::vector<Item> items;
  for (std::size_t i = 0; i < t.messages.size(); ++i)
    items.push_back({Item::Kind::Message, t.messages[i].at, t.messages[i].message.value, i});
  for (std::size_t i = 0; i < t.notes.size(); ++i)
    items.push_back({Item::Kind::Note, t.notes[i].at, t.notes[i].note.value, i});
  for (std::size_t i = 0; i < t.handings.size(); ++i) items.push_back({Item::Kind::Handing, t.handings[i].at, i, i});
  for (std::size_t i = 0; i < t.segments.size(); ++i) {
    const store::ArchivedSegment& one = t.segments[i];
    items.push_back({Item::Kind::Begin, one.opened_at, one.conversation.value, i});
    if (one.ended_at) items.push_back({Item::Kind::End, *one.ended_at, one.conversation.value, i});
  }
  std::sort(items.begin(), items.end());
  return items;
}

std::string name_of(const Transcript& t, AgentId id) {
  const auto at = t.names.find(id);
  return at == t.names.end() ? tr("A colleague") : at->second;
}
std::string queue_name_of(const Transcript& t, QueueId id) {
  const auto at = t.queue_names.find(id);
  return at == t.queue_names.end() ? std::string(tr("another queue")) : at->second;
}
std::string speaker_of(const Transcript& t, const store::ArchivedMessage& message) {
  if (message.is_inbound) return t.customer_name.empty() ? std::string(tr("Customer")) : t.customer_name;
  return message.author.is_set() ? name_of(t, message.author) : std::string(tr("Automatic text"));
}
std::string readable(const std::string& address) {
  const auto parsed = sms::parse_address(address);
  return parsed ? parsed->formatted() : address;
}

std::string begin_text(const store::ArchivedSegment& one) {
  return one.segment == 1 ? tr("The conversation began") : tr("The conversation went on");
}
std::string end_text(const Transcript& t, const store::ArchivedSegment& one, bool has_notes) {
  std::string text = tr("The conversation ended");
  if (one.end_cause == "inactivity") text = tr("The conversation ended, because nobody wrote");
  if (one.end_cause == "abandoned") text = tr("The conversation ended without an answer");
  if (one.end_cause == "supervisor") text = tr("A supervisor ended the conversation");
  if (one.end_cause == "agent" && one.agent.is_set())
    text = tr("{agent} ended the conversation", {{"agent", name_of(t, one.agent)}});
  if (!one.wrap_up_code.empty()) text += " · " + one.wrap_up_code;
  if (one.resolution == "resolved") text += std::string(" · ") + tr("Resolved");
  if (one.resolution == "follow_up") text += std::string(" · ") + tr("Needs a follow-up");
  if (has_notes && !one.note.empty()) text += " · " + one.note;
  return text;
}
std::vector<std::string> handing_texts(const Transcript& t, const store::ArchivedHanding& row) {
  const std::optional<Handing> handing = handing_of_row(row);
  if (!handing) return {};
  HandingNames names;
  names.agent = [&](AgentId id) { return name_of(t, id); };
  names.queue = [&](QueueId id) { return queue_name_of(t, id); };
  return handing_lines(*handing, names);
}
/// In lines of their own; not of a message or a note.
std::vector<std::string> event_texts(const Transcript& t, const Item& item) {
  if (item.kind == Item::Kind::Begin) return {begin_text(t.segments[item.index])};
  if (item.kind == Item::Kind::End) return {end_text(t, t.segments[item.index], t.taken.has_notes)};
  return handing_texts(t, t.handings[item.index]);
}
bool is_event(const Item& item) {
  return item.kind != Item::Kind::Message && item.kind != Item::Kind::Note;
}
/// The carrier's code, and what it means where that is known.
std::string failure_text(const char* without_code, const char* with_code, const std::string& code) {
  if (code.empty()) return tr(without_code);
  const std::string text = tr(with_code, {{"code", code}});
  const DeliveryFailure* failure = find_delivery_failure(code);
  return failure == nullptr ? text : labelled(text, translated(failure->cause));
}
/// How it went; empty for what the customer wrote, and for what simply went out.
std::string fate_of(const store::ArchivedMessage& message) {
  if (message.is_inbound) return {};
  DeliveryStatus status{};
  if (!find_delivery_status(message.status, status)) return {};
  const std::string& code = message.error_code;
  switch (status) {
    case DeliveryStatus::Delivered:
      return tr("Delivered");
    case DeliveryStatus::Failed:
      return failure_text(mark("Not sent"), mark("Not sent (code {code})"), code);
    case DeliveryStatus::Undelivered:
      return failure_text(mark("Not delivered"), mark("Not delivered (code {code})"), code);
    case DeliveryStatus::Uncertain:
      return tr("Not certain whether it was sent");
    case DeliveryStatus::Queued:
    case DeliveryStatus::Sending:
      return tr("Not sent yet");
    case DeliveryStatus::Sent:
    case DeliveryStatus::Received:
      break;
  }
  return {};
}
/// Likewise, with that a text went as an MMS; of one with files, these say it.
std::string way_of(const store::ArchivedMessage& message) {
  const std::string fate = fate_of(message);
  if (!message.is_mms_text) return fate;
  return fate.empty() ? "MMS" : std::string("MMS") + " · " + fate;
}
/// What kind of file it is; empty where that is not known.
std::string kind_of(const Media& media) {
  const MediaType* type = find_media_type(media.content_type);
  return type == nullptr ? std::string() : translated(type->label);
}
std::string media_line(const Media& media) {
  std::string words = media.name;
  if (const std::string kind = kind_of(media); !kind.empty()) words += (words.empty() ? "" : comma()) + kind;
  return words.empty() ? std::string(tr("[Attachment of unknown type]"))
                       : tr("[Attachment: {type}]", {{"type", words}});
}
/// The relay has it, and whoever prints the page sees it.
bool is_shown(const Media& media) {
  return media.state == MediaState::Stored && is_media_hash(media.hash) && is_picture_everywhere(media.content_type);
}
std::string note_author(const Transcript& t, AgentId author) {
  return tr("{agent}, internal note", {{"agent", name_of(t, author)}});
}
/// A note that was taken back has no words; that there was one is told.
std::string note_text(const Transcript& t, const store::PutNote& note) {
  return note.is_taken_back ? tr("Note taken back by {agent}", {{"agent", name_of(t, note.author)}}) : note.text;
}
/// Of what comes when its words were changed; empty where they are its first.
std::string note_fate(const store::PutNote& note) {
  return note.correction == 0 || note.is_taken_back ? std::string() : std::string(tr("Corrected"));
}

/// The parts of an instant in UTC; false where there are none.
bool utc_parts(Instant at, std::tm& into) {
  const std::time_t seconds = static_cast<std::time_t>(at.ms / 1000 - (at.ms % 1000 < 0 ? 1 : 0));
  return ::gmtime_r(&seconds, &into) != nullptr;
}
std::string formatted(const std::tm& parts, const char* format) {
  char text[40];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

/// By the reader's clock and in UTC, or in UTC alone.
std::string text_time(const Transcript& t, Instant at) {
  const auto offset = t.zone.name.empty() ? std::nullopt : offset_at(t.zone, at);
  std::tm parts{};
  if (!offset || !utc_parts(at + minutes(*offset), parts)) return utc_text(at);
  const std::string local = tr("{year}-{month}-{day} {time}", {{"year", formatted(parts, "%Y")},
                                                               {"month", formatted(parts, "%m")},
                                                               {"day", formatted(parts, "%d")},
                                                               {"time", formatted(parts, "%H:%M:%S")}});
  return local + " (" + utc_text(at) + ")";
}
/// Which clock the times are of; `zone` empty: UTC.
std::string clock_text(const std::string& zone) {
  return zone.empty() ? std::string(tr("Times are in UTC."))
                      : tr("Times are by the clock of {zone}, with UTC in brackets.", {{"zone", zone}});
}

std::string time_element(Instant at) {
  std::tm parts{};
  std::string text = escaped_for_html(utc_text(at));
  if (!utc_parts(at, parts)) return text;
  return "<time datetime=\"" + formatted(parts, "%Y-%m-%dT%H:%M:%SZ") + "\">" + text + "</time>";
}

void append_media(std::string& out, const Media& media, std::size_t& pictures) {
  if (!is_shown(media) || pictures == kTranscriptPicturesMax) {
    out += "<p class=\"media\">" + escaped_for_html(media_line(media)) + "</p>";
    return;
  }
  ++pictures;
  out += "<p class=\"media\"><img src=\"/media/" + media.hash + "\" alt=\"" + escaped_for_html(kind_of(media));
  if (media.width != 0 && media.height != 0)
    out += "\" width=\"" + std::to_string(media.width) + "\" height=\"" + std::to_string(media.height);
  out += "\"></p>";
  if (!media.name.empty()) out += "<p class=\"media\" dir=\"auto\">" + escaped_for_html(media.name) + "</p>";
}

void append_words(std::string& out, std::string_view text) {
  // dir=auto on each paragraph: every one finds its own direction.
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += "<p dir=\"auto\">" + escaped_for_html(text.substr(at, end - at)) + "</p>";
    at = end + 1;
  }
}

std::string title_of(const Transcript& t) {
  const std::string number = readable(t.customer);
  return tr(
      "Conversation with {customer}",
      {{"customer",
        t.customer_name.empty() ? number : tr("{name} ({number})", {{"name", t.customer_name}, {"number", number}})}});
}
std::string intro_of(const Transcript& t) {
  const std::string number = readable(t.our_number), agent = name_of(t, t.by);
  if (t.taken.has_notes)
    return tr("On {number}. Taken by {agent}, with internal notes.", {{"number", number}, {"agent", agent}});
  return tr("On {number}. Taken by {agent}.", {{"number", number}, {"agent", agent}});
}

/// Up to the end of the head.
std::string page_begin(const std::string& title, const words::Catalogue* catalogue) {
  const std::string language = catalogue == nullptr ? "en" : catalogue->language();
  return "<!doctype html>\n<html lang=\"" + escaped_for_html(language) + "\" dir=\"" +
         (words::is_right_to_left() ? "rtl" : "ltr") +
         "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
         // No icon: the browser would ask for one that there is not.
         "<link rel=\"icon\" href=\"data:,\"><title>" +
         escaped_for_html(title) + "</title><link rel=\"stylesheet\" href=\"/api/transcript.css\">";
}

}  // namespace

std::string escaped_for_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string utc_text(Instant at) {
  std::tm parts{};
  if (!utc_parts(at, parts)) return tr("at an unknown time");
  return tr("{year}-{month}-{day} {time} UTC", {{"year", formatted(parts, "%Y")},
                                                {"month", formatted(parts, "%m")},
                                                {"day", formatted(parts, "%d")},
                                                {"time", formatted(parts, "%H:%M:%S")}});
}

std::string transcript_html(const Transcript& t) {
  const words::Use language(t.catalogue.get());
  std::string out = page_begin(title_of(t), t.catalogue.get()) +
                    "<script src=\"/api/transcript.js\" defer></script></head>\n<body><header><h1>" +
                    escaped_for_html(title_of(t)) + "</h1><p>" + escaped_for_html(intro_of(t)) + " " +
                    time_element(t.at) + "</p><p id=\"clock\" data-local=\"" + escaped_for_html(clock_text("{zone}")) +
                    "\">" + escaped_for_html(clock_text({})) + "</p><button type=\"button\" id=\"print\">" +
                    escaped_for_html(tr("Print")) + "</button></header>\n<main>";
  if (t.is_cut)
    out += "<p class=\"event\">" + escaped_for_html(tr("Older messages are not in this transcript.")) + "</p>";
  if (t.messages.empty()) out += "<p class=\"event\">" + escaped_for_html(tr("Nothing was said.")) + "</p>";
  out += "<ol>\n";
  std::size_t pictures = 0;
  for (const Item& item : items_of(t)) {
    if (is_event(item)) {
      for (const std::string& text : event_texts(t, item))
        out += "<li class=\"event\">" + escaped_for_html(text) + " " + time_element(item.at) + "</li>\n";
      continue;
    }
    const bool is_note = item.kind == Item::Kind::Note;
    const bool is_own = !is_note && !t.messages[item.index].is_inbound;
    const std::string who =
        is_note ? note_author(t, t.notes[item.index].author) : speaker_of(t, t.messages[item.index]);
    out += std::string("<li class=\"") +
           (is_note  ? "note"
            : is_own ? "own"
                     : "theirs") +
           "\"><h2>" + escaped_for_html(who) + " " + time_element(item.at) + "</h2>";
    if (is_note) {
      const store::PutNote& note = t.notes[item.index];
      append_words(out, sms::isolated(note_text(t, note)));
      if (const std::string fate = note_fate(note); !fate.empty())
        out += "<p class=\"fate\">" + escaped_for_html(fate) + " " + time_element(note.corrected_at) + "</p>";
    } else {
      const store::ArchivedMessage& message = t.messages[item.index];
      for (const Media& media : decode_media(message.media)) append_media(out, media, pictures);
      if (!message.text.empty()) append_words(out, sms::isolated(message.text));
      if (const std::string way = way_of(message); !way.empty())
        out += "<p class=\"fate\">" + escaped_for_html(way) + "</p>";
    }
    out += "</li>\n";
  }
  return out + "</ol></main></body></html>\n";
}

std::string transcript_text(const Transcript& t) {
  const words::Use language(t.catalogue.get());
  std::string out =
      title_of(t) + "\n" + intro_of(t) + " " + text_time(t, t.at) + "\n" + clock_text(t.zone.name) + "\n\n";
  if (t.is_cut) out += std::string(tr("Older messages are not in this transcript.")) + "\n\n";
  if (t.messages.empty()) out += std::string(tr("Nothing was said.")) + "\n";
  for (const Item& item : items_of(t)) {
    if (is_event(item)) {
      for (const std::string& text : event_texts(t, item)) out += text_time(t, item.at) + "  -- " + text + "\n\n";
      continue;
    }
    out += text_time(t, item.at) + "  ";
    if (item.kind == Item::Kind::Note) {
      const store::PutNote& note = t.notes[item.index];
      out += tr("{name}:", {{"name", note_author(t, note.author)}}) + "\n" + note_text(t, note) + "\n";
      if (const std::string fate = note_fate(note); !fate.empty())
        out += "[" + labelled(fate, text_time(t, note.corrected_at)) + "]\n";
      out += "\n";
    } else {
      const store::ArchivedMessage& message = t.messages[item.index];
      out += tr("{name}:", {{"name", speaker_of(t, message)}}) + "\n";
      for (const Media& media : decode_media(message.media)) out += media_line(media) + "\n";
      if (!message.text.empty()) out += message.text + "\n";
      if (const std::string way = way_of(message); !way.empty()) out += "[" + way + "]\n";
      out += "\n";
    }
  }
  return out;
}

std::string transcript_json(const Transcript& t) {
  const words::Use english(nullptr);
  json::Writer w;
  w.begin_object().key("conversation").unsigned_integer(t.taken.conversation.value);
  w.key("customer").string(t.customer).key("customer_name").string(t.customer_name);
  w.key("our_number").string(t.our_number);
  w.key("taken_by").string(name_of(t, t.by)).key("taken_at").integer(t.at.ms);
  w.key("is_cut").boolean(t.is_cut).key("messages").begin_array();
  for (const store::ArchivedMessage& message : t.messages) {
    w.begin_object().key("message").unsigned_integer(message.message.value);
    w.key("conversation").unsigned_integer(message.conversation.value);
    w.key("is_inbound").boolean(message.is_inbound);
    w.key("author").string(message.is_inbound ? std::string(tr("Customer")) : speaker_of(t, message));
    w.key("at").integer(message.at.ms).key("text").string(message.text);
    w.key("media").raw(message.media.empty() ? "[]" : message.media);
    w.key("status").string(message.status).key("error_code").string(message.error_code);
    w.key("again_of").unsigned_integer(message.again_of.value);
    w.key("is_mms_text").boolean(message.is_mms_text).end_object();
  }
  w.end_array().key("segments").begin_array();
  for (const store::ArchivedSegment& one : t.segments) {
    w.begin_object().key("conversation").unsigned_integer(one.conversation.value);
    w.key("segment").unsigned_integer(one.segment);
    w.key("agent").string(one.agent.is_set() ? name_of(t, one.agent) : "").key("opened_at").integer(one.opened_at.ms);
    w.key("ended_at");
    if (one.ended_at)
      w.integer(one.ended_at->ms);
    else
      w.null();
    w.key("wrap_up_code").string(one.wrap_up_code).key("resolution").string(one.resolution);
    w.key("note").string(t.taken.has_notes ? one.note : "").end_object();
  }
  w.end_array().key("handings").begin_array();
  for (const store::ArchivedHanding& one : t.handings) {
    w.begin_object().key("conversation").unsigned_integer(one.conversation.value);
    w.key("at").integer(one.at.ms).key("kind").string(one.kind);
    w.key("agent").string(one.agent.is_set() ? name_of(t, one.agent) : "");
    w.key("by").string(one.by.is_set() ? name_of(t, one.by) : "");
    w.key("queue").string(one.queue.is_set() ? queue_name_of(t, one.queue) : "");
    w.key("reason").string(one.reason).end_object();
  }
  w.end_array().key("notes").begin_array();
  for (const store::PutNote& note : t.notes) {
    w.begin_object().key("conversation").unsigned_integer(note.conversation.value);
    w.key("author").string(name_of(t, note.author)).key("at").integer(note.at.ms);
    w.key("text").string(note.text).key("corrections").unsigned_integer(note.correction);
    w.key("corrected_at");
    if (note.correction == 0)
      w.null();
    else
      w.integer(note.corrected_at.ms);
    w.key("is_taken_back").boolean(note.is_taken_back).end_object();
  }
  w.end_array().end_object();
  return w.take();
}

std::string refusal_html(const char* sentence, const words::Catalogue* catalogue) {
  const words::Use language(catalogue);
  return page_begin(tr("Transcript"), catalogue) + "</head>\n<body><main><h1>" + escaped_for_html(tr("Transcript")) +
         "</h1><p>" + escaped_for_html(tr(sentence)) + "</p></main></body></html>\n";
}

}  // namespace smsdesk::relay
