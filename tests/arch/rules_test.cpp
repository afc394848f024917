// The rules find what they are for, and leave alone what is right.
#include "tests/arch/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace smsdesk::arch {
namespace {

Findings includes(const std::string& path, const std::string& text) {
  Findings findings;
  check_includes({path, text}, findings);
  return findings;
}

Findings smells_of(const std::string& path, const std::string& text) {
  Findings findings;
  check_smells({path, text}, findings);
  return findings;
}

TEST(Arch, CoreMayOnlyLookDown) {
  EXPECT_TRUE(may_include("core/workspace", "core/conversation"));
  EXPECT_TRUE(may_include("core/screen", "core/client"));
  EXPECT_TRUE(may_include("core/sms", "core/sms"));
  EXPECT_FALSE(may_include("core/conversation", "core/workspace"));
  EXPECT_FALSE(may_include("core/queue", "core/conversation"));
  EXPECT_FALSE(may_include("core/base", "core/json"));
  EXPECT_FALSE(may_include("core/client", "core/screen"));
}

TEST(Arch, NothingDependsOnWebRelayOrMock) {
  for (const char* from : {"core/base", "core/screen", "core/client"}) {
    EXPECT_FALSE(may_include(from, "web/platform")) << from;
    EXPECT_FALSE(may_include(from, "relay/net")) << from;
  }
  EXPECT_FALSE(may_include("web/app", "relay/net"));
  EXPECT_FALSE(may_include("relay/host", "web/platform"));
  EXPECT_FALSE(may_include("relay/host", "server-mock"));
  EXPECT_FALSE(may_include("web/platform", "tests"));
}

TEST(Arch, TheMockSeesNothingOfTheRelayButItsNetwork) {
  EXPECT_TRUE(may_include("server-mock", "relay/net"));
  EXPECT_TRUE(may_include("server-mock", "core/base"));
  EXPECT_FALSE(may_include("server-mock", "relay/carrier"));
  EXPECT_FALSE(may_include("server-mock", "core/sms"));
  EXPECT_FALSE(may_include("server-mock", "core/json"));
}

TEST(Arch, TheNetworkKnowsNoDomain) {
  EXPECT_TRUE(may_include("relay/net", "core/base"));
  EXPECT_FALSE(may_include("relay/net", "core/protocol"));
  EXPECT_FALSE(may_include("relay/net", "relay/service"));
}

TEST(Arch, AnUnknownFolderMayIncludeOnlyItself) {
  EXPECT_FALSE(may_include("core/newroom", "core/base"));
  EXPECT_FALSE(may_include("core/screen", "core/newroom"));
}

TEST(Arch, AnIncludeThatClimbsIsFoundWithItsLine) {
  const Findings findings = includes("core/sms/a.cpp", "// first\n#include \"core/workspace/apply.h\"\n");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rfind("core/sms/a.cpp:2: ", 0), 0u) << findings[0];
}

TEST(Arch, ACommentedIncludeIsNone) {
  EXPECT_TRUE(includes("core/sms/a.cpp", "// #include \"core/workspace/apply.h\"\n").empty());
  EXPECT_TRUE(includes("core/sms/a.cpp", "/*\n#include \"core/workspace/apply.h\"\n*/\n").empty());
}

TEST(Arch, ThirdPartiesStayAtHome) {
  EXPECT_EQ(includes("core/screen/a.h", "#include <imgui.h>\n").size(), 1u);
  EXPECT_TRUE(includes("web/view/a.cpp", "#include <imgui.h>\n").empty());
  EXPECT_TRUE(includes("web/view/a.cpp", "#include \"imgui.h\"\n").empty());
  EXPECT_EQ(includes("web/view/a.cpp", "#include <emscripten.h>\n").size(), 1u);
  EXPECT_TRUE(includes("web/platform/a.cpp", "#include <emscripten/html5.h>\n").empty());
  EXPECT_EQ(includes("core/protocol/a.cpp", "#include <nlohmann/json.hpp>\n").size(), 1u);
  EXPECT_TRUE(includes("core/json/a.cpp", "#include <nlohmann/json.hpp>\n").empty());
  EXPECT_TRUE(includes("server-mock/a.cpp", "#include <nlohmann/json.hpp>\n").empty());
  EXPECT_EQ(includes("relay/host/a.cpp", "#include <boost/asio.hpp>\n").size(), 1u);
  EXPECT_EQ(includes("relay/service/a.cpp", "#include <sqlite3.h>\n").size(), 1u);
}

