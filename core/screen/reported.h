// Reported messages, as a supervisor's overview lists them. Plain values.
#pragma once

#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk::screen {

struct ReportedLine {
  ConversationId conversation;
  MessageId message;
  std::string customer;
  Instant at;  ///< when it was reported
  bool is_today = false;
  std::string below;            ///< "Spam · Reported by Ana Ruiz · Support"
  std::string text;             ///< its first words
  std::string accessible_name;  ///< without the time, which the view formats
  std::string dismiss_name;
  bool is_busy = false;  ///< it is being dismissed
};

struct ReportedList {
  std::vector<ReportedLine> lines;  ///< the last reported first
  std::string loading_text;         ///< nothing has come yet; or empty
  bool is_busy = false;             ///< more, or the list anew, was asked for
  bool has_older = false;
  std::string problem;  ///< the list could not be had; or empty
  bool can_try_again = false;
};

}  // namespace smsdesk::screen
