// The client's turn: what came from outside and what the agent wants become events, events change
// the state, the state asks for effects, and where something changed the page is drawn anew.
//
//   service event → Event → reduce(State&) → Effects → services           (at once, also while the
//   page is hidden) frame: screen (made only where the state changed or a text is due) → views →
//   Intents → the same reduce
//
// No decision is here. One thread; lives as long as the page.
#pragma once

#include <string>
#include <vector>

#include "core/client/effect.h"
#include "core/client/event.h"
#include "core/client/state.h"
#include "core/screen/screen.h"
#include "web/platform/app.h"
#include "web/platform/services.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web {

inline constexpr const char* kSocketPath = "/api/socket";

class Client final : public App {
 public:
  void start() override;
  void frame() override;
  bool has_something_to_show() override;

  const State& state() const { return state_; }

 private:
  void hear(ServiceEvent heard);
  void raise(EventBody body);
  void show();
  void show_outside();

  State state_;
  screen::Screen screen_;
  view::ViewState view_state_;
  view::Intents intents_;
  Ui ui_;
  Instant screen_due_;  ///< a text of the screen is another one from then on; 0 = never
  bool is_screen_stale_ = true;
  bool has_own_change_ = false;  ///< the agent made it stale, by what the last frame showed
  bool is_drawing_ = false;
  std::string shown_title_, shown_language_, shown_scope_;
  std::uint32_t shown_badge_ = 0;
  const Theme* shown_theme_ = nullptr;
  Instant started_at_;
};

}  // namespace smsdesk::web
