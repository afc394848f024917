// Whether a server could be begun, told without taking its port: for whoever wants to know it before.
#pragma once

#include "core/base/result.h"

namespace smsdesk::net {

struct ServerOptions;

/// The address is one, and certificate and key can be used together. Errors: those of HttpServer::listen(), in the same words.
/// Whether the port is free, and whether one may have it, is not looked at.
Status check_server_options(const ServerOptions& options);

}  // namespace smsdesk::net
