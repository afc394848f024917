// Files that the person gives to the page, on their way to the relay; and the viewer for what came from there.
//
// The browser keeps a chosen, dropped or pasted file under a key of its own, and the state decides what becomes of it: the
// answers come as ServiceEvents (FileOffered, FilesLeftOut, FilesDragged, UploadProgressed, UploadEnded). The viewer is a native
// dialog above the canvas: pictures are zoomed and turned over in it, audio and video play in the browser's own elements.
#pragma once

#include <cstdint>
#include <string_view>

namespace smsdesk::web {

/// Opens the browser's choice of several files. The place comes back with each; what is dropped or pasted has none.
void choose_uploads(std::string_view accepts, std::string_view place);
/// Sends it to a path of the page's own origin. Where `is_scaled`, a picture is made a JPEG of at most that many bytes first.
void begin_upload(std::string_view key, std::string_view path, std::uint64_t bytes_max, bool is_scaled);
/// A file that is not the person's joins those that are: base64, strictly.
void offer_file(std::string_view key, std::string_view base64);
/// A file of the page's own origin; the answer comes as HttpAnswered, of a 200 as base64. A larger one is answered 413.
void fetch_file(std::string_view tag, std::string_view path, std::uint64_t bytes_max);
/// Breaks off what is under way and forgets the file.
void end_upload(std::string_view key);
/// Whether the browser says that it can show a picture, or play audio or video, of that content type.
bool can_show(std::string_view content_type);
/// JSON, as effect::ShowMedia says.
void show_viewer(std::string_view content);
void download_file(std::string_view path, std::string_view name);

}  // namespace smsdesk::web
