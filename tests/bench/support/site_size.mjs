// What a browser loads to begin: page, scripts, styles and WebAssembly. Pictures, languages, emoji, the manifest and the list
// itself are left out.
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';

const kCounted = /^(text\/html|text\/javascript|text\/css|application\/wasm)/;

/// [{path, kilobytes}] of a built site, each as it travels: with brotli where there is that. 1 KB is 1,000 bytes.
export async function loadedFiles(folder) {
  const files = [];
  for (const entry of JSON.parse(await readFile(path.join(folder, 'site.json'), 'utf8'))) {
    if (!kCounted.test(entry.type)) continue;
    const {size} = await stat(path.join(folder, entry.br || entry.file));
    files.push({path: entry.path, kilobytes: size / 1000});
  }
  if (files.length === 0) throw new Error(`There is no page in ${folder}/site.json.`);
  return files;
}

export const kilobytesOf = (files) => files.reduce((sum, {kilobytes}) => sum + kilobytes, 0);
