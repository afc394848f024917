// What the palette finds. Everything is looked at anew with each letter: it is a few hundred texts, and they are what the
// page shows at that moment.
#include "core/screen/palette.h"

#include <algorithm>
#include <iterator>

#include "core/base/utf8.h"
#include "core/client/templates.h"
#include "core/screen/menus.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/template/fold.h"
#include "core/words/words.h"
#include "core/workspace/visibility.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kLineBytes = 90;
constexpr std::size_t kTemplatesLooked = 200;
constexpr int kBeginning = 100, kWordBegins = 80, kWithin = 50, kLetters = 20;
constexpr int kBehindName = 15;  // what is found in the detail counts that much less

bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '-' || before == '(' || before == '/' || before == ':' || before == '.';
}

/// Letters in their order; each stands right behind the one before or begins a word.
bool fits_loosely(std::string_view word, std::string_view text) {
  std::size_t at = 0;
  bool is_first = true;
  for (const char c : word) {
    if (!is_first && at < text.size() && text[at] == c) {
      ++at;
      continue;
    }
    while (at < text.size() && !(text[at] == c && begins_word(text, at))) ++at;
    if (at == text.size()) return false;
    ++at;
    is_first = false;
  }
  return true;
}

int fit_of_word(std::string_view word, std::string_view text, bool is_loose) {
  int best = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0) return kBeginning;
    best = std::max(best, begins_word(text, at) ? kWordBegins : kWithin);
  }
  if (best == 0 && is_loose && word.size() > 1 && fits_loosely(word, text)) best = kLetters;
  return best;
}

/// "(415) 555": of a number only the digits count.
std::string plain_number(const std::string& word) {
  std::string digits;
  for (const char c : word) {
    if (c >= '0' && c <= '9') digits += c;
    const bool is_mark = c == '+' || c == '(' || c == ')' || c == '-' || c == '.' || c == '/';
    if (!is_mark && (c < '0' || c > '9')) return word;
  }
  return digits.empty() ? word : digits;
}

