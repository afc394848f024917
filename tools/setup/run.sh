# shellcheck shell=bash
# ./smsdesk run: a demo organisation on this machine, from nothing to one URL, and a clean end on Ctrl-C.

run_dir=$root/.run
relay_config=$root/assets/demo/relay.toml
organisation=$root/assets/demo/organisation.toml
site_dir=$root/build/web-release/site
relay_program=$root/build/release/relay/host/smsdesk-relay
mock_program=$root/build/release/server-mock/smsdesk-mock
relay_pid=''
mock_pid=''
ready_seconds_max=60

# The values of KEY in a TOML file, one a line and without quotes. Enough for our own demo files.
toml_values() {
  sed -nE "s/^[[:space:]]*$2[[:space:]]*=[[:space:]]*\"?([^\"#]*[^\"# ])\"?.*/\1/p" "$1"
}
toml_value() { toml_values "$1" "$2" | head -n 1; }

is_port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The status of GET PATH on a local port, or nothing.
http_status() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    IFS=' ' read -r -t 2 -u 3 _ status _ && printf '%s' "$status"
  ) 2>/dev/null || true
}

is_running() { [[ -n $1 ]] && kill -0 "$1" 2>/dev/null; }

# stop_one NAME PID : SIGTERM, up to 15 s to drain, then SIGKILL. Says how it went.
stop_one() {
  local name=$1 pid=$2 waited=0 status=0
  is_running "$pid" || return 0
  kill -TERM "$pid" 2>/dev/null || true
  while is_running "$pid" && ((waited < 150)); do
    sleep 0.1
    waited=$((waited + 1))
  done
  if is_running "$pid"; then
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    say "The $name did not stop within 15 s and was killed (log: .run/$name.log)."
    return 0
  fi
  wait "$pid" 2>/dev/null || status=$?
  if ((status == 0)); then
    say "The $name has stopped."
  else
    say "The $name has stopped with status $status (log: .run/$name.log)."
  fi
}

stop_both() {
  trap '' INT TERM HUP
  stop_one relay "$relay_pid"
  stop_one mock "$mock_pid"
  relay_pid=''
  mock_pid=''
}

# The end that was asked for.
end_well() {
  clear_line
  say "Stopping …"
  stop_both
  rm -f "$run_dir/url"
  exit 0
}

# Why a server ended by itself, in one sentence, after the last lines of its log. Those alone are judged: a disk that
# was full an hour ago is not why it ended now.
report_death() {
  local name=$1 status=$2 lines
  lines=$(tail -n 12 "$run_dir/$name.log")
  say ""
  printf '%s\n' "$lines" | sed 's/^/    /' >&2
  if grep -qiE 'No space left on device|disk is full' <<<"$lines"; then
    fail "the $name stopped, because the disk is full. Free some space and start again; nothing acknowledged is lost (log: .run/$name.log)."
  elif grep -qi 'address already in use' <<<"$lines"; then
    fail "the $name could not open its port, because another program took it. Choose another with --port and --mock-port (log: .run/$name.log)."
  fi
  fail "the $name stopped by itself with status $status; its last lines stand above (log: .run/$name.log)."
}

# Ends the script where one of the two has ended by itself.
check_both_run() {
  local name pid status
  for name in mock relay; do
    if [[ $name == mock ]]; then pid=$mock_pid; else pid=$relay_pid; fi
    if [[ -n $pid ]] && ! kill -0 "$pid" 2>/dev/null; then
      status=0
      wait "$pid" || status=$?
      if [[ $name == mock ]]; then mock_pid=''; else relay_pid=''; fi
      stop_both
      report_death "$name" "$status"
    fi
  done
}

wait_until_ready() {  # NAME PORT PATH
  local name=$1 port=$2 path=$3 deadline=$((SECONDS + ready_seconds_max))
  until [[ $(http_status "$port" "$path") == 200 ]]; do
    [[ -z $wants_stop ]] || end_well
    check_both_run
    if ((SECONDS >= deadline)); then
      stop_both
      tail -n 12 "$run_dir/$name.log" | sed 's/^/    /' >&2
      fail "the $name did not become ready within $ready_seconds_max s; its last lines stand above (log: .run/$name.log)."
    fi
    sleep 0.1 || true  # a terminal's Ctrl-C ends it too
  done
}

