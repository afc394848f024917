// The tree as it stands keeps the rules of tests/arch/rules.h.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/arch/rules.h"

namespace smsdesk::arch {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SMSDESK_ROOT;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every file of ours whose name ends in one of `endings`, from the rooms that ship.
std::vector<File> files_ending(const std::vector<std::string>& endings) {
  std::vector<File> files;
  for (const char* room : {"core", "web", "relay", "server-mock", "tools"}) {
    if (!fs::exists(kRoot / room)) continue;
    for (fs::recursive_directory_iterator i(kRoot / room), end; i != end; ++i) {
      if (i->is_directory() && i->path().filename() == "node_modules") {
        i.disable_recursion_pending();
        continue;
      }
      const std::string name = i->path().filename().string();
      const bool fits = std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
        return name.size() >= ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
      });
      if (i->is_regular_file() && fits) {
        files.push_back({fs::relative(i->path(), kRoot).generic_string(), read(i->path())});
      }
    }
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

const std::vector<File>& sources() {
  static const std::vector<File> files = files_ending({".h", ".cpp", ".inc"});
  return files;
}

std::string listed(const Findings& findings) {
  std::ostringstream out;
  for (const std::string& finding : findings) out << "\n  " << finding;
  return out.str();
}

TEST(House, HasSourcesToJudge) {
  EXPECT_GT(sources().size(), 20u);
}

TEST(House, IncludesPointDownwards) {
  Findings findings;
  for (const File& file : sources()) check_includes(file, findings);
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, IncludedFilesExist) {
  // What the rules take for a path from the root is one; generated files have no place in an
  // include line.
  Findings findings;
  for (const File& file : sources()) {
    std::istringstream lines(without_comments_and_literals(file.text));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      const std::string start = "#include \"";
      if (line.compare(0, start.size(), start) != 0) continue;
      const std::string target = line.substr(start.size(), line.find('"', start.size()) - start.size());
      if (is_imgui(target)) continue;
      if (!fs::exists(kRoot / target)) {
        findings.push_back(file.path + ":" + std::to_string(number) + ": there is no " + target);
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, HasNoSmellsThatTextShows) {
  Findings findings;
  for (const File& file : sources()) check_smells(file, findings);
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, HeadersAreWellFormed) {
  Findings findings;
  for (const File& file : sources()) check_header(file, findings);
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, TargetsPointDownwards) {
  Findings findings;
  for (const File& file : files_ending({"CMakeLists.txt"})) check_targets(file, findings);
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, EveryFolderOfCoreIsATargetOfItsOwnWithoutExceptions) {
  Findings findings;
  for (const fs::directory_entry& folder : fs::directory_iterator(kRoot / "core")) {
    if (!folder.is_directory()) continue;
    const bool has_source = std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                                        [](const auto& entry) { return entry.path().extension() == ".cpp"; });
    if (!has_source) continue;
    const std::string name = folder.path().filename().string();
    const std::string want = "smsdesk_library(core_" + name + " PLAIN";
    if (read(folder.path() / "CMakeLists.txt").find(want) == std::string::npos) {
      findings.push_back("core/" + name + "/CMakeLists.txt lacks " + want + " …)");
    }
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, ThePageSeesAtMostTenFunctionsFromOneFile) {
  std::vector<std::string> files;
  std::size_t exports = 0;
  const std::string mark = "EMSCRIPTEN_KEEPALIVE";
  for (const File& file : sources()) {
    const std::string text = without_comments_and_literals(file.text);
    std::size_t here = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.find("#define") == std::string::npos && line.find(mark) != std::string::npos) ++here;
    }
    if (here > 0) files.push_back(file.path);
    exports += here;
  }
  EXPECT_LE(files.size(), 1u) << ::testing::PrintToString(files);
  EXPECT_LE(exports, 10u);
}

// What stands in docs/architecture.md between the next pair of ``` from `begin` on, which is moved behind it.
std::string next_block(const std::string& document, std::size_t& begin) {
  const std::string fence = "\n```\n";
  const std::size_t open = document.find(fence, begin);
  const std::size_t close = open == std::string::npos ? open : document.find(fence, open + fence.size());
  if (close == std::string::npos) return {};
  begin = close + fence.size();
  return document.substr(open + fence.size(), close + 1 - open - fence.size());
}

// Of the tree, that room's line and those of what is in it.
std::string lines_of_room(const std::string& tree, const std::string& room) {
  std::istringstream lines("\n" + tree);
  std::string found;
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != ' ') is_inside = line.compare(0, room.size() + 1, room + "/") == 0;
    if (is_inside) found += line + " ";
  }
  return found;
}

TEST(House, EveryFolderStandsInTheDocument) {
  const std::string document = read(kRoot / "docs/architecture.md");
  std::size_t at = document.find("## 1. The house");
  ASSERT_NE(at, std::string::npos);
  const std::string tree = next_block(document, at), directions = next_block(document, at);
  Findings findings;
  std::size_t folders = 0;
  for (const std::string room : {"core", "relay", "web", "server-mock", "assets", "tests"}) {
    const std::string in_tree = lines_of_room(tree, room);
    for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / room)) {
      if (!entry.is_directory()) continue;
      const std::string name = entry.path().filename().string();
      if (room == "tests" && fs::is_directory(kRoot / name)) continue;  // the mirror
      ++folders;
      if (in_tree.find(" " + name + "/ ") == std::string::npos) {
        findings.push_back(room + "/" + name + " is not in the tree of docs/architecture.md");
      }
      if (room != "core" && room != "relay") continue;
      // As "core/sms", or in one pair of braces with others: "core/{sms, template}".
      const std::regex named(room + "/(" + name + "\\b|\\{[^}]*\\b" + name + "\\b)");
      if (!std::regex_search(directions, named)) {
        findings.push_back(room + "/" + name + " is not in the directions of docs/architecture.md");
      }
    }
    // What is gone is not told either.
    const std::regex told(" ([a-z_]+)/ ");
    for (std::sregex_iterator one(in_tree.begin(), in_tree.end(), told), end; one != end; ++one) {
      if (!fs::is_directory(kRoot / room / (*one)[1].str())) {
        findings.push_back("docs/architecture.md tells of " + room + "/" + (*one)[1].str() + ", which is not there");
      }
    }
  }
  EXPECT_GT(folders, 20u);
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

TEST(House, LockfilesNameNoRegistry) {
  // A lockfile with resolved addresses ties everybody to the registry of whoever wrote it.
  Findings findings;
  for (const char* folder : {"shell", "tests/e2e", "tests/interop", "tests/bench"}) {
    const fs::path lock = kRoot / folder / "package-lock.json";
    if (!fs::exists(kRoot / folder / "package.json")) continue;
    if (!fs::exists(lock)) {
      findings.push_back(std::string(folder) + " has a package.json without a package-lock.json");
      continue;
    }
    if (read(lock).find("\"resolved\"") != std::string::npos) {
      findings.push_back(std::string(folder) +
                         "/package-lock.json names addresses; write it with omit-lockfile-registry-resolved=true");
    }
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

}  // namespace
}  // namespace smsdesk::arch
