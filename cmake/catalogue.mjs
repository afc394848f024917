// gettext's catalogues (*.po, *.pot): what the build and the tests of the interface's languages read of them.

const unquoted = (quoted) => quoted.replace(/\\(.)/gs, (whole, sign) => ({n: '\n', t: '\t'})[sign] ?? sign);

/// A keyword and a quoted text, which goes on in the quoted lines below it: [{msgctxt, msgid, msgid_plural, msgstr,
/// 'msgstr[0]', …, flags}], as far as an entry has them.
export function readCatalogue(text) {
  const entries = [];
  let entry = {}, into = null;
  const end = () => {
    if ('msgid' in entry) entries.push(entry);
    entry = {};
    into = null;
  };
  for (const line of text.split('\n')) {
    const said = line.match(/^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+"(.*)"\s*$/);
    if (said) {
      if ((said[1] === 'msgctxt' || said[1] === 'msgid') && 'msgid' in entry) end();
      into = said[1];
      entry[into] = unquoted(said[2]);
    } else if (into && /^\s*".*"\s*$/.test(line)) {
      entry[into] += unquoted(line.trim().slice(1, -1));
    } else if (line.startsWith('#')) {
      if ('msgid' in entry) end();
      if (line.startsWith('#,')) entry.flags = line;
    } else if (line.trim() === '') {
      end();
    }
  }
  end();
  return entries;
}

/// A field of the header, '' where it has none.
export function headerField(entries, name) {
  const header = entries.find((entry) => entry.msgid === '')?.msgstr ?? '';
  return header.match(new RegExp(`^${name}:\\s*(.*)$`, 'm'))?.[1].trim() ?? '';
}

/// The rule of Plural-Forms is C; of C's operators it has only those that JavaScript has too (a comparison counts as 0 or 1).
export function pluralRule(field) {
  const found = field.match(/^nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?$/);
  if (!found || !/^[\sn\d?:()<>=!&|%]+$/.test(found[2])) throw new Error(`this is no plural rule: ${field}`);
  return {forms: Number(found[1]), formOf: new Function('n', `return Number(${found[2]});`)};
}

/// What a catalogue knows an entry by.
export const keyOf = (entry) => ('msgctxt' in entry ? entry.msgctxt + '\u0004' : '') + entry.msgid;
export const isGuessed = (entry) => /\bfuzzy\b/.test(entry.flags ?? '');
export const textsOf = (entry, forms) =>
  'msgid_plural' in entry ? Array.from({length: forms}, (_, i) => entry[`msgstr[${i}]`] ?? '') : [entry.msgstr ?? ''];
