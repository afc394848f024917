#include "relay/host/site.h"

#include <sodium.h>

#include <fstream>
#include <sstream>

#include "core/json/json.h"

namespace smsdesk::relay {
namespace {

std::shared_ptr<const std::string> read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return nullptr;
  std::ostringstream content;
  content << stream.rdbuf();
  return std::make_shared<const std::string>(content.str());
}

std::string etag_of(const std::string& content) {
  unsigned char hash[16];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(content.data()), content.size(), nullptr,
                     0);
  char hex[sizeof hash * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  // Weak: the same file in another coding is the same to a browser, and not the same bytes.
  return "W/\"" + std::string(hex) + "\"";
}

/// Whether a coding is named in Accept-Encoding and not refused with q=0.
bool accepts(const net::HttpRequest& request, std::string_view coding) {
  const std::string* header = request.find_header("Accept-Encoding");
  if (header == nullptr) return false;
  std::size_t begin = 0;
  while (begin < header->size()) {
    std::size_t end = header->find(',', begin);
    if (end == std::string::npos) end = header->size();
    std::string part = header->substr(begin, end - begin);
    std::erase(part, ' ');
    const std::size_t semicolon = part.find(';');
    if (net::equals_without_case(part.substr(0, semicolon), coding)) {
      const std::string weight = semicolon == std::string::npos ? "" : part.substr(semicolon + 1);
      return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000";
    }
    begin = end + 1;
  }
  return false;
}

}  // namespace

void add_security_headers(net::HttpResponse& response, bool is_https) {
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
       "media-src 'self'; "
       "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back({"Permissions-Policy", "camera=(), microphone=(), geolocation=()"});
  if (is_https) response.headers.push_back({"Strict-Transport-Security", "max-age=31536000"});
}

Result<Site> Site::load(const std::string& directory) {
  const auto list = read_file(directory + "/site.json");
  if (!list) {
    return Error{ErrorCode::NotFound,
                 "The client's files are not in " + directory +
                     " (site.json is missing). Build them with ./smsdesk run, or set \"site_dir\"."};
  }
  auto document = json::Document::parse(*list);
  if (!document || !document->root().is_array())
    return Error{ErrorCode::Invalid, directory + "/site.json is not a list of files."};
  Site site;
  const json::View root = document->root();
  for (std::size_t i = 0; i < root.size(); ++i) {
    const json::View one = root.at(i);
    File file;
    file.type = std::string(one.text_or("type", "application/octet-stream"));
    file.is_immutable = one.bool_or("immutable", false);
    const auto part = [&](const char* name) -> std::shared_ptr<const std::string> {
      const std::string file_name(one.text_or(name, ""));
      return file_name.empty() ? nullptr : read_file(directory + "/" + file_name);
    };
    file.plain = part("file");
    file.brotli = part("br");
    file.gzip = part("gz");
    const std::string path(one.text_or("path", ""));
    if (path.empty() || !file.plain) {
      return Error{ErrorCode::Invalid, directory + "/site.json names a file that is not there: " + path + "."};
    }
    file.etag = etag_of(*file.plain);
    site.files_[path] = std::move(file);
  }
  return site;
}

std::vector<std::shared_ptr<const std::string>> Site::files_at(std::string_view path_begin) const {
  std::vector<std::shared_ptr<const std::string>> found;
  for (const auto& [path, file] : files_) {
    if (std::string_view(path).starts_with(path_begin)) found.push_back(file.plain);
  }
  return found;
}

net::HttpResponse Site::answer(const net::HttpRequest& request) const {
  net::HttpResponse response;
  const auto at = files_.find(std::string(request.path()));
  if (at == files_.end()) {
    response.status = 404;
    response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    response.body = "There is nothing here.\n";
    return response;
  }
  const File& file = at->second;
  response.headers.push_back({"Content-Type", file.type});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  response.headers.push_back({"ETag", file.etag});
  response.headers.push_back({"Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  const std::string* known = request.find_header("If-None-Match");
  if (known != nullptr && known->find(file.etag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.shared_body = file.plain;
  if (file.brotli && accepts(request, "br")) {
    response.shared_body = file.brotli;
    response.headers.push_back({"Content-Encoding", "br"});
  } else if (file.gzip && accepts(request, "gzip")) {
    response.shared_body = file.gzip;
    response.headers.push_back({"Content-Encoding", "gzip"});
  }
  return response;
}

}  // namespace smsdesk::relay
