#include "relay/host/transcript_api.h"

#include <algorithm>
#include <set>

#include "core/conversation/masked_address.h"
#include "core/words/words.h"
#include "core/workspace/workspace_json.h"
#include "relay/host/answers.h"
#include "relay/host/log.h"
#include "relay/host/request_numbers.h"
#include "relay/host/transcript.h"
#include "relay/organisation/zones.h"

namespace smsdesk::relay {
namespace {

constexpr std::string_view kBefore = "/api/conversations/", kBehind = "/transcript";
constexpr std::string_view kStyle = "/api/transcript.css", kScript = "/api/transcript.js";
constexpr std::size_t kPagesAtOnce = 4;
constexpr std::size_t kZoneBytesMax = 64;
constexpr const char* kBusy = mark("The relay is busy. Try again in a moment.");
constexpr const char* kNone = mark("There is no such conversation, or it is not yours to read.");
constexpr const char* kUnread = mark("The transcript could not be read. Try again in a moment.");

constexpr const char* kStyleText = R"css(:root { color-scheme: light dark; }
body { font: 15px/1.45 "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  max-width: 46em; margin: 2em auto; padding: 0 1.5em; }
header { border-bottom: 1px solid #8886; margin-bottom: 1.5em; }
h1 { font-size: 1.3em; margin: 0 0 .3em; }
h2 { font-size: .85em; margin: 0; font-weight: 600; }
h2 time, .event time { font-weight: 400; }
ol { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 1em; break-inside: avoid; }
li p { margin: .15em 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.own { margin-inline-start: 4em; }
.theirs { margin-inline-end: 4em; }
.note { border-inline-start: 4px solid #b25e09; padding-inline-start: .8em; }
.event { text-align: center; font-size: .85em; }
.fate, .media { font-size: .85em; }
.media img { width: auto; height: auto; max-width: 100%; max-height: 24em; }
button { font: inherit; padding: .4em 1em; margin-bottom: 1em; }
@media print { button { display: none; } body { margin: 0; max-width: none; } }
)css";
// Without it the page is whole: times stand in UTC, and the browser's own menu prints. Dates are written as the client writes
// them: in the page's language, as in the reader's country where the browser knows it, with Latin figures. Who reads the paper
// may be elsewhere: the head says whose clock it is, and UTC stands beside each time.
constexpr const char* kScriptText = R"js('use strict';
const language = document.documentElement.lang;
const locale = navigator.languages.find((one) => one.split('-')[0].toLowerCase() === language) ?? language;
const figures = {numberingSystem: 'latn', calendar: 'gregory'};
const format = new Intl.DateTimeFormat(locale, {...figures, dateStyle: 'medium', timeStyle: 'short'});
const utc = new Intl.DateTimeFormat(locale, {...figures, dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC'});
const utcClock = new Intl.DateTimeFormat(locale, {...figures, timeStyle: 'short', timeZone: 'UTC'});
const zone = format.resolvedOptions().timeZone;
const isLocal = Boolean(zone) && !/^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/.test(zone);
const clock = document.getElementById('clock');
if (isLocal) clock.textContent = clock.dataset.local.replace('{zone}', () => zone);
for (const time of document.querySelectorAll('time')) {
  const at = new Date(time.dateTime);
  if (isNaN(at)) continue;
  const beside = at.getDate() === at.getUTCDate() ? utcClock : utc;
  time.title = time.textContent;
  time.textContent = format.format(at) + (isLocal ? ` (${beside.format(at)} UTC)` : '');
}
document.getElementById('print').addEventListener('click', () => window.print());
)js";

net::HttpResponse file_answer(const char* type, std::string body) {
  net::HttpResponse response;
  response.headers.push_back({"Content-Type", type});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
       "form-action 'none'; frame-ancestors 'none'"});
  response.body = std::move(body);
  return response;
}

/// The conversation's number; nothing where the path is another one.
std::optional<ConversationId> conversation_in(std::string_view path) {
  if (!path.starts_with(kBefore) || !path.ends_with(kBehind)) return std::nullopt;
  if (path.size() <= kBefore.size() + kBehind.size()) return std::nullopt;
  const auto number = parse_number(path.substr(kBefore.size(), path.size() - kBefore.size() - kBehind.size()));
  if (!number || *number == 0) return std::nullopt;
  return ConversationId{*number};
}

/// False: the sentence says what may stand there.
bool take_query(std::string_view query, TranscriptTaken& into, std::string& sentence) {
  net::FormFields fields;
  into.format = "html";
  sentence =
      "A transcript is asked for by format (html, txt, json), scope (conversation, all), notes (yes, no), language "
      "(such as de) and zone (such as Europe/Berlin).";
  if (!net::decode_form(query, fields)) return false;
  for (const auto& [name, value] : fields) {
    if (name == "format" && (value == "html" || value == "txt" || value == "json"))
      into.format = value;
    else if (name == "scope" && (value == "conversation" || value == "all"))
      into.is_whole = value == "all";
    else if (name == "notes" && (value == "yes" || value == "no"))
      into.has_notes = value == "yes";
    else if ((name == "language" && !value.empty() && value.size() <= Languages::kTagBytesMax) ||
             (name == "zone" && value.size() <= kZoneBytesMax))
      continue;  // one that there is not is English, or UTC
    else
      return false;
  }
  return true;
}

net::HttpResponse refused(int status, const char* sentence, bool is_page, const words::Catalogue* catalogue) {
  if (!is_page) return sentence_answer(status, sentence);
  net::HttpResponse response = file_answer("text/html; charset=utf-8", refusal_html(sentence, catalogue));
  response.status = status;
  return response;
}

/// One transcript on its way: a few pages at a time, newest first.
struct Reading {
  ArchiveReader& archive;
  net::Reply reply;
  effect::ReadTranscript asked;
  Transcript made;
  std::optional<MessageId> before;

  net::HttpResponse refusal(int status, const char* sentence) const {
    return refused(status, sentence, asked.taken.format == "html", made.catalogue.get());
  }
  bool is_wanted(const store::ArchivedMessage& message) const {
    if (asked.hidden.is_set() && message.conversation == asked.hidden) return false;
    return asked.taken.is_whole || message.conversation == asked.taken.conversation;
  }
  Result<bool> read_pages(store::Reader& reader) {
    for (std::size_t page = 0; page < kPagesAtOnce; ++page) {
      auto read = reader.read_timeline(asked.customer, asked.our_number, before, store::kPageMax);
      if (!read) return read.error();
      for (store::ArchivedMessage& message : read->messages) {
        before = message.message;
        if (!is_wanted(message)) continue;
        if (made.messages.size() == TranscriptApi::kMessagesMax) {
          made.is_cut = true;
          return false;
        }
        made.messages.push_back(std::move(message));
      }
      if (!read->has_more) return false;
    }
    return true;
  }
  /// Empty also where it cannot be read: the number says who it is.
  void read_name(store::Reader& reader) {
    const auto body = reader.find_contact_of(asked.customer);
    if (!body || !*body) return;
    if (auto contact = decode_contact(**body)) made.customer_name = std::move(contact->name);
  }
  Status read_rest(store::Reader& reader) {
    read_name(reader);
    std::reverse(made.messages.begin(), made.messages.end());
    std::set<ConversationId> conversations{asked.taken.conversation};
    for (const store::ArchivedMessage& message : made.messages) conversations.insert(message.conversation);
    for (const ConversationId id : conversations) {
      auto segments = reader.read_segments(id);
      if (!segments) return segments.error();
      made.segments.insert(made.segments.end(), segments->begin(), segments->end());
      auto handings = reader.read_handings(id);
      if (!handings) return handings.error();
      made.handings.insert(made.handings.end(), handings->begin(), handings->end());
      if (!asked.taken.has_notes) continue;
      store::ReportQuery of_it;
      of_it.conversation = id;
      for (;;) {
        auto notes = reader.read_notes(of_it, store::kPageMax);
        if (!notes) return notes.error();
        made.notes.insert(made.notes.end(), notes->rows.begin(), notes->rows.end());
        if (!notes->next) break;
        of_it.behind = notes->next;
      }
    }
    return Done{};
  }
  /// Its changes while this was said. An unknown one: UTC is told alone.
  void read_zone() {
    LocalZone& zone = made.zone;
    Instant at = made.at;
    for (const store::ArchivedMessage& one : made.messages) at = std::min(at, one.at);
    for (const store::ArchivedSegment& one : made.segments) at = std::min(at, one.opened_at);
    for (const store::PutNote& one : made.notes) at = std::min(at, one.at);
    constexpr DurationMs kWindow = hours(24) * 365 * kZoneYearsAhead;
    for (; !zone.name.empty() && at.ms < made.at.ms + kWindow; at = at + kWindow) {
      auto offsets = zone_offsets(zone.name, at);
      if (!offsets) {
        zone = {};
        return;
      }
      for (const ZoneOffset& one : *offsets)
        if (zone.offsets.empty() || zone.offsets.back().from < one.from) zone.offsets.push_back(one);
    }
  }
  void answer() {
    const std::string& format = asked.taken.format;
    if (format == "txt") read_zone();
    net::HttpResponse response = format == "html" ? file_answer("text/html; charset=utf-8", transcript_html(made))
                                 : format == "txt"
                                     ? file_answer("text/plain; charset=utf-8", transcript_text(made))
                                     : file_answer("application/json; charset=utf-8", transcript_json(made));
    if (format != "html") {
      response.headers.push_back({"Content-Disposition", "attachment; filename=\"conversation-" +
                                                             std::to_string(asked.taken.conversation.value) + "." +
                                                             format + "\""});
    }
    reply.send(std::move(response));
  }
};

void go_on(const std::shared_ptr<Reading>& reading) {
  const bool is_asked = reading->archive.report([reading](store::Reader& reader) {
    const auto has_more = reading->read_pages(reader);
    if (has_more && *has_more) return go_on(reading);
    const Status rest = has_more ? reading->read_rest(reader) : Status(has_more.error());
    if (rest) return reading->answer();
    log::warn("transcript_unreadable", "A transcript could not be read.", {{"cause", rest.error().sentence}});
    reading->reply.send(reading->refusal(503, kUnread));
  });
  if (!is_asked) reading->reply.send(reading->refusal(503, kBusy));
}

}  // namespace

bool TranscriptApi::handles(std::string_view path) {
  return path == kStyle || path == kScript || (path.starts_with(kBefore) && path.ends_with(kBehind));
}

TranscriptApi::Reader TranscriptApi::reader_of(const net::HttpRequest& request) const {
  net::FormFields fields;
  if (!net::decode_form(request.query(), fields)) return {};
  const std::string* format = net::find_field(fields, "format");
  const std::string* language = net::find_field(fields, "language");
  const std::string* zone = net::find_field(fields, "zone");
  const bool is_utc = zone == nullptr || *zone == "UTC" || *zone == "Etc/UTC";
  return {format == nullptr || *format == "html", language == nullptr ? nullptr : languages_.find(*language),
          is_utc ? std::string() : *zone};
}

net::HttpResponse TranscriptApi::refusal_to(const Reader& reader, int status, const char* sentence) {
  return refused(status, sentence, reader.is_page, reader.catalogue.get());
}
net::HttpResponse TranscriptApi::refusal(const net::HttpRequest& request, int status, const char* sentence) const {
  return refusal_to(reader_of(request), status, sentence);
}

void TranscriptApi::on_request(Writer& writer, AgentId agent, const net::HttpRequest& request, net::Reply reply) {
  if (request.method != "GET") return reply.send(method_answer("GET"));
  const std::string_view path = request.path();
  if (path == kStyle) return reply.send(file_answer("text/css; charset=utf-8", kStyleText));
  if (path == kScript) return reply.send(file_answer("text/javascript; charset=utf-8", kScriptText));
  const Reader reader = reader_of(request);
  const auto conversation = conversation_in(path);
  if (!conversation) return reply.send(refusal_to(reader, 404, kNone));
  input::TranscriptAsked asked;
  asked.by = agent;
  asked.taken.conversation = *conversation;
  std::string sentence;
  if (!take_query(request.query(), asked.taken, sentence)) return reply.send(sentence_answer(400, sentence));
  if (waiting_.size() >= kWaitingMax) return reply.send(refusal_to(reader, 503, kBusy));
  asked.request = ++last_request_;
  if (!writer.push(asked)) return reply.send(refusal_to(reader, 503, kBusy));
  waiting_.emplace(asked.request, Waiting{std::move(reply), agent, reader});
}

void TranscriptApi::read(ArchiveReader& archive, effect::ReadTranscript asked) {
  const auto at = waiting_.find(asked.request);
  if (at == waiting_.end()) return;
  Transcript made;
  made.taken = asked.taken;
  made.by = at->second.by;
  made.at = asked.at;
  made.customer = asked.customer;
  if (asked.is_masked) made.customer = readable_address(masked_address(asked.customer, asked.taken.conversation));
  made.our_number = asked.our_number;
  made.names = *asked.names;
  made.queue_names = *asked.queues;
  made.catalogue = at->second.reader.catalogue;
  made.zone.name = at->second.reader.zone;
  auto reading = std::make_shared<Reading>(
      Reading{archive, std::move(at->second.reply), std::move(asked), std::move(made), std::nullopt});
  waiting_.erase(at);
  go_on(reading);
}

void TranscriptApi::refuse(const effect::RefuseTranscript& refused) {
  const auto at = waiting_.find(refused.request);
  if (at == waiting_.end()) return;
  const Reader& reader = at->second.reader;
  at->second.reply.send(refused.is_busy ? refusal_to(reader, 503, kBusy) : refusal_to(reader, 404, kNone));
  waiting_.erase(at);
}

}  // namespace smsdesk::relay
