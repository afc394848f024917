// FNV-1a (64 bit) over every field in the order of fields.h. Integers are hashed as eight little-endian bytes, texts with
// their length before them, so that no two different workspaces feed the same bytes.
#include "core/workspace/fields.h"
#include "core/workspace/workspace.h"

namespace smsdesk {
namespace {

class Hash {
 public:
  template <typename T>
  void operator()(std::string_view, const T& value) {
    put(value);
  }
  template <typename T>
  void operator()(std::string_view, const T& value, const T&) {
    put(value);
  }
  std::uint64_t value() const { return state_; }

  template <typename T>
  void object(const T& v) {
    fields::describe(*this, const_cast<T&>(v));
  }

 private:
  void byte(unsigned char b) { state_ = (state_ ^ b) * 0x100000001B3u; }
  void word(std::uint64_t v) {
    for (int i = 0; i < 8; ++i) byte(static_cast<unsigned char>(v >> (8 * i)));
  }
  void put(const std::string& v) {
    word(v.size());
    for (char c : v) byte(static_cast<unsigned char>(c));
  }
  void put(Instant v) { word(static_cast<std::uint64_t>(v.ms)); }
  template <typename Tag>
  void put(Id<Tag> v) {
    word(v.value);
  }
  template <typename Tag>
  void put(const Key<Tag>& v) {
    put(v.value);
  }
  template <typename T>
  void put(const std::optional<T>& v) {
    word(v ? 1 : 0);
    if (v) put(*v);
  }
  template <typename T>
  void put(const std::vector<T>& v) {
    word(v.size());
    for (const T& one : v) put(one);
  }
  template <typename K, typename V>
  void put(const std::map<K, V>& v) {
    word(v.size());
    for (const auto& [key, one] : v) {
      put(key);
      put(one);
    }
  }
  template <typename T>
  void put(const T& v) {
    if constexpr (std::is_enum_v<T>)
      word(static_cast<std::uint64_t>(v));
    else if constexpr (std::is_integral_v<T>)
      word(static_cast<std::uint64_t>(static_cast<std::int64_t>(v)));
    else
      object(v);
  }
  std::uint64_t state_ = 0xCBF29CE484222325u;
};

}  // namespace

std::uint64_t digest(const Workspace& workspace) {
  Hash hash;
  hash.object(workspace);
  return hash.value();
}

}  // namespace smsdesk
