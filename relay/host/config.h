// The relay's configuration: one TOML file, flags above it. Every value is checked; a bad one is refused with file,
// line and reason, before anything is opened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "relay/host/client_address.h"

namespace smsdesk::relay {

struct CarrierConfig {
  std::string api_url = "https://api.twilio.com";
  std::string account_sid;
  std::string auth_token;           ///< signs webhooks; also the password of the REST interface without an API key
  std::string previous_auth_token;  ///< accepted on webhooks during rotation
  std::string api_key, api_secret;  ///< where set, used for the REST interface
  std::string webhook_base_url;     ///< as the carrier calls us; signatures are over it. Default: public_url
};

struct Config {
  std::string file;
  std::string listen_address = "127.0.0.1";
  std::uint16_t listen_port = 8080;
  std::string tls_certificate, tls_key;  ///< both or none
  std::string data_dir = "data";
  std::string site_dir = "site";
  std::string backup_folder;  ///< of hourly copies of database and files; empty = none are made
  unsigned backups_kept = 24;
  /// Files that an agent has attached and that no message has: drafts may, and a conversation is parked for up to 31 days.
  unsigned unsent_uploads_kept_hours = 24 * 32;
  /// How long a link works that takes the place of a file, from a number that sends none; 0 = none are made.
  unsigned links_for_days = 7;
  std::string organisation_file = "organisation.toml";
  std::string templates_file;                          ///< that an empty database begins with; empty = with none
  unsigned organisation_line = 0, templates_line = 0;  ///< where these two are said; 0 = nowhere
  std::string public_url = "http://localhost:8080";
  bool is_public_url_said = false;   ///< by the file or a flag: what is sent to customers may lead there
  std::vector<std::string> origins;  ///< pages that may sign in and open the socket; public_url's is always one
  CarrierConfig carrier;
  std::string log_level = "info";
  unsigned connections_per_address_max = 50;    ///< of the socket's peer, also where that is a proxy
  std::vector<AddressRange> trusted_proxies;    ///< whose X-Forwarded-For or Forwarded is believed
  std::vector<AddressRange> metrics_addresses;  ///< who may read /metrics, beside this very machine
  unsigned drain_notice_seconds = 5;            ///< from SIGTERM to the drain; /readyz says 503 meanwhile
  unsigned drain_seconds = 10;
};

/// The longest that either part of a stop may take.
inline constexpr unsigned kDrainSecondsMax = 300;

/// Reads the file. Paths inside are relative to it.
Result<Config> read_config(const std::string& file);
/// That what a setting names cannot be read; `line` as above.
Error unreadable(const Config& config, const std::string& setting, unsigned line, const std::string& path);
/// What is wrong with such an address, to be said behind the name of its setting or flag; empty where nothing is.
std::string trouble_with_public_url(const std::string& url);
std::string trouble_with_carrier_url(const std::string& url);
/// links_for_days, where it is known to where a link has to lead; else 0.
unsigned offered_link_days(const Config& config);
/// Where public_url is http://127.0.0.1, http://localhost with the same port may sign in too: who sits at this machine calls
/// it by either name.
void admit_localhost(Config& config);
/// What only holds of the whole, after flags were applied.
Status check_config(const Config& config);

/// scheme://host[:port] of an http(s) URL, lower case, without a default port; empty where it is none.
std::string origin_of(const std::string& url);
bool is_log_level(const std::string& level);
/// Whether the URL leads to this very machine; only there may credentials travel without TLS.
bool is_loopback_url(const std::string& url);

}  // namespace smsdesk::relay
