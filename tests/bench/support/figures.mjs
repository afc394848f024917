// Medians, rows and the table.
export function median(values) { return quantile(values, 0.5); }

export function quantile(values, share) {
  if (values.length === 0) throw new Error('There is no figure to take a quantile of.');
  const sorted = [...values].sort((a, b) => a - b);
  if (share === 0.5 && sorted.length % 2 === 0) return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/// One line of the result. `ours` and `theirs` hold one figure a round (theirs beside ours); `goal` is a bound on the ratio
/// of medians ('>= 0.75') or on the value ('value <= 0'); without it the figure is only shown. None beside none is as much, the
/// ratio 1; something beside none has no ratio. `isPooled`: `ours` and `theirs` are one figure each, of all rounds' values.
export function makeRow({name, unit, against, ours, theirs = null, goal = null, isPooled = false}) {
  const value = median(ours);
  const other = theirs === null ? null : median(theirs);
  const ratio = other === null ? null : other !== 0 ? value / other : value === 0 ? 1 : null;
  let isMet = null;
  if (goal !== null) {
    const [, what, sign, bound] = goal.match(/^(value |)(>=|<=) ([\d.]+)$/);
    const judged = what ? value : ratio;
    isMet = judged !== null && (sign === '>=' ? judged >= Number(bound) : judged <= Number(bound));
  }
  const spread = ours.length > 1 ? [Math.min(...ours), Math.max(...ours)] : null;
  return {name, value, unit, against, other, ratio, goal, isMet, spread, isPooled};
}

function digits(number) {
  if (number === null) return '–';
  const size = Math.abs(number);
  if (size >= 1000) return Math.round(number).toLocaleString('en-US');
  if (size >= 100) return number.toFixed(0);
  if (size >= 10) return number.toFixed(1);
  return number.toFixed(2);
}

const kPooled = 'all rounds';

/// What the figures of the table are, in one sentence.
export function footnoteOf(rows, rounds) {
  const pooled = rows.some((row) => row.isPooled) ? `; where it says “${kPooled}”, of all their values together` : '';
  return `Medians over ${rounds} rounds${pooled}`;
}

export function tableOf(rows) {
  const head = ['name', 'value', 'unit', 'min … max', 'against', 'its value', 'ratio', 'goal'];
  const isNumber = [false, true, false, true, false, true, true, false];
  const lines = rows.map((row) => [
    row.name, digits(row.value), row.unit, row.isPooled ? kPooled : row.spread ? `${digits(row.spread[0])} … ${digits(row.spread[1])}` : '', row.against,
    digits(row.other), digits(row.ratio), row.goal === null ? '' : `${row.goal} ${row.isMet ? 'met' : 'MISSED'}`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  const render = (line) => line.map((cell, i) => isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join('  ').trimEnd();
  return [render(head), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.map(render)].join('\n');
}

/// A row whose figure is that quantile of the values of all rounds: one round has too few for a 99th percentile of its own. Of
/// less than a hundred values in all it would be the largest, which is no percentile.
export function makePooledRow({share, ours, theirs, ...row}) {
  return makeRow({...row, ours: [quantile(ours.flat(), share)], theirs: [quantile(theirs.flat(), share)], isPooled: true});
}

const rounded = (number) => number === null ? null : Number(number.toPrecision(5));

export function jsonOf(rows) {
  const list = rows.map(({name, value, unit, against, ratio}) => ({name, value: rounded(value), unit, against, ratio: rounded(ratio)}));
  return `${JSON.stringify(list, null, 1)}\n`;
}
