// A password in a store, for tests that begin with one.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "relay/store/store.h"

namespace smsdesk::store {

inline void set_password(Store& store, AgentId agent, const std::string& hash) {
  Batch batch;
  batch.passwords = {{agent, hash}};
  EXPECT_TRUE(store.append(store.head(), batch));
}

}  // namespace smsdesk::store
