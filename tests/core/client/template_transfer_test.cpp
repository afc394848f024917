// A library goes out with the bytes of its files, and comes in with them: what fails is said, and stops nothing else.
#include <gtest/gtest.h>

#include "core/base/base64.h"
#include "core/json/json.h"
#include "core/screen/make_screen.h"
#include "core/workspace/template_document.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

constexpr const char* kFour = "AAECAw==";  // four bytes

std::string hash_of(char content) {
  return std::string(64, content);
}
TemplateFile a_file(char content, std::uint64_t bytes = 4) {
  return {hash_of(content), std::string(1, content) + ".png", "image/png", bytes, 1, 1};
}
/// Its list of files as a document names them.
std::string named(const std::string& contents) {
  std::string list;
  for (const char c : contents)
    list += (list.empty() ? "" : ",") + (R"({"name":")" + std::string(1, c)) + R"(.png","hash":")" + hash_of(c) + "\"}";
  return list;
}
std::string a_content(char content, const std::string& base64 = kFour) {
  return R"({"hash":")" + hash_of(content) + R"(","name":")" + std::string(1, content) +
         R"(.png","content_type":"image/png","base64":")" + base64 + "\"}";
}

class TemplateTransfers : public testing::Test {
 protected:
  TemplateTransfers() {
    Template map = one("Map", {a_file('a'), a_file('b')});
    Template again = one("Again", {a_file('a')});
    at_.world.decide(TemplatesGiven{{map, again, one("Bare", {})}, {}});
    at_.tab.snapshot(at_.world, kAna);
    press(TemplateStep::Manage);
  }
  static Template one(std::string name, std::vector<TemplateFile> files) {
    Template made;
    made.name = std::move(name);
    made.library = TemplateLibrary::Organisation;
    made.texts = {{"en", "Hello"}};
    made.files = std::move(files);
    return made;
  }
  void press(TemplateStep step, std::string text = {}) { at_.tab.raise(intent::DoTemplates{step, std::move(text), 0}); }
  void import(const std::string& files, const std::string& contents) {
    press(TemplateStep::Import);
    at_.tab.give(event::FileChosen{"x.json",
                                   R"({"smsdesk_templates":1,"templates":[{"name":"Way","texts":{"en":"x"},"files":[)" +
                                       files + R"(]}],"contents":[)" + contents + "]}",
                                   {}});
  }
  /// The key of the upload that is under way.
  std::string upload() const {
    const auto begun = at_.tab.all<effect::BeginUpload>();
    return begun.size() == 1 ? begun[0].key : std::string();
  }
  void is_taken(char content) {
    at_.tab.give(event::UploadEnded{upload(), 200, R"({"hash":")" + hash_of(content) + "\"}"});
  }
  /// The relay's answer to the file that is being fetched.
  void is_read(int status, const std::string& base64 = {}) {
    const auto asked = at_.tab.all<effect::FetchFile>();
    ASSERT_EQ(asked.size(), 1u);
    at_.tab.give(event::HttpAnswered{asked[0].tag, status, base64});
  }
  std::vector<std::pair<SendKey, SaveTemplates>> saved() const {
    std::vector<std::pair<SendKey, SaveTemplates>> found;
    for (const auto& frame : at_.tab.sent_kind<CommandFrame>()) {
      if (const auto* command = std::get_if<SaveTemplates>(&frame.command)) found.emplace_back(frame.key, *command);
    }
    return found;
  }
  /// As the relay does: what it has is described, the rest is left out.
  void is_saved(const std::vector<TemplateFile>& files) {
    const auto commands = saved();
    ASSERT_EQ(commands.size(), 1u);
    SaveTemplates known = commands[0].second;
    ASSERT_EQ(known.templates.size(), 1u);
    known.templates[0].files = files;
    at_.relay(CommandInput{kAna, commands[0].first, known});
    at_.tab.frame(AnswerFrame{commands[0].first, std::nullopt});
  }
  screen::TemplatesDialog dialog() const { return screen::make_screen(at_.tab.s, at_.tab.now).desk.templates; }
  bool reports(const std::string& part) const { return dialog().report.find(part) != std::string::npos; }
  AtWork at_;
};

// Out --------------------------------------------------------------------------------------------------------------
TEST_F(TemplateTransfers, AnExportHasEveryFileOnce) {
  press(TemplateStep::Export);
  ASSERT_EQ(at_.tab.all<effect::FetchFile>().size(), 1u) << "one after another";
  const std::string first = at_.tab.all<effect::FetchFile>()[0].path;
  EXPECT_TRUE(reports("Reading file 1 of 2")) << dialog().report;
  EXPECT_FALSE(dialog().can_export);
  is_read(200, kFour);
  EXPECT_NE(at_.tab.all<effect::FetchFile>().at(0).path, first);
  is_read(200, kFour);
  const auto documents = at_.tab.all<effect::SaveFile>();
  ASSERT_EQ(documents.size(), 1u);
  const auto read = read_template_library(at_.tab.s.workspace, kAna, documents[0].content);
  ASSERT_TRUE(read.is_ok()) << read.error().sentence;
  EXPECT_EQ(read->templates.size(), 3u);
  ASSERT_EQ(read->contents.size(), 2u);
  for (const TemplateContent& content : read->contents) {
    EXPECT_EQ(content.base64, kFour);
    EXPECT_EQ(content.content_type, "image/png");
    EXPECT_EQ(content.trouble, "");
  }
  EXPECT_TRUE(reports("Exported with 2 files.")) << dialog().report;
  EXPECT_TRUE(dialog().can_export);
}

