#include "server-mock/twilio_api.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server-mock/signature.h"

namespace smsdesk::mock {
namespace {

using nlohmann::json;

const Instant kNow{std::chrono::milliseconds(1'795'420'800'000)};  // 2026-11-23T08:00:00Z
const std::string kAccount = "AC00000000000000000000000000000000";
const std::string kService = "MG00000000000000000000000000000000";
const std::string kPath = "/2010-04-01/Accounts/" + kAccount + "/Messages";

class Api : public testing::Test {
 protected:
  Api() {
    identity_.account_sid = kAccount;
    identity_.auth_token = "token";
    identity_.api_keys = {{"SK00000000000000000000000000000000", "secret"}};
    identity_.service_sid = kService;
    identity_.numbers = {{"+14155550100", ""}, {"68849", ""}};
  }

  ApiAnswer call(const std::string& method, const std::string& target, const std::string& body = {},
                 const std::string& credentials = kAccount + ":token") {
    net::HttpRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    if (!credentials.empty()) {
      request.headers.push_back({"authorization", "Basic " + encode_base64(credentials)});
    }
    return api_.answer(request, faults_, kNow);
  }
  ApiAnswer send(net::FormFields fields) { return call("POST", kPath + ".json", net::encode_form(fields)); }
  /// A message that Twilio accepts, with fields replaced or added.
  ApiAnswer send_with(const net::FormFields& changes) {
    net::FormFields fields{{"To", "+12125550101"}, {"From", "+14155550100"}, {"Body", "Hi"}};
    for (const auto& [name, value] : changes) {
      bool is_replaced = false;
      for (auto& field : fields) {
        if (field.first == name && name != "MediaUrl") {
          field.second = value;
          is_replaced = true;
        }
      }
      if (!is_replaced) fields.emplace_back(name, value);
    }
    return send(fields);
  }
  static json body_of(const ApiAnswer& answer) { return json::parse(answer.response.body, nullptr, false); }

