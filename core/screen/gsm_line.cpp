#include "core/screen/gsm_line.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kReplacedShownMax = 6;
constexpr std::size_t kBeyondShownMax = 3;
constexpr char kMarkEnd = '\x01';        // TextField::marked
constexpr std::size_t kMarkedShare = 4;  // marks are for at most one sign in so many

/// "’ → '", a character that cannot be seen by what it is.
std::string shown(const std::string& text) {
  if (text.empty()) return tr("nothing");
  if (text == " ") return tr("space");
  if (text == "\n") return tr("line break");
  std::size_t at = 0;
  const char32_t first = utf8::next(text, at);
  const bool is_unseen = first == 0xA0 || first == 0xAD || (first >= 0x2000 && first <= 0x200F) ||
                         (first >= 0x2028 && first <= 0x202F) || (first >= 0x205F && first <= 0x2064) ||
                         first == '\t' || first == 0x3000 || first == 0xFEFF;
  if (!is_unseen) return text;
  if (first == '\t') return trc("a character", "tab");
  return first == 0xAD || (first >= 0x200B && first <= 0x200F) || first == 0x2060 || first == 0xFEFF
             ? tr("invisible sign")
             : tr("special space");
}

/// "’ → ', “ → \"": the first `max` of what would be replaced, and how many more there are.
std::string replaced_words(const std::vector<sms::Replacement>& all, std::size_t max) {
  std::string signs;
  for (std::size_t i = 0; i < std::min(all.size(), max); ++i)
    signs += (i == 0 ? "" : comma()) + shown(all[i].from) + " → " + shown(all[i].to);
  if (all.size() <= max) return signs;
  return trn("{signs} and {n} more", "{signs} and {n} more", all.size() - max, {{"signs", signs}});
}

}  // namespace

GsmChoice gsm_choice(std::string_view text, GsmEncoder encoder) {
  GsmChoice choice{encoder(text, sms::Equivalents::True), false};
  if (choice.made.kept.empty()) return choice;
  return {encoder(text, sms::Equivalents::Close), true};
}

std::string saving_words(int saved, const Price& price, bool is_close) {
  if (saved <= 0) return is_close ? tr("It costs the same, and changes the spelling.") : tr("It costs the same.");
  std::string what = trn("{n} segment", "{n} segments", static_cast<std::uint64_t>(saved));
  if (price.is_set()) what += comma() + price_words({price.micros * saved, price.currency});
  return tr(is_close ? mark("Replacing saves {what}, and changes the spelling.") : mark("Replacing saves {what}."),
            {{"what", what}});
}

ComposerLine undo_gsm_line(ConversationId of) {
  ComposerLine line;
  line.has_shortcut = true;
  line.text = tr("Written in GSM characters.");
  line.label = tr("Undo");
  line.name = tr("Write it as it was before");
  line.intent = intent::WriteInGsm{of};
  return line;
}

ComposerLine gsm_line(const GsmChoice& choice, const std::string& saving, ConversationId of) {
  ComposerLine line;
  line.has_shortcut = true;
  const auto words = [&](std::size_t max) {
    return trn("{n} character forces Unicode: {signs}.", "{n} characters force Unicode: {signs}.",
               choice.made.replaced_count, {{"signs", replaced_words(choice.made.replaced, max)}}) +
           " " + saving;
  };
  line.text = words(kReplacedShownMax);
  if (choice.made.replaced.size() > kReplacedShownMax) line.all = words(choice.made.replaced.size());
  line.label = choice.is_close ? tr("Leave out accents") : tr("Replace");
  line.name = choice.is_close ? tr("Leave out accents, so that it fits GSM") : tr("Replace what forces Unicode");
  line.intent = intent::WriteInGsm{of, choice.is_close};
  return line;
}

std::string because_of(const sms::BeyondGsm& beyond) {
  std::string signs;
  for (std::size_t i = 0; i < std::min(beyond.clusters.size(), kBeyondShownMax); ++i) {
    if (i > 0) signs += " ";
    signs += shown(std::string(beyond.clusters[i]));
  }
  if (beyond.clusters.size() <= kBeyondShownMax) return tr("because of “{signs}”", {{"signs", signs}});
  return trn("because of “{signs}” and {n} more", "because of “{signs}” and {n} more",
             beyond.clusters.size() - kBeyondShownMax, {{"signs", signs}});
}

std::string marked_signs(const sms::BeyondGsm& beyond) {
  std::string marked;
  if (beyond.count * kMarkedShare > beyond.of) return marked;
  for (const std::string_view one : beyond.clusters) marked.append(one).push_back(kMarkEnd);
  return marked;
}

}  // namespace smsdesk::screen
