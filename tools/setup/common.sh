# shellcheck shell=bash
# What every part of ./smsdesk uses: words to the person, steps, long commands with progress, clear ends.
# Sourced by ./smsdesk, which sets root (this checkout) and caller_dir (where the person stands).
#
# Everything said here goes to standard error; standard output carries results only (a URL, ctest's report, JSON lines).

log_dir=$root/build/logs
child=          # the long command under way, so that Ctrl-C can end it
step_index=0
step_count=1
started_at=$SECONDS

if [[ -t 2 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb && ${CI:-} != true ]]; then
  is_screen=yes bold=$'\e[1m' faint=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'
else
  is_screen='' bold='' faint='' red='' plain=''
fi

say() { printf '%s\n' "$*" >&2; }

# Ends the script with one sentence that says what happened and what to do.
fail() {
  printf '%s%ssmsdesk:%s %s\n' "$bold" "$red" "$plain" "$*" >&2
  exit 1
}

# A path as the person would type it from the checkout.
short_path() { printf '%s' "${1#"$root"/}"; }

elapsed() {
  local seconds=$((SECONDS - started_at))
  printf '%d:%02d' $((seconds / 60)) $((seconds % 60))
}

step() {
  step_index=$((step_index + 1))
  say "${bold}[$step_index/$step_count]${plain} $* ${faint}($(elapsed))${plain}"
}

clear_line() { [[ -z $is_screen ]] || printf '\r\e[K' >&2; }

# Known causes of a failed command, found in its log; prints one sentence, or nothing.
known_cause() {
  local log=$1
  # A full disk keeps a log from saying so.
  if grep -qE 'No space left on device|ENOSPC|enough free space in' "$log" || (($(free_megabytes "$root") < 64)); then
    echo "the disk is full. Free some space (df -h shows where it went) and start again; finished work is kept."
  elif grep -qE "Could not get lock|Unable to lock|Could not open lock file" "$log"; then
    echo "another package manager holds apt's lock. Wait until it has finished and start again."
  elif [[ $log != */build-* && $log != */configure-* ]] && grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Connection timed out|Network is unreachable|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|ECONNRESET' "$log"; then
    echo "the package servers cannot be reached. Check the network (and any proxy in the apt and npm settings) and start again."
  elif grep -qE 'virtual memory exhausted|Cannot allocate memory|Killed signal terminated program|out of memory' "$log"; then
    echo "the machine ran out of memory. Start again with fewer compilers at once: SMSDESK_JOBS=1 ./smsdesk …"
  fi
}

# The lines of a log that say most about why it ended badly.
telling_lines() {
  local lines
  lines=$(grep -nE '(^|[^a-z])(fatal error|error|Error|ERR!|E):|^FAILED|undefined reference|CMake Error|\*\*\*' "$1" | head -n 15 || true)
  if [[ -n $lines ]]; then printf '%s\n' "$lines"; else tail -n 15 "$1"; fi
}

# What a running command says of itself: ninja's last "[12/340] …", else its last line.
show_progress() {
  local log=$1 line width=$((${COLUMNS:-80} - 4))
  line=$(tail -c 4096 "$log" 2>/dev/null | tr '\r' '\n' | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | grep -v '^[[:space:]]*$' | tail -n 1 || true)
  if [[ -n $is_screen ]]; then
    printf '\r\e[K    %s%s%s' "$faint" "${line:0:width}" "$plain" >&2
  else
    say "    … ${line:0:120} ($(elapsed))"
  fi
}

# run_logged NAME COMMAND… : runs it with its output in build/logs/NAME.log and shows progress. Returns its status.
run_logged() {
  local log=$log_dir/$1.log ticks=0 said_at=$SECONDS status=0
  shift
  mkdir -p "$log_dir" 2>/dev/null || fail "cannot write to $root/build: check its owner and the free space."
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    if ((ticks < 20)); then sleep 0.05; else sleep 0.5; fi
    ticks=$((ticks + 1))
    if [[ -n $is_screen ]]; then
      ((ticks < 10)) || show_progress "$log"
    elif ((SECONDS - said_at >= 20)); then
      show_progress "$log"
      said_at=$SECONDS
    fi
  done
  wait "$child" || status=$?
  child=''
  clear_line
  return "$status"
}

# give_up NAME SENTENCE : the end after a failed run_logged NAME.
give_up() {
  local log=$log_dir/$1.log cause
  shift
  cause=$(known_cause "$log")
  local sentence=$*
  if [[ -n $cause ]]; then fail "${sentence%.}: $cause (log: $(short_path "$log"))"; fi
  telling_lines "$log" >&2
  fail "$sentence The lines above say most; the whole log is $(short_path "$log")."
}

# Ctrl-C and friends while something is being built or fetched.
stop_early() {
  clear_line
  if [[ -n $child ]]; then
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  say "Stopped before it was finished; what is done is kept."
  exit 130
}
trap stop_early INT TERM HUP

# Only one build at a time in one checkout: two ninjas in one folder spoil each other's work.
take_build_lock() {
  mkdir -p "$root/build" 2>/dev/null || fail "cannot write to $root/build: check its owner and the free space."
  exec 8>"$root/build/.lock" || fail "cannot write to $root/build: check its owner and the free space."
  if ! flock -n 8; then
    say "Another ./smsdesk is building here; waiting for it …"
    flock 8
  fi
}
drop_build_lock() { exec 8>&-; }

# at_least WANTED HAVE : compares dotted versions.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

free_megabytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }
