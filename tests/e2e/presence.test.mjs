// Who is here and who is not: agents who say so themselves, a supervisor who says it for them, and browsers that die.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('presence', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8000);

  const presence = (agent, name) => agent.button(new RegExp(`^${name}, `));
  const choose = async (agent, name, entry) => {
    await presence(agent, name).click();
    await agent.page.getByRole('menuitemradio', {name: entry, exact: true}).click();
  };

  it('is the agent\'s to choose: Away takes off queue, finer words are there, and a supervisor sees both', async () => {
    await own.desk.configure({sub_status: {Coaching: {presence: 'meeting'}}});
    const ana = await own.agent('ana');
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.tab('Agents').click();
    const line = (words) => mira.page.getByRole('button', {name: new RegExp(`^Ana Ruiz, ${words}`)}).waitFor();
    await ana.goOnQueue();
    await line('Idle [^,]*, Available');
    await choose(ana, 'Ana Ruiz', 'Away');
    await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'false', 'off queue');
    await line('Off queue [^,]*, Away');
    await choose(ana, 'Ana Ruiz', 'Coaching, Meeting');
    await ana.button('Ana Ruiz, Meeting: Coaching').waitFor();
    await line('Off queue [^,]*, Meeting: Coaching');
    await own.desk.say(own.customer(), 'Is anybody there?');
    await mira.says('1 waiting');
    assert.equal(await ana.offers().count(), 0, 'nothing is offered');
    await ana.goOnQueue();
    await ana.button('Ana Ruiz, Available').waitFor();
    await ana.answer();
    await line('Interacting [^,]*, Available');
  });

  it('is set by a supervisor, and the agent is told', async () => {
    const ana = await own.agent('ana');
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.tab('Agents').click();
    await mira.button('Change the state of Ana Ruiz').click();
    await mira.entry('Training').click();
    await ana.says('Mira Lindqvist changed your presence.');
    await ana.button('Ana Ruiz, Training').waitFor();
    await mira.page.getByRole('button', {name: /^Ana Ruiz, .*Training now, by Mira Lindqvist/}).waitFor();
  });

  it('a browser that dies while it alerts: the colleague is asked at once', async () => {
    const ana = await own.agent('ana');
    const ben = await own.agent('ben');
    await ana.goOnQueue();
    const phone = own.customer();
    await own.desk.say(phone, 'Whose is it?');
    await ana.button(/^Answer/).waitFor();
    await ben.goOnQueue();
    assert.equal(await ben.offers().count(), 0);
    await ana.browser.kill();
    await ben.answer();
    await ben.message('Whose is it?').waitFor();
  });

  it('a browser that dies with a customer: after its grace period the colleague gets them, and is told why', async () => {
    await own.desk.configure({queue: {Support: {grace: '0 s'}}});
    const ana = await own.answered('Do not leave me');
    await ana.write('I am here.');
    await ana.marked('I am here.', 'Delivered').waitFor();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    await ana.browser.kill();
    await ben.offers().getByText('Back in the queue: its agent\'s browser was gone for too long.').waitFor();
    await ben.answer();
    await ben.message('I am here.').waitFor();
  });
});
