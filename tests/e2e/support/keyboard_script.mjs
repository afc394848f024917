// Plays chapters of docs/keyboard.md: what is written there is done by keys alone, and what it says is so.
import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations, launch} from './browser.mjs';
import {AgentPage, readable, unexpectedFaults, until} from './desk.mjs';
import {picturePng} from './png.mjs';
import {videoWebm} from './webm.mjs';
import {renderer, withDesk} from './with_desk.mjs';

const kStopsMax = 60;
const kMomentMs = 600;  // two presses of a key that acts once are two by then (core/client/repeat_guard.h)

/// {chapter: [{title, steps: [{act, focus, heard}]}]}: "## " begins a chapter, "### " a part of it.
async function readScript() {
  const chapters = {};
  let parts;
  for (const line of (await readFile(new URL('../../../docs/keyboard.md', import.meta.url), 'utf8')).split('\n')) {
    if (line.startsWith('## ')) chapters[line.slice(3)] = parts = [];
    if (line.startsWith('### ')) parts.push({title: line.slice(4), steps: []});
    if (!line.startsWith('| ') || line.startsWith('| Do |')) continue;
    const [, act, focus, heard] = line.split('|').map((cell) => cell.trim());
    parts.at(-1).steps.push({act, focus, heard});
  }
  return chapters;
}

/// … stands for anything.
function patternOf(text) {
  return new RegExp(`^${text.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*')}$`);
}
/// `role "name"`, or `role "name" with "what a field holds"`.
function parseTarget(text) {
  const [, role, name, value] = /^(\w+) "(.*?)"(?: with "(.*)")?$/.exec(text) ?? assert.fail(`not a role and a name: ${text}`);
  return {role, name: patternOf(name), value: value === undefined ? null : patternOf(value)};
}

/// What live regions say, kept by the page itself. A state (role=status) is said where it changes: one that only comes with its
/// words is not, as screen readers differ in that.
function listen() {
  globalThis.heard = [];
  const look = (node) => {
    const region = node.parentElement?.closest('[aria-live], [role=status]');
    if (region && node.textContent) heard.push((region.ariaLive === 'assertive' ? 'at once: ' : '') + node.textContent);
  };
  new MutationObserver((all) => {
    for (const one of all) {
      if (one.type === 'characterData') look(one.target);
      one.addedNodes.forEach(look);
    }
  }).observe(document, {subtree: true, childList: true, characterData: true});
}

/// A test that plays that chapter at a desk of its own.
export function keyboardTest(chapter, options, firstPhone, prepare = () => {}) {
  describe(`the keyboard script: ${chapter}`, {timeout: 300_000}, () => {
    const own = withDesk(options, firstPhone);
    it('is done as it is written, by keys alone, and says all of it', async () => {
      const browsers = [];
      try {
        await prepare(own.desk);
        await play(chapter, own.desk, async () => {
          browsers.push(await launch({permissions: ['clipboard-read', 'clipboard-write']}));
          return browsers.at(-1);
        }, [own.customer(), own.customer()]);
        for (const browser of browsers) assert.deepEqual(unexpectedFaults(browser, own.desk), []);
      } finally {
        for (const browser of browsers) await browser.close();
      }
    });
  });
}

