// The organisation's document in words: differences and history as lines. For core/screen only.
#pragma once

#include <string>
#include <vector>

#include "core/client/state.h"
#include "core/screen/organisation_page.h"

namespace smsdesk::screen {

/// One title for each item and a line for each of its fields that differs.
std::vector<ReportLine> difference_lines(const std::vector<FormDifference>& differences);
/// What is wrong, as it is said at the field: "Must be 7 to 900 seconds."
std::string problem_text(const FormProblem& problem);
/// What is wrong, and where it is, in the form's words.
std::vector<ReportLine> problem_lines(const std::vector<FormProblem>& problems, const form::Document& working);
/// Who changed what, newest first.
std::vector<ReportLine> history_lines(const State& state);

}  // namespace smsdesk::screen
