// Proves that the harness works: what a row and its footnote say, and all benches of programs once, in small sizes: a table and
// a JSON file of the right form. It says nothing about speed.
import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {kClientBenches, kProgramBenches} from './support/benches.mjs';
import {footnoteOf, jsonOf, makePooledRow, makeRow, tableOf} from './support/figures.mjs';
import {kBench} from './support/place.mjs';
import {checkRow, runBench, tryBenches} from './support/trial.mjs';

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

const written = {name: 'a.b', value: 1, unit: 'ms', against: 'c', ratio: 0.5};
checkRow(written);
for (const wrong of [{value: null}, {value: 0}, {value: '1'}, {ratio: null}, {unit: ''}, {other: 2}])
  assert.throws(() => checkRow({...written, ...wrong}), JSON.stringify(wrong));
checkRow({...written, name: 'client.idle_frames', value: 0, ratio: null});

const files = (await readdir(path.join(kBench, 'benches'))).map((file) => path.basename(file, '.mjs'));
assert.deepEqual([...kProgramBenches, ...kClientBenches].sort(), files.sort(), 'every bench is run by this test or by client_benches.test.mjs');

const unknown = runBench(['no.such.bench']);
assert.equal(unknown.status, 2);
assert.match(unknown.stderr, /there is no bench 'no\.such\.bench'/);

const {rows, leftOut} = await tryBenches(kProgramBenches);
for (const {names, npmPackage} of leftOut) console.log(`left out, without the npm package ${npmPackage}: ${names.join(', ')}`);
if (!leftOut.some(({names}) => names.includes('ingest.durable'))) {
  const rivals = rows.filter((row) => row.name === 'ingest.durable').map((row) => row.against);
  assert.deepEqual(rivals, ['bare SQLite, batch 16', 'Node: ws + better-sqlite3']);
}
