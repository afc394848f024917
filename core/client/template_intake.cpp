// A library on its way into the relay: handed in part by part, and what became of it said when the last part was answered.
//
// One part at a time: an agent's other commands find room, the progress is the relay's, and whoever stops it knows what is in.
#include <algorithm>

#include "core/client/turn.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::size_t kPartBytes = 40'000;  // of one command's texts: a frame takes 64 KiB
constexpr std::size_t kNamedMax = 5;        // templates of one reason
constexpr std::size_t kFilesNamedMax = 10;
constexpr std::size_t kReasonsTold = 3;

std::size_t size_of(const Template& one) {
  std::size_t size = 200 + one.name.size() + one.queues.size() * 8;
  for (const TemplateText& text : one.texts) size += 2 * text.text.size() + 40;  // escaped, at its usual worst
  for (const TemplateFile& file : one.files) size += 180 + 2 * file.name.size();
  return size;
}

std::vector<std::vector<Template>> parts_of(std::vector<Template> templates) {
  std::vector<std::vector<Template>> parts;
  std::size_t bytes = 0;
  for (Template& one : templates) {
    const std::size_t size = size_of(one);
    if (parts.empty() || bytes + size > kPartBytes) {
      parts.emplace_back();
      bytes = 0;
    }
    bytes += size;
    parts.back().push_back(std::move(one));
  }
  return parts;
}

/// What the relay has under that name in that library; null where there is nothing.
const Template* find_namesake(const State& s, const Template& one) {
  for (const auto& [id, known] : s.workspace.templates)
    if (is_same_library(known, one) && folded(known.name) == folded(one.name)) return &known;
  return nullptr;
}

bool has_file(const Template& one, const std::string& hash) {
  return std::any_of(one.files.begin(), one.files.end(), [&](const TemplateFile& known) { return known.hash == hash; });
}

void add_name(std::string& names, std::size_t count, std::size_t max, const std::string& name) {
  if (count <= max) names += (names.empty() ? std::string() : comma()) + name;
  if (count == max + 1) names += comma() + "…";
}

void leave_out(TemplateIntake& intake, const std::string& name, const std::string& reason) {
  auto at = std::find_if(intake.left_out.begin(), intake.left_out.end(),
                         [&](const TemplateIntake::LeftOut& known) { return known.reason == reason; });
  if (at == intake.left_out.end()) at = intake.left_out.insert(at, {reason, {}, 0});
  add_name(at->names, ++at->count, kNamedMax, name);
}

void leave_out(TemplateIntake& intake, const std::vector<Template>& part, const std::string& reason) {
  for (const Template& one : part) leave_out(intake, tr("“{text}”", {{"text", one.name}}), reason);
}

/// Why the relay does not have that file; empty where it was not to be uploaded.
std::string why_missing(const State& s, const std::string& hash) {
  const auto why = s.templates.not_uploaded.find(hash);
  return why == s.templates.not_uploaded.end() ? std::string() : why->second;
}

/// Files alone, and the relay had none of them: it has left the template out, and one of its name as it was.
bool has_lost_all(const Template& one, const Template* known) {
  if (!one.texts.empty() || !one.actions.empty()) return false;
  return known == nullptr || std::none_of(one.files.begin(), one.files.end(),
                                          [&](const TemplateFile& file) { return has_file(*known, file.hash); });
}

/// The relay has taken in the part; what it has left out of it, the facts show.
void note_taken(const State& s, TemplateIntake& intake, const std::vector<Template>& part) {
  for (const Template& one : part) {
    if (one.files.empty()) {
      ++intake.taken;
      continue;
    }
    const Template* known = find_namesake(s, one);
    if (has_lost_all(one, known)) {
      const std::string why = why_missing(s, one.files.front().hash);
      leave_out(intake,
                why.empty() ? tr("“{text}”", {{"text", one.name}})
                            : tr("“{file}” ({reason})", {{"file", one.name}, {"reason", why}}),
                tr("None of the files is on this relay, and there is no text."));
      continue;
    }
    ++intake.taken;
    if (known == nullptr) continue;  // deleted again already
    for (const TemplateFile& file : one.files) {
      if (has_file(*known, file.hash)) continue;
      const std::string why = why_missing(s, file.hash);
      add_name(intake.missing_names, ++intake.missing, kFilesNamedMax,
               tr(why.empty() ? mark("“{file}” of “{template}”") : mark("“{file}” of “{template}” ({reason})"),
                  {{"file", file.name.empty() ? file.hash : file.name}, {"template", one.name}, {"reason", why}}));
    }
  }
}

