// When things break: the carrier hangs, refuses or is gone, a page does not read or is dead, the relay is killed
// (full_disk.test.mjs: the disk is full). What was acknowledged is never lost, and nothing is ever sent twice. SMSDESK_SEED gives back a run of the
// kill test.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import twilio from 'twilio';
import { kAccount, kOurs, kToken, until } from './support.mjs';
import { Page, allMessages, newSid, startPair } from './relay_support.mjs';

const kKillRounds = 10;
const kKillRoundsMin = 5;
const kKillBudgetMs = 45_000;
const kLongTextBytes = 15_000;
const kLongTexts = 100;  // a page of them is 1.5 MB, and a socket's queue takes 16 MiB

/** Repeatable numbers below 1 (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An agent with one conversation, into which she can write. */
async function agentWithConversation(relay, customer) {
  const cookie = await relay.cookieOf('ana');
  const page = await Page.open(relay, cookie);
  await page.startWork();
  assert.equal((await relay.inbound(`hello from ${customer}`, { from: customer })).status, 200);
  const shown = await page.entry('an offer', (entry) => entry.type === 'conversation_shown' && entry.conversation.detail?.customer === customer);
  await page.must({ type: 'answer_offer', offer: shown.conversation.offer || shown.offer.id });
  return { page, cookie, conversation: shown.conversation.id };
}

const write = (conversation, text) => ({ type: 'send_message', conversation, text, seen_up_to: 0, ignores_newer: true });
const atMock = async (mock, customer) => {
  const query = new URLSearchParams({ phone: customer, number: kOurs });
  const { messages } = await (await fetch(`${mock.url}/mock/conversation?${query}`)).json();
  return messages.map(({ body }) => body);
};
const count = (list, text) => list.filter((one) => one === text).length;

