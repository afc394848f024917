// The whole relay with TLS by its configuration, over a certificate that openssl makes here: the page's door, the cookie,
// the socket and a webhook. And a key or certificate that cannot be used is told with its file, by
// --check too.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import twilio from 'twilio';
import { kAccount, kOurs, kToken } from './support.mjs';
import { Page, Relay, freePort, kPasswords, makePair, newSid } from './relay_support.mjs';

/** One request over TLS, with the certificate verified against `ca`. */
function ask(url, { ca, method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = requestHttps(url, { ca, method, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('TLS by configuration', () => {
  let folder, pair, relay;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'smsdesk-tls-'));
    pair = makePair(folder, 'right');
    relay = new Relay(await freePort(), 'http://127.0.0.1:9', { tls: pair });
    await relay.start();
  });
  after(async () => {
    if (relay?.child?.exitCode === null) await relay.end();
    relay?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (path, body, headers) => ask(relay.url + path, { ca: relay.ca, method: 'POST', headers, body });

  it('serves the page with HSTS, and nothing without TLS', async () => {
    const page = await ask(`${relay.url}/`, { ca: relay.ca });
    assert.equal(page.status, 200);
    assert.match(page.headers['strict-transport-security'], /^max-age=\d{8}/);
    await assert.rejects(fetch(`http://127.0.0.1:${relay.port}/healthz`));
    await assert.rejects(ask(`${relay.url}/healthz`), /self-signed/, 'a client that does not know the certificate');
  });

  it('signs in by a __Host- cookie that only TLS carries, and opens the socket with it', async () => {
    const headers = { 'Content-Type': 'application/json', Origin: relay.url };
    const signed = await post('/api/session', JSON.stringify({ login: 'ana', password: kPasswords.ana }), headers);
    assert.equal(signed.status, 200, signed.text);
    const [set] = signed.headers['set-cookie'];
    assert.match(set, /^__Host-smsdesk=[0-9a-f]{64};/);
    for (const part of ['Secure', 'HttpOnly', 'Path=/', 'SameSite=Strict']) assert.ok(set.split('; ').includes(part), `${part} in ${set}`);
    assert.ok(!/Domain/i.test(set), 'a __Host- cookie names no domain');

    const [cookie] = set.split(';');
    const foreign = { ...headers, Origin: `http://127.0.0.1:${relay.port}` };
    assert.equal((await post('/api/session', JSON.stringify({ login: 'ana', password: kPasswords.ana }), foreign)).status, 403, 'the same host without TLS is another origin');
    const page = await Page.open(relay, cookie);
    assert.equal(page.welcome.agent, 1);
    await page.startWork();
    assert.match(page.socket.url, /^wss:/);
    await page.close();
  });

  it('takes a webhook that was signed over its https address', async () => {
    const path = '/carrier/twilio/inbound';
    const fields = { MessageSid: newSid(), AccountSid: kAccount, From: '+12125550111', To: kOurs, Body: 'over TLS', NumMedia: '0' };
    const headers = (url) => ({
      'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': twilio.getExpectedTwilioSignature(kToken, url, fields),
    });
    const body = new URLSearchParams(fields).toString();
    assert.equal((await post(path, body, headers(relay.url + path))).status, 200);
    assert.equal((await post(path, body, headers(relay.url.replace('https', 'http') + path))).status, 403);
  });

  it('tells a key or certificate that cannot be used, with its file', async () => {
    const other = makePair(folder, 'other');
    const missing = join(folder, 'missing.key');
    const noise = join(folder, 'noise.pem');
    writeFileSync(noise, 'not a key\n');
    const port = await freePort();
    const refusal = (tls) => {
      const wrong = new Relay(port, 'http://127.0.0.1:9', { tls, dataDir: join(folder, 'data') });
      const { code, error, out } = wrong.run();
      assert.deepEqual(wrong.run('--check'), { code, error, out }, '--check says the same');
      wrong.remove();
      assert.equal(code, 1, out);
      assert.equal(error.trimEnd().split('\n').length, 1, error);
      return error;
    };
    for (const key of [other.key, missing, noise]) {
      const error = refusal({ certificate: pair.certificate, key });
      assert.ok(error.startsWith('smsdesk-relay: ') && error.includes('Cannot use the TLS private key in') && error.includes(key), error);
    }
    for (const certificate of [missing, noise]) {
      const error = refusal({ certificate, key: pair.key });
      assert.ok(error.includes('Cannot use the TLS certificate chain in') && error.includes(certificate), error);
    }
  });
});
