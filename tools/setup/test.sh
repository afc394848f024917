# shellcheck shell=bash
# ./smsdesk test, bench, segments, signatures and zones.

test_main() {
  local names=() pattern=''
  while (($#)); do
    case $1 in
      --keep-going) keeps_going=yes ;;
      -*) fail "test does not know '$1'; see ./smsdesk --help." ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  step_count=5
  step "Checking what is needed"
  setup_for test
  take_build_lock
  step "Building relay, mock carrier, tools and their tests"
  build release
  step "Building the tests of core as WebAssembly"
  build web-test
  step "Building the client (WebAssembly)"
  build web-release
  drop_build_lock
  step "Running the tests"
  local options=(--test-dir "$root/build/release" --output-on-failure --no-tests=error -j "$(nproc)")
  if ((${#names[@]})); then
    pattern=$(IFS='|' && printf '%s' "${names[*]}")
    options+=(-R "$pattern")
  fi
  trap - INT TERM HUP
  local status=0
  run_tests "${options[@]}" || status=$?
  if [[ -n $build_failed ]]; then
    say "A build had failed (see above); what it left out counts as failed."
    ((status != 0)) || status=1
  fi
  exit "$status"
}

# Names of the tests that ctest would run with these options, one a line.
listed_tests() { ctest "$@" -N 2>/dev/null | sed -nE 's/^ *Test +#[0-9]+: +([^ ]+).*/\1/p'; }

# ctest with these options, without its line for each test that starts: the line for how it ended names it again. What ctest says
# at the end stays.
ctest_once() { ctest "$@" | sed -uE '/^ +Start +[0-9]+: /d'; }

# run_tests CTEST-OPTION… : ctest, and a second run where there may be one. Returns its status.
#
# Programs that wait for each other, browsers above all, may stand still on a busy machine for longer than a test waits: where
# nothing but such tests failed, they run once more, and what fails twice has failed. The label one_chance leaves out of it
# who kills or stops programs to see what is lost: a message that is lost now and then is lost. CMakeLists.txt in
# tests/e2e and tests/interop says who that is.
run_tests() {
  local status=0 failed=$root/build/release/Testing/Temporary/LastTestsFailed.log count may_be_late first
  count=$(listed_tests "$@" | wc -l)
  may_be_late=$(listed_tests "$@" -L '^(e2e|interop)$' -LE '^one_chance$')
  rm -f "$failed"
  ctest_once "$@" || status=$?
  ((status != 0)) && [[ -s $failed ]] || return "$status"
  first=$(cut -d : -f 2- "$failed")
  if grep -qvxFf <(printf '%s\n' "$may_be_late") <<<"$first"; then return "$status"; fi
  say "Only tests of several programs failed; these once more."
  status=0
  ctest_once "$@" --rerun-failed || status=$?
  # ctest's last lines are about those few; the very last one is about all, and names who needed two runs.
  local result="none has failed in the end"
  ((status == 0)) || result="these have failed in the end: $(cut -d : -f 2- "$failed" | paste -sd ' ')"
  echo "Of $count tests $result. A second run was needed by: $(paste -sd ' ' <<<"$first")."
  return "$status"
}

bench_main() {
  local argument
  for argument in "$@"; do
    if [[ $argument == --help || $argument == -h ]]; then
      has_command node || fail "what each bench measures is told by Node, which is not here: ./smsdesk setup bench"
      exec node "$root/tests/bench/run.mjs" --help
    fi
  done
  step_count=4
  step "Checking what is needed"
  setup_for bench
  take_build_lock
  step "Building relay and benchmarks"
  build release bench_programs
  step "Building the client (WebAssembly)"
  build web-release
  drop_build_lock
  step "Measuring"
  trap - INT TERM HUP
  cd "$caller_dir"
  exec node "$root/tests/bench/run.mjs" "$@"
}

# A filter of smsdesk-tool; built first where it is missing or old.
tool_main() {
  step_count=2
  step "Checking what is needed"
  setup_for run
  take_build_lock
  step "Building the tools"
  build release smsdesk-tool
  drop_build_lock
  trap - INT TERM HUP
  cd "$caller_dir"
  exec "$root/build/release/tools/smsdesk-tool" "$@"
}
