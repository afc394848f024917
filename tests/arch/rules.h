// The rules of the house that text can show: who may include whom, and what may stand where.
//
// Why: the linker finds a missing library, but not a header that climbs a layer, nor a clock in
// core. Each rule is a pure function over one file's text, so that tests can show that it does find
// what it is for. Source of the rules: docs/architecture.md (Folders and dependencies, Rules that a
// test checks).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::arch {

struct File {
  std::string path;  ///< from the repository's root, for example "core/sms/segments.cpp"
  std::string text;
};

/// One broken rule: "path:line: sentence".
using Findings = std::vector<std::string>;

/// The text with comments and the insides of string and character literals blanked out; line breaks
/// stay. Include lines keep their targets.
std::string without_comments_and_literals(std::string_view text);

/// Whether a file in `from` may include a header in `to` (folders such as "core/sms", "relay/net",
/// "web/view").
bool may_include(std::string_view from, std::string_view to);

/// The folder of a file as the rules know it: "core/sms" for "core/sms/tables/x.inc", "web" for
/// "web/theme.h".
std::string folder_of(std::string_view path);

/// Whether a quoted include names a header of Dear ImGui, whose paths start in its own folder.
bool is_imgui(std::string_view target);

/// Include lines: direction, third parties at home in one place, paths from the root.
void check_includes(const File& file, Findings& into);
/// Clocks and randomness in core and in what the relay's host gives instants and keys to; files in core and in the pure parts
/// of the relay; threads in core; Emscripten outside its seam; swallowed exceptions; bare TODOs.
void check_smells(const File& file, Findings& into);
/// Headers say `#pragma once` and do not open namespaces for everybody.
void check_header(const File& file, Findings& into);
/// The libraries that a CMakeLists.txt links: the same directions once more, as targets.
void check_targets(const File& file, Findings& into);

}  // namespace smsdesk::arch
