#include "relay/store/schema.h"

#include <array>

#include "relay/store/contact_rows.h"

namespace smsdesk::store {
namespace {

// STRICT: a column holds what it says. Room is left for full-text search: message has a stable
// integer key (an external-content FTS5 table can be filled behind it), and nothing on the way of
// an acknowledgement may get slower by it.
//
// What costs here is random B-tree pages, so every random index is as narrow as it can be:
// - seen holds fingerprints, not keys, and no index on its time (see Store::forget_seen_before);
// - a carrier's id has one index, which finds a message by it and knows one that comes again; seen does not hold it too;
// - one customer × our number is one row of timeline, so message_timeline holds two small integers;
// the
//   message's id follows by itself, because an index ends with its table's key;
// - message has no foreign key to conversation: the timeline is looked up there when a message is
// put, which
//   proves the same, and erasing a conversation needs no index over every message.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  epoch         TEXT    NOT NULL,
  seen_salt     TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  dropped_until INTEGER NOT NULL
) STRICT;
CREATE TABLE log (
  "offset" INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  body     TEXT    NOT NULL
) STRICT;
CREATE TABLE seen (
  key BLOB PRIMARY KEY,
  at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  "offset" INTEGER NOT NULL,
  body     TEXT    NOT NULL
) STRICT;

CREATE TABLE timeline (
  id         INTEGER PRIMARY KEY,
  customer   TEXT NOT NULL,
  our_number TEXT NOT NULL,
  UNIQUE (customer, our_number)
) STRICT;
CREATE TABLE conversation (
  id           INTEGER PRIMARY KEY,
  timeline     INTEGER NOT NULL REFERENCES timeline (id),
  queue        INTEGER NOT NULL,
  opened_at    INTEGER NOT NULL,
  ended_at     INTEGER,
  agent        INTEGER NOT NULL DEFAULT 0,
  wrap_up_code TEXT    NOT NULL DEFAULT '',
  note         TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX conversation_timeline ON conversation (timeline);
CREATE UNIQUE INDEX conversation_open ON conversation (timeline) WHERE ended_at IS NULL;
CREATE TABLE message (
  id           INTEGER PRIMARY KEY,
  timeline     INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  is_inbound   INTEGER NOT NULL,
  author       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  status_at    INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  media        TEXT    NOT NULL,
  status       TEXT    NOT NULL,
  error_code   TEXT    NOT NULL DEFAULT '',
  carrier_id   TEXT
) STRICT;
CREATE INDEX message_timeline ON message (timeline);
CREATE UNIQUE INDEX message_carrier ON message (carrier_id) WHERE carrier_id IS NOT NULL;

CREATE TABLE account (
  agent         INTEGER PRIMARY KEY,
  login         TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL
) STRICT;
CREATE TABLE session (
  token_hash   TEXT PRIMARY KEY,
  agent        INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// A closed conversation may go on: how many times it was opened.
constexpr const char* kVersion2 = "ALTER TABLE conversation ADD COLUMN segment INTEGER NOT NULL DEFAULT 1;\n";

// A login is configuration and stands in the log; a password belongs to the agent, whatever the login is now. Audit and
// agents' states have the log's offset as their key: they are written in its order and read from its end.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE password (
  agent INTEGER PRIMARY KEY,
  hash  TEXT NOT NULL
) STRICT;
INSERT INTO password (agent, hash) SELECT agent, password_hash FROM account;
DROP TABLE account;
CREATE TABLE fact (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE conversation ADD COLUMN resolution TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN end_cause TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN fields TEXT NOT NULL DEFAULT '';

CREATE TABLE audit (
  "offset" INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  by_agent INTEGER NOT NULL,
  action   TEXT    NOT NULL,
  item     TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  before   TEXT    NOT NULL,
  after    TEXT    NOT NULL
) STRICT;
CREATE TABLE agent_state (
  "offset"     INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  agent        INTEGER NOT NULL,
  began_at     INTEGER NOT NULL,
  ended_at     INTEGER,
  state        TEXT    NOT NULL,
  sub_status   TEXT    NOT NULL,
  by_agent     INTEGER NOT NULL,
  is_automatic INTEGER NOT NULL,
  PRIMARY KEY ("offset", kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX agent_state_agent ON agent_state (agent, began_at);
CREATE INDEX agent_state_open ON agent_state (agent, kind) WHERE ended_at IS NULL;
CREATE TABLE offer (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  agent        INTEGER NOT NULL,
  queue        INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  why          TEXT    NOT NULL,
  ended_at     INTEGER,
  outcome      TEXT    NOT NULL DEFAULT '',
  reason       TEXT    NOT NULL DEFAULT '',
  is_automatic INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX offer_conversation ON offer (conversation);
CREATE TABLE note (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  author       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  mentions     TEXT    NOT NULL
) STRICT;
CREATE INDEX note_conversation ON note (conversation);
)sql";

// Closed conversations by when they ended, all and an agent's own. One row each at an end, none for a message.
constexpr const char* kVersion4 = R"sql(
CREATE INDEX conversation_closed ON conversation (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX conversation_closed_by ON conversation (agent, ended_at) WHERE ended_at IS NOT NULL;
)sql";

// How an earlier segment of a conversation ended; the last one's end stands with the conversation. Of one that went on before
// this step it is not known when its segment began: what is copied of it says when the conversation was opened.
constexpr const char* kVersion5 = R"sql(
ALTER TABLE conversation ADD COLUMN reopened_at INTEGER;
CREATE TABLE segment (
  conversation INTEGER NOT NULL,
  segment      INTEGER NOT NULL,
  queue        INTEGER NOT NULL,
  agent        INTEGER NOT NULL,
  opened_at    INTEGER NOT NULL,
  ended_at     INTEGER,
  wrap_up_code TEXT    NOT NULL,
  note         TEXT    NOT NULL,
  resolution   TEXT    NOT NULL,
  end_cause    TEXT    NOT NULL,
  fields       TEXT    NOT NULL,
  PRIMARY KEY (conversation, segment)
) STRICT, WITHOUT ROWID;
)sql";

// All that routing looked at, not only its word: what explains an offer when the log before it was dropped.
constexpr const char* kVersion6 = "ALTER TABLE offer ADD COLUMN trace TEXT NOT NULL DEFAULT '';\n";

// Reports by agent and by time. A few rows for each conversation, none for a message.
constexpr const char* kVersion7 = R"sql(
CREATE INDEX offer_made ON offer (made_at);
CREATE INDEX offer_agent ON offer (agent, made_at);
CREATE INDEX note_at ON note (at);
CREATE INDEX note_author ON note (author, at);
CREATE INDEX agent_state_began ON agent_state (began_at);
)sql";

// Texts that were changed or erased, as they were: the search index, in a file of its own, must give up their words. The
// triggers do not fire where a message's status changes.
constexpr const char* kVersion8 = R"sql(
CREATE TABLE changed_text (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  message  INTEGER NOT NULL,
  timeline INTEGER NOT NULL,
  text     TEXT    NOT NULL
) STRICT;
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN old.text <> new.text BEGIN
  INSERT INTO changed_text (message, timeline, text) VALUES (old.id, old.timeline, old.text);
END;
CREATE TRIGGER message_erased AFTER DELETE ON message BEGIN
  INSERT INTO changed_text (message, timeline, text) VALUES (old.id, old.timeline, old.text);
END;
)sql";

// Each step of a message's way to the customer, clustered by the message: they are written while it is new, at the tree's
// end, and read together. Which message sends which again: few have one. And what agents have reported.
constexpr const char* kVersion9 = R"sql(
ALTER TABLE message ADD COLUMN again_of INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_again ON message (again_of) WHERE again_of <> 0;
CREATE TABLE delivery (
  message    INTEGER NOT NULL,
  "offset"   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  attempt    INTEGER NOT NULL,
  status     TEXT    NOT NULL,
  error_code TEXT    NOT NULL,
  retry_at   INTEGER NOT NULL,
  PRIMARY KEY (message, "offset")
) STRICT, WITHOUT ROWID;
CREATE TABLE message_report (
  message      INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by_agent     INTEGER NOT NULL,
  kind         TEXT    NOT NULL
) STRICT;
CREATE INDEX message_report_conversation ON message_report (conversation);
CREATE INDEX message_report_agent ON message_report (by_agent, at);
CREATE INDEX message_report_at ON message_report (at);
)sql";

// The files of messages: where each is, what must still be fetched, whose content it is, and which contents there are. What
// customers sent before this step is fetched now. One row for each file, none for a message without.
constexpr const char* kVersion10 = R"sql(
CREATE TABLE media (
  message      INTEGER NOT NULL,
  place        INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  url          TEXT    NOT NULL,
  hash         TEXT    NOT NULL,
  is_waiting   INTEGER NOT NULL,
  media        TEXT    NOT NULL,
  PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_hash ON media (hash) WHERE hash <> '';
CREATE INDEX media_waiting ON media (message, place) WHERE is_waiting = 1;
CREATE TABLE file (
  hash         TEXT PRIMARY KEY,
  content_type TEXT    NOT NULL,
  bytes        INTEGER NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE upload (
  hash  TEXT    NOT NULL,
  agent INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  PRIMARY KEY (hash, agent)
) STRICT, WITHOUT ROWID;
INSERT INTO media (message, place, conversation, url, hash, is_waiting, media)
  SELECT m.id, j.key, m.conversation, ifnull(json_extract(j.value, '$.url'), ''), '', 1, j.value
  FROM message m, json_each(m.media, '$.media') j
  WHERE m.media <> '' AND m.is_inbound = 1 AND json_valid(m.media) AND j.type = 'object';
)sql";

// What agents have written and not sent, for their other devices. As many rows as open conversations that somebody has begun
// to answer.
constexpr const char* kVersion11 = R"sql(
CREATE TABLE draft (
  agent        INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  version      TEXT    NOT NULL,
  PRIMARY KEY (agent, conversation)
) STRICT, WITHOUT ROWID;
)sql";

// Customers. A number is of one contact at most; one that was merged keeps its row, so that the log's old entries mean
// something.
constexpr const char* kVersion12 = R"sql(
CREATE TABLE contact (
  id          INTEGER PRIMARY KEY,
  merged_into INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  words       TEXT    NOT NULL,
  body        TEXT    NOT NULL
) STRICT;
CREATE TABLE contact_number (
  number  TEXT    PRIMARY KEY,
  contact INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_number_contact ON contact_number (contact);
CREATE TABLE consent (
  customer   TEXT    NOT NULL,
  our_number TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  message    INTEGER NOT NULL,
  word       TEXT    NOT NULL,
  PRIMARY KEY (customer, our_number)
) STRICT, WITHOUT ROWID;
)sql";

// What agents have set for themselves. Some tens of rows for each agent at most.
constexpr const char* kVersion13 = R"sql(
CREATE TABLE preference (
  agent INTEGER NOT NULL,
  name  TEXT    NOT NULL,
  value TEXT    NOT NULL,
  PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;
)sql";

// Notes are searched too. What stood in a changed text's tokens beside its words is kept with it.
constexpr const char* kVersion14 = R"sql(
ALTER TABLE changed_text ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changed_text ADD COLUMN is_note INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER message_text_changed;
DROP TRIGGER message_erased;
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN old.text <> new.text BEGIN
  INSERT INTO changed_text (message, timeline, text, at) VALUES (old.id, old.timeline, old.text, old.at);
END;
CREATE TRIGGER message_erased AFTER DELETE ON message BEGIN
  INSERT INTO changed_text (message, timeline, text, at) VALUES (old.id, old.timeline, old.text, old.at);
END;
CREATE TRIGGER note_text_changed AFTER UPDATE OF text ON note WHEN old.text <> new.text BEGIN
  INSERT INTO changed_text (message, timeline, text, at, is_note) VALUES (old.id,
    ifnull((SELECT timeline FROM conversation WHERE id = old.conversation), 0), old.text, old.at, 1);
END;
CREATE TRIGGER note_erased AFTER DELETE ON note BEGIN
  INSERT INTO changed_text (message, timeline, text, at, is_note) VALUES (old.id,
    ifnull((SELECT timeline FROM conversation WHERE id = old.conversation), 0), old.text, old.at, 1);
END;
)sql";

