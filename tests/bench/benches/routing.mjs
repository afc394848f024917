// routing.decisions: offers decided and folded on one core, with 1,000 agents in 50 queues and 10,000 conversations waiting,
// beside a tenth of all that, in alternation.
import {benchProgram} from '../support/place.mjs';
import {start} from '../support/processes.mjs';
import {makeRow} from '../support/figures.mjs';

const kLarge = [1_000, 50, 10_000];
const kSmall = [100, 5, 1_000];

export const names = ['routing.decisions', 'routing.decisions.cost', 'routing.cycle'];

export async function measure({rounds, isQuick, note}) {
  const decisions = isQuick ? 5_000 : 50_000;
  const program = benchProgram('bench_routing_decisions');
  const large = await start(program, kLarge.map(String), {ready: 'ready'});
  const small = await start(program, kSmall.map(String), {ready: 'ready'});
  const round = async (which, count) => {
    which.say(count);
    return JSON.parse(await which.nextLine());
  };
  await round(large, decisions / 5);
  await round(small, decisions / 5);
  const ours = [], tenth = [];
  for (let i = 0; i < rounds; ++i) {
    const turns = [async () => ours.push(await round(large, decisions)), async () => tenth.push(await round(small, decisions))];
    for (let turn = 0; turn < turns.length; ++turn) await turns[(i + turn) % turns.length]();
    note(`round ${i + 1}: ${ours.at(-1).decision_us} µs a decision of ${ours.at(-1).cycle_us} µs a cycle, ${ours.at(-1).waiting} waiting; ` +
        `at a tenth ${tenth.at(-1).decision_us} µs of ${tenth.at(-1).cycle_us} µs`);
  }
  const of = (list, key) => list.map((one) => one[key]);
  const rate = (list, key) => list.map((one) => 1e6 / one[key]);
  const against = 'a tenth of the size';
  return [
    makeRow({name: 'routing.decisions', unit: 'decisions/s', against, ours: rate(ours, 'decision_us'), theirs: rate(tenth, 'decision_us'), goal: 'value >= 50000'}),
    makeRow({name: 'routing.decisions.cost', unit: 'µs/decision', against, ours: of(ours, 'decision_us'), theirs: of(tenth, 'decision_us'), goal: '<= 2'}),
    makeRow({name: 'routing.cycle', unit: 'cycles/s', against, ours: rate(ours, 'cycle_us'), theirs: rate(tenth, 'cycle_us')}),
  ];
}
