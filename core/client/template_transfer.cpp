// The files of a library, one after another: fetched for an export, uploaded for an import. One that cannot be had says why and
// stops no other; what passes (no connection, a relay that is busy) stops the whole, for a library without its files would
// replace one that has them. The document's bytes are let go of as soon as they have gone on.
#include "core/base/base64.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

/// As part of a sentence, in brackets.
std::string as_reason(std::string sentence) {
  if (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  return sentence;
}

/// The file under way; null where that key is none of ours, or not any more.
TemplateContent* under_way(State& s, std::string_view key, bool is_import) {
  auto& transfer = s.templates.transfer;
  const bool is_it = transfer && transfer->is_import == is_import && transfer->key == key;
  return is_it ? &transfer->files[transfer->at] : nullptr;
}

void ask_for_file(Turn& turn) {
  TemplateTransfer& transfer = *turn.s.templates.transfer;
  TemplateContent& one = transfer.files[transfer.at];
  transfer.key = turn.next_key().value;
  if (!transfer.is_import)
    return turn.emit(effect::FetchFile{kTemplateFilesTag + transfer.key, "/media/" + one.hash, kSentBytesMax});
  turn.emit(effect::OfferFile{transfer.key, std::move(one.base64)});
  one.base64.clear();
  turn.emit(effect::BeginUpload{transfer.key, kUploadPath, kSentBytesMax, false});
}

void go_on(Turn& turn) {
  auto& transfer = turn.s.templates.transfer;
  if (++transfer->at < transfer->files.size()) return ask_for_file(turn);
  TemplateTransfer done = std::move(*transfer);
  transfer.reset();
  done.is_import ? begin_intake(turn, std::move(done.templates)) : finish_export(turn, std::move(done));
}

/// Another time it may well go.
bool is_passing(int status) {
  return status == 0 || status == 401 || status == 408 || status == 429 || status >= 500;
}

std::string why_not_fetched(int status) {
  if (status == 0) return tr("there was no connection");
  if (status == 401) return tr("your session has ended");
  if (status == 404) return tr("the relay does not have it any more");
  return tr("the relay did not give it");
}

}  // namespace

void begin_transfer(Turn& turn, TemplateTransfer transfer) {
  turn.s.templates.report.clear();
  turn.s.templates.transfer = std::move(transfer);
  ask_for_file(turn);
}

void stop_transfer(Turn& turn) {
  auto& transfer = turn.s.templates.transfer;
  if (!transfer) return;
  if (transfer->is_import) turn.emit(effect::EndUpload{transfer->key});
  transfer.reset();
}

void on_template_files_http(Turn& turn, const event::HttpAnswered& answer) {
  const std::string_view key = std::string_view(answer.tag).substr(std::string_view(kTemplateFilesTag).size());
  TemplateContent* one = under_way(turn.s, key, false);
  if (one == nullptr) return;
  if (is_passing(answer.status)) {
    stop_transfer(turn);
    return report_templates(
        turn, tr("The export was stopped: {reason}. Try again.", {{"reason", why_not_fetched(answer.status)}}), true);
  }
  if (answer.status != 200)
    one->trouble = why_not_fetched(answer.status);
  else if (base64_bytes(answer.body) != one->bytes)
    one->trouble = tr("it did not come whole");
  else
    one->base64 = answer.body;
  go_on(turn);
}

bool on_template_file_uploaded(Turn& turn, const event::UploadEnded& e) {
  TemplateContent* one = under_way(turn.s, e.key, true);
  if (one == nullptr) return false;
  if (is_passing(e.status)) {
    stop_transfer(turn);
    report_templates(turn, why_not_uploaded(e) + " " + tr("The import was stopped. Nothing was changed."), true);
    return true;
  }
  turn.emit(effect::EndUpload{e.key});
  std::string& why = turn.s.templates.not_uploaded[one->hash];
  auto document = json::Document::parse(e.body);
  const std::string_view hash = document ? document->root().text_or("hash", "") : "";
  if (e.status != 200)
    why = as_reason(why_not_uploaded(e));
  else if (hash != one->hash)
    why = tr("its content is another one than its hash says");
  else
    turn.s.templates.not_uploaded.erase(one->hash);
  go_on(turn);
  return true;
}

}  // namespace smsdesk
