// ImGui's draw lists as few calls.
#include "web/platform/draw_batches.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <vector>

namespace smsdesk::web {
namespace {

constexpr ImTextureID kAtlas = 1, kPage = 16, kOtherPage = 17;
constexpr ImVec4 kClip = {0, 0, 300, 200};

struct Lists {
  std::deque<ImDrawList> all;
  std::vector<ImDrawList*> pointers;

  ImDrawList& add() {
    ImDrawList& list = all.emplace_back(nullptr);
    pointers.push_back(&list);
    return list;
  }
};

/// A triangle behind the list's others, in the last command or in one of its own. Its colour tells it from all others.
void draw(ImDrawList& list, ImTextureID texture, const ImVec4& clip, ImU32 color, unsigned offset = 0) {
  const auto begin = static_cast<unsigned>(list.VtxBuffer.Size) - offset;
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<float>(i);
    list.VtxBuffer.push_back({{at, 2 * at}, texture == kAtlas ? kWhiteUv : ImVec2(0.25f * at, 0.5f), color});
    list.IdxBuffer.push_back(static_cast<ImDrawIdx>(begin + static_cast<unsigned>(i)));
  }
  const bool goes_on = !list.CmdBuffer.empty() && list.CmdBuffer.back().TexRef._TexID == texture &&
                       list.CmdBuffer.back().VtxOffset == offset && list.CmdBuffer.back().ClipRect.x == clip.x &&
                       list.CmdBuffer.back().ClipRect.z == clip.z;
  if (!goes_on) {
    ImDrawCmd command;
    command.ClipRect = clip;
    command.TexRef._TexID = texture;
    command.VtxOffset = offset;
    command.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size - 3);
    list.CmdBuffer.push_back(command);
  }
  list.CmdBuffer.back().ElemCount += 3;
}

/// A corner as it reaches the picture: white needs no texture.
struct Corner {
  float x, y, u, v;
  ImU32 color;
  int clip_left, clip_right;
  std::int32_t texture;
  bool operator==(const Corner&) const = default;
};
Corner corner(const ImDrawVert& vertex, float left, float right, std::int32_t texture) {
  return {vertex.pos.x, vertex.pos.y, vertex.uv.x,  vertex.uv.y,
          vertex.col,   whole(left),  whole(right), vertex.uv.x < -0.5f ? 0 : texture};
}

std::vector<Corner> as_given(const Lists& lists) {
  std::vector<Corner> all;
  for (const ImDrawList& list : lists.all) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      for (unsigned i = 0; i < command.ElemCount; ++i) {
        const int vertex =
            static_cast<int>(command.VtxOffset) + list.IdxBuffer[static_cast<int>(command.IdxOffset + i)];
        if (command.UserCallback == nullptr && command.ClipRect.z > command.ClipRect.x) {
          all.push_back(corner(list.VtxBuffer[vertex], command.ClipRect.x, command.ClipRect.z,
                               static_cast<std::int32_t>(command.GetTexID())));
        }
      }
    }
  }
  return all;
}

std::vector<Corner> as_drawn(const DrawBatches& drawn) {
  std::vector<Corner> all;
  for (const DrawBatch& batch : drawn.batches()) {
    for (int i = 0; i < batch.index_count; ++i) {
      const auto index = drawn.indices()[static_cast<std::size_t>(batch.first_index + i)];
      all.push_back(corner(drawn.vertices()[static_cast<std::size_t>(batch.first_vertex + index)],
                           static_cast<float>(batch.x0), static_cast<float>(batch.x1), batch.texture));
    }
  }
  return all;
}

DrawBatches built(const Lists& lists) {
  DrawBatches drawn;
  drawn.build(lists.pointers);
  return drawn;
}

TEST(DrawBatches, ShapesGoWithTheWordsBesideThem) {
  Lists lists;
  ImDrawList& list = lists.add();
  draw(list, kAtlas, kClip, 1);
  draw(list, kPage, kClip, 2);
  draw(list, kAtlas, kClip, 3);
  draw(list, kPage, kClip, 4);
  draw(lists.add(), kAtlas, kClip, 5);  // another window, the same clip
  const DrawBatches drawn = built(lists);
  ASSERT_EQ(drawn.batches().size(), 1u);
  EXPECT_EQ(drawn.batches()[0].texture, static_cast<std::int32_t>(kPage));
  EXPECT_EQ(as_drawn(drawn), as_given(lists));
}

