#!/usr/bin/env bash
# script_test.sh [BUILD] : ./smsdesk itself, in a checkout made of fakes: cmake and ninja leave two small servers behind, dpkg-query
# and apt-get report and record. So starting, stopping, dying, refusing and installing are tested in seconds. Of BUILD, where all
# tests are configured, it is looked at which of them have a second chance.
set -euo pipefail

source_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
chmod 755 "$work"
house=$work/house
started=()
clean_up() {
  for pid in "${started[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  [[ -n ${KEEP:-} ]] || rm -rf "$work"
}
trap clean_up EXIT

failures=0
current=''
claim() { current=$*; }
flunk() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$current" "$1"
  [[ ! -s $work/out ]] || sed 's/^/    out: /' "$work/out"
  [[ ! -s $work/err ]] || sed 's/^/    err: /' "$work/err"
}
expect_status() { [[ $status == "$1" ]] || flunk "status $status instead of $1"; }
expect_err() { grep -qE -- "$1" "$work/err" || flunk "standard error lacks: $1"; }
expect_out() { grep -qE -- "$1" "$work/out" || flunk "standard output lacks: $1"; }

# Runs the copied script to its end; sets status.
smsdesk() {
  status=0
  "$house/smsdesk" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}

wait_for() {  # SECONDS COMMAND…
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

# ---- the fakes ----
mkdir -p "$house/assets/demo" "$house/.cache/imgui" "$house/cmake" "$work/bin"
cp "$source_root/smsdesk" "$house/"
cp -r "$source_root/tools" "$house/tools"
cp "$source_root"/cmake/fetch_imgui.sh "$source_root"/cmake/imgui_version.cmake "$house/cmake/"
echo '{}' >"$house/CMakePresets.json"
echo '#define IMGUI_VERSION_NUM    19222' >"$house/.cache/imgui/imgui.h"
printf '[carrier]\naccount_sid = "AC1"\nauth_token = "t"\n' >"$house/assets/demo/relay.toml"
cat >"$house/assets/demo/organisation.toml" <<'END'
[[number]]
number = "+15550100"
[[number]]
number = "+15550101"   # the second line
[[agent]]
login = "ada"      # a comment
initial_password = "demo-ada"
name = "Ada"
[[agent]]
login = "bob"
initial_password = "demo-bob"
name = "Bob"
role = "supervisor"
END
cat >"$work/server" <<'END'
#!/usr/bin/env node
const options = process.argv.slice(2);
const value = (name) => options[options.indexOf(name) + 1];
const port = Number(options.includes('--listen-port') ? value('--listen-port') : value('--port'));
const name = options.includes('--listen-port') ? 'relay' : 'mock';
console.log('arguments ' + options.join(' '));
const fs = require('fs');
const lastWords = `${process.env.FAKES}/${name}-dies`;
if (fs.existsSync(lastWords)) { process.stdout.write(fs.readFileSync(lastWords)); process.exit(1); }
const isNeverReady = fs.existsSync(`${process.env.FAKES}/${name}-is-never-ready`);
const server = require('http').createServer((request, response) => {
  if (request.url === '/die') { console.log('a last word'); process.exit(3); }
  response.statusCode = !isNeverReady && request.url === (name === 'relay' ? '/readyz' : '/healthz') ? 200 : 404;
  response.end();
});
server.listen(port, '127.0.0.1');
process.on('SIGTERM', () => { console.log(name + ' drained'); process.exit(0); });
END
cat >"$work/bin/cmake" <<'END'
#!/usr/bin/env bash
[[ $1 != --version ]] || { echo 'cmake version 99.0'; exit; }
echo "cmake $*" >>"$FAKES/calls"
if [[ -f $FAKES/cmake-fails ]]; then echo 'CMake Error: a mistake'; exit 1; fi
mkdir -p "build/$2" && : >"build/$2/build.ninja"
[[ ! -f $FAKES/sources-$2 ]] || sed "s|.*|{\"command\": \"$FAKES/bin/em++ -c x\",\n  \"file\": \"$PWD/&\"}|" "$FAKES/sources-$2" >"build/$2/compile_commands.json"
END
printf '#!/bin/sh\necho "-target x --sysroot=/the/sysroot -Xclang y"\n' >"$work/bin/em++"
cat >"$work/bin/run-clang-tidy" <<'END'
#!/usr/bin/env bash
echo "tidy $*" >>"$FAKES/calls"
[[ ! -f $FAKES/tidy-finds || $* != *"$(<"$FAKES/tidy-finds")"* ]] || { echo 'x.cpp:1:1: error: a mistake'; exit 1; }
END
cat >"$work/bin/ninja" <<'END'
#!/usr/bin/env bash
echo "ninja $*" >>"$FAKES/calls"
if [[ -f $FAKES/ninja-fails ]]; then echo '[1/2] Building x'; cat "$FAKES/ninja-fails"; exit 1; fi
case $2 in
  */release)
    mkdir -p build/release/relay/host build/release/server-mock build/release/tools
    cp "$FAKES/server" build/release/relay/host/smsdesk-relay
    cp "$FAKES/server" build/release/server-mock/smsdesk-mock
    printf '#!/bin/sh\necho "tool $*"\ncat\n' >build/release/tools/smsdesk-tool
    chmod +x build/release/*/host/* build/release/*/smsdesk-* ;;
  */web-release) mkdir -p build/web-release/site && : >build/web-release/site/index.html ;;
