// The files of page/, carried inside the program (written by embed_pages.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace smsdesk::mock {

struct PageFile {
  std::string_view name;     ///< "phone.html"
  std::string_view content;  ///< lives as long as the program
};
std::vector<PageFile> page_files();

}  // namespace smsdesk::mock
