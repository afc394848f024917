// The relay's two TOML files, and the organisation as JSON. The first byte chooses which. What is accepted must pass the
// checks of the whole, or be refused with a sentence; an organisation that was accepted and is written down is read back as
// the same. Nothing may throw.
#include <sys/mman.h>
#include <unistd.h>

#include "relay/host/config.h"
#include "relay/organisation/document_text.h"
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

void check(const smsdesk::relay::OrganisationRead& read) {
  using namespace smsdesk::relay;
  for (const TomlProblem& problem : read.problems) SMSDESK_LAW(!problem.reason.empty());
  if (!read.problems.empty()) return;
  SMSDESK_LAW(smsdesk::check_organisation(read.organisation).empty());
  SMSDESK_LAW(read.accounts.size() == read.organisation.agents.size());
  const Document document = make_document(read.organisation);
  SMSDESK_LAW(read_organisation_toml(to_toml(document)).organisation == read.organisation);
  SMSDESK_LAW(read_organisation_json(to_json(document)).organisation == read.organisation);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk::relay;
  std::string_view bytes = smsdesk::fuzz::text_of(data, size);
  const unsigned what = smsdesk::fuzz::take_byte(bytes) % 3;
  if (what == 2) {
    check(read_organisation_json(bytes));
    return 0;
  }
  const MemoryFile file(bytes);
  if (what == 1) {
    const auto read = read_organisation_file(file.path());
    if (!read) SMSDESK_LAW(!read.error().sentence.empty());
    check(read_organisation_toml(bytes));
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
