#include "relay/store/message_search.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "relay/store/batch_check.h"
#include "relay/store/file_lock.h"

namespace smsdesk::store {
namespace {

// Rises when the tokens or the tables of the index change: an index of another version is made anew.
constexpr int kIndexVersion = 3;
constexpr std::uint64_t kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr int kLookedAtMin = 200;  // messages, however short the time is
constexpr int kClockEvery = 32;

// `detail=none`: which messages a token is in, not where in them. What is found is looked at again in any case, for its
// marks, so positions would only make the index larger. `prefix`: beginnings of up to six letters are lists of their own,
// read from their newest end as far as a page needs; a longer beginning is put together from all words that have it, which
// frequent words seldom are long enough for.
constexpr const char* kIndexTables = R"sql(
CREATE VIRTUAL TABLE words USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6');
CREATE VIRTUAL TABLE wrap_up_words USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6');
CREATE TABLE place (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  message       INTEGER NOT NULL,
  print         TEXT    NOT NULL,
  wrap_up       INTEGER NOT NULL,
  wrap_up_print TEXT    NOT NULL,
  changed_until INTEGER NOT NULL
) STRICT;
INSERT INTO place (id, message, print, wrap_up, wrap_up_print, changed_until) VALUES (1, 0, '', 0, '', 0);
)sql";

// Tokens that are no words begin with a private-use character, which no text keeps as a token: the timeline, the span of
// days, and of a note that it is one. Filters that would leave few of many matches are asked of the index by them.

std::string timeline_token(std::uint64_t timeline) {
  return "\xEE\x80\x80" + std::to_string(timeline);
}

constexpr DurationMs kSpan = hours(24) * 16;
constexpr std::int64_t kSpansMax = 64;  // beyond, what is found is only looked at

std::int64_t span_of(Instant at) {
  return at.ms < 0 ? 0 : at.ms / kSpan;
}
std::string span_token(std::int64_t span) {
  return "\xEE\x80\x81" + std::to_string(span);
}
constexpr const char* kNoteToken = "\xEE\x80\x82";

std::string tokens_of(std::string_view text, std::uint64_t timeline, Instant at, bool is_note) {
  std::string tokens = timeline_token(timeline) + " " + span_token(span_of(at)) + " ";
  if (is_note) tokens.append(kNoteToken) += ' ';
  return tokens + index_tokens(text);
}

/// What the index is asked for; that of wrap-ups has notes only.
std::string expression_of(const MessageQuery& query, std::uint64_t timeline, bool is_of_wrap_ups) {
  std::string expression;
  const auto add = [&](const std::string& token) { expression += '"' + token + "\" AND "; };
  if (query.is_within) add(timeline_token(timeline));
  if (query.kind == FoundKind::Notes && !is_of_wrap_ups) add(kNoteToken);
  if (query.from && query.until && *query.from < *query.until) {
    const std::int64_t first = span_of(*query.from), last = span_of(Instant{query.until->ms - 1});
    if (last - first < kSpansMax) {
      expression += '(';
      for (std::int64_t span = first; span <= last; ++span)
        expression += (span == first ? "\"" : " OR \"") + span_token(span) + '"';
      expression += ") AND ";
    }
  }
  return expression + match_expression(query.terms);
}

/// Columns of changed_text and of what is found.
enum class TextKind : std::uint8_t { Message, Note, WrapUpNote };

/// Enough to tell a message from another one that has its number after a backup was put back.
#define SMSDESK_PRINT "at || '.' || conversation || '.' || length(text)"

void remove_index(const std::string& file) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end, ignored);
}

/// How far one of the two indexes has come.
struct FilledTo {
  std::uint64_t id = 0;
  std::string print;
};

class SqliteSearchFiller final : public SearchFiller {
 public:
  SqliteSearchFiller(Connection archive, Connection index) : archive_(std::move(archive)), index_(std::move(index)) {}

