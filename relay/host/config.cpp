#include "relay/host/config.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "core/sms/address.h"
#include "relay/host/toml_reader.h"

namespace smsdesk::relay {
namespace {

Result<toml::table> parse_file(const std::string& file) {
  std::ifstream stream(file);
  if (!stream)
    return Error{ErrorCode::NotFound, "The file " + file + " cannot be read. Check the path and its rights."};
  try {
    return toml::parse(stream, file);
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::Invalid, file + ", line " + std::to_string(error.source().begin.line) + ": " +
                                         std::string(error.description()) + "."};
  }
}

void beside(const std::string& file, std::string& path) {
  const std::filesystem::path given(path);
  if (given.is_relative()) path = (std::filesystem::path(file).parent_path() / given).lexically_normal().string();
}

Result<std::string> read_secret(const std::string& path) {
  std::ifstream stream(path);
  std::string line;
  if (!stream || !std::getline(stream, line) || line.empty()) {
    return Error{ErrorCode::NotFound, "The secret file " + path + " cannot be read or is empty."};
  }
  // Editors and other systems leave a carriage return or a space behind, which would make every signature wrong.
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
  if (line.empty()) return Error{ErrorCode::Invalid, "The secret file " + path + " has an empty first line."};
  return line;
}

void lower(std::string& text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

bool is_digits(const std::string& text, std::size_t from, const char* allowed) {
  return from < text.size() && text.find_first_not_of(allowed, from) == std::string::npos;
}

/// host[:port] or [address][:port], with a port from 1 to 65535.
bool is_authority(const std::string& text) {
  std::size_t end = 0;
  if (text[0] == '[') {
    end = text.find(']');
    if (end == std::string::npos || end == 1 || text.find_first_not_of("0123456789abcdef:.", 1) != end) return false;
    ++end;
  } else {
    end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    if (end == std::string::npos) end = text.size();
    if (end == 0) return false;
  }
  if (end == text.size()) return true;
  if (text[end] != ':' || text.size() - end > 6 || !is_digits(text, end + 1, "0123456789")) return false;
  const int port = std::stoi(text.substr(end + 1));
  return port >= 1 && port <= 65'535;
}

}  // namespace

bool is_log_level(const std::string& level) {
  static constexpr const char* kLevels[] = {"trace", "debug", "info", "warn", "error", "off"};
  return std::any_of(std::begin(kLevels), std::end(kLevels), [&](const char* one) { return level == one; });
}

std::string origin_of(const std::string& url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return {};
  std::string scheme = url.substr(0, scheme_end);
  const std::size_t host_end = url.find_first_of("/?#", scheme_end + 3);
  std::string host = url.substr(scheme_end + 3, host_end == std::string::npos ? host_end : host_end - scheme_end - 3);
  lower(scheme);
  lower(host);
  if ((scheme != "http" && scheme != "https") || host.empty() || !is_authority(host)) return {};
  const std::string default_port = scheme == "http" ? ":80" : ":443";
  if (host.size() > default_port.size() &&
      host.compare(host.size() - default_port.size(), std::string::npos, default_port) == 0) {
    host.resize(host.size() - default_port.size());
  }
  return scheme + "://" + host;
}

bool is_loopback_url(const std::string& url) {
  const std::string origin = origin_of(url);
  const std::size_t begin = origin.find("://");
  if (begin == std::string::npos) return false;
  const std::string host = origin.substr(begin + 3);
  for (const char* own : {"127.0.0.1", "localhost", "[::1]"}) {
    const std::size_t length = std::char_traits<char>::length(own);
    if (host.compare(0, length, own) == 0 && (host.size() == length || host[length] == ':')) return true;
  }
  return false;
}

std::string trouble_with_public_url(const std::string& url) {
  if (!origin_of(url).empty()) {
    // A slash at its end is taken away later.
    const std::size_t rest = url.find_first_of("/?#", url.find("://") + 3);
    if (rest == std::string::npos || url.find_first_not_of('/', rest) == std::string::npos) return {};
  }
  return "must be an http or https address without a path, such as https://desk.example.com";
}

std::string trouble_with_carrier_url(const std::string& url) {
  const std::string origin = origin_of(url);
  if (origin.empty()) return "must be an http or https address";
  if (!is_loopback_url(url) && origin.rfind("https://", 0) != 0)
    return "must begin with https://: the token would be readable on its way";
  return {};
}

namespace {

std::string trouble_with_origin(const std::string& origin) {
  return origin_of(origin) == origin && !origin.empty() ? ""
                                                        : origin + " must be scheme://host[:port] and nothing more";
}

std::string trouble_with_account_sid(const std::string& sid) {
  const bool is_good = sid.size() == 34 && sid.compare(0, 2, "AC") == 0 && is_digits(sid, 2, "0123456789abcdef");
  return is_good ? "" : "must be AC and 32 hexadecimal digits";
}

}  // namespace

Result<Config> read_config(const std::string& file) {
  auto parsed = parse_file(file);
  if (!parsed) return parsed.error();
  Config config;
  config.file = file;
  std::string error;
  std::string auth_token_file, previous_auth_token_file, api_secret_file;
  {
    TomlReader root(file, *parsed, "", &error);
    root.text("data_dir", config.data_dir);
    root.text("site_dir", config.site_dir);
    root.text("organisation", config.organisation_file);
    root.text("public_url", config.public_url);
    root.texts("origins", config.origins);
    // Looked at here, where file and line are known; check_config() looks again, after the flags.
    const auto judge = [](TomlReader& reader, const char* name, const std::string& trouble) {
      if (!trouble.empty()) reader.fail_at(name, trouble);
    };
    judge(root, "public_url", trouble_with_public_url(config.public_url));
    for (const std::string& origin : config.origins) {
      if (const std::string trouble = trouble_with_origin(origin); !trouble.empty())
        root.fail_at("origins", "has a bad entry: " + trouble);
    }
    if (const auto* table = root.table("listen")) {
      TomlReader listen(file, *table, " in [listen]", &error);
      listen.text("address", config.listen_address);
      listen.number("port", config.listen_port, 0, 65535);
      listen.text("tls_certificate", config.tls_certificate);
      listen.text("tls_key", config.tls_key);
      if (config.tls_certificate.empty() != config.tls_key.empty()) {
        listen.fail_at(config.tls_key.empty() ? "tls_certificate" : "tls_key",
                       "is not enough: \"tls_certificate\" and \"tls_key\" must be given together");
      }
      listen.number("connections_per_address", config.connections_per_address_max, 0, 100'000);
      const auto ranges = [&](const char* name, std::vector<AddressRange>& into) {
        std::vector<std::string> texts;
        listen.texts(name, texts);
        for (const std::string& text : texts) {
          auto range = parse_address_range(text);
          if (range) {
            into.push_back(*range);
          } else {
            std::string reason = range.error().sentence;
            reason.pop_back();  // the reader ends the sentence
            listen.fail_at(name, "has a bad entry: " + reason);
          }
        }
      };
      ranges("trusted_proxies", config.trusted_proxies);
      ranges("metrics_addresses", config.metrics_addresses);
    }
    if (const auto* table = root.table("carrier")) {
      TomlReader carrier(file, *table, " in [carrier]", &error);
      carrier.text("api_url", config.carrier.api_url);
      carrier.text("account_sid", config.carrier.account_sid);
      carrier.text("auth_token", config.carrier.auth_token);
      carrier.text("auth_token_file", auth_token_file);
      carrier.text("previous_auth_token", config.carrier.previous_auth_token);
      carrier.text("previous_auth_token_file", previous_auth_token_file);
      carrier.text("api_key", config.carrier.api_key);
      carrier.text("api_secret", config.carrier.api_secret);
      carrier.text("api_secret_file", api_secret_file);
      carrier.text("webhook_base_url", config.carrier.webhook_base_url);
      judge(carrier, "api_url", trouble_with_carrier_url(config.carrier.api_url));
      if (!config.carrier.account_sid.empty())
        judge(carrier, "account_sid", trouble_with_account_sid(config.carrier.account_sid));
      if (!config.carrier.webhook_base_url.empty() && origin_of(config.carrier.webhook_base_url).empty())
        carrier.fail_at("webhook_base_url", "must be an http or https address");
      if (config.carrier.api_key.empty() != (config.carrier.api_secret.empty() && api_secret_file.empty())) {
        carrier.fail_at(!config.carrier.api_key.empty()      ? "api_key"
                        : !config.carrier.api_secret.empty() ? "api_secret"
                                                             : "api_secret_file",
                        "is not enough: \"api_key\" and \"api_secret\" must be given together");
      }
      const auto only_one = [&](const char* name, const std::string& value, const std::string& value_file) {
        if (!value.empty() && !value_file.empty())
          carrier.fail_at(name, "is given, and its file too; give one of them");
      };
      only_one("auth_token", config.carrier.auth_token, auth_token_file);
      only_one("previous_auth_token", config.carrier.previous_auth_token, previous_auth_token_file);
      only_one("api_secret", config.carrier.api_secret, api_secret_file);
    }
    if (const auto* table = root.table("log")) {
      TomlReader log(file, *table, " in [log]", &error);
      log.text("level", config.log_level);
      if (!is_log_level(config.log_level)) log.fail_at("level", "must be trace, debug, info, warn, error or off");
    }
    if (const auto* table = root.table("drain")) {
      TomlReader drain(file, *table, " in [drain]", &error);
      drain.number("seconds", config.drain_seconds, 0, 300);
    }
  }
  if (!error.empty()) return Error{ErrorCode::Invalid, error};
  beside(file, config.data_dir);
  beside(file, config.site_dir);
  beside(file, config.organisation_file);
  if (!config.tls_certificate.empty()) beside(file, config.tls_certificate);
  if (!config.tls_key.empty()) beside(file, config.tls_key);
  const std::pair<std::string*, std::string*> secrets[] = {
      {&auth_token_file, &config.carrier.auth_token},
      {&previous_auth_token_file, &config.carrier.previous_auth_token},
      {&api_secret_file, &config.carrier.api_secret}};
  for (const auto& [path, into] : secrets) {
    if (path->empty()) continue;
    beside(file, *path);
    auto secret = read_secret(*path);
    if (!secret) return secret.error();
    *into = std::move(secret.value());
  }
  if (config.carrier.auth_token.empty()) {
    if (const char* token = std::getenv("SMSDESK_CARRIER_AUTH_TOKEN")) config.carrier.auth_token = token;
  }
  return config;
}

Status check_config(const Config& config) {
  const auto bad = [&](const std::string& reason) { return Error{ErrorCode::Invalid, config.file + ": " + reason}; };
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    return bad("\"tls_certificate\" and \"tls_key\" must be given together.");
  }
  if (const std::string trouble = trouble_with_public_url(config.public_url); !trouble.empty())
    return bad("\"public_url\" " + trouble + ".");
  for (const std::string& origin : config.origins) {
    if (const std::string trouble = trouble_with_origin(origin); !trouble.empty())
      return bad("\"origins\": " + trouble + ".");
  }
  if (const std::string trouble = trouble_with_carrier_url(config.carrier.api_url); !trouble.empty())
    return bad("\"api_url\" in [carrier] " + trouble + ".");
  if (!config.carrier.webhook_base_url.empty() && origin_of(config.carrier.webhook_base_url).empty()) {
    return bad("\"webhook_base_url\" in [carrier] must be an http or https address.");
  }
  if (config.carrier.account_sid.empty()) return bad("\"account_sid\" is missing in [carrier].");
  if (const std::string trouble = trouble_with_account_sid(config.carrier.account_sid); !trouble.empty())
    return bad("\"account_sid\" in [carrier] " + trouble + ".");
  if (config.carrier.auth_token.empty()) {
    return bad(
        "the carrier's auth token is missing: give \"auth_token_file\" in [carrier] or SMSDESK_CARRIER_AUTH_TOKEN.");
  }
  if (config.carrier.api_key.empty() != config.carrier.api_secret.empty()) {
    return bad("\"api_key\" and \"api_secret\" in [carrier] must be given together.");
  }
  if (!is_log_level(config.log_level)) return bad("the log level must be trace, debug, info, warn, error or off.");
  return Done{};
}

Result<OrganisationFile> read_organisation(const std::string& file) {
  auto parsed = parse_file(file);
  if (!parsed) return parsed.error();
  OrganisationFile result;
  std::string error;
  {
    TomlReader root(file, *parsed, "", &error);
    std::set<std::uint64_t> codes, queues, agents;
    std::set<std::string> logins, numbers;
    for (const auto* table : root.tables("wrap_up_code")) {
      TomlReader reader(file, *table, " in [[wrap_up_code]]", &error);
      WrapUpCode code;
      reader.number("id", code.id.value, 1, 1'000'000'000, true);
      reader.text("name", code.name, true);
      if (!codes.insert(code.id.value).second) reader.fail_here("this id is used twice");
      result.organisation.wrap_up_codes.push_back(std::move(code));
    }
    for (const auto* table : root.tables("queue")) {
      TomlReader reader(file, *table, " in [[queue]]", &error);
      Queue queue;
      std::int64_t alert_timeout_s = kAlertTimeoutDefault / 1000, target_s = queue.service_level_target / 1000;
      std::vector<std::uint64_t> queue_codes;
      reader.number("id", queue.id.value, 1, 1'000'000'000, true);
      reader.text("name", queue.name, true);
      reader.number("alert_timeout_s", alert_timeout_s, kAlertTimeoutMin / 1000, kAlertTimeoutMax / 1000);
      reader.number("service_level_target_s", target_s, 1, 7 * 86'400);
      reader.numbers("wrap_up_codes", queue_codes);
      queue.alert_timeout = seconds(alert_timeout_s);
      queue.service_level_target = seconds(target_s);
      for (const std::uint64_t code : queue_codes) {
        if (codes.count(code) == 0) reader.fail_here("there is no wrap-up code " + std::to_string(code));
        queue.wrap_up_codes.push_back(WrapUpCodeId{code});
      }
      if (!queues.insert(queue.id.value).second) reader.fail_here("this id is used twice");
      result.organisation.queues.push_back(std::move(queue));
    }
    for (const auto* table : root.tables("number")) {
      TomlReader reader(file, *table, " in [[number]]", &error);
      OurNumber number;
      reader.text("number", number.number, true);
      reader.number("queue", number.queue.value, 1, 1'000'000'000, true);
      const auto address = sms::parse_address(number.number);
      if (!address || !address->can_be_answered())
        reader.fail_here("\"" + number.number + "\" is no telephone number like +14155550100");
      else
        number.number = address->text();
      if (queues.count(number.queue.value) == 0)
        reader.fail_here("there is no queue " + std::to_string(number.queue.value));
      if (!numbers.insert(number.number).second) reader.fail_here("this number is used twice");
      result.organisation.numbers.push_back(std::move(number));
    }
    for (const auto* table : root.tables("agent")) {
      TomlReader reader(file, *table, " in [[agent]]", &error);
      AgentConfigured agent;
      AccountConfig account;
      std::string role = "agent";
      std::vector<std::uint64_t> agent_queues;
      reader.number("id", agent.agent.value, 1, 1'000'000'000, true);
      reader.text("login", agent.login, true);
      reader.text("name", agent.name, true);
      reader.text("role", role);
      reader.number("capacity", agent.capacity, 1, kCapacityMax);
      reader.numbers("queues", agent_queues);
      reader.text("initial_password", account.initial_password);
      if (role == "supervisor")
        agent.role = AgentRole::Supervisor;
      else if (role == "admin")
        agent.role = AgentRole::Admin;
      else if (role != "agent")
        reader.fail_at("role", "must be agent, supervisor or admin");
      for (const std::uint64_t queue : agent_queues) {
        if (queues.count(queue) == 0) reader.fail_here("there is no queue " + std::to_string(queue));
        agent.queues.push_back(QueueId{queue});
      }
      if (!agents.insert(agent.agent.value).second) reader.fail_here("this id is used twice");
      // The store tells logins apart without case.
      std::string plain_login = agent.login;
      lower(plain_login);
      if (plain_login.size() > kLoginBytesMax)
        reader.fail_at("login", "must have at most " + std::to_string(kLoginBytesMax) + " bytes");
      if (!logins.insert(plain_login).second) reader.fail_here("this login is used twice");
      const std::size_t password_bytes = account.initial_password.size();
      if (password_bytes != 0 && (password_bytes < kPasswordBytesMin || password_bytes > kPasswordBytesMax)) {
        reader.fail_at("initial_password", "must have " + std::to_string(kPasswordBytesMin) + " to " +
                                               std::to_string(kPasswordBytesMax) + " bytes");
      }
      account.agent = agent.agent;
      account.login = agent.login;
      result.accounts.push_back(std::move(account));
      result.organisation.agents.push_back(std::move(agent));
    }
  }
  if (!error.empty()) return Error{ErrorCode::Invalid, error};
  return result;
}

}  // namespace smsdesk::relay
