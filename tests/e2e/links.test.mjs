// Links that die without a word, pages that are loaded anew, and several tabs: nothing that was written is lost or doubled.
import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {accessibilityViolations, launch} from './support/browser.mjs';
import {AgentPage, startDesk, stored, storedValues, unexpectedFaults, until} from './support/desk.mjs';
import {renderer} from './support/with_desk.mjs';

const query = `?renderer=${renderer}`;
const kPhone = '+14155553001';

describe('links and tabs', {timeout: 300_000}, () => {
  let desk;
  let browser;
  let ana;

  beforeEach(async () => {
    desk = await startDesk();
    browser = await launch();
    ana = await new AgentPage(browser.page, desk.url).signIn('ana', query);
    await ana.goOnQueue();
    await desk.say(kPhone, 'Are you there?');
    await ana.answer();
  });
  afterEach(async () => {
    const faults = unexpectedFaults(browser, desk);
    await browser.close();
    await desk.stop();
    assert.deepEqual(faults, []);
  });

  it('says that a relay which stands still is not there, and sends exactly once when it goes on', async () => {
    desk.pauseRelay();
    try {
      await ana.write('One moment, please.');
      await ana.page.getByText('Connection lost').first().waitFor();
      await ana.marked('One moment', 'Perhaps sent').waitFor();  // the relay may have it: nobody here knows
      await ana.button('Stop asking').waitFor();
      assert.equal(await ana.button('Discard').count(), 0, 'what may have gone cannot be taken back');
    } finally {
      desk.resumeRelay();
    }
    await ana.marked('One moment', 'Delivered').waitFor({timeout: 40_000});
    await ana.write('Here I am again.');
    await ana.marked('Here I am', 'Delivered').waitFor();
    assert.deepEqual(await desk.received(kPhone), ['One moment, please.', 'Here I am again.']);
  });

  it('takes a browser that says it is offline at its word', async () => {
    await browser.context.setOffline(true);
    await ana.page.getByText('Connection lost').first().waitFor({timeout: 5_000});
    await browser.context.setOffline(false);
    await ana.write('Back again.');
    await ana.marked('Back again', 'Delivered').waitFor();
    assert.deepEqual(await desk.received(kPhone), ['Back again.']);
  });

  it('keeps the words of each tab, whatever the other one sends', async () => {
    await ana.composer().fill('draft in tab one');
    const second = new AgentPage(await browser.newPage(), desk.url);
    await second.open(query);
    await second.roster().getByRole('button').first().click();
    await second.message('Are you there?').waitFor();
    // The relay keeps drafts for every page of the agent; what a page of theirs has is not taken away by another one.
    await until(async () => await second.composer().inputValue() === 'draft in tab one', 'the second tab has it too');
    await second.write('two');
    await second.marked('two', 'Delivered').waitFor();
    assert.equal(await ana.composer().inputValue(), 'draft in tab one', 'the first tab has its own words still');
    await stored(ana.page, 'drafts', 'draft in tab one');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await until(async () => await ana.composer().inputValue() === 'draft in tab one', 'the first tab has its words');
    // A tab that was closed leaves its words to the next one.
    await second.composer().fill('of a closed tab');
    await stored(second.page, 'drafts', 'of a closed tab');
    await second.page.close();
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await until(async () => (await ana.composer().inputValue()).includes('of a closed tab'), 'nothing is lost');
    assert.match(await ana.composer().inputValue(), /draft in tab one/);
  });

  it('sends what a closed tab left by the other one, once', async () => {
    const second = new AgentPage(await browser.newPage(), desk.url);
    await second.open(query);
    await second.roster().getByRole('button').first().click();
    await second.message('Are you there?').waitFor();
    await desk.stopRelay('SIGKILL');
    await ana.page.getByText('Connection lost').first().waitFor();
    await second.page.getByText('Connection lost').first().waitFor();
    await second.write('From a tab that is gone.');
    await second.marked('From a tab that is gone', 'Waits for the connection').waitFor();
    await second.page.close();
    await desk.startRelay();
    await ana.marked('From a tab that is gone', 'Delivered').waitFor({timeout: 40_000});
    assert.deepEqual(await desk.received(kPhone), ['From a tab that is gone.']);
  });

  it('a second start shows the desk before the relay has said a word, and nothing of it after signing out', async () => {
    await until(() => ana.page.evaluate(async () => await caches.match('/') !== undefined), 'the shell is kept', 30_000);
    await desk.say('+14155553002', 'Is this for me?');
    await ana.offers().first().waitFor();
    await stored(ana.page, 'settings', 'Are you there?');
    desk.pauseRelay();
    try {
      await ana.page.reload();
      await ana.message('Are you there?').waitFor();
      await ana.page.getByText(/You see what was here last/).waitFor();
      assert.equal(await ana.offers().count(), 0, 'an offer of the last time is none');
    } finally {
      desk.resumeRelay();
    }
    await ana.composer().waitFor();
    assert.equal(await ana.page.getByText(/You see what was here last/).count(), 0);
    await ana.write('Yes.');
    await ana.marked('Yes.', 'Delivered').waitFor();
    const kept = async () => (await storedValues(ana.page, 'settings')).some((value) => value.includes('Are you there?'));
    assert.equal(await kept(), true);
    await ana.button('Settings').click();
    const signOut = ana.page.getByRole('button', {name: 'Sign out', exact: true});
    await signOut.focus();  // into view
    await signOut.click();
    await ana.says(/Press Sign out again/);
    await signOut.click();
    await ana.page.getByRole('button', {name: 'Sign in'}).waitFor();
    assert.equal(await kept(), false);
  });

  it('shows the page and what is wrong after a reload without a relay, and goes on by itself when it is back', async () => {
    await ana.composer().fill('half a thought');
    await until(() => ana.page.evaluate(async () => await caches.match('/') !== undefined), 'the shell is kept', 30_000);
    await stored(ana.page, 'settings', 'Are you there?');
    await desk.stopRelay('SIGKILL');
    await ana.page.getByText('Connection lost').first().waitFor();
    await ana.page.reload();
    await ana.page.getByText('The relay cannot be reached').first().waitFor();
    // The desk of the last time: to be read, not to be written in, and said to be old.
    await ana.message('Are you there?').waitFor();
    await ana.page.getByText(/You see what was here last/).waitFor();
    await ana.page.getByText('You can write as soon as the relay has been reached.').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await desk.startRelay();
    await ana.composer().waitFor();
    await ana.message('Are you there?').waitFor();
    await until(async () => await ana.composer().inputValue() === 'half a thought', 'the draft is back');
    await ana.write('Now I am.');
    await ana.marked('Now I am', 'Delivered').waitFor();
  });
});
