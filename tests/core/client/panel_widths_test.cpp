// Widths of panels: kept in the browser for each agent of it, and never out of bounds.
#include <gtest/gtest.h>

#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

screen::Desk shown(const Tab& tab) {
  return screen::make_screen(tab.s, tab.now).desk;
}

TEST(PanelWidths, AreKeptOnceTheyAreSettled) {
  AtWork work;
  work.tab.raise(intent::SetPanelWidth{SidePanel::Roster, 350, false});
  EXPECT_FALSE(work.tab.did<effect::PutStorage>());
  EXPECT_EQ(shown(work.tab).roster_width, 350);
  work.tab.raise(intent::SetPanelWidth{SidePanel::Context, 400, true});
  ASSERT_EQ(work.tab.all<effect::PutStorage>().size(), 1u);
  EXPECT_EQ(work.tab.all<effect::PutStorage>()[0], (effect::PutStorage{"settings", "panel_widths:11", "350 400"}));
}

TEST(PanelWidths, AreEachAgentsOwn) {
  AtWork work;
  work.tab.give(event::StorageLoaded{"settings", {{"panel_widths:11", "260 500"}, {"panel_widths:12", "470 300"}}});
  EXPECT_EQ(shown(work.tab).roster_width, 260);
  EXPECT_EQ(shown(work.tab).context_width, 500);
  work.tab.raise(intent::SignOut{});
  work.tab.s.me = kBen;
  EXPECT_EQ(work.tab.s.settings.panel_widths[kBen].roster, 470);
}

TEST(PanelWidths, OfNonsenseAreInBounds) {
  AtWork work;
  for (const char* value : {"", "x", "1 99999999999999999999", "-5 -6", "300"}) {
    work.tab.give(event::StorageLoaded{"settings", {{"panel_widths:11", value}}});
    EXPECT_GE(shown(work.tab).roster_width, kRosterBounds.min) << value;
    EXPECT_LE(shown(work.tab).context_width, kContextBounds.max) << value;
    EXPECT_GE(shown(work.tab).context_width, kContextBounds.min) << value;
  }
  const std::size_t known = work.tab.s.settings.panel_widths.size();
  work.tab.give(event::StorageLoaded{"settings", {{"panel_widths:", "300 300"}, {"panel_widths:1x", "300 300"}}});
  EXPECT_EQ(work.tab.s.settings.panel_widths.size(), known);
  work.tab.raise(intent::SetPanelWidth{SidePanel::Roster, 5'000, true});
  EXPECT_EQ(shown(work.tab).roster_width, kRosterBounds.max);
}

TEST(PanelWidths, OfTooManyAgentsAreNotKept) {
  AtWork work;
  std::vector<std::pair<std::string, std::string>> many;
  for (std::size_t i = 0; i < kPanelWidthsMax + 5; ++i) {
    many.emplace_back("panel_widths:" + std::to_string(1000 + i), "300 300");
  }
  work.tab.give(event::StorageLoaded{"settings", many});
  EXPECT_EQ(work.tab.s.settings.panel_widths.size(), kPanelWidthsMax);
  work.tab.raise(intent::SetPanelWidth{SidePanel::Roster, 350, true});
  EXPECT_EQ(work.tab.s.settings.panel_widths.size(), kPanelWidthsMax);
  EXPECT_FALSE(work.tab.did<effect::PutStorage>());
}

}  // namespace
}  // namespace smsdesk::test
