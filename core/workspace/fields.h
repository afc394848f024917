// One description of every value that travels: its fields' names, in order. Writing, reading and hashing all use it, so
// that a field cannot be written and forgotten in reading, or in the digest.
//
// For the .cpp files of core/workspace and core/protocol only: it is templates all the way.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/utf8.h"
#include "core/json/json.h"
#include "core/workspace/decide.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/workspace.h"

namespace smsdesk::fields {

/// What a value is made of where nothing is said: fields that were added later, and rare ones, are written only where they
/// differ from it, and may be absent.
template <typename T>
const T& default_of() {
  static const T value{};
  return value;
}

// What each value is made of -------------------------------------------------------------------------------------
template <typename A>
void describe(A& a, Media& v) {
  a("url", v.url);
  a("content_type", v.content_type);
  const Media& d = default_of<Media>();
  a("state", v.state, d.state);
  a("failure", v.failure, d.failure);
  a("hash", v.hash, d.hash);
  a("name", v.name, d.name);
  a("bytes", v.bytes, d.bytes);
  a("width", v.width, d.width);
  a("height", v.height, d.height);
}
template <typename A>
void describe(A& a, Attached& v) {
  a("hash", v.hash);
  a("name", v.name);
}
template <typename A>
void describe(A& a, MessageReport& v) {
  a("kind", v.kind);
  a("by", v.by);
  a("at", v.at);
}
template <typename A>
void describe(A& a, TemplateAction& v) {
  const TemplateAction& d = default_of<TemplateAction>();
  a("kind", v.kind);
  a("text", v.text, d.text);
  a("code", v.code, d.code);
  a("park_for", v.park_for, d.park_for);
  a("queue", v.queue, d.queue);
}
template <typename A>
void describe(A& a, ActionNotDone& v) {
  a("action", v.action);
  a("sentence", v.sentence);
}
template <typename A>
void describe(A& a, Message& v) {
  a("id", v.id);
  a("is_inbound", v.is_inbound);
  a("author", v.author);
  a("at", v.at);
  a("text", v.text);
  a("media", v.media);
  a("status", v.status);
  a("status_at", v.status_at);
  a("error_code", v.error_code);
  a("key", v.key);
  const Message& d = default_of<Message>();
  a("again_of", v.again_of, d.again_of);
  a("report", v.report, d.report);
  a("is_mms_text", v.is_mms_text, d.is_mms_text);
  a("not_done", v.not_done, d.not_done);
}
template <typename A>
void describe(A& a, Note& v) {
  a("id", v.id);
  a("author", v.author);
  a("at", v.at);
  a("text", v.text);
  a("mentions", v.mentions);
  const Note& d = default_of<Note>();
  a("correction", v.correction, d.correction);
  a("corrected_at", v.corrected_at, d.corrected_at);
  a("is_taken_back", v.is_taken_back, d.is_taken_back);
}
template <typename A>
void describe(A& a, ConsultMessage& v) {
  a("author", v.author);
  a("at", v.at);
  a("text", v.text);
  a("is_suggestion", v.is_suggestion);
}
template <typename A>
void describe(A& a, Consult& v) {
  a("id", v.id);
  a("asker", v.asker);
  a("colleague", v.colleague);
  a("began_at", v.began_at);
  a("messages", v.messages);
}
template <typename A>
void describe(A& a, FilledField& v) {
  a("name", v.name);
  a("value", v.value);
}
template <typename A>
void describe(A& a, WrapUpForm& v) {
  const WrapUpForm& d = default_of<WrapUpForm>();
  a("code", v.code, d.code);
  a("note", v.note, d.note);
  a("fields", v.fields, d.fields);
}
template <typename A>
void describe(A& a, Demand& v) {
  const Demand& d = default_of<Demand>();
  a("priority", v.priority, d.priority);
  a("skills", v.skills, d.skills);
  a("language", v.language, d.language);
  a("rule", v.rule, d.rule);
  a("preferred", v.preferred, d.preferred);
  a("preferred_group", v.preferred_group, d.preferred_group);
  a("preferred_until", v.preferred_until, d.preferred_until);
  a("preferred_rule", v.preferred_rule, d.preferred_rule);
  a("preferred_since", v.preferred_since, d.preferred_since);
  a("preferred_waited", v.preferred_waited, d.preferred_waited);
  a("last_agent", v.last_agent, d.last_agent);
  a("known_agent", v.known_agent, d.known_agent);
  a("freed_from", v.freed_from, d.freed_from);
  a("stage", v.stage, d.stage);
}
template <typename A>
void describe(A& a, Transfer& v) {
  a("by", v.by);
  a("began_at", v.began_at);
  const Transfer& d = default_of<Transfer>();
  a("to_queue", v.to_queue, d.to_queue);
  a("to_agent", v.to_agent, d.to_agent);
  a("note", v.note, d.note);
  a("keeps_skills", v.keeps_skills, d.keeps_skills);
  a("own", v.own, d.own);
}
template <typename A>
void describe(A& a, Handover& v) {
  a("by", v.by);
  const Handover& d = default_of<Handover>();
  a("note", v.note, d.note);
}
template <typename A>
void describe(A& a, Parking& v) {
  a("by", v.by);
  a("since", v.since);
  a("until", v.until);
  const Parking& d = default_of<Parking>();
  a("reason", v.reason, d.reason);
}
template <typename A>
void describe(A& a, RoutingTrace& v) {
  const RoutingTrace& d = default_of<RoutingTrace>();
  a("why", v.why, d.why);
  a("members", v.members, d.members);
  a("free", v.free, d.free);
  a("suitable", v.suitable, d.suitable);
  a("skills", v.skills, d.skills);
  a("skill_score", v.skill_score, d.skill_score);
  a("stage", v.stage, d.stage);
  a("groups", v.groups, d.groups);
  a("is_overflow", v.is_overflow, d.is_overflow);
  a("waited", v.waited, d.waited);
  a("preferred_waited", v.preferred_waited, d.preferred_waited);
  a("last_agent", v.last_agent, d.last_agent);
  a("idle", v.idle, d.idle);
  a("priority", v.priority, d.priority);
  a("load", v.load, d.load);
  a("capacity", v.capacity, d.capacity);
  a("weight", v.weight, d.weight);
  a("rule", v.rule, d.rule);
  a("handed_by", v.handed_by, d.handed_by);
  a("handed_note", v.handed_note, d.handed_note);
  a("was_parked", v.was_parked, d.was_parked);
}
template <typename A>
void describe(A& a, ZoneOffset& v) {
  a("from", v.from);
  a("minutes", v.minutes);
}
template <typename A>
void describe(A& a, ZoneClock& v) {
  const ZoneClock& d = default_of<ZoneClock>();
  a("name", v.name);
  a("offsets", v.offsets, d.offsets);
}
template <typename A>
void describe(A& a, LocalZone& v) {
  const LocalZone& d = default_of<LocalZone>();
  a("name", v.name, d.name);
  a("offsets", v.offsets, d.offsets);
  a("is_guess", v.is_guess, d.is_guess);
  a("between", v.between, d.between);
}
template <typename A>
void describe(A& a, Contact& v) {
  a("id", v.id);
  a("name", v.name);
  a("numbers", v.numbers);
  const Contact& d = default_of<Contact>();
  a("other_names", v.other_names, d.other_names);
  a("labels", v.labels, d.labels);
  a("fields", v.fields, d.fields);
  a("note", v.note, d.note);
  a("language", v.language, d.language);
  a("zone", v.zone, d.zone);
  a("revision", v.revision, d.revision);
  a("changed_by", v.changed_by, d.changed_by);
  a("changed_at", v.changed_at, d.changed_at);
}
template <typename A>
void describe(A& a, Consent& v) {
  a("state", v.state);
  const Consent& d = default_of<Consent>();
  a("at", v.at, d.at);
  a("message", v.message, d.message);
  a("word", v.word, d.word);
  a("is_unreadable", v.is_unreadable, d.is_unreadable);
}
template <typename A>
void describe(A& a, CustomerRecord& v) {
  const CustomerRecord& d = default_of<CustomerRecord>();
  a("contact", v.contact, d.contact);
  a("consent", v.consent, d.consent);
  a("zone", v.zone, d.zone);
}
template <typename A>
void describe(A& a, Reveal& v) {
  a("agent", v.agent);
  a("at", v.at);
}
template <typename A>
void describe(A& a, Handing& v) {
  const Handing& d = default_of<Handing>();
  a("at", v.at);
  a("kind", v.kind);
  a("agent", v.agent, d.agent);
  a("by", v.by, d.by);
  a("queue", v.queue, d.queue);
  a("reason", v.reason, d.reason);
}
template <typename A>
void describe(A& a, ConversationDetail& v) {
  a("customer", v.customer);
  a("our_number", v.our_number);
  a("messages", v.messages);
  a("message_count", v.message_count);
  a("seen_up_to", v.seen_up_to);
  const ConversationDetail& d = default_of<ConversationDetail>();
  a("is_marked_unread", v.is_marked_unread, d.is_marked_unread);
  a("notes", v.notes, d.notes);
  a("consults", v.consults, d.consults);
  a("invited", v.invited, d.invited);
  a("prepared", v.prepared, d.prepared);
  a("why", v.why, d.why);
  a("record", v.record, d.record);
  a("reveals", v.reveals, d.reveals);
  a("handings", v.handings, d.handings);
}
template <typename A>
void describe(A& a, Conversation& v) {
  a("id", v.id);
  a("queue", v.queue);
  a("state", v.state);
  a("owner", v.owner);
  a("offer", v.offer);
  a("opened_at", v.opened_at);
  a("waiting_since", v.waiting_since);
  a("answered_at", v.answered_at);
  a("ended_at", v.ended_at);
  a("detail", v.detail);
  const Conversation& d = default_of<Conversation>();
  a("demand", v.demand, d.demand);
  a("returned", v.returned, d.returned);
  a("handover", v.handover, d.handover);
  a("is_quiet", v.is_quiet, d.is_quiet);
  a("owner_since", v.owner_since, d.owner_since);
  a("last_activity_at", v.last_activity_at, d.last_activity_at);
  a("answer_owed_since", v.answer_owed_since, d.answer_owed_since);
  a("transfer", v.transfer, d.transfer);
  a("parking", v.parking, d.parking);
  a("inactivity_warned_at", v.inactivity_warned_at, d.inactivity_warned_at);
  a("texts_sent", v.texts_sent, d.texts_sent);
  a("resolution", v.resolution, d.resolution);
  a("is_acw_requested", v.is_acw_requested, d.is_acw_requested);
  a("acw_until", v.acw_until, d.acw_until);
  a("is_acw_extended", v.is_acw_extended, d.is_acw_extended);
  a("segment", v.segment, d.segment);
}
template <typename A>
void describe(A& a, AgentSkill& v) {
  a("skill", v.skill);
  a("level", v.level);
}
template <typename A>
void describe(A& a, Agent& v) {
  a("id", v.id);
  a("login", v.login);
  a("name", v.name);
  a("role", v.role);
  a("capacity", v.capacity);
  a("queues", v.queues);
  a("presence", v.presence);
  a("presence_since", v.presence_since);
  a("queue_status", v.queue_status);
  a("queue_status_since", v.queue_status_since);
  a("is_connected", v.is_connected);
  const Agent& d = default_of<Agent>();
  a("has_default_capacity", v.has_default_capacity, d.has_default_capacity);
  a("skills", v.skills, d.skills);
  a("sub_status", v.sub_status, d.sub_status);
  a("presence_by", v.presence_by, d.presence_by);
  a("is_presence_automatic", v.is_presence_automatic, d.is_presence_automatic);
  a("queue_status_by", v.queue_status_by, d.queue_status_by);
  a("lost_at", v.lost_at, d.lost_at);
  a("removed_at", v.removed_at, d.removed_at);
}
template <typename A>
void describe(A& a, Skill& v) {
  a("id", v.id);
  a("name", v.name);
}
template <typename A>
void describe(A& a, Group& v) {
  a("id", v.id);
  a("name", v.name);
  a("members", v.members);
}
template <typename A>
void describe(A& a, UtilizationLabel& v) {
  a("id", v.id);
  a("name", v.name);
  const UtilizationLabel& d = default_of<UtilizationLabel>();
  a("weight", v.weight, d.weight);
  a("limit", v.limit, d.limit);
  a("is_interruptible", v.is_interruptible, d.is_interruptible);
}
template <typename A>
void describe(A& a, OpenSpan& v) {
  a("weekday", v.weekday);
  a("from", v.from);
  a("to", v.to);
}
template <typename A>
void describe(A& a, Holiday& v) {
  a("date", v.date);
  a("name", v.name);
  const Holiday& d = default_of<Holiday>();
  a("open", v.open, d.open);
}
template <typename A>
void describe(A& a, Schedule& v) {
  a("id", v.id);
  a("name", v.name);
  const Schedule& d = default_of<Schedule>();
  a("zone", v.zone, d.zone);
  a("offsets", v.offsets, d.offsets);
  a("open", v.open, d.open);
  a("holidays", v.holidays, d.holidays);
}
template <typename A>
void describe(A& a, ContactList& v) {
  a("id", v.id);
  a("name", v.name);
  a("numbers", v.numbers);
}
template <typename A>
void describe(A& a, SubStatus& v) {
  a("id", v.id);
  a("presence", v.presence);
  a("name", v.name);
}
template <typename A>
void describe(A& a, Price& v) {
  a("micros", v.micros);
  a("currency", v.currency);
}
template <typename A>
void describe(A& a, CustomerField& v) {
  a("name", v.name);
  a("choices", v.choices, default_of<CustomerField>().choices);
}
template <typename A>
void describe(A& a, CustomerLink& v) {
  a("name", v.name);
  a("address", v.address);
}
template <typename A>
void describe(A& a, OrganisationSettings& v) {
  const OrganisationSettings& d = default_of<OrganisationSettings>();
  a("name", v.name, d.name);
  a("default_capacity", v.default_capacity, d.default_capacity);
  a("reserve", v.reserve, d.reserve);
  a("away_after", v.away_after, d.away_after);
  a("segment_price", v.segment_price, d.segment_price);
  a("mms_price", v.mms_price, d.mms_price);
  a("warns_cards", v.warns.cards, d.warns.cards);
  a("warns_bank_accounts", v.warns.bank_accounts, d.warns.bank_accounts);
  a("warns_social_security", v.warns.social_security, d.warns.social_security);
  a("warns_national_ids", v.warns.national_ids, d.warns.national_ids);
  a("warns_shouting", v.warns.shouting, d.warns.shouting);
  a("warned_words", v.warns.words, d.warns.words);
  a("customer_fields", v.customer_fields, d.customer_fields);
  a("customer_links", v.customer_links, d.customer_links);
  a("masked_for", v.masked_for, d.masked_for);
  a("has_reveal", v.has_reveal, d.has_reveal);
  a("text_as_mms", v.text_as_mms, d.text_as_mms);
}
template <typename A>
void describe(A& a, Ring& v) {
  a("after", v.after);
  const Ring& d = default_of<Ring>();
  a("groups", v.groups, d.groups);
  a("dropped_skills", v.dropped_skills, d.dropped_skills);
}
template <typename A>
void describe(A& a, Overflow& v) {
  const Overflow& d = default_of<Overflow>();
  a("waited", v.waited, d.waited);
  a("service_level_below", v.service_level_below, d.service_level_below);
  a("groups", v.groups, d.groups);
}
template <typename A>
void describe(A& a, PreferredRule& v) {
  a("group", v.group);
  a("wait", v.wait);
}
template <typename A>
void describe(A& a, WrapUpField& v) {
  a("name", v.name);
  const WrapUpField& d = default_of<WrapUpField>();
  a("is_required", v.is_required, d.is_required);
  a("choices", v.choices, d.choices);
}
template <typename A>
void describe(A& a, QueueTexts& v) {
  const QueueTexts& d = default_of<QueueTexts>();
  a("greeting", v.greeting, d.greeting);
  a("waiting", v.waiting, d.waiting);
  a("waiting_after", v.waiting_after, d.waiting_after);
  a("away", v.away, d.away);
}
template <typename A>
void describe(A& a, NumberRule& v) {
  a("kind", v.kind);
  a("queue", v.queue);
  const NumberRule& d = default_of<NumberRule>();
  a("words", v.words, d.words);
  a("list", v.list, d.list);
  a("skills", v.skills, d.skills);
  a("priority", v.priority, d.priority);
}
/// Beside what says them.
template <typename A>
void describe_limits(A& a, MessageLimits& v) {
  const MessageLimits& d = default_of<MessageLimits>();
  a("chars_max", v.chars_max, d.chars_max);
  a("segments_max", v.segments_max, d.segments_max);
  a("files_max", v.files_max, d.files_max);
  a("files_kb_max", v.files_kb_max, d.files_kb_max);
  a("file_types", v.file_types, d.file_types);
}
template <typename A>
void describe(A& a, Queue& v) {
  a("id", v.id);
  a("name", v.name);
  a("alert_timeout", v.alert_timeout);
  a("service_level_target", v.service_level_target);
  a("wrap_up_codes", v.wrap_up_codes);
  const Queue& d = default_of<Queue>();
  a("removed_at", v.removed_at, d.removed_at);
  a("is_auto_answer", v.is_auto_answer, d.is_auto_answer);
  a("is_manual_pick", v.is_manual_pick, d.is_manual_pick);
  a("service_level_goal", v.service_level_goal, d.service_level_goal);
  a("priority", v.priority, d.priority);
  a("label", v.label, d.label);
  a("groups", v.groups, d.groups);
  a("skill_evaluation", v.skill_evaluation, d.skill_evaluation);
  a("skills", v.skills, d.skills);
  a("rings", v.rings, d.rings);
  a("overflows", v.overflows, d.overflows);
  a("last_agent", v.last_agent, d.last_agent);
  a("last_agent_wait", v.last_agent_wait, d.last_agent_wait);
  a("preferred", v.preferred, d.preferred);
  a("schedule", v.schedule, d.schedule);
  a("texts", v.texts, d.texts);
  a("threading_window", v.threading_window, d.threading_window);
  a("quiet_after", v.quiet_after, d.quiet_after);
  a("grace", v.grace, d.grace);
  a("inactivity_timeout", v.inactivity_timeout, d.inactivity_timeout);
  a("inactivity_action", v.inactivity_action, d.inactivity_action);
  a("acw_mode", v.acw_mode, d.acw_mode);
  a("acw_timeout", v.acw_timeout, d.acw_timeout);
  a("acw_extension", v.acw_extension, d.acw_extension);
  a("acw_timeout_code", v.acw_timeout_code, d.acw_timeout_code);
  a("asks_resolved", v.asks_resolved, d.asks_resolved);
  a("fields", v.fields, d.fields);
  describe_limits(a, v.limits);
}
template <typename A>
void describe(A& a, WrapUpCode& v) {
  a("id", v.id);
  a("name", v.name);
}
template <typename A>
void describe(A& a, OurNumber& v) {
  a("number", v.number);
  a("queue", v.queue);
  const OurNumber& d = default_of<OurNumber>();
  a("rules", v.rules, d.rules);
  a("has_mms", v.has_mms, d.has_mms);
  a("segment_price", v.segment_price, d.segment_price);
  a("mms_price", v.mms_price, d.mms_price);
  a("carrier_profile", v.carrier_profile, d.carrier_profile);
  describe_limits(a, v.limits);
  a("text_as_mms", v.text_as_mms, d.text_as_mms);
}
template <typename A>
void describe(A& a, Offer& v) {
  a("id", v.id);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("made_at", v.made_at);
  a("expires_at", v.expires_at);
  const Offer& d = default_of<Offer>();
  a("trace", v.trace, d.trace);
}
template <typename A>
void describe(A& a, OfferTerms& v) {
  a("id", v.id);
  a("agent", v.agent);
  a("made_at", v.made_at);
  a("expires_at", v.expires_at);
  const OfferTerms& d = default_of<OfferTerms>();
  a("trace", v.trace, d.trace);
}
template <typename A>
void describe(A& a, OutboundSend& v) {
  a("message", v.message);
  a("conversation", v.conversation);
  a("key", v.key);
  a("to", v.to);
  a("from", v.from);
  a("text", v.text);
  a("status", v.status);
  a("attempt", v.attempt);
  a("accepted_at", v.accepted_at);
  a("changed_at", v.changed_at);
  a("not_before", v.not_before);
  a("carrier_id", v.carrier_id);
  const OutboundSend& d = default_of<OutboundSend>();
  a("media", v.media, d.media);
  a("is_mms_text", v.is_mms_text, d.is_mms_text);
}
template <typename A>
void describe(A& a, QueueAnswer& v) {
  a("at", v.at);
  a("is_within_target", v.is_within_target);
}
template <typename A>
void describe(A& a, QueueRecord& v) {
  const QueueRecord& d = default_of<QueueRecord>();
  a("answers", v.answers, d.answers);
  a("overflows_on", v.overflows_on, d.overflows_on);
}
template <typename A>
void describe(A& a, TemplateText& v) {
  a("language", v.language);
  a("text", v.text);
}
template <typename A>
void describe(A& a, TemplateFile& v) {
  a("hash", v.hash);
  a("name", v.name);
  a("content_type", v.content_type);
  a("bytes", v.bytes);
  const TemplateFile& d = default_of<TemplateFile>();
  a("width", v.width, d.width);
  a("height", v.height, d.height);
}
template <typename A>
void describe(A& a, Template& v) {
  a("id", v.id);
  a("name", v.name);
  a("library", v.library);
  a("texts", v.texts);
  const Template& d = default_of<Template>();
  a("shortcut", v.shortcut, d.shortcut);
  a("owner", v.owner, d.owner);
  a("group", v.group, d.group);
  a("team", v.team, d.team);
  a("queues", v.queues, d.queues);
  a("files", v.files, d.files);
  a("actions", v.actions, d.actions);
}
template <typename A>
void describe(A& a, TemplateUse& v) {
  a("count", v.count);
  a("last_at", v.last_at);
}
template <typename A>
void describe(A& a, Workspace& v) {
  a("is_view", v.is_view);
  a("offset", v.offset);
  a("last_id", v.last_id);
  a("agents", v.agents);
  a("queues", v.queues);
  a("wrap_up_codes", v.wrap_up_codes);
  a("numbers", v.numbers);
  a("conversations", v.conversations);
  a("offers", v.offers);
  a("sends", v.sends);
  a("idle_since", v.idle_since);
  const Workspace& d = default_of<Workspace>();
  a("settings", v.settings, d.settings);
  a("skills", v.skills, d.skills);
  a("groups", v.groups, d.groups);
  a("labels", v.labels, d.labels);
  a("sub_statuses", v.sub_statuses, d.sub_statuses);
  a("schedules", v.schedules, d.schedules);
  a("contact_lists", v.contact_lists, d.contact_lists);
  a("records", v.records, d.records);
  a("has_records", v.has_records, d.has_records);
  a("templates", v.templates, d.templates);
  a("template_uses", v.template_uses, d.template_uses);
}

template <typename A>
void describe(A& a, AgentConfigured& v) {
  a("agent", v.agent);
  a("login", v.login);
  a("name", v.name);
  a("role", v.role);
  a("capacity", v.capacity);
  a("queues", v.queues);
  const AgentConfigured& d = default_of<AgentConfigured>();
  a("skills", v.skills, d.skills);
}
template <typename A>
void describe(A& a, QueueConfigured& v) {
  describe(a, v.queue);
}
template <typename A>
void describe(A& a, WrapUpCodeConfigured& v) {
  describe(a, v.code);
}
template <typename A>
void describe(A& a, NumberConfigured& v) {
  describe(a, v.number);
}
template <typename A>
void describe(A& a, SkillConfigured& v) {
  describe(a, v.skill);
}
template <typename A>
void describe(A& a, GroupConfigured& v) {
  describe(a, v.group);
}
template <typename A>
void describe(A& a, LabelConfigured& v) {
  describe(a, v.label);
}
template <typename A>
void describe(A& a, ScheduleConfigured& v) {
  describe(a, v.schedule);
}
template <typename A>
void describe(A& a, ContactListConfigured& v) {
  describe(a, v.list);
}
template <typename A>
void describe(A& a, SubStatusConfigured& v) {
  describe(a, v.status);
}
template <typename A>
void describe(A& a, SettingsConfigured& v) {
  describe(a, v.settings);
}
template <typename A>
void describe(A& a, AgentRemoved& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, QueueRemoved& v) {
  a("queue", v.queue);
}
template <typename A>
void describe(A& a, NumberRemoved& v) {
  a("number", v.number);
}
template <typename A>
void describe(A& a, ItemRemoved& v) {
  a("kind", v.kind);
  a("id", v.id);
}
template <typename A>
void describe(A& a, AgentPasswordSet& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ConversationQueued& v) {
  const ConversationQueued& d = default_of<ConversationQueued>();
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("demand", v.demand, d.demand);
  a("handover", v.handover, d.handover);
}
template <typename A>
void describe(A& a, PresenceChanged& v) {
  a("agent", v.agent);
  a("presence", v.presence);
  const PresenceChanged& d = default_of<PresenceChanged>();
  a("sub_status", v.sub_status, d.sub_status);
  a("is_automatic", v.is_automatic, d.is_automatic);
}
template <typename A>
void describe(A& a, QueueStatusChanged& v) {
  a("agent", v.agent);
  a("status", v.status);
}
template <typename A>
void describe(A& a, AgentConnected& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, AgentDisconnected& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ConversationOpened& v) {
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("customer", v.customer);
  a("our_number", v.our_number);
  const ConversationOpened& d = default_of<ConversationOpened>();
  a("demand", v.demand, d.demand);
}
template <typename A>
void describe(A& a, ConversationReopened& v) {
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("customer", v.customer);
  a("our_number", v.our_number);
  a("opened_at", v.opened_at);
  a("message_count", v.message_count);
  a("segment", v.segment);
  const ConversationReopened& d = default_of<ConversationReopened>();
  a("owner", v.owner, d.owner);
  a("demand", v.demand, d.demand);
}
template <typename A>
void describe(A& a, MessageReceived& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("text", v.text);
  a("media", v.media);
  a("carrier_id", v.carrier_id);
}
template <typename A>
void describe(A& a, OfferMade& v) {
  a("offer", v.offer);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("expires_at", v.expires_at);
  const OfferMade& d = default_of<OfferMade>();
  a("trace", v.trace, d.trace);
}
template <typename A>
void describe(A& a, OfferEnded& v) {
  a("offer", v.offer);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("outcome", v.outcome);
  const OfferEnded& d = default_of<OfferEnded>();
  a("reason", v.reason, d.reason);
  a("is_automatic", v.is_automatic, d.is_automatic);
}
template <typename A>
void describe(A& a, PreferenceEnded& v) {
  a("conversation", v.conversation);
  const PreferenceEnded& d = default_of<PreferenceEnded>();
  a("next_group", v.next_group, d.next_group);
  a("next_until", v.next_until, d.next_until);
  a("rules_over", v.rules_over, d.rules_over);
}
template <typename A>
void describe(A& a, StageReached& v) {
  a("conversation", v.conversation);
  a("stage", v.stage);
}
template <typename A>
void describe(A& a, OverflowChanged& v) {
  a("queue", v.queue);
  a("active", v.active);
}
template <typename A>
void describe(A& a, MessageAccepted& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("author", v.author);
  a("text", v.text);
  a("key", v.key);
  const MessageAccepted& d = default_of<MessageAccepted>();
  a("automatic", v.automatic, d.automatic);
  a("again_of", v.again_of, d.again_of);
  a("media", v.media, d.media);
  a("despite", v.despite, d.despite);
  a("is_mms_text", v.is_mms_text, d.is_mms_text);
  a("not_done", v.not_done, d.not_done);
}
template <typename A>
void describe(A& a, DeliveryChanged& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("status", v.status);
  a("attempt", v.attempt);
  a("carrier_id", v.carrier_id);
  a("error_code", v.error_code);
  a("retry_at", v.retry_at);
}
template <typename A>
void describe(A& a, MediaChanged& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("place", v.place);
  a("media", v.media);
}
template <typename A>
void describe(A& a, SendForgotten& v) {
  a("message", v.message);
}
template <typename A>
void describe(A& a, MessageReported& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("kind", v.kind);
}
template <typename A>
void describe(A& a, TranscriptTaken& v) {
  a("conversation", v.conversation);
  a("format", v.format);
  const TranscriptTaken& d = default_of<TranscriptTaken>();
  a("is_whole", v.is_whole, d.is_whole);
  a("has_notes", v.has_notes, d.has_notes);
}
template <typename A>
void describe(A& a, ConversationSeen& v) {
  a("conversation", v.conversation);
  a("up_to", v.up_to);
}
template <typename A>
void describe(A& a, ConversationMarkedUnread& v) {
  a("conversation", v.conversation);
  a("up_to", v.up_to);
}
template <typename A>
void describe(A& a, ConversationQuieted& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, ConversationReturned& v) {
  a("conversation", v.conversation);
  a("reason", v.reason);
  a("waiting_since", v.waiting_since);
  a("demand", v.demand);
}
template <typename A>
void describe(A& a, TransferBegan& v) {
  a("conversation", v.conversation);
  a("transfer", v.transfer);
  a("demand", v.demand);
}
template <typename A>
void describe(A& a, TransferEnded& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, ConsultBegan& v) {
  a("conversation", v.conversation);
  a("consult", v.consult);
  a("asker", v.asker);
  a("colleague", v.colleague);
  a("text", v.text);
}
template <typename A>
void describe(A& a, ConsultSaid& v) {
  a("conversation", v.conversation);
  a("consult", v.consult);
  a("message", v.message);
}
template <typename A>
void describe(A& a, ConsultEnded& v) {
  a("conversation", v.conversation);
  a("consult", v.consult);
}
template <typename A>
void describe(A& a, NoteAdded& v) {
  a("conversation", v.conversation);
  a("note", v.note);
}
template <typename A>
void describe(A& a, NoteCorrected& v) {
  a("conversation", v.conversation);
  a("note", v.note);
  a("correction", v.correction);
  a("text", v.text);
  const NoteCorrected& d = default_of<NoteCorrected>();
  a("mentions", v.mentions, d.mentions);
  a("is_taken_back", v.is_taken_back, d.is_taken_back);
}
template <typename A>
void describe(A& a, GuestInvited& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, GuestLeft& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ConversationParked& v) {
  a("conversation", v.conversation);
  a("parking", v.parking);
}
template <typename A>
void describe(A& a, ConversationResumed& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, InactivityWarned& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, ConversationEnded& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
  const ConversationEnded& d = default_of<ConversationEnded>();
  a("cause", v.cause, d.cause);
  a("resolution", v.resolution, d.resolution);
  a("acw_until", v.acw_until, d.acw_until);
}
template <typename A>
void describe(A& a, WrapUpPrepared& v) {
  a("conversation", v.conversation);
  a("form", v.form);
}
template <typename A>
void describe(A& a, AcwRequested& v) {
  a("conversation", v.conversation);
  a("is_requested", v.is_requested);
}
template <typename A>
void describe(A& a, AcwExtended& v) {
  a("conversation", v.conversation);
  a("until", v.until);
}
template <typename A>
void describe(A& a, WrapUpCompleted& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("code", v.code);
  a("note", v.note);
  const WrapUpCompleted& d = default_of<WrapUpCompleted>();
  a("fields", v.fields, d.fields);
  a("is_automatic", v.is_automatic, d.is_automatic);
}
template <typename A>
void describe(A& a, ConversationShown& v) {
  a("conversation", v.conversation);
  a("offer", v.offer);
}
template <typename A>
void describe(A& a, ConversationHidden& v) {
  a("conversation", v.conversation);
}

template <typename A>
void describe(A& a, TemplateSaved& v) {
  describe(a, v.saved);
}
template <typename A>
void describe(A& a, TemplateRemoved& v) {
  a("id", v.id);
}
template <typename A>
void describe(A& a, CustomerKnown& v) {
  a("conversation", v.conversation);
  a("record", v.record);
}
template <typename A>
void describe(A& a, ConsentChanged& v) {
  a("conversation", v.conversation);
  a("consent", v.consent);
  const ConsentChanged& d = default_of<ConsentChanged>();
  a("customer", v.customer, d.customer);
  a("our_number", v.our_number, d.our_number);
}
template <typename A>
void describe(A& a, ContactSaved& v) {
  a("contact", v.contact);
  a("before", v.before, default_of<ContactSaved>().before);
}
template <typename A>
void describe(A& a, NumberRevealed& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ContactsToldApart& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("first", v.first);
  a("second", v.second);
}
template <typename A>
void describe(A& a, ContactsMerged& v) {
  a("contact", v.contact);
  a("before", v.before);
  a("gone", v.gone);
}
template <typename A>
void describe(A& a, TemplateUsed& v) {
  a("id", v.id);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, TemplateHidden& v) {
  a("id", v.id);
}

template <typename A>
void describe(A& a, SaveTemplates& v) {
  a("templates", v.templates);
  const SaveTemplates& d = default_of<SaveTemplates>();
  a("replaces_namesakes", v.replaces_namesakes, d.replaces_namesakes);
}
template <typename A>
void describe(A& a, RemoveTemplate& v) {
  a("id", v.id);
}
template <typename A>
void describe(A& a, UseTemplate& v) {
  a("id", v.id);
}
template <typename A>
void describe(A& a, SetPresence& v) {
  a("presence", v.presence);
  const SetPresence& d = default_of<SetPresence>();
  a("sub_status", v.sub_status, d.sub_status);
  a("is_automatic", v.is_automatic, d.is_automatic);
  a("agent", v.agent, d.agent);
}
template <typename A>
void describe(A& a, SetOnQueue& v) {
  a("is_on_queue", v.is_on_queue);
  const SetOnQueue& d = default_of<SetOnQueue>();
  a("agent", v.agent, d.agent);
}
template <typename A>
void describe(A& a, AnswerOffer& v) {
  a("offer", v.offer);
}
template <typename A>
void describe(A& a, DeclineOffer& v) {
  a("offer", v.offer);
  const DeclineOffer& d = default_of<DeclineOffer>();
  a("reason", v.reason, d.reason);
}
template <typename A>
void describe(A& a, SendMessage& v) {
  a("conversation", v.conversation);
  a("text", v.text);
  a("seen_up_to", v.seen_up_to);
  a("ignores_newer", v.ignores_newer);
  const SendMessage& d = default_of<SendMessage>();
  a("again_of", v.again_of, d.again_of);
  a("attachments", v.attachments, d.attachments);
  a("despite", v.despite, d.despite);
  a("is_mms_text", v.is_mms_text, d.is_mms_text);
  a("actions", v.actions, d.actions);
}
template <typename A>
void describe(A& a, DoActions& v) {
  a("conversation", v.conversation);
  a("actions", v.actions);
}
template <typename A>
void describe(A& a, ReportMessage& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("kind", v.kind);
}
template <typename A>
void describe(A& a, MarkSeen& v) {
  a("conversation", v.conversation);
  a("up_to", v.up_to);
  const MarkSeen& d = default_of<MarkSeen>();
  a("ends_mark", v.ends_mark, d.ends_mark);
}
template <typename A>
void describe(A& a, MarkUnread& v) {
  a("conversation", v.conversation);
  a("from", v.from);
}
template <typename A>
void describe(A& a, EndConversation& v) {
  a("conversation", v.conversation);
  const EndConversation& d = default_of<EndConversation>();
  a("resolution", v.resolution, d.resolution);
}
template <typename A>
void describe(A& a, CompleteWrapUp& v) {
  a("conversation", v.conversation);
  a("code", v.code);
  a("note", v.note);
  const CompleteWrapUp& d = default_of<CompleteWrapUp>();
  a("fields", v.fields, d.fields);
}
template <typename A>
void describe(A& a, PickConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, PrepareWrapUp& v) {
  a("conversation", v.conversation);
  a("form", v.form);
}
template <typename A>
void describe(A& a, RequestAcw& v) {
  a("conversation", v.conversation);
  a("is_requested", v.is_requested);
}
template <typename A>
void describe(A& a, ExtendAcw& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, BeginTransfer& v) {
  a("conversation", v.conversation);
  const BeginTransfer& d = default_of<BeginTransfer>();
  a("to_queue", v.to_queue, d.to_queue);
  a("to_agent", v.to_agent, d.to_agent);
  a("note", v.note, d.note);
  a("keeps_skills", v.keeps_skills, d.keeps_skills);
}
template <typename A>
void describe(A& a, TakeBackTransfer& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, BeginConsult& v) {
  a("conversation", v.conversation);
  a("colleague", v.colleague);
  a("text", v.text);
}
template <typename A>
void describe(A& a, SayInConsult& v) {
  a("conversation", v.conversation);
  a("consult", v.consult);
  a("text", v.text);
  const SayInConsult& d = default_of<SayInConsult>();
  a("is_suggestion", v.is_suggestion, d.is_suggestion);
}
template <typename A>
void describe(A& a, EndConsult& v) {
  a("conversation", v.conversation);
  a("consult", v.consult);
}
template <typename A>
void describe(A& a, AddNote& v) {
  a("conversation", v.conversation);
  a("text", v.text);
  const AddNote& d = default_of<AddNote>();
  a("mentions", v.mentions, d.mentions);
}
template <typename A>
void describe(A& a, CorrectNote& v) {
  a("conversation", v.conversation);
  a("note", v.note);
  a("over", v.over);
  const CorrectNote& d = default_of<CorrectNote>();
  a("text", v.text, d.text);
  a("mentions", v.mentions, d.mentions);
  a("takes_back", v.takes_back, d.takes_back);
}
template <typename A>
void describe(A& a, InviteGuest& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, DismissGuest& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ParkConversation& v) {
  a("conversation", v.conversation);
  a("until", v.until);
  const ParkConversation& d = default_of<ParkConversation>();
  a("reason", v.reason, d.reason);
}
template <typename A>
void describe(A& a, ResumeConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, ReopenConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, FreeConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, AbandonConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, SaveContact& v) {
  a("conversation", v.conversation);
  a("contact", v.contact);
}
template <typename A>
void describe(A& a, MergeContacts& v) {
  a("conversation", v.conversation);
  a("kept", v.kept);
  a("gone", v.gone);
  a("kept_revision", v.kept_revision);
  a("gone_revision", v.gone_revision);
}
template <typename A>
void describe(A& a, TellContactsApart& v) {
  a("conversation", v.conversation);
  a("other", v.other);
}
template <typename A>
void describe(A& a, RevealNumber& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, FetchMedia& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("place", v.place);
}
template <typename A>
void describe(A& a, Organisation& v) {
  const Organisation& d = default_of<Organisation>();
  a("agents", v.agents, d.agents);
  a("queues", v.queues, d.queues);
  a("wrap_up_codes", v.wrap_up_codes, d.wrap_up_codes);
  a("numbers", v.numbers, d.numbers);
  a("skills", v.skills, d.skills);
  a("groups", v.groups, d.groups);
  a("labels", v.labels, d.labels);
  a("schedules", v.schedules, d.schedules);
  a("contact_lists", v.contact_lists, d.contact_lists);
  a("sub_statuses", v.sub_statuses, d.sub_statuses);
  a("settings", v.settings, d.settings);
}
template <typename A>
void describe(A& a, OrganisationItems& v) {
  const OrganisationItems& d = default_of<OrganisationItems>();
  a("agents", v.agents, d.agents);
  a("queues", v.queues, d.queues);
  a("numbers", v.numbers, d.numbers);
  a("others", v.others, d.others);
}
template <typename A>
void describe(A& a, Configure& v) {
  const Configure& d = default_of<Configure>();
  a("put", v.put, d.put);
  a("removed", v.removed, d.removed);
}
template <typename A>
void describe(A& a, Refusal& v) {
  a("kind", v.kind);
  a("sentence", v.sentence);
  a("count", v.count);
}

/// Names of the alternatives of a variant, in its order; on the wire and in the log as "type".
inline constexpr std::array<std::string_view, std::variant_size_v<EntryBody>> kEntryNames = {
    "agent_configured",
    "queue_configured",
    "wrap_up_code_configured",
    "number_configured",
    "skill_configured",
    "group_configured",
    "label_configured",
    "schedule_configured",
    "contact_list_configured",
    "sub_status_configured",
    "settings_configured",
    "agent_removed",
    "queue_removed",
    "number_removed",
    "item_removed",
    "agent_password_set",
    "presence_changed",
    "queue_status_changed",
    "agent_connected",
    "agent_disconnected",
    "conversation_opened",
    "conversation_reopened",
    "message_received",
    "offer_made",
    "offer_ended",
    "preference_ended",
    "stage_reached",
    "overflow_changed",
    "message_accepted",
    "delivery_changed",
    "media_changed",
    "send_forgotten",
    "conversation_seen",
    "conversation_quieted",
    "conversation_queued",
    "conversation_returned",
    "transfer_began",
    "transfer_ended",
    "consult_began",
    "consult_said",
    "consult_ended",
    "message_reported",
    "transcript_taken",
    "note_added",
    "guest_invited",
    "guest_left",
    "conversation_parked",
    "conversation_resumed",
    "inactivity_warned",
    "conversation_ended",
    "wrap_up_prepared",
    "acw_requested",
    "acw_extended",
    "wrap_up_completed",
    "conversation_shown",
    "conversation_hidden",
    "template_saved",
    "template_removed",
    "template_used",
    "template_hidden",
    "customer_known",
    "consent_changed",
    "contact_saved",
    "contacts_merged",
    "number_revealed",
    "contacts_told_apart",
    "conversation_marked_unread",
    "note_corrected",
};
inline constexpr std::array<std::string_view, std::variant_size_v<AgentCommand>> kCommandNames = {
    "set_presence",         "set_on_queue",        "answer_offer",
    "decline_offer",        "send_message",        "mark_seen",
    "end_conversation",     "complete_wrap_up",    "pick_conversation",
    "prepare_wrap_up",      "request_acw",         "extend_acw",
    "begin_transfer",       "take_back_transfer",  "begin_consult",
    "say_in_consult",       "end_consult",         "add_note",
    "invite_guest",         "dismiss_guest",       "park_conversation",
    "resume_conversation",  "reopen_conversation", "free_conversation",
    "abandon_conversation", "configure",           "report_message",
    "fetch_media",          "save_templates",      "remove_template",
    "use_template",         "save_contact",        "merge_contacts",
    "reveal_number",        "tell_contacts_apart", "mark_unread",
    "do_actions",           "correct_note",
};

// Writing ----------------------------------------------------------------------------------------------------------
class Out {
 public:
  explicit Out(json::Writer& writer) : writer_(writer) {}
  template <typename T>
  void operator()(std::string_view name, const T& value) {
    writer_.key(name);
    put(value);
  }
  template <typename T>
  void operator()(std::string_view name, const T& value, const T& usual) {
    if (!(value == usual)) (*this)(name, value);
  }
  template <typename T>
  void object(const T& value) {
    writer_.begin_object();
    describe(*this, const_cast<T&>(value));
    writer_.end_object();
  }

