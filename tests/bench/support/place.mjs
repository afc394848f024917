// Where things are, and what to say when they are not.
import {existsSync, statfsSync} from 'node:fs';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {importPackage} from '../../e2e/support/packages.mjs';
import {atEnd} from './processes.mjs';

export const kRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const kBench = path.join(kRoot, 'tests/bench');
const native = process.env.SMSDESK_NATIVE_BUILD ?? path.join(kRoot, 'build/release');
const web = process.env.SMSDESK_BUILD ?? path.join(kRoot, 'build/web-release');

/// A sentence for a person; the harness prints it without a stack.
export class Missing extends Error {}

function present(file, sentence) {
  if (!existsSync(file)) throw new Missing(sentence);
  return file;
}

export function relayProgram() {
  const file = process.env.SMSDESK_RELAY ?? path.join(native, 'relay/host/smsdesk-relay');
  return present(file, `The relay is not built (${path.relative(kRoot, file)}): cmake --build --preset release`);
}

export function benchProgram(name) {
  const file = path.join(native, 'tests/bench', name);
  return present(file, `${name} is not built (${path.relative(kRoot, file)}): cmake --build --preset release --target ${name}`);
}

export function siteFolder() {
  const folder = path.join(web, 'site');
  present(path.join(folder, 'site.json'),
      `The client is not built (${path.relative(kRoot, folder)}/site.json): cmake --build --preset web-release`);
  return folder;
}

/// Imports an npm package of this folder, or else that of the browser tests: what both have is there where only the tests' own
/// packages were fetched.
export async function npmPackage(name) {
  for (const importThere of [(what) => import(what), importPackage]) {
    try {
      return await importThere(name);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Missing(`The npm package ${name} is not here: ./smsdesk setup bench`);
}

const kFreeBytesMin = 1024 ** 3;

/// A folder for databases on the disk of the build, because /tmp may be memory, where a flush costs nothing.
export async function makeFolder(name) {
  const base = path.join(native, 'bench-data');
  await mkdir(base, {recursive: true});
  const disk = statfsSync(base);
  if (disk.bavail * disk.bsize < kFreeBytesMin) throw new Missing(`Less than 1 GB is free in ${base}: free some space.`);
  const folder = await mkdtemp(path.join(base, `${name}-`));
  atEnd(() => rm(folder, {recursive: true, force: true}));
  return folder;
}
