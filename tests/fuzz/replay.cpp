// Runs a fuzz target without libFuzzer: every file of a corpus folder, then mutations of them from a seeded generator,
// the same ones on every machine. A finding ends the program with the input's bytes on stderr and in a file
// (finding-<process>) where it runs.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr std::size_t kMutationsPerSeed = 300;
constexpr std::size_t kInputBytesMax = 64 * 1024;

std::string input;
std::string source;

extern "C" void report_finding(int signal) {
  char name[64];
  std::snprintf(name, sizeof name, "finding-%d", static_cast<int>(getpid()));
  std::fprintf(stderr, "\nfound by signal %d, from %s; the %zu bytes are in %s\n", signal, source.c_str(), input.size(),
               name);
  if (std::FILE* file = std::fopen(name, "wb")) {
    std::fwrite(input.data(), 1, input.size(), file);
    std::fclose(file);
  }
  std::_Exit(1);
}

void run() {
  // A copy of exactly that size, so that a sanitizer sees a read behind it.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void mutate(std::string& bytes, smsdesk::Random& random, const std::vector<std::string>& seeds) {
  static const std::string kTokens[] = {"\r\n",
                                        "\r\n\r\n",
                                        "\n",
                                        std::string(1, '\0'),
                                        "\"",
                                        "\\u0000",
                                        "\xF0\x9F\x98\x80",
                                        "\xFF",
                                        "{",
                                        "]",
                                        "-1",
                                        "18446744073709551616",
                                        "%",
                                        "&",
                                        "=",
                                        ";",
                                        "0",
                                        "\xED\xA0\x80",
                                        " "};
  const auto place = [&] { return static_cast<std::size_t>(random.below(bytes.size() + 1)); };
  const std::size_t at = place();
  const std::size_t count = std::min<std::size_t>(random.below(16) + 1, bytes.size() - at);
  switch (random.below(6)) {
    case 0:
      if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
      break;
    case 1:
      bytes.erase(at, count);
      break;
    case 2:
      bytes.insert(at, kTokens[random.below(std::size(kTokens))]);
      break;
    case 3:
      bytes.insert(place(), std::string(bytes.substr(at, count)));
      break;
    case 4:
      bytes.resize(at);
      break;
    default: {
      const std::string& other = seeds[random.below(seeds.size())];
      bytes = bytes.substr(0, at) + other.substr(std::min(at, other.size()));
      break;
    }
  }
  if (bytes.size() > kInputBytesMax) bytes.resize(kInputBytesMax);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER_OR_FILE\n", argv[0]);
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGTRAP}) ::signal(signal, report_finding);
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(argv[1])) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
  } else {
    files.emplace_back(argv[1]);
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    input.assign(std::istreambuf_iterator<char>(stream), {});
    if (!stream.good() && !stream.eof()) {
      std::fprintf(stderr, "cannot read %s\n", file.c_str());
      return 2;
    }
    source = file.string();
    run();
    seeds.push_back(input);
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "there is nothing in %s\n", argv[1]);
    return 2;
  }
  smsdesk::Random random(1);
  for (std::size_t i = 0; i < seeds.size() * kMutationsPerSeed; ++i) {
    input = seeds[i % seeds.size()];
    source = "a mutation of " + files[i % seeds.size()].string();
    for (std::uint64_t left = random.below(4) + 1; left > 0; --left) mutate(input, random, seeds);
    run();
  }
  std::printf("%zu seeds and %zu mutations hold\n", seeds.size(), seeds.size() * kMutationsPerSeed);
  return 0;
}
