// Proves that the harness works: what a row and its footnote say, and a short ingest.durable against both rivals, a table and a JSON file of the right form.
// It says nothing about speed.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {footnoteOf, jsonOf, makePooledRow, makeRow, tableOf} from './support/figures.mjs';

const row = {name: 'a.b', unit: 'ms', against: 'c'};
assert.equal(makeRow({...row, ours: [1, 3, 2], theirs: [4, 4]}).ratio, 0.5);
assert.equal(makeRow({...row, ours: [0, 0], theirs: [0]}).ratio, 1, 'none beside none is as much');
assert.equal(makeRow({...row, ours: [2], theirs: [0]}).ratio, null, 'some beside none has no ratio');
assert.equal(JSON.parse(jsonOf([makeRow({...row, ours: [2], theirs: [0]})]))[0].ratio, null);
// The 99th percentile of 200 values in five rounds, and not the largest of them.
const values = Array.from({length: 5}, (_, round) => Array.from({length: 40}, (_, i) => round * 40 + i + 1));
const pooled = makePooledRow({...row, share: 0.99, ours: values, theirs: [[100]]});
assert.equal(pooled.value, 199);
assert.match(tableOf([pooled]), /all rounds/);
assert.equal(footnoteOf([pooled], 5), 'Medians over 5 rounds; where it says “all rounds”, of all their values together');
assert.equal(footnoteOf([makeRow({...row, ours: [1, 2]})], 5), 'Medians over 5 rounds');

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-bench-'));
try {
  const json = path.join(folder, 'figures.json');
  const bench = (...args) => spawnSync(process.execPath, [path.join(here, 'run.mjs'), ...args], {encoding: 'utf8', timeout: 150_000});

  const unknown = bench('no.such.bench');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /there is no bench 'no\.such\.bench'/);

  const quick = bench('ingest.durable', '--quick', '--json', json);
  if (!existsSync(path.join(here, 'node_modules/better-sqlite3'))) {
    assert.equal(quick.status, 1);
    assert.match(quick.stderr, /npm package better-sqlite3 is not here: \.\/smsdesk setup bench/);
  } else {
    assert.equal(quick.status, 0, quick.stderr);
    const rows = JSON.parse(await readFile(json, 'utf8'));
    assert.ok(rows.length >= 2);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), ['name', 'value', 'unit', 'against', 'ratio']);
      assert.ok(row.value > 0 && row.ratio > 0, JSON.stringify(row));
      assert.ok(quick.stdout.includes(row.name) && quick.stdout.includes(row.against));
    }
    const rivals = rows.filter((row) => row.name === 'ingest.durable').map((row) => row.against);
    assert.deepEqual(rivals, ['bare SQLite, batch 16', 'Node: ws + better-sqlite3']);
  }
} finally {
  await rm(folder, {recursive: true, force: true});
}
