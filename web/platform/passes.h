// How often the interface is built for one shown frame: again where what it draws from has changed, and where input waits that
// one pass does not hear (ImGui takes a press and a release in passes of their own).
#pragma once

namespace smsdesk::web {

class Passes {
 public:
  /// After each pass; `is_heard`: no input waits. A frame that could not show the newest, or hear everything, is unfinished.
  bool wants_another(bool is_drawn_again, bool is_heard) {
    is_unfinished_ = is_drawn_again || !is_heard;
    if (++count_ >= kMax || !is_unfinished_) return false;
    // What never comes to rest is bounded; presses are not part of it, each of them may change what is shown.
    return !is_heard || ++again_ <= kAgainMax;
  }
  /// The next frame goes on.
  bool is_unfinished() const { return is_unfinished_; }

 private:
  static constexpr int kMax = 16, kAgainMax = 3;
  int count_ = 0, again_ = 0;
  bool is_unfinished_ = false;
};

}  // namespace smsdesk::web
