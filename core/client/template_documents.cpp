// A library of templates as a document: what is exported, and what becomes of one that is taken in.
#include <algorithm>

#include "core/client/turn.h"
#include "core/template/fold.h"
#include "core/words/words.h"
#include "core/workspace/template_document.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

constexpr std::size_t kFilesNamedMax = 10;
constexpr std::size_t kImportPartBytes = 40'000;  // of one command's texts: a frame takes 64 KiB

std::size_t size_of(const Template& one) {
  std::size_t size = 200 + one.name.size() + one.queues.size() * 8;
  for (const TemplateText& text : one.texts) size += 2 * text.text.size() + 40;  // escaped, at its usual worst
  for (const TemplateFile& file : one.files) size += 180 + 2 * file.name.size();
  return size;
}

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

}  // namespace

void report_templates(Turn& turn, std::string sentence, bool is_bad) {
  turn.emit(effect::Announce{sentence, is_bad});
  turn.s.templates.report = std::move(sentence);
  turn.s.templates.is_report_bad = is_bad;
}

void export_templates(Turn& turn) {
  const State& s = turn.s;
  std::vector<const Template*> all;
  for (const TemplateHit& hit : find_templates(s, nullptr, s.templates.filter, kTemplatesMax + kOwnTemplatesMax)) {
    all.push_back(hit.one);
  }
  if (all.empty()) return turn.notice(NoticeState::Tone::Info, tr("There is no template to export."));
  turn.emit(effect::SaveFile{"templates.json", "application/json", write_template_document(s.workspace, all)});
}

void report_missing_files(Turn& turn, const SaveTemplates& taken) {
  TemplatesState& t = turn.s.templates;
  std::string names;
  std::size_t count = 0;
  for (const Template& one : taken.templates) {
    if (one.files.empty()) continue;
    const auto& all = turn.s.workspace.templates;
    const auto kept = std::find_if(all.begin(), all.end(), [&](const auto& known) {
      return is_same_library(known.second, one) && folded(known.second.name) == folded(one.name);
    });
    if (kept == all.end()) continue;
    for (const TemplateFile& file : one.files) {
      const auto& files = kept->second.files;
      if (std::any_of(files.begin(), files.end(), [&](const TemplateFile& known) { return known.hash == file.hash; }))
        continue;
      if (++count > kFilesNamedMax) continue;
      names +=
          (names.empty() ? "" : ", ") +
          tr("“{file}” of “{template}”", {{"file", file.name.empty() ? file.hash : file.name}, {"template", one.name}});
    }
  }
  if (count == 0) return;
  if (count > kFilesNamedMax) names += ", …";
  std::string sentence =
      trn("{n} file is not on this relay and was left out: {names}. Add it to the template again.",
          "{n} files are not on this relay and were left out: {names}. Add them to the templates again.", count,
          {{"names", names}});
  report_templates(turn, t.report.empty() ? sentence : t.report + " " + sentence, true);
}

void import_templates(Turn& turn, const event::FileChosen& chosen) {
  State& s = turn.s;
  const std::string nothing = std::string(" ") + tr("Nothing was changed.");
  if (!chosen.failure.empty()) return report_templates(turn, translated(chosen.failure) + nothing, true);
  auto read = read_template_document(s.workspace, s.me, chosen.content);
  if (!read) return report_templates(turn, read.error().sentence + nothing, true);
  if (const std::string trouble = trouble_with_import(s, *read); !trouble.empty()) {
    return report_templates(turn, trouble + nothing, true);
  }
  if (s.connection.link != Link::Up) {
    return report_templates(turn, tr("There is no connection right now. Import it again when it is back.") + nothing,
                            true);
  }
  const std::size_t count = read->size();
  SaveTemplates part;
  part.replaces_namesakes = true;
  std::size_t bytes = 0;
  for (Template& one : *read) {
    const std::size_t size = size_of(one);
    if (bytes + size > kImportPartBytes && !part.templates.empty()) {
      give_command(turn, part, true);
      part.templates.clear();
      bytes = 0;
    }
    bytes += size;
    part.templates.push_back(std::move(one));
  }
  give_command(turn, std::move(part), true);
  report_templates(turn, trn("{n} template was taken in.", "{n} templates were taken in.", count), false);
}

}  // namespace smsdesk
