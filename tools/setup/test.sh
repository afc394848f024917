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

# Who ran twice so far, by what second_run.sh left; nothing where nobody did.
say_second_runs() {
  local twice once
  twice=$(names_in_second_runs log)
  once=$(names_in_second_runs first)
  [[ -z $twice ]] || echo "A second run was needed by: $twice (what the first said: $(short_path "$SMSDESK_SECOND_RUNS"))."
  [[ -z $once ]] || echo "The first run did not end of: $once (what it said: $(short_path "$SMSDESK_SECOND_RUNS"))."
}
names_in_second_runs() {  # ENDING
  find "$SMSDESK_SECOND_RUNS" -name "*.$1" -printf '%f\n' | sed "s/\.$1\$//" | LC_ALL=C sort | paste -sd ' '
}

# run_tests CTEST-OPTION… : one run of ctest. Its last lines stay the last, and count each test once, also one that was run a second
# time (smsdesk_add_patient_test in tests/CMakeLists.txt); right before them stands who that was. The line for each test that starts
# is left out: the one for how it ended names it again. Returns ctest's status.
run_tests() {
  local line
  export SMSDESK_SECOND_RUNS=$log_dir/second-runs
  rm -rf "$SMSDESK_SECOND_RUNS"
  mkdir -p "$SMSDESK_SECOND_RUNS" || fail "cannot write to $root/build: check its owner and the free space."
  ctest "$@" | while IFS= read -r line; do
    [[ ! $line =~ ^\ +Start\ +[0-9]+:\  ]] || continue
    [[ ! $line =~ ^[0-9]+%\ tests\ passed,\  ]] || say_second_runs
    printf '%s\n' "$line"
  done
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