# The demo's people: one line each from the [[agent]] tables.
print_sign_ins() {
  awk '
    function flush() { if (login != "") printf "    %-10s %-14s %s%s\n", login, password, name, (role != "" ? ", " role : ""); login = password = role = name = "" }
    /^\[/ { flush(); inside = ($0 ~ /^\[\[agent\]\]/) }
    inside && match($0, /^[ \t]*[a-z_]+[ \t]*=/) {
      key = $0; sub(/[ \t]*=.*/, "", key); gsub(/[ \t]/, "", key)
      value = $0; sub(/^[^=]*=[ \t]*/, "", value)
      if (value ~ /^"/) { sub(/^"/, "", value); sub(/".*/, "", value) } else { sub(/[ \t]*#.*/, "", value) }
      if (key == "login") login = value
      else if (key == "initial_password" || key == "password") password = value
      else if (key == "role") role = value
      else if (key == "name") name = value
    }
    END { flush() }' "$organisation"
}

is_port() { [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= 1 && 10#$1 <= 65535)); }

run_main() {
  local port=8080 mock_port=8081 customers='' is_fresh=''
  while (($#)); do
    case $1 in
      --port | --mock-port | --customers)
        (($# >= 2)) || fail "$1 needs a value; see ./smsdesk --help."
        case $1 in --port) port=$2 ;; --mock-port) mock_port=$2 ;; --customers) customers=$2 ;; esac
        shift
        ;;
      --port=*) port=${1#*=} ;;
      --mock-port=*) mock_port=${1#*=} ;;
      --customers=*) customers=${1#*=} ;;
      --fresh) is_fresh=yes ;;
      *) fail "run does not know '$1'; see ./smsdesk --help." ;;
    esac
    shift
  done
  is_port "$port" || fail "--port is '$port'; a port is a number from 1 to 65535."
  is_port "$mock_port" || fail "--mock-port is '$mock_port'; a port is a number from 1 to 65535."
  ((10#$port != 10#$mock_port)) || fail "--port and --mock-port are both $port; they must differ."
  [[ -z $customers || $customers =~ ^[0-9]{1,5}$ ]] || fail "--customers is '$customers'; it must be a number from 0 to 99999."

  # One demo per checkout; the lock lives as long as this script or a server that it left behind.
  mkdir -p "$run_dir" 2>/dev/null || fail "cannot write to $run_dir: check its owner and the free space."
  exec 9>>"$run_dir/lock" || fail "cannot write to $run_dir: check its owner and the free space."
  if ! flock -n 9; then
    fail "smsdesk already runs from this folder$(sed -n '1s/^/ at /p' "$run_dir/url" 2>/dev/null). Stop it there with Ctrl-C first."
  fi
  local taken
  for taken in "$port" "$mock_port"; do
    if is_port_taken "$taken"; then
      fail "port $taken is taken by another program. Stop that one, or choose other ports: ./smsdesk run --port $((10#$port + 1000)) --mock-port $((10#$mock_port + 1000))"
    fi
  done

  step_count=4
  step "Checking what is needed"
  setup_for run
  take_build_lock
  step "Building relay, mock carrier and tools"
  build release smsdesk-relay smsdesk-mock smsdesk-tool
  step "Building the client (WebAssembly)"
  build web-release
  drop_build_lock
  [[ -f $site_dir/index.html ]] || fail "the client was built, but there is no index.html in $(short_path "$site_dir")."

  step "Starting mock carrier and relay"
  [[ -z $is_fresh ]] || rm -rf "$run_dir/data"
  mkdir -p "$run_dir/data" || fail "cannot write to $run_dir/data: check its owner and the free space."
  # The relay's demo configuration is the one place for what the two must agree on.
  local sid token webhook numbers number mock_options
  sid=$(toml_value "$relay_config" account_sid)
  token=$(toml_value "$relay_config" auth_token)
  webhook=$(toml_value "$relay_config" webhook_path)
  mapfile -t numbers < <(toml_values "$organisation" number)
  mock_options=(--port "$mock_port" --webhook-url "http://127.0.0.1:$port${webhook:-/carrier/twilio/inbound}")
  [[ -z $sid ]] || mock_options+=(--account-sid "$sid")
  [[ -z $token ]] || mock_options+=(--auth-token "$token")
  for number in "${numbers[@]}"; do mock_options+=(--number "$number"); done
  [[ -z $customers ]] || mock_options+=(--customers "$customers")
  wants_stop=''
  trap 'wants_stop=yes' INT TERM HUP
  # Sessions of their own: the terminal's Ctrl-C reaches this script alone, which then stops both in order.
  setsid "$mock_program" "${mock_options[@]}" >"$run_dir/mock.log" 2>&1 </dev/null &
  mock_pid=$!
  setsid "$relay_program" --config "$relay_config" --listen-port "$port" --public-url "http://127.0.0.1:$port" \
    --data-dir "$run_dir/data" \
    --site-dir "$site_dir" --carrier-url "http://127.0.0.1:$mock_port" >"$run_dir/relay.log" 2>&1 </dev/null &
  relay_pid=$!
  trap stop_both EXIT
  wait_until_ready mock "$mock_port" /healthz
  wait_until_ready relay "$port" /readyz
  [[ -z $wants_stop ]] || end_well
  printf 'http://127.0.0.1:%s/\n' "$port" >"$run_dir/url"

  # By the shell itself: a child that prints would be ended by a Ctrl-C in that moment, and this script with it.
  printf '%s\n' "
  smsdesk is ready:  ${bold}http://127.0.0.1:$port/${plain}

  Sign in as (name, password):
$(print_sign_ins)

  Be a customer:     http://127.0.0.1:$mock_port/phone   (a phone in a web page; text ${numbers[0]:-our number})
  The mock carrier:  http://127.0.0.1:$mock_port/   (faults on demand, simulated customers)
  Logs:              .run/relay.log, .run/mock.log      Data: .run/data (./smsdesk run --fresh starts anew)
  Stop:              Ctrl-C
"
  while [[ -z $wants_stop ]]; do
    wait -n "$mock_pid" "$relay_pid" 2>/dev/null || true
    [[ -n $wants_stop ]] || check_both_run
  done
  end_well
}
