// PNG: ISO/IEC 15948 §11.2.2; GIF89a §18; WebP: RFC 9649 §2; JPEG: ITU-T T.81 Annex B; orientation: Exif 2.3 tag 0x0112.
#include "relay/media/picture_size.h"

#include <cstddef>
#include <cstdint>

namespace smsdesk::media {
namespace {

/// Reads beyond the end are zero, so that no check can be forgotten.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t at(std::size_t i) const { return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : 0; }
  std::uint32_t big16(std::size_t i) const { return at(i) << 8 | at(i + 1); }
  std::uint32_t big32(std::size_t i) const { return big16(i) << 16 | big16(i + 2); }
  std::uint32_t little16(std::size_t i) const { return at(i + 1) << 8 | at(i); }
  std::uint32_t little24(std::size_t i) const { return at(i + 2) << 16 | little16(i); }
  std::uint32_t little32(std::size_t i) const { return little16(i + 2) << 16 | little16(i); }
  bool has(std::size_t i, std::string_view what) const {
    return bytes_.size() >= i && bytes_.substr(i, what.size()) == what;
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

std::optional<PictureSize> believed(std::uint32_t width, std::uint32_t height) {
  if (width == 0 || height == 0 || width > kPictureSideMax || height > kPictureSideMax) return std::nullopt;
  return PictureSize{width, height};
}

/// Whether an Exif block says that width and height change places.
bool is_turned(const Bytes& bytes, std::size_t begin, std::size_t end) {
  if (!bytes.has(begin, std::string_view("Exif\0\0", 6))) return false;
  const std::size_t tiff = begin + 6;
  const bool is_little = bytes.has(tiff, "II");
  if (!is_little && !bytes.has(tiff, "MM")) return false;
  const auto get16 = [&](std::size_t i) { return is_little ? bytes.little16(i) : bytes.big16(i); };
  const auto get32 = [&](std::size_t i) { return is_little ? bytes.little32(i) : bytes.big32(i); };
  const std::size_t directory = tiff + get32(tiff + 4);
  if (directory >= end) return false;
  const std::uint32_t count = get16(directory);
  for (std::size_t i = 0; i < count && i < 100; ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    if (entry + 12 > end) return false;
    if (get16(entry) != 0x0112) continue;
    const std::uint32_t orientation = get16(entry + 8);
    return orientation >= 5 && orientation <= 8;
  }
  return false;
}

std::optional<PictureSize> jpeg_size(const Bytes& bytes) {
  bool turned = false;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (bytes.at(at) != 0xFF) return std::nullopt;
    const std::uint32_t marker = bytes.at(at + 1);
    if (marker == 0xFF) {  // padding
      ++at;
      continue;
    }
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // alone, without a length
      at += 2;
      continue;
    }
    const std::size_t length = bytes.big16(at + 2);
    if (length < 2) return std::nullopt;
    if (marker == 0xE1) turned = turned || is_turned(bytes, at + 4, at + 2 + length);
    const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) {
      const std::uint32_t height = bytes.big16(at + 5), width = bytes.big16(at + 7);
      return turned ? believed(height, width) : believed(width, height);
    }
    if (marker == 0xDA || marker == 0xD9) return std::nullopt;
    at += 2 + length;
  }
  return std::nullopt;
}

std::optional<PictureSize> webp_size(const Bytes& bytes) {
  if (bytes.has(12, "VP8X")) return believed(bytes.little24(24) + 1, bytes.little24(27) + 1);
  if (bytes.has(12, "VP8L")) {
    const std::uint32_t packed = bytes.little32(21);
    return believed((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
  }
  if (bytes.has(12, "VP8 ")) return believed(bytes.little16(26) & 0x3FFF, bytes.little16(28) & 0x3FFF);
  return std::nullopt;
}

}  // namespace

std::optional<PictureSize> find_picture_size(std::string_view head) {
  const Bytes bytes(head);
  if (bytes.has(0, "\x89PNG\r\n\x1A\n") && bytes.has(12, "IHDR")) return believed(bytes.big32(16), bytes.big32(20));
  if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) return believed(bytes.little16(6), bytes.little16(8));
  if (bytes.has(0, "\xFF\xD8")) return jpeg_size(bytes);
  if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) return webp_size(bytes);
  return std::nullopt;
}

}  // namespace smsdesk::media
