// What a packed site promises to its server, its page and its worker: of the client as it is shipped, and of the page that the
// other tests of the shell look at.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const build = process.env.SMSDESK_BUILD ?? path.join(root, 'build/web-release');

for (const name of ['site', 'mirror_probe_site']) {
  describe(`packed ${name}`, () => {
    const folder = path.join(build, name);
    const read = (file) => readFileSync(path.join(folder, file));
    const entries = JSON.parse(read('site.json').toString());
    const paths = new Set(entries.map((entry) => entry.path));

    it('lists every file, and nothing that is not there', () => {
      const listed = entries.flatMap((entry) => [entry.file, entry.br, entry.gz]).filter((file) => file !== '');
      assert.deepEqual([...listed, 'site.json'].sort(), readdirSync(folder).sort());
    });

    it('has variants that give back the file and are smaller', () => {
      for (const entry of entries) {
        const plain = read(entry.file);
        if (entry.br) assert.ok(brotliDecompressSync(read(entry.br)).equals(plain) && read(entry.br).length < plain.length, entry.br);
        if (entry.gz) assert.ok(gunzipSync(read(entry.gz)).equals(plain) && read(entry.gz).length < plain.length, entry.gz);
      }
      assert.ok(entries.some((entry) => entry.br) && entries.some((entry) => entry.gz));
    });

    it('calls immutable only what carries the hash of its content', () => {
      for (const entry of entries) {
        const digest = createHash('sha256').update(read(entry.file)).digest('hex').slice(0, 10);
        assert.equal(entry.immutable, entry.file.includes(`.${digest}.`), entry.file);
        assert.equal(entry.immutable, /\.[0-9a-f]{10}\./.test(entry.file), `${entry.file} carries the hash of something else`);
      }
    });

    it('is named in its page by the hashed names', () => {
      const named = [...read('index.html').toString().matchAll(/\s(?:href|src|content|data-\w+)="([\w.-]+\.[a-z]+)"/g)].map((match) => match[1]);
      assert.ok(named.length >= 8);
      for (const file of named) assert.ok(paths.has(`/${file}`), file);
      for (const begin of ['boot', 'client', 'mark', 'mark-unread', 'mark-maskable-180', 'emoji', 'words.de'])
        assert.ok(named.some((file) => new RegExp(`^${begin}\\.[0-9a-f]{10}\\.`).test(file)), begin);
    });

    /// {width, height, isOpaque} by a PNG file's head: what it says of itself, not what its name says.
    const headOf = (file) => {
      const bytes = read(file);
      assert.equal(bytes.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n', file);
      assert.equal(bytes.toString('latin1', 12, 16), 'IHDR', file);
      return {width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), isOpaque: bytes[25] === 2};
    };
    const typeOf = (file) => entries.find((entry) => entry.path === `/${file}`)?.type;

    it('can be installed: its manifest has what browsers ask for, and icons of the sizes that it says', () => {
      const manifest = JSON.parse(read('manifest.webmanifest'));
      for (const member of ['name', 'short_name', 'description', 'id', 'start_url', 'scope', 'background_color', 'theme_color'])
        assert.ok(manifest[member], member);
      assert.equal(manifest.display, 'standalone');
      assert.ok(paths.has(manifest.start_url) && manifest.start_url.startsWith(manifest.scope));
      assert.match(read('index.html').toString(), /<link rel="manifest" href="manifest\.webmanifest">/);
      for (const {src, type, sizes} of manifest.icons) {
        assert.equal(typeOf(src), type, src);
        if (type !== 'image/png') continue;
        const {width, height} = headOf(src);
        assert.equal(sizes, `${width}x${height}`, src);
      }
      for (const wanted of ['any', 'maskable']) {
        for (const sizes of ['192x192', '512x512'])
          assert.ok(manifest.icons.some((icon) => icon.type === 'image/png' && icon.purpose === wanted && icon.sizes === sizes), `${wanted} ${sizes}`);
      }
      // A launcher cuts its own shape: what is not filled would be a hole.
      for (const {src, type, purpose} of manifest.icons)
        if (type === 'image/png' && purpose === 'maskable') assert.ok(headOf(src).isOpaque, src);
    });

    it('has a picture for the home screen of an iPhone', () => {
      const [, sizes, file] = /<link rel="apple-touch-icon" sizes="([^"]+)" href="([^"]+)">/.exec(read('index.html').toString());
      assert.equal(typeOf(file), 'image/png');
      assert.deepEqual(headOf(file), {width: 180, height: 180, isOpaque: true});
      assert.equal(sizes, '180x180');
    });

    // relay/host/site.cpp sends it with every file: all from here, scripts and styles in files, nothing made from text.
    it('needs nothing that the Content-Security-Policy forbids', () => {
      const page = read('index.html').toString();
      assert.doesNotMatch(page, /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|<base/);
      const from = [...page.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
      for (const file of from) assert.ok(paths.has(`/${file}`), file);
      for (const entry of entries) {
        const text = read(entry.file).toString();
        if (entry.file.endsWith('.js')) assert.doesNotMatch(text, /\beval\(|\bnew Function\(|\bFunction\(["'`]|\bimportScripts\(/, entry.file);
        if (entry.file.endsWith('.css')) assert.doesNotMatch(text, /@import|url\(/, entry.file);
      }
    });

    it('has a worker that keeps the files of this version that a start needs, and nothing that changes under its name', () => {
      const [, list] = /kFiles = \[(.*)\]/.exec(read('worker.js').toString());
      const kept = list.split(', ').map((file) => file.slice(1, -1));
      const isWantedLater = (entry) => /^\/(emoji|words)\./.test(entry.path);
      const isForLaunchers = (entry) => entry.type === 'image/png';
      const wanted = entries.filter((entry) => entry.immutable && !isWantedLater(entry) && !isForLaunchers(entry)).map((entry) => entry.path);
      const languages = readdirSync(path.join(root, 'assets/languages')).filter((file) => file.endsWith('.po'));
      assert.equal(entries.filter(isWantedLater).length, 1 + 2 * languages.length,
        'the emoji, their names and the languages are packed, too');
      assert.deepEqual(kept.sort(), wanted.sort());
    });
  });
}
