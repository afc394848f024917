// Contact forms that are being filled in, among the browser's settings: a reload loses no word of them. Kept is what was
// changed, by conversation; the rest of a form is the contact as the relay tells it then.
#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/client/contacts.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::string_view kFormsKey = "contact_forms.";  // and the scope whose they are
constexpr std::size_t kFormsMax = 100;
constexpr std::size_t kKeptTextBytesMax = 8'000;

/// `is_closed`: it waits behind the end of its conversation.
void write_form(json::Writer& out, ConversationId id, std::uint32_t revision, bool is_closed, bool outlives_end,
                const std::vector<ContactField>& changed) {
  out.begin_object().key("conversation").unsigned_integer(id.value).key("revision").unsigned_integer(revision);
  out.key("is_closed").boolean(is_closed).key("outlives_end").boolean(outlives_end).key("texts").begin_array();
  for (const ContactField& field : changed)
    out.begin_object()
        .key("part")
        .unsigned_integer(static_cast<std::uint64_t>(field.part))
        .key("name")
        .string(field.name)
        .key("text")
        .string(field.text)
        .end_object();
  out.end_array().end_object();
}

std::string encode_forms(const State& s) {
  json::Writer out;
  out.begin_object().key("forms").begin_array();
  bool has_any = false;
  for (const auto& [id, form] : s.contacts.forms) {
    std::vector<ContactField> changed;
    for (const ContactField& field : form.fields)
      if (field.text != text_of(form.before, field)) changed.push_back(field);
    if (changed.empty()) continue;
    write_form(out, id, form.before.revision, form.is_behind_end, form.outlives_end, changed);
    has_any = true;
  }
  for (const auto& [id, kept] : s.contacts.waiting) {
    write_form(out, id, kept.revision, true, true, kept.changed);
    has_any = true;
  }
  out.end_array().end_object();
  return has_any ? out.take() : std::string();
}

KeptContactForm read_form(json::View kept) {
  KeptContactForm form;
  form.revision = static_cast<std::uint32_t>(kept.u64_or("revision", 0));
  const json::View texts = kept.find("texts");
  for (std::size_t n = 0; n < texts.size(); ++n) {
    const json::View text = texts.at(n);
    const std::uint64_t part = text.u64_or("part", 99);
    if (part > static_cast<std::uint64_t>(ContactPart::Note)) continue;
    form.changed.push_back({static_cast<ContactPart>(part), std::string(text.text_or("name", "")),
                            std::string(utf8::prefix(text.text_or("text", ""), kKeptTextBytesMax))});
  }
  return form;
}

std::string words_of(const std::vector<ContactField>& fields) {
  std::string words;
  for (const ContactField& one : fields)
    if (!one.text.empty()) words += (words.empty() ? "" : " · ") + one.text;
  return words;
}

void put_into(ContactForm& form, const KeptContactForm& kept, std::vector<ContactField>& lost) {
  for (const ContactField& one : kept.changed) {
    const auto at = std::find_if(form.fields.begin(), form.fields.end(), [&](const ContactField& field) {
      return field.part == one.part && field.name == one.name;
    });
    if (at == form.fields.end())
      lost.push_back(one);
    else
      at->text = one.text;
  }
  ++form.revision;
  if (form.before.revision != kept.revision)
    form.problem = tr("Somebody has changed this contact meanwhile, also what you are changing. Saving keeps yours.");
}

void open_form(Turn& turn, json::View view) {
  State& s = turn.s;
  const ConversationId id{view.u64_or("conversation", 0)};
  KeptContactForm kept = read_form(view);
  std::vector<ContactField> lost;
  if (ContactForm* form = open_contact_form(s, id)) {
    put_into(*form, kept, lost);
  } else if (view.bool_or("outlives_end", false)) {
    // With a colleague it goes on: it is read when it has ended.
    const Conversation* known = s.workspace.find_conversation(id);
    const bool has_ended = known == nullptr || known->state == ConversationState::AfterCallWork;
    if (has_ended && !view.bool_or("is_closed", false)) tell_kept_behind(turn, words_of(kept.changed));
    s.contacts.waiting[id] = std::move(kept);
    return;
  } else {
    lost = std::move(kept.changed);
  }
  // Also of a field that there is not any more.
  if (!lost.empty()) tell_not_kept(turn, words_of(lost));
}

}  // namespace

void keep_contact_forms(Turn& turn) {
  const ContactsState& contacts = turn.s.contacts;
  if (!contacts.were_kept_opened || (contacts.forms.empty() && contacts.kept.empty())) return;
  const std::string& scope = turn.s.scope;
  const auto before = contacts.kept.find(scope);
  std::string now = encode_forms(turn.s);
  if (now == (before == contacts.kept.end() ? std::string() : before->second)) return;
  const std::string key = std::string(kFormsKey) + scope;
  if (now.empty()) {
    turn.s.contacts.kept.erase(scope);
    turn.emit(effect::DeleteStorage{"settings", key});
  } else {
    turn.emit(effect::PutStorage{"settings", key, now});
    turn.s.contacts.kept[scope] = std::move(now);
  }
}

void open_waiting_form(Turn& turn, ConversationId id) {
  State& s = turn.s;
  const auto waiting = s.contacts.waiting.find(id);
  if (waiting == s.contacts.waiting.end()) return;
  ContactForm* form = open_contact_form(s, id);
  if (form == nullptr) return;
  std::vector<ContactField> lost;
  put_into(*form, waiting->second, lost);
  s.contacts.waiting.erase(waiting);
  tell_not_kept(turn, words_of(lost));
}

void load_contact_forms(State& s, const event::StorageLoaded& settings) {
  for (const auto& [key, value] : settings.content)
    if (key.compare(0, kFormsKey.size(), kFormsKey) == 0) s.contacts.kept[key.substr(kFormsKey.size())] = value;
}

void open_kept_forms(Turn& turn) {
  State& s = turn.s;
  if (std::exchange(s.contacts.were_kept_opened, true)) return;
  const auto kept = s.contacts.kept.find(s.scope);
  const Result<json::Document> document =
      json::Document::parse(kept == s.contacts.kept.end() ? std::string_view("{}") : std::string_view(kept->second));
  const json::View forms = document.is_ok() ? document.value().root().find("forms") : json::View();
  std::string lost;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (i < kFormsMax) {
      open_form(turn, forms.at(i));
    } else if (const std::string words = words_of(read_form(forms.at(i)).changed); !words.empty()) {
      lost += (lost.empty() ? "" : " · ") + words;
    }
  }
  tell_not_kept(turn, lost);
  keep_contact_forms(turn);  // what is nobody's any more goes
}

}  // namespace smsdesk
