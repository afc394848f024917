// The organisation of a running relay, as admins see and change it over HTTP, and on the command line.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kOurs } from './support.mjs';
import { Page, Relay, freePort, kPasswords } from './relay_support.mjs';

let relay;
let ada;

before(async () => {
  relay = new Relay(await freePort(), 'http://127.0.0.1:9');
  await relay.start();
  ada = await relay.cookieOf('ada');
});
after(async () => {
  const exit = await relay?.end();
  relay?.remove();
  assert.deepEqual(exit, { code: 0, signal: null });
  for (const secret of [...Object.values(kPasswords), 'zoes-password', 'zoes-second', 'bens-second']) {
    assert.ok(!relay.log.includes(secret), 'no password is in the log');
  }
});

const exported = async (format = 'json') => relay.api('GET', `/api/organisation?format=${format}`, { cookie: ada });
const apply = (json, more = {}) => relay.api('POST', '/api/organisation', { cookie: ada, json, ...more });
const queueOf = (document) => document.queue.find(({ name }) => name === 'Support');

describe('the document', () => {
  it('is for admins, from their own page', async () => {
    const ben = await relay.cookieOf('ben');
    const mira = await relay.cookieOf('mira');
    const routes = [['GET', '/api/organisation'], ['POST', '/api/organisation'], ['POST', '/api/organisation/check'], ['GET', '/api/agents'],
      ['GET', '/api/customer_fields'], ['POST', '/api/agents/1/password'], ['GET', '/api/audit']];
    for (const [method, path] of routes) {
      const json = method === 'POST' ? {} : undefined;
      assert.equal((await relay.api(method, path, { json })).status, 401, `${method} ${path} signed out`);
      assert.equal((await relay.api(method, path, { cookie: ben, json })).status, 403, `${method} ${path} as an agent`);
      assert.equal((await relay.api(method, path, { cookie: mira, json })).status, 403, `${method} ${path} as a supervisor`);
      if (method === 'GET') continue;
      assert.equal((await relay.api(method, path, { cookie: ada, json, origin: 'https://evil.example' })).status, 403);
      assert.equal((await relay.api(method, path, { cookie: ada, json, origin: null })).status, 403);
    }
    assert.equal((await relay.api('DELETE', '/api/organisation', { cookie: ada })).status, 405);
    assert.equal((await relay.api('POST', '/api/organisation', { cookie: ada, headers: { 'Content-Type': 'text/plain' } })).status, 415);
    assert.equal((await relay.api('GET', '/api/organisation?format=xml', { cookie: ada })).status, 400);
  });

  it('goes out and in again in both forms without changing anything', async () => {
    const json = await exported();
    const toml = await exported('toml');
    assert.equal(toml.headers.get('content-type'), 'application/toml; charset=utf-8');
    assert.equal(json.headers.get('etag'), toml.headers.get('etag'));
    assert.ok(!toml.text.includes('password') && !json.text.includes('password'), 'nothing of passwords is in it');
    for (const body of [{ json: json.body }, { toml: toml.text }]) {
      const checked = await relay.api('POST', '/api/organisation/check', { cookie: ada, ...body });
      assert.deepEqual(checked.body, { problems: [], differences: [], lost_fields: [], etag: json.headers.get('etag').slice(1, -1) });
      const applied = await relay.api('POST', '/api/organisation', { cookie: ada, ...body });
      assert.deepEqual(applied.body, { differences: [], without_password: [] });
    }
    assert.equal((await exported()).headers.get('etag'), json.headers.get('etag'));
  });

  it('tells everything that is wrong with its line, and changes nothing', async () => {
    const toml = '[[queue]]\nname = "A"\nalert_timeout = "1 s"\n[[queue]]\nname = "B"\nskills = ["Elvish"]\n';
    const checked = await relay.api('POST', '/api/organisation/check', { cookie: ada, toml });
    assert.deepEqual(checked.body.problems, [{ line: 6, where: 'in [[queue]] "B"', path: 'queue/1/skills/0', sentence: 'there is no skill "Elvish".',
      reason: 'there is no skill "Elvish".' }]);
    const first = await relay.api('POST', '/api/organisation', { cookie: ada, toml: toml.slice(0, toml.indexOf('skills')) });
    assert.equal(first.status, 422);
    assert.equal(first.body.problems[0].line, 3);
    assert.match(first.body.sentence, /^The document, line 3 in \[\[queue\]\] "A": alert timeout: must be 7 to 900 seconds\.$/);
    assert.equal((await exported()).body.queue.length, 1);
  });

  it('tells which customer fields in force it does away with, of a document that can be taken in', async () => {
    const { body } = await exported();
    const withFields = (...names) => ({ ...body, settings: { ...body.settings, customer_field: names.map((name) => ({ name })) } });
    assert.equal((await apply(withFields('Account no', 'Plan'))).status, 200);
    const lost = async (how) => (await relay.api('POST', '/api/organisation/check', { cookie: ada, ...how })).body.lost_fields;
    assert.deepEqual(await lost({ json: withFields('Plan', 'Account no') }), []);
    assert.deepEqual(await lost({ json: withFields('ACCOUNT  no', 'Shop') }), ['Plan']);
    assert.deepEqual(await lost({ toml: '[[queue]]\nname = "Support"\n' }), ['Account no', 'Plan']);
    assert.deepEqual(await lost({ toml: '[[queue]]\nname = ""\n' }), [], 'what is wrong comes first');
    assert.equal((await apply(body)).status, 200);
  });

  it("comes with how many templates in others' own libraries ask for a customer field, and no more of them", async () => {
    const { body } = await exported();
    const fields = [{ name: 'Account no' }, { name: 'Plan' }];
    assert.equal((await apply({ ...body, settings: { ...body.settings, customer_field: fields } })).status, 200);
    const written = [['ana', 1, '{{field.account NO|}} {{field.Account no|}}'], ['ben', 2, '{{field.Account no|x}}'], ['ada', 4, '{{field.Plan|x}}']];
    for (const [login, owner, text] of written) {
      const page = await Page.open(relay, await relay.cookieOf(login));
      await page.must({ type: 'save_templates', templates: [{ id: 0, name: 'Mine', library: 'own', owner, texts: [{ language: 'en', text }] }] });
      await page.close();
    }
    const uses = () => relay.api('GET', '/api/customer_fields', { cookie: ada });
    assert.deepEqual((await uses()).body, { customer_fields: [{ name: 'Account no', own_templates: 2 }, { name: 'Plan', own_templates: 0 }] });
    assert.equal((await relay.api('POST', '/api/customer_fields', { cookie: ada, json: {} })).status, 405);
    assert.equal((await apply(body)).status, 200);
    assert.deepEqual((await uses()).body, { customer_fields: [] });
  });

  it('is refused where it was compared with an older one', async () => {
    const old = await exported();
    const changed = structuredClone(old.body);
    queueOf(changed).priority = 3;
    assert.equal((await apply(changed, { headers: { 'If-Match': old.headers.get('etag') } })).status, 200);
    const late = await apply(old.body, { headers: { 'If-Match': old.headers.get('etag') } });
    assert.equal(late.status, 412);
    assert.equal(queueOf((await exported()).body).priority, 3);
  });

  it('may be as large as contact lists are, for admins only', async () => {
    const { body } = await exported();
    const numbers = Array.from({ length: 20_000 }, (_, i) => `+1415${5_000_000 + i}`);
    const large = { ...body, contact_list: [{ name: 'Customers', numbers }] };
    assert.ok(JSON.stringify(large).length > 200_000);
    const answer = await apply(large);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await exported()).body.contact_list[0].numbers.length, 20_000);
    const ben = await relay.cookieOf('ben');
    const refused = await apply(large, { cookie: ben }).catch(() => ({ status: 413 }));
    assert.equal(refused.status, 413);
    assert.equal((await apply({ ...body, contact_list: [] })).status, 200);
  });
});

