#include "web/view/gallery_screens.h"

#include <string>

#include "core/screen/parts.h"
#include "web/view/gallery_organisation.h"
#include "web/view/gallery_overview.h"

namespace smsdesk::web::view::gallery {
namespace {

using namespace screen;  // the values that are made here are all of it

Bubble bubble(std::uint64_t key, bool is_own, std::string text, Instant at, DeliveryMark mark = DeliveryMark::None,
              std::string mark_text = {}) {
  Bubble b;
  b.key = key;
  b.message = MessageId{key};
  b.send_key = SendKey{is_own ? "key-" + std::to_string(key) : ""};
  b.is_own = is_own;
  b.text = std::move(text);
  b.at = at;
  b.mark = mark;
  b.mark_text = std::move(mark_text);
  b.speaker = is_own ? "You" : "Customer";
  return b;
}

/// Runs, and one timeline item a bubble, after `items` that are there.
void arrange(screen::Conversation& c) {
  for (std::size_t i = 0; i < c.bubbles.size(); ++i) {
    Bubble& b = c.bubbles[i];
    b.starts_run = i == 0 || c.bubbles[i - 1].is_own != b.is_own || b.at - c.bubbles[i - 1].at > minutes(5);
    b.ends_run =
        i + 1 == c.bubbles.size() || c.bubbles[i + 1].is_own != b.is_own || c.bubbles[i + 1].at - b.at > minutes(5);
  }
}

void append_bubbles(screen::Conversation& c, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    TimelineItem item;
    item.bubble = static_cast<std::int64_t>(i);
    c.timeline.push_back(item);
  }
}

TimelineItem item(TimelineItem::Kind kind, std::string text, Instant at = {}) {
  TimelineItem made;
  made.kind = kind;
  made.text = std::move(text);
  made.at = at;
  return made;
}

Card card(std::uint64_t id, std::string customer, std::string queue, std::string last, std::string age) {
  Card c;
  c.conversation = ConversationId{id};
  c.customer = c.spoken_customer = std::move(customer);
  c.queue = std::move(queue);
  c.last_line = std::move(last);
  c.age = std::move(age);
  c.accessible_name = c.customer + ", " + c.queue + ": " + c.last_line;
  return c;
}

Alert alert(std::uint64_t id, std::string customer, std::string queue, std::string line, std::string waiting) {
  Alert a;
  a.offer = OfferId{id};
  a.customer = a.spoken_customer = std::move(customer);
  a.queue = std::move(queue);
  a.our_number = "+1 415 555 0100";
  a.first_line = std::move(line);
  a.waiting = std::move(waiting);
  a.accessible_name = a.queue + ": message from " + a.customer;
  a.target = "The queue's target is 1:00.";
  a.why = "You were idle longest of 3 who are free: 4 minutes 12 seconds.";
  a.reasons.label = "Decline with a reason";
  a.reasons.name = "Decline " + a.customer + " with a reason";
  a.reasons.title = "Decline, because …";
  a.reasons.has_menu = true;
  a.reasons.intent = intent::OpenDeclineMenu{a.offer};
  a.reasons.close = intent::OpenDeclineMenu{};
  return a;
}

ActionMenu action(ConversationMenu kind, std::string label, std::string name, std::string shortcut) {
  ActionMenu m;
  m.kind = kind;
  m.label = std::move(label);
  m.title = m.name = std::move(name);
  m.shortcut = std::move(shortcut);
  m.has_menu = true;
  m.intent = intent::OpenConversationMenu{kind};
  m.close = intent::OpenConversationMenu{};
  return m;
}

ActionChoice choice(std::string label, Intent intent, std::string detail = {}, std::string section = {}) {
  ActionChoice c;
  c.label = std::move(label);
  c.detail = std::move(detail);
  c.section = std::move(section);
  c.intent = std::move(intent);
  c.accessible_name = c.label + (c.detail.empty() ? "" : ", " + c.detail);
  return c;
}

void open_transfer(ActionMenu& m, bool is_long) {
  const ConversationId id{11};
  m.is_open = true;
  m.form.note_name = "Note for whoever gets it";
  m.form.asks_skills = true;
  m.form.has_filter = m.form.begins_in_filter = is_long;
  m.entries.push_back(
      choice("Billing", intent::Transfer{id, QueueId{2}, {}}, "2 free, 1 waiting up to 0:32", "Queues"));
  m.entries.push_back(
      choice("Deliveries", intent::Transfer{id, QueueId{3}, {}}, "nobody free, 4 waiting up to 6:05", "Queues"));
  m.entries.back().urgency = Urgency::Late;
  m.entries.push_back(choice("Returns", intent::Transfer{id, QueueId{4}, {}}, "3 free", "Queues"));
  const char* names[] = {"Ben Okafor",  "Mira Lindqvist", "Yuki Tanaka", "Lena Fischer",
                         "Omar Haddad", "Priya Nair",     "Jonas Weber", "Chloé Martin"};
  const struct {
    Presence presence;
    const char* detail;
  } states[] = {{Presence::Available, "on queue, 1 of 3"},
                {Presence::Available, "on queue, 3 of 3"},
                {Presence::Meeting, "meeting, 0 of 4"},
                {Presence::Break, "break"}};
  for (std::uint64_t i = 0; i < (is_long ? 8u : 2u); ++i) {
    m.entries.push_back(
        choice(names[i], intent::Transfer{id, {}, AgentId{20 + i}}, states[i % 4].detail, "Colleagues"));
    m.entries.back().has_presence = true;
    m.entries.back().presence = states[i % 4].presence;
  }
}

void open_park(ActionMenu& m) {
  m.is_open = true;
  m.form.note_name = "What it waits for";
  for (const char* label : {"For 15 minutes", "For 1 hour", "For 4 hours", "For 1 day", "For 3 days"})
    m.entries.push_back(choice(label, intent::Park{ConversationId{11}, hours(1)}));
}

void open_end(ActionMenu& m) {
  m.is_open = true;
  m.title = "Is it resolved?";
  m.entries.push_back(choice("Yes, it is resolved", intent::End{ConversationId{11}, Resolution::Resolved}));
  m.entries.push_back(choice("No, it needs a follow-up", intent::End{ConversationId{11}, Resolution::FollowUp}));
}

void open_reasons(Alert& a) {
  a.reasons.is_open = true;
  for (const char* reason : {"I am about to leave", "I do not know enough about it", "I do not speak the language",
                             "It belongs to another queue"})
    a.reasons.entries.push_back(choice(reason, intent::Decline{a.offer, reason}));
}

void fill_rail(Rail& r) {
  r.agent_name = "Ana Ferreira";
  r.initials = "AF";
  r.presence = Presence::Available;
  r.presence_name = "Available";
  r.presence_title = r.agent_name;
  r.time_in_presence = "12 min";
  r.unread_total = 3;
  r.places = {{Area::Conversations, "Conversations, 3 unread", true}};
  const struct {
    Presence presence;
    const char* name;
  } choices[] = {{Presence::Available, "Available"}, {Presence::Busy, "Busy"},      {Presence::Away, "Away"},
                 {Presence::Break, "Break"},         {Presence::Meal, "Meal"},      {Presence::Meeting, "Meeting"},
                 {Presence::Training, "Training"},   {Presence::Offline, "Offline"}};
  for (const auto& c : choices) {
    r.presence_choices.push_back({c.presence, {}, c.name, c.presence == r.presence, c.name});
    if (c.presence != Presence::Meeting) continue;
    r.presence_choices.push_back({c.presence, SubStatusId{61}, "Coaching", false, "Coaching, Meeting"});
    r.presence_choices.push_back({c.presence, SubStatusId{62}, "With the team", false, "With the team, Meeting"});
  }
}

void fill_roster(Roster& r) {
  r.on_queue.state = OnQueueSwitch::State::Interacting;
  r.on_queue.is_on = true;
  r.on_queue.title = "On queue";
  r.on_queue.explanation = "2 of 4 conversations";
  r.on_queue.time = "12 min";
  r.alerts.push_back(
      alert(1, "+1 415 555 0199", "Support",
            "Hi, my order 4471 arrived but the box was open and one part is missing. Can you help today?", "1:24"));
  r.alerts.back().urgency = Urgency::Late;
  r.alerts.back().countdown = "9 s";
  r.alerts.back().countdown_part = 0.3f;
  r.alerts.back().last_agent = "Last with Ben Okafor, who is away";
  r.alerts.back().accessible_name += ", last with Ben Okafor, who is away";
  r.alerts.push_back(alert(2, "+49 151 23456789", "Deliveries", "Wann kommt die Lieferung?", "0:21"));
  r.alerts.back().countdown = "24 s";
  r.alerts.back().countdown_part = 0.8f;
  r.alerts.back().why = "A colleague chose you.";
  r.alerts.back().mark = "Transferred by Ben Okafor: she speaks German, and asks for the second time.";
  r.mine.push_back(card(11, "+1 202 555 0143", "Support", "Is Thursday morning possible instead?", "0:48"));
  r.mine.back().is_selected = true;
  r.mine.back().owes_answer = true;
  r.mine.push_back(card(12, "+81 90 1234 5678", "Billing", "請求書をもう一度送っていただけますか？", "4:10"));
  r.mine.back().unread = 3;
  r.mine.back().owes_answer = true;
  r.mine.back().urgency = Urgency::Soon;
  r.mine.push_back(card(13, "+972 50 123 4567", "Deliveries", "You: תודה, שלחתי את הקישור", "12 min"));
  r.mine.back().problem = "1 not sent";
  r.mine.push_back(card(14, "+44 20 7946 0958", "Support", "Thank you, that is all.", "2 min"));
  r.mine.back().state = CardState::AfterCallWork;
  r.mine.back().state_name = "Wrap-up";
  r.mine.push_back(
      card(15, "+55 11 91234 5678", "Billing", "You: O reembolso chega em até três dias úteis.", "31 min"));
  r.mine.back().has_draft = true;
  r.queues.push_back({"Support", 4, "2:05", Urgency::Late});
  r.queues.push_back({"Billing", 1, "0:32", Urgency::Calm});
  r.queues.push_back({"Deliveries", 0, "", Urgency::Calm});
}

void fill_list_brief(ListBrief& b) {
  b.back_name = "Back to your conversations, 3 unread";
  b.unread = 3;
  b.more_offers = "1 more";
  b.offers_name = "Support: message from +1 415 555 0199, and 1 more offer";
}

void fill_conversation(screen::Conversation& c, Instant now) {
  c.conversation = ConversationId{11};
  c.title = c.spoken_title = "+1 202 555 0143";
  c.queue = "Support";
  c.our_number = "+1 415 555 0100";
  c.timer = "12:07";
  c.timer_name = "Conversation time";
  c.menus = {action(ConversationMenu::Transfer, "Transfer", "Transfer conversation", "Alt+Shift+G"),
             action(ConversationMenu::Park, "Park", "Park conversation", "Alt+P"),
             action(ConversationMenu::End, "End", "End conversation", "Alt+W")};
  c.menus[2].has_menu = false;
  c.menus[2].intent = intent::End{c.conversation};
  const Instant t = now + -minutes(40);
  const Instant yesterday = now + -hours(26);
  c.bubbles = {
      bubble(1, false, "Hello, I ordered a standing desk last week and still have no delivery date.", yesterday),
      bubble(2, true, "Good morning. I am looking it up, one moment.", yesterday + minutes(2), DeliveryMark::Delivered,
             "Delivered"),
      bubble(3, true,
             "It leaves our warehouse tomorrow. You get a text with the hour as soon as the driver "
             "has the plan.",
             yesterday + minutes(4), DeliveryMark::Delivered, "Delivered"),
      bubble(4, false, "مرحبا، هل يمكنكم تغيير عنوان التسليم من فضلكم؟", t),
      bubble(5, false,
             "नमस्ते, क्या आप मुझे बिल की एक प्रति भेज सकते हैं? "
             "👨‍👩‍👧‍👦 "
             "🇵🇹",
             t + minutes(1)),
      bubble(6, true, "Yes, I can. Which address should it be?", t + minutes(3), DeliveryMark::Sent, "Sent"),
      bubble(7, false, "12 Harbour Street, 3rd floor. The bell says “Kowalczyk”.\nการจัดส่งจะมาถึงเมื่อไหร่", t + minutes(9)),
      bubble(8, true, "Changed. The driver calls ten minutes before.", t + minutes(11), DeliveryMark::Failed,
             "Not delivered. The phone could not be reached; it may be off. Try again later."),
      bubble(9, true, "Is there a lift in the building?", t + minutes(13), DeliveryMark::Uncertain,
             "Not certain: the carrier took it and did not answer. It is not sent twice."),
      bubble(10, false, "Is Thursday morning possible instead?", t + minutes(38)),
      bubble(11, true, "Let me ask the warehouse 🙂", t + minutes(39), DeliveryMark::Sending, "Sending"),
  };
  c.bubbles[6].media.push_back({0, MediaKind::Audio, MediaState::Stored, 0, 0, "/media/1", "MP3 audio", "340 KB",
                                "Play", false, "Play: Audio from +1 202 555 0143, 340 KB"});
  c.bubbles[7].shows_mark_text = true;
  c.bubbles[7].can_write_again = true;
  c.bubbles[8].shows_mark_text = true;
  arrange(c);
  c.timeline.push_back(item(TimelineItem::Kind::Start, "This is the first message."));
  c.timeline.push_back(item(TimelineItem::Kind::Day, {}, yesterday));
  append_bubbles(c, 0, 3);
  c.timeline.push_back(item(TimelineItem::Kind::Event, "Ended by Marek, then opened again by the customer"));
  c.timeline.push_back(item(TimelineItem::Kind::Day, {}, t));
  append_bubbles(c, 3, 9);
  c.timeline.push_back(item(TimelineItem::Kind::Unread, "1 new"));
  append_bubbles(c, 9, 11);
  c.latest = "Latest";
  c.latest_name = "Jump to latest";
  Composer& w = c.composer;
  w.is_shown = w.is_enabled = w.can_send = true;
  w.attach_name = "Attach files";
  w.draft = "Thursday between 9 and 11 works. I have booked it for you.";
  w.draft_revision = 1;
  w.placeholder = "Message to +1 202 555 0143";
  w.counter = "58 characters · 1 segment · GSM-7";
  w.hint = "Enter sends, Shift+Enter starts a line";
}

NoteLine note(std::uint64_t id, std::string author, Instant at, std::string text) {
  NoteLine line;
  line.note = NoteId{id};
  line.is_own = author == "You";
  line.accessible_name = author + ": " + text;
  line.is_today = true;
  line.author = std::move(author);
  line.at = at;
  line.text = std::move(text);
  line.copy = screen::copy_of_note(line.text);
  line.parts = sms::find_entities(line.text);
  return line;
}

void fill_context(Context& c, Instant now) {
  c.is_shown = true;
  c.name = "Customer and wrap-up";
  c.known.title = c.known.spoken_title = "+1 202 555 0143";
  c.known.below = c.known.spoken_below = "Phone number";
  c.known.edit_label = "Add contact";
  c.known.merge_label = "Add to a contact…";
  c.known.facts = {{"Local time", " · America/New_York", {}, 14 * 60 + 5}};
  c.known.suggestions = {{71, "May be the same person: Mira Lind", "Both have the same e-mail: mira@acme.example",
                          "Compare with Mira Lind", "Not the same as Mira Lind", false}};
  c.known.history_title = "Earlier conversations";
  c.known.history_status = "This is the first that you may see.";
  c.our_number = "+1 415 555 0100";
  c.queue = "Support";
  c.opened_at = now + -hours(26);
  c.message_count = 11;
  c.shows_wrap_up = c.is_wrap_up_open = true;
  c.tabs = {{ContextTab::Customer, "Customer", true, false}, {ContextTab::WrapUp, "Wrap-up", false, false}};
  c.why_title = "Why did I get this?";
  c.why = {"You were idle longest of 3 who are free: 4 minutes.", "It waited 12 seconds in Support.",
           "Skills asked for: Deliveries.", "5 agents could be asked, 3 had room.", "Load before it: 1 of 4."};
  c.finish_hint = "Kept until you end the conversation.";
  c.codes = {{WrapUpCodeId{1}, "Solved", false},
             {WrapUpCodeId{2}, "Delivery changed", true},
             {WrapUpCodeId{3}, "Waiting for the customer", false},
             {WrapUpCodeId{4}, "Passed on", false}};
  c.conversation = ConversationId{11};
}

Screen desk(Instant now) {
  Screen s;
  s.page = Page::Desk;
  fill_rail(s.desk.rail);
  fill_roster(s.desk.roster);
  fill_list_brief(s.desk.list);
  fill_conversation(s.desk.conversation, now);
  fill_context(s.desk.context, now);
  s.desk.connection.state = ConnectionBar::State::Online;
  s.desk.connection.title = "Connected";
  s.desk.is_roster_shown = false;
  s.desk.is_context_shown = false;
  s.desk.settings.agent_name = "Ana Ferreira";
  s.desk.settings.login_role = "Agent";
  const auto sound = [](const char* name, SoundKind of, ChosenSound chosen) {
    SoundSetting setting{name, {}};
    constexpr const char* kNames[] = {"Chime", "Bell", "Knock", "Ping", "Buzz", "None"};
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
      const auto one = static_cast<ChosenSound>(i);
      setting.choices.push_back({kNames[i], one == chosen, intent::ChooseSound{of, one}});
    }
    return setting;
  };
  s.desk.settings.sounds = {sound("Sound of an offer", SoundKind::Alert, ChosenSound::Bell),
                            sound("Sound of a message", SoundKind::Message, ChosenSound::Ping),
                            sound("Sound of a message that was not sent", SoundKind::Failure, ChosenSound::None)};
  s.desk.settings.sound_volume = {"Volume",
                                  {{"Quiet", false, intent::SetSoundVolume{SoundVolume::Quiet}},
                                   {"Normal", true, intent::SetSoundVolume{SoundVolume::Normal}},
                                   {"Loud", false, intent::SetSoundVolume{SoundVolume::Loud}}}};
  s.desk.settings.notifications = {"See and answer offers in another window",
                                   {"Allow", false, intent::AllowNotifications{}}};
  return s;
}

