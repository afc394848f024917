// A library that is taken in goes to the relay part by part: what is said of it is what became of all parts, and said when the
// last was answered.
#include <gtest/gtest.h>

#include "core/screen/make_screen.h"
#include "core/workspace/template_document.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

constexpr std::size_t kMany = 60;

std::string hash_of(char content) {
  return std::string(64, content);
}

class TemplateIntakes : public testing::Test {
 protected:
  TemplateIntakes() { press(TemplateStep::Manage); }
  void press(TemplateStep step) { at_.tab.raise(intent::DoTemplates{step}); }
  void import(const std::string& list) {
    press(TemplateStep::Import);
    at_.tab.give(event::FileChosen{"x.json", R"({"smsdesk_templates":1,"templates":[)" + list + "]}", {}});
    note_given();
  }
  /// T0 … of 1,500 letters each.
  void import_many(std::size_t count = kMany) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
      list += std::string(i == 0 ? "" : ",") + R"({"name":"T)" + std::to_string(i) + R"(","texts":{"en":")" +
              std::string(1500, 'x') + R"("}})";
    }
    import(list);
  }
  /// What the last event handed in: one part at most.
  void note_given() {
    std::vector<std::pair<SendKey, SaveTemplates>> found;
    for (const auto& one : at_.tab.all<effect::TransmitFrame>()) EXPECT_LT(one.bytes.size(), kClientFrameBytesMax);
    for (const auto& frame : at_.tab.sent_kind<CommandFrame>())
      if (const auto* command = std::get_if<SaveTemplates>(&frame.command)) found.emplace_back(frame.key, *command);
    ASSERT_LE(found.size(), 1u) << "one after another";
    given_.reset();
    if (!found.empty()) given_ = found[0];
  }
  /// The relay decides it and answers.
  void answer() {
    ASSERT_TRUE(given_);
    at_.relay(CommandInput{kAna, given_->first, given_->second});
    at_.tab.frame(AnswerFrame{given_->first, std::nullopt});
    note_given();
  }
  void refuse(const std::string& sentence) {
    ASSERT_TRUE(given_);
    at_.tab.frame(AnswerFrame{given_->first, Refusal{RefusalKind::BadValue, sentence, 0}});
    note_given();
  }
  std::size_t given_count() const { return given_ ? given_->second.templates.size() : 0; }
  void come_back() {
    at_.tab.tick(seconds(20));
    at_.tab.give(event::SocketOpened{});
    at_.tab.welcome(kAna);
    at_.tab.frame(EntriesFrame{at_.world.workspace.offset, {}, {}});
    note_given();
  }
  screen::TemplatesDialog dialog() const { return screen::make_screen(at_.tab.s, at_.tab.now).desk.templates; }
  bool reports(const std::string& part) const { return dialog().report.find(part) != std::string::npos; }
  bool says_taken_in() const { return reports("taken in") || at_.tab.said("taken in"); }

  AtWork at_;
  std::optional<std::pair<SendKey, SaveTemplates>> given_;
};

TEST_F(TemplateIntakes, NothingIsSaidToBeInBeforeTheLastPartIsAnswered) {
  import_many();
  std::size_t parts = 0, count = 0;
  while (given_) {
    EXPECT_TRUE(given_->second.replaces_namesakes);
    EXPECT_FALSE(says_taken_in()) << dialog().report;
    EXPECT_TRUE(reports("Importing: " + std::to_string(count) + " of 60 templates")) << dialog().report;
    EXPECT_FALSE(dialog().is_report_bad);
    EXPECT_FALSE(dialog().can_export);
    count += given_count();
    ++parts;
    answer();
  }
  EXPECT_GT(parts, 2u);
  EXPECT_EQ(count, kMany);
  EXPECT_EQ(dialog().report, "60 templates were taken in.");
  EXPECT_FALSE(dialog().is_report_bad);
  EXPECT_EQ(dialog().import_label, "Import");
  EXPECT_EQ(at_.world.workspace.templates.size(), kMany);
}