TEST(DrawBatches, TwoPagesAreTwoCallsAndWhiteBetweenThemIsNone) {
  Lists lists;
  ImDrawList& list = lists.add();
  draw(list, kPage, kClip, 1);
  draw(list, kAtlas, kClip, 2);
  draw(list, kOtherPage, kClip, 3);
  draw(list, kPage, kClip, 4);
  const DrawBatches drawn = built(lists);
  EXPECT_EQ(drawn.batches().size(), 3u);
  EXPECT_EQ(as_drawn(drawn), as_given(lists));
}

TEST(DrawBatches, AnotherClipIsAnotherCallWithTheTextureThatIsBound) {
  Lists lists;
  ImDrawList& list = lists.add();
  draw(list, kPage, kClip, 1);
  draw(list, kAtlas, {10, 0, 90, 200}, 2);
  draw(list, kAtlas, {20, 0, 20, 200}, 3);  // shows nothing
  draw(list, kAtlas, {30, 0, 20, 200}, 4);
  const DrawBatches drawn = built(lists);
  ASSERT_EQ(drawn.batches().size(), 2u);
  EXPECT_EQ(drawn.batches()[1].texture, static_cast<std::int32_t>(kPage));
  EXPECT_EQ(as_drawn(drawn), as_given(lists));
}

TEST(DrawBatches, CallbacksAndEmptyCommandsAreLeftOut) {
  Lists lists;
  ImDrawList& list = lists.add();
  draw(list, kPage, kClip, 1);
  ImDrawCmd callback;
  callback.UserCallback = [](const ImDrawList*, const ImDrawCmd*) {};
  callback.ClipRect = kClip;
  callback.ElemCount = 3;
  list.CmdBuffer.push_back(callback);
  list.CmdBuffer.push_back(ImDrawCmd());
  EXPECT_EQ(as_drawn(built(lists)), as_given(lists));
  EXPECT_EQ(as_given(lists).size(), 3u);
}

TEST(DrawBatches, MoreThanAnIndexCanNameStartsAnew) {
  Lists lists;
  for (int i = 0; i < 3; ++i) {
    ImDrawList& list = lists.add();
    for (ImU32 n = 0; n < 10000; ++n) draw(list, kPage, kClip, n);
  }
  const DrawBatches drawn = built(lists);
  EXPECT_EQ(drawn.batches().size(), 2u);
  EXPECT_TRUE(as_drawn(drawn) == as_given(lists));
}

TEST(DrawBatches, AListWithOffsetsOfItsOwnKeepsThem) {
  Lists lists;
  draw(lists.add(), kPage, kClip, 7);
  ImDrawList& list = lists.add();
  for (ImU32 n = 0; n < 21000; ++n) draw(list, kPage, kClip, n);
  const auto offset = static_cast<unsigned>(list.VtxBuffer.Size);
  for (ImU32 n = 0; n < 5000; ++n) draw(list, n % 2 == 0 ? kPage : kAtlas, kClip, n, offset);
  draw(lists.add(), kAtlas, kClip, 8);
  EXPECT_TRUE(as_drawn(built(lists)) == as_given(lists));
}

TEST(DrawBatches, AnyPictureIsTheSameOneInItsOrder) {
  std::mt19937 random(11);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  DrawBatches drawn;  // the same one for all: nothing of the last picture stays
  for (int round = 0; round < 300; ++round) {
    Lists lists;
    ImU32 color = 0;
    std::size_t commands = 0;
    for (unsigned l = below(5); l-- > 0;) {
      ImDrawList& list = lists.add();
      for (unsigned n = below(20); n-- > 0;) {
        const auto left = static_cast<float>(below(3)) * 10.4f;
        const ImTextureID texture = below(2) == 0 ? kAtlas : kPage + below(2);
        draw(list, texture, {left, 0, below(6) == 0 ? left : 300, 200}, ++color);
      }
      commands += static_cast<std::size_t>(list.CmdBuffer.Size);
    }
    drawn.build(lists.pointers);
    EXPECT_EQ(as_drawn(drawn), as_given(lists)) << round;
    EXPECT_LE(drawn.batches().size(), commands);
  }
}

}  // namespace
}  // namespace smsdesk::web
