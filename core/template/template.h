// A template (canned response): a stored reply under a name, in one or more languages. Plain values and their rules.
//
// Whose it is: an agent's own; a team's, which is the members of a group or of a queue; or the organisation's. Own ones are
// for their agent alone. Those of a team are written by supervisors and admins, the organisation's by admins: what everybody
// says to customers is agreed on, what one says is one's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/template/template_action.h"

namespace smsdesk {

enum class TemplateLibrary : std::uint8_t { Own, Team, Organisation };

inline constexpr std::size_t kTemplateNameCharsMax = 100;     ///< UTF-16 units; features.md §2, Connect
inline constexpr std::size_t kTemplateShortcutCharsMax = 32;  ///< bytes: letters, digits, "-", "_"
inline constexpr std::size_t kTemplateTextCharsMax = 1'600;   ///< UTF-16 units, before it is filled
inline constexpr std::size_t kTemplateLanguagesMax = 12;
inline constexpr std::size_t kTemplateQueuesMax = 100;
inline constexpr std::size_t kTemplateFilesMax = 10;     ///< what one message takes
inline constexpr std::size_t kTemplatesMax = 5'000;      ///< of the organisation and its teams together
inline constexpr std::size_t kOwnTemplatesMax = 500;     ///< of one agent
inline constexpr std::size_t kTemplatesAtOnceMax = 500;  ///< in one import

/// The words in one language.
struct TemplateText {
  std::string language;  ///< BCP 47 primary tag ("es"); empty = not said
  std::string text;      ///< with placeholders (text.h)
  friend bool operator==(const TemplateText&, const TemplateText&) = default;
};

/// A file that goes with it, by its content: the relay has it (core/conversation/media.h). What it is, the relay says; a
/// document that is taken in tells hash and name only.
struct TemplateFile {
  std::string hash;  ///< SHA-256 of the content, 64 hex digits
  std::string name{};
  std::string content_type{};
  std::uint64_t bytes = 0;
  unsigned width = 0, height = 0;  ///< of a picture; 0 = not known
  friend bool operator==(const TemplateFile&, const TemplateFile&) = default;
};

struct Template {
  TemplateId id;
  std::string name;
  std::string shortcut;  ///< typed behind "/"; may be empty
  TemplateLibrary library = TemplateLibrary::Own;
  AgentId owner;                    ///< Own
  GroupId group;                    ///< Team: its members, or
  QueueId team;                     ///< the members of that queue
  std::vector<QueueId> queues;      ///< sorted; offered only in their conversations; none = in all
  std::vector<TemplateText> texts;  ///< no two in one language; none: its files go alone, or it only does something
  std::vector<TemplateFile> files;  ///< put with the text into a message; no content twice
  std::vector<TemplateAction> actions{};  ///< done when the message is sent
  friend bool operator==(const Template&, const Template&) = default;

  /// The text in that language, or null.
  const TemplateText* find_text(std::string_view language) const;
  /// Neither text nor file nor action: nothing that could be of use.
  bool is_empty() const { return texts.empty() && files.empty() && actions.empty(); }
  /// Everything in it that may have placeholders: its texts, and the notes of its actions.
  std::vector<std::string_view> written() const;
};

/// The same library: only there a name may not stand twice.
bool is_same_library(const Template& a, const Template& b);

/// How often one agent has used a template, and when last.
struct TemplateUse {
  std::uint32_t count = 0;
  Instant last_at;
  friend bool operator==(const TemplateUse&, const TemplateUse&) = default;
};

/// What is wrong with it by itself, as one sentence; empty = nothing. Whether its agent, group and queues are there is the
/// workspace's to say.
std::string trouble_with(const Template& one);

}  // namespace smsdesk
