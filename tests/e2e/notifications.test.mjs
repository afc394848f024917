// Notifications of the system by the page alone: shown while it is hidden, gone when they are answered. (With buttons, by
// the service worker: routing.test.mjs.)
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
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
    // A click on it brings its conversation up.
    await ana.page.evaluate(() => window.shown[1].notification.onclick());
    await until(async () => !(await shown(ana.page))[1].isOpen, 'the click has closed it');
    await hide(ana.page, false);
    await ana.end();
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
});