describe('a change', () => {
  it('is live for everybody who is signed in, and in the audit', async () => {
    const page = await Page.open(relay, await relay.cookieOf('ben'));
    const { body } = await exported();
    queueOf(body).alert_timeout = '45 s';
    body.skill.push({ name: 'German' });
    const answer = await apply(body);
    assert.deepEqual(answer.body.differences, [
      { change: 'added', kind: 'skill', key: answer.body.differences[0].key, name: 'German' },
      { change: 'changed', kind: 'queue', key: '1', name: 'Support', field: 'alert_timeout', before: '"1 min"', after: '"45 s"' },
    ]);
    await page.entry('the queue', (entry) => entry.type === 'queue_configured' && entry.alert_timeout === 45_000);
    await page.close();
    const audit = await relay.api('GET', '/api/audit?limit=2', { cookie: ada });
    assert.equal(audit.body.has_more, true);
    const [queue, skill] = audit.body.rows;
    assert.deepEqual([queue.action, queue.item, queue.name, queue.by], ['queue_configured', '1', 'Support', 4]);
    assert.deepEqual([queue.before, queue.after], [{ alert_timeout: 60_000 }, { alert_timeout: 45_000 }]);
    assert.deepEqual([skill.action, skill.name, skill.before], ['skill_configured', 'German', null]);
    const older = await relay.api('GET', `/api/audit?limit=200&before=${skill.offset}`, { cookie: ada });
    assert.ok(older.body.rows.length > 3 && older.body.rows.every(({ offset }) => offset < skill.offset));
    for (const wrong of ['limit=0', 'limit=201', 'before=x', 'before=-1']) {
      assert.equal((await relay.api('GET', `/api/audit?${wrong}`, { cookie: ada })).status, 400, wrong);
    }
  });

  it('brings an agent who can sign in once an admin has set a password', async () => {
    const { body } = await exported();
    body.agent.push({ login: 'zoe', name: 'Zoe', queues: ['Support'] });
    const answer = await apply(body);
    assert.deepEqual(answer.body.without_password, ['zoe']);
    assert.equal((await relay.signIn('zoe', 'zoes-password')).status, 401);
    const { agents } = (await relay.api('GET', '/api/agents', { cookie: ada })).body;
    const zoe = agents.find(({ login }) => login === 'zoe');
    assert.equal(zoe.has_password, false);
    const set = (password, id = zoe.id) => relay.api('POST', `/api/agents/${id}/password`, { cookie: ada, json: { password } });
    assert.equal((await set('short')).status, 422);
    assert.equal((await set('zoes-password', 999_999)).status, 404);
    assert.equal((await set('zoes-password', 'x')).status, 404);
    assert.equal((await set('zoes-password')).status, 204);
    const { cookie } = await relay.signIn('zoe', 'zoes-password');
    const page = await Page.open(relay, cookie);
    assert.equal((await set('zoes-second')).status, 204);
    assert.equal((await page.closed).code, 4401, 'the sessions of the old password end');
    assert.equal((await relay.api('GET', '/api/session', { cookie })).body.agent, null);
    assert.equal((await relay.signIn('zoe', 'zoes-second')).status, 200);
    const audit = await relay.api('GET', '/api/audit?limit=2', { cookie: ada });
    for (const row of audit.body.rows) {
      const { offset, at, ...said } = row;
      assert.ok(offset > 0 && at > 0);
      assert.deepEqual(said, { by: 4, action: 'agent_password_set', item: String(zoe.id), name: 'Zoe', before: null, after: null });
    }
    assert.equal(audit.body.rows.length, 2);
  });

  it('may bring the first password along, which is in the audit as well', async () => {
    const { body } = await exported();
    body.agent.push({ login: 'yan', name: 'Yan', queues: ['Support'], initial_password: 'zoes-password' });
    const answer = await apply(body);
    assert.deepEqual(answer.body.without_password, []);
    assert.equal((await relay.signIn('yan', 'zoes-password')).status, 200);
    const { rows } = (await relay.api('GET', '/api/audit?limit=2', { cookie: ada })).body;
    assert.deepEqual(rows.map(({ action, name, by }) => [action, name, by]), [['agent_password_set', 'Yan', 4], ['agent_configured', 'Yan', 4]]);
    body.agent = body.agent.filter(({ login }) => login !== 'yan');
    assert.equal((await apply(body)).status, 200);
  });

  it('of a login keeps the password; a removed agent is shown out', async () => {
    const { body } = await exported();
    body.agent.find(({ login }) => login === 'zoe').login = 'zora';
    assert.equal((await apply(body)).status, 200);
    assert.equal((await relay.signIn('zoe', 'zoes-second')).status, 401);
    const { cookie } = await relay.signIn('ZORA', 'zoes-second');
    const page = await Page.open(relay, cookie);
    const without = (await exported()).body;
    without.agent = without.agent.filter(({ login }) => login !== 'zora');
    assert.equal((await apply(without)).status, 200);
    assert.equal((await page.closed).code, 4401);
    assert.equal((await relay.api('GET', '/api/session', { cookie })).body.agent, null);
    assert.equal((await relay.signIn('zora', 'zoes-second')).status, 401);
  });

  it('of one item comes over the socket too, with business hours in a zone', async () => {
    const page = await Page.open(relay, ada);
    await page.must({ type: 'configure', put: { schedules: [{ id: 0, name: 'Office', zone: 'Europe/Berlin', open: [{ weekday: 0, from: 540, to: 1080 }] }] } });
    const entry = await page.entry('the schedule', ({ type }) => type === 'schedule_configured');
    assert.ok(entry.offsets.length > 2);
    const refusal = await page.command({ type: 'configure', put: { schedules: [{ id: entry.id, name: 'Office', zone: 'Europe/Berlim' }] } });
    assert.equal(refusal.kind, 'bad_value');
    assert.match(refusal.sentence, /no time zone "Europe\/Berlim"/);
    await page.close();
    assert.deepEqual((await exported()).body.schedule[0].hours, ['mon 09:00-18:00']);
  });
});

