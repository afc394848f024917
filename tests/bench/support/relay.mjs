// The real relay for a bench: an organisation made for it, a database of its own, and webhooks as the carrier signs them.
import {createHmac} from 'node:crypto';
import {mkdir, writeFile} from 'node:fs/promises';
import {Agent, request as httpRequest} from 'node:http';
import path from 'node:path';
import {benchProgram, makeFolder, relayProgram} from './place.mjs';
import {atEnd, freePort, run, start} from './processes.mjs';

export const kAccount = `AC${'0'.repeat(32)}`;
export const kToken = 'token-of-the-bench';
export const kNumbers = ['+14155550100', '+14155550101'];
// As in production: the carrier knows an https address, and the proxy in front speaks plainly with the relay.
export const kSignedBase = 'https://desk.example';
const kInbound = '/carrier/twilio/inbound';

const queues = (wrapUpCodes) => `
[[wrap_up_code]]
id = 1
name = "Resolved"
[[queue]]
id = 1
name = "Support"
alert_timeout_s = 900
service_level_target_s = 60
wrap_up_codes = [${wrapUpCodes}]
[[queue]]
id = 2
name = "Appointments"
alert_timeout_s = 900
wrap_up_codes = [${wrapUpCodes}]
[[number]]
number = "${kNumbers[0]}"
queue = 1
[[number]]
number = "${kNumbers[1]}"
queue = 2
`;

/// ana works for the first queue, ben for the second, so that each gets the conversations meant for them. Further agents
/// have no password (hashing a thousand takes minutes).
function organisation({agents, capacity, hasWrapUp}) {
  let text = queues(hasWrapUp ? '1' : '');
  for (let id = 1; id <= agents; ++id) {
    const login = id === 1 ? 'ana' : id === 2 ? 'ben' : `agent${id}`;
    text += `[[agent]]\nid = ${id}\nlogin = "${login}"\nname = "Agent ${id}"\ncapacity = ${capacity}\nqueues = [${id === 2 ? 2 : 1}]\n`;
    if (id <= 2) text += `initial_password = "password-${login}"\n`;
  }
  return text;
}

/// `capacity`: of every agent; `hasWrapUp`: whether a conversation that has ended is wrapped up before its slot is free.
export async function makeRelay({agents = 2, capacity = 5, hasWrapUp = true, site = null, name = 'relay'} = {}) {
  const program = relayProgram();
  const folder = await makeFolder(name);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  if (site === null) {
    // A relay does not start without a client; an empty one does where no browser comes.
    site = path.join(folder, 'site');
    await mkdir(site);
    await writeFile(path.join(site, 'site.json'), '[]');
  }
  await writeFile(path.join(folder, 'organisation.toml'), organisation({agents, capacity, hasWrapUp}));
  await writeFile(path.join(folder, 'relay.toml'), `
data_dir = "data"
site_dir = "${site}"
organisation = "organisation.toml"
public_url = "${url}"
[listen]
port = ${port}
connections_per_address = 0
[carrier]
api_url = "http://127.0.0.1:9"
webhook_base_url = "${kSignedBase}"
account_sid = "${kAccount}"
auth_token = "${kToken}"
[log]
level = "warn"
[drain]
notice_seconds = 0
seconds = 1
`);
  const relay = {url, port, folder, database: path.join(folder, 'data', 'smsdesk.db')};
  const carrier = new Agent({keepAlive: true, maxSockets: 64});
  atEnd(() => carrier.destroy());
  relay.start = async () => {
    relay.process = await start(program, ['--config', path.join(folder, 'relay.toml')], {ready: 'is ready'});
  };
  relay.stop = () => relay.process.stop();
  relay.say = (from, text, to = kNumbers[0]) => sendWebhook(carrier, port, from, text, to);
  relay.load = (options) => load(port, options);
  await relay.start();
  return relay;
}

let sids = 0;

/// One signed webhook; resolves when it is acknowledged.
function sendWebhook(agent, port, from, text, to) {
  const sid = `SMf${(++sids).toString(16).padStart(31, '0')}`;
  const fields = {AccountSid: kAccount, ApiVersion: '2010-04-01', Body: text, From: from, MessageSid: sid, NumMedia: '0',
    NumSegments: '1', SmsMessageSid: sid, SmsSid: sid, SmsStatus: 'received', To: to};
  let signed = kSignedBase + kInbound;
  for (const key of Object.keys(fields).sort()) signed += key + fields[key];
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1', port, path: kInbound, method: 'POST', agent,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body),
        'X-Twilio-Signature': createHmac('sha1', kToken).update(signed).digest('base64'),
      },
    }, (answer) => {
      let said = '';
      answer.setEncoding('utf8').on('data', (data) => { said += data; }).on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`A webhook was answered ${answer.statusCode}: ${said.trim()}`));
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}

/// Many signed webhooks by the load generator; what it measured.
export async function load(port, {messages, first, conversations = 2_000, customer = null, to = null, connections = 64, secondsMax = 300}) {
  const args = ['--port', port, '--signed-base', kSignedBase, '--account', kAccount, '--token', kToken, '--messages', messages,
    '--first', first, '--conversations', conversations, '--connections', connections, '--seconds-max', secondsMax];
  if (customer !== null) args.push('--customer', customer);
  if (to !== null) args.push('--to', to);
  return JSON.parse(await run(benchProgram('bench_webhook_load'), args.map(String)));
}

/// Signs an agent in; the cookie's value.
export async function signIn(relay, login) {
  const answer = await fetch(`${relay.url}/api/session`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Origin: relay.url},
    body: JSON.stringify({login, password: `password-${login}`}),
  });
  if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('set-cookie').match(/^smsdesk=([0-9a-f]+)/)[1];
}
