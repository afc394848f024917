// The examples in docs/protocol.md are what the code reads, and no frame, command or entry is
// missing there, nor any of their fields.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/protocol/frame.h"
#include "core/workspace/fields.h"

namespace smsdesk {
namespace {

struct Example {
  std::string side;  ///< "browser" or "relay": who sends it
  std::string text;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string read_doc() {
  return read_file(SMSDESK_ROOT "/docs/protocol.md");
}

// One example a line inside ```json browser and ```json relay.
std::vector<Example> examples() {
  std::istringstream lines(read_doc());
  std::vector<Example> found;
  std::string side;
  const std::string fence = "```json ";
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, fence.size(), fence) == 0) {
      side = line.substr(fence.size());
    } else if (line.compare(0, 3, "```") == 0) {
      side.clear();
    } else if (!side.empty()) {
      found.push_back({side, line});
    }
  }
  return found;
}

TEST(ProtocolDoc, EveryExampleIsReadAndWrittenBackTheSame) {
  for (const Example& example : examples()) {
    std::string again;
    if (example.side == "browser") {
      auto frame = decode_client_frame(example.text);
      ASSERT_TRUE(frame.is_ok()) << example.text << "\n" << frame.error().sentence;
      again = encode_frame(frame.value());
    } else if (example.side == "relay") {
      auto frame = decode_relay_frame(example.text);
      ASSERT_TRUE(frame.is_ok()) << example.text << "\n" << frame.error().sentence;
      again = encode_frame(frame.value());
    }
    EXPECT_EQ(again, example.text);
  }
}

TEST(ProtocolDoc, EveryFrameAndCommandHasAnExample) {
  std::set<std::size_t> from_browser, from_relay, commands;
  for (const Example& example : examples()) {
    if (example.side == "browser") {
      auto frame = decode_client_frame(example.text);
      ASSERT_TRUE(frame.is_ok()) << example.text;
      from_browser.insert(frame.value().index());
      if (const auto* command = std::get_if<CommandFrame>(&frame.value())) {
        commands.insert(command->command.index());
      }
    } else {
      auto frame = decode_relay_frame(example.text);
      ASSERT_TRUE(frame.is_ok()) << example.text;
      from_relay.insert(frame.value().index());
    }
  }
  EXPECT_EQ(from_browser.size(), std::variant_size_v<ClientFrame>);
  EXPECT_EQ(from_relay.size(), std::variant_size_v<RelayFrame>);
  EXPECT_EQ(commands.size(), std::variant_size_v<AgentCommand>);
}

// Two commands under one key have the effect of one.
TEST(ProtocolDoc, EveryCommandHasAKeyOfItsOwn) {
  std::set<SendKey> keys;
  for (const Example& example : examples()) {
    if (example.side != "browser") continue;
    auto frame = decode_client_frame(example.text);
    ASSERT_TRUE(frame.is_ok()) << example.text;
    const auto* command = std::get_if<CommandFrame>(&frame.value());
    EXPECT_TRUE(command == nullptr || keys.insert(command->key).second) << example.text;
  }
}

// The names of a value's fields, also of those that are left out where they are as usual.
class FieldNames {
 public:
  template <typename T>
  void operator()(std::string_view name, const T&) {
    names_.emplace(name);
  }
  template <typename T>
  void operator()(std::string_view name, const T&, const T&) {
    names_.emplace(name);
  }
  const std::set<std::string>& names() const { return names_; }

 private:
  std::set<std::string> names_;
};

template <typename Variant, std::size_t N, std::size_t I = 0>
void collect_fields(const std::array<std::string_view, N>& names, std::map<std::string, std::set<std::string>>& into) {
  if constexpr (I < N) {
    Variant value(std::in_place_index<I>);
    FieldNames fields;
    fields::describe(fields, *std::get_if<I>(&value));
    into[std::string(names[I])] = fields.names();
    collect_fields<Variant, N, I + 1>(names, into);
  }
}

// Whatever stands between backticks.
std::set<std::string> code_words(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t from = text.find('`'); from != std::string_view::npos; from = text.find('`', from)) {
    const std::size_t to = text.find('`', from + 1);
    if (to == std::string_view::npos) break;
    found.emplace(text.substr(from + 1, to - from - 1));
    from = to + 1;
  }
  return found;
}

// The rows of all tables, by each name of their first cell; a row's words are those of its last cell.
std::map<std::string, std::set<std::string>> rows() {
  std::istringstream lines(read_doc());
  std::map<std::string, std::set<std::string>> found;
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, 3, "| `") != 0) continue;
    const std::size_t last = line.rfind(" | ");
    for (const std::string& name : code_words(line.substr(0, line.find(" | ")))) {
      found[name] = code_words(line.substr(last));
    }
  }
  return found;
}

TEST(ProtocolDoc, NamesEveryFieldOfEveryEntryAndCommandInItsRow) {
  std::map<std::string, std::set<std::string>> all;
  collect_fields<EntryBody>(fields::kEntryNames, all);
  collect_fields<AgentCommand>(fields::kCommandNames, all);
  ASSERT_EQ(all.size(), std::variant_size_v<EntryBody> + std::variant_size_v<AgentCommand>);
  const auto documented = rows();
  for (const auto& [name, fields] : all) {
    const auto row = documented.find(name);
    ASSERT_NE(row, documented.end()) << name << " has no row";
    for (const std::string& field : fields) EXPECT_EQ(row->second.count(field), 1u) << name << "." << field;
  }
}

TEST(ProtocolDoc, NamesEveryRefusalAndTheVersion) {
  const std::string doc = read_doc();
  EXPECT_NE(doc.find("Version **" + std::to_string(kProtocolVersion) + "**"), std::string::npos);
  for (const std::string_view kind : fields::Words<RefusalKind>::list) {
    EXPECT_NE(doc.find("`" + std::string(kind) + "`"), std::string::npos) << kind;
  }
}

// The numbers that the relay's sources close sockets with, and those that frame.h has names for.
std::set<std::string> close_codes() {
  std::set<std::string> found;
  const std::regex call(R"((?:\bclose\(|CloseSocket\{[^;]*?, ?)(\d{4})\b)"), named(R"(\bkClose\w+ = (\d{4});)");
  const auto collect = [&](const std::filesystem::path& file, const std::regex& pattern) {
    const std::string text = read_file(file);
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) found.insert((*at)[1]);
  };
  for (const auto& file : std::filesystem::recursive_directory_iterator(SMSDESK_ROOT "/relay")) {
    if (file.is_regular_file()) collect(file.path(), call);
  }
  collect(SMSDESK_ROOT "/core/protocol/frame.h", named);
  return found;
}

TEST(ProtocolDoc, HasARowForEveryCloseCode) {
  const std::string doc = read_doc();
  const std::set<std::string> codes = close_codes();
  for (const char* known : {"1003", "1012", "1013", "4400", "4401", "4426", "4429"}) {
    EXPECT_EQ(codes.count(known), 1u) << known << " is not found in the sources any more";
  }
  for (const std::string& code : codes) EXPECT_NE(doc.find("\n| " + code + " | "), std::string::npos) << code;
}

}  // namespace
}  // namespace smsdesk
