// The page's form against the document that the relay writes: no setting is forgotten, and what the page writes back is the
// same organisation.
#include <gtest/gtest.h>

#include "core/client/organisation_document.h"
#include "relay/organisation/document_text.h"
#include "relay/organisation/read_organisation.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/random_organisation.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay {
namespace {

void expect_known(const Fields& fields, std::span<const form::Field> table, const std::string& where) {
  for (const Field& field : fields) {
    if (field.name == "id") continue;
    const std::size_t at = form::find_field(table, field.name);
    ASSERT_NE(at, form::kNone) << where << " has no " << field.name;
    const form::Kind kind = table[at].kind;
    const std::string here = where + "." + field.name;
    if (const auto* parts = std::get_if<std::vector<Fields>>(&field.value)) {
      EXPECT_EQ(kind, form::Kind::Rows) << here;
      for (const Fields& part : *parts) expect_known(part, table[at].parts, here);
    } else if (std::holds_alternative<bool>(field.value)) {
      EXPECT_EQ(kind, form::Kind::YesNo) << here;
    } else if (std::holds_alternative<std::int64_t>(field.value)) {
      EXPECT_EQ(kind, form::Kind::Whole) << here;
    } else if (std::holds_alternative<Levels>(field.value)) {
      EXPECT_EQ(kind, form::Kind::Levels) << here;
    } else if (std::holds_alternative<std::vector<std::string>>(field.value)) {
      EXPECT_TRUE(kind == form::Kind::Many || kind == form::Kind::Lines) << here;
    } else {
      EXPECT_TRUE(kind == form::Kind::Text || kind == form::Kind::LongText || kind == form::Kind::Duration ||
                  kind == form::Kind::Choice || kind == form::Kind::One)
          << here;
      // A choice has every word that the relay may write.
      if (kind == form::Kind::Choice) {
        EXPECT_NE(form::label_of(table[at], std::get<std::string>(field.value)), std::get<std::string>(field.value))
            << here;
      }
    }
  }
}

TEST(OrganisationForm, KnowsEverySettingThatTheRelayWrites) {
  for (const std::uint64_t seed : test::seeds(60)) {
    Random random(seed);
    for (const DocumentKind& kind : make_document(test::random_organisation(random))) {
      const std::size_t section = form::find_section(kind.name);
      ASSERT_NE(section, form::kNone) << kind.name;
      const form::Section& table = form::sections()[section];
      EXPECT_EQ(table.is_single, kind.is_single) << kind.name;
      for (const DocumentItem& item : kind.items) expect_known(item.fields, table.fields, kind.name);
    }
  }
}

TEST(OrganisationForm, WritesBackTheSameOrganisation) {
  for (const std::uint64_t seed : test::seeds(60)) {
    Random random(seed);
    const Organisation organisation = test::random_organisation(random);
    const std::string text = to_json(make_document(organisation));
    auto form = form::read_document(text);
    ASSERT_TRUE(form) << form.error().sentence;
    EXPECT_TRUE(form->others.empty());
    const OrganisationRead read = read_organisation_json(form::write_document(form.value()));
    ASSERT_TRUE(read.problems.empty()) << "seed " << seed << ": " << read.problems[0].sentence("form");
    EXPECT_EQ(read.organisation, organisation) << "seed " << seed;
  }
}

TEST(OrganisationForm, NewItemsOfEverySectionAreTakenOnceTheyAreFilledIn) {
  auto form = form::read_document(to_json(make_document(test::an_organisation())));
  ASSERT_TRUE(form);
  for (std::size_t section = 0; section < form::sections().size(); ++section) {
    const form::Section& table = form::sections()[section];
    if (table.is_single) continue;
    form::Item& item = form::add_item(form.value(), section);
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      const form::Field& field = table.fields[i];
      if (field.name == "login") item.values[i].text = "zoe";
      if (field.name == "number") item.values[i].text = "+14155550142";
      if (field.name == "queue") item.values[i].refs.push_back({0, "Support"});
    }
  }
  const OrganisationRead read = read_organisation_json(form::write_document(form.value()));
  ASSERT_TRUE(read.problems.empty()) << read.problems[0].sentence("form");
  EXPECT_EQ(read.organisation.queues.size(), 3u);
  EXPECT_EQ(read.organisation.queues[2].alert_timeout, seconds(30));
}

TEST(OrganisationForm, ShowsANewItemAfterItIsSavedAsBefore) {
  auto form = form::read_document(to_json(make_document(test::an_organisation())));
  ASSERT_TRUE(form);
  for (const char* kind : {"queue", "number", "agent"}) {
    const std::size_t section = form::find_section(kind);
    const std::span<const form::Field> fields = form::sections()[section].fields;
    form::Item& item = form::add_item(form.value(), section);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].name == "login") item.values[i].text = "zoe";
      if (fields[i].name == "number") item.values[i].text = "+14155550142";
      if (fields[i].name == "queue") item.values[i].refs.push_back({0, "Support"});
    }
    const std::vector<form::Value> given = item.values;
    const OrganisationRead read = read_organisation_json(form::write_document(form.value()));
    ASSERT_TRUE(read.problems.empty()) << kind << ": " << read.problems[0].sentence("form");
    auto saved = form::read_document(to_json(make_document(read.organisation)));
    ASSERT_TRUE(saved);
    const form::Item& shown = saved->sections[section].back();
    for (std::size_t i = 0; i < fields.size(); ++i)
      EXPECT_EQ(shown.values[i].text, given[i].text) << kind << "." << fields[i].name;
  }
}

TEST(OrganisationForm, ChangesAppliedToWhatTheyWereMadeFromGiveTheSame) {
  for (const std::uint64_t seed : test::seeds(40)) {
    Random random(seed);
    const std::string before = to_json(make_document(test::random_organisation(random)));
    auto loaded = form::read_document(before);
    ASSERT_TRUE(loaded);
    form::Document working = loaded.value();
    // Another name for everything, and a copy of every queue.
    const std::size_t queues = form::find_section("queue");
    for (auto& section : working.sections)
      for (form::Item& item : section)
        if (!item.id.empty() && random.below(2) == 0) item.values[0].text += " x";
    if (!working.sections[queues].empty()) form::copy_item(working, queues, working.sections[queues][0].key);
    form::Document again = loaded.value();
    EXPECT_EQ(form::apply_changes(again, form::write_changes(loaded.value(), working)), 0u);
    EXPECT_EQ(form::write_document(again), form::write_document(working)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace smsdesk::relay
