// spdlog queues and writes; its pattern gives time and level, and the rest of the object is made here. Nobody else calls
// spdlog, so no line is without an event.
#include "relay/host/log.h"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>

#include "core/base/utf8.h"
#include "core/json/json.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kLinesWaitingMax = 8'192;
/// The shortest run of digits behind a plus that is taken for a telephone number (E.164 has at most 15).
constexpr std::size_t kNumberDigitsMin = 7;
constexpr std::size_t kDigitsShown = 2;

/// "+14155550123" and "%2B14155550123" → "+…23".
std::string without_numbers(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t plus = rest[0] == '+' ? 1 : rest.starts_with("%2B") || rest.starts_with("%2b") ? 3 : 0;
    std::size_t end = plus;
    while (plus != 0 && end < rest.size() && rest[end] >= '0' && rest[end] <= '9') ++end;
    if (end - plus < kNumberDigitsMin) {
      out.push_back(text[at++]);
      continue;
    }
    out += "+…";
    out += rest.substr(end - kDigitsShown, kDigitsShown);
    at += end;
  }
  return out;
}

/// What JSON lets stand in a string as it is, and what a terminal or an editor would act upon: controls, other ends of a
/// line, and what turns the direction of writing.
bool is_acted_upon(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// JSON as before, all of it visible.
std::string with_escapes(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8::next(json, at);
    if (is_acted_upon(c)) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out.append(json, begin, at - begin);
    }
  }
  return out;
}

struct WriteValue {
  json::Writer& writer;
  void operator()(std::monostate) { writer.null(); }
  void operator()(std::int64_t value) { writer.integer(value); }
  void operator()(std::uint64_t value) { writer.unsigned_integer(value); }
  void operator()(bool value) { writer.boolean(value); }
  void operator()(std::string_view value) {
    std::string shown = without_numbers(value);
    if (shown.size() > log::kValueBytesMax) {
      shown.resize(utf8::prefix(shown, log::kValueBytesMax).size());
      shown += "…";
    }
    writer.string(shown);
  }
};

/// The object but for its first brace: the pattern has written that, with time and level.
std::string encode(std::string_view event, std::string_view text, log::Fields fields) {
  json::Writer writer;
  writer.begin_object().key("event").string(event).key("text").string(text);
  for (const log::Field& field : fields) {
    const auto* string = std::get_if<std::string_view>(&field.value());
    const bool is_empty = string != nullptr ? string->empty() : std::holds_alternative<std::monostate>(field.value());
    if (is_empty) continue;
    writer.key(field.name());
    std::visit(WriteValue{writer}, field.value());
  }
  writer.end_object();
  return with_escapes(writer.take()).substr(1);
}

void write(spdlog::level::level_enum level, std::string_view event, std::string_view text, log::Fields fields) {
  spdlog::logger* logger = spdlog::default_logger_raw();
  if (logger == nullptr || !logger->should_log(level)) return;
  const std::string line = encode(event, text, fields);
  logger->log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void start_log(const std::string& level) {
  spdlog::init_thread_pool(kLinesWaitingMax, 1);
  auto logger =
      std::make_shared<spdlog::async_logger>("relay", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                             spdlog::thread_pool(), spdlog::async_overflow_policy::overrun_oldest);
  logger->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v)");
  logger->set_level(spdlog::level::from_str(level == "warn" ? "warning" : level));
  logger->flush_on(spdlog::level::warn);
  spdlog::flush_every(std::chrono::seconds(1));
  spdlog::set_default_logger(std::move(logger));
}

void stop_log() {
  spdlog::shutdown();
}

namespace log {

void debug(std::string_view event, std::string_view text, Fields fields) {
  write(spdlog::level::debug, event, text, fields);
}
void info(std::string_view event, std::string_view text, Fields fields) {
  write(spdlog::level::info, event, text, fields);
}
void warn(std::string_view event, std::string_view text, Fields fields) {
  write(spdlog::level::warn, event, text, fields);
}
void error(std::string_view event, std::string_view text, Fields fields) {
  write(spdlog::level::err, event, text, fields);
}

}  // namespace log
}  // namespace smsdesk::relay
