// What stands above the field in which the agent writes: what was found before a message left, what forces Unicode, what
// one MMS would save, what another device has written here. Of fixed heights, so that the composer's height is known before
// anything is drawn.
#pragma once

#include "core/screen/composer.h"
#include "web/view/panels.h"

namespace smsdesk::web::view {

/// Whether what an action would do to the message stands above the field; of one that no line tells of: true. On a low page
/// only the first line is there, or what is held.
bool shows_line_of(Action action, const screen::Composer& s, const Layout& layout);
inline constexpr float kComposerLine = 36;  ///< height of a line, CSS px
/// The line about what forces Unicode, beside another field: with a press the focus goes there.
void draw_gsm_line(Ui& ui, const Rect& row, NodeId id, const screen::ComposerLine& line, std::string_view shortcut,
                   NodeId field, Intents& out);
float composer_lines_height(const screen::Composer& s, const Layout& layout);
/// `rect` is as high as composer_lines_height().
void draw_composer_lines(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation,
                         const screen::Composer& s, const Layout& layout, Intents& out);

/// The button that opens the picker, and, where it is open, the picker above it.
void draw_emoji_button(Ui& ui, ViewState& state, const Rect& rect, const screen::Composer& s, Intents& out);
void draw_emoji_panel(Ui& ui, ViewState& state, const screen::Composer& s, Intents& out);
void take_emoji_events(const ViewState& state, const screen::EmojiPanel& s, Intents& out);

}  // namespace smsdesk::web::view
