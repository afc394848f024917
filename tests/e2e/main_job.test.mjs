// The main job with everything real: mock carrier, relay, client in Chromium; found by role and name as a screen reader
// would. SMSDESK_RENDERER=cpu runs it with the CPU renderer.
import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {accessibilityViolations, launch, settled} from './support/browser.mjs';
import {AgentPage, startDesk, stored, unexpectedFaults, until} from './support/desk.mjs';

const renderer = process.env.SMSDESK_RENDERER ?? 'gl';
const query = `?renderer=${renderer}`;
let phoneDigits = 2000;
/// A customer of its own for each test.
const customer = () => `+1415555${phoneDigits++}`;

describe(`main job (${renderer})`, {timeout: 500_000}, () => {
  let desk;
  const open = [];

  /// An agent in a browser of its own.
  async function agent(login, options = {}) {
    const browser = await launch(options);
    open.push(browser);
    const page = new AgentPage(browser.page, desk.url);
    page.browser = browser;
    await page.signIn(login, query);
    return page;
  }

  beforeEach(async () => { desk = await startDesk(); });
  afterEach(async () => {
    const faults = [];
    for (const browser of open.splice(0)) {
      faults.push(...unexpectedFaults(browser, desk));
      await browser.close();
    }
    await desk?.stop();
    desk = null;
    assert.deepEqual(faults, []);
  });

  it('carries a text to an agent, the answer to the phone and its delivery back, to the wrap-up', async () => {
    const phone = customer();
    const ana = await agent('ana');
    await ana.goOnQueue();
    await desk.say(phone, 'Where is my parcel? Order 48213');
    await ana.button(/^Answer/).waitFor();
    await until(async () => /Message from/.test(await ana.page.title()), 'the title calls');
    await ana.answer();
    await ana.message('Where is my parcel?').waitFor();
    await ana.write('It left our warehouse today and arrives tomorrow.');
    await until(async () => (await desk.received(phone)).length === 1, 'the phone has the answer');
    assert.deepEqual(await desk.received(phone), ['It left our warehouse today and arrives tomorrow.']);
    await ana.marked('It left our warehouse', 'Delivered').waitFor();
    await desk.say(phone, 'Thank you so much 🙏');
    await ana.message('Thank you so much 🙏').waitFor();
    await ana.end('Resolved');
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'the roster is empty again');
    await desk.say(phone, 'One more thing');
    await ana.answer();
    // The lifelong timeline: what was said before stands above.
    await ana.message('It left our warehouse today').waitFor();
    await ana.end('Follow-up needed');
  });

  it('has no accessibility violations on sign-in, desk, conversation and wrap-up', async () => {
    const browser = await launch();
    open.push(browser);
    const ana = new AgentPage(browser.page, desk.url);
    await ana.open(query);
    await ana.button('Sign in').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.signIn('ana', query);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.goOnQueue();
    await desk.say(customer(), 'مرحبا، أين طلبي؟');
    await ana.button(/^Answer/).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.answer();
    await ana.write('Hello, we are looking.');
    await ana.message('Hello, we are looking.').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
  });

  it('has none with a menu, the settings, the drawer, a notice, a lost connection, not responding and on a phone', async () => {
    const ana = await agent('ana');
    const check = async (state) => assert.deepEqual(await accessibilityViolations(ana.page), [], state);
    await ana.button(/^Ana/).first().click();
    await ana.page.getByRole('menuitemradio', {name: 'Away'}).waitFor();
    await check('presence menu');
    await ana.page.keyboard.press('Escape');
    await ana.button('Settings').click();
    await ana.page.getByRole('dialog', {name: 'Settings'}).waitFor();
    await check('settings');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog', {name: 'Settings'}).waitFor({state: 'detached'});
    await ana.goOnQueue();
    await desk.say(customer(), 'Hello');
    await ana.button(/^Decline/).first().click();
    await ana.page.getByRole('switch', {name: 'Not responding', checked: false}).waitFor();
    await check('not responding');
    await ana.goOnQueue();
    await ana.answer();
    await ana.composer().fill('not sent');
    await ana.button('End conversation').click();
    await ana.page.getByText('What you have written is not sent').first().waitFor();
    await check('a notice');
    await ana.page.setViewportSize({width: 900, height: 700});
    await check('900 px');
    await ana.button('Customer and wrap-up').click();
    await ana.page.getByRole('dialog').first().waitFor();
    await check('drawer');
    await ana.page.keyboard.press('Escape');
    await ana.page.setViewportSize({width: 480, height: 800});
    await ana.composer().waitFor();
    await check('one pane');
    await ana.page.setViewportSize({width: 1280, height: 800});
    await desk.stopRelay('SIGKILL');
    await ana.page.getByText('Connection lost').first().waitFor();
    await check('lost connection');
  });

  it('takes a decline back to the queue and the agent out of it', async () => {
    const phone = customer();
    const ana = await agent('ana');
    await ana.goOnQueue();
    await desk.say(phone, 'Please call me');
    await ana.button(/^Decline/).first().click();
    await ana.page.getByRole('switch', {name: 'Not responding', checked: false}).waitFor();
    const ben = await agent('ben');
    await ben.goOnQueue();
    await ben.answer();
    await ben.message('Please call me').waitFor();
    assert.equal(await ana.button(/^Answer/).count(), 0);
    await ben.end();
  });

  it('gives one message to one of two agents', async () => {
    const phone = customer();
    const ana = await agent('ana');
    const ben = await agent('ben');
    await ana.goOnQueue();
    await ben.goOnQueue();
    await desk.say(phone, 'Only one of you, please');
    const offered = await until(async () => {
      const counts = [await ana.button(/^Answer/).count(), await ben.button(/^Answer/).count()];
      return counts[0] + counts[1] > 0 && counts;
    }, 'an offer');
    assert.equal(offered[0] + offered[1], 1);
    const [chosen, other] = offered[0] === 1 ? [ana, ben] : [ben, ana];
    await chosen.answer();
    await chosen.message('Only one of you, please').waitFor();
    assert.equal(await other.roster().getByRole('listitem').count(), 0);
    await chosen.end();
  });

  it('keeps what is sent without a connection and sends it exactly once', async () => {
    const phone = customer();
    const ana = await agent('ana');
    await ana.goOnQueue();
    await desk.say(phone, 'Are you there?');
    await ana.answer();
    await desk.stopRelay('SIGKILL');
    await ana.page.getByText('Connection lost').first().waitFor();
    await ana.message('Are you there?').waitFor();
    // What the relay alone decides may have changed since.
    await ana.page.getByRole('switch', {name: 'On queue · not connected', exact: true}).waitFor();
    const presence = ana.page.getByRole('button', {name: 'Ana Ruiz, Available · not connected', exact: true});
    await presence.click();
    await ana.page.getByRole('menuitemradio', {name: 'Available · not connected', exact: true}).waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.write('Yes, one moment.');
    await ana.marked('Yes, one moment', 'Waits for the connection').waitFor();
    await desk.startRelay();
    await until(async () => (await desk.received(phone)).length > 0, 'the phone has the answer', 30_000);
    await ana.marked('Yes, one moment', 'Delivered').waitFor();
    assert.deepEqual(await desk.received(phone), ['Yes, one moment.']);
    await presence.waitFor({state: 'hidden'});
    assert.equal(await ana.page.getByRole('switch', {name: /not connected/}).count(), 0);
    await ana.end();
  });

  it('loses no draft and no conversation over a reload', async () => {
    const phone = customer();
    const ana = await agent('ana');
    await ana.goOnQueue();
    await desk.say(phone, 'Is the shop open on Sunday?');
    await ana.answer();
    await ana.composer().fill('Half of an ans');
    await stored(ana.page, 'drafts', 'Half of an ans');
    let asked = 0;
    ana.page.on('request', (request) => { asked += request.url().endsWith('/api/session') ? 1 : 0; });
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await ana.message('Is the shop open on Sunday?').waitFor();
    await until(async () => await ana.composer().inputValue() === 'Half of an ans', 'the draft is back');
    await ana.write('Yes, from ten to four.');
    await until(async () => (await desk.received(phone)).length === 1, 'the phone has the answer');
    await ana.end();
    assert.equal(asked, 1, 'the program takes the answer for which the page has asked meanwhile');
  });

  it('sends what was in the outbox of a browser that was killed', async () => {
    const phone = customer();
    const first = await launch();
    const ana = new AgentPage(first.page, desk.url);
    await ana.signIn('ana', query);
    await ana.goOnQueue();
    await desk.say(phone, 'Can I change the address?');
    await ana.answer();
    await desk.stopRelay('SIGKILL');
    await ana.page.getByText('Connection lost').first().waitFor();
    await ana.write('Of course: which one is right?');
    await ana.marked('which one is right', 'Waits for the connection').waitFor();
    await first.kill();
    assert.deepEqual(unexpectedFaults(first, desk), []);
    await desk.startRelay();
    const again = await launch({profile: first.profile});
    open.push(again);
    const page = new AgentPage(again.page, desk.url);
    await page.open(query);
    // A browser writes its cookies with a delay: killed before that, it has forgotten who is signed in, never what was sent.
    await page.button('Sign in').or(page.onQueueSwitch()).waitFor();
    if (await page.button('Sign in').count() > 0) await page.signIn('ana', query);
    await until(async () => (await desk.received(phone)).length > 0, 'the phone has the answer', 30_000);
    await page.roster().getByRole('button').first().click();
    await page.marked('which one is right', 'Delivered').waitFor();
    assert.deepEqual(await desk.received(phone), ['Of course: which one is right?']);
    await page.end();
  });

  it('shows why a message was not delivered, and lets it be written again', async () => {
    const phone = customer();
    const ana = await agent('ana');
    await ana.goOnQueue();
    await desk.say(phone, 'Hello?');
    await ana.answer();
    await desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003});
    await ana.write('We are here.');
    await ana.marked('We are here', 'Not delivered. The phone could not be reached').waitFor();
    await desk.faults({deliver_fail_percent: 0});
    // Nothing goes out by itself: the text is in the composer, and the old record stays.
    await ana.button('Write again').press('Enter');
    await until(async () => await ana.composer().inputValue() === 'We are here.', 'the text is in the composer');
    await until(() => ana.composer().evaluate((element) => element === document.activeElement), 'the focus too');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Enter');
    await ana.marked('We are here', 'Delivered').waitFor();
    assert.equal(await ana.marked('We are here', 'Not delivered').count(), 1);
    await ana.end();
  });

  it('looks as an agent would want it to (pictures for the documentation)', async () => {
    const ana = await agent('ana', {colorScheme: 'light'});
    await ana.goOnQueue();
    const said = [[customer(), 'Hi! My order 48213 has not arrived yet 😟'], [customer(), 'こんにちは、配送状況を教えてください。'],
      [customer(), 'Can I move my appointment to Friday?']];
    for (const [phone, text] of said.slice(0, 2)) {
      await desk.say(phone, text);
      await ana.button(/^Answer/).click();
      await ana.message(text).waitFor();
    }
    await ana.write('お問い合わせありがとうございます。確認いたします。');
    await ana.roster().getByRole('button').first().click();
    await ana.message('My order 48213').waitFor();
    await ana.write('Sorry about that! Let me check where it is.');
    await ana.marked('Let me check', 'Delivered').waitFor();
    await desk.say(said[0][0], 'Thanks, it was due on Monday.');
    await ana.message('due on Monday').waitFor();
    // One separator for the one day on which all of it was said.
    assert.equal(await ana.messages().getByText(/^\w+, \w+ \d+$/).count(), 1);
    await ana.composer().fill('I found it: it is on the van and comes ');
    await desk.say(said[2][0], said[2][1]);
    await ana.button(/^Answer/).waitFor();
    const folder = process.env.SMSDESK_PICTURES;
    if (folder) {
      await mkdir(folder, {recursive: true});
      await settled(ana.page);
      await ana.page.screenshot({path: path.join(folder, `desk-light-${renderer}.png`)});
      await ana.page.emulateMedia({colorScheme: 'dark'});
      await settled(ana.page);
      await ana.page.screenshot({path: path.join(folder, `desk-dark-${renderer}.png`)});
    }
    await ana.answer();
  });
});

describe(`alert timeout (${renderer})`, {timeout: 120_000}, () => {
  it('makes the agent not responding and keeps the message for the next one', async () => {
    const desk = await startDesk({alertTimeoutSeconds: 7});
    const browser = await launch();
    try {
      const ana = new AgentPage(browser.page, desk.url);
      await ana.signIn('ana', query);
      await ana.goOnQueue();
      await desk.say(customer(), 'Anybody?');
      await ana.button(/^Answer/).waitFor();
      await ana.page.getByRole('switch', {name: 'Not responding', checked: false}).waitFor();
      assert.equal(await ana.button(/^Answer/).count(), 0);
      await ana.goOnQueue();
      await ana.answer();
      await ana.message('Anybody?').waitFor();
      assert.deepEqual(unexpectedFaults(browser, desk), []);
    } finally {
      await browser.close();
      await desk.stop();
    }
  });
});
