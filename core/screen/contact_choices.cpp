// All there is to choose is made into lines, the one in force first; what is written into the field that finds leaves those that
// fit, the likeliest first, and what is written itself where it is a code.
#include "core/screen/contact_choices.h"

#include <algorithm>
#include <vector>

#include "core/screen/palette.h"
#include "core/sms/zone_names.h"
#include "core/template/fold.h"
#include "core/template/language.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kShownMax = 50;

struct Choice {
  std::string code, label, detail;
};

/// A code as it is, where no list has it.
Choice bare(const std::string& code) {
  return {code, code, {}};
}

std::string without_spaces(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' '), end = text.find_last_not_of(' ');
  return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

/// As the time zone database writes them: "Area/Place", without a space.
bool may_be_zone(const std::string& text) {
  const std::size_t slash = text.find('/');
  return slash != std::string::npos && slash > 0 && slash + 1 < text.size() && text.size() <= 64 &&
         text.find(' ') == std::string::npos;
}

class Maker {
 public:
  Maker(const State& s, const ContactPlace& place, const char* title, const char* filter_name)
      : place_(place), filter_(without_spaces(s.menu_form.filter)) {
    menu_.has_menu = true;
    menu_.title = title;
    menu_.is_open = place.is_open;
    menu_.intent = intent::DoContact{place.conversation,
                                     place.is_open ? ContactStep::HideChoices : ContactStep::ShowChoices, place.field};
    menu_.close = intent::DoContact{place.conversation, ContactStep::HideChoices, 0};
    menu_.form.has_filter = menu_.form.begins_in_filter = true;
    menu_.form.filter_name = filter_name;
    menu_.form.filter = s.menu_form.filter;
    menu_.form.revision = s.menu_form.revision;
    menu_.empty_text = tr("Nothing fits.");
  }

  bool is_open() const { return place_.is_open; }
  const std::string& filter() const { return filter_; }

  /// The button says what is in force.
  void show(const Choice& current) {
    menu_.label = current.label;
    menu_.name =
        labelled(menu_.title, current.detail.empty() ? current.label : current.label + comma() + current.detail);
  }

  /// `is_written`: what stands in the field that finds may be a code.
  ActionMenu make(std::vector<Choice> all, const std::string& value, bool is_written) {
    const std::string written = folded(filter_);
    const bool is_known =
        std::any_of(all.begin(), all.end(), [&](const Choice& one) { return folded(one.code) == written; });
    const auto is_chosen = [&](const Choice& one) { return one.code == value; };
    const auto current = std::find_if(all.begin(), all.end(), is_chosen);
    std::rotate(all.begin(), current, current == all.end() ? current : current + 1);
    const std::size_t found = keep_fitting(all);
    if (is_written && !is_known) all.push_back(bare(filter_));
    for (Choice& one : all) {
      ActionChoice choice;
      choice.is_current = one.code == value;
      choice.accessible_name = one.detail.empty() ? one.label : one.label + comma() + one.detail;
      choice.label = std::move(one.label);
      choice.detail = std::move(one.detail);
      choice.intent = intent::EditContact{place_.conversation, place_.field, std::move(one.code)};
      menu_.entries.push_back(std::move(choice));
    }
    if (found > kShownMax)
      menu_.title += comma() + tr("the first {shown} of {count}",
                                  {{"shown", std::to_string(kShownMax)}, {"count", std::to_string(found)}});
    return std::move(menu_);
  }
  ActionMenu closed() { return std::move(menu_); }

 private:
  /// How many there are; all of them where nothing is looked for.
  std::size_t keep_fitting(std::vector<Choice>& all) const {
    const std::vector<std::string> words = folded_words(filter_);
    if (!words.empty()) {
      std::vector<std::pair<int, Choice>> fitting;
      for (Choice& one : all) {
        const int fit = fit_of(words, folded(one.label + " " + one.detail + " " + one.code), false);
        if (fit > 0) fitting.emplace_back(fit, std::move(one));
      }
      std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      all.clear();
      for (auto& [fit, one] : fitting) all.push_back(std::move(one));
    }
    const std::size_t found = all.size();
    if (found > kShownMax) all.resize(kShownMax);
    return found;
  }

  const ContactPlace place_;
  const std::string filter_;
  ActionMenu menu_;
};

Choice language_choice(const std::string& tag) {
  for (const LanguageName& one : languages())
    if (one.tag == tag) return {tag, language_name(tag), std::string(one.own_name)};
  return tag.empty() ? Choice{{}, tr("No language"), {}} : bare(tag);
}

Choice zone_choice(const std::string& zone) {
  return zone.empty() ? Choice{{}, tr("By the number"), {}} : Choice{zone, place_of(zone), zone};
}

}  // namespace

std::string place_of(const std::string& zone) {
  std::string place = zone.substr(zone.rfind('/') + 1);
  std::replace(place.begin(), place.end(), '_', ' ');
  return place;
}

ActionMenu language_menu(const State& s, const ContactPlace& place, const std::string& value) {
  Maker maker(s, place, tr("Language"), tr("Find a language"));
  maker.show(language_choice(value));
  if (!maker.is_open()) return maker.closed();
  std::vector<Choice> all;
  bool has_value = false;
  for (const LanguageName& one : languages()) {
    all.push_back(language_choice(std::string(one.tag)));
    has_value = has_value || one.tag == value;
  }
  std::sort(all.begin(), all.end(), [](const Choice& a, const Choice& b) { return folded(a.label) < folded(b.label); });
  all.insert(all.begin(), language_choice({}));
  if (!value.empty() && !has_value) all.push_back(bare(value));
  return maker.make(std::move(all), value, is_language_tag(maker.filter()));
}

ActionMenu zone_menu(const State& s, const ContactPlace& place, const std::string& value) {
  Maker maker(s, place, tr("Time zone"), tr("Find a place"));
  maker.show(zone_choice(value));
  if (!maker.is_open()) return maker.closed();
  std::vector<Choice> all;
  bool has_value = false;
  for (const std::string& zone : sms::zone_names()) {
    all.push_back(zone_choice(zone));
    has_value = has_value || zone == value;
  }
  std::sort(all.begin(), all.end(), [](const Choice& a, const Choice& b) { return a.label < b.label; });
  all.insert(all.begin(), zone_choice({}));
  if (!value.empty() && !has_value) all.push_back(zone_choice(value));
  return maker.make(std::move(all), value, may_be_zone(maker.filter()));
}

}  // namespace smsdesk::screen
