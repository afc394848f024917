#include "relay/host/config.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "relay/toml/toml_reader.h"
#include "relay/toml/toml_text.h"

namespace smsdesk::relay {
namespace {

void beside(const std::string& file, std::string& path) {
  const std::filesystem::path given(path);
  if (given.is_relative()) path = (std::filesystem::path(file).parent_path() / given).lexically_normal().string();
}

/// The first line of a file; empty where it cannot be read or holds nothing.
std::string read_secret(const std::string& path) {
  std::ifstream stream(path);
  std::string line;
  std::getline(stream, line);
  // Editors and other systems leave a carriage return or a space behind, which would make every signature wrong.
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
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
  auto parsed = parse_toml_file(file);
  if (!parsed) return parsed.error();
  Config config;
  config.file = file;
  TomlProblems problems;
  std::string auth_token_file, previous_auth_token_file, api_secret_file;
  {
    TomlReader root(*parsed, "", problems);
    root.text("data_dir", config.data_dir);
    root.text("site_dir", config.site_dir);
    root.text("backup_folder", config.backup_folder);
    root.number("backups_kept", config.backups_kept, 1, 10'000);
    root.number("unsent_uploads_kept_hours", config.unsent_uploads_kept_hours, 1, 10'000);
    root.number("links_for_days", config.links_for_days, 0, 365);
    root.text("organisation", config.organisation_file);
    root.text("templates", config.templates_file);
    config.organisation_line = root.line_of("organisation");
    config.templates_line = root.line_of("templates");
    root.text("public_url", config.public_url);
    config.is_public_url_said = root.line_of("public_url") != 0;
    root.texts("origins", config.origins);
    // Looked at here, where file and line are known; check_config() looks again, after the flags.
    const auto judge = [](TomlReader& reader, const char* name, const std::string& trouble) {
      if (!trouble.empty()) reader.fail_at(name, trouble + ".");
    };
    judge(root, "public_url", trouble_with_public_url(config.public_url));
    for (const std::string& origin : config.origins) {
      if (const std::string trouble = trouble_with_origin(origin); !trouble.empty())
        root.fail_at("origins", "has a bad entry: " + trouble + ".");
    }
    if (const auto* table = root.table("listen")) {
      TomlReader listen(*table, " in [listen]", problems);
      listen.text("address", config.listen_address);
      listen.number("port", config.listen_port, 0, 65535);
      listen.text("tls_certificate", config.tls_certificate);
      listen.text("tls_key", config.tls_key);
      if (config.tls_certificate.empty() != config.tls_key.empty()) {
        listen.fail_at(config.tls_key.empty() ? "tls_certificate" : "tls_key",
                       "is not enough: \"tls_certificate\" and \"tls_key\" must be given together.");
      }
      listen.number("connections_per_address", config.connections_per_address_max, 0, 100'000);
      const auto ranges = [&](const char* name, std::vector<AddressRange>& into) {
        std::vector<std::string> texts;
        listen.texts(name, texts);
        for (const std::string& text : texts) {
          auto range = parse_address_range(text);
          if (range)
            into.push_back(*range);
          else
            listen.fail_at(name, "has a bad entry: " + range.error().sentence);
        }
      };
      ranges("trusted_proxies", config.trusted_proxies);
      ranges("metrics_addresses", config.metrics_addresses);
    }
    if (const auto* table = root.table("carrier")) {
      TomlReader carrier(*table, " in [carrier]", problems);
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
        carrier.fail_at("webhook_base_url", "must be an http or https address.");
      if (config.carrier.api_key.empty() != (config.carrier.api_secret.empty() && api_secret_file.empty())) {
        carrier.fail_at(!config.carrier.api_key.empty()      ? "api_key"
                        : !config.carrier.api_secret.empty() ? "api_secret"
                                                             : "api_secret_file",
                        "is not enough: \"api_key\" and \"api_secret\" must be given together.");
      }
      const auto only_one = [&](const char* name, const std::string& value, const std::string& value_file) {
        if (!value.empty() && !value_file.empty())
          carrier.fail_at(name, "is given, and its file too; give one of them.");
      };
      only_one("auth_token", config.carrier.auth_token, auth_token_file);
      only_one("previous_auth_token", config.carrier.previous_auth_token, previous_auth_token_file);
      only_one("api_secret", config.carrier.api_secret, api_secret_file);
      const auto read = [&](const char* name, std::string path, std::string& into) {
        if (path.empty()) return;
        beside(file, path);
        into = read_secret(path);
        if (into.empty()) carrier.fail_at(name, "names " + path + ", which cannot be read or has an empty first line.");
      };
      read("auth_token_file", auth_token_file, config.carrier.auth_token);
      read("previous_auth_token_file", previous_auth_token_file, config.carrier.previous_auth_token);
      read("api_secret_file", api_secret_file, config.carrier.api_secret);
    }
    if (const auto* table = root.table("log")) {
      TomlReader log(*table, " in [log]", problems);
      log.text("level", config.log_level);
      if (!is_log_level(config.log_level)) log.fail_at("level", "must be trace, debug, info, warn, error or off.");
    }
    if (const auto* table = root.table("drain")) {
      TomlReader drain(*table, " in [drain]", problems);
      drain.number("notice_seconds", config.drain_notice_seconds, 0, kDrainSecondsMax);
      drain.number("seconds", config.drain_seconds, 0, kDrainSecondsMax);
    }
  }
  if (!problems.is_empty()) return Error{ErrorCode::Invalid, problems.sorted().front().sentence(file)};
  beside(file, config.data_dir);
  beside(file, config.site_dir);
  beside(file, config.organisation_file);
  if (!config.templates_file.empty()) beside(file, config.templates_file);
  if (!config.backup_folder.empty()) beside(file, config.backup_folder);
  if (!config.tls_certificate.empty()) beside(file, config.tls_certificate);
  if (!config.tls_key.empty()) beside(file, config.tls_key);
  if (config.carrier.auth_token.empty()) {
    if (const char* token = std::getenv("SMSDESK_CARRIER_AUTH_TOKEN")) config.carrier.auth_token = token;
  }
  return config;
}

Error unreadable(const Config& config, const std::string& setting, unsigned line, const std::string& path) {
  const TomlProblem problem{line, "", "names " + path + ", which cannot be read.", "", "\"" + setting + "\" "};
  return Error{ErrorCode::NotFound, problem.sentence(config.file)};
}

unsigned offered_link_days(const Config& config) {
  return config.is_public_url_said ? config.links_for_days : 0;
}

void admit_localhost(Config& config) {
  constexpr std::string_view kByNumber = "http://127.0.0.1";
  const std::string origin = origin_of(config.public_url);
  const bool is_here =
      origin.rfind(kByNumber, 0) == 0 && (origin.size() == kByNumber.size() || origin[kByNumber.size()] == ':');
  if (!is_here) return;
  const std::string by_name = "http://localhost" + origin.substr(kByNumber.size());
  if (std::find(config.origins.begin(), config.origins.end(), by_name) == config.origins.end())
    config.origins.push_back(by_name);
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

}  // namespace smsdesk::relay
