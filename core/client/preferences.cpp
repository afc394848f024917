#include "core/client/preferences.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "core/client/language.h"
#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::string_view kShortcutOf = "shortcut.";
constexpr const char* kNoChord = "none";
constexpr const char* kUnsavedKey = "unsaved_preferences";
constexpr const char* kOwnerKey = "preferences_of";
constexpr const char* kRecentKey = "palette_recent";
constexpr const char* kQuiet = "do_not_disturb";
constexpr const char* kAlertSound = "alert_sound";
constexpr const char* kMessageSound = "message_sound";
constexpr const char* kFailureSound = "failure_sound";
constexpr const char* kSoundVolume = "sound_volume";

struct Word {
  std::string_view word;
  unsigned value;
};
constexpr Word kThemes[] = {{"system", 0}, {"light", 1}, {"dark", 2}};
constexpr Word kTimes[] = {{"system", 0}, {"12", 1}, {"24", 2}};
constexpr Word kDensities[] = {{"roomy", 0}, {"compact", 1}};
constexpr Word kVolumes[] = {{"quiet", 0}, {"normal", 1}, {"loud", 2}};
constexpr Word kYesNo[] = {{"no", 0}, {"yes", 1}};

template <typename T, std::size_t n>
void take(std::string_view text, const Word (&words)[n], T& to) {
  for (const Word& one : words)
    if (one.word == text) to = static_cast<T>(one.value);
}
template <typename T, std::size_t n>
std::string word_of(T value, const Word (&words)[n]) {
  return std::string(words[static_cast<std::size_t>(value)].word);
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

void take_undo(std::string_view text, SettingsState& settings) {
  const auto number = number_of(text);
  for (const DurationMs choice : kUndoChoices)
    if (number && choice == *number * 1000) settings.undo_for = choice;
}

/// As it is kept: its tag.
std::string word_of(Language language) {
  const std::string_view tag = language_tag(language);
  return std::string(tag.empty() ? "system" : tag);
}
void take_language(std::string_view text, SettingsState& settings) {
  for (std::size_t i = 0; i < kLanguagesCount; ++i)
    if (word_of(static_cast<Language>(i)) == text) settings.language = static_cast<Language>(i);
}

void take_text_size(std::string_view text, SettingsState& settings) {
  const auto number = number_of(text);
  for (const int choice : kTextSizes)
    if (number && choice == *number) settings.text_size = choice;
}

const char* preference_of(SoundKind kind) {
  switch (kind) {
    case SoundKind::Alert:
      return kAlertSound;
    case SoundKind::Message:
      return kMessageSound;
    case SoundKind::Failure:
      return kFailureSound;
  }
  return kAlertSound;
}
ChosenSound& sound_of(SettingsState& settings, SoundKind kind) {
  switch (kind) {
    case SoundKind::Alert:
      return settings.alert_sound;
    case SoundKind::Message:
      return settings.message_sound;
    case SoundKind::Failure:
      return settings.failure_sound;
  }
  return settings.alert_sound;
}
void take_sound(std::string_view text, ChosenSound& sound) {
  const auto number = number_of(text);
  if (number && *number <= static_cast<std::int64_t>(ChosenSound::None)) sound = static_cast<ChosenSound>(*number);
}

void take_quiet(std::string_view text, Quiet& quiet) {
  const auto until = number_of(text);
  quiet = text == "on" ? Quiet{true, {}} : until && *until > 0 ? Quiet{true, Instant{*until}} : Quiet{};
}

using KeptChords = std::array<std::optional<Chord>, kActionsCount>;

void take_shortcut(std::string_view id, std::string_view text, KeptChords& kept) {
  const auto action = find_action(id);
  const auto chord = text == kNoChord ? std::optional(Chord{}) : decode_chord(text);
  if (action && chord) kept[static_cast<std::size_t>(*action)] = chord;
}

void store(Turn& turn, const std::string& name, const std::string& value) {
  if (value.empty())
    turn.emit(effect::DeleteStorage{"settings", name});
  else
    turn.emit(effect::PutStorage{"settings", name, value});
}

void store_unsaved(Turn& turn) {
  std::string names;
  for (const auto& [name, value] : turn.s.preferences.unsaved) names += (names.empty() ? "" : " ") + name;
  store(turn, kUnsavedKey, names);
}

/// In the values and in the browser's storage; true where it is another one now.
bool put_value(Turn& turn, const std::string& name, const std::string& value) {
  auto& values = turn.s.preferences.values;
  const auto at = values.find(name);
  if (at == values.end() ? value.empty() : at->second == value) return false;
  if (value.empty())
    values.erase(at);
  else
    values[name] = value;
  store(turn, name, value);
  return true;
}

void tell(Turn& turn) {
  State& s = turn.s;
  PreferencesState& own = s.preferences;
  if (s.connection.link != Link::Up || !own.is_in_step || own.pending || own.unsaved.empty()) return;
  PreferencesRequest request;
  request.key = turn.next_key();
  for (const auto& [name, value] : own.unsaved) {
    if (request.preferences.size() < kPreferencesMax) request.preferences.push_back({name, value});
  }
  own.told.clear();
  for (const Preference& one : request.preferences) own.told[one.name] = one.value;
  own.pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(std::move(request)))});
}

