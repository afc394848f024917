// Words that stand in no message: notes, what colleagues say to one another, what a contact says. What of them can be opened or
// copied, and how they are told where they stand among other words.
//
// Why: a link or a number is as much use in a note as in a message, and as dangerous. What may be opened is decided in one place
// for all of them (core/sms/entities). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/screen/action_menu.h"
#include "core/sms/entities.h"

namespace smsdesk::screen {

/// Copies words as a whole.
struct WordsCopy {
  std::string name;  ///< of its control; empty: there is nothing to copy
  Intent intent;
  // What else can be done with them, and the name of the control that asks for that.
  std::vector<ActionChoice> more{};
  std::string more_name{};
};
WordsCopy copy_of_note(std::string_view text);
WordsCopy copy_of_text(std::string_view text);
WordsCopy copy_of_field(std::string_view label, std::string_view value);

/// What of a field's value can be opened or copied by itself. What is all of it is copied with the field; a link can be opened
/// in any case.
std::vector<sms::Entity> entities_of_field(std::string_view value);
/// The links from that byte on.
std::vector<sms::Entity> links_of(std::string_view text, std::uint32_t begin = 0);

/// What can be done with words, or with a link in them. Drawn where it was asked for.
struct WordsMenu {
  std::string name;
  std::string title;  ///< above the entries: of a link, where it really leads; or empty
  std::vector<ActionChoice> entries;
};
WordsMenu entity_menu(const sms::Entity& entity);
/// All of them, what else can be done with them, and each of the first of what stands in them.
WordsMenu words_menu(const WordsCopy& copy, const std::vector<sms::Entity>& entities);

/// What is said before and behind `text` in a sentence that has it within, so that the text itself stands between them as words
/// of its own, and is heard once.
struct AroundWords {
  std::string_view before, behind;
};
/// All of it is before where the text is not in it.
AroundWords around_words(std::string_view sentence, std::string_view text);

}  // namespace smsdesk::screen
