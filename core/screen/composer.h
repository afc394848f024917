// Where the agent writes, as values: the text, what it will cost, what should be thought over before it leaves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/client/intent.h"
#include "core/screen/attachment_chip.h"
#include "core/screen/composer_line.h"
#include "core/screen/templates.h"

namespace smsdesk::screen {

/// Something that was found in the text before it left, with the words around it.
struct HeldLine {
  std::string what;  ///< "Card number"
  std::string before, found, after;
  std::string accessible_name;  ///< "Card number: 4111 1111 1111 1111"
};
/// Send was pressed, and this is shown first.
struct HeldMessage {
  std::string title;  ///< "Not sent yet. Look at this first:"; empty: nothing is held
  std::vector<HeldLine> lines;
  std::string more;  ///< "And 3 more."; or empty
  std::string all;   ///< the lines in one: "Card number: 4111 1111 1111 1111 · Listed word: idiot · And 3 more."
};

struct EmojiCell {
  std::string text, name;
};
struct EmojiGroupTab {
  std::string name;
  std::string text;  ///< an emoji that stands for it; empty: what was used last
  bool is_chosen = false;
};
struct EmojiPanel {
  bool is_open = false;
  std::string words;
  std::uint32_t revision = 0;
  std::vector<EmojiGroupTab> groups;
  std::string title;  ///< above the cells: "Smileys & Emotion", "12 found"
  std::vector<EmojiCell> cells;
  std::string empty_text;  ///< where there are no cells
  std::string step;        ///< what to do where they could not be loaded
  Intent step_intent;
  std::vector<EmojiCell> tones;
  unsigned tone = 0;
};

/// Something that is done when the message is sent.
struct ActionChip {
  std::string words;        ///< "Park for 2 hours"
  std::string remove_name;  ///< "Remove: Park for 2 hours"
  bool is_gone = false;     ///< it names what is not there any more
  Intent remove;
};
/// Below the field.
struct ComposerActions {
  std::string title;  ///< "When sent:", or "To be done:" where nothing is written
  std::vector<ActionChip> chips;
  std::string do_label, do_name;  ///< of the button that does them without a message; empty: they go with one
  bool is_enabled = true;         ///< false: they are being done
  Intent do_now;
};

struct Composer {
  ComposerActions actions;
  std::vector<AttachmentChip> attachments;
  bool can_attach = false;
  std::string attach_name;  ///< of the button; why not, where it cannot be
  std::string drop_hint;    ///< files are dragged over the page: what dropping them does; or empty
  bool is_shown = false;
  bool is_enabled = false;
  std::string disabled_reason;  ///< "This conversation has ended."
  std::string draft;
  std::uint32_t draft_revision = 0;  ///< rises when the field's text must be set anew
  std::string placeholder;           ///< "Message to +1 415 555 0199"
  std::string marked;                ///< what forces Unicode, where that is little of the text: as TextField::marked
  /// "34 characters · 1 segment · $0.0079 · GSM-7", "MMS · 2 files · 1.2 MB of 5 MB · $0.04", "MMS · $0.02 · 340 characters"
  std::string counter;
  bool is_over_limit = false;
  std::string over_limit;  ///< "12 characters too long, at most 1,600 · 11 segments"
  /// For where such a line has no room: without one whole part after the other, what matters most stays longest. None: it is a
  /// sentence, and may be cut.
  std::vector<std::string> counter_shorter, over_limit_shorter;
  bool can_send = false;
  MessageId newest, seen;  ///< of the conversation: the newest message, and the newest that has been read
  bool enter_sends = true;
  std::string hint;  ///< "Enter sends, Shift+Enter starts a line"
  std::uint32_t chars_max = 0;
  std::string hold;                        ///< why it is not sent as it stands; or empty
  std::size_t cursor = 0, cursor_end = 0;  ///< where it belongs when the text is set anew, bytes
  TemplateList templates;
  HeldMessage held;
  ComposerLine consent;      ///< it cannot be read whether they want messages
  ComposerLine gsm;          ///< what forces Unicode, and how it could be written instead
  ComposerLine mms;          ///< one MMS costs less than the segments: it can go so, or goes so
  ComposerLine other_draft;  ///< what another device of the agent has written here
  SendKey undo;              ///< the newest message that can be taken back
  EmojiPanel emoji;
  std::string gsm_shortcut, mms_shortcut, emoji_shortcut;
};

}  // namespace smsdesk::screen
