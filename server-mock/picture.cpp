// A PNG with a palette and stored (uncompressed) deflate blocks: about 77 KB, and no need of a
// compressor.
#include "server-mock/picture.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace smsdesk::mock {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;

struct Colour {
  std::uint8_t red, green, blue;
};
using Palette = std::array<Colour, 8>;

constexpr std::array<const char*, kSamplePictures> kDescriptions{
    "a parcel with a torn corner", "a paper receipt",       "hills under a low sun", "a blue jacket",
    "a plant with two leaves",     "a cracked phone screen"};

// Index 0 is the background; each picture uses its own eight colours.
constexpr std::array<Palette, kSamplePictures> kPalettes{{
    {{{224, 231, 239},
      {190, 140, 88},
      {160, 112, 66},
      {232, 214, 176},
      {60, 48, 40},
      {250, 250, 250},
      {120, 80, 44},
      {90, 100, 112}}},
    {{{72, 84, 104},
      {250, 248, 240},
      {216, 212, 200},
      {64, 64, 72},
      {150, 150, 156},
      {200, 60, 60},
      {52, 62, 80},
      {235, 230, 215}}},
    {{{252, 205, 150},
      {250, 150, 110},
      {255, 240, 190},
      {96, 110, 150},
      {66, 84, 122},
      {42, 60, 92},
      {246, 180, 130},
      {28, 40, 66}}},
    {{{238, 234, 226},
      {44, 84, 168},
      {34, 66, 136},
      {240, 214, 120},
      {24, 46, 98},
      {214, 208, 196},
      {84, 124, 204},
      {250, 250, 250}}},
    {{{244, 240, 232},
      {70, 150, 92},
      {46, 116, 68},
      {196, 110, 70},
      {160, 84, 52},
      {220, 214, 200},
      {120, 190, 130},
      {90, 62, 44}}},
    {{{206, 212, 220},
      {28, 30, 36},
      {56, 104, 160},
      {96, 150, 204},
      {236, 244, 250},
      {14, 16, 20},
      {170, 176, 184},
      {120, 170, 220}}},
}};

bool is_in_box(int x, int y, int left, int top, int right, int bottom) {
  return x >= left && x < right && y >= top && y < bottom;
}

bool is_in_ellipse(int x, int y, double cx, double cy, double rx, double ry) {
  const double dx = (x - cx) / rx;
  const double dy = (y - cy) / ry;
  return dx * dx + dy * dy <= 1;
}

std::uint8_t paint_parcel(int x, int y) {
  if (is_in_box(x, y, 70, 60, 250, 200)) {
    if (x + (200 - y) > 348 + (y * 7 % 11)) return 4;                  // the torn corner
    if (is_in_box(x, y, 150, 60, 172, 200)) return 3;                  // tape
    if (is_in_box(x, y, 86, 140, 140, 184)) return y % 9 < 3 ? 7 : 5;  // label
    return y < 84 ? 2 : 1;
  }
  return is_in_ellipse(x, y, 160, 202, 108, 12) ? 7 : 0;
}

std::uint8_t paint_receipt(int x, int y) {
  const int edge = 222 - std::abs(x % 16 - 8);
  if (!is_in_box(x, y, 100, 18, 220, edge)) return is_in_box(x, y, 108, 26, 228, edge + 6) ? 6 : 0;
  if (is_in_box(x, y, 124, 34, 196, 46)) return 3;
  if (is_in_box(x, y, 112, 180, 208, 184)) return 4;
  if (is_in_box(x, y, 170, 192, 208, 204)) return 5;
  if (y > 60 && y < 172 && y % 14 < 4)
    return is_in_box(x, y, 112, 0, 112 + 30 + y % 5 * 9, 240) || x > 186 ? (x < 208 ? 4 : 1) : 1;
  return x < 104 ? 7 : 1;
}

std::uint8_t paint_hills(int x, int y) {
  const double far_ridge = 140 + 14 * std::sin(x / 34.0) + 8 * std::sin(x / 13.0);
  const double ridge = 168 + 20 * std::sin(x / 52.0 + 2);
  const double near_ridge = 202 + 12 * std::sin(x / 40.0 + 4);
  if (y > near_ridge) return 7;
  if (y > ridge) return 5;
  if (y > far_ridge) return 4;
  if (is_in_ellipse(x, y, 226, 118, 26, 26)) return 2;
  return y < 60 ? 0 : y < 104 ? 6 : 1;
}

std::uint8_t paint_jacket(int x, int y) {
  const int from_middle = std::abs(x - 160);
  if (y > 50 && y < 210 && from_middle < 56 + (y - 50) / 14) {
    if (y < 78 && from_middle < (84 - y) / 2 + 6) return y < 58 ? 0 : 7;  // collar
    if (from_middle < 3) return y % 12 < 6 ? 3 : 4;                       // zip
    if (is_in_box(from_middle, y, 20, 150, 48, 154)) return 4;            // pockets
    return from_middle > 44 ? 2 : 1;
  }
  if (y > 58 && y < 196 && from_middle > 52 && from_middle < 66 + (y - 58) / 4 && from_middle > 44 + (y - 58) / 5) {
    return y > 184 ? 4 : 2;  // sleeves
  }
  return y > 216 ? 5 : 0;
}

