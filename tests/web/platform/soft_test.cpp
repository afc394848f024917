#include "web/platform/soft.h"

#include <gtest/gtest.h>

namespace smsdesk::web::soft {
namespace {

constexpr std::uint32_t kWhite = 0xFFFFFFFF, kBlack = 0xFF000000, kRed = 0xFF0000FF;

/// A rectangle as ImGui writes it.
struct QuadMesh {
  ImDrawVert vertices[4];
  ImDrawIdx indices[6] = {0, 1, 2, 0, 2, 3};
};

QuadMesh quad(float x0, float y0, float x1, float y1, std::uint32_t color, ImVec2 uv0 = {0, 0}, ImVec2 uv1 = {0, 0}) {
  return {{{{x0, y0}, uv0, color},
           {{x1, y0}, {uv1.x, uv0.y}, color},
           {{x1, y1}, uv1, color},
           {{x0, y1}, {uv0.x, uv1.y}, color}}};
}

Target target_of(int width, int height, std::uint32_t color) {
  Target target;
  target.resize(width, height);
  target.fill({0, 0, width, height}, color);
  return target;
}

std::uint32_t at(const Target& target, int x, int y) {
  return target.pixels()[static_cast<std::size_t>(y * target.width() + x)];
}

int count(const Target& target, std::uint32_t color) {
  int found = 0;
  for (const std::uint32_t pixel : target.pixels()) found += pixel == color ? 1 : 0;
  return found;
}

TEST(Soft, FillsWholePixelsAndClipsToTheTarget) {
  Target target = target_of(8, 6, kBlack);
  target.fill({-5, 2, 3, 99}, kRed);
  EXPECT_EQ(count(target, kRed), 3 * 4);
  EXPECT_EQ(at(target, 2, 2), kRed);
  EXPECT_EQ(at(target, 3, 2), kBlack);
  EXPECT_EQ(at(target, 0, 1), kBlack);
}

TEST(Soft, IgnoresAnEmptyOrOutsideRectangle) {
  Target target = target_of(4, 4, kBlack);
  target.fill({3, 3, 1, 1}, kRed);
  target.fill({10, 10, 20, 20}, kRed);
  EXPECT_EQ(count(target, kRed), 0);
}

TEST(Soft, DrawsAQuadWhereItsPixelCentresAre) {
  Target target = target_of(8, 8, kBlack);
  const QuadMesh mesh = quad(1.4f, 1.6f, 4.5f, 3.4f, kRed);
  target.draw(mesh.vertices, mesh.indices, {0, 0, 8, 8}, nullptr);
  // Columns 1 to 3 (centres 1.5, 2.5, 3.5), row 2 only.
  EXPECT_EQ(count(target, kRed), 3);
  EXPECT_EQ(at(target, 1, 2), kRed);
  EXPECT_EQ(at(target, 3, 2), kRed);
}

TEST(Soft, KeepsToTheClipRectangle) {
  Target target = target_of(8, 8, kBlack);
  const QuadMesh mesh = quad(0, 0, 8, 8, kRed);
  target.draw(mesh.vertices, mesh.indices, {2, 3, 4, 5}, nullptr);
  EXPECT_EQ(count(target, kRed), 4);
  EXPECT_EQ(at(target, 2, 3), kRed);
  EXPECT_EQ(at(target, 4, 3), kBlack);
}

TEST(Soft, BlendsByAlphaOverWhatIsThere) {
  Target target = target_of(2, 2, kWhite);
  const QuadMesh mesh = quad(0, 0, 2, 2, 0x800000FF);
  target.draw(mesh.vertices, mesh.indices, {0, 0, 2, 2}, nullptr);
  EXPECT_EQ(at(target, 0, 0), 0xFF7F7FFFu);
}

TEST(Soft, CopiesTexelsOneToOneAlsoWhenTheClipCutsThemOff) {
  Texture texture{4, 4, std::vector<std::uint32_t>(16)};
  for (std::uint32_t i = 0; i < 16; ++i) texture.texels[i] = 0xFF000000 | (i + 1);
  Target target = target_of(8, 8, kWhite);
  const QuadMesh mesh = quad(2, 3, 4, 5, kWhite, {0.25f, 0.5f}, {0.75f, 1.0f});  // texels 1..2, 2..3
  target.draw(mesh.vertices, mesh.indices, {3, 3, 8, 8}, &texture);
  EXPECT_EQ(at(target, 2, 3), kWhite);
  EXPECT_EQ(at(target, 3, 3), texture.texels[2 * 4 + 2]);
  EXPECT_EQ(at(target, 3, 4), texture.texels[3 * 4 + 2]);
}

TEST(Soft, BlendsPremultipliedTexelsAndTintsThem) {
  const Texture texture{1, 1, {0x80000080}};  // red at half alpha, premultiplied
  Target target = target_of(1, 1, kWhite);
  const QuadMesh mesh = quad(0, 0, 1, 1, kWhite, {0, 0}, {1, 1});
  target.draw(mesh.vertices, mesh.indices, {0, 0, 1, 1}, &texture);
  EXPECT_EQ(at(target, 0, 0), 0xFF7F7FFFu);

  Target faded = target_of(1, 1, kWhite);
  const QuadMesh half = quad(0, 0, 1, 1, 0x80FFFFFF, {0, 0}, {1, 1});
  faded.draw(half.vertices, half.indices, {0, 0, 1, 1}, &texture);
  EXPECT_EQ(at(faded, 0, 0), 0xFFBFBFFFu);
}

TEST(Soft, TwoTrianglesCoverASquareOnceWithoutSeam) {
  // Not ImGui's rectangle order, so the triangle loop draws it. Half transparent: a pixel drawn
  // twice would show.
  Target target = target_of(20, 20, kWhite);
  const ImDrawVert vertices[] = {{{2, 2}, {0, 0}, 0x80000000},
                                 {{18, 2}, {0, 0}, 0x80000000},
                                 {{18, 18}, {0, 0}, 0x80000000},
                                 {{2, 18}, {0, 0}, 0x80000000}};
  const ImDrawIdx indices[] = {1, 2, 0, 2, 3, 0};
  target.draw(vertices, indices, {0, 0, 20, 20}, nullptr);
  EXPECT_EQ(count(target, 0xFF7F7F7F), 16 * 16);
  EXPECT_EQ(count(target, kWhite), 20 * 20 - 16 * 16);
}

TEST(Soft, FadesAlongAnAntiAliasedFringe) {
  Target target = target_of(10, 1, kWhite);
  const ImDrawVert vertices[] = {{{0, -5}, {0, 0}, 0xFF000000},
                                 {{10, -5}, {0, 0}, 0x00000000},
                                 {{10, 5}, {0, 0}, 0x00000000},
                                 {{0, 5}, {0, 0}, 0xFF000000}};
  const ImDrawIdx indices[] = {0, 1, 2, 0, 2, 3};
  target.draw(vertices, indices, {0, 0, 10, 1}, nullptr);
  int before = -1;
  for (int x = 0; x < 10; ++x) {
    const int shade = static_cast<int>(at(target, x, 0) & 0xFF);
    EXPECT_GT(shade, before) << x;
    before = shade;
  }
  EXPECT_LT(at(target, 0, 0) & 0xFF, 30u);
  EXPECT_GT(at(target, 9, 0) & 0xFF, 225u);
}

TEST(Soft, DrawsNothingForDegenerateTrianglesAndEmptyTextures) {
  Target target = target_of(4, 4, kWhite);
  const ImDrawVert line[] = {{{0, 0}, {0, 0}, kRed}, {{2, 2}, {0, 0}, kRed}, {{4, 4}, {0, 0}, kRed}};
  const ImDrawIdx indices[] = {0, 1, 2};
  target.draw(line, indices, {0, 0, 4, 4}, nullptr);
  const Texture empty;
  const QuadMesh mesh = quad(0, 0, 4, 4, kRed, {0, 0}, {1, 1});
  target.draw(mesh.vertices, mesh.indices, {0, 0, 4, 4}, &empty);
  EXPECT_EQ(count(target, kWhite), 16);
}

}  // namespace
}  // namespace smsdesk::web::soft
