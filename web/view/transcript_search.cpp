// The search in the timeline that is read: field, count, to the older and the newer message, close.
#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/platform/text_field.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/field.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

NodeId field_id() {
  return id_of("transcript-search.field");
}

/// The focus is in the bar.
bool has_focus(const Ui& ui) {
  return ui.is_focused(field_id()) || ui.is_focused(id_of("transcript-search.older")) ||
         ui.is_focused(id_of("transcript-search.newer"));
}

void take_events(const screen::TranscriptSearchBar& s, Intents& out) {
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != field_id()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) out.push_back(intent::EditTranscriptSearch{event.value});
    if (event.kind == TextFieldEvent::Kind::Enter) out.push_back(intent::StepTranscriptSearch{true});
    if (event.kind == TextFieldEvent::Kind::ModifiedEnter) out.push_back(intent::StepTranscriptSearch{false});
  }
  (void)s;
}

bool tool(Ui& ui, Rect& row, std::string_view id, Icon icon, std::string_view name, std::string_view shortcut,
          bool is_enabled) {
  IconButton button;
  button.id = id_of(id);
  button.rect = centered_in(row.cut_left(px_snap(36)), px_snap(36), px_snap(36));
  button.icon = icon;
  button.name = name;
  button.shortcut = shortcut;
  button.is_enabled = is_enabled;
  return icon_button(ui, button);
}

}  // namespace

Intent transcript_search_toggle(const screen::Conversation& s) {
  return intent::OpenTranscriptSearch{s.search.is_shown ? ConversationId{} : s.conversation};
}

void draw_transcript_search(Ui& ui, ViewState& state, Rect& rest, const screen::Conversation& s, Intents& out) {
  const screen::TranscriptSearchBar& search = s.search;
  if (!search.is_shown) {
    // Closed by its key or its button: the focus goes back to what opens it.
    if (state.search_revision != 0 && has_focus(ui)) focus_node(ids::transcript_search());
    state.search_revision = 0;
    return;
  }
  const Theme& t = ui.theme();
  take_events(search, out);
  const Rect bar = rest.cut_top(px_snap(52));
  fill_panel(bar.min, bar.max, t.surface);
  ui.line_below(bar, t.border);
  const NodeId id = id_of("transcript-search");
  ui.group(Role::Search, id, bar, tr("Search in this conversation"));
  const ParentScope scope(ui, id);
  Rect row = bar.inset(px_snap(12), px_snap(8));
  Rect tools = row.cut_right(3 * px_snap(36));
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const float count_width = std::min(row.width() * 0.4f, std::max(px_snap(72), ui.measure(search.count, quiet).x));
  const Rect count = row.cut_right(count_width);
  row.cut_right(px_snap(8));
  FieldBox field;
  field.id = field_id();
  field.rect = row;
  field.kind = FieldKind::Search;
  field.name = tr("Words to find in this conversation");
  field.placeholder = tr("Words in this conversation");
  field.value = search.words;
  field.value_revision = search.revision + 1;
  field.type = type::Kind::Interface;
  field_box(ui, field);
  ui.words(count, search.count, quiet);
  ui.status_node(id_of("transcript-search.count"), count, search.count);
  if (tool(ui, tools, "transcript-search.older", Icon::ArrowUp, tr("Older match"), tr("Enter"), search.can_go_older))
    out.push_back(intent::StepTranscriptSearch{true});
  if (tool(ui, tools, "transcript-search.newer", Icon::ArrowDown, tr("Newer match"), tr("Ctrl+Enter"),
           search.can_go_newer))
    out.push_back(intent::StepTranscriptSearch{false});
  if (tool(ui, tools, "transcript-search.close", Icon::Close, tr("Close the search"), tr("Esc"), true)) {
    out.push_back(intent::OpenTranscriptSearch{});
    focus_node(ids::transcript_search());
  }
  if (state.search_revision != search.revision) focus_node(field_id());
  state.search_revision = search.revision;
}

}  // namespace smsdesk::web::view
