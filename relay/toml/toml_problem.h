// What is wrong with a file that a person wrote: where it stands and what would be right. Plain values.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace smsdesk::relay {

struct TomlProblem {
  unsigned line = 0;   ///< 1 = the first; 0 where the text has no lines that would help (JSON)
  std::string where;   ///< " in [listen]", or empty
  std::string reason;  ///< "must be … .", to go on after the subject; said alone at the value that is meant
  std::string path{};  ///< "queue/2/ring/0/after": names and places in lists, from 0; empty where nothing more is known
  std::string subject{};         ///< "\"port\" " or "alert timeout: "; empty where the reason says what is meant
  bool is_unknown_name = false;  ///< nobody asked for it; what was meant by it is missed elsewhere
  std::string said() const { return subject + reason; }
  /// "relay.toml, line 3 in [listen]: \"port\" must be … ."
  std::string sentence(const std::string& file) const {
    return file + (line == 0 ? "" : ", line " + std::to_string(line)) + where + ": " + said();
  }
  friend bool operator==(const TomlProblem&, const TomlProblem&) = default;
};

/// So many are kept, unknown names before all others: whoever mends a file reads a few at a time.
inline constexpr std::size_t kTomlProblemsMax = 100;

class TomlProblems {
 public:
  void add(TomlProblem problem) {
    if (!is_full()) return list_.push_back(std::move(problem));
    if (!problem.is_unknown_name) return;
    const auto other = std::find_if(list_.rbegin(), list_.rend(), [](const auto& one) { return !one.is_unknown_name; });
    if (other != list_.rend()) *other = std::move(problem);
  }
  bool is_empty() const { return list_.empty(); }
  bool is_full() const { return list_.size() >= kTomlProblemsMax; }
  /// Unknown names first, each by line: a misspelt table is the cause of all that does not find what stands in it.
  std::vector<TomlProblem> sorted() const {
    std::vector<TomlProblem> all = list_;
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a.is_unknown_name != b.is_unknown_name ? a.is_unknown_name : a.line < b.line;
    });
    return all;
  }

 private:
  std::vector<TomlProblem> list_;
};

}  // namespace smsdesk::relay