TEST_F(TemplateTransfers, WhatCannotBeReadIsNamedInTheDocumentAndInASentence) {
  press(TemplateStep::Export);
  is_read(404);
  is_read(200, "AAEC");  // three bytes, where there were four
  const auto documents = at_.tab.all<effect::SaveFile>();
  ASSERT_EQ(documents.size(), 1u) << "the rest goes out all the same";
  const auto read = read_template_library(at_.tab.s.workspace, kAna, documents[0].content);
  ASSERT_TRUE(read.is_ok());
  EXPECT_TRUE(read->contents.empty());
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(reports("2 files are only named in the document")) << dialog().report;
  EXPECT_TRUE(reports("the relay does not have it any more")) << dialog().report;
  EXPECT_TRUE(reports("it did not come whole")) << dialog().report;
}

TEST_F(TemplateTransfers, AnExportThatNoImportWouldTakeIsOfferedWithoutFiles) {
  std::vector<Template> large;
  for (char c = '0'; c <= '3'; ++c) large.push_back(one(std::string("L") + c, {a_file(c, kSentBytesMax)}));
  at_.relay(TemplatesGiven{large, {}});
  press(TemplateStep::Export);
  EXPECT_FALSE(at_.tab.did<effect::FetchFile>());
  EXPECT_FALSE(at_.tab.did<effect::SaveFile>());
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_EQ(dialog().export_label, "Export without files");
  press(dialog().export_step);
  ASSERT_EQ(at_.tab.all<effect::SaveFile>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::SaveFile>()[0].content.find("contents"), std::string::npos);
  EXPECT_EQ(dialog().export_label, "Export");
  // Fewer of them fit.
  press(TemplateStep::Export);
  press(TemplateStep::Filter, "Map");
  EXPECT_EQ(dialog().export_label, "Export");
  press(TemplateStep::Export);
  EXPECT_TRUE(at_.tab.did<effect::FetchFile>());
}

TEST_F(TemplateTransfers, AnExportWithoutAnyFileIsThereAtOnce) {
  press(TemplateStep::Filter, "Bare");
  press(TemplateStep::Export);
  EXPECT_TRUE(at_.tab.did<effect::SaveFile>());
}

// In ---------------------------------------------------------------------------------------------------------------
TEST_F(TemplateTransfers, AnImportUploadsWhatTheRelayIsNotKnownToHave) {
  import(named("acd"), a_content('a') + "," + a_content('c') + "," + a_content('d', "AAEC") + "," + a_content('e'));
  EXPECT_TRUE(saved().empty()) << "first the files";
  ASSERT_EQ(at_.tab.all<effect::OfferFile>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::OfferFile>()[0], (effect::OfferFile{upload(), kFour}));
  EXPECT_EQ(at_.tab.all<effect::BeginUpload>().at(0),
            (effect::BeginUpload{upload(), "/api/media", kSentBytesMax, false}));
  EXPECT_TRUE(reports("Uploading file 1 of 2: c.png, 4 bytes")) << dialog().report;
  EXPECT_EQ(dialog().import_label, "Stop");
  EXPECT_FALSE(dialog().can_export);
  const std::string first = upload();
  is_taken('c');
  EXPECT_EQ(at_.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{first}})) << "the browser may let it go";
  ASSERT_EQ(at_.tab.all<effect::OfferFile>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::OfferFile>()[0].base64, "AAEC");
  is_taken('d');
  ASSERT_EQ(saved().size(), 1u);
  EXPECT_TRUE(saved()[0].second.replaces_namesakes);
  EXPECT_EQ(saved()[0].second.templates.at(0).files.size(), 3u);
  is_saved({a_file('a'), a_file('c'), a_file('d', 3)});
  EXPECT_FALSE(dialog().is_report_bad) << dialog().report;
  EXPECT_TRUE(reports("1 template was taken in."));
  EXPECT_EQ(dialog().import_label, "Import");
}

TEST_F(TemplateTransfers, OneThatFailsSaysWhyAndStopsNothing) {
  import(named("cdef"), a_content('c') + "," + a_content('d') + "," + a_content('e') + "," + a_content('f', "no"));
  at_.tab.give(event::UploadEnded{upload(), 415, R"({"sentence":"Files of this kind cannot be sent."})"});
  is_taken('d');
  is_taken('0');  // e's bytes are not those of its hash
  ASSERT_EQ(saved().size(), 1u);
  is_saved({a_file('d')});
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(reports("1 template was taken in. 3 files are not on this relay")) << dialog().report;
  EXPECT_TRUE(reports("“c.png” of “Way” (Files of this kind cannot be sent)")) << dialog().report;
  EXPECT_TRUE(reports("“e.png” of “Way” (its content is another one than its hash says)")) << dialog().report;
  EXPECT_TRUE(reports("“f.png” of “Way” (its content in the document is damaged)")) << dialog().report;
  EXPECT_FALSE(reports("d.png")) << dialog().report;
}

