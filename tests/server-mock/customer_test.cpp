#include "server-mock/customer.h"

#include <gtest/gtest.h>

#include <set>

#include "server-mock/segments.h"

namespace smsdesk::mock {
namespace {

const Instant kStart{std::chrono::milliseconds(1'800'000'000'000)};

const Persona& persona(std::string_view key) {
  for (const Persona& one : personas()) {
    if (one.key == key) return one;
  }
  ADD_FAILURE() << "no persona " << key;
  return personas().front();
}

Customer a_customer(std::string_view key, std::uint64_t seed = 1) {
  return {"+12125550101", "+14155550100", persona(key), seed, 100, kStart};
}

/// Lets the time pass to the next thing this customer does.
std::optional<CustomerText> next_text(Customer& customer) {
  while (const auto due_at = customer.due_at()) {
    if (auto text = customer.step(*due_at)) return text;
  }
  return std::nullopt;
}

std::string answer_to(std::string_view key, std::string_view question) {
  Customer customer = a_customer(key);
  next_text(customer);
  customer.hear(question, kStart + std::chrono::hours(1));
  const auto text = next_text(customer);
  return text ? text->body : "(nothing)";
}

TEST(Customer, RecognisesTheLastQuestionOfAText) {
  EXPECT_EQ(recognise_question("Could you give me your order number?"), Question::Order);
  EXPECT_EQ(recognise_question("Thanks for the order number! And your name, please"), Question::Name);
  EXPECT_EQ(recognise_question("What date was it delivered?"), Question::Date);
  EXPECT_EQ(recognise_question("Can you send a photo of it?"), Question::Picture);
  EXPECT_EQ(recognise_question("Shall I send a new one?"), Question::YesNo);
  EXPECT_EQ(recognise_question("よろしいですか？"), Question::YesNo);
  EXPECT_EQ(recognise_question("هل هذا صحيح؟"), Question::YesNo);
  EXPECT_EQ(recognise_question("Is there anything else?"), Question::AnythingElse);
  EXPECT_EQ(recognise_question("Have a nice day"), Question::Farewell);
  EXPECT_EQ(recognise_question("I am checking this now."), Question::None);
}

TEST(Customer, AnswersWhatItWasAsked) {
  EXPECT_EQ(answer_to("maria", "What is your order number?"), persona("maria").order);
  EXPECT_EQ(answer_to("kenji", "お名前を教えてください"), persona("kenji").name);
  EXPECT_EQ(answer_to("layla", "When was it due?"), persona("layla").date);
  EXPECT_EQ(answer_to("olga", "Shall I look it up?"), persona("olga").yes);
  EXPECT_EQ(answer_to("nikos", "One moment."), persona("nikos").other);
  EXPECT_EQ(answer_to("wei", "Goodbye"), persona("wei").thanks);
}

TEST(Customer, SendsAPictureWhenAskedForOne) {
  Customer customer = a_customer("maria");
  EXPECT_EQ(next_text(customer)->picture, -1);
  customer.hear("Please send me a photo", kStart);
  EXPECT_GE(next_text(customer)->picture, 0);
}

TEST(Customer, DoesTheSameForTheSameSeed) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Customer one = a_customer("tom", seed);
    Customer two = a_customer("tom", seed);
    for (int turn = 0; turn < 10; ++turn) {
      ASSERT_EQ(one.due_at(), two.due_at());
      const auto due_at = one.due_at();
      if (!due_at) break;
      const auto first = one.step(*due_at);
      const auto second = two.step(*due_at);
      ASSERT_EQ(first.has_value(), second.has_value());
      if (first) {
        EXPECT_EQ(first->body, second->body);
      }
      one.hear("And your order number?", *due_at);
      two.hear("And your order number?", *due_at);
    }
  }
}

TEST(Customer, AsksOnceMoreAndThenGivesUp) {
  Customer customer = a_customer("maria");
  EXPECT_EQ(next_text(customer)->body, persona("maria").opening[0]);
  EXPECT_EQ(next_text(customer)->body, persona("maria").nudge);
  EXPECT_EQ(next_text(customer), std::nullopt);
  EXPECT_EQ(customer.phase(), CustomerPhase::Done);
}

TEST(Customer, TheSilentOneWritesOnce) {
  Customer customer = a_customer("ghost");
  EXPECT_TRUE(next_text(customer));
  customer.hear("Yes, we have it.", kStart);
  EXPECT_EQ(next_text(customer), std::nullopt);
}

TEST(Customer, TheStopperSendsStopAndNothingMore) {
  Customer customer = a_customer("promo");
  next_text(customer);
  customer.hear("Hello, this is the shop.", kStart);
  EXPECT_EQ(next_text(customer)->body, "STOP");
  customer.hear("Sorry to see you go?", kStart);
  EXPECT_EQ(next_text(customer), std::nullopt);
}

TEST(Customer, NeverWritesMoreThanItsMaximum) {
  for (const Persona& one : personas()) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      Customer customer("+12125550101", "+14155550100", one, seed, 0, kStart);
      int written = 0;
      while (const auto due_at = customer.due_at()) {
        if (customer.step(*due_at)) ++written;
        customer.hear("Really?", *due_at);
        ASSERT_LE(written, kCustomerMessagesMax) << one.key;
      }
    }
  }
}

TEST(Customer, FinishesItsOpeningBeforeItAnswers) {
  Customer customer = a_customer("rush");
  EXPECT_EQ(next_text(customer)->body, "hi");
  customer.hear("What is your name?", kStart);
  EXPECT_EQ(next_text(customer)->body, "its urgent");
  next_text(customer);
  EXPECT_EQ(next_text(customer)->body, persona("rush").name);
}

TEST(Personas, CoverManyScriptsAndEveryHabit) {
  std::set<std::string_view> scripts;
  std::set<std::string_view> keys;
  std::set<Habit> habits;
  bool has_joined_emoji = false;
  bool has_long_text = false;
  for (const Persona& one : personas()) {
    scripts.insert(one.script);
    habits.insert(one.habit);
    EXPECT_TRUE(keys.insert(one.key).second) << one.key;
    ASSERT_GT(one.opening_count(), 0U) << one.key;
    for (const std::string_view text : {one.opening[0], one.order, one.name, one.thanks}) {
      EXPECT_EQ(decode_utf8(text).find(0xFFFD), std::u32string::npos) << one.key;
      EXPECT_LE(count_utf16_units(text), 1'600);
      has_joined_emoji |= decode_utf8(text).find(0x200D) != std::u32string::npos;
      has_long_text |= measure_text(text).segments > 2;
    }
    if (one.habit != Habit::Silent) {
      EXPECT_FALSE(one.thanks.empty() || one.nudge.empty() || one.other.empty()) << one.key;
    }
  }
  for (const char* script : {"Arabic", "Hebrew", "Devanagari", "Thai", "Japanese", "Chinese", "Korean", "Greek",
                             "Cyrillic", "Tamil", "Latin"}) {
    EXPECT_TRUE(scripts.count(script) == 1) << script;
  }
  EXPECT_EQ(habits.size(), 5U);
  EXPECT_TRUE(has_joined_emoji);
  EXPECT_TRUE(has_long_text);
}

}  // namespace
}  // namespace smsdesk::mock