 private:
  void put(bool v) { writer_.boolean(v); }
  void put(unsigned v) { writer_.unsigned_integer(v); }
  void put(unsigned long v) { writer_.unsigned_integer(v); }
  void put(unsigned long long v) { writer_.unsigned_integer(v); }
  void put(int v) { writer_.integer(v); }
  void put(long v) { writer_.integer(v); }
  void put(long long v) { writer_.integer(v); }
  void put(const std::string& v) { writer_.string(v); }
  void put(Instant v) { writer_.integer(v.ms); }
  template <typename Tag>
  void put(Id<Tag> v) {
    writer_.unsigned_integer(v.value);
  }
  template <typename Tag>
  void put(const Key<Tag>& v) {
    writer_.string(v.value);
  }
  template <typename T>
  void put(const std::optional<T>& v) {
    if (v)
      put(*v);
    else
      writer_.null();
  }
  template <typename T>
  void put(const std::vector<T>& v) {
    writer_.begin_array();
    for (const T& one : v) put(one);
    writer_.end_array();
  }
  template <typename K, typename V>
  void put(const std::map<K, V>& v) {
    writer_.begin_array();
    for (const auto& [key, one] : v) {
      writer_.begin_array();
      put(key);
      put(one);
      writer_.end_array();
    }
    writer_.end_array();
  }
  template <typename T>
  void put(const T& v) {
    if constexpr (std::is_enum_v<T>)
      writer_.string(word_of(v));
    else
      object(v);
  }
  json::Writer& writer_;
};

// Reading ----------------------------------------------------------------------------------------------------------
// Every field must be there and of its kind; the first that is not is named in the error. Unknown fields are ignored.
class In {
 public:
  bool is_ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }
  void fail(std::string_view name) {
    if (error_.empty()) error_ = "Field \"" + std::string(name) + "\" is missing or malformed.";
  }

