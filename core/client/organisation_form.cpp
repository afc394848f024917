#include "core/client/organisation_form.h"

namespace smsdesk::form {
namespace {

// Builders, so that a line of the table says only what is particular.
constexpr Field text(std::string_view name, std::string_view label, std::string_view help = {}) {
  return {name, label, help, Kind::Text};
}
constexpr Field of_kind(Kind kind, std::string_view name, std::string_view label, std::string_view help = {},
                        std::string_view usual = {}) {
  Field field{name, label, help, kind};
  field.usual = usual;
  return field;
}
constexpr Field time(std::string_view name, std::string_view label, std::string_view help, std::string_view usual) {
  return of_kind(Kind::Duration, name, label, help, usual);
}
constexpr Field whole(std::string_view name, std::string_view label, std::string_view help, std::string_view usual) {
  return of_kind(Kind::Whole, name, label, help, usual);
}
constexpr Field yes_no(std::string_view name, std::string_view label, std::string_view help = {},
                       std::string_view usual = "false") {
  return of_kind(Kind::YesNo, name, label, help, usual);
}
constexpr Field refers(Kind kind, std::string_view name, std::string_view label, std::string_view of,
                       std::string_view help = {}) {
  Field field{name, label, help, kind};
  field.of = of;
  return field;
}
constexpr Field required(Field field) {
  field.is_required = true;
  return field;
}
constexpr Field yes_usually(std::string_view name, std::string_view label, std::string_view help = {}) {
  return of_kind(Kind::YesNo, name, label, help, "true");
}
constexpr Field choice(std::string_view name, std::string_view label, std::span<const Choice> choices,
                       std::string_view help = {}, std::string_view usual = {}) {
  Field field{name, label, help, Kind::Choice};
  field.choices = choices;
  field.usual = usual.empty() ? choices.front().word : usual;
  return field;
}
constexpr Field rows(std::string_view name, std::string_view label, std::span<const Field> parts,
                     std::string_view help) {
  Field field{name, label, help, Kind::Rows};
  field.parts = parts;
  return field;
}
constexpr Field under(std::string_view heading, Field field) {
  field.heading = heading;
  return field;
}

constexpr Choice kEvaluations[] = {{"all", "All of them"}, {"best", "Most of them first"}, {"none", "Not looked at"}};
constexpr Choice kLastAgent[] = {
    {"queue_members_only", "If a member"}, {"any_agent", "Whoever it was"}, {"disabled", "No"}};
constexpr Choice kInactivity[] = {{"end", "Ends"}, {"back_to_queue", "Goes back to the queue"}};
constexpr Choice kAcwModes[] = {{"mandatory_discretionary", "A code is needed"},
                                {"optional", "Optional"},
                                {"mandatory_timed", "A code within the time"},
                                {"mandatory_fixed_time", "All of the time"},
                                {"agent_requested", "If the agent asks for it"}};
constexpr Choice kRules[] = {{"keyword", "First word"}, {"contact_list", "Contact list"}, {"language", "Language"}};
constexpr Choice kRoles[] = {{"agent", "Agent"}, {"supervisor", "Supervisor"}, {"admin", "Administrator"}};
constexpr Choice kPresences[] = {{"available", "Available"}, {"away", "Away"},      {"break", "Break"},
                                 {"busy", "Busy"},           {"meal", "Meal"},      {"meeting", "Meeting"},
                                 {"training", "Training"},   {"offline", "Offline"}};

constexpr Field kRing[] = {
    time("after", "After", "How long somebody has waited when it begins", "2 min"),
    refers(Kind::Many, "groups", "Ask these groups too", "group"),
    refers(Kind::Many, "dropped_skills", "No longer require", "skill"),
};
constexpr Field kOverflow[] = {
    time("waited", "When somebody has waited", "\"never\" where the service level decides", "5 min"),
    whole("service_level_below", "Or the service level is below (percent)", "0 where the wait decides", "0"),
    refers(Kind::Many, "groups", "Ask these groups too", "group"),
};
constexpr Field kPreferred[] = {
    required(refers(Kind::One, "group", "Group", "group")),
    time("wait", "Wait for them", "", "5 s"),
};
constexpr Field kWrapUpField[] = {
    text("name", "Name"),
    yes_no("required", "Must be filled in"),
    of_kind(Kind::Lines, "choices", "Choices", "One a line. Without any, it is free text."),
};
constexpr Field kQueue[] = {
    text("name", "Name"),
    time("alert_timeout", "Time to answer an offer", "7 s to 15 min. Then it goes to the next agent.", "30 s"),
    whole("priority", "Priority", "-100 to 100. Higher is answered first.", "0"),
    refers(Kind::One, "schedule", "Opening hours", "schedule", "Without any, it is always open."),
    refers(Kind::One, "label", "Label", "label", "How much a conversation counts"),
    yes_no("auto_answer", "Offers are answered by themselves"),
    yes_no("manual_pick", "Members may take waiting conversations"),
    under("Who answers", {"members", "Agents", "", Kind::Members, "agent", "queues"}),
    refers(Kind::Many, "groups", "Groups", "group", "Their members answer too."),
    refers(Kind::Many, "skills", "Required skills", "skill"),
    choice("skill_evaluation", "Who must have them", kEvaluations),
    choice("last_agent", "Back to the last agent", kLastAgent),
    time("last_agent_wait", "Wait for the last agent", "Then everybody is asked.", "20 s"),
    rows("preferred", "Preferred group", kPreferred, "Asked first, one after the other"),
    rows("ring", "Ring", kRing, "Whoever waits longer is offered to more agents."),
    rows("overflow", "Overflow", kOverflow, "Other groups help while it is needed."),
    under("Service level", time("service_level_target", "Answered within", "Counts as in time", "20 s")),
    whole("service_level_goal", "Goal (percent)", "", "80"),
    under("Conversations", time("threading_window", "Goes on when the customer writes within",
                                "After that, a new one begins. 0 s to 72 h.", "72 h")),
    time("quiet_after", "Stops counting without a reply after", "\"never\", or 1 min to 72 h", "never"),
    time("grace", "A lost browser keeps its conversations for", "", "2 min"),
    time("inactivity_timeout", "Inactive after", "\"never\", or 2 min to 72 h without a message", "never"),
    choice("inactivity_action", "Then it", kInactivity),
    under("Texts by itself", of_kind(Kind::LongText, "greeting", "Greeting", "When a conversation begins to wait")),
    of_kind(Kind::LongText, "waiting_text", "Waiting", "Once, while it waits"),
    time("waiting_text_after", "Waiting text after", "", "5 min"),
    of_kind(Kind::LongText, "away_text", "Away", "Outside opening hours"),
    under("Messages", whole("chars_max", "Characters at most", "1 to 1,600, of an agent's message", "1600")),
    whole("segments_max", "Segments at most", "0 where only the characters count", "0"),
    under("When it ends", refers(Kind::Many, "wrap_up_codes", "Wrap-up codes", "wrap_up_code")),
    choice("acw_mode", "After-call work", kAcwModes),
    time("acw_timeout", "Time for it", "", "2 min"),
    time("acw_extension", "One extension adds", "\"never\" where there is none", "never"),
    refers(Kind::One, "acw_timeout_code", "Code when the time is over", "wrap_up_code"),
    yes_no("asks_resolved", "Ask whether it is resolved"),
    rows("field", "Wrap-up field", kWrapUpField, "Asked for beside code and note"),
};

constexpr Field kRule[] = {
    choice("kind", "By", kRules),
    of_kind(Kind::Lines, "words", "Words", "One a line: first words, or languages such as \"es\""),
    refers(Kind::One, "contact_list", "Contact list", "contact_list"),
    required(refers(Kind::One, "queue", "Goes to", "queue")),
    refers(Kind::Many, "skills", "Also requires", "skill"),
    whole("priority", "Adds to the priority", "", "0"),
};
constexpr Field kNumber[] = {
    text("number", "Number", "In international form, such as +14155550100"),
    required(refers(Kind::One, "queue", "Queue", "queue")),
    yes_no("mms", "Sends pictures and files", "Off where the carrier takes texts only from it", "true"),
    text("segment_price", "Price of a segment", "Such as 0.0079 USD. Empty: as in the defaults."),
    rows("rule", "Rule", kRule, "The first that fits decides; without one it is the queue above."),
};

constexpr Field kSkillLevel[] = {
    refers(Kind::One, "skill", "Skill", "skill"),
    whole("level", "Level", "1 to 5", "3"),
};
constexpr Field skill_levels() {
  Field field{"skills", "Skills", "", Kind::Levels, "skill"};
  field.parts = kSkillLevel;
  return field;
}
constexpr Field kAgent[] = {
    text("name", "Name"),
    text("login", "Login", "What they sign in with"),
    choice("role", "Role", kRoles),
    whole("capacity", "Conversations at once", "1 to 25. Empty: as in the defaults.", ""),
    refers(Kind::Many, "queues", "Queues", "queue"),
    skill_levels(),
};
constexpr Field kGroup[] = {
    text("name", "Name"),
    refers(Kind::Many, "members", "Members", "agent"),
};
constexpr Field kName[] = {text("name", "Name")};
constexpr Field kLabel[] = {
    text("name", "Name"),
    whole("weight", "Counts as so many conversations", "1 to 25", "1"),
    whole("limit", "At once per agent", "0 where only the capacity counts", "0"),
    yes_no("interruptible", "Makes room for other work"),
};
constexpr Field kHoliday[] = {
    text("date", "Date", "Such as 2026-12-25"),
    text("name", "Name"),
    of_kind(Kind::Lines, "hours", "Hours", "One span a line, such as 09:00-12:00. Without any, closed."),
};
constexpr Field kSchedule[] = {
    text("name", "Name"),
    of_kind(Kind::Text, "zone", "Time zone", "Such as Europe/Berlin", "UTC"),
    of_kind(Kind::Lines, "hours", "Hours", "One a line, such as mon-fri 09:00-18:00", "mon-fri 09:00-17:00"),
    rows("holiday", "Holiday", kHoliday, "Days with hours of their own"),
};
constexpr Field kContactList[] = {
    text("name", "Name"),
    of_kind(Kind::Lines, "numbers", "Numbers", "One a line, such as +14155550199"),
};
constexpr Field kSubStatus[] = {
    text("name", "Name"),
    choice("presence", "Under", kPresences),
};
constexpr Field kCustomerField[] = {
    text("name", "Name"),
    of_kind(Kind::Lines, "choices", "Choices", "One a line. Without any, it is free text."),
};
constexpr Field kCustomerLink[] = {
    text("name", "Name"),
    text("address", "Address", "Such as https://crm.example/search?phone={number}&id={contact}"),
};
constexpr Field kSettings[] = {
    text("name", "Name of the organisation", "As customers know it; templates can say it."),
    whole("default_capacity", "Conversations at once", "1 to 25, of an agent for whom nothing is said", "1"),
    whole("reserve", "Places kept for quiet ones that come back", "0 to 25", "1"),
    time("away_after", "Away by itself after", "Off queue and nothing touched. \"never\", or 1 min to 24 h.", "15 min"),
    text("segment_price", "Price of a segment", "Such as 0.0079 USD. Agents see what a message costs."),
    under("Warn before sending", yes_usually("warn_card_numbers", "Payment card numbers")),
    yes_usually("warn_bank_accounts", "Bank accounts (IBAN)"),
    yes_usually("warn_social_security", "Social security numbers", "Of the United States"),
    yes_usually("warn_shouting", "Shouting", "Mostly capitals"),
    of_kind(Kind::Lines, "warned_words", "Words", "One a line, whole words, without case"),
    under("Customers", rows("customer_field", "Customer field", kCustomerField, "Kept with every contact")),
    rows("customer_link", "Customer link", kCustomerLink,
         "A page of another system. {number}, {contact} and {name} are filled in."),
};

constexpr Section kSections[] = {
    {"queue", "Queues", "queue", "Messages wait in a queue until one of its agents answers.", kQueue},
    {"number", "Numbers", "number", "Customers write to these numbers; each leads to a queue.", kNumber, "number",
     "number"},
    {"agent", "Agents", "agent", "Everybody who signs in: agents, supervisors, administrators.", kAgent, "name",
     "login"},
    {"group", "Groups", "group", "A group of agents can be asked by several queues.", kGroup},
    {"skill", "Skills", "skill", "What an agent must be able to do to answer in a queue.", kName},
    {"wrap_up_code", "Wrap-up codes", "wrap-up code", "How a conversation ended, as agents say it.", kName},
    {"schedule", "Opening hours", "schedule", "When a queue is open, with its holidays.", kSchedule},
    {"contact_list", "Contact lists", "contact list", "Numbers that a rule may ask about, such as important customers.",
     kContactList},
    {"label", "Labels", "label", "How much a queue's conversations count.", kLabel},
    {"sub_status", "Sub-statuses", "sub-status", "Finer words under a presence, such as Coaching.", kSubStatus},
    {"settings", "Defaults", "defaults", "", kSettings, "", "", true},
};

}  // namespace

std::span<const Section> sections() {
  return kSections;
}

std::size_t find_section(std::string_view kind) {
  for (std::size_t i = 0; i < std::size(kSections); ++i)
    if (kSections[i].kind == kind) return i;
  return kNone;
}

std::size_t find_field(std::span<const Field> fields, std::string_view name) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return i;
  return kNone;
}

std::string_view label_of(const Field& field, std::string_view word) {
  for (const Choice& one : field.choices)
    if (one.word == word) return one.label;
  return word;
}

}  // namespace smsdesk::form
