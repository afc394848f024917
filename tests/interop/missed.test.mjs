// What customers write while the relay is down: the carrier tries its webhook twice and then has the message on record only.
// The relay asks for these records when it starts, and takes in what it has not got.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { kOurs, until } from './support.mjs';
import { allMessages, startPair } from './relay_support.mjs';

const kKnown = '+12125554401';
const kNew = '+12125554402';

describe('messages that came while the relay was down', () => {
  let pair, mira;
  before(async () => { pair = await startPair(); });
  after(async () => { await pair?.stop(); });

  const write = async (from, body, media = []) => {
    const { status, body: made } = await pair.mock.post('/mock/send', { from, to: kOurs, body, media });
    assert.equal(status, 201);
    return made.sid;
  };
  /** Until the carrier has given up on its webhook. */
  const isGivenUp = (sid) => until(`the carrier to give up on ${sid}`, async () =>
    (await pair.mock.state()).webhooks.some((one) => one.sid === sid && one.attempt === 2 && !one.is_accepted));
  const inbound = async () => (await allMessages(pair.relay, mira)).map(([, message]) => message).filter((message) => message.is_inbound);
  const textsOf = async () => (await inbound()).map((message) => message.text);
  const figure = async (name) => (await pair.relay.metrics())[`smsdesk_messages_${name}_total`];

  it('are taken in at the start, once, in their order, also from customers who are new', async () => {
    mira = await pair.relay.cookieOf('mira');
    await write(kKnown, 'before it');
    await until('the first text', async () => (await figure('received')) === 1);
    await pair.relay.end();
    const sids = [];
    for (const text of ['first', 'second', 'third']) sids.push(await write(kKnown, text));
    sids.push(await write(kNew, 'anybody there?', ['sample:0']));
    for (const sid of sids) await isGivenUp(sid);
    await pair.relay.start();
    await until('them to be taken in', async () => (await figure('recovered')) === 4);
    assert.equal(await figure('received_again'), 0, 'what was known is no repeated webhook');
    const texts = await textsOf();
    assert.deepEqual(texts.filter((text) => text !== 'anybody there?'), ['before it', 'first', 'second', 'third']);
    const withPicture = (await inbound()).find((message) => message.text === 'anybody there?');
    assert.equal(withPicture.media.length, 1);
    // Where it is, these records do not say: the relay asks for the message's media.
    const picture = async () => (await inbound()).find((message) => message.text === 'anybody there?').media[0];
    await until('the picture to be fetched', async () => (await picture()).state === 'stored');
    assert.equal((await picture()).content_type, 'image/png');
    assert.deepEqual(pair.relay.said('missed_found').map(({ messages }) => messages), [4]);
    for (const secret of ['212555', '415555', 'anybody there']) assert.ok(!pair.relay.log.includes(secret), `no log line says ${secret}`);
  });

  it('are not taken in again at the next start', async () => {
    await pair.relay.end('SIGKILL');
    const sid = await write(kKnown, 'fourth');
    await isGivenUp(sid);
    await pair.relay.start();
    await until('it to be taken in', async () => (await figure('recovered')) === 1);
    assert.deepEqual((await textsOf()).sort(), ['before it', 'first', 'second', 'third', 'fourth', 'anybody there?'].sort());
  });

  it('wait while the carrier does not answer, and nothing else does', async () => {
    await pair.relay.end();
    const sid = await write(kKnown, 'fifth');
    await isGivenUp(sid);
    await pair.mock.stop();
    await pair.relay.start();
    await until('the relay to say so', () => pair.relay.said('missed_not_asked').length > 0);
    assert.equal((await fetch(`${pair.relay.url}/readyz`)).status, 200);
    assert.equal((await pair.relay.inbound('sixth', { from: kNew })).status, 200);
    assert.ok((await textsOf()).includes('sixth'));
  });
});
