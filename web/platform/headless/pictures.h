// Pictures without a browser: what was asked for is kept, and a test answers by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::web::headless {

/// Paths that are under way, in the order in which they were asked for.
std::vector<std::string> pictures_asked();
/// The picture arrives, wherever it is drawn.
void give_picture(std::string_view path);
/// It does not: as PictureTries::failed says.
void fail_picture(std::string_view path, int status);
/// The page is connected again; SocketOpened does it, too.
void hurry_pictures();

}  // namespace smsdesk::web::headless
