# Finds Emscripten: a newer emsdk through EMSDK, else Debian's package.
set(ENV{NODE_PATH} "/usr/share/nodejs")   # Debian's acorn, which the linker step needs beside another Node
if(DEFINED ENV{EMSDK} AND EXISTS "$ENV{EMSDK}/upstream/emscripten")
  include("$ENV{EMSDK}/upstream/emscripten/cmake/Modules/Platform/Emscripten.cmake")
else()
  include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
endif()