/// Plays that chapter at `desk`; each agent has a browser of their own.
async function play(chapter, desk, launchBrowser, [customer, second]) {
  const parts = (await readScript())[chapter] ?? assert.fail(`docs/keyboard.md has no chapter "${chapter}"`);
  const pages = new Map();  // login, or "other" and login -> page
  const folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-keyboard-'));
  let page, kept = '';  // what the last file had that the page gave out
  const spoken = (text) => text.replaceAll('second customer', readable(second)).replaceAll('customer', readable(customer));
  const open = async () => {
    ({page} = await launchBrowser());
    await page.addInitScript(listen);
    await new AgentPage(page, desk.url).open(`?renderer=${renderer}`);
    await page.getByRole('button', {name: 'Sign in'}).waitFor();
  };
  const isAt = async (target) => {
    const {role, name, value} = parseTarget(spoken(target));
    const holds = await page.getByRole(role, {name}).evaluateAll(
      (all) => all.includes(document.activeElement) ? document.activeElement.value ?? '' : null);
    return holds !== null && (value === null || value.test(holds));
  };
  const where = () => page.evaluate(() => {
    const at = document.activeElement;
    const words = at === document.body ? '' : at.ariaLabel ?? at.textContent;
    return `${at.getAttribute('role') ?? at.tagName} "${words}"${at.value ? ` with "${at.value}"` : ''}`;
  });
  const press = async (key) => {
    await page.keyboard.press(key);
    // The page answers within a frame or two; whoever presses by hand is never faster.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };
  const waitFor = async (what) => {
    const [, written, state] = /^(.*?)(?: to be (on|off|chosen|gone))?$/.exec(what);
    const target = spoken(written);
    const options = {on: {checked: true}, off: {checked: false}, chosen: {selected: true}}[state] ?? {};
    const how = {state: state === 'gone' ? 'hidden' : 'visible'};
    if (target.startsWith('"')) return page.getByText(target.slice(1, -1)).first().waitFor(how);
    const {role, name} = parseTarget(target);
    return page.getByRole(role, {name, ...options}).first().waitFor(how);
  };
  const stop = async (to) => {
    const at = await where();
    assert.doesNotMatch(at, /^(BODY|DIV|CANVAS)|^\S+ ""/, `on the way to ${to}: ${at}`);
  };
  const signIn = async (login, isOnQueue, place) => {
    await open();
    await page.keyboard.type(login);
    await press('Tab');
    await page.keyboard.type(`password-${login}`);
    await press('Enter');
    await page.getByRole('switch').waitFor();
    pages.set(place, page);
    if (!isOnQueue) return;
    await until(() => page.evaluate(() => document.activeElement.getAttribute('role') === 'switch'), 'the switch has the focus');
    await press('Space');
    await waitFor('switch "On queue" to be on');
  };
  const goTo = (place) => {
    page = pages.get(place);
    return page.bringToFront();
  };
  const chooseFile = async (key, name, bytes) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const chooser = page.waitForEvent('filechooser');
    await press(key);
    await (await chooser).setFiles([file]);
  };
  const acts = [
    [/^open the page$/, open],
    [/^sign in as "(\w+)" at another desk$/, (login) => signIn(login, false, `other ${login}`)],
    [/^sign in as "(\w+)"(, on queue)?$/, (login, isOnQueue) => signIn(login, isOnQueue, login)],
    [/^go to the desk of "(\w+)"$/, goTo],
    [/^go to the other desk of "(\w+)"$/, (login) => goTo(`other ${login}`)],
    [/^the second customer writes "(.*)"$/, (text) => desk.say(second, text)],
    [/^the customer writes "(.*)"$/, (text) => desk.say(customer, text)],
    [/^the customer sends a picture of (\d+) × (\d+) with "(.*)"$/, async (width, height, text) => {
      const kept = await desk.keepMedia(picturePng(Number(width), Number(height), 1), 'image/png');
      await desk.sendMedia(customer, [kept], text);
    }],
    [/^the customer sends a video with "(.*)"$/, async (text) => {
      const kept = await desk.keepMedia(await videoWebm(page, 160, 120), 'video/webm');
      await desk.sendMedia(customer, [kept], text);
    }],
    [/^the customer has "(.*)"$/, (text) => until(async () => (await desk.received(customer)).includes(text), 'it has arrived')],
    [/^the customer has nothing of "(.*)"$/, async (text) => {
      const texts = await desk.received(customer);
      assert.ok(!texts.some((one) => one.includes(text)), texts.join(' | '));
    }],
    [/^the network is gone$/, () => page.context().setOffline(true)],
    [/^the network is back$/, () => page.context().setOffline(false)],
    [/^the carrier loses what comes next$/, () => desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003})],
    [/^the carrier is well again$/, () => desk.faults({deliver_fail_percent: 0})],
    [/^write "(.*)"$/, (text) => page.keyboard.type(text)],
    [/^wait for (.*)$/, waitFor],
    [/^wait a moment$/, () => page.waitForTimeout(kMomentMs)],
    [/^(\S+), and choose the file "([^"]*)"$/, (key, name) => chooseFile(key, name, picturePng(64, 48, 1))],
    [/^(\S+), and choose the file "([^"]*)" that has "(.*)"$/, chooseFile],
    [/^(\S+), and choose the kept file "([^"]*)" with "([^"]*)" for "([^"]*)"$/, (key, name, words, before) =>
      chooseFile(key, name, kept.replaceAll(before, words))],
    [/^(\S+), and read the page "(.*)"$/, async (key, title) => {
      const opened = page.context().waitForEvent('page');
      await page.keyboard.press(key);
      const other = await opened;
      await other.getByRole('heading', {name: patternOf(spoken(title))}).waitFor();
      assert.deepEqual(await accessibilityViolations(other), [], title);
      await other.close();
      await page.bringToFront();
    }],
    [/^(\S+), and keep the file "([^"]*)"(?: that has "(.*)")?$/, async (key, name, words = '') => {
      const download = page.waitForEvent('download');
      await page.keyboard.press(key);
      assert.match((await download).suggestedFilename(), patternOf(name));
      kept = await readFile(await (await download).path(), 'utf8');
      assert.ok(kept.includes(words), kept);
    }],
    [/^(\S+), and keep the file that has "(.*)"$/, async (key, words) => {
      // What is saved is no page, and the tab that it came by is gone: its address is asked once more.
      const response = page.context().waitForEvent('response', (one) => /^attachment/.test(one.headers()['content-disposition']));
      await page.keyboard.press(key);
      const text = await page.evaluate(async (address) => (await fetch(address)).text(), (await response).url());
      assert.ok(text.includes(spoken(words)), text);
    }],
    [/^(\S+) until there$/, async (key, focus) => {
      for (let i = 0; i < kStopsMax; i++) {
        await press(key);
        if (await isAt(focus)) return;
        await stop(focus);
      }
      assert.fail(`${focus} is not within ${kStopsMax} stops`);
    }],
    [/^(\S+?)(?:, and wait for (.*))?$/, async (key, wait) => {
      await press(key);
      if (wait) await waitFor(wait);
    }],
  ];
  const perform = async ({act, focus}) => {
    for (const [form, does] of acts) {
      const found = form.exec(act);
      if (found) return does(...found.slice(1), ...(/until there$/.test(act) ? [focus] : []));
    }
    return assert.fail(`not an act: ${act}`);
  };
  try {
    for (const part of parts) {
      for (const step of part.steps) {
        const what = `${part.title}: ${step.act}`;
        if (page) await page.evaluate(() => { heard.length = 0; });
        await perform(step).catch((error) => assert.fail(`${what}: ${error.message}`));
        if (step.focus) {
          await until(() => isAt(step.focus), `${what}: the focus is at ${step.focus}`, 5_000)
            .catch(async (error) => assert.fail(`${error.message}; it is at ${await where()}`));
        }
        if (step.heard) {
          await until(() => page.evaluate((words) => heard.some((one) => one.startsWith(words)), spoken(step.heard)),
            `${what}: ${step.heard} is heard`)
            .catch(async (error) => assert.fail(`${error.message}; heard: ${await page.evaluate(() => heard.join(' | '))}`));
        }
        assert.ok(await page.evaluate(() => document.activeElement !== document.body), `${what}: the focus is lost`);
      }
      assert.deepEqual(await accessibilityViolations(page), [], part.title);
    }
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
