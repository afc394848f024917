// A keyboard on the glass of an iPhone or iPad: the stage takes what is left to be seen (Canvas.seenPart and fitToSeen in
// canvas.js), and no field has words at which the browser enlarges the page (Page.fieldSizeMin in page.js).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/// A library as the linker takes it, in a browser that is `window` and `document`.
function library(name, file, window = {}, document = {}) {
  const made = {};
  const source = readFileSync(path.join(root, 'web/platform/browser', file), 'utf8');
  new Function(name, 'mergeInto', 'LibraryManager', 'window', 'document', source)(
    made, (_, library) => Object.assign(made, library[`$${name}`]), {library: {}}, window, document);
  return made;
}

describe('what is seen of the page', () => {
  const canvas = library('Canvas', 'canvas.js');
  const part = (view, {all = 844, device = 3, before = null} = {}) =>
    canvas.seenPart(all, view && {offsetTop: 0, scale: 1, ...view}, device, before);

  it('is all of it without a keyboard, and where the browser says nothing of it', () => {
    assert.equal(part(undefined), null);
    assert.equal(part({height: 844}), null);
    // A size between pixels, and bars of the browser that have just gone.
    assert.equal(part({height: 843.33}), null);
    assert.equal(part({height: 900}), null);
    // Safari 26 says for a while that it is still moved, when the keyboard has gone.
    assert.equal(part({height: 844, offsetTop: 24}), null);
  });

  it('is what the keyboard leaves, wherever the browser has moved it', () => {
    assert.deepEqual(part({height: 508}), {top: 0, height: 508});
    assert.deepEqual(part({height: 508, offsetTop: 336}), {top: 336, height: 508});
    // It swings beyond the edge.
    assert.deepEqual(part({height: 508, offsetTop: -20}), {top: 0, height: 508});
  });

  it('is whole device pixels', () => {
    for (const device of [1, 1.5, 2, 3]) {
      const {top, height} = part({height: 508.4, offsetTop: 100.7}, {device});
      for (const size of [top, height]) assert.ok(Math.abs(size * device - Math.round(size * device)) < 1e-9, `${size} at ${device}`);
      assert.ok(Math.abs(top - 100.7) <= 0.5 / device + 1e-9 && height <= 508.4 && height > 508.4 - 1 / device, `${top} ${height} at ${device}`);
    }
  });

  it('stays as it was while the page is enlarged by pinching, and is whole again when the keyboard goes', () => {
    const before = {top: 336, height: 508};
    assert.equal(part({height: 254, scale: 2, offsetTop: 400}, {before}), before);
    assert.equal(part({height: 254, scale: 2}), null);
    assert.equal(part({height: 422, scale: 2, offsetTop: 100}, {before}), null);
    assert.equal(part({height: 281.33, scale: 3}, {before}), null);
  });

  it('is where the stage stands, and the pointer is told from there', () => {
    const style = {}, visualViewport = {height: 844, offsetTop: 0, scale: 1};
    const shown = library('Canvas', 'canvas.js', {visualViewport, devicePixelRatio: 2}, {documentElement: {clientHeight: 844}});
    shown.root = {style, getBoundingClientRect: () => ({top: parseFloat(style.top)})};
    shown.fitToSeen();
    assert.deepEqual(style, {}, 'nothing is touched where nothing covers it');
    Object.assign(visualViewport, {height: 500, offsetTop: 200});
    shown.fitToSeen();
    assert.deepEqual(style, {top: '200px', bottom: 'auto', height: '500px'});
    assert.equal(shown.top, 200);
    visualViewport.offsetTop = 120;
    shown.fitToSeen();
    assert.equal(style.top, '120px');
    assert.equal(shown.top, 120);
    Object.assign(visualViewport, {height: 844, offsetTop: 0});
    shown.fitToSeen();
    assert.deepEqual(style, {top: '0', bottom: '0', height: 'auto'});
    assert.equal(shown.top, 0);
  });
});

describe('the least size of words in fields', () => {
  const {fieldSizeMin} = library('Page', 'page.js');

  it('is what iOS leaves as it is, on its phones and tablets alone', () => {
    for (const [platform, touchPoints] of [['iPhone', 5], ['iPad', 5], ['MacIntel', 5]])
      assert.equal(fieldSizeMin(platform, touchPoints, 1), 16, platform);
    for (const [platform, touchPoints] of [['MacIntel', 0], ['Win32', 10], ['Linux armv8l', 5], ['Linux x86_64', 0], ['', 0]])
      assert.equal(fieldSizeMin(platform, touchPoints, 1), 0, platform);
  });

  it('has 16 px on the screen at every text size', () => {
    for (const textSize of [0.9, 1, 1.15, 1.3, 1.5]) {
      const size = fieldSizeMin('iPhone', 5, textSize);
      assert.ok(Math.fround(size * textSize) >= 16 && size * textSize < 16.5, `${size} at ${textSize}`);
    }
  });
});
