// One simulated customer: writes, waits, answers what it was asked, loses patience, says thanks.
//
// A pure state machine: seeded, and driven by hear() and step() with the time given in. The host
// asks due_at() when to call step() again. A customer writes at most kCustomerMessagesMax messages,
// so two machines cannot talk for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-mock/dates.h"
#include "server-mock/persona.h"
#include "server-mock/random.h"

namespace smsdesk::mock {

inline constexpr int kCustomerMessagesMax = 12;

enum class Question { None, Order, Name, Date, Picture, YesNo, AnythingElse, Farewell };
/// What an agent's text asks for; the last question of the text counts, as people answer that.
Question recognise_question(std::string_view text);

enum class CustomerPhase { Opening, Waiting, Answering, Done };
std::string_view name_of(CustomerPhase phase);

struct CustomerText {
  std::string body;
  int picture = -1;  ///< index of a sample picture, or -1
};

class Customer {
 public:
  /// `pace_percent` stretches every pause: 100 is a person, 0 answers at once.
  Customer(std::string phone, std::string number, const Persona& persona, std::uint64_t seed, int pace_percent,
           Instant now);

  /// The agent's text reached the phone.
  void hear(std::string_view text, Instant now);
  /// What the customer writes now, if it is due.
  std::optional<CustomerText> step(Instant now);
  /// When step() is due; nothing when the conversation is over for this customer.
  std::optional<Instant> due_at() const;

  const std::string& phone() const { return phone_; }
  const std::string& number() const { return number_; }
  const Persona& persona() const { return persona_; }
  CustomerPhase phase() const { return phase_; }
  int written() const { return written_; }
  int heard() const { return heard_; }

 private:
  CustomerText write_answer();
  void wait_for_reply(Instant now);
  std::chrono::milliseconds pause(int low_ms, int high_ms);

  std::string phone_;
  std::string number_;
  const Persona& persona_;
  Random random_;
  int pace_percent_;
  CustomerPhase phase_ = CustomerPhase::Opening;
  Instant due_at_;
  std::size_t opening_ = 0;  ///< messages of the opening already written
  Question question_ = Question::None;
  bool has_nudged_ = false;
  bool is_leaving_ = false;  ///< the next message is the last
  int answers_left_;
  int written_ = 0;
  int heard_ = 0;
};

}  // namespace smsdesk::mock
