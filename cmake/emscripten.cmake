# Finds Emscripten: a newer emsdk through EMSDK, else Debian's package.
#
# Linking needs Debian's acorn beside another Node: NODE_PATH, at configure time (try_compile) and, through the link
# launcher, whenever Ninja links later.
set(ENV{NODE_PATH} "/usr/share/nodejs")
set(CMAKE_C_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
# Size is what the agent waits for; -O3 bought nothing measurable in frame time.
set(CMAKE_C_FLAGS_RELEASE "-Os -DNDEBUG" CACHE STRING "flags of the Release build")
set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG" CACHE STRING "flags of the Release build")
# Of the tests, with assertions. Without debug information, and a little inlined, an object is a thirtieth of what it would be,
# in the same time; a test that fails says its line itself.
set(CMAKE_C_FLAGS_DEBUG "-O1" CACHE STRING "flags of the Debug build")
set(CMAKE_CXX_FLAGS_DEBUG "-O1" CACHE STRING "flags of the Debug build")
if(DEFINED ENV{EMSDK} AND EXISTS "$ENV{EMSDK}/upstream/emscripten")
  include("$ENV{EMSDK}/upstream/emscripten/cmake/Modules/Platform/Emscripten.cmake")
else()
  include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
endif()