/// Several at once, as one change.
void set_preferences(Turn& turn, const std::map<std::string, std::string>& changes) {
  PreferencesState& own = turn.s.preferences;
  bool has_changed = false;
  for (const auto& [name, value] : changes) {
    if (!put_value(turn, name, value)) continue;
    own.unsaved[name] = value;
    has_changed = true;
  }
  if (!has_changed) return;
  adopt_preferences(turn.s.settings, own.values);
  store_unsaved(turn);
  tell(turn);
}

void set(Turn& turn, const char* name, std::string value) {
  set_preferences(turn, {{name, std::move(value)}});
}

// Shortcuts ------------------------------------------------------------------------------------------------------
void keep_shortcuts(Turn& turn, const Shortcuts& wanted) {
  std::map<std::string, std::string> changes;
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const auto action = static_cast<Action>(i);
    const std::string name = std::string(kShortcutOf) + std::string(facts_of(action).id);
    const Chord& chord = wanted.of(action);
    changes[name] = wanted.is_usual(action) ? "" : chord.is_set() ? encode_chord(chord) : kNoChord;
  }
  set_preferences(turn, changes);
}

void say_shortcut(Turn& turn, Action action) {
  const Chord& chord = turn.s.settings.shortcuts.of(action);
  turn.emit(
      effect::Announce{tr(chord.is_set() ? mark("{action}: {keys}.") : mark("{action} has no shortcut now."),
                          {{"action", translated(facts_of(action).name)}, {"keys", chord_words(chord, turn.s.is_mac)}}),
                       false});
}

void take_chord(Turn& turn, ShortcutChange& change, const Chord& chord) {
  State& s = turn.s;
  change.is_recording = false;
  change.chord = chord;
  change.can_exchange = false;
  change.problem = Shortcuts::trouble_with(*change.action, chord, s.is_mac);
  const auto other = s.settings.shortcuts.find(chord);
  const std::string words = chord_words(chord, s.is_mac);
  if (change.problem.empty() && other && *other != *change.action) {
    change.problem =
        tr("{keys} is the shortcut of “{action}”.", {{"keys", words}, {"action", translated(facts_of(*other).name)}});
    Shortcuts tried = s.settings.shortcuts;
    change.can_exchange = tried.set(*change.action, chord);
    if (!change.can_exchange) change.problem += std::string(" ") + tr("That one needs a shortcut.");
  } else if (!change.problem.empty() && !words.empty()) {
    change.problem = labelled(words, change.problem);
  }
  if (!change.problem.empty()) return turn.emit(effect::Announce{change.problem, true});
  Shortcuts wanted = s.settings.shortcuts;
  const Action action = *change.action;
  wanted.set(action, chord);
  change = {};
  keep_shortcuts(turn, wanted);
  say_shortcut(turn, action);
}

}  // namespace

bool is_preference(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "theme",       "contrast",   "time_format",  "density",  "text_size",
      "enter_sends", "sound",      kAlertSound,    kQuiet,     kMessageSound,
      kFailureSound, kSoundVolume, "undo_seconds", "language", "notifications_offered"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) ||
         name.substr(0, kShortcutOf.size()) == kShortcutOf;
}

