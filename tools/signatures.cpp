#include "relay/carrier/twilio/signature.h"
#include "tools/commands.h"

namespace smsdesk::tools {

Result<std::string> answer_signature(json::View object) {
  json::View token = object.find("token"), url = object.find("url"), params = object.find("params");
  if (!token.is_string() || !url.is_string())
    return Error{ErrorCode::Invalid, "strings \"token\" and \"url\" are expected."};
  if (params.exists() && !params.is_object()) return Error{ErrorCode::Invalid, "\"params\" must be an object."};

  twilio::Fields fields;
  for (std::size_t i = 0; i < params.size(); ++i) {
    json::View value = params.at(i);
    bool is_list = value.is_array();
    for (std::size_t k = 0; k < (is_list ? value.size() : 1); ++k) {
      json::View one = is_list ? value.at(k) : value;
      if (!one.is_string())
        return Error{ErrorCode::Invalid, "each of \"params\" must be a string or a list of strings."};
      fields.emplace_back(params.member_key(i), one.string());
    }
  }
  json::Writer writer;
  writer.begin_object()
      .key("signature")
      .string(twilio::signature_of(token.string(), url.string(), fields))
      .end_object();
  return writer.take();
}

}  // namespace smsdesk::tools