  Status prepare() {
    if (auto done = prepare_all(
            archive_,
            {{messages_,
              "SELECT id, timeline, text, " SMSDESK_PRINT ", at, 0 FROM message WHERE id > ?1 UNION ALL"
              " SELECT id, (SELECT timeline FROM conversation WHERE id = note.conversation), text, " SMSDESK_PRINT
              ", at, 1 FROM note WHERE id > ?1 ORDER BY 1 LIMIT ?2"},
             {wrap_ups_,
              "SELECT id, timeline, text, " SMSDESK_PRINT ", at, 2 FROM wrap_up_note WHERE id > ? ORDER BY id LIMIT ?"},
             {print_, "SELECT " SMSDESK_PRINT " FROM message WHERE id = ?1 UNION ALL SELECT " SMSDESK_PRINT
                      " FROM note WHERE id = ?1"},
             {wrap_up_print_, "SELECT " SMSDESK_PRINT " FROM wrap_up_note WHERE id = ?"},
             {changed_,
              "SELECT c.id, c.message, c.timeline, c.text,"
              " CASE c.is_note WHEN 0 THEN message.text WHEN 1 THEN note.text ELSE wrap_up_note.text END, c.at,"
              " c.is_note FROM changed_text AS c LEFT JOIN message ON message.id = c.message"
              " LEFT JOIN note ON note.id = c.message LEFT JOIN wrap_up_note ON wrap_up_note.id = c.message"
              " WHERE c.id > ? ORDER BY c.id LIMIT ?"}});
        !done)
      return done;
    if (auto done = prepare_all(
            index_,
            {{place_, "SELECT message, print, wrap_up, wrap_up_print, changed_until FROM place"},
             {add_, "INSERT INTO words (rowid, tokens) VALUES (?, ?)"},
             {remove_, "INSERT INTO words (words, rowid, tokens) VALUES ('delete', ?, ?)"},
             {add_wrap_up_, "INSERT INTO wrap_up_words (rowid, tokens) VALUES (?, ?)"},
             {remove_wrap_up_, "INSERT INTO wrap_up_words (wrap_up_words, rowid, tokens) VALUES ('delete', ?, ?)"},
             {go_to_, "UPDATE place SET message = ?, print = ?, wrap_up = ?, wrap_up_print = ?, changed_until = ?"}});
        !done)
      return done;
    const auto has_place = place_.next();
    if (!has_place) return has_place.error();
    if (!*has_place) return Error{ErrorCode::Invalid, "The search index has lost its place."};
    at_ = {{place_.number(0), place_.text(1)}, {place_.number(2), place_.text(3)}, place_.number(4)};
    place_.reset();
    return Done{};
  }

  /// Whether what the index holds is of this archive.
  Result<bool> fits() {
    auto fits_messages = fits(print_, at_.messages, "is_note <> 2");
    if (!fits_messages || !*fits_messages) return fits_messages;
    return fits(wrap_up_print_, at_.wrap_ups, "is_note = 2");
  }

  Result<FillStep> go_on(std::size_t messages_max) override {
    auto read = read_all(messages_max);
    if (!read) return read.error();
    const Place before = at_;
    auto step = take(*read, messages_max);
    if (!step) at_ = before;
    return step;
  }

 private:
  struct Place {
    FilledTo messages, wrap_ups;
    std::uint64_t changed_until = 0;
  };
  struct Changed {
    std::uint64_t number = 0, id = 0;  ///< of the change, and of what was changed
    TextKind kind = TextKind::Message;
    std::string was;                ///< tokens
    std::optional<std::string> is;  ///< nothing: erased
  };
  struct Text {
    std::uint64_t id = 0;
    std::string print, text;
    std::uint64_t timeline = 0;
    Instant at;
    bool is_note = false;
  };
  struct ToTake {
    std::vector<Changed> changed;
    std::vector<Text> messages, wrap_ups;
  };

