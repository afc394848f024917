// Path data, absolute coordinates on the 24-unit grid, numbers with blanks between them:
//   M x y            begins a stroke               L x y           a line
//   C x1 y1 x2 y2 x y  a cubic                     Z               closes the stroke
//   O cx cy r        a circle                      R x y w h r     a rounded rectangle
//   D cx cy r        a dot (filled)
// Strokes are collected point by point and handed to ImDrawList, which smooths their edges; round
// ends are dots of the stroke's width.
#include "web/widget/icons.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "web/platform/page.h"

namespace smsdesk::web {
namespace {

constexpr float kGrid = 24;
/// 1.75 px of a 20 px icon, in grid units.
constexpr float kStroke = 1.75f * kGrid / 20;

// clang-format off
constexpr const char* kPaths[] = {
    /* Conversations */ "M4 15 L4 6 C4 4.9 4.9 4 6 4 L14 4 C15.1 4 16 4.9 16 6 L16 11 C16 12.1 15.1 13 14 13 L7 13 L4 16 Z "
                        "M19 9 C19.8 9 20.5 9.8 20.5 11 L20.5 20.5 L17 17 L11 17 C10 17 9 16.4 9 16",
    /* Queue */ "R 4 4 16 4.5 1.5 M4 13 L20 13 M4 18 L14 18",
    /* Search */ "O 10.5 10.5 6.5 M15.3 15.3 L20.5 20.5",
    /* Settings */ "M4 7 L13 7 M18 7 L20 7 O 15.5 7 2.5 M4 17 L6 17 M11 17 L20 17 O 8.5 17 2.5",
    /* Phone */ "M5.5 3.5 L8.6 3.5 L10.2 8 L8 9.6 C9 12 12 15 14.4 16 L16 13.8 L20.5 15.4 L20.5 18.5 "
                "C20.5 19.6 19.6 20.5 18.5 20.5 C10.5 20.2 3.8 13.5 3.5 5.5 C3.5 4.4 4.4 3.5 5.5 3.5 Z",
    /* Sms */ "M4 19.5 L4 6.5 C4 5.1 5.1 4 6.5 4 L17.5 4 C18.9 4 20 5.1 20 6.5 L20 13.5 C20 14.9 18.9 16 17.5 16 L7.5 16 Z "
              "D 8.2 10 1.15 D 12 10 1.15 D 15.8 10 1.15",
    /* Check */ "M4.5 12.5 L9.5 17.5 L19.5 7",
    /* DoubleCheck */ "M2 12.8 L6.6 17.4 L16 7.2 M11.6 16.4 L12.6 17.4 L22 7.2",
    /* Clock */ "O 12 12 8.5 M12 7 L12 12 L15.5 14",
    /* Alert */ "M12 4 L21 19.5 L3 19.5 Z M12 10 L12 14 D 12 16.8 1.15",
    /* Close */ "M6 6 L18 18 M18 6 L6 18",
    /* Send */ "M20.5 3.5 L3.5 10 L10.5 13.5 L14 20.5 Z M10.5 13.5 L14.5 9.5",
    /* Attach */ "M19.5 11.5 L12 19 C10 21 7 21 5 19 C3 17 3 14 5 12 L12.8 4.2 C14.1 2.9 16.3 2.9 17.6 4.2 "
                 "C18.9 5.5 18.9 7.7 17.6 9 L10 16.6 C9.3 17.3 8.2 17.3 7.5 16.6 C6.8 15.9 6.8 14.8 7.5 14.1 L14 7.6",
    /* Smile */ "O 12 12 8.5 M8 14 C9 15.7 10.4 16.5 12 16.5 C13.6 16.5 15 15.7 16 14 D 9 9.6 1.15 D 15 9.6 1.15",
    /* Note */ "M14 20 L6 20 C4.9 20 4 19.1 4 18 L4 6 C4 4.9 4.9 4 6 4 L18 4 C19.1 4 20 4.9 20 6 L20 14 Z "
               "M14 20 L14 14 L20 14 M8 9 L16 9",
    /* ChevronLeft */ "M14.5 6 L8.5 12 L14.5 18",
    /* ChevronRight */ "M9.5 6 L15.5 12 L9.5 18",
    /* ChevronUp */ "M6 14.5 L12 8.5 L18 14.5",
    /* ChevronDown */ "M6 9.5 L12 15.5 L18 9.5",
    /* User */ "O 12 8 4 M4.5 20.5 C4.5 16.9 7.9 15 12 15 C16.1 15 19.5 16.9 19.5 20.5",
    /* Users */ "O 9 8 3.5 M2.5 20 C2.5 16.7 5.4 15 9 15 C12.6 15 15.5 16.7 15.5 20 M15.5 4.8 C17 5.2 18 6.5 18 8 "
                "C18 9.5 17 10.8 15.5 11.2 M18 15.4 C20.2 16.1 21.5 17.7 21.5 20",
    /* Moon */ "M20 14.2 C18.9 17.7 15.8 20 12.2 20 C7.6 20 4 16.4 4 11.8 C4 8.2 6.3 5.1 9.8 4 C9 5.2 8.6 6.6 8.6 8 "
               "C8.6 12.1 11.9 15.4 16 15.4 C17.4 15.4 18.8 15 20 14.2 Z",
    /* Sun */ "O 12 12 4 M12 3 L12 4.5 M12 19.5 L12 21 M3 12 L4.5 12 M19.5 12 L21 12 M5.6 5.6 L6.7 6.7 M17.3 17.3 L18.4 18.4 "
              "M5.6 18.4 L6.7 17.3 M17.3 6.7 L18.4 5.6",
    /* Logout */ "M10 4 L6 4 C4.9 4 4 4.9 4 6 L4 18 C4 19.1 4.9 20 6 20 L10 20 M10 12 L20.5 12 M16.5 8 L20.5 12 L16.5 16",
    /* Bell */ "M6 10 C6 6.4 8.4 4 12 4 C15.6 4 18 6.4 18 10 C18 14.5 20 16.5 20 16.5 L4 16.5 C4 16.5 6 14.5 6 10 Z "
               "M10 20 C10.5 20.7 11.2 21 12 21 C12.8 21 13.5 20.7 14 20",
    /* BellOff */ "M7.2 6.6 C6.4 7.5 6 8.7 6 10 C6 14.5 4 16.5 4 16.5 L16.5 16.5 M18.3 13.5 C18.1 12.5 18 11.3 18 10 "
                  "C18 6.4 15.6 4 12 4 C11 4 10.1 4.2 9.3 4.5 M10 20 C10.5 20.7 11.2 21 12 21 C12.8 21 13.5 20.7 14 20 M3.5 3.5 L20.5 20.5",
    /* More */ "D 5.5 12 1.5 D 12 12 1.5 D 18.5 12 1.5",
    /* Pause */ "R 6 5 3.6 14 1 R 14.4 5 3.6 14 1",
    /* Transfer */ "M4 8 L19.5 8 M15.5 4 L19.5 8 L15.5 12 M20 16 L4.5 16 M8.5 12 L4.5 16 L8.5 20",
    /* Copy */ "R 9 9 11.5 11.5 2 M5.5 15 L5 15 C4.2 15 3.5 14.3 3.5 13.5 L3.5 5.5 C3.5 4.4 4.4 3.5 5.5 3.5 L13.5 3.5 "
               "C14.3 3.5 15 4.2 15 5 L15 5.5",
    /* Refresh */ "M20 11.5 C19.7 7.3 16.3 4 12 4 C9 4 6.5 5.4 4.5 7.8 M4.5 3.6 L4.5 8 L8.9 8 "
                  "M4 12.5 C4.3 16.7 7.7 20 12 20 C15 20 17.5 18.6 19.5 16.2 M19.5 20.4 L19.5 16 L15.1 16",
    /* Keyboard */ "R 2.5 5.5 19 13 2 D 6.5 9.7 1 D 10.2 9.7 1 D 13.8 9.7 1 D 17.5 9.7 1 M7.5 14.5 L16.5 14.5",
    /* WifiOff */ "M2.5 9 C4.4 7.2 6.5 6.1 8.8 5.4 M12.8 5 C16.4 5.2 19.2 6.6 21.5 9 M5.8 12.6 C7.2 11.3 8.7 10.5 10.4 10.1 "
                  "M15.3 10.8 C16.4 11.2 17.3 11.8 18.2 12.6 M9 16.2 C10.7 14.7 13.3 14.7 15 16.2 D 12 19.4 1.3 M3.5 3.5 L20.5 20.5",
    /* Info */ "O 12 12 8.5 M12 11 L12 16 D 12 8 1.15",
    /* ArrowDown */ "M12 4.5 L12 19.5 M5.5 13 L12 19.5 L18.5 13",
    /* ArrowUp */ "M12 19.5 L12 4.5 M5.5 11 L12 4.5 L18.5 11",
    /* Plus */ "M12 5 L12 19 M5 12 L19 12",
    /* Tag */ "M12 3.5 L20.5 12 L13 19.5 C12.2 20.3 11 20.3 10.2 19.5 L3.5 12.8 L3.5 3.5 Z D 8 8 1.3",
    /* History */ "M4.5 8 C6 5.3 8.8 3.5 12 3.5 C16.7 3.5 20.5 7.3 20.5 12 C20.5 16.7 16.7 20.5 12 20.5 C7.8 20.5 4.3 17.5 3.6 13.5 "
                  "M4.2 3.8 L4.2 8.2 L8.6 8.2 M12 7.5 L12 12.2 L15 14",
    /* Template */ "M4 6 C4 4.9 4.9 4 6 4 L18 4 C19.1 4 20 4.9 20 6 L20 18 C20 19.1 19.1 20 18 20 L6 20 C4.9 20 4 19.1 4 18 Z "
                   "M8 9 L16 9 M8 12.5 L16 12.5 M8 16 L12.5 16",
    /* Eye */ "M2.5 12 C4.6 7.7 7.9 5.5 12 5.5 C16.1 5.5 19.4 7.7 21.5 12 C19.4 16.3 16.1 18.5 12 18.5 C7.9 18.5 4.6 16.3 2.5 12 Z "
              "O 12 12 3",
    /* Coffee */ "M4 9 L16.5 9 L16.5 15.5 C16.5 18 14.5 20 12 20 L8.5 20 C6 20 4 18 4 15.5 Z "
                 "M16.5 10.5 L18 10.5 C19.4 10.5 20.5 11.6 20.5 13 C20.5 14.4 19.4 15.5 18 15.5 L16.5 15.5 M8 3.5 L8 5.5 M12.5 3.5 L12.5 5.5",
    /* Headset */ "M4 15 L4 12 C4 7.6 7.6 4 12 4 C16.4 4 20 7.6 20 12 L20 15 R 4 13 3.5 6 1.5 R 16.5 13 3.5 6 1.5 "
                  "M20 17.5 C20 19.6 18 21 14.5 21 L12.5 21",
    /* Supervisor */ "M4 20 L4 13 M9.3 20 L9.3 9 M14.6 20 L14.6 12 M20 20 L20 4.5",
    /* Filter */ "M3.5 5 L20.5 5 L14 12.6 L14 18 L10 20 L10 12.6 Z",
    /* Trash */ "M4 6.5 L20 6.5 M9 6.5 L9 4 L15 4 L15 6.5 M6 6.5 L7 20 L17 20 L18 6.5 M10.3 10.5 L10.3 16 M13.7 10.5 L13.7 16",
    /* Edit */ "M4 20 L5 15.6 L16 4.6 C16.8 3.8 18.1 3.8 18.9 4.6 L19.4 5.1 C20.2 5.9 20.2 7.2 19.4 8 L8.4 19 Z M14 6.6 L17.4 10",
    /* Undo */ "M8.5 4.5 L4 9 L8.5 13.5 M4 9 L14 9 C17.3 9 20 11.5 20 14.5 C20 17.5 17.3 20 14 20 L11 20",
    /* Globe */ "O 12 12 8.5 M3.5 12 L20.5 12 M12 3.5 C14.6 6 15.8 8.8 15.8 12 C15.8 15.2 14.6 18 12 20.5 "
                "M12 3.5 C9.4 6 8.2 8.8 8.2 12 C8.2 15.2 9.4 18 12 20.5",
    /* Image */ "R 3.5 4.5 17 15 2 O 8.5 9.5 1.6 M4 17.5 L9.5 13 L12.5 15.5 L16 11.5 L20.2 15.6",
    /* Stop */ "O 12 12 8.5 M6.2 6.2 L17.8 17.8",
    /* Command */ "M13 3.5 L5.5 13.5 L11.5 13.5 L10.5 20.5 L18.5 10.5 L12.3 10.5 Z",
    /* Print */ "M7 8 L7 3.5 L17 3.5 L17 8 M7 17 L5.5 17 C4.4 17 3.5 16.1 3.5 15 L3.5 10 C3.5 8.9 4.4 8 5.5 8 L18.5 8 "
                "C19.6 8 20.5 8.9 20.5 10 L20.5 15 C20.5 16.1 19.6 17 18.5 17 L17 17 M7 13.5 L17 13.5 L17 20.5 L7 20.5 Z",
    /* Archive */ "R 3.5 4 17 4.5 1 M5 8.5 L5 18 C5 19.1 5.9 20 7 20 L17 20 C18.1 20 19 19.1 19 18 L19 8.5 M10 12.5 L14 12.5",
};
// clang-format on
static_assert(sizeof kPaths / sizeof kPaths[0] == static_cast<std::size_t>(Icon::kCount));

/// Shows a direction of reading or of going on: on a mirrored page it is mirrored. A tick, a clock, a hand set are not.
bool is_directional(Icon icon) {
  switch (icon) {
    case Icon::Conversations:
    case Icon::Queue:
    case Icon::Send:
    case Icon::ChevronLeft:
    case Icon::ChevronRight:
    case Icon::Logout:
    case Icon::Sms:
    case Icon::Template:
    case Icon::Undo:
      return true;
    default:
      return false;
  }
}

class Pen {
 public:
  /// `is_turned`: the right side at the left.
  Pen(ImDrawList& list, ImVec2 origin, float scale, ImU32 color, bool is_turned)
      : list_(list),
        origin_(origin),
        scale_(scale),
        color_(color),
        width_(std::max(1.0f, kStroke * scale)),
        is_turned_(is_turned) {}

