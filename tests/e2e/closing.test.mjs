// How a conversation ends: the question whether it is resolved, and the modes of after-call work that a queue may have.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('closing', {timeout: 300_000}, () => {
  const own = withDesk({}, 8100);

  /// Support closes like that.
  const closesBy = (values) => own.desk.configure({queue: {Support: values}});
  const radio = (agent, name, state = {}) => agent.page.getByRole('radio', {name, ...state});
  const isGone = (agent) => until(async () => await agent.roster().getByRole('listitem').count() === 0, 'it is wrapped up');
  const timer = (agent, name) => agent.page.getByRole('timer', {name});
  /// What the list of closed conversations says of the newest one.
  async function filed(agent) {
    await agent.button('Closed conversations').click();
    const line = agent.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button').first();
    await line.waitFor();
    return line.getAttribute('aria-label');
  }
  async function ended(text) {
    const ana = await own.answered(text);
    await ana.button('End conversation').click();
    return ana;
  }

  it('takes Yes for an answer, and the wrap-up follows', async () => {
    await closesBy({asks_resolved: true});
    const ana = await ended('Thank you, that was all');
    await ana.entry('Yes, it is resolved').click();
    await radio(ana, 'Resolved').click();
    await ana.button('Finish wrap-up').click();
    await isGone(ana);
    assert.match(await filed(ana), /Resolved/);
  });

  it('files the queue\'s code when the time is over, and counts down to it', async () => {
    await closesBy({acw_mode: 'mandatory_timed', acw_timeout: '8 s', acw_timeout_code: 'Follow-up needed'});
    const ana = await ended('And what now?');
    const seconds = async () => Number((await timer(ana, 'Time left').textContent()).replace('0:', ''));
    const first = await seconds();
    await until(async () => await seconds() < first, 'it counts down');
    await until(async () => await ana.button('Finish wrap-up').getAttribute('aria-disabled') === 'true', 'a code is needed');
    await isGone(ana);
    assert.match(await filed(ana), new RegExp(`${readable(ana.phone).replace('+', '\\+')}.*Follow-up needed`));
  });

  it('gives more time once, where the queue allows it', async () => {
    await closesBy({acw_mode: 'mandatory_timed', acw_timeout: '30 s', acw_extension: '10 min', acw_timeout_code: 'Resolved'});
    const ana = await ended('That takes long');
    await ana.button('Add 10 min').click();
    await until(async () => await ana.button('Add 10 min').count() === 0, 'only once');
    await timer(ana, 'Time left').filter({hasText: /^10:\d\d$/}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await radio(ana, 'Follow-up needed').click();
    await ana.button('Finish wrap-up').click();
    await isGone(ana);
    assert.match(await filed(ana), /Follow-up needed/);
  });

  it('cannot be left early where the time is fixed; what is chosen until then is filed', async () => {
    await closesBy({acw_mode: 'mandatory_fixed_time', acw_timeout: '8 s', acw_timeout_code: 'Resolved'});
    const ana = await ended('Bye');
    await timer(ana, 'Filed when the time is over').waitFor();
    await radio(ana, 'Follow-up needed').click();
    await ana.says('It is filed when the time is over. Until then you can change it.');
    assert.equal(await ana.button('Finish wrap-up').count(), 0);
    await isGone(ana);
    assert.match(await filed(ana), /Follow-up needed/);
  });

  it('asks for nothing where after-call work is for the agent to ask for', async () => {
    await closesBy({acw_mode: 'agent_requested', acw_timeout: '5 min'});
    const ana = await ended('Short one');
    await isGone(ana);
    const phone = own.customer();
    await own.desk.say(phone, 'Long one');
    await ana.answer();
    await ana.tab('Wrap-up').click();
    const request = ana.page.getByRole('switch', {name: 'After-call work when it ends'});
    await request.click();
    await until(async () => await request.getAttribute('aria-checked') === 'true', 'it is asked for');
    await ana.button('End conversation').click();
    await radio(ana, 'Resolved').click();
    await ana.button('Finish wrap-up').click();
    await isGone(ana);
    assert.match(await filed(ana), new RegExp(`${readable(phone).replace('+', '\\+')}.*Resolved`));
  });

  it('may be finished without a code where it is optional', async () => {
    await closesBy({acw_mode: 'optional'});
    const ana = await ended('Nothing to say about it');
    await ana.button('Finish wrap-up').click();
    await isGone(ana);
    assert.doesNotMatch(await filed(ana), /Resolved|Follow-up/);
  });

  it('asks for the fields that the queue requires, and keeps what was chosen', async () => {
    await closesBy({field: [{name: 'Order number', required: true, choices: []},
      {name: 'Mood', required: true, choices: ['Happy', 'Cross']}, {name: 'Remark', required: false, choices: []}]});
    const ana = await ended('Where is order 4711?');
    const finish = ana.button('Finish wrap-up');
    const isHeldUp = async (words) => {
      await ana.says(words);
      assert.equal(await finish.getAttribute('aria-disabled'), 'true');
    };
    await isHeldUp('Choose a code to finish.');
    await radio(ana, 'Resolved').click();
    await isHeldUp('Fill in “Order number” to finish.');
    await ana.page.getByRole('textbox', {name: 'Order number'}).fill('4711');
    await isHeldUp('Choose a value of “Mood” to finish.');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await radio(ana, 'Cross').click();
    await finish.click();
    await isGone(ana);
  });
});
