// Flags of the programs and settings of the relay: --help says what each means, each is read, and a bad one is refused with
// a sentence. The mock's faults are set by flags here; what each of them does is in mock_sdk.test.mjs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kOurs, kPhone, startApplication, startMock, until } from './support.mjs';
import { Page, Relay, freePort, kPasswords, makePair } from './relay_support.mjs';

const kReader = new URL('../../relay/host/config.cpp', import.meta.url);
const kMeaningCharsMin = 10;

/** Runs a program that must end by itself. */
function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  return { code: status, out: stdout, error: stderr };
}
const relay = (...args) => run(process.env.SMSDESK_RELAY, ...args);
const mock = (...args) => run(process.env.SMSDESK_MOCK, ...args);

/** Flags of a --help as [flag, meaning]; long ones have their meaning on the next line. */
function flagsOf(help) {
  const flags = [];
  for (const line of help.split('\n')) {
    const begin = /^ {2}(?:-\w,)?(--[\w-]+)(.*)$/.exec(line);
    if (begin) flags.push([begin[1], / {2,}(\S.*)$/.exec(begin[2])?.[1] ?? '']);
    else if (flags.length > 0 && /^ {20,}\S/.test(line)) flags.at(-1)[1] += line.trim();
    if (line.startsWith('Settings of the file')) break;
  }
  return flags;
}

/** Settings of the relay's --help as [table, name, meaning]; `a[_b]` stands for `a` and `a_b`. */
function settingsOf(help) {
  const settings = [];
  let table = '';
  for (const line of help.split('Settings of the file')[1].split('\n').slice(1)) {
    const setting = /^( {2}| {4})(?! )(.*?)(?: {2,}(\S.*))?$/.exec(line);
    if (!setting) continue;
    let [, indent, names, meaning] = setting;
    if (indent.length === 2) table = '';
    const heading = /^\[(\w+)\] ?(.*)$/.exec(names);
    if (heading) [, table, names] = heading;
    for (const name of names.split(', ').filter(Boolean)) {
      const both = /^(\w+)\[(\w+)\]$/.exec(name);
      for (const one of both ? [both[1], both[1] + both[2]] : [name]) settings.push([table, one, meaning ?? '']);
    }
  }
  return settings;
}

describe('--help', () => {
  for (const [name, program] of [['smsdesk-relay', relay], ['smsdesk-mock', mock]]) {
    it(`of ${name} says what every flag means`, () => {
      const { code, out } = program('--help');
      assert.equal(code, 0);
      const flags = flagsOf(out);
      assert.ok(flags.length >= 9, 'flags were found');
      for (const [flag, meaning] of flags) assert.ok(meaning.length >= kMeaningCharsMin, `${flag}: "${meaning}"`);
    });
  }
});

describe('the relay\'s settings', () => {
  const settings = settingsOf(relay('--help').out);
  let folder;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'smsdesk-flags-')); });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Given a value of no setting's type, the reader complains of that or of the name. */
  const isRead = (table, name) => {
    const file = join(folder, 'relay.toml');
    writeFileSync(file, `${table ? `[${table}]\n` : ''}${name} = {}\n`);
    const { code, error } = relay('--config', file, '--check');
    assert.equal(code, 1, `[${table}] ${name}`);
    return !error.includes(`"${name}" is not a setting here`);
  };

  it('in --help are those that are read, each with its meaning', () => {
    // Every word that could be a name, in every table: the reader itself says whether it is one.
    const source = readFileSync(kReader, 'utf8');
    const words = [...new Set([...source.matchAll(/"([a-z][a-z0-9_]*)"/g)].map(([, word]) => word))];
    const tables = [...source.matchAll(/\.table\("(\w+)"\)/g)].map(([, table]) => table);
    const read = ['', ...tables].flatMap((table) => words
      .filter((word) => !(table === '' && tables.includes(word)) && isRead(table, word)).map((word) => `${table}/${word}`));
    assert.ok(read.includes('listen/port') && read.includes('/data_dir') && !read.includes('/port'), 'the judge sees which are read');
    assert.deepEqual(settings.map(([table, name]) => `${table}/${name}`).sort(), read.sort());
    for (const [table, name, meaning] of settings) {
      assert.ok(meaning.length >= kMeaningCharsMin, `[${table}] ${name}: "${meaning}"`);
    }
  });

  it('are refused with file, line and reason where they are bad', () => {
    const file = join(folder, 'bad.toml');
    writeFileSync(file, '\n[listen]\nport = 65536\n');
    const { code, out, error } = relay('--config', file);
    assert.deepEqual([code, out], [1, '']);
    assert.ok(error.includes(`${file}, line 3`), error);
    assert.match(error, /"port" must be a whole number from 0 to 65535\.\n$/);
  });
});

