// Medians, rows and the table.
export function median(values) { return quantile(values, 0.5); }

export function quantile(values, share) {
  if (values.length === 0) throw new Error('There is no figure to take a quantile of.');
  const sorted = [...values].sort((a, b) => a - b);
  if (share === 0.5 && sorted.length % 2 === 0) return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/// One line of the result. `ours` and `theirs` hold one figure a round (theirs beside ours); `goal` is a bound on the ratio
/// of medians ('>= 0.75') or on the value ('value <= 0'); without it the figure is only shown.
export function makeRow({name, unit, against, ours, theirs = null, goal = null}) {
  const value = median(ours);
  const other = theirs === null ? null : median(theirs);
  const ratio = other === null || other === 0 ? null : value / other;
  let isMet = null;
  if (goal !== null) {
    const [, what, sign, bound] = goal.match(/^(value |)(>=|<=) ([\d.]+)$/);
    const judged = what ? value : ratio;
    isMet = judged !== null && (sign === '>=' ? judged >= Number(bound) : judged <= Number(bound));
  }
  const spread = ours.length > 1 ? [Math.min(...ours), Math.max(...ours)] : null;
  return {name, value, unit, against, other, ratio, goal, isMet, spread};
}

function digits(number) {
  if (number === null) return '–';
  const size = Math.abs(number);
  if (size >= 1000) return Math.round(number).toLocaleString('en-US');
  if (size >= 100) return number.toFixed(0);
  if (size >= 10) return number.toFixed(1);
  return number.toFixed(2);
}

export function tableOf(rows) {
  const head = ['name', 'value', 'unit', 'min … max', 'against', 'its value', 'ratio', 'goal'];
  const isNumber = [false, true, false, true, false, true, true, false];
  const lines = rows.map((row) => [
    row.name, digits(row.value), row.unit, row.spread ? `${digits(row.spread[0])} … ${digits(row.spread[1])}` : '', row.against,
    digits(row.other), digits(row.ratio), row.goal === null ? '' : `${row.goal} ${row.isMet ? 'met' : 'MISSED'}`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  const render = (line) => line.map((cell, i) => isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join('  ').trimEnd();
  return [render(head), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.map(render)].join('\n');
}

const rounded = (number) => number === null ? null : Number(number.toPrecision(5));

export function jsonOf(rows) {
  const list = rows.map(({name, value, unit, against, ratio}) => ({name, value: rounded(value), unit, against, ratio: rounded(ratio)}));
  return `${JSON.stringify(list, null, 1)}\n`;
}