/// What became of all of them, in sentences.
std::string outcome_of(const TemplateIntake& intake) {
  std::string said;
  const auto say = [&](const std::string& sentence) { said += (said.empty() ? "" : " ") + sentence; };
  if (intake.taken > 0) say(trn("{n} template was taken in.", "{n} templates were taken in.", intake.taken));
  std::size_t told = 0, untold = 0;
  for (const TemplateIntake::LeftOut& one : intake.left_out) {
    if (++told > kReasonsTold) {
      untold += one.count;
      continue;
    }
    say(trn("{n} template was not taken in: {names}. {reason}", "{n} templates were not taken in: {names}. {reason}",
            one.count, {{"names", one.names}, {"reason", one.reason}}));
  }
  if (untold > 0)
    say(trn("{n} more template was not taken in, for another reason.",
            "{n} more templates were not taken in, for other reasons.", untold));
  if (intake.missing > 0) {
    say(trn("{n} file is not on this relay and was left out: {names}. Add it to the template again.",
            "{n} files are not on this relay and were left out: {names}. Add them to the templates again.",
            intake.missing, {{"names", intake.missing_names}}));
  }
  if (!intake.left_out.empty())
    say(intake.taken == 0 ? tr("Nothing was changed.")
                          : tr("For the rest, import the document again: what was taken in stays as it is."));
  return said;
}

void end_intake(Turn& turn) {
  auto& intake = turn.s.templates.intake;
  const bool is_bad = !intake->left_out.empty() || intake->missing > 0;
  std::string said = outcome_of(*intake);
  intake.reset();
  report_templates(turn, std::move(said), is_bad);
}

/// The parts that were not handed in are left out.
void end_intake(Turn& turn, const std::string& reason) {
  TemplateIntake& intake = *turn.s.templates.intake;
  for (; intake.part < intake.parts.size(); ++intake.part) leave_out(intake, intake.parts[intake.part], reason);
  end_intake(turn);
}

void give_part(Turn& turn) {
  TemplateIntake& intake = *turn.s.templates.intake;
  const auto key = give_command(turn, SaveTemplates{intake.parts[intake.part], true}, true);
  if (!key)
    return end_intake(turn, tr("The relay has not answered yet, so this could not be done. Try again in a moment."));
  intake.key = *key;
}

}  // namespace

void begin_intake(Turn& turn, std::vector<Template> templates) {
  if (turn.s.connection.link != Link::Up) {
    return report_templates(turn,
                            std::string(tr("There is no connection right now. Import it again when it is back.")) +
                                " " + tr("Nothing was changed."),
                            true);
  }
  TemplateIntake intake;
  intake.count = templates.size();
  intake.parts = parts_of(std::move(templates));
  turn.s.templates.report.clear();
  turn.s.templates.intake = std::move(intake);
  give_part(turn);
}

bool on_intake_answer(Turn& turn, const SendKey& key, const std::optional<Refusal>& refusal) {
  auto& intake = turn.s.templates.intake;
  if (!intake || intake->key != key) return false;
  const std::vector<Template>& part = intake->parts[intake->part];
  intake->answered += part.size();
  if (refusal)
    leave_out(*intake, part, translated(refusal->sentence));
  else
    note_taken(turn.s, *intake, part);
  if (++intake->part == intake->parts.size())
    end_intake(turn);
  else if (intake->is_stopped)
    end_intake(turn, tr("The import was stopped."));
  else
    give_part(turn);
  return true;
}

void check_intake(Turn& turn) {
  auto& intake = turn.s.templates.intake;
  if (!intake) return;
  const auto& pending = turn.s.pending;
  if (std::any_of(pending.begin(), pending.end(), [&](const PendingCommand& p) { return p.key == intake->key; }))
    return;
  const std::string reason = tr("The relay could not read it. Reload the page and try again.");
  // It may have been obeyed before the relay closed: the facts say so.
  std::vector<Template>& part = intake->parts[intake->part];
  const auto stands = [&](const Template& one) {
    const Template* known = find_namesake(turn.s, one);
    return known != nullptr && known->texts == one.texts && known->shortcut == one.shortcut;
  };
  const auto gone = std::stable_partition(part.begin(), part.end(), stands);
  const std::vector<Template> lost(gone, part.end());
  part.erase(gone, part.end());
  note_taken(turn.s, *intake, part);
  leave_out(*intake, lost, reason);
  ++intake->part;
  end_intake(turn, reason);
}

}  // namespace smsdesk