  Result<bool> fits(Statement& print, const FilledTo& filled, const char* of_its_kind) {
    if (filled.id == 0) return true;
    const auto has_row = print.with(filled.id).next();
    if (!has_row) return has_row.error();
    const bool is_it = *has_row && print.text(0) == filled.print;
    print.reset();
    if (is_it) return true;
    // It may have been changed or erased itself: then the list tells.
    const auto listed = archive_.ask("SELECT 1 FROM changed_text WHERE message = " + std::to_string(filled.id) +
                                     " AND " + of_its_kind + " AND id > " + std::to_string(at_.changed_until));
    if (!listed) return listed.error();
    return !listed->empty();
  }

  /// What is read is of one moment: a text is changed either before it is taken in, or after and then it is listed. It is let go
  /// of before anything is made of it, because the archive's journal cannot begin anew while somebody reads.
  Result<ToTake> read_all(std::size_t rows_max) {
    if (auto begun = archive_.run("BEGIN"); !begun) return begun.error();
    ToTake read;
    Status done = read_changed(rows_max, read.changed);
    if (done && read.changed.size() < rows_max) done = read_texts(messages_, at_.messages, rows_max, read.messages);
    if (done && read.changed.size() < rows_max && read.messages.size() < rows_max)
      done = read_texts(wrap_ups_, at_.wrap_ups, rows_max - read.messages.size(), read.wrap_ups);
    messages_.reset();
    wrap_ups_.reset();
    changed_.reset();
    if (auto ended = archive_.run("COMMIT"); !ended && done) return ended.error();
    if (!done) return done.error();
    return read;
  }

  Status read_changed(std::size_t rows_max, std::vector<Changed>& into) {
    changed_.with(at_.changed_until, static_cast<std::uint64_t>(rows_max));
    for (;;) {
      const auto has_row = changed_.next();
      if (!has_row) return has_row.error();
      if (!*has_row) return Done{};
      Changed one{changed_.number(0), changed_.number(1), static_cast<TextKind>(changed_.integer(6)), {}, {}};
      const auto tokens = [&](int text) {
        return tokens_of(changed_.text(text), changed_.number(2), changed_.instant(5), one.kind == TextKind::Note);
      };
      one.was = tokens(3);
      if (!changed_.is_null(4)) one.is = tokens(4);
      into.push_back(std::move(one));
    }
  }

  static Status read_texts(Statement& rows, const FilledTo& filled, std::size_t rows_max, std::vector<Text>& into) {
    rows.with(filled.id, static_cast<std::uint64_t>(rows_max));
    for (;;) {
      const auto has_row = rows.next();
      if (!has_row) return has_row.error();
      if (!*has_row) return Done{};
      const bool is_note = static_cast<TextKind>(rows.integer(5)) == TextKind::Note;
      into.push_back({rows.number(0), rows.text(3), rows.text(2), rows.number(1), rows.instant(4), is_note});
    }
  }

  Result<FillStep> take(const ToTake& read, std::size_t rows_max) {
    FillStep step;
    step.taken = read.messages.size() + read.wrap_ups.size();
    step.is_level = read.changed.size() < rows_max && step.taken < rows_max;
    if (!read.changed.empty() || step.taken > 0) {
      Transaction transaction(index_);
      if (auto begun = transaction.begin(); !begun) return begun.error();
      if (auto done = give_up(read.changed); !done) return done.error();
      if (auto done = add(read.messages, at_.messages, add_); !done) return done.error();
      if (auto done = add(read.wrap_ups, at_.wrap_ups, add_wrap_up_); !done) return done.error();
      if (auto done =
              go_to_.with(at_.messages.id, at_.messages.print, at_.wrap_ups.id, at_.wrap_ups.print, at_.changed_until)
                  .run();
          !done)
        return done.error();
      if (auto done = transaction.commit(); !done) return done.error();
    }
    step.changed_until = at_.changed_until;
    return step;
  }

