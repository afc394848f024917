// Files that are attached to the answer, above its field, and what is said while files are dragged over the page.
#pragma once

#include "core/screen/screen.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Of an answer, or without a conversation of the template that is being written. Device px of all rows; 0 where there are none.
float files_height(const std::vector<screen::AttachmentChip>& files, float width);
void draw_files(Ui& ui, const Rect& rect, NodeId list, ConversationId conversation,
                const std::vector<screen::AttachmentChip>& files, Intents& out);
float attachments_height(const screen::Composer& s, float width);
void draw_attachments(Ui& ui, const Rect& rect, ConversationId conversation, const screen::Composer& s, Intents& out);
void draw_drop_hint(Ui& ui, const Rect& view, const screen::Composer& s);

}  // namespace smsdesk::web::view
