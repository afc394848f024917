#include "core/template/template_action.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string trouble_with_note(const std::string& text) {
  if (is_blank(text)) return tr("The note of an action is empty. Write what colleagues are to read.");
  if (!utf8::is_valid(text) || utf8::utf16_units(text) > kTemplateNoteCharsMax)
    return tr("The note of an action is longer than 1,000 characters. Shorten it.");
  const auto pieces = parse_template(text);
  if (!pieces) return pieces.error().sentence;
  for (const TemplatePiece& piece : *pieces) {
    if (piece.is_placeholder && !is_placeholder_name(piece.text))
      return tr("There is no placeholder {name}. Choose one of the list.", {{"name", "{{" + piece.text + "}}"}});
  }
  return {};
}

/// Of these there can be one.
bool excludes(TemplateActionKind a, TemplateActionKind b) {
  return (is_closing(a) && is_closing(b)) || (a == TemplateActionKind::WrapUpCode && a == b);
}

}  // namespace

bool is_closing(TemplateActionKind kind) {
  switch (kind) {
    case TemplateActionKind::WrapUpCode:
    case TemplateActionKind::Label:
    case TemplateActionKind::Note:
      return false;
    case TemplateActionKind::Park:
    case TemplateActionKind::Transfer:
    case TemplateActionKind::End:
    case TemplateActionKind::EndResolved:
    case TemplateActionKind::EndFollowUp:
      break;
  }
  return true;
}

bool put_action(std::vector<TemplateAction>& list, TemplateAction one, std::size_t max) {
  if (std::find(list.begin(), list.end(), one) != list.end()) return true;
  const auto other = std::find_if(list.begin(), list.end(),
                                  [&](const TemplateAction& known) { return excludes(known.kind, one.kind); });
  if (other != list.end()) {
    *other = std::move(one);
    return true;
  }
  if (list.size() >= max) return false;
  const bool has_closing = !list.empty() && is_closing(list.back().kind);
  list.insert(has_closing ? list.end() - 1 : list.end(), std::move(one));
  return true;
}

std::string trouble_with(const TemplateAction& one) {
  switch (one.kind) {
    case TemplateActionKind::WrapUpCode:
      return one.code.is_set() ? std::string() : tr("Choose the wrap-up code that an action sets.");
    case TemplateActionKind::Label:
      if (is_blank(one.text)) return tr("The label of an action is empty. Write the label.");
      return utf8::is_valid(one.text) && one.text.size() <= kTemplateLabelBytesMax &&
                     one.text.find('\n') == std::string::npos
                 ? std::string()
                 : tr("The label of an action is too long, or has more than one line. Shorten it.");
    case TemplateActionKind::Note:
      return trouble_with_note(one.text);
    case TemplateActionKind::Park:
      return one.park_for > 0 && one.park_for <= kTemplateParkMax
                 ? std::string()
                 : tr("Choose for how long an action parks: up to 31 days.");
    case TemplateActionKind::Transfer:
      return one.queue.is_set() ? std::string() : tr("Choose the queue that an action transfers to.");
    case TemplateActionKind::End:
    case TemplateActionKind::EndResolved:
    case TemplateActionKind::EndFollowUp:
      break;
  }
  return {};
}

std::string trouble_with(const std::vector<TemplateAction>& list) {
  if (list.size() > kTemplateActionsMax)
    return tr("A template has at most {max} actions.", {{"max", std::to_string(kTemplateActionsMax)}});
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (list[i] == list[k]) return tr("An action stands there twice. Remove one of them.");
      if (!excludes(list[i].kind, list[k].kind)) continue;
      return is_closing(list[i].kind) ? tr("Only one action can park, transfer or end the conversation.")
                                      : tr("Only one action can set the wrap-up code.");
    }
    if (is_closing(list[i].kind) && i + 1 < list.size())
      return tr("What parks, transfers or ends the conversation comes last.");
    if (std::string trouble = trouble_with(list[i]); !trouble.empty()) return trouble;
  }
  return {};
}

}  // namespace smsdesk
