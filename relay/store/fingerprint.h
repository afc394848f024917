// A 128-bit fingerprint of an idempotency key: SipHash-2-4 with 128-bit output (Aumasson, Bernstein
// 2012).
//
// Why: the table of seen keys is a big random B-tree on the path of what pages send and of status
// reports. Sixteen bytes instead of a key's forty make it a third as large, so that more of it stays
// in memory and each page written takes more keys. Two different keys meet with a probability of
// 2^-128 a pair; the database's own random salt keeps anybody outside from searching for such a
// pair. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace smsdesk::store {

using Salt = std::array<unsigned char, 16>;

/// 16 bytes.
std::string fingerprint(const Salt& salt, std::string_view key);
/// 32 hex digits as bytes; anything else is our bug, check with is_hex32 first.
Salt salt_from_hex(std::string_view hex);
bool is_hex32(std::string_view text);

}  // namespace smsdesk::store
