// What a start needs of this machine, told without starting: what `smsdesk-relay --check` looks at.
//
// Every rule is the start's own, so that both say the same in the same words. Nothing on disk is changed, and a relay may be
// running with this very configuration: neither the database nor the port is opened.
#pragma once

#include "core/base/result.h"
#include "relay/host/config.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

/// Where the relay listens, and with which certificate; limits are as usual.
net::ServerOptions listening_options(const Config& config);

/// Errors: the first thing for which a start would refuse, of the same user. The organisation's file must be right even where
/// a database is there that does not need it any more.
Status check_start(const Config& config);

}  // namespace smsdesk::relay
