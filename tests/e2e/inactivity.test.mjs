// Nobody writes: a minute before its time the agent is warned, then one queue ends the conversation and another takes it
// back. After the shortest time that a queue may set, for both at once.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kAppointments, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('inactivity', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 9200);

  it('warns, ends the one and gives the other back', async () => {
    await own.desk.configure({queue: {
      Support: {inactivity_timeout: '2 min', inactivity_action: 'end'},
      Appointments: {inactivity_timeout: '2 min', inactivity_action: 'back_to_queue', last_agent: 'disabled'},
    }});
    const mira = await own.agent('mira');
    await mira.goOnQueue();
    await own.desk.say(own.customer(), 'An appointment, please', kAppointments);
    await mira.answer();
    await mira.onQueueSwitch().click();
    const ana = await own.answered('Hello?');
    await ana.write('How can I help?');
    const silent = own.customer();
    await own.desk.say(silent, 'I will be back');
    await ana.answer();
    await ana.message('I will be back').waitFor();
    await ana.roster().getByRole('button', {name: /How can I help/}).click();
    await ana.message('How can I help?').waitFor();

    await ana.page.getByText(/^Ends in 0:\d\d if nobody writes\.$/).first().waitFor({timeout: 100_000});
    await mira.page.getByText(/^Goes back to the queue in 0:\d\d if nobody writes\.$/).first().waitFor();
    // One word is enough for the one that is written in.
    await ana.roster().getByRole('button', {name: /I will be back/}).click();
    await ana.says(/^Ends in 0:\d\d if nobody writes\.$/);
    await own.desk.say(silent, 'Here I am');
    await ana.message('Here I am').waitFor();
    await until(async () => await ana.page.getByText(/^Ends in 0:\d\d if nobody writes\.$/).count() === 0, 'it goes on');

    await ana.offers().getByText('Back in the queue: nobody had written for a while.').waitFor({timeout: 100_000});
    await until(async () => await mira.roster().getByRole('listitem').count() === 0, 'Mira has it no more');
    await ana.roster().getByRole('button', {name: /Wrap-up/}).click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
    await ana.button('Closed conversations').click();
    await until(async () => await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('listitem').count() === 1,
      'it was ended');
    assert.equal(await ana.button(/^Answer/).count(), 1);
  });
});
