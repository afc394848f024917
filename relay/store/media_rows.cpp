#include "relay/store/media_rows.h"

#include <limits>

#include "core/json/json.h"
#include "relay/store/batch_check.h"

namespace smsdesk::store {
namespace {

#define SMSDESK_MEDIA_COLUMNS                                                                              \
  "media.message, media.conversation, media.place, media.url, media.hash, media.is_waiting, media.media, " \
  "ifnull(message.carrier_id, '') FROM media LEFT JOIN message ON message.id = media.message"

constexpr MessageId kAfterAllMessages{std::numeric_limits<std::int64_t>::max()};

ArchivedMedia read_media(const Statement& row) {
  ArchivedMedia one;
  one.message = {row.number(0)};
  one.conversation = {row.number(1)};
  one.place = static_cast<unsigned>(row.number(2));
  one.url = row.text(3);
  one.hash = row.text(4);
  one.is_waiting = row.integer(5) != 0;
  one.media = row.text(6);
  one.carrier_id = row.text(7);
  return one;
}

constexpr const char* kFindFile = "SELECT hash, content_type, bytes, width, height FROM file WHERE hash = ?";
constexpr const char* kFindLink = "SELECT ticket, hash, agent, at, ends_at FROM file_link WHERE ticket = ?";

/// Of one of these.
Result<std::optional<StoredFile>> file_in(Statement& row) {
  const auto has_row = row.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<StoredFile>();
  StoredFile file{row.text(0), row.text(1), row.number(2), static_cast<unsigned>(row.number(3)),
                  static_cast<unsigned>(row.number(4))};
  row.reset();
  return std::optional<StoredFile>(std::move(file));
}
Result<std::optional<FileLink>> link_in(Statement& row) {
  const auto has_row = row.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<FileLink>();
  FileLink link{row.text(0), row.text(1), AgentId{row.number(2)}, row.instant(3), row.instant(4)};
  row.reset();
  return std::optional<FileLink>(std::move(link));
}

}  // namespace

Result<std::optional<StoredFile>> find_file(Connection& connection, const std::string& hash) {
  auto statement = connection.prepare(kFindFile);
  if (!statement) return statement.error();
  return file_in(statement->with(hash));
}

Result<std::optional<FileLink>> find_link(Connection& connection, const std::string& ticket) {
  auto statement = connection.prepare(kFindLink);
  if (!statement) return statement.error();
  return link_in(statement->with(ticket));
}

Result<std::vector<std::string>> find_unused_files(Connection& connection, const std::vector<std::string>& hashes,
                                                   Instant before) {
  if (hashes.empty()) return hashes;
  if (auto checked = check_page_limit(hashes.size()); !checked) return checked.error();
  auto query = connection.prepare(
      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM file WHERE hash = ?1)"
      " OR EXISTS (SELECT 1 FROM media WHERE hash = ?1 AND hash <> '')"
      " OR EXISTS (SELECT 1 FROM draft_file WHERE hash = ?1)"
      " OR EXISTS (SELECT 1 FROM upload WHERE hash = ?1 AND at >= ?2)"
      " OR EXISTS (SELECT 1 FROM file_link WHERE hash = ?1 AND ends_at >= ?2)");
  if (!query) return query.error();
  std::vector<std::string> unused;
  for (const std::string& hash : hashes) {
    const auto is_needed = query->with(hash, before).next();
    if (!is_needed) return is_needed.error();
    if (!*is_needed) unused.push_back(hash);
    query->reset();
  }
  return unused;
}

Status forget_file(Connection& connection, const std::string& hash) {
  for (const char* sql : {"DELETE FROM upload WHERE hash = ?", "DELETE FROM file_link WHERE hash = ?",
                          "DELETE FROM file WHERE hash = ?"}) {
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    if (auto done = statement->with(hash).run(); !done) return done;
  }
  return Done{};
}

std::string with_media(const std::string& list, unsigned place, const std::string& one) {
  auto document = json::Document::parse(list);
  if (!document) return list;
  const json::View all = document->root().find("media");
  if (!all.is_array() || place >= all.size()) return list;
  json::Writer writer;
  writer.begin_object().key("media").begin_array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == place)
      writer.raw(one);
    else
      writer.copy(all.at(i));
  }
  writer.end_array().end_object();
  return writer.take();
}

