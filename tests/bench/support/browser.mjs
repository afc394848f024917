// Chromium for benches: headless, software drawing (so that the same happens on machines without a graphics card), a profile
// of its own, ended with the bench.
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Missing, npmPackage} from './place.mjs';
import {atEnd} from './processes.mjs';

const kArguments = [
  '--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];
const kCandidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/// {context, page, close()} on a profile folder that is new, or given.
export async function launch({args = []} = {}) {
  const {chromium} = await npmPackage('playwright-core');
  const executablePath = process.env.SMSDESK_CHROMIUM ?? kCandidates.find(existsSync);
  if (!executablePath) throw new Missing('No Chromium was found: install it (apt-get install chromium) or set SMSDESK_CHROMIUM.');
  const profile = await mkdtemp(path.join(tmpdir(), 'smsdesk-bench-profile-'));
  atEnd(() => rm(profile, {recursive: true, force: true, maxRetries: 5}));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, headless: true, args: [...kArguments, ...args], viewport: {width: 1280, height: 800},
    permissions: ['clipboard-read', 'clipboard-write'],  // and no other: no notifications, which the page would offer
    handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
  });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await context.close();
    await rm(profile, {recursive: true, force: true, maxRetries: 5});
  };
  atEnd(close);
  context.setDefaultTimeout(30_000);
  return {context, page: context.pages()[0] ?? await context.newPage(), close};
}

/// What every page of a bench gets before its own scripts: `bench`.
///   afterPaint(f): calls f once the frame under way is painted: a message that was posted during a frame's callbacks is
///                  delivered after style, layout and painting.
///   frames:        callbacks of requestAnimationFrame so far.
///   atFrameEnd:    a function of the bench's own, called behind each of them.
///   wasmBytes():   the memories of all WebAssembly modules.
export function instrument() {
  const memories = new Set();
  const keep = (instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await real.apply(WebAssembly, args);
      keep(result.instance ?? result);
      return result;
    };
  }
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => request((time) => {
    ++bench.frames;
    callback(time);
    bench.atFrameEnd?.();
  });
  const posted = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => posted.shift()();
  window.bench = {
    frames: 0,
    frame: request,
    afterPaint(f) {
      posted.push(f);
      channel.port2.postMessage(0);
    },
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  };
}

/// The instant in ms since 1970 that this process's clock shows, finer than Date.now().
export const wallNow = () => performance.timeOrigin + performance.now();

/// How far the page's clock is ahead of ours, in ms, by the fastest of several questions.
export async function clockOffset(page) {
  let best = {trip: Infinity, offset: 0};
  for (let i = 0; i < 15; ++i) {
    const asked = wallNow();
    const theirs = await page.evaluate(() => performance.timeOrigin + performance.now());
    const answered = wallNow();
    if (answered - asked < best.trip) best = {trip: answered - asked, offset: theirs - (asked + answered) / 2};
  }
  return best.offset;
}