TEST(Arch, PathsStartAtTheRoot) {
  EXPECT_EQ(includes("core/sms/a.cpp", "#include \"segments.h\"\n").size(), 1u);
  EXPECT_EQ(includes("core/sms/a.cpp", "#include \"../base/result.h\"\n").size(), 1u);
  EXPECT_TRUE(includes("core/sms/a.cpp", "#include \"core/sms/tables/gsm.inc\"\n").empty());
}

TEST(Arch, ClocksAndRandomnessInCoreAreFound) {
  EXPECT_EQ(smells_of("core/client/a.cpp", "auto t = std::chrono::steady_clock::now();\n").size(), 1u);
  EXPECT_EQ(smells_of("core/client/a.cpp", "std::random_device device;\n").size(), 1u);
  EXPECT_EQ(smells_of("relay/service/a.cpp", "auto t = std::chrono::system_clock::now();\n").size(), 1u);
  EXPECT_TRUE(smells_of("relay/host/a.cpp", "auto t = std::chrono::steady_clock::now();\n").empty());
  EXPECT_TRUE(
      smells_of("core/client/a.cpp", "// steady_clock is the host's\nauto s = \"std::random_device\";\n").empty());
}

TEST(Arch, EmscriptenStaysBehindItsSeam) {
  EXPECT_EQ(smells_of("core/base/a.cpp", "#ifdef __EMSCRIPTEN__\n").size(), 1u);
  EXPECT_EQ(smells_of("web/app.cpp", "#ifdef __EMSCRIPTEN__\n").size(), 1u);
  EXPECT_TRUE(smells_of("web/platform/a.cpp", "#ifdef __EMSCRIPTEN__\n").empty());
}

TEST(Arch, SwallowedExceptionsAndBareTodosAreFound) {
  EXPECT_EQ(smells_of("relay/host/a.cpp", "void f() { try { g(); } catch (...) { } }\n").size(), 1u);
  EXPECT_TRUE(smells_of("relay/host/a.cpp", "void f() { try { g(); } catch (...) { report(); } }\n").empty());
  const std::string bare = std::string("// TO") + "DO later\n";
  const std::string reasoned = std::string("// TO") + "DO(needs the archive index): later\n";
  EXPECT_EQ(smells_of("relay/host/a.cpp", bare).size(), 1u);
  EXPECT_TRUE(smells_of("relay/host/a.cpp", reasoned).empty());
}

TEST(Arch, HeadersAreIncludedOnceAndOpenNoNamespace) {
  Findings findings;
  check_header({"core/sms/a.h", "int f();\n"}, findings);
  EXPECT_EQ(findings.size(), 1u);
  findings.clear();
  check_header({"core/sms/a.h", "#pragma once\nusing namespace std;\n"}, findings);
  EXPECT_EQ(findings.size(), 1u);
  findings.clear();
  check_header({"core/sms/a.h", "#pragma once\nint f();\n"}, findings);
  EXPECT_TRUE(findings.empty());
}

TEST(Arch, TargetsFollowTheSameDirections) {
  Findings findings;
  check_targets({"core/sms/CMakeLists.txt", "smsdesk_library(core_sms PLAIN SOURCES a.cpp DEPENDS core_base)\n"},
                findings);
  EXPECT_TRUE(findings.empty());
  check_targets({"core/sms/CMakeLists.txt", "smsdesk_library(core_sms PLAIN SOURCES a.cpp DEPENDS core_workspace)\n"},
                findings);
  EXPECT_EQ(findings.size(), 1u);
}

TEST(Arch, LiteralsAndCommentsAreBlankedAndLinesStay) {
  const std::string text = "a /* x\ny */ \"q\\\"r\" 'c' 1'000 // tail\nR\"(raw \" //)\" b\n";
  const std::string blank = without_comments_and_literals(text);
  EXPECT_EQ(std::count(blank.begin(), blank.end(), '\n'), std::count(text.begin(), text.end(), '\n'));
  EXPECT_EQ(blank.find('x'), std::string::npos);
  EXPECT_EQ(blank.find('r'), std::string::npos);
  EXPECT_EQ(blank.find("tail"), std::string::npos);
  EXPECT_EQ(blank.find("raw"), std::string::npos);
  EXPECT_NE(blank.find("1'000"), std::string::npos);
  EXPECT_NE(blank.find('b'), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::arch
