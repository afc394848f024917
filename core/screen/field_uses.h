// Which templates and links ask for the organisation's own customer fields: said beside the field before an admin removes it, and
// of those that go with what is saved or imported. For core/screen only.
//
// A template outlives its field (core/workspace/customer_fields.h), so nothing refuses that. Named are the templates that this admin
// may see; of others' own the relay says how many there are.
//
// One lives as long as a screen is made: templates are many and each is parsed for this, so that happens once, and not before a
// field is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/state.h"

namespace smsdesk::screen {

class FieldUses {
 public:
  explicit FieldUses(const State& state) : s_(state) {}

  /// Of the field that the working copy has under that name: "Used by 2 templates: Invoice, Quote."; empty: by none.
  std::string of(std::string_view name);
  /// Of what is in force and is not in the working copy any more, as far as something asks for it; or empty.
  std::string of_lost();
  /// Of those in force, which a document from outside does away with. Its links ask for none of them, or it would be refused;
  /// so only templates are named.
  std::string of_lost(const std::vector<std::string>& names);
  /// What the relay alone knows could not be asked: more may use a field than is said. Part of what is said of those that go. Or
  /// empty.
  std::string doubt() const;

 private:
  struct User {
    std::string name;
    bool is_link = false;
  };
  using Places = std::set<std::size_t>;  ///< in `users_`
  struct Users {
    Places named;
    std::uint64_t hidden = 0;  ///< templates
  };

  const std::map<std::string, Places>& asked();
  std::string used_by(const Users& users) const;
  std::string lost_words(const std::vector<std::string>& names, bool names_links);

  const State& s_;
  std::vector<User> users_;                              ///< in the order of naming: templates by name, then links
  std::optional<std::map<std::string, Places>> asked_;   ///< by what they ask for, as it is written there
  std::optional<std::map<std::string, Users>> of_kept_;  ///< by the name of the working copy's field
};

}  // namespace smsdesk::screen
