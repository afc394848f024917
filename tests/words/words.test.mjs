// Every language says everything: what xgettext finds in the sources stands in each catalogue, translated, with the same
// places for what is put in, and in as many forms as the language has.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {headerField, isGuessed, keyOf, pluralRule, readCatalogue, textsOf} from '../../cmake/catalogue.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(root, 'assets/languages');
const read = (...names) => readFileSync(path.join(root, ...names), 'utf8');
const catalogues = readdirSync(folder).filter((name) => name.endsWith('.po'));

// {name}: other braces are braces.
const places = (text) => [...new Set([...text.matchAll(/\{([a-z_]+)\}/g)].map((found) => found[1]))].sort();

/// What is wrong with a translation of that entry; '' where nothing is.
function trouble(entry, mine, forms) {
  if (!mine) return 'is missing';
  if (isGuessed(mine)) return 'is only guessed';
  const texts = textsOf(mine, forms);
  if (texts.some((text) => text === '')) return 'is not translated';
  if (`msgstr[${forms}]` in mine) return `has more than ${forms} forms`;
  const given = places(entry.msgid), many = 'msgid_plural' in entry ? places(entry.msgid_plural) : given;
  for (const text of texts) {
    const has = places(text), all = new Set([...given, ...many]);
    const invented = has.filter((name) => !all.has(name));
    if (invented.length > 0) return `has {${invented[0]}}, which is not given: ${text}`;
    // A form that is of one number may leave the number out.
    const lost = many.filter((name) => given.includes(name) && !has.includes(name) && !('msgid_plural' in entry && name === 'n'));
    if (lost.length > 0) return `lacks {${lost[0]}}: ${text}`;
  }
  return '';
}

/// The literals of a source that a person could read and that no tr() or its like stands around: text with a space in it that
/// begins or ends as a sentence does, or a piece of one.
function untranslated(source) {
  const literal = /"(?:[^"\\\n]|\\.)*"/y;
  const found = [];
  const depths = [];  // of open calls: true where the call takes what is translated
  for (let at = 0, line = 1; at < source.length;) {
    const here = source[at];
    if (here === '\n') line += 1;
    if (source.startsWith('//', at)) {
      at = source.indexOf('\n', at);
      if (at < 0) break;
      continue;
    }
    if (here === "'" && !/\w/.test(source[at - 1] ?? '')) {
      at += source[at + 1] === '\\' ? 4 : 3;
      continue;
    }
    if (here === '#') {
      at = source.indexOf('\n', at);
      continue;
    }
    if (here === '(') depths.push(/\b(tr|trn|trc|mark|markc|id_of|refused|begin_layer|find_section)$/.test(source.slice(0, at)));
    if (here === ')') depths.pop();
    literal.lastIndex = at;
    const said = here === '"' ? literal.exec(source)?.[0] : undefined;
    if (said === undefined) {
      at += 1;
      continue;
    }
    at += said.length;
    const text = said.slice(1, -1);
    const isText = /^["“[(]?[A-Z][^/]* /.test(text) || /^[A-Z][a-z]+[.…:]?$/.test(text) || /^[ ,;]+[a-z]{2}/.test(text) ||
      /[a-z]{2}[,:]? $/.test(text) || /[a-z]{2} [a-z]{2}.*\.$/.test(text);
    if (isText && !depths.some(Boolean)) found.push([line, text]);
  }
  return found;
}