describe('the sample for production', () => {
  const root = new URL('../../', import.meta.url);
  const sample = readFileSync(new URL('assets/production/relay.toml', root), 'utf8');
  const walk = /## With a real Twilio account\n[^]*?(?=\n## )/.exec(readFileSync(new URL('README.md', root), 'utf8'))[0];
  const [own, proxied] = [...walk.matchAll(/```toml\n([^]*?)```/g)].map(([, block]) => [...block.matchAll(/^ *(\w+) = .+$/gm)]);
  let folder, config;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'smsdesk-sample-'));
    cpSync(new URL('assets/production/', root), folder, { recursive: true });
    config = join(folder, 'relay.toml');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Puts a line of the README in the place of the one with the same name, which may be a comment. */
  const enter = ([line, name]) => {
    const setting = new RegExp(`^(# )?${name} = .*$`, 'm');
    const places = ['relay.toml', 'organisation.toml'].map((file) => join(folder, file)).filter((file) => setting.test(readFileSync(file, 'utf8')));
    assert.equal(places.length, 1, name);
    writeFileSync(places[0], readFileSync(places[0], 'utf8').replace(setting, line.trim()));
  };

  it('becomes a folder that git does not take in: it has secrets', () => {
    assert.ok(walk.includes('cp -r assets/production desk'), walk);
    assert.ok(readFileSync(new URL('.gitignore', root), 'utf8').split('\n').includes('/desk/'));
  });

  it('has every setting once, with a comment', () => {
    const listed = [];
    let table = '';
    for (const line of sample.split('\n')) {
      table = /^\[(\w+)\]$/.exec(line)?.[1] ?? table;
      const setting = /^(?:# )?(\w+) = ("[^"]*"|\d+|\[\])(.*)$/.exec(line);
      if (!setting) continue;
      assert.match(setting[3], /^ +# .{10,}$/, line);
      listed.push(`${table}/${setting[1]}`);
    }
    assert.deepEqual(listed.sort(), settingsOf(relay('--help').out).map(([of, name]) => `${of}/${name}`).sort());
  });

  it('says where something is to be entered, and is accepted once that is done as in the README', () => {
    const check = () => relay('--config', config, '--check');
    assert.ok(walk.includes('cp -r assets/production desk') && own.length === 3 && proxied.length === 4, walk);
    const refused = () => {
      const { code, error } = check();
      assert.equal(code, 1, error);
      const [, file, line] = /^smsdesk-relay: (\S+), line (\d+)/.exec(error) ?? assert.fail(error);
      return readFileSync(file, 'utf8').split('\n')[line - 1];
    };
    const [address, account, number] = own;
    for (const line of [address, account]) {
      assert.match(refused(), new RegExp(`^${line[1]} = .* # ENTER `));
      enter(line);
    }
    assert.match(refused(), /^auth_token_file = /);
    writeFileSync(join(folder, 'auth_token'), 'token\n');
    assert.match(refused(), /^number = .* # ENTER /);
    enter(number);
    // What a start would miss, --check misses too, in the order in which the README has it put there.
    const isMissing = (words) => {
      const { code, out, error } = check();
      assert.deepEqual([code, out], [1, ''], error);
      assert.ok(error.startsWith(`smsdesk-relay: ${words}`), error);
    };
    isMissing(`The client's files are not in ${join(folder, 'site')} `);
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'site', 'site.json'), '[{"path":"/","file":"index.html"}]');
    const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => join(folder, name));
    isMissing(`Cannot use the TLS certificate chain in ${certificate}: `);
    writeFileSync(certificate, 'garbage\n');
    isMissing(`Cannot use the TLS certificate chain in ${certificate}: `);
    const pair = makePair(folder, 'pair');
    renameSync(pair.certificate, certificate);
    isMissing(`Cannot use the TLS private key in ${key} `);
    renameSync(pair.key, key);
    const data = join(folder, 'data');
    const inOrder = { code: 0, out: `The configuration is in order. The folder ${data} is not there yet: the first start makes it.\n`, error: '' };
    assert.deepEqual(check(), inOrder);
    const below = join(certificate, 'data');  // a file is no folder
    const nowhere = relay('--config', config, '--check', '--data-dir', below);
    assert.equal(nowhere.code, 1, nowhere.out);
    assert.equal(nowhere.error, `smsdesk-relay: The folder ${below} cannot be made or written to: Not a directory.\n`);
    [certificate, key].forEach((file) => rmSync(file));
    writeFileSync(config, readFileSync(config, 'utf8').replace(/^tls_.*\n/gm, ''));
    proxied.forEach(enter);
    assert.deepEqual(check(), inOrder);
    assert.ok(!existsSync(data), '--check has made nothing');
    const password = spawnSync(process.env.SMSDESK_RELAY, ['--config', config, 'set-password', 'admin'], { encoding: 'utf8', input: 'a good password\n' });
    assert.equal(password.status, 0, password.stderr);
    assert.deepEqual(check(), { code: 0, out: 'The configuration is in order.\n', error: '' });
  });

  it('is refused with file and line where it names a file that is not there', () => {
    writeFileSync(config, readFileSync(config, 'utf8').replace('# templates = ', 'templates = '));
    const line = readFileSync(config, 'utf8').split('\n').findIndex((one) => one.startsWith('templates')) + 1;
    const { code, error } = relay('--config', config, '--data-dir', join(folder, 'fresh'));
    assert.equal(code, 1);
    assert.ok(error.startsWith(`smsdesk-relay: ${config}, line ${line}: "templates" names `), error);
  });
});

