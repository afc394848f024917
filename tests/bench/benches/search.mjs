// search.fts: looking for messages and notes by words among 1,000,000 and the notes of 20,000 wrap-ups, beside a writer that
// appends at full load and the index that follows it; against the same questions as a LIKE scan of the same rows, one after the
// other in the same run.
// search.fts.agent: the same of an agent who may read what one queue of twenty has had, in the 400 ms that the relay gives;
// against the same scan, which looks at no rights. How many pages were cut by the time is noted.
// search.fts.load: what that writer appends meanwhile, against the same writer with nobody who searches or indexes beside it.
import {benchProgram, makeFolder} from '../support/place.mjs';
import {start} from '../support/processes.mjs';
import {makeRow} from '../support/figures.mjs';

export const names = ['search.fts', 'search.fts.agent', 'search.fts.load'];

export async function measure({rounds, isQuick, note}) {
  const messages = isQuick ? 20_000 : 1_000_000;
  const questions = isQuick ? 20 : 100;
  const folder = await makeFolder('search');
  const program = await start(benchProgram('bench_search_fts'), [folder, String(messages)], {ready: 'ready', readyMs: 900_000});
  const all = [];
  for (let i = 0; i < rounds; ++i) {
    program.say(questions);
    all.push(JSON.parse(await program.nextLine()));
    const one = all.at(-1);
    note(`processor alone: p95 ${one.fts_cpu_p95_ms} ms against ${one.like_cpu_p95_ms} ms`);
    note(`round ${i + 1}: p50 ${one.fts_p50_ms} p95 ${one.fts_p95_ms} max ${one.fts_max_ms} ms, LIKE p50 ${one.like_p50_ms} ` +
        `p95 ${one.like_p95_ms} ms, beside ${one.written_per_s} messages/s (alone ${one.alone_per_s})`);
    note(`an agent of one queue: p50 ${one.agent_p50_ms} p95 ${one.agent_p95_ms} ms, ${one.agent_cut} of ${questions} cut`);
  }
  const of = (key) => all.map((one) => one[key]);
  return [
    makeRow({name: 'search.fts', unit: 'ms p95', against: 'LIKE scan', ours: of('fts_p95_ms'), theirs: of('like_p95_ms'), goal: '<= 0.02'}),
    makeRow({name: 'search.fts.p50', unit: 'ms', against: 'LIKE scan', ours: of('fts_p50_ms'), theirs: of('like_p50_ms')}),
    makeRow({name: 'search.fts.agent', unit: 'ms p95', against: 'LIKE scan', ours: of('agent_p95_ms'), theirs: of('like_p95_ms')}),
    makeRow({name: 'search.fts.load', unit: 'messages/s', against: 'the same writer alone', ours: of('written_per_s'), theirs: of('alone_per_s')}),
  ];
}
