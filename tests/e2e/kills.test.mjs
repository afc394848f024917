// A browser that is killed at any instant around a send: every text reaches the customer exactly once, or stands in the
// composer still. Rounds are seeded; SMSDESK_KILL_ROUNDS and SMSDESK_SEED change how many and which.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {launch} from './support/browser.mjs';
import {AgentPage, startDesk, stored, unexpectedFaults, until} from './support/desk.mjs';
import {renderer} from './support/with_desk.mjs';

const kPhone = '+14155557001';
const kRounds = Number(process.env.SMSDESK_KILL_ROUNDS ?? 6);
const kSeed = Number(process.env.SMSDESK_SEED ?? 1);
const kKilledWithinMs = 300;
const query = `?renderer=${renderer}`;

/// The same numbers for the same seed (mulberry32).
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe(`a browser killed while it sends (seed ${kSeed})`, {timeout: 400_000}, () => {
  let desk, browser, ana;
  before(async () => { desk = await startDesk(); });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  /// On the same profile; a browser that was killed may have forgotten the cookie of a sign-in, never what was written.
  async function openAgain(profile) {
    browser = await launch({profile});
    ana = new AgentPage(browser.page, desk.url);
    await ana.open(query);
    await ana.button('Sign in').or(ana.onQueueSwitch()).waitFor();
    if (await ana.button('Sign in').count() > 0) await ana.signIn('ana', query);
    await ana.roster().getByRole('button').first().click();
    // Which messages are in view depends on how many there are.
    await ana.messages().getByRole('listitem').first().waitFor();
    await ana.composer().waitFor();
  }

  it('loses no word and doubles none', async () => {
    const random = randomFrom(kSeed);
    browser = await launch();
    ana = new AgentPage(browser.page, desk.url);
    await ana.signIn('ana', query);
    await ana.goOnQueue();
    await desk.say(kPhone, 'Where is my parcel?');
    await ana.answer();
    await ana.message('Where is my parcel?').waitFor();
    const texts = [];
    for (let round = 0; round < kRounds; ++round) {
      const text = `Answer number ${round + 1}.`;
      texts.push(text);
      await ana.composer().fill(text);
      // The words are in the browser's storage as a draft before they are sent.
      await stored(ana.page, 'drafts', text);
      await ana.composer().press('Enter');
      await new Promise((resolve) => setTimeout(resolve, random() * kKilledWithinMs));  // the moment of the kill
      await browser.kill();
      assert.deepEqual(unexpectedFaults(browser, desk), []);
      await openAgain(browser.profile);
      const isThere = async () => (await desk.received(kPhone)).includes(text) || await ana.composer().inputValue() === text;
      await until(isThere, `round ${round + 1}: "${text}" has arrived or stands in the composer`, 30_000);
      if (await ana.composer().inputValue() === text) await ana.composer().press('Enter');
      await ana.marked(text, 'Delivered').waitFor({timeout: 30_000});
      assert.deepEqual(await desk.received(kPhone), texts);
    }
    assert.deepEqual(unexpectedFaults(browser, desk), []);
  });
});