/// What waits and may be taken, what is parked, and more work than there is room for.
void fill_lists(Roster& r, Instant now) {
  r.alerts.clear();
  r.mine.resize(2);
  r.on_queue.explanation = "5 of 4 conversations, 1 quiet. You are full. What is above 4 came back by itself.";
  r.waiting = {{ConversationId{31}, "Support", "2:05", Urgency::Late, false, "Take from Support, waiting 2 minutes"},
               {ConversationId{32}, "Billing", "0:32", Urgency::Calm, false,
                "Take from Billing, waiting 32 seconds. Transferred by Ben Okafor.", "Transferred by Ben Okafor."}};
  r.parked.push_back(card(41, "+1 303 555 0177", "Support", "You: I ask the workshop.", "3 h"));
  r.parked.back().reason = "The spare part comes on Friday";
  r.parked.push_back(card(42, "+44 20 7946 0321", "Billing", "Tomorrow is fine.", "20 min"));
  for (Card& parked : r.parked) {
    parked.state = CardState::Parked;
    parked.state_name = "Back in 40 min";
    parked.returns_at = now + minutes(40);
    parked.return_sentence = mark("Back at {time}");
  }
}

void choose_tab(Context& c, ContextTab tab) {
  for (ContextTabLine& line : c.tabs) line.is_chosen = line.tab == tab;
}

