// The examples in docs/protocol.md are what the code reads, and no frame, command or entry is
// missing there.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/protocol/frame.h"

namespace smsdesk {
namespace {

struct Example {
  std::string side;  ///< "browser" or "relay": who sends it
  std::string text;
};

std::string read_doc() {
  std::ifstream in(SMSDESK_ROOT "/docs/protocol.md");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
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

template <std::size_t I = 0>
void expect_entries_named(const std::string& doc) {
  if constexpr (I < std::variant_size_v<EntryBody>) {
    // The name of an entry is what its encoding says.
    LogEntry entry;
    entry.body.emplace<I>();
    EntriesFrame frame;
    frame.entries.push_back(entry);
    const std::string bytes = encode_frame(RelayFrame(frame));
    const std::string mark = "\"type\":\"";
    const std::size_t at = bytes.rfind(mark) + mark.size();
    const std::string name = bytes.substr(at, bytes.find('"', at) - at);
    EXPECT_NE(doc.find("`" + name + "`"), std::string::npos) << name;
    expect_entries_named<I + 1>(doc);
  }
}

TEST(ProtocolDoc, NamesEveryEntryAndRefusalAndTheVersion) {
  const std::string doc = read_doc();
  expect_entries_named(doc);
  EXPECT_NE(doc.find("Version **" + std::to_string(kProtocolVersion) + "**"), std::string::npos);
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(RefusalKind::NoRight); ++kind) {
    AnswerFrame frame;
    frame.refusal = Refusal{static_cast<RefusalKind>(kind), "", 0};
    const std::string bytes = encode_frame(RelayFrame(frame));
    const std::string mark = "\"kind\":\"";
    const std::size_t at = bytes.find(mark) + mark.size();
    const std::string name = bytes.substr(at, bytes.find('"', at) - at);
    EXPECT_NE(doc.find("`" + name + "`"), std::string::npos) << name;
  }
  for (const std::uint16_t code : {kCloseBadFrame, kCloseSignedOut, kCloseVersion, kCloseTooMany}) {
    EXPECT_NE(doc.find("| " + std::to_string(code) + " |"), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace smsdesk
