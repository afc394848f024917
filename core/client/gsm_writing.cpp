#include "core/client/gsm_writing.h"

#include <algorithm>
#include <utility>

#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

void add(sms::SmartEncoding& to, sms::SmartEncoding part) {
  to.replaced_count += part.replaced_count;
  to.kept_count += part.kept_count;
  for (sms::Replacement& one : part.replaced) {
    const auto known = std::find_if(to.replaced.begin(), to.replaced.end(),
                                    [&](const sms::Replacement& other) { return other.from == one.from; });
    if (known == to.replaced.end())
      to.replaced.push_back(std::move(one));
    else
      known->count += one.count;
  }
  for (std::string& sign : part.kept)
    if (std::find(to.kept.begin(), to.kept.end(), sign) == to.kept.end()) to.kept.push_back(std::move(sign));
}

}  // namespace

sms::SmartEncoding smart_encoded_template(std::string_view text, sms::Equivalents which) {
  sms::SmartEncoding none;
  none.text = std::string(text);
  auto pieces = parse_template(text);
  if (!pieces) return none;
  sms::SmartEncoding made;
  for (TemplatePiece& piece : *pieces) {
    if (piece.is_placeholder && !piece.fallback) continue;
    std::string& words = piece.is_placeholder ? *piece.fallback : piece.text;
    sms::SmartEncoding part = sms::smart_encoded(words, which);
    words = std::move(part.text);
    add(made, std::move(part));
  }
  made.text = made.replaced_count == 0 ? std::string(text) : print_template(*pieces);
  // A default may not hold what full-width braces become.
  const auto again = parse_template(made.text);
  return again && *again == *pieces ? made : none;
}

std::string words_of_template(std::string_view text) {
  const auto pieces = parse_template(text);
  if (!pieces) return {};
  std::string words;
  for (const TemplatePiece& piece : *pieces) words += piece.is_placeholder ? piece.fallback.value_or("") : piece.text;
  return words;
}

std::optional<GsmWritten> written_in_gsm(const std::string& text, const std::string& before, sms::Equivalents which,
                                         GsmEncoder encoder) {
  if (!before.empty()) return GsmWritten{before, {}, tr("As it was before.")};
  sms::SmartEncoding made = encoder(text, which);
  if (!made.kept.empty() || made.replaced_count == 0) return std::nullopt;
  return GsmWritten{std::move(made.text), text,
                    trn("{n} character replaced.", "{n} characters replaced.", made.replaced_count)};
}

}  // namespace smsdesk