esac
END
cat >"$work/a-test" <<'END'
#!/usr/bin/env bash
# a-test NAME RESULTS : has a letter for each time it runs: p passes, f fails, h hangs. The last one stands for all later times.
ran=$(cat "$FAKES/ran-$1" 2>/dev/null || echo 0)
echo $((ran + 1)) >"$FAKES/ran-$1"
((ran < ${#2})) || ran=$((${#2} - 1))
echo "run $((ran + 1)) of $1"
case ${2:ran:1} in
  p) ;;
  h) exec sleep 60 ;;
  *) exit 1 ;;
esac
END
cat >"$work/bin/dpkg-query" <<'END'
#!/usr/bin/env bash
sed 's/^/installed /' "$FAKES/installed"
END
cat >"$work/bin/apt-get" <<'END'
#!/usr/bin/env bash
echo "apt-get $*" >>"$FAKES/calls"
if [[ $1 == update && -f $FAKES/apt-updates ]]; then cat "$FAKES/apt-updates"; exit 0; fi
if [[ -f $FAKES/apt-fails ]]; then cat "$FAKES/apt-fails"; exit 100; fi
[[ $1 != install ]] || printf '%s\n' "${@:4}" >>"$FAKES/installed"
END
cat >"$work/bin/npm" <<'END'
#!/usr/bin/env bash
echo "npm $*" >>"$FAKES/calls"
mkdir -p "$2/node_modules"
END
printf '#!/bin/sh\nexit 1\n' >"$work/bin/sudo"
cat >"$work/bin/df" <<'END'
#!/usr/bin/env bash
[[ -f $FAKES/free-megabytes ]] || exec /usr/bin/df "$@"
printf 'Filesystem 1048576-blocks Used Available Capacity Mounted on\n/dev/x 9 9 %s 99%% /\n' "$(<"$FAKES/free-megabytes")"
END
chmod +x "$work/server" "$work/a-test" "$work/bin/"*
export FAKES=$work PATH=$work/bin:$PATH SMSDESK_JOBS=1
unset SMSDESK_IMGUI_DIR EMSDK CI
all_installed() {
  sed -nE "s/^  '[a-z ]+\|([^|]+)\|.*/\1/p" "$source_root/tools/setup/packages.sh" >"$work/installed"
  : >"$work/calls"
}
all_installed

