// Which parts of the picture differ from the one before.
#include "web/platform/damage.h"

#include <gtest/gtest.h>

#include <random>

namespace smsdesk::web::soft {
namespace {

constexpr int kWidth = 300, kHeight = 200;

struct Shape {
  std::vector<ImDrawVert> vertices;
  std::vector<ImDrawIdx> indices;
  Rect clip{0, 0, kWidth, kHeight};
  std::uint64_t content = 1;
};
struct Scene {
  std::vector<std::pair<Rect, std::uint32_t>> fills;
  std::vector<Shape> shapes;
};

std::span<const Rect> damage_of(Damage& damage, const Scene& scene, int width = kWidth, int height = kHeight) {
  damage.begin(width, height);
  for (const auto& [rect, color] : scene.fills) damage.fill(rect, color);
  for (const Shape& shape : scene.shapes) damage.draw(shape.vertices, shape.indices, shape.clip, shape.content);
  return damage.end();
}

void draw(Target& target, const Scene& scene, Rect within) {
  target.fill(within, 0xFF000000);
  for (const auto& [rect, color] : scene.fills) target.fill(intersect(rect, within), color);
  for (const Shape& shape : scene.shapes)
    target.draw(shape.vertices, shape.indices, intersect(shape.clip, within), nullptr);
}

/// As the page does it: what does not touch the part is left out.
void draw_part(Target& target, const Scene& scene, const Damage& damage, Rect part) {
  target.fill(part, 0xFF000000);
  for (const auto& [rect, color] : scene.fills) target.fill(intersect(rect, part), color);
  for (const DrawnShape& drawn : damage.shapes()) {
    const Shape& shape = scene.shapes[drawn.call];
    target.draw(shape.vertices, std::span(shape.indices).subspan(drawn.first, drawn.count),
                intersect(drawn.bounds, part), nullptr);
  }
}

class Scenes {
 public:
  explicit Scenes(unsigned seed) : random_(seed) {}
  Shape shape() {
    Shape made;
    const bool is_quad = below(3) != 0;
    const std::uint32_t color = static_cast<std::uint32_t>(random_()) | (below(2) == 0 ? 0xFF000000 : 0);
    const float x = coordinate(kWidth), y = coordinate(kHeight), w = coordinate(90) + 1, h = coordinate(60) + 1;
    made.vertices = {{{x, y}, {0, 0}, color}, {{x + w, y}, {0, 0}, color}, {{x + w, y + h}, {0, 0}, color}};
    made.indices = {0, 1, 2};
    if (is_quad) {
      made.vertices.push_back({{x, y + h}, {0, 0}, color});
      made.indices.insert(made.indices.end(), {0, 2, 3});
    } else {
      made.vertices[1].pos.y += h / 3;
    }
    if (below(4) == 0) made.clip = {below(kWidth), below(kHeight), kWidth - below(50), kHeight - below(50)};
    return made;
  }
  void change(Scene& scene) {
    switch (below(4)) {
      case 0:
        scene.shapes.push_back(shape());
        break;
      case 1:
        if (!scene.shapes.empty())
          scene.shapes.erase(scene.shapes.begin() + below(static_cast<int>(scene.shapes.size())));
        break;
      case 2:
        if (!scene.shapes.empty())
          scene.shapes[static_cast<std::size_t>(below(static_cast<int>(scene.shapes.size())))] = shape();
        break;
      default:
        scene.fills.assign(1, {{0, 0, below(kWidth), below(kHeight)}, static_cast<std::uint32_t>(random_())});
    }
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  float coordinate(int end) { return static_cast<float>(below(end * 8)) / 8; }
  std::mt19937 random_;
};

TEST(Damage, DrawnAloneGivesTheWholePicture) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Scenes scenes(seed);
    Scene scene;
    for (int i = 0; i < 30; ++i) scene.shapes.push_back(scenes.shape());
    Damage damage;
    Target whole, parts;
    whole.resize(kWidth, kHeight);
    parts.resize(kWidth, kHeight);
    std::size_t pixels = 0;
    for (int step = 0; step < 60; ++step) {
      draw(whole, scene, {0, 0, kWidth, kHeight});
      for (const Rect rect : damage_of(damage, scene)) {
        draw_part(parts, scene, damage, rect);
        pixels += static_cast<std::size_t>((rect.x1 - rect.x0) * (rect.y1 - rect.y0));
      }
      ASSERT_TRUE(std::equal(whole.pixels().begin(), whole.pixels().end(), parts.pixels().begin()))
          << "seed " << seed << " step " << step;
      scenes.change(scene);
    }
    EXPECT_LT(pixels, std::size_t{60} * kWidth * kHeight * 3 / 4) << "it is worth something";
  }
}

TEST(Damage, OfTheSamePictureIsNone) {
  Scenes scenes(7);
  Scene scene;
  for (int i = 0; i < 10; ++i) scene.shapes.push_back(scenes.shape());
  Damage damage;
  EXPECT_FALSE(damage_of(damage, scene).empty());
  EXPECT_TRUE(damage_of(damage, scene).empty());
  damage.forget();
  EXPECT_FALSE(damage_of(damage, scene).empty());
}

TEST(Damage, OfAnotherSizeIsAllOfIt) {
  Damage damage;
  damage_of(damage, {});
  const auto rects = damage_of(damage, {}, kWidth + 1, kHeight);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_EQ(rects[0].x1, kWidth + 1);
  EXPECT_EQ(rects[0].y1, kHeight);
}

TEST(Damage, FollowsWhatATextureHolds) {
  Scenes scenes(3);
  Scene scene;
  scene.shapes.push_back(scenes.shape());
  scene.shapes[0].clip = {0, 0, kWidth, kHeight};
  Damage damage;
  damage_of(damage, scene);
  ++scene.shapes[0].content;
  EXPECT_FALSE(damage_of(damage, scene).empty());
}

TEST(Damage, HasABoundedNumberOfParts) {
  Damage damage;
  damage_of(damage, {}, 64 * 20, 64 * 20);
  Scene checkered;
  for (int i = 0; i < 20 * 20; i += 2) {
    const int x = i % 20 * 64 + (i / 20 % 2 == 0 ? 0 : 64), y = i / 20 * 64;
    checkered.fills.push_back({{x, y, x + 1, y + 1}, 1});
  }
  EXPECT_LE(damage_of(damage, checkered, 64 * 20, 64 * 20).size(), kDamageRectsMax);
}

}  // namespace
}  // namespace smsdesk::web::soft
