#include "core/workspace/template_files.h"

#include <algorithm>
#include <vector>

#include "core/words/words.h"
#include "core/workspace/visibility.h"

namespace smsdesk {

static_assert(kTemplateFilesMax == kMediaMax);

Media media_of(const TemplateFile& file) {
  Media media;
  media.state = MediaState::Stored;
  media.hash = file.hash;
  media.name = file.name;
  media.content_type = file.content_type;
  media.bytes = file.bytes;
  media.width = file.width;
  media.height = file.height;
  return media;
}

TemplateFile template_file_of(const Media& media) {
  return {media.hash, media.name, media.content_type, media.bytes, media.width, media.height};
}

std::string trouble_with_files(const Template& one) {
  std::vector<Media> media;
  for (const TemplateFile& file : one.files) {
    if (!is_media_hash(file.hash) || file.content_type.empty())
      return tr("The relay does not have the file “{name}”. Remove it, or add it again.", {{"name", file.name}});
    media.push_back(media_of(file));
  }
  return trouble_with_sending(media);
}

std::set<std::string_view> readable_template_files(const Workspace& workspace, const Agent& viewer) {
  std::set<std::string_view> hashes;
  for (const auto& [id, one] : workspace.templates) {
    if (one.files.empty() || !may_see_template(workspace, one, viewer)) continue;
    for (const TemplateFile& file : one.files) hashes.insert(file.hash);
  }
  return hashes;
}

bool has_template_file(const Workspace& workspace, const Agent& viewer, std::string_view hash) {
  return std::any_of(workspace.templates.begin(), workspace.templates.end(), [&](const auto& one) {
    const auto& files = one.second.files;
    return std::any_of(files.begin(), files.end(), [&](const TemplateFile& file) { return file.hash == hash; }) &&
           may_see_template(workspace, one.second, viewer);
  });
}

}  // namespace smsdesk
