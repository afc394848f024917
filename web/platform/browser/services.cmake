# The mirror, the native text fields and the services: sources and JavaScript libraries of the browser's half, and the
# sources of the headless twin. web/platform/CMakeLists.txt includes this.
set(SMSDESK_SERVICE_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/mirror.cpp
  ${CMAKE_CURRENT_LIST_DIR}/field.cpp
  ${CMAKE_CURRENT_LIST_DIR}/media.cpp
  ${CMAKE_CURRENT_LIST_DIR}/pictures.cpp
  ${CMAKE_CURRENT_LIST_DIR}/services.cpp)
set(SMSDESK_SERVICE_JS
  ${CMAKE_CURRENT_LIST_DIR}/post.js
  ${CMAKE_CURRENT_LIST_DIR}/mirror.js
  ${CMAKE_CURRENT_LIST_DIR}/field.js
  ${CMAKE_CURRENT_LIST_DIR}/services.js
  ${CMAKE_CURRENT_LIST_DIR}/pictures.js
  ${CMAKE_CURRENT_LIST_DIR}/shown.js
  ${CMAKE_CURRENT_LIST_DIR}/uploads.js
  ${CMAKE_CURRENT_LIST_DIR}/viewer.js
  ${CMAKE_CURRENT_LIST_DIR}/storage.js)
set(SMSDESK_SERVICE_HEADLESS_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/../headless/mirror.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../headless/field.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../headless/pictures.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../headless/services.cpp)
