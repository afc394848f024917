// A library of templates as a document: what is exported, and what becomes of one that is taken in.
//
// With files: their bytes are fetched before the document is written, and uploaded before the templates are handed in
// (template_intake.cpp), so that the relay finds them (template_transfer.cpp). Files that the agent can read in a template are
// there already.
#include <set>

#include "core/client/turn.h"
#include "core/words/words.h"
#include "core/workspace/template_document.h"
#include "core/workspace/template_files.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

constexpr std::size_t kFilesNamedMax = 10;

/// Everything is looked at before anything is handed in: what the relay would refuse is refused here, as a whole.
std::string trouble_with_import(const State& s, const std::vector<Template>& all) {
  const Agent* me = s.workspace.find_agent(s.me);
  for (const Template& one : all) {
    if (me != nullptr && may_write_template(one, *me)) continue;
    return tr(one.library == TemplateLibrary::Team
                  ? mark("“{name}”: only supervisors and admins can change the templates of a team.")
                  : mark("“{name}”: only admins can change the templates of the organisation."),
              {{"name", one.name}});
  }
  for (const Template& one : all) {
    for (const auto& [id, other] : s.workspace.templates) {
      const bool is_same = is_same_library(one, other);
      if (is_same && !one.shortcut.empty() && one.shortcut == other.shortcut && one.name != other.name)
        return tr("“{name}”: “{other}” has its shortcut already.", {{"name", one.name}, {"other", other.name}});
    }
  }
  return {};
}

/// More than one message takes: the relay would refuse the template, and others with it.
std::string trouble_with_contents(const State& s, const TemplateLibraryRead& read) {
  std::map<std::string_view, std::uint64_t> sizes;
  for (const auto& [id, known] : s.workspace.templates) {
    for (const TemplateFile& file : known.files) sizes[file.hash] = file.bytes;
  }
  for (const TemplateContent& one : read.contents) sizes[one.hash] = one.bytes;
  for (const Template& one : read.templates) {
    std::uint64_t bytes = 0;
    for (const TemplateFile& file : one.files) {
      const auto size = sizes.find(file.hash);
      if (size != sizes.end()) bytes += size->second;
    }
    if (bytes <= kSentBytesMax) continue;
    return tr("“{name}”: its files have {size} together; a message takes {max}.",
              {{"name", one.name}, {"size", readable_size(bytes)}, {"max", readable_size(kSentBytesMax)}});
  }
  return {};
}

/// Takes out of the document what a template of it names and the relay is not known to have; says of the rest why it will not
/// be there.
std::vector<TemplateContent> to_upload(State& s, TemplateLibraryRead& read) {
  std::set<std::string_view> named, here;
  for (const Template& one : read.templates) {
    for (const TemplateFile& file : one.files) named.insert(file.hash);
  }
  if (const Agent* me = s.workspace.find_agent(s.me)) here = readable_template_files(s.workspace, *me);
  std::vector<TemplateContent> files;
  for (TemplateContent& one : read.contents) {
    if (named.count(one.hash) == 0 || here.count(one.hash) != 0) continue;
    if (one.trouble.empty())
      files.push_back(std::move(one));
    else
      s.templates.not_uploaded[one.hash] = one.trouble;
  }
  return files;
}

/// Those of these templates, each once.
std::vector<TemplateContent> to_fetch(const std::vector<Template>& templates) {
  std::vector<TemplateContent> files;
  std::set<std::string_view> known;
  for (const Template& one : templates) {
    for (const TemplateFile& file : one.files) {
      if (known.insert(file.hash).second) files.push_back({file.hash, file.name, file.content_type, {}, file.bytes});
    }
  }
  return files;
}

std::string write_document(const State& s, const std::vector<Template>& templates,
                           const std::vector<TemplateContent>& contents) {
  std::vector<const Template*> all;
  all.reserve(templates.size());
  for (const Template& one : templates) all.push_back(&one);
  return write_template_document(s.workspace, all, contents);
}

void save_document(Turn& turn, std::string content) {
  turn.emit(effect::SaveFile{"templates.json", "application/json", std::move(content)});
}

