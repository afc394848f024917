// The list of templates over the composer, which keeps the keyboard, and the dialog in which they are written.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

using headless::FieldKey;

screen::TemplateLine a_line(std::string name, bool is_chosen = false) {
  screen::TemplateLine line;
  line.accessible_name = name + ", My own";
  line.text = "Words of " + name;
  line.is_chosen = is_chosen;
  line.intent = intent::InsertTemplate{ConversationId{1}, TemplateId{7}, "Words of " + name};
  line.name = std::move(name);
  return line;
}

/// A page with the list open.
class ListPage : public DeskPage {
 public:
  explicit ListPage(int chosen, const StageOptions& options = {}) : DeskPage("desk-busy", options) {
    screen::TemplateList& list = composer().templates;
    list.is_shown = true;
    list.title = "Templates";
    list.hint = "Enter inserts";
    for (int i = 0; i < 12; ++i) list.lines.push_back(a_line("T" + std::to_string(i), i == chosen));
    list.lines.push_back(a_line("Manage templates"));
    list.lines.back().is_action = true;
    list.lines.back().intent = intent::DoTemplates{TemplateStep::Manage};
    list.chosen = chosen;
    list.has_preview = chosen >= 0;
    list.preview = {"Words", "5 characters", {"Not known: the customer's name."}, true};
    changed();
    intents.clear();
  }
  screen::Composer& composer() { return screen.desk.conversation.composer; }
  void press(FieldKey key) {
    intents.clear();
    headless::press_in(composer().placeholder, key);
    run();
  }
};

template <typename T>
bool asked(const DeskPage& page, const T& check) {
  return std::any_of(page.intents.begin(), page.intents.end(), check);
}
bool steps(const DeskPage& page, TemplateStep step) {
  return asked(page, [&](const Intent& i) {
    const auto* one = i.as<intent::DoTemplates>();
    return one != nullptr && one->step == step;
  });
}

TEST(TemplateListView, IsAListboxThatTheFieldNames) {
  ListPage page(1);
  const headless::MirroredNode* list = headless::find_node(Role::ListBox, "Templates");
  ASSERT_NE(list, nullptr);
  const headless::MirroredNode* option = headless::find_node(Role::Option, "T1, My own");
  ASSERT_NE(option, nullptr);
  EXPECT_TRUE(option->flags & kNodeSelected);
  const headless::PlacedField* field = headless::find_field(page.composer().placeholder);
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->list, list->id);
  EXPECT_EQ(field->active, option->id);
  EXPECT_TRUE(field->list_takes_enter);
  const auto& nodes = headless::mirrored_nodes();
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(), [](const auto& node) {
    return node.role == Role::Text && node.text == "Not known: the customer's name.";
  }));
}

TEST(TemplateListView, HasTheKeysOfTheField) {
  ListPage page(1);
  page.press(FieldKey::Down);
  EXPECT_TRUE(steps(page, TemplateStep::Next));
  page.press(FieldKey::Up);
  EXPECT_TRUE(steps(page, TemplateStep::Previous));
  page.press(FieldKey::Escape);
  EXPECT_TRUE(steps(page, TemplateStep::Leave));
  for (const FieldKey key : {FieldKey::Enter, FieldKey::Tab}) {
    page.press(key);
    EXPECT_EQ(page.count<intent::InsertTemplate>(), 1);
    EXPECT_EQ(page.count<intent::Send>(), 0);
  }
}

TEST(ComposerActionsView, AreAListBelowTheFieldEachWithAButtonOfItsOwn) {
  DeskPage page("desk-busy");
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  const TemplateAction park{TemplateActionKind::Park, {}, {}, hours(2)};
  composer.actions.title = "When sent:";
  composer.actions.chips = {
      {"Park for 2 hours", "Remove: Park for 2 hours", false, intent::RemoveDraftAction{id, park}}};
  page.changed();
  const headless::MirroredNode* list = headless::find_node(Role::List, "When sent:");
  ASSERT_NE(list, nullptr);
  const headless::PlacedField* field = headless::find_field(composer.placeholder);
  ASSERT_NE(field, nullptr);
  EXPECT_NE(headless::find_text("Park for 2 hours"), nullptr);
  EXPECT_EQ(headless::find_node(Role::Button, "Do it now: Park for 2 hours"), nullptr);
  page.click(Role::Button, "Remove: Park for 2 hours");
  EXPECT_EQ(page.count<intent::RemoveDraftAction>(), 1);
  EXPECT_EQ(focused_node(), ids::composer_field()) << "the button goes";
  composer.actions.title = "To be done:";
  composer.actions.do_label = "Do it now";
  composer.actions.do_name = "Do it now: Park for 2 hours";
  composer.actions.do_now = intent::DoDraftActions{id};
  page.changed();
  page.click(Role::Button, "Do it now: Park for 2 hours");
  EXPECT_EQ(page.count<intent::DoDraftActions>(), 1);
}