  Status give_up(const std::vector<Changed>& changed) {
    // The first of several changes has what the index holds.
    std::vector<std::pair<bool, std::uint64_t>> seen;
    for (const Changed& one : changed) {
      at_.changed_until = one.number;
      const bool is_wrap_up = one.kind == TextKind::WrapUpNote;
      const std::pair<bool, std::uint64_t> which{is_wrap_up, one.id};
      if (one.id > (is_wrap_up ? at_.wrap_ups : at_.messages).id) continue;
      if (std::find(seen.begin(), seen.end(), which) != seen.end()) continue;
      seen.push_back(which);
      if (auto done = (is_wrap_up ? remove_wrap_up_ : remove_).with(one.id, one.was).run(); !done) return done;
      if (!one.is) continue;
      if (auto done = (is_wrap_up ? add_wrap_up_ : add_).with(one.id, *one.is).run(); !done) return done;
    }
    return Done{};
  }

  static Status add(const std::vector<Text>& texts, FilledTo& filled, Statement& add) {
    for (const Text& one : texts) {
      filled = {one.id, one.print};
      const std::string tokens = tokens_of(one.text, one.timeline, one.at, one.is_note);
      if (auto done = add.with(one.id, tokens).run(); !done) return done;
    }
    return Done{};
  }

  Connection archive_, index_;
  Statement messages_, wrap_ups_, print_, wrap_up_print_, changed_;
  Statement place_, add_, remove_, add_wrap_up_, remove_wrap_up_, go_to_;
  Place at_;
};

Status make_tables(Connection& index) {
  Transaction transaction(index);
  if (auto begun = transaction.begin(); !begun) return begun;
  if (auto made = index.run(kIndexTables); !made) return made;
  if (auto done = index.run(("PRAGMA user_version=" + std::to_string(kIndexVersion)).c_str()); !done) return done;
  return transaction.commit();
}

Result<Connection> open_index(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    if (auto secured = make_private_file(file); !secured) return secured.error();
  }
  auto index = Connection::open(file, Connection::Mode::Write);
  if (!index) return index.error();
  // Nothing here is worth an fsync: what a lost power supply takes away is indexed again.
  if (auto done = index->run("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                             "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA cache_size=-16384;"
                             "PRAGMA journal_size_limit=67108864;");
      !done)
    return done.error();
  const auto version = index->ask("PRAGMA user_version");
  if (!version) return version.error();
  if (*version == std::to_string(kIndexVersion)) return index;
  if (*version != "0") return Error{ErrorCode::Unsupported, "The search index is of another version."};
  if (auto made = make_tables(*index); !made) return made.error();
  return index;
}

Result<std::unique_ptr<SqliteSearchFiller>> open_once(const std::string& database) {
  auto archive = Connection::open(database, Connection::Mode::Read);
  if (!archive) return archive.error();
  auto index = open_index(search_file(database));
  if (!index) return index.error();
  auto filler = std::make_unique<SqliteSearchFiller>(std::move(*archive), std::move(*index));
  if (auto done = filler->prepare(); !done) return done.error();
  auto fits = filler->fits();
  if (!fits) return fits.error();
  if (!*fits) return Error{ErrorCode::Conflict, "The search index is of another state of the database."};
  return filler;
}

#define SMSDESK_WHOSE "t.customer, t.our_number, c.queue, c.agent, c.ended_at IS NOT NULL"
#define SMSDESK_WHOSE_JOINS(of) \
  " CROSS JOIN main.conversation AS c ON c.id = " of " CROSS JOIN main.timeline AS t ON t.id = c.timeline"

#define SMSDESK_WRAP_UP_COLUMNS "n.anchor, n.conversation, 0, n.author, n.at, n.text, 2, n.segment, n.\"after\", n.id"

/// A row of what is looked at: ten columns of what was said, and behind them five of whose it is, where those were asked for.
struct LookedAt {
  MatchedMessage one;
  bool has_whose = false;
  bool has_ended = false;
  std::uint64_t after = 0, wrap_up = 0;  ///< of a wrap-up's note: its place among messages, and its number
};
constexpr int kWhoseColumn = 10;

