// smsdesk-relay: only wires. Reads the configuration, opens the store, starts the threads, and ends them in the order in
// which nothing acknowledged can be lost: stop accepting, finish requests, close sockets, commit what waits, close the store.
#include <sodium.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>

#include "relay/host/accounts.h"
#include "relay/host/door.h"
#include "relay/host/housekeeping.h"
#include "relay/host/log.h"
#include "relay/organisation/read_organisation.h"
#include "relay/organisation/zones.h"
#include "relay/store/sqlite_store.h"

namespace {

using namespace smsdesk;
using namespace smsdesk::relay;

int fail(const std::string& sentence) {
  std::cerr << "smsdesk-relay: " << sentence << "\n";
  return 1;
}

constexpr const char* kSettings = R"(Settings of the file (TOML; paths are relative to it):
  data_dir, site_dir, organisation   folder of the database, folder of the client, file of the organisation
  public_url                         address at which browsers reach the relay; carriers too, unless said below
  origins                            list of other pages that may sign in, as scheme://host[:port]
  [listen]
    address, port                    where to listen (127.0.0.1, 8080)
    tls_certificate, tls_key         PEM files; both or none
    connections_per_address          most connections of one peer (50); 0 = any number, as behind a proxy
    trusted_proxies                  list of addresses or ranges, such as ["127.0.0.1", "10.0.0.0/8"], of the proxies in
                                     front. From them, the last hop of X-Forwarded-For or Forwarded that is not one of
                                     them is the address for which failed sign-ins are counted. List only proxies that
                                     write one of these headers themselves
    metrics_addresses                list of addresses or ranges that may read /metrics, beside this machine itself
  [carrier]
    api_url                          base address of its REST interface (https://api.twilio.com)
    account_sid                      AC and 32 hexadecimal digits
    auth_token, auth_token_file      the token or a file with it; else SMSDESK_CARRIER_AUTH_TOKEN
    previous_auth_token[_file]       still accepted on webhooks while you rotate
    api_key, api_secret[_file]       to send with a key of its own
    webhook_base_url                 address at which the carrier calls, where it is not public_url
  [log] level                        trace, debug, info, warn, error or off (info)
  [drain] seconds                    how long a stop waits for requests in flight (10))";

struct Flags {
  std::string config = "relay.toml";
  std::string listen_address, data_dir, site_dir, carrier_url, public_url, log_level;
  int listen_port = -1;
  bool checks_only = false;
  std::string login;
};

void add_flags(CLI::App& app, Flags& flags) {
  app.add_option("--config", flags.config, "The TOML file with all settings")->capture_default_str();
  app.add_option("--listen-address", flags.listen_address, "Address to listen on; instead of [listen] address");
  app.add_option("--listen-port", flags.listen_port, "Port to listen on (0 = any free one); instead of [listen] port")
      ->check(CLI::Range(0, 65535));
  app.add_option("--public-url", flags.public_url, "Address at which browsers reach the relay; instead of public_url")
      ->check(trouble_with_public_url);
  app.add_option("--data-dir", flags.data_dir, "Folder of the database, made if it is missing; instead of data_dir");
  app.add_option("--site-dir", flags.site_dir, "Folder of the client's files; instead of site_dir");
  app.add_option("--carrier-url", flags.carrier_url,
                 "Base address of the carrier's REST interface; instead of [carrier] api_url")
      ->check(trouble_with_carrier_url);
  app.add_option("--log-level", flags.log_level, "trace, debug, info, warn, error or off; instead of [log] level")
      ->check([](const std::string& level) {
        return is_log_level(level) ? std::string() : "must be trace, debug, info, warn, error or off";
      });
  app.add_flag("--check", flags.checks_only, "Check configuration and organisation, then exit");
}

void apply_flags(const Flags& flags, Config& config) {
  if (!flags.listen_address.empty()) config.listen_address = flags.listen_address;
  if (!flags.data_dir.empty()) config.data_dir = flags.data_dir;
  if (!flags.site_dir.empty()) config.site_dir = flags.site_dir;
  if (!flags.carrier_url.empty()) config.carrier.api_url = flags.carrier_url;
  if (!flags.log_level.empty()) config.log_level = flags.log_level;
  if (!flags.public_url.empty()) config.public_url = flags.public_url;
  if (flags.listen_port >= 0) {
    config.listen_port = static_cast<std::uint16_t>(flags.listen_port);
    // A page on this very machine: it is reached at the port that was given.
    if (flags.public_url.empty() && config.public_url.rfind("http://127.0.0.1", 0) == 0 && flags.listen_port > 0) {
      config.public_url = "http://127.0.0.1:" + std::to_string(flags.listen_port);
      config.origins = {"http://localhost:" + std::to_string(flags.listen_port)};
    }
  }
  // Paths begin with a slash: with two of them no signature would be right.
  for (std::string* url : {&config.public_url, &config.carrier.api_url, &config.carrier.webhook_base_url}) {
    while (!url->empty() && url->back() == '/') url->pop_back();
  }
  if (config.carrier.webhook_base_url.empty()) config.carrier.webhook_base_url = config.public_url;
}

Result<std::unique_ptr<store::Store>> open_store(const Config& config) {
  std::error_code error;
  std::filesystem::create_directories(config.data_dir, error);
  if (error)
    return Error{ErrorCode::Unavailable, "The folder " + config.data_dir + " cannot be made: " + error.message() + "."};
  store::SqliteOptions options;
  options.path = config.data_dir + "/smsdesk.db";
  options.now = wall_clock();
  options.fresh_epoch = new_token().substr(0, 32);
  return store::open_sqlite_store(options);
}

int set_password(const Config& config, const OrganisationFile& organisation, const std::string& login) {
  const auto account = std::find_if(organisation.accounts.begin(), organisation.accounts.end(),
                                    [&](const AccountConfig& one) { return one.login == login; });
  if (account == organisation.accounts.end())
    return fail("there is no agent with the login " + login + " in " + config.organisation_file + ".");
  std::string password;
  std::cerr << "New password for " << login << " (read from standard input): ";
  if (!std::getline(std::cin, password) || password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax) {
    return fail("a password needs " + std::to_string(kPasswordBytesMin) + " to " + std::to_string(kPasswordBytesMax) +
                " bytes.");
  }
  auto store = open_store(config);
  if (!store) return fail(store.error().sentence);
  const std::string hash = hash_password(password);
  if (hash.empty()) return fail("there is not enough memory to hash a password (64 MiB).");
  if (Status freed = free_logins(**store, organisation.accounts); !freed) return fail(freed.error().sentence);
  if (Status put = (*store)->put_account({account->agent, login, hash}); !put) return fail(put.error().sentence);
  // Whoever knew the old password may still be signed in with it.
  auto sessions = (*store)->all_sessions();
  if (!sessions) return fail(sessions.error().sentence);
  for (const store::Session& session : *sessions) {
    if (session.agent != account->agent) continue;
    if (Status deleted = (*store)->delete_session(session.token_hash); !deleted) return fail(deleted.error().sentence);
  }
  std::cerr << "The password of " << login << " is set.\n";
  return 0;
}

int serve(const Config& config, OrganisationFile organisation) {
  auto store = open_store(config);
  if (!store) return fail(store.error().sentence);
  if (Status freed = free_logins(**store, organisation.accounts); !freed) return fail(freed.error().sentence);
  if (Status made = make_accounts(**store, organisation.accounts); !made) return fail(made.error().sentence);
  auto site = Site::load(config.site_dir);
  if (!site) return fail(site.error().sentence);
  auto workspace = Service::load(**store);
  if (!workspace) return fail(workspace.error().sentence);
  auto reader = (*store)->open_reader();
  if (!reader) return fail(reader.error().sentence);
  auto sessions = take_sessions(**store, organisation.accounts);
  if (!sessions) return fail(sessions.error().sentence);

  start_log(config.log_level);
  net::Loop loop;
  Door door(loop, config, std::move(site.value()));
  door.admit(organisation.accounts);
  for (store::Session& session : *sessions) door.sessions().put(std::move(session));

  Writer writer(std::move(store.value()), std::move(workspace.value()), [&](std::vector<ServiceEffect> effects) {
    loop.post([&door, effects = std::make_shared<std::vector<ServiceEffect>>(std::move(effects))] {
      door.perform(std::move(*effects));
    });
  });
  CarrierLink carrier(loop, config.carrier, [&](ServiceInput input) { writer.push(std::move(input)); });
  PageReader pages(std::move(reader.value()), [&](ServiceInput input) { writer.push(std::move(input)); });

  net::ServerOptions options;
  options.address = config.listen_address;
  options.port = config.listen_port;
  options.limits.connections_per_address_max = config.connections_per_address_max;
  // One snapshot must fit: a supervisor's is as large as everything that is open.
  options.limits.websocket_queue_bytes_max = kRelayFrameBytesMax;
  if (!config.tls_certificate.empty()) {
    options.tls = std::make_unique<net::TlsFiles>(net::TlsFiles{config.tls_certificate, config.tls_key});
  }
  auto server = net::HttpServer::listen(loop, std::move(options), door);
  if (!server) {
    stop_log();
    return fail(server.error().sentence);
  }
  door.connect(&writer, &carrier, &pages, server->get());
  writer.push(input::Started{});
  // The reader knew every zone a moment ago.
  if (Status filled = fill_zones(organisation.organisation.schedules, wall_clock()); !filled)
    spdlog::error("{}", filled.error().sentence);
  writer.push(input::Configured{std::move(organisation.organisation)});
  writer.start();

  const auto housekeeping = std::make_shared<Housekeeping>();
  std::function<void()> keep_house = [&] {
    door.end_sessions(wall_clock());
    writer.run([housekeeping](store::Store& kept) { housekeeping->step(kept, wall_clock()); });
    loop.post_after(std::chrono::milliseconds(kHousekeepingEvery), keep_house);
  };
  loop.post(keep_house);

  bool is_ending = false;
  loop.on_signals({SIGINT, SIGTERM}, [&](int signal) {
    if (is_ending) return;
    is_ending = true;
    spdlog::info("signal {}: draining", signal);
    door.begin_drain();
    (*server)->drain(std::chrono::seconds(config.drain_seconds), [&] {
      // The last answers of the carrier that came in time are committed with everything else that waits.
      writer.stop();
      loop.post([&] { loop.stop(); });
    });
  });
  spdlog::info("listening on {}:{}", config.listen_address, (*server)->port());
  std::cout << "smsdesk-relay is ready on http" << (config.tls_certificate.empty() ? "" : "s") << "://"
            << config.listen_address << ":" << (*server)->port() << std::endl;
  loop.run();
  spdlog::info("stopped");
  stop_log();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Whoever read our output may have gone; that is no reason to stop.
  std::signal(SIGPIPE, SIG_IGN);
  if (sodium_init() < 0) return fail("the cryptographic library could not be started.");
  Flags flags;
  CLI::App app("smsdesk-relay: the server between the carrier and the agents' pages");
  app.set_version_flag("--version", "smsdesk-relay 0.1.0");
  add_flags(app, flags);
  app.footer(kSettings);
  CLI::App* password =
      app.add_subcommand("set-password", "Set an agent's password, read from standard input (stop the relay first)");
  password->add_option("login", flags.login, "The agent's login")->required();
  CLI11_PARSE(app, argc, argv);

  auto config = read_config(flags.config);
  if (!config) return fail(config.error().sentence);
  apply_flags(flags, *config);
  if (Status checked = check_config(*config); !checked) return fail(checked.error().sentence);
  auto organisation = read_organisation_file(config->organisation_file);
  if (!organisation) return fail(organisation.error().sentence);
  if (flags.checks_only) {
    std::cout << "The configuration is in order.\n";
    return 0;
  }
  if (*password) return set_password(*config, *organisation, flags.login);
  return serve(*config, std::move(organisation.value()));
}
