// Reads values out of a TOML table and notes what is wrong, with line and reason. A name that nobody asked for is wrong
// too: a misspelt setting must not be ignored in silence.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/words/words.h"
#include "relay/toml/toml_problem.h"
#include "relay/toml/tomlpp.h"

namespace smsdesk::relay {

class TomlReader {
 public:
  /// `where`: " in [listen]", for the sentences. `path`: where the table stands, for programs.
  TomlReader(const toml::table& table, std::string where, TomlProblems& problems, std::string path = {})
      : table_(table), where_(std::move(where)), path_(std::move(path)), problems_(problems) {}
  ~TomlReader() {
    for (const auto& [key, node] : table_) {
      if (asked_.count(std::string(key.str())) != 0) continue;
      problems_.add({node.source().begin.line, where_, tr("is not a setting here."), below(path_, key.str()),
                     named(key.str()), true});
    }
  }
  TomlReader(const TomlReader&) = delete;
  TomlReader& operator=(const TomlReader&) = delete;

  bool has(const char* name) const { return table_.contains(name); }
  /// 0 where it is not given.
  unsigned line_of(const char* name) const {
    const toml::node* node = table_.get(name);
    return node == nullptr ? 0 : node->source().begin.line;
  }
  void text(const char* name, std::string& into, bool is_required = false) {
    const toml::node* node = find(name, is_required);
    if (node == nullptr) return;
    const auto* value = node->as_string();
    if (value == nullptr) return fail(*node, named(name), tr("must be a text."));
    if (is_required && value->get().empty()) return fail(*node, named(name), tr("must not be empty."));
    into = value->get();
  }
  void flag(const char* name, bool& into) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return;
    const auto* value = node->as_boolean();
    if (value == nullptr) return fail(*node, named(name), tr("must be true or false."));
    into = value->get();
  }
  template <typename Integer>
  void number(const char* name, Integer& into, std::int64_t low, std::int64_t high, bool is_required = false) {
    const toml::node* node = find(name, is_required);
    if (node == nullptr) return;
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < low || value->get() > high) {
      fail(*node, named(name),
           tr("must be a whole number from {from} to {to}.",
              {{"from", std::to_string(low)}, {"to", std::to_string(high)}}));
      return;
    }
    into = static_cast<Integer>(value->get());
  }
  void texts(const char* name, std::vector<std::string>& into) {
    each(name, [&](const toml::node& node) {
      if (const auto* value = node.as_string())
        into.push_back(value->get());
      else
        fail(node, named(name), tr("must be a list of texts."));
    });
  }
  const toml::table* table(const char* name) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) fail(*node, named(name), tr("must be a table."));
    return node->as_table();
  }
  std::vector<const toml::table*> tables(const char* name) {
    std::vector<const toml::table*> list;
    each(name, [&](const toml::node& node) {
      if (const auto* one = node.as_table())
        list.push_back(one);
      else
        fail(node, "[[" + std::string(name) + "]] ", tr("must be a list of tables."));
    });
    return list;
  }
  /// A value that was read and is not good. The reason is a sentence that goes on after the name.
  void fail_at(const char* name, std::string reason) {
    const toml::node* node = table_.get(name);
    fail(node == nullptr ? table_ : *node, named(name), std::move(reason));
  }

 protected:
  /// A problem's subject.
  static std::string named(std::string_view name) { return "\"" + std::string(name) + "\" "; }
  const toml::node* find(const char* name, bool is_required) {
    asked_.insert(name);
    const toml::node* node = table_.get(name);
    if (node == nullptr && is_required)
      problems_.add({table_.source().begin.line, where_, tr("is missing."), below(path_, name), named(name)});
    return node;
  }
  template <typename Each>
  void each(const char* name, Each one) {
    const toml::node* node = find(name, false);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) return fail(*node, named(name), tr("must be a list."));
    for (const toml::node& element : *array) one(element);
  }
  void fail(const toml::node& node, std::string subject, std::string reason) {
    if (problems_.is_full()) return;
    problems_.add({node.source().begin.line, where_, std::move(reason), path_to(node), std::move(subject)});
  }
  static std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
  }
  const std::string& where() const { return where_; }
  const std::string& path() const { return path_; }
  TomlProblems& problems() { return problems_; }

 private:
  /// Of a value of the table, or of one in a list or a table of it.
  std::string path_to(const toml::node& node) const {
    for (const auto& [key, value] : table_) {
      if (&value == &node) return below(path_, key.str());
      if (const auto* array = value.as_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
          if (array->get(i) == &node) return below(path_, key.str()) + "/" + std::to_string(i);
      } else if (const auto* table = value.as_table()) {
        for (const auto& [inner, one] : *table)
          if (&one == &node) return below(path_, key.str());
      }
    }
    return path_;
  }

  const toml::table& table_;
  std::string where_, path_;
  TomlProblems& problems_;
  std::set<std::string> asked_;
};

}  // namespace smsdesk::relay
