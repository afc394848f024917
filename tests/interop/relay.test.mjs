// The real relay beside the real mock carrier: webhooks signed by the vendor's SDK, sign-in, and the protocol of
// docs/protocol.md spoken by hand. What happens when things break is in relay_faults.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { kProtocolVersion } from '../support/protocol.mjs';
import { kAccount, kOurs, kPhone, kToken, startMock, until } from './support.mjs';
import { Page, Relay, allMessages, freePort, kPasswords, kPreviousToken, newSid, viewOf } from './relay_support.mjs';

const kFramesPerSecondMax = 50;
const kFrameBytesMax = 64 * 1024;

let relay;
let mock;
let mira;  // sees everything; the judge of what changed
const secrets = [];
let customers = 0;
/** A customer that nobody else in this file uses. */
const newCustomer = () => `+1212555${String(2000 + ++customers).padStart(4, '0')}`;
const textsOf = async (text) => (await allMessages(relay, mira)).filter(([, message]) => message.text === text);

before(async () => {
  const port = await freePort();
  mock = await startMock(['--webhook-url', `http://127.0.0.1:${port}/carrier/twilio/inbound`]);
  relay = new Relay(port, mock.url);
  await relay.start();
  mira = await relay.cookieOf('mira');
});
after(async () => {
  const exit = await relay?.end();
  await mock?.stop();
  relay?.remove();
  assert.deepEqual(exit, { code: 0, signal: null }, 'SIGTERM stops the relay cleanly');
  for (const secret of [...secrets, kToken, kPreviousToken, ...Object.values(kPasswords), mira.split('=')[1], '212555', '4155550100']) {
    assert.ok(!relay.log.includes(secret), `the log says nothing of ${secret}`);
  }
  assert.ok(relay.said('listening').length > 0, 'and it is the log that was read, line by line');
});