void read_whose(const Statement& row, int column, LookedAt& into) {
  into.one.customer = row.text(column);
  into.one.our_number = row.text(column + 1);
  into.one.queue = {row.number(column + 2)};
  into.one.agent = {row.number(column + 3)};
  into.has_ended = row.integer(column + 4) != 0;
  into.has_whose = true;
}

LookedAt read_looked_at(const Statement& row, bool has_whose) {
  LookedAt read;
  MatchedMessage& one = read.one;
  one.message = {row.number(0)};
  one.conversation = {row.number(1)};
  one.is_inbound = row.integer(2) != 0;
  one.author = {row.number(3)};
  one.at = row.instant(4);
  one.text = row.text(5);
  const auto kind = static_cast<TextKind>(row.integer(6));
  one.is_note = kind != TextKind::Message;
  if (kind == TextKind::WrapUpNote) {
    one.segment = static_cast<unsigned>(row.number(7));
    read.after = row.number(8);
    read.wrap_up = row.number(9);
  }
  if (has_whose) read_whose(row, kWhoseColumn, read);
  return read;
}

/// Whose a conversation is, for rows that come without it: most of what no index has named has not the words either, and
/// looking up two rows costs more than reading its text.
class Whose {
 public:
  explicit Whose(Connection& connection) : connection_(connection) {}
  /// False: there is no such conversation.
  Result<bool> read(LookedAt& row) {
    if (!is_prepared_) {
      if (auto done = prepare_all(connection_, {{of_, "SELECT " SMSDESK_WHOSE " FROM main.conversation AS c CROSS JOIN"
                                                      " main.timeline AS t ON t.id = c.timeline WHERE c.id = ?"}});
          !done)
        return done.error();
      is_prepared_ = true;
    }
    auto has_row = of_.with(row.one.conversation).next();
    if (!has_row || !*has_row) return has_row;
    read_whose(of_, 0, row);
    of_.reset();
    return true;
  }

 private:
  Connection& connection_;
  Statement of_;
  bool is_prepared_ = false;
};

/// One page being filled from rows that come newest first.
class PageMaker {
 public:
  PageMaker(Connection& connection, const MessageQuery& query, std::size_t limit)
      : query_(query), limit_(limit), whose_(connection), began_(std::chrono::steady_clock::now()) {}

  /// False: enough, or the time is over.
  Result<bool> take(LookedAt row) {
    if (page_.messages.size() == limit_) return end_here();
    if (looked_at_ >= kLookedAtMin && looked_at_ % kClockEvery == 0 && is_late()) {
      page_.is_cut = true;
      return end_here();
    }
    ++looked_at_;
    MatchedMessage& one = row.one;
    last_ = row.wrap_up == 0 ? one.message : MessageId{row.after};
    last_wrap_up_ = row.wrap_up;
    // Numbers rise with time, but for a clock that was set back: from here on nothing is of these days.
    // A wrap-up's note is of when its conversation ended, and may be written much later.
    if (row.wrap_up == 0 && query_.from && one.at < *query_.from + -hours(24)) return false;
    // The cheaper question first: an index names little that has not the words, and what it has not named yet seldom has them.
    const bool words_first = !row.has_whose;
    if (words_first) {
      if (!find_terms(query_.terms, one.text, &one.ranges)) return true;
      const auto is_known = whose_.read(row);
      if (!is_known) return is_known.error();
      if (!*is_known) return true;
    }
    if (!is_wanted(query_, one, row.has_ended)) return true;
    if (words_first || find_terms(query_.terms, one.text, &one.ranges)) page_.messages.push_back(std::move(one));
    return true;
  }
  bool is_late() const {
    return std::chrono::steady_clock::now() - began_ >= std::chrono::milliseconds(query_.time_max);
  }
  MatchedPage take_page() { return std::move(page_); }

