#include "server-mock/ids.h"

#include <cstdio>
#include <random>

#include "server-mock/random.h"

namespace smsdesk::mock {
namespace {

std::string hex(std::uint64_t value) {
  char buffer[17];
  std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(value));
  return buffer;
}

}  // namespace

IdSource::IdSource() {
  std::random_device device;
  run_ = (static_cast<std::uint64_t>(device()) << 32) | device();
}

std::string IdSource::make(std::string_view prefix) {
  ++count_;
  return std::string(prefix) + hex(mix(run_, count_, 1)) + hex(mix(run_, count_, 2));
}

std::string IdSource::make_uuid() {
  std::string digits = make("");
  digits[12] = '4';  // version 4
  digits[16] = '8';  // variant 1
  for (const std::size_t at : {8U, 13U, 18U, 23U}) digits.insert(at, "-");
  return digits;
}

bool is_sid(std::string_view text, std::string_view prefix) {
  if (text.size() != prefix.size() + 32 || text.substr(0, prefix.size()) != prefix) return false;
  for (const char c : text.substr(prefix.size())) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) return false;
  }
  return true;
}

}  // namespace smsdesk::mock
