// What a file is, by its bytes: libmagic's verdict, narrowed to the types that we know.
//
// Why: a customer's phone may call anything a picture, and a browser must never be told to show what is none. libmagic looks
// at the beginning only, with every reader of compressed, nested and executable formats switched off. One instance belongs to
// one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace smsdesk::media {

/// How much of a file is looked at.
inline constexpr std::size_t kHeadBytesMax = 256 * 1024;

class FileTypes {
 public:
  /// An error where the machine has no list of signatures.
  static Result<FileTypes> open();
  FileTypes(FileTypes&&) noexcept;
  FileTypes& operator=(FileTypes&&) noexcept;
  ~FileTypes();
  /// One of media_types()' names, or kUnknownMediaType.
  std::string find(std::string_view head);

 private:
  struct Inner;
  explicit FileTypes(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace smsdesk::media
