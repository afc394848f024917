#include "relay/net/http.h"

#include <gtest/gtest.h>

#include "relay/net/response_head.h"

namespace smsdesk::net {
namespace {

TEST(Form, KeepsOrderRepetitionAndBlanks) {
  FormFields fields;
  ASSERT_TRUE(decode_form("To=%2B4179&Body=+a%20b+&To=2&Empty=&Bare&=x", fields));
  const FormFields expected = {{"To", "+4179"}, {"Body", " a b "}, {"To", "2"}, {"Empty", ""}, {"Bare", ""}, {"", "x"}};
  EXPECT_EQ(fields, expected);
}

TEST(Form, RefusesMalformedPercent) {
  FormFields fields;
  for (const char* body : {"a=%", "a=%4", "a=%zz", "a=%4g", "%=1", "a=1&b=%0", "a=%%41"}) {
    EXPECT_FALSE(decode_form(body, fields)) << body;
  }
}

TEST(Form, RefusesMoreFieldsThanItsMaximum) {
  std::string body;
  for (std::size_t i = 0; i < kFormFieldsMax; ++i) body += "a=1&";
  FormFields fields;
  EXPECT_TRUE(decode_form(body, fields));
  EXPECT_EQ(fields.size(), kFormFieldsMax);
  EXPECT_FALSE(decode_form(body + "a=1", fields));
}

TEST(Form, ForgetsEarlierContent) {
  FormFields fields = {{"old", "1"}};
  ASSERT_TRUE(decode_form("", fields));
  EXPECT_TRUE(fields.empty());
}

TEST(Form, DecodesWhatItEncodes) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const FormFields fields = {{"a b", "c&d=e"}, {every_byte, every_byte}, {"", "x"}, {"ü", "😀"}};
  FormFields again;
  ASSERT_TRUE(decode_form(encode_form(fields), again));
  EXPECT_EQ(again, fields);
}

TEST(Form, FindsTheFirstOfAName) {
  const FormFields fields = {{"a", "1"}, {"a", "2"}};
  ASSERT_NE(find_field(fields, "a"), nullptr);
  EXPECT_EQ(*find_field(fields, "a"), "1");
  EXPECT_EQ(find_field(fields, "A"), nullptr);
}

TEST(Component, EncodesAllButUnreserved) {
  EXPECT_EQ(encode_component("aZ09-._~ +/?&=%ü"), "aZ09-._~%20%2B%2F%3F%26%3D%25%C3%BC");
}

TEST(HttpRequest, SplitsItsTarget) {
  HttpRequest request;
  request.target = "/a/b?c=d?e";
  EXPECT_EQ(request.path(), "/a/b");
  EXPECT_EQ(request.query(), "c=d?e");
  request.target = "/a";
  EXPECT_EQ(request.path(), "/a");
  EXPECT_EQ(request.query(), "");
}

TEST(HttpRequest, FindsHeadersWithoutCaseAndCookiesWithCase) {
  HttpRequest request;
  request.headers = {{"COOKIE", "a=1; session=x=y;  b=2"}, {"Cookie", "late=3"}};
  ASSERT_NE(request.find_header("cookie"), nullptr);
  EXPECT_EQ(request.cookie("session"), "x=y");
  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("late"), "3");
  EXPECT_EQ(request.cookie("Session"), "");
  EXPECT_EQ(request.cookie("sess"), "");
}

TEST(ResponseHead, WritesTheDateOfTheStandard) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(ResponseHead, FramesTheBodyItself) {
  HttpResponse response;
  response.headers = {{"Content-Length", "999"}, {"Transfer-Encoding", "chunked"}, {"X", "y"}};
  EXPECT_EQ(encode_response_head(response, 3, "D", true),
            "HTTP/1.1 200 OK\r\nDate: D\r\nX: y\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
  response.status = 204;
  response.headers.clear();
  EXPECT_EQ(encode_response_head(response, 0, "D", false), "HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
}

TEST(ResponseHead, RefusesHeadersThatWouldSplitTheResponse) {
  HttpResponse response;
  response.headers = {{"Location", "/a\r\nSet-Cookie: b=c"}};
  EXPECT_FALSE(is_sendable(response));
  EXPECT_EQ(encode_response_head(response, 0, "D", false).find("Set-Cookie"), std::string::npos);
  response.headers = {{"A b", "c"}};
  EXPECT_FALSE(is_sendable(response));
  response.headers = {{"Location", "/a"}};
  EXPECT_TRUE(is_sendable(response));
}

}  // namespace
}  // namespace smsdesk::net
