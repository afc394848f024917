// Unicode's own data, of Debian's package unicode-data, judge the direction of a paragraph (TextRuns.isRtl in text.js). The
// browser decides the same for the words that lie over the canvas, so that a difference would set the two apart.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/// The lines of a file of that package as their fields, without comments.
function fieldsOf(name, begin = /^[0-9A-F]/) {
  const file = path.join('/usr/share/unicode', name);
  assert.ok(existsSync(file), `${file} is missing: apt-get install unicode-data (or ./smsdesk setup test).`);
  return readFileSync(file, 'utf8').split('\n').filter((line) => begin.test(line)).map((line) => line.split(/\s*;\s*/));
}

/// text.js as the linker takes it, started on a page of which it needs hardly anything.
function textRuns() {
  const runs = {};
  const context = {};
  const document = {
    createElement: () => ({getContext: () => context}),
    documentElement: {style: {setProperty() {}}},
  };
  const source = readFileSync(path.join(root, 'web/platform/browser/text.js'), 'utf8');
  new Function('TextRuns', 'mergeInto', 'LibraryManager', 'document', source)(
    runs, (_, library) => Object.assign(runs, library.$TextRuns), {library: {}}, document);
  runs.start();
  return runs;
}

const runs = textRuns();
const hex = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

describe('the direction of a paragraph', () => {
  it('is what Unicode\'s tests of the algorithm say', () => {
    const wrong = [];
    let read = 0, rightToLeft = 0;
    for (const [characters, direction, level] of fieldsOf('BidiCharacterTest.txt')) {
      if (direction !== '2') continue;
      const text = String.fromCodePoint(...characters.split(' ').map((one) => parseInt(one, 16)));
      read += 1;
      rightToLeft += Number(level);
      if (runs.isRtl(text) !== (level === '1')) wrong.push(characters);
    }
    assert.deepEqual(wrong, []);
    assert.ok(rightToLeft > 5 && read - rightToLeft > 5, `${read} lines, ${rightToLeft} from right to left`);
  });

  it('is the same with every order of up to four classes', () => {
    const examples = {
      L: 'a', R: '\u05D0', AL: '\u0627', EN: '1', ES: '+', ET: '%', AN: '\u0660', CS: ',', S: '\t', WS: ' ', ON: '!', NSM: '\u0300', BN: '\u00AD',
      LRE: '\u202A', RLE: '\u202B', PDF: '\u202C', LRO: '\u202D', RLO: '\u202E', LRI: '\u2066', RLI: '\u2067', FSI: '\u2068', PDI: '\u2069',
    };
    const wrong = [];
    let read = 0;
    for (const [classes, directions] of fieldsOf('BidiTest.txt', /^[A-Z]/)) {
      // Bits: 1 a direction found, 2 from left to right, 4 from right to left have these levels. All three tell nothing.
      if ((directions !== '3' && directions !== '5') || /\bB\b/.test(classes)) continue;
      read += 1;
      if (runs.isRtl(classes.split(' ').map((one) => examples[one]).join('')) !== (directions === '5')) wrong.push(classes);
    }
    assert.deepEqual(wrong, []);
    assert.ok(read > 100000, `${read} lines`);
  });

  it('comes from the first strong character, whichever it is', () => {
    // A mark without a direction in Unicode 15, a spacing mark with one (Mc, L) in 17: it is as the browser has it.
    const changed = new Set([0x1171E]);
    const wrong = [];
    let read = 0;
    for (const [range, classAndKind] of fieldsOf('extracted/DerivedBidiClass.txt')) {
      const [, bidiClass, kind] = /^(\w+)\s*# (..)/.exec(classAndKind);
      if (kind === 'Cn' || kind === 'Cs' || bidiClass === 'B') continue;  // B ends paragraphs; TextRuns.clean() takes them away
      const [first, last = first] = range.split('..').map((one) => parseInt(one, 16));
      for (let c = first; c <= last; c++) {
        const character = String.fromCodePoint(c);
        if (changed.has(c) || ['LRI', 'RLI', 'FSI', 'PDI'].includes(bidiClass)) continue;
        const isRight = bidiClass === 'R' || bidiClass === 'AL', isLeft = bidiClass === 'L';
        read += 1;
        // What stands behind it decides where it does not.
        if (runs.isRtl(`${character}a`) !== isRight || runs.isRtl(`${character}\u05D0`) === isLeft)
          wrong.push(`${hex(character)} is ${bidiClass}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(read > 280000, `${read} characters`);
  });

  it('passes over what stands in isolates, closed or not', () => {
    for (const open of ['\u2066', '\u2067', '\u2068']) {
      assert.equal(runs.isRtl(`${open}\u05D0\u2069a`), false);
      assert.equal(runs.isRtl(`${open}a\u2069\u05D0`), true);
      assert.equal(runs.isRtl(`${open}a${open}b\u2069c\u2069\u05D0`), true);
      assert.equal(runs.isRtl(`${open}\u05D0`), false);
      assert.equal(runs.isRtl(`\u2069${open}a\u2069\u05D0`), true);
    }
  });
});
