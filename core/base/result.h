// Result<T>: a value, or an error with a code and one sentence that a person can act on.
//
// Why: core and web are compiled without exceptions, and bad input from outside is ordinary. Expected
// refusals (an opted-out number, a conversation already answered) are not errors: they are values of the state.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/assert.h"

namespace smsdesk {

enum class ErrorCode {
  Invalid,   // the input is malformed
  TooLarge,  // a named maximum is passed
  NotFound,
  Denied,       // signature, credentials or rights
  Conflict,     // somebody else was first
  Unavailable,  // disk, network, carrier: may work later
  Unsupported,  // version or feature we do not speak
};

struct Error {
  ErrorCode code = ErrorCode::Invalid;
  std::string sentence;  ///< says what happened and what to do; safe to show and to log
  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool is_ok() const { return content_.index() == 0; }
  explicit operator bool() const { return is_ok(); }

  T& value() & {
    SMSDESK_ASSERT(is_ok());
    return *std::get_if<0>(&content_);
  }
  const T& value() const& {
    SMSDESK_ASSERT(is_ok());
    return *std::get_if<0>(&content_);
  }
  T&& value() && {
    SMSDESK_ASSERT(is_ok());
    return std::move(*std::get_if<0>(&content_));
  }
  const Error& error() const {
    SMSDESK_ASSERT(!is_ok());
    return *std::get_if<1>(&content_);
  }

  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, Error> content_;
};

struct Done {
  friend bool operator==(Done, Done) = default;
};
/// A Result that carries nothing but success.
using Status = Result<Done>;

}  // namespace smsdesk
