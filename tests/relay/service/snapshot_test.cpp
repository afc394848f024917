#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

class Snapshots : public RelayFixture {
 protected:
  /// Rows in the log at each snapshot, over that many messages, of `customers` customers in turn.
  std::vector<effect::SaveSnapshot> taken_over(std::size_t messages, std::size_t customers) {
    std::vector<effect::SaveSnapshot> taken;
    constexpr std::size_t kAtOnce = 250;
    for (std::size_t sent = 0; sent < messages; sent += kAtOnce) {
      std::vector<ServiceInput> batch;
      for (std::size_t i = sent; i < sent + kAtOnce; ++i) {
        batch.push_back(inbound("SM" + std::to_string(i), "+1415555" + std::to_string(1000 + i % customers)));
      }
      step(std::move(batch));
      for (effect::SaveSnapshot& one : all<effect::SaveSnapshot>()) taken.push_back(std::move(one));
    }
    return taken;
  }
};

TEST_F(Snapshots, OneIsTakenAfterSoManyRowsAndFoldsToTheSameWorkspace) {
  const auto taken = taken_over(kLogRowsPerSnapshot + 500, 5);
  ASSERT_EQ(taken.size(), 1u);
  ASSERT_TRUE(store_.save_snapshot({taken[0].offset, taken[0].body}));
  const auto loaded = Service::load(store_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(digest(*loaded), digest(service_->workspace()));
}

TEST_F(Snapshots, ALargeWorkspaceTakesThemFarApart) {
  const auto taken = taken_over(4 * kLogRowsPerSnapshot, 200);
  ASSERT_GE(taken.size(), 2u);
  for (std::size_t i = 1; i < taken.size(); ++i) {
    EXPECT_GE(taken[i].offset - taken[i - 1].offset, taken[i - 1].body.size() / kSnapshotBytesPerRow);
    EXPECT_GT(taken[i].offset - taken[i - 1].offset, 2 * kLogRowsPerSnapshot);
  }
}

}  // namespace
}  // namespace smsdesk::relay::test
