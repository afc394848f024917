#include "tests/sim/browser.h"

#include <utility>

#include "core/screen/make_screen.h"

namespace smsdesk::sim {

std::string Browser::fresh_key() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string key;
  for (int i = 0; i < 32; ++i) key += kDigits[random_.below(16)];
  return key;
}

void Browser::open(Instant now) {
  state_.emplace();
  wake_at_.reset();
  pending_.clear();
  give(event::Started{}, now);
}

void Browser::kill() {
  state_.reset();
  wake_at_.reset();
  pending_.clear();
  outgoing.clear();
  wants_socket = wants_close = false;
}

void Browser::give(EventBody body, Instant now) {
  if (!state_) return;
  std::map<std::string, std::string> before;
  for (const OutboxEntry& entry : state_->outbox.entries()) before[entry.key.value] = entry.text;
  wake_at_.reset();
  for (Effect& effect : reduce(*state_, Event{std::move(body), now, fresh_key()})) perform(std::move(effect), now);
  for (const OutboxEntry& entry : state_->outbox.entries()) {
    pressed.emplace(entry.key.value, entry.text);
    if (entry.phase == SendPhase::Refused) shown_as_refused.insert(entry.key.value);
    before.erase(entry.key.value);
  }
  // A refusal without a place keeps its words in a notice.
  for (const NoticeState& notice : state_->notices) {
    for (const auto& [key, text] : before) {
      if (notice.tone == NoticeState::Tone::Problem && notice.text.find(text) != std::string::npos) {
        shown_as_refused.insert(key);
      }
    }
  }
}

void Browser::perform(Effect effect, Instant) {
  if (std::holds_alternative<effect::OpenSocket>(effect)) {
    wants_socket = true;
  } else if (std::holds_alternative<effect::CloseSocket>(effect)) {
    wants_close = true;  // says no more about the old one, as the real platform
    wants_socket = false;
    outgoing.clear();
    ++snapshots_demanded;
  } else if (auto* transmit = std::get_if<effect::TransmitFrame>(&effect)) {
    outgoing.push_back(std::move(transmit->bytes));
  } else if (auto* http = std::get_if<effect::HttpRequest>(&effect)) {
    pending_.push_back(event::HttpAnswered{http->tag, 200, "{}"});
  } else if (auto* load = std::get_if<effect::LoadStorage>(&effect)) {
    event::StorageLoaded loaded{load->store, {}};
    for (const auto& [key, value] : storage_[load->store]) loaded.content.emplace_back(key, value);
    pending_.push_back(std::move(loaded));
  } else if (auto* put = std::get_if<effect::PutStorage>(&effect)) {
    // On disk at once or when the confirmation comes: a kill may fall between.
    if (put->store == "outbox" && random_.chance(3)) {
      pending_.push_back(event::StorageFailed{put->store, put->key, "The disk is full"});
    } else {
      storage_[put->store][put->key] = put->value;
      if (put->store == "outbox") stored.insert(put->key);
      pending_.push_back(event::StorageWritten{put->store, put->key});
    }
  } else if (auto* del = std::get_if<effect::DeleteStorage>(&effect)) {
    storage_[del->store].erase(del->key);
  } else if (auto* wake = std::get_if<effect::WakeAt>(&effect)) {
    if (!wake_at_ || wake->at < *wake_at_) wake_at_ = wake->at;
  }
}

bool Browser::has_pending(Instant now) const {
  return is_open() && (!pending_.empty() || (wake_at_ && *wake_at_ <= now));
}

void Browser::run_pending(Instant now) {
  if (!state_) return;
  if (!pending_.empty()) {
    EventBody body = std::move(pending_.front());
    pending_.erase(pending_.begin());
    give(std::move(body), now);
  } else if (wake_at_ && *wake_at_ <= now) {
    give(event::Ticked{}, now);
  }
  // Drawing must never fail, whatever the state.
  if (random_.chance(10)) static_cast<void>(screen::make_screen(*state_, now));
}

}  // namespace smsdesk::sim
