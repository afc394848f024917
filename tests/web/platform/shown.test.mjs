// What a browser is asked about media, and what its answers mean (shown.js).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/// shown.js as the linker takes it, in a browser that plays these types, and decodes these pictures; null: it cannot be asked.
async function browser(plays, decodes) {
  const made = {};
  const source = readFileSync(path.join(root, 'web/platform/browser/shown.js'), 'utf8');
  const document = {createElement: () => ({canPlayType: (type) => plays.includes(type) ? 'maybe' : ''})};
  const decoder = decodes === null ? undefined : class {
    static isTypeSupported(type) {
      return decodes === 'fails' ? Promise.reject(new Error('no')) : Promise.resolve(decodes.includes(type));
    }
  };
  new Function('SmsShown', 'mergeInto', 'LibraryManager', 'document', 'ImageDecoder', source)(
    made, (_, library) => Object.assign(made, library.$SmsShown), {library: {}}, document, decoder);
  made.ask();
  await new Promise((resolve) => setImmediate(resolve));
  return made;
}

describe('what a browser shows', () => {
  it('of audio and video is what it says', async () => {
    const one = await browser(['audio/mpeg'], []);
    assert.equal(one.can('audio/mpeg'), true);
    assert.equal(one.can('audio/amr'), false);
    assert.equal(one.can('video/webm'), false);
  });

  it('of QuickTime is what it says of that or of what phones put into it', async () => {
    const film = 'video/quicktime', inside = 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"';
    assert.equal((await browser([film], [])).can(film), true);
    assert.equal((await browser([inside], [])).can(film), true);
    assert.equal((await browser(['video/mp4'], [])).can(film), false, 'the container alone says nothing');
  });

  it('of pictures is every one but those that it says it cannot decode', async () => {
    assert.equal((await browser([], [])).can('image/heic'), false);
    assert.equal((await browser([], ['image/heic'])).can('image/heic'), true);
    assert.equal((await browser([], null)).can('image/heic'), true, 'it cannot be asked: it is tried');
    assert.equal((await browser([], 'fails')).can('image/heic'), true);
    assert.equal((await browser([], [])).can('image/png'), true);
  });
});