TEST(TemplateListView, LeavesEnterToTheComposerWhereNothingIsChosen) {
  ListPage page(-1);
  EXPECT_FALSE(headless::find_field(page.composer().placeholder)->list_takes_enter);
  page.press(FieldKey::Enter);
  EXPECT_EQ(page.count<intent::InsertTemplate>(), 0);
  EXPECT_EQ(page.count<intent::Send>(), 1);
}

TEST(TemplateListView, BringsTheChosenEntryIntoView) {
  ListPage page(12);
  const headless::MirroredNode* last = headless::find_node(Role::Option, "Manage templates, My own");
  const headless::MirroredNode* list = headless::find_node(Role::ListBox, "Templates");
  ASSERT_NE(last, nullptr);
  EXPECT_GT(last->max.y, last->min.y);
  EXPECT_LE(last->max.y, list->max.y + 1);
}

TEST(TemplateListView, OpensByItsButtonAndTellsWhereTheCursorIs) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Templates");
  EXPECT_TRUE(steps(page, TemplateStep::Open));
  page.intents.clear();
  headless::type_into(page.screen.desk.conversation.composer.placeholder, "Hi /he there", 6);
  page.run();
  ASSERT_EQ(page.count<intent::EditDraft>(), 1);
  const bool has_cursor = asked(page, [](const Intent& i) {
    const auto* edit = i.as<intent::EditDraft>();
    return edit != nullptr && edit->cursor == 6 && edit->text == "Hi /he there";
  });
  EXPECT_TRUE(has_cursor);
}

/// A page with the dialog open.
class DialogPage : public DeskPage {
 public:
  explicit DialogPage(bool is_form, const StageOptions& options = {}) : DeskPage("desk-busy", options) {
    screen::TemplatesDialog& dialog = screen.desk.templates;
    dialog.is_open = true;
    dialog.title = is_form ? "New template" : "Templates";
    dialog.can_export = true;
    dialog.export_label = "Export";
    dialog.import_label = "Import";
    if (is_form) {
      screen::TemplateFormScreen& form = dialog.form;
      form.is_shown = true;
      form.title = dialog.title;
      form.revision = 1;
      form.tab_title = "Text in English";
      form.tabs = {{"English", true}, {"Spanish", false}};
      form.languages = {{"German", false, intent::DoTemplates{TemplateStep::AddLanguage, "de", 0}}};
      form.libraries = {{"My own", true, {}},
                        {"Organisation", false, intent::DoTemplates{TemplateStep::Library, {}, 1}}};
      form.placeholders = {{"agent.name", "your name"}};
      form.queues = {{"Support", false, intent::DoTemplates{TemplateStep::Queue, {}, 1}}};
      form.preview = {"Hello", "5 characters · 1 segment · GSM-7", {}, false};
      form.save_label = "Create template";
      form.back_label = "Cancel";
      form.can_save = form.can_delete = form.can_copy = form.can_remove_tab = true;
    } else {
      dialog.lines = {a_line("Hello"), a_line("Bye")};
      dialog.filter_revision = 1;
    }
    changed();
    intents.clear();
  }
};

TEST(TemplatesDialogView, IsAModalInWhichEverythingHasItsName) {
  for (const bool is_form : {false, true}) {
    DialogPage page(is_form);
    for (const headless::MirroredNode* node : reachable_nodes()) {
      EXPECT_TRUE(!answers(*node) || !node->name.empty());
    }
    EXPECT_NE(headless::find_node(Role::Dialog, page.screen.desk.templates.title), nullptr);
  }
}

TEST(TemplatesDialogView, TheListFindsMakesImportsAndExports) {
  DialogPage page(false);
  headless::type_into("Find a template", "bye");
  page.run();
  EXPECT_TRUE(steps(page, TemplateStep::Filter));
  page.click(Role::Button, "New template");
  EXPECT_TRUE(steps(page, TemplateStep::New));
  page.click(Role::Button, "Import");
  EXPECT_TRUE(steps(page, TemplateStep::Import));
  page.click(Role::Button, "Export");
  EXPECT_TRUE(steps(page, TemplateStep::Export));
  screen::TemplatesDialog& dialog = page.screen.desk.templates;
  dialog.export_label = "Export without files";
  dialog.export_step = TemplateStep::ExportWithoutFiles;
  dialog.import_label = "Stop";
  dialog.import_step = TemplateStep::StopTransfer;
  page.changed();
  page.click(Role::Button, "Stop");
  EXPECT_TRUE(steps(page, TemplateStep::StopTransfer));
  page.click(Role::Button, "Export without files");
  EXPECT_TRUE(steps(page, TemplateStep::ExportWithoutFiles));
  page.click(Role::Button, "Bye, My own");
  EXPECT_EQ(page.count<intent::InsertTemplate>(), 1) << "whatever the line says";
}

