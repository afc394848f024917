#include <algorithm>
#include <string>
#include <vector>

#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/service_events.h"
#include "web/platform/page.h"
#include "web/platform/picture.h"
#include "web/platform/picture_tries.h"

namespace smsdesk::web {
namespace {

extern "C" {
/// Fetches and decodes; a kPictureLoaded with that ticket follows. `is_again`: past the browser's cache.
void picture_load(std::uint32_t ticket, const char* path, int bytes, int width, int height, double radius,
                  int is_again);
/// Puts the decoded picture into GL texture `id`, or where `texels` is given, there as premultiplied RGBA; and lets it go.
void picture_take(std::uint32_t ticket, int id, std::uint32_t* texels);
void picture_drop(std::uint32_t ticket);
}

struct Slot {
  std::string path;
  int width = 0, height = 0;
  int texture = 0;
  std::uint32_t ticket = 0;
  std::uint64_t used = 0;
  PictureTries tries;

  bool is_ready() const { return tries.state() == Picture::State::Ready; }
};

struct Pictures {
  std::vector<Slot> slots;
  std::uint32_t last_ticket = 0;
  std::uint64_t clock = 0;
};
Pictures g_pictures;  // the page's one; textures live as long

void give_up(Slot& slot) {
  if (slot.tries.is_under_way()) picture_drop(slot.ticket);
  if (slot.is_ready()) destroy_texture(slot.texture);
}

std::size_t texels_held() {
  std::size_t sum = 0;
  for (const Slot& slot : g_pictures.slots)
    sum += static_cast<std::size_t>(slot.width) * static_cast<std::size_t>(slot.height);
  return sum;
}

void make_room(int width, int height) {
  const std::size_t wanted = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  auto& slots = g_pictures.slots;
  while (!slots.empty() && (slots.size() >= static_cast<std::size_t>(kPicturesMax) ||
                            texels_held() + wanted > static_cast<std::size_t>(kPictureTexelsMax))) {
    const auto oldest =
        std::min_element(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) { return a.used < b.used; });
    give_up(*oldest);
    slots.erase(oldest);
  }
}

int free_texture() {
  for (int id = kFirstPictureTexture;; ++id) {
    const auto& slots = g_pictures.slots;
    if (std::none_of(slots.begin(), slots.end(), [id](const Slot& slot) { return slot.texture == id; })) return id;
  }
}

}  // namespace

Picture use_picture(std::string_view path, int width, int height, float radius) {
  if (path.empty() || width <= 0 || height <= 0) return {Picture::State::Unreadable, 0};
  auto& slots = g_pictures.slots;
  auto at = std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) {
    return slot.width == width && slot.height == height && slot.path == path;
  });
  if (at == slots.end()) {
    make_room(width, height);
    Slot slot;
    slot.path = path;
    slot.width = width;
    slot.height = height;
    slot.texture = free_texture();
    slots.push_back(std::move(slot));
    at = slots.end() - 1;
  }
  at->used = ++g_pictures.clock;
  const Instant now = page_now();
  if (at->tries.begins(now)) {
    at->ticket = ++g_pictures.last_ticket;
    picture_load(at->ticket, path.data(), static_cast<int>(path.size()), width, height, static_cast<double>(radius),
                 at->tries.is_again() ? 1 : 0);
  }
  if (const DurationMs due = at->tries.due_in(now); due >= 0) request_frame_in(due);
  return {at->tries.state(), at->is_ready() ? static_cast<ImTextureID>(at->texture) : 0};
}

void ask_again_for_picture(std::string_view path) {
  for (Slot& slot : g_pictures.slots)
    if (slot.path == path) slot.tries.ask_again();
  request_one_frame();
}

void hurry_pictures() {
  bool is_one_due = false;
  for (Slot& slot : g_pictures.slots) is_one_due = slot.tries.hurry() || is_one_due;
  if (is_one_due) request_one_frame();
}

void forget_pictures() {
  for (Slot& slot : g_pictures.slots) {
    if (slot.tries.is_under_way()) picture_drop(slot.ticket);
    if (slot.is_ready() && texture_texels(slot.texture) != nullptr) destroy_texture(slot.texture);
  }
  g_pictures.slots.clear();
}

bool dispatch_picture_event(int kind, std::string_view bytes) {
  if (kind != kPictureLoaded) return false;
  if (bytes.size() < 7) return true;
  const auto ticket = read_plain<std::uint32_t>(bytes, 0);
  auto& slots = g_pictures.slots;
  const auto at =
      std::find_if(slots.begin(), slots.end(), [ticket](const Slot& slot) { return slot.ticket == ticket; });
  if (at == slots.end()) {
    picture_drop(ticket);
    return true;
  }
  if (bytes[4] == 0) {
    at->tries.failed(read_plain<std::uint16_t>(bytes, 5), page_now());
  } else {
    at->tries.came();
    make_texture(at->texture, at->width, at->height);
    picture_take(ticket, at->texture, texture_texels(at->texture));
    note_texture_change();
  }
  request_frame();
  return true;
}

}  // namespace smsdesk::web
