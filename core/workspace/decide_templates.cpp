// Who may write which templates: one's own, everybody; a team's, supervisors and admins; the organisation's, admins. A change
// of several is decided as a whole against what the workspace will have: one that cannot be refuses all of them.
#include <algorithm>
#include <map>

#include "core/template/fold.h"
#include "core/words/words.h"
#include "core/workspace/commands.h"
#include "core/workspace/customer_fields.h"
#include "core/workspace/template_files.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

std::string why_not_yours(TemplateLibrary library) {
  switch (library) {
    case TemplateLibrary::Own:
      return mark("This template is somebody else's own.");
    case TemplateLibrary::Team:
      return mark("Only supervisors and admins can change the templates of a team.");
    case TemplateLibrary::Organisation:
      break;
  }
  return mark("Only admins can change the templates of the organisation.");
}

/// `by` null: the relay itself.
bool may_write(const Template& one, const Agent* by) {
  return by != nullptr ? may_write_template(one, *by) : one.library != TemplateLibrary::Own;
}

class Saving {
 public:
  Saving(const Workspace& workspace, const Agent* by, Entries& entries)
      : w_(workspace), by_(by), entries_(entries), after_(workspace.templates) {}

  /// What is refused; not set: everything is in `entries`.
  std::optional<Refusal> put(const std::vector<Template>& list, bool replaces_namesakes) {
    if (list.empty()) return Refusal{RefusalKind::Empty, mark("There is no template in it."), 0};
    if (list.size() > kTemplatesAtOnceMax)
      return Refusal{RefusalKind::TooLong, mark("These are more than 500 templates. Take them in parts."), 0};
    for (Template one : list) {
      std::sort(one.queues.begin(), one.queues.end());
      one.queues.erase(std::unique(one.queues.begin(), one.queues.end()), one.queues.end());
      if (auto refusal = put_one(std::move(one), replaces_namesakes)) {
        // Of many, the sentence says which.
        if (list.size() > 1) refusal->sentence = "“" + refused_name_ + "”: " + refusal->sentence;
        return refusal;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<Refusal> put_one(Template one, bool replaces_namesakes) {
    refused_name_ = one.name;
    const auto bad = [](std::string sentence) { return Refusal{RefusalKind::BadValue, std::move(sentence), 0}; };
    if (std::string trouble = trouble_with(one); !trouble.empty()) return bad(std::move(trouble));
    if (std::string trouble = trouble_with_fields(one, w_.settings.customer_fields); !trouble.empty())
      return bad(std::move(trouble));
    if (std::string trouble = trouble_with_files(one); !trouble.empty()) return bad(std::move(trouble));
    if (!may_write(one, by_)) return Refusal{RefusalKind::NoRight, why_not_yours(one.library), 0};
    if (one.group.is_set() && w_.groups.count(one.group) == 0) return bad("This team is not there any more.");
    if (one.team.is_set() && !is_queue(one.team)) return bad("This team is not there any more.");
    for (const QueueId queue : one.queues) {
      if (!is_queue(queue)) return bad("A queue that it is limited to is not there any more. Choose the queues again.");
    }
    for (const TemplateAction& action : one.actions) {
      if (action.queue.is_set() && !is_queue(action.queue))
        return bad("The queue that it transfers to is not there any more. Choose another one, or remove the action.");
      if (action.code.is_set() && w_.wrap_up_codes.count(action.code) == 0)
        return bad("The wrap-up code that it sets is not there any more. Choose another one, or remove the action.");
    }
    if (!one.id.is_set() && replaces_namesakes) {
      for (const auto& [id, other] : after_) {
        if (is_same_library(one, other) && folded(one.name) == folded(other.name)) one.id = id;
      }
    }
    const auto known = after_.find(one.id);
    if (one.id.is_set() && known == after_.end()) {
      return Refusal{RefusalKind::NotNow, mark("This template was deleted meanwhile. Save it as a new one."), 0};
    }
    if (known != after_.end()) {
      if (!may_write(known->second, by_)) return Refusal{RefusalKind::NoRight, why_not_yours(known->second.library), 0};
      if (known->second == one) return std::nullopt;
    }
    std::size_t beside = 0;
    for (const auto& [id, other] : after_) {
      if (id == one.id) continue;
      if (one.owner == other.owner) ++beside;
      if (!is_same_library(one, other)) continue;
      if (folded(one.name) == folded(other.name))
        return bad("Another template here has this name. Choose another one.");
      if (!one.shortcut.empty() && folded(one.shortcut) == folded(other.shortcut))
        return bad(tr("“{name}” has this shortcut already. Choose another one.", {{"name", other.name}}));
    }
    if (beside >= (one.owner.is_set() ? kOwnTemplatesMax : kTemplatesMax)) {
      return Refusal{RefusalKind::NoRoom, mark("There are too many templates. Delete some that nobody uses."), 0};
    }
    if (!one.id.is_set()) one.id = entries_.next_id<TemplateId>();
    after_[one.id] = one;
    entries_.add(TemplateSaved{std::move(one)});
    return std::nullopt;
  }
  bool is_queue(QueueId id) const {
    const Queue* queue = w_.find_queue(id);
    return queue != nullptr && !queue->removed_at;
  }

  const Workspace& w_;
  const Agent* by_;
  Entries& entries_;
  std::map<TemplateId, Template> after_;
  std::string refused_name_;
};

}  // namespace

Decision Commands::operator()(const SaveTemplates& c) {
  if (auto refusal = Saving(w_, &agent_, entries_).put(c.templates, c.replaces_namesakes)) {
    return {{}, std::move(refusal)};
  }
  return done();
}

Decision Commands::operator()(const RemoveTemplate& c) {
  const Template* known = w_.find_template(c.id);
  if (known == nullptr || !may_see_template(w_, *known, agent_)) return done();  // somebody was faster
  if (!may_write(*known, &agent_)) return refused(RefusalKind::NoRight, why_not_yours(known->library));
  entries_.add(TemplateRemoved{c.id});
  return done();
}

Decision Commands::operator()(const UseTemplate& c) {
  const Template* known = w_.find_template(c.id);
  if (known != nullptr && may_see_template(w_, *known, agent_)) entries_.add(TemplateUsed{c.id, agent_.id});
  return done();
}

Decision decide_templates(const Workspace& workspace, const TemplatesGiven& input, Instant now) {
  Entries entries(workspace, now, input.by);
  const Agent* by = workspace.find_agent(input.by);
  if (input.by.is_set() && (by == nullptr || by->removed_at || by->role != AgentRole::Admin)) {
    return refused(RefusalKind::NoRight, "Only an admin can take in templates.");
  }
  if (auto refusal = Saving(workspace, by, entries).put(input.templates, true)) return {{}, std::move(refusal)};
  return {entries.take(), std::nullopt};
}

}  // namespace smsdesk
