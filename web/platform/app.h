// The entry seam: main() makes an App and hands it to run_app; from then on the platform calls it.
#pragma once

namespace smsdesk::web {

struct App {
  virtual ~App() = default;
  /// Once, after canvas, renderer and ImGui are ready and before the first frame.
  virtual void start() = 0;
  /// Builds the interface, between ImGui::NewFrame() and ImGui::Render(). It may run several times
  /// before one picture is shown (a fast press and release need two turns), so it must not count
  /// its calls.
  virtual void frame() = 0;
  /// Asked until it is true: the page's skeleton stays meanwhile, and no frame is built.
  virtual bool has_something_to_show() { return true; }
};

/// Starts the platform and returns; the browser's event loop drives the rest. `app` must live for
/// ever.
void run_app(App& app);

}  // namespace smsdesk::web