describe('webhooks, signed by the SDK', () => {
  /** What became of a message, of one that nobody has sent. */
  const report = (fields, how) => relay.webhook('/carrier/twilio/status',
    { MessageSid: newSid(), AccountSid: kAccount, MessageStatus: 'delivered', ...fields }, how);
  /** Neither a message nor a conversation came of it. */
  async function changesNothing(does) {
    const before = await viewOf(relay, mira);
    await does();
    const since = await viewOf(relay, mira);
    assert.deepEqual(since.view.conversations, before.view.conversations);
  }

  it('takes a genuine one with empty TwiML, and the message once however often it comes', async () => {
    const [sid, text, from] = [newSid(), 'secret-text-genuine', newCustomer()];
    secrets.push(text);
    const answer = await relay.inbound(text, { sid, from });
    assert.equal(answer.status, 200);
    assert.match(answer.type, /^text\/xml/);
    assert.match(answer.text, /<Response\/>$/);
    const again = await Promise.all(Array.from({ length: 5 }, () => relay.inbound(text, { sid, from })));
    assert.deepEqual(again.map(({ status }) => status), [200, 200, 200, 200, 200]);
    assert.equal((await textsOf(text)).length, 1);
  });

  it('takes the token that is being rotated out', async () => {
    assert.equal((await relay.inbound('rotated', { token: kPreviousToken, from: newCustomer() })).status, 200);
    assert.equal((await textsOf('rotated')).length, 1);
  });

  it('keeps the text as it was written', async () => {
    const text = 'à la carte €5 👩🏽‍💻 + & = % مرحبا\nzwei';
    assert.equal((await relay.inbound(text, { from: newCustomer() })).status, 200);
    assert.equal((await textsOf(text)).length, 1);
  });

  it('refuses what is not signed by the account, before it looks at anything else', async () => {
    const forms = {
      'without a signature': { signature: null },
      'a wrong signature': { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
      'an empty signature': { signature: '' },
      'another token': { token: '1'.repeat(32) },
      'a changed body': { body: 'MessageSid=SM0&Body=other' },
      'signed for another address': { url: 'https://elsewhere.example/carrier/twilio/inbound' },
      'signed for another path': { url: `${relay.url}/carrier/twilio/other` },
      'unsigned, of another type': { signature: null, type: 'application/json' },
      'unsigned, a form that cannot be read': { signature: null, body: 'Body=%zz' },
      'unsigned, by GET': { signature: null, method: 'GET' },
      // The fields are what is signed.
      'a form\'s signature on another type': { type: 'application/json' },
      'a form that cannot be read': { body: 'Body=%zz' },
    };
    await changesNothing(async () => {
      for (const [what, how] of Object.entries(forms)) {
        for (const answer of [await relay.inbound('forged', { from: newCustomer(), ...how }), await report({}, how)]) {
          assert.deepEqual([answer.status, answer.text], [403, 'The signature is not valid.\n'], what);
        }
      }
    });
  });

  it('refuses what is signed and malformed with a sentence, and changes nothing', async () => {
    const [inbound, status] = ['/carrier/twilio/inbound', '/carrier/twilio/status'];
    const type = 'application/json';
    const table = [
      ['GET', 405, () => relay.webhook(inbound, {}, { method: 'GET' })],
      ['JSON', 415, () => relay.webhook(inbound, {}, { type, body: '{}' })],
      ['a type that begins alike', 415, () => relay.webhook(inbound, {}, { type: 'application/x-www-form-urlencodedx', body: 'A=b' })],
      ['no fields', 400, () => relay.webhook(inbound, {})],
      ['no identifier', 400, () => relay.inbound('x', { sid: 'not an id!' })],
      ['no id', 400, () => relay.inbound('x', { sid: '' })],
      ['no sender', 400, () => relay.inbound('x', { from: '' })],
      ['too long a text', 400, () => relay.inbound('x'.repeat(20_000))],
      ['too large a body', 413, () => relay.inbound('x'.repeat(70_000))],
      ['another webhook', 404, () => relay.webhook('/carrier/twilio/other', { A: 'b' })],
      ['another account', 403, () => relay.inbound('x', { account: `AC${'9'.repeat(32)}` })],
      ['a receipt by GET', 405, () => relay.webhook(status, {}, { method: 'GET' })],
      ['a receipt as JSON', 415, () => relay.webhook(status, {}, { type, body: '{}' })],
      ['a receipt without fields', 400, () => relay.webhook(status, {})],
      ['a receipt without an id', 400, () => report({ MessageSid: '' })],
      ['a receipt with no identifier', 400, () => report({ MessageSid: 'not an id!' })],
      ['a receipt without an account', 400, () => report({ AccountSid: '' })],
      ['a receipt without a status', 400, () => report({ MessageStatus: '' })],
      ['a receipt whose error is no number', 400, () => report({ ErrorCode: 'x' })],
      ['a receipt of another account', 403, () => report({ AccountSid: `AC${'9'.repeat(32)}` })],
    ];
    await changesNothing(async () => {
      for (const [what, expected, ask] of table) {
        const { status: got, text } = await ask();
        assert.equal(got, expected, what);
        assert.match(text, /^[A-Z].* .*\.\s*$/, what);
      }
    });
  });

  it('takes note of what is not ours, so that the carrier does not repeat it', async () => {
    await changesNothing(async () => {
      assert.equal((await relay.inbound('other number', { to: '+14155559999' })).status, 200);
      assert.equal((await relay.inbound('other channel', { from: 'whatsapp:+12125550177' })).status, 200);
      assert.equal((await report({})).status, 200);
    });
  });
});

describe('sign-in', () => {
  it('says in a sentence that name or password is wrong, the same for both', async () => {
    const wrong = await relay.signIn('ana', 'not-her-password');
    const unknown = await relay.signIn('nobody', 'not-her-password');
    assert.equal(wrong.status, 401);
    assert.match(wrong.body.sentence, /\.$/);
    assert.deepEqual([unknown.status, unknown.body], [wrong.status, wrong.body]);
    assert.equal(wrong.set, null);
    await relay.signIn('a-password-typed-as-name', 'x');
    const refused = await until('the log to have them', () => relay.said('sign_in_refused').length >= 3 && relay.said('sign_in_refused'));
    assert.ok(refused.every(({ address }) => address === '127.0.0.1'));
    assert.deepEqual(refused.slice(0, 3).map(({ agent, is_name_known: isKnown }) => [agent, isKnown]),
      [[1, true], [undefined, false], [undefined, false]]);
    assert.ok(!relay.log.includes('a-password-typed-as-name') && !relay.log.includes('nobody'), 'names that nobody has are not logged');
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const { status, set, body } = await relay.signIn('ANA', kPasswords.ana);
    assert.equal(status, 200);
    assert.deepEqual(body, { agent: 1, links_for_days: 7 });
    assert.match(set, /^smsdesk=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/);
    secrets.push(set.slice(8, 72));
    const known = await fetch(`${relay.url}/api/session`, { headers: { Cookie: set.split(';')[0] } });
    assert.equal(known.status, 200);
  });

  it('slows down whoever guesses, also under other spellings and many at once', async () => {
    const names = ['ben', 'BEN', 'Ben', 'bEn', 'beN', 'BEn', 'bEN', 'BeN'];
    const answers = await Promise.all([...names, ...names].map((name) => relay.signIn(name, 'wrong-guess')));
    const refused = answers.filter(({ status }) => status === 401).length;
    assert.equal(refused, 5, 'five attempts are free');
    const slowed = answers.find(({ status }) => status === 429);
    assert.match(slowed.body.sentence, /Try again in \d+ s\./);
    assert.ok(Number(slowed.headers.get('retry-after')) >= 1);
    assert.equal((await relay.signIn('ana')).status, 200, 'others are not slowed down');
    const ben = await until('ben to be let in again', async () => {
      const signed = await relay.signIn('ben');
      return signed.status === 200 && signed;
    });
    assert.deepEqual(ben.body, { agent: 2, links_for_days: 7 });
  });

  it('is refused to pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', null, `${relay.url}.evil.example`]) {
      assert.equal((await relay.signIn('ana', kPasswords.ana, origin)).status, 403, String(origin));
      if (origin !== null) assert.equal(await new Page(relay, mira, { origin }).opened, 403, `socket from ${origin}`);
    }
    assert.equal(await new Page(relay, mira, { origin: null }).opened, 403, 'socket without an origin');
  });

  it('is needed for the socket and for the session', async () => {
    assert.equal(await new Page(relay, null).opened, 401);
    assert.equal(await new Page(relay, `smsdesk=${'0'.repeat(64)}`).opened, 401);
    assert.deepEqual(await (await fetch(`${relay.url}/api/session`)).json(), { agent: null });
  });

  it('ends with sign-out: the open socket closes with 4401 and the cookie is worth nothing', async () => {
    const cookie = await relay.cookieOf('ana');
    const page = await Page.open(relay, cookie);
    const out = await fetch(`${relay.url}/api/session`, { method: 'DELETE', headers: { Cookie: cookie, Origin: relay.url } });
    assert.equal(out.status, 204);
    assert.equal((await page.closed).code, 4401);
    assert.equal(await new Page(relay, cookie).opened, 401);
  });

  it('is one a browser: a new sign-in there ends the one before', async () => {
    const agentOf = async (cookie) => (await (await fetch(`${relay.url}/api/session`, { headers: { Cookie: cookie } })).json()).agent;
    const first = await relay.cookieOf('ben');
    const elsewhere = await relay.cookieOf('ben');
    const page = await Page.open(relay, first);
    const again = (await relay.signIn('ben', kPasswords.ben, relay.url, first)).cookie;
    assert.equal(await agentOf(first), null, 'the old cookie is worth nothing');
    assert.equal(await agentOf(again), 2);
    assert.equal(await agentOf(elsewhere), 2, 'another browser goes on');
    await page.must({ type: 'set_presence', presence: 'meeting' });
    const other = (await relay.signIn('ana', kPasswords.ana, relay.url, again)).cookie;
    const { code, reason } = await page.closed;
    assert.equal(code, 4401);
    assert.match(reason, /Somebody else/);
    assert.equal(await agentOf(again), null);
    assert.equal(await agentOf(other), 1);
  });

  it('survives a restart of the relay', async () => {
    const cookie = await relay.cookieOf('ana');
    const before = await viewOf(relay, mira);
    const page = await Page.open(relay, cookie);
    const exit = relay.end();
    assert.equal((await page.closed).code, 1012);
    assert.deepEqual(await exit, { code: 0, signal: null });
    await relay.start();
    assert.deepEqual(await (await fetch(`${relay.url}/api/session`, { headers: { Cookie: cookie } })).json(), { agent: 1, links_for_days: 7 });
    assert.deepEqual((await viewOf(relay, mira)).view.conversations, before.view.conversations);
  });
});

