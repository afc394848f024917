#include "relay/host/folder_check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace smsdesk::relay {

std::string trouble_with_folder(const std::string& folder) {
  // The nearest one that is there: all below would be made in it.
  std::filesystem::path at = folder;
  struct stat found {};
  while (::stat(at.empty() ? "." : at.c_str(), &found) != 0) {
    if (errno != ENOENT) return std::strerror(errno);
    if (at.empty() || at == at.root_path()) return std::strerror(ENOENT);
    at = at.parent_path();
  }
  if (at.empty()) at = ".";
  if (!S_ISDIR(found.st_mode)) return std::strerror(ENOTDIR);
  if (::faccessat(AT_FDCWD, at.c_str(), W_OK | X_OK, AT_EACCESS) != 0) return std::strerror(errno);
  return {};
}

}  // namespace smsdesk::relay
