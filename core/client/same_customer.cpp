#include "core/client/same_customer.h"

namespace smsdesk {
namespace {

/// A masked number is another one in each conversation: there the contact says that it is the same customer.
bool is_same_customer(const ConversationDetail& a, const ConversationDetail& b) {
  if (a.customer == b.customer) return true;
  const auto &one = a.record.contact, &other = b.record.contact;
  return one && other && one->id.is_set() && one->id == other->id;
}

template <typename Fits>
const Conversation* find_fitting(const State& s, const Conversation& read, Fits fits) {
  if (!read.detail) return nullptr;
  const Conversation* known = s.workspace.find_conversation(read.id);
  if (known != nullptr && known->detail) return fits(*known) ? known : nullptr;
  const Conversation* found = nullptr;
  for (const auto& [id, one] : s.workspace.conversations) {
    if (!one.detail || !is_same_customer(*one.detail, *read.detail) || !fits(one)) continue;
    const bool is_nearer = one.detail->our_number == read.detail->our_number;
    if (found == nullptr || is_nearer || found->detail->our_number != read.detail->our_number) found = &one;
  }
  return found;
}

}  // namespace

const Conversation* find_to_answer(const State& s, const Conversation& read) {
  return find_fitting(s, read, [&](const Conversation& one) { return may_write(s, one); });
}

const Conversation* find_to_note(const State& s, const Conversation& read) {
  const Agent* me = s.workspace.find_agent(s.me);
  const bool sees_everything = me != nullptr && me->sees_everything();
  return find_fitting(s, read, [&](const Conversation& one) {
    return one.id == read.id || may_send(s, one) || (sees_everything && one.owner.is_set());
  });
}

}  // namespace smsdesk
