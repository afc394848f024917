// The main job where there is little room: 320 × 256 CSS px, which is a screen of 1280 × 1024 at 400 % (WCAG 1.4.10), by
// keyboard and pointer; a tablet in both positions by touch, with and without the keyboard on its glass. Everything that can
// be pressed is in reach on every page that is met. And the ratio of pixels that changes under an open page.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations, launch, settled} from './support/browser.mjs';
import {AgentPage, until} from './support/desk.mjs';
import {inkBounds, inkDifference} from './support/picture.mjs';
import {center, everythingInReach, tap} from './support/reach.mjs';
import {renderer, withDesk} from './support/with_desk.mjs';

const kZoomed = {viewport: {width: 320, height: 256}, deviceScaleFactor: 4};
const kTablets = {
  upright: {width: 768, height: 1024},
  lying: {width: 1024, height: 768},
};

describe('little room', {timeout: 480_000}, () => {
  const own = withDesk({}, 9300);

  const noViolations = async (agent, where) => assert.deepEqual(await accessibilityViolations(agent.page), [], where);
  const isWithin = async (page, locator, what) => {
    const {width, height} = page.viewportSize();
    await until(async () => {
      const box = await locator.boundingBox();
      return box && box.x >= -1 && box.y >= -1 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1;
    }, `${what} is within ${width} × ${height}`);
  };
  const press = async (agent, locator, key = 'Enter') => {
    await locator.focus();
    await isWithin(agent.page, locator, 'what has the focus');
    await agent.page.keyboard.press(key);
  };
  const back = (agent) => agent.button(/^Back to your conversations/);
  const settings = (agent) => agent.page.getByRole('dialog', {name: 'Settings'});
  const templates = {
    smsdesk_templates: 1,
    templates: [
      {name: 'Hello', shortcut: 'hi', library: 'organisation', texts: {en: 'Hello, this is {{agent.first_name}}.'}},
      {name: 'Bye', shortcut: 'bye', library: 'organisation', texts: {en: 'Have a nice day.'}},
    ],
  };
  /// As an admin's script takes them in.
  async function takeTemplates() {
    const ask = (where, body, headers = {}) => fetch(own.desk.url + where, {method: 'POST', body: JSON.stringify(body),
      headers: {Origin: own.desk.url, 'Content-Type': 'application/json', ...headers}});
    const session = await ask('/api/session', {login: 'ada', password: 'password-ada'});
    const cookie = session.headers.getSetCookie()[0].split(';')[0];
    assert.equal((await ask('/api/templates', templates, {cookie})).status, 200);
  }

  it('at 400 %: signs in', async () => {
    const browser = await launch(kZoomed);
    try {
      const ana = new AgentPage(browser.page, own.desk.url);
      await ana.open(`?renderer=${renderer}`);
      await ana.page.getByLabel('Login', {exact: true}).waitFor();
      await everythingInReach(ana.page, 'the sign-in');
      await noViolations(ana, 'the sign-in');
      await ana.page.getByLabel('Login', {exact: true}).fill('ana');
      await ana.page.getByLabel('Password', {exact: true}).fill('wrong');
      await ana.page.keyboard.press('Enter');
      // A refusal says why, and empties the field.
      await until(async () => await ana.page.getByLabel('Password', {exact: true}).inputValue() === '', 'it is refused');
      await everythingInReach(ana.page, 'the refused sign-in');
      await ana.page.getByLabel('Password', {exact: true}).fill('password-ana');
      await ana.page.keyboard.press('Enter');
      await ana.onQueueSwitch().waitFor();
      await everythingInReach(ana.page, 'the list');
    } finally {
      await browser.close();
    }
  });

  it('at 400 %: answers, writes, uses a template, sends, opens the menus, and wraps up', async () => {
    await takeTemplates();
    const ana = await own.agent('ana', kZoomed);
    const from = own.customer();
    await ana.goOnQueue();
    await own.desk.say(from, 'Is my parcel on its way to me? I have waited since Monday, and nobody has called.');
    // What is out of view here is there for the keyboard, and comes into view with the focus.
    await ana.button(/^Answer/).first().waitFor({state: 'attached'});
    await everythingInReach(ana.page, 'the offer');
    await press(ana, ana.button(/^Answer/).first());
    await ana.message('Is my parcel').waitFor();
    await everythingInReach(ana.page, 'the conversation');
    await noViolations(ana, 'the conversation');
    for (const [what, locator] of [['the field', ana.composer()], ['Send', ana.button('Send')],
      ['the way back', back(ana)], ['the end', ana.button('End conversation')]]) {
      await isWithin(ana.page, locator, what);
    }

    // A template by what it is called; its list does not hide what is written, and is on the page.
    await ana.composer().focus();
    await ana.page.keyboard.type('/he');
    const option = ana.page.getByRole('listbox').getByRole('option', {name: /^Hello/});
    await option.waitFor();
    await until(async () => await option.getAttribute('aria-selected') === 'true', 'it is chosen');
    await isWithin(ana.page, option, 'the template');
    await isWithin(ana.page, ana.composer(), 'the field');
    await noViolations(ana, 'the templates');
    await ana.page.keyboard.press('Enter');
    await until(async () => await ana.composer().inputValue() === 'Hello, this is Ana.', 'the template stands in the field');
    await ana.page.keyboard.type(' It is on the van and comes today between two and four in the afternoon, as you asked.');
    await isWithin(ana.page, ana.composer(), 'the field of a long text');
    await isWithin(ana.page, ana.button('Send'), 'Send beside a long text');
    // What it costs stands below Send: as much as has room for the eye, all of it for who listens.
    const meter = ana.page.getByText(/^\d+ characters · 1 segment · GSM-7$/).first().locator('..');  // its words are in its box
    await meter.waitFor();
    await isWithin(ana.page, meter, 'the meter');
    const [cost, button] = [await meter.boundingBox(), await ana.button('Send').boundingBox()];
    assert.ok(cost.y >= button.y + button.height - 1 && cost.width > 60 && button.height >= 24, JSON.stringify([cost, button]));
    await ana.button('Send').click();
    await ana.message('It is on the van').waitFor();
    await until(async () => (await own.desk.received(from)).length === 1, 'the phone has the answer');

    // The menu of the conversation, then that of a message.
    await ana.button('Transfer conversation').click();
    await ana.page.getByRole('menuitem').first().waitFor();
    await everythingInReach(ana.page, 'the targets of a transfer', '#mirror [role=menu]');
    await ana.page.keyboard.press('Escape');
    await until(async () => await ana.page.getByRole('menuitem').count() === 0, 'the menu has closed');
    await press(ana, ana.message('It is on the van').getByRole('button', {name: /^Message options/}));
    await ana.entry('Copy text').waitFor();
    await everythingInReach(ana.page, 'the menu of a message', '#mirror [role=menu]');
    await ana.page.keyboard.press('Escape');
    await until(async () => await ana.page.getByRole('menuitem').count() === 0, 'the menu has closed');

    // The settings, from the list.
    await back(ana).click();
    await press(ana, ana.button('Settings'));
    await settings(ana).waitFor();
    await everythingInReach(ana.page, 'the settings');
    await noViolations(ana, 'the settings');
    const enter = ana.page.getByRole('switch', {name: 'Enter sends the message'});
    await enter.focus();
    await isWithin(ana.page, enter, 'a setting that has the focus');
    await ana.page.keyboard.press('Escape');
    await settings(ana).waitFor({state: 'detached'});

    // And the end.
    await press(ana, ana.roster().getByRole('button').first());
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).waitFor({state: 'attached'});
    await everythingInReach(ana.page, 'the wrap-up');
    await noViolations(ana, 'the wrap-up');
    await press(ana, ana.page.getByRole('radio', {name: 'Resolved'}), 'Space');
    await press(ana, ana.button('Finish wrap-up'));
    await ana.onQueueSwitch().waitFor();
    await everythingInReach(ana.page, 'the list again');
  });

  it('on another screen and zoomed while it is open: drawn in its pixels, words and presses where they are seen', async () => {
    const ana = await own.answered('Is my parcel on its way?');
    await ana.write('Yes, it comes today');
    await ana.marked('Yes, it comes today', 'Delivered').waitFor();
    const {page} = ana;
    // Each of the debugger's sessions has a screen of its own, and brings it back with a picture: those are asked of this one too.
    const session = await page.context().newCDPSession(page);
    const picture = async (clip) => {
      const {data} = await session.send('Page.captureScreenshot', {format: 'png', clip: {...clip, scale: 1}});
      return Buffer.from(data, 'base64');
    };
    /// How far all of the picture's canvases reach, device px; none of them is stretched.
    const backing = () => page.evaluate(() => {
      const reach = {right: 0, bottom: 0, stretched: 0};
      for (const canvas of document.querySelectorAll('#stage canvas')) {
        const {left, top, width, height} = canvas.getBoundingClientRect(), ratio = devicePixelRatio;
        reach.right = Math.max(reach.right, Math.round(left * ratio) + canvas.width);
        reach.bottom = Math.max(reach.bottom, Math.round(top * ratio) + canvas.height);
        if (Math.abs(width * ratio - canvas.width) > 0.5 || Math.abs(height * ratio - canvas.height) > 0.5) reach.stretched++;
      }
      return reach;
    });
    const show = async (width, height, ratio) => {
      await session.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: ratio, mobile: false});
      await page.waitForFunction(([wide, wanted]) => innerWidth === wide && Math.abs(devicePixelRatio - wanted) < 0.001, [width, ratio]);
      await page.mouse.move(width / 2, height / 2);  // nothing tells a page of an emulated ratio, and a page at rest draws nothing
      await settled(page);
      assert.deepEqual(await backing(), {right: width * ratio, bottom: height * ratio, stretched: 0}, `at ${ratio}`);
    };
    /// How far from the edges of its words something is drawn, CSS px; below 0: beyond them.
    const distances = async (text, ratio) => {
      const words = page.locator('.words.selectable').filter({hasText: text}).last();
      const box = await words.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const {left, top, right, bottom} = range.getBoundingClientRect();
        return {left, top, right, bottom};
      });
      // Within the bubble, its round corners too.
      const x = Math.floor(box.left) - 6, y = Math.floor(box.top) - 2;
      const ink = await inkBounds(page, await picture({x, y, width: Math.ceil(box.right) + 6 - x, height: Math.ceil(box.bottom) + 2 - y}));
      return {left: x + ink.left / ratio - box.left, right: box.right - x - ink.right / ratio,
        top: y + ink.top / ratio - box.top, bottom: box.bottom - y - ink.bottom / ratio};
    };
    const isWhereItIsSeen = async (ratio) => {
      for (const text of ['Is my parcel on its way?', 'Yes, it comes today']) {
        const {left, right, top, bottom} = await distances(text, ratio);
        assert.ok([left, right].every((one) => Math.abs(one) <= 3) && [top, bottom].every((one) => one > -2 && one < 7),
          `"${text}" at ${ratio}: ${left} ${right} ${top} ${bottom}`);
      }
      await page.mouse.click(...await center(ana.button('Settings')));
      await settings(ana).waitFor();
      await settled(page);
      await page.mouse.click(...await center(settings(ana).getByRole('button', {name: 'Close', exact: true})));
      await settings(ana).waitFor({state: 'detached'});
      await page.mouse.click(...await center(ana.composer()));
      await page.keyboard.type('x');
      assert.equal(await ana.composer().inputValue(), 'x');
      await page.keyboard.press('Backspace');
      await settled(page);
    };
    await show(1280, 800, 1);
    await isWhereItIsSeen(1);
    const list = await ana.messages().boundingBox();
    const earlier = await picture(list);
    // Another screen, of the same size; then its zoom of 125 %; then the first one again.
    await show(1280, 800, 2);
    await isWhereItIsSeen(2);
    await show(1024, 640, 1.25);
    await isWhereItIsSeen(1.25);
    await show(1280, 800, 1);
    await isWhereItIsSeen(1);
    assert.deepEqual(await ana.messages().boundingBox(), list);
    assert.equal(await inkDifference(page, earlier, await picture(list)), 0, 'it is as it was');
  });

  for (const [position, viewport] of Object.entries(kTablets)) {
    it(`on a tablet that is ${position}: the main job by touch, also above the keyboard on its glass`, async () => {
      const ana = await own.agent('ana', {hasTouch: true, viewport, deviceScaleFactor: 2});
      const from = own.customer();
      await everythingInReach(ana.page, 'the list');
      if (await ana.onQueueSwitch().getAttribute('aria-checked') !== 'true') await tap(ana.page, ana.onQueueSwitch());
      await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'true', 'on queue');
      await own.desk.say(from, 'By finger, please');
      const answer = ana.button(/^Answer/).first();
      await answer.waitFor();
      await everythingInReach(ana.page, 'the offer');
      await tap(ana.page, answer);
      await ana.message('By finger, please').waitFor();
      await everythingInReach(ana.page, 'the conversation');
      await noViolations(ana, 'the conversation');

      // The keyboard takes half of the glass: what is written and Send stand above it, and the newest message too.
      await tap(ana.page, ana.composer());
      await until(() => ana.composer().evaluate((element) => element === document.activeElement), 'the field has the focus');
      await ana.page.setViewportSize({width: viewport.width, height: Math.round(viewport.height / 2)});
      await isWithin(ana.page, ana.composer(), 'the field above the keyboard');
      await isWithin(ana.page, ana.button('Send'), 'Send above the keyboard');
      await isWithin(ana.page, ana.message('By finger, please').getByText('By finger, please').first(), 'the newest message');
      assert.equal(await ana.composer().evaluate((element) => element === document.activeElement), true, 'the focus has stayed');
      await everythingInReach(ana.page, 'the page above the keyboard');
      await ana.composer().focus();
      await ana.page.keyboard.type('Done by a tap');
      await tap(ana.page, ana.button('Send'));
      await ana.message('Done by a tap').waitFor();
      await until(async () => (await own.desk.received(from)).length === 1, 'the phone has the answer');
      await ana.page.setViewportSize(viewport);

      // The customer's details: a drawer where they do not stand beside, which a tap beside it closes.
      const details = ana.button('Customer and wrap-up');
      if (viewport.width < 1024) {
        await tap(ana.page, details);
        const drawer = ana.page.getByRole('dialog', {name: 'Customer and wrap-up'});
        await drawer.waitFor();
        await everythingInReach(ana.page, 'the drawer');
        const [, middle] = await center(drawer);
        await ana.page.touchscreen.tap(20, middle);
        await drawer.waitFor({state: 'detached'});
      } else {
        assert.equal(await details.count(), 0);
        await ana.tab('Customer').waitFor();
      }

      await tap(ana.page, ana.button('Settings'));
      await settings(ana).waitFor();
      await everythingInReach(ana.page, 'the settings');
      await ana.page.keyboard.press('Escape');
      await settings(ana).waitFor({state: 'detached'});

      await tap(ana.page, ana.button('End conversation'));
      await tap(ana.page, ana.page.getByRole('radio', {name: 'Resolved'}));
      await everythingInReach(ana.page, 'the wrap-up');
      await tap(ana.page, ana.button('Finish wrap-up'));
      await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'the list is empty');
    });
  }
});
