// A desk of its own for each test, agents in browsers of their own, and no fault of a page left unseen.
import assert from 'node:assert/strict';
import {afterEach, beforeEach} from 'node:test';
import {launch} from './browser.mjs';
import {AgentPage, startDesk, unexpectedFaults} from './desk.mjs';

export const renderer = process.env.SMSDESK_RENDERER ?? 'cpu';

/// Call inside describe(): the result has desk, customer(), agent(login, options, query) and answered(text, …).
export function withDesk(options = {}, firstPhone = 5000) {
  const own = {desk: null};
  const open = [];
  let phone = firstPhone;
  beforeEach(async () => { own.desk = await startDesk(options); });
  afterEach(async () => {
    const faults = [];
    for (const browser of open.splice(0)) {
      faults.push(...unexpectedFaults(browser, own.desk));
      await browser.close();
    }
    await own.desk?.stop();
    own.desk = null;
    assert.deepEqual(faults, []);
  });
  /// A customer of its own for each call.
  own.customer = () => `+1415555${phone++}`;
  own.agent = async (login, launchOptions = {}, query = `?renderer=${renderer}`) => {
    const browser = await launch(launchOptions);
    open.push(browser);
    const page = new AgentPage(browser.page, own.desk.url);
    page.browser = browser;
    await page.signIn(login, query);
    return page;
  };
  /// An agent who has answered that customer's text; `phone` is the customer.
  own.answered = async (text, launchOptions = {}, login = 'ana') => {
    const from = own.customer();
    const page = await own.agent(login, launchOptions);
    await page.goOnQueue();
    await own.desk.say(from, text);
    await page.answer();
    await page.message(text).waitFor();
    page.phone = from;
    return page;
  };
  return own;
}
