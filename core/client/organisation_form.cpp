#include "core/client/organisation_form.h"

#include <algorithm>

#include "core/words/words.h"

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
constexpr Field only_where(std::span<const std::string_view> words, Field field) {
  field.only_where = words;
  return field;
}
constexpr Field under(std::string_view heading, Field field) {
  field.heading = heading;
  return field;
}

constexpr Choice kEvaluations[] = {
    {"all", mark("All of them")}, {"best", mark("Most of them first")}, {"none", mark("Not looked at")}};
constexpr Choice kLastAgent[] = {
    {"queue_members_only", mark("If a member")}, {"any_agent", mark("Whoever it was")}, {"disabled", mark("No")}};
constexpr Choice kInactivity[] = {{"end", mark("Ends")}, {"back_to_queue", mark("Goes back to the queue")}};
constexpr Choice kAcwModes[] = {{"mandatory_discretionary", mark("A code is needed")},
                                {"optional", mark("Optional")},
                                {"mandatory_timed", mark("A code within the time")},
                                {"mandatory_fixed_time", mark("All of the time")},
                                {"agent_requested", mark("If the agent asks for it")}};
constexpr Choice kRules[] = {
    {"keyword", mark("First word")}, {"contact_list", mark("Contact list")}, {"language", mark("Language")}};
constexpr Choice kRoles[] = {
    {"agent", mark("Agent")}, {"supervisor", mark("Supervisor")}, {"admin", mark("Administrator")}};
constexpr Choice kMaskedFor[] = {
    {"nobody", mark("Nobody")}, {"agents", mark("Agents")}, {"agents_and_supervisors", mark("Agents and supervisors")}};
constexpr Choice kCarrierProfiles[] = {{"twilio", mark("Twilio")}, {"smpp", mark("SMPP, texts only")}};
constexpr Choice kTextAsMms[] = {
    {"offer", mark("Agents may choose it")}, {"automatic", mark("By itself")}, {"never", mark("Never")}};
constexpr Choice kNumberTextAsMms[] = {{"default", mark("As in the defaults")},
                                       {"offer", mark("Agents may choose it")},
                                       {"automatic", mark("By itself")},
                                       {"never", mark("Never")}};
constexpr Choice kPresences[] = {{"available", mark("Available")}, {"away", mark("Away")},
                                 {"break", mark("Break")},         {"busy", mark("Busy")},
                                 {"meal", mark("Meal")},           {"meeting", mark("Meeting")},
                                 {"training", mark("Training")},   {"offline", mark("Offline")}};

