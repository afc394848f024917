// bench_search_fts FOLDER MESSAGES: search by words in an archive of that many messages and notes, and the same questions as a
// LIKE scan of the same rows on the same kind of connection, while a writer appends at full load and the index follows it. One
// in fifty is an internal note, and each of 20,000 conversations has a note of its wrap-up: searched as the page does, all as
// one list. An agent asks too, who may read what one queue of twenty has had, within the time that the relay gives a search.
//
// A round begins with a line on standard input that says how many questions, and ends with a JSON line on standard output.
// The texts follow Zipf's law over a vocabulary of several scripts; the questions are frequent, middling and rare words,
// beginnings of words, pairs of words, and one, two and four characters of Chinese.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "relay/store/sqlite.h"
#include "relay/store/sqlite_store.h"
#include "tests/bench/bare_sqlite.h"

using namespace smsdesk;
using namespace smsdesk::store;

namespace {

constexpr std::uint64_t kConversations = 20'000;
constexpr std::size_t kWords = 30'000;
constexpr std::size_t kPage = 50;
constexpr double kAloneSeconds = 3;

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "bench_search_fts: %s\n", sentence.c_str());
  std::exit(1);
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The frequent ones first. Every tenth is Chinese, every fortieth Thai, every fiftieth has accents.
std::vector<std::string> make_vocabulary() {
  static constexpr const char* kOnsets[] = {"b", "br", "c",  "d", "f", "g",  "h", "k",  "l", "m",
                                            "n", "p",  "pr", "r", "s", "st", "t", "tr", "v", "w"};
  static constexpr const char* kVowels[] = {"a", "e", "i", "o", "u", "ea", "ou"};
  static constexpr const char* kCodas[] = {"", "", "n", "r", "s", "t", "l", "ng"};
  static constexpr const char* kAccents[] = {"é", "ü", "ñ", "ø", "ç"};
  Random random(1);
  const auto of = [&random](const auto& list) { return list[random.below(std::size(list))]; };
  std::vector<std::string> words;
  while (words.size() < kWords) {
    const std::size_t number = words.size();
    std::string word;
    if (number % 10 == 7) {
      for (std::uint64_t i = 2 + random.below(2); i > 0; --i)
        utf8::append(word, static_cast<char32_t>(0x4E00 + random.below(40) * random.below(40)));
    } else if (number % 40 == 9) {
      for (std::uint64_t i = 3 + random.below(5); i > 0; --i)
        utf8::append(word, static_cast<char32_t>(0x0E01 + random.below(46)));
    } else {
      for (std::uint64_t i = 1 + random.below(3); i > 0; --i)
        (word += of(kOnsets)) += std::string(of(kVowels)) + of(kCodas);
      if (number % 50 == 3) word += of(kAccents);
    }
    words.push_back(std::move(word));
  }
  // As in every language, the words of every sentence are the short ones.
  std::stable_sort(words.begin(), words.begin() + 300,
                   [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  return words;
}

class Texts {
 public:
  explicit Texts(std::uint64_t seed) : random_(seed) {}
  static const std::vector<std::string>& words() {
    static const std::vector<std::string> all = make_vocabulary();
    return all;
  }
  std::string next() {
    std::string text;
    for (std::uint64_t i = 4 + random_.below(16); i > 0; --i) {
      if (!text.empty()) text += ' ';
      text += words()[rank()];
    }
    return text;
  }

 private:
  /// Zipf's law: how frequent a word is falls with its rank.
  std::size_t rank() {
    const double share = static_cast<double>(random_.below(1'000'000)) / 1e6;
    return std::min(kWords - 1, static_cast<std::size_t>(std::exp(share * std::log(static_cast<double>(kWords)))) - 1);
  }
  Random random_;
};

void commit(Store& store, const Batch& batch) {
  const auto outcome = store.append(store.head(), batch);
  if (!outcome) stop(outcome.error().sentence);
  if (*outcome != AppendOutcome::Committed) stop("the head has moved");
}

PutMessage make_message(std::uint64_t number, Texts& texts) {
  PutMessage message;
  message.message = {number};
  message.conversation = {1 + number * 7919 % kConversations};
  message.is_inbound = true;
  message.at = {static_cast<std::int64_t>(1'700'000'000'000 + number)};
  message.text = texts.next();
  message.status = "received";
  message.carrier_id = bench::ingest_carrier_id(number);
  return message;
}

constexpr std::uint64_t kNoteEvery = 50;

PutNote make_note(std::uint64_t number, Texts& texts) {
  const PutMessage place = make_message(number, texts);
  return {{number}, place.conversation, {1 + number % 100}, place.at, place.text, {}};
}

void build(Store& store, std::uint64_t messages, Texts& texts) {
  Batch conversations;
  for (std::uint64_t id = 1; id <= kConversations; ++id) {
    conversations.archive.emplace_back(PutConversation{
        {id}, {1 + id % 20}, bench::ingest_customer(id), bench::kIngestOurNumber, {static_cast<int>(id)}});
  }
  commit(store, conversations);
  std::uint64_t ended = 0;
  for (std::uint64_t number = 1; number <= messages;) {
    Batch batch;
    for (int i = 0; i < 10'000 && number <= messages; ++i, ++number) {
      if (number % kNoteEvery == 11)
        batch.archive.emplace_back(make_note(number, texts));
      else
        batch.archive.emplace_back(make_message(number, texts));
    }
    // Their notes stand evenly among the messages.
    const Instant at{static_cast<std::int64_t>(1'700'000'000'000 + number)};
    for (const std::uint64_t until = (number - 1) * kConversations / messages; ended < until;) {
      ++ended;
      batch.archive.emplace_back(SetConversationEnded{{ended}, at, {1 + ended % 100}, "Order", texts.next()});
    }
    commit(store, batch);
  }
}

std::size_t fill(SearchFiller& filler) {
  std::size_t taken = 0;
  for (;;) {
    const auto step = filler.go_on(2'000);
    if (!step) stop(step.error().sentence);
    taken += step->taken;
    if (step->is_level) return taken;
  }
}

std::vector<std::string> make_questions() {
  Random random(5);
  const auto& words = Texts::words();
  std::vector<std::string> questions;
  const auto word = [&](std::size_t from, std::size_t to) { return words[from + random.below(to - from)]; };
  const auto chinese = [&](std::size_t from, std::size_t to) {
    return words[(300 + from + random.below(to - from)) / 10 * 10 + 7];
  };
  const auto characters = [](const std::string& text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) utf8::next(text, at);
    return text.substr(0, at);
  };
  for (int i = 0; i < 40; ++i) {
    questions.push_back(word(0, 20));
    questions.push_back(word(50, 1'000));
    questions.push_back(word(1'000, 10'000));
    questions.push_back(word(10'000, kWords));
    questions.push_back(word(20, 200) + " " + word(200, 2'000));
    questions.push_back(characters(word(100, 5'000), 4));
    questions.push_back(characters(word(100, 5'000), 3));
    questions.push_back(chinese(0, 500));
    questions.push_back(chinese(500, 20'000));
    questions.push_back(characters(chinese(0, 5'000), 1));
  }
  return questions;
}

/// Of this thread: what a question costs, however busy the machine is.
double cpu_now() {
  struct timespec at {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
}

struct Timed {
  std::vector<double> ms;
  double p(double share) {
    std::sort(ms.begin(), ms.end());
    return ms.empty() ? 0
                      : ms[std::min(ms.size() - 1, static_cast<std::size_t>(static_cast<double>(ms.size()) * share))];
  }
};

MatchedPage ask_index(Reader& reader, const MessageQuery& query) {
  auto page = reader.find_messages(query, kPage);
  if (!page) stop(page.error().sentence);
  return std::move(*page);
}

MessageQuery asked_by_admin(const std::string& words) {
  MessageQuery query;
  query.terms = search_terms(words);
  query.sees_everything = true;
  query.kind = FoundKind::Everything;
  query.time_max = minutes(1);
  return query;
}

MessageQuery asked_by_agent(const std::string& words) {
  MessageQuery query = asked_by_admin(words);
  query.sees_everything = false;
  query.reader = {1};
  query.queues = {{1}};
  query.time_max = 400;  // relay/service/finding.cpp
  return query;
}

std::size_t scan(Connection& connection, const std::string& words) {
  std::string condition = " WHERE 1";
  std::vector<std::string> patterns;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    patterns.push_back("%" + words.substr(at, end - at) + "%");
    condition += " AND text LIKE ?" + std::to_string(patterns.size());
    at = end + 1;
  }
  const std::string sql = "SELECT id, text FROM message" + condition + " UNION ALL SELECT id, text FROM note" +
                          condition + " UNION ALL SELECT \"after\", text FROM wrap_up_note" + condition +
                          " ORDER BY 1 DESC LIMIT " + std::to_string(kPage);
  auto rows = connection.prepare(sql);
  if (!rows) stop(rows.error().sentence);
  for (std::size_t i = 0; i < patterns.size(); ++i) rows->bind(static_cast<int>(i) + 1, patterns[i]);
  std::size_t found = 0;
  for (;;) {
    const auto has_row = rows->next();
    if (!has_row) stop(has_row.error().sentence);
    if (!*has_row) return found;
    ++found;
  }
}

/// Appends as the relay's writer does for inbound messages, 16 a commit, for as long as it is there.
class FullLoad {
 public:
  FullLoad(Store& store, std::uint64_t& next, Texts& texts)
      : began_(seconds_now()), thread_([this, &store, &next, &texts] {
          const std::string body(240, 'b');
          while (!is_over_) {
            Batch batch;
            batch.at = {1'700'000'000'000};
            for (std::uint64_t i = 1; i <= 16; ++i, ++next) {
              batch.log.push_back({store.head() + i, batch.at, body});
              batch.archive.emplace_back(make_message(next, texts));
            }
            commit(store, batch);
            written_ += 16;
          }
        }) {}
  /// Messages a second.
  double end() {
    is_over_ = true;
    thread_.join();
    return static_cast<double>(written_) / (seconds_now() - began_);
  }

 private:
  std::atomic<bool> is_over_ = false;
  std::atomic<std::uint64_t> written_ = 0;
  double began_;
  std::thread thread_;
};

/// The same load with nobody who searches or indexes beside it: what a search and its index cost a writer is seen against it.
double load_alone(Store& store, std::uint64_t& next, Texts& texts, double seconds) {
  FullLoad load(store, next, texts);
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  return load.end();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) stop("say an empty folder and a number of messages.");
  const std::string path = std::string(arguments[1]) + "/archive.db";
  const std::uint64_t messages = std::strtoull(arguments[2], nullptr, 10);
  if (messages == 0 || messages > 10'000'000) stop("messages must be 1 to 10000000.");
  if (std::filesystem::exists(path)) stop(path + " exists already.");
  SqliteOptions options;
  options.path = path;
  options.fresh_epoch = "00112233445566778899aabbccddeeff";
  auto opened = open_sqlite_store(options);
  if (!opened) stop(opened.error().sentence);
  Store& store = **opened;
  Texts texts(3);
  build(store, messages, texts);
  auto filler = store.open_search_filler();
  if (!filler) stop(filler.error().sentence);
  const double before = seconds_now();
  const std::size_t taken = fill(**filler);
  std::fprintf(stderr, "bench_search_fts: %zu messages and notes indexed in %.1f s; archive %.0f MB, index %.0f MB\n",
               taken, seconds_now() - before, static_cast<double>(std::filesystem::file_size(path)) / 1e6,
               static_cast<double>(std::filesystem::file_size(path + ".search")) / 1e6);
  std::puts("ready");
  std::fflush(stdout);

  auto reader = store.open_reader();
  auto scanned = Connection::open(path, Connection::Mode::Read);
  if (!reader || !scanned) stop("the archive cannot be read.");
  const std::vector<std::string> questions = make_questions();
  std::uint64_t next = messages + 1;
  std::size_t question = 0, round = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const std::uint64_t wanted = std::strtoull(line.c_str(), nullptr, 10);
    if (wanted == 0 || wanted > 100'000) stop("a round asks 1 to 100000 questions.");
    // Before and after the round in turns: the archive grows meanwhile. The index has taken in what was written alone before
    // anybody asks it.
    double alone_per_s = 0;
    const bool is_alone_first = round++ % 2 == 0;
    const auto write_alone = [&] {
      alone_per_s = load_alone(store, next, texts, kAloneSeconds);
      fill(**filler);
    };
    if (is_alone_first) write_alone();
    std::atomic<bool> is_over = false;
    std::thread following([&] {
      while (!is_over) {
        const auto step = (*filler)->go_on(500);
        if (!step) stop(step.error().sentence);
        if (step->is_level) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    });
    FullLoad load(store, next, texts);
    Timed index, like, agent, index_cpu, like_cpu, agent_cpu;
    std::size_t found = 0, cut = 0;
    for (std::uint64_t i = 0; i < wanted; ++i, ++question) {
      const std::string& words = questions[question % questions.size()];
      const auto time = [&](Timed& into, Timed& cpu, auto ask) {
        const double began = seconds_now(), cpu_began = cpu_now();
        found += ask();
        cpu.ms.push_back((cpu_now() - cpu_began) * 1e3);
        into.ms.push_back((seconds_now() - began) * 1e3);
      };
      // Whoever is second finds the pages warm: they take turns at that.
      if (i % 2 == 0)
        time(index, index_cpu, [&] { return ask_index(**reader, asked_by_admin(words)).messages.size(); });
      time(like, like_cpu, [&] { return scan(*scanned, words); });
      if (i % 2 != 0)
        time(index, index_cpu, [&] { return ask_index(**reader, asked_by_admin(words)).messages.size(); });
      time(agent, agent_cpu, [&] {
        const MatchedPage page = ask_index(**reader, asked_by_agent(words));
        if (page.is_cut) ++cut;
        return page.messages.size();
      });
      if (std::getenv("SMSDESK_BENCH_TRACE") != nullptr)
        std::fprintf(stderr, "%s: %.2f ms, %.2f ms cpu; LIKE %.1f ms\n", words.c_str(), index.ms.back(),
                     index_cpu.ms.back(), like.ms.back());
    }
    const double per_s = load.end();
    is_over = true;
    following.join();
    if (!is_alone_first) write_alone();
    std::printf(
        "{\"fts_p50_ms\":%.3f,\"fts_p95_ms\":%.3f,\"fts_max_ms\":%.3f,\"like_p50_ms\":%.3f,\"like_p95_ms\":%.3f,\"fts_"
        "cpu_p95_ms\":%.3f,\"like_cpu_p95_ms\":%.3f,\"agent_p50_ms\":%.3f,\"agent_p95_ms\":%.3f,\"agent_cut\":%zu,"
        "\"written_per_s\":%.0f,\"alone_per_s\":%.0f,\"found\":%zu}\n",
        index.p(0.5), index.p(0.95), index.p(1), like.p(0.5), like.p(0.95), index_cpu.p(0.95), like_cpu.p(0.95),
        agent.p(0.5), agent.p(0.95), cut, per_s, alone_per_s, found);
    std::fflush(stdout);
  }
  return 0;
}
