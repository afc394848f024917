// Starts Chromium as the tests need it: headless, on a profile of its own, with faults of the page kept as failures.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {chromium} from 'playwright-core';

const kArguments = [
  '--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const kCandidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function findChromium() {
  const found = process.env.SMSDESK_CHROMIUM ?? kCandidates.find(existsSync);
  if (!found) throw new Error('No Chromium was found: install it (apt-get install chromium) or set SMSDESK_CHROMIUM.');
  return found;
}

/// A browser with one profile. Give `profile` to start on an existing one again (it is then the caller's to remove).
/// The result: {context, profile, page, newPage(), faults, close(), kill()}.
///   faults: what pages said at level error, uncaught exceptions and violations of the content policy. Of what did not load:
///   "console: Failed to load resource: … at <address>".
///   kill(): ends the browser as a crash would, by the process ids of this very browser.
///   isAskable: the browser has not been asked for notifications, so that the page offers them. Otherwise it takes that
///   question for answered.
export async function launch({profile = null, args = [], isAskable = false, ...options} = {}) {
  const isOwnProfile = profile === null;
  const folder = profile ?? await makeProfile();
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    headless: true,
    args: [...kArguments, ...args],
    viewport: {width: 1280, height: 800},
    ...options,
  });
  context.setDefaultTimeout(15000);
  if (!isAskable) {
    await context.addInitScript(() => {
      if (typeof Notification !== 'function') return;
      const real = Notification, own = Object.getOwnPropertyDescriptor(real, 'permission');
      Object.defineProperty(real, 'permission', {
        configurable: true, get: () => own.get.call(real) === 'granted' ? 'granted' : 'denied'});
    });
  }
  const faults = [];
  const watch = (page) => {
    // Listened to from the start: whoever begins when they are about to press a key may miss the dialog.
    page.on('filechooser', () => {});
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // The browser's words for it have a status or an error, and not what it was that did not load.
      const where = message.text().startsWith('Failed to load resource') ? ` at ${message.location().url}` : '';
      faults.push(`console: ${message.text()}${where}`);
    });
  };
  context.pages().forEach(watch);
  context.on('page', watch);
  return {
    context,
    profile: folder,
    faults,
    page: context.pages()[0] ?? await context.newPage(),
    newPage: () => context.newPage(),
    close: async () => {
      await context.close();
      if (isOwnProfile) await rm(folder, {recursive: true, force: true});
    },
    kill: async () => {
      const closed = new Promise((resolve) => context.once('close', resolve));
      for (const pid of processesOf(folder)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch (error) {
          if (error.code !== 'ESRCH') throw error;  // it went with its parent
        }
      }
      await closed;
    },
  };
}

export function makeProfile() {
  return mkdtemp(path.join(tmpdir(), 'smsdesk-profile-'));
}

/// The processes that were started with that profile folder: main process first.
function processesOf(folder) {
  const listed = spawnSync('ps', ['-eo', 'pid=,args=', '--sort=start_time', '-ww'], {encoding: 'utf8'});
  return listed.stdout.split('\n')
      .filter((line) => line.includes(`--user-data-dir=${folder}`))
      .map((line) => Number.parseInt(line, 10));
}

/// Waits until the page draws nothing any more: what slides, flings, fades or is still rasterised has come to rest, and
/// whatever was pressed before has been answered by a frame.
export function settled(page) {
  return page.evaluate(() => new Promise((resolve) => {
    let still = 0;
    const look = () => {
      still = Canvas.raf === 0 && !Canvas.late && !Canvas.rest ? still + 1 : 0;
      if (still >= 3) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }));
}

/// Runs axe-core in the page; returns its violations, shortened to what a person needs.
export async function accessibilityViolations(page) {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // The content policy forbids scripts from elsewhere, and it should: the debugger's own door is used instead.
  await page.evaluate(`${source};undefined`);
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      resultTypes: ['violations'],
      rules: {'target-size': {enabled: true}},  // WCAG 2.2 AA, which axe leaves out unless it is asked
    });
    // What a list has scrolled partly out of view is as large as it is: there axe sees but the rest of it.
    const isCut = ({target}) => {
      const box = document.querySelector(target[0]).getBoundingClientRect();
      const list = document.querySelector(target[0]).closest('[role=list]')?.getBoundingClientRect();
      return list && (box.top < list.top || box.bottom > list.bottom);
    };
    for (const violation of result.violations)
      if (violation.id === 'target-size') violation.nodes = violation.nodes.filter((node) => !isCut(node));
    return result.violations.filter(({nodes}) => nodes.length > 0);
  });
  return violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    nodes: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
  }));
}
