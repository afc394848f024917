#include "relay/host/metrics.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace smsdesk::relay {
namespace {

TEST(Metrics, NamesEveryFigureWithHelpAndType) {
  ServiceCounters service;
  service.messages_in = 12;
  service.sends_uncertain = 3;
  Writer::Timing timing;
  timing.commit_ns = 1'500'000'000;
  net::ServerCounters server;
  server.websockets_open = 7;
  const std::string text = metrics_text(service, timing, server, true, {3, 4'000});
  for (const char* line : {"smsdesk_store_writable 1", "smsdesk_messages_received_total 12",
                           "smsdesk_sends_uncertain 3", "smsdesk_commit_seconds_total 1.5", "smsdesk_websockets_open 7",
                           "smsdesk_unsent_files_removed_total 3", "smsdesk_unsent_files_removed_bytes_total 4000"}) {
    EXPECT_NE(text.find("\n" + std::string(line) + "\n"), std::string::npos) << line;
  }
  std::istringstream lines(text);
  std::string line, name;
  while (std::getline(lines, line)) {
    if (line.rfind("# HELP ", 0) == 0) {
      name = line.substr(7, line.find(' ', 7) - 7);
    } else if (line.rfind("# TYPE ", 0) == 0) {
      const bool is_total = name.size() > 6 && name.compare(name.size() - 6, 6, "_total") == 0;
      EXPECT_EQ(line, "# TYPE " + name + (is_total ? " counter" : " gauge"));
    } else {
      EXPECT_EQ(line.rfind(name + " ", 0), 0u) << line;
    }
  }
}

TEST(Metrics, SayThatTheStoreCannotBeWritten) {
  EXPECT_NE(metrics_text({}, {}, {}, false, {}).find("\nsmsdesk_store_writable 0\n"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