 private:
  bool end_here() {
    page_.next = last_;
    page_.next_wrap_up = last_wrap_up_;
    return false;
  }

  const MessageQuery& query_;
  std::size_t limit_;
  Whose whose_;
  std::chrono::steady_clock::time_point began_;
  MatchedPage page_;
  int looked_at_ = 0;
  MessageId last_;
  std::uint64_t last_wrap_up_ = 0;
};

/// Rows of one kind, newest first: those that are in no index yet, then those that the index names, and these with whose they
/// are. The second statement is begun when the first has ended.
class NewestFirst {
 public:
  NewestFirst(Statement* tail, Statement* indexed) : parts_{tail, indexed} {}
  /// False: there are no more.
  Result<bool> step() {
    for (; part_ < parts_.size(); ++part_) {
      if (parts_[part_] == nullptr) continue;
      const auto has_row = parts_[part_]->next();
      if (!has_row) return has_row.error();
      if (!*has_row) continue;
      row_ = read_looked_at(*parts_[part_], part_ == kIndexed);
      return true;
    }
    row_.reset();
    return false;
  }
  bool has_row() const { return row_.has_value(); }
  const LookedAt& row() const { return *row_; }
  LookedAt take() { return std::move(*row_); }

 private:
  static constexpr std::size_t kIndexed = 1;
  std::array<Statement*, 2> parts_;
  std::size_t part_ = 0;
  std::optional<LookedAt> row_;
};

/// Both as one list, until the page is full or the time is over.
Status take_rows(NewestFirst messages, NewestFirst wrap_ups, PageMaker& maker) {
  for (NewestFirst* one : {&messages, &wrap_ups})
    if (auto stepped = one->step(); !stepped) return stepped.error();
  while (messages.has_row() || wrap_ups.has_row()) {
    // A wrap-up's note stands behind the message that it came after.
    const bool is_wrap_up =
        wrap_ups.has_row() && (!messages.has_row() || !(wrap_ups.row().after < messages.row().one.message.value));
    NewestFirst& next = is_wrap_up ? wrap_ups : messages;
    const auto goes_on = maker.take(next.take());
    if (!goes_on) return goes_on.error();
    if (!*goes_on) return Done{};
    if (auto stepped = next.step(); !stepped) return stepped.error();
  }
  return Done{};
}

