// The files of templates, beside those of messages: what they are, whether they can be sent, and who may have them. Pure.
//
// A template keeps a file as a message does: by the hash of its content. Whoever may read the template may read its files and
// send them, whoever uploaded them.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/conversation/media.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

/// As it is attached to a message.
Media media_of(const TemplateFile& file);
/// Of what the relay has.
TemplateFile template_file_of(const Media& media);
/// Why its files cannot go in one message, as a sentence; empty where they can.
std::string trouble_with_files(const Template& one);
/// The contents of all templates that this agent may read; they belong to the workspace, until it changes.
std::set<std::string_view> readable_template_files(const Workspace& workspace, const Agent& viewer);
/// A template that this agent may read has that content. Looks at every template: to ask of many, take the set of them.
bool has_template_file(const Workspace& workspace, const Agent& viewer, std::string_view hash);

}  // namespace smsdesk
