// Writes a catalogue of the interface's texts as the page reads it; core/words/catalogue.h describes the format.
//
//   node cmake/make_words.mjs assets/languages/de.po words.de.txt
//
// What is not translated, or only guessed ("fuzzy"), is left out: the page says it in English.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {headerField, isGuessed, keyOf, pluralRule, readCatalogue, textsOf} from './catalogue.mjs';

const [source, out] = process.argv.slice(2);
const kCounts = 200, kFormsMax = 6;
const refuse = (why) => {
  throw new Error(`${source}: ${why}`);
};

const entries = readCatalogue(readFileSync(source, 'utf8'));
const {forms, formOf} = pluralRule(headerField(entries, 'Plural-Forms'));
if (forms < 1 || forms > kFormsMax) refuse(`${forms} forms`);
const folded = (n) => n < kCounts ? n : 100 + n % 100;
for (let n = 0; n < 10_000; ++n) {
  const form = formOf(n);
  if (!Number.isInteger(form) || form < 0 || form >= forms) refuse(`no form for ${n}`);
  if (form !== formOf(folded(n))) refuse(`the form for ${n} is not that for ${folded(n)}`);
}

const escaped = (text) => text.replace(/[\\\n\t]/g, (sign) => ({'\\': '\\\\', '\n': '\\n', '\t': '\\t'})[sign]);
const lines = [
  'smsdesk words 1',
  `language ${headerField(entries, 'Language')}`,
  `direction ${headerField(entries, 'X-Direction') === 'rtl' ? 'rtl' : 'ltr'}`,
  `forms ${forms}`,
  `plurals ${Array.from({length: kCounts}, (_, n) => formOf(n)).join('')}`,
  '',
];
for (const entry of entries) {
  const texts = textsOf(entry, forms);
  if (entry.msgid === '' || isGuessed(entry) || texts.some((text) => text === '')) continue;
  lines.push([keyOf(entry), ...texts].map(escaped).join('\t'));
  // By its English plural a sentence of the relay's is known again.
  if ('msgid_plural' in entry && entry.msgid_plural !== entry.msgid)
    lines.push([keyOf({...entry, msgid: entry.msgid_plural}), ...texts].map(escaped).join('\t'));
}
mkdirSync(dirname(out), {recursive: true});
writeFileSync(out, lines.join('\n') + '\n');
