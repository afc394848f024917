// What the relay says about a document, read. For core/client only.
#pragma once

#include <string>
#include <vector>

#include "core/client/organisation.h"
#include "core/json/json.h"

namespace smsdesk {

/// Problems of a document that this page wrote find their place by `order`, the keys of its items (write_document);
/// without one they have none.
std::vector<FormProblem> read_problems(json::View problems, const form::Document* working,
                                       const std::vector<std::vector<std::uint32_t>>& order);
std::vector<FormDifference> read_differences(json::View differences);
std::vector<std::string> read_names(json::View names);
/// {"rows":[…],"has_more":…}, added to what is there.
bool read_audit(const std::string& body, std::vector<AuditRow>& into);
/// The person's sentence of an answer that failed.
std::string sentence_in(const std::string& body, std::string otherwise);

}  // namespace smsdesk
