// client.size: what a browser loads, with brotli: page, scripts, styles and WebAssembly. Pictures, languages, emoji, the
// manifest and the list itself are left out. Against the peer of client.vs_dom, built and packed here and now: React with react-virtuoso, one
// conversation and a composer and nothing else of a desktop. So the ratio says what the whole costs beside that part; the goal is
// on the size itself. It is missed: docs/architecture.md (6) says by how much and why, and a test holds the size below 600 KB.
import {makeRow} from '../support/figures.mjs';
import {peerFiles} from '../support/peer.mjs';
import {siteFolder} from '../support/place.mjs';
import {kilobytesOf, loadedFiles} from '../support/site_size.mjs';

export const names = ['client.size'];

const kGoalKilobytes = 250;

export async function measure({note}) {
  const files = await loadedFiles(siteFolder());
  for (const file of files) note(`${file.path}: ${file.kilobytes.toFixed(1)} KB`);
  let peer = 0;
  for (const [where, {packed}] of await peerFiles()) {
    peer += packed.length / 1000;
    note(`the peer's ${where}: ${(packed.length / 1000).toFixed(1)} KB`);
  }
  return [makeRow({name: 'client.size', unit: 'KB', against: 'React + react-virtuoso', ours: [kilobytesOf(files)], theirs: [peer],
    goal: `value <= ${kGoalKilobytes}`})];
}
