#include "web/platform/picture_tries.h"

#include <algorithm>

namespace smsdesk::web {

Picture::State state_after(int status) {
  switch (status) {
    case 0:
    case 401:  // there is no session at the moment
    case 408:
    case 429:
      return Picture::State::Late;
    case 404:
    case 410:
      return Picture::State::Gone;
    default:
      return status >= 500 ? Picture::State::Late : Picture::State::Unreadable;
  }
}

bool PictureTries::begins(Instant now) {
  if (is_under_way_) return false;
  const bool is_due = state_ == Picture::State::Loading || (state_ == Picture::State::Late && due_in(now) == 0);
  is_under_way_ = is_due;
  return is_due;
}

void PictureTries::came() {
  is_under_way_ = false;
  state_ = Picture::State::Ready;
}

void PictureTries::failed(int status, Instant now) {
  is_under_way_ = false;
  is_again_ = true;
  state_ = state_after(status);
  failed_at_ = now;
  pause_ = next_pause_;
  next_pause_ = std::min(2 * next_pause_, kPicturePauseMax);
}

DurationMs PictureTries::due_in(Instant now) const {
  if (is_under_way_ || state_ != Picture::State::Late) return -1;
  const DurationMs since = now - failed_at_;
  return since < 0 ? 0 : std::max<DurationMs>(0, pause_ - since);  // before: the clock was set back
}

bool PictureTries::hurry() {
  if (state_ != Picture::State::Late) return false;
  pause_ = 0;
  next_pause_ = kPicturePauseFirst;
  return !is_under_way_;
}

void PictureTries::ask_again() {
  if (is_under_way_ || state_ == Picture::State::Ready) return;
  state_ = Picture::State::Loading;
  next_pause_ = kPicturePauseFirst;
}

}  // namespace smsdesk::web
