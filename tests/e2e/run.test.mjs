// ./smsdesk run as a newcomer meets it: the real script with the demo's own files and the real programs, in a folder of its own.
// cmake and ninja do nothing there: what they would build is built already.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {createConnection} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {launch} from './support/browser.mjs';
import {AgentPage, freePort, native, readable, root, unexpectedFaults, unreached, until, web} from './support/desk.mjs';
import {renderer} from './support/with_desk.mjs';

/// Whether something listens there.
const isOpen = (port) => new Promise((resolve) => {
  const socket = createConnection(port, '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

describe('./smsdesk run', {timeout: 240_000}, () => {
  let house, port, mockPort;
  const running = [];
  before(async () => {
    house = await mkdtemp(path.join(tmpdir(), 'smsdesk-run-'));
    for (const part of ['smsdesk', 'tools', 'assets', 'cmake', 'CMakePresets.json']) await cp(path.join(root, part), path.join(house, part), {recursive: true});
    for (const folder of ['build', 'bin', '.cache/imgui']) await mkdir(path.join(house, folder), {recursive: true});
    await writeFile(path.join(house, '.cache/imgui/imgui.h'), '#define IMGUI_VERSION_NUM 19222\n');
    await symlink(native, path.join(house, 'build/release'));
    await symlink(web, path.join(house, 'build/web-release'));
    for (const program of ['cmake', 'ninja']) {
      await writeFile(path.join(house, 'bin', program), '#!/bin/sh\nexit 0\n');
      await chmod(path.join(house, 'bin', program), 0o755);
    }
    [port, mockPort] = [await freePort(), await freePort()];
  });
  after(async () => {
    for (const child of running) child.kill('SIGINT');
    try {
      await until(() => running.every((child) => child.exitCode !== null || child.signalCode !== null), 'the end of what was started', 40_000);
    } finally {
      for (const child of running) child.kill('SIGKILL');
      await rm(house, {recursive: true, force: true, maxRetries: 5});
    }
  });

  /// Until it says that it is ready: {output(), stop()}.
  async function start() {
    const child = spawn(path.join(house, 'smsdesk'), ['run', '--port', port, '--mock-port', mockPort], {
      cwd: house, stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, PATH: `${house}/bin:${process.env.PATH}`},
    });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data; });
    await until(() => output.includes('Stop:') || child.exitCode !== null, 'the line that says how to stop it', 120_000);
    assert.equal(child.exitCode, null, output);
    return {
      output: () => output,
      stop: async () => {
        child.kill('SIGINT');
        await until(() => child.exitCode !== null, 'its end', 40_000);
        return child.exitCode;
      },
    };
  }

  it('prints one address with sign-ins that work, stops all of it, and goes on where it was', async () => {
    let desk = await start();
    const address = desk.output().match(/smsdesk is ready: +(http:\S+)/)[1].replace(/\x1b\[\d*m/g, '');
    const signIns = [...desk.output().matchAll(/^ {4}(\S+) +(\S+) +(\S.*)$/gm)].map(([, login, password]) => ({login, password}));
    assert.ok(signIns.length >= 3, desk.output());
    const number = desk.output().match(/text (\+\d+)\)/)[1];

    const {login, password} = signIns[0];
    const browser = await launch();
    try {
      const url = address.replace(/\/$/, '');
      const agent = new AgentPage(browser.page, url);
      await agent.open(`?renderer=${renderer}`);
      await browser.page.getByLabel('Login', {exact: true}).fill(login);
      await browser.page.getByLabel('Password', {exact: true}).fill(password);
      await agent.button('Sign in').click();
      await agent.goOnQueue();
      const phone = await browser.context.newPage();
      await phone.goto(desk.output().match(/Be a customer: +(http:\S+)/)[1]);
      await phone.getByText(readable(number)).and(phone.locator(':visible')).first().waitFor();
      await phone.getByPlaceholder('Text message').fill('Where is my order?');
      await phone.getByPlaceholder('Text message').press('Enter');
      await phone.close();
      await agent.answer();
      await agent.message('Where is my order?').waitFor();

      assert.equal(await desk.stop(), 0, desk.output());
      assert.match(desk.output(), /The relay has stopped\.[^]*The mock has stopped\./);
      assert.deepEqual([await isOpen(port), await isOpen(mockPort)], [false, false]);
      await browser.page.getByText('Connection lost').first().waitFor();

      desk = await start();
      await browser.page.getByText('Connection lost').first().waitFor({state: 'hidden'});
      await agent.message('Where is my order?').waitFor();
      await browser.page.reload();
      await agent.roster().getByRole('button').first().click();
      await agent.message('Where is my order?').waitFor();
      assert.equal(await desk.stop(), 0, desk.output());
      assert.deepEqual(unexpectedFaults(browser, {expected: [unreached(url)]}), []);
    } finally {
      await browser.close();
    }
  });
});
