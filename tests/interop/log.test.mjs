// The relay's log as a person uses it: one message is followed by its ids from the webhook to the receipt, nothing in it is
// anybody's text, number or secret, and docs/operations.md lists what it can say.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { kOurs, kToken, until } from './support.mjs';
import { Page, kPasswords, kPreviousToken, newSid, startPair } from './relay_support.mjs';

const kCustomer = '+12125556001';
const root = new URL('../../', import.meta.url);

let pair;
before(async () => { pair = await startPair(); });
after(async () => { await pair?.stop(); });

describe('the log', () => {
  it('follows one message by its ids, from its webhook to the receipt of the answer', async () => {
    const { relay } = pair;
    const ana = await Page.open(relay, await relay.cookieOf('ana'));
    await ana.startWork();
    const sid = newSid();
    assert.equal((await relay.inbound('secret-question', { sid, from: kCustomer })).status, 200);
    const shown = await ana.entry('an offer', (entry) => entry.type === 'conversation_shown' && entry.conversation.detail);
    const conversation = shown.conversation.id;
    await ana.must({ type: 'answer_offer', offer: shown.conversation.offer || shown.offer.id });
    await ana.must({ type: 'send_message', conversation, text: 'secret-answer', seen_up_to: 0, ignores_newer: true });
    await until('the receipt', () => relay.said('delivery_changed').some(({ status }) => status === 'delivered'));
    await ana.close();

    const [received] = relay.said('message_received').filter((line) => line.carrier_id === sid);
    assert.equal(received.conversation, conversation);
    assert.ok(received.message > 0);
    assert.deepEqual(relay.said('webhook_came').map(({ carrier_id: id }) => id), [sid]);
    const [offered] = relay.said('conversation_offered');
    assert.deepEqual([offered.conversation, offered.agent], [conversation, 1]);
    assert.deepEqual(relay.said('offer_ended').map((line) => [line.conversation, line.agent, line.status]), [[conversation, 1, 'accepted']]);
    const [accepted] = relay.said('message_accepted').filter(({ agent }) => agent === 1);
    assert.equal(accepted.conversation, conversation);
    const steps = relay.said('delivery_changed').filter(({ message }) => message === accepted.message);
    assert.ok(steps.every((line) => line.conversation === conversation));
    const atCarrier = steps.map(({ carrier_id: id }) => id).filter(Boolean);
    assert.match(atCarrier[0], /^SM[0-9a-f]{32}$/);
    assert.equal(new Set(atCarrier).size, 1, 'the carrier\'s id is one and the same');
    assert.equal(steps.at(-1).status, 'delivered');
    assert.ok(relay.said('receipt_came').some((line) => line.carrier_id === atCarrier[0] && line.status === 'delivered'));

    const opened = relay.said('connection_opened').find(({ agent }) => agent === 1);
    const closed = await until('the end of the connection', () => relay.said('connection_closed').find(({ agent }) => agent === 1));
    assert.equal(closed.connection, opened.connection);
  });

  it('makes no line of what a stranger sends, and says nothing that is somebody\'s own', async () => {
    const { relay } = pair;
    const forged = '\n{"at":"2026-01-01T00:00:00.000+00:00","level":"info","event":"forged_line","text":"A forged line."}\n';
    const before = relay.lines.length;
    assert.equal((await relay.webhook(`/carrier/twilio/status?key=${encodeURIComponent(forged)}`,
      { MessageSid: newSid(), AccountSid: 'AC1', MessageStatus: forged }, { signature: 'x' })).status, 403);
    assert.equal((await relay.signIn(forged, 'x')).status, 401);
    assert.equal((await relay.inbound(forged, { from: kCustomer })).status, 200);
    assert.equal((await relay.webhook('/carrier/twilio/status', { MessageSid: newSid(), AccountSid: `AC${'0'.repeat(32)}`, MessageStatus: forged })).status, 200);
    await until('the log to have them', () => relay.said('webhook_not_signed').length > 0 && relay.said('sign_in_refused').length > 0);
    assert.ok(relay.lines.length > before);
    assert.equal(relay.said('forged_line').length, 0);
    const secrets = ['forged_line', 'secret-', '212555', kOurs.slice(1), kToken, kPreviousToken, ...Object.values(kPasswords)];
    for (const secret of secrets) assert.ok(!relay.log.includes(secret), `no line says ${secret}`);
  });
});

describe('docs/operations.md', () => {
  it('lists every event that the relay can say, and no other', () => {
    const folder = new URL('relay/host/', root);
    const source = readdirSync(folder).filter((name) => name.endsWith('.cpp'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const said = new Set([...source.matchAll(/\b(?:log::(?:debug|info|warn|error)|say)\(\s*"([a-z_]+)"/g)].map(([, event]) => event));
    assert.ok(said.size > 30 && said.has('listening') && said.has('message_received'), 'events were found');
    const page = readFileSync(new URL('docs/operations.md', root), 'utf8');
    const listed = new Set([...page.split('## Events')[1].matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, event]) => event));
    assert.deepEqual([...listed].sort(), [...said].sort());
  });
});
