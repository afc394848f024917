#include "relay/host/folder_check.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

TEST(FolderCheck, TakesAFolderThatIsThereOrCanBeMadeAndMakesNone) {
  const Files files;
  EXPECT_EQ(trouble_with_folder(files.folder()), "");
  EXPECT_EQ(trouble_with_folder(files.folder() + "/"), "");
  for (const char* missing : {"/data", "/data/", "/a/b/c"}) {
    EXPECT_EQ(trouble_with_folder(files.folder() + missing), "") << missing;
  }
  EXPECT_TRUE(std::filesystem::is_empty(files.folder()));
  EXPECT_EQ(trouble_with_folder("."), "");
}

TEST(FolderCheck, SaysWhyAFolderIsNone) {
  const Files files;
  const std::string file = files.put("file", "");
  EXPECT_EQ(trouble_with_folder(file), "Not a directory");
  EXPECT_EQ(trouble_with_folder(file + "/data"), "Not a directory");
}

TEST(FolderCheck, SaysThatTheUserHasNoRight) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const Files files;
  const std::string folder = files.folder() + "/others";
  ASSERT_EQ(::mkdir(folder.c_str(), 0500), 0);
  EXPECT_EQ(trouble_with_folder(folder), "Permission denied");
  EXPECT_EQ(trouble_with_folder(folder + "/data"), "Permission denied");
}

}  // namespace
}  // namespace smsdesk::relay