constexpr Field kRing[] = {
    time("after", mark("After"), mark("How long somebody has waited when it begins"), "2 min"),
    refers(Kind::Many, "groups", mark("Ask these groups too"), "group"),
    refers(Kind::Many, "dropped_skills", mark("No longer require"), "skill"),
};
constexpr Field kOverflow[] = {
    time("waited", mark("When somebody has waited"), mark("\"never\" where the service level decides"), "5 min"),
    whole("service_level_below", mark("Or the service level is below (percent)"), mark("0 where the wait decides"),
          "0"),
    refers(Kind::Many, "groups", mark("Ask these groups too"), "group"),
};
constexpr Field kPreferred[] = {
    required(refers(Kind::One, "group", mark("Group"), "group")),
    time("wait", mark("Wait for them"), "", "5 s"),
};
constexpr Field kWrapUpField[] = {
    text("name", mark("Name")),
    yes_no("required", mark("Must be filled in")),
    of_kind(Kind::Lines, "choices", mark("Choices"), mark("One a line. Without any, it is free text.")),
};
constexpr Field kQueue[] = {
    text("name", mark("Name")),
    time("alert_timeout", mark("Time to answer an offer"), mark("7 s to 15 min. Then it goes to the next agent."),
         "30 s"),
    whole("priority", mark("Priority"), mark("-100 to 100. Higher is answered first."), "0"),
    refers(Kind::One, "schedule", mark("Opening hours"), "schedule", mark("Without any, it is always open.")),
    refers(Kind::One, "label", mark("Label"), "label", mark("How much a conversation counts")),
    yes_no("auto_answer", mark("Offers are answered by themselves")),
    yes_no("manual_pick", mark("Members may take waiting conversations")),
    under(mark("Who answers"), {"members", mark("Agents"), "", Kind::Members, "agent", "queues"}),
    refers(Kind::Many, "groups", mark("Groups"), "group", mark("Their members answer too.")),
    refers(Kind::Many, "skills", mark("Required skills"), "skill"),
    choice("skill_evaluation", mark("Who must have them"), kEvaluations),
    choice("last_agent", mark("Back to the last agent"), kLastAgent),
    time("last_agent_wait", mark("Wait for the last agent"), mark("Then everybody is asked."), "20 s"),
    rows("preferred", mark("Preferred group"), kPreferred, mark("Asked first, one after the other")),
    rows("ring", mark("Ring"), kRing, mark("Whoever waits longer is offered to more agents.")),
    rows("overflow", mark("Overflow"), kOverflow, mark("Other groups help while it is needed.")),
    under(mark("Service level"),
          time("service_level_target", mark("Answered within"), mark("Counts as in time"), "20 s")),
    whole("service_level_goal", mark("Goal (percent)"), "", "80"),
    under(mark("Conversations"), time("threading_window", mark("Goes on when the customer writes within"),
                                      mark("After that, a new one begins. 0 s to 72 h."), "72 h")),
    time("quiet_after", mark("Stops counting without a reply after"), mark("\"never\", or 1 min to 72 h"), "never"),
    time("grace", mark("A lost browser keeps its conversations for"), "", "2 min"),
    time("inactivity_timeout", mark("Inactive after"), mark("\"never\", or 2 min to 72 h without a message"), "never"),
    choice("inactivity_action", mark("Then it"), kInactivity),
    under(mark("Texts by itself"),
          of_kind(Kind::LongText, "greeting", mark("Greeting"), mark("When a conversation begins to wait"))),
    of_kind(Kind::LongText, "waiting_text", mark("Waiting"), mark("Once, while it waits")),
    time("waiting_text_after", mark("Waiting text after"), "", "5 min"),
    of_kind(Kind::LongText, "away_text", mark("Away"), mark("Outside opening hours")),
    under(mark("Messages"), whole("chars_max", mark("Characters at most"),
                                  mark("1 to 1,600, of an agent's message. Empty: as the number says."), "")),
    whole("segments_max", mark("Segments at most"), mark("1 to 30. Empty: as the number says."), ""),
    whole("files_max", mark("Files at most"), mark("1 to 10, of one message. Empty: as the number says."), ""),
    whole("files_kb_max", mark("Files together at most (KB)"), mark("1 to 5,000. Empty: as the number says."), ""),
    of_kind(Kind::Lines, "file_types", mark("Types of files"),
            mark("One a line, such as image/jpeg. Empty: as the number says.")),
    under(mark("When it ends"), refers(Kind::Many, "wrap_up_codes", mark("Wrap-up codes"), "wrap_up_code")),
    choice("acw_mode", mark("After-call work"), kAcwModes),
    time("acw_timeout", mark("Time for it"), "", "2 min"),
    time("acw_extension", mark("One extension adds"), mark("\"never\" where there is none"), "never"),
    refers(Kind::One, "acw_timeout_code", mark("Code when the time is over"), "wrap_up_code"),
    yes_no("asks_resolved", mark("Ask whether it is resolved")),
    rows("field", mark("Wrap-up field"), kWrapUpField, mark("Asked for beside code and note")),
};

