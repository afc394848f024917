// A finger on a phone and on a tablet: tap, drag, fling, long press. Touches are the debugger's own, so that they go the
// browser's whole way.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {settled} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {center, selectable, tap} from './support/reach.mjs';
import {withDesk} from './support/with_desk.mjs';

const kPhone = {hasTouch: true, viewport: {width: 390, height: 780}, deviceScaleFactor: 2};

describe('touch', {timeout: 300_000}, () => {
  const own = withDesk({}, 5200);

  class Finger {
    constructor(page, session) {
      this.page = page;
      this.session = session;
    }
    static async on(page) { return new Finger(page, await page.context().newCDPSession(page)); }
    send(type, points, at = Date.now()) {
      return this.session.send('Input.dispatchTouchEvent',
                               {type, touchPoints: points.map(([x, y]) => ({x, y})), timestamp: at / 1000});
    }
    /// One step every 16 ms by the events' own time, however slow the machine is; the finger rests before it lifts.
    async drag(x, from, to, steps = 12, restMs = 8) {
      const began = Date.now();
      await this.send('touchStart', [[x, from]], began);
      for (let i = 1; i <= steps; i++) {
        await this.send('touchMove', [[x, from + (to - from) * i / steps]], began + 16 * i);
      }
      await this.send('touchEnd', [], began + 16 * steps + restMs);
    }
  }
  /// The place in the list of the first message that is in view.
  const firstInView = (page) => page.messages().getByRole('listitem').first().getAttribute('aria-posinset').then(Number);

  it('answers, writes, goes back and ends by taps on a phone', async () => {
    const from = own.customer();
    const ana = await own.agent('ana', kPhone);
    await tap(ana.page, ana.onQueueSwitch());
    await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'true', 'on queue');
    await own.desk.say(from, 'By finger, please');
    const answer = ana.button(/^Answer/).first();
    await answer.waitFor();
    await tap(ana.page, answer);
    await ana.message('By finger, please').waitFor();
    await tap(ana.page, ana.composer());
    await until(() => ana.composer().evaluate((element) => element === document.activeElement), 'the field has the focus');
    await ana.page.keyboard.type('Done by a tap');
    await tap(ana.page, ana.button('Send'));
    await ana.message('Done by a tap').waitFor();
    await until(async () => (await own.desk.received(from)).length === 1, 'the phone has the answer');
    await tap(ana.page, ana.button('Back to your conversations'));
    await tap(ana.page, ana.roster().getByRole('button').first());
    await tap(ana.page, ana.button('End conversation'));
    await tap(ana.page, ana.page.getByRole('radio', {name: 'Resolved'}));
    await tap(ana.page, ana.button('Finish wrap-up'));
    await ana.onQueueSwitch().waitFor();
  });

  it('scrolls with the finger, flings when it lifts, and rests', async () => {
    const ana = await own.answered('Message number 0', kPhone);
    for (let i = 1; i <= 30; i++) await own.desk.say(ana.phone, `Message number ${i}, long enough for a second line on a phone`);
    // They may arrive in another order; all of them are there when the last place is in view.
    const last = ana.messages().getByRole('listitem').last();
    const isAtEnd = async () => await last.getAttribute('aria-posinset') === await last.getAttribute('aria-setsize');
    await until(async () => Number(await last.getAttribute('aria-setsize')) >= 31 && await isAtEnd(), 'all have come');
    const finger = await Finger.on(ana.page);
    const rested = async () => {
      await settled(ana.page);
      return firstInView(ana);
    };
    const first = await rested();
    await finger.drag(195, 300, 480, 10, 1000);
    const second = await rested();
    assert.ok(second < first, 'earlier messages are in view');
    // The same way, but let go in motion: it goes on after the finger has lifted.
    await finger.drag(195, 300, 480, 5);
    const third = await rested();
    assert.ok(second - third >= first - second + 3 || third === 1, `${first}, ${second}, ${third}`);
    // A finger that moves presses nothing and writes nothing.
    assert.equal(await ana.composer().inputValue(), '');
    for (let i = 0; i < 6 && !await isAtEnd(); i++) await finger.drag(195, 600, 100, 6);
    await until(isAtEnd, 'the newest is in view again');
  });

  it('scrolls a panel by a finger on words that can be selected', async () => {
    const ana = await own.answered('Hello', {...kPhone, viewport: {width: 1280, height: 700}});
    await tap(ana.page, ana.tab('Notes'));
    const text = Array.from({length: 40}, (_, i) => `Line ${i + 1} of what there is to know`).join('\n');
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill(text);
    await tap(ana.page, ana.button('Add note'));
    const words = selectable(ana.page.getByRole('list', {name: 'Notes'}), 'Line 1 of');
    await words.waitFor();
    await settled(ana.page);
    const finger = await Finger.on(ana.page);
    const x = (await words.boundingBox()).x + 40;
    await finger.drag(x, 300, 600, 10, 1000);
    await settled(ana.page);
    const before = await words.boundingBox();
    await finger.drag(x, 500, 300, 10, 1000);
    await settled(ana.page);
    assert.ok((await words.boundingBox()).y < before.y - 100, 'the panel has moved with the finger');
    assert.equal(await ana.page.evaluate(() => getSelection().isCollapsed), true, 'and nothing is selected');
  });

  it('opens the menu of a message by a long press, and shows no menu of the browser elsewhere', async () => {
    const ana = await own.answered('Supercalifragilistic', {...kPhone, viewport: {width: 900, height: 700}});
    const finger = await Finger.on(ana.page);
    const words = ana.messages().getByText('Supercalifragilistic');
    // A browser makes a contextmenu event of a long press; where it is prevented, its own menu stays away.
    const isPrevented = (locator) => locator.evaluate((element) => !element.dispatchEvent(
      new PointerEvent('contextmenu', {bubbles: true, cancelable: true, pointerType: 'touch'})));
    assert.equal(await isPrevented(ana.composer()), false, 'words in a field are the browser\'s');
    assert.equal(await isPrevented(ana.button('End conversation')), true);
    assert.equal(await ana.page.getByRole('menuitem').count(), 0);
    await ana.page.evaluate(() => addEventListener('contextmenu', () => { globalThis.wasHeld = true; }, true));
    const [middle, line] = await center(words);
    await finger.send('touchStart', [[middle, line]]);
    // A long press is a time by its nature: the browser's own is half a second. Where there is no context menu of a finger
    // (Chromium without a screen), the same event is made.
    const wasHeld = await ana.page.waitForFunction(() => globalThis.wasHeld, null, {timeout: 900}).catch(() => null);
    if (!wasHeld) {
      await words.evaluate((element, [clientX, clientY]) => element.dispatchEvent(new PointerEvent('contextmenu',
        {bubbles: true, cancelable: true, pointerType: 'touch', button: 2, clientX, clientY})), [middle, line]);
    }
    await ana.entry('Copy text').waitFor();
    await finger.send('touchEnd', []);
    await settled(ana.page);
    await ana.entry('Copy text').waitFor();
    await ana.page.keyboard.press('Escape');
    await until(async () => await ana.page.getByRole('menuitem').count() === 0, 'the menu has closed');
    await ana.composer().fill('Still here');
    // A finger that slides off a button does not press it.
    const [x, y] = await center(ana.button('End conversation'));
    await finger.send('touchStart', [[x, y]]);
    await finger.send('touchMove', [[x, y + 200]]);
    await finger.send('touchEnd', []);
    await settled(ana.page);
    assert.equal(await ana.composer().inputValue(), 'Still here');
    await ana.composer().fill('');
    await ana.end();
  });
});
