# shellcheck shell=bash
# ./smsdesk check: what the compiler alone does not see. Parts run one after another; all of them run even
# where one found something, and the end names those that did.

source_files() {  # every C++ file of ours, from the checkout's root
  find core web relay server-mock tools tests \( -name node_modules -o -name fixtures \) -prune -o \
    -type f \( -name '*.cpp' -o -name '*.h' \) -print 2>/dev/null | LC_ALL=C sort
}

check_format() {
  source_files | run_piped format xargs -r clang-format --dry-run -Werror
}

check_shell() {
  # smsdesk pulls tools/setup in, so that each part is judged with what it uses of the others.
  { printf '%s\n' smsdesk .ci/run && find cmake tests -name node_modules -prune -o -name '*.sh' -print; } |
    run_piped shell xargs -r shellcheck --external-sources --severity=warning
}

# Like run_logged, for a command that reads a list of files.
run_piped() {
  local name=$1 list status=0
  shift
  list=$(mktemp)
  cat >"$list"
  # shellcheck disable=SC2016  # the inner shell expands these
  run_logged "check-$name" sh -c 'list=$1; shift; exec "$@" <"$list"' sh "$list" "$@" || status=$?
  rm -f "$list"
  ((status == 0)) || head -n 60 "$log_dir/check-$name.log" >&2
  return "$status"
}

sources_of() {  # PRESET
  sed -n 's/^ *"file": "\(.*\)".*/\1/p' "$root/build/$1/compile_commands.json" | LC_ALL=C sort -u
}

# Of the paths that come in: what run-clang-tidy takes for them.
pattern_of() { sed 's/[.+]/\\&/g; s|^|^|; s|$|$|' | paste -sd '|'; }

# clang-tidy by a preset's compile commands: the sources whose paths match.
tidy() {  # PRESET PATTERN OPTION…
  local preset=$1 pattern=$2 jobs
  shift 2
  jobs=$(build_jobs)
  if ! run_logged "check-tidy-$preset" run-clang-tidy -quiet -j "$jobs" -p "$root/build/$preset" \
    -extra-arg=-Wno-unknown-warning-option "$@" "$pattern"; then
    grep -E '(warning|error):' "$log_dir/check-tidy-$preset.log" | sort -u | head -n 60 >&2
    return 1
  fi
}

# All sources, or with --changed those that differ from BASE: as they are built natively, and what only the browser has as it is
# built for the browser.
check_tidy() {
  local base=$1 ours="^$root/(core|web|relay|server-mock|tools)/" native browser changed compiler status=0
  configure debug
  configure web-release
  native=$ours
  browser=$(comm -13 <(sources_of debug) <(sources_of web-release) | grep -E "$ours")
  if [[ -n $base ]]; then
    changed=$(git diff --name-only --diff-filter=d "$base" -- 'core/*.cpp' 'web/*.cpp' 'relay/*.cpp' 'server-mock/*.cpp' 'tools/*.cpp' | sed "s|^|$root/|")
    [[ -n $changed ]] || { say "    No source differs from $base."; return 0; }
    native=$(pattern_of <<<"$changed")
    browser=$(grep -Fx "$changed" <<<"$browser")
  fi
  tidy debug "$native" || status=1
  [[ -n $browser ]] || return "$status"
  # clang-tidy is told what em++ would tell its compiler. Nothing there is built with guards for statics, as there are no threads,
  # which has one check take every constant in a header for one that is made at the start.
  compiler=$(grep -om1 '[^ "]*em++ ' build/web-release/compile_commands.json)
  tidy web-release "$(pattern_of <<<"$browser")" -checks=-bugprone-dynamic-static-initializers \
    -extra-arg=--target=wasm32-unknown-emscripten \
    "-extra-arg=$("${compiler% }" --cflags | grep -o -- '--sysroot=[^ ]*')" || status=1
  return "$status"
}

# build_and_ctest PRESET CTEST-OPTION… -- TARGET…
build_and_ctest() {
  local preset=$1 options=()
  shift
  while (($#)) && [[ $1 != -- ]]; do
    options+=("$1")
    shift
  done
  shift || true
  keeps_going=yes build_failed=''
  take_build_lock
  build "$preset" "$@"
  drop_build_lock
  local status=0
  run_logged "check-$preset" ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error \
    -j "$(nproc)" "${options[@]}" || status=$?
  grep -E 'tests passed|tests failed|\*\*\*(Failed|Timeout|Exception)' "$log_dir/check-$preset.log" >&2 || true
  ((status == 0)) || say "    Log: build/logs/check-$preset.log"
  [[ -z $build_failed ]] || status=1
  return "$status"
}

check_asan() {
  ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1} \
    build_and_ctest asan -LE 'e2e|interop|bench|wasm' --
}

# Only what has threads: the relay, the mock carrier and the network library that both use.
check_tsan() {
  local targets=(tests/relay/all)
  [[ ! -f tests/server-mock/CMakeLists.txt ]] || targets+=(tests/server-mock/all)
  TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:suppressions=$root/tools/setup/tsan.supp} \
    build_and_ctest tsan -R '^(relay|mock|server_mock)' -LE 'e2e|interop|bench|fuzz' -- "${targets[@]}"
}

check_wasm() { build_and_ctest web-test --; }

