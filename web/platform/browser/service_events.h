// How events of the mirror, the text fields and the services come from JavaScript into C++.
//
// Why: one exported C function, smsdesk_event(kind, bytes, length), takes every event; exports.cpp
// hands the kinds from kServiceEventFirst on to dispatch_service_event. On the JavaScript side
// $SmsPost writes them (post.js).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace smsdesk::web {

inline constexpr int kServiceEventFirst =
    100;  ///< + ServiceEvent::Kind; f64 number, u32 tag bytes, u32 key bytes, tag, key, text
inline constexpr int kMirrorActivated = 140;  ///< u64 node
inline constexpr int kMirrorFocused = 141;    ///< u64 node (0 = none), u8 ring visible
inline constexpr int kFieldEventFirst =
    150;  ///< + TextFieldEvent::Kind; u64 field, u32 selection begin, end and is_composing, value

inline constexpr int kPictureLoaded = 160;  ///< u32 ticket, u8 1 or, where it failed, 0, u16 status (picture_tries.h)

/// A kind that is none of ours, or one with too few bytes, is ignored: only our own JavaScript
/// sends them.
void dispatch_service_event(int kind, const char* bytes, int count);

/// Reads a little-endian value; the caller has checked the length.
template <typename T>
T read_plain(std::string_view bytes, std::size_t at) {
  T value;
  __builtin_memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// Its halves. False: the kind is not theirs.
bool dispatch_mirror_event(int kind, std::string_view bytes);
bool dispatch_field_event(int kind, std::string_view bytes);
bool dispatch_picture_event(int kind, std::string_view bytes);

/// The page is connected again: pictures that are late are asked for with the next frame that draws them.
void hurry_pictures();

// The pointer's and the keys' inputs wait for their turn in the passes of a frame. What the tree and the fields tell stands
// between them: a click that came before the focus moved on, or before Enter, is answered before it, however many of them
// one frame finds.
/// The number of the input that comes next.
std::uint32_t next_input();
/// All inputs before that number have been answered.
bool is_due(std::uint32_t input);
/// Before a pass of a frame: takes what was told before the inputs that still wait. Where more waits behind some of them: the
/// number of the first input that came behind that, too.
std::optional<std::uint32_t> hear_mirror_events();
std::optional<std::uint32_t> hear_field_events();

/// Once a frame is built for the last time: its tree goes to the page, with it or with a later one (mirror_pace.h). `now` in
/// milliseconds; `is_wheel_turned`: since the last frame.
void show_mirror(double now, bool is_wheel_turned);
// For the fields: end_mirror forgets the events of the last frame; once the tree stands, they are placed.
void forget_field_events();
void sync_fields();
void perform_insertion();
void begin_fields();

}  // namespace smsdesk::web