TEST(TemplatesDialogView, ALongReportIsShownToItsEnd) {
  DialogPage page(false);
  const auto height_of = [&](int sentences) {
    std::string& report = page.screen.desk.templates.report;
    report.clear();
    for (int i = 0; i < sentences; ++i) report += "What became of it is said here, in words. ";
    page.changed();
    const auto& nodes = headless::mirrored_nodes();
    const auto at = std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.text == report; });
    EXPECT_NE(at, nodes.end());
    return at == nodes.end() ? 0.0f : at->max.y - at->min.y;
  };
  const float five_lines = height_of(13);
  EXPECT_GT(height_of(20), five_lines);
}

TEST(TemplatesDialogView, TheFormIsWrittenAndSaved) {
  DialogPage page(true);
  headless::type_into("Name", "Hello");
  headless::type_into("Shortcut, typed after /", "hi");
  headless::type_into("Text in English", "Hello");
  page.run();
  for (const TemplateStep step : {TemplateStep::Name, TemplateStep::Shortcut, TemplateStep::Text}) {
    EXPECT_TRUE(steps(page, step)) << static_cast<int>(step);
  }
  page.click(Role::Button, "Put in agent.name: your name");
  EXPECT_TRUE(steps(page, TemplateStep::Placeholder));
  page.click(Role::Radio, "Organisation");
  EXPECT_TRUE(steps(page, TemplateStep::Library));
  page.click(Role::Tab, "Spanish");
  EXPECT_TRUE(steps(page, TemplateStep::Tab));
  page.click(Role::Button, "Create template");
  EXPECT_TRUE(steps(page, TemplateStep::Save));
  page.click(Role::Button, "Delete…");
  EXPECT_TRUE(steps(page, TemplateStep::AskDelete));
  page.click(Role::Button, "Add a language");
  page.click(Role::Button, "Add German");
  EXPECT_TRUE(steps(page, TemplateStep::AddLanguage));
}

TEST(TemplatesDialogView, ActionsAreAddedWrittenOrderedAndRemoved) {
  DialogPage page(true);
  screen::TemplateFormScreen& form = page.screen.desk.templates.form;
  const auto choose = [](std::uint64_t ms) {
    return intent::DoTemplates{TemplateStep::ActionValue, std::to_string(ms), 1};
  };
  form.tabs.clear();
  form.languages.clear();
  form.libraries.clear();
  form.placeholders.clear();
  screen::TemplateActionLine note;
  note.title = "Add an internal note";
  note.text_name = "Words of the note";
  note.is_note = true;
  note.remove_name = "Remove: Add an internal note";
  note.lower_name = "Move down: Add an internal note";
  screen::TemplateActionLine park;
  park.title = "Park the conversation";
  park.choices = {{"For 1 hour", true, choose(1)}, {"For 2 hours", false, choose(2)}};
  park.trouble = "Something is no longer there.";
  form.actions = {note, park};
  form.addable_actions = {{"Add a label to the contact", false, intent::DoTemplates{TemplateStep::AddAction, {}, 1}}};
  page.changed();
  headless::type_into("Words of the note", "Asked");
  page.run();
  EXPECT_TRUE(steps(page, TemplateStep::ActionText));
  page.click(Role::Button, "Move down: Add an internal note");
  EXPECT_TRUE(steps(page, TemplateStep::LowerAction));
  page.click(Role::Button, "Remove: Add an internal note");
  EXPECT_TRUE(steps(page, TemplateStep::RemoveAction));
  page.click(Role::Radio, "For 2 hours");
  EXPECT_TRUE(steps(page, TemplateStep::ActionValue));
  EXPECT_NE(headless::find_text("Something is no longer there."), nullptr);
  page.click(Role::Button, "Add: Add a label to the contact");
  EXPECT_TRUE(steps(page, TemplateStep::AddAction));
}