describe('a carrier with faults', () => {
  const customer = '+12125553001';
  let pair;
  let ana;
  const messageOf = async (text) => {
    const page = await ana.page.page(ana.conversation, 0);
    return page.messages.map(({ message }) => message).find((message) => message.text === text);
  };
  const status = (text, ...wanted) => until(`"${text}" to be ${wanted}`, async () => {
    const message = await messageOf(text);
    return message && wanted.includes(message.status) && message;
  });
  const faults = async (change) => assert.equal((await pair.mock.post('/mock/faults', change)).status, 200);

  before(async () => {
    pair = await startPair();
    ana = await agentWithConversation(pair.relay, customer);
  });
  after(() => pair.stop());

  it('429 is tried again, and the message goes out once', async () => {
    await faults({ rate_limit_percent: 100 });
    await ana.page.must(write(ana.conversation, 'limited'));
    await ana.page.entry('a second attempt', (entry) => entry.type === 'delivery_changed' && entry.status === 'queued' && entry.retry_at);
    await faults({ rate_limit_percent: 0 });
    await status('limited', 'delivered');
    assert.equal(count(await atMock(pair.mock, customer), 'limited'), 1);
  });

  it('429 that names seconds is tried again after them', async () => {
    await faults({ rate_limit_percent: 100, retry_after_s: 3 });
    await ana.page.must(write(ana.conversation, 'limited for 3 s'));
    const { id } = await messageOf('limited for 3 s');
    const put = await ana.page.entry('a second attempt', (entry) => entry.type === 'delivery_changed' && entry.message === id && entry.retry_at);
    assert.equal(put.retry_at - put.at, 3_000);
    await faults({ rate_limit_percent: 0, retry_after_s: 0 });
    await status('limited for 3 s', 'delivered');
    assert.equal(count(await atMock(pair.mock, customer), 'limited for 3 s'), 1);
  });

  it('a hang after accepting is found by the key in its receipt, and nothing is sent twice', async () => {
    await faults({ hang_percent: 100 });
    await ana.page.must(write(ana.conversation, 'hangs'));
    await status('hangs', 'delivered');
    await faults({ hang_percent: 0 });
    assert.equal(count(await atMock(pair.mock, customer), 'hangs'), 1);
  });

  it('lost receipts leave a message sent, and it is not sent again', async () => {
    await faults({ lose_percent: 100 });
    await ana.page.must(write(ana.conversation, 'no receipt'));
    await status('no receipt', 'sent');
    await until('the carrier to have delivered', async () => {
      const state = await pair.mock.state();
      return state.messages.find((message) => message.body === 'no receipt')?.status === 'delivered';
    });
    await faults({ lose_percent: 0 });
    assert.equal((await messageOf('no receipt')).status, 'sent');
    assert.equal(count(await atMock(pair.mock, customer), 'no receipt'), 1);
  });

  it('5xx is uncertain: the relay asks, and does not send again', async () => {
    await faults({ fail_5xx_percent: 100 });
    const before = (await pair.mock.state()).counts;
    await ana.page.must(write(ana.conversation, 'server error'));
    await status('server error', 'uncertain');
    await faults({ fail_5xx_percent: 0 });
    await ana.page.must(write(ana.conversation, 'behind it'));
    await status('behind it', 'delivered');
    const since = (await pair.mock.state()).counts;
    assert.equal(since.accepted - before.accepted, 1, 'only the other one was taken');
    assert.equal(count(await atMock(pair.mock, customer), 'server error'), 0);
  });

  it('killed between accept and answer: found by asking the carrier while it still waits there, never sent twice', async () => {
    await faults({ hang_percent: 100, lose_percent: 100, delay_ms_min: 600_000, delay_ms_max: 600_000 });
    await ana.page.must(write(ana.conversation, 'killed'));
    await until('the carrier to have it', async () => count(await atMock(pair.mock, customer), 'killed') === 1);
    await pair.relay.end('SIGKILL');
    await ana.page.closed;
    await faults({ hang_percent: 0, lose_percent: 0, delay_ms_min: 0, delay_ms_max: 5 });
    assert.equal((await pair.mock.state()).messages.find((message) => message.body === 'killed').status, 'queued');
    await pair.relay.start();
    ana.page = await Page.open(pair.relay, ana.cookie);
    await status('killed', 'sent');
    assert.equal(count(await atMock(pair.mock, customer), 'killed'), 1);
  });

  it('no carrier: the message waits, and goes out once when it is back', async () => {
    await pair.mock.stop();
    await ana.page.must(write(ana.conversation, 'waits'));
    await until('it to be queued for a next attempt', () => ana.page.entries.some(
      (entry) => entry.type === 'delivery_changed' && entry.error_code === 'smsdesk:no-connection'));
    assert.equal((await messageOf('waits')).status, 'queued');
    await pair.restartMock();
    await status('waits', 'delivered');
    assert.equal(count(await atMock(pair.mock, customer), 'waits'), 1);
    assert.ok(!pair.relay.log.includes('212555') && !pair.relay.log.includes(kToken), 'no log line says a number or the token');
  });
});

describe('a page that does not read', () => {
  it('is closed with 1013 when its queue is full, and resumes: nothing is lost, nothing comes twice', async () => {
    const { relay, stop } = await startPair();
    try {
      const customer = '+12125553401';
      const { page, cookie, conversation } = await agentWithConversation(relay, customer);
      const long = 'x'.repeat(kLongTextBytes);
      for (let i = 0; i < kLongTexts; ++i) assert.equal((await relay.inbound(`${i} ${long}`, { from: customer })).status, 200);
      await until('all of it to be there', () => count(page.entries.map(({ type }) => type), 'message_received') >= kLongTexts);

      page.socket.pause();
      const missed = [];
      await until('the relay to give up on it', async () => {
        // What is asked for fills the queue; what happens meanwhile stands in it, between and behind.
        page.send({ type: 'page_request', key: `slow-${missed.length}`, conversation, before: 0, limit: 200 });
        missed.push(`not read ${missed.length}`);
        assert.equal((await relay.inbound(missed.at(-1), { from: customer })).status, 200);
        return (await relay.metrics()).smsdesk_websockets_overflowed_total === 1;
      });
      missed.push('behind it');
      assert.equal((await relay.inbound('behind it', { from: customer })).status, 200);
      page.socket.resume();
      assert.deepEqual(await page.closed, { code: 1013, reason: 'too slow' });

      const texts = ({ entries }) => entries.filter(({ type }) => type === 'message_received').map(({ text }) => text);
      const known = texts(page);
      assert.ok(!known.includes('behind it') && known.length < kLongTexts + missed.length, 'its queue was thrown away');
      const back = await Page.open(relay, cookie, { epoch: page.welcome.epoch, offset: page.offset });
      assert.equal(back.snapshot, undefined, 'it goes on where it was');
      await until('what it missed', () => texts(back).includes('behind it'));
      assert.deepEqual([...known, ...texts(back)].filter((text) => !text.endsWith('x')).slice(-missed.length), missed);
      assert.equal(known.length + texts(back).length, kLongTexts + missed.length, 'each came once');
      await back.close();
    } finally {
      await stop();
    }
  });
});

