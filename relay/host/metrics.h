// The relay's figures in Prometheus' text format. Pure.
#pragma once

#include <string>

#include "relay/host/upload_cleaning.h"
#include "relay/host/writer.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

std::string metrics_text(const ServiceCounters& service, const Writer::Timing& timing,
                         const net::ServerCounters& server, bool is_healthy, const UploadCleaning::Counters& cleaning);

}  // namespace smsdesk::relay