TEST(TemplatesDialogView, WhatForcesUnicodeIsMarkedAndReplacedByButtonAndKey) {
  DialogPage page(true);
  screen::TemplateFormScreen& form = page.screen.desk.templates.form;
  form.text = "It’s";
  form.marked = "’\x01";
  form.gsm.text = "1 character forces Unicode: ’ → '. It costs the same.";
  form.gsm.label = "Replace";
  form.gsm.name = "Replace what forces Unicode";
  form.gsm.intent = intent::WriteInGsm{};
  form.gsm.has_shortcut = true;
  form.gsm_shortcut = "Alt+G";
  ++form.revision;
  const Chord chord = facts_of(Action::WriteInGsm).chord;
  page.screen.desk.chords.push_back(chord);
  page.screen.desk.actions.push_back({Action::WriteInGsm, chord, false, {intent::WriteInGsm{}}});
  page.changed();
  EXPECT_NE(headless::find_text(form.gsm.text), nullptr);
  const headless::PlacedField* text = headless::find_field("Text in English");
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(text->marked, form.marked);
  ASSERT_TRUE(headless::focus(Role::Button, "Replace what forces Unicode"));
  for (int i = 0; i < 3; ++i) page.run();
  page.click(Role::Button, "Replace what forces Unicode");
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  EXPECT_EQ(focused_node(), headless::find_field("Text in English")->id) << "the button goes with its line";
  page.key(ImGuiKey_G, {ImGuiMod_Alt});
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  page.key(ImGuiKey_P, {ImGuiMod_Alt});
  EXPECT_TRUE(page.intents.empty()) << "what lies below hears nothing";
}

screen::AttachmentChip a_chip(std::string key, bool is_failed = false) {
  screen::AttachmentChip chip;
  chip.title = key + ".pdf";
  chip.accessible_name = chip.title + ", 3 KB";
  chip.remove_name = "Remove " + chip.title;
  chip.retry_name = "Try " + chip.title + " again";
  chip.is_failed = is_failed;
  chip.key = std::move(key);
  return chip;
}

TEST(TemplatesDialogView, FilesAreAddedRemovedAndTriedAgain) {
  DialogPage page(true);
  screen::TemplateFormScreen& form = page.screen.desk.templates.form;
  EXPECT_EQ(headless::find_node(Role::List, "Attachments"), nullptr);
  form.files = {a_chip("map"), a_chip("way", true)};
  form.files_line = "1 not uploaded: try again or remove it";
  form.files_label = "Add files";
  page.changed();
  page.click(Role::Button, "Add files");
  EXPECT_EQ(page.count<intent::AttachFiles>(), 1);
  page.click(Role::Button, "Remove map.pdf");
  EXPECT_TRUE(asked(page, [](const Intent& i) {
    const auto* one = i.as<intent::RemoveAttachment>();
    return one != nullptr && !one->conversation.is_set() && one->key == "map";
  }));
  page.click(Role::Button, "Try way.pdf again");
  EXPECT_EQ(page.count<intent::RetryUpload>(), 1);
  form.files[0].remove_name.clear();
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Button, "Remove map.pdf"), nullptr);
}

TEST(TemplateListView, ThePreviewShowsTheFiles) {
  ListPage page(1);
  screen::TemplateList& list = page.composer().templates;
  list.lines[1].files = "1 file";
  list.preview.files = {a_chip("map")};
  list.preview.files[0].remove_name.clear();
  page.changed();
  const auto& nodes = headless::mirrored_nodes();
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(),
                          [](const auto& node) { return node.role == Role::Text && node.text == "map.pdf, 3 KB"; }));
  EXPECT_EQ(headless::find_node(Role::Button, "Remove map.pdf"), nullptr);
}

TEST(TemplateListView, ThePreviewOfFilesAloneHasNoBubble) {
  ListPage page(1);
  screen::TemplatePreview& preview = page.composer().templates.preview;
  preview = {"", "1 file, 3 KB, sent as one MMS", {}, false};
  preview.files = {a_chip("map")};
  preview.files[0].remove_name.clear();
  const auto top_of_cost = [&] {
    page.changed();
    const auto& nodes = headless::mirrored_nodes();
    const auto cost =
        std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.text == preview.cost; });
    EXPECT_NE(cost, nodes.end());
    return cost == nodes.end() ? 0.0f : cost->min.y;
  };
  const float beneath = top_of_cost();
  preview.has_text = false;
  EXPECT_LT(top_of_cost(), beneath);
}

TEST(TemplatesDialogView, EscapeGoesOneStepBack) {
  {
    DialogPage form(true);
    form.key(ImGuiKey_Escape);
    EXPECT_TRUE(steps(form, TemplateStep::Back));
  }
  DialogPage list(false);
  list.key(ImGuiKey_Escape);
  EXPECT_TRUE(steps(list, TemplateStep::Close));
}

}  // namespace
}  // namespace smsdesk::web::view
