#include "web/platform/headless/pictures.h"

#include <algorithm>

#include "web/platform/headless/stage_state.h"
#include "web/platform/page.h"
#include "web/platform/picture.h"

namespace smsdesk::web {

Picture use_picture(std::string_view path, int width, int height, float) {
  if (path.empty() || width <= 0 || height <= 0) return {Picture::State::Unreadable, 0};
  auto& all = stage_state().pictures;
  auto at = std::find_if(all.begin(), all.end(), [&](const HeadlessPicture& one) {
    return one.width == width && one.height == height && one.path == path;
  });
  if (at == all.end()) {
    all.push_back({std::string(path), width, height, {}});
    at = all.end() - 1;
  }
  at->tries.begins(page_now());
  if (const DurationMs due = at->tries.due_in(page_now()); due >= 0) request_frame_in(due);
  const Picture::State state = at->tries.state();
  return {state, state == Picture::State::Ready ? ImTextureID{1} : ImTextureID{0}};
}

void ask_again_for_picture(std::string_view path) {
  for (HeadlessPicture& one : stage_state().pictures)
    if (one.path == path) one.tries.ask_again();
  request_one_frame();
}

namespace headless {

std::vector<std::string> pictures_asked() {
  std::vector<std::string> paths;
  for (const HeadlessPicture& one : stage_state().pictures)
    if (one.tries.is_under_way()) paths.push_back(one.path);
  return paths;
}

void give_picture(std::string_view path) {
  for (HeadlessPicture& one : stage_state().pictures)
    if (one.path == path && one.tries.is_under_way()) one.tries.came();
  request_frame();
}

void fail_picture(std::string_view path, int status) {
  for (HeadlessPicture& one : stage_state().pictures)
    if (one.path == path && one.tries.is_under_way()) one.tries.failed(status, page_now());
  request_frame();
}

void hurry_pictures() {
  if (find_stage_state() == nullptr) return;
  bool is_one_due = false;
  for (HeadlessPicture& one : stage_state().pictures) is_one_due = one.tries.hurry() || is_one_due;
  if (is_one_due) request_one_frame();
}

}  // namespace headless
}  // namespace smsdesk::web
