// Starts programs, reads what they cost from /proc, and ends all of them: at the end of a bench, after a fault, on Ctrl-C.
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {createInterface} from 'node:readline';

const cleanups = [];

/// Runs at the end of the bench under way, last one first.
export function atEnd(cleanup) { cleanups.push(cleanup); }

export async function cleanUp() {
  for (;;) {
    const cleanup = cleanups.pop();
    if (!cleanup) return;
    try {
      await cleanup();
    } catch (error) {
      console.error(`bench: cleaning up: ${error.message}`);
    }
  }
}

const kStopMs = 15_000;

/// Starts a program. With `ready`, waits until it has said that. Result: {pid, lines (async iterator), say(line), stop()}.
export async function start(program, args, {ready = null, env = {}, readyMs = 60_000} = {}) {
  const name = path.basename(program === process.execPath ? args[0] : program);
  const child = spawn(program, args, {stdio: ['pipe', 'pipe', 'pipe'], env: {...process.env, ...env}});
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  let isWanted = true;
  const stop = async (signal = 'SIGTERM') => {
    isWanted = false;
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), kStopMs);
      await exited;
      clearTimeout(late);
    }
  };
  atEnd(stop);
  let output = '';
  const keep = (data) => { output = (output + data).slice(-8_000); };
  child.stderr.on('data', keep);
  child.stdout.on('data', keep);
  child.stdin.on('error', () => {});  // its end is told by `exited`
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const dead = exited.then((how) => {
    if (isWanted) throw new Error(`${name} ended by itself (${how}): ${output.trim().split('\n').slice(-5).join(' | ')}`);
  });
  dead.catch(() => {});
  const nextLine = async () => {
    const line = await Promise.race([lines.next(), dead.then(() => ({done: true}))]);
    if (line.done) {
      await dead;
      throw new Error(`${name} said nothing more: ${output.trim()}`);
    }
    return line.value;
  };
  if (ready !== null) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${name} was not ready after ${readyMs / 1000} s: ${output.trim()}`)), readyMs);
    });
    try {
      while (!(await Promise.race([nextLine(), late])).includes(ready));
    } catch (error) {
      if (error.code === 'ENOENT') throw new Error(`${program} cannot be started.`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
  return {pid: child.pid, nextLine, say: (line) => child.stdin.write(`${line}\n`), stop, exited, output: () => output};
}

/// Runs a program to its end; its standard output.
export async function run(program, args) {
  const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'pipe']});
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  atEnd(() => { if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL'); });
  let out = '', err = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  const closed = new Promise((resolve) => child.stdout.once('close', resolve));
  const how = await exited;
  await closed;
  if (how !== 0) throw new Error(`${path.basename(program)} failed (${how}): ${(err || out).trim().slice(-600)}`);
  return out;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

const kTicksPerSecond = 100;  // USER_HZ: what /proc counts in on Linux, whatever the kernel's own HZ

/// Processor seconds that a process has used, its threads included.
export function cpuSeconds(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / kTicksPerSecond;
}

/// Returns when a process has nothing left to do: what it does behind its answers (an index, a journal) is not the burden of
/// whoever is measured next.
export async function isAtRest(pid) {
  for (let before = cpuSeconds(pid), i = 0; i < 100; ++i) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    const now = cpuSeconds(pid);
    if (now - before < 1.5 / kTicksPerSecond) return;
    before = now;
  }
  throw new Error('A process that was measured does not come to rest.');
}

/// Memory of a process in MB: its proportional share, and what is resident.
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = (name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))[1]);
  return {pss: kilobytes('Pss') / 1024, rss: kilobytes('Rss') / 1024};
}