describe('the protocol', () => {
  let ana;
  let cookie;
  before(async () => {
    cookie = await relay.cookieOf('ana');
    ana = await Page.open(relay, cookie);
  });
  after(() => ana.close());

  it('greets with welcome and a snapshot', () => {
    assert.deepEqual(ana.frames.slice(0, 2).map(({ type }) => type), ['welcome', 'snapshot']);
    assert.equal(ana.welcome.version, kProtocolVersion);
    assert.equal(ana.welcome.agent, 1);
    assert.match(ana.welcome.epoch, /^[0-9a-f]{32}$/);
    assert.equal(ana.snapshot.view.is_view, true);
    assert.ok(!ana.raw.join().includes('"login":"ana"'), 'logins are the relay\'s own');
  });

  it('closes on every malformed frame with a code and a reason, and changes nothing', async () => {
    const hello = { type: 'hello', version: kProtocolVersion, epoch: '', offset: 0 };
    const command = { type: 'command', key: 'k-1', command: { type: 'set_presence', presence: 'away' } };
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const after = (frame) => [hello, frame];
    const table = {
      'not JSON': [after('hello'), 4400],
      'an empty frame': [after(''), 4400],
      'a list': [after('[]'), 4400],
      'a number': [after('7'), 4400],
      'without a type': [after({ version: kProtocolVersion }), 4400],
      'an unknown type': [after({ type: 'shutdown' }), 4400],
      'a relay\'s frame': [after({ type: 'snapshot', offset: 1, view: {} }), 4400],
      'a type that is no text': [after({ type: 7 }), 4400],
      'bytes behind the object': [after(`${JSON.stringify(command)} x`), 4400],
      'too deep': [after(deep), 4400],
      'too deep in a field': [after(`{"type":"command","key":"k","command":${deep}}`), 4400],
      'a command without a key': [after({ ...command, key: undefined }), 4400],
      'an empty key': [after({ ...command, key: '' }), 4400],
      'a long key': [after({ ...command, key: 'k'.repeat(65) }), 4400],
      'a key with signs': [after({ ...command, key: 'a b' }), 4400],
      'an unknown command': [after({ ...command, command: { type: 'delete_everything' } }), 4400],
      'no command': [after({ ...command, command: null }), 4400],
      'an unknown presence': [after({ ...command, command: { type: 'set_presence', presence: 'root' } }), 4400],
      'an id below 0': [after({ ...command, command: { type: 'answer_offer', offer: -1 } }), 4400],
      'an id with a fraction': [after({ ...command, command: { type: 'answer_offer', offer: 1.5 } }), 4400],
      'an id as text': [after({ ...command, command: { type: 'answer_offer', offer: '1' } }), 4400],
      'a missing field': [after({ ...command, command: { type: 'send_message', conversation: 1 } }), 4400],
      'a page without end': [after({ type: 'page_request', key: 'p', conversation: 1, before: 0, limit: 1_000_000 }), 4400],
      'a search without end': [after({ type: 'find', key: 'f', words: '', is_mine: false, before_at: 0, before: 0, limit: 101 }), 4400],
      'a search for a book': [after({ type: 'find', key: 'f', words: 'x'.repeat(201), is_mine: false, before_at: 0, before: 0, limit: 1 }), 4400],
      'a command before hello': [[command], 4400],
      'a page request before hello': [[{ type: 'page_request', key: 'p', conversation: 1, before: 0, limit: 1 }], 4400],
      'a second hello': [after(hello), 4400],
      'another version': [[{ ...hello, version: kProtocolVersion + 1 }], 4426],
      'hello without a version': [[{ type: 'hello', epoch: '', offset: 0 }], 4400],
      'bytes instead of text': [after(Buffer.from([1, 2, 3])), 1003],
      'over 64 KiB': [after(JSON.stringify({ ...command, padding: 'x'.repeat(kFrameBytesMax) })), 1009],
    };
    const before = await viewOf(relay, cookie);
    for (const [what, [frames, code]] of Object.entries(table)) {
      const page = new Page(relay, cookie);
      assert.equal(await page.opened, 101, what);
      for (const frame of frames) page.send(frame);
      const closed = await page.closed;
      assert.equal(closed.code, code, `${what}: ${closed.reason}`);
      if (code >= 4000) assert.match(closed.reason, /\S/, `${what} is closed with a reason`);
    }
    assert.deepEqual(await viewOf(relay, cookie), before);
    assert.equal(ana.socket.readyState, 1, 'the agent\'s other socket stays');
    await ana.must({ type: 'set_presence', presence: 'away' });
  });

  it('closes with 4429 on more commands than a person can give', async () => {
    const page = await Page.open(relay, cookie);
    for (let i = 0; i <= 4 * kFramesPerSecondMax; ++i) {
      page.send({ type: 'command', key: `fast-${i}`, command: { type: 'mark_seen', conversation: 1, up_to: 1 } });
    }
    const closed = await page.closed;
    assert.equal(closed.code, 4429, closed.reason);
    assert.match(closed.reason, /\S/);
  });

  it('gives only what was missed after a cut', async () => {
    const page = await Page.open(relay, mira);
    const { epoch } = page.welcome;
    const { offset } = page;
    page.socket.terminate();
    await page.closed;
    assert.equal((await relay.inbound('while away', { from: newCustomer() })).status, 200);
    const back = await Page.open(relay, mira, { epoch, offset });
    assert.equal(back.snapshot, undefined, 'no snapshot is needed');
    assert.equal(back.frames[1].type, 'entries');
    assert.ok(back.frames[1].entries.every((entry) => entry.offset > offset), 'nothing that was known');
    assert.equal(back.frames[1].entries.filter((entry) => JSON.stringify(entry).includes('while away')).length, 1);
    assert.match(back.frames[1].digest, /^\d+$/);
    await back.close();
    const other = await Page.open(relay, mira, { epoch: 'f'.repeat(32), offset });
    assert.ok(other.snapshot, 'another epoch gets everything anew');
    await other.close();
    const future = await Page.open(relay, mira, { epoch, offset: 1e9 });
    assert.ok(future.snapshot, 'a position that never was gets everything anew');
    await future.close();
  });
});

