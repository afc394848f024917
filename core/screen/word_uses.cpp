// What can be done with the words of the panels that are looked at.
//
// A screen is made with every key that is pressed, and most of its words stood in the one before it. To look through a long note
// costs more than all the rest of its line, so what was found is taken over by its text. Panels behind another tab have none.
#include <algorithm>
#include <map>
#include <string_view>

#include "core/screen/parts.h"
#include "core/screen/said_words.h"

namespace smsdesk::screen {
namespace {

using Parts = std::vector<sms::Entity>;

/// Of the screen before, by their texts.
class KnownParts {
 public:
  explicit KnownParts(const Desk& earlier) {
    const Context& panel = earlier.context;
    keep(panel.notes.notes);
    keep(panel.notes.earlier);
    for (const ConsultThread& thread : panel.colleagues.threads) keep(thread.lines);
    keep(earlier.conversation.notes);
    // Behind another tab nothing was looked for.
    if (has_tab(panel, ContextTab::Customer)) known_.emplace(panel.known.note, &panel.known.note_parts);
  }
  Parts in(const std::string& text) const {
    const auto at = known_.find(text);
    return at == known_.end() ? sms::find_entities(text) : *at->second;
  }

  static bool has_tab(const Context& panel, ContextTab tab) {
    return std::any_of(panel.tabs.begin(), panel.tabs.end(),
                       [&](const ContextTabLine& one) { return one.is_chosen && one.tab == tab; });
  }

 private:
  template <typename Line>
  void keep(const std::vector<Line>& lines) {
    for (const Line& line : lines)
      if (!line.copy.name.empty()) known_.emplace(line.text, &line.parts);
  }
  std::map<std::string_view, const Parts*> known_;
};

void add_to(std::vector<NoteLine>& notes, const KnownParts& known, ConversationId read) {
  for (NoteLine& note : notes) {
    note.copy = uses_of_note(read, note.note, note.text, note.uses);
    note.parts = known.in(note.text);
  }
}

}  // namespace

void add_word_uses(const Desk& earlier, Desk& desk) {
  const KnownParts known(earlier);
  Context& panel = desk.context;
  if (KnownParts::has_tab(panel, ContextTab::Customer)) panel.known.note_parts = known.in(panel.known.note);
  if (KnownParts::has_tab(panel, ContextTab::Notes)) {
    add_to(panel.notes.notes, known, panel.conversation);
    add_to(panel.notes.earlier, known, panel.conversation);
  }
  if (KnownParts::has_tab(panel, ContextTab::Team)) {
    for (ConsultThread& thread : panel.colleagues.threads) {
      for (ConsultLine& line : thread.lines) {
        line.copy = copy_of_text(line.text);
        line.parts = known.in(line.text);
      }
    }
  }
  add_to(desk.conversation.notes, known, desk.conversation.conversation);
}

}  // namespace smsdesk::screen
