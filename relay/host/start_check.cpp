#include "relay/host/start_check.h"

#include "relay/host/backups.h"
#include "relay/host/opening.h"
#include "relay/host/site.h"
#include "relay/net/server_check.h"

namespace smsdesk::relay {

net::ServerOptions listening_options(const Config& config) {
  net::ServerOptions options;
  options.address = config.listen_address;
  options.port = config.listen_port;
  options.limits.connections_per_address_max = config.connections_per_address_max;
  if (!config.tls_certificate.empty()) {
    options.tls = std::make_unique<net::TlsFiles>(net::TlsFiles{config.tls_certificate, config.tls_key});
  }
  return options;
}

Status check_start(const Config& config) {
  // In the order in which a start comes to them.
  if (Status usable = check_data_folder(config); !usable) return usable;
  const auto file = read_first_organisation(config);
  if (!file) return file.error();
  if (Status good = check_templates_file(config, file->organisation, Instant{0}); !good) return good;
  if (const auto site = Site::load(config.site_dir); !site) return site.error();
  if (!config.backup_folder.empty()) {
    if (Status usable = check_backup_folder(config.backup_folder); !usable) return usable;
  }
  return net::check_server_options(listening_options(config));
}

}  // namespace smsdesk::relay
