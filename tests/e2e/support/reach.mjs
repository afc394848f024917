// What a finger and a keyboard can reach on the page.
import assert from 'node:assert/strict';
import {settled} from './browser.mjs';
import {until} from './desk.mjs';

export async function center(locator) {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/// As a person taps: what stands still and can be pressed.
export async function tap(page, locator) {
  let before = null;
  await until(async () => {
    const now = String(await center(locator));
    const rests = now === before && await locator.getAttribute('aria-disabled') === null;
    before = now;
    return rests;
  }, 'it can be tapped');
  await page.touchscreen.tap(...await center(locator));
}

/// The words that stand over drawn ones, as the browser lets them be selected.
export const selectable = (within, text) => within.locator('.words.selectable').filter({hasText: text}).last();

/// As a person selects them with the mouse: from before the first letter to behind the last one.
export async function selectWords(page, words) {
  await settled(page);
  const [from, to] = await words.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const lines = range.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    return [[first.left + 1, (first.top + first.bottom) / 2], [last.right - 1, (last.top + last.bottom) / 2]];
  });
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, {steps: 3});
  await page.mouse.move(...to, {steps: 3});
  await page.mouse.up();
}

/// Every control is on the page as a whole, or comes there when it gets the focus; it has a name; nothing can be scrolled
/// sideways (WCAG 1.4.10). `where` names the page in a failure. The focus is given back.
/// Of the list of messages, which is scrolled by itself, only the width counts. `within` is a selector: all of the page, or
/// what lies over it.
export async function everythingInReach(page, where, within = '#mirror') {
  await settled(page);
  const out = await page.evaluate(async (scope) => {
    const roles = ['switch', 'checkbox', 'radio', 'tab', 'link', 'menuitem', 'menuitemradio', 'textbox'];
    const all = document.querySelectorAll(`${scope} :is(button, input, textarea, ${roles.map((role) => `[role=${role}]`).join(', ')})`);
    const before = document.activeElement, wrong = [];
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isMessage = (element) => element.closest('[role=list][aria-label=Messages]') !== null;
    const isWhole = (element) => {
      const box = element.getBoundingClientRect();
      if (isMessage(element)) return box.left >= -1 && box.right <= innerWidth + 1;
      if (box.width < 1 || box.height < 1) return false;  // what is scrolled out of view has no size
      return box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
    };
    let count = 0;
    for (const element of all) {
      if (element.closest('[inert]') || !element.isConnected || element.closest('[aria-hidden=true]')) continue;
      const name = element.getAttribute('aria-label') || element.textContent.trim();
      count++;
      if (!name) wrong.push(`a ${element.tagName} has no name`);
      if (!isWhole(element)) {
        element.focus({preventScroll: true});
        // The page draws until it has scrolled there; twenty frames without a change are rest.
        for (let still = 0; still < 20 && !isWhole(element) && element.isConnected;) {
          await frame();
          still = Canvas.raf === 0 && !Canvas.rest ? still + 1 : 0;
        }
      }
      const box = element.getBoundingClientRect();
      const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ');
      if (!isWhole(element)) wrong.push(`"${name}" is beyond the page: ${place} of ${innerWidth} ${innerHeight}`);
    }
    if (before && before.isConnected && before !== document.activeElement) before.focus({preventScroll: true});
    scrollTo(1000, 0);
    if (scrollX !== 0 || visualViewport.pageLeft !== 0) wrong.push('the page scrolls sideways');
    if (count === 0) wrong.push('there is no control');
    return wrong;
  }, within);
  assert.deepEqual(out, [], where);
  await settled(page);
}
