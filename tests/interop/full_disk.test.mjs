// When the disk is full: nothing is acknowledged that is not kept, and everybody is told why. A file of its own, so that
// ctest says where it could not be tried: mounting a small disk takes rights.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { until } from './support.mjs';
import { Page, allMessages, newSid, startPair } from './relay_support.mjs';

const count = (list, text) => list.filter((one) => one === text).length;

describe('the relay', () => {
  it('with a full disk says try again, and goes on without a restart when there is room', async (test) => {
    const disk = mkdtempSync(join(tmpdir(), 'smsdesk-disk-'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
    if (mounted.status !== 0) {
      rmdirSync(disk);
      // CMakeLists.txt knows these words, so that ctest counts the test as skipped.
      console.log(`SKIPPED: a small disk cannot be mounted here: ${mounted.stderr || mounted.error}`);
      test.skip();
      return;
    }
    const pair = await startPair({ dataDir: disk });
    const { relay } = pair;
    try {
      const mira = await relay.cookieOf('mira');
      const page = await Page.open(relay, mira);
      const ballast = join(disk, 'ballast');
      assert.throws(() => writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024)), /ENOSPC/);
      const [acknowledged, refused] = [[], []];
      for (let i = 0; refused.length < 3; ++i) {
        assert.ok(i < 2_000, 'the disk is full at some time');
        const job = { sid: newSid(), from: '+12125553401', text: `disk-${i}-${'x'.repeat(1_000)}` };
        const answer = await relay.inbound(job.text, job);
        assert.ok([200, 503].includes(answer.status), `answered ${answer.status}`);
        (answer.status === 200 ? acknowledged : refused).push(job);
      }
      const ready = await fetch(`${relay.url}/readyz`);
      assert.equal(ready.status, 503);
      assert.match(await ready.text(), /^The disk is full, .*: free some space there\. The relay goes on by itself as soon as it can write again\.\n$/);
      assert.equal((await page.closed).code, 1013);
      assert.equal((await relay.metrics()).smsdesk_store_writable, 0);
      rmSync(ballast);
      await until('the relay to be ready again', async () => (await fetch(`${relay.url}/readyz`)).status === 200);
      for (const job of refused) assert.equal((await relay.inbound(job.text, job)).status, 200);
      const texts = (await allMessages(relay, mira)).map(([, message]) => message.text);
      for (const { text } of [...acknowledged, ...refused]) assert.equal(count(texts, text), 1, text.slice(0, 10));

      // Full when it starts, it ends at once, with a sentence that promises nothing.
      await relay.end();
      assert.throws(() => writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024)), /ENOSPC/);
      const { code, error } = relay.run();
      assert.equal(code, 1);
      assert.match(error, /^smsdesk-relay: The disk is full, so nothing could be written to \S+: free some space there\.\n$/);
      rmSync(ballast);
      await relay.start();
    } finally {
      await pair.stop();
      spawnSync('umount', [disk]);
      rmdirSync(disk);
    }
  });
});
