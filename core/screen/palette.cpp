// What the palette finds. Everything that the page has is looked at anew with each letter: it is a few hundred texts. Only
// templates can be thousands: of them that is looked at which their own search finds. Contacts and closed conversations come
// from the relay, in this order; they stand below all else, so that nothing moves when they come.
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
constexpr int kFoundElsewhere = kWithin - kBehindName;

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

std::string one_line(std::string_view text) {
  std::string line = sms::isolated(utf8::prefix(text, kLineBytes));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

class Finder {
 public:
  Finder(const State& state, const Desk& desk, Instant now, Instant browser_now, DayOf day_of)
      : s_(state), d_(desk), now_(now), browser_now_(browser_now), day_of_(day_of) {
    for (std::string& word : folded_words(state.palette.words)) {
      std::string number = plain_number(word);
      words_.push_back({std::move(word), std::move(number)});
    }
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

  /// In the list of closed conversations, whatever was looked for there before.
  static std::vector<Intent> search_for(const std::string& words) {
    return {intent::ShowArea{Area::Find}, intent::FindMine{false}, intent::EditFind{words, true},
            intent::ChooseFindWhat{FindWhat::Conversations}};
  }

  /// As the relay has found them: whom this agent knows by a conversation, whatever the script of their name.
  void add_contacts(std::vector<PaletteLine>& lines) const {
    const PaletteContacts& contacts = s_.palette.contacts;
    for (std::size_t i = 0; i < contacts.found.size(); ++i) {
      const Contact& contact = contacts.found[i];
      const FoundConversation& newest = contacts.newest[i];
      const smsdesk::Conversation* open = find_open(contact.id, newest.conversation);
      PaletteLine line;
      line.kind = PaletteLine::Kind::Contact;
      line.key = palette_contact_key(contact.id);
      line.name = contact.name;
      line.section = section_of(line.kind);
      line.accessible_name = line.name + comma() + kind_name(line.kind);
      for (const std::string& number : contact.numbers) {
        line.detail += (line.detail.empty() ? "" : comma()) + readable_address(number);
        line.accessible_name += comma() + spoken_address(number);
      }
      for (const std::string& label : contact.labels) {
        line.detail += " · " + label;
        line.accessible_name += comma() + label;
      }
      if (open != nullptr) {
        const bool is_shown = d_.area == Area::Conversations && d_.conversation.conversation == open->id;
        if (!is_shown) line.steps = {intent::Select{open->id}};
        line.steps.push_back(intent::ChooseContextTab{open->id, ContextTab::Customer});
      } else {
        line.ended_at = newest.ended_at;
        line.steps = {intent::ShowArea{Area::Find}, intent::ReadClosed{newest.conversation}};
      }
      line.steps.push_back(intent::ShowContext{true});
      lines.push_back(std::move(line));
    }
  }

  /// As the relay has found them, but for what is open again and stands among the others.
  void add_closed(std::vector<PaletteLine>& lines) const {
    for (const FoundConversation& found : s_.palette.closed.found) {
      const smsdesk::Conversation* open = s_.workspace.find_conversation(found.conversation);
      if (open != nullptr && open->detail) continue;
      PaletteLine line;
      line.kind = PaletteLine::Kind::Closed;
      line.key = palette_closed_key(found.conversation);
      line.name = found.name.empty() ? readable_address(found.customer) : found.name;
      const Agent* agent = s_.workspace.find_agent(found.agent);
      for (const std::string& part : {queue_name(s_, found.queue), agent == nullptr ? std::string() : agent->name,
                                      found.code, one_line(found.note)})
        if (!part.empty()) line.detail += (line.detail.empty() ? "" : " · ") + part;
      line.section = section_of(line.kind);
      line.ended_at = found.ended_at;
      const std::string spoken = found.name.empty() ? spoken_address(found.customer) : found.name;
      line.accessible_name = spoken + comma() + kind_name(line.kind);
      if (!line.detail.empty()) line.accessible_name += comma() + line.detail;
      line.steps = {intent::ShowArea{Area::Find}, intent::ReadClosed{found.conversation}};
      lines.push_back(std::move(line));
    }
  }

 private:
  /// What is written like a number may be a name, too: "24/7".
  struct SoughtWord {
    std::string text, number;
  };
  struct Found {
    int rank = 0;
    bool is_recent = false;
    PaletteLine line;
  };

  /// That one, where it goes on; else whichever goes on with them since: it is newer.
  const smsdesk::Conversation* find_open(ContactId contact, ConversationId newest) const {
    const smsdesk::Conversation* known = s_.workspace.find_conversation(newest);
    if (known != nullptr && known->detail) return known;
    const smsdesk::Conversation* found = nullptr;
    for (const auto& [id, one] : s_.workspace.conversations)
      if (one.detail && one.detail->record.contact && one.detail->record.contact->id == contact) found = &one;
    return found;
  }
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
      case PaletteLine::Kind::Contact:
        return tr("Contacts");
      case PaletteLine::Kind::Closed:
        return tr("Closed conversations");
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
      case PaletteLine::Kind::Contact:
        return tr("contact");
      case PaletteLine::Kind::Closed:
        return tr("closed conversation");
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

  /// `hidden` is looked at, and not shown. A word that is found nowhere here fits as well as `unseen`; 0: the line does not.
  void add(PaletteLine line, const std::string& hidden = {}, bool is_shown_unasked = true, int unseen = 0) {
    Found found;
    const int recent = place_of_recent(line.key);
    found.is_recent = recent >= 0;
    if (words_.empty()) {
      if (!found.is_recent && !is_shown_unasked) return;
      found.rank = found.is_recent ? 1'000 - recent : -static_cast<int>(line.kind);
    } else {
      const std::string name = folded(line.name), detail = folded(line.detail + " " + hidden);
      int worst = kBeginning;
      const auto fit_here = [&](const std::string& word) {
        return std::max(fit_of_word(word, name, true), fit_of_word(word, detail, false) - kBehindName);
      };
      for (const SoughtWord& word : words_) {
        int fit = fit_here(word.text);
        if (word.number != word.text) fit = std::max(fit, fit_here(word.number));
        if (fit <= 0) fit = unseen;
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
      const std::string usual(translated(facts.name));
      line.name = one.name.empty() ? usual : one.name;
      line.shortcut = chord_words(one.chord, s_.is_mac);
      line.steps = one.steps;
      const std::string hidden = std::string(group_name(facts.group)) + " " + std::string(facts.name);
      add(std::move(line), line.name == usual ? hidden : hidden + " " + usual);
    }
  }

  void people() {
    const Agent* me = s_.workspace.find_agent(s_.me);
    const ConversationId open = d_.area == Area::Conversations ? d_.conversation.conversation : ConversationId{};
    const smsdesk::Conversation* c = s_.workspace.find_conversation(open);
    const bool can_ask = c != nullptr && c->owner == s_.me && d_.context.is_shown;
    if (me == nullptr) return;
    for (const auto& [id, agent] : s_.workspace.agents) {
      if (id == s_.me || agent.removed_at) continue;
      PaletteLine line;
      line.kind = PaletteLine::Kind::Person;
      line.key = "p:" + std::to_string(id.value);
      line.name = agent.name;
      line.has_presence = true;
      line.presence = agent.presence;
      line.is_uncertain = !is_connected(s_);
      const std::string does = as_told(s_, availability(agent));
      if (me->sees_everything()) {
        line.detail = does + " · " + tr("in the overview");
        line.steps = {intent::ShowArea{Area::Overview}, intent::ShowOverviewTab{OverviewTab::Agents},
                      intent::FilterAgents{""}, intent::ShowAgentsOf{}, intent::OpenOverviewAgent{id}};
      } else if (!can_ask || !agent.is_connected) {
        // Nothing can be asked of them now; what they did can be looked up.
        line.detail = does + " · " + tr("closed conversations of theirs");
        line.steps = search_for(agent.name);
      } else {
        line.detail = does + " · " + tr("ask about this conversation");
        line.steps = {intent::ChooseContextTab{open, ContextTab::Team}, intent::ShowContext{true},
                      intent::ChooseColleague{open, id}};
      }
      add(std::move(line), {}, false);
    }
  }

  static std::string key_of(TemplateId id) { return "t:" + std::to_string(id.value); }
  /// Few enough to be filled and measured with each letter. Without words what was taken lately, as no other is shown then.
  std::vector<TemplateHit> template_hits(const smsdesk::Conversation* c) const {
    const auto& recent = s_.palette.recent;
    const bool has_recent =
        std::any_of(recent.begin(), recent.end(), [](const auto& k) { return k.starts_with("t:"); });
    if (words_.empty() && !has_recent) return {};
    std::vector<TemplateHit> hits;
    if (!words_.empty()) hits = find_templates(s_, c, s_.palette.words, kTemplatesLooked);
    if (hits.size() == kTemplatesLooked) return hits;
    // A name's letters in their order are enough, as of all else here.
    const std::vector<std::string> words = folded_words(s_.palette.words);
    const auto is_wanted = [&](const Template& one) {
      return words_.empty() ? place_of_recent(key_of(one.id)) >= 0 : fit_of(words, folded(one.name), true) > 0;
    };
    const auto is_found = [&](const Template& one) {
      return std::any_of(hits.begin(), hits.end(), [&](const TemplateHit& hit) { return hit.one == &one; });
    };
    for (const TemplateHit& hit : find_templates(s_, c, {}, s_.workspace.templates.size())) {
      if (hits.size() == kTemplatesLooked) break;
      if (is_wanted(*hit.one) && !is_found(*hit.one)) hits.push_back(hit);
    }
    return hits;
  }
  /// The templates' own search has found it, by whatever it looks at: only its rank is to be told.
  void add_template(PaletteLine line, const Template& one) {
    add(std::move(line), one.shortcut, false, kFoundElsewhere);
  }
  void templates() {
    const Composer& composer = d_.conversation.composer;
    const ConversationId id = d_.conversation.conversation;
    const bool is_read = d_.area == Area::Conversations || d_.area == Area::Find;
    const smsdesk::Conversation* c = is_read ? find_readable(s_, id) : nullptr;
    const std::vector<TemplateHit> hits = template_hits(c);
    if (c == nullptr) return unfilled_templates(hits);
    const bool can_insert = d_.area == Area::Conversations && composer.is_shown && composer.is_enabled;
    std::vector<TemplateLine> lines = template_lines(s_, *c, hits, now_, browser_now_, day_of_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      TemplateLine& one = lines[i];
      const auto* insert = one.intent.as<intent::InsertTemplate>();
      PaletteLine line;
      line.kind = PaletteLine::Kind::Template;
      line.key = key_of(insert->id);
      line.name = one.name;
      if (can_insert) {
        line.detail = one.text;
        line.steps = {one.intent};
      } else if (!sms::is_blank(insert->text)) {
        line.detail = tr("copies it") + std::string(" · ") + one.text;
        line.steps = {copy_of(one.name, insert->text)};
      } else {  // files alone are no text to copy
        line.detail = tr("opens it") + std::string(" · ") + one.text;
        line.steps = {intent::DoTemplates{TemplateStep::Edit, {}, insert->id.value}};
      }
      add_template(std::move(line), *hits[i].one);
    }
  }
  /// Where it cannot be inserted it is useful still, and why is said.
  Intent copy_of(const std::string& name, const std::string& text) const {
    const std::string& reason = d_.conversation.composer.disabled_reason;
    const std::string copied = tr("“{name}” is copied, filled for this customer.", {{"name", name}});
    return intent::CopyText{text,
                            copied + " " + (reason.empty() ? tr("You do not write in this conversation.") : reason)};
  }
  /// Nobody is there whom they could be filled for: they are shown.
  void unfilled_templates(const std::vector<TemplateHit>& hits) {
    for (const TemplateHit& hit : hits) {
      PaletteLine line;
      line.kind = PaletteLine::Kind::Template;
      line.key = key_of(hit.one->id);
      line.name = hit.one->name;
      line.detail = tr("opens it") + std::string(" · ") + one_line(template_words(s_, *hit.one, text_of(hit).text));
      line.steps = {intent::DoTemplates{TemplateStep::Edit, {}, hit.one->id.value}};
      add_template(std::move(line), *hit.one);
    }
  }

  void setting(const std::string& key, std::string name, bool is_chosen, Intent intent) {
    PaletteLine line;
    line.kind = PaletteLine::Kind::Setting;
    line.key = "s:" + key;
    line.name = std::move(name);
    if (is_chosen) line.detail = tr("now in force");
    line.steps = {std::move(intent)};
    add(std::move(line), std::string(tr("settings ")) + tr("Settings"), false);
  }
  void settings() {
    appearance();
    languages();
    writing();
    sounds();
    if (s_.settings.shortcuts != Shortcuts())
      setting("shortcuts.reset", tr("Reset all shortcuts"), false, intent::DoShortcut{ShortcutStep::ResetAll});
  }
  void appearance() {
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
    setting("density.roomy", tr("Density: roomy"), own.density == Density::Roomy, intent::SetDensity{Density::Roomy});
    setting("density.compact", tr("Density: compact"), own.density == Density::Compact,
            intent::SetDensity{Density::Compact});
    const auto size = std::find(std::begin(kTextSizes), std::end(kTextSizes), own.text_size);
    if (size != std::end(kTextSizes) && std::next(size) != std::end(kTextSizes))
      setting("text.larger", tr("Text size: larger"), false, intent::SetTextSize{*std::next(size)});
    if (size != std::end(kTextSizes) && size != std::begin(kTextSizes))
      setting("text.smaller", tr("Text size: smaller"), false, intent::SetTextSize{*std::prev(size)});
    for (const int percent : kTextSizes) {
      const std::string n = std::to_string(percent);
      setting("text." + n, tr("Text size: {n} %", {{"n", n}}), percent == own.text_size, intent::SetTextSize{percent});
    }
  }
  void languages() {
    for (std::size_t i = 0; i < kLanguagesCount; ++i) {
      const auto language = static_cast<Language>(i);
      const std::string_view tag = language_tag(language);
      const std::string key = "language." + std::string(tag.empty() ? "system" : tag);
      const std::string name = tag.empty() ? std::string(tr("Language: as the system"))
                                           : tr("Language: {language}", {{"language", own_name_of(language)}});
      setting(key, name, language == s_.settings.language, intent::SetLanguage{language});
    }
    if (s_.language.phase == LanguageState::Phase::Failed)
      setting("language.again", tr("Load the texts of the language again"), false, intent::LoadLanguage{});
    if (s_.language.phase == LanguageState::Phase::PageIsOld)
      setting("language.again", tr("Reload"), false, intent::ReloadPage{});
  }
  void writing() {
    const SettingsState& own = s_.settings;
    setting("enter", own.enter_sends ? tr("Enter starts a new line") : tr("Enter sends the message"), false,
            intent::SetEnterSends{!own.enter_sends});
    for (const DurationMs choice : kUndoChoices) {
      const std::string n = std::to_string(choice / 1000);
      setting("undo." + n,
              choice == 0 ? std::string(tr("Time to take a message back: none"))
                          : tr("Time to take a message back: {n} s", {{"n", n}}),
              choice == own.undo_for, intent::SetUndo{choice});
    }
  }
  void sounds() {
    const SettingsState& own = s_.settings;
    setting("sound", own.is_sound_on ? tr("Sounds: off") : tr("Sounds: on"), false, intent::SetSound{!own.is_sound_on});
    for (const SoundSetting& one : sound_settings(own)) {
      for (const NamedChoice& choice : one.choices) {
        const auto& set = *choice.intent.as<intent::ChooseSound>();
        const std::string key =
            std::to_string(static_cast<int>(set.of)) + "." + std::to_string(static_cast<int>(set.sound));
        setting("sound." + key, tr("{what}: {sound}", {{"what", one.name}, {"sound", choice.name}}), choice.is_chosen,
                choice.intent);
      }
    }
    const SoundSetting volume = sound_volume(own);
    for (const NamedChoice& choice : volume.choices) {
      const auto& set = *choice.intent.as<intent::SetSoundVolume>();
      setting("volume." + std::to_string(static_cast<int>(set.volume)),
              tr("{what}: {sound}", {{"what", volume.name}, {"sound", choice.name}}), choice.is_chosen, choice.intent);
    }
    setting("alert.test", tr("Hear what an offer sounds like"), false, intent::TestSound{});
    // Where the page cannot ask, the settings say how it stands.
    const bool can_ask = notification_words(s_.notifications).empty();
    setting("notify", tr("See and answer offers in another window"), s_.notifications == NotificationAccess::Allowed,
            can_ask ? Intent(intent::AllowNotifications{}) : Intent(intent::OpenSettings{true}));
    setting("quiet.30", tr("Do not disturb for 30 min"), false, intent::SetDoNotDisturb{minutes(30)});
    setting("quiet.60", tr("Do not disturb for 1 h"), false, intent::SetDoNotDisturb{hours(1)});
    setting("quiet.240", tr("Do not disturb for 4 h"), false, intent::SetDoNotDisturb{hours(4)});
    setting("quiet.on", tr("Do not disturb until I switch it off"), false, intent::SetDoNotDisturb{-1});
    if (is_quiet(s_, browser_now_)) setting("quiet.off", tr("Do not disturb: off"), false, intent::SetDoNotDisturb{0});
  }

  const State& s_;
  const Desk& d_;
  Instant now_, browser_now_;
  DayOf day_of_;
  std::vector<SoughtWord> words_;
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

namespace {

/// What is not known of contacts and closed conversations, or that there are none of these.
std::string status_of(const State& s, const Palette& panel) {
  const PaletteClosed& closed = s.palette.closed;
  if (s.connection.link != Link::Up)
    return tr("There is no connection. Closed conversations are looked for when it is back.");
  if (closed.ask_at || closed.pending) return tr("Searching closed conversations…");
  if (closed.is_failed)
    return tr("Closed conversations could not be searched right now. Change a letter to try again.");
  if (s.palette.contacts.is_failed)
    return tr("Contacts could not be looked for right now. Change a letter to try again.");
  const bool has_closed = panel.lines.back().kind == PaletteLine::Kind::Closed;
  return closed.was_answered && !has_closed ? tr("No closed conversation fits.") : "";
}

/// By its key: what was added or has gone since changes nothing of it.
int chosen_of(const PaletteState& palette, const std::vector<PaletteLine>& lines) {
  const int count = static_cast<int>(lines.size());
  if (count == 0) return -1;
  int from = 0;
  if (!palette.chosen_key.empty()) {
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const PaletteLine& line) { return line.key == palette.chosen_key; });
    // Enter must not do what came into its place.
    if (at == lines.end() && palette.chosen == 0) return -1;
    from = at == lines.end() ? (palette.chosen > 0 ? -1 : 0) : static_cast<int>(at - lines.begin());
  }
  return ((from + palette.chosen) % count + count) % count;
}

}  // namespace

Palette palette(const State& s, const Desk& desk, Instant now, Instant browser_now, DayOf day_of) {
  Palette panel;
  panel.is_open = s.palette.is_open;
  if (!panel.is_open) return panel;
  panel.title = translated(facts_of(Action::OpenPalette).name);
  panel.placeholder = tr("Name, number, template, setting or what you want to do");
  panel.words = s.palette.words;
  panel.revision = s.palette.revision;
  Finder finder(s, desk, now, browser_now, day_of);
  panel.lines = finder.find();
  if (!sms::is_blank(panel.words)) {
    if (panel.lines.empty() && s.palette.contacts.found.empty())
      panel.empty_text = tr("Nothing here is called “{words}”.", {{"words", panel.words}});
    PaletteLine line;
    line.kind = PaletteLine::Kind::Search;
    line.key = std::string(kPaletteSearchKey);
    line.name = tr("Search closed conversations for “{words}”", {{"words", panel.words}});
    line.accessible_name = line.name;
    line.steps = Finder::search_for(panel.words);
    panel.lines.push_back(std::move(line));
    finder.add_contacts(panel.lines);
    finder.add_closed(panel.lines);
    panel.status = status_of(s, panel);
  }
  panel.chosen = chosen_of(s.palette, panel.lines);
  if (panel.chosen >= 0) panel.lines[static_cast<std::size_t>(panel.chosen)].is_chosen = true;
  panel.hint = tr("↑ ↓ choose · Enter does it · Esc closes");
  return panel;
}

}  // namespace smsdesk::screen
