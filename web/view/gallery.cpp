// The development page of the views: one fixed screen at a time, with the browser's real text,
// fields and mirror. gallery.html hands its query over as arguments: page=…,
// theme=light|dark|system, bubbles=….
#include <cstdlib>
#include <string>
#include <string_view>

#include "web/platform/app.h"
#include "web/platform/page.h"
#include "web/view/gallery_screens.h"
#include "web/view/panels.h"

namespace smsdesk::web::view {
namespace {

class Gallery final : public App {
 public:
  std::string page = "desk-busy";
  ThemeChoice theme = ThemeChoice::System;
  std::size_t bubbles = 0;

  void start() override {
    screen_ = bubbles > 0 ? gallery::make_long(bubbles, page_now()) : gallery::make(page, page_now());
    screen_.theme = theme;
    state_.screen_revision = 1;
  }
  void frame() override {
    intents_.clear();
    draw_screen(ui_, state_, screen_, intents_);
  }

 private:
  Ui ui_;
  ViewState state_;
  screen::Screen screen_;
  Intents intents_;
};

bool take(std::string_view argument, std::string_view key, std::string& to) {
  if (argument.substr(0, key.size()) != key) return false;
  to.assign(argument.substr(key.size()));
  return true;
}

}  // namespace
}  // namespace smsdesk::web::view

int main(int argc, char** argv) {
  static smsdesk::web::view::Gallery gallery;  // lives as long as the page
  for (int i = 0; i < argc; ++i) {
    std::string value;
    if (smsdesk::web::view::take(argv[i], "page=", value)) gallery.page = value;
    if (smsdesk::web::view::take(argv[i], "bubbles=", value))
      gallery.bubbles = static_cast<std::size_t>(std::strtoul(value.c_str(), nullptr, 10));
    if (smsdesk::web::view::take(argv[i], "theme=", value))
      gallery.theme = value == "dark"    ? smsdesk::ThemeChoice::Dark
                      : value == "light" ? smsdesk::ThemeChoice::Light
                                         : smsdesk::ThemeChoice::System;
  }
  smsdesk::web::run_app(gallery);
  return 0;
}