  void draw(const char* path) {
    at_ = path;
    while (const char command = next_command()) step(command);
    finish(false);
  }

 private:
  ImVec2 point() {
    const float x = number();
    const float y = number();
    return ImVec2(origin_.x + (is_turned_ ? kGrid - x : x) * scale_, origin_.y + y * scale_);
  }

  void step(char command) {
    if (command == 'M') {
      finish(false);
      list_.PathLineTo(begin_ = end_ = point());
      is_open_ = true;
    } else if (command == 'L') {
      list_.PathLineTo(end_ = point());
    } else if (command == 'C') {
      const ImVec2 first = point();
      const ImVec2 second = point();
      list_.PathBezierCubicCurveTo(first, second, end_ = point(), 0);
    } else if (command == 'Z') {
      finish(true);
    } else if (command == 'R') {
      finish(false);
      const ImVec2 corner = point();
      const float w = number() * scale_, h = number() * scale_;
      const float left = is_turned_ ? corner.x - w : corner.x;
      list_.AddRect(ImVec2(left, corner.y), ImVec2(left + w, corner.y + h), color_, number() * scale_, 0, width_);
    } else {
      SMSDESK_ASSERT(command == 'O' || command == 'D');
      finish(false);
      const ImVec2 centre = point();
      const float radius = number() * scale_;
      if (command == 'O') list_.AddCircle(centre, radius, color_, 0, width_);
      if (command == 'D') list_.AddCircleFilled(centre, std::max(radius, 0.75f), color_);
    }
  }