void make_due(Context& c) {
  choose_tab(c, ContextTab::WrapUp);
  for (ContextTabLine& line : c.tabs) line.is_due = line.tab == ContextTab::WrapUp;
  c.is_wrap_up_due = c.shows_finish = c.can_finish = true;
  c.finish_hint.clear();
  c.note = "Asked the driver to call.";
  c.form_revision = 1;
}

/// A timed queue with fields of its own.
void make_timed(Context& c) {
  make_due(c);
  c.time_left = "0:12";
  c.time_name = "Time left";
  c.is_time_short = true;
  c.shows_extend = c.can_extend = true;
  c.extend_label = "Add 2 min";
  c.fields = {{"Order number", "", {}, true},
              {"Reason", "Late", {"Late", "Damaged", "Wrong article", "Not ordered"}, true},
              {"Shelf", "C 14", {}, false}};
  c.can_finish = false;
  c.finish_hint = "Fill in “Order number” to finish.";
}

void make_empty(Screen& s) {
  s.desk.roster.alerts.clear();
  s.desk.roster.mine.clear();
  s.desk.rail.unread_total = 0;
  s.desk.rail.places = {{Area::Conversations, "Conversations", true}};
  s.desk.conversation = screen::Conversation();
  s.desk.conversation.empty_title = "No conversation is open";
  s.desk.conversation.empty_text = "Answer an offer or choose a conversation at the left, and it opens here.";
  s.desk.context = Context();
  s.desk.context.name = "Customer and wrap-up";
  s.desk.roster.on_queue.state = OnQueueSwitch::State::Idle;
  s.desk.roster.on_queue.explanation = "0 of 4 conversations";
  s.desk.roster.empty_title = "You are all caught up";
  s.desk.roster.empty_text = "The next message is offered to you here.";
  s.desk.is_roster_shown = true;
}

