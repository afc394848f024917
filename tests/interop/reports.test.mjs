// Reports of a running relay, as supervisors read them over HTTP after agents have worked.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Page, Relay, freePort } from './relay_support.mjs';

let relay;
let mira;

before(async () => {
  relay = new Relay(await freePort(), 'http://127.0.0.1:9');
  await relay.start();
  mira = await relay.cookieOf('mira');
});
after(async () => {
  const exit = await relay?.end();
  relay?.remove();
  assert.deepEqual(exit, { code: 0, signal: null });
});

const report = async (path, cookie = mira) => relay.api('GET', `/api/reports/${path}`, { cookie, origin: null });

describe('reports', () => {
  it('are for supervisors and admins', async () => {
    const [ada, ben] = [await relay.cookieOf('ada'), await relay.cookieOf('ben')];
    for (const name of ['agent_states', 'offers', 'notes']) {
      assert.equal((await report(name, null)).status, 401, `${name} signed out`);
      assert.equal((await report(name, ben)).status, 403, `${name} as an agent`);
      for (const cookie of [mira, ada]) assert.deepEqual((await report(`${name}?agent=99`, cookie)).body, { rows: [], next: null });
      assert.equal((await relay.api('POST', `/api/reports/${name}`, { cookie: mira, json: {} })).status, 405);
      const wrong = await report(`${name}?sort=agent`);
      assert.equal(wrong.status, 400);
      assert.match(wrong.body.sentence, /^This report is asked for by agent, /);
    }
  });

  it('tell what agents did, whom the routing asked and why, and what was noted', async () => {
    const ana = await Page.open(relay, await relay.cookieOf('ana'));
    await ana.startWork();
    assert.equal((await relay.inbound('hello')).status, 200);
    const first = await ana.entry('an offer', ({ type, offer }) => type === 'conversation_shown' && offer);
    const conversation = first.conversation.id;
    await ana.must({ type: 'decline_offer', offer: first.offer.id, reason: 'at lunch' });
    await ana.must({ type: 'set_on_queue', is_on_queue: true });
    const second = await ana.entry('another offer', ({ type, offer }) => type === 'conversation_shown' && offer?.id > first.offer.id);
    await ana.must({ type: 'answer_offer', offer: second.offer.id });
    await ana.must({ type: 'add_note', conversation, text: 'asks for @Ben', mentions: [2] });
    await ana.close();

    const offers = await report(`offers?conversation=${conversation}`);
    assert.equal(offers.status, 200, offers.text);
    assert.deepEqual(offers.body.rows.map(({ offer, agent, queue, why, outcome, reason }) => [offer, agent, queue, why, outcome, reason]), [
      [second.offer.id, 1, 1, 'longest_idle', 'accepted', ''],
      [first.offer.id, 1, 1, 'longest_idle', 'declined', 'at lunch'],
    ]);
    const [accepted] = offers.body.rows;
    assert.deepEqual(accepted.trace, second.offer.trace, 'as the page had it');
    assert.ok(accepted.made_at <= accepted.ended_at);
    const notes = await report(`notes?agent=1&from=${accepted.made_at}`);
    assert.deepEqual(notes.body.rows.map(({ text, mentions, author }) => [text, mentions, author]), [['asks for @Ben', [2], 1]]);
    assert.deepEqual((await report(`notes?agent=1&to=${accepted.made_at}`)).body.rows, []);

    // Page by page it is the same, and each state ends where the next one of its kind begins.
    const whole = (await report('agent_states?agent=1')).body.rows;
    const paged = [];
    for (let next = ''; next !== null;) {
      const page = (await report(`agent_states?agent=1&limit=2${next === '' ? '' : `&page=${next}`}`)).body;
      assert.ok(page.rows.length <= 2);
      paged.push(...page.rows);
      next = page.next;
    }
    assert.deepEqual(paged, whole);
    const queue = whole.filter(({ kind }) => kind === 'queue');
    assert.deepEqual(queue.map(({ state }) => state), ['on_queue', 'not_responding', 'on_queue']);
    assert.deepEqual(queue.slice(1).map(({ ended_at }) => ended_at), queue.slice(0, -1).map(({ began_at }) => began_at));
    const [now] = (await report(`agent_states?agent=1&kind=queue&to=${queue[0].began_at}&limit=1`)).body.rows;
    assert.equal(now.state, 'not_responding', 'the state before that instant');
  });
});