describe('over a restart', () => {
  it("the admin's changes stay, whatever the file says, until the file is taken in", async () => {
    const file = join(relay.folder, 'organisation.toml');
    assert.deepEqual(await relay.end(), { code: 0, signal: null });
    const text = readFileSync(file, 'utf8').replace('name = "Ben"', 'name = "Benjamin"');
    writeFileSync(file, text);
    await relay.start();
    assert.match(relay.log, /organisation\.toml would change \d+ settings\. The running configuration is kept\./);
    ada = await relay.cookieOf('ada');
    let { body } = await exported();
    assert.equal(queueOf(body).alert_timeout, '45 s');
    assert.ok(body.agent.some(({ name }) => name === 'Ben'));
    assert.notEqual(relay.run('organisation', 'export').code, 0, 'the database belongs to the running relay');

    assert.deepEqual(await relay.end(), { code: 0, signal: null });
    const toml = relay.run('organisation', 'export');
    assert.equal(toml.code, 0, toml.error);
    assert.ok(toml.out.includes(kOurs));
    assert.equal(JSON.parse(relay.run('organisation', 'export', '--format', 'json').out).queue.length, 1);
    const diff = relay.run('organisation', 'diff');
    assert.match(diff.out, /^agent Benjamin: name: "Ben" -> "Benjamin"$/m);
    assert.match(diff.out, /^queue Support: alert_timeout: "45 s" -> "1 min"$/m);
    assert.match(relay.run('organisation', 'import').out, /is taken in/);
    assert.equal(relay.runWith('short\n', 'set-password', 'ben').code, 1);
    assert.equal(relay.runWith('bens-second\n', 'set-password', 'nobody').code, 1);
    const set = relay.runWith('bens-second\n', 'set-password', 'ben');
    assert.equal(set.code, 0, set.error);
    assert.equal(relay.run('organisation', 'diff').out, 'There is no difference.\n');
    writeFileSync(join(relay.folder, 'wrong.toml'), '[[queue]]\nname = 7\n[[skill]]\nid = "x"\nname = "y"\n');
    const checked = relay.run('organisation', 'check', join(relay.folder, 'wrong.toml'));
    assert.equal(checked.code, 1);
    assert.equal(checked.error.trim().split('\n').length, 2);
    await relay.start();
    ada = await relay.cookieOf('ada');
    body = (await exported()).body;
    assert.equal(queueOf(body).alert_timeout, '1 min');
    assert.ok(body.agent.some(({ name }) => name === 'Benjamin'));
    assert.equal((await relay.signIn('ben')).status, 401);
    assert.equal((await relay.signIn('ben', 'bens-second')).status, 200);
    const [row] = (await relay.api('GET', '/api/audit?limit=1', { cookie: ada })).body.rows;
    assert.deepEqual([row.action, row.name, row.by, row.before, row.after], ['agent_password_set', 'Benjamin', 0, null, null]);
  });
});
