#include "core/template/template.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/template/language.h"
#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_shortcut(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

/// "The text" or, where there are several, "The Spanish text".
std::string which(const Template& one, const TemplateText& text) {
  return one.texts.size() == 1 ? std::string(tr("The text"))
                               : tr("The text in {language}", {{"language", language_name(text.language)}});
}

std::string trouble_with_text(const Template& one, const TemplateText& text) {
  if (!text.language.empty() && !is_language_tag(text.language))
    return tr("“{language}” is no language. Write its short form, such as en or es.", {{"language", text.language}});
  if (is_blank(text.text))
    return tr("{text} is empty. Write what the customer is to read.", {{"text", which(one, text)}});
  if (!utf8::is_valid(text.text)) return tr("{text} is no well-formed text.", {{"text", which(one, text)}});
  if (utf8::utf16_units(text.text) > kTemplateTextCharsMax)
    return tr("{text} is longer than 1,600 characters. Shorten it.", {{"text", which(one, text)}});
  const auto pieces = parse_template(text.text);
  if (!pieces) return pieces.error().sentence;
  for (const TemplatePiece& piece : *pieces) {
    if (piece.is_placeholder && !is_placeholder_name(piece.text))
      return tr("There is no placeholder {name}. Choose one of the list.", {{"name", "{{" + piece.text + "}}"}});
  }
  return {};
}

}  // namespace

const TemplateText* Template::find_text(std::string_view language) const {
  const auto at =
      std::find_if(texts.begin(), texts.end(), [&](const TemplateText& t) { return t.language == language; });
  return at == texts.end() ? nullptr : &*at;
}

std::vector<std::string_view> Template::written() const {
  std::vector<std::string_view> all;
  for (const TemplateText& one : texts) all.push_back(one.text);
  for (const TemplateAction& one : actions)
    if (one.kind == TemplateActionKind::Note) all.push_back(one.text);
  return all;
}

bool is_same_library(const Template& a, const Template& b) {
  return a.library == b.library && a.owner == b.owner && a.group == b.group && a.team == b.team;
}

std::string trouble_with(const Template& one) {
  if (is_blank(one.name)) return tr("A template needs a name.");
  if (!utf8::is_valid(one.name) || utf8::utf16_units(one.name) > kTemplateNameCharsMax ||
      one.name.find('\n') != std::string::npos)
    return tr("The name has more than 100 characters, or more than one line. Shorten it.");
  if (one.shortcut.size() > kTemplateShortcutCharsMax)
    return tr("The shortcut has more than 32 characters. Shorten it.");
  if (!is_shortcut(one.shortcut)) return tr("A shortcut has only letters from a to z, digits, - and _.");
  const bool is_own = one.library == TemplateLibrary::Own, is_team = one.library == TemplateLibrary::Team;
  if (is_own != one.owner.is_set() || is_team != (one.group.is_set() != one.team.is_set()) ||
      (!is_team && (one.group.is_set() || one.team.is_set())))
    return tr("Choose whose template it is.");
  if (one.queues.size() > kTemplateQueuesMax)
    return tr("It is limited to more than 100 queues. Choose fewer, or none.");
  if (one.files.size() > kTemplateFilesMax)
    return tr("A template has at most {max} files: what one message takes.",
              {{"max", std::to_string(kTemplateFilesMax)}});
  std::set<std::string> contents;
  for (const TemplateFile& file : one.files) {
    if (!contents.insert(file.hash).second)
      return tr("“{name}” stands there twice. Remove one of them.", {{"name", file.name}});
  }
  if (one.is_empty()) return tr("A template needs a text, a file or an action.");
  if (one.texts.size() > kTemplateLanguagesMax) return tr("A template has at most 12 languages.");
  std::set<std::string> languages;
  for (const TemplateText& text : one.texts) {
    if (!languages.insert(text.language).second)
      return tr("Two texts have the same language. Say for each which it is.");
    if (std::string trouble = trouble_with_text(one, text); !trouble.empty()) return trouble;
  }
  return trouble_with(one.actions);
}

}  // namespace smsdesk
