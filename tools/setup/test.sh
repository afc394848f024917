# shellcheck shell=bash
# ./smsdesk test, bench, segments and signatures.

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
  local status=0 failed=$root/build/release/Testing/Temporary/LastTestsFailed.log
  rm -f "$failed"
  ctest "${options[@]}" || status=$?
  # Programs that wait for each other, browsers above all, may stand still on a busy machine for longer than a test waits:
  # where nothing but such tests failed, they run once more, and what fails twice has failed. What kills programs or has them
  # fail has one chance, as everything else has: a message that is lost now and then is lost.
  local may_be_late=':(e2e|interop)_' has_one_chance=':(e2e_kills|e2e_clicks|interop_relay|interop_full_disk)$'
  if ((status != 0)) && [[ -s $failed ]] && ! grep -qvE "$may_be_late" "$failed" && ! grep -qE "$has_one_chance" "$failed"; then
    say "Only tests of several programs failed; these once more."
    status=0
    ctest "${options[@]}" --rerun-failed || status=$?
  fi
  if [[ -n $build_failed ]]; then
    say "A build had failed (see above); what it left out counts as failed."
    ((status != 0)) || status=1
  fi
  exit "$status"
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
