// The right one of three agents gets it, and the page says why: skills, rings and overflow, the last agent, a preferred group.
// Nobody is asked by chance here: whoever must not get it has been idle for longer.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('suitability', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8300);

  /// Three on queue, in that order: the first is idle longest.
  async function onQueue(...logins) {
    const agents = [];
    for (const login of logins) {
      agents.push(await own.agent(login));
      await agents.at(-1).goOnQueue();
    }
    return agents;
  }
  /// Only `right` is asked for it; `says` stands on the card, `why` beside the conversation afterwards.
  async function getsIt(right, others, text, {says = null, why = []}) {
    await right.button(/^Answer/).waitFor();
    for (const other of others) assert.equal(await other.offers().count(), 0);
    if (says) await right.offers().getByText(says).waitFor();
    await right.answer();
    await right.message(text).waitFor();
    const reasons = right.page.getByRole('list', {name: 'Why did I get this?'});
    for (const line of why) await reasons.getByText(line).first().waitFor();
    for (const other of others) assert.equal(await other.offers().count(), 0);
  }

  it('asks who has all the skills, however long others are idle', async () => {
    await own.desk.configure({skill: {German: {}, Billing: {}}, queue: {Support: {skills: ['German', 'Billing']}},
      agent: {ana: {skills: {German: 5}}, ben: {skills: {German: 1, Billing: 1}}, mira: {skills: {Billing: 5}}}});
    const [ana, mira, ben] = await onQueue('ana', 'mira', 'ben');
    await own.desk.say(own.customer(), 'Meine Rechnung');
    await getsIt(ben, [ana, mira], 'Meine Rechnung',
      {says: 'You were the only one free who fits.', why: ['Skills asked for: German, Billing.']});
  });

  it('asks who has the most of them first where the queue takes the best', async () => {
    await own.desk.configure({skill: {German: {}}, queue: {Support: {skills: ['German'], skill_evaluation: 'best'}},
      agent: {ana: {skills: {German: 2}}, ben: {skills: {German: 5}}}});
    const [mira, ana, ben] = await onQueue('mira', 'ana', 'ben');
    await own.desk.say(own.customer(), 'Guten Tag');
    await getsIt(ben, [ana, mira], 'Guten Tag', {says: 'You have the best skills of 3 agents who are free.'});
  });

  it('widens the search with time: another group, and a skill that is asked for no more', async () => {
    await own.desk.configure({
      skill: {German: {}}, group: {'Back office': {members: ['mira']}},
      agent: {mira: {queues: []}, ben: {skills: {German: 3}}},
      queue: {Support: {skills: ['German'], ring: [{after: '1 s', groups: ['Back office'], dropped_skills: ['German']}]}},
    });
    // Ben could do it at once, and is not on queue; Mira is no member, and speaks no German.
    const [mira] = await onQueue('mira');
    const ben = await own.agent('ben');
    await own.desk.say(own.customer(), 'Ist jemand da?');
    await getsIt(mira, [ben], 'Ist jemand da?',
      {why: ['Asked beside the queue\'s own agents: Back office.', 'The search had widened 1 time.']});
  });

  it('lets another group help with what has waited for long', async () => {
    await own.desk.configure({
      group: {'Back office': {members: ['mira']}}, agent: {mira: {queues: []}, ben: {capacity: 1}},
      queue: {Support: {overflow: [{waited: '2 s', service_level_below: 0, groups: ['Back office']}]}},
    });
    const [mira, ben] = await onQueue('mira', 'ben');
    await own.desk.say(own.customer(), 'One is enough for Ben');
    await ben.answer();
    await own.desk.say(own.customer(), 'I have waited');
    await getsIt(mira, [ben], 'I have waited', {why: [/^It waited [2-9] seconds in Support\.$/,
      'Asked beside the queue\'s own agents: Back office.']});
  });

  it('lets another group help once too few are answered in time', async () => {
    await own.desk.configure({
      group: {'Back office': {members: ['mira']}}, agent: {mira: {queues: []}, ben: {capacity: 1}},
      queue: {Support: {service_level_target: '1 s',
        overflow: [{waited: 'never', service_level_below: 90, groups: ['Back office']}]}},
    });
    const [mira, ben] = await onQueue('mira', 'ben');
    await own.desk.say(own.customer(), 'One that waits too long');
    await ben.button(/^Answer/).waitFor();
    await ben.offers().getByText(/^0:0[2-9]/).first().waitFor();
    await ben.answer();
    await own.desk.say(own.customer(), 'Who helps?');
    await getsIt(mira, [ben], 'Who helps?',
      {why: ['Asked beside the queue\'s own agents: Back office, because too few messages are answered in time.']});
  });

  it('leads a customer back to the last agent, though a colleague is idle for longer', async () => {
    const [ben, ana] = await onQueue('ben', 'ana');
    await ben.onQueueSwitch().click();
    const phone = own.customer();
    await own.desk.say(phone, 'A first question');
    await ana.answer();
    await ben.goOnQueue();
    await ana.end();
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'Ana is done with it');
    await own.desk.say(phone, 'A second question');
    await getsIt(ana, [ben], 'A second question', {});
  });

  it('asks a preferred group first, and says so on the card', async () => {
    await own.desk.configure({group: {'Back office': {members: ['mira']}},
      queue: {Support: {preferred: [{group: 'Back office', wait: '1 h'}]}}});
    const [ana, ben, mira] = await onQueue('ana', 'ben', 'mira');
    await own.desk.say(own.customer(), 'Who is it for?');
    await getsIt(mira, [ana, ben], 'Who is it for?', {says: 'You are of the group that is asked first.'});
  });
});
