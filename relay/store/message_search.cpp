#include "relay/store/message_search.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "relay/store/batch_check.h"
#include "relay/store/file_lock.h"

namespace smsdesk::store {
namespace {

// Rises when the tokens or the tables of the index change: an index of another version is made anew.
constexpr int kIndexVersion = 2;
constexpr std::uint64_t kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr int kLookedAtMin = 200;  // messages, however short the time is
constexpr int kClockEvery = 32;

// `detail=none`: which messages a token is in, not where in them. What is found is looked at again in any case, for its
// marks, so positions would only make the index larger. `prefix`: beginnings of up to six letters are lists of their own,
// read from their newest end as far as a page needs; a longer beginning is put together from all words that have it, which
// frequent words seldom are long enough for.
constexpr const char* kIndexTables = R"sql(
CREATE VIRTUAL TABLE words USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6');
CREATE TABLE place (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  message      INTEGER NOT NULL,
  print        TEXT    NOT NULL,
  changed_until INTEGER NOT NULL
) STRICT;
INSERT INTO place (id, message, print, changed_until) VALUES (1, 0, '', 0);
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

/// What the index is asked for.
std::string expression_of(const MessageQuery& query, std::uint64_t timeline) {
  std::string expression;
  const auto add = [&](const std::string& token) { expression += '"' + token + "\" AND "; };
  if (query.is_within) add(timeline_token(timeline));
  if (query.kind == FoundKind::Notes) add(kNoteToken);
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

/// Enough to tell a message from another one that has its number after a backup was put back.
#define SMSDESK_PRINT "at || '.' || conversation || '.' || length(text)"

void remove_index(const std::string& file) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end, ignored);
}

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
             {print_, "SELECT " SMSDESK_PRINT " FROM message WHERE id = ?1 UNION ALL SELECT " SMSDESK_PRINT
                      " FROM note WHERE id = ?1"},
             {changed_,
              "SELECT c.id, c.message, c.timeline, c.text, iif(c.is_note, note.text, message.text), c.at, c.is_note"
              " FROM changed_text AS c LEFT JOIN message ON message.id = c.message"
              " LEFT JOIN note ON note.id = c.message WHERE c.id > ? ORDER BY c.id LIMIT ?"}});
        !done)
      return done;
    if (auto done = prepare_all(index_, {{place_, "SELECT message, print, changed_until FROM place"},
                                         {add_, "INSERT INTO words (rowid, tokens) VALUES (?, ?)"},
                                         {remove_, "INSERT INTO words (words, rowid, tokens) VALUES ('delete', ?, ?)"},
                                         {go_to_, "UPDATE place SET message = ?, print = ?, changed_until = ?"}});
        !done)
      return done;
    const auto has_place = place_.next();
    if (!has_place) return has_place.error();
    if (!*has_place) return Error{ErrorCode::Invalid, "The search index has lost its place."};
    message_ = place_.number(0);
    print_of_it_ = place_.text(1);
    changed_until_ = place_.number(2);
    place_.reset();
    return Done{};
  }

  /// Whether what the index holds is of this archive.
  Result<bool> fits() {
    if (message_ == 0) return true;
    const auto has_row = print_.with(message_).next();
    if (!has_row) return has_row.error();
    const bool is_it = *has_row && print_.text(0) == print_of_it_;
    print_.reset();
    if (is_it) return true;
    // The message itself may have been changed or erased: then the list tells.
    const auto listed = archive_.ask("SELECT 1 FROM changed_text WHERE message = " + std::to_string(message_) +
                                     " AND id > " + std::to_string(changed_until_));
    if (!listed) return listed.error();
    return !listed->empty();
  }

  Result<FillStep> go_on(std::size_t messages_max) override {
    // What is read is of one moment: a text is changed either before it is taken in, or after and then it is listed.
    if (auto begun = archive_.run("BEGIN"); !begun) return begun.error();
    auto step = take(messages_max);
    messages_.reset();
    changed_.reset();
    if (auto ended = archive_.run("COMMIT"); !ended && step) return ended.error();
    return step;
  }

 private:
  Result<FillStep> take(std::size_t messages_max) {
    FillStep step;
    Transaction transaction(index_);
    const std::uint64_t message_before = message_, changed_before = changed_until_;
    const std::string print_before = print_of_it_;
    const auto give_up = [&](const Error& error) -> Result<FillStep> {
      message_ = message_before;
      changed_until_ = changed_before;
      print_of_it_ = print_before;
      return error;
    };
    bool has_begun = false;
    const auto begin = [&]() -> Status {
      if (has_begun) return Done{};
      has_begun = true;
      return transaction.begin();
    };
    changed_.with(changed_until_, static_cast<std::uint64_t>(messages_max));
    std::vector<std::uint64_t> seen;  // the first of several changes has what the index holds
    std::size_t changes = 0;
    for (;; ++changes) {
      const auto has_row = changed_.next();
      if (!has_row) return give_up(has_row.error());
      if (!*has_row) break;
      if (auto begun = begin(); !begun) return give_up(begun.error());
      changed_until_ = changed_.number(0);
      const std::uint64_t id = changed_.number(1);
      if (id > message_ || std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
      seen.push_back(id);
      const auto tokens = [&](int text) {
        return tokens_of(changed_.text(text), changed_.number(2), changed_.instant(5), changed_.integer(6) != 0);
      };
      const std::string was = tokens(3);
      if (auto done = remove_.with(id, was).run(); !done) return give_up(done.error());
      if (changed_.is_null(4)) continue;  // erased
      const std::string is = tokens(4);
      if (auto done = add_.with(id, is).run(); !done) return give_up(done.error());
    }
    if (changes < messages_max) {
      messages_.with(message_, static_cast<std::uint64_t>(messages_max));
      for (;;) {
        const auto has_row = messages_.next();
        if (!has_row) return give_up(has_row.error());
        if (!*has_row) break;
        if (auto begun = begin(); !begun) return give_up(begun.error());
        message_ = messages_.number(0);
        print_of_it_ = messages_.text(3);
        const std::string tokens =
            tokens_of(messages_.text(2), messages_.number(1), messages_.instant(4), messages_.integer(5) != 0);
        if (auto done = add_.with(message_, tokens).run(); !done) return give_up(done.error());
        ++step.taken;
      }
    }
    step.is_level = changes < messages_max && step.taken < messages_max;
    step.changed_until = changed_until_;
    if (!has_begun) return step;
    if (auto done = go_to_.with(message_, print_of_it_, changed_until_).run(); !done) return give_up(done.error());
    if (auto done = transaction.commit(); !done) return give_up(done.error());
    return step;
  }

  Connection archive_, index_;
  Statement messages_, print_, changed_, place_, add_, remove_, go_to_;
  std::uint64_t message_ = 0, changed_until_ = 0;
  std::string print_of_it_;
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

/// One page being filled from rows that come newest first.
class PageMaker {
 public:
  PageMaker(const MessageQuery& query, std::size_t limit)
      : query_(query), limit_(limit), began_(std::chrono::steady_clock::now()) {}

  /// False: enough, or the time is over.
  bool take(const Statement& row) {
    if (page_.messages.size() == limit_) {
      page_.next = last_;
      return false;
    }
    if (looked_at_ >= kLookedAtMin && looked_at_ % kClockEvery == 0 && is_late()) {
      page_.next = last_;
      page_.is_cut = true;
      return false;
    }
    ++looked_at_;
    MatchedMessage one;
    one.message = {row.number(0)};
    last_ = one.message;
    one.conversation = {row.number(1)};
    one.is_inbound = row.integer(2) != 0;
    one.author = {row.number(3)};
    one.at = row.instant(4);
    // Numbers rise with time, but for a clock that was set back: from here on nothing is of these days.
    if (query_.from && one.at < *query_.from + -hours(24)) return false;
    one.customer = row.text(6);
    one.our_number = row.text(7);
    one.queue = {row.number(8)};
    one.agent = {row.number(9)};
    one.is_note = row.integer(11) != 0;
    if (!is_wanted(query_, one, row.integer(10) != 0)) return true;
    one.text = row.text(5);
    if (find_terms(query_.terms, one.text, &one.ranges)) page_.messages.push_back(std::move(one));
    return true;
  }
  bool is_late() const {
    return std::chrono::steady_clock::now() - began_ >= std::chrono::milliseconds(query_.time_max);
  }
  MatchedPage take_page() { return std::move(page_); }

 private:
  const MessageQuery& query_;
  std::size_t limit_;
  std::chrono::steady_clock::time_point began_;
  MatchedPage page_;
  int looked_at_ = 0;
  MessageId last_;
};

/// False: the page is full, or the time is over.
Result<bool> take_rows(Statement& rows, PageMaker& maker) {
  for (;;) {
    const auto has_row = rows.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return true;
    if (maker.take(rows)) continue;
    rows.reset();
    return false;
  }
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

Result<MatchedPage> look(Connection& connection, const MessageQuery& query, std::size_t limit, bool has_index) {
  PageMaker maker(query, limit);
  if (query.terms.empty()) return maker.take_page();
  const std::uint64_t before = query.before ? std::min(query.before->value, kAll) : kAll;
  const Reading reading(connection);
  std::uint64_t indexed = 0;
  if (has_index) {
    // It may be coming into being this very moment.
    const auto version = connection.ask("PRAGMA search.user_version");
    if (!version) return version.error();
    if (*version == std::to_string(kIndexVersion)) {
      const auto place = connection.ask("SELECT message FROM search.place");
      if (!place) return place.error();
      indexed = place->empty() ? 0 : std::strtoull(place->c_str(), nullptr, 10);
    }
  }
  std::uint64_t timeline = 0;
  if (query.is_within) {
    auto found = timeline_of(connection, query);
    if (!found) return found.error();
    timeline = *found;
  }
  // What is not in the index is the newest: it is looked at first, one by one.
  auto tail = connection.prepare(
      "SELECT m.id, m.conversation, m.is_inbound, m.author, m.at, m.text, " SMSDESK_WHOSE
      ", 0 FROM main.message AS m" SMSDESK_WHOSE_JOINS("m.conversation") " WHERE m.id > ?1 AND m.id < ?2 UNION ALL"
      " SELECT n.id, n.conversation, 0, n.author, n.at, n.text, " SMSDESK_WHOSE
      ", 1 FROM main.note AS n" SMSDESK_WHOSE_JOINS("n.conversation") " WHERE n.id > ?1 AND n.id < ?2 ORDER BY 1 DESC");
  if (!tail) return tail.error();
  auto goes_on = take_rows(tail->with(indexed, before), maker);
  if (!goes_on) return goes_on.error();
  if (!*goes_on || indexed == 0) return maker.take_page();

  auto matches = connection.prepare(
      "SELECT w.rowid, ifnull(m.conversation, n.conversation), ifnull(m.is_inbound, 0),"
      " ifnull(m.author, n.author), ifnull(m.at, n.at), ifnull(m.text, n.text), " SMSDESK_WHOSE
      ", m.id IS NULL FROM search.words AS w LEFT JOIN main.message AS m ON m.id = w.rowid"
      " LEFT JOIN main.note AS n ON m.id IS NULL AND n.id = w.rowid" SMSDESK_WHOSE_JOINS(
          "ifnull(m.conversation, n.conversation)") " WHERE w.words MATCH ?1 AND w.rowid <= ?2 ORDER BY w.rowid DESC");
  if (!matches) return matches.error();
  const std::string expression = expression_of(query, timeline);
  goes_on = take_rows(matches->with(expression, std::min(indexed, before - 1)), maker);
  if (!goes_on) return goes_on.error();
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