TEST_F(TemplateTransfers, ADocumentOfHashesAloneIsTakenInAtOnce) {
  press(TemplateStep::Import);
  at_.tab.give(event::FileChosen{
      "x.json",
      R"({"smsdesk_templates":1,"templates":[{"name":"Way","texts":{"en":"x"},"files":[)" + named("ac") + "]}]}",
      {}});
  EXPECT_FALSE(at_.tab.did<effect::BeginUpload>());
  is_saved({a_file('a')});
  EXPECT_TRUE(reports("“c.png” of “Way”.")) << dialog().report;
}

TEST_F(TemplateTransfers, WhatNoMessageWouldTakeIsRefusedAsAWhole) {
  const std::string large(base64_length(kSentBytesMax * 3 / 5), 'A');
  import(named("cd"), a_content('c', large) + "," + a_content('d', large));
  EXPECT_FALSE(at_.tab.did<effect::BeginUpload>());
  EXPECT_TRUE(saved().empty());
  EXPECT_TRUE(reports("“Way”: its files have 6 MB together")) << dialog().report;
  EXPECT_TRUE(reports("Nothing was changed."));
}

TEST_F(TemplateTransfers, AnImportIsStoppedAndNothingOfItComesLater) {
  import(named("cd"), a_content('c') + "," + a_content('d'));
  const std::string key = upload();
  press(dialog().import_step);
  EXPECT_EQ(at_.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{key}}));
  EXPECT_TRUE(reports("Nothing was changed."));
  at_.tab.give(event::UploadEnded{key, 200, R"({"hash":")" + hash_of('c') + "\"}"});
  EXPECT_FALSE(at_.tab.did<effect::BeginUpload>());
  EXPECT_TRUE(saved().empty());
  EXPECT_EQ(dialog().import_label, "Import");
}

TEST_F(TemplateTransfers, AnImportThatLosesTheConnectionChangesNothing) {
  import(named("c"), a_content('c'));
  const std::string key = upload();
  at_.tab.give(event::UploadEnded{key, 0, {}});  // the socket does not know of it yet
  EXPECT_TRUE(saved().empty());
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(reports("The import was stopped. Nothing was changed.")) << dialog().report;
  EXPECT_TRUE(at_.tab.s.pending.empty());
}

TEST_F(TemplateTransfers, WhoHasClosedTheDialogIsToldAllTheSame) {
  import(named("c"), a_content('c'));
  const std::string key = upload();
  press(TemplateStep::Close);
  at_.tab.give(event::UploadEnded{key, 415, R"({"sentence":"Files of this kind cannot be sent."})"});
  EXPECT_FALSE(at_.tab.said("taken in")) << "the relay has not answered yet";
  is_saved({});
  EXPECT_TRUE(at_.tab.said("1 template was taken in."));
  EXPECT_TRUE(at_.tab.said("“c.png” of “Way” (Files of this kind cannot be sent)"));
}

TEST_F(TemplateTransfers, ARelayWithoutRoomStopsTheImport) {
  import(named("cd"), a_content('c') + "," + a_content('d'));
  at_.tab.give(event::UploadEnded{upload(), 507, {}});
  EXPECT_FALSE(at_.tab.did<effect::BeginUpload>());
  EXPECT_TRUE(saved().empty());
  EXPECT_TRUE(reports("Nothing was changed.")) << dialog().report;
}

TEST_F(TemplateTransfers, ADocumentOfVeryManyValuesIsRefused) {
  std::string zeros(2'000'000, '0');
  for (std::size_t i = 1; i < zeros.size(); i += 2) zeros[i] = ',';
  import(named("c"), zeros + "0");
  EXPECT_TRUE(saved().empty());
  EXPECT_TRUE(reports("values")) << dialog().report;
}

TEST_F(TemplateTransfers, OneAtATime) {
  press(TemplateStep::Export);
  press(TemplateStep::Export);
  EXPECT_FALSE(at_.tab.did<effect::FetchFile>());
  press(TemplateStep::Import);
  EXPECT_FALSE(at_.tab.did<effect::ChooseFile>());
}

TEST_F(TemplateTransfers, ASignOutEndsIt) {
  import(named("c"), a_content('c'));
  const std::string key = upload();
  at_.tab.give(event::OtherTabSaid{"signed_out"});
  EXPECT_EQ(at_.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{key}}));
  at_.tab.give(event::UploadEnded{key, 200, R"({"hash":")" + hash_of('c') + "\"}"});
  EXPECT_TRUE(at_.tab.s.pending.empty());
}

}  // namespace
}  // namespace smsdesk::test
