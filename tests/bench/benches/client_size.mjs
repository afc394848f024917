// client.size: what a browser loads, with brotli: page, scripts, styles and WebAssembly. Pictures, the manifest and the list
// itself are left out. Against the peer of client.vs_dom, built and packed here and now: React with react-virtuoso, one
// conversation and a composer and nothing else of a desktop. So the ratio says what the whole costs beside that part; the goal is
// on the size itself.
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {makeRow} from '../support/figures.mjs';
import {peerFiles} from '../support/peer.mjs';
import {siteFolder} from '../support/place.mjs';

export const names = ['client.size'];

const kCounted = /^(text\/html|text\/javascript|text\/css|application\/wasm)/;
const kGoalKilobytes = 250;

export async function measure({note}) {
  const folder = siteFolder();
  let kilobytes = 0;
  for (const entry of JSON.parse(await readFile(path.join(folder, 'site.json'), 'utf8'))) {
    if (!kCounted.test(entry.type)) continue;
    const {size} = await stat(path.join(folder, entry.br || entry.file));
    kilobytes += size / 1000;
    note(`${entry.path}: ${(size / 1000).toFixed(1)} KB`);
  }
  if (kilobytes === 0) throw new Error(`There is no page in ${folder}/site.json.`);
  let peer = 0;
  for (const [where, {packed}] of await peerFiles()) {
    peer += packed.length / 1000;
    note(`the peer's ${where}: ${(packed.length / 1000).toFixed(1)} KB`);
  }
  return [makeRow({name: 'client.size', unit: 'KB', against: 'React + react-virtuoso', ours: [kilobytes], theirs: [peer],
    goal: `value <= ${kGoalKilobytes}`})];
}
