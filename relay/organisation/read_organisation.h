// The organisation's document, read: TOML (the file, an import) or JSON (the admin page) → plain values and accounts, or
// everything that is wrong with it, each with its line and a sentence. Pure but for the time zone database.
//
// The document is the whole of it: what it does not name is not there. Items refer to each other by name; an id keeps an
// item the same one under another name. Where none is given, the item of that name in `known` is meant, and otherwise it
// is a new one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/workspace/organisation.h"
#include "relay/toml/toml_problem.h"

namespace smsdesk::relay {

inline constexpr std::size_t kPasswordBytesMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 1'024;

struct AccountConfig {
  AgentId agent;
  std::string login;
  std::string initial_password;  ///< used once, when the agent has no password yet; empty = an admin sets it
};

struct OrganisationRead {
  Organisation organisation;
  std::vector<AccountConfig> accounts;  ///< one for each agent
  std::vector<TomlProblem> problems;    ///< unknown names first, each by line; empty = it may be used
};

/// What the document is read against: the configuration in force, and ids that nothing has yet.
struct ReadAgainst {
  const Organisation* known = nullptr;
  std::uint64_t last_id = 0;  ///< new items get higher ones
};

OrganisationRead read_organisation_toml(std::string_view text, ReadAgainst against = {});
OrganisationRead read_organisation_json(std::string_view text, ReadAgainst against = {});

struct OrganisationFile {
  Organisation organisation;
  std::vector<AccountConfig> accounts;
};
/// The error is the first problem, as a sentence with file and line.
Result<OrganisationFile> read_organisation_file(const std::string& file, ReadAgainst against = {});

}  // namespace smsdesk::relay
