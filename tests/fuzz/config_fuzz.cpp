// The relay's two TOML files. The first byte chooses which. What is accepted must pass the checks of the whole, or be
// refused with a sentence; nothing may throw.
#include <sys/mman.h>
#include <unistd.h>

#include "relay/host/config.h"
#include "relay/organisation/read_organisation.h"
#include "tests/fuzz/fuzz.h"

namespace {

/// A file in memory that the reader can open by its name.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("toml", 0)) {
    SMSDESK_ASSERT(write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  const int descriptor_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk::relay;
  std::string_view bytes = smsdesk::fuzz::text_of(data, size);
  const bool is_organisation = smsdesk::fuzz::take_byte(bytes) % 2 == 1;
  const MemoryFile file(bytes);
  if (is_organisation) {
    const auto read = read_organisation_file(file.path());
    if (!read) SMSDESK_LAW(!read.error().sentence.empty());
    if (read) SMSDESK_LAW(read->accounts.size() == read->organisation.agents.size());
    return 0;
  }
  const auto read = read_config(file.path());
  if (!read) {
    SMSDESK_LAW(!read.error().sentence.empty());
    return 0;
  }
  const auto checked = check_config(*read);
  if (!checked) SMSDESK_LAW(!checked.error().sentence.empty());
  return 0;
}
