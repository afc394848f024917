// Contact forms that are being filled in, among the browser's settings: a reload loses no word of them. Kept is what was
// changed, by conversation; the rest of a form is the contact as the relay tells it then.
//
// Each page has a key of its own there, as with drafts: what a page writes that is there still is its own, and what stands under
// the name of one that is gone belongs to whoever comes next. Where two of those have a form of one customer, the second one
// stays in storage until the first has been saved or given up: neither writes over the other.
#include <algorithm>
#include <map>
#include <utility>

#include "core/base/utf8.h"
#include "core/client/contacts.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::string_view kFormsKey = "contact_forms.";  // the scope whose they are, "@" and the page
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

std::string own_name(const State& s) {
  return s.scope + "@" + s.tab;
}
/// Empty: it was kept before each page had a name.
std::string page_of(const std::string& name) {
  const std::size_t mark = name.find('@');
  return mark == std::string::npos ? std::string() : name.substr(mark + 1);
}

/// `forms`: empty: nothing.
void keep_as(Turn& turn, const std::string& name, std::string forms) {
  const std::string key = std::string(kFormsKey) + name;
  if (forms.empty()) {
    turn.s.contacts.kept.erase(name);
    turn.emit(effect::DeleteStorage{"settings", key});
  } else {
    turn.emit(effect::PutStorage{"settings", key, forms});
    turn.s.contacts.kept[name] = std::move(forms);
  }
}

/// What pages that are gone have left, one after the other.
class Adoption {
 public:
  explicit Adoption(Turn& turn) : turn_(turn) {}

  /// Returns what stays with that page, as it was kept.
  std::string open(const std::string& text) {
    const Result<json::Document> document = json::Document::parse(text);
    const json::View forms = document.is_ok() ? document.value().root().find("forms") : json::View();
    json::Writer rest;
    rest.begin_object().key("forms").begin_array();
    bool has_rest = false;
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const json::View view = forms.at(i);
      const ConversationId id{view.u64_or("conversation", 0)};
      const KeptContactForm kept = read_form(view);
      if (opened_.size() >= kFormsMax) {
        if (const std::string words = words_of(kept.changed); !words.empty())
          lost_ += (lost_.empty() ? "" : " · ") + words;
        continue;
      }
      const auto before = opened_.find(id);
      if (before == opened_.end()) {
        opened_[id] = kept.changed;
        open_form(turn_, view);
      } else if (!are_same(before->second, kept.changed)) {
        write_form(rest, id, kept.revision, view.bool_or("is_closed", false), view.bool_or("outlives_end", false),
                   kept.changed);
        has_rest = true;
      }
    }
    rest.end_array().end_object();
    return has_rest ? rest.take() : std::string();
  }
  /// The words of more forms than there may be.
  const std::string& lost() const { return lost_; }

 private:
  static bool are_same(const std::vector<ContactField>& a, const std::vector<ContactField>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ContactField& one, const ContactField& other) {
      return one.part == other.part && one.name == other.name && one.text == other.text;
    });
  }
  Turn& turn_;
  std::map<ConversationId, std::vector<ContactField>> opened_;
  std::string lost_;
};

}  // namespace

void keep_contact_forms(Turn& turn) {
  const ContactsState& contacts = turn.s.contacts;
  if (!contacts.were_kept_opened || (contacts.forms.empty() && contacts.kept.empty())) return;
  const std::string own = own_name(turn.s);
  const auto before = contacts.kept.find(own);
  std::string now = encode_forms(turn.s);
  if (now == (before == contacts.kept.end() ? std::string() : before->second)) return;
  keep_as(turn, own, std::move(now));
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
  const std::string own = own_name(s);
  std::vector<std::string> names;
  for (auto at = s.contacts.kept.begin(); at != s.contacts.kept.end();) {
    const bool is_mine = at->first == s.scope || at->first.compare(0, s.scope.size() + 1, s.scope + "@") == 0;
    const bool is_theirs = is_mine && at->first != own && s.other_tabs.count(page_of(at->first)) != 0;
    if (is_mine && !is_theirs) names.push_back(at->first);
    at = is_theirs ? s.contacts.kept.erase(at) : std::next(at);  // that page writes on
  }
  std::stable_partition(names.begin(), names.end(), [&](const std::string& name) { return name == own; });
  Adoption adoption(turn);
  std::vector<std::pair<std::string, std::string>> left;
  for (const std::string& name : names) left.emplace_back(name, adoption.open(s.contacts.kept.at(name)));
  tell_not_kept(turn, adoption.lost());
  // First written here, then removed there: a browser that dies in between has the words twice, never not at all.
  keep_contact_forms(turn);  // what is nobody's any more goes
  for (auto& [name, rest] : left)
    if (name != own && rest != s.contacts.kept.at(name)) keep_as(turn, name, std::move(rest));
}

}  // namespace smsdesk