// Notes of wrap-ups, one row for each segment that has one, so that they are searched as messages are. `after` is the newest
// message or note of all when it was written, which gives it a place in their order: the next one's is never smaller. `anchor` is
// the timeline's last message when the segment ended: the note stands behind it. Of those from before this step, both are the
// anchor. What was changed or erased is listed with is_note = 2.
constexpr const char* kVersion15 = R"sql(
CREATE TABLE wrap_up_note (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL,
  segment      INTEGER NOT NULL,
  timeline     INTEGER NOT NULL,
  "after"      INTEGER NOT NULL,
  anchor       INTEGER NOT NULL,
  author       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  UNIQUE (conversation, segment)
) STRICT;
CREATE INDEX wrap_up_note_after ON wrap_up_note ("after");
INSERT INTO wrap_up_note (conversation, segment, timeline, "after", anchor, author, at, text)
  SELECT conversation, segment, timeline, anchor, anchor, agent, ended_at, note FROM (
    SELECT s.*, ifnull((SELECT m.id FROM message AS m WHERE m.timeline = s.timeline AND m.at <= s.ended_at
                        ORDER BY m.id DESC LIMIT 1), 0) AS anchor FROM (
      SELECT id AS conversation, segment, timeline, agent, ended_at, note FROM conversation
        WHERE note <> '' AND ended_at IS NOT NULL
      UNION ALL
      SELECT segment.conversation, segment.segment, c.timeline, segment.agent, segment.ended_at, segment.note
        FROM segment JOIN conversation AS c ON c.id = segment.conversation
        WHERE segment.note <> '' AND segment.ended_at IS NOT NULL) AS s)
  ORDER BY anchor, ended_at;
