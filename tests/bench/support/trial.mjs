// Runs benches once, as short as they go, and judges what they write: that every name has its figures, never how fast it is.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {importBenches} from './benches.mjs';
import {kBench} from './place.mjs';

const kKeys = ['name', 'value', 'unit', 'against', 'ratio'];
// None of them is what is wanted, and some beside none has no ratio.
const mayBeNone = (name) => name.startsWith('client.idle_frames');

/// ./smsdesk bench ARGUMENT…, without its setup: {status, stdout, stderr}.
export function runBench(args, timeout = 150_000) {
  return spawnSync(process.execPath, [path.join(kBench, 'run.mjs'), ...args], {encoding: 'utf8', timeout});
}

export function checkRow(row) {
  const said = JSON.stringify(row);
  assert.deepEqual(Object.keys(row), kKeys, said);
  for (const key of ['name', 'unit', 'against']) assert.ok(typeof row[key] === 'string' && row[key].length > 0, said);
  assert.ok(Number.isFinite(row.value), said);
  if (mayBeNone(row.name)) return assert.ok(row.value >= 0 && (row.ratio === null || row.ratio >= 0), said);
  assert.ok(row.value > 0 && Number.isFinite(row.ratio) && row.ratio > 0, said);
}

/// {rows, stdout, leftOut: [{names, npmPackage}], as its npm package is not here (of ./smsdesk setup bench)}.
export async function tryBenches(files) {
  const folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-bench-'));
  try {
    const json = path.join(folder, 'figures.json');
    const names = (await importBenches(files)).flatMap((bench) => bench.names);
    const {status, stdout, stderr} = runBench([...names, '--quick', '--rounds', '1', '--json', json]);
    const leftOut = [...stderr.matchAll(/^bench: (.+): The npm package (\S+) is not here: \.\/smsdesk setup bench$/gm)]
        .map(([, all, npmPackage]) => ({names: all.split(', '), npmPackage}));
    for (const {npmPackage} of leftOut) assert.ok(!existsSync(path.join(kBench, 'node_modules', npmPackage)), `${npmPackage} is there`);
    const failed = stderr.match(/^bench: .+?: /gm)?.filter((line) => names.some((name) => line.startsWith(`bench: ${name}`))) ?? [];
    assert.equal(failed.length, leftOut.length, stderr);
    assert.equal(status, leftOut.length > 0 ? 1 : 0, stderr);
    const rows = JSON.parse(await readFile(json, 'utf8'));
    rows.forEach(checkRow);
    const missing = leftOut.flatMap((one) => one.names);
    for (const name of names) {
      const has = rows.some((row) => row.name === name || row.name.startsWith(`${name}.`));
      assert.equal(has, !missing.includes(name), `${name}: ${JSON.stringify(rows)}`);
    }
    for (const row of rows) assert.ok(stdout.includes(row.name) && stdout.includes(row.against), `${row.name} is in the table`);
    return {rows, stdout, leftOut};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
