#include "relay/host/answers.h"

#include "core/json/json.h"

namespace smsdesk::relay {

net::HttpResponse plain_answer(int status, std::string text) {
  net::HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.body = std::move(text);
  return response;
}

net::HttpResponse json_answer(int status, std::string body) {
  net::HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.body = std::move(body);
  return response;
}

net::HttpResponse sentence_answer(int status, const std::string& sentence) {
  json::Writer writer;
  writer.begin_object().key("sentence").string(sentence).end_object();
  return json_answer(status, writer.take());
}

net::HttpResponse method_answer(const std::string& allowed) {
  net::HttpResponse response = sentence_answer(405, "Only " + allowed + " is answered here.");
  response.headers.push_back({"Allow", allowed});
  return response;
}

bool has_type(const net::HttpRequest& request, std::string_view type) {
  const std::string* header = request.find_header("Content-Type");
  if (header == nullptr) return false;
  std::string_view given = std::string_view(*header).substr(0, header->find(';'));
  while (!given.empty() && given.back() == ' ') given.remove_suffix(1);
  return net::equals_without_case(given, type);
}

}  // namespace smsdesk::relay