std::string nothing_changed() {
  return std::string(" ") + tr("Nothing was changed.");
}

}  // namespace

void report_templates(Turn& turn, std::string sentence, bool is_bad) {
  turn.emit(effect::Announce{sentence, is_bad});
  // Files take their time: the dialog may have been closed meanwhile.
  if (!turn.s.templates.is_open) turn.notice(is_bad ? NoticeState::Tone::Problem : NoticeState::Tone::Info, sentence);
  turn.s.templates.report = std::move(sentence);
  turn.s.templates.is_report_bad = is_bad;
}

void export_templates(Turn& turn, bool has_files) {
  State& s = turn.s;
  TemplatesState& t = s.templates;
  if (t.transfer || t.intake) return;
  t.offers_bare_export = false;
  t.report.clear();
  TemplateTransfer transfer;
  for (const TemplateHit& hit : find_templates(s, nullptr, t.filter, kTemplatesMax + kOwnTemplatesMax)) {
    transfer.templates.push_back(*hit.one);
  }
  if (transfer.templates.empty()) return turn.notice(NoticeState::Tone::Info, tr("There is no template to export."));
  std::string bare = write_document(s, transfer.templates, {});
  if (has_files) transfer.files = to_fetch(transfer.templates);
  if (transfer.files.empty()) return save_document(turn, std::move(bare));
  std::uint64_t length = bare.size();
  for (const TemplateContent& one : transfer.files) length += content_length_max(one.bytes);
  if (length > kTemplateLibraryBytesMax) {
    t.offers_bare_export = true;
    return report_templates(turn,
                            tr("With its files the document would have {size}, and an import takes 25 MB. Find fewer "
                               "templates and export those, or export without files.",
                               {{"size", readable_size(length)}}),
                            true);
  }
  begin_transfer(turn, std::move(transfer));
}

void finish_export(Turn& turn, TemplateTransfer transfer) {
  std::vector<TemplateContent> there;
  std::string names;
  std::size_t missing = 0;
  for (TemplateContent& one : transfer.files) {
    if (one.trouble.empty()) {
      there.push_back(std::move(one));
      continue;
    }
    if (++missing > kFilesNamedMax) continue;
    names += (names.empty() ? "" : ", ") +
             tr("“{file}” ({reason})", {{"file", one.name.empty() ? one.hash : one.name}, {"reason", one.trouble}});
  }
  save_document(turn, write_document(turn.s, transfer.templates, there));
  if (missing == 0)
    return report_templates(turn, trn("Exported with {n} file.", "Exported with {n} files.", there.size()), false);
  if (missing > kFilesNamedMax) names += ", …";
  report_templates(turn,
                   trn("Exported, but {n} file is only named in the document: {names}.",
                       "Exported, but {n} files are only named in the document: {names}.", missing, {{"names", names}}),
                   true);
}

void import_templates(Turn& turn, const event::FileChosen& chosen) {
  State& s = turn.s;
  if (s.templates.transfer || s.templates.intake) return;
  s.templates.not_uploaded.clear();
  s.templates.offers_bare_export = false;
  if (!chosen.failure.empty()) return report_templates(turn, translated(chosen.failure) + nothing_changed(), true);
  auto read = read_template_library(s.workspace, s.me, chosen.content);
  if (!read) return report_templates(turn, read.error().sentence + nothing_changed(), true);
  std::string trouble = trouble_with_import(s, read->templates);
  if (trouble.empty()) trouble = trouble_with_contents(s, *read);
  if (!trouble.empty()) return report_templates(turn, trouble + nothing_changed(), true);
  if (s.connection.link != Link::Up) return begin_intake(turn, {});
  TemplateTransfer transfer;
  transfer.is_import = true;
  transfer.files = to_upload(s, *read);
  if (transfer.files.empty()) return begin_intake(turn, std::move(read->templates));
  transfer.templates = std::move(read->templates);
  begin_transfer(turn, std::move(transfer));
}

}  // namespace smsdesk
