// Starts the real relay with an organisation of its own, signs webhooks with the vendor's SDK, and speaks the protocol of
// docs/protocol.md as a browser does.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import twilio from 'twilio';
import WebSocket from 'ws';
import { kProtocolVersion } from '../support/protocol.mjs';
import { kAccount, kOurs, kToken, startMock, until } from './support.mjs';

export const kPreviousToken = 'the-token-before-the-rotation';
export const kPasswords = { ana: 'password-of-ana', ben: 'password-of-ben', mira: 'password-of-mira', ada: 'password-of-ada' };

const kOrganisation = `
[[wrap_up_code]]
id = 1
name = "Resolved"
[[queue]]
id = 1
name = "Support"
alert_timeout_s = 60
wrap_up_codes = [1]
[[number]]
number = "${kOurs}"
queue = 1
[[agent]]
id = 1
login = "ana"
name = "Ana"
capacity = 20
queues = [1]
initial_password = "${kPasswords.ana}"
[[agent]]
id = 2
login = "ben"
name = "Ben"
queues = [1]
initial_password = "${kPasswords.ben}"
[[agent]]
id = 3
login = "mira"
name = "Mira"
role = "supervisor"
queues = [1]
initial_password = "${kPasswords.mira}"
[[agent]]
id = 4
login = "ada"
name = "Ada"
role = "admin"
initial_password = "${kPasswords.ada}"
`;

/** A port that was free a moment ago; a relay that restarts must come back under the same address. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** A self-signed certificate for 127.0.0.1, and its key. */
export function makePair(folder, name) {
  const pair = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', pair.key, '-out', pair.certificate],
  { stdio: ['ignore', 'ignore', 'pipe'] });
  return pair;
}

export const newSid = () => `SM${randomBytes(16).toString('hex')}`;