void fill_find(Desk& desk, Instant now, bool is_empty) {
  Find& find = desk.find;
  find.words = "ana";
  find.field_name = find.placeholder = "Find closed conversations";
  find.list_name = "Closed conversations";
  desk.conversation.menus.clear();
  desk.conversation.composer.is_shown = false;
  Context& context = desk.context;
  context.name = "Customer";
  context.tabs = {{ContextTab::Customer, "Customer", true, false}};
  context.known.edit_label = context.known.merge_label = "";
  context.known.suggestions.clear();
  context.known.history_title = "Other conversations";
  context.why.clear();
  if (is_empty) {
    context = {};
    context.name = "Customer";
    find.empty_title = "Nothing was found";
    find.empty_text = "Look for digits of a number, a queue, an agent, a wrap-up code or words of its note.";
    desk.conversation = {};
    desk.conversation.empty_title = "No conversation is chosen";
    desk.conversation.empty_text = "Choose one from the list to read it.";
    return;
  }
  for (int i = 0; i < 30; ++i) {
    FoundLine line;
    line.conversation = ConversationId{static_cast<std::uint64_t>(900 - i)};
    line.customer = "+1 415 555 0" + std::to_string(199 - i);
    line.ended_at = now + -hours(i * 3);
    line.is_today = i < 4;
    line.below = "Support · Ana Ferreira · Resolved";
    if (i % 3 == 0) line.note = "She wants an invoice sent to the new address, and a call before five.";
    line.is_read = i == 1;
    line.accessible_name = line.customer + ", " + line.below;
    find.lines.push_back(std::move(line));
  }
  find.has_older = find.is_busy = true;
  find.is_reading = true;
  desk.conversation.status = "Closed by Ana Ferreira: Resolved.";
  desk.conversation.notes_title = "Internal notes";
  desk.conversation.notes = {
      note(72, "Ben Okafor", now + -hours(2), "The courier has the parcel back. I sent a new one."),
      note(71, "You", now + -hours(30), "She moved last week; the address is the new one.")};
  desk.conversation.back_name = "Back to closed conversations";
  desk.conversation.back = intent::ReadClosed{};
  ActionMenu reopen;
  reopen.label = "Reopen";
  reopen.name = "Reopen the conversation";
  reopen.intent = intent::Reopen{desk.conversation.conversation};
  desk.conversation.menus.push_back(std::move(reopen));
}

}  // namespace

