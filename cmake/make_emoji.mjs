// Writes the files from which the emoji picker is filled; core/client/emoji.h describes their formats. The first has every emoji
// of Unicode in its keyboard order, with its English name and the words by which it is found; one more for each language has
// their names and words there (CLDR's annotations).
//
//   node cmake/make_emoji.mjs emoji-test.txt annotations/en.xml annotationsDerived/en.xml emoji.txt
//   node cmake/make_emoji.mjs --language de emoji-test.txt annotations/de.xml annotationsDerived/de.xml emoji.de.txt
import {readFileSync, writeFileSync} from 'node:fs';

const given = process.argv.slice(2);
const language = given[0] === '--language' ? given.splice(0, 2)[1] : 'en';
const [test, ...rest] = given;
const out = rest.pop();

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
const plain = (text) => text.replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole);
const bare = (text) => text.replaceAll('\uFE0F', '');

const small = (text) => text.toLocaleLowerCase(language);
// Of each emoji, without the selectors, which the annotations leave out. An arrow stands for what a language inherits.
const words = new Map(), names = new Map();
for (const file of rest) {
  for (const [, cp, spoken, text] of readFileSync(file, 'utf8')
      .matchAll(/<annotation cp="([^"]+)"( type="tts")?(?: draft="\w+")?>([^<]*)<\/annotation>/g)) {
    if (text.includes('↑')) continue;
    const key = bare(plain(cp)), said = plain(text).trim();
    if (spoken) names.set(key, said);
    else words.set(key, small(said).split('|').map((word) => word.trim()));
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

/// As people write who are in a hurry: without accents and ligatures, Arabic without signs of vowels and hamza and without the
/// article, which is a part of the word there, Japanese in hiragana throughout.
function plainerForms(word) {
  if (language === 'ja')
    return [word.replace(/[ァ-ヶ]/g, (kana) => String.fromCodePoint(kana.codePointAt(0) - 0x60))];
  const bared = word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
      .replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss').replaceAll('ى', 'ي').replaceAll('ة', 'ه');
  const forms = [bared];
  if (language === 'ar' && word.length > 4 && word.startsWith('ال')) forms.push(word.slice(2), bared.slice(2));
  return forms;
}

/// What else than its name finds it.
function moreWords(one, name) {
  const more = new Set((words.get(bare(one.text)) ?? []).flatMap((word) => word.split(/\s+/)));
  const ofName = small(name).split(/[\s:,]+/);
  if (language !== 'en') for (const word of [...more, ...ofName]) for (const form of plainerForms(word)) more.add(form);
  for (const word of [...ofName, '']) more.delete(word);
  return [...more].join(' ');
}

const lines = [];
let shown = '', count = 0;
for (const one of all) {
  if (one.codes.some(isTone)) continue;
  if (language !== 'en') {
    const name = names.get(bare(one.text));
    if (name === undefined) continue;  // it has its English one
    lines.push(`${one.text}\t${name}\t${moreWords(one, name)}`);
    ++count;
    continue;
  }
  if (one.group !== shown) lines.push(`#${shown = one.group}`);
  lines.push(`${hasTones(one) ? '*' : ''}${one.text}\t${one.name}\t${moreWords(one, one.name)}`);
  ++count;
}
if (count < 1500) throw new Error(`only ${count} emoji: these are not Unicode's files`);
writeFileSync(out, lines.join('\n') + '\n');
