#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "relay/net/server_check.h"
#include "tests/relay/net/server_fixture.h"
#include "tests/relay/net/test_certificate.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::net {
namespace {

/// A blocking TLS client by OpenSSL's own calls.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, const std::string& trusted_file, int version_max) {
    context_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_max_proto_version(context_, version_max);
    SSL_CTX_load_verify_file(context_, trusted_file.c_str());
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    bio_ = BIO_new_ssl_connect(context_);
    BIO_set_conn_hostname(bio_, ("127.0.0.1:" + std::to_string(port)).c_str());
    is_connected_ = BIO_do_connect(bio_) == 1 && BIO_do_handshake(bio_) == 1;
  }
  ~TlsClient() {
    BIO_free_all(bio_);
    SSL_CTX_free(context_);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  bool is_connected() const { return is_connected_; }
  std::string version() const {
    SSL* ssl = nullptr;
    BIO_get_ssl(bio_, &ssl);
    return SSL_get_version(ssl);
  }
  void send(const std::string& bytes) { BIO_write(bio_, bytes.data(), static_cast<int>(bytes.size())); }
  std::string receive_until(const std::string& text) {
    std::string all;
    char byte = 0;
    while (all.find(text) == std::string::npos && BIO_read(bio_, &byte, 1) == 1) all += byte;
    return all;
  }
  std::string receive_to_end() {
    std::string all;
    char bytes[4096];
    for (int count = BIO_read(bio_, bytes, sizeof bytes); count > 0; count = BIO_read(bio_, bytes, sizeof bytes)) {
      all.append(bytes, static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  SSL_CTX* context_ = nullptr;
  BIO* bio_ = nullptr;
  bool is_connected_ = false;
};

TEST(Tls, ServesOverVersions12And13) {
  const TestCertificate certificate;
  TestServer server({}, certificate.tls_files());
  server.handler.request = [](HttpRequest request, Reply reply) {
    HttpResponse response;
    response.body = request.is_tls ? "over tls" : "in plain";
    reply.send(std::move(response));
  };
  server.start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server.port(), certificate.certificate_file(), version);
    ASSERT_TRUE(client.is_connected());
    EXPECT_EQ(client.version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_NE(client.receive_to_end().find("over tls"), std::string::npos);
  }
}

/// Says hello and takes its leave.
class HelloHandler : public WebSocketHandler {
 public:
  void on_open(std::shared_ptr<WebSocket> socket) override {
    socket->send(std::make_shared<const std::string>("hello"));
    socket->close(4000, "bye");
  }
  void on_message(std::string) override {}
  void on_close(std::uint16_t, std::string) override {}
};

TEST(Tls, CarriesWebSockets) {
  const TestCertificate certificate;
  TestServer server({}, certificate.tls_files());
  server.handler.upgrade = [](const HttpRequest& request) -> Upgrade {
    EXPECT_TRUE(request.is_tls);
    return std::make_unique<HelloHandler>();
  };
  server.start();
  TlsClient client(server.port(), certificate.certificate_file(), TLS1_3_VERSION);
  ASSERT_TRUE(client.is_connected());
  client.send(
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  // A text frame of five bytes, then a close frame of five: the code and the reason.
  const std::string frames =
      "\x81\x05hello\x88\x05\x0F\xA0"
      "bye";
  const std::string received = client.receive_until(frames);
  EXPECT_EQ(received.substr(0, 12), "HTTP/1.1 101");
  // RFC 6455 §1.3: the answer to that key.
  EXPECT_NE(received.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
  EXPECT_NE(received.find(frames), std::string::npos);
}

TEST(Tls, RefusesOlderVersions) {
  const TestCertificate certificate;
  TestServer server({}, certificate.tls_files());
  server.start();
  EXPECT_FALSE(TlsClient(server.port(), certificate.certificate_file(), TLS1_1_VERSION).is_connected());
}

TEST(Tls, ClosesAStalledOrPlainHandshake) {
  const TestCertificate certificate;
  ServerLimits limits;
  limits.header_deadline = std::chrono::milliseconds(50);
  TestServer server(limits, certificate.tls_files());
  server.start();
  support::TcpClient silent(server.port());
  EXPECT_TRUE(silent.receive_to_end());
  support::TcpClient plain(server.port());
  plain.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(plain.receive_to_end());
  EXPECT_EQ(server.handler.calls, 0u);
}

TEST(Tls, SaysWhichFileIsWrong) {
  const TestCertificate certificate;
  const TestCertificate other;
  Loop loop;
  TestHandler handler;
  const auto sentence_of = [&](const std::string& chain, const std::string& key) {
    ServerOptions options;
    options.tls = std::make_unique<TlsFiles>(TlsFiles{chain, key});
    const Status checked = check_server_options(options);
    const auto listening = HttpServer::listen(loop, std::move(options), handler);
    const std::string sentence = listening ? std::string() : listening.error().sentence;
    EXPECT_EQ(checked ? std::string() : checked.error().sentence, sentence) << "told before as it is told then";
    return sentence;
  };
  EXPECT_EQ(sentence_of(certificate.certificate_file(), certificate.key_file()), "");
  EXPECT_NE(sentence_of("/nowhere.pem", certificate.key_file()).find("/nowhere.pem"), std::string::npos);
  EXPECT_NE(sentence_of(certificate.certificate_file(), other.key_file()).find(other.key_file()), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::net
