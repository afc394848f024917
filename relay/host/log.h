// The log: one JSON object a line on stderr, asynchronous and bounded; when it cannot keep up, the oldest lines give way,
// never the relay.
//
// {"at", "level", "event", "text", …}: `event` is a name that never changes its meaning (docs/operations.md lists them all),
// `text` one sentence that is the same each time, and what differs stands in fields of its own: `message`, `conversation`,
// `agent`, `connection`, `webhook`, `carrier_id` and so on. Why: whoever follows one message looks for its id, not for words.
//
// No message text, whole telephone number, password or token is ever given to it. What strangers chose (addresses, causes
// that another program words) is escaped so that it can neither end a line nor hide a part of one, has a length, and
// telephone numbers that a cause happens to hold are cut to their last two digits. Calls from any thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "core/base/ids.h"

namespace smsdesk::relay {

/// `level` as in the configuration: trace, debug, info, warn, error or off.
void start_log(const std::string& level);
/// Writes what waits; later calls write nothing.
void stop_log();

namespace log {

/// A text longer than this is cut.
inline constexpr std::size_t kValueBytesMax = 500;

/// A name and a value. Views: it lives as long as the call that it is given to.
class Field {
 public:
  using Value = std::variant<std::monostate, std::int64_t, std::uint64_t, bool, std::string_view>;
  Field(std::string_view name, std::string_view value) : name_(name), value_(value) {}
  template <std::integral Number>
  Field(std::string_view name, Number value) : name_(name) {
    if constexpr (std::is_same_v<Number, bool>) {
      value_ = value;
    } else if constexpr (std::is_signed_v<Number>) {
      value_ = static_cast<std::int64_t>(value);
    } else {
      value_ = static_cast<std::uint64_t>(value);
    }
  }
  template <typename Tag>
  Field(std::string_view name, Id<Tag> id) : name_(name) {
    if (id.is_set()) value_ = id.value;
  }
  template <typename Tag>
  Field(std::string_view name, const Key<Tag>& key) : name_(name), value_(std::string_view(key.value)) {}

  std::string_view name() const { return name_; }
  const Value& value() const { return value_; }

 private:
  std::string_view name_;
  Value value_;
};

using Fields = std::initializer_list<Field>;

/// `event` in snake_case; `text` is one whole sentence of ours. An empty text or an id that is not set gets no field.
void debug(std::string_view event, std::string_view text, Fields fields = {});
void info(std::string_view event, std::string_view text, Fields fields = {});
void warn(std::string_view event, std::string_view text, Fields fields = {});
void error(std::string_view event, std::string_view text, Fields fields = {});

}  // namespace log
}  // namespace smsdesk::relay
