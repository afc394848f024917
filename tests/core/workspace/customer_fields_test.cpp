// Customer fields in templates and links: which one is meant, what it says, and what is refused.
#include "core/workspace/customer_fields.h"

#include <gtest/gtest.h>

#include "core/workspace/template_document.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

using Fields = std::vector<CustomerField>;

Contact with_fields(std::vector<FilledField> fields) {
  Contact one;
  one.name = "Mira Lind";
  one.numbers = {kCustomer};
  one.fields = std::move(fields);
  return normalised(one);
}

TEST(CustomerFields, AreFoundByTheirNameOrOneThatReadsTheSame) {
  const Fields fields = {{"Account no", {}}, {"plan", {}}, {"Plan", {}}};
  for (const char* written : {"Account no", "account NO", " Account  no "})
    EXPECT_EQ(find_customer_field(fields, written), &fields[0]) << written;
  EXPECT_EQ(find_customer_field(fields, "Plan"), &fields[2]) << "its own name comes first";
  EXPECT_EQ(find_customer_field(fields, "PLAN"), &fields[1]);
  EXPECT_EQ(find_customer_field(fields, "Account"), nullptr);
  EXPECT_EQ(find_customer_field(fields, "{}"), nullptr);
  EXPECT_EQ(find_customer_field(Fields{{"|", {}}}, "{}"), nullptr) << "nothing reads the same as nothing";
}

TEST(CustomerFields, SayWhatTheContactHasUnderThem) {
  const Fields fields = {{"Account no", {}}, {"Plan", {"Basic", "Gold"}}};
  const Contact mira = with_fields({{"Account no", "4711"}, {"Former", "x"}});
  EXPECT_EQ(field_value(fields, &mira, "account no"), "4711");
  EXPECT_EQ(field_value(fields, &mira, "Plan"), "") << "not filled in";
  EXPECT_EQ(field_value(fields, &mira, "Former"), "") << "the organisation has given it up";
  EXPECT_EQ(field_value(fields, nullptr, "Account no"), "");
}

TEST(CustomerFields, AreOfferedAsTemplatesCanWriteThem) {
  EXPECT_EQ(field_placeholders(Fields{{"Account no", {}}, {"a|b", {}}, {"a b", {}}, {"{}", {}}}),
            (std::vector<std::string>{"field.Account no", "field.a b"}));
}

TEST(CustomerFields, AreAskedForByEveryTextOfATemplate) {
  Template one;
  one.texts = {{"en", "{{field.Account no|x}} {{customer.name}} {{ field.Plan }}"}, {"es", "{{field.plan|}}"}};
  EXPECT_EQ(fields_asked(one).size(), 3u);
  EXPECT_EQ(fields_asked(one).front(), "Account no");
  EXPECT_TRUE(fields_asked({}).empty());
}

TEST(CustomerFields, AreCountedByTheTemplatesThatAskForThem) {
  const auto with_texts = [](std::vector<TemplateText> texts) {
    Template one;
    one.texts = std::move(texts);
    return one;
  };
  const Fields fields = {{"Account no", {}}, {"Plan", {}}, {"Shop", {}}};
  const std::vector<Template> all = {
      with_texts({{"en", "{{field.account NO|x}} {{field.Account no|}}"}, {"es", "{{ field.plan }}"}}),
      with_texts({{"en", "{{field.Plan|}}"}}),
      with_texts({{"en", "{{field.Gone|}} field.Shop"}}),
      {}};
  EXPECT_EQ(count_asking(fields, all), (std::vector<std::size_t>{1, 2, 0}));
  EXPECT_TRUE(count_asking({}, all).empty());
  EXPECT_TRUE(may_ask_for_fields(all[0]) && may_ask_for_fields(all[1]));
  EXPECT_TRUE(may_ask_for_fields(all[2])) << "it is a look only";
  EXPECT_FALSE(may_ask_for_fields(with_texts({{"en", "{{customer.name|}}"}})) || may_ask_for_fields({}));
}

TEST(CustomerFields, AreLostWhereNothingReadsTheSame) {
  const Fields before = {{"Account no", {}}, {"Plan", {"Basic"}}, {"|", {}}};
  EXPECT_TRUE(fields_lost(before, before).empty());
  EXPECT_EQ(fields_lost(before, {{"ACCOUNT  no", {}}, {"Planned", {}}}), (std::vector<std::string>{"Plan", "|"}));
  EXPECT_TRUE(fields_lost({}, before).empty()) << "a new one takes nothing away";
}

class FieldsInTemplates : public testing::Test {
 protected:
  FieldsInTemplates() { configure({{"Account no", {}}}); }
  void configure(Fields fields) {
    Organisation all = a_rich_organisation();
    all.settings[0].customer_fields = std::move(fields);
    EXPECT_FALSE(world_.decide(all).refusal);
  }
  static Template asking(const std::string& text) {
    Template one;
    one.name = "Account";
    one.owner = kAna;
    one.texts = {{"en", "Hello"}, {"es", text}};
    return one;
  }
  std::string refusal(Template one) {
    const Decision decision = world_.command(kAna, SaveTemplates{{std::move(one)}});
    return decision.refusal ? decision.refusal->sentence : std::string();
  }
  World world_{a_rich_organisation()};
};

TEST_F(FieldsInTemplates, OneThatIsNotThereIsRefusedByItsName) {
  EXPECT_EQ(refusal(asking("{{field.Acount no|x}}")),
            "There is no customer field “Acount no”. Choose one of the list.");
  EXPECT_EQ(refusal(asking("{{field.account NO|x}}")), "");
}

TEST_F(FieldsInTemplates, OneThatIsNotThereIsNotImported) {
  const auto read = [&](const std::string& text) {
    const auto all = read_template_document(
        world_.workspace, kAna, R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":")" + text + "\"}}]}");
    return all ? std::string() : all.error().sentence;
  };
  EXPECT_EQ(read("{{ field.ACCOUNT NO }}"), "");
  EXPECT_EQ(read("{{field.Plan|}}"), "Template 1 (“A”): There is no customer field “Plan”. Choose one of the list.");
}

TEST_F(FieldsInTemplates, ATemplateOutlivesItsField) {
  Template one = asking("{{field.Account no|x}}");
  ASSERT_EQ(refusal(one), "");
  configure({});
  ASSERT_EQ(world_.workspace.templates.size(), 1u);
  one = world_.workspace.templates.begin()->second;
  one.name = "Renamed";
  EXPECT_NE(refusal(one), "") << "who changes it is told";
  one.texts[1].text = "Hola";
  EXPECT_EQ(refusal(one), "");
}

TEST_F(FieldsInTemplates, OneThatIsNotFilledIsNotSent) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);
  for (const char* raw : {"Your {{field.Account no}}", "Your {{field.Gone since|}}"}) {
    const Decision decision = world_.command(kAna, SendMessage{id, raw, world_.newest(id), false});
    EXPECT_EQ(refusal_of(decision), RefusalKind::BadValue) << raw;
  }
}

}  // namespace
}  // namespace smsdesk::test