std::string one_line(std::string_view text) {
  std::string line = sms::isolated(utf8::prefix(text, kLineBytes));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

class Finder {
 public:
  Finder(const State& state, const Desk& desk, Instant now, Instant browser_now, DayOf day_of)
      : s_(state), d_(desk), now_(now), browser_now_(browser_now), day_of_(day_of) {
    for (std::string& word : folded_words(state.palette.words)) words_.push_back(plain_number(word));
  }

  std::vector<PaletteLine> find() {
    conversations();
    actions();
    people();
    templates();
    settings();
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.rank > b.rank; });
    std::vector<PaletteLine> lines;
    for (Found& one : found_) {
      if (lines.size() == kPaletteListedMax) break;
      if (words_.empty()) one.line.section = one.is_recent ? tr("Recent") : section_of(one.line.kind);
      lines.push_back(std::move(one.line));
    }
    return lines;
  }

 private:
  struct Found {
    int rank = 0;
    bool is_recent = false;
    PaletteLine line;
  };

  static std::string section_of(PaletteLine::Kind kind) {
    switch (kind) {
      case PaletteLine::Kind::Conversation:
        return tr("Conversations");
      case PaletteLine::Kind::Person:
        return tr("Colleagues");
      case PaletteLine::Kind::Template:
        return tr("Templates");
      case PaletteLine::Kind::Setting:
        return tr("Settings");
      case PaletteLine::Kind::Action:
      case PaletteLine::Kind::Search:
        break;
    }
    return tr("Actions");
  }
  static std::string kind_name(PaletteLine::Kind kind) {
    switch (kind) {
      case PaletteLine::Kind::Conversation:
        return tr("conversation");
      case PaletteLine::Kind::Person:
        return tr("colleague");
      case PaletteLine::Kind::Template:
        return tr("template");
      case PaletteLine::Kind::Setting:
        return tr("setting");
      case PaletteLine::Kind::Action:
      case PaletteLine::Kind::Search:
        break;
    }
    return tr("action");
  }

  int place_of_recent(const std::string& key) const {
    const auto& recent = s_.palette.recent;
    const auto at = std::find(recent.begin(), recent.end(), key);
    return at == recent.end() ? -1 : static_cast<int>(at - recent.begin());
  }

  /// `hidden` is looked at, and not shown.
  void add(PaletteLine line, const std::string& hidden = {}, bool is_shown_unasked = true) {
    Found found;
    const int recent = place_of_recent(line.key);
    found.is_recent = recent >= 0;
    if (words_.empty()) {
      if (!found.is_recent && !is_shown_unasked) return;
      found.rank = found.is_recent ? 1'000 - recent : -static_cast<int>(line.kind);
    } else {
      const std::string name = folded(line.name), detail = folded(line.detail + " " + hidden);
      int worst = kBeginning;
      for (const std::string& word : words_) {
        const int fit = std::max(fit_of_word(word, name, true), fit_of_word(word, detail, false) - kBehindName);
        if (fit <= 0) return;
        worst = std::min(worst, fit);
        found.rank += fit;
      }
      found.rank = found.rank * 10 / static_cast<int>(words_.size()) + worst + (found.is_recent ? 60 : 0) -
                   5 * static_cast<int>(line.kind);
    }
    line.accessible_name = line.name + comma() + kind_name(line.kind);
    if (!line.detail.empty()) line.accessible_name += comma() + line.detail;
    if (!line.shortcut.empty()) line.accessible_name += comma() + line.shortcut;
    found.line = std::move(line);
    found_.push_back(std::move(found));
  }

  void conversations() {
    const Agent* me = s_.workspace.find_agent(s_.me);
    for (const auto& [id, c] : s_.workspace.conversations) {
      if (!c.detail || me == nullptr || !may_read(s_.workspace, c, *me)) continue;
      PaletteLine line;
      line.kind = PaletteLine::Kind::Conversation;
      line.key = "c:" + std::to_string(id.value);
      line.name = spoken_customer(*c.detail);
      line.detail = queue_name(s_, c.queue);
      if (!c.detail->messages.empty()) line.detail += " · " + one_line(c.detail->messages.back().text);
      line.steps = {intent::Select{id}};
      const bool is_hidden = is_masked(c.detail->customer);
      const std::string number = is_hidden
                                     ? spoken_address(c.detail->customer)
                                     : plain_number(c.detail->customer) + " " + readable_address(c.detail->customer);
      add(std::move(line), number, c.owner == s_.me);
    }
  }

  void actions() {
    for (const AvailableAction& one : d_.actions) {
      if (one.action == Action::OpenPalette) continue;
      const ActionFacts& facts = facts_of(one.action);
      PaletteLine line;
      line.key = "a:" + std::string(facts.id);
      line.name = translated(facts.name);
      line.shortcut = chord_words(one.chord, s_.is_mac);
      line.steps = one.steps;
      add(std::move(line), std::string(group_name(facts.group)) + " " + std::string(facts.name));
    }
  }

  void people() {
    const Agent* me = s_.workspace.find_agent(s_.me);
    const ConversationId open = d_.area == Area::Conversations ? d_.conversation.conversation : ConversationId{};
    const smsdesk::Conversation* c = s_.workspace.find_conversation(open);
    const bool can_ask = c != nullptr && c->owner == s_.me && d_.context.is_shown;
    if (me == nullptr || (!me->sees_everything() && !can_ask)) return;
    for (const auto& [id, agent] : s_.workspace.agents) {
      if (id == s_.me || agent.removed_at || (can_ask && !me->sees_everything() && !agent.is_connected)) continue;
      PaletteLine line;
      line.kind = PaletteLine::Kind::Person;
      line.key = "p:" + std::to_string(id.value);
      line.name = agent.name;
      line.has_presence = true;
      line.presence = agent.presence;
      if (me->sees_everything()) {
        line.detail = availability(agent) + " · " + tr("in the overview");
        line.steps = {intent::ShowArea{Area::Overview}, intent::ShowOverviewTab{OverviewTab::Agents},
                      intent::FilterAgents{""}, intent::ShowAgentsOf{}, intent::OpenOverviewAgent{id}};
      } else {
        line.detail = availability(agent) + " · " + tr("ask about this conversation");
        line.steps = {intent::ChooseContextTab{open, ContextTab::Team}, intent::ShowContext{true},
                      intent::ChooseColleague{open, id}};
      }
      add(std::move(line), {}, false);
    }
  }

  void templates() {
    const Composer& composer = d_.conversation.composer;
    if (d_.area != Area::Conversations || !composer.is_shown || !composer.is_enabled) return;
    const smsdesk::Conversation* c = s_.workspace.find_conversation(d_.conversation.conversation);
    if (c == nullptr) return;
    for (TemplateLine& one : template_lines(s_, *c, now_, browser_now_, day_of_, kTemplatesLooked)) {
      PaletteLine line;
      line.kind = PaletteLine::Kind::Template;
      line.key = "t:" + std::to_string(one.intent.as<intent::InsertTemplate>()->id.value);
      line.name = one.name;
      line.detail = one.text;
      line.steps = {one.intent};
      add(std::move(line), one.shortcut, false);
    }
  }

  void setting(const char* key, const char* name, bool is_chosen, Intent intent) {
    PaletteLine line;
    line.kind = PaletteLine::Kind::Setting;
    line.key = std::string("s:") + key;
    line.name = name;
    if (is_chosen) line.detail = tr("now in force");
    line.steps = {std::move(intent)};
    add(std::move(line), std::string(tr("settings ")) + tr("Settings"), false);
  }
  void settings() {
    const SettingsState& own = s_.settings;
    setting("theme.system", tr("Theme: as the system"), own.theme == ThemeChoice::System, intent::SetTheme{});
    setting("theme.light", tr("Theme: light"), own.theme == ThemeChoice::Light, intent::SetTheme{ThemeChoice::Light});
    setting("theme.dark", tr("Theme: dark"), own.theme == ThemeChoice::Dark, intent::SetTheme{ThemeChoice::Dark});
    setting("contrast", own.is_high_contrast ? tr("High contrast: off") : tr("High contrast: on"), false,
            intent::SetHighContrast{!own.is_high_contrast});
    setting("time.system", tr("Time: as the system"), own.time_format == TimeFormat::System, intent::SetTimeFormat{});
    setting("time.12", tr("Time: 12 hours"), own.time_format == TimeFormat::Hours12,
            intent::SetTimeFormat{TimeFormat::Hours12});
    setting("time.24", tr("Time: 24 hours"), own.time_format == TimeFormat::Hours24,
            intent::SetTimeFormat{TimeFormat::Hours24});
    setting("density", own.density == Density::Compact ? tr("Density: roomy") : tr("Density: compact"), false,
            intent::SetDensity{own.density == Density::Compact ? Density::Roomy : Density::Compact});
    const auto size = std::find(std::begin(kTextSizes), std::end(kTextSizes), own.text_size);
    if (size != std::end(kTextSizes) && std::next(size) != std::end(kTextSizes))
      setting("text.larger", tr("Text size: larger"), false, intent::SetTextSize{*std::next(size)});
    if (size != std::end(kTextSizes) && size != std::begin(kTextSizes))
      setting("text.smaller", tr("Text size: smaller"), false, intent::SetTextSize{*std::prev(size)});
    for (std::size_t i = 0; i < kLanguagesCount; ++i) {
      const auto language = static_cast<Language>(i);
      const std::string_view tag = language_tag(language);
      const std::string key = "language." + std::string(tag.empty() ? "system" : tag);
      const std::string name = tag.empty() ? std::string(tr("Language: as the system"))
                                           : tr("Language: {language}", {{"language", own_name_of(language)}});
      setting(key.c_str(), name.c_str(), language == own.language, intent::SetLanguage{language});
    }
    setting("enter", own.enter_sends ? tr("Enter starts a new line") : tr("Enter sends the message"), false,
            intent::SetEnterSends{!own.enter_sends});
    setting("sound", own.is_sound_on ? tr("Sounds: off") : tr("Sounds: on"), false, intent::SetSound{!own.is_sound_on});
    setting("quiet.30", tr("Do not disturb for 30 min"), false, intent::SetDoNotDisturb{minutes(30)});
    setting("quiet.60", tr("Do not disturb for 1 h"), false, intent::SetDoNotDisturb{hours(1)});
  }

  const State& s_;
  const Desk& d_;
  Instant now_, browser_now_;
  DayOf day_of_;
  std::vector<std::string> words_;
  std::vector<Found> found_;
};

}  // namespace