free_port() { node -e 's = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
port=$(free_port)
mock_port=$(free_port)

# Starts `run` in the background and waits until it has said its URL.
start_run() {
  : >"$work/out"  # before the fork: an old output must not be taken for this run's
  "$house/smsdesk" run --port "$port" --mock-port "$mock_port" "$@" >"$work/out" 2>"$work/err" </dev/null &
  run_pid=$!
  started+=("$run_pid")
  wait_for 30 grep -q 'Ctrl-C' "$work/out" || flunk "run did not say that it is ready"
}
end_run() {
  status=0
  wait "$run_pid" || status=$?
}
is_ended() { ! kill -0 "$1" 2>/dev/null; }
is_closed() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# ---- the claims ----
claim "help lists every command and ends well"
smsdesk --help
expect_status 0
for word in run test bench check setup segments signatures zones clean; do expect_out "smsdesk $word"; done
expect_out '"smart": true'
smsdesk run --help
expect_status 0
expect_out 'smsdesk run'

claim "an unknown command or option is refused with one sentence"
smsdesk dance
expect_status 1
expect_err "no command 'dance'"
for wrong in "run --port 0" "run --port x" "run --port 99999" "run --port" "run --customers many" "run --what" \
  "test --what" "check what" "setup what" "clean what"; do
  # shellcheck disable=SC2086  # words on purpose
  smsdesk $wrong
  expect_status 1
  [[ $(wc -l <"$work/err") == 1 ]] || flunk "'$wrong' got more than one line"
done
smsdesk run --port 8080 --mock-port 8080
expect_status 1
expect_err 'must differ'

claim "run starts both, prints one URL and the sign-ins, and SIGTERM stops both"
start_run --customers 3
expect_out "http://127.0.0.1:$port/"
expect_out '^ +ada +demo-ada +Ada$'
expect_out '^ +bob +demo-bob +Bob, supervisor$'
expect_out "http://127.0.0.1:$mock_port/phone"
grep -q -- '--customers 3' "$house/.run/mock.log" || flunk "the mock was not told of its customers"
grep -q -- "--public-url http://127.0.0.1:$port" "$house/.run/relay.log" || flunk "the relay was not told its address"
grep -q -- "--number +15550100 --number +15550101" "$house/.run/mock.log" || flunk "the mock was not told its numbers"

claim "a second run in the same checkout is refused and names the first"
cp "$work/out" "$work/out.first"
smsdesk run --port "$(free_port)" --mock-port "$(free_port)"
expect_status 1
expect_err "already runs from this folder at http://127.0.0.1:$port/"
smsdesk clean
expect_status 1

claim "SIGTERM stops both cleanly"
kill -TERM "$run_pid"
end_run
expect_status 0
grep -q 'relay drained' "$house/.run/relay.log" || flunk "the relay was not asked to drain"
grep -q 'mock drained' "$house/.run/mock.log" || flunk "the mock was not asked to drain"
is_closed "$port" || flunk "the relay's port is still open"
is_closed "$mock_port" || flunk "the mock's port is still open"

claim "Ctrl-C in a terminal stops both cleanly, also in the moment in which the URL is printed"
mkfifo "$work/keys"
printf '#!/bin/sh\n/bin/cat "$@"\nexec sleep 0.5\n' >"$work/bin/cat"  # a child that printed would live long enough to be hit
chmod +x "$work/bin/cat"
: >"$work/out" && : >"$work/err"
env --default-signal=INT script --quiet --return --flush \
  --command "exec '$house/smsdesk' run --port $port --mock-port $mock_port" "$work/tty" <"$work/keys" >/dev/null &
run_pid=$!
started+=("$run_pid")
exec 7>"$work/keys"
wait_for 30 grep -qs 'Ctrl-C' "$work/tty" || flunk "run did not say that it is ready"
printf '\003' >&7
end_run
exec 7>&-
expect_status 0
grep -q 'relay drained' "$house/.run/relay.log" || flunk "the relay was not asked to drain"
grep -q 'mock drained' "$house/.run/mock.log" || flunk "the mock was not asked to drain"
is_closed "$port" || flunk "the relay's port is still open"
grep -q 'The relay has stopped' "$work/tty" || flunk "it does not say that the relay has stopped"
rm "$work/bin/cat"

claim "data stays between runs, and --fresh starts anew"
: >"$house/.run/data/kept"
start_run
kill -TERM "$run_pid"
end_run
[[ -e $house/.run/data/kept ]] || flunk "the data is gone"
start_run --fresh
kill -TERM "$run_pid"
end_run
[[ ! -e $house/.run/data/kept ]] || flunk "the data is still there"

claim "where one dies, the other is stopped and the last lines are shown"
start_run
(exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /die HTTP/1.1\r\nHost: x\r\n\r\n' >&3)
end_run
expect_status 1
expect_err 'a last word'
expect_err 'the relay stopped by itself with status 3'
is_closed "$mock_port" || flunk "the mock still runs"

claim "where one cannot start, the sentence says why by its last words, whatever it said before"
dies_with() {  # SERVER WORDS
  printf '%b' "$2" >"$work/$1-dies"
  smsdesk run --port "$port" --mock-port "$mock_port"
  rm "$work/$1-dies"
  expect_status 1
}
dies_with relay 'smsdesk-relay: The disk is full, so nothing could be written to /x/smsdesk.db: free some space there.\n'
expect_err 'the relay stopped, because the disk is full\. Free some space and start again'
is_closed "$mock_port" || flunk "the mock still runs"
dies_with mock 'write: No space left on device\n'
expect_err 'the mock stopped, because the disk is full'
dies_with relay 'smsdesk-relay: 127.0.0.1:8080 cannot be listened on: Address already in use\n'
expect_err 'the relay could not open its port, because another program took it\. Choose another with --port'
dies_with relay "the disk is full\n$(printf '%s\\n' {1..12})"
expect_err 'the relay stopped by itself with status 1'

claim "where one is never ready, both are stopped and it is said which"
sed -i 's/^ready_seconds_max=60$/ready_seconds_max=1/' "$house/tools/setup/run.sh"
: >"$work/mock-is-never-ready"
smsdesk run --port "$port" --mock-port "$mock_port"
rm "$work/mock-is-never-ready"
sed -i 's/^ready_seconds_max=1$/ready_seconds_max=60/' "$house/tools/setup/run.sh"
expect_status 1
expect_err 'the mock did not become ready within 1 s; its last lines stand above'
is_closed "$port" || flunk "the relay still runs"
is_closed "$mock_port" || flunk "the mock still runs"

claim "Ctrl-C while one is not ready yet is heard at once, and nothing is said to be ready"
: >"$work/relay-is-never-ready"
: >"$work/out"
# A group of its own, which a terminal's Ctrl-C reaches whole: what the script waits for is hit too.
setsid env --default-signal=INT "$house/smsdesk" run --port "$port" --mock-port "$mock_port" >"$work/out" 2>"$work/err" </dev/null &
run_pid=$!
started+=("$run_pid")
both_listen() { ! is_closed "$port" && ! is_closed "$mock_port"; }
wait_for 30 both_listen || flunk "the two do not listen"
kill -INT -- "-$run_pid"
wait_for 10 is_ended "$run_pid" || flunk "run went on for 10 s"
end_run
rm "$work/relay-is-never-ready"
expect_status 0
expect_err 'Stopping'
! grep -q 'is ready' "$work/out" || flunk "it was said to be ready"
is_closed "$port" || flunk "the relay still runs"
is_closed "$mock_port" || flunk "the mock still runs"

claim "a first build without room for it is refused before it begins, a later one is not"
rm -rf "$house/build/release"
echo 100 >"$work/free-megabytes"
: >"$work/calls"
smsdesk run --port "$port" --mock-port "$mock_port"
expect_status 1
expect_err "only 100 MB are free in $house; a first build of release needs 2 GB"
! grep -q ninja "$work/calls" || flunk "a build was begun"
rm "$work/free-megabytes"
start_run
kill -TERM "$run_pid"
end_run
echo 100 >"$work/free-megabytes"
start_run
kill -TERM "$run_pid"
end_run
expect_status 0
rm "$work/free-megabytes"

claim "a taken port is named, and another one offered"
node -e 'require("net").createServer().listen(+process.argv[1], "127.0.0.1", () => console.log("open"))' "$port" >"$work/listener" &
listener=$!
started+=("$listener")
wait_for 10 grep -qs open "$work/listener" || flunk "no listener"
smsdesk run --port "$port" --mock-port "$mock_port"
expect_status 1
expect_err "port $port is taken"
kill "$listener"
wait "$listener" 2>/dev/null || true

claim "a broken build shows the compiler's words and names the log"
echo 'core/a.cpp:3:1: error: no such thing' >"$work/ninja-fails"
smsdesk run --port "$port" --mock-port "$mock_port"
expect_status 1
expect_err 'core/a.cpp:3:1: error: no such thing'
expect_err 'build/logs/build-release.log'

claim "a full disk is said in one sentence"
echo 'fatal error: error writing to x.s: No space left on device' >"$work/ninja-fails"
smsdesk run --port "$port" --mock-port "$mock_port"
expect_status 1
expect_err 'the build of release failed: the disk is full\.'
rm "$work/ninja-fails"

claim "segments passes lines through and says nothing else on standard output"
status=0
echo '{"text":"x"}' | "$house/smsdesk" segments >"$work/out" 2>"$work/err" || status=$?
expect_status 0
[[ $(<"$work/out") == $'tool segments\n{"text":"x"}' ]] || flunk "standard output holds something else"

claim "bench --help is the benches' own, wherever it stands, and builds nothing"
mkdir -p "$house/tests/bench"
echo 'console.log(`bench ${process.argv.slice(2).join(" ")}`);' >"$house/tests/bench/run.mjs"
: >"$work/calls"
for wanted in "--help" "-h" "routing --help"; do
  # shellcheck disable=SC2086  # words on purpose
  smsdesk bench $wanted
  expect_status 0
  [[ $(<"$work/out") == 'bench --help' ]] || flunk "'bench $wanted' says something else"
done
[[ ! -s $work/calls ]] || flunk "something was called: $(<"$work/calls")"

claim "bench builds the relay and the benches' programs, no tests, and hands its arguments on"
smsdesk bench routing --quick
expect_status 0
expect_out '^bench routing --quick$'
[[ $(grep -c 'ninja .*/build/release ' "$work/calls") == 1 ]] || flunk "ninja was called otherwise: $(<"$work/calls")"
grep -qE '/build/release -j 1 bench_programs$' "$work/calls" || flunk "ninja was called otherwise: $(<"$work/calls")"

# run_tests_of ARGUMENT… : ./smsdesk test with the tests of standard input, which the real ctest runs: a line for each, "NAME CHANCES
# RESULTS" (see a-test), with CHANCES one or two.
run_tests_of() {
  local name chances results second_run
  mkdir -p "$house/build/release"
  while read -r name chances results; do
    second_run=''
    [[ $chances == one ]] || second_run="\"bash\" \"$source_root/tests/support/second_run.sh\" \"$name\""
    echo "add_test(\"$name\" $second_run \"$work/a-test\" \"$name\" \"$results\")"
    echo "set_tests_properties(\"$name\" PROPERTIES TIMEOUT 5)"
  done >"$house/build/release/CTestTestfile.cmake"
  rm -f "$work/ran-"*
  smsdesk test "$@"
}
expect_runs() {  # TEST COUNT
  local ran
  ran=$(cat "$work/ran-$1" 2>/dev/null || echo 0)
  [[ $ran == "$2" ]] || flunk "$1 ran $ran times instead of $2"
}
# The one line that counts is ctest's, and behind it are its own alone.
expect_total() {
  [[ $(grep -E 'tests? (passed|failed)' "$work/out") == "$1" ]] || flunk "the total is another one than: $1"
  ! sed '1,/tests passed/d' "$work/out" | grep -E 'second run|first run' || flunk "ctest's lines are not the last"
}
expect_second_runs() {  # TESTS
  local told
  told=$(sed -n 's/^A second run was needed by: \(.*\) (what the first said: build\/logs\/second-runs)\.$/\1/p' "$work/out")
  [[ $told == "$1" ]] || flunk "a second run is told of '$told' instead of '$1'"
}

claim "test builds all three and ends as ctest does where nothing failed"
: >"$work/calls"
run_tests_of <<'END'
core_a one p
e2e_a two p
END
expect_status 0
expect_total '100% tests passed, 0 tests failed out of 2'
expect_second_runs ''
[[ $(tail -n 1 "$work/out") == 'Total Test time (real) = '* ]] || flunk "the last line is: $(tail -n 1 "$work/out")"
[[ -z $(ls -A "$house/build/logs/second-runs") ]] || flunk "something is left of a first run"
expect_runs e2e_a 1
for name in core_a e2e_a; do
  [[ $(grep -c "$name" "$work/out") == 1 ]] || flunk "$name is not named once: that it starts is told, too"
done
for preset in release web-test web-release; do
  grep -q "^ninja -C .*/build/$preset " "$work/calls" || flunk "$preset was not built"
done

claim "test hands names on as one pattern"
run_tests_of core_a '^e2e_b' <<'END'
core_a one p
e2e_a two f
e2e_b two p
END
expect_status 0
expect_total '100% tests passed, 0 tests failed out of 2'

claim "tests of several programs that were late run once more and are named, and ctest's last lines count each test once"
run_tests_of <<'END'
core_a one p
e2e_a two fp
interop_a two fp
e2e_b two p
e2e_kills one p
END
expect_status 0
expect_total '100% tests passed, 0 tests failed out of 5'
expect_second_runs 'e2e_a interop_a'
expect_runs e2e_a 2
expect_runs e2e_b 1
expect_runs core_a 1
[[ $(<"$house/build/logs/second-runs/e2e_a.log") == 'run 1 of e2e_a' ]] || flunk "what the first run said is not kept"

claim "what fails twice has failed, and shows its second run"
run_tests_of <<'END'
core_a one p
e2e_a two fp
e2e_b two ffp
END
expect_status 8
expect_total '67% tests passed, 1 tests failed out of 3'
expect_second_runs 'e2e_a e2e_b'
expect_runs e2e_b 2
expect_out '^run 2 of e2e_b$'
expect_out ' 3 - e2e_b \(Failed\)'

claim "a test with one chance that fails has failed, alone or beside one that was late"
run_tests_of <<'END'
e2e_a two p
e2e_kills one fp
END
expect_status 8
expect_second_runs ''
expect_runs e2e_kills 1
run_tests_of <<'END'
e2e_a two fp
e2e_kills one fp
END
expect_status 8
expect_total '50% tests passed, 1 tests failed out of 2'
expect_second_runs e2e_a
expect_runs e2e_kills 1

claim "a first run that hangs is ended by ctest, and named with what it had said"
run_tests_of <<<'e2e_a two h'
expect_status 8
expect_total '0% tests passed, 1 tests failed out of 1'
expect_second_runs ''
expect_out '^The first run did not end of: e2e_a \(what it said: build/logs/second-runs\)\.$'
[[ $(<"$house/build/logs/second-runs/e2e_a.first") == 'run 1 of e2e_a' ]] || flunk "what it said is not kept"

claim "by itself, without ./smsdesk test, no test has a second run"
status=0
rm -f "$work/ran-"*
env -u SMSDESK_SECOND_RUNS bash "$source_root/tests/support/second_run.sh" e2e_a "$work/a-test" e2e_a fp >"$work/out" 2>"$work/err" || status=$?
expect_status 1
expect_runs e2e_a 1
expect_out '^run 1 of e2e_a$'

claim "tests of several programs have two chances or the label one_chance, and no other test has two"
cat >"$work/chances.cjs" <<'END'
const {tests} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const value = ({properties}, name) => properties.find((one) => one.name === name)?.value;
let two = 0, one = 0;
for (const test of tests.filter((test) => test.command && !value(test, 'DISABLED'))) {
  const labels = value(test, 'LABELS') ?? [], isOfSeveral = labels.includes('e2e') || labels.includes('interop');
  const script = test.command.findIndex((word) => word.endsWith('/support/second_run.sh'));
  if (script < 0 ? isOfSeveral && !labels.includes('one_chance') : !isOfSeveral || labels.includes('one_chance'))
    console.log(`${test.name} (${labels}) has ${script < 0 ? 'one chance' : 'two chances'}`);
  if (script >= 0 && test.command[script + 1] !== test.name) console.log(`${test.name} would be told as ${test.command[script + 1]}`);
  if (script >= 0) two++;
  else if (isOfSeveral) one++;
}
if (two < 20 || one < 10) console.log(`only ${two} tests with two chances and ${one} with one were found`);
END
if [[ -n ${1:-} ]]; then
  : >"$work/err"
  ctest --test-dir "$1" --show-only=json-v1 2>"$work/err" | node "$work/chances.cjs" >"$work/out" || flunk "the tests cannot be listed"
  [[ ! -s $work/out ]] || flunk "see below"
fi

claim "who kills or stops programs stands among those with one chance"
one_chance=$(tr '\n' ' ' <"$source_root/tests/e2e/CMakeLists.txt" | sed -E 's/.*set\(SMSDESK_ONE_CHANCE_TESTS ([^)]*)\).*/\1/' | xargs -n 1)
breaks='SIGKILL|SIGSTOP|\.kill\(|(stop|pause)Relay\('
mapfile -t breaking < <(cd "$source_root/tests/e2e" && grep -lE "$breaks" ./*.test.mjs | sed -E 's|^\./(.*)\.test\.mjs$|\1|')
((${#breaking[@]} >= 8)) || flunk "only ${#breaking[@]} such tests were found"
for name in "${breaking[@]}"; do
  grep -qx "$name" <<<"$one_chance" || flunk "$name is missing in SMSDESK_ONE_CHANCE_TESTS (tests/e2e/CMakeLists.txt)"
done
while read -r name; do
  [[ -f $source_root/tests/e2e/$name.test.mjs ]] || flunk "SMSDESK_ONE_CHANCE_TESTS names $name, which is no test"
done <<<"$one_chance"

claim "test stops where a build fails; --keep-going runs the tests, and stays red"
echo 'core/a.cpp:3:1: error: no such thing' >"$work/ninja-fails"
run_tests_of <<<'core_a one p'
expect_status 1
expect_err 'core/a.cpp:3:1: error: no such thing'
[[ ! -e $work/ran-core_a ]] || flunk "tests ran"
run_tests_of --keep-going <<<'core_a one p'
expect_status 1
expect_runs core_a 1
expect_err 'The build of release failed; going on, as asked'
expect_err 'A build had failed \(see above\); what it left out counts as failed\.'
run_tests_of --keep-going <<<'core_a one f'
expect_status 8
rm "$work/ninja-fails"

claim "a second start configures nothing anew; it does where what decides it has changed"
configures() {  # yes | no
  : >"$work/calls"
  "$house/smsdesk" segments >"$work/out" 2>"$work/err" </dev/null || flunk "it failed"
  local wanted=''
  [[ $1 == no ]] || wanted="cmake --preset release -DSMSDESK_IMGUI_DIR=${SMSDESK_IMGUI_DIR:-$house/.cache/imgui} --fresh"
  [[ $(grep '^cmake' "$work/calls") == "$wanted" ]] || flunk "$2: cmake was called otherwise: $(grep '^cmake' "$work/calls")"
  grep -q '^ninja' "$work/calls" || flunk "$2: nothing was built"
}
rm -rf "$house/build/release"
configures yes "the first start"
configures no "the second"
mkdir -p "$house"/{core,tests/x/node_modules,build/x,.cache/x,.git}
touch "$house/core/a.cpp" "$house"/{build/x,.cache/x,.git,tests/x/node_modules}/CMakeLists.txt
configures no "a source more, and files in folders that are not ours"
touch "$house/core/CMakeLists.txt"
configures yes "a CMakeLists.txt more"
echo 'add_library(x)' >"$house/core/CMakeLists.txt"
configures no "another text in it, which ninja sees by itself"
rm "$house/core/CMakeLists.txt"
configures yes "a CMakeLists.txt less"
echo '{"version": 6}' >"$house/CMakePresets.json"
configures yes "another preset"
echo 1 >"$house/tests/x/node_modules/.smsdesk-stamp"
configures yes "npm packages that came"
configures no "and stay"
echo 2 >"$house/tests/x/node_modules/.smsdesk-stamp"
configures yes "other npm packages"
EMSDK=$work configures yes "another Emscripten"
configures yes "and back"
cp -r "$house/.cache/imgui" "$work/other-imgui"
SMSDESK_IMGUI_DIR=$work/other-imgui configures yes "another Dear ImGui"
configures yes "and back"
rm "$house/build/release/build.ninja"
configures yes "nothing to build by"
configures no "and again"
echo '{}' >"$house/CMakePresets.json"
: >"$work/cmake-fails"
smsdesk segments
expect_status 1
expect_err 'CMake could not configure the preset release'
rm "$work/cmake-fails"
configures yes "after it failed"
configures no "and again"
rm -r "$house"/{core,tests/x,build/x,.cache/x,.git}

claim "setup installs only what is missing"
all_installed
sed -i '/^libboost1.81-dev$/d' "$work/installed"
if ((EUID == 0)); then
  smsdesk setup run
  expect_status 0
  expect_err 'libboost1.81-dev +HTTP'
  [[ $(grep install "$work/calls") == 'apt-get install --yes --no-install-recommends libboost1.81-dev' ]] || flunk "apt was called otherwise: $(<"$work/calls")"

  claim "without network setup says so"
  all_installed
  sed -i '/^libboost1.81-dev$/d' "$work/installed"
  echo "E: Failed to fetch x  Temporary failure resolving 'mirror'" >"$work/apt-fails"
  smsdesk setup run
  expect_status 1
  expect_err 'package servers cannot be reached'
  # Where packages have never been listed, update says so with status 0, and install knows of no package.
  echo "W: Failed to fetch x  Temporary failure resolving 'mirror'" >"$work/apt-updates"
  echo "E: Unable to locate package libboost1.81-dev" >"$work/apt-fails"
  smsdesk setup run
  expect_status 1
  expect_err 'package servers cannot be reached'
  : >"$work/apt-updates"
  smsdesk setup run
  expect_status 1
  expect_err 'apt could not install the packages'
  rm "$work/apt-fails" "$work/apt-updates"
  nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
  nobody=()
fi

claim "npm packages are fetched once, and it is said what for"
all_installed
for folder in e2e interop bench; do
  mkdir -p "$house/tests/$folder"
  echo '{}' | tee "$house/tests/$folder/package.json" >"$house/tests/$folder/package-lock.json"
done
smsdesk setup test bench
expect_status 0
for folder in e2e interop bench; do
  expect_err "^ +Fetching npm packages for tests/$folder; they [a-z]+ .{20}"
  grep -q "^npm --prefix $house/tests/$folder ci " "$work/calls" || flunk "npm was not called for $folder: $(<"$work/calls")"
done
: >"$work/calls"
echo '{"a": 1}' >"$house/tests/interop/package-lock.json"
smsdesk setup test bench
expect_status 0
[[ $(cut -d ' ' -f 1-4 "$work/calls") == "npm --prefix $house/tests/interop ci" ]] || flunk "npm was called otherwise: $(<"$work/calls")"
rm -r "$house"/tests/{e2e,interop} "$house"/tests/bench/{package.json,package-lock.json,node_modules}

claim "a Dear ImGui that is too old is refused, by setup, by CMake and by the script that fetches it alike"
all_installed
mkdir "$work/old-imgui"
SMSDESK_IMGUI_DIR=$work/old-imgui smsdesk setup run
expect_status 1
expect_err 'there is no imgui\.h in it'
imgui_version() {  # of the folder, by CMake itself
  status=0
  PATH=${PATH#"$work/bin:"} cmake "-DSMSDESK_IMGUI_DIR=$1" -P "$source_root/cmake/imgui_version.cmake" >"$work/out" 2>"$work/raw" || status=$?
  tr -s '\n ' ' ' <"$work/raw" >"$work/err"  # CMake breaks its lines
}
imgui_check() {
  status=0
  sh "$source_root/cmake/fetch_imgui.sh" --check "$1" >"$work/out" 2>"$work/err" || status=$?
}
for version in 'IMGUI_VERSION_NUM 18600' 'IMGUI_VERSION_NUM 19199' 'IMGUI_VERSION "1.50"'; do
  echo "#define $version" >"$work/old-imgui/imgui.h"
  SMSDESK_IMGUI_DIR=$work/old-imgui smsdesk setup run
  expect_status 1
  expect_err 'the Dear ImGui in it is older than 1\.92'
  imgui_version "$work/old-imgui"
  expect_status 1
  expect_err 'The Dear ImGui in [^ ]*/old-imgui is older than 1\.92: give'
  imgui_check "$work/old-imgui"
  expect_status 1
  [[ ! -s $work/err ]] || flunk "fetch_imgui.sh --check says something"
done
for version in 19200 19222; do
  echo "#define IMGUI_VERSION_NUM    $version" >"$work/old-imgui/imgui.h"
  SMSDESK_IMGUI_DIR=$work/old-imgui smsdesk setup run
  expect_status 0
  imgui_version "$work/old-imgui"
  expect_status 0
  imgui_check "$work/old-imgui"
  expect_status 0
done

claim "clang-tidy judges what is built natively, and what only the browser has as it is built for that"
all_installed
printf '%s\n' core/a.cpp web/headless.cpp tests/a_test.cpp >"$work/sources-debug"
printf '%s\n' core/a.cpp web/canvas.cpp web/main.cpp tests/probe.cpp >"$work/sources-web-release"
rm -rf "$house/build"
smsdesk check tidy
expect_status 0
grep -qE "^tidy .*-p $house/build/debug .*\(core\|web\|" "$work/calls" || flunk "not all was judged natively: $(<"$work/calls")"
grep -qF -- "--sysroot=/the/sysroot ^${house//./\\.}/web/canvas\\.cpp\$|^${house//./\\.}/web/main\\.cpp\$" "$work/calls" ||
  flunk "what only the browser has was not judged: $(<"$work/calls")"
for preset in debug web-release; do
  echo "build/$preset" >"$work/tidy-finds"
  smsdesk check tidy
  expect_status 1
  expect_err 'a mistake'
done
rm "$work/tidy-finds" "$work/sources-"*

claim "check kills says its seed, and by which the round that failed is run again"
all_installed
mkdir -p "$house/tests/e2e"
echo "console.log('rounds ' + process.env.SMSDESK_KILL_ROUNDS + ' of seed ' + process.env.SMSDESK_SEED);" \
  >"$house/tests/e2e/kills.test.mjs"
SMSDESK_SEED=17 smsdesk check kills
expect_status 0
expect_err '100 rounds by the seed 17; again with SMSDESK_SEED=17 SMSDESK_KILL_ROUNDS=100'
grep -q 'rounds 100 of seed 17' "$house/build/logs/check-kills.log" || flunk "the test was not told so"
smsdesk check kills
expect_status 0
expect_err '100 rounds by the seed [0-9]+;'
echo "throw new Error('round 3, killed right behind Enter');" >"$house/tests/e2e/kills.test.mjs"
SMSDESK_KILL_ROUNDS=5 smsdesk check kills
expect_status 1
expect_err '5 rounds by the seed'
expect_err 'round 3, killed right behind Enter'
rm -r "$house/tests/e2e/kills.test.mjs"

claim "without root setup prints the exact command and ends with 1"
all_installed
sed -i '/^libboost1.81-dev$/d' "$work/installed"
chmod -R a+rwX "$work"
status=0
"${nobody[@]}" "$house/smsdesk" setup run >"$work/out" 2>"$work/err" </dev/null || status=$?
expect_status 1
expect_err 'apt-get install --yes --no-install-recommends libboost1.81-dev$'
! grep -q install "$work/calls" || flunk "apt was called without root"

claim "where sudo asks for nothing, setup installs by it"
cat >"$work/bin/sudo" <<'END'
#!/usr/bin/env bash
echo "sudo $*" >>"$FAKES/calls"
[[ $1 == -n ]] || exit 1
shift
exec "$@"
END
chmod -R a+rwX "$work"
: >"$work/calls"
status=0
"${nobody[@]}" "$house/smsdesk" setup run >"$work/out" 2>"$work/err" </dev/null || status=$?
expect_status 0
grep -qE '^sudo -n .* apt-get install --yes --no-install-recommends libboost1.81-dev$' "$work/calls" ||
  flunk "sudo was called otherwise: $(<"$work/calls")"
grep -qx 'libboost1.81-dev' "$work/installed" || flunk "nothing was installed"

claim "without a network, the fetching of Dear ImGui says so"
mkdir -p "$work/apt"
cat >"$work/apt/apt-get" <<'END'
#!/usr/bin/env bash
# As apt-get does it: an update that reaches nobody warns and ends well; only then source finds nothing.
case " $* " in
  *' indextargets '*) echo 'http://mirror.example/debian|bookworm|Debian|main' ;;
  *' update '*)
    if [[ -f $FAKES/index-comes ]]; then
      lists=$(printf '%s\n' "$@" | sed -n 's/^Dir::State::lists=//p')
      : >"$lists/mirror.example_debian_dists_forky_main_source_Sources"
    else
      echo "W: Failed to fetch http://mirror.example/debian/dists/forky/InRelease  Could not resolve 'mirror.example'"
      echo 'W: Some index files failed to download. They have been ignored, or old ones used instead.'
    fi ;;
  *' source '*) echo 'E: You must put some deb-src URIs in your sources.list'; exit 100 ;;
