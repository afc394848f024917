// smsdesk-relay: only wires. Reads the configuration, opens the store, starts the threads, and ends them in the order in
// which nothing acknowledged can be lost: say so, stop accepting, finish requests, close sockets, commit what waits, close
// the store.
#include <sodium.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>

#include "relay/host/accounts.h"
#include "relay/host/admin_api.h"
#include "relay/host/backups.h"
#include "relay/host/commands.h"
#include "relay/host/door.h"
#include "relay/host/housekeeping.h"
#include "relay/host/log.h"
#include "relay/host/media_door.h"
#include "relay/host/media_fetcher.h"
#include "relay/host/missed_messages.h"
#include "relay/host/opening.h"
#include "relay/host/search_filling.h"
#include "relay/host/start_check.h"
#include "relay/host/stopping.h"
#include "relay/host/upload_cleaning.h"
#include "relay/media/ticket.h"
#include "relay/organisation/zones.h"
#include "relay/store/message_search.h"

namespace {

using namespace smsdesk;
using namespace smsdesk::relay;

constexpr const char* kSettings = R"(Settings of the file (TOML; paths are relative to it):
  data_dir, site_dir                 folder of the database, folder of the client
  backup_folder                      folder for a copy of the database every hour; without it none is made. Put it on
                                     another disk; a copy is as large as the database, and has its messages and password
                                     hashes. Files of messages are copied into its folder media, each once for all copies
  backups_kept                       how many of these copies are kept, the newest (24)
  unsent_uploads_kept_hours          how long a file stays that an agent has attached and not sent, counted from when it
                                     was last attached (768: 32 days, as conversations are parked for up to 31 with
                                     files in their drafts)
  links_for_days                     how long a link works that goes to a customer in place of a file, from a number that
                                     sends no MMS (7; 0: none are made, up to 365). It leads to public_url; where that is
                                     not given, none are made either
  organisation                       file that an empty database begins with; later ones are taken in by
                                     `organisation import` or by an admin
  templates                          library of templates (JSON) that an empty database begins with
  public_url                         address at which browsers reach the relay; carriers too, unless said below
  origins                            list of other pages that may sign in, as scheme://host[:port]; beside
                                     http://127.0.0.1 that is http://localhost by itself
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
  [drain]
    notice_seconds                   how long SIGTERM is announced before it stops the relay (5; 0 to 300): /readyz says
                                     503 and agents' new sockets are refused, so that a load balancer sends what is new
                                     elsewhere, and webhooks and all else are still taken. Give it a little longer than
                                     your balancer needs to believe /readyz; without one, 0. A second signal ends it, and
                                     Ctrl-C goes without
    seconds                          how long a stop then waits for requests in flight (10; 0 to 300))";

struct Flags {
  std::string config = "relay.toml";
  std::string listen_address, data_dir, site_dir, carrier_url, public_url, log_level;
  int listen_port = -1;
  int drain_notice_seconds = -1;
  bool checks_only = false;
  std::string login;
  std::string organisation_file, format = "toml";
  std::string backup_file;
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
  app.add_option("--drain-notice-seconds", flags.drain_notice_seconds,
                 "How long a stop is announced by /readyz while all is still taken; instead of [drain] notice_seconds")
      ->check(CLI::Range(0, static_cast<int>(kDrainSecondsMax)));
  app.add_flag("--check", flags.checks_only,
               "Say whether the relay could start, as far as that can be told without starting; change nothing");
}

void apply_flags(const Flags& flags, Config& config) {
  if (!flags.listen_address.empty()) config.listen_address = flags.listen_address;
  if (!flags.data_dir.empty()) config.data_dir = flags.data_dir;
  if (!flags.site_dir.empty()) config.site_dir = flags.site_dir;
  if (!flags.carrier_url.empty()) config.carrier.api_url = flags.carrier_url;
  if (!flags.log_level.empty()) config.log_level = flags.log_level;
  if (!flags.public_url.empty()) {
    config.public_url = flags.public_url;
    config.is_public_url_said = true;
  }
  if (flags.drain_notice_seconds >= 0) config.drain_notice_seconds = static_cast<unsigned>(flags.drain_notice_seconds);
  if (flags.listen_port >= 0) {
    config.listen_port = static_cast<std::uint16_t>(flags.listen_port);
    // A page on this very machine: it is reached at the port that was given.
    if (flags.public_url.empty() && config.public_url.rfind("http://127.0.0.1", 0) == 0 && flags.listen_port > 0) {
      config.public_url = "http://127.0.0.1:" + std::to_string(flags.listen_port);
    }
  }
  // Paths begin with a slash: with two of them no signature would be right.
  for (std::string* url : {&config.public_url, &config.carrier.api_url, &config.carrier.webhook_base_url}) {
    while (!url->empty() && url->back() == '/') url->pop_back();
  }
  if (config.carrier.webhook_base_url.empty()) config.carrier.webhook_base_url = config.public_url;
  admit_localhost(config);
}

