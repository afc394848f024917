# Puts the site together that the relay serves: client, shell and icons under names that carry a hash of their content
# (so that they may be cached for ever), each with a brotli and a gzip variant, and site.json, the list of all of it.
#
#   smsdesk_site(TARGET [NAME name])
#     makes the target TARGET_site: build/<preset>/<name>/ from TARGET, an Emscripten executable; name = site by default.
#
# site.json: [{"path": "/client.0a1b2c3d.js", "file": "client.0a1b2c3d.js", "type": "text/javascript; charset=utf-8",
#               "immutable": true, "br": "client.0a1b2c3d.js.br", "gz": "client.0a1b2c3d.js.gz"}, …]
#   "br" and "gz" are "" where the variant would not be smaller. "/", "/manifest.webmanifest" and "/worker.js" keep their
#   names and are not immutable; the worker knows the hashed names.
#
# The file is both: included it defines the function; run with cmake -P it does the work (WASM, JS, EMOJI, WORDS, SHELL, SOURCE, OUT given).

if(NOT CMAKE_SCRIPT_MODE_FILE)
  # The languages that there are catalogues for.
  function(smsdesk_languages to)
    file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/languages/*.po)
    set(languages "")
    foreach(catalogue ${catalogues})
      get_filename_component(language ${catalogue} NAME_WE)
      list(APPEND languages ${language})
    endforeach()
    set(${to} ${languages} PARENT_SCOPE)
  endfunction()

  # The emoji of the picker, from Unicode's own data (Debian: unicode-data, unicode-cldr-core; Unicode License), and their
  # names in each language.
  function(smsdesk_emoji to)
    set(unicode /usr/share/unicode CACHE PATH "Unicode's data files")
    find_program(SMSDESK_NODE NAMES node nodejs REQUIRED)
    set(maker ${CMAKE_SOURCE_DIR}/cmake/make_emoji.mjs)
    smsdesk_languages(languages)
    set(made "")
    foreach(language en ${languages})
      set(sources ${unicode}/emoji/emoji-test.txt ${unicode}/cldr/common/annotations/${language}.xml
        ${unicode}/cldr/common/annotationsDerived/${language}.xml)
      foreach(source ${sources})
        if(NOT EXISTS ${source})
          message(FATAL_ERROR "${source} is not here: apt-get install unicode-data unicode-cldr-core")
        endif()
      endforeach()
      set(out ${CMAKE_BINARY_DIR}/emoji/emoji.${language}.txt)
      if(language STREQUAL "en")
        set(out ${CMAKE_BINARY_DIR}/emoji/emoji.txt)
      endif()
      if(NOT TARGET smsdesk_emoji_files)
        add_custom_command(OUTPUT ${out}
          COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/emoji
          COMMAND ${SMSDESK_NODE} ${maker} --language ${language} ${sources} ${out}
          DEPENDS ${maker} ${sources} VERBATIM)
      endif()
      list(APPEND made ${out})
    endforeach()
    if(NOT TARGET smsdesk_emoji_files)
      add_custom_target(smsdesk_emoji_files DEPENDS ${made})
    endif()
    set(${to} ${made} PARENT_SCOPE)
  endfunction()

  # The texts of the other languages, from their catalogues.
  function(smsdesk_words to)
    find_program(SMSDESK_NODE NAMES node nodejs REQUIRED)
    set(maker ${CMAKE_SOURCE_DIR}/cmake/make_words.mjs)
    smsdesk_languages(languages)
    set(made "")
    foreach(language ${languages})
      set(catalogue ${CMAKE_SOURCE_DIR}/assets/languages/${language}.po)
      set(out ${CMAKE_BINARY_DIR}/words/words.${language}.txt)
      if(NOT TARGET smsdesk_words_files)
        add_custom_command(OUTPUT ${out} COMMAND ${SMSDESK_NODE} ${maker} ${catalogue} ${out}
          DEPENDS ${maker} ${CMAKE_SOURCE_DIR}/cmake/catalogue.mjs ${catalogue} VERBATIM)
      endif()
      list(APPEND made ${out})
    endforeach()
    if(NOT TARGET smsdesk_words_files)
      add_custom_target(smsdesk_words_files DEPENDS ${made})
    endif()
    set(${to} ${made} PARENT_SCOPE)
  endfunction()

  # The page and its first script, which speak before a language has been loaded: with what they say in each.
  function(smsdesk_shell to)
    find_program(SMSDESK_NODE NAMES node nodejs REQUIRED)
    set(maker ${CMAKE_SOURCE_DIR}/cmake/make_shell.mjs)
    file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/languages/*.po)
    set(speaking ${CMAKE_SOURCE_DIR}/web/platform/browser/page.js)  # by the same table
    set(made "")
    foreach(name boot.js index.html)
      set(source ${CMAKE_SOURCE_DIR}/shell/${name})
      set(out ${CMAKE_BINARY_DIR}/shell/${name})
      if(NOT TARGET smsdesk_shell_files)
        add_custom_command(OUTPUT ${out} COMMAND ${SMSDESK_NODE} ${maker} ${source} ${out} ${speaking} ${catalogues}
          DEPENDS ${maker} ${CMAKE_SOURCE_DIR}/cmake/catalogue.mjs ${source} ${speaking} ${catalogues} VERBATIM)
      endif()
      list(APPEND made ${out})
    endforeach()
    if(NOT TARGET smsdesk_shell_files)
      add_custom_target(smsdesk_shell_files DEPENDS ${made})
    endif()
    set(${to} ${made} PARENT_SCOPE)
  endfunction()

  function(smsdesk_site target)
    cmake_parse_arguments(A "" "NAME" "" ${ARGN})
    if(NOT A_NAME)
      set(A_NAME site)
    endif()
    set(out ${CMAKE_BINARY_DIR}/${A_NAME})
    smsdesk_emoji(emoji)
    smsdesk_words(words)
    smsdesk_shell(shell)
    file(GLOB parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/shell/* ${CMAKE_SOURCE_DIR}/assets/icons/*.svg)
    add_custom_command(
      OUTPUT ${out}/site.json
      COMMAND ${CMAKE_COMMAND} -DJS=$<TARGET_FILE:${target}> -DWASM=$<TARGET_FILE_DIR:${target}>/$<TARGET_FILE_BASE_NAME:${target}>.wasm
              "-DEMOJI=${emoji}" "-DWORDS=${words}" -DSHELL=${CMAKE_BINARY_DIR}/shell -DSOURCE=${CMAKE_SOURCE_DIR} -DOUT=${out} -DSMALL=$<CONFIG:Release> -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
      DEPENDS ${target} ${parts} ${emoji} ${words} ${shell} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
      COMMENT "packing ${A_NAME}"
      VERBATIM)
    add_custom_target(${target}_site DEPENDS ${out}/site.json)
  endfunction()
  return()
endif()

cmake_minimum_required(VERSION 3.25)
find_program(BROTLI brotli REQUIRED)
find_program(GZIP gzip REQUIRED)
find_program(RSVG_CONVERT rsvg-convert REQUIRED)
# Into a new folder first: a relay that serves the old one never sees half of the new one.
set(new ${OUT}.new)
file(REMOVE_RECURSE ${new})
file(MAKE_DIRECTORY ${new})
set(entries "")

function(type_of name to)
  set(type "application/octet-stream")
  if(name MATCHES "\\.html$")
    set(type "text/html; charset=utf-8")
  elseif(name MATCHES "\\.js$")
    set(type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.css$")
    set(type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.wasm$")
    set(type "application/wasm")
  elseif(name MATCHES "\\.svg$")
    set(type "image/svg+xml")
  elseif(name MATCHES "\\.png$")
    set(type "image/png")
  elseif(name MATCHES "\\.txt$")
    set(type "text/plain; charset=utf-8")
  elseif(name MATCHES "\\.webmanifest$")
    set(type "application/manifest+json")
  endif()
  set(${to} ${type} PARENT_SCOPE)
endfunction()

# compress(file suffix to command…): the variant's name, or "" where it is not smaller.
function(compress file suffix to)
  execute_process(COMMAND ${ARGN} ${new}/${file} OUTPUT_FILE ${new}/${file}.${suffix} COMMAND_ERROR_IS_FATAL ANY)
  file(SIZE ${new}/${file} plain)
  file(SIZE ${new}/${file}.${suffix} packed)
  if(packed LESS plain)
    set(${to} ${file}.${suffix} PARENT_SCOPE)
  else()
    file(REMOVE ${new}/${file}.${suffix})
    set(${to} "" PARENT_SCOPE)
  endif()
endfunction()

# list(path, file, immutable): variants and the entry of a file that stands in the new folder.
macro(add_entry path file immutable)
  type_of(${file} type)
  compress(${file} br br ${BROTLI} -q 11 -c)
  compress(${file} gz gz ${GZIP} -9 -n -c)
  if(entries)
    string(APPEND entries ",\n")
  endif()
  string(APPEND entries "  {\"path\": \"${path}\", \"file\": \"${file}\", \"type\": \"${type}\", \"immutable\": ${immutable}, \"br\": \"${br}\", \"gz\": \"${gz}\"}")
endmacro()

# hashed(source name): copies the file under its hashed name and remembers it as hashed_<name>.
macro(hashed source name)
  file(SHA256 ${source} digest)
  string(SUBSTRING ${digest} 0 10 digest)
  string(REGEX REPLACE "\\.([a-z]+)$" ".${digest}.\\1" "hashed_${name}" ${name})
  file(COPY_FILE ${source} ${new}/${hashed_${name}})
  add_entry(/${hashed_${name}} ${hashed_${name}} true)
  string(APPEND shell_files "'/${hashed_${name}}', ")
endmacro()

# Once more over what Emscripten's own pass has left (-Os), for speed: what is made and drawn anew with every frame takes a
# seventh less time, and the page is half a percent smaller, as long as only small functions are inlined (with wasm-opt's own
# bound of 20 it is 4 % larger and no quicker). wasm-opt comes with Emscripten (binaryen).
if(SMALL)
  find_program(WASM_OPT wasm-opt HINTS $ENV{EMSDK}/upstream/bin REQUIRED)
  execute_process(COMMAND ${WASM_OPT} --enable-simd -O3 --flexible-inline-max-function-size=8
    ${WASM} -o ${new}/small.wasm COMMAND_ERROR_IS_FATAL ANY)
  set(WASM ${new}/small.wasm)
endif()

# shortened(script to): without the long names inside of functions and what is never reached, a tenth less with brotli;
# Emscripten itself takes out spaces alone. What stands outside of functions keeps its name: the other script and the tests in
# the browser know it by that. Terser's modules are Debian's, beside another Node too.
function(shortened script to)
  if(NOT SMALL)
    set(${to} ${script} PARENT_SCOPE)
    return()
  endif()
  find_program(TERSER terser REQUIRED)
  get_filename_component(name ${script} NAME)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs ${TERSER} ${script} --compress passes=2
    --mangle --output ${new}/short.${name} COMMAND_ERROR_IS_FATAL ANY)
  set(${to} ${new}/short.${name} PARENT_SCOPE)
endfunction()
shortened(${JS} client_script)
shortened(${SHELL}/boot.js boot_script)
set(shell_files "")
hashed(${WASM} client.wasm)
hashed(${client_script} client.js)
hashed(${SOURCE}/shell/client.css client.css)
hashed(${boot_script} boot.js)
file(GLOB between ${new}/small.wasm ${new}/short.*)
if(between)
  file(REMOVE ${between})
endif()
foreach(icon mark.svg mark-unread.svg mark-maskable.svg)
  hashed(${SOURCE}/assets/icons/${icon} ${icon})
endforeach()

# Loaded when it is wanted: it is no part of what a visit brings.
set(files_of_every_visit "${shell_files}")
set(named_later "")

# MARK-SIZE.png: what launchers and home screens want in pixels, drawn from the marks (Debian: librsvg2-bin). iOS takes no other
# pictures, and cuts its own shape of a square that is filled; others want 192 and 512.
foreach(icon mark-192 mark-512 mark-maskable-180 mark-maskable-192 mark-maskable-512)
  string(REGEX MATCH "^(.+)-([0-9]+)$" icon ${icon})
  set(mark ${CMAKE_MATCH_1})
  set(side ${CMAKE_MATCH_2})
  execute_process(COMMAND ${RSVG_CONVERT} --width ${side} --height ${side} --output ${new}/${icon}.png
    ${SOURCE}/assets/icons/${mark}.svg COMMAND_ERROR_IS_FATAL ANY)
  hashed(${new}/${icon}.png ${icon}.png)
  file(REMOVE ${new}/${icon}.png)
  list(APPEND named_later ${icon}.png)
endforeach()
foreach(later ${EMOJI} ${WORDS})
  get_filename_component(name ${later} NAME)
  hashed(${later} ${name})
  list(APPEND named_later ${name})
endforeach()
set(shell_files "${files_of_every_visit}")

foreach(page manifest.webmanifest index.html)
  set(from ${SHELL})
  if(NOT EXISTS ${from}/${page})
    set(from ${SOURCE}/shell)
  endif()
  file(READ ${from}/${page} text)
  foreach(name client.wasm client.js client.css boot.js mark-unread.svg mark-maskable.svg mark.svg ${named_later})
    string(REPLACE "\"${name}\"" "\"${hashed_${name}}\"" text "${text}")
  endforeach()
  file(WRITE ${new}/${page} "${text}")
endforeach()
file(READ ${SOURCE}/shell/worker.js worker)
string(REGEX REPLACE ", $" "" shell_files "${shell_files}")
# A semicolon would be cmake's own; file(READ) and file(WRITE) keep those of a quoted text.
string(REPLACE "'FILES'" "${shell_files}" worker "${worker}")
file(WRITE ${new}/worker.js "${worker}")
add_entry(/worker.js worker.js false)
add_entry(/manifest.webmanifest manifest.webmanifest false)
add_entry(/ index.html false)

file(WRITE ${new}/site.json "[\n${entries}\n]\n")
file(REMOVE_RECURSE ${OUT})
file(RENAME ${new} ${OUT})
