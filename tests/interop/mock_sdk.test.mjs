// The vendor's own SDK against the mock carrier: as a REST client, and as the judge of its webhooks' signatures.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import twilio from 'twilio';
import { kAccount, kOurs, kPhone, kService, kToken, startApplication, startMock, until } from './support.mjs';

let mock;
let application;
let client;
const normal = {};

before(async () => {
  application = await startApplication();
  mock = await startMock(['--number', `${kOurs}=${application.url}/twilio/sms?tenant=a%20b`,
    '--api-key', `SK${'1'.repeat(32)}:key secret`]);
  client = mock.client();
  Object.assign(normal, (await mock.state()).faults);
});
after(async () => {
  await application?.stop();
  const exit = await mock?.stop();
  assert.deepEqual(exit, { code: 0, signal: null }, 'SIGTERM stops the mock cleanly');
});
beforeEach(async () => {
  assert.equal((await mock.post('/mock/faults', normal)).status, 200);
  application.hooks.length = 0;
  application.answer = () => ({ status: 200, type: 'text/xml', body: new twilio.twiml.MessagingResponse().toString() });
});

const send = (extra = {}) => client.messages.create({ to: kPhone, from: kOurs, body: 'Hi', ...extra });
const settled = (sid) => until(`${sid} to settle`, async () => {
  const message = await client.messages(sid).fetch();
  return ['delivered', 'undelivered', 'failed'].includes(message.status) && message;
});
const hooksOf = (sid) => application.hooks.filter((hook) => hook.fields.MessageSid === sid);
const isGenuine = (hook) => twilio.validateRequest(kToken, hook.headers['x-twilio-signature'], hook.url, hook.fields);
async function refusal(promise) {
  const error = await promise.then(() => null, (reason) => reason);
  assert.ok(error, 'the call should have been refused');
  return error;
}