TEST_F(TemplateIntakes, ARefusedPartIsNamedCountedAndExplainedAndTheRestGoesOn) {
  import_many();
  const std::size_t first = given_count();
  answer();
  const std::size_t refused = given_count();
  refuse("“T14”: Another template here has this name. Choose another one.");
  ASSERT_TRUE(given_) << "the others are none the worse";
  EXPECT_FALSE(says_taken_in()) << dialog().report;
  while (given_) answer();
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(reports(std::to_string(kMany - refused) + " templates were taken in. " + std::to_string(refused) +
                      " templates were not taken in: “T" + std::to_string(first) + "”"))
      << dialog().report;
  EXPECT_TRUE(reports(", …. “T14”: Another template here has this name. Choose another one.")) << dialog().report;
  EXPECT_TRUE(reports("For the rest, import the document again")) << dialog().report;
  EXPECT_EQ(at_.world.workspace.templates.size(), kMany - refused);
}

TEST_F(TemplateIntakes, PartsThatAreRefusedForOneReasonAreOneSentence) {
  import_many();
  while (given_) refuse("There are too many templates. Delete some that nobody uses.");
  EXPECT_EQ(
      dialog().report,
      "60 templates were not taken in: “T0”, “T1”, “T2”, “T3”, “T4”, …. There are too many templates. Delete some "
      "that nobody uses. Nothing was changed.");
}

TEST_F(TemplateIntakes, ManyReasonsAreToldInPartAndCountedInFull) {
  import_many();
  std::size_t parts = 0, told = 0, count = 0;
  while (given_) {
    count += given_count();
    if (parts < 3) told = count;
    refuse("Reason " + std::to_string(parts++) + ".");
  }
  ASSERT_GT(parts, 3u);
  EXPECT_TRUE(reports("Reason 2.")) << dialog().report;
  EXPECT_FALSE(reports("Reason 3.")) << dialog().report;
  EXPECT_TRUE(reports(std::to_string(count - told) + " more templates were not taken in, for other reasons."))
      << dialog().report;
}

TEST_F(TemplateIntakes, OneThatIsRefusedChangesNothing) {
  import(R"({"name":"A","texts":{"en":"a"}})");
  refuse("Another template here has this name. Choose another one.");
  EXPECT_EQ(dialog().report,
            "1 template was not taken in: “A”. Another template here has this name. Choose another one. Nothing was "
            "changed.");
  EXPECT_TRUE(dialog().is_report_bad);
}

TEST_F(TemplateIntakes, GoesOnUnderItsKeyWhenTheConnectionIsBack) {
  import_many();
  answer();
  const auto waiting = given_;
  ASSERT_TRUE(waiting);
  at_.tab.lose();
  EXPECT_FALSE(says_taken_in()) << dialog().report;
  EXPECT_TRUE(reports("It goes on when the connection is back.")) << dialog().report;
  come_back();
  ASSERT_TRUE(given_);
  EXPECT_EQ(given_->first, waiting->first);
  EXPECT_EQ(given_->second.templates, waiting->second.templates);
  while (given_) answer();
  EXPECT_EQ(dialog().report, "60 templates were taken in.");
}

TEST_F(TemplateIntakes, AnAnswerThatWasLostIsGivenAgain) {
  import_many();
  const auto obeyed = given_;
  at_.world.command(kAna, obeyed->second);
  at_.tab.lose();
  at_.tab.tick(seconds(20));
  at_.tab.give(event::SocketOpened{});
  at_.tab.welcome(kAna);
  at_.tab.snapshot(at_.world, kAna);
  note_given();
  ASSERT_TRUE(given_);
  EXPECT_EQ(given_->first, obeyed->first);
  while (given_) answer();
  EXPECT_EQ(dialog().report, "60 templates were taken in.");
}

TEST_F(TemplateIntakes, WhoHasClosedTheDialogIsToldOnceAllIsDone) {
  import_many();
  press(TemplateStep::Close);
  while (given_) {
    EXPECT_FALSE(at_.tab.said("taken in"));
    answer();
  }
  EXPECT_TRUE(at_.tab.said("60 templates were taken in."));
}

TEST_F(TemplateIntakes, StoppedTellsWhatIsInAndWhatIsNot) {
  import_many();
  answer();
  const std::size_t taken = at_.world.workspace.templates.size() + given_count();
  press(dialog().import_step);
  EXPECT_FALSE(says_taken_in()) << "the part under way is not answered yet: " << dialog().report;
  answer();
  EXPECT_FALSE(given_) << "nothing more is handed in";
  EXPECT_TRUE(reports(std::to_string(taken) + " templates were taken in. " + std::to_string(kMany - taken) +
                      " templates were not taken in: "))
      << dialog().report;
  EXPECT_TRUE(reports("The import was stopped.")) << dialog().report;
  EXPECT_EQ(at_.world.workspace.templates.size(), taken);
  EXPECT_EQ(dialog().import_label, "Import");
}