void adopt_preferences(SettingsState& settings, const std::map<std::string, std::string>& values) {
  SettingsState fresh;
  fresh.panel_widths = std::move(settings.panel_widths);
  KeptChords chords;
  for (const auto& [name, value] : values) {
    if (name == "theme") take(value, kThemes, fresh.theme);
    if (name == "contrast") fresh.is_high_contrast = value == "high";
    if (name == "time_format") take(value, kTimes, fresh.time_format);
    if (name == "density") take(value, kDensities, fresh.density);
    if (name == "text_size") take_text_size(value, fresh);
    if (name == "language") take_language(value, fresh);
    if (name == "enter_sends") take(value, kYesNo, fresh.enter_sends);
    if (name == "sound") take(value, kYesNo, fresh.is_sound_on);
    if (name == "undo_seconds") take_undo(value, fresh);
    for (const SoundKind kind : {SoundKind::Alert, SoundKind::Message, SoundKind::Failure})
      if (name == preference_of(kind)) take_sound(value, sound_of(fresh, kind));
    if (name == kSoundVolume) take(value, kVolumes, fresh.sound_volume);
    if (name == kQuiet) take_quiet(value, fresh.quiet);
    if (name.compare(0, kShortcutOf.size(), kShortcutOf) == 0)
      take_shortcut(std::string_view(name).substr(kShortcutOf.size()), value, chords);
  }
  fresh.shortcuts.adopt(chords);
  settings = std::move(fresh);
}

void sound_for(Turn& turn, SoundKind kind) {
  SettingsState& own = turn.s.settings;
  const ChosenSound chosen = sound_of(own, kind);
  if (own.is_sound_on && chosen != ChosenSound::None && !is_quiet(turn.s, turn.now))
    turn.emit(effect::PlaySound{kind, chosen, own.sound_volume});
}

void set_preference(Turn& turn, const char* name, std::string value) {
  set(turn, name, std::move(value));
}

void notify_away(Turn& turn, std::string tag, std::string title, std::string body) {
  if (turn.s.is_page_visible || is_quiet(turn.s, turn.now)) return;
  turn.emit(effect::Notify{std::move(tag), std::move(title), std::move(body)});
}

bool is_quiet(const State& state, Instant now) {
  const Quiet& quiet = state.settings.quiet;
  return quiet.is_on && (quiet.until.ms == 0 || relay_now(state, now) < quiet.until);
}

void load_preferences(Turn& turn, const event::StorageLoaded& loaded) {
  PreferencesState& own = turn.s.preferences;
  std::string unsaved;
  for (const auto& [name, value] : loaded.content) {
    if (is_preference(name) && value.size() <= kPreferenceValueMax) own.values[name] = value;
    if (name == kUnsavedKey) unsaved = value;
    if (name == kOwnerKey) own.owner = value;
    if (name == kRecentKey) turn.s.palette.stored_recent = value;
  }
  std::string_view names = unsaved;
  while (!names.empty()) {
    const std::string name(names.substr(0, names.find(' ')));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    if (!is_preference(name)) continue;
    const auto at = own.values.find(name);
    own.unsaved[name] = at == own.values.end() ? std::string() : at->second;
  }
  adopt_preferences(turn.s.settings, own.values);
}

namespace {

/// What the relay keeps is not touched, and what is here goes on until both can meet.
void stay_apart(Turn& turn) {
  PreferencesState& own = turn.s.preferences;
  own.is_in_step = false;
  own.pending.reset();
  own.told.clear();
  // What another agent has left in this browser is not theirs, whatever the relay has.
  if (!own.owner.empty() && own.owner != turn.s.scope) {
    own.unsaved.clear();
    const auto had = own.values;
    for (const auto& [name, value] : had) put_value(turn, name, "");
    own.owner = turn.s.scope;
    store(turn, kOwnerKey, own.owner);
    store_unsaved(turn);
    adopt_preferences(turn.s.settings, own.values);
  }
  const std::string sentence =
      tr("Your settings on the relay cannot be read, and are left as they are. What you change now stays in this "
         "browser until they can. Tell your admin.");
  // Every connection finds them so: it is said once, not at each.
  const auto& notices = turn.s.notices;
  if (std::none_of(notices.begin(), notices.end(), [&](const NoticeState& n) { return n.text == sentence; }))
    turn.notice(NoticeState::Tone::Problem, sentence);
}

}  // namespace

