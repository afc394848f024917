#include "web/theme.h"

#include <gtest/gtest.h>

#include <string>

namespace smsdesk::web {
namespace {

struct Named {
  const char* name;
  const Theme* theme;
};
const Named kThemes[] = {{"light", &themes::kLight},
                         {"dark", &themes::kDark},
                         {"more contrast, light", &themes::kContrastLight},
                         {"more contrast, dark", &themes::kContrastDark}};

void expect_contrast(const Named& named, const char* what, ImU32 ink, ImU32 ground, float least) {
  EXPECT_GE(contrast(ink, ground), least) << named.name << ": " << what;
}

TEST(Theme, ContrastIsTheOneOfWcag) {
  EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xFFFFFF)), 21.0f, 0.01f);
  EXPECT_NEAR(contrast(rgb(0x777777), rgb(0xFFFFFF)), 4.48f, 0.01f);
  EXPECT_NEAR(contrast(rgb(0x123456), rgb(0x123456)), 1.0f, 0.001f);
}

TEST(Theme, TextHasAtLeastFourAndAHalfOnEveryGroundItStandsOnAndSevenWithMoreContrast) {
  for (const Named& named : kThemes) {
    const Theme& t = *named.theme;
    const float enough = t.is_high_contrast ? 7.0f : 4.5f;  // WCAG 2.2, 1.4.6 (AAA) and 1.4.3
    const ImU32 grounds[] = {t.background,
                             t.surface,
                             t.raised,
                             t.selected,
                             over(t.hover, t.surface),
                             over(t.pressed, t.surface),
                             over(t.hover, t.raised),
                             t.neutral.soft,
                             t.warning.soft,
                             t.info.soft};
    for (const ImU32 ground : grounds) {
      expect_contrast(named, "text", t.text, ground, enough);
      expect_contrast(named, "secondary text", t.text_secondary, ground, enough);
    }
    expect_contrast(named, "own bubble", t.on_own_bubble, t.own_bubble, enough);
    expect_contrast(named, "customer bubble", t.on_customer_bubble, t.customer_bubble, enough);
    expect_contrast(named, "attachment's kind", t.text_secondary, t.customer_bubble, enough);
    expect_contrast(named, "own bubble under way", t.on_own_bubble, mix(t.own_bubble, t.background, 0.12f), enough);
    expect_contrast(named, "failed bubble", t.text, t.danger.soft, enough);
    expect_contrast(named, "primary", t.on_primary, t.primary, enough);
    expect_contrast(named, "primary, hovered", t.on_primary, t.primary_hover, enough);
    expect_contrast(named, "danger", t.on_danger_fill, t.danger_fill, enough);
    for (const Tone* tone : {&t.info, &t.success, &t.warning, &t.danger, &t.neutral}) {
      expect_contrast(named, "tone on its ground", tone->ink, tone->soft, enough);
      for (const ImU32 ground : {t.background, t.surface, t.raised, t.selected})
        expect_contrast(named, "tone on a plane", tone->ink, ground, enough);
      const Tone chosen = on_selected(t, *tone);
      expect_contrast(named, "tone in a chosen card", chosen.ink, chosen.soft, enough);
      expect_contrast(named, "its ground there", chosen.soft, t.selected, 1.1f);
    }
    for (const ImU32 ground : {t.background, t.surface, t.raised})
      expect_contrast(named, "unread line", t.accent, ground, enough);
  }
}

TEST(Theme, ControlsAndFocusHaveAtLeastThree) {
  for (const Named& named : kThemes) {
    const Theme& t = *named.theme;
    for (const ImU32 ground : {t.background, t.surface, t.raised}) {
      expect_contrast(named, "edge of a control", t.control_border, ground, 3.0f);
      expect_contrast(named, "focus ring", t.accent, ground, 3.0f);
      expect_contrast(named, "primary button", t.primary, ground, 3.0f);
    }
    expect_contrast(named, "focus ring in a chosen card", t.accent, t.selected, 3.0f);
    const ImU32 thumb = t.is_high_contrast ? t.on_primary : rgb(0xFFFFFF);
    expect_contrast(named, "switch that is on", thumb, t.primary, 3.0f);
    expect_contrast(named, "switch that is off", thumb, t.control_border, 3.0f);
  }
}

TEST(Theme, FollowsTheSystemUnlessTheAgentChose) {
  SystemPreferences dark;
  dark.is_dark = true;
  EXPECT_EQ(&find_theme(ThemeChoice::System, dark), &themes::kDark);
  EXPECT_EQ(&find_theme(ThemeChoice::Light, dark), &themes::kLight);
  EXPECT_EQ(&find_theme(ThemeChoice::Dark, {}), &themes::kDark);
  SystemPreferences forced;
  forced.forced_colors = true;
  EXPECT_EQ(&find_theme(ThemeChoice::System, forced), &themes::kContrastLight);
  SystemPreferences more = dark;
  more.wants_more_contrast = true;
  EXPECT_EQ(&find_theme(ThemeChoice::System, more), &themes::kContrastDark);
}

}  // namespace
}  // namespace smsdesk::web