  /// Strokes what was collected. An open stroke gets round ends.
  void finish(bool is_closed) {
    if (!is_open_) return;
    is_open_ = false;
    list_.PathStroke(color_, is_closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    if (is_closed || width_ < 1.5f) return;
    list_.AddCircleFilled(begin_, width_ / 2, color_);
    list_.AddCircleFilled(end_, width_ / 2, color_);
  }

  char next_command() {
    while (*at_ == ' ') ++at_;
    return *at_ == '\0' ? '\0' : *at_++;
  }

  float number() {
    while (*at_ == ' ') ++at_;
    SMSDESK_ASSERT(*at_ >= '0' && *at_ <= '9');
    float value = 0;
    while (*at_ >= '0' && *at_ <= '9') value = value * 10 + static_cast<float>(*at_++ - '0');
    if (*at_ == '.') {
      float unit = 0.1f;
      for (++at_; *at_ >= '0' && *at_ <= '9'; unit /= 10) value += unit * static_cast<float>(*at_++ - '0');
    }
    return value;
  }

  ImDrawList& list_;
  ImVec2 origin_;
  float scale_;
  ImU32 color_;
  float width_;
  bool is_turned_;
  const char* at_ = nullptr;
  bool is_open_ = false;
  ImVec2 begin_, end_;
};

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 top_left, float size_px, ImU32 color) {
  const ImVec2 origin(std::round(top_left.x), std::round(top_left.y));
  const bool is_turned = is_mirrored() && !is_directional(icon);
  Pen(list, origin, size_px / kGrid, color, is_turned).draw(icon_path(icon));
}

const char* icon_path(Icon icon) {
  SMSDESK_ASSERT(icon < Icon::kCount);
  return kPaths[static_cast<std::size_t>(icon)];
}

}  // namespace smsdesk::web
