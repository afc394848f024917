// [〒postcode] prefecture municipality… numbers with hyphens or 丁目, 番, 号
#include "core/sms/japanese_address.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/sms/number_entities.h"
#include "core/sms/street_text.h"

namespace smsdesk::sms {
namespace {

constexpr std::array<std::string_view, 47> kPrefectures = {
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};
constexpr std::u32string_view kMunicipalities = U"市区區町村郡";
/// Behind a municipality, or before a number, one of these makes a sentence of it.
constexpr std::u32string_view kParticles = U"でにはをがのへもとや";
constexpr std::u32string_view kCounters = U"時分人円年月日回個件名枚万千歳台点本階割倍周週度位秒";
/// Behind a number that is followed by a smaller part's. 番 alone is said of any number in a row.
struct LotPart {
  std::string_view word;
  bool is_sure;
  std::string_view joint;
};
constexpr LotPart kLotParts[] = {{"丁目", true, ""}, {"番地", true, "の"}, {"番", false, ""}};
constexpr std::size_t kNameMax = 30;  // characters

bool is_japanese(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) || c == 0x3005 || c == 0x3006 ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

class JapaneseReader : private StreetText {
 public:
  using StreetText::StreetText;

  /// "〒100-0005 東京都千代田区丸の内1-9-1"
  std::size_t japanese(std::size_t i) const {
    std::size_t j = postcode_end(i);
    const std::size_t prefecture = prefecture_end(j);
    if (prefecture == j) return i;
    // 東京都府中市 is in no 京都府.
    if (j == i && i >= 3 && text().substr(i - 3, 3) == "東" && text().substr(i).starts_with("京都")) return i;
    j = prefecture;
    std::size_t characters = 0, gaps = 0;
    bool has_municipality = false, is_behind_municipality = false;
    char32_t last = 0;
    while (!is_digit(at(j))) {
      const char32_t c = scalar_at(j);
      const bool is_gap = c == U' ' || c == 0x3000;
      if (is_gap ? ++gaps > 2 : !is_japanese(c)) return i;
      if (++characters > kNameMax) return i;
      if (is_behind_municipality && kParticles.find(c) != std::u32string_view::npos) return i;
      is_behind_municipality = last != 0 && kMunicipalities.find(c) != std::u32string_view::npos;
      has_municipality = has_municipality || is_behind_municipality;
      last = c;
      j = behind(j);
    }
    if (!has_municipality || kParticles.find(last) != std::u32string_view::npos) return i;
    const std::size_t end = lot(j, last == U' ' || last == 0x3000);
    return end == j ? i : end;
  }

 private:
  std::size_t postcode_end(std::size_t i) const {
    std::size_t j = skip(i, "〒");
    if (at(j) == ' ') ++j;
    const std::size_t from = j;
    if (!is_digit(at(j))) return i;
    j = digits(from);
    if (j - from != 3 || at(j) != '-' || digits(j + 1) - j != 5) return i;
    j = digits(j + 1);
    for (int n = 0; n < 2; ++n) j = at(j) == ' ' || at(j) == '\n' ? j + 1 : skip(j, "\u3000");
    return j;
  }
  std::size_t prefecture_end(std::size_t i) const {
    // They are of three characters or four, of three bytes each.
    const std::string_view rest = text().substr(std::min(i, text().size()), 12);
    for (const std::size_t bytes : {std::size_t{9}, std::size_t{12}}) {
      if (rest.size() < bytes) break;
      const std::string_view last = rest.substr(bytes - 3, 3);
      if (last != "県" && last != "都" && last != "府" && last != "道") continue;
      if (std::find(kPrefectures.begin(), kPrefectures.end(), rest.substr(0, bytes)) != kPrefectures.end())
        return i + bytes;
    }
    return i;
  }
  /// "1-9-1", "1丁目9番1号", "9番地の1"; `i` where it may be another thing. Behind a space a pair of numbers may be a date.
  std::size_t lot(std::size_t i, bool is_behind_space) const {
    std::size_t j = i, end = i;
    int hyphens = 0, parts = 0;
    bool is_sure = false, has_block = false;
    while (is_digit(at(j)) && parts < 5) {
      const std::size_t number = digits(j);
      if (number - j > 4 || at(j) == '0') return i;
      ++parts;
      j = end = number;
      if (at(j) == '-' && is_digit(at(j + 1))) {
        ++hyphens;
        ++j;
        continue;
      }
      const auto* part = std::find_if(std::begin(kLotParts), std::end(kLotParts),
                                      [&](const LotPart& one) { return skip(j, one.word) != j; });
      if (part != std::end(kLotParts)) {
        is_sure = is_sure || part->is_sure;
        has_block = has_block || !part->is_sure;
        end = skip(j, part->word);
        j = skip(end, part->joint);
        continue;
      }
      if (const std::size_t house = skip(j, "号"); house != j) {
        is_sure = is_sure || has_block;
        j = end = skip(house, "室");
      }
      break;
    }
    const bool has_enough = hyphens >= (is_behind_space ? 2 : 1);
    const bool is_date = hyphens == 2 && digits(i) - i == 4;
    if ((!is_sure && !has_enough) || is_date || hyphens > 3) return i;
    if (is_number_cut_at(text(), end)) return i;
    return kCounters.find(scalar_at(end)) == std::u32string_view::npos ? end : i;
  }
};

}  // namespace

std::size_t japanese_address_end(std::string_view text, std::size_t begin) {
  return JapaneseReader(text).japanese(begin);
}

}  // namespace smsdesk::sms
