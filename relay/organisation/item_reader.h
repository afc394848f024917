// One item of the organisation's document under the reader's eyes: settings as the domain has them, and references by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/workspace/enum_words.h"
#include "relay/organisation/values.h"
#include "relay/toml/toml_reader.h"

namespace smsdesk::relay {

inline constexpr std::int64_t kIdMax = 1'000'000'000'000;

/// The items of one kind that the document has: which name is which id.
struct Known {
  const char* missing = nullptr;  ///< what is said of a {name} that there is not
  const char* no_name = nullptr;  ///< what is said of a value that can name none
  std::map<std::string, std::uint64_t> ids{};
  std::map<std::uint64_t, std::string> names{};
  bool is_caseless = false;  ///< logins are told apart without case; kept in lower case here

  void add(const std::string& name, std::uint64_t id) {
    ids.emplace(name, id);
    names.emplace(id, name);
  }
  /// 0 where there is none of that name.
  std::uint64_t find(const std::string& name) const;
};

class ItemReader : public TomlReader {
 public:
  using TomlReader::TomlReader;

  void duration(const char* name, DurationMs& into) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return;
    const auto* value = node->as_string();
    const auto parsed = value == nullptr ? std::nullopt : parse_duration(value->get());
    if (!parsed) return fail(*node, named(name), tr("must be a time such as \"30 s\", \"5 min\" or \"72 h\"."));
    into = *parsed;
  }
  /// The older way: whole seconds under a name that ends in _s.
  void duration_or_seconds(const char* name, const char* seconds_name, DurationMs& into) {
    if (has(name) && has(seconds_name))
      fail_at(seconds_name, tr("is given, and \"{name}\" too; give one of them.", {{"name", name}}));
    std::int64_t given = into / 1000;
    number(seconds_name, given, 0, kSecondsMax);
    if (has(seconds_name)) into = seconds(given);
    duration(name, into);
  }
  template <typename E>
  void choice(const char* name, E& into) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return;
    const auto* value = node->as_string();
    const std::optional<E> found = value == nullptr ? std::nullopt : fields::find_word<E>(value->get());
    if (found)
      into = *found;
    else
      fail(*node, named(name),
           tr("must be {words} or {last}.", {{"words", first_words<E>()}, {"last", fields::Words<E>::list.back()}}));
  }
  /// By name, or by id.
  template <typename IdType>
  void reference(const char* name, const Known& known, IdType& into, bool is_required = false) {
    if (const toml::node* node = find(name, is_required)) refer(name, *node, known, into);
  }
  /// Likewise; an empty text refers to nothing.
  template <typename IdType>
  void optional_reference(const char* name, const Known& known, IdType& into) {
    const toml::node* node = find(name, false);
    if (node == nullptr || (node->is_string() && node->as_string()->get().empty())) return;
    refer(name, *node, known, into);
  }
  template <typename IdType>
  void references(const char* name, const Known& known, std::vector<IdType>& into) {
    each(name, [&](const toml::node& node) {
      IdType id;
      if (refer(name, node, known, id)) into.push_back(id);
    });
  }
  /// Of skills: { German = 4, Billing = 2 }, or a list of names, which get `usual`.
  template <typename IdType, typename Add>
  void levels(const char* name, const Known& known, unsigned usual, Add add) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return;
    if (const auto* table = node->as_table()) {
      for (const auto& [key, value] : *table) {
        const auto* level = value.as_integer();
        const std::uint64_t id = known.find(std::string(key.str()));
        if (level == nullptr || level->get() < 0 || level->get() > 1'000)
          fail(value, named(name), tr("must say a whole number for each skill."));
        else if (id == 0)
          fail(value, {}, missing(known, key.str()));
        else
          add(IdType{id}, static_cast<unsigned>(level->get()));
      }
      return;
    }
    std::vector<IdType> plain;
    references(name, known, plain);
    for (const IdType id : plain) add(id, usual);
  }
  template <typename Parse>
  void spans(const char* name, const char* example, std::vector<OpenSpan>& into, Parse parse) {
    each(name, [&](const toml::node& node) {
      const auto* value = node.as_string();
      if (value == nullptr || !parse(value->get(), into)) {
        fail(node, named(name), tr("must be a list of hours such as \"{example}\".", {{"example", example}}));
      }
    });
  }
  /// Parts with settings of their own, such as a queue's rings.
  template <typename Read>
  void parts(const char* name, Read read) {
    unsigned count = 0;
    for (const toml::table* table : tables(name)) {
      const std::string place = below(path(), name) + "/" + std::to_string(count);
      ItemReader part(*table, where() + ", " + name + " " + std::to_string(++count), problems(), place);
      read(part);
    }
  }
  /// YYYY-MM-DD, as a date of TOML's or as text.
  void date(const char* name, std::string& into);

 private:
  static constexpr std::int64_t kSecondsMax = 366 * 86'400;
  /// All but the last: "agent, supervisor".
  template <typename E>
  static std::string first_words() {
    std::string all;
    for (std::size_t i = 0; i + 1 < fields::Words<E>::list.size(); ++i)
      all += (i == 0 ? "" : ", ") + std::string(fields::Words<E>::list[i]);
    return all;
  }
  static std::string missing(const Known& known, std::string_view name) {
    return tr(known.missing, {{"name", "\"" + std::string(name) + "\""}});
  }
  template <typename IdType>
  bool refer(const char* name, const toml::node& node, const Known& known, IdType& into) {
    const std::uint64_t id = find_id(name, node, known);
    into = IdType{id};
    return id != 0;
  }
  /// 0 where there is none; that is noted as a problem.
  std::uint64_t find_id(const char* name, const toml::node& node, const Known& known);
};

}  // namespace smsdesk::relay
