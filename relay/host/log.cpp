#include "relay/host/log.h"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "core/json/json.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kLinesWaitingMax = 8'192;

/// The text of a line as a JSON string: quotes and line feeds in it must not end the line.
class JsonText : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& into) override {
    json::Writer writer;
    writer.string(std::string_view(message.payload.data(), message.payload.size()));
    const std::string text = writer.take();
    into.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonText>(); }
};

}  // namespace

void start_log(const std::string& level) {
  spdlog::init_thread_pool(kLinesWaitingMax, 1);
  auto logger =
      std::make_shared<spdlog::async_logger>("relay", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                             spdlog::thread_pool(), spdlog::async_overflow_policy::overrun_oldest);
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<JsonText>('*').set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","text":%*})");
  logger->set_formatter(std::move(formatter));
  logger->set_level(spdlog::level::from_str(level == "warn" ? "warning" : level));
  logger->flush_on(spdlog::level::warn);
  spdlog::flush_every(std::chrono::seconds(1));
  spdlog::set_default_logger(std::move(logger));
}

void stop_log() {
  spdlog::shutdown();
}

}  // namespace smsdesk::relay
