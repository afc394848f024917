// Notifications of the system by the page alone: shown while it is hidden, gone when they are answered. (With buttons, by
// the service worker: routing.test.mjs.)
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kSupport, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('notifications', {timeout: 240_000}, () => {
  const own = withDesk({}, 5300);

  /// Keeps what the page shows; the real notification is made too.
  const keepShown = (page) => page.addInitScript(() => {
    const Real = window.Notification;
    window.shown = [];
    window.Notification = class extends Real {
      constructor(title, options) {
        super(title, options);
        const one = {title, body: options.body, isOpen: true, notification: this};
        this.close = () => {
          one.isOpen = false;
          Real.prototype.close.call(this);
        };
        window.shown.push(one);
      }
    };
  });
  const shown = (page) => page.evaluate(() => window.shown.map(({title, body, isOpen}) => ({title, body, isOpen})));

  /// The page as it is behind another tab. (Chromium without a window calls no tab hidden, so the page is told so.)
  const hide = (page, isHidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
    Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => hidden ? 'hidden' : 'visible'});
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

  async function signedIn(permissions) {
    const ana = await own.agent('ana', {permissions, serviceWorkers: 'block'});
    await keepShown(ana.page);
    await ana.page.reload();
    await ana.goOnQueue();
    return ana;
  }

  it('shows an offer and a message while the page is hidden, and closes it when it was answered', async () => {
    const ana = await signedIn(['notifications']);
    await hide(ana.page, true);
    const from = own.customer();
    await own.desk.say(from, 'Is anybody there?');
    await until(async () => (await shown(ana.page)).length === 1, 'the offer is shown');
    const [offer] = await shown(ana.page);
    assert.match(offer.title, /^Support: message from \+1 415 555/);
    assert.equal(offer.body, 'Is anybody there?');
    await until(async () => /Message from/.test(await ana.page.title()), 'the title calls');
    await hide(ana.page, false);
    await ana.answer();
    await until(async () => !(await shown(ana.page))[0].isOpen, 'it is closed');
    // While the page is seen, its own list is enough.
    await own.desk.say(from, 'Seen at once');
    await ana.message('Seen at once').waitFor();
    assert.equal((await shown(ana.page)).length, 1);
    await hide(ana.page, true);
    await own.desk.say(from, 'Seen elsewhere');
    await until(async () => (await shown(ana.page)).length === 2, 'the message is shown');
    assert.equal((await shown(ana.page))[1].body, 'Seen elsewhere');
    // A file is called what it is, not only a picture.
    const pdf = await fetch(`${own.desk.mockUrl}/mock/media`, {
      method: 'POST', headers: {'Content-Type': 'application/pdf'}, body: Buffer.from('%PDF-1.4\n%%EOF\n')});
    assert.equal(pdf.status, 201);
    const sent = await fetch(`${own.desk.mockUrl}/mock/send`, {method: 'POST', headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({from, to: kSupport, body: 'The invoice', media: [await pdf.text()]})});
    assert.equal(sent.status, 201);
    await until(async () => (await shown(ana.page)).length === 3, 'the file is shown');
    assert.equal((await shown(ana.page))[2].body, 'The invoice [file]');
    // A click on it brings its conversation up.
    await ana.page.evaluate(() => window.shown[2].notification.onclick());
    await until(async () => !(await shown(ana.page))[2].isOpen, 'the click has closed it');
    await hide(ana.page, false);
    await ana.end();
  });

  it('shows what went wrong while nobody looked: a message that was not delivered, and that no more work comes', async () => {
    await own.desk.configure({queue: {Support: {alert_timeout: '15 s'}}});
    const ana = await signedIn(['notifications']);
    const from = own.customer();
    await own.desk.say(from, 'Is it ready?');
    await ana.answer();
    await own.desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003, slow_percent: 100, slow_ms: 2000});
    await ana.write('It is ready');
    await ana.message('It is ready').waitFor();
    await hide(ana.page, true);
    const last = async () => (await shown(ana.page)).at(-1);
    await until(async () => /^A message to .* was not delivered\.$/.test((await last())?.title ?? ''), 'the failure is shown');
    assert.match((await last()).body, /^The phone could not be reached/);
    await own.desk.say(own.customer(), 'Anybody?');
    await until(async () => /^You are not responding/.test((await last()).title), 'the standing is shown', 45_000);
    const place = (await shown(ana.page)).length - 1;
    await hide(ana.page, false);
    await ana.onQueueSwitch().click();
    await until(async () => !(await shown(ana.page))[place].isOpen, 'back on queue it has gone');
  });

  it('are offered once, allowed in the settings, and what the browser says of them is shown as it changes', async () => {
    const ana = await own.agent('ana', {isAskable: true});
    const offer = ana.page.getByRole('group', {name: 'Notice'}).getByText(/^Notifications show you offers/);
    await ana.goOnQueue();
    await offer.waitFor();
    await ana.button('Allow notifications').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button('Not now').click();
    await offer.waitFor({state: 'detached'});
    await ana.onQueueSwitch().click();
    await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'false', 'off queue');
    await ana.page.reload();
    await ana.onQueueSwitch().waitFor();
    await ana.goOnQueue();
    assert.equal(await offer.count(), 0, 'not again');
    await ana.button('Settings').click();
    const settings = ana.page.getByRole('dialog', {name: 'Settings'});
    const says = (words) => settings.getByText(words).waitFor({state: 'attached'});
    await ana.button('Allow').waitFor({state: 'attached'});
    const {context} = ana.browser;
    await context.grantPermissions(['notifications']);
    await says(/^Notifications are allowed/);
    assert.equal(await ana.button('Allow').count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    // As somebody does who blocks them in the browser.
    await context.clearPermissions();
    await context.grantPermissions(['clipboard-read']);
    await says(/^The browser blocks notifications of this page/);
    assert.equal(await ana.button('Allow').count(), 0);
    await context.clearPermissions();
    await ana.button('Allow').waitFor({state: 'attached'});
  });

  it('are asked of the browser by the offer itself, within the press', async () => {
    const ben = await own.agent('ben', {isAskable: true});
    // Without a window the browser asks nobody: it is seen that it was to, and whether it would have been let.
    await ben.page.addInitScript(() => {
      window.asked = [];
      Notification.requestPermission = async () => {
        window.asked.push(navigator.userActivation.isActive);
        return Notification.permission;
      };
    });
    await ben.page.reload();
    await ben.goOnQueue();
    const offer = ben.page.getByRole('group', {name: 'Notice'}).getByText(/^Notifications show you offers/);
    await offer.waitFor();
    await ben.button('Allow notifications').click();
    await until(async () => (await ben.page.evaluate(() => window.asked)).length === 1, 'the browser is asked');
    assert.deepEqual(await ben.page.evaluate(() => window.asked), [true]);
    await offer.waitFor({state: 'detached'});
    await ben.browser.context.grantPermissions(['notifications']);
    await ben.button('Settings').click();
    await ben.page.getByRole('dialog', {name: 'Settings'}).getByText(/^Notifications are allowed/).waitFor({state: 'attached'});
  });

  it('shows none without permission, and works without', async () => {
    const ana = await signedIn([]);
    await hide(ana.page, true);
    await own.desk.say(own.customer(), 'Quietly');
    await until(async () => /Message from/.test(await ana.page.title()), 'the title calls');
    assert.deepEqual(await shown(ana.page), []);
    await hide(ana.page, false);
    await ana.answer();
    await ana.end();
  });

  it('count what is unread in the title, in the icon and on the installed program, until it is read', async () => {
    const ana = await own.agent('ana');
    // What the program's icon in the system is told. (Chromium without a screen shows none.)
    await ana.page.addInitScript(() => {
      window.badges = [];
      Object.defineProperties(Navigator.prototype, {
        setAppBadge: {configurable: true, value: async (count) => { window.badges.push(count); }},
        clearAppBadge: {configurable: true, value: async () => { window.badges.push(0); }},
      });
    });
    await ana.page.reload();
    const badge = () => ana.page.evaluate(() => window.badges.at(-1) ?? 0);
    const icon = () => ana.page.evaluate(() => document.getElementById('favicon').getAttribute('href'));
    const shows = (title, count) => until(
      async () => (title instanceof RegExp ? title.test(await ana.page.title()) : await ana.page.title() === title) &&
        await badge() === count, `the title is ${title} and the badge ${count}`);
    await ana.goOnQueue();
    await shows('smsdesk', 0);
    const plain = await icon();
    const first = own.customer(), second = own.customer();
    await own.desk.say(first, 'The first customer');
    await shows(/^Message from \+1 415 555 \d{4} · smsdesk$/, 0);
    await ana.answer();
    await ana.message('The first customer').waitFor();
    await shows('smsdesk', 0);
    await own.desk.say(second, 'The second customer');
    await ana.answer();
    await ana.message('The second customer').waitFor();
    await shows('smsdesk', 0);
    // Of the conversation that is not open, one and then three.
    await own.desk.say(first, 'Are you there?');
    await shows('(1) smsdesk', 1);
    const unread = await icon();
    assert.notEqual(unread, plain);
    // Both are pictures that the relay has.
    for (const file of [plain, unread]) {
      const answer = await fetch(new URL(file, own.desk.url));
      assert.equal(answer.status, 200, file);
      assert.match(answer.headers.get('content-type'), /^image\/svg\+xml/);
    }
    await own.desk.say(first, 'Hello?');
    await own.desk.say(first, 'I wait');
    await shows('(3) smsdesk', 3);
    // Of the open one too, where nobody looks at the page.
    await hide(ana.page, true);
    await own.desk.say(second, 'Me too');
    await shows('(4) smsdesk', 4);
    await hide(ana.page, false);
    await shows('(3) smsdesk', 3);
    // An offer calls louder than a number; the number is still on the icon.
    await own.desk.say(own.customer(), 'The third customer');
    await shows(/^Message from /, 3);
    await ana.answer();
    await ana.message('The third customer').waitFor();
    await shows('(3) smsdesk', 3);
    await ana.roster().getByRole('button', {name: /3 unread/}).click();
    await ana.message('I wait').waitFor();
    await shows('smsdesk', 0);
    assert.equal(await icon(), plain);
  });
});
