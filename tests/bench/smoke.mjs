// Proves that the harness works: a short ingest.durable against both rivals, a table and a JSON file of the right form.
// It says nothing about speed.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

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
