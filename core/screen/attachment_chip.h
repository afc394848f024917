// A file beside a text that is being written: of an answer, or of a template.
#pragma once

#include <string>

namespace smsdesk::screen {

struct AttachmentChip {
  std::string key;
  std::string title, detail;
  std::string path;  ///< of a picture that the relay has
  bool is_picture = false;
  bool is_failed = false;
  int percent = -1;  ///< of its upload; -1 = none is under way
  std::string accessible_name;
  std::string remove_name;  ///< empty: it cannot be removed
  std::string retry_name;
};

}  // namespace smsdesk::screen