describe('the unit for systemd', () => {
  const unit = readFileSync(new URL('../../assets/production/smsdesk-relay.service', import.meta.url), 'utf8');

  it('starts the relay as --help says, and waits for a whole stop', () => {
    const [, command] = /^ExecStart=\/\S+\/smsdesk-relay (.+)$/m.exec(unit);
    const flags = flagsOf(relay('--help').out).map(([flag]) => flag);
    for (const [flag] of command.matchAll(/--[\w-]+/g)) assert.ok(flags.includes(flag), flag);
    const usual = (name) => Number(new RegExp(`^# ${name} = (\\d+)`, 'm').exec(readFileSync(new URL('../../assets/production/relay.toml', import.meta.url), 'utf8'))[1]);
    assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)[1]) > usual('notice_seconds') + usual('seconds'));
  });

  it('is started again however often it fails, and a refused system call is no reason to kill it', () => {
    assert.match(unit, /^\[Unit\]\n(?:.+\n)*StartLimitIntervalSec=0\n/m);
    assert.match(unit, /^Restart=on-failure$/m);
    assert.match(unit, /^SystemCallErrorNumber=EPERM$/m);
  });

  it('is in order by systemd\'s own judgement', (t) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) return t.skip('systemd-analyze is not here');
    const folder = mkdtempSync(join(tmpdir(), 'smsdesk-unit-'));
    const file = join(folder, 'smsdesk-relay.service');
    writeFileSync(file, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.env.SMSDESK_RELAY}`));
    const { code, out, error } = run('systemd-analyze', 'verify', file);
    // In tenths of 0 (shut off from all) to 10 (as root, with everything); network and a port below 1024 are 1.6 of it.
    const exposed = run('systemd-analyze', 'security', '--no-pager', '--offline=true', '--threshold=17', file);
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual({ code, said: out + error }, { code: 0, said: '' });
    assert.equal(exposed.code, 0, exposed.out + exposed.error);
    return undefined;
  });
});

describe('the relay\'s flags', () => {
  it('go before the file\'s settings', async () => {
    const carrier = await startApplication();
    const desk = new Relay(await freePort(), 'http://127.0.0.1:1');
    const [port, site, data] = [await freePort(), join(desk.folder, 'other-site'), join(desk.folder, 'other-data')];
    mkdirSync(site);
    writeFileSync(join(site, 'index.html'), '<!doctype html><title>another</title>');
    writeFileSync(join(site, 'site.json'), '[{"path":"/","file":"index.html","type":"text/html; charset=utf-8"}]');
    const given = {
      '--listen-address': '127.0.0.2', '--listen-port': String(port), '--public-url': `http://127.0.0.2:${port}`, '--data-dir': data,
      '--site-dir': site, '--carrier-url': carrier.url, '--log-level': 'off', '--drain-notice-seconds': '1',
    };
    const others = ['--help', '--version', '--config', '--check'];
    assert.deepEqual(flagsOf(relay('--help').out).map(([flag]) => flag).sort(), [...Object.keys(given), ...others].sort(), 'this test knows them all');
    try {
      await desk.start(Object.entries(given).flat());
      desk.url = `http://127.0.0.2:${port}`;
      assert.match(await (await fetch(desk.url)).text(), /another/);
      assert.equal((await desk.signIn('ana', kPasswords.ana, `http://127.0.0.1:${desk.port}`)).status, 403, 'the address of the file');
      const ana = await Page.open(desk, await desk.cookieOf('ana'));
      await ana.startWork();
      assert.equal((await desk.inbound('Hello')).status, 200, 'signed over the other address');
      const shown = await ana.entry('an offer', (entry) => entry.type === 'conversation_shown' && entry.conversation.detail);
      const conversation = shown.conversation.id;
      await ana.must({ type: 'answer_offer', offer: shown.conversation.offer || shown.offer.id });
      await ana.must({ type: 'send_message', conversation, text: 'Hi', seen_up_to: 0, ignores_newer: true });
      await until('the other carrier to be asked', () => carrier.hooks.some(({ path, fields }) => path.endsWith('/Messages.json') && fields.Body === 'Hi'));
      await ana.close();
      assert.ok(existsSync(data) && !existsSync(join(desk.folder, 'data')), 'the database is in the other folder');
      assert.deepEqual(await desk.end(), { code: 0, signal: null });
      assert.equal(desk.log, '', 'the log is off');
      assert.match(desk.run('--check').out, /in order/);
      assert.match(relay('--version').out, /^smsdesk-relay \d+\.\d+\.\d+\n$/);
    } finally {
      if (desk.child?.exitCode === null && desk.child.signalCode === null) await desk.end();
      await carrier.stop();
      desk.remove();
    }
  });

  it('that move the relay on this machine move both its names', async () => {
    const desk = new Relay(await freePort(), 'http://127.0.0.1:9');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    try {
      // As `./smsdesk run --port` gives them.
      await desk.start(['--listen-port', String(port), '--public-url', url]);
      desk.url = url;
      for (const origin of [url, `http://localhost:${port}`]) assert.equal((await desk.signIn('ana', kPasswords.ana, origin)).status, 200, origin);
      assert.equal((await desk.signIn('ana', kPasswords.ana, `http://localhost:${desk.port}`)).status, 403, 'the port of the file');
      assert.deepEqual(await desk.end(), { code: 0, signal: null });
    } finally {
      if (desk.child?.exitCode === null && desk.child.signalCode === null) await desk.end();
      desk.remove();
    }
  });

  it('are refused with a sentence where they are bad', () => {
    const table = [
      [['--colour', 'red'], /--colour/], [['paint'], /not expected: paint/], [['--config'], /--config/], [['--config', '/nowhere/relay.toml'], /\/nowhere\/relay\.toml cannot be read/],
      [['--listen-port', '65536'], /--listen-port.* 0 to 65535/], [['--listen-port', '-1'], /--listen-port/], [['--listen-port', 'x'], /--listen-port/],
      [['--drain-notice-seconds', '-1'], /--drain-notice-seconds.* 0 to 300/], [['--drain-notice-seconds', '301'], /--drain-notice-seconds/], [['--drain-notice-seconds', 'x'], /--drain-notice-seconds/],
      [['--log-level', 'loud'], /--log-level: must be trace/], [['--public-url', 'ftp://x'], /--public-url: must be an http/],
      [['--public-url', 'https://desk.example/path'], /--public-url.*without a path/], [['--carrier-url', 'http://api.example'], /--carrier-url: must begin with https/],
      [['organisation'], /subcommand/], [['organisation', 'export', '--format', 'xml'], /--format/], [['set-password'], /login/], [['backup'], /file/],
    ];
    for (const [args, words] of table) isRefused(relay(...args), args, words);
  });
});

