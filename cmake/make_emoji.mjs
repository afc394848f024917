// Writes the file from which the emoji picker is filled: every emoji of Unicode in its keyboard order, with its name and the
// words by which it is found. core/client/emoji.h describes the format.
//
//   node cmake/make_emoji.mjs emoji-test.txt annotations/en.xml annotationsDerived/en.xml out.txt
import {readFileSync, writeFileSync} from 'node:fs';

const [test, ...rest] = process.argv.slice(2);
const out = rest.pop();

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
const plain = (text) => text.replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole);
const bare = (text) => text.replaceAll('\uFE0F', '');

const words = new Map();  // without the selectors, which the annotations leave out
for (const file of rest) {
  for (const [, cp, text] of readFileSync(file, 'utf8').matchAll(/<annotation cp="([^"]+)">([^<]*)<\/annotation>/g)) {
    words.set(bare(plain(cp)), plain(text).split('|').map((word) => word.trim().toLowerCase()));
  }
}

const all = [];
let group = '';
for (const line of readFileSync(test, 'utf8').split('\n')) {
  group = line.match(/^# group: (.+)/)?.[1] ?? group;
  const found = line.match(/^([0-9A-F ]+);\s*fully-qualified\s*#\s*\S+\s+E[\d.]+\s+(.+)$/);
  if (!found || group === 'Component') continue;
  const codes = found[1].trim().split(' ').map((hex) => parseInt(hex, 16));
  all.push({group, text: String.fromCodePoint(...codes), name: found[2].trim().toLowerCase(), codes});
}

const isTone = (code) => code >= 0x1F3FB && code <= 0x1F3FF;
const there = new Set(all.map((one) => one.text));
// A tone stands behind the first character, in the place of a selector; where that makes five emoji, this one takes tones.
const toned = ({codes}, tone) =>
  String.fromCodePoint(codes[0], tone, ...codes.slice(codes[1] === 0xFE0F ? 2 : 1));
const hasTones = (one) => [0, 1, 2, 3, 4].every((i) => there.has(toned(one, 0x1F3FB + i)));

const lines = [];
let shown = '';
for (const one of all) {
  if (one.codes.some(isTone)) continue;
  if (one.group !== shown) lines.push(`#${shown = one.group}`);
  const more = new Set((words.get(bare(one.text)) ?? []).flatMap((word) => word.split(/\s+/)));
  for (const word of one.name.split(/[\s:,]+/)) more.delete(word);
  lines.push(`${hasTones(one) ? '*' : ''}${one.text}\t${one.name}\t${[...more].join(' ')}`);
}
if (lines.length < 1500) throw new Error(`only ${lines.length} lines: these are not Unicode's files`);
writeFileSync(out, lines.join('\n') + '\n');