  template <typename T>
  void object(json::View view, T& into) {
    if (!view.is_object()) return fail(name_);
    const json::View outer = view_;
    view_ = view;
    describe(*this, into);
    view_ = outer;
  }
  template <typename T>
  void operator()(std::string_view name, T& into) {
    if (!is_ok()) return;
    const std::string_view outer = name_;
    name_ = name;
    get(view_.find(name), into);
    name_ = outer;
  }
  template <typename T>
  void operator()(std::string_view name, T& into, const T& usual) {
    if (const json::View view = view_.find(name); view.exists() && !view.is_null())
      (*this)(name, into);
    else
      into = usual;
  }

 private:
  void get(json::View v, bool& into) { take(v.boolean(), into); }
  void get(json::View v, unsigned& into) {
    const auto number = v.unsigned_integer();
    if (!number || *number > 0xFFFFFFFFu) return fail(name_);
    into = static_cast<unsigned>(*number);
  }
  void get(json::View v, unsigned long& into) { take(v.unsigned_integer(), into); }
  void get(json::View v, unsigned long long& into) { take(v.unsigned_integer(), into); }
  void get(json::View v, int& into) {
    const auto number = v.integer();
    if (!number || *number > 0x7FFFFFFF || *number < -0x7FFFFFFF) return fail(name_);
    into = static_cast<int>(*number);
  }
  void get(json::View v, long& into) { take(v.integer(), into); }
  void get(json::View v, long long& into) { take(v.integer(), into); }
  void get(json::View v, std::string& into) {
    if (!v.is_string()) return fail(name_);
    into = std::string(v.string());
  }
  void get(json::View v, Instant& into) { take(v.integer(), into.ms); }
  template <typename Tag>
  void get(json::View v, Id<Tag>& into) {
    take(v.unsigned_integer(), into.value);
  }
  template <typename Tag>
  void get(json::View v, Key<Tag>& into) {
    get(v, into.value);
  }
  template <typename T>
  void get(json::View v, std::optional<T>& into) {
    if (v.is_null()) {
      into.reset();
      return;
    }
    T value{};
    get(v, value);
    into = std::move(value);
  }
  template <typename T>
  void get(json::View v, std::vector<T>& into) {
    if (!v.is_array()) return fail(name_);
    into.clear();
    into.reserve(v.size());
    for (std::size_t i = 0; i < v.size() && is_ok(); ++i) {
      T one{};
      get(v.at(i), one);
      into.push_back(std::move(one));
    }
  }
  template <typename K, typename V>
  void get(json::View v, std::map<K, V>& into) {
    if (!v.is_array()) return fail(name_);
    into.clear();
    for (std::size_t i = 0; i < v.size() && is_ok(); ++i) {
      K key{};
      V one{};
      get(v.at(i).at(0), key);
      get(v.at(i).at(1), one);
      into.emplace(std::move(key), std::move(one));
    }
  }
  template <typename T>
  void get(json::View v, T& into) {
    if constexpr (std::is_enum_v<T>) {
      const std::optional<T> value = v.is_string() ? find_word<T>(v.string()) : std::nullopt;
      if (value)
        into = *value;
      else
        fail(name_);
    } else {
      object(v, into);
    }
  }
  template <typename O, typename T>
  void take(const O& read, T& into) {
    if (!read) return fail(name_);
    into = static_cast<T>(*read);
  }

  json::View view_;
  std::string_view name_ = "frame";
  std::string error_;
};

/// {"type": …, fields…} for one alternative of a variant, inside an object already begun.
template <typename Variant, std::size_t N>
void put_alternative(json::Writer& writer, const Variant& value, const std::array<std::string_view, N>& names) {
  writer.key("type").string(names[value.index()]);
  Out out(writer);
  std::visit([&](const auto& one) { describe(out, const_cast<std::decay_t<decltype(one)>&>(one)); }, value);
}

template <typename Variant, std::size_t I = 0>
bool emplace_alternative(Variant& value, std::size_t index) {
  if constexpr (I < std::variant_size_v<Variant>) {
    if (index == I) {
      value.template emplace<I>();
      return true;
    }
    return emplace_alternative<Variant, I + 1>(value, index);
  } else {
    return false;
  }
}

template <typename Variant, std::size_t N>
void get_alternative(In& in, json::View view, Variant& value, const std::array<std::string_view, N>& names) {
  const std::string_view type = view.text_or("type", "");
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == type) {
      emplace_alternative(value, i);
      std::visit([&](auto& one) { in.object(view, one); }, value);
      return;
    }
  }
  in.fail("type");
}

}  // namespace smsdesk::fields
