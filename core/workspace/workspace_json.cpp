#include "core/workspace/workspace_json.h"

#include "core/workspace/fields.h"

namespace smsdesk {

using fields::In;
using fields::Out;

void write_entry(json::Writer& writer, const LogEntry& entry) {
  writer.begin_object();
  writer.key("offset").unsigned_integer(entry.offset);
  writer.key("at").integer(entry.at.ms);
  fields::put_alternative(writer, entry.body, fields::kEntryNames);
  if (entry.by.is_set()) writer.key("by").unsigned_integer(entry.by.value);
  writer.end_object();
}

std::string encode_entry(const LogEntry& entry) {
  json::Writer writer;
  write_entry(writer, entry);
  return writer.take();
}

std::string_view entry_name(const EntryBody& body) {
  return fields::kEntryNames[body.index()];
}

Result<LogEntry> read_entry(json::View view) {
  LogEntry entry;
  const auto offset = view.find("offset").unsigned_integer();
  const auto at = view.find("at").integer();
  if (!offset || !at) return Error{ErrorCode::Invalid, "A log entry needs \"offset\" and \"at\"."};
  entry.offset = *offset;
  entry.at.ms = *at;
  entry.by.value = view.find("by").unsigned_integer().value_or(0);
  In in;
  fields::get_alternative(in, view, entry.body, fields::kEntryNames);
  if (!in.is_ok()) return Error{ErrorCode::Invalid, "Log entry: " + in.error()};
  return entry;
}

Result<LogEntry> decode_entry(std::string_view bytes) {
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  return read_entry(document->root());
}

void write_workspace(json::Writer& writer, const Workspace& workspace) {
  Out(writer).object(workspace);
}

Result<Workspace> read_workspace(json::View view) {
  Workspace workspace;
  In in;
  in.object(view, workspace);
  if (!in.is_ok()) return Error{ErrorCode::Invalid, "Workspace: " + in.error()};
  rebuild_index(workspace);
  return workspace;
}

std::string encode_workspace(const Workspace& workspace) {
  json::Writer writer;
  write_workspace(writer, workspace);
  return writer.take();
}

Result<Workspace> decode_workspace(std::string_view bytes) {
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  return read_workspace(document->root());
}

std::string encode_trace(const RoutingTrace& trace) {
  json::Writer writer;
  Out(writer).object(trace);
  return writer.take();
}

std::string encode_contact(const Contact& contact) {
  json::Writer writer;
  Out(writer).object(contact);
  return writer.take();
}

Result<Contact> decode_contact(std::string_view bytes) {
  Contact contact;
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  In in;
  in.object(document->root(), contact);
  if (!in.is_ok()) return Error{ErrorCode::Invalid, "A contact cannot be read: " + in.error()};
  return contact;
}

namespace {
struct MediaList {
  std::vector<Media> media;
};
template <typename A>
void describe(A& a, MediaList& v) {
  a("media", v.media);
}
struct NotDoneList {
  std::vector<ActionNotDone> not_done;
};
template <typename A>
void describe(A& a, NotDoneList& v) {
  a("not_done", v.not_done);
}
}  // namespace

std::string encode_not_done(const std::vector<ActionNotDone>& not_done) {
  if (not_done.empty()) return {};
  json::Writer writer;
  Out(writer).object(NotDoneList{not_done});
  return writer.take();
}

std::vector<ActionNotDone> decode_not_done(std::string_view bytes) {
  if (bytes.empty()) return {};
  NotDoneList list;
  const auto document = json::Document::parse(bytes);
  In in;
  if (document) in.object(document->root(), list);
  return document && in.is_ok() ? std::move(list.not_done) : std::vector<ActionNotDone>{};
}

std::string encode_one_media(const Media& media) {
  json::Writer writer;
  Out(writer).object(media);
  return writer.take();
}

Media decode_one_media(std::string_view bytes) {
  Media media;
  auto document = json::Document::parse(bytes);
  In in;
  if (document) in.object(document->root(), media);
  return document && in.is_ok() ? media : Media{};
}

std::string encode_media(const std::vector<Media>& media) {
  if (media.empty()) return {};
  json::Writer writer;
  writer.begin_object();
  Out out(writer);
  out("media", media);
  writer.end_object();
  return writer.take();
}

std::vector<Media> decode_media(std::string_view bytes) {
  if (bytes.empty()) return {};
  auto document = json::Document::parse(bytes);
  if (!document) return {};
  MediaList list;
  In in;
  in.object(document->root(), list);
  return in.is_ok() ? list.media : std::vector<Media>{};
}

}  // namespace smsdesk
