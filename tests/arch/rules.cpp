// Text is enough here: include lines are read as they stand, and smells are searched in what is
// left of a file after comments and literals have been blanked out. No preprocessor runs, so both
// sides of an #if are judged.
#include "tests/arch/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <regex>

namespace smsdesk::arch {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

// core's folders from the ground up. A folder may include those that stand on a lower floor, and
// itself.
struct Floor {
  std::string_view folder;
  int height;
};
constexpr std::array<Floor, 11> kCoreFloors = {{{"core/base", 0},
                                                {"core/words", 1},
                                                {"core/json", 1},
                                                {"core/sms", 2},
                                                {"core/template", 2},
                                                {"core/queue", 3},
                                                {"core/conversation", 3},
                                                {"core/workspace", 4},
                                                {"core/protocol", 5},
                                                {"core/client", 6},
                                                {"core/screen", 7}}};

int core_floor(std::string_view folder) {
  for (const Floor& floor : kCoreFloors) {
    if (floor.folder == folder) return floor.height;
  }
  return -1;
}

// Everyone else, by name: a folder, and the beginnings of what it may include beside itself.
struct Allowed {
  std::string_view folder;
  std::vector<std::string_view> prefixes;
};
const std::vector<Allowed>& allowed_folders() {
  static const std::vector<Allowed> table = {
      {"web", {"core/", "web/"}},
      {"web/app", {"core/", "web/"}},
      {"web/view", {"core/", "web/widget", "web/platform", "web"}},
      {"web/widget", {"core/", "web/platform", "web"}},
      {"web/platform", {"core/"}},
      {"relay/net", {"core/base"}},
      {"relay/carrier", {"core/"}},
      {"relay/store", {"core/"}},
      {"relay/service", {"core/", "relay/carrier", "relay/store"}},
      {"relay/media", {"core/"}},
      {"relay/toml", {"core/base", "core/json", "core/words"}},
      {"relay/organisation", {"core/", "relay/toml"}},
      {"relay/host", {"core/", "relay/"}},
      {"server-mock", {"relay/net", "core/base"}},
      {"tools", {"core/", "relay/carrier", "relay/net"}},
  };
  return table;
}

// A third-party header and the folders where it is at home.
struct Home {
  std::string_view header_prefix;
  std::vector<std::string_view> folders;
};
const std::vector<Home>& homes() {
  static const std::vector<Home> table = {
      {"imgui", {"web"}},
      {"misc/freetype/imgui", {"web"}},
      {"emscripten", {"web/platform"}},
      {"GLES", {"web/platform"}},
      {"nlohmann/", {"core/json", "server-mock"}},
      {"boost/", {"relay/net"}},
      {"curl/", {"relay/net"}},
      {"sqlite3", {"relay/store"}},
      {"magic.h", {"relay/media"}},
      {"libpq", {"relay/store"}},
      {"sodium", {"relay", "server-mock"}},
      {"openssl/", {"relay", "server-mock"}},
      {"toml++/", {"relay/toml"}},
      {"date/", {"relay/organisation"}},
      {"CLI/", {"relay/host", "server-mock", "tools"}},
      {"spdlog/", {"relay/host/log.cpp", "server-mock"}},
      {"prometheus/", {"relay/host"}},
  };
  return table;
}

bool is_inside(std::string_view path, std::string_view folder) {
  return path == folder || (starts_with(path, folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

struct Include {
  std::size_t line = 0;
  bool is_quoted = false;
  std::string target;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_search(lines[i], match, pattern)) {
      includes.push_back({i + 1, match[1] == "\"", match[2]});
    }
  }
  return includes;
}

void add(Findings& into, const File& file, std::size_t line, const std::string& sentence) {
  into.push_back(file.path + ":" + std::to_string(line) + ": " + sentence);
}

// A smell: a pattern, where it is looked for, where it is allowed, and the sentence.
struct Smell {
  std::regex pattern;
  std::vector<std::string_view> folders;
  std::vector<std::string_view> except;
  std::string sentence;
};
const std::vector<Smell>& smells() {
  static const std::vector<std::string_view> everywhere = {"core", "web", "relay", "server-mock", "tools"};
  // What claims to be pure, or to be given instants and keys, in the relay.
  static const std::vector<std::string_view> given = {
      "core", "relay/service", "relay/carrier", "relay/store", "relay/media", "relay/organisation", "relay/toml"};
  static const std::vector<Smell> table = {
      // Calls by a bare name count too, but not a member's, nor another namespace's: ".time()", "words::time()".
      {std::regex(
           R"(\b(\w+_clock::now|(system|steady|high_resolution|utc|tai|gps|file)_clock|gettimeofday|clock_gettime|timespec_get)\b)"
           R"(|\bstd::(time|clock)\b|(^|[^\w.>:]|(^|[^\w>])::)(time\s*\(\s*(nullptr|NULL|0|&\s*\w+)\s*\)|clock\s*\(\s*\)))"
           R"(|\b(localtime|gmtime|mktime|timegm|strftime|ctime|asctime)(_r|_s)?\s*\()"),
       given,
       {"relay/store/message_search.cpp"},  // how long a question has taken already; nothing is dated by it
       "reads a clock or the machine's time zone; instants arrive inside inputs"},
      {std::regex(
           R"(\b(random_device|mt19937(_64)?|default_random_engine|minstd_rand0?|srand|[dlm]rand48|random_shuffle|getrandom)\b)"
           R"(|\b(arc4random\w*|randombytes\w*|RAND_bytes)\b|\bstd::rand\b|(^|[^\w.>:]|(^|[^\w>])::)rand\s*\(\s*\))"),
       given,
       {"relay/media/ticket.cpp"},  // its key, made once
       "makes randomness; keys and seeds arrive inside inputs"},
      {std::regex(
           R"(\b(getenv|setenv|fopen|freopen|tmpfile|ifstream|ofstream|fstream|std::filesystem|v?f?printf|FILE|stdout|stderr|stdin)\b)"
           R"(|\bstd::(cout|cerr|clog|cin|puts|putchar)\b|\bO_(RDONLY|WRONLY|RDWR)\b)"
           R"(|(^|[^\w>:])::(open|creat|read|write|close|unlink|socket|connect|fork|pipe)\s*\()"),
       {"core", "relay/carrier", "relay/organisation", "relay/toml"},
       {"core/base/assert.cpp", "relay/toml/toml_text.cpp"},  // the last word; the one file that a person wrote
       "touches the machine; this has no environment, files or streams"},
      {std::regex(
           R"(\bstd::(j?thread|this_thread|(recursive_|shared_)?(timed_)?mutex|condition_variable\w*|atomic\w*|async|future|promise)\b)"
           R"(|\bstd::(call_once|once_flag|counting_semaphore|binary_semaphore|latch|barrier)\b|\bpthread_\w+|\b(u|nano)?sleep\s*\()"),
       {"core"},
       {},
       "knows of threads; core has none"},
      {std::regex(R"(\bthread_local\b)"),
       {"core"},
       {"core/words/words.cpp"},  // whose language is in use, said by each turn
       "keeps something beside what it is given"},
      {std::regex(R"(__EMSCRIPTEN__|\bEM_ASM\w*|\bEM_JS\b)"),
       everywhere,
       {"web/platform"},
       "asks for Emscripten outside web/platform"},
      {std::regex(R"(\bEMSCRIPTEN_KEEPALIVE\b)"), everywhere, {"web/platform"}, "exports outside web/platform"},
      {std::regex(R"(\b(throw|try|dynamic_cast|typeid)\b)"),
       {"core", "web"},
       {"core/json"},
       "uses exceptions or RTTI, without which core and web are compiled"},
      {std::regex(R"(\b(setlocale|std::locale)\b)"), everywhere, {}, "depends on a locale"},
  };
  return table;
}

}  // namespace

std::string without_comments_and_literals(std::string_view text) {
  std::string out(text);
  enum class Mode { Code, LineComment, BlockComment, String, Character, RawString };
  Mode mode = Mode::Code;
  std::string raw_end;
  bool line_is_include = false;
  bool line_is_blank_so_far = true;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = out[i];
    const char next = i + 1 < out.size() ? out[i + 1] : '\0';
    if (c == '\n') {
      if (mode == Mode::LineComment) mode = Mode::Code;
      if (mode == Mode::Code) line_is_include = false;
      line_is_blank_so_far = true;
      continue;
    }
    switch (mode) {
      case Mode::Code:
        if (line_is_blank_so_far && c == '#') {
          line_is_include = starts_with(std::string_view(out).substr(i), "#include");
        }
        if (c != ' ' && c != '\t') line_is_blank_so_far = false;
        if (c == '/' && next == '/') {
          mode = Mode::LineComment;
          out[i] = ' ';
        } else if (c == '/' && next == '*') {
          mode = Mode::BlockComment;
          out[i] = out[i + 1] = ' ';
          ++i;
        } else if (c == '"' && i > 0 && out[i - 1] == 'R' && !line_is_include) {
          const std::size_t open = out.find('(', i);
          if (open == std::string::npos) break;
          raw_end = ")" + out.substr(i + 1, open - i - 1) + "\"";
          mode = Mode::RawString;
        } else if (c == '"' && !line_is_include) {
          mode = Mode::String;
        } else if (c == '\'' && !(i > 0 && std::isalnum(static_cast<unsigned char>(out[i - 1])) != 0)) {
          mode = Mode::Character;  // a quote behind a digit separates thousands
        }
        break;
      case Mode::LineComment:
        out[i] = ' ';
        break;
      case Mode::BlockComment:
        if (c == '*' && next == '/') {
          out[i] = out[i + 1] = ' ';
          ++i;
          mode = Mode::Code;
        } else {
          out[i] = ' ';
        }
        break;
      case Mode::String:
      case Mode::Character:
        if (c == '\\' && next != '\0') {
          out[i] = ' ';
          if (next != '\n') out[++i] = ' ';
        } else if (c == (mode == Mode::String ? '"' : '\'')) {
          mode = Mode::Code;
        } else {
          out[i] = ' ';
        }
        break;
      case Mode::RawString:
        if (out.compare(i, raw_end.size(), raw_end) == 0) {
          i += raw_end.size() - 1;
          mode = Mode::Code;
        } else {
          out[i] = ' ';
        }
        break;
    }
  }
  return out;
}

