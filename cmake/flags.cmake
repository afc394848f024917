# Two INTERFACE targets carry every compiler flag: smsdesk_flags for all of our code, smsdesk_plain beside it for
# core and web, which are compiled without exceptions and RTTI (the client's size and speed depend on it).
add_library(smsdesk_flags INTERFACE)
target_include_directories(smsdesk_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(smsdesk_flags INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Werror)
# g++ 12 reports -Wrestrict on correct std::string code at -O2 and above (GCC bug 105651).
target_compile_options(smsdesk_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>)
if(NOT EMSCRIPTEN)
  target_compile_options(smsdesk_flags INTERFACE -fstack-protector-strong -fPIE)
  target_link_options(smsdesk_flags INTERFACE -pie -Wl,-z,now -Wl,-z,relro)
  if(SMSDESK_FUZZ)
    target_compile_options(smsdesk_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(smsdesk_flags INTERFACE -fsanitize=address,undefined)
  elseif(SMSDESK_SANITIZE)
    # -O1 and line tables only: built in half the time of -O2 -g, and a trace still names file and line.
    set(sanitizers ${SMSDESK_SANITIZE})
    set(not_judged "")
    if(SMSDESK_SANITIZE STREQUAL "address")
      set(sanitizers address,undefined)
      # core has no RTTI, which vptr needs; function breaks clang 14 on coroutines ("a difference across sections").
      set(not_judged -fno-sanitize=vptr,function)
    endif()
    target_compile_options(smsdesk_flags INTERFACE
      -O1 -gline-tables-only -fsanitize=${sanitizers} ${not_judged} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_definitions(smsdesk_flags INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(smsdesk_flags INTERFACE -fsanitize=${sanitizers})
  elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_definitions(smsdesk_flags INTERFACE _FORTIFY_SOURCE=2)
  endif()
endif()

add_library(smsdesk_plain INTERFACE)
target_link_libraries(smsdesk_plain INTERFACE smsdesk_flags)
target_compile_options(smsdesk_plain INTERFACE -fno-exceptions -fno-rtti)

# nlohmann/json, seen by core/json and the mock carrier only. Emscripten must not get /usr/include as a whole (the
# host's C headers break its own), so it gets a folder that holds a link to this one library.
add_library(smsdesk_nlohmann INTERFACE)
if(EMSCRIPTEN)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
  file(CREATE_LINK /usr/include/nlohmann ${CMAKE_BINARY_DIR}/include/nlohmann SYMBOLIC)
  target_include_directories(smsdesk_nlohmann SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include)
endif()
