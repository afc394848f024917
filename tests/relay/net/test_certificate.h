// A self-signed certificate for "localhost" and 127.0.0.1, made anew for each test program.
#pragma once

#include <memory>
#include <string>

#include "relay/net/http_server.h"

namespace smsdesk::net {

/// Two PEM files in a folder that lives as long as this.
class TestCertificate {
 public:
  TestCertificate();
  ~TestCertificate();
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;
  std::unique_ptr<TlsFiles> tls_files() const;
  const std::string& certificate_file() const { return certificate_file_; }
  const std::string& key_file() const { return key_file_; }

 private:
  std::string folder_;
  std::string certificate_file_;
  std::string key_file_;
};

}  // namespace smsdesk::net
