// The interface's line icons: one set, drawn by us, on a 24-unit grid.
//
// Why: icons of one weight that stay crisp at every pixel ratio, without a download. Each is path
// data in one table and stroked through ImDrawList at the device's ratio: 1.75 px at a size of 20
// CSS px, round ends. An icon never stands alone: the widget that draws it gives it a name in the
// mirror.
#pragma once

#include <cstdint>

#include "imgui.h"

namespace smsdesk::web {

enum class Icon : std::uint8_t {
  Conversations,
  Queue,
  Search,
  Settings,
  Phone,
  Sms,
  Check,
  DoubleCheck,
  Clock,
  Alert,
  Close,
  Send,
  Attach,
  Smile,
  Note,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  ChevronDown,
  User,
  Users,
  Moon,
  Sun,
  Logout,
  Bell,
  BellOff,
  More,
  Pause,
  Transfer,
  Copy,
  Refresh,
  Keyboard,
  WifiOff,
  Info,
  ArrowDown,
  ArrowUp,
  Plus,
  Tag,
  History,
  Template,
  Eye,
  Coffee,
  Headset,
  Supervisor,
  Filter,
  Trash,
  Edit,
  Undo,
  Globe,
  Image,
  Stop,
  Command,
  Print,
  Archive,
  kCount,
};

/// Draws at `size_px` device pixels; `top_left` is rounded to a whole one. Ends and dots overlap
/// the strokes, so `color` should be opaque (blend it with the background beforehand).
void draw_icon(ImDrawList& list, Icon icon, ImVec2 top_left, float size_px, ImU32 color);

/// The path of an icon, for tests.
const char* icon_path(Icon icon);

}  // namespace smsdesk::web
