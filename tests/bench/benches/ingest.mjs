// ingest.durable: signed webhooks, 64 at once, each answered 200 only after its rows are on disk. Beside it, in alternation
// and on the same disk: bare SQLite group commit of the same rows, and a small Node relay that does the same work.
import path from 'node:path';
import {benchProgram, kBench, makeFolder, npmPackage} from '../support/place.mjs';
import {cpuSeconds, freePort, isAtRest, start} from '../support/processes.mjs';
import {makeRow} from '../support/figures.mjs';
import {load, makeRelay} from '../support/relay.mjs';

const kConversations = 2_000;

export const names = ['ingest.durable'];

export async function measure({rounds, isQuick, note}) {
  await npmPackage('better-sqlite3');
  const messages = isQuick ? 1_000 : 10_000;
  const floorSeconds = isQuick ? 0.3 : 2;
  const folder = await makeFolder('ingest');
  const relay = await makeRelay();
  const nodePort = await freePort();
  const rival = await start(process.execPath, [path.join(kBench, 'node_relay.mjs'), String(nodePort), path.join(folder, 'node.db')],
      {ready: 'is ready'});
  const floor = await start(benchProgram('bench_ingest_floor'), [path.join(folder, 'floor.db'), String(kConversations)], {ready: 'ready'});

  const served = async (port, pid, first, count) => {
    const before = cpuSeconds(pid);
    const result = await load(port, {messages: count, first, conversations: kConversations});
    await isAtRest(pid);  // and all of it counts as CPU
    return {...result, cpu: (cpuSeconds(pid) - before) * 1e6 / result.messages};
  };
  const floored = async (seconds) => {
    floor.say(seconds);
    return JSON.parse(await floor.nextLine());
  };
  // Most conversations are opened here, so that the rounds are about messages of open ones.
  const warm = isQuick ? 1_000 : 3 * kConversations;
  let first = 1;
  await served(relay.port, relay.process.pid, first, warm);
  await served(nodePort, rival.pid, first, warm);
  await floored(floorSeconds / 2);
  first += warm;

  const ours = [], node = [], bare = [];
  for (let round = 0; round < rounds; ++round, first += messages) {
    // Each of them is first, second and last in turn: what one leaves for the disk to do is not always the same one's burden.
    const turns = [
      async () => ours.push(await served(relay.port, relay.process.pid, first, messages)),
      async () => bare.push(await floored(floorSeconds)),
      async () => node.push(await served(nodePort, rival.pid, first, messages)),
    ];
    for (let i = 0; i < turns.length; ++i) await turns[(round + i) % turns.length]();
    note(`round ${round + 1}: relay ${ours.at(-1).per_s.toFixed(0)}/s (p50 ${ours.at(-1).p50_ms} p99 ${ours.at(-1).p99_ms} ms), ` +
        `bare SQLite ${bare.at(-1).per_s.toFixed(0)}/s, Node ${node.at(-1).per_s.toFixed(0)}/s ` +
        `(p50 ${node.at(-1).p50_ms} p99 ${node.at(-1).p99_ms} ms); load generator ${ours.at(-1).cpu_us} µs a message`);
  }
  const of = (list, key) => list.map((one) => one[key]);
  const kBare = 'bare SQLite, batch 16', kNode = 'Node: ws + better-sqlite3';
  return [
    makeRow({name: 'ingest.durable', unit: 'messages/s', against: kBare, ours: of(ours, 'per_s'), theirs: of(bare, 'per_s'), goal: '>= 0.75'}),
    makeRow({name: 'ingest.durable', unit: 'messages/s', against: kNode, ours: of(ours, 'per_s'), theirs: of(node, 'per_s'), goal: '>= 1.5'}),
    makeRow({name: 'ingest.durable.p99', unit: 'ms', against: kNode, ours: of(ours, 'p99_ms'), theirs: of(node, 'p99_ms')}),
    makeRow({name: 'ingest.durable.cpu', unit: 'µs/message', against: kBare, ours: of(ours, 'cpu'), theirs: of(bare, 'cpu_us')}),
    makeRow({name: 'ingest.durable.cpu', unit: 'µs/message', against: kNode, ours: of(ours, 'cpu'), theirs: of(node, 'cpu')}),
  ];
}