/** Ended by itself with a fault, said in words on standard error. */
function isRefused({ code, out, error }, args, words) {
  assert.ok(code > 0, `${args.join(' ')}: ended with ${code}`);
  assert.equal(out, '', args.join(' '));
  assert.match(error, words, args.join(' '));
  assert.ok(error.trim().split(' ').length >= 4, `${args.join(' ')}: ${error}`);
}

describe('the mock\'s flags', () => {
  const faultFlags = flagsOf(mock('--help').out.split('Faults on demand')[1]).map(([flag]) => flag);
  const nameOf = (flag) => flag.slice(2).replaceAll('-', '_');
  const withMock = async (flags, does) => {
    const one = await startMock(flags);
    try {
      await does(one);
    } finally {
      assert.deepEqual(await one.stop(), { code: 0, signal: null });
    }
  };
  const send = (one, extra = {}) => one.client().messages.create({ to: kPhone, from: kOurs, body: 'Hi', ...extra });
  const refusal = (promise) => promise.then(() => assert.fail('the call should have been refused'), (error) => error);

  it('are refused with a sentence where they are bad', () => {
    const table = [
      [['--colour', 'red'], /--colour/], [['extra'], /not expected: extra/], [['--port'], /--port/], [['--port', '65536'], /--port.* 0 to 65535/],
      [['--address', '300.1.1.1'], /300\.1\.1\.1/], [['--account-sid', 'x'], /--account-sid must be AC/], [['--auth-token', ''], /--auth-token must not be empty/],
      [['--api-key', 'SK1'], /--api-key must be SK/], [['--messaging-service', 'x'], /--messaging-service must be MG/], [['--number', '12'], /--number 12 is not a phone number/],
      [['--number', `${kOurs}=ftp://x`], /ftp:\/\/x/], [['--webhook-url', 'ftp://x'], /--webhook-url.*http/], [['--number', `${kOurs}=http://127.0.0.1/x`, '--webhook-url', 'ftp://x'], /--webhook-url/],
      [['--customers', '-1'], /count must be/], [['--customers', '1000000'], /count must be/], [['--rate', '0'], /rate_per_minute must be/], [['--pace', '-1'], /pace_percent must be/],
      [['--seed', '-1'], /--seed/], [['--seed', 'x'], /--seed/], [['--page-dir', '/nowhere/pages'], /\/nowhere\/pages/],
      [['--delay-ms-min', '2', '--delay-ms-max', '1'], /delay_ms_min is above delay_ms_max/],
      ...faultFlags.flatMap((flag) => [[[flag, '-1'], new RegExp(`${nameOf(flag)}.*must be from`)], [[flag, 'x'], new RegExp(flag)], [[flag, '1.5'], new RegExp(flag)], [[flag, '1000000'], new RegExp(`${nameOf(flag)}.*must be from`)]]),
    ];
    for (const [args, words] of table) isRefused(mock(...(args.includes('--port') ? args : ['--port', '0', ...args])), args, words);
  });

  it('set every fault', async () => {
    const given = Object.fromEntries(faultFlags.map((flag, i) => [flag, flag.endsWith('-code') ? 21_600 + i : 10 + i]));
    await withMock(Object.entries(given).flat().map(String), async (one) => {
      const expected = Object.fromEntries(Object.entries(given).map(([flag, value]) => [nameOf(flag), value]));
      assert.deepEqual((await one.state()).faults, expected);
    });
  });

  it('do what they say from the start', async () => {
    await withMock(['--rate-limit-percent', '100'], async (one) => assert.equal((await refusal(send(one))).code, 20429));
    await withMock(['--fail-5xx-percent', '100'], async (one) => assert.equal((await refusal(send(one))).status, 500));
    await withMock(['--refuse-percent', '100', '--refuse-code', '21408'], async (one) => assert.equal((await refusal(send(one))).code, 21408));
    await withMock(['--deliver-fail-percent', '100', '--deliver-fail-code', '30005'], async (one) => {
      const { sid } = await send(one);
      const message = await until('the end', async () => {
        const found = await one.client().messages(sid).fetch();
        return found.status === 'undelivered' && found;
      });
      assert.equal(message.errorCode, 30005);
    });
  });

  it('lose and double webhooks from the start', async () => {
    const application = await startApplication();
    const inbound = (one) => one.post('/mock/send', { from: kPhone, to: kOurs, body: 'Hello' });
    try {
      await withMock(['--webhook-url', `${application.url}/doubled`, '--duplicate-percent', '100'], async (one) => {
        assert.equal((await inbound(one)).status, 201);
        await until('both', () => application.hooks.length === 2);
      });
      await withMock(['--webhook-url', `${application.url}/lost`, '--lose-percent', '100'], async (one) => {
        const { body: { sid } } = await inbound(one);
        const attempt = await until('the attempt', async () => (await one.state()).webhooks.find((hook) => hook.sid === sid));
        assert.match(attempt.sentence, /Lost on purpose/);
      });
      assert.ok(application.hooks.every(({ path }) => path === '/doubled'));
    } finally {
      await application.stop();
    }
  });
});
