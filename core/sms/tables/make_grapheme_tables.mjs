// Writes grapheme_table.inc: the grapheme cluster classes of UAX #29 for every code point.
//
//   node core/sms/tables/make_grapheme_tables.mjs > core/sms/tables/grapheme_table.inc
//
// Run at development time only, when a newer Unicode should be taken; the result is committed. Nothing is downloaded: the
// classes are found by asking Node's own Intl.Segmenter (ICU) how each code point behaves beside code points whose
// class is fixed by the standard. The rule that each question rests on stands beside it (GBn of UAX #29).
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});
const isOneCluster = (...codePoints) => {
  const text = String.fromCodePoint(...codePoints);
  return segmenter.segment(text).containing(0).segment.length === text.length;
};

const A = 0x61, ACUTE = 0x301, ZWJ = 0x200D, HEART = 0x2764, FLAG_A = 0x1F1E6;
const KA = 0x915, VIRAMA = 0x94D, GA = 0xAC00, GAG = 0xAC01, JUNGSEONG_A = 0x1161, JONGSEONG_G = 0x11A8;

function classOf(c) {
  if (c === 0x0D) return 'Cr';
  if (c === 0x0A) return 'Lf';
  if (c === ZWJ) return 'Zwj';
  if (!isOneCluster(c, ACUTE)) return 'Control';                                     // GB4
  if (isOneCluster(A, c)) {                                                          // GB9, GB9a
    if (!isOneCluster(HEART, c, ZWJ, HEART)) return 'SpacingMark';                   // GB11 allows only Extend there
    if (isOneCluster(KA, c, KA)) return 'Linker';                                    // GB9c
    return isOneCluster(KA, c, VIRAMA, KA) ? 'Extend' : 'ExtendOutsideConjunct';     // GB9c
  }
  if (isOneCluster(c, A)) return 'Prepend';                                          // GB9b
  if (isOneCluster(c, FLAG_A)) return 'RegionalIndicator';                           // GB12
  if (isOneCluster(c, ZWJ, HEART)) return 'Pictographic';                            // GB11
  if (isOneCluster(c, VIRAMA, KA)) return 'Consonant';                               // GB9c
  if (isOneCluster(c, GA)) return 'HangulL';                                         // GB6
  const afterLv = isOneCluster(GA, c), afterLvt = isOneCluster(GAG, c);              // GB7, GB8
  if (afterLv && afterLvt) return 'HangulT';
  if (afterLv) return 'HangulV';
  const beforeV = isOneCluster(c, JUNGSEONG_A), beforeT = isOneCluster(c, JONGSEONG_G);
  if (beforeV && beforeT) return 'HangulLv';
  if (beforeT) return 'HangulLvt';
  return 'Other';
}

const boundaries = [];
let previous = 'Other';
for (let c = 0; c <= 0x10FFFF; ++c) {
  let found = classOf(c);
  if (c >= 0xAC00 && c <= 0xD7A3) {  // precomposed syllables follow a formula, which the reader of the table applies
    const expected = (c - 0xAC00) % 28 === 0 ? 'HangulLv' : 'HangulLvt';
    if (found !== expected) throw new Error(`U+${c.toString(16)} is ${found}, not ${expected}`);
    found = 'HangulLv';
  }
  if (found !== previous) boundaries.push([c, found]);
  previous = found;
}

console.log(`// Made by make_grapheme_tables.mjs from Intl.Segmenter of ICU ${process.versions.icu}, which holds Unicode`);
console.log(`// ${process.versions.unicode}. Not edited by hand. ${boundaries.length} entries of 4 bytes: where a class begins; U+0000 begins as Other.`);
let line = '';
for (const [at, name] of boundaries) {
  const entry = `{0x${at.toString(16).toUpperCase()}, GraphemeClass::${name}},`;
  if (line && line.length + entry.length + 1 > 100) { console.log(line); line = ''; }
  line += (line ? ' ' : '') + entry;
}
console.log(line);