Screen make(std::string_view name, Instant now) {
  Screen s = desk(now);
  if (name == "loading") {
    s.page = Page::Loading;
    s.loading_text = "Starting…";
  } else if (name.rfind("sign-in", 0) == 0) {
    s.page = Page::SignIn;
    s.sign_in.login = "ana";
    s.sign_in.can_sign_in = true;
    if (name == "sign-in-error")
      s.sign_in.error = "Login or password is not right. After ten tries the login rests for a minute.";
  } else if (name.rfind("organisation", 0) == 0) {
    s.desk.area = Area::Organisation;
    s.desk.is_roster_shown = false;
    s.desk.organisation = make_organisation(name, now);
  } else if (name == "desk-empty") {
    make_empty(s);
  } else if (name == "desk-off-queue") {
    make_empty(s);
    s.desk.roster.on_queue = {OnQueueSwitch::State::OffQueue, false, false, "Off queue", "4 min",
                              "You get no new conversations."};
    s.desk.roster.empty_title = "You are off queue";
    s.desk.roster.empty_text = "Go on queue and new conversations are offered to you here.";
    s.desk.roster.empty_action = Roster::EmptyAction::GoOnQueue;
  } else if (name == "not-responding") {
    s.desk.roster.alerts.clear();
    s.desk.roster.on_queue = {OnQueueSwitch::State::NotResponding,
                              false,
                              false,
                              "Not responding",
                              "now",
                              "You missed an offer. Go on queue to get work again."};
  } else if (name == "preparing") {
    choose_tab(s.desk.context, ContextTab::WrapUp);
  } else if (name == "wrap-up" || name == "wrap-up-timed") {
    s.desk.roster.alerts.clear();
    s.desk.is_context_shown = true;
    make_due(s.desk.context);
    if (name == "wrap-up-timed") make_timed(s.desk.context);
    s.desk.conversation.menus.clear();
    s.desk.conversation.timer = "0:41";
    s.desk.conversation.timer_name = "After-call work";
    s.desk.conversation.composer.is_enabled = false;
    s.desk.conversation.composer.disabled_reason = "This conversation has ended.";
  } else if (name == "offline") {
    s.desk.connection = {ConnectionBar::State::Offline, true, "Connection lost",
                         "You can read and write. 2 messages wait and go out when it is back.", true};
    s.desk.rail.is_presence_uncertain = s.desk.roster.on_queue.is_uncertain = true;
    s.desk.rail.presence_name = s.desk.rail.presence_title = "Available · not connected";
    s.desk.roster.on_queue.title = "On queue · not connected";
    s.desk.rail.time_in_presence = s.desk.roster.on_queue.time = "";
    s.desk.notices.push_back(
        {1, Notice::Tone::Problem, "The message to +972 50 123 4567 was not sent. Its text is kept."});
    s.desk.notices.push_back({2, Notice::Tone::Success, "Wrap-up is finished."});
    for (Bubble& b : s.desk.conversation.bubbles)
      if (b.mark == DeliveryMark::Sending) b.mark = DeliveryMark::Waiting;
  } else if (name == "settings") {
    s.desk.settings.is_open = s.desk.rail.is_settings_open = true;
    s.desk.settings.sound_problem = "The browser blocks sound until you click once on this page.";
    s.desk.roster.sound_problem = s.desk.settings.sound_problem;
  } else if (name == "presence") {
    s.desk.rail.is_presence_menu_open = true;
  } else if (name == "drawer") {
    s.desk.is_context_shown = true;
  } else if (name == "over-limit") {
    s.desk.conversation.composer.is_over_limit = true;
    s.desk.conversation.composer.over_limit = "12 characters too long";
    s.desk.conversation.composer.can_send = false;
  } else if (name == "transfer" || name == "transfer-many") {
    open_transfer(s.desk.conversation.menus[0], name == "transfer-many");
  } else if (name == "park") {
    open_park(s.desk.conversation.menus[1]);
  } else if (name == "end") {
    s.desk.conversation.menus[2].has_menu = true;
    open_end(s.desk.conversation.menus[2]);
  } else if (name == "decline") {
    open_reasons(s.desk.roster.alerts[1]);
    s.desk.is_roster_shown = true;
  } else if (name == "transferring") {
    screen::Conversation& c = s.desk.conversation;
    c.menus[0].label = "Take back";
    c.menus[0].name = "Take the transfer back";
    c.menus[0].has_menu = false;
    c.menus[0].intent = intent::TakeBackTransfer{c.conversation};
    c.menus.erase(c.menus.begin() + 1);
    c.status = "On its way to Billing: nobody is free yet. It is yours until somebody accepts.";
    s.desk.roster.mine[0].state_name = "Being transferred";
  } else if (name == "inactive") {
    s.desk.conversation.status = "Ends in 0:45 if nobody writes.";
    s.desk.conversation.is_status_urgent = true;
  } else if (name == "lists") {
    fill_lists(s.desk.roster, now);
    s.desk.is_roster_shown = true;
  } else if (name == "find" || name == "find-empty") {
    s.desk.area = Area::Find;
    s.desk.is_roster_shown = false;
    s.desk.rail.places = {{Area::Conversations, "Conversations, 3 unread", false},
                          {Area::Find, "Closed conversations", true}};
    fill_find(s.desk, now, name == "find-empty");
  } else if (name == "roster") {
    s.desk.is_roster_shown = true;
  } else if (name.substr(0, 8) == "overview" || name == "reading") {
    make_overview(s, name);
  }
  add_actions(State{}, now, s.desk);
  return s;
}

Screen make_long(std::size_t bubbles, Instant now) {
  Screen s = desk(now);
  screen::Conversation& c = s.desk.conversation;
  c.can_load = true;
  c.bubbles.clear();
  c.timeline.clear();
  static constexpr const char* kTexts[] = {"Yes.",
                                           "I am at the door now, nobody opens.",
                                           "Thank you, that helps a lot.",
                                           "The parcel is with a neighbour on the second floor; she knows about it.",
                                           "لا مشكلة، شكرا جزيلا",
                                           "我明天再联系你们。"};
  for (std::size_t i = 0; i < bubbles; ++i) {
    const Instant at = now + -minutes(static_cast<std::int64_t>(bubbles - i));
    Bubble b = bubble(i + 1, i % 3 == 1, std::string(kTexts[i % 6]) + " (" + std::to_string(i + 1) + ")", at,
                      i % 3 == 1 ? DeliveryMark::Delivered : DeliveryMark::None, i % 3 == 1 ? "Delivered" : "");
    c.bubbles.push_back(std::move(b));
  }
  arrange(c);
  append_bubbles(c, 0, bubbles);
  return s;
}

}  // namespace smsdesk::web::view::gallery
