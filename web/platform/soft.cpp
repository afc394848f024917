// Almost everything that the client draws is an axis-aligned quad of one colour or a 1:1 copy of
// text, so those two have loops of their own. What is left (rounded corners, anti-aliased edges,
// icons' strokes) goes through a scanline rasteriser: for each row the span between the triangle's
// edges, colour by linear planes over premultiplied values.
#include "web/platform/soft.h"

#include <algorithm>
#include <cmath>

namespace smsdesk::web::soft {
namespace {

/// First pixel whose centre is at or right of `edge`.
int first_centre(float edge) {
  return static_cast<int>(std::ceil(std::clamp(edge, -16384.0f, 32768.0f) - 0.5f));
}

/// x / 255 rounded, for x in [0, 65025].
std::uint32_t div255(std::uint32_t x) {
  return (x + 128 + ((x + 128) >> 8)) >> 8;
}

/// Both pairs of channels at once: every channel of `color` times `scale` / 255.
std::uint32_t scale(std::uint32_t color, std::uint32_t by) {
  std::uint32_t low = (color & 0x00FF00FF) * by + 0x00800080;
  std::uint32_t high = ((color >> 8) & 0x00FF00FF) * by + 0x00800080;
  low = ((low + ((low >> 8) & 0x00FF00FF)) >> 8) & 0x00FF00FF;
  high = (high + ((high >> 8) & 0x00FF00FF)) & 0xFF00FF00;
  return low | high;
}

std::uint32_t premultiplied(std::uint32_t straight) {
  const std::uint32_t alpha = straight >> 24;
  return scale(straight | 0xFF000000, alpha);
}

/// Source over an opaque target.
std::uint32_t over(std::uint32_t source, std::uint32_t target) {
  return source + scale(target, 255 - (source >> 24));
}

std::uint32_t modulate(std::uint32_t texel, std::uint32_t color) {
  const auto channel = [&](int shift) {
    return div255(((texel >> shift) & 0xFF) * ((color >> shift) & 0xFF)) << shift;
  };
  return channel(0) | channel(8) | channel(16) | channel(24);
}

bool is_empty(Rect r) {
  return r.x0 >= r.x1 || r.y0 >= r.y1;
}

/// A value that is linear over the picture: v + dx * x + dy * y at pixel centres.
struct Plane {
  float v = 0, dx = 0, dy = 0;
  float at(float x, float y) const { return v + dx * x + dy * y; }
};

}  // namespace

Rect intersect(Rect a, Rect b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

void Target::resize(int width, int height) {
  width_ = std::max(width, 0);
  height_ = std::max(height, 0);
  pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0xFF000000);
}

void Target::fill(Rect rect, std::uint32_t color) {
  const Rect r = intersect(rect, {0, 0, width_, height_});
  if (is_empty(r)) return;
  const std::uint32_t opaque = color | 0xFF000000;
  for (int y = r.y0; y < r.y1; ++y) {
    std::uint32_t* row = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    std::fill(row + r.x0, row + r.x1, opaque);
  }
}

void Target::fill_quad(Rect r, std::uint32_t color) {
  const std::uint32_t alpha = color >> 24;
  if (alpha == 255) return fill(r, color);
  if (alpha == 0) return;
  const std::uint32_t source = premultiplied(color);
  for (int y = r.y0; y < r.y1; ++y) {
    std::uint32_t* row = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    for (int x = r.x0; x < r.x1; ++x) row[x] = over(source, row[x]);
  }
}

void Target::blend_texels(Rect r, int u, int v, std::uint32_t color, const Texture& texture) {
  // (u, v) is the texel of the rectangle's first pixel; texels outside the texture are not drawn.
  const std::uint32_t tint = premultiplied(color);
  for (int y = r.y0; y < r.y1; ++y) {
    const int ty = v + y - r.y0;
    if (ty < 0 || ty >= texture.height) continue;
    std::uint32_t* row = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    const std::uint32_t* texels = texture.texels.data() + static_cast<std::ptrdiff_t>(ty) * texture.width;
    const int x0 = std::max(r.x0, r.x0 - u);
    const int x1 = std::min(r.x1, r.x0 + texture.width - u);
    for (int x = x0; x < x1; ++x) {
      std::uint32_t texel = texels[u + x - r.x0];
      if (texel == 0) continue;
      if (tint != 0xFFFFFFFF) texel = modulate(texel, tint);
      row[x] = (texel >> 24) == 255 ? texel : over(texel, row[x]);
    }
  }
}

bool Target::draw_quad(const ImDrawVert* v[6], Rect clip, const Texture* texture) {
  // ImGui's rectangles: corners a b c d clockwise from the top left, triangles a b c and a c d.
  if (v[3] != v[0] || v[4] != v[2]) return false;
  // A mirrored picture's begin at the top right.
  const bool is_mirrored = v[0]->pos.x > v[2]->pos.x;
  const ImDrawVert &a = *v[is_mirrored ? 1 : 0], &b = *v[is_mirrored ? 0 : 1], &c = *v[is_mirrored ? 5 : 2],
                   &d = *v[is_mirrored ? 2 : 5];
  if (a.pos.x != d.pos.x || b.pos.x != c.pos.x || a.pos.y != b.pos.y || c.pos.y != d.pos.y) return false;
  if (a.col != b.col || a.col != c.col || a.col != d.col) return false;
  if (a.pos.x > c.pos.x || a.pos.y > c.pos.y) return false;
  const Rect whole = {first_centre(a.pos.x), first_centre(a.pos.y), first_centre(c.pos.x), first_centre(c.pos.y)};
  const Rect rect = intersect(whole, clip);
  const bool is_plain = a.uv.x == c.uv.x && a.uv.y == c.uv.y && a.uv.x == b.uv.x && a.uv.y == b.uv.y;
  if (is_plain || texture == nullptr) {
    if (!is_empty(rect)) fill_quad(rect, a.col);
    return true;
  }
  if (a.uv.x != d.uv.x || a.uv.y != b.uv.y || b.uv.x != c.uv.x || c.uv.y != d.uv.y) return false;
  const float u0 = a.uv.x * static_cast<float>(texture->width);
  const float v0 = a.uv.y * static_cast<float>(texture->height);
  const float u1 = c.uv.x * static_cast<float>(texture->width);
  const float v1 = c.uv.y * static_cast<float>(texture->height);
  const bool is_one_to_one =
      std::fabs((u1 - u0) - (c.pos.x - a.pos.x)) < 0.01f && std::fabs((v1 - v0) - (c.pos.y - a.pos.y)) < 0.01f;
  if (!is_one_to_one) return false;
  if (is_empty(rect)) return true;
  // The texel under the centre of the first visible pixel.
  const int u = static_cast<int>(std::floor(u0 + (static_cast<float>(rect.x0) + 0.5f - a.pos.x) + 0.001f));
  const int t = static_cast<int>(std::floor(v0 + (static_cast<float>(rect.y0) + 0.5f - a.pos.y) + 0.001f));
  blend_texels(rect, u, t, a.col, *texture);
  return true;
}

void Target::draw_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, Rect clip,
                           const Texture* texture) {
  const float area = (b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (c.pos.x - a.pos.x) * (b.pos.y - a.pos.y);
  if (!(std::fabs(area) > 1e-6f)) return;
  const auto plane = [&](float va, float vb, float vc) {
    Plane p;
    p.dx = ((vb - va) * (c.pos.y - a.pos.y) - (vc - va) * (b.pos.y - a.pos.y)) / area;
    p.dy = ((vc - va) * (b.pos.x - a.pos.x) - (vb - va) * (c.pos.x - a.pos.x)) / area;
    p.v = va - p.dx * a.pos.x - p.dy * a.pos.y;
    return p;
  };

  const bool is_flat = a.col == b.col && a.col == c.col;
  const bool is_plain =
      texture == nullptr || (a.uv.x == b.uv.x && a.uv.y == b.uv.y && a.uv.x == c.uv.x && a.uv.y == c.uv.y);
  const std::uint32_t flat = premultiplied(a.col);
  if (is_flat && is_plain && (flat >> 24) == 0) return;
  Plane channels[4], u, v;
  if (!is_flat) {
    for (int i = 0; i < 4; ++i) {
      const auto of = [&](std::uint32_t color) {
        const float alpha = static_cast<float>(color >> 24) / 255.0f;
        const float value = static_cast<float>((color >> (8 * i)) & 0xFF);
        return i == 3 ? value : value * alpha;
      };
      channels[i] = plane(of(a.col), of(b.col), of(c.col));
    }
  }
  if (!is_plain) {
    u = plane(a.uv.x, b.uv.x, c.uv.x);
    v = plane(a.uv.y, b.uv.y, c.uv.y);
  }

  const ImDrawVert* by_y[3] = {&a, &b, &c};
  if (by_y[1]->pos.y < by_y[0]->pos.y) std::swap(by_y[0], by_y[1]);
  if (by_y[2]->pos.y < by_y[1]->pos.y) std::swap(by_y[1], by_y[2]);
  if (by_y[1]->pos.y < by_y[0]->pos.y) std::swap(by_y[0], by_y[1]);
  const ImVec2 top = by_y[0]->pos, middle = by_y[1]->pos, bottom = by_y[2]->pos;
  const auto edge_x = [](ImVec2 from, ImVec2 to, float y) {
    const float height = to.y - from.y;
    return height <= 0 ? from.x : from.x + (to.x - from.x) * ((y - from.y) / height);
  };

  const int y0 = std::max(first_centre(top.y), clip.y0);
  const int y1 = std::min(first_centre(bottom.y), clip.y1);
  for (int y = y0; y < y1; ++y) {
    const float cy = static_cast<float>(y) + 0.5f;
    float left = edge_x(top, bottom, cy);
    float right = cy < middle.y ? edge_x(top, middle, cy) : edge_x(middle, bottom, cy);
    if (left > right) std::swap(left, right);
    const int x0 = std::max(first_centre(left), clip.x0);
    const int x1 = std::min(first_centre(right), clip.x1);
    std::uint32_t* row = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    if (is_flat && is_plain) {
      if ((flat >> 24) == 255) {
        if (x0 < x1) std::fill(row + x0, row + x1, flat);
      } else {
        for (int x = x0; x < x1; ++x) row[x] = over(flat, row[x]);
      }
      continue;
    }
    for (int x = x0; x < x1; ++x) {
      const float cx = static_cast<float>(x) + 0.5f;
      std::uint32_t source = flat;
      if (!is_flat) {
        source = 0;
        // None is below 0, so that a half more rounds; std::lround would be a call for each of them.
        constexpr float kHalf = 0.5f;
        // Alpha first: rounding must not leave a channel above it.
        const float alpha = std::clamp(channels[3].at(cx, cy), 0.0f, 255.0f);
        for (int i = 0; i < 3; ++i) {
          const float value = std::clamp(channels[i].at(cx, cy), 0.0f, alpha);
          source |= static_cast<std::uint32_t>(value + kHalf) << (8 * i);
        }
        source |= static_cast<std::uint32_t>(alpha + kHalf) << 24;
      }
      if (!is_plain) {
        const int tx = static_cast<int>(u.at(cx, cy) * static_cast<float>(texture->width));
        const int ty = static_cast<int>(v.at(cx, cy) * static_cast<float>(texture->height));
        const std::size_t at = static_cast<std::size_t>(std::clamp(ty, 0, texture->height - 1)) *
                                   static_cast<std::size_t>(texture->width) +
                               static_cast<std::size_t>(std::clamp(tx, 0, texture->width - 1));
        source = modulate(texture->texels[at], source);
      }
      if (source != 0) row[x] = over(source, row[x]);
    }
  }
}

void Target::draw(std::span<const ImDrawVert> vertices, std::span<const ImDrawIdx> indices, Rect clip,
                  const Texture* texture) {
  const Rect visible = intersect(clip, {0, 0, width_, height_});
  if (is_empty(visible)) return;
  if (texture != nullptr && texture->texels.empty()) return;
  const std::size_t count = indices.size();
  std::size_t i = 0;
  while (i + 3 <= count) {
    if (i + 6 <= count) {
      const ImDrawVert* quad[6];
      for (std::size_t k = 0; k < 6; ++k) quad[k] = &vertices[indices[i + k]];
      if (draw_quad(quad, visible, texture)) {
        i += 6;
        continue;
      }
    }
    draw_triangle(vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]], visible, texture);
    i += 3;
  }
}

}  // namespace smsdesk::web::soft