std::string folder_of(std::string_view path) {
  const std::size_t first = path.find('/');
  if (first == std::string_view::npos) return std::string();
  const std::string_view room = path.substr(0, first);
  if (room != "core" && room != "web" && room != "relay") return std::string(room);
  const std::size_t second = path.find('/', first + 1);
  if (second == std::string_view::npos) return std::string(room);
  return std::string(path.substr(0, second));
}

bool may_include(std::string_view from, std::string_view to) {
  if (from == to) return true;
  if (core_floor(from) >= 0) return core_floor(to) >= 0 && core_floor(to) < core_floor(from);
  for (const Allowed& allowed : allowed_folders()) {
    if (allowed.folder != from) continue;
    return std::any_of(allowed.prefixes.begin(), allowed.prefixes.end(), [&](std::string_view prefix) {
      if (ends_with(prefix, "/")) return starts_with(std::string(to) + "/", prefix);
      return to == prefix;
    });
  }
  return false;
}

bool is_imgui(std::string_view target) {
  return starts_with(target, "imgui") || starts_with(target, "misc/freetype/imgui");
}

void check_includes(const File& file, Findings& into) {
  const std::string from = folder_of(file.path);
  for (const Include& include : includes_of(without_comments_and_literals(file.text))) {
    for (const Home& home : homes()) {
      if (!starts_with(include.target, home.header_prefix)) continue;
      const bool is_at_home = std::any_of(home.folders.begin(), home.folders.end(),
                                          [&](std::string_view place) { return is_inside(file.path, place); });
      if (!is_at_home) {
        add(into, file, include.line, "includes " + include.target + ", which is not at home in " + from);
      }
    }
    if (!include.is_quoted || is_imgui(include.target)) continue;
    if (include.target.find("..") != std::string::npos || include.target.find('/') == std::string::npos) {
      add(into, file, include.line, "includes \"" + include.target + "\", not by its path from the repository's root");
      continue;
    }
    const std::string to = folder_of(include.target);
    if (!may_include(from, to)) {
      add(into, file, include.line, from + " must not depend on " + to + " (" + include.target + ")");
    }
  }
}

