// Twilio's own calculator judges what we say of segments and of smart encoding, on generated texts. Where our table differs from
// its table, the reason stands here; a difference without a reason fails.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {describe, it} from 'node:test';

const require = createRequire(import.meta.url);
const {SegmentedMessage} = require('sms-segments-calculator');
const theirMap = require('sms-segments-calculator/dist/libs/SmartEncodingMap.js').default;
const tool = process.env.SMSDESK_TOOL;

/// Our answers to these texts.
function ours(texts, smart = true) {
  const input = texts.map((text) => JSON.stringify({text, smart})).join('\n') + '\n';
  const run = spawnSync(tool, ['segments'], {input, encoding: 'utf8', maxBuffer: 1 << 28});
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

const inRange = (from, to) => (c) => c >= from && c <= to;
const oneOf = (text) => (c) => text.includes(String.fromCodePoint(c));
/// Ours → theirs differs for these, on purpose.
const reasons = [
  ['a space is one space, not two', (c, them, us) => us === ' ' && /^ +$/.test(them)],
  ['a control character is no text and never reaches a message (core/sms/text_cleanup.h)', (c) => c < 0x20 || inRange(0x80, 0x9F)(c)],
  ['an accent belongs to its letter: as a sign of its own it would spoil the word', inRange(0x300, 0x36F)],
  ['a mark laid over another sign is no sign of its own', (c) => inRange(0x20D0, 0x20FF)(c) || inRange(0x1DC0, 0x1DFF)(c)],
  ['a letter of phonetic or other scripts is another letter', (c) => inRange(0x1D00, 0x1D7F)(c) || inRange(0xA720, 0xA7FF)(c) ||
    inRange(0x250, 0x2AF)(c) || c === 0x1C3 || c === 0x2D0 || c === 0x2F8],
  ['a fraction beside a figure would be another number: 1½ is not 11/2', oneOf('¼½¾')],
  ['a division sign is no slash: 6÷2 is not a date', oneOf('÷')],
  ['a single quotation mark is one, and no comma or angle bracket', oneOf('‚‹›')],
  ['a line ends', (c) => c === 0x2028 || c === 0x2029],
  ['signs of Chinese and Japanese stand in texts that stay Unicode', (c) => oneOf('。、｡､')(c)],
  ['presentation forms, ornaments and parts of drawings are no signs of writing', (c) => inRange(0xFE10, 0xFE19)(c) ||
    inRange(0x2700, 0x27BF)(c) || inRange(0x2300, 0x23FF)(c)],
  ['signs of mathematics and rare punctuation mean something else', (c) => inRange(0x2200, 0x22FF)(c) || inRange(0x27C0, 0x2AFF)(c) ||
    oneOf('⁏‗')(c) || c === 0x2D6 || c === 0x2F7 || c === 0xFE51],
  ['what joins or parts letters of other scripts stays: a text with it is Unicode anyway', (c) => c === 0x200C],
];
const reasonFor = (character, us) => reasons.find(([, fits]) => fits(character.codePointAt(0), theirMap[character], us))?.[0];

describe('smart encoding beside Twilio\'s calculator', () => {
  it('has the same equivalents, or a reason', () => {
    const characters = Object.keys(theirMap);
    const answers = ours(characters.map((character) => `a${character}b`));
    const differing = [];
    characters.forEach((character, i) => {
      const us = answers[i].text.slice(1, -1);
      if (us !== theirMap[character] && !reasonFor(character, us))
        differing.push(`U+${character.codePointAt(0).toString(16)} ${character}: "${us}", theirs "${theirMap[character]}"`);
    });
    assert.deepEqual(differing, []);
    const same = characters.filter((character, i) => answers[i].text.slice(1, -1) === theirMap[character]);
    assert.ok(same.length > 120, `only ${same.length} are the same`);
  });

  it('counts segments as they do, with and without it, on 4,000 generated texts', () => {
    const characters = Object.keys(theirMap);
    const single = ours(characters.map((character) => `a${character}b`));
    const shared = characters.filter((character, i) => single[i].text.slice(1, -1) === theirMap[character]);
    const plain = [...'abcdefghij ABC 0123 .,!?@€[]{}éèñü\n'];
    const beyond = [...'漢жαç', '😀', '👩‍👩‍👧‍👦', '🇩🇪'];
    let seed = 20261126;
    const below = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % n; };
    const texts = [];
    for (let i = 0; i < 4000; i++) {
      let text = '';
      const pools = [plain, plain, plain, shared, ...(below(4) === 0 ? [beyond] : [])];
      for (let n = below(400) + 1; n > 0; n--) {
        const pool = pools[below(pools.length)];
        text += pool[below(pool.length)];
      }
      texts.push(text);
    }
    for (const smart of [false, true]) {
      const answers = ours(texts, smart);
      texts.forEach((text, i) => {
        // Their calculator writes in GSM's characters even where the text stays Unicode all the same; ours does too.
        const theirs = new SegmentedMessage(text, 'auto', smart);
        const what = JSON.stringify(text);
        assert.equal(answers[i].encoding, theirs.encodingName, what);
        assert.equal(answers[i].segments, theirs.segmentsCount, what);
      });
    }
  });

  it('never makes a text that fits GSM another one', () => {
    const texts = ['plain text', '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞ', 'ÆæßÉ !"#¤%&\'()*+,-./', '{}[]~\\|^€'];
    assert.deepEqual(ours(texts).map((one) => one.text), texts);
  });
});
