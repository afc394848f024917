#include "core/screen/said_words.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kNoticeBytesMax = 60;
constexpr std::size_t kListedMax = 6;

WordsCopy copy_of(std::string name, std::string_view text) {
  if (text.empty()) return {};
  std::string told = shortened(text, kNoticeBytesMax);
  std::replace(told.begin(), told.end(), '\n', ' ');
  return {std::move(name), intent::CopyText{std::string(text), tr("Copied: {text}", {{"text", told}})}};
}

}  // namespace

WordsCopy copy_of_note(std::string_view text) {
  return copy_of(tr("Copy note"), text);
}
WordsCopy copy_of_text(std::string_view text) {
  return copy_of(tr("Copy text"), text);
}
WordsCopy copy_of_field(std::string_view label, std::string_view value) {
  return copy_of(tr("Copy {text}", {{"text", label}}), value);
}

std::vector<sms::Entity> entities_of_field(std::string_view value) {
  std::vector<sms::Entity> found = sms::find_entities(value);
  const auto is_whole = [&](const sms::Entity& one) {
    return one.kind != sms::EntityKind::Link && one.begin == 0 && one.end == value.size();
  };
  found.erase(std::remove_if(found.begin(), found.end(), is_whole), found.end());
  return found;
}

std::vector<sms::Entity> links_of(std::string_view text, std::uint32_t begin) {
  std::vector<sms::Entity> found = sms::find_entities(text);
  const auto is_none = [&](const sms::Entity& one) { return one.kind != sms::EntityKind::Link || one.begin < begin; };
  found.erase(std::remove_if(found.begin(), found.end(), is_none), found.end());
  return found;
}

WordsMenu words_menu(const WordsCopy& copy, const std::vector<sms::Entity>& entities) {
  WordsMenu menu;
  if (copy.name.empty() && copy.more.empty()) return menu;
  menu.name = copy.more_name.empty() ? std::string(tr("Options for these words")) : copy.more_name;
  if (!copy.name.empty()) {
    ActionChoice all;
    all.label = all.accessible_name = copy.name;
    all.intent = copy.intent;
    menu.entries.push_back(std::move(all));
  }
  menu.entries.insert(menu.entries.end(), copy.more.begin(), copy.more.end());
  for (std::size_t i = 0; i < entities.size() && i < kListedMax; ++i)
    for (ActionChoice& entry : entity_menu(entities[i]).entries) menu.entries.push_back(std::move(entry));
  return menu;
}

AroundWords around_words(std::string_view sentence, std::string_view text) {
  // What was said comes last: a name before it may have the same words.
  const std::size_t at = text.empty() ? std::string_view::npos : sentence.rfind(text);
  if (at == std::string_view::npos) return {sentence, {}};
  return {sentence.substr(0, at), sentence.substr(at + text.size())};
}

}  // namespace smsdesk::screen
