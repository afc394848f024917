# GoogleTest from Debian's libgtest-dev: the built library natively, the same package's source for wasm (tests run in Node).
add_library(smsdesk_gtest INTERFACE)
if(EMSCRIPTEN)
  add_library(smsdesk_gtest_wasm STATIC /usr/src/googletest/googletest/src/gtest-all.cc
                                        /usr/src/googletest/googletest/src/gtest_main.cc)
  target_include_directories(smsdesk_gtest_wasm SYSTEM PUBLIC /usr/src/googletest/googletest/include
                             PRIVATE /usr/src/googletest/googletest)
  target_link_libraries(smsdesk_gtest INTERFACE smsdesk_gtest_wasm)
else()
  find_package(GTest REQUIRED)
  target_link_libraries(smsdesk_gtest INTERFACE GTest::gtest_main)
endif()