CREATE TRIGGER wrap_up_note_text_changed AFTER UPDATE OF text ON wrap_up_note WHEN old.text <> new.text BEGIN
  INSERT INTO changed_text (message, timeline, text, at, is_note) VALUES (old.id, old.timeline, old.text, old.at, 2);
END;
CREATE TRIGGER wrap_up_note_erased AFTER DELETE ON wrap_up_note BEGIN
  INSERT INTO changed_text (message, timeline, text, at, is_note) VALUES (old.id, old.timeline, old.text, old.at, 2);
END;
CREATE TRIGGER conversation_erased AFTER DELETE ON conversation BEGIN
  DELETE FROM wrap_up_note WHERE conversation = old.id;
END;
)sql";

// What likely duplicates of a contact are found by (core/conversation/duplicates.h; migrate() makes it of the contacts that are
// there), and pairs of contacts of whom somebody has said that they are two people, the smaller id first.
constexpr const char* kVersion16 = R"sql(
CREATE TABLE contact_key (
  key     TEXT    NOT NULL,
  contact INTEGER NOT NULL,
  PRIMARY KEY (key, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_key_contact ON contact_key (contact);
CREATE TABLE contact_apart (
  first  INTEGER NOT NULL,
  second INTEGER NOT NULL,
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_apart_second ON contact_apart (second);
)sql";
constexpr int kContactKeysSince = 16;

// A draft has parts: the answer, a note, the answer's files. Files that a draft has are needed.
constexpr const char* kVersion17 = R"sql(
CREATE TABLE draft_part (
  agent        INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  part         INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  version      TEXT    NOT NULL,
  PRIMARY KEY (agent, conversation, part)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_part (agent, conversation, part, at, text, version)
  SELECT agent, conversation, 0, at, text, version FROM draft;
DROP TABLE draft;
CREATE TABLE draft_file (
  hash         TEXT    NOT NULL,
  agent        INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  PRIMARY KEY (hash, agent, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_file_of ON draft_file (agent, conversation);
)sql";

// Links to files, for whoever has the address. One row for each that has not ended long ago.
constexpr const char* kVersion18 = R"sql(
CREATE TABLE file_link (
  ticket  TEXT    PRIMARY KEY,
  hash    TEXT    NOT NULL,
  agent   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX file_link_hash ON file_link (hash, ends_at);
CREATE INDEX file_link_ends_at ON file_link (ends_at);
)sql";

// How conversations changed hands, by the log's offset; of what was there before this was kept, who answered, numbered below zero
// by the offers: the last one first, and the index behind them, so that both trees grow at one end and in one go.
constexpr const char* kVersion19 = R"sql(
CREATE TABLE handing (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  agent        INTEGER NOT NULL,
  by_agent     INTEGER NOT NULL,
  queue        INTEGER NOT NULL,
  reason       TEXT    NOT NULL
) STRICT;
INSERT INTO handing (id, conversation, at, kind, agent, by_agent, queue, reason)
  SELECT -id, conversation, ended_at, 'answered', agent, 0, 0, '' FROM offer
  WHERE outcome = 'accepted' AND ended_at IS NOT NULL ORDER BY offer.id DESC;
CREATE INDEX handing_conversation ON handing (conversation, at);
CREATE TRIGGER conversation_handing_erased AFTER DELETE ON conversation BEGIN
  DELETE FROM handing WHERE conversation = old.id;
END;
)sql";

// Which texts go as an MMS, and how the author of a draft wants it to go (core/conversation/message.h, SendAs). What was to be done
// with a message and was not: a JSON list, empty where there is nothing. Notes can be corrected and taken back: what one said before
// is kept beside it, by the correction that it was; a note that was taken back has no words of its own.
constexpr const char* kVersion20 = R"sql(
ALTER TABLE message ADD COLUMN is_mms_text INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN not_done TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_part ADD COLUMN send_as INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN correction INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN corrected_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN is_taken_back INTEGER NOT NULL DEFAULT 0;
CREATE TABLE note_wording (
  note       INTEGER NOT NULL,
  correction INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  text       TEXT    NOT NULL,
  PRIMARY KEY (note, correction)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER note_wording_erased AFTER DELETE ON note BEGIN
  DELETE FROM note_wording WHERE note = old.id;
END;
)sql";

constexpr std::array kSteps = {kVersion1,  kVersion2,  kVersion3,  kVersion4,  kVersion5,  kVersion6,  kVersion7,
                               kVersion8,  kVersion9,  kVersion10, kVersion11, kVersion12, kVersion13, kVersion14,
                               kVersion15, kVersion16, kVersion17, kVersion18, kVersion19, kVersion20};

Result<int> ask_number(Connection& connection, const char* pragma) {
  const auto text = connection.ask(pragma);
  if (!text) return text.error();
  return text->empty() ? 0 : std::stoi(*text);
}

}  // namespace

int schema_version() {
  return static_cast<int>(kSteps.size());
}

std::string schema_sql(int version) {
  std::string all;
  for (int step = 0; step < (version == 0 ? schema_version() : version); ++step) {
    all += kSteps[static_cast<std::size_t>(step)];
  }
  return all;
}

std::string connection_sql(int wal_pages_max) {
  return "PRAGMA page_size=4096;"
         "PRAGMA journal_mode=WAL;"
         "PRAGMA synchronous=FULL;"
         "PRAGMA foreign_keys=ON;"
         "PRAGMA trusted_schema=OFF;"
         "PRAGMA cell_size_check=ON;"
         "PRAGMA temp_store=MEMORY;"
         // In KiB: the pages that stay in memory. Not more: where a commit has divided a page of a tree, SQLite walks all of
         // them (balance_nonroot gives pages a number beyond the file's end, and the cache looks for what lies there).
         "PRAGMA cache_size=-16384;"
         // In bytes: what a WAL that grew under a long reader is cut back to.
         "PRAGMA journal_size_limit=67108864;"
         "PRAGMA wal_autocheckpoint=" +
         std::to_string(wal_pages_max) + ";";
}

Status check_ownership(Connection& connection, const std::string& path) {
  const auto tables = ask_number(connection, "SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  const auto application = ask_number(connection, "PRAGMA application_id");
  if (!application) return application.error();
  const auto version = ask_number(connection, "PRAGMA user_version");
  if (!version) return version.error();
  const bool is_fresh = *tables == 0 && *application == 0 && *version == 0;
  if (!is_fresh && *application != kApplicationId) {
    return Error{ErrorCode::Invalid, path + " is a database of another program: give the relay a file of its own."};
  }
  if (*version > schema_version()) {
    return Error{ErrorCode::Unsupported, path + " was written by a newer smsdesk (its tables are version " +
                                             std::to_string(*version) + ", this one knows up to " +
                                             std::to_string(schema_version()) +
                                             "): start that version, or restore a backup from before the update."};
  }
  return Done{};
}

Status migrate(Connection& connection, const std::string& fresh_epoch, Instant now) {
  const auto version = ask_number(connection, "PRAGMA user_version");
  if (!version) return version.error();
  if (*version == schema_version()) return Done{};

  Transaction transaction(connection);
  if (auto begun = transaction.begin(); !begun) return begun;
  for (int step = *version; step < schema_version(); ++step) {
    if (auto made = connection.run(kSteps[static_cast<std::size_t>(step)]); !made) return made;
  }
  // What SQL cannot make of a contact.
  if (*version != 0 && *version < kContactKeysSince)
    if (auto filled = fill_contact_keys(connection); !filled) return filled;
  if (*version == 0) {
    // The salt protects nothing by itself; it only has to be unknown outside, so SQLite's own
    // generator does.
    auto meta = connection.prepare(
        "INSERT INTO meta (id, epoch, seen_salt, created_at, dropped_until)"
        " VALUES (1, ?, lower(hex(randomblob(16))), ?, 0)");
    if (!meta) return meta.error();
    if (auto written = meta->with(fresh_epoch, now).run(); !written) return written;
  }
  const std::string marks = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                            ";PRAGMA user_version=" + std::to_string(schema_version());
  if (auto marked = connection.run(marks.c_str()); !marked) return marked;
  return transaction.commit();
}

}  // namespace smsdesk::store