void on_preferences(Turn& turn, PreferencesFrame& frame) {
  State& s = turn.s;
  PreferencesState& own = s.preferences;
  if (frame.is_unreadable) {
    const bool is_new = !std::exchange(own.is_unreadable, true);
    if (is_new && s.connection.link == Link::Up) stay_apart(turn);
    return;
  }
  if (s.connection.link == Link::Greeting) {
    own.greeted.clear();
    for (Preference& one : frame.preferences) own.greeted[one.name] = std::move(one.value);
    return;
  }
  const bool is_answer = own.pending && *own.pending == frame.key;
  if (is_answer) {
    for (const auto& [name, value] : own.told) {
      const auto at = own.unsaved.find(name);
      if (at != own.unsaved.end() && at->second == value) own.unsaved.erase(at);
    }
    own.pending.reset();
    own.told.clear();
    store_unsaved(turn);
  }
  bool has_changed = false;
  for (const Preference& one : frame.preferences) {
    if (is_preference(one.name) && own.unsaved.count(one.name) == 0)
      has_changed = put_value(turn, one.name, one.value) || has_changed;
  }
  if (has_changed) adopt_preferences(s.settings, own.values);
  turn.is_unseen = turn.is_unseen || !has_changed;
  tell(turn);
}

void meet_preferences(Turn& turn) {
  PreferencesState& own = turn.s.preferences;
  const std::string& scope = turn.s.scope;
  if (!turn.s.are_settings_loaded) return;  // it is met when they are
  if (own.is_unreadable) {
    stay_apart(turn);
    turn.s.palette.recent = decode_recent(turn.s.palette.stored_recent, scope);
    return;
  }
  own.is_in_step = true;
  own.pending.reset();
  const bool is_nobodys = own.owner.empty();
  if (!is_nobodys && own.owner != scope) own.unsaved.clear();
  const auto had = own.values;
  for (const auto& [name, value] : had) {
    if (own.greeted.count(name) != 0 || own.unsaved.count(name) != 0) continue;
    if (is_nobodys)
      own.unsaved[name] = value;  // from before there was a copy on the relay
    else
      put_value(turn, name, "");
  }
  for (const auto& [name, value] : own.greeted) {
    if (is_preference(name) && own.unsaved.count(name) == 0) put_value(turn, name, value);
  }
  own.greeted.clear();
  adopt_preferences(turn.s.settings, own.values);
  // Also where nothing is unsaved: what another agent had not told is not to be taken for this one's at the next start.
  if (own.owner != scope || !own.unsaved.empty()) store_unsaved(turn);
  if (own.owner != scope) {
    own.owner = scope;
    store(turn, kOwnerKey, scope);
  }
  turn.s.palette.recent = decode_recent(turn.s.palette.stored_recent, scope);
  tell(turn);
}

void end_quiet_when_due(Turn& turn) {
  const Quiet& quiet = turn.s.settings.quiet;
  if (turn.s.session != SessionPhase::SignedIn || !quiet.is_on || quiet.until.ms == 0) return;
  if (relay_now(turn.s, turn.now) < quiet.until) return;
  set(turn, kQuiet, "");
  turn.emit(effect::Announce{tr("Do not disturb is over. Sounds and notifications are on again."), false});
}

std::optional<Instant> next_quiet_end(const State& s) {
  const Quiet& quiet = s.settings.quiet;
  if (s.session != SessionPhase::SignedIn || !quiet.is_on || quiet.until.ms == 0) return std::nullopt;
  return quiet.until + -s.connection.clock_skew;
}