constexpr std::string_view kByWords[] = {"keyword", "language"};
constexpr std::string_view kByContactList[] = {"contact_list"};
constexpr Field kRule[] = {
    choice("kind", mark("By"), kRules),
    only_where(kByWords, of_kind(Kind::Lines, "words", mark("Words"),
                                 mark("One a line: first words, or languages such as \"es\""))),
    only_where(kByContactList, refers(Kind::One, "contact_list", mark("Contact list"), "contact_list")),
    required(refers(Kind::One, "queue", mark("Goes to"), "queue")),
    refers(Kind::Many, "skills", mark("Also requires"), "skill"),
    whole("priority", mark("Adds to the priority"), "", "0"),
};
constexpr Field kNumber[] = {
    text("number", mark("Number"), mark("In international form, such as +14155550100")),
    required(refers(Kind::One, "queue", mark("Queue"), "queue")),
    yes_no("mms", mark("Sends pictures and files"), mark("Off where the carrier takes texts only from it"), "true"),
    text("segment_price", mark("Price of a segment"), mark("Such as 0.0079 USD. Empty: as in the defaults.")),
    text("mms_price", mark("Price of an MMS"), mark("Of one with all its files. Empty: as in the defaults.")),
    choice("text_as_mms", mark("Long texts as one MMS"), kNumberTextAsMms, mark("Where that costs less.")),
    choice("carrier_profile", mark("Limits as of"), kCarrierProfiles, mark("What follows changes them.")),
    whole("chars_max", mark("Characters at most"), mark("1 to 1,600, of an agent's message. Empty: as the carrier."),
          ""),
    whole("segments_max", mark("Segments at most"), mark("1 to 30. Empty: as the carrier."), ""),
    whole("files_max", mark("Files at most"), mark("1 to 10, of one message. Empty: as the carrier."), ""),
    whole("files_kb_max", mark("Files together at most (KB)"), mark("1 to 5,000. Empty: as the carrier."), ""),
    of_kind(Kind::Lines, "file_types", mark("Types of files"),
            mark("One a line, such as image/jpeg. Empty: as the carrier.")),
    rows("rule", mark("Rule"), kRule, mark("The first that fits decides; without one it is the queue above.")),
};

constexpr Field kSkillLevel[] = {
    refers(Kind::One, "skill", mark("Skill"), "skill"),
    whole("level", mark("Level"), mark("1 to 5"), "3"),
};
constexpr Field skill_levels() {
  Field field{"skills", mark("Skills"), "", Kind::Levels, "skill"};
  field.parts = kSkillLevel;
  return field;
}
constexpr Field kAgent[] = {
    text("name", mark("Name")),
    text("login", mark("Login"), mark("What they sign in with")),
    choice("role", mark("Role"), kRoles),
    whole("capacity", mark("Conversations at once"), mark("1 to 25. Empty: as in the defaults."), ""),
    refers(Kind::Many, "queues", mark("Queues"), "queue"),
    skill_levels(),
};
constexpr Field kGroup[] = {
    text("name", mark("Name")),
    refers(Kind::Many, "members", mark("Members"), "agent"),
};
constexpr Field kName[] = {text("name", mark("Name"))};
constexpr Field kLabel[] = {
    text("name", mark("Name")),
    whole("weight", mark("Counts as so many conversations"), mark("1 to 25"), "1"),
    whole("limit", mark("At once per agent"), mark("0 where only the capacity counts"), "0"),
    yes_no("interruptible", mark("Makes room for other work")),
};
constexpr Field kHoliday[] = {
    text("date", mark("Date"), mark("Such as 2026-12-25")),
    text("name", mark("Name")),
    of_kind(Kind::Lines, "hours", mark("Hours"), mark("One span a line, such as 09:00-12:00. Without any, closed.")),
};
constexpr Field kSchedule[] = {
    text("name", mark("Name")),
    of_kind(Kind::Text, "zone", mark("Time zone"), mark("Such as Europe/Berlin"), "UTC"),
    of_kind(Kind::Lines, "hours", mark("Hours"), mark("One a line, such as mon-fri 09:00-18:00"),
            "mon-fri 09:00-17:00"),
    rows("holiday", mark("Holiday"), kHoliday, mark("Days with hours of their own")),
};
constexpr Field kContactList[] = {
    text("name", mark("Name")),
    of_kind(Kind::Lines, "numbers", mark("Numbers"), mark("One a line, such as +14155550199")),
};
constexpr Field kSubStatus[] = {
    text("name", mark("Name")),
    choice("presence", mark("Under"), kPresences),
};
constexpr Field kCustomerField[] = {
    text("name", mark("Name")),
    of_kind(Kind::Lines, "choices", mark("Choices"), mark("One a line. Without any, it is free text.")),
};
constexpr Field kCustomerLink[] = {
    text("name", mark("Name")),
    text("address", mark("Address"), mark("Such as https://crm.example/search?phone={number}&account={field.Account}")),
};
constexpr Field kSettings[] = {
    text("name", mark("Name of the organisation"), mark("As customers know it; templates can say it.")),
    whole("default_capacity", mark("Conversations at once"), mark("1 to 25, of an agent for whom nothing is said"),
          "1"),
    whole("reserve", mark("Places kept for quiet ones that come back"), mark("0 to 25"), "1"),
    time("away_after", mark("Away by itself after"),
         mark("Off queue and nothing touched. \"never\", or 1 min to 24 h."), "15 min"),
    text("segment_price", mark("Price of a segment"), mark("Such as 0.0079 USD. Agents see what a message costs.")),
    text("mms_price", mark("Price of an MMS"), mark("Of one with all its files, such as 0.02 USD.")),
    choice("text_as_mms", mark("Long texts as one MMS"), kTextAsMms,
           mark("Where that costs less. Agents see it before they send, and may turn it off.")),
    under(mark("Warn before sending"), yes_usually("warn_card_numbers", mark("Payment card numbers"))),
    yes_usually("warn_bank_accounts", mark("Bank accounts (IBAN)")),
    yes_usually("warn_social_security", mark("Social security numbers"), mark("Of the United States")),
    yes_usually("warn_national_ids", mark("National id numbers"),
                mark("Of twelve countries, such as Steuer-ID, NIR, DNI, CPF and My Number")),
    yes_usually("warn_shouting", mark("Shouting"), mark("Mostly capitals")),
    of_kind(Kind::Lines, "warned_words", mark("Words"), mark("One a line, whole words, without case")),
    under(mark("Customers"), rows("customer_field", mark("Customer field"), kCustomerField,
                                  mark("Kept with every contact; templates and links can say it."))),
    rows("customer_link", mark("Customer link"), kCustomerLink,
         mark("A page of another system. {number}, {contact}, {name} and customer fields are filled in.")),
    choice("mask_numbers_for", mark("Customers' numbers are hidden from"), kMaskedFor,
           mark("They see how a number ends, and work as usual.")),
    yes_usually("show_masked_numbers", mark("They may show a number"), mark("Who does so is recorded.")),
};

