#include "web/theme.h"

#include <algorithm>
#include <cmath>

namespace smsdesk::web {
namespace {

int channel(ImU32 color, int shift) {
  return static_cast<int>((color >> shift) & 0xFF);
}

ImU32 pack(int r, int g, int b, int a) {
  return static_cast<ImU32>(r) | (static_cast<ImU32>(g) << 8) | (static_cast<ImU32>(b) << 16) |
         (static_cast<ImU32>(a) << 24);
}

int lerp(int a, int b, float part) {
  return static_cast<int>(std::lround(static_cast<float>(a) + static_cast<float>(b - a) * part));
}

float linear(int channel_value) {
  const float v = static_cast<float>(channel_value) / 255.0f;
  return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
}

float luminance(ImU32 color) {
  return 0.2126f * linear(channel(color, 0)) + 0.7152f * linear(channel(color, 8)) +
         0.0722f * linear(channel(color, 16));
}

constexpr Theme make_light() {
  Theme t;
  t.background = rgb(0xF7F8FA);
  t.surface = rgb(0xFFFFFF);
  t.raised = rgb(0xFFFFFF);
  t.hover = rgb(0x15181D, 11);
  t.pressed = rgb(0x15181D, 22);
  t.selected = rgb(0xEBF1FD);
  t.border = rgb(0xE3E6EB);
  t.control_border = rgb(0x848C99);
  t.text = rgb(0x15181D);
  t.text_secondary = rgb(0x5B6472);
  t.text_disabled = rgb(0x8A92A0);
  t.accent = rgb(0x2457D6);
  t.primary = rgb(0x2457D6);
  t.primary_hover = rgb(0x1E4ABA);
  t.on_primary = rgb(0xFFFFFF);
  t.own_bubble = rgb(0x2457D6);
  t.on_own_bubble = rgb(0xFFFFFF);
  t.customer_bubble = rgb(0xEDEFF3);
  t.on_customer_bubble = rgb(0x15181D);
  t.selection = rgb(0x2457D6);
  t.info = {rgb(0x2457D6), rgb(0xEBF1FD)};
  t.success = {rgb(0x1B7A43), rgb(0xE7F5EC)};
  t.warning = {rgb(0x9A5108), rgb(0xFDF2E1)};
  t.danger = {rgb(0xC62F2F), rgb(0xFDECEC)};
  t.neutral = {rgb(0x5B6472), rgb(0xF0F2F5)};
  t.danger_fill = rgb(0xC62F2F);
  t.on_danger_fill = rgb(0xFFFFFF);
  t.scrim = rgb(0x15181D, 92);
  t.shadow = rgb(0x1B2333, 26);
  t.skeleton = rgb(0xE9ECF0);
  return t;
}

constexpr Theme make_dark() {
  Theme t;
  t.is_dark = true;
  t.background = rgb(0x0F1115);
  t.surface = rgb(0x171A21);
  t.raised = rgb(0x1F232C);
  t.hover = rgb(0xFFFFFF, 11);
  t.pressed = rgb(0xFFFFFF, 22);
  t.selected = rgb(0x212A3E);
  t.border = rgb(0x2A2F3A);
  t.control_border = rgb(0x717A8A);
  t.text = rgb(0xE8EAEE);
  t.text_secondary = rgb(0x9AA3B2);
  t.text_disabled = rgb(0x6B7484);
  t.accent = rgb(0x6C9BFF);
  t.primary = rgb(0x3B6CE0);
  t.primary_hover = rgb(0x325FCB);
  t.on_primary = rgb(0xFFFFFF);
  t.own_bubble = rgb(0x2A55B8);
  t.on_own_bubble = rgb(0xFFFFFF);
  t.customer_bubble = rgb(0x262B35);
  t.on_customer_bubble = rgb(0xE8EAEE);
  t.selection = rgb(0x6C9BFF);
  t.info = {rgb(0x6C9BFF), rgb(0x1C2740)};
  t.success = {rgb(0x4CC38A), rgb(0x16301F)};
  t.warning = {rgb(0xF5B454), rgb(0x33281A)};
  t.danger = {rgb(0xFF7B7B), rgb(0x3A2022)};
  t.neutral = {rgb(0x9AA3B2), rgb(0x232833)};
  t.danger_fill = rgb(0xC93A3A);
  t.on_danger_fill = rgb(0xFFFFFF);
  t.scrim = rgb(0x000000, 140);
  t.shadow = rgb(0x000000, 70);
  t.skeleton = rgb(0x232833);
  return t;
}

constexpr Theme make_contrast_light() {
  Theme t = make_light();
  t.is_high_contrast = true;
  t.background = t.surface = t.raised = rgb(0xFFFFFF);
  t.hover = rgb(0x000000, 26);
  t.pressed = rgb(0x000000, 46);
  t.selected = rgb(0xDCE6FF);
  t.border = t.control_border = t.text = rgb(0x000000);
  t.text_secondary = rgb(0x262A31);
  t.text_disabled = rgb(0x5B6472);
  t.accent = t.primary = t.own_bubble = t.selection = rgb(0x0A2F8F);
  t.primary_hover = rgb(0x061F63);
  t.customer_bubble = rgb(0xEDEFF3);
  t.on_customer_bubble = rgb(0x000000);
  t.info = {rgb(0x0A2F8F), rgb(0xFFFFFF)};
  t.success = {rgb(0x0B4A25), rgb(0xFFFFFF)};
  t.warning = {rgb(0x5F3000), rgb(0xFFFFFF)};
  t.danger = {rgb(0x8A1010), rgb(0xFFFFFF)};
  t.neutral = {rgb(0x000000), rgb(0xFFFFFF)};
  t.danger_fill = rgb(0x8A1010);
  t.border_width = 2;
  return t;
}

constexpr Theme make_contrast_dark() {
  Theme t = make_dark();
  t.is_high_contrast = true;
  t.background = t.surface = t.raised = rgb(0x000000);
  t.hover = rgb(0xFFFFFF, 38);
  t.pressed = rgb(0xFFFFFF, 64);
  t.selected = rgb(0x10234F);
  t.border = t.control_border = t.text = rgb(0xFFFFFF);
  t.text_secondary = rgb(0xDDE1E8);
  t.text_disabled = rgb(0x9AA3B2);
  t.accent = t.selection = rgb(0xA9C5FF);
  t.primary = rgb(0xA9C5FF);
  t.primary_hover = rgb(0xD3E2FF);
  t.on_primary = rgb(0x000000);
  t.own_bubble = rgb(0x0F2F80);
  t.customer_bubble = rgb(0x1F232C);
  t.on_customer_bubble = rgb(0xFFFFFF);
  t.info = {rgb(0xA9C5FF), rgb(0x000000)};
  t.success = {rgb(0x7DF0B4), rgb(0x000000)};
  t.warning = {rgb(0xFFD27A), rgb(0x000000)};
  t.danger = {rgb(0xFFB0B0), rgb(0x000000)};
  t.neutral = {rgb(0xFFFFFF), rgb(0x000000)};
  t.danger_fill = rgb(0xFFB0B0);
  t.on_danger_fill = rgb(0x000000);
  t.border_width = 2;
  return t;
}

}  // namespace

namespace themes {
constinit const Theme kLight = make_light();
constinit const Theme kDark = make_dark();
constinit const Theme kContrastLight = make_contrast_light();
constinit const Theme kContrastDark = make_contrast_dark();
}  // namespace themes

ImU32 with_alpha(ImU32 color, float part) {
  return pack(channel(color, 0), channel(color, 8), channel(color, 16),
              lerp(0, channel(color, 24), std::clamp(part, 0.0f, 1.0f)));
}

ImU32 over(ImU32 top, ImU32 ground) {
  const float part = static_cast<float>(channel(top, 24)) / 255.0f;
  return pack(lerp(channel(ground, 0), channel(top, 0), part), lerp(channel(ground, 8), channel(top, 8), part),
              lerp(channel(ground, 16), channel(top, 16), part), 255);
}

ImU32 mix(ImU32 a, ImU32 b, float part) {
  part = std::clamp(part, 0.0f, 1.0f);
  return pack(lerp(channel(a, 0), channel(b, 0), part), lerp(channel(a, 8), channel(b, 8), part),
              lerp(channel(a, 16), channel(b, 16), part), lerp(channel(a, 24), channel(b, 24), part));
}

float contrast(ImU32 a, ImU32 b) {
  const float la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05f) / (std::min(la, lb) + 0.05f);
}

Tone on_selected(const Theme& theme, const Tone& tone) {
  return {tone.ink, theme.surface};
}

const Theme& find_theme(ThemeChoice choice, const SystemPreferences& preferences) {
  const bool is_dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && preferences.is_dark);
  if (preferences.wants_more_contrast || preferences.forced_colors)
    return is_dark ? themes::kContrastDark : themes::kContrastLight;
  return is_dark ? themes::kDark : themes::kLight;
}

namespace density {
namespace {
Density chosen = Density::Roomy;
}
void choose(Density density) {
  chosen = density;
}
bool is_compact() {
  return chosen == Density::Compact;
}
}  // namespace density

namespace type {
TextStyle style(Kind kind, ImU32 color, TextWeight weight) {
  switch (kind) {
    case Kind::Tiny:
      return {11, 16, weight, color};
    case Kind::Secondary:
      return {13, 20, weight, color};
    case Kind::Interface:
      return {14, 20, weight, color};
    case Kind::Message:
      return {15, 21.75f, weight, color};
    case Kind::Title:
      return {17, 24, weight, color};
    case Kind::Headline:
      return {22, 32, weight, color};
  }
  return {};
}
}  // namespace type

}  // namespace smsdesk::web
