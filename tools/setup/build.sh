# shellcheck shell=bash
# Configuring and building a CMake preset, with as little work as the state of the tree allows.

# What one checkout has compiled, another one of the same machine (a worktree, a clean clone, CI's) finds in the compiler's
# cache: paths below the root count as relative ones.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-true}

# As many compilers as there are cores, but no more than the memory carries (the heaviest file takes 1.5 GB).
build_jobs() {
  local cores memory
  if [[ -n ${SMSDESK_JOBS:-} ]]; then
    [[ $SMSDESK_JOBS =~ ^[1-9][0-9]*$ ]] || fail "SMSDESK_JOBS is '$SMSDESK_JOBS'; it must be a number from 1 up."
    echo "$SMSDESK_JOBS"
    return
  fi
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  ((memory >= 1)) || memory=1
  echo $((cores < memory ? cores : memory))
}

check_disk() {
  [[ ! -e $root/build/$1/build.ninja ]] || return 0
  local free needs=2048
  case $1 in asan | tsan | fuzz | debug) needs=8192 ;; esac  # with debug information
  free=$(free_megabytes "$root")
  ((free >= needs)) ||
    fail "only $free MB are free in $root; a first build of $1 needs $((needs / 1024)) GB. Free some space and start again."
}

# A fingerprint of what decides how a preset is configured. Build files that change are noticed by ninja itself; new
# ones, new presets and npm packages that came (tests that need them are left out before) only here.
configuration_of() {
  {
    printf '%s\n' "$imgui_dir" "${EMSDK:-}"
    cat "$root/CMakePresets.json" "$root"/tests/*/node_modules/.smsdesk-stamp 2>/dev/null
    find "$root" \( -name node_modules -o -path "$root/build" -o -path "$root/.cache" -o -path "$root/.git" \) -prune \
      -o -name CMakeLists.txt -print | sort
  } | sha256sum
}

configure() {  # PRESET
  local stamp=$root/build/$1/.smsdesk-configured want
  want=$(configuration_of)
  if [[ -f $root/build/$1/build.ninja && -f $stamp && $(<"$stamp") == "$want" ]]; then return 0; fi
  # Afresh: where the compiler is another one than before, CMake would drop the preset's own settings with its cache.
  run_logged "configure-$1" cmake --preset "$1" "-DSMSDESK_IMGUI_DIR=$imgui_dir" --fresh ||
    give_up "configure-$1" "CMake could not configure the preset $1."
  printf '%s' "$want" >"$stamp"
}

keeps_going=''   # set: build what can be built, go on with the tests
build_failed=''

build() {  # PRESET [TARGET…]
  local preset=$1
  shift
  check_disk "$preset"
  configure "$preset"
  local jobs options
  jobs=$(build_jobs)
  options=(-C "$root/build/$preset" -j "$jobs")
  [[ -z $keeps_going ]] || options+=(-k 0)
  if ! run_logged "build-$preset" ninja "${options[@]}" "$@"; then
    if [[ -z $keeps_going || -n $(known_cause "$log_dir/build-$preset.log") ]]; then
      give_up "build-$preset" "the build of $preset failed."
    fi
    telling_lines "$log_dir/build-$preset.log" >&2
    say "The build of $preset failed; going on, as asked (log: build/logs/build-$preset.log)."
    build_failed=yes
  fi
}