constexpr Section kSections[] = {
    {"queue", mark("Queues"), mark("queue"), mark("Messages wait in a queue until one of its agents answers."), kQueue},
    {"number", mark("Numbers"), mark("number"), mark("Customers write to these numbers; each leads to a queue."),
     kNumber, "number", "number"},
    {"agent", mark("Agents"), mark("agent"), mark("Everybody who signs in: agents, supervisors, administrators."),
     kAgent, "name", "login"},
    {"group", mark("Groups"), mark("group"), mark("A group of agents can be asked by several queues."), kGroup},
    {"skill", mark("Skills"), mark("skill"), mark("What an agent must be able to do to answer in a queue."), kName},
    {"wrap_up_code", mark("Wrap-up codes"), mark("wrap-up code"), mark("How a conversation ended, as agents say it."),
     kName},
    {"schedule", mark("Opening hours"), mark("schedule"), mark("When a queue is open, with its holidays."), kSchedule},
    {"contact_list", mark("Contact lists"), mark("contact list"),
     mark("Numbers that a rule may ask about, such as important customers."), kContactList},
    {"label", mark("Labels"), mark("label"), mark("How much a queue's conversations count."), kLabel},
    {"sub_status", mark("Sub-statuses"), mark("sub-status"), mark("Finer words under a presence, such as Coaching."),
     kSubStatus},
    {"settings", mark("Defaults"), mark("defaults"), "", kSettings, "", "", true},
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

bool is_asked_for(const Field& part, const Field& first, std::string_view word) {
  if (part.only_where.empty()) return true;
  if (word.empty() && !first.choices.empty()) word = first.choices.front().word;
  return std::find(part.only_where.begin(), part.only_where.end(), word) != part.only_where.end();
}

std::string_view label_of(const Field& field, std::string_view word) {
  for (const Choice& one : field.choices)
    if (one.word == word) return one.label;
  return word;
}

}  // namespace smsdesk::form
