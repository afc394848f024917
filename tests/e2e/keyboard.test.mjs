// docs/keyboard.md, line by line: what is written there is done, and what it says is so.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {accessibilityViolations, launch} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {renderer, withDesk} from './support/with_desk.mjs';

const kStopsMax = 60;

/// [{title, steps: [{act, focus, heard}]}]
async function readScript() {
  const parts = [];
  for (const line of (await readFile(new URL('../../docs/keyboard.md', import.meta.url), 'utf8')).split('\n')) {
    if (line.startsWith('## ')) parts.push({title: line.slice(3), steps: []});
    if (!line.startsWith('| ') || line.startsWith('| Do |')) continue;
    const [, act, focus, heard] = line.split('|').map((cell) => cell.trim());
    parts.at(-1).steps.push({act, focus, heard});
  }
  return parts;
}

/// `role "name"`; … stands for anything.
function parseTarget(text) {
  const [, role, name] = /^(\w+) "(.*)"$/.exec(text) ?? assert.fail(`not a role and a name: ${text}`);
  const pattern = name.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*');
  return {role, name: new RegExp(`^${pattern}$`)};
}

describe('the keyboard script', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 9900);

  it('is done as it is written, by keys alone, and says all of it', async () => {
    const customer = own.customer();
    const browser = await launch();
    const {page} = browser;
    try {
      await page.addInitScript(() => {
        globalThis.heard = [];
        const look = (node) => {
          const region = node.parentElement?.closest('[aria-live]');
          if (region && node.textContent) heard.push((region.ariaLive === 'assertive' ? 'at once: ' : '') + node.textContent);
        };
        new MutationObserver((all) => { for (const one of all) one.addedNodes.forEach(look); })
          .observe(document, {subtree: true, childList: true});
      });
      await page.goto(`${own.desk.url}/?renderer=${renderer}`);
      await page.getByRole('button', {name: 'Sign in'}).waitFor();
      const spoken = (text) => text.replaceAll('customer', readable(customer));
      const isAt = async (target) => {
        const {role, name} = parseTarget(spoken(target));
        return page.getByRole(role, {name}).evaluateAll((all) => all.includes(document.activeElement));
      };
      const where = () => page.evaluate(() => {
        const at = document.activeElement;
        return `${at.getAttribute('role') ?? at.tagName} "${at.ariaLabel ?? at.textContent}"`;
      });
      const press = async (key) => {
        await page.keyboard.press(key);
        // The page answers within a frame or two; whoever presses by hand is never faster.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      };
      const waitFor = async (what) => {
        const state = / to be on$/.test(what) ? 'on' : '';
        const target = spoken(what.replace(/ to be on$/, ''));
        if (target.startsWith('"')) return page.getByText(target.slice(1, -1)).first().waitFor();
        const {role, name} = parseTarget(target);
        const found = page.getByRole(role, state === 'on' ? {name, checked: true} : {name});
        return found.first().waitFor();
      };
      const perform = async ({act, focus}) => {
        const written = /^write "(.*)"$/.exec(act) ?? /^the customer writes "(.*)"$/.exec(act);
        if (act === 'open the page') return page.getByRole('button', {name: 'Sign in'}).waitFor();
        if (act.startsWith('the customer writes')) return own.desk.say(customer, written[1]);
        if (act.startsWith('write')) return page.keyboard.type(written[1]);
        if (act === 'the carrier loses what comes next')
          return own.desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003});
        if (act === 'the carrier is well again') return own.desk.faults({deliver_fail_percent: 0});
        const until = /^(\S+) until there$/.exec(act);
        if (until) {
          for (let i = 0; i < kStopsMax; i++) {
            await press(until[1]);
            if (await isAt(focus)) return undefined;
            const stop = await where();
            assert.doesNotMatch(stop, /^(BODY|DIV|CANVAS)|""$/, `on the way to ${focus}: ${stop}`);
          }
          return assert.fail(`${focus} is not within ${kStopsMax} stops`);
        }
        const [, key, wait] = /^(\S+?)(?:, and wait for (.*))?$/.exec(act) ?? assert.fail(`not an act: ${act}`);
        await press(key);
        return wait ? waitFor(wait) : undefined;
      };
      for (const part of await readScript()) {
        for (const step of part.steps) {
          const what = `${part.title}: ${step.act}`;
          await page.evaluate(() => { heard.length = 0; });
          await perform(step);
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
      assert.deepEqual(browser.faults, []);
    } finally {
      await browser.close();
    }
  });
});