TEST_F(TemplateIntakes, OneAtATime) {
  import_many();
  press(TemplateStep::Import);
  EXPECT_FALSE(at_.tab.did<effect::ChooseFile>());
  press(TemplateStep::Export);
  EXPECT_FALSE(at_.tab.did<effect::SaveFile>());
  while (given_) answer();
  EXPECT_EQ(dialog().report, "60 templates were taken in.");
}

TEST_F(TemplateIntakes, APageThatStartsAnewSaysNothingOfIt) {
  import_many();
  answer();
  ASSERT_TRUE(given_);
  at_.tab = Tab();
  at_.tab.start();
  at_.tab.welcome(kAna);
  at_.tab.snapshot(at_.world, kAna);
  press(TemplateStep::Manage);
  EXPECT_EQ(dialog().report, "");
  EXPECT_FALSE(says_taken_in());
  EXPECT_EQ(dialog().import_label, "Import");
  // The whole again: what is there already stays as it is.
  import_many();
  while (given_) answer();
  EXPECT_EQ(dialog().report, "60 templates were taken in.");
  EXPECT_EQ(at_.world.workspace.templates.size(), kMany);
}

TEST_F(TemplateIntakes, WhatTheRelayCannotReadEndsIt) {
  import_many();
  answer();
  const std::size_t taken = at_.world.workspace.templates.size();
  at_.tab.give(event::SocketClosed{kCloseBadFrame, ""});
  come_back();
  EXPECT_FALSE(given_);
  EXPECT_EQ(dialog().import_label, "Import");
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(reports(std::to_string(taken) + " templates were taken in. " + std::to_string(kMany - taken) +
                      " templates were not taken in: "))
      << dialog().report;
  EXPECT_TRUE(reports("The relay could not read it.")) << dialog().report;
}

TEST_F(TemplateIntakes, WhatWasObeyedBeforeTheRelayCouldNotReadOnIsIn) {
  import_many(1);
  at_.world.command(kAna, given_->second);
  at_.tab.give(event::SocketClosed{kCloseBadFrame, ""});
  at_.tab.tick(seconds(20));
  at_.tab.give(event::SocketOpened{});
  at_.tab.welcome(kAna);
  at_.tab.snapshot(at_.world, kAna);
  EXPECT_EQ(dialog().report, "1 template was taken in.");
}

TEST_F(TemplateIntakes, WhereTooMuchWaitsItIsSaid) {
  import_many();
  while (at_.tab.s.pending.size() < kPendingMax) at_.tab.s.pending.push_back({{"p"}, UseTemplate{}, true});
  const std::size_t in = given_count();
  // Its own answer makes room for one, which another command takes.
  at_.tab.s.pending.push_back({{"q"}, UseTemplate{}, true});
  answer();
  EXPECT_FALSE(given_);
  EXPECT_TRUE(reports(std::to_string(in) + " templates were taken in. ")) << dialog().report;
  EXPECT_TRUE(reports("The relay has not answered yet")) << dialog().report;
  EXPECT_EQ(dialog().import_label, "Import");
}

TEST_F(TemplateIntakes, FilesAloneThatTheRelayHasNotAreNotSaidToBeIn) {
  const auto files = [](char content) { return R"("files":[{"name":"x.png","hash":")" + hash_of(content) + "\"}]"; };
  import(R"({"name":"Map",)" + files('a') + R"(},{"name":"Way",)" + files('b') +
         R"(},{"name":"Words","texts":{"en":"x"},)" + files('b') + "}");
  ASSERT_TRUE(given_);
  ASSERT_EQ(given_count(), 3u);
  // As the relay does: it has a, and not b.
  SaveTemplates kept = given_->second;
  kept.templates[0].files = {{hash_of('a'), "x.png", "image/png", 4, 1, 1}};
  kept.templates[2].files.clear();
  kept.templates.erase(kept.templates.begin() + 1);
  at_.relay(CommandInput{kAna, given_->first, kept});
  at_.tab.frame(AnswerFrame{given_->first, std::nullopt});
  EXPECT_EQ(
      dialog().report,
      "2 templates were taken in. 1 template was not taken in: “Way”. None of the files is on this relay, and there is "
      "no text. 1 file is not on this relay and was left out: “x.png” of “Words”. Add it to the template again. For "
      "the rest, import the document again: what was taken in stays as it is.");
}

}  // namespace
}  // namespace smsdesk::test
