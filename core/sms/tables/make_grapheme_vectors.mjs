// Writes tests/fixtures/graphemes.txt: random texts and where Node's Intl.Segmenter (ICU) begins clusters in them.
//
//   node core/sms/tables/make_grapheme_vectors.mjs > tests/fixtures/graphemes.txt
//
// A line is a text in hexadecimal code points; "/" stands before each one that begins a cluster.
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});
let state = 20261123;
const below = bound => (state = (Math.imul(state, 1103515245) + 12345) >>> 0, (state >>> 8) % bound);
// At least one of every class, and neighbours that make each rule fire.
const characters = [
  0x0D, 0x0A, 0x00, 0x200B, 0x61, 0xE9, 0x436, 0x4E2D, 0x301, 0x308, 0x200C, 0x200D, 0x200D, 0x200D, 0xFE0F, 0x20E3, 0x903, 0x93E,
  0xE33, 0x600, 0x6DD, 0x110BD, 0x1F1E6, 0x1F1E9, 0x1F1FA, 0x2764, 0x1F600, 0x1F468, 0x1F469, 0x1F3FD, 0xA9, 0x23, 0x915,
  0x937, 0x94D, 0x94D, 0x93C, 0x9CD, 0x995, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0xD7A3, 0xE0067, 0xE007F, 0x1F3F4, 0xD7B0,
  0xA960, 0xD7CB, 0xFF9E, 0x180E, 0x2028, 0xFEFF, 0x16D63, 0x1193F, 0xE0001];
console.log(`# Intl.Segmenter of ICU ${process.versions.icu}, Unicode ${process.versions.unicode}; by make_grapheme_vectors.mjs`);
for (let line = 0; line < 1500; ++line) {
  const text = Array.from({length: 2 + below(7)}, () => characters[below(characters.length)]);
  const whole = String.fromCodePoint(...text);
  const begins = new Set([...segmenter.segment(whole)].map(s => s.index));
  let at = 0;
  console.log(text.map(c => {
    const mark = begins.has(at) ? '/' : '';
    at += c > 0xFFFF ? 2 : 1;
    return mark + c.toString(16).toUpperCase();
  }).join(' '));
}