/// A read transaction over both files; ends with the scope.
struct Reading {
  Connection& connection;
  explicit Reading(Connection& c) : connection(c) { (void)connection.run("BEGIN"); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { (void)connection.run("COMMIT"); }
};

Result<std::uint64_t> timeline_of(Connection& connection, const MessageQuery& query) {
  auto timeline = connection.prepare("SELECT id FROM main.timeline WHERE customer = ? AND our_number = ?");
  if (!timeline) return timeline.error();
  timeline->bind(1, query.customer);
  timeline->bind(2, query.our_number);
  const auto has_row = timeline->next();
  if (!has_row) return has_row.error();
  const std::uint64_t id = *has_row ? timeline->number(0) : 0;
  timeline->reset();
  return id;
}

/// What stands in the indexes: up to this message, and to this wrap-up's note.
struct Indexed {
  std::uint64_t messages = 0, wrap_ups = 0;
};
Result<Indexed> read_indexed(Connection& connection) {
  // It may be coming into being this very moment.
  const auto version = connection.ask("PRAGMA search.user_version");
  if (!version) return version.error();
  if (*version != std::to_string(kIndexVersion)) return Indexed{};
  auto place = connection.prepare("SELECT message, wrap_up FROM search.place");
  if (!place) return place.error();
  const auto has_row = place->next();
  if (!has_row) return has_row.error();
  const Indexed indexed = *has_row ? Indexed{place->number(0), place->number(1)} : Indexed{};
  place->reset();
  return indexed;
}

/// The number that all wanted notes of wrap-ups are below: their places never fall as their numbers rise.
Result<std::uint64_t> wrap_ups_below(Connection& connection, const MessageQuery& query) {
  if (!query.before) return kAll;
  if (query.before_wrap_up != 0) return std::min(query.before_wrap_up, kAll);
  const auto last =
      connection.ask("SELECT id FROM main.wrap_up_note WHERE \"after\" < " +
                     std::to_string(std::min(query.before->value, kAll)) + " ORDER BY \"after\" DESC, id DESC LIMIT 1");
  if (!last) return last.error();
  return last->empty() ? 0 : std::strtoull(last->c_str(), nullptr, 10) + 1;
}

bool asks_for_wrap_ups(FoundKind kind) {
  return kind == FoundKind::Everything || kind == FoundKind::Notes;
}

Result<MatchedPage> look(Connection& connection, const MessageQuery& query, std::size_t limit, bool has_index) {
  PageMaker maker(connection, query, limit);
  if (query.terms.empty()) return maker.take_page();
  std::uint64_t before = query.before ? std::min(query.before->value, kAll) : kAll;
  if (query.before && query.before_wrap_up != 0 && before < kAll) ++before;
  const Reading reading(connection);
  Indexed indexed;
  if (has_index) {
    auto read = read_indexed(connection);
    if (!read) return read.error();
    indexed = *read;
  }
  std::uint64_t timeline = 0;
  if (query.is_within) {
    auto found = timeline_of(connection, query);
    if (!found) return found.error();
    timeline = *found;
  }
  // What is not in the index is the newest: it is looked at first, one by one.
  auto tail = connection.prepare(
      "SELECT id, conversation, is_inbound, author, at, text, 0, 0, 0, 0 FROM main.message WHERE id > ?1 AND id < ?2"
      " UNION ALL SELECT id, conversation, 0, author, at, text, 1, 0, 0, 0 FROM main.note WHERE id > ?1 AND id < ?2"
      " ORDER BY 1 DESC");
  if (!tail) return tail.error();
  tail->with(indexed.messages, before);
  Statement matches, wrap_up_tail, wrap_up_matches;
  const std::string expression = expression_of(query, timeline, false);
  if (indexed.messages != 0) {
    if (auto done = prepare_all(
            connection,
            {{matches,
              "SELECT w.rowid, ifnull(m.conversation, n.conversation), ifnull(m.is_inbound, 0),"
              " ifnull(m.author, n.author), ifnull(m.at, n.at), ifnull(m.text, n.text), m.id IS NULL,"
              " 0, 0, 0, " SMSDESK_WHOSE " FROM search.words AS w LEFT JOIN main.message AS m ON m.id = w.rowid"
              " LEFT JOIN main.note AS n ON m.id IS NULL AND n.id = w.rowid" SMSDESK_WHOSE_JOINS(
                  "ifnull(m.conversation, n.conversation)") " WHERE w.words MATCH ?1 AND w.rowid <= ?2"
                                                            " ORDER BY w.rowid DESC"}});
        !done)
      return done.error();
    matches.with(expression, std::min(indexed.messages, before - std::min<std::uint64_t>(before, 1)));
  }
  const bool has_wrap_ups = asks_for_wrap_ups(query.kind);
  const std::string wrap_up_expression = expression_of(query, timeline, true);
  if (has_wrap_ups) {
    const auto below = wrap_ups_below(connection, query);
    if (!below) return below.error();
    if (auto done = prepare_all(
            connection,
            {{wrap_up_tail, "SELECT " SMSDESK_WRAP_UP_COLUMNS
                            " FROM main.wrap_up_note AS n WHERE n.id > ? AND n.id < ? ORDER BY n.id DESC"}});
        !done)
      return done.error();
    wrap_up_tail.with(indexed.wrap_ups, *below);
    if (indexed.wrap_ups != 0) {
      if (auto done = prepare_all(
              connection, {{wrap_up_matches, "SELECT " SMSDESK_WRAP_UP_COLUMNS ", " SMSDESK_WHOSE
                                             " FROM search.wrap_up_words AS w CROSS JOIN main.wrap_up_note AS n ON "
                                             "n.id = w.rowid" SMSDESK_WHOSE_JOINS(
                                                 "n.conversation") " WHERE w.wrap_up_words MATCH ?1"
                                                                   " AND w.rowid <= ?2 ORDER BY w.rowid DESC"}});
          !done)
        return done.error();
      wrap_up_matches.with(wrap_up_expression, std::min(indexed.wrap_ups, *below - std::min<std::uint64_t>(*below, 1)));
    }
  }
  const NewestFirst messages(&*tail, indexed.messages == 0 ? nullptr : &matches);
  const NewestFirst wrap_ups(has_wrap_ups ? &wrap_up_tail : nullptr,
                             has_wrap_ups && indexed.wrap_ups != 0 ? &wrap_up_matches : nullptr);
  if (auto taken = take_rows(messages, wrap_ups, maker); !taken) return taken.error();
  return maker.take_page();
}

}  // namespace