export class Relay {
  constructor(port, mockUrl, { dataDir, tls } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'smsdesk-interop-'));
    this.port = port;
    this.url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
    this.ca = tls && existsSync(tls.certificate) ? readFileSync(tls.certificate) : undefined;
    this.log = '';
    mkdirSync(join(this.folder, 'site'));
    writeFileSync(join(this.folder, 'site', 'index.html'), '<!doctype html><title>smsdesk</title>');
    writeFileSync(join(this.folder, 'site', 'site.json'), '[{"path":"/","file":"index.html","type":"text/html; charset=utf-8"}]');
    writeFileSync(join(this.folder, 'organisation.toml'), kOrganisation);
    writeFileSync(join(this.folder, 'relay.toml'), `
data_dir = "${dataDir ?? 'data'}"
site_dir = "site"
organisation = "organisation.toml"
public_url = "${this.url}"
[listen]
port = ${port}
connections_per_address = 0
${tls ? `tls_certificate = "${tls.certificate}"\ntls_key = "${tls.key}"` : ''}
[carrier]
api_url = "${mockUrl}"
account_sid = "${kAccount}"
auth_token = "${kToken}"
previous_auth_token = "${kPreviousToken}"
[log]
level = "debug"
[drain]
notice_seconds = 0
`);
  }

  async start(flags = []) {
    const program = process.env.SMSDESK_RELAY;
    if (!program) throw new Error('SMSDESK_RELAY must name the smsdesk-relay program');
    this.child = spawn(program, ['--config', join(this.folder, 'relay.toml'), ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr.on('data', (chunk) => { this.log += chunk; });
    this.exit = new Promise((resolve) => { this.child.on('exit', (code, signal) => resolve({ code, signal })); });
    await Promise.race([
      new Promise((resolve) => { createInterface({ input: this.child.stdout }).once('line', resolve); }),
      this.exit.then(({ code }) => { throw new Error(`the relay ended with ${code} before it was ready: ${this.log}`); }),
    ]);
  }

  /** Runs the program with this relay's configuration, such as `organisation export`; the relay must not run. */
  run(...args) { return this.runWith('', ...args); }

  /** The same, with `input` at its standard input. */
  runWith(input, ...args) {
    const child = spawnSync(process.env.SMSDESK_RELAY, ['--config', join(this.folder, 'relay.toml'), ...args], { encoding: 'utf8', timeout: 30_000, input });
    return { code: child.status, out: child.stdout, error: child.stderr };
  }

  /** The log's lines; one that is no object with time, level, event and sentence is a fault. */
  get lines() {
    return this.log.slice(0, this.log.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map((line) => {
      const read = JSON.parse(line);
      assert.match(read.at, /^\d{4}-\d\d-\d\dT[\d:.]{12}[+-]\d\d:\d\d$/, line);
      assert.match(read.level, /^(debug|info|warning|error)$/, line);
      assert.match(read.event, /^[a-z]+(_[a-z]+)*$/, line);
      assert.match(read.text, /^[A-Z].* .*\.$/, line);
      return read;
    });
  }

  /** Those of one event. */
  said(event) { return this.lines.filter((line) => line.event === event); }

  /** Ends the relay by `signal` and waits until it has. */
  async end(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.exit;
  }

  remove() { rmSync(this.folder, { recursive: true, force: true }); }

  /** A webhook as the carrier signs it; every part can be made wrong. */
  async webhook(path, fields, { token = kToken, url = this.url + path, signature, type, method = 'POST', body } = {}) {
    const signed = signature === undefined ? twilio.getExpectedTwilioSignature(token, url, fields) : signature;
    const headers = { 'Content-Type': type ?? 'application/x-www-form-urlencoded; charset=UTF-8' };
    if (signed !== null) headers['X-Twilio-Signature'] = signed;
    const answer = await fetch(this.url + path, {
      method, headers, body: method === 'GET' ? undefined : body ?? new URLSearchParams(fields).toString(),
    });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  }

  inbound(text, { from = '+12125550111', to = kOurs, sid = newSid(), account = kAccount, ...how } = {}) {
    const fields = { MessageSid: sid, AccountSid: account, From: from, To: to, Body: text, NumMedia: '0', NumSegments: '1' };
    return this.webhook('/carrier/twilio/inbound', fields, how);
  }

  async signIn(login, password = kPasswords[login], origin = this.url, cookie = null) {
    const headers = { 'Content-Type': 'application/json' };
    if (cookie !== null) headers.Cookie = cookie;
    if (origin !== null) headers.Origin = origin;
    const answer = await fetch(`${this.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) });
    const set = answer.headers.get('set-cookie');
    const text = await answer.text();
    return { status: answer.status, set, cookie: set?.split(';')[0], body: text ? JSON.parse(text) : null, headers: answer.headers };
  }

  async cookieOf(login) {
    const signed = await this.signIn(login);
    assert.equal(signed.status, 200, `${login} signs in`);
    return signed.cookie;
  }

  /** A request of a signed-in page; `json` or `toml` is its body. */
  async api(method, path, { cookie, json, toml, origin = this.url, headers = {} } = {}) {
    const all = { ...headers };
    if (cookie) all.Cookie = cookie;
    if (origin !== null) all.Origin = origin;
    if (json !== undefined) all['Content-Type'] = 'application/json';
    if (toml !== undefined) all['Content-Type'] = 'application/toml';
    const answer = await fetch(this.url + path, { method, headers: all, body: toml ?? (json === undefined ? undefined : JSON.stringify(json)) });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  /** The relay's figures by name. */
  async metrics() {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Object.fromEntries([...text.matchAll(/^(smsdesk_\w+) (\S+)$/gm)].map((match) => [match[1], Number(match[2])]));
  }
}

/** What a browser's tab knows: the frames that came, and the entries in them. */
export class Page {
  constructor(relay, cookie, { origin = relay.url } = {}) {
    this.raw = [];
    this.frames = [];
    this.keys = 0;
    this.name = randomBytes(4).toString('hex');
    const headers = {};
    if (cookie) headers.Cookie = cookie;
    this.socket = new WebSocket(`${relay.url.replace('http', 'ws')}/api/socket`, { headers, origin: origin ?? undefined, ca: relay.ca });
    this.closed = new Promise((resolve) => { this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })); });
    this.opened = new Promise((resolve) => {
      this.socket.on('open', () => resolve(101));
      this.socket.on('unexpected-response', (request, response) => { response.resume(); resolve(response.statusCode); this.socket.terminate(); });
      this.socket.on('error', () => resolve(0));
    });
    this.socket.on('message', (data) => {
      const text = data.toString();
      this.raw.push(text);
      this.frames.push(JSON.parse(text));
    });
  }

  /** A page that has said hello and has its first view. */
  static async open(relay, cookie, { epoch = '', offset = 0 } = {}) {
    const page = new Page(relay, cookie);
    assert.equal(await page.opened, 101, 'the socket opens');
    page.send({ type: 'hello', version: kProtocolVersion, epoch, offset });
    await until('the first view', () => page.frames.length >= 2);
    return page;
  }

  send(frame) { this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)); }

  get welcome() { return this.frames.find((frame) => frame.type === 'welcome'); }
  get snapshot() { return this.frames.findLast((frame) => frame.type === 'snapshot'); }
  get entries() { return this.frames.flatMap((frame) => (frame.type === 'entries' ? frame.entries : [])); }
  get offset() { return this.frames.reduce((top, frame) => Math.max(top, frame.up_to ?? frame.offset ?? 0), 0); }

  entry(what, matches) { return until(what, () => this.entries.find(matches)); }

  /** Gives a command and waits for its answer. */
  async command(command, key = `k-${this.name}-${++this.keys}`) {
    this.send({ type: 'command', key, command });
    const answer = await until(`the answer to ${command.type}`, () => {
      const found = this.frames.find((frame) => frame.type === 'answer' && frame.key === key);
      if (!found && this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket was closed before the answer');
      return found;
    });
    return answer.refusal;
  }

  async must(command, key) { assert.equal(await this.command(command, key), null, `${command.type} is done`); }

  async page(conversation, before, limit = 200) {
    const key = `p-${this.name}-${++this.keys}`;
    this.send({ type: 'page_request', key, conversation, before, limit });
    return until('a page', () => this.frames.find((frame) => frame.type === 'page' && frame.key === key));
  }

  async startWork() {
    await this.must({ type: 'set_presence', presence: 'available' });
    await this.must({ type: 'set_on_queue', is_on_queue: true });
  }

  async close() { this.socket.close(); return this.closed; }
}

/** The whole view of whoever has this cookie, by a socket of its own. */
export async function viewOf(relay, cookie) {
  const page = await Page.open(relay, cookie);
  const { offset, view } = page.snapshot;
  await page.close();
  return { offset, view };
}

/** All messages of every conversation that a supervisor can read, as [conversation, message]. */
export async function allMessages(relay, cookie) {
  const page = await Page.open(relay, cookie);
  const found = [];
  for (const conversation of page.snapshot.view.conversations) {
    const { id } = Array.isArray(conversation) ? conversation[1] : conversation;
    let before = 0;
    for (;;) {
      const part = await page.page(id, before);
      for (const row of part.messages) if (row.conversation === id) found.push([id, row.message]);
      if (!part.has_more || part.messages.length === 0) break;
      before = part.messages[0].message.id;
    }
  }
  await page.close();
  return found;
}

/** A relay and a mock carrier that know each other. */
export async function startPair(options) {
  const [port, mockPort] = [await freePort(), await freePort()];
  const flags = ['--port', String(mockPort), '--webhook-url', `http://127.0.0.1:${port}/carrier/twilio/inbound`];
  const pair = { mock: await startMock(flags), relay: new Relay(port, `http://127.0.0.1:${mockPort}`, options) };
  pair.restartMock = async () => { pair.mock = await startMock(flags); };
  pair.stop = async () => {
    if (pair.relay.child?.exitCode === null && pair.relay.child.signalCode === null) await pair.relay.end();
    await pair.mock.stop();
    pair.relay.remove();
  };
  await pair.relay.start();
  return pair;
}