describe('the REST API, by the SDK', () => {
  it('creates, fetches and delivers a text', async () => {
    const made = await send();
    assert.match(made.sid, /^SM[0-9a-f]{32}$/);
    assert.equal(made.status, 'queued');
    assert.equal(made.direction, 'outbound-api');
    assert.equal(made.numSegments, '1');
    assert.equal(made.errorCode, null);
    assert.ok(made.dateCreated instanceof Date && !Number.isNaN(made.dateCreated.getTime()));
    assert.equal(made.dateSent, null);
    const message = await settled(made.sid);
    assert.equal(message.status, 'delivered');
    assert.ok(message.dateSent instanceof Date);
    assert.equal(message.body, 'Hi');
  });

  it('keeps emoji and every script as they are', async () => {
    for (const body of ['👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈', 'مرحبا + שלום', 'a&b=c%20d;e', '  spaces stay  ', 'line\nbreak', 'à la carte €']) {
      const made = await send({ body });
      assert.equal((await client.messages(made.sid).fetch()).body, body);
    }
  });

  it('counts segments', async () => {
    assert.equal((await send({ body: 'a'.repeat(161) })).numSegments, '2');
    assert.equal((await send({ body: 'ж'.repeat(71) })).numSegments, '2');
  });

  it('takes a long text as one MMS', async () => {
    const made = await send({ body: 'a'.repeat(400), sendAsMms: true });
    assert.match(made.sid, /^MM/);
    assert.deepEqual([made.numSegments, made.numMedia], ['1', '0']);
  });

  it('takes pictures', async () => {
    const made = await send({ mediaUrl: ['https://example.com/a.png', 'https://example.com/b.gif'] });
    assert.match(made.sid, /^MM/);
    assert.equal(made.numMedia, '2');
    const media = await client.messages(made.sid).media.list();
    assert.deepEqual(media.map((one) => one.contentType), ['image/png', 'image/gif']);
  });

  it('sends from a Messaging Service, scheduled and canceled', async () => {
    const sendAt = new Date(Date.now() + 3_600_000);
    const made = await client.messages.create({ to: kPhone, messagingServiceSid: kService, body: 'later', scheduleType: 'fixed', sendAt });
    assert.equal(made.status, 'scheduled');
    assert.equal((await client.messages(made.sid).update({ status: 'canceled' })).status, 'canceled');
    const again = await refusal(client.messages(made.sid).update({ status: 'canceled' }));
    assert.equal(again.code, 30409);
    const now = await client.messages.create({ to: kPhone, messagingServiceSid: kService, body: 'now' });
    assert.equal(now.status, 'accepted');
    assert.equal((await settled(now.sid)).from, kOurs);
  });

  it('lists with filters and follows pages', async () => {
    const to = '+12125550155';
    const sids = [];
    for (let i = 0; i < 5; i += 1) sids.unshift((await send({ to, body: `${i}` })).sid);
    assert.deepEqual((await client.messages.list({ to, pageSize: 2 })).map((one) => one.sid), sids);
    assert.deepEqual((await client.messages.list({ to, pageSize: 2, limit: 3 })).map((one) => one.sid), sids.slice(0, 3));
    for (const sid of sids) await settled(sid); // what has not left yet has no date, and no date lists it
    const hourAgo = new Date(Date.now() - 3_600_000);
    assert.equal((await client.messages.list({ to, from: kOurs, dateSentAfter: hourAgo })).length, 5);
    assert.equal((await client.messages.list({ to, dateSentBefore: hourAgo })).length, 0);
    const first = await client.messages.page({ to, pageSize: 2 });
    const second = await first.nextPage();
    assert.deepEqual(second.instances.map((one) => one.sid), sids.slice(2, 4));
    assert.deepEqual((await second.previousPage()).instances.map((one) => one.sid), sids.slice(0, 2));
  });

  it('redacts and removes what is finished', async () => {
    const { sid } = await send({ body: 'card 4111 1111 1111 1111' });
    await settled(sid);
    assert.equal((await client.messages(sid).update({ body: '' })).body, '');
    assert.equal(await client.messages(sid).remove(), true);
    const error = await refusal(client.messages(sid).fetch());
    assert.equal(error.status, 404);
    assert.equal(error.code, 20404);
  });

  it('refuses with a RestException that has code, status and moreInfo', async () => {
    const cases = [
      [{ to: '+15005550001' }, 21211], [{ from: '+14155550177' }, 21606], [{ from: '+1' }, 21212], [{ body: '' }, 21602],
      [{ body: 'a'.repeat(1601) }, 21617], [{ to: '+15005550004' }, 21610], [{ statusCallback: 'http://my_host/x' }, 21609],
    ];
    for (const [extra, code] of cases) {
      const error = await refusal(send(extra));
      assert.equal(error.code, code);
      assert.equal(error.status, 400);
      assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${code}`);
    }
  });

  it('wants credentials, of the account or of an API key', async () => {
    const wrong = await refusal(mock.client({}, undefined, 'wrong').messages.list({ limit: 1 }));
    assert.equal(wrong.status, 401);
    assert.equal(wrong.code, 20003);
    const withKey = mock.client({}, `SK${'1'.repeat(32)}`, 'key secret');
    assert.ok(Array.isArray(await withKey.messages.list({ limit: 1 })));
  });
});

describe('webhooks, judged by the SDK', () => {
  it('tells an inbound text, signed for the exact URL', async () => {
    const body = 'Où est ma commande ? 😀';
    const { body: { sid } } = await mock.post('/mock/send', { from: kPhone, to: kOurs, body });
    const hook = await until('the webhook', () => hooksOf(sid)[0]);
    assert.ok(isGenuine(hook));
    assert.equal(twilio.validateRequest('other token', hook.headers['x-twilio-signature'], hook.url, hook.fields), false);
    assert.equal(twilio.validateRequest(kToken, hook.headers['x-twilio-signature'], hook.url, { ...hook.fields, Body: 'x' }), false);
    assert.equal(hook.path, '/twilio/sms?tenant=a%20b');
    assert.equal(hook.fields.Body, body);
    assert.equal(hook.fields.From, kPhone);
    assert.equal(hook.fields.To, kOurs);
    assert.equal(hook.fields.SmsStatus, 'received');
    assert.equal(hook.fields.NumMedia, '0');
    assert.match(hook.headers['i-twilio-idempotency-token'], /^[0-9a-f-]{36}$/);
    assert.equal((await client.messages(sid).fetch()).direction, 'inbound');
  });

  it('sends pictures that can be fetched', async () => {
    const { body: { sid } } = await mock.post('/mock/send', { from: kPhone, to: kOurs, body: '', media: ['sample:0', 'sample:3'] });
    const hook = await until('the webhook', () => hooksOf(sid)[0]);
    assert.ok(isGenuine(hook));
    assert.match(sid, /^MM/);
    assert.equal(hook.fields.NumMedia, '2');
    assert.equal(hook.fields.MediaContentType1, 'image/png');
    const credentials = Buffer.from(`AC${'0'.repeat(32)}:${kToken}`).toString('base64');
    assert.equal((await fetch(hook.fields.MediaUrl0)).status, 401);
    const picture = await fetch(hook.fields.MediaUrl0, { headers: { Authorization: `Basic ${credentials}` } });
    assert.equal(picture.status, 200);
    assert.equal(picture.headers.get('content-type'), 'image/png');
    const bytes = Buffer.from(await picture.arrayBuffer());
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const listed = await client.messages(sid).media.list();
    assert.deepEqual(listed.map((one) => one.contentType), ['image/png', 'image/png']);
    assert.ok(hook.fields.MediaUrl1.endsWith(listed[1].uri.replace(/\.json$/, '')), 'the list is in the webhook’s order');
  });

  it('reports sent and then delivered, each signed', async () => {
    const { sid } = await send({ statusCallback: `${application.url}/status?x=1` });
    const hooks = await until('both callbacks', () => hooksOf(sid).length >= 2 && hooksOf(sid));
    assert.deepEqual(hooks.map((hook) => hook.fields.MessageStatus), ['sent', 'delivered']);
    for (const hook of hooks) {
      assert.ok(isGenuine(hook));
      assert.equal(hook.fields.SmsSid, sid);
      assert.equal(hook.fields.SmsStatus, hook.fields.MessageStatus);
      assert.equal(hook.fields.ErrorCode, undefined);
    }
    assert.match(hooks[1].fields.RawDlrDoneDate, /^[0-9]{10}$/);
  });

  it('reads replies out of the TwiML answer', async () => {
    application.answer = () => {
      const answer = new twilio.twiml.MessagingResponse();
      answer.message('We are closed <now> & back at 9');
      return { status: 200, type: 'text/xml', body: answer.toString() };
    };
    const from = '+12125550144';
    await mock.post('/mock/send', { from, to: kOurs, body: 'open?' });
    const [reply] = await until('the reply', async () => {
      const replies = await client.messages.list({ to: from });
      return replies.length > 0 && replies;
    });
    assert.equal(reply.body, 'We are closed <now> & back at 9');
    assert.equal(reply.direction, 'outbound-reply');
  });

  it('shows an answer that is not TwiML as an error', async () => {
    application.answer = () => ({ status: 503, type: 'text/plain', body: 'down' });
    const { body: { sid } } = await mock.post('/mock/send', { from: kPhone, to: kOurs, body: 'anyone?' });
    const attempt = await until('the attempt', async () => (await mock.state()).webhooks.find((one) => one.sid === sid));
    assert.equal(attempt.is_accepted, false);
    assert.match(attempt.sentence, /^11200/);
    assert.equal(hooksOf(sid).length, 1, 'an answered webhook is not repeated');
  });

  it('answers STOP itself, still tells it, and then refuses sends until START', async () => {
    const from = '+12125550133';
    const { body: { sid } } = await mock.post('/mock/send', { from, to: kOurs, body: 'Stop' });
    await until('the webhook of STOP', () => hooksOf(sid)[0]);
    assert.equal((await refusal(send({ to: from }))).code, 21610);
    const conversation = await (await fetch(`${mock.url}/mock/conversation?${new URLSearchParams({ phone: from, number: kOurs })}`)).json();
    assert.match(conversation.messages.at(-1).body, /unsubscribed/);
    await mock.post('/mock/send', { from, to: kOurs, body: 'START' });
    assert.ok((await send({ to: from })).sid);
  });
});

describe('faults on demand', () => {
  const fault = async (faults) => {
    const answer = await mock.post('/mock/faults', faults);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };

  it('429: the SDK tries again by itself, and nothing is sent twice', async () => {
    await fault({ rate_limit_percent: 100 });
    const plain = await refusal(send());
    assert.equal(plain.status, 429);
    assert.equal(plain.code, 20429);
    await fault({ rate_limit_percent: 50 });
    const to = '+12125550122';
    const retrying = mock.client({ autoRetry: true, maxRetries: 30, maxRetryDelay: 20 });
    for (let i = 0; i < 5; i += 1) assert.ok((await retrying.messages.create({ to, from: kOurs, body: `${i}` })).sid);
    assert.equal((await client.messages.list({ to })).length, 5);
  });

  it('429 names the seconds to wait where it is told to', async () => {
    const retryAfter = async () => {
      const answer = await fetch(`${mock.url}/2010-04-01/Accounts/${kAccount}/Messages.json`, {
        method: 'POST', headers: { Authorization: `Basic ${Buffer.from(`${kAccount}:${kToken}`).toString('base64')}` },
        body: new URLSearchParams({ To: kPhone, From: kOurs, Body: 'Hi' }),
      });
      assert.equal(answer.status, 429, await answer.text());
      return answer.headers.get('retry-after');
    };
    await fault({ rate_limit_percent: 100 });
    assert.equal(await retryAfter(), null, 'Twilio documents none');
    await fault({ retry_after_s: 7 });
    assert.equal(await retryAfter(), '7');
  });

  it('refusal and 5xx accept nothing', async () => {
    const to = '+12125550121';
    await fault({ refuse_percent: 100, refuse_code: 21408 });
    assert.equal((await refusal(send({ to }))).code, 21408);
    await fault({ refuse_percent: 0, fail_5xx_percent: 100 });
    assert.equal((await refusal(send({ to }))).status, 500);
    assert.equal((await client.messages.list({ to })).length, 0);
  });

  it('hang: the request is never answered, but the message is delivered and can be found', async () => {
    await fault({ hang_percent: 100 });
    const to = '+12125550120';
    const impatient = mock.client({ timeout: 300 });
    await refusal(impatient.messages.create({ to, from: kOurs, body: 'hello?' }));
    const [message] = await until('the message', () => client.messages.list({ to }).then((found) => found.length > 0 && found));
    assert.equal((await settled(message.sid)).status, 'delivered');
  });

  it('failed delivery has its ErrorCode', async () => {
    await fault({ deliver_fail_percent: 100, deliver_fail_code: 30005 });
    const { sid } = await send({ statusCallback: `${application.url}/status` });
    const message = await settled(sid);
    assert.equal(message.status, 'undelivered');
    assert.equal(message.errorCode, 30005);
    const hooks = await until('both callbacks', () => hooksOf(sid).length >= 2 && hooksOf(sid));
    assert.equal(hooks[1].fields.ErrorCode, '30005');
    assert.ok(isGenuine(hooks[1]));
  });

  it('a phone that is off gets nothing', async () => {
    const number = '+12125550119';
    await mock.post('/mock/phone', { number, is_off: true });
    assert.equal((await settled((await send({ to: number })).sid)).errorCode, 30003);
    await mock.post('/mock/phone', { number, is_off: false });
    assert.equal((await settled((await send({ to: number })).sid)).status, 'delivered');
  });

  it('duplicates carry one idempotency token', async () => {
    await fault({ duplicate_percent: 100 });
    const { body: { sid } } = await mock.post('/mock/send', { from: kPhone, to: kOurs, body: 'twice' });
    const hooks = await until('both', () => hooksOf(sid).length >= 2 && hooksOf(sid));
    assert.equal(hooks[0].headers['i-twilio-idempotency-token'], hooks[1].headers['i-twilio-idempotency-token']);
    assert.deepEqual(hooks[0].fields, hooks[1].fields);
  });

  it('reordering brings delivered before sent', async () => {
    // `sent` must be held back and `delivered` not: at half each, one message in four is such a pair.
    await fault({ reorder_percent: 50 });
    const turned = await until('a turned pair', async () => {
      const { sid } = await send({ statusCallback: `${application.url}/status` });
      await settled(sid);
      const order = await until('both callbacks', () => hooksOf(sid).length >= 2 && hooksOf(sid).map((hook) => hook.fields.MessageStatus));
      return order[0] === 'delivered' && order;
    });
    assert.deepEqual(turned, ['delivered', 'sent']);
  });

  it('without reordering, a customer\'s texts arrive in the order in which they were sent, at the usual delays', async () => {
    await fault({ delay_ms_min: 150, delay_ms_max: 900 });
    const texts = Array.from({ length: 8 }, (_, i) => `in order ${i}`);
    for (const body of texts) await mock.post('/mock/send', { from: kPhone, to: kOurs, body });
    const arrived = () => application.hooks.map((hook) => hook.fields.Body).filter((body) => body?.startsWith('in order'));
    await until('all of them', () => arrived().length >= texts.length);
    assert.deepEqual(arrived(), texts);
  });

  it('losing is said on the control page', async () => {
    await fault({ lose_percent: 100 });
    const { body: { sid } } = await mock.post('/mock/send', { from: kPhone, to: kOurs, body: 'lost' });
    const attempt = await until('the attempt', async () => (await mock.state()).webhooks.find((one) => one.sid === sid));
    assert.match(attempt.sentence, /Lost on purpose/);
    assert.equal(hooksOf(sid).length, 0);
  });

  it('refuses wrong controls with a sentence and changes nothing', async () => {
    const before = (await mock.state()).faults;
    for (const body of [{ lose_percent: 101 }, { nothing: 1 }, { lose_percent: 'x' }, { delay_ms_min: 9, delay_ms_max: 1 }]) {
      const answer = await mock.post('/mock/faults', body);
      assert.equal(answer.status, 400);
      assert.ok(answer.body.error.endsWith('.'));
    }
    for (const body of [{ from: 'x?', to: kOurs, body: 'a' }, { from: kPhone, to: '+14155550177', body: 'a' }, { from: kPhone, to: kOurs, body: '' },
      { from: kPhone, to: kOurs, media: ['sample:9'] }, { from: kPhone, to: kOurs, body: 1 }]) {
      assert.equal((await mock.post('/mock/send', body)).status, 400, JSON.stringify(body));
    }
    const foreign = await fetch(`${mock.url}/mock/faults`, { method: 'POST', body: '{"lose_percent":1}' });
    assert.equal(foreign.status, 415, 'a form post of a foreign page is refused');
    assert.deepEqual((await mock.state()).faults, before);
  });
});

describe('simulated customers', () => {
  it('write, are answered, and answer what they were asked', async () => {
    assert.equal((await mock.post('/mock/customers', { count: 3, rate_per_minute: 6000, pace_percent: 0 })).status, 200);
    const opening = await until('a first message', () => application.hooks.find((hook) => hook.path.startsWith('/twilio/sms')));
    assert.ok(isGenuine(opening));
    const phone = opening.fields.From;
    await send({ to: phone, body: 'What is your order number?' });
    await until('an answer', () => application.hooks.filter((hook) => hook.fields.From === phone).length >= 2);
    assert.equal((await mock.post('/mock/customers', { count: 0 })).status, 200);
    assert.equal((await mock.state()).customers.active, 0);
  });
});

describe('the pages', () => {
  it('are served with a policy, and only under our own name', async () => {
    for (const path of ['/', '/phone', '/page/style.css', '/page/phone.js', '/page/control.js', '/page/common.js']) {
      const answer = await fetch(mock.url + path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-security-policy'), /default-src 'self'/);
      assert.ok((await answer.text()).length > 100, path);
    }
    assert.equal((await fetch(`${mock.url}/page/none.js`)).status, 404);
    assert.equal((await fetch(`${mock.url}/mock/state`, { headers: { Origin: 'https://elsewhere.example' } })).status, 403);
  });
});

describe('the program', () => {
  it('says which ports there are', () => {
    for (const port of ['99999', '-1', 'http']) {
      const { status, stderr } = spawnSync(process.env.SMSDESK_MOCK, [`--port=${port}`], { encoding: 'utf8', timeout: 20_000 });
      assert.notEqual(status, 0);
      assert.match(stderr, /--port: .*0.*65535/, port);
    }
  });
});
