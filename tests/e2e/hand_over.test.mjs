// A conversation on its way to a colleague: taken back, not answered, with the skills it asked for or without, and handed
// over out of a question.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kAppointments, readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('handing over', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 7}, 8200);

  async function anaAndBen(text) {
    const ana = await own.answered(text);
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    return [ana, ben];
  }
  const transferTo = async (agent, target) => {
    await agent.button('Transfer conversation').click();
    await agent.entry(target).click();
  };

  it('is taken back from a colleague who has not answered yet', async () => {
    await own.desk.configure({queue: {Support: {alert_timeout: '5 min'}}});
    const [ana, ben] = await anaAndBen('Who is it for?');
    await transferTo(ana, /^Ben Okafor/);
    await ben.button(/^Answer/).waitFor();
    await ana.button('Take the transfer back').click();
    await until(async () => await ben.offers().count() === 0, 'Ben is not asked any more');
    await ana.button('Park conversation').waitFor();
    await ana.write('I do it myself.');
    await ana.marked('I do it myself.', 'Delivered').waitFor();
    await ben.page.getByRole('switch', {name: 'On queue'}).waitFor();
  });

  it('comes back to its sender from a colleague who misses it', async () => {
    const [ana, ben] = await anaAndBen('Is he there?');
    await transferTo(ana, /^Ben Okafor/);
    await ben.button(/^Answer/).waitFor();
    await ana.says(`Ben Okafor did not answer for ${readable(ana.phone)}. It is yours still.`);
    await ben.page.getByRole('switch', {name: 'Not responding'}).waitFor();
    assert.equal(await ben.offers().count(), 0);
    await ana.button('Park conversation').waitFor();
    await ana.write('He is out.');
    await ana.marked('He is out.', 'Delivered').waitFor();
  });

  it('keeps the skills it asked for, or not, as the sender says', async () => {
    await own.desk.configure({
      skill: {German: {}},
      agent: {ana: {skills: {German: 3}}, mira: {queues: ['Appointments']}},
      queue: {Support: {skills: ['German'], alert_timeout: '5 min'}},
    });
    const ana = await own.answered('Guten Tag');
    const mira = await own.agent('mira');
    await mira.goOnQueue();
    const keeps = ana.page.getByRole('switch', {name: /skills/i});
    await ana.button('Transfer conversation').click();
    await keeps.waitFor();
    assert.equal(await keeps.getAttribute('aria-checked'), 'true');
    await ana.entry(/^Appointments/).click();
    await ana.says(/^On its way to Appointments: nobody is free yet/);
    assert.equal(await mira.offers().count(), 0, 'Mira speaks no German');
    await ana.button('Take the transfer back').click();
    await ana.button('Transfer conversation').click();
    await keeps.click();
    await until(async () => await keeps.getAttribute('aria-checked') === 'false', 'without them');
    await ana.entry(/^Appointments/).click();
    await mira.answer();
    await mira.message('Guten Tag').waitFor();
    // What is told of it has the name that the queue has now.
    await mira.message('Ana Ruiz transferred the conversation to Appointments').waitFor();
    await own.desk.configure({
      queue: {Appointments: {name: 'Bookings'}},
      number: {[kAppointments]: {queue: 'Bookings'}},
      agent: {ana: {queues: ['Support', 'Bookings']}, mira: {queues: ['Bookings']}},
    });
    await mira.message('Ana Ruiz transferred the conversation to Bookings').waitFor();
  });

  it('goes over to the colleague who was asked, with the thread', async () => {
    const [ana, ben] = await anaAndBen('Can you repair it?');
    await ana.tab('Team').click();
    await ana.button('Choose a colleague').click();
    await ana.entry(/^Ben Okafor/).click();
    await ana.page.getByRole('textbox', {name: 'Question to a colleague'}).fill('Is that yours?');
    await ana.button('Ask colleague').click();
    await ben.page.getByRole('list', {name: 'Conversations of colleagues'}).getByRole('listitem').first().click();
    await ben.page.getByRole('textbox', {name: 'Write to Ana Ruiz'}).fill('Yes, give it to me.');
    await ben.button('Write to Ana Ruiz').click();
    await ana.says('Yes, give it to me.');
    await ana.button('Hand over to Ben Okafor').click();
    await ben.answer();
    await ben.write('Bring it in.');
    await until(async () => (await own.desk.received(ana.phone)).includes('Bring it in.'), 'the customer hears from Ben');
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'Ana has it no more');
  });
});
