#include "server-mock/customer.h"

#include <array>

#include "server-mock/picture.h"

namespace smsdesk::mock {
namespace {

struct QuestionWord {
  std::string_view word;  ///< lower case
  Question question;
};

// Words of an agent's question in a few languages. Of those that occur, the one that stands last
// wins; the longer wins at one place.
constexpr std::array kWords{
    QuestionWord{"order number", Question::Order},
    QuestionWord{"order #", Question::Order},
    QuestionWord{"which order", Question::Order},
    QuestionWord{"reference", Question::Order},
    QuestionWord{"número de pedido", Question::Order},
    QuestionWord{"numéro de commande", Question::Order},
    QuestionWord{"bestellnummer", Question::Order},
    QuestionWord{"номер заказа", Question::Order},
    QuestionWord{"注文番号", Question::Order},
    QuestionWord{"订单号", Question::Order},
    QuestionWord{"주문번호", Question::Order},
    QuestionWord{"رقم الطلب", Question::Order},
    QuestionWord{"your name", Question::Name},
    QuestionWord{"full name", Question::Name},
    QuestionWord{"who am i", Question::Name},
    QuestionWord{"su nombre", Question::Name},
    QuestionWord{"votre nom", Question::Name},
    QuestionWord{"お名前", Question::Name},
    QuestionWord{"اسمك", Question::Name},
    QuestionWord{"what date", Question::Date},
    QuestionWord{"which date", Question::Date},
    QuestionWord{"which day", Question::Date},
    QuestionWord{"what day", Question::Date},
    QuestionWord{"when ", Question::Date},
    QuestionWord{"qué fecha", Question::Date},
    QuestionWord{"cuándo", Question::Date},
    QuestionWord{"photo", Question::Picture},
    QuestionWord{"picture", Question::Picture},
    QuestionWord{"screenshot", Question::Picture},
    QuestionWord{"anything else", Question::AnythingElse},
    QuestionWord{"algo más", Question::AnythingElse},
    QuestionWord{"have a nice", Question::Farewell},
    QuestionWord{"have a great", Question::Farewell},
    QuestionWord{"have a good", Question::Farewell},
    QuestionWord{"goodbye", Question::Farewell},
    QuestionWord{"take care", Question::Farewell},
};

constexpr std::array<std::string_view, 5> kQuestionMarks{"?", "？", "؟", "¿", "\xCD\xBE"};

std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

}  // namespace

Question recognise_question(std::string_view text) {
  const std::string lowered = lower_ascii(text);
  Question found = Question::None;
  std::size_t found_at = 0;
  std::size_t found_length = 0;
  for (const QuestionWord& entry : kWords) {
    const std::size_t at = lowered.rfind(entry.word);
    if (at == std::string::npos) continue;
    if (found == Question::None || at > found_at || (at == found_at && entry.word.size() > found_length)) {
      found = entry.question;
      found_at = at;
      found_length = entry.word.size();
    }
  }
  if (found != Question::None) return found;
  for (const std::string_view mark : kQuestionMarks) {
    if (lowered.find(mark) != std::string::npos) return Question::YesNo;
  }
  return Question::None;
}

std::string_view name_of(CustomerPhase phase) {
  switch (phase) {
    case CustomerPhase::Opening:
      return "opening";
    case CustomerPhase::Waiting:
      return "waiting";
    case CustomerPhase::Answering:
      return "answering";
    case CustomerPhase::Done:
      return "done";
  }
  return "";
}

Customer::Customer(std::string phone, std::string number, const Persona& persona, std::uint64_t seed, int pace_percent,
                   Instant now)
    : phone_(std::move(phone)),
      number_(std::move(number)),
      persona_(persona),
      random_(seed),
      pace_percent_(pace_percent),
      due_at_(now),
      answers_left_(static_cast<int>(random_.between(2, 5))) {}

std::chrono::milliseconds Customer::pause(int low_ms, int high_ms) {
  return std::chrono::milliseconds(random_.between(low_ms, high_ms) * pace_percent_ / 100);
}

void Customer::hear(std::string_view text, Instant now) {
  ++heard_;
  if (phase_ == CustomerPhase::Done || persona_.habit == Habit::Silent) return;
  question_ = recognise_question(text);
  if (question_ == Question::Farewell || question_ == Question::AnythingElse) is_leaving_ = true;
  if (phase_ == CustomerPhase::Opening) return;  // finishes what it is writing first
  if (phase_ == CustomerPhase::Waiting) {
    phase_ = CustomerPhase::Answering;
    due_at_ = now + pause(2'500, 9'000);
  }
}

std::optional<Instant> Customer::due_at() const {
  if (phase_ == CustomerPhase::Done) return std::nullopt;
  return due_at_;
}

void Customer::wait_for_reply(Instant now) {
  phase_ = CustomerPhase::Waiting;
  const bool is_hurried = persona_.habit == Habit::Hurried;
  due_at_ = now + (is_hurried ? pause(20'000, 45'000) : pause(90'000, 240'000));
}

std::optional<CustomerText> Customer::step(Instant now) {
  if (phase_ == CustomerPhase::Done || now < due_at_) return std::nullopt;
  CustomerText text;
  if (phase_ == CustomerPhase::Opening) {
    text.body = persona_.opening[opening_++];
    if (persona_.habit == Habit::Picture && opening_ == 1) {
      text.picture = static_cast<int>(random_.below(kSamplePictures));
    }
    ++written_;
    if (opening_ < persona_.opening_count()) {
      due_at_ = now + pause(1'500, 4'000);
    } else if (persona_.habit == Habit::Silent) {
      phase_ = CustomerPhase::Done;
    } else {
      wait_for_reply(now);
      if (heard_ > 0) {  // an answer came while the opening was still being written
        phase_ = CustomerPhase::Answering;
        due_at_ = now + pause(2'500, 9'000);
      }
    }
    return text;
  }
  if (phase_ == CustomerPhase::Waiting) {
    // Nobody answered in time: ask once more, then give up without a word.
    if (has_nudged_ || written_ >= kCustomerMessagesMax) {
      phase_ = CustomerPhase::Done;
      return std::nullopt;
    }
    has_nudged_ = true;
    ++written_;
    text.body = persona_.nudge;
    wait_for_reply(now);
    return text;
  }
  text = write_answer();
  ++written_;
  if (is_leaving_ || written_ >= kCustomerMessagesMax) {
    phase_ = CustomerPhase::Done;
  } else {
    wait_for_reply(now);
  }
  return text;
}

CustomerText Customer::write_answer() {
  CustomerText text;
  if (persona_.habit == Habit::Stopper) {
    is_leaving_ = true;
    text.body = "STOP";
    return text;
  }
  if (is_leaving_ || answers_left_ == 0) {
    is_leaving_ = true;
    text.body = persona_.thanks;
    return text;
  }
  --answers_left_;
  switch (question_) {
    case Question::Order:
      text.body = persona_.order;
      break;
    case Question::Name:
      text.body = persona_.name;
      break;
    case Question::Date:
      text.body = persona_.date;
      break;
    case Question::YesNo:
      text.body = persona_.yes;
      break;
    case Question::Picture:
      text.picture = static_cast<int>(random_.below(kSamplePictures));
      break;
    default:
      text.body = persona_.other;
      break;
  }
  question_ = Question::None;
  return text;
}

}  // namespace smsdesk::mock
