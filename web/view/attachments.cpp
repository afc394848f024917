#include "web/view/attachments.h"

#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/chip_grid.h"
#include "web/view/panels.h"
#include "web/view/picture_trouble.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

constexpr float kChip = 48, kWide = 232, kGap = 8, kThumb = 36;

ChipGrid grid_of(float width) {
  return {width, kWide, kChip, kGap};
}

void draw_thumb(Ui& ui, const Rect& box, const screen::AttachmentChip& chip, const Picture& picture, bool is_lost) {
  const Theme& t = ui.theme();
  if (picture.state == Picture::State::Ready) {
    ui.picture(picture.texture, box);
    return;
  }
  ui.fill(box, t.neutral.soft, 6);
  const Icon icon = chip.is_failed || is_lost ? Icon::Alert : chip.is_picture ? Icon::Image : Icon::Attach;
  icon_in(ui, box, icon, 20, chip.is_failed ? t.danger.ink : t.text_secondary);
}

void draw_chip(Ui& ui, NodeId id, const Rect& box, ConversationId conversation, const screen::AttachmentChip& chip,
               Intents& out) {
  const Theme& t = ui.theme();
  const NodeId after = conversation.is_set() ? ids::composer_field() : id_of("templates.files.add");
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = box.min;
  n.max = box.max;
  ui.node(n);
  const ParentScope scope(ui, id);
  ui.fill(box, t.surface, 8);
  ui.stroke(box, chip.is_failed ? t.danger.ink : t.border, 8, t.border_width);
  Rect row = box.inset(px_snap(6));
  const float thumb = px_snap(kThumb);
  const int thumb_side = static_cast<int>(thumb);
  const Picture picture = chip.path.empty() ? Picture{} : use_picture(chip.path, thumb_side, thumb_side, px(6));
  const auto trouble = trouble_of(picture.state);
  const bool is_lost = trouble && *trouble != screen::PictureTrouble::Late;  // only the person asks again
  const screen::PictureWords words = trouble ? screen::picture_words(chip, *trouble) : screen::PictureWords{};
  const Rect sign = row.cut_left(thumb);
  draw_thumb(ui, sign, chip, picture, is_lost);
  if (trouble) ui.hint(id_of(id, "sign"), sign, words.sentence);
  row.cut_left(px_snap(8));
  ui.text_node(id_of(id, "words"), row, trouble ? words.accessible_name : chip.accessible_name);
  const float side = px_snap(28);
  const auto is_pressed = [&](const char* part, Icon icon, std::string_view name, std::string_view tooltip = {}) {
    IconButton b;
    b.id = id_of(id, part);
    b.rect = centered_in(row.cut_right(side), side, side);
    b.icon = icon;
    b.icon_css = 16;
    b.name = name;
    b.tooltip = tooltip;
    return icon_button(ui, b);
  };
  if (!chip.remove_name.empty() && is_pressed("remove", Icon::Close, chip.remove_name)) {
    out.push_back(intent::RemoveAttachment{conversation, chip.key});
    focus_node(after);  // the button goes
  }
  if (chip.is_failed && is_pressed("retry", Icon::Refresh, chip.retry_name)) {
    out.push_back(intent::RetryUpload{chip.key});
    focus_node(after);
  }
  if (is_lost && is_pressed("again", Icon::Refresh, words.again_name, tr("Try again"))) {
    ask_again_for_picture(chip.path);
    focus_node(chip.remove_name.empty() ? after : id_of(id, "remove"));  // the button goes, until it fails again
  }
  const float line = px_snap(18);
  Rect lines = centered_in(row, row.width(), 2 * line);
  ui.words(lines.cut_top(line), chip.title, type::style(type::Kind::Interface, t.text));
  ui.words(lines, is_lost ? words.sentence : chip.detail,
           type::style(type::Kind::Secondary, chip.is_failed ? t.danger.ink : t.text_secondary));
  if (chip.percent < 0) return;
  Rect bar{{box.min.x + px_snap(6), box.max.y - px_snap(5)}, {box.max.x - px_snap(6), box.max.y - px_snap(3)}};
  ui.fill(bar, t.neutral.soft, 1);
  bar.max.x = bar.min.x + std::floor(bar.width() * static_cast<float>(chip.percent) / 100.0f);
  ui.fill(bar, t.accent, 1);
}

}  // namespace

float files_height(const std::vector<screen::AttachmentChip>& files, float width) {
  return files.empty() ? 0 : grid_of(width).height(files.size());
}

void draw_files(Ui& ui, const Rect& rect, NodeId list, ConversationId conversation,
                const std::vector<screen::AttachmentChip>& files, Intents& out) {
  if (files.empty()) return;
  ui.group(Role::List, list, rect, tr("Attachments"));
  const ParentScope scope(ui, list);
  const ChipGrid grid = grid_of(rect.width());
  for (std::size_t i = 0; i < files.size(); ++i)
    draw_chip(ui, id_of(list, files[i].key), grid.chip(rect.min, i), conversation, files[i], out);
}

float attachments_height(const screen::Composer& s, float width) {
  return files_height(s.attachments, width);
}

void draw_attachments(Ui& ui, const Rect& rect, ConversationId conversation, const screen::Composer& s, Intents& out) {
  draw_files(ui, rect, id_of("composer.attachments"), conversation, s.attachments, out);
}

void draw_drop_hint(Ui& ui, const Rect& view, const screen::Composer& s) {
  if (s.drop_hint.empty()) return;
  const Theme& t = ui.theme();
  const Rect box = view.inset(px_snap(12));
  ui.begin_layer("drop-hint", box, false);
  ui.fill(box, with_alpha(t.surface, 0.94f), 12);
  ui.stroke(box, t.accent, 12, 2);
  const Rect icon = centered_at({box.center().x, box.center().y - px_snap(24)}, px_snap(32), px_snap(32));
  icon_in(ui, icon, Icon::Attach, 32, t.accent);
  const Rect words = centered_at({box.center().x, box.center().y + px_snap(16)}, box.width(), px_snap(28));
  ui.words(words, s.drop_hint, type::style(type::Kind::Title, t.text, TextWeight::Semibold), Align::Center);
  ui.status_node(id_of("conversation.drop"), box, s.drop_hint);
  ui.end_layer();
}

}  // namespace smsdesk::web::view
