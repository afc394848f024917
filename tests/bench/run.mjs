// ./smsdesk bench [NAME…] [--json FILE] [--quick] [--rounds N] [--help]: every bench runs its rival or its floor beside itself, in
// alternation, and gives medians. A NAME chooses all benches whose name begins with it.
import {readFile, writeFile} from 'node:fs/promises';
import {loadavg} from 'node:os';
import {importBenches, kClientBenches, kProgramBenches} from './support/benches.mjs';
import {footnoteOf, jsonOf, tableOf} from './support/figures.mjs';
import {Missing} from './support/place.mjs';
import {cleanUp} from './support/processes.mjs';

const kFiles = [...kProgramBenches, ...kClientBenches];
const kRounds = 5;
const kRoundsMax = 100;

function fail(sentence) {
  console.error(`bench: ${sentence}`);
  process.exit(2);
}

/// What each bench measures: the words at the head of its file.
async function help() {
  console.log('./smsdesk bench [NAME…] [--json FILE] [--quick] [--rounds N]\nA NAME chooses all benches whose name begins with it. ' +
      'The ratio is our figure by its rival\'s;\nit is 1 where both are 0, and none (null in the file) where only the rival\'s is 0. --quick takes sizes and waits that are\nsmall enough to see whether a bench runs; its figures are none.');
  for (const file of kFiles) {
    const source = await readFile(new URL(`./benches/${file}.mjs`, import.meta.url), 'utf8');
    const comment = source.match(/^(?:\/\/.*\n)+/)[0];
    console.log(`\n${comment.replace(/^\/\/ ?/gm, '').trimEnd()}`);
  }
  process.exit();
}

function parseArguments(given) {
  const chosen = {names: [], json: null, isQuick: false, rounds: null};
  for (let i = 0; i < given.length; ++i) {
    const [option, inline] = given[i].startsWith('--') && given[i].includes('=') ?
        [given[i].slice(0, given[i].indexOf('=')), given[i].slice(given[i].indexOf('=') + 1)] : [given[i], null];
    const value = () => inline ?? given[++i] ?? fail(`${option} needs a value.`);
    if (option === '--json') chosen.json = value();
    else if (option === '--quick') chosen.isQuick = true;
    else if (option === '--rounds') chosen.rounds = Number(value());
    else if (option.startsWith('-')) fail(`there is no option ${option}; it knows --json FILE, --quick, --rounds N and --help.`);
    else chosen.names.push(option);
  }
  if (chosen.rounds !== null && !(Number.isInteger(chosen.rounds) && chosen.rounds >= 1 && chosen.rounds <= kRoundsMax)) {
    fail(`--rounds is a number from 1 to ${kRoundsMax}.`);
  }
  chosen.rounds ??= chosen.isQuick ? 2 : kRounds;
  return chosen;
}

let isStopping = false;
const load = () => `load average ${loadavg().map((value) => value.toFixed(1)).join(' ')}`;

async function main() {
  if (process.argv.slice(2).some((one) => one === '--help' || one === '-h')) await help();
  const chosen = parseArguments(process.argv.slice(2));
  const benches = await importBenches(kFiles);
  const isWanted = (name) => chosen.names.length === 0 || chosen.names.some((prefix) => name === prefix || name.startsWith(`${prefix}.`));
  for (const prefix of chosen.names) {
    const all = benches.flatMap((bench) => bench.names);
    if (!all.some((name) => name === prefix || name.startsWith(`${prefix}.`))) {
      fail(`there is no bench '${prefix}'; there are ${all.join(', ')}.`);
    }
  }
  if (chosen.json !== null) {
    // Now rather than after twenty minutes.
    const earlier = await readFile(chosen.json).catch((error) => error.code === 'ENOENT' ? Buffer.from('[]\n') : fail(`${chosen.json}: ${error.message}`));
    await writeFile(chosen.json, earlier).catch((error) => fail(`${chosen.json} cannot be written: ${error.message}`));
  }

  const rows = [], failed = [];
  for (const bench of benches) {
    const wanted = bench.names.filter(isWanted);
    if (wanted.length === 0) continue;
    console.error(`${wanted.join(', ')} (${load()})`);
    try {
      const got = await bench.measure({...chosen, isWanted, note: (text) => console.error(`    ${text}`)});
      rows.push(...got.filter((row) => isWanted(row.name)));
    } catch (error) {
      if (isStopping) return;  // its programs were ended under it
      failed.push(`${wanted.join(', ')}: ${error.message}`);
      if (!(error instanceof Missing)) console.error(error.stack);
    } finally {
      if (!isStopping) await cleanUp();
    }
  }
  if (isStopping) return;
  if (rows.length > 0) console.log(`${tableOf(rows)}\n\n${footnoteOf(rows, chosen.rounds)}; ${load()} at the end.`);
  if (chosen.json !== null && chosen.rounds < kRounds) console.error(`bench: ${chosen.json} has medians of ${chosen.rounds} rounds; ${kRounds} are a measurement.`);
  if (chosen.json !== null) await writeFile(chosen.json, jsonOf(rows));
  for (const sentence of failed) console.error(`bench: ${sentence}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (isStopping) return;
    isStopping = true;
    console.error('bench: stopping …');
    await cleanUp();
    process.exit(130);
  });
}
await main();
if (!isStopping) process.exit();
