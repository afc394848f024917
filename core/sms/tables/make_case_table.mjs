// Writes case_table.inc: which letters are capitals, and what their small letters are.
//
//   node core/sms/tables/make_case_table.mjs > core/sms/tables/case_table.inc
//
// Run at development time only, when a newer Unicode should be taken; the result is committed. Nothing is downloaded: Node's
// own String (ICU) is asked. Only letters whose small letter is one code point; Turkish rules are nobody's here.
const lower = (c) => {
  const text = String.fromCodePoint(c).toLowerCase();
  const small = text.codePointAt(0);
  return String.fromCodePoint(small) === text ? small : c;
};

const runs = [];  // first, last, stride, delta
for (let c = 0x41; c <= 0x1FFFF; ++c) {
  if (c >= 0xD800 && c <= 0xDFFF) continue;
  const small = lower(c);
  if (small === c) continue;
  const run = runs.at(-1);
  const stride = run ? c - run.last : 0;
  if (run && run.delta === small - c && (run.stride === 0 ? stride <= 2 : stride === run.stride)) {
    run.last = c;
    run.stride = stride;
  } else {
    runs.push({first: c, last: c, stride: 0, delta: small - c});
  }
}

console.log(`// Made by make_case_table.mjs from the Unicode ${process.versions.unicode} of ICU ${process.versions.icu}. Not edited by hand.`);
console.log(`// ${runs.length} entries: first and last capital, every how many one is, how far to its small letter.`);
let line = '';
for (const {first, last, stride, delta} of runs) {
  const entry = `{0x${first.toString(16).toUpperCase()}, 0x${last.toString(16).toUpperCase()}, ${stride || 1}, ${delta}},`;
  if (line && line.length + entry.length + 1 > 100) { console.log(line); line = ''; }
  line += (line ? ' ' : '') + entry;
}
console.log(line);