esac
END
chmod +x "$work/apt/apt-get"
fetch_imgui() {
  status=0
  PATH=$work/apt:$PATH sh "$source_root/cmake/fetch_imgui.sh" "$work/imgui" >"$work/out" 2>"$work/err" || status=$?
}
fetch_imgui
expect_status 1
expect_err 'http://mirror.example/debian cannot be reached, so the network may be down'
cause=$(log_dir=$work root=$house bash -c 'source "$0" && trap - INT TERM HUP && known_cause "$1"' "$source_root/tools/setup/common.sh" "$work/err")
[[ $cause == 'the package servers cannot be reached'* ]] || flunk "./smsdesk would not know the cause, but say: $cause"
: >"$work/index-comes"
fetch_imgui
expect_status 1
expect_err 'could not download'
[[ ! -e $work/imgui ]] || flunk "something was left in the target folder"
rm "$work/index-comes"

claim "every npm package takes the Node that setup asks for, which is Debian 12's"
least=$(sed -nE "s/.*\\|command:node:([0-9]+)\\|.*/\\1/p" "$source_root/tools/setup/packages.sh")
# That major version with the newest of its minor ones: what `engines` says is read as npm does, as far as it is used.
cat >"$work/engines.cjs" <<'END'
const fs = require('fs'), [least, ...locks] = process.argv.slice(2);
const is = {'>=': (major) => least >= major, '>': (major) => least >= major, '<=': (major) => least <= major,
  '<': (major) => least < major, '^': (major) => least == major, '~': (major) => least == major, '': (major) => least == major};