void on_personal_intent(Turn& turn, const intent::SetTheme& i) {
  set(turn, "theme", word_of(i.theme, kThemes));
}
void on_personal_intent(Turn& turn, const intent::SetHighContrast& i) {
  set(turn, "contrast", i.is_on ? "high" : "");
}
void on_personal_intent(Turn& turn, const intent::SetTimeFormat& i) {
  set(turn, "time_format", word_of(i.format, kTimes));
}
void on_personal_intent(Turn& turn, const intent::SetDensity& i) {
  set(turn, "density", word_of(i.density, kDensities));
}
void on_personal_intent(Turn& turn, const intent::SetTextSize& i) {
  if (std::find(std::begin(kTextSizes), std::end(kTextSizes), i.percent) == std::end(kTextSizes)) return;
  set(turn, "text_size", std::to_string(i.percent));
}
void on_personal_intent(Turn& turn, const intent::SetLanguage& i) {
  set(turn, "language", word_of(i.language));
}
void on_personal_intent(Turn& turn, const intent::SetEnterSends& i) {
  set(turn, "enter_sends", i.enter_sends ? "yes" : "no");
}
void on_personal_intent(Turn& turn, const intent::SetUndo& i) {
  if (std::find(std::begin(kUndoChoices), std::end(kUndoChoices), i.undo_for) == std::end(kUndoChoices)) return;
  set(turn, "undo_seconds", std::to_string(i.undo_for / 1000));
}
void on_personal_intent(Turn& turn, const intent::SetSound& i) {
  set(turn, "sound", i.is_on ? "yes" : "no");
}
void on_personal_intent(Turn& turn, const intent::ChooseSound& i) {
  set(turn, preference_of(i.of), std::to_string(static_cast<int>(i.sound)));
  // Heard once, so that it is chosen by ear; also by who has sounds off now.
  if (i.sound != ChosenSound::None) turn.emit(effect::PlaySound{i.of, i.sound, turn.s.settings.sound_volume});
}
void on_personal_intent(Turn& turn, const intent::SetSoundVolume& i) {
  set(turn, kSoundVolume, word_of(i.volume, kVolumes));
  // Heard likewise, by the first thing that has a sound.
  for (const SoundKind kind : {SoundKind::Alert, SoundKind::Message, SoundKind::Failure}) {
    const ChosenSound chosen = sound_of(turn.s.settings, kind);
    if (chosen != ChosenSound::None) return turn.emit(effect::PlaySound{kind, chosen, i.volume});
  }
}
void on_personal_intent(Turn& turn, const intent::SetDoNotDisturb& i) {
  const Instant until = relay_now(turn.s, turn.now) + i.for_ms;
  set(turn, kQuiet, i.for_ms == 0 ? "" : i.for_ms < 0 ? "on" : std::to_string(until.ms));
  turn.emit(effect::Announce{
      i.for_ms == 0 ? tr("Do not disturb is off.") : tr("Do not disturb is on: no sounds and no notifications."),
      false});
}

void on_personal_intent(Turn& turn, const intent::DoShortcut& i) {
  ShortcutChange& change = turn.s.shortcut_change;
  Shortcuts wanted = turn.s.settings.shortcuts;
  switch (i.step) {
    case ShortcutStep::Record:
      change = {};
      change.action = i.action;
      change.is_recording = true;
      turn.emit(effect::Announce{tr("Press the keys for “{action}”. Esc keeps what it has.",
                                    {{"action", translated(facts_of(i.action).name)}}),
                                 false});
      return;
    case ShortcutStep::Cancel:
      change = {};
      return;
    case ShortcutStep::Press:
      if (change.action && change.is_recording) take_chord(turn, change, i.chord);
      return;
    case ShortcutStep::Exchange:
      if (!change.action || !change.can_exchange || !wanted.set(*change.action, change.chord)) return;
      break;
    case ShortcutStep::Remove:
      if (!wanted.set(i.action, {})) return;
      break;
    case ShortcutStep::Reset:
      wanted.reset(i.action);
      break;
    case ShortcutStep::ResetAll:
      wanted.reset_all();
      change = {};
      keep_shortcuts(turn, wanted);
      return turn.emit(effect::Announce{tr("All shortcuts are as they were at first."), false});
  }
  const Action action = i.step == ShortcutStep::Exchange ? *change.action : i.action;
  change = {};
  keep_shortcuts(turn, wanted);
  say_shortcut(turn, action);
}

}  // namespace smsdesk
