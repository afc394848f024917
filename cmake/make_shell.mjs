// Puts into the shell's page or first script what they say in every language: they speak before a language has been loaded, and
// where it does not come.
//
//   node cmake/make_shell.mjs shell/boot.js boot.js web/platform/browser/page.js assets/languages/*.po
//   node cmake/make_shell.mjs shell/index.html index.html assets/languages/*.po
//
// A script: 'NOTICES' becomes {languages: ["de", …], rightToLeft: ["ar"], texts: {"English": ["German", …], …}}, with the texts
// of every say('English') in it and in the other scripts that are named. A page: what stands in <noscript> is said once more in
// each language.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {headerField, isGuessed, readCatalogue} from './catalogue.mjs';

const [source, out, ...rest] = process.argv.slice(2);
const refuse = (why) => {
  throw new Error(`${source}: ${why}`);
};

const catalogues = rest.filter((name) => name.endsWith('.po')).map((name) => {
  const entries = readCatalogue(readFileSync(name, 'utf8'));
  const texts = new Map(entries.filter((entry) => !isGuessed(entry) && !('msgctxt' in entry) && entry.msgstr)
    .map((entry) => [entry.msgid, entry.msgstr]));
  return {language: headerField(entries, 'Language'), isRightToLeft: headerField(entries, 'X-Direction') === 'rtl', texts};
});
// What is not translated is said in English.
const said = (english) => catalogues.map(({texts}) => texts.get(english) ?? english);

const kSaid = /\bsay\(\s*((?:'(?:[^'\\\n]|\\.)*'\s*\+?\s*)+)\)/g;
const literal = (pieces) => [...pieces.matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text]) => text.replace(/\\(.)/g, '$1')).join('');

function script(text) {
  const scripts = [text, ...rest.filter((name) => name.endsWith('.js')).map((name) => readFileSync(name, 'utf8'))];
  const english = new Set(scripts.flatMap((one) => [...one.matchAll(kSaid)].map(([, pieces]) => literal(pieces))));
  if (english.size === 0) refuse('it says nothing');
  const notices = {
    languages: catalogues.map(({language}) => language),
    rightToLeft: catalogues.filter(({isRightToLeft}) => isRightToLeft).map(({language}) => language),
    texts: Object.fromEntries([...english].map((one) => [one, said(one)])),
  };
  if (text.split("'NOTICES'").length !== 2) refuse("it has not one place for 'NOTICES'");
  return text.replace("'NOTICES'", () => JSON.stringify(notices));
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[sign]);
function page(text) {
  const found = text.match(/<noscript>\s*<main[^>]*><h1>([^<]*)<\/h1>\s*<p>([^<]*)<\/p>/);
  if (!found) refuse('its <noscript> has no title and sentence');
  const [titles, sentences] = [said(found[1]), said(found[2])];
  const more = catalogues.map(({language, isRightToLeft}, i) => `\n  <section lang="${language}" dir="${isRightToLeft ? 'rtl' : 'ltr'}">` +
    `<h2>${escaped(titles[i])}</h2><p>${escaped(sentences[i])}</p></section>`);
  return text.replace(found[0], () => found[0] + more.join(''));
}

const text = readFileSync(source, 'utf8');
const made = source.endsWith('.html') ? page(text) : script(text);
mkdirSync(dirname(out), {recursive: true});
writeFileSync(out, made);
