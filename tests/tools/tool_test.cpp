// Runs the built program, as an integrator would.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json/json.h"

namespace smsdesk::tools {
namespace {

struct Outcome {
  int exit_status = -1;
  std::vector<std::string> lines;
};

/// `arguments` and the names of this test's files hold nothing that a shell would read otherwise.
Outcome run(const std::string& arguments, const std::string& input) {
  auto path = std::filesystem::temp_directory_path() / ("smsdesk-tool-test-" + std::to_string(getpid()));
  std::ofstream(path, std::ios::binary) << input;
  std::string command = std::string("'") + SMSDESK_TOOL + "' " + arguments + " < '" + path.string() + "' 2>&1";
  Outcome result;
  FILE* pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  if (pipe == nullptr) return result;
  std::string output;
  char part[4096];
  for (std::size_t got; (got = fread(part, 1, sizeof part, pipe)) > 0;) output.append(part, got);
  int status = pclose(pipe);
  result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::filesystem::remove(path);
  for (std::size_t at = 0; at < output.size();) {
    std::size_t end = std::min(output.find('\n', at), output.size());
    result.lines.push_back(output.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

json::Document fixture(const std::string& name) {
  std::ifstream file(SMSDESK_FIXTURES "/" + name);
  std::string text(std::istreambuf_iterator<char>(file), {});
  auto document = json::Document::parse(text);
  EXPECT_TRUE(document.is_ok()) << name;
  return std::move(document).value();
}

std::string line_with(json::View vector, std::initializer_list<std::string_view> names) {
  json::Writer writer;
  writer.begin_object();
  for (std::string_view name : names) writer.key(name).copy(vector.find(name));
  return writer.end_object().take() + "\n";
}

TEST(Tool, CountsTheSegmentsOfEveryVector) {
  json::Document document = fixture("segments.json");
  json::View vectors = document.root().find("vectors");
  std::string input;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    json::View vector = vectors.at(i);
    if (vector.bool_or("oracle_quirk", false)) continue;
    std::string answer = line_with(vector, {"encoding", "segments", "units"});
    answer.pop_back();
    input += line_with(vector, {"utf16"});
    expected.push_back(answer);
    if (!vector.find("text").is_string()) continue;
    input += line_with(vector, {"text"});
    expected.push_back(answer);
  }
  Outcome ran = run("segments", input);
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_GE(expected.size(), 500u);
  EXPECT_EQ(ran.lines, expected);
}

TEST(Tool, SignsEveryVector) {
  json::Document document = fixture("twilio_signatures.json");
  std::string input;
  std::vector<std::string> expected;
  for (const char* list : {"vectors", "json_vectors"}) {
    json::View vectors = document.root().find(list);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      bool has_params = vectors.at(i).find("params").exists();
      input += has_params ? line_with(vectors.at(i), {"token", "url", "params"})
                          : line_with(vectors.at(i), {"token", "url"});
      std::string answer = line_with(vectors.at(i), {"signature"});
      answer.pop_back();
      expected.push_back(answer);
    }
  }
  Outcome ran = run("signatures", input);
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_GE(expected.size(), 27u);
  EXPECT_EQ(ran.lines, expected);
}

TEST(Tool, TakesARepeatedParameterAsAList) {
  Outcome ran = run("signatures",
                    "{\"token\":\"t\",\"url\":\"https://a.example/\",\"params\":{\"M\":[\"2\",\"1\",\"2\"]}}\n"
                    "{\"token\":\"t\",\"url\":\"https://a.example/\",\"params\":{\"M\":[\"1\",\"2\"]}}\n");
  ASSERT_EQ(ran.lines.size(), 2u);
  EXPECT_EQ(ran.lines[0], ran.lines[1]);
}

TEST(Tool, NamesABadLineAndGoesOn) {
  Outcome ran = run("segments",
                    "{\"text\":\"a\"}\n\nnonsense\n[]\n{}\n{\"text\":1}\n{\"utf16\":\"006\"}\n{"
                    "\"utf16\":\"00zz\"}\n{\"text\":\"\xFF\"}\n"
                    "{\"text\":\"" +
                        std::string((1u << 20) + 1, 'a') + "\"}\n{\"text\":\"b\"}");
  EXPECT_EQ(ran.exit_status, 1);
  ASSERT_EQ(ran.lines.size(), 10u);
  EXPECT_EQ(ran.lines.front(), "{\"encoding\":\"GSM-7\",\"segments\":1,\"units\":1}");
  EXPECT_EQ(ran.lines.back(), ran.lines.front()) << "the last line needs no line end";
  for (std::size_t i = 1; i < 9; ++i) {
    auto document = json::Document::parse(ran.lines[i]);
    ASSERT_TRUE(document.is_ok()) << ran.lines[i];
    EXPECT_EQ(document->root().u64_or("line", 0), i + 2) << ran.lines[i];
    EXPECT_EQ(document->root().text_or("error", "").find("Line " + std::to_string(i + 2) + ": "), 0u) << ran.lines[i];
  }
}

TEST(Tool, NamesABadSigningRequest) {
  Outcome ran = run("signatures",
                    "{\"token\":\"t\"}\n{\"token\":\"t\",\"url\":\"u\",\"params\":[]}\n"
                    "{\"token\":\"t\",\"url\":\"u\",\"params\":{\"a\":1}}\n{\"token\":\"t\",\"url\":"
                    "\"u\",\"params\":{\"a\":[[]]}}\n");
  EXPECT_EQ(ran.exit_status, 1);
  ASSERT_EQ(ran.lines.size(), 4u);
  for (const std::string& line : ran.lines) EXPECT_EQ(line.find("{\"error\":\"Line "), 0u) << line;
}

TEST(Tool, AnswersNothingWithNothing) {
  Outcome ran = run("segments", "");
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_TRUE(ran.lines.empty());
}

TEST(Tool, CountsWhatSmartEncodingMakesOfATextAndHelpSaysSo) {
  const Outcome ran = run("segments", "{\"text\":\"“Yes”\",\"smart\":true}\n{\"text\":\"“Yes”\",\"smart\":false}\n");
  ASSERT_EQ(ran.lines.size(), 2u);
  EXPECT_EQ(ran.lines[0], R"({"encoding":"GSM-7","segments":1,"units":5,"text":"\"Yes\""})");
  EXPECT_EQ(ran.lines[1], R"({"encoding":"UCS-2","segments":1,"units":5})");
  const Outcome help = run("segments --help", "");
  EXPECT_TRUE(std::any_of(help.lines.begin(), help.lines.end(),
                          [](const std::string& line) { return line.find("\"smart\": true") != std::string::npos; }));
}

TEST(Tool, NamesTheZoneOfANumber) {
  const Outcome ran = run("zones",
                          "{\"number\":\"+1 (212) 555-0123\"}\n{\"number\":\"+18005550123\"}\n{\"number\":\"68849\"}\n"
                          "{\"number\":1}\n{\"number\":\"2125550123\"}\n");
  EXPECT_EQ(ran.exit_status, 1);
  ASSERT_EQ(ran.lines.size(), 5u);
  EXPECT_EQ(ran.lines[0], R"({"zone":"America/New_York"})");
  EXPECT_EQ(ran.lines[1], R"({"zone":"","between":["Pacific/Honolulu","America/St_Johns"]})");
  EXPECT_EQ(ran.lines[2], R"({"zone":""})");
  EXPECT_EQ(ran.lines[3].find("{\"error\":\"Line 4: "), 0u) << ran.lines[3];
  EXPECT_EQ(ran.lines[4].find("{\"error\":\"Line 5: "), 0u) << ran.lines[4];
}

TEST(Tool, RefusesAnUnknownCommand) {
  EXPECT_NE(run("frobnicate", "").exit_status, 0);
  EXPECT_NE(run("", "").exit_status, 0);
  EXPECT_EQ(run("--help", "").exit_status, 0);
}

}  // namespace
}  // namespace smsdesk::tools
