// What an organisation configures, as one document: what a file says, what an admin edits, what is exported, compared and
// checked. Pure.
//
// Why one document: a change is good or bad only as a part of the whole (a queue names skills, groups, codes), so the whole
// is checked before any of it becomes a fact, and every problem says where it is and what would be right.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/log_entry.h"

namespace smsdesk {

struct Workspace;

inline constexpr std::size_t kLoginBytesMax = 200;

struct Organisation {
  std::vector<AgentConfigured> agents;
  std::vector<Queue> queues;
  std::vector<WrapUpCode> wrap_up_codes;
  std::vector<OurNumber> numbers;
  std::vector<Skill> skills{};
  std::vector<Group> groups{};
  std::vector<UtilizationLabel> labels{};
  std::vector<Schedule> schedules{};
  std::vector<ContactList> contact_lists{};
  std::vector<SubStatus> sub_statuses{};
  std::vector<OrganisationSettings> settings{};  ///< none, or one
  friend bool operator==(const Organisation&, const Organisation&) = default;
};

/// The configuration that is in force, without what was removed. Items by id, numbers by number; logins as far as the
/// workspace has them.
Organisation organisation_of(const Workspace& workspace);

/// Names of items, to be removed.
struct OrganisationItems {
  std::vector<AgentId> agents;
  std::vector<QueueId> queues;
  std::vector<std::string> numbers;
  std::vector<ItemRemoved> others;
  friend bool operator==(const OrganisationItems&, const OrganisationItems&) = default;
};

/// Puts `items` into `into`, each in the place of the one with its id (or number), and takes `removed` out. Items with id 0
/// get ids from `next_id` upwards, which is left behind the last one given. An agent without a login keeps the one there is:
/// browsers do not know them.
void put_items(Organisation& into, const Organisation& items, const OrganisationItems& removed, std::uint64_t& next_id);

/// What `before` has and `after` has not.
OrganisationItems removed_between(const Organisation& before, const Organisation& after);

/// One thing that is wrong: where ("Queue Support: alert timeout") and what would be right.
struct Problem {
  std::string where;
  std::string sentence;
  friend bool operator==(const Problem&, const Problem&) = default;
};
/// Everything that is wrong with the document, in its order; empty = it may be used.
std::vector<Problem> check_organisation(const Organisation& organisation);

/// The entries for what is new or differs, in an order in which nothing is named before it is there.
std::vector<EntryBody> entries_to_put(const Organisation& before, const Organisation& after);
/// The entries for what is not there any more and leaves nothing behind: all but agents, queues and numbers, whose work is
/// led home first (decide_organisation.cpp).
std::vector<EntryBody> entries_to_remove(const Organisation& before, const Organisation& after);

}  // namespace smsdesk
