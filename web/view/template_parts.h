// What the list of templates and the dialog share. For web/view only.
#pragma once

#include "web/view/panels.h"

namespace smsdesk::web::view {

/// Whether what it costs stands below the bubble, or elsewhere on the page already.
enum class PreviewCost { Below, Elsewhere };

/// The text in a bubble of our side, what it costs, what is to be said of it, and its files. Returns where it ends.
float draw_template_preview(Ui& ui, NodeId id, ImVec2 at, float width, const screen::TemplatePreview& s,
                            PreviewCost cost, Intents& out);
float template_preview_height(Ui& ui, float width, const screen::TemplatePreview& s, PreviewCost cost);

}  // namespace smsdesk::web::view
