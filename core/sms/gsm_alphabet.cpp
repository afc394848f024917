#include "core/sms/gsm_alphabet.h"

namespace smsdesk::sms {
namespace {

constexpr char32_t kDefaultTable[129] =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u00A0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(kDefaultTable[0x1B] == 0xA0 && kDefaultTable[0x40] == 0xA1 && kDefaultTable[0x7F] == 0xE0);

struct Extended {
  std::uint8_t septet;
  char32_t character;
};
constexpr Extended kExtensionTable[] = {{0x0A, U'\f'}, {0x14, U'^'}, {0x28, U'{'}, {0x29, U'}'}, {0x2F, U'\\'},
                                        {0x3C, U'['},  {0x3D, U'~'}, {0x3E, U']'}, {0x40, U'|'}, {0x65, U'€'}};

}  // namespace

std::optional<GsmPosition> gsm_position(char32_t character) {
  // Nearly every character of a text is one of these, which stand at their ASCII place.
  bool is_at_ascii_place = (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z') ||
                           (character >= U' ' && character <= U'?' && character != U'$');
  if (is_at_ascii_place) return GsmPosition{static_cast<std::uint8_t>(character), false};
  if (character > U'Ω' && character != U'€') return std::nullopt;  // most other scripts
  for (std::uint8_t septet = 0; septet < 0x80; ++septet) {
    if (septet != kGsmEscape && kDefaultTable[septet] == character) return GsmPosition{septet, false};
  }
  for (const Extended& entry : kExtensionTable) {
    if (entry.character == character) return GsmPosition{entry.septet, true};
  }
  return std::nullopt;
}

int gsm_septets(char32_t character) {
  auto position = gsm_position(character);
  if (!position) return 0;
  return position->is_extended ? 2 : 1;
}

}  // namespace smsdesk::sms