/// The key that signs addresses for the carrier; made at the first start.
Result<std::string> take_ticket_key(store::Store& store) {
  constexpr const char* kName = "media_ticket_key";
  auto known = store.find_fact(kName);
  if (!known) return known.error();
  if (*known) return **known;
  const std::string key = media::make_ticket_key();
  if (auto kept = store.put_fact(kName, key); !kept) return kept.error();
  return key;
}

int serve(const Config& config) {
  auto opened = open_database(config, wall_clock());
  if (!opened) return fail(opened.error().sentence);
  std::unique_ptr<store::Store>& store = opened->store;
  auto site = Site::load(config.site_dir);
  if (!site) return fail(site.error().sentence);
  auto reader = store->open_reader();
  if (!reader) return fail(reader.error().sentence);
  auto audit_reader = store->open_reader();
  if (!audit_reader) return fail(audit_reader.error().sentence);
  auto cleaning_reader = store->open_reader();
  if (!cleaning_reader) return fail(cleaning_reader.error().sentence);
  auto search_reader = store->open_reader();
  if (!search_reader) return fail(search_reader.error().sentence);
  auto link_reader = store->open_reader();
  if (!link_reader) return fail(link_reader.error().sentence);
  std::unique_ptr<Backups> backups;
  if (!config.backup_folder.empty()) {
    auto copied = store->open_reader();
    if (!copied) return fail(copied.error().sentence);
    auto made = Backups::open(std::move(*copied), config.backup_folder, config.backups_kept, media_folder(config));
    if (!made) return fail(made.error().sentence);
    backups = std::move(*made);
  }
  const std::vector<AgentConfigured> agents = organisation_of(opened->workspace).agents;
  auto files = media::Files::open(media_folder(config));
  if (!files) return fail(files.error().sentence);
  auto ticket_key = take_ticket_key(*store);
  if (!ticket_key) return fail(ticket_key.error().sentence);
  auto sessions = take_sessions(*store, agents);
  if (!sessions) return fail(sessions.error().sentence);

  start_log(config.log_level);
  if (!opened->notice.empty()) {
    log::warn("organisation_file_differs", "The organisation's file is not what runs.",
              {{"difference", opened->notice}});
  }
  if (opened->old_opt_outs != 0) {
    log::info("old_opt_outs_found", "Customers had opted out before the relay kept it; they are sent nothing any more.",
              {{"customers", opened->old_opt_outs}});
  }
  net::Loop loop;
  Door door(loop, config, std::move(site.value()));
  door.admit(agents);
  for (store::Session& session : *sessions) door.sessions().put(std::move(session));

  Writer writer(
      std::move(store), std::move(opened->workspace),
      [&](std::vector<ServiceEffect> effects) {
        loop.post([&door, effects = std::make_shared<std::vector<ServiceEffect>>(std::move(effects))] {
          door.perform(std::move(*effects));
        });
      },
      zone_offsets);
  CarrierLink carrier(loop, config.carrier, [&](ServiceInput input) { writer.push(std::move(input)); });
  Worker media_worker;
  MediaDoor media_door(loop, config, writer, media_worker, **files, std::move(link_reader.value()), *ticket_key);
  const auto cleaning = std::make_shared<UploadCleaning>(writer, media_worker, std::move(cleaning_reader.value()),
                                                         media_folder(config), hours(config.unsent_uploads_kept_hours));
  MediaFetcher fetcher(loop, config.carrier, writer, media_worker, **files, MediaFetcher::Pauses{});
  carrier.set_media_address(
      [&](MessageId message, unsigned place) { return media_door.address_for_carrier(message, place); });
  MissedMessages missed(loop, carrier, writer, MissedMessages::Pauses{});
  AdminApi admin(loop, writer, std::move(audit_reader.value()), [&](AgentId agent) { door.end_sessions_of(agent); });
  ArchiveReader pages(std::move(reader.value()), [&](ServiceInput input) { writer.push(std::move(input)); });
  ArchiveReader searches(std::move(search_reader.value()), [&](ServiceInput input) { writer.push(std::move(input)); });
  // Where the store itself finds it, whatever name the database is called by.
  const std::string database = std::filesystem::canonical(database_file(config));
  SearchFilling filling([database] { return store::open_search_filler(database); },
                        [&writer](std::uint64_t until) {
                          writer.run([until](store::Store& kept) { (void)kept.forget_changed_texts(until); });
                        });

  net::ServerOptions options = listening_options(config);
  options.limits.large_body_bytes_max = AdminApi::kDocumentBytesMax;
  // One snapshot must fit: a supervisor's is as large as everything that is open.
  options.limits.websocket_queue_bytes_max = kRelayFrameBytesMax;
  auto server = net::HttpServer::listen(loop, std::move(options), door);
  if (!server) {
    stop_log();
    return fail(server.error().sentence);
  }
  door.connect(&writer, &carrier, &pages, &admin, server->get());
  door.set_missed(&missed);
  door.set_media(&media_door, &fetcher);
  door.set_searches(&searches);
  door.set_cleaning(cleaning.get());
  writer.push(input::Started{});
  writer.start();
  loop.post([&missed] { missed.start(); });
  loop.post([&fetcher] { fetcher.wake(); });

  const auto housekeeping = std::make_shared<Housekeeping>();
  Instant zones_due_at;
  std::function<void()> keep_house = [&] {
    door.end_sessions(wall_clock());
    writer.run([housekeeping](store::Store& kept) { housekeeping->step(kept, wall_clock()); });
    // One at a time (backups.h); the backup first, or it would wait for the end of a round over all files.
    if (backups && !cleaning->is_busy()) backups->step(wall_clock());
    if (!backups || !backups->is_busy()) cleaning->step(wall_clock());
    if (wall_clock() >= zones_due_at) {
      zones_due_at = wall_clock() + hours(24);
      writer.push(input::ZonesDue{});
    }
    loop.post_after(std::chrono::milliseconds(kHousekeepingEvery), keep_house);
  };
  loop.post(keep_house);

  Stopping stopping(loop, std::chrono::seconds(config.drain_notice_seconds),
                    {[&] {
                       door.begin_drain();
                       (*server)->close_after_answers();
                     },
                     [&] {
                       (*server)->drain(std::chrono::seconds(config.drain_seconds), [&] {
                         // The last answers of the carrier that came in time are committed with everything else that waits.
                         writer.stop();
                         loop.post([&] { loop.stop(); });
                       });
                     }});
  loop.on_signals({SIGINT, SIGTERM}, [&](int signal) { stopping.on_signal(signal); });
  log::info("listening", "The relay takes connections.",
            {{"address", config.listen_address}, {"port", (*server)->port()}});
  std::cout << "smsdesk-relay is ready on http" << (config.tls_certificate.empty() ? "" : "s") << "://"
            << config.listen_address << ":" << (*server)->port() << std::endl;
  loop.run();
  backups.reset();
  log::info("stopped", "The relay has stopped.");
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
  CLI::App* backup = app.add_subcommand(
      "backup", "Copy the database to a new file and files of messages to media beside it, also while the relay runs");
  backup->add_option("file", flags.backup_file, "Where the copy goes; nothing is overwritten")->required();
  CLI::App* organisation = app.add_subcommand(
      "organisation", "The organisation's document: export, check, diff, import (all but check: stop the relay first)");
  organisation->require_subcommand(1);
  CLI::App* exported = organisation->add_subcommand("export", "Print the running configuration");
  exported->add_option("--format", flags.format, "toml or json")->check(CLI::IsMember({"toml", "json"}));
  CLI::App* checked = organisation->add_subcommand("check", "Say what is wrong with a file");
  CLI::App* compared = organisation->add_subcommand("diff", "Show what a file would change");
  CLI::App* imported = organisation->add_subcommand("import", "Put a file in the place of the running configuration");
  for (CLI::App* one : {checked, compared, imported}) {
    one->add_option("file", flags.organisation_file, "A TOML file; without it, the organisation of the configuration");
  }
  CLI11_PARSE(app, argc, argv);

  auto config = read_config(flags.config);
  if (!config) return fail(config.error().sentence);
  apply_flags(flags, *config);
  if (Status good = check_config(*config); !good) return fail(good.error().sentence);
  if (flags.checks_only) return check(*config);
  if (flags.organisation_file.empty()) flags.organisation_file = config->organisation_file;
  if (*password) return set_password(*config, flags.login);
  if (*backup) return back_up(*config, flags.backup_file);
  if (*exported) return export_organisation(*config, flags.format);
  if (*checked) return check_organisation_file(flags.organisation_file);
  if (*compared) return diff_organisation(*config, flags.organisation_file);
  if (*imported) return import_organisation(*config, flags.organisation_file);
  return serve(*config);
}
