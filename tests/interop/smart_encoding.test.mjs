// Twilio's own calculator judges what we say of segments and of smart encoding, on generated texts. Where our table differs from
// its table, the reason stands here; a difference without a reason fails.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {describe, it} from 'node:test';

const require = createRequire(import.meta.url);
const {SegmentedMessage} = require('sms-segments-calculator');
const theirMap = require('sms-segments-calculator/dist/libs/SmartEncodingMap.js').default;
const theirText = require('sms-segments-calculator/dist/libs/textUtils.js');
const tool = process.env.SMSDESK_TOOL;

/// Our answers to these texts.
function ours(texts, smart = true) {
  return answersTo(texts.map((text) => ({text, smart})));
}
/// Our answers to these questions of the tool.
function answersTo(questions) {
  const input = questions.map((question) => JSON.stringify(question)).join('\n') + '\n';
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

/// Numbers that are the same in each run.
function below(seed) {
  return (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 2 ** 32 * n); };
}

// Their clusters are those of Unicode 10. What newer ones decide otherwise is told to them by name, here for the texts of this
// test; all else that they do with clusters stays theirs.
const consonants = '\u0915-\u0939\u0995-\u09B9\u0A95-\u0AB9\u0D15-\u0D3A', viramas = '\u094D\u09CD\u0ACD\u0D4D';
const consonant = new RegExp(`^[${consonants}]`, 'u');
const conjunct = new RegExp(`[${consonants}][\u093C\u09BC\u200D]*[${viramas}][\u093C\u09BC\u200D${viramas}]*$`, 'u');
const newerRules = [
  {  // GB9c, Unicode 15.1: consonants that a virama joins, in the scripts that have such conjuncts
    joins: (left, right) => conjunct.test(left) && consonant.test(right),
  },
  {  // GB11, Unicode 11: a joiner joins any two pictures
    joins: (left, right) => /\p{Extended_Pictographic}[\p{Mn}\p{Me}\p{Emoji_Modifier}\u{E0020}-\u{E007F}]*\u200D$/u.test(left) &&
      /^\p{Extended_Pictographic}/u.test(right),
  },
  {  // Emoji_Modifier is Extend, Unicode 11: a skin colour belongs to whatever it stands behind
    joins: (left, right) => /^\p{Emoji_Modifier}/u.test(right) && !/\p{Cc}$/u.test(left),
  },
  {  // a lone half of a pair was a Control until Unicode 11; now a mark joins it
    joins: (left, right) => /\p{Cs}$/u.test(left) && /^\p{Mn}/u.test(right),
  },
];
const oldSplit = theirText.splitGraphemes;
theirText.splitGraphemes = (text) => {
  const clusters = [];
  for (const cluster of oldSplit(text)) {
    // Until Unicode 11 a joiner took hearts and the like to whatever stood before it; by GB11 it must be a picture.
    for (const one of cluster.split(/(?<=\u200D)(?=\p{Extended_Pictographic})/u)) {
      const last = clusters.at(-1) ?? '';
      if (last && newerRules.some((rule) => rule.joins(last, one))) clusters[clusters.length - 1] = last + one;
      else clusters.push(one);
    }
  }
  return clusters;
};

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

  it('counts a second segment for an emoji in the reply that the README suggests', () => {
    const tour = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const reply = /^5\. Type a reply, such as "([^"]+)"/m.exec(tour)[1].replace(/\s+/g, ' ');
    assert.deepEqual(answersTo([{text: reply}, {text: `${reply}👋`}]).map(({segments}) => segments), [1, 2]);
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

  const alphabets = {
    Indic: [...'कखगनमशषसहरयािीुे्ं़ৎকখ্য়ািতমাসதமிழ்ക്ഷ്മ', 'क्ष', 'त्र', 'ज्ञ', 'श्री', 'ক্ষ', 'ন্ত্র', 'ક્ષ', 'க்ஷ', 'क्\u200Dष', 'क्\u200Cष'],
    marks: ['e\u0301', 'n\u0303', 'a\u0300\u0301\u0302', 'x\u20DD', '1\uFE0F\u20E3', '\u0301', 'Z\u0351\u036B\u0343', 'e\u0323\u0301', ...'abc'],
    joined: ['👩‍👩‍👧‍👦', '👨🏽‍💻', '❤️‍🔥', '🏳️‍🌈', '🏴‍☠️', '🧑🏿‍🤝‍🧑🏻', '👁️‍🗨️', '🐻‍❄️', '🧑‍🎄', '👋🏽', '⛹🏻‍♀️', '👩‍❤️‍💋‍👨',
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', 'a\u200Db', '\u200D', '😀\u200D', '🏽', ...'ab'],
    flags: ['🇩🇪', '🇺🇦', '🇺🇸🇬🇧', '🇩', '🇫', ...'ab'],
    lines: ['\r\n', '\n', '\r', '\r\n\r\n', ...'ab'],
    extension: [...'€[]{}~\\|^\f', ...'abcdef@'],
    syllables: ['한', '각', '\u1100\u1161\u11A8', '\u1100', '\u1161', 'กำ', 'น้ำ', 'ที่', ...'ไทย'],
    halves: ['\uD83D', '\uDE00', '😀', '\uDE00\uD83D', '\uD83D\u0301', ...'aж'],
  };
  // The units of UTF-16 go to the tool as they are, lone halves of pairs among them.
  const unitsOf = (text) => ({utf16: Array.from({length: text.length}, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')});
  const differences = (texts, answers) => texts.flatMap((text, i) => {
    const theirs = new SegmentedMessage(text), bits = theirs.encodingName === 'GSM-7' ? 7 : 16;
    const us = [answers[i].encoding, answers[i].segments, answers[i].units].join(' ');
    const them = [theirs.encodingName, theirs.segmentsCount, theirs.messageSize / bits].join(' ');
    return us === them ? [] : [`${JSON.stringify(text)}: ${us}, theirs ${them}`];
  });

  for (const [name, alphabet] of Object.entries(alphabets)) {
    it(`counts encoding, segments and units as they do: ${name}`, () => {
      const next = below(20261127), any = () => alphabet[next(alphabet.length)];
      const many = (n) => Array.from({length: n}, any).join('');
      const texts = [];
      for (let i = 0; i < 250; i++) texts.push(many(next(150) + 1));
      // What smart encoding makes of them counts as they count it.
      const smart = ours(texts.map((text) => text.replace(/\p{Cs}/gu, '')));
      assert.deepEqual(differences(smart.map((one) => one.text), smart), []);
      // One of them at and across each border: of one segment and of several, in both encodings.
      for (const [filler, sizes] of [['a', [160, 153, 306]], ['ж', [70, 67, 134]]]) {
        for (const size of sizes) {
          for (const one of alphabet) {
            for (let before = size - one.length - 1; before <= size; before++)
              texts.push(filler.repeat(before) + one + ['', filler.repeat(next(80)), any() + any()][next(3)]);
          }
        }
      }
      assert.deepEqual(differences(texts, answersTo(texts.map(unitsOf))), []);
    });
  }

  it('never makes a text that fits GSM another one', () => {
    const texts = ['plain text', '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞ', 'ÆæßÉ !"#¤%&\'()*+,-./', '{}[]~\\|^€'];
    assert.deepEqual(ours(texts).map((one) => one.text), texts);
  });
});
