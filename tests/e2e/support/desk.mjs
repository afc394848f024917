// The whole of smsdesk for a test: the real relay and the real mock carrier, as processes of their own on free ports, and
// what an agent does on the page, by role and name.
import {spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {configure} from './organisation.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const native = process.env.SMSDESK_NATIVE_BUILD ?? path.join(root, 'build/release');
export const web = process.env.SMSDESK_BUILD ?? path.join(root, 'build/web-release');
const relayProgram = process.env.SMSDESK_RELAY ?? path.join(native, 'relay/host/smsdesk-relay');
const mockProgram = process.env.SMSDESK_MOCK ?? path.join(native, 'server-mock/smsdesk-mock');

export const kSupport = '+14155550100';
export const kAppointments = '+14155550101';
const kAccount = `AC${'0'.repeat(32)}`;
const kToken = 'token-of-the-tests';

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

/// What was started and has not ended: taken down with the tests, whatever happened to them.
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/// Starts a program and waits for its line that says it is ready.
async function start(program, args, ready) {
  const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  running.add(child);
  child.once('exit', () => running.delete(child));
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({code, signal})));
  await new Promise((resolve, reject) => {
    const take = (data) => {
      output = (output + data).slice(-20_000);
      if (output.includes(ready)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    exited.then(({code, signal}) => reject(new Error(`${path.basename(program)} ended (${code ?? signal}):\n${output}`)));
  });
  return {
    child,
    exited,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}

const kOrganisation = `
[[wrap_up_code]]
id = 1
name = "Resolved"
[[wrap_up_code]]
id = 2
name = "Follow-up needed"
[[queue]]
id = 1
name = "Support"
alert_timeout_s = ALERT
service_level_target_s = 60
wrap_up_codes = [1, 2]
[[queue]]
id = 2
name = "Appointments"
alert_timeout_s = ALERT
wrap_up_codes = [1]
[[number]]
number = "${kSupport}"
queue = 1
[[number]]
number = "${kAppointments}"
queue = 2
[[agent]]
id = 1
login = "ana"
name = "Ana Ruiz"
capacity = 3
queues = [1, 2]
initial_password = "password-ana"
[[agent]]
id = 2
login = "ben"
name = "Ben Okafor"
capacity = 3
queues = [1]
initial_password = "password-ben"
[[agent]]
id = 3
login = "mira"
name = "Mira Lindqvist"
role = "supervisor"
capacity = 3
queues = [1, 2]
initial_password = "password-mira"
[[agent]]
id = 4
login = "ada"
name = "Ada Novak"
role = "admin"
queues = []
initial_password = "password-ada"
`;

/// {url, mockUrl, relay, mock, say(from, text, to), sendMedia(from, media, text, to), keepMedia(bytes, type), phone(phone),
/// received(phone), faults({…}), configure({…}), stopRelay(signal), startRelay(), restartRelay(signal), pauseRelay(),
/// resumeRelay(), expected, expectFault(pattern), stop()}
export async function startDesk({alertTimeoutSeconds = 30, mockArguments = [], relayArguments = []} = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-desk-'));
  const [port, mockPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const mockUrl = `http://127.0.0.1:${mockPort}`;
  await writeFile(path.join(folder, 'organisation.toml'), kOrganisation.replaceAll('ALERT', String(alertTimeoutSeconds)));
  await writeFile(path.join(folder, 'relay.toml'), `
data_dir = "data"
site_dir = "${path.join(web, 'site')}"
organisation = "organisation.toml"
public_url = "${url}"
[listen]
port = ${port}
connections_per_address = 0
[carrier]
api_url = "${mockUrl}"
account_sid = "${kAccount}"
auth_token = "${kToken}"
[drain]
notice_seconds = 0
seconds = 2
`);
  const startRelay = () => start(relayProgram, ['--config', path.join(folder, 'relay.toml'), ...relayArguments], 'is ready');
  const desk = {url, mockUrl, folder, expected: []};
  desk.mock = await start(mockProgram, [
    '--port', String(mockPort), '--account-sid', kAccount, '--auth-token', kToken, '--seed', '1', '--number', kSupport,
    '--number', kAppointments, '--webhook-url', `${url}/carrier/twilio/inbound`, ...mockArguments,
  ], 'is ready');
  try {
    desk.relay = await startRelay();
  } catch (error) {
    await desk.mock.stop();
    await rm(folder, {recursive: true, force: true});
    throw error;
  }
  /// From here on pages may say what this finds: the test brings it about (unexpectedFaults).
  desk.expectFault = (pattern) => desk.expected.push(pattern);
  desk.startRelay = async () => { desk.relay = await startRelay(); };
  desk.stopRelay = async (signal = 'SIGTERM') => {
    desk.expectFault(unreached(url));
    await desk.relay.stop(signal);
  };
  desk.restartRelay = async (signal = 'SIGTERM') => {
    await desk.stopRelay(signal);
    await desk.startRelay();
  };
  /// It stands still: connections stay, and nobody answers.
  desk.pauseRelay = () => {
    desk.expectFault(unreached(url));
    desk.relay.child.kill('SIGSTOP');
  };
  desk.resumeRelay = () => desk.relay.child.kill('SIGCONT');
  const post = async (where, body) => {
    const answer = await fetch(mockUrl + where, {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  /// A customer writes.
  desk.say = (from, text, to = kSupport) => post('/mock/send', {from, to, body: text});
  /// A customer sends files: each the address of one, or a sample of the mock's own ("sample:0").
  desk.sendMedia = (from, media, text = '', to = kSupport) => post('/mock/send', {from, to, body: text, media});
  /// A file of a customer's in the carrier's storage; the result is its address there.
  desk.keepMedia = async (bytes, type) => {
    const answer = await fetch(`${mockUrl}/mock/media`, {method: 'POST', headers: {'Content-Type': type}, body: bytes});
    if (!answer.ok) throw new Error(`/mock/media: ${answer.status}`);
    return answer.text();
  };
  desk.faults = (faults) => post('/mock/faults', faults);
  /// What that customer's phone shows, oldest first: [{direction, body, status}].
  desk.phone = async (phone, number = kSupport) => {
    const query = new URLSearchParams({phone, number});
    const answer = await fetch(`${mockUrl}/mock/conversation?${query}`);
    const content = await answer.json();
    return content.messages;
  };
  /// Texts that customer got from us.
  desk.received = async (phone, number = kSupport) =>
    (await desk.phone(phone, number)).filter((message) => message.direction.startsWith('outbound')).map((message) => message.body);
  /// Changes the organisation, live: support/organisation.mjs.
  desk.configure = (changes) => configure(url, changes);
  desk.stop = async () => {
    await desk.relay.stop();
    await desk.mock.stop();
    await rm(folder, {recursive: true, force: true});
  };
  return desk;
}

/// Waits until `check` gives something true; the last value is in the failure.
export async function until(check, what, timeout = 15_000) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    last = await check();
    if (last) return last;
    if (Date.now() > end) throw new Error(`Still not so after ${timeout} ms: ${what} (last: ${JSON.stringify(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/// As the page writes an address: +1 415 555 3000.
export const readable = (phone) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

/// All that the browser has in one of its stores (outbox, drafts or settings), where a reload finds it.
export function storedValues(page, store) {
  return page.evaluate((name) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('smsdesk');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction(name, 'readonly').objectStore(name).getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result.map(String));
      };
    };
  }), store);
}
/// Waits until one of them has these words.
export function stored(page, store, words) {
  return until(async () => (await storedValues(page, store)).some((value) => value.includes(words)),
    `the browser's ${store} have "${words}"`);
}

// What a browser reports by itself of a lost socket, a worker that did not come, and a machine without a network.
const kBrowsersOwn = [/WebSocket connection/, /error occurred when fetching the script/,
  /Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED) /];
/// What it reports of a relay at that address that stops, stands still or is gone.
export const unreached = (url) => new RegExp(`Failed to load resource: (net::ERR_\\w+|.* status of 503 .*) at ${url}/`);

/// What pages of that browser said at level error or did not catch, but for what the browser reports by itself and what
/// `expected` has: the test has brought it about, and says so (desk.expectFault). Whatever else did not load is a fault.
export const unexpectedFaults = (browser, {expected} = {expected: []}) =>
  browser.faults.filter((fault) => ![...kBrowsersOwn, ...expected].some((known) => known.test(fault)));

/// Fails where the page's address asked for a renderer and another one draws: the page takes it in silence.
async function expectRenderer(page, address) {
  const asked = new URL(address).searchParams.get('renderer');
  if (!asked) return;
  const stage = page.locator('#stage[data-renderer]');
  await stage.waitFor({state: 'attached'});
  const taken = await stage.getAttribute('data-renderer');
  if (taken !== asked) throw new Error(`The page was asked for the renderer ${asked} and has taken ${taken}.`);
}

const kFramesKept = 500;

/// An agent at a page. Everything is found by role and name.
export class AgentPage {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.frames = [];  // the latest between page and relay: {isSent, text}
    this.#keepFrames();
  }
  #keepFrames() {
    const keep = (isSent) => ({payload}) => {
      this.frames.push({isSent, text: String(payload)});
      if (this.frames.length > kFramesKept) this.frames.shift();
    };
    this.page.on('websocket', (socket) => socket.on('framesent', keep(true)).on('framereceived', keep(false)));
  }
  /// Waits until the relay has been told something with these words, and has answered since.
  async told(words) {
    await until(async () => {
      const at = this.frames.findIndex((frame) => frame.isSent && frame.text.includes(words));
      return at >= 0 && this.frames.slice(at).some((frame) => !frame.isSent);
    }, `the relay was told "${words}"`);
  }
  button(name) { return this.page.getByRole('button', {name}); }
  composer() { return this.page.getByRole('textbox', {name: /^Message to/}); }
  messages() { return this.page.getByRole('list', {name: 'Messages'}); }
  roster() { return this.page.getByRole('list', {name: 'Your conversations'}); }
  offers() { return this.page.getByRole('list', {name: 'Offers'}); }
  /// An entry of the menu that is open.
  entry(name) { return this.page.getByRole('menuitem', {name}).or(this.page.getByRole('menuitemradio', {name})); }
  tab(name) { return this.page.getByRole('tab', {name}); }
  /// Waits until the page says that somewhere: a notice, a state, a line of a card.
  async says(text) { await this.page.getByText(text).first().waitFor(); }

  async open(query = '') {
    await this.#goTo(`${this.url}/${query}`);
    return this;
  }
  async #goTo(address) {
    await this.page.goto(address);
    await expectRenderer(this.page, address);
  }
  async signIn(login, query = '') {
    await this.open(query);
    await this.page.getByLabel('Login', {exact: true}).fill(login);
    await this.page.getByLabel('Password', {exact: true}).fill(`password-${login}`);
    await this.button('Sign in').focus();  // into view, on a page that is too low for the form
    await this.button('Sign in').click();
    await this.onQueueSwitch().waitFor();
    return this;
  }
  /// As somebody who opens the address anew and closes what was there: a tab that nobody has touched yet.
  async moveToNewTab() {
    const before = this.page;
    this.page = await before.context().newPage();
    this.#keepFrames();
    await this.#goTo(before.url());
    await before.close();
    await this.onQueueSwitch().waitFor();
  }
  onQueueSwitch() { return this.page.getByRole('switch'); }
  async goOnQueue() {
    const control = this.onQueueSwitch();
    if (await control.getAttribute('aria-checked') !== 'true') await control.click();
    await until(async () => await control.getAttribute('aria-checked') === 'true', 'on queue');
  }
  async answer() {
    await this.button(/^Answer/).first().click();
    await this.composer().waitFor();
  }
  async write(text) {
    await this.composer().fill(text);
    await this.composer().press('Enter');
  }
  /// The message with that text, in the list of messages.
  message(text) { return this.messages().getByRole('listitem').filter({hasText: text}); }
  /// The same message with that mark, as a screen reader says it.
  marked(text, mark) { return this.message(text).filter({hasText: mark}); }
  async end(code = 'Resolved') {
    await this.button('End conversation').click();
    await this.page.getByRole('radio', {name: code}).click();
    await this.button('Finish wrap-up').click();
  }
}
