// JSON from anywhere. Laws: a document that is read is written as one that reads the same; all views answer.
#include "core/base/utf8.h"
#include "core/json/json.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace smsdesk;

std::string written(json::View view) {
  json::Writer writer;
  writer.copy(view);
  return writer.take();
}

void ask(json::View view, std::size_t depth) {
  SMSDESK_LAW(depth <= json::kDepthMax);
  SMSDESK_LAW(utf8::is_valid(view.string()));
  if (view.integer() || view.unsigned_integer()) SMSDESK_LAW(view.number());
  SMSDESK_LAW(!view.at(view.size()).exists());
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (view.is_object()) SMSDESK_LAW(view.find(view.member_key(i)).kind() == view.at(i).kind());
    ask(view.at(i), depth + 1);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::Document::parse(fuzz::text_of(data, size));
  if (!document) {
    SMSDESK_LAW(!document.error().sentence.empty());
    return 0;
  }
  ask(document->root(), 0);
  const std::string bytes = written(document->root());
  const auto again = json::Document::parse(bytes);
  SMSDESK_LAW(again);
  SMSDESK_LAW(written(again->root()) == bytes);
  return 0;
}
