// How much one agent takes: the one too many waits, and the page says why; labels that weigh more, are limited, or make room
// for other work.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kAppointments, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('capacity', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8400);

  const reasons = (agent) => agent.page.getByRole('list', {name: 'Why did I get this?'});
  /// Mira looks at the conversations of that queue.
  async function overviewOf(queue) {
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.page.getByRole('button', {name: new RegExp(`^${queue}: `)}).click();
    return mira;
  }
  const load = (agent, words) => agent.says(words);
  /// A customer writes, and Ana answers.
  async function takes(ana, text, number) {
    await own.desk.say(own.customer(), text, number);
    await ana.answer();
    await ana.message(text).waitFor();
  }

  it('lets the one too many wait, says why, and offers it when there is room', async () => {
    await own.desk.configure({agent: {ana: {capacity: 2}}});
    const ana = await own.answered('The first');
    await takes(ana, 'The second');
    const mira = await overviewOf('Support');
    await own.desk.say(own.customer(), 'One too many');
    await mira.says('The only agent on queue is full.');
    assert.equal(await ana.offers().count(), 0);
    await load(ana, /^2 of 2 conversations/);
    await ana.end();
    await ana.answer();
    await ana.message('One too many').waitFor();
    await reasons(ana).getByText('Load before it: 1 of 2.').waitFor();
  });

  it('counts a conversation for as much as its label says', async () => {
    await own.desk.configure({label: {VIP: {weight: 2}}, queue: {Appointments: {label: 'VIP'}}, agent: {ana: {capacity: 2}}});
    const ana = await own.answered('A small one');
    const mira = await overviewOf('Appointments');
    await own.desk.say(own.customer(), 'A large one', kAppointments);
    await mira.says('The only agent on queue is full.');
    assert.equal(await ana.offers().count(), 0);
    await ana.end();
    await ana.answer();
    await ana.message('A large one').waitFor();
    await reasons(ana).getByText('Load before it: 0 of 2; it counts 2.').waitFor();
    await load(ana, /^2 of 2 slots/);
  });

  it('gives an agent no more of a label than its limit', async () => {
    await own.desk.configure({label: {VIP: {limit: 1}}, queue: {Appointments: {label: 'VIP'}}});
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await takes(ana, 'The only VIP', kAppointments);
    const mira = await overviewOf('Appointments');
    await own.desk.say(own.customer(), 'Another VIP', kAppointments);
    await mira.says('The only agent on queue is full.');
    await takes(ana, 'Somebody else');
    await load(ana, /^2 of 3 conversations/);
    assert.equal(await ana.offers().count(), 0);
    await ana.roster().getByRole('button', {name: /The only VIP/}).click();
    await ana.message('The only VIP').waitFor();
    await ana.end();
    await ana.answer();
    await ana.message('Another VIP').waitFor();
  });

  it('makes room for other work where the label says so, never the other way round', async () => {
    await own.desk.configure({label: {Later: {interruptible: true}}, queue: {Appointments: {label: 'Later'}},
      agent: {ana: {capacity: 1}}});
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await takes(ana, 'It has time', kAppointments);
    await takes(ana, 'It has none');
    const mira = await overviewOf('Appointments');
    await own.desk.say(own.customer(), 'It has time, too', kAppointments);
    await mira.says('The only agent on queue is full.');
    await own.desk.say(own.customer(), 'One too many');
    await mira.button(/^Support: /).click();
    await mira.says('The only agent on queue is full.');
    assert.equal(await ana.offers().count(), 0);
    await until(async () => await ana.roster().getByRole('listitem').count() === 2, 'she has both');
  });
});
