// The client does not grow unseen. How large it is and why: docs/architecture.md, 6; what it is held against: ./smsdesk bench
// client.size, which counts by the same function.
import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {siteFolder} from './support/place.mjs';
import {kilobytesOf, loadedFiles} from './support/site_size.mjs';

const kKilobytesMax = 673;

describe('the size of what a browser loads', () => {
  it('counts page, scripts, styles and WebAssembly as they travel, and nothing else', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-size-'));
    try {
      const sizes = {'index.html': 9000, 'index.html.br': 1000, 'a.js': 2000, 'a.css.br': 400, 'a.wasm.br': 50_000, 'b.svg': 7000, 'c.txt': 8000, 'd.png': 6000};
      for (const [name, size] of Object.entries(sizes)) await writeFile(path.join(folder, name), Buffer.alloc(size));
      await writeFile(path.join(folder, 'site.json'), JSON.stringify([
        {path: '/', file: 'index.html', type: 'text/html; charset=utf-8', br: 'index.html.br'},
        {path: '/a.js', file: 'a.js', type: 'text/javascript; charset=utf-8'},
        {path: '/a.css', file: 'a.css', type: 'text/css; charset=utf-8', br: 'a.css.br'},
        {path: '/a.wasm', file: 'a.wasm', type: 'application/wasm', br: 'a.wasm.br'},
        {path: '/b.svg', file: 'b.svg', type: 'image/svg+xml'},
        {path: '/c.txt', file: 'c.txt', type: 'text/plain; charset=utf-8'},
        {path: '/d.png', file: 'd.png', type: 'image/png'},
      ]));
      const files = await loadedFiles(folder);
      assert.deepEqual(files.map((file) => file.path), ['/', '/a.js', '/a.css', '/a.wasm']);
      assert.equal(kilobytesOf(files).toFixed(3), '53.400');
      await writeFile(path.join(folder, 'site.json'), '[]');
      await assert.rejects(loadedFiles(folder), /There is no page/);
    } finally {
      await rm(folder, {recursive: true, force: true});
    }
  });

  it(`is ${kKilobytesMax} KB at most`, async () => {
    const files = await loadedFiles(siteFolder());
    const kilobytes = kilobytesOf(files);
    const largest = [...files].sort((a, b) => b.kilobytes - a.kilobytes).slice(0, 3);
    assert.ok(kilobytes <= kKilobytesMax, `${kilobytes.toFixed(1)} KB with brotli; the largest: ${largest.map((file) => `${file.path} ${file.kilobytes.toFixed(1)}`).join(', ')}`);
  });
});
