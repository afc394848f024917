// A folder for the files of one test, gone with it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace smsdesk {

class Files {
 public:
  Files() {
    std::string name = (std::filesystem::temp_directory_path() / "smsdesk-host-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() {
    std::error_code ignored;  // A test has nothing better to do with it.
    std::filesystem::remove_all(folder_, ignored);
  }
  const std::string& folder() const { return folder_; }
  /// Writes the file and says where it is.
  std::string put(const std::string& name, const std::string& content) const {
    const std::string path = folder_ + "/" + name;
    std::ofstream stream(path, std::ios::binary);
    stream << content;
    EXPECT_TRUE(stream.good());
    return path;
  }

 private:
  std::string folder_;
};

}  // namespace smsdesk
