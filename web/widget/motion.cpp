#include "web/widget/motion.h"

#include <algorithm>

namespace smsdesk::web {

void Motions::begin_frame(Instant now, bool reduces_motion) {
  const std::uint64_t last = frame_;
  motions_.erase(std::remove_if(motions_.begin(), motions_.end(), [last](const Motion& m) { return m.frame != last; }),
                 motions_.end());
  ++frame_;
  now_ = now;
  reduces_motion_ = reduces_motion;
  is_running_ = false;
}

Motions::Motion* Motions::find(NodeId id) {
  for (Motion& motion : motions_)
    if (motion.id == id) return &motion;
  return nullptr;
}

float Motions::value(const Motion& motion, MotionKind kind) {
  const DurationMs gone = now_ - motion.since;
  if (gone >= kMotionMs || motion.from == motion.to || (reduces_motion_ && kind == MotionKind::Move)) return motion.to;
  is_running_ = true;
  const float left = 1 - static_cast<float>(std::max<DurationMs>(gone, 0)) / static_cast<float>(kMotionMs);
  return motion.to + (motion.from - motion.to) * left * left * left;
}

float Motions::toward(NodeId id, float target, MotionKind kind) {
  Motion* motion = find(id);
  if (!motion) {
    if (motions_.size() < kMotionsMax) motions_.push_back({id, target, target, now_, frame_});
    return target;
  }
  motion->frame = frame_;
  if (motion->to != target) {
    const float at = value(*motion, kind);
    motion->from = at;
    motion->to = target;
    motion->since = now_;
  }
  return value(*motion, kind);
}

float Motions::appear(NodeId id, MotionKind kind) {
  Motion* motion = find(id);
  if (!motion) {
    if (motions_.size() >= kMotionsMax) return 1;
    motions_.push_back({id, 0, 1, now_, frame_});
    motion = &motions_.back();
  }
  motion->frame = frame_;
  return value(*motion, kind);
}

}  // namespace smsdesk::web