# Every fuzz target for a short while, from its stored corpus; findings land in build/fuzz/findings.
check_fuzz() {
  local program name status=0 seconds=${SMSDESK_FUZZ_SECONDS:-15}
  [[ -f tests/fuzz/CMakeLists.txt ]] || { say "    There are no fuzz targets."; return 0; }
  take_build_lock
  build fuzz tests/fuzz/all
  drop_build_lock
  mkdir -p build/fuzz/findings
  while IFS= read -r program; do
    name=$(basename "$program")
    mkdir -p "build/fuzz/corpus/$name"
    local seeds=()
    [[ ! -d tests/fuzz/corpus/${name%_fuzz} ]] || seeds+=("tests/fuzz/corpus/${name%_fuzz}")
    [[ ! -d tests/fuzz/corpus/$name ]] || seeds+=("tests/fuzz/corpus/$name")
    if ! run_logged "check-fuzz-$name" "$program" "-max_total_time=$seconds" -timeout=10 -rss_limit_mb=2048 \
      "-artifact_prefix=build/fuzz/findings/$name-" "build/fuzz/corpus/$name" "${seeds[@]}"; then
      tail -n 20 "$log_dir/check-fuzz-$name.log" >&2
      say "    $name found an input that breaks it: build/fuzz/findings/"
      status=1
    fi
  done < <(find build/fuzz/tests/fuzz -maxdepth 1 -type f -perm -u+x | LC_ALL=C sort)
  return "$status"
}

# The whole browser suite drawn by WebGL2, where ./smsdesk test takes the CPU renderer for most of it: software WebGL, the
# only one of a headless browser, takes twice as long. What ran both ways there already (_cpu, _gl) is left out. One test at a
# time, so that none waits for a machine that draws for another. Benches that are only tried are about no renderer.
check_browser() {
  keeps_going=yes build_failed=''
  take_build_lock
  build release smsdesk-relay smsdesk-mock
  build web-release
  drop_build_lock
  local status=0
  SMSDESK_RENDERER=gl run_logged check-browser ctest --test-dir "$root/build/release" --output-on-failure --no-tests=error \
    -j 1 -L e2e -E '^bench_|_(cpu|gl)$' || status=$?
  grep -E 'tests passed|tests failed|\*\*\*(Failed|Timeout|Exception)' "$log_dir/check-browser.log" >&2 || true
  ((status == 0)) || say "    Log: build/logs/check-browser.log"
  [[ -z $build_failed ]] || status=1
  return "$status"
}

# A browser that is killed a hundred times (tests/e2e/kills.test.mjs, which ./smsdesk test runs with a few), each time by other
# numbers, whose seed is said.
check_kills() {
  local seed=${SMSDESK_SEED:-$RANDOM} rounds=${SMSDESK_KILL_ROUNDS:-100}
  take_build_lock
  build release smsdesk-relay smsdesk-mock
  build web-release
  drop_build_lock
  say "    $rounds rounds by the seed $seed; again with SMSDESK_SEED=$seed SMSDESK_KILL_ROUNDS=$rounds."
  SMSDESK_BUILD=$root/build/web-release SMSDESK_NATIVE_BUILD=$root/build/release SMSDESK_SEED=$seed SMSDESK_KILL_ROUNDS=$rounds \
    run_logged check-kills node --test tests/e2e/kills.test.mjs && return
  grep -m 1 'round [0-9]*, killed' "$log_dir/check-kills.log" >&2 || true
  say "    Log: build/logs/check-kills.log"
  return 1
}

check_main() {
  local parts=() base='' part failed=()
  while (($#)); do
    case $1 in
      --changed) base=HEAD ;;
      --changed=*) base=${1#*=} ;;
      format | shell | tidy | asan | tsan | wasm | fuzz | browser | kills) parts+=("$1") ;;
      *) fail "check knows format, shell, tidy, asan, tsan, wasm, fuzz, browser, kills and --changed[=BASE], not '$1'." ;;
    esac
    shift
  done
  ((${#parts[@]})) || parts=(format shell wasm asan tsan fuzz tidy browser kills)
  step_count=$((${#parts[@]} + 1))
  step "Checking what is needed"
  setup_for check
  # The browser, the fonts and the judges from npm are those of the tests.
  [[ " ${parts[*]} " != *' browser '* && " ${parts[*]} " != *' kills '* ]] || setup_for test
  for part in "${parts[@]}"; do
    keeps_going=''
    case $part in
      format) step "Format (clang-format)" ;;
      shell) step "Scripts (shellcheck)" ;;
      wasm) step "Tests of core as WebAssembly in Node" ;;
      asan) step "Tests with AddressSanitizer and UndefinedBehaviorSanitizer" ;;
      tsan) step "Tests of the relay with ThreadSanitizer" ;;
      fuzz) step "Fuzz targets, a short run each" ;;
      tidy) step "clang-tidy" ;;
      browser) step "Tests in the browser, drawn by WebGL2" ;;
      kills) step "A browser that is killed, many times" ;;
    esac
    case $part in
      tidy) check_tidy "$base" || failed+=(tidy) ;;
      *) "check_$part" || failed+=("$part") ;;
    esac
  done
  if ((${#failed[@]})); then fail "these checks found something: ${failed[*]} (logs: build/logs/check-*.log)."; fi
  say "All checks are content: ${parts[*]} ($(elapsed))."
}
