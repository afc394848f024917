// When what a frame changes in the mirror is written into the page. While the wheel turns, that may wait: everything in the list
// has moved, the page's style and layout of it cost as much as the picture, and nobody reads the tree before the wheel rests.
// Nobody sees it either, but for fields, what is selected and what has the focus: those never wait (mirror.cpp).
#pragma once

namespace smsdesk::web {

/// Times are milliseconds of one clock, which never goes back.
class MirrorPace {
 public:
  void wheel_turned(double now) { turned_at_ = now; }
  void written(double now) { written_at_ = now; }
  /// Whether what has changed may be written with a later frame. One must come by itself, within kLate.
  bool may_wait(double now) const { return now - turned_at_ < kRest && now - written_at_ < kLate; }

  static constexpr double kRest =
      30;  ///< well below the pause behind which the page draws once more (canvas.js, kRestMs)
  static constexpr double kLate = 250;  ///< as far behind as the tree is while the wheel turns on

 private:
  double turned_at_ = -kRest, written_at_ = -kLate;
};

}  // namespace smsdesk::web
