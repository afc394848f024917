// Pictures and files through the relay, judged by the vendor's SDK: what it lists, fetches and removes at the carrier is what
// the relay took in, and what an agent sent.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { picturePng } from '../e2e/support/png.mjs';
import { kAccount, kOurs, kToken, until } from './support.mjs';
import { Page, startPair } from './relay_support.mjs';

const kAuthorization = `Basic ${Buffer.from(`${kAccount}:${kToken}`).toString('base64')}`;
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

describe('media of messages, by the SDK', () => {
  let pair, client, ana, anasCookie, mira, mirasCookie;
  before(async () => {
    pair = await startPair();
    client = pair.mock.client();
    [anasCookie, mirasCookie] = [await pair.relay.cookieOf('ana'), await pair.relay.cookieOf('mira')];
    ana = await Page.open(pair.relay, anasCookie);
    mira = await Page.open(pair.relay, mirasCookie);
    await ana.startWork();
  });
  after(async () => {
    await ana?.close();
    await mira?.close();
    await pair?.stop();
  });

  /** A customer's MMS with files of their own, from the phone to the relay. */
  async function receive(from, body, files) {
    const media = [];
    for (const { type, bytes } of files) {
      const answer = await fetch(`${pair.mock.url}/mock/media`, { method: 'POST', headers: { 'Content-Type': type }, body: bytes });
      assert.equal(answer.status, 201);
      media.push(await answer.text());
    }
    const { status, body: made } = await pair.mock.post('/mock/send', { from, to: kOurs, body, media });
    assert.equal(status, 201);
    return mira.entry('the message', (entry) => entry.type === 'message_received' && entry.carrier_id === made.sid);
  }
  /** Once the relay has that file on its disk. */
  const stored = (message, place) => mira.entry(`file ${place} to be fetched`, (entry) =>
    entry.type === 'media_changed' && entry.message === message && entry.place === place && entry.media.state === 'stored');
  const atRelay = (hash, cookie) => fetch(`${pair.relay.url}/media/${hash}`, { headers: { Cookie: cookie } });
  /** Where the SDK says that it is: a client with credentials is sent on to the storage. */
  async function bytesAtCarrier(medium) {
    const answer = await fetch(pair.mock.url + medium.uri.replace(/\.json$/, ''), { headers: { Authorization: kAuthorization } });
    assert.equal(answer.status, 200);
    return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
  }
  async function isNotThere(promise) {
    const error = await promise.then(() => null, (reason) => reason);
    assert.deepEqual([error?.status, error?.code], [404, 20404]);
  }

  it('takes in a customer\'s pictures as they are at the carrier, and keeps them when they are removed there', async () => {
    const from = '+12125556601';
    const pictures = [picturePng(90, 60, 31), picturePng(40, 120, 32)];
    const received = await receive(from, 'Two pictures', pictures.map((bytes) => ({ type: 'image/png', bytes })));
    const { carrier_id: sid, message } = received;
    assert.match(sid, /^MM/);
    const listed = await client.messages(sid).media.list();
    assert.deepEqual(listed.map(({ contentType, parentSid }) => [contentType, parentSid]), [['image/png', sid], ['image/png', sid]]);
    for (const [place, bytes] of pictures.entries()) {
      const medium = await client.messages(sid).media(listed[place].sid).fetch();
      assert.equal(medium.contentType, 'image/png');
      assert.ok(medium.dateCreated instanceof Date);
      const { bytes: there } = await bytesAtCarrier(medium);
      assert.equal(hashOf(there), hashOf(bytes), `picture ${place} at the carrier`);
      const { media } = await stored(message, place);
      assert.deepEqual([media.hash, media.bytes, media.content_type], [hashOf(bytes), bytes.length, 'image/png']);
    }

    assert.equal(await client.messages(sid).media(listed[0].sid).remove(), true);
    assert.deepEqual((await client.messages(sid).media.list()).map((one) => one.sid), [listed[1].sid]);
    await isNotThere(client.messages(sid).media(listed[0].sid).fetch());
    await isNotThere(client.messages(sid).media(listed[0].sid).remove());
    for (const [place, bytes] of pictures.entries()) {
      const answer = await atRelay(hashOf(bytes), mirasCookie);
      assert.equal(answer.status, 200);
      assert.equal(hashOf(Buffer.from(await answer.arrayBuffer())), hashOf(bytes), `picture ${place} at the relay`);
    }
  });

  it('names a customer\'s file by its bytes, whatever the carrier calls it', async () => {
    const bytes = picturePng(33, 22, 33);
    const { carrier_id: sid, message } = await receive('+12125556602', '', [{ type: 'image/jpeg', bytes }]);
    assert.deepEqual((await client.messages(sid).media.list()).map((one) => one.contentType), ['image/jpeg']);
    const { media } = await stored(message, 0);
    assert.deepEqual([media.hash, media.content_type, media.width, media.height], [hashOf(bytes), 'image/png', 33, 22]);
  });

  it('sends an agent\'s files as one MMS, in their order, byte for byte', async () => {
    const from = '+12125556603';
    const { conversation, message } = await receive(from, 'Please send me the plan', []);
    const taken = new Set();
    await until('ana to have the conversation', async () => {
      const offer = mira.entries.find((entry) => entry.type === 'offer_made' && entry.agent === 1 && !taken.has(entry.offer));
      if (!offer) return false;
      taken.add(offer.offer);
      await ana.must({ type: 'answer_offer', offer: offer.offer });
      return offer.conversation === conversation;
    });
    const files = [
      { name: 'plan.png', type: 'image/png', bytes: picturePng(120, 80, 34) },
      { name: 'terms.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n') },
      { name: 'detail.png', type: 'image/png', bytes: picturePng(64, 64, 35) },
    ];
    const attachments = [];
    for (const { name, type, bytes } of files) {
      const answer = await fetch(`${pair.relay.url}/api/media`, {
        method: 'POST', headers: { Cookie: anasCookie, Origin: pair.relay.url, 'Content-Type': type }, body: bytes });
      const kept = await answer.json();
      assert.deepEqual([answer.status, kept.hash, kept.content_type, kept.bytes], [200, hashOf(bytes), type, bytes.length], name);
      attachments.push({ hash: kept.hash, name });
    }
    await ana.must({ type: 'send_message', conversation, text: 'Here it is', seen_up_to: message, ignores_newer: false, attachments });
    const accepted = await ana.entry('the reply to be on disk', (entry) => entry.type === 'message_accepted' && entry.conversation === conversation);
    await ana.entry('the delivery', (entry) =>
      entry.type === 'delivery_changed' && entry.message === accepted.message && entry.status === 'delivered');

    const sent = await client.messages.list({ to: from });
    assert.equal(sent.length, 1, 'one message for all of them');
    const [mms] = sent;
    assert.match(mms.sid, /^MM/);
    assert.deepEqual([mms.body, mms.numMedia, mms.status, mms.from], ['Here it is', '3', 'delivered', kOurs]);
    // By the SDK alone: what the carrier fetched from the relay, in the agent's order.
    const listed = await client.messages(mms.sid).media.list();
    assert.deepEqual(listed.map((one) => one.contentType), files.map((one) => one.type));
    for (const [place, medium] of listed.entries()) {
      const there = await bytesAtCarrier(medium);
      assert.equal(there.type, files[place].type);
      assert.equal(hashOf(there.bytes), hashOf(files[place].bytes), files[place].name);
    }

    for (const { sid } of listed) assert.equal(await client.messages(mms.sid).media(sid).remove(), true);
    assert.deepEqual(await client.messages(mms.sid).media.list(), []);
    for (const { bytes } of files) assert.equal((await atRelay(hashOf(bytes), anasCookie)).status, 200, 'the relay has its own');
  });
});
