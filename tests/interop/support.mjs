// Starts the mock carrier on a free port, listens to its webhooks, and points the vendor's SDK at it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import twilio from 'twilio';

const RequestClient = createRequire(import.meta.url)('twilio/lib/base/RequestClient');

export const kAccount = `AC${'0'.repeat(32)}`;
export const kToken = '0'.repeat(32);
export const kService = `MG${'0'.repeat(32)}`;
export const kOurs = '+14155550100';
export const kPhone = '+12125550199';
const kWaitMs = 20_000;

/** Waits until `find()` gives something; fails with `what` when it does not in time. */
export async function until(what, find) {
  const end = Date.now() + kWaitMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 15); });
  }
}

/** A web application that keeps every webhook it gets and answers as `answer(hook)` says. */
export async function startApplication() {
  const hooks = [];
  const application = { hooks, answer: () => ({ status: 200, type: 'text/xml', body: '<Response/>' }) };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const hook = {
        url: `${application.url}${request.url}`,
        path: request.url,
        method: request.method,
        headers: request.headers,
        fields: Object.fromEntries(new URLSearchParams(body)),
      };
      hooks.push(hook);
      const { status, type, body: text, destroy } = application.answer(hook);
      if (destroy) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, type ? { 'Content-Type': type } : {});
      response.end(text);
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  application.url = `http://127.0.0.1:${server.address().port}`;
  application.stop = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return application;
}

/** The mock carrier as a program of its own; ended by its process id. */
export async function startMock(flags = []) {
  const program = process.env.SMSDESK_MOCK;
  if (!program) throw new Error('SMSDESK_MOCK must name the smsdesk-mock program');
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  const delays = flags.includes('--delay-ms-min') ? [] : ['--delay-ms-min', '0', '--delay-ms-max', '5'];
  const child = spawn(program, [...port, '--seed', '42', ...delays, ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = new Promise((resolve) => { child.on('exit', (code, signal) => resolve({ code, signal })); });
  const ready = await Promise.race([
    new Promise((resolve) => { createInterface({ input: child.stdout }).once('line', resolve); }),
    exit.then(({ code }) => { throw new Error(`the mock ended with ${code} before it was ready`); }),
  ]);
  const url = /http:\/\/[^\s]+/.exec(ready)[0];
  const post = async (path, body) => {
    const answer = await fetch(url + path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const http = (options = {}) => new RequestClient({ timeout: 10_000, ...options });
  return {
    url,
    ready,
    post,
    state: async () => (await fetch(`${url}/mock/state`)).json(),
    client: (options = {}, user = kAccount, password = kToken) => {
      const client = http(options);
      // The SDK is used unchanged; only the address is replaced.
      const httpClient = {
        request: (request) => client.request({ ...request, uri: request.uri.replace('https://api.twilio.com', url) }),
      };
      return twilio(user, password, { accountSid: kAccount, httpClient });
    },
    stop: async () => { child.kill('SIGTERM'); return exit; },
  };
}
