# Sets imgui_version to the number of the Dear ImGui in SMSDESK_IMGUI_DIR (1.92.2b has 19222); older ones than the least
# lack what the client draws with, and would end in errors of the compiler. cmake/fetch_imgui.sh reads the least from here.
set(imgui_version_least 19200)
file(STRINGS ${SMSDESK_IMGUI_DIR}/imgui.h imgui_version REGEX "^#define IMGUI_VERSION_NUM +[0-9]+")
string(REGEX REPLACE "^#define IMGUI_VERSION_NUM +([0-9]+).*" "\\1" imgui_version "${imgui_version}")
if(NOT imgui_version GREATER_EQUAL imgui_version_least)
  message(FATAL_ERROR "The Dear ImGui in ${SMSDESK_IMGUI_DIR} is older than 1.92: give -DSMSDESK_IMGUI_DIR a newer one, or run ./smsdesk setup.")
endif()
