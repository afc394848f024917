// Motion of what appears, leaves or moves place: 140 ms, ease-out, kept by stable ids. Nothing else
// moves.
//
// Invariants: an id that is not asked for in a frame is forgotten in the next; what is seen for the
// first time by toward() stands still; reduced motion ends every movement at once and leaves fades.
// Pure: the instant comes in.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "web/platform/mirror.h"

namespace smsdesk::web {

inline constexpr DurationMs kMotionMs = 140;
inline constexpr std::size_t kMotionsMax = 256;  ///< further ones are where they want to be, at once

enum class MotionKind : std::uint8_t { Fade, Move };

class Motions {
 public:
  void begin_frame(Instant now, bool reduces_motion);
  /// A value that follows `target`.
  float toward(NodeId id, float target, MotionKind kind = MotionKind::Move);
  /// 0 in the first frame in which it is asked for, then rising to 1.
  float appear(NodeId id, MotionKind kind);
  /// True while a further frame would show another picture.
  bool is_running() const { return is_running_; }

 private:
  struct Motion {
    NodeId id = 0;
    float from = 0, to = 0;
    Instant since;
    std::uint64_t frame = 0;
  };
  Motion* find(NodeId id);
  float value(const Motion& motion, MotionKind kind);

  std::vector<Motion> motions_;
  Instant now_;
  std::uint64_t frame_ = 0;
  bool reduces_motion_ = false;
  bool is_running_ = false;
};

}  // namespace smsdesk::web
