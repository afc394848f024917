// smsdesk-mock: reads flags, starts the mock carrier and waits for a signal.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "server-mock/address.h"
#include "server-mock/ids.h"
#include "server-mock/mock_server.h"

namespace {

using namespace smsdesk;

// Published in this file and in the documentation: they protect nothing and open nothing but a
// mock.
constexpr const char* kDemoAccountSid = "AC00000000000000000000000000000000";
constexpr const char* kDemoAuthToken = "00000000000000000000000000000000";
constexpr const char* kDemoServiceSid = "MG00000000000000000000000000000000";
constexpr const char* kDemoNumber = "+14155550100";

struct Flags {
  mock::MockSettings settings;
  std::vector<std::string> numbers;
  std::vector<std::string> without_mms;
  std::vector<std::string> api_keys;
  std::string webhook_url;
};

void add_flags(CLI::App& app, Flags& flags) {
  mock::MockSettings& settings = flags.settings;
  settings.identity.account_sid = kDemoAccountSid;
  settings.identity.auth_token = kDemoAuthToken;
  settings.identity.service_sid = kDemoServiceSid;
  app.add_option("--port", settings.port, "The port to listen on; 0 takes any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  app.add_option("--address", settings.address,
                 "The address to listen on. The pages need no sign-in: leave it on loopback")
      ->capture_default_str();
  app.add_option("--account-sid", settings.identity.account_sid, "The account, AC and 32 hexadecimal digits")
      ->capture_default_str();
  app.add_option("--auth-token", settings.identity.auth_token,
                 "The account's token: it opens the API and signs webhooks. The default is for "
                 "demonstrations and not a secret")
      ->capture_default_str();
  app.add_option("--api-key", flags.api_keys, "SID:SECRET of an API key that opens the API too; may be repeated");
  app.add_option("--messaging-service", settings.identity.service_sid,
                 "The Messaging Service whose pool is all the numbers")
      ->capture_default_str();
  app.add_option("--number", flags.numbers,
                 std::string("One of our numbers, or NUMBER=WEBHOOK-URL; may be repeated. Default: ") + kDemoNumber);
  app.add_option("--without-mms", flags.without_mms,
                 "One of our numbers that sends no pictures, and no text as an MMS; may be repeated");
  app.add_option(
         "--webhook-url", flags.webhook_url,
         "Where inbound messages go, of every number that names no address of its own. What stands behind its # "
         "(rc, rp, ct and rt, as at Twilio) says how often and how long it is tried")
      ->check([](const std::string& url) {
        return url.empty() || mock::is_callback_url(url)
                   ? std::string()
                   : "must be an http or https address without underscores in the host";
      });
  app.add_option("--customers", settings.customers.count,
                 "How many simulated customers may be in a conversation at a time")
      ->capture_default_str();
  app.add_option("--rate", settings.customers.rate_per_minute, "How many new simulated customers come in a minute")
      ->capture_default_str();
  app.add_option("--pace", settings.customers.pace_percent,
                 "The simulated customers' pauses in percent of a person's; 0 answers at once")
      ->capture_default_str();
  app.add_option("--seed", settings.seed,
                 "Decides what happens to the nth request and message; a random one is taken and "
                 "printed where none is given")
      ->check([](const std::string& seed) {
        // A negative one would be taken for another seed than the one given.
        return seed.find_first_not_of("0123456789") == std::string::npos ? std::string()
                                                                         : "must be a whole number, 0 or more";
      });
  app.add_option("--page-dir", settings.page_dir,
                 "Read the pages from this folder (server-mock/page) instead of the program")
      ->check(CLI::ExistingDirectory);
  for (const mock::FaultField& field : mock::fault_fields()) {
    std::string flag = "--" + std::string(field.name);
    for (char& c : flag) {
      if (c == '_') c = '-';
    }
    app.add_option(flag, settings.faults.*field.value,
                   std::string(field.meaning) + " (" + std::string(field.unit) + ")")
        ->capture_default_str()
        ->group("Faults on demand");
  }
}

/// Checks what CLI11 cannot, and fills the identity. A sentence where something is wrong.
std::string finish_settings(Flags& flags) {
  mock::Identity& identity = flags.settings.identity;
  if (!mock::is_sid(identity.account_sid, "AC")) {
    return "--account-sid must be AC and 32 hexadecimal digits.";
  }
  if (!mock::is_sid(identity.service_sid, "MG")) {
    return "--messaging-service must be MG and 32 hexadecimal digits.";
  }
  if (identity.auth_token.empty()) return "--auth-token must not be empty.";
  for (const std::string& pair : flags.api_keys) {
    const std::size_t colon = pair.find(':');
    if (colon == std::string::npos || !mock::is_sid(pair.substr(0, colon), "SK") || colon + 1 == pair.size()) {
      return "--api-key must be SK and 32 hexadecimal digits, a colon and the secret.";
    }
    identity.api_keys.push_back({pair.substr(0, colon), pair.substr(colon + 1)});
  }
  if (flags.numbers.empty()) flags.numbers.emplace_back(kDemoNumber);
  for (const std::string& given : flags.numbers) {
    const std::size_t equals = given.find('=');
    const std::string written = given.substr(0, equals);
    const std::string url = equals == std::string::npos ? flags.webhook_url : given.substr(equals + 1);
    const auto number = mock::normalise_number(written);
    if (!number && !mock::is_short_code(written)) {
      return "--number " + written + " is not a phone number: write it like +14155550100.";
    }
    if (!url.empty() && !mock::is_callback_url(url)) {
      return "'" + url + "' is not an http or https address without underscores in the host.";
    }
    identity.numbers.push_back({number.value_or(written), url});
  }
  for (const std::string& given : flags.without_mms) {
    const std::string number = mock::normalise_number(given).value_or(given);
    const auto ours = std::find_if(identity.numbers.begin(), identity.numbers.end(),
                                   [&](const mock::OurNumber& one) { return one.number == number; });
    if (ours == identity.numbers.end()) return "--without-mms " + given + " is none of our numbers.";
    ours->has_mms = false;
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  std::random_device device;
  flags.settings.seed = device();
  CLI::App app{
      "A mock SMS carrier for developers: speaks Twilio's Messages API, sends signed webhooks, and "
      "has\n"
      "simulated customers, a phone in a web page and faults on demand."};
  add_flags(app, flags);
  CLI11_PARSE(app, argc, argv);
  if (const std::string wrong = finish_settings(flags); !wrong.empty()) {
    std::fprintf(stderr, "smsdesk-mock: %s\n", wrong.c_str());
    return 2;
  }

  net::Loop loop;
  const auto seed = static_cast<unsigned long long>(flags.settings.seed);
  auto started = mock::MockServer::start(loop, std::move(flags.settings));
  if (!started) {
    std::fprintf(stderr, "smsdesk-mock: %s\n", started.error().sentence.c_str());
    return 1;
  }
  mock::MockServer& server = **started;
  loop.on_signals({SIGINT, SIGTERM}, [&](int) { server.stop([&] { loop.stop(); }); });
  std::printf("smsdesk-mock is ready at %s (phone: %s/phone, seed %llu)\n", server.url().c_str(), server.url().c_str(),
              seed);
  std::fflush(stdout);
  loop.run();
  return 0;
}
