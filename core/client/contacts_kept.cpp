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
constexpr std::size_t kFormsMax = 20;
constexpr std::size_t kKeptTextBytesMax = 8'000;

std::string encode_forms(const State& s) {
  json::Writer out;
  out.begin_object().key("forms").begin_array();
  bool has_any = false;
  for (const auto& [id, form] : s.contacts.forms) {
    const Contact& before = form.before;
    const auto is_changed = [&before](const ContactField& field) { return field.text != text_of(before, field); };
    if (std::none_of(form.fields.begin(), form.fields.end(), is_changed)) continue;
    out.begin_object().key("conversation").unsigned_integer(id.value);
    out.key("revision").unsigned_integer(form.before.revision).key("texts").begin_array();
    for (const ContactField& field : form.fields) {
      if (!is_changed(field)) continue;
      out.begin_object().key("part").unsigned_integer(static_cast<std::uint64_t>(field.part));
      out.key("name").string(field.name).key("text").string(field.text).end_object();
      has_any = true;
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return has_any ? out.take() : std::string();
}

void open_form(Turn& turn, json::View kept) {
  const json::View texts = kept.find("texts");
  ContactForm* form = open_contact_form(turn.s, ConversationId{kept.u64_or("conversation", 0)});
  std::string lost;
  for (std::size_t n = 0; n < texts.size(); ++n) {
    const json::View text = texts.at(n);
    const std::string words(utf8::prefix(text.text_or("text", ""), kKeptTextBytesMax));
    bool has_place = false;
    for (std::size_t f = 0; form != nullptr && f < form->fields.size(); ++f) {
      ContactField& field = form->fields[f];
      if (text.u64_or("part", 99) != static_cast<std::uint64_t>(field.part) || text.text_or("name", "") != field.name)
        continue;
      field.text = words;
      has_place = true;
    }
    if (!has_place && !words.empty()) lost += (lost.empty() ? "" : " · ") + words;
  }
  if (form == nullptr) return tell_not_kept(turn, lost);
  if (form->before.revision != kept.u64_or("revision", 0))
    form->problem = tr("Somebody has changed this contact meanwhile, also what you are changing. Saving keeps yours.");
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
  for (std::size_t i = 0; i < std::min(forms.size(), kFormsMax); ++i) open_form(turn, forms.at(i));
  keep_contact_forms(turn);  // what is nobody's any more goes
}

}  // namespace smsdesk
