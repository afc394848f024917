// Street addresses in Japanese: from the largest part to the smallest, without spaces. For street_address.cpp alone. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smsdesk::sms {

/// "〒100-0005 東京都千代田区丸の内1-9-1"; `begin` where none begins there.
std::size_t japanese_address_end(std::string_view text, std::size_t begin);

}  // namespace smsdesk::sms