const takes = (range) => range.split('||').some((part) =>
  [...part.matchAll(/(>=|<=|>|<|\^|~|)\s*v?(\*|x|\d+)[\w.*-]*/g)].every(([, sign, major]) => !/\d/.test(major) || is[sign](Number(major))));
for (const [range, answer] of [['>=18', 1], ['>= 0.4', 1], ['>=20.0.0', 0], ['20.x || 22.x', 0], ['16.x || 18.x', 1], ['*', 1], ['^18.17.0 || >=20', 1], ['>=12 <17', 0]])
  if (least == 18 && takes(range) !== !!answer) console.log(`this test would not understand '${range}'`);
for (const lock of locks)
  for (const [name, {version, engines}] of Object.entries(JSON.parse(fs.readFileSync(lock, 'utf8')).packages))
    if (engines?.node && !takes(engines.node)) console.log(`${lock}: ${name || 'the folder itself'} ${version ?? ''} wants Node ${engines.node}`);
END
locks=("$source_root"/tests/*/package-lock.json)
((${#locks[@]} >= 3)) || flunk "there are only ${#locks[@]} lockfiles"
node "$work/engines.cjs" "${least:-none}" "${locks[@]}" >"$work/engines" 2>&1 || flunk "the lockfiles could not be read"
[[ -n $least && ! -s $work/engines ]] || flunk "Node ${least:-?}: $(<"$work/engines")"

claim "no network, memory or lock: each has its sentence"
(
  root=$house
  # shellcheck source=tools/setup/common.sh
  source "$source_root/tools/setup/common.sh"
  check_cause() {
    printf '%s\n' "$1" >"$work/npm-x"
    [[ $(known_cause "$work/npm-x") == *"$2"* ]] || { echo "no '$2' for: $1"; exit 1; }
  }
  check_cause 'npm ERR! code ENOTFOUND' 'cannot be reached'
  check_cause 'E: Could not get lock /var/lib/dpkg/lock-frontend' "apt's lock"
  check_cause 'g++: fatal error: Killed signal terminated program cc1plus' 'out of memory'
  check_cause 'npm ERR! nospc ENOSPC: no space left on device' 'disk is full'
  check_cause 'error: expected ;' ''
  at_least 3.25 3.25.1 && at_least 18 20.1.0 && ! at_least 18 16.20 && at_least 12 12
) || flunk "see above"

if ((failures)); then
  echo "$failures expectations were not met"
  exit 1
fi
echo "all expectations were met"