describe('words', {timeout: 120_000}, () => {
  let work, wanted;
  before(() => {
    work = mkdtempSync(path.join(tmpdir(), 'words-'));
    const template = path.join(work, 'smsdesk.pot');
    execFileSync('bash', ['-c', `root=$1; source "$root/tools/setup/words.sh"; words_template "$2"`, 'words', root, template],
      {stdio: ['ignore', 'ignore', 'ignore']});
    wanted = readCatalogue(readFileSync(template, 'utf8')).filter((entry) => entry.msgid !== '');
  });
  after(() => rmSync(work, {recursive: true, force: true}));

  it('are found in the sources', () => {
    const ids = new Set(wanted.map((entry) => entry.msgid));
    assert.ok(ids.size > 1_000, `${ids.size} texts`);
    for (const text of ['Sign in to smsdesk', 'The message is empty. Write something first.', '{label}: {text}',
      'Login or password is not right. Try again.']) assert.ok(ids.has(text), text);
    assert.ok(wanted.some((entry) => entry.msgid === 'End' && entry.msgctxt === 'key'));
    assert.ok(wanted.some((entry) => entry.msgid_plural === '{n} segments'));
  });

  it('have only places that can be filled', () => {
    for (const {msgid} of wanted) {
      if (/https:|placeholder begins|“texts”/.test(msgid)) continue;
      assert.doesNotMatch(msgid.replaceAll(/\{[a-z_]+\}/g, ''), /[{}]/, msgid);
    }
  });

  it('stand in every place of the interface where a person reads', () => {
    // What is no text, or not the interface's: the icons' strokes, ImGui's names, the gallery, sentences for a developer, what is
    // said to customers in the language of the text, what customers write, ids by their own names, time zones by theirs.
    const others =
      /^(web\/(view\/gallery|widget\/icons\.cpp)|core\/(client\/kept_view|screen\/time_words|sms\/(keywords|language|national_ids|reactions|zone_names))\.cpp)/;
    const ofNoLanguage = {
      'core/client/chord.cpp': /^[A-Z][a-z]+$/,  // keys, as they are kept
      'core/client/language.cpp': /^(English|Deutsch)$/,  // each by its own name
      'core/client/outbox.cpp': /^(This message is being sent already\.$|Stored message: )/,  // said to nobody
      'core/screen/routing_words.cpp': /^(Keyword|Contact list|Language) $/,  // how the relay's log begins a rule's name
      'core/template/language.cpp': /^(English|Deutsch|Italiano|Nederlands|Polski|Svenska|Tiếng Việt)$/,  // each by its own name
      'core/screen/templates.cpp': /^(January|February|March|April|May|June|July|August|September|October|November|December)$/,
    };
    const missed = [];
    for (const room of ['core/sms', 'core/template', 'core/queue', 'core/conversation', 'core/screen', 'core/client', 'web/view',
      'web/widget', 'web']) {
      for (const name of readdirSync(path.join(root, room))) {
        const file = `${room}/${name}`;
        if (!/\.(cpp|h)$/.test(name) || others.test(file)) continue;
        for (const [line, text] of untranslated(read(file))) {
          if (!ofNoLanguage[file]?.test(text)) missed.push(`${file}:${line}: ${text}`);
        }
      }
    }
    for (const [line, text] of untranslated(read('relay/host/transcript.cpp'))) missed.push(`transcript.cpp:${line}: ${text}`);
    assert.deepEqual(missed, []);
  });

  it('of what can be wrong with an organisation are among them', () => {
    const put = '(?:\\S+|[\\d ]+)';  // what the table puts in
    const patterns = wanted.map(({msgid}) => msgid.split(/\{[a-z_]+\}/)).filter((said) => said.join('').length >= 8)
      .map((said) => new RegExp(`: ${said.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(put)}$`));
    const text = read('tests/core/workspace/check_organisation_test.cpp');
    const sentences = [...text.matchAll(/\{"([A-Z][^"]*: [^"]*\.)"/g)].map(([, sentence]) => sentence);
    assert.ok(sentences.length > 70, `${sentences.length} sentences`);
    assert.deepEqual(sentences.filter((sentence) => !patterns.some((one) => one.test(sentence))), []);
  });

  it("of the page's own part are among them", () => {
    const ids = new Set(wanted.map((entry) => entry.msgid));
    for (const name of ['services.js', 'storage.js', 'uploads.js']) {
      const text = read('web/platform/browser', name).replaceAll(/' \+\s*'/g, '');
      for (const [, sentence] of text.matchAll(/'([A-Z][^'\n]* [^'\n]*\.)'/g)) {
        if (!/' \+|\+ '/.test(sentence)) assert.ok(ids.has(sentence) || sentence.startsWith(' '), `${name}: ${sentence}`);
      }
    }
  });

  it('of the shell are among them, and are put into it in every language', () => {
    const ids = new Set(wanted.map((entry) => entry.msgid));
    const [, title, sentence] = read('shell/index.html').match(/<noscript>\s*<main[^>]*><h1>([^<]*)<\/h1>\s*<p>([^<]*)<\/p>/);
    for (const text of [title, sentence]) assert.ok(ids.has(text), text);
    // In the two scripts a person reads nothing that is not say()'s.
    for (const name of ['shell/boot.js', 'web/platform/browser/page.js']) {
      const bare = read(name).replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/\bsay\('(?:[^'\\]|\\.)*'\)/g, '');
      const found = [...bare.matchAll(/'([A-Z][^'\n]* [^'\n]*)'/g)].map(([, text]) => text);
      assert.deepEqual(found.filter((text) => !/^(WebAssembly SIMD|CSS clip-path|CSS zoom|HTTP )$/.test(text)), [], name);
    }
    const make = (name) => {
      const out = path.join(work, path.basename(name));
      execFileSync(process.execPath, [path.join(root, 'cmake/make_shell.mjs'), path.join(root, name), out,
        path.join(root, 'web/platform/browser/page.js'), ...catalogues.map((one) => path.join(folder, one))]);
      return readFileSync(out, 'utf8');
    };
    const notices = JSON.parse(make('shell/boot.js').match(/var notices = (\{.*\});/)[1]);
    assert.deepEqual(notices.languages, catalogues.map((name) => name.replace('.po', '')));
    assert.deepEqual(notices.rightToLeft, ['ar']);
    for (const text of ['Reload', 'Missing: {feature}', 'smsdesk could not start', 'The page has stopped'])
      assert.ok(notices.texts[text], text);
    for (const [english, texts] of Object.entries(notices.texts)) {
      assert.ok(ids.has(english), english);
      assert.equal(texts.length, catalogues.length);
      texts.forEach((text, i) => {
        assert.notEqual(text, english, `${catalogues[i]} does not say it`);
        assert.deepEqual(places(text), places(english));
      });
    }
    const sections = [...make('shell/index.html').matchAll(/<section lang="(\w+)" dir="(ltr|rtl)"><h2>([^<]+)<\/h2><p>([^<]+)<\/p>/g)];
    assert.deepEqual(sections.map(([, language]) => language), notices.languages);
    for (const [, language, direction, first, second] of sections) {
      assert.equal(direction, language === 'ar' ? 'rtl' : 'ltr');
      assert.ok(first !== title && second !== sentence, language);
    }
  });

  it('for emoji are there in every language, each for one of the picker', () => {
    const unicode = '/usr/share/unicode';
    const make = (language) => {
      const out = path.join(work, `emoji.${language}.txt`);
      execFileSync(process.execPath, [path.join(root, 'cmake/make_emoji.mjs'), '--language', language,
        `${unicode}/emoji/emoji-test.txt`, `${unicode}/cldr/common/annotations/${language}.xml`,
        `${unicode}/cldr/common/annotationsDerived/${language}.xml`, out]);
      return readFileSync(out, 'utf8').replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
    };
    const order = make('en').filter((line) => line.length === 3).map(([text]) => text.replace(/^\*(?!\uFE0F)/, ''));
    const heart = {ar: ['قلب أحمر', 'احمر'], de: ['rotes Herz', ''], es: ['corazón rojo', 'corazon'], fr: ['cœur rouge', 'coeur'],
      ja: ['赤いハート', 'はーと']};
    for (const language of catalogues.map((name) => name.replace('.po', ''))) {
      const lines = make(language);
      assert.ok(lines.length > 0.97 * order.length, `${language}: ${lines.length} of ${order.length}`);
      // The client reads both files side by side.
      const at = lines.map(([text]) => order.indexOf(text));
      assert.ok(at.every((place, i) => place > (at[i - 1] ?? -1)), `${language} is in another order`);
      for (const [, name] of lines) assert.ok(name !== '' && !name.includes('↑'), `${language}: ${name}`);
      const [, name, words] = lines.find(([text]) => text === '❤️');
      assert.equal(name, heart[language][0]);
      if (heart[language][1]) assert.ok(words.split(' ').includes(heart[language][1]), `${language}: ${words}`);
    }
  });

  it('stand in no wrong or unknown entry of a catalogue', () => {
    assert.ok(catalogues.length > 0);
    for (const name of catalogues) {
      execFileSync('msgfmt', ['--check', '--output-file=/dev/null', path.join(folder, name)]);
      const entries = readCatalogue(readFileSync(path.join(folder, name), 'utf8'));
      const keys = new Set(wanted.map(keyOf));
      const gone = entries.filter((entry) => entry.msgid !== '' && !keys.has(keyOf(entry))).map((entry) => entry.msgid);
      assert.deepEqual(gone, [], `${name}: the sources do not say this any more (./smsdesk words)`);
      assert.equal(headerField(entries, 'Language'), name.replace('.po', ''), name);
    }
  });

  for (const name of catalogues) {
    it(`are all in ${name}`, () => {
      const entries = readCatalogue(readFileSync(path.join(folder, name), 'utf8'));
      const {forms} = pluralRule(headerField(entries, 'Plural-Forms'));
      const mine = new Map(entries.map((entry) => [keyOf(entry), entry]));
      const wrong = wanted.map((entry) => [entry.msgid, trouble(entry, mine.get(keyOf(entry)), forms)]).filter(([, why]) => why);
      assert.deepEqual(wrong, []);
    });
  }
});
