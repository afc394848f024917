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

TEST(Arch, EveryWayToAClockIsFound) {
  for (const char* line :
       {"auto t = std::time(nullptr);", "auto t = time(nullptr);", "time(&now);", "::time(nullptr);",
        "return ::time(NULL);", "auto t = std::clock();", "auto t = clock();", "std::mktime(&tm);",
        "strftime(buffer, 9, format, &tm);", "localtime_r(&t, &tm);", "auto t = std::chrono::utc_clock::now();",
        "std::chrono::tai_clock::time_point at;", "timespec_get(&t, 1);", "gettimeofday(&t, nullptr);"}) {
    EXPECT_EQ(smells_of("core/client/a.cpp", line).size(), 1u) << line;
    for (const char* folder :
         {"relay/service", "relay/carrier", "relay/store", "relay/media", "relay/organisation", "relay/toml"}) {
      EXPECT_EQ(smells_of(std::string(folder) + "/a.cpp", line).size(), 1u) << folder << ": " << line;
    }
    EXPECT_TRUE(smells_of("relay/host/a.cpp", line).empty()) << line;
  }
  for (const char* line : {"const Time time = zone.time(at);", "entry.time(0);", "words::time(nullptr);",
                           "std::string clock_text(unsigned minute);", "int runtime(0);", "std::time_t seconds;"}) {
    EXPECT_TRUE(smells_of("core/client/a.cpp", line).empty()) << line;
  }
}

TEST(Arch, EveryWayToRandomnessIsFound) {
  for (const char* line :
       {"int n = rand();", "int n = std::rand();", "std::mt19937 engine(7);", "srand(1);",
        "std::default_random_engine engine;", "randombytes_buf(key, 32);", "getrandom(key, 32, 0);"}) {
    for (const char* folder :
         {"core/client", "relay/service", "relay/store", "relay/media", "relay/organisation", "relay/toml"}) {
      EXPECT_EQ(smells_of(std::string(folder) + "/a.cpp", line).size(), 1u) << folder << ": " << line;
    }
  }
  EXPECT_TRUE(smells_of("relay/media/ticket.cpp", "randombytes_buf(key, 32);").empty());
  EXPECT_TRUE(smells_of("core/client/a.cpp", "std::string operand(); int n = pick.rand();").empty());
}

TEST(Arch, TheMachineIsNotTouchedByWhatIsPure) {
  for (const char* line :
       {"std::printf(format, 1);", "printf(format);", "std::fprintf(stderr, format);", "FILE* file = nullptr;",
        "auto file = ::open(path, flags);", "return ::read(file, to, 9);", "open(path, O_RDONLY);", "std::puts(text);",
        "std::ofstream out;", "std::clog << text;", "getenv(name);", "std::filesystem::path path;"}) {
    for (const char* folder : {"core/client", "relay/carrier", "relay/organisation", "relay/toml"}) {
      EXPECT_EQ(smells_of(std::string(folder) + "/a.cpp", line).size(), 1u) << folder << ": " << line;
    }
    EXPECT_TRUE(smells_of("relay/host/a.cpp", line).empty()) << line;
  }
  for (const char* line : {"Result<Files> Files::open(const Path& path);", "std::snprintf(to, 9, format, 1);",
                           "core::read(text);", "const char* where = __FILE__;", "files.open(path);"}) {
    EXPECT_TRUE(smells_of("core/client/a.cpp", line).empty()) << line;
  }
}

TEST(Arch, ThreadsInCoreAreFound) {
  for (const char* line : {"std::thread worker;", "std::jthread worker;", "std::shared_mutex lock;",
                           "std::atomic_int n;", "std::condition_variable_any done;", "std::call_once(flag, f);",
                           "std::this_thread::yield();", "usleep(5);", "pthread_self();", "thread_local int n = 0;"}) {
    EXPECT_EQ(smells_of("core/client/a.cpp", line).size(), 1u) << line;
    EXPECT_TRUE(smells_of("relay/host/a.cpp", line).empty()) << line;
  }
  // The language in use, and nothing else.
  EXPECT_TRUE(smells_of("core/words/words.cpp", "thread_local int n = 0;").empty());
  EXPECT_EQ(smells_of("core/words/words.cpp", "std::mutex lock;").size(), 1u);
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