int fit_of(const std::vector<std::string>& words, std::string_view folded_text, bool is_loose) {
  int sum = 0;
  for (const std::string& word : words) {
    const int fit = fit_of_word(word, folded_text, is_loose);
    if (fit == 0) return 0;
    sum += fit;
  }
  return sum;
}

Palette palette(const State& s, const Desk& desk, Instant now, Instant browser_now, DayOf day_of) {
  Palette panel;
  panel.is_open = s.palette.is_open;
  if (!panel.is_open) return panel;
  panel.title = translated(facts_of(Action::OpenPalette).name);
  panel.placeholder = tr("Name, number, template, setting or what you want to do");
  panel.words = s.palette.words;
  panel.revision = s.palette.revision;
  panel.lines = Finder(s, desk, now, browser_now, day_of).find();
  if (!sms::is_blank(panel.words)) {
    if (panel.lines.empty()) panel.empty_text = tr("Nothing here is called “{words}”.", {{"words", panel.words}});
    PaletteLine line;
    line.kind = PaletteLine::Kind::Search;
    line.name = tr("Search closed conversations for “{words}”", {{"words", panel.words}});
    line.accessible_name = line.name;
    line.steps = {intent::ShowArea{Area::Find}, intent::EditFind{panel.words}};
    panel.lines.push_back(std::move(line));
  }
  const int count = static_cast<int>(panel.lines.size());
  if (count > 0) {
    panel.chosen = (s.palette.chosen % count + count) % count;
    panel.lines[static_cast<std::size_t>(panel.chosen)].is_chosen = true;
  }
  panel.hint = tr("↑ ↓ choose · Enter does it · Esc closes");
  return panel;
}

}  // namespace smsdesk::screen