describe('the main job', () => {
  it('takes a text from the customer to an agent and the answer back, and archives it', async () => {
    const [question, reply] = ['secret-text-question', 'secret-text-reply'];
    secrets.push(question, reply);
    // What other tests left waiting is taken by somebody else first.
    const ana = await Page.open(relay, await relay.cookieOf('ana'));
    const ben = await Page.open(relay, await relay.cookieOf('ben'));
    const judge = await Page.open(relay, mira);
    assert.equal((await mock.post('/mock/send', { from: kPhone, to: kOurs, body: question })).status, 201);
    const received = await judge.entry('the message at the supervisor', (entry) => entry.type === 'message_received' && entry.text === question);
    const { conversation } = received;
    await ana.startWork();
    const taken = new Set();
    await until('ana to have the conversation', async () => {
      const offer = judge.entries.find((entry) => entry.type === 'offer_made' && entry.agent === 1 && !taken.has(entry.offer));
      if (!offer) return false;
      taken.add(offer.offer);
      await ana.must({ type: 'answer_offer', offer: offer.offer });
      return offer.conversation === conversation;
    });

    const unseen = await ana.command({ type: 'send_message', conversation, text: reply, seen_up_to: 0, ignores_newer: false });
    assert.deepEqual([unseen.kind, unseen.count], ['newer_messages', 1]);
    const send = { type: 'send_message', conversation, text: reply, seen_up_to: received.message, ignores_newer: false };
    await Promise.all([ana.must(send, 'k-once'), ana.must(send, 'k-once')]);
    await ana.must(send, 'k-once');
    await ana.entry('the delivery', (entry) => entry.type === 'delivery_changed' && entry.conversation === conversation && entry.status === 'delivered');
    const atMock = (await mock.state()).messages.filter((message) => message.body === reply);
    assert.equal(atMock.length, 1, 'the carrier got it exactly once');

    const page = await ben.page(conversation, 0);
    assert.deepEqual([page.messages, page.has_more], [[], false], 'another agent gets no page');
    const stolen = await ben.command({ type: 'send_message', conversation, text: 'mine', seen_up_to: received.message, ignores_newer: true });
    assert.equal(stolen.kind, 'not_yours');
    for (const raw of ben.raw) {
      for (const word of [question, reply, kPhone, kPhone.slice(2)]) assert.ok(!raw.includes(word), `ben got ${word}`);
    }
    assert.deepEqual((await ana.page(conversation, 0)).messages.map(({ message }) => message.text), [question, reply]);

    await ana.must({ type: 'end_conversation', conversation });
    assert.ok(await ana.command({ type: 'complete_wrap_up', conversation, code: 0, note: '' }), 'a code is owed');
    await ana.must({ type: 'complete_wrap_up', conversation, code: 1, note: 'secret-note' });
    secrets.push('secret-note');
    await ana.entry('the end', (entry) => entry.type === 'wrap_up_completed' && entry.conversation === conversation);
    const { view } = await viewOf(relay, mira);
    assert.ok(!JSON.stringify(view).includes(question), 'it has left the workspace');

    // The archive has it: what the customer writes next goes on with the lifelong timeline.
    assert.equal((await mock.post('/mock/send', { from: kPhone, to: kOurs, body: 'I am back' })).status, 201);
    const next = await judge.entry('the next conversation', (entry) => entry.type === 'message_received' && entry.text === 'I am back');
    assert.equal(next.conversation, conversation, 'within the threading window it goes on');
    const timeline = (await judge.page(next.conversation, 0)).messages.map(({ message }) => message.text);
    assert.deepEqual(timeline, [question, reply, 'I am back']);
    await Promise.all([ana.close(), ben.close(), judge.close()]);
  });

  it('takes a receipt that is late, repeated or out of order without going back', async () => {
    const text = 'receipts';
    const { view } = await viewOf(relay, mira);
    assert.ok(view.conversations.length > 0);
    const reply = (await mock.state()).messages.find((message) => message.body === 'secret-text-reply');
    const report = (MessageStatus, extra = {}) => relay.webhook('/carrier/twilio/status',
      { MessageSid: reply.sid, AccountSid: `AC${'0'.repeat(32)}`, MessageStatus, ...extra });
    const before = (await viewOf(relay, mira)).offset;
    for (const status of ['sent', 'delivered', 'sent', 'queued', 'delivered', 'failed', 'undelivered', 'some-new-word']) {
      assert.equal((await report(status)).status, 200, `${text}: ${status}`);
    }
    const rows = (await allMessages(relay, mira)).map(([, message]) => message);
    assert.ok(rows.length > 0);
    const page = await Page.open(relay, mira);
    const back = page.snapshot.view.conversations.map((one) => (Array.isArray(one) ? one[1] : one))
      .find((one) => one.detail?.customer === kPhone);
    const timeline = (await page.page(back.id, 0)).messages.map(({ message }) => message);
    assert.equal(timeline.find((message) => message.text === 'secret-text-reply').status, 'delivered');
    assert.ok(page.offset >= before);
    await page.close();
  });
});

describe('what operators ask', () => {
  it('says that it lives and is ready, and gives figures to this machine only', async () => {
    assert.equal((await fetch(`${relay.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${relay.url}/readyz`)).status, 200);
    const figures = await relay.metrics();
    assert.equal(figures.smsdesk_store_writable, 1);
    assert.ok(figures.smsdesk_http_requests_total > 10);
    for (const header of ['X-Forwarded-For', 'Forwarded']) {
      assert.equal((await fetch(`${relay.url}/metrics`, { headers: { [header]: '203.0.113.9' } })).status, 404, header);
    }
  });

  it('serves the client with headers that protect it', async () => {
    const page = await fetch(`${relay.url}/`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    assert.equal((await fetch(`${relay.url}/`, { headers: { 'If-None-Match': page.headers.get('etag') } })).status, 304);
    for (const path of ['/..%2frelay.toml', '/site.json', '/%2e%2e/organisation.toml', '/nothing']) {
      assert.equal((await fetch(relay.url + path)).status, 404, path);
    }
  });
});
