// A finger on a phone and on a tablet: tap, drag, fling, long press; and the keyboard on the glass of an iPhone. Touches are the
// debugger's own, so that they go the browser's whole way.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {settled} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {center, everythingInReach, selectable, tap} from './support/reach.mjs';
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

  /// An iPhone as far as a page can tell: its name, and a keyboard that covers a part of the page, which stays as high as it was.
  const asIphone = () => {
    Object.defineProperty(navigator, 'platform', {get: () => 'iPhone'});
    const view = Object.assign(new EventTarget(), {offsetLeft: 0, offsetTop: 0, pageLeft: 0, pageTop: 0, scale: 1});
    let seen = null;
    Object.defineProperty(view, 'height', {get: () => seen ?? innerHeight});
    Object.defineProperty(view, 'width', {get: () => innerWidth / view.scale});
    Object.defineProperty(globalThis, 'visualViewport', {configurable: true, value: view});
    globalThis.showPart = (height, offsetTop = 0, scale = 1) => {
      const isResized = height !== seen || scale !== view.scale;
      seen = height;
      Object.assign(view, {offsetTop, pageTop: offsetTop, scale});
      if (isResized) view.dispatchEvent(new Event('resize'));
      view.dispatchEvent(new Event('scroll'));
    };
  };
  /// An agent who has answered, on one.
  const onIphone = async (text, viewport = kPhone.viewport) => {
    const ana = await own.answered(text, {...kPhone, viewport});
    await ana.page.addInitScript(asIphone);
    await ana.page.reload();
    // Where there is room for one part, it is the one that was there before.
    await ana.roster().or(ana.message(text)).first().waitFor();
    if (!await ana.message(text).isVisible()) await tap(ana.page, ana.roster().getByRole('button').first());
    await ana.message(text).waitFor();
    return ana;
  };

  it('has all of the page in what the keyboard of an iPhone leaves, wherever that has been moved', async () => {
    const ana = await onIphone('Above the keyboard, please');
    const {height} = kPhone.viewport;
    const back = ana.button('Back to your conversations');
    const stage = (top, tall) => until(() => ana.page.evaluate(
      ([top, tall]) => Canvas.top === top && Canvas.height === tall * devicePixelRatio, [top, tall]), `the stage is ${tall} px from ${top} on`);
    const show = (...part) => ana.page.evaluate((part) => showPart(...part), part);
    const isWithin = (locator, top, bottom, what) => until(async () => {
      const box = await locator.boundingBox();
      return box && box.y >= top - 1 && box.y + box.height <= bottom + 1;
    }, `${what} is between ${top} and ${bottom}`);
    const isAllWithin = async (top, bottom) => {
      await isWithin(back, top, bottom, 'the way back');
      await isWithin(ana.message('Above the keyboard, please').getByText('Above the keyboard, please').first(), top, bottom, 'the newest message');
      await isWithin(ana.composer(), top, bottom, 'the field');
      await isWithin(ana.button('Send'), top, bottom, 'Send');
    };
    await stage(0, height);
    await tap(ana.page, ana.composer());
    await show(400, 300);
    await stage(300, 400);
    await isAllWithin(300, 700);
    await ana.page.keyboard.type('From above it');
    // What is pressed is what is seen there.
    await tap(ana.page, ana.button('Send'));
    await ana.message('From above it').waitFor();
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has the answer');
    // The finger moves it, and nothing becomes higher or lower.
    await show(400, 120);
    await stage(120, 400);
    await isAllWithin(120, 520);
    await everythingInReach(ana.page, 'the page above the keyboard');
    // Enlarged by pinching it is moved about as it is.
    await show(200, 250, 2);
    await settled(ana.page);
    await stage(120, 400);
    await show(400, 0);
    await stage(0, 400);
    await tap(ana.page, back);
    await ana.roster().waitFor();
    await isWithin(ana.roster().getByRole('button').first(), 0, 400, 'the conversation in the list');
    // The keyboard has gone, and the browser is late to say that nothing is moved any more.
    await show(height, 24);
    await stage(0, height);
    await show(height / 2, 100, 2);
    await settled(ana.page);
    await stage(0, height);
    await show(height);
    await tap(ana.page, ana.roster().getByRole('button').first());
    await isAllWithin(0, height);
  });

  for (const [device, viewport] of Object.entries({phone: kPhone.viewport, tablet: {width: 1024, height: 768}})) {
    it(`has no field at which iOS enlarges the page, on a ${device} of Apple's`, async () => {
      const ana = await onIphone('How large are the words?', viewport);
      /// Of all fields that are on the page.
      const sizes = async () => {
        await settled(ana.page);
        return ana.page.evaluate(() => Array.from(document.querySelectorAll('#mirror .field'),
          (field) => parseFloat(getComputedStyle(field).fontSize)));
      };
      const areLarge = async (count, where) => {
        const found = await sizes();
        assert.ok(found.length >= count && found.every((size) => size === 16), `${where}: ${found}`);
      };
      await areLarge(1, 'the conversation');
      await ana.composer().fill('It grows with what is written: these are the words of three lines or of more, and none is under another one.');
      await settled(ana.page);
      assert.ok(await ana.composer().evaluate((field) => field.scrollHeight <= field.clientHeight + 1), 'the field has room for its lines');
      await everythingInReach(ana.page, 'the conversation');
      await ana.composer().fill('');
      if (device === 'phone') await tap(ana.page, ana.button('Customer and wrap-up'));
      await tap(ana.page, ana.button('Add contact'));
      await ana.page.getByRole('textbox', {name: 'Name', exact: true}).waitFor();
      await areLarge(2, 'the contact');
      await everythingInReach(ana.page, 'the contact');
    });
  }

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