describe('a page that is dead', () => {
  it('without a word is closed, and what it was offered goes to the next agent at once, long before that times out', async () => {
    const { relay, stop } = await startPair();
    try {
      const ana = await Page.open(relay, await relay.cookieOf('ana'));
      const ben = await Page.open(relay, await relay.cookieOf('ben'));
      const judge = await Page.open(relay, await relay.cookieOf('mira'));
      await ana.startWork();
      ana.socket.pause();  // pings are not read, so none is answered; the connection stays open
      assert.equal((await relay.inbound('anybody there?', { from: '+12125553402' })).status, 200);
      const first = await judge.entry('the offer to ana', ({ type, agent }) => type === 'offer_made' && agent === 1);
      await ben.startWork();

      // A ping every 6 s: within 18 s of the last answer.
      const ended = await judge.entry('its end', ({ type, offer }) => type === 'offer_ended' && offer === first.offer);
      assert.equal(ended.outcome, 'agent_lost');
      const second = await judge.entry('the offer to ben', ({ type, agent }) => type === 'offer_made' && agent === 2);
      assert.equal(second.conversation, first.conversation);
      assert.ok(second.at - ended.at < 1_000, `${second.at - ended.at} ms after the first one's end`);
      assert.ok(first.expires_at - second.at > 30_000, `${first.expires_at - second.at} ms before it would have timed out`);
      await ben.must({ type: 'answer_offer', offer: second.offer });

      await until('the log to say so', () => relay.said('connection_closed').length === 1);
      assert.equal(relay.said('connection_closed')[0].close_code, 1006);
      ana.socket.resume();
      assert.equal((await ana.closed).code, 1006, 'there was nobody to take leave of');
    } finally {
      await stop();
    }
  });
});