void check_smells(const File& file, Findings& into) {
  const std::vector<std::string> lines = lines_of(without_comments_and_literals(file.text));
  for (const Smell& smell : smells()) {
    const auto holds = [&](std::string_view folder) { return is_inside(file.path, folder); };
    if (std::none_of(smell.folders.begin(), smell.folders.end(), holds)) continue;
    if (std::any_of(smell.except.begin(), smell.except.end(), holds)) continue;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (std::regex_search(lines[i], smell.pattern)) add(into, file, i + 1, smell.sentence);
    }
  }
  static const std::regex swallowed(R"(catch\s*\(\s*\.\.\.\s*\)\s*\{\s*\})");
  if (std::regex_search(without_comments_and_literals(file.text), swallowed)) {
    add(into, file, 1, "catches everything and goes on as if nothing had happened");
  }
  static const std::regex todo(R"(\b(TODO|FIXME|XXX)\b(?!\s*\([^)]+\):))");
  const std::vector<std::string> raw_lines = lines_of(file.text);
  for (std::size_t i = 0; i < raw_lines.size(); ++i) {
    if (std::regex_search(raw_lines[i], todo)) add(into, file, i + 1, "a TODO without a reason in brackets");
  }
}

void check_header(const File& file, Findings& into) {
  if (!ends_with(file.path, ".h")) return;
  if (file.text.find("#pragma once") == std::string::npos) add(into, file, 1, "a header without #pragma once");
  const std::vector<std::string> lines = lines_of(without_comments_and_literals(file.text));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find("using namespace") != std::string::npos) {
      add(into, file, i + 1, "opens a namespace for everybody who includes it");
    }
  }
}

void check_targets(const File& file, Findings& into) {
  const std::string from = folder_of(file.path);
  static const std::regex target(R"(\b(core|web|relay)_([a-z]+)\b)");
  const std::vector<std::string> lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string line = lines[i].substr(0, lines[i].find('#'));
    for (std::sregex_iterator match(line.begin(), line.end(), target), end; match != end; ++match) {
      const std::string to = (*match)[1].str() + "/" + (*match)[2].str();
      const bool is_known =
          core_floor(to) >= 0 || std::any_of(allowed_folders().begin(), allowed_folders().end(),
                                             [&](const Allowed& allowed) { return allowed.folder == to; });
      if (is_known && !may_include(from, to)) {
        add(into, file, i + 1, "the target of " + from + " must not link " + match->str());
      }
    }
  }
}

}  // namespace smsdesk::arch
