// Who the simulated customers are: their languages, what they want and how they answer. Data only.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace smsdesk::mock {

enum class Habit {
  Plain,    ///< answers what is asked, says thanks
  Silent,   ///< writes once and never again
  Stopper,  ///< answers the first reply with STOP
  Hurried,  ///< writes its opening in several messages, asks again soon
  Picture,  ///< sends a picture with its opening
};

struct Persona {
  std::string_view key;     ///< stable, shown on the control page
  std::string_view script;  ///< "Latin", "Arabic" …
  Habit habit;
  std::array<std::string_view, 3> opening;  ///< one message each; the unused ones are empty
  std::string_view order;                   ///< answers to the questions that are recognised
  std::string_view name;
  std::string_view date;
  std::string_view yes;
  std::string_view other;   ///< answer to what was not understood
  std::string_view nudge;   ///< when nobody answers
  std::string_view thanks;  ///< the last message

  constexpr std::size_t opening_count() const {
    std::size_t count = 0;
    while (count < opening.size() && !opening[count].empty()) ++count;
    return count;
  }
};

std::span<const Persona> personas();

}  // namespace smsdesk::mock