describe('a relay that ends', () => {
  it('on SIGTERM answers what is in flight, closes sockets with 1012 and exits with 0', async () => {
    const { relay, stop } = await startPair();
    try {
      const mira = await relay.cookieOf('mira');
      const page = await Page.open(relay, mira);
      const fields = { MessageSid: newSid(), AccountSid: kAccount, From: '+12125553101', To: kOurs, Body: 'in flight', NumMedia: '0' };
      const body = new URLSearchParams(fields).toString();
      const path = '/carrier/twilio/inbound';
      const socket = connect(relay.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => { answer += chunk; });
      const closed = new Promise((resolve) => { socket.on('close', resolve); });
      const { requests } = { requests: (await relay.metrics()).smsdesk_http_connections_open };
      socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n`
        + `X-Twilio-Signature: ${twilio.getExpectedTwilioSignature(kToken, relay.url + path, fields)}\r\n`
        + `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`);
      await until('the relay to have the connection', async () => (await relay.metrics()).smsdesk_http_connections_open > requests);
      relay.child.kill('SIGTERM');
      assert.equal((await page.closed).code, 1012);
      socket.write(body.slice(20));
      await closed;
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.deepEqual(await relay.exit, { code: 0, signal: null });
      await relay.start();
      const texts = (await allMessages(relay, mira)).map(([, message]) => message.text);
      assert.equal(count(texts, 'in flight'), 1);
    } finally {
      await stop();
    }
  });

  /** GET on a connection of its own: [status, body, headers]; [0] where none is accepted. */
  const ask = (relay, path, headers = {}) => new Promise((resolve) => {
    get({ host: '127.0.0.1', port: relay.port, path, headers, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => { body += chunk; });
      answer.on('end', () => resolve([answer.statusCode, body, answer.headers]));
    }).on('error', () => resolve([0, '', {}]));
  });

  it('is announced to whoever asks anew, keeps what still comes, and goes at a second signal', async () => {
    const { relay, stop } = await startPair();
    try {
      await relay.end();
      await relay.start(['--drain-notice-seconds', '300']);
      const mira = await relay.cookieOf('mira');
      const page = await Page.open(relay, mira);
      assert.equal((await ask(relay, '/readyz'))[0], 200);
      relay.child.kill('SIGTERM');
      const [, body] = await until('/readyz to say so', async () => {
        const answer = await ask(relay, '/readyz');
        assert.notEqual(answer[0], 0, 'new connections are accepted');
        return answer[0] === 503 && answer;
      });
      assert.match(body, /^[A-Z].* .*\.\n$/);
      const [status, sentence, headers] = await ask(relay, '/api/socket', {
        Cookie: mira, Origin: relay.url, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      });
      assert.deepEqual([status, headers['retry-after']], [503, '5']);
      assert.match(JSON.parse(sentence).sentence, /^The relay is stopping\./);
      assert.equal((await relay.inbound('while it is announced', { from: '+12125553102' })).status, 200);
      await until('the open page to have it', () => page.raw.some((frame) => frame.includes('while it is announced')));

      relay.child.kill('SIGTERM');
      assert.equal((await page.closed).code, 1012);
      assert.deepEqual(await relay.exit, { code: 0, signal: null });
      assert.equal((await ask(relay, '/readyz'))[0], 0, 'nobody is there');
      // What it wrote last may still be on its way.
      const events = await until('its last line', () => relay.said('stopped').length === 2 && relay.lines.map(({ event }) => event));
      const steps = ['stop_announced', 'message_received', 'draining', 'stopped'].map((event) => events.lastIndexOf(event));
      assert.ok(steps.every((at, i) => at > (steps[i - 1] ?? -1)), `in this order: ${events}`);
      await relay.start();
      const texts = (await allMessages(relay, mira)).map(([, message]) => message.text);
      assert.equal(count(texts, 'while it is announced'), 1);
    } finally {
      await stop();
    }
  });

  it('ends by itself when the notice is over, and on Ctrl-C without one', async () => {
    const { relay, stop } = await startPair();
    try {
      for (const [signal, seconds, isAnnounced] of [['SIGTERM', '1', true], ['SIGINT', '300', false]]) {
        await relay.end();
        await until('the last line of the one before', () => relay.said('stopped').length === 1);
        relay.log = '';
        await relay.start(['--drain-notice-seconds', seconds]);
        relay.child.kill(signal);
        await until('its last line', () => relay.said('stopped').length === 1);
        assert.deepEqual(await relay.exit, { code: 0, signal: null }, signal);
        assert.equal(relay.said('stop_announced').length, isAnnounced ? 1 : 0, signal);
        assert.equal(relay.said('draining').length, 1, signal);
        await relay.start();
        relay.log = '';
      }
    } finally {
      await stop();
    }
  });

  it('by kill -9 under load loses nothing that was acknowledged and doubles nothing', async () => {
    const seed = Number(process.env.SMSDESK_SEED ?? 1);
    const hint = `seed ${seed}`;
    const random = randomOf(seed);
    const pair = await startPair();
    const { relay } = pair;
    try {
      const customer = '+12125553200';
      const ana = await agentWithConversation(relay, customer);
      const mira = await relay.cookieOf('mira');
      const [acknowledged, sent] = [new Map(), []];
      const told = new Set();  // what the agent was told to be accepted: by its answer, or by the entry before that
      const unanswered = [];
      const answers = [];
      let texts = 0;
      const end = Date.now() + kKillBudgetMs;
      let rounds = 0;
      for (; rounds < kKillRounds || rounds === 0; ++rounds) {
        if (Date.now() > end) break;
        let isRunning = true;
        const post = async () => {
          while (isRunning) {
            // Some are repeated by the carrier, because their answer was lost.
            const job = unanswered.pop() ?? { sid: newSid(), text: `in-${++texts}`, from: `+1212555${3300 + Math.floor(random() * 30)}` };
            const answer = await relay.inbound(job.text, job).catch(() => null);
            if (answer?.status === 200) acknowledged.set(job.text, job);
            else {
              unanswered.push(job);
              if (!answer) return;
            }
          }
        };
        const speak = async () => {
          for (let i = 0; isRunning && i < 40; ++i) {
            const text = `out-${rounds}-${i}`;
            const key = `kill-${rounds}-${i}`;
            sent.push({ text, key });
            const refusal = await ana.page.command(write(ana.conversation, text), key).catch(() => undefined);
            if (refusal === undefined) return;
            answers.push(refusal);
            if (refusal === null) told.add(text);
          }
        };
        const work = [...Array.from({ length: 6 }, post), speak()];
        const acknowledgedAtLeast = acknowledged.size + 5 + Math.floor(random() * 60);
        await until('some load', () => acknowledged.size >= acknowledgedAtLeast);
        await new Promise((resolve) => { setTimeout(resolve, random() * 60); });
        await relay.end('SIGKILL');
        isRunning = false;
        await ana.page.closed;
        await Promise.all(work);
        for (const entry of ana.page.entries) if (entry.type === 'message_accepted') told.add(entry.text);
        await relay.start();
        ana.page = await Page.open(relay, ana.cookie);
        // A browser's outbox gives again what got no answer; giving all of them again must change nothing.
        for (const one of sent.slice(-3)) {
          await ana.page.must(write(ana.conversation, one.text), one.key);
          told.add(one.text);
        }
      }
      assert.ok(rounds >= kKillRoundsMin, `only ${rounds} rounds fitted the time`);
      for (const job of unanswered) assert.equal((await relay.inbound(job.text, job)).status, 200);
      await until('the sends to settle', async () => (await relay.metrics()).smsdesk_sends_waiting === 0);

      const rows = await allMessages(relay, mira);
      const seen = new Map();
      for (const [, message] of rows) seen.set(message.text, (seen.get(message.text) ?? 0) + 1);
      for (const [text, times] of seen) assert.equal(times, 1, `${text} is there ${times} times; ${hint}`);
      for (const text of acknowledged.keys()) assert.ok(seen.has(text), `${text} was acknowledged and is lost; ${hint}`);
      for (const { text } of unanswered) assert.ok(seen.has(text), `${text} was acknowledged and is lost; ${hint}`);
      assert.ok(acknowledged.size >= 5 * rounds, `${acknowledged.size} were acknowledged`);
      assert.ok(answers.length > 0, 'the agent was answered before a kill');
      assert.deepEqual(answers.filter((refusal) => refusal !== null), [], `nothing was refused; ${hint}`);

      const taken = await atMock(pair.mock, customer);
      const status = new Map(rows.filter(([, message]) => !message.is_inbound).map(([, message]) => [message.text, message.status]));
      for (const text of told) assert.ok(status.has(text), `${text} was accepted and is lost; ${hint}`);
      for (const [text, state] of status) {
        const times = count(taken, text);
        assert.ok(times <= 1, `${text} reached the carrier ${times} times; ${hint}`);
        // Killed between "it is being sent" and the call: uncertain until the last look-up, and never sent blindly.
        if (times === 0) assert.ok(['uncertain', 'failed'].includes(state), `${text} is ${state} and the carrier does not have it; ${hint}`);
      }
    } finally {
      await pair.stop();
    }
  });
});