Result<MediaRows> MediaRows::prepare(Connection& connection) {
  MediaRows rows;
  const Status prepared = prepare_all(
      connection,
      {{rows.put_,
        "REPLACE INTO media (message, place, conversation, url, hash, is_waiting, media) VALUES (?, ?, ?, ?, ?, ?, ?)"},
       {rows.find_list_, "SELECT media FROM message WHERE id = ?"},
       {rows.set_list_, "UPDATE message SET media = ? WHERE id = ?"},
       {rows.put_file_,
        "INSERT INTO file (hash, content_type, bytes, width, height) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
       {rows.find_file_, kFindFile},
       {rows.put_upload_, "REPLACE INTO upload (hash, agent, at) VALUES (?, ?, ?)"},
       {rows.find_upload_, "SELECT 1 FROM upload WHERE hash = ? AND agent = ?"},
       {rows.put_link_, "INSERT INTO file_link (ticket, hash, agent, at, ends_at) VALUES (?, ?, ?, ?, ?)"},
       {rows.find_link_, kFindLink},
       {rows.drop_links_, "DELETE FROM file_link WHERE ends_at < ?"},
       {rows.uses_,
        "SELECT message, conversation FROM media WHERE hash = ? AND hash <> '' AND message < ?"
        " GROUP BY message ORDER BY message DESC LIMIT ?"},
       {rows.find_, "SELECT " SMSDESK_MEDIA_COLUMNS " WHERE media.message = ? AND media.place = ?"},
       {rows.waiting_,
        "SELECT " SMSDESK_MEDIA_COLUMNS " WHERE media.is_waiting = 1 ORDER BY media.message, media.place LIMIT ?"}});
  if (!prepared) return prepared.error();
  return rows;
}

Status MediaRows::put(const SetMedia& op) {
  const std::uint64_t place = op.place;
  if (auto done = put_.with(op.message, place, op.conversation, op.url, op.hash, op.is_waiting, op.media).run();
      !done) {
    return done;
  }
  const auto has_row = find_list_.with(op.message).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return Done{};
  const std::string before = find_list_.text(0);
  find_list_.reset();
  const std::string after = with_media(before, op.place, op.media);
  return after == before ? Status(Done{}) : set_list_.with(after, op.message).run();
}

Status MediaRows::put_file(const StoredFile& file) {
  return put_file_.with(file.hash, file.content_type, file.bytes, std::uint64_t{file.width}, std::uint64_t{file.height})
      .run();
}

Result<std::optional<StoredFile>> MediaRows::find_file(const std::string& hash) {
  return file_in(find_file_.with(hash));
}

Status MediaRows::put_upload(AgentId agent, const std::string& hash, Instant at) {
  return put_upload_.with(hash, agent, at).run();
}

Result<bool> MediaRows::has_uploaded(AgentId agent, const std::string& hash) {
  auto has_row = find_upload_.with(hash, agent).next();
  find_upload_.reset();
  return has_row;
}

Status MediaRows::put_link(const FileLink& link) {
  if (auto done = drop_links_.with(link.at).run(); !done) return done;
  const auto known = find_link(link.ticket);
  if (!known) return known.error();
  if (*known) return Error{ErrorCode::Conflict, "There is such a link already."};
  return put_link_.with(link.ticket, link.hash, link.agent, link.at, link.ends_at).run();
}

Result<std::optional<FileLink>> MediaRows::find_link(const std::string& ticket) {
  return link_in(find_link_.with(ticket));
}

Result<std::vector<FileUse>> MediaRows::uses_of_file(const std::string& hash, MessageId before, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<FileUse> found;
  uses_.with(hash, before.is_set() ? before : kAfterAllMessages, static_cast<std::uint64_t>(limit));
  for (;;) {
    const auto has_row = uses_.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return found;
    found.push_back({{uses_.number(0)}, {uses_.number(1)}});
  }
}

Result<std::optional<ArchivedMedia>> MediaRows::find_media(MessageId message, unsigned place) {
  const auto has_row = find_.with(message, std::uint64_t{place}).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<ArchivedMedia>();
  ArchivedMedia one = read_media(find_);
  find_.reset();
  return std::optional<ArchivedMedia>(std::move(one));
}

Result<std::vector<ArchivedMedia>> MediaRows::waiting_media(std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<ArchivedMedia> found;
  waiting_.with(static_cast<std::uint64_t>(limit));
  for (;;) {
    const auto has_row = waiting_.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return found;
    found.push_back(read_media(waiting_));
  }
}

}  // namespace smsdesk::store
