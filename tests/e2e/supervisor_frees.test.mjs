// A supervisor frees what is stuck: a wrap-up that nobody finishes, what is parked, and what its agent does not end.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('a supervisor frees', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8600);

  async function lookingAtSupport() {
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.button(/^Support: /).click();
    await mira.page.getByRole('list', {name: 'In Support'}).waitFor();
    return mira;
  }
  const choose = async (mira, name) => {
    await mira.button(/^What to do with/).click();
    await mira.entry(name).click();
  };
  /// What takes something from somebody is asked for twice.
  const chooseTwice = async (mira, name) => {
    await choose(mira, name);
    await mira.entry(`Press again: ${name}`).click();
  };
  const hasNone = (agent) => until(async () => await agent.roster().getByRole('listitem').count() === 0, 'the list is empty');

  it('a wrap-up: the agent has room again', async () => {
    await own.desk.configure({agent: {ana: {capacity: 1}}});
    const ana = await own.answered('Wrap it up');
    await ana.button('End conversation').click();
    await ana.button('Finish wrap-up').waitFor();
    const mira = await lookingAtSupport();
    await own.desk.say(own.customer(), 'The next one');
    await mira.says('The only agent on queue is full.');
    await mira.button(`What to do with ${readable(ana.phone)}`).click();
    await mira.entry('Close the wrap-up').click();
    assert.deepEqual(await accessibilityViolations(mira.page), []);
    await mira.entry('Press again: Close the wrap-up').click();
    await ana.answer();
    await ana.message('The next one').waitFor();
  });

  it('what is being offered: somebody else is asked', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'Anybody there?');
    await ana.button(/^Answer /).waitFor();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const mira = await lookingAtSupport();
    await choose(mira, 'Take the offer back');
    await ben.answer();
    await ben.message('Anybody there?').waitFor();
    assert.equal(await ana.offers().count(), 0, 'she is asked no more');
  });

  it('what is parked: back in the queue, for whoever is there', async () => {
    const ana = await own.answered('Is the part there?');
    await ana.button('Park conversation').click();
    await ana.entry('For 4 hours').click();
    await ana.page.getByRole('list', {name: 'Parked conversations'}).waitFor();
    await ana.onQueueSwitch().click();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const mira = await lookingAtSupport();
    await chooseTwice(mira, 'Give it back to Support');
    await ana.says(`A supervisor gave the conversation with ${readable(ana.phone)} back to Support.`);
    await ben.offers().getByText('Back in the queue: a supervisor took it from its agent.').waitFor();
    await ben.answer();
    await ben.message('Is the part there?').waitFor();
    await until(async () => await ana.page.getByRole('list', {name: 'Parked conversations'}).count() === 0, 'Ana has it no more');
  });

  it('what its agent does not end: ended for them, and the wrap-up is theirs', async () => {
    const ana = await own.answered('Still there?');
    const mira = await lookingAtSupport();
    await chooseTwice(mira, 'End it');
    await ana.says(`A supervisor ended the conversation with ${readable(ana.phone)}. Its wrap-up is yours.`);
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
    await hasNone(ana);
    await mira.button(/^Support: none waiting/).waitFor();
  });
});