  Identity identity_;
  Account account_;
  IdSource ids_;
  Faults faults_;
  TwilioApi api_{identity_, account_, ids_, 1};
};

TEST_F(Api, CreatesAMessageInTwiliosShape) {
  const ApiAnswer answer = send_with({{"Body", "Grüße 😀"}});
  EXPECT_EQ(answer.response.status, 201);
  const json body = body_of(answer);
  const std::string sid = body.at("sid");
  const json expected = {{"account_sid", kAccount},
                         {"api_version", "2010-04-01"},
                         {"body", "Grüße 😀"},
                         {"date_created", "Mon, 23 Nov 2026 08:00:00 +0000"},
                         {"date_sent", nullptr},
                         {"date_updated", "Mon, 23 Nov 2026 08:00:00 +0000"},
                         {"direction", "outbound-api"},
                         {"error_code", nullptr},
                         {"error_message", nullptr},
                         {"from", "+14155550100"},
                         {"messaging_service_sid", nullptr},
                         {"num_media", "0"},
                         {"num_segments", "1"},
                         {"price", nullptr},
                         {"price_unit", "USD"},
                         {"sid", sid},
                         {"status", "queued"},
                         {"subresource_uris", {{"media", kPath + "/" + sid + "/Media.json"}}},
                         {"to", "+12125550101"},
                         {"uri", kPath + "/" + sid + ".json"}};
  EXPECT_EQ(body, expected);
  EXPECT_TRUE(is_sid(sid, "SM"));
  EXPECT_EQ(answer.accepted_sid, sid);
}

TEST_F(Api, AServiceAcceptsFirstAndChoosesItsSenderLater) {
  const json body = body_of(send({{"To", "+12125550101"}, {"MessagingServiceSid", kService}, {"Body", "Hi"}}));
  EXPECT_EQ(body.at("status"), "accepted");
  EXPECT_EQ(body.at("from"), nullptr);
  EXPECT_EQ(body.at("num_segments"), "0");
  EXPECT_EQ(body.at("messaging_service_sid"), kService);
}

TEST_F(Api, GivesPicturesAnMmSid) {
  const json body = body_of(send_with({{"Body", ""}, {"MediaUrl", "http://h/a.png"}, {"MediaUrl", "http://h/b.gif"}}));
  EXPECT_TRUE(is_sid(std::string(body.at("sid")), "MM"));
  EXPECT_EQ(body.at("num_media"), "2");
  const json media = body_of(call("GET", kPath + "/" + std::string(body.at("sid")) + "/Media.json"));
  ASSERT_EQ(media.at("media_list").size(), 2U);
  EXPECT_EQ(media.at("media_list")[1].at("content_type"), "image/gif");
  const std::string media_sid = media.at("media_list")[0].at("sid");
  const ApiAnswer moved = call("GET", kPath + "/" + std::string(body.at("sid")) + "/Media/" + media_sid);
  EXPECT_EQ(moved.response.status, 302);
  EXPECT_EQ(moved.response.headers.at(0).value, "http://h/a.png");
}

TEST_F(Api, ATextSentAsAnMmsIsOneWhateverItsLength) {
  const json body = body_of(send_with({{"Body", std::string(400, 'x')}, {"SendAsMms", "true"}}));
  const std::string sid = body.at("sid");
  EXPECT_TRUE(is_sid(sid, "MM"));
  EXPECT_EQ(body.at("num_media"), "0");
  EXPECT_EQ(body.at("num_segments"), "1");
  EXPECT_TRUE(account_.find(sid)->is_mms);
  const json text = body_of(send_with({{"Body", std::string(400, 'x')}, {"SendAsMms", "false"}}));
  EXPECT_TRUE(is_sid(std::string(text.at("sid")), "SM"));
  EXPECT_EQ(text.at("num_segments"), "3");
  EXPECT_EQ(body_of(send_with({{"SendAsMms", "maybe"}})).at("code"), 20001);
  EXPECT_EQ(body_of(send_with({{"Body", std::string(1'601, 'x')}, {"SendAsMms", "true"}})).at("code"), 21617);
}

TEST_F(Api, ANumberWithoutMmsRefusesOne) {
  identity_.numbers[0].has_mms = false;
  EXPECT_EQ(body_of(send_with({{"SendAsMms", "true"}})).at("code"), 21612);
  EXPECT_EQ(body_of(send_with({{"MediaUrl", "http://h/a.png"}})).at("code"), 21612);
  EXPECT_EQ(send_with({}).response.status, 201);
  EXPECT_EQ(send_with({{"From", "68849"}, {"SendAsMms", "true"}}).response.status, 201) << "another number has it";
}

TEST_F(Api, RemovesAPictureOfAFinishedMessageAndNoOther) {
  const json made = body_of(send_with({{"Body", ""}, {"MediaUrl", "http://h/a.png"}, {"MediaUrl", "http://h/b.gif"}}));
  const std::string sid = made.at("sid"), list = kPath + "/" + sid + "/Media.json";
  const auto sids = [&] {
    std::vector<std::string> found;
    const json answer = body_of(call("GET", list));
    for (const json& one : answer.at("media_list")) found.push_back(one.at("sid"));
    return found;
  };
  const std::vector<std::string> both = sids();
  ASSERT_EQ(both.size(), 2U);
  const std::string first = kPath + "/" + sid + "/Media/" + both[0] + ".json";
  EXPECT_EQ(body_of(call("DELETE", first)).at("code"), 20009) << "it is on its way";
  EXPECT_EQ(sids(), both);
  ASSERT_TRUE(account_.advance(sid, MessageStatus::Delivered, 0, kNow));
  EXPECT_EQ(body_of(call("DELETE", list)).at("code"), 20004) << "all at once";
  EXPECT_EQ(body_of(call("POST", first)).at("code"), 20004);
  EXPECT_EQ(call("DELETE", first).response.status, 204);
  EXPECT_EQ(sids(), std::vector<std::string>{both[1]});
  for (const char* method : {"GET", "DELETE"}) {
    EXPECT_EQ(call(method, first).response.status, 404) << method;
  }
}

TEST_F(Api, RefusesAsTwilioDoes) {
  const struct {
    net::FormFields changes;
    int code;
  } kCases[] = {
      {{{"To", ""}}, 21604},
      {{{"From", ""}}, 21603},
      {{{"Body", ""}}, 21602},
      {{{"Body", std::string(1'601, 'a')}}, 21617},
      {{{"To", "12"}}, 21211},
      {{{"To", "+15005550001"}}, 21211},
      {{{"To", "+15005550002"}}, 21612},
      {{{"To", "+15005550003"}}, 21408},
      {{{"To", "+15005550004"}}, 21610},
      {{{"To", "+15005550009"}}, 21614},
      {{{"From", "+1"}}, 21212},
      {{{"From", "+14155550177"}}, 21606},
      {{{"From", "+15005550008"}}, 21611},
      {{{"StatusCallback", "/status"}}, 21609},
      {{{"StatusCallback", "http://my_host/"}}, 21609},
      {{{"MediaUrl", "file:///etc/passwd"}}, 21620},
      {{{"ValidityPeriod", "36001"}}, 20001},
      {{{"ValidityPeriod", "ten"}}, 20001},
      {{{"RiskCheck", "maybe"}}, 20001},
      {{{"MessagingServiceSid", "MG1"}}, 21701},
      {{{"ScheduleType", "fixed"}}, 35111},
      {{{"ScheduleType", "fixed"}, {"SendAt", "2026-11-23T10:00:00Z"}}, 35118},
      {{{"ScheduleType", "fixed"}, {"SendAt", "2026-11-23T08:01:00Z"}, {"MessagingServiceSid", kService}}, 35114},
  };
  for (const auto& one : kCases) {
    const ApiAnswer answer = send_with(one.changes);
    const json body = body_of(answer);
    EXPECT_EQ(body.value("code", 0), one.code) << one.changes[0].first << one.changes[0].second;
    EXPECT_EQ(answer.response.status, 400);
    EXPECT_EQ(body.at("status"), 400);
    EXPECT_EQ(body.at("more_info"), "https://www.twilio.com/docs/errors/" + std::to_string(one.code));
    EXPECT_TRUE(body.at("message").is_string());
  }
  EXPECT_EQ(account_.size(), 0U);
}

TEST_F(Api, CountsCharactersAboveTheBasicPlaneTwice) {
  std::string text;
  for (int i = 0; i < 800; ++i) text += "😀";
  EXPECT_EQ(send_with({{"Body", text}}).response.status, 201);
  EXPECT_EQ(body_of(send_with({{"Body", text + "a"}})).at("code"), 21617);
}

TEST_F(Api, WantsTheAccountOrAnApiKey) {
  for (const std::string& wrong : {std::string(), kAccount + ":wrong", kAccount + ":", std::string("nobody:token"),
                                   std::string("SK00000000000000000000000000000000:token")}) {
    const ApiAnswer answer = call("GET", kPath + ".json", "", wrong);
    EXPECT_EQ(answer.response.status, 401) << wrong;
    EXPECT_EQ(body_of(answer).at("code"), 20003);
  }
  EXPECT_EQ(call("GET", kPath + ".json", "", "SK00000000000000000000000000000000:secret").response.status, 200);
}

TEST_F(Api, AnswersUnknownPlacesWith20404) {
  for (const std::string& path :
       {kPath + "/SM00000000000000000000000000000000.json", std::string("/2010-04-01/Accounts/AC1/Messages.json"),
        std::string("/2010-04-01/Nothing.json"), kPath}) {
    const ApiAnswer answer = call("GET", path);
    EXPECT_EQ(answer.response.status, 404) << path;
    EXPECT_EQ(body_of(answer).at("code"), 20404);
  }
}

TEST_F(Api, RefusesThoseWhoOptedOutUntilTheyComeBack) {
  account_.opt_out("+12125550101", "+14155550100");
  EXPECT_EQ(body_of(send_with({})).at("code"), 21610);
  account_.opt_in("+12125550101", "+14155550100");
  EXPECT_EQ(send_with({}).response.status, 201);
}

TEST_F(Api, ListsWithFiltersAndPages) {
  for (int i = 0; i < 5; ++i) send_with({{"Body", std::to_string(i)}});
  send_with({{"To", "+12125550102"}});
  std::string target = kPath + ".json?To=%2B12125550101&PageSize=2";
  std::vector<std::string> bodies;
  int pages = 0;
  while (!target.empty()) {
    const json page = body_of(call("GET", target));
    ASSERT_TRUE(page.contains("messages")) << page.dump();
    EXPECT_EQ(page.at("page"), pages);
    EXPECT_EQ(page.at("page_size"), 2);
    for (const json& message : page.at("messages")) bodies.push_back(message.at("body"));
    ++pages;
    target = page.at("next_page_uri").is_null() ? "" : std::string(page.at("next_page_uri"));
  }
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(bodies, (std::vector<std::string>{"4", "3", "2", "1", "0"}));
}

TEST_F(Api, FiltersByDayAndInstant) {
  const std::string sid = send_with({}).accepted_sid;
  const auto count = [&](const std::string& query) {
    return body_of(call("GET", kPath + ".json?" + query)).at("messages").size();
  };
  EXPECT_EQ(count("DateSent=2026-11-23"), 0U) << "it has not left yet";
  ASSERT_TRUE(account_.advance(sid, MessageStatus::Sent, 0, kNow));
  EXPECT_EQ(count("DateSent=2026-11-23"), 1U);
  EXPECT_EQ(count("DateSent=2026-11-22"), 0U);
  EXPECT_EQ(count("DateSent%3E=2026-11-23T08:00:00Z"), 1U);
  EXPECT_EQ(count("DateSent%3E=2026-11-23T08:00:01Z"), 0U);
  EXPECT_EQ(count("DateSent%3C=2026-11-22"), 0U);
  EXPECT_EQ(count("DateSent%3C=2026-11-23T08:00:00Z&DateSent%3E=2026-11-23"), 1U);
  for (const char* wrong : {"DateSent=yesterday", "PageSize=0", "PageSize=x", "PageToken=1"}) {
    EXPECT_EQ(body_of(call("GET", kPath + ".json?" + wrong)).at("code"), 20001) << wrong;
  }
}

TEST_F(Api, RedactsCancelsAndDeletesOnlyWhereItMay) {
  const std::string path = kPath + "/" + send_with({}).accepted_sid;
  EXPECT_EQ(body_of(call("POST", path + ".json", "Body=")).at("code"), 20009);
  EXPECT_EQ(call("DELETE", path + ".json").response.status, 409);
  EXPECT_EQ(body_of(call("POST", path + ".json", "Status=canceled")).at("code"), 30409);
  account_.advance(path.substr(kPath.size() + 1), MessageStatus::Delivered, 0, kNow);
  EXPECT_EQ(body_of(call("POST", path + ".json", "Body=new")).at("code"), 20001);
  EXPECT_EQ(body_of(call("POST", path + ".json", "Body=")).at("body"), "");
  EXPECT_EQ(call("DELETE", path + ".json").response.status, 204);
  EXPECT_EQ(call("GET", path + ".json").response.status, 404);
}

TEST_F(Api, CancelsAScheduledMessage) {
  const ApiAnswer answer =
      send_with({{"MessagingServiceSid", kService}, {"ScheduleType", "fixed"}, {"SendAt", "2026-11-23T10:00:00Z"}});
  EXPECT_EQ(body_of(answer).at("status"), "scheduled");
  const std::string path = kPath + "/" + answer.accepted_sid + ".json";
  EXPECT_EQ(body_of(call("POST", path, "Status=canceled")).at("status"), "canceled");
}

TEST_F(Api, FaultsKeepTheirPromises) {
  faults_.rate_limit_percent = 100;
  EXPECT_EQ(send_with({}).response.status, 429);
  faults_ = {};
  faults_.fail_5xx_percent = 100;
  EXPECT_EQ(send_with({}).response.status, 500);
  faults_ = {};
  faults_.refuse_percent = 100;
  faults_.refuse_code = 21408;
  EXPECT_EQ(body_of(send_with({})).at("code"), 21408);
  EXPECT_EQ(account_.size(), 0U) << "none of these may have been accepted";
  faults_ = {};
  faults_.hang_percent = 100;
  const ApiAnswer hung = send_with({});
  EXPECT_TRUE(hung.is_never_sent);
  EXPECT_NE(account_.find(hung.accepted_sid), nullptr);
}

TEST_F(Api, ARateLimitNamesTheSecondsToWaitWhereItIsToldTo) {
  const auto retry_after = [&] {
    std::vector<std::string> found;
    for (const net::Header& header : send_with({}).response.headers) {
      if (net::equals_without_case(header.name, "Retry-After")) found.push_back(header.value);
    }
    return found;
  };
  faults_.retry_after_s = 7;
  EXPECT_EQ(retry_after(), std::vector<std::string>{}) << "it is of a 429 only";
  faults_.rate_limit_percent = 100;
  EXPECT_EQ(retry_after(), std::vector<std::string>{"7"});
  faults_.retry_after_s = 0;
  EXPECT_EQ(retry_after(), std::vector<std::string>{});
}

TEST_F(Api, RefusesMalformedForms) {
  EXPECT_EQ(body_of(call("POST", kPath + ".json", "To=%zz")).at("code"), 20001);
  EXPECT_EQ(call("PUT", kPath + ".json").response.status, 405);
}

}  // namespace
}  // namespace smsdesk::mock
