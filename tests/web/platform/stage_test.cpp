#include "web/platform/headless/stage.h"

#include <gtest/gtest.h>

#include <vector>

#include "web/platform/canvas.h"
#include "web/platform/mirror_pace.h"
#include "web/platform/page.h"
#include "web/platform/passes.h"

namespace smsdesk::web {
namespace {

const TextStyle kStyle{.size = 10, .line_height = 20};

struct OneButton final : App {
  void start() override { ++starts; }
  void frame() override {
    fill_panel({0, 0}, ImGui::GetIO().DisplaySize, IM_COL32(0, 0, 255, 255));
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({200, 100});
    ImGui::Begin("window", nullptr, ImGuiWindowFlags_NoDecoration);
    ImGui::SetCursorScreenPos({20, 20});
    if (ImGui::InvisibleButton("button", {100, 20})) ++clicks;
    draw_text(*ImGui::GetWindowDrawList(), lay_out_text("Press me", kStyle), {20, 20});
    ImGui::End();
    if (animates) request_frame();
  }
  int starts = 0, clicks = 0;
  bool animates = false;
};

TEST(MirrorPace, WaitsWhileTheWheelTurnsAndNotForLong) {
  MirrorPace pace;
  EXPECT_FALSE(pace.may_wait(0));
  double now = 10'000;
  pace.wheel_turned(now);
  EXPECT_FALSE(pace.may_wait(now)) << "what is there has been there for long";
  pace.written(now);
  int written = 0;
  for (int turn = 0; turn < 100; ++turn) {
    pace.wheel_turned(now += 30);
    if (pace.may_wait(now)) continue;
    pace.written(now);
    ++written;
  }
  EXPECT_EQ(written, 11) << "3 seconds, every 270 ms";
}

TEST(MirrorPace, IsInStepOnceTheWheelRests) {
  MirrorPace pace;
  pace.written(10'000);
  EXPECT_FALSE(pace.may_wait(10'010)) << "nobody turns it";
  pace.wheel_turned(10'020);
  EXPECT_TRUE(pace.may_wait(10'020));
  EXPECT_TRUE(pace.may_wait(10'049)) << "the pointer moves meanwhile";
  EXPECT_FALSE(pace.may_wait(10'050));
}

TEST(Passes, EndWithTheNewestPictureHoweverMuchWasPressed) {
  Passes passes;
  for (int press = 0; press < 6; ++press) EXPECT_TRUE(passes.wants_another(true, press == 5)) << press;
  EXPECT_FALSE(passes.wants_another(false, true));
  EXPECT_FALSE(passes.is_unfinished());
}

TEST(Passes, GoOnInTheNextFrameWhereNothingComesToRest) {
  Passes restless;
  int count = 1;
  while (restless.wants_another(true, true)) ++count;
  EXPECT_EQ(count, 4);
  EXPECT_TRUE(restless.is_unfinished());
  Passes deaf;
  for (count = 1; deaf.wants_another(false, false);) ++count;
  EXPECT_EQ(count, 16);
  EXPECT_TRUE(deaf.is_unfinished());
}

TEST(Stage, SaysTheYearOfADayThatIsOfAnotherOne) {
  StageOptions options;
  options.now = Instant{1'770'000'000'000};
  const Stage stage(options);
  EXPECT_EQ(format_day(options.now), "Monday, 2 February");
  EXPECT_EQ(format_day(options.now + -hours(32 * 24)), "Thursday, 1 January");
  EXPECT_EQ(format_day(options.now + -hours(33 * 24)), "31 December 2025");
  EXPECT_EQ(format_day(options.now + hours(333 * 24)), "1 January 2027");
  EXPECT_EQ(format_date_time(options.now + -hours(33 * 24)), "Wednesday, 31 December 2025 at 02:40");
}

TEST(Stage, ActsOnAPressAndReleaseWithinOneFrame) {
  Stage stage;
  OneButton app;
  EXPECT_TRUE(stage.run(app));
  const auto place = stage.find_text("Press");
  ASSERT_TRUE(place.has_value());
  stage.move_mouse(*place);
  stage.press();
  stage.release();
  stage.frame(app);
  EXPECT_EQ(app.clicks, 1);
  EXPECT_EQ(app.starts, 1);
}

TEST(Stage, TellsWhichPressOfADoubleClickEachOneIs) {
  struct Counting final : App {
    void start() override {}
    void frame() override {
      if (press_count() != 0) counts.push_back(press_count());
    }
    std::vector<int> counts;
  };
  Stage stage;
  Counting app;
  EXPECT_TRUE(stage.run(app));
  stage.move_mouse({50, 50});
  for (const int count : {1, 2, 3}) {
    stage.press(0, count);
    stage.release();
  }
  stage.press(1);
  stage.release(1);
  stage.frame(app);
  EXPECT_EQ(app.counts, (std::vector<int>{1, 2, 3})) << "all in one frame, and of the main button alone";
  stage.press();
  stage.frame(app);
  stage.release();
  stage.frame(app);
  EXPECT_EQ(app.counts.size(), 4u) << "once for each press";
  EXPECT_EQ(app.counts.back(), 1);
}

TEST(Stage, RestsWhenNothingAsksForAFrame) {
  Stage stage;
  OneButton app;
  EXPECT_TRUE(stage.run(app));
  EXPECT_FALSE(stage.wants_frame());
  app.animates = true;
  stage.frame(app);
  EXPECT_FALSE(stage.run(app));
}

TEST(Stage, WakesWhenTheClockReachesTheWish) {
  Stage stage;
  OneButton app;
  stage.run(app);
  request_frame_in(500);
  stage.advance(499);
  EXPECT_FALSE(stage.wants_frame());
  stage.advance(1);
  EXPECT_TRUE(stage.wants_frame());
}

TEST(Stage, PaintsPanelsBeneathEverything) {
  Stage stage({.width = 300, .height = 200});
  OneButton app;
  stage.run(app);
  const auto picture = stage.picture();
  EXPECT_EQ(picture[199 * 300 + 299], IM_COL32(0, 0, 255, 255));
}

TEST(HeadlessText, BreaksBehindSpacesAndAnywhereInLongWords) {
  Stage stage;
  // 10 px text: every code point is 5 px wide, so 8 fit into 40.
  const TextBlock block = lay_out_text("abc def ghijklmnopq r", kStyle, 40);
  ASSERT_EQ(block.lines.size(), 3u);
  EXPECT_EQ(block.lines[0].end, 7u);
  EXPECT_EQ(block.lines[1].begin, 8u);
  EXPECT_EQ(block.lines[1].end, 16u);
  EXPECT_EQ(block.lines[2].begin, 16u);
  EXPECT_EQ(block.height, 60);
  EXPECT_EQ(block.width, 40);
}

TEST(HeadlessText, EndsInAnEllipsisWhenLinesAreLimited) {
  Stage stage;
  const TextBlock block = lay_out_text("one two three four", kStyle, 40, 1);
  ASSERT_EQ(block.lines.size(), 1u);
  EXPECT_TRUE(block.was_cut);
  EXPECT_LE(block.width, 40);
}

TEST(HeadlessText, CutsNoCodePoint) {
  Stage stage;
  const TextBlock block = lay_out_text("ääääääääääää", kStyle, 23, 1);
  EXPECT_EQ(block.lines[0].end % 2, 0u);
}

TEST(HeadlessText, PutsRightToLeftLinesAtTheRight) {
  Stage stage;
  const TextBlock block = lay_out_text("abcdefgh\nשלום", kStyle);
  ASSERT_EQ(block.lines.size(), 2u);
  EXPECT_TRUE(block.lines[1].is_rtl);
  EXPECT_EQ(block.lines[1].x, 20);
}

}  // namespace
}  // namespace smsdesk::web