std::uint8_t paint_plant(int x, int y) {
  if (is_in_box(x, y, 118, 168, 202, 180)) return 4;
  if (y >= 180 && y < 224 && std::abs(x - 160) < 38 - (y - 180) / 4) return 3;
  const bool left = is_in_ellipse(x + (y - 90) / 2, y, 116, 90, 26, 52);
  const bool right = is_in_ellipse(x - (y - 76) / 2, y, 206, 76, 26, 56);
  if (left) return std::abs(x + (y - 90) / 2 - 116) < 2 ? 6 : 1;
  if (right) return std::abs(x - (y - 76) / 2 - 206) < 2 ? 6 : 2;
  if (is_in_box(x, y, 157, 110, 163, 168)) return 2;
  return y > 206 ? 5 : 0;
}

std::uint8_t paint_phone(int x, int y) {
  if (!is_in_box(x, y, 104, 14, 216, 228)) return is_in_ellipse(x, y, 160, 228, 84, 8) ? 6 : 0;
  if (!is_in_box(x, y, 110, 24, 210, 218)) return 1;
  // Cracks run from one point; each is a thin wedge around a ray.
  const double angle = std::atan2(y - 150.0, x - 176.0);
  const double distance = std::hypot(x - 176.0, y - 150.0);
  const double ray = std::fmod(angle + 6.5 + 0.08 * std::sin(distance / 9), 0.7);
  if (distance < 7 || (ray < 1.6 / (distance + 1) && distance < 130)) return 4;
  if (is_in_box(x, y, 142, 24, 178, 32)) return 5;
  return (x + y) / 40 % 3 == 0 ? 3 : (y > 160 ? 2 : 7);
}

std::uint8_t paint(int index, int x, int y) {
  switch (index) {
    case 0:
      return paint_parcel(x, y);
    case 1:
      return paint_receipt(x, y);
    case 2:
      return paint_hills(x, y);
    case 3:
      return paint_jacket(x, y);
    case 4:
      return paint_plant(x, y);
    default:
      return paint_phone(x, y);
  }
}

void append_number(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFF);
}

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

void append_chunk(std::string& png, const std::string& type, const std::string& content) {
  append_number(png, static_cast<std::uint32_t>(content.size()));
  png += type + content;
  append_number(png, crc_of(type + content));
}

/// zlib's format with stored blocks only.
std::string store(const std::string& raw) {
  std::string out("\x78\x01", 2);
  constexpr std::size_t kBlock = 65'535;
  for (std::size_t at = 0; at < raw.size(); at += kBlock) {
    const std::string part = raw.substr(at, kBlock);
    const auto size = static_cast<std::uint16_t>(part.size());
    out += static_cast<char>(at + kBlock >= raw.size() ? 1 : 0);
    for (const int value : {size & 0xFF, size >> 8, ~size & 0xFF, (~size >> 8) & 0xFF}) {
      out += static_cast<char>(value);
    }
    out += part;
  }
  std::uint32_t low = 1;
  std::uint32_t high = 0;
  for (const char c : raw) {
    low = (low + static_cast<unsigned char>(c)) % 65'521;
    high = (high + low) % 65'521;
  }
  append_number(out, (high << 16) | low);
  return out;
}

int limit_index(int index) {
  return index < 0 || index >= kSamplePictures ? 0 : index;
}

}  // namespace

const char* describe_sample(int index) {
  return kDescriptions[static_cast<std::size_t>(limit_index(index))];
}

std::string make_sample_png(int index) {
  index = limit_index(index);
  std::string header;
  append_number(header, kWidth);
  append_number(header, kHeight);
  header += std::string("\x08\x03\x00\x00\x00", 5);  // 8 bits, palette, no interlace
  std::string colours;
  for (const Colour& colour : kPalettes[static_cast<std::size_t>(index)]) {
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
      colours += static_cast<char>(part);
    }
  }
  std::string rows;
  rows.reserve(static_cast<std::size_t>(kWidth + 1) * static_cast<std::size_t>(kHeight));
  for (int y = 0; y < kHeight; ++y) {
    rows += '\0';
    for (int x = 0; x < kWidth; ++x) rows += static_cast<char>(paint(index, x, y));
  }
  std::string png("\x89PNG\r\n\x1a\n", 8);
  append_chunk(png, "IHDR", header);
  append_chunk(png, "PLTE", colours);
  append_chunk(png, "IDAT", store(rows));
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace smsdesk::mock