std::string search_file(const std::string& database) {
  return database + ".search";
}

Result<std::unique_ptr<SearchFiller>> open_search_filler(const std::string& database) {
  auto filler = open_once(database);
  if (!filler && filler.error().code != ErrorCode::Unavailable) {
    remove_index(search_file(database));
    filler = open_once(database);
  }
  if (!filler) return filler.error();
  return std::unique_ptr<SearchFiller>(std::move(*filler));
}

bool is_wanted(const MessageQuery& query, const MatchedMessage& one, bool has_ended) {
  const auto holds = [](const auto& ids, auto id) { return std::binary_search(ids.begin(), ids.end(), id); };
  if (query.is_within && (one.customer != query.customer || one.our_number != query.our_number)) return false;
  if (holds(query.hidden, one.conversation)) return false;
  if (!query.sees_everything && !query.is_within && !holds(query.shown, one.conversation)) {
    if (!has_ended) return false;
    if (!(one.agent == query.reader) && !holds(query.queues, one.queue)) return false;
  }
  switch (query.kind) {
    case FoundKind::Messages:
      if (one.is_note) return false;
      break;
    case FoundKind::Everything:
      break;
    case FoundKind::Customer:
      if (!one.is_inbound || one.is_note) return false;
      break;
    case FoundKind::Us:
      if (one.is_inbound || one.is_note) return false;
      break;
    case FoundKind::Notes:
      if (!one.is_note) return false;
      break;
  }
  if (query.author.is_set() && !(one.author == query.author)) return false;
  if (query.agent.is_set() && !(one.author == query.agent) && !(one.agent == query.agent)) return false;
  if (query.queue.is_set() && !(one.queue == query.queue)) return false;
  if (query.from && one.at < *query.from) return false;
  if (query.until && !(one.at < *query.until)) return false;
  return true;
}

bool MessageSearch::attach(Connection& connection) {
  const std::string file = search_file(database_);
  struct stat found {};
  const std::uint64_t there = ::stat(file.c_str(), &found) == 0 ? found.st_ino : 0;
  if (there == attached_) return there != 0;
  if (attached_ != 0 && !connection.run("DETACH DATABASE search")) return false;
  attached_ = 0;
  if (there == 0) return false;
  auto attached = connection.prepare("ATTACH DATABASE ? AS search");
  if (!attached) return false;
  attached->bind(1, file);
  if (!attached->run()) return false;
  attached_ = there;
  return true;
}

Result<MatchedPage> MessageSearch::find(Connection& connection, const MessageQuery& query, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const bool has_index = attach(connection);
  auto page = look(connection, query, limit, has_index);
  // A damaged index costs time, not an answer; it is made anew when it is filled next.
  if (!page && has_index) page = look(connection, query, limit, false);
  return page;
}

}  // namespace smsdesk::store
