import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { always } from '#checker/dsl';
import { sidesOfClaim, type Claimed } from '#cli/claim-sides';
import type { ClaimVisit } from '#cli/claim-visit';
import { claimsTable } from '#cli/claims-text';
import { judge } from '#cli/expectation';
import type { Done } from '#cli/render';
import { claim } from '#scenarios/claim';
import { counting, countTo } from '../support/count-to.js';

/** Whether it is so depends on the side alone. */
const most = { holds: 9, breaks: 2, 'as shipped': 3 };
const entry = {
  name: 't',
  breaks: 't-breaks',
  asShipped: 't-as-shipped',
  file: 't.ts',
  doc: '',
  load: () => Promise.resolve({}),
};
const claimed: Claimed = {
  entry,
  claim: claim({
    id: 'G1',
    text: 'A number stays smaller than anybody had asked it to become, and so it is everywhere.',
    holds: { is: 'nobody asks for more', protocol: countTo, properties: ['small', 'small-too'], states: 4 },
    breaks: { is: 'somebody asks for more than there ever was', protocol: countTo, steps: { small: 2 } },
    asShipped: { is: 'somebody asks', protocol: countTo, steps: { small: 3 } },
  }),
};
function done(bound: number, name: string, names: readonly string[]): Done {
  const properties = Object.fromEntries(names.map((one) => [one, always(counting, ({ n }) => n < bound)]));
  const job = { protocol: name, properties: [...names], bounds: boundsFor(countTo.bounds), limits: {} };
  const report = check(countTo, properties);
  const selected = { job, protocol: countTo, properties, recorded: undefined };
  return { selected, report, judgement: judge(report, undefined), seconds: 1 };
}
const visit: ClaimVisit = {
  ...claimed,
  sides: sidesOfClaim(claimed).map((side) => ({
    side,
    done: [done(most[side.side], side.name, [...side.expected.keys()])],
  })),
};
const later: ClaimVisit = {
  entry,
  claim: claim({ id: 'U13', text: 'All is read.', notYet: 'there is nobody who could read anything' }),
  sides: [],
};
function table(width?: number): string[] {
  const { head, rows } = claimsTable([claimed, later], width);
  return stripVTControlCharacters([head, rows(visit), rows(later)].join('\n')).split('\n');
}

describe('the table of the claims', () => {
  it('is as wide as it needs where there is no terminal, or where one is wide', () => {
    for (const width of [undefined, 130, 1000])
      expect(table(width)).toEqual([
        `     side        where${' '.repeat(39)}property   found                 as expected`,
        'G1   A number stays smaller than anybody had asked it to become, and so it is everywhere.',
        `     holds       nobody asks for more${' '.repeat(24)}small      holds, 4 states       yes`,
        `     holds       nobody asks for more${' '.repeat(24)}small-too  holds, 4 states       yes`,
        '     breaks      somebody asks for more than there ever was  small      violated in 2 steps   no',
        `     as shipped  somebody asks${' '.repeat(31)}small      violated in 3 steps   no`,
        'U13  All is read.',
        '     not yet: there is nobody who could read anything',
      ]);
  });
  it('wraps what is the case between words to fit a terminal', () => {
    const narrow = table(90);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(narrow.slice(4, 7)).toEqual([
      '     breaks      somebody asks for more than  small      violated in 2 steps   no',
      '                 there ever was',
      '     as shipped  somebody asks                small      violated in 3 steps   no',
    ]);
  });
  it('gives it a line of its own where that is not enough', () => {
    const narrower = table(70);
    expect(Math.max(...narrower.map((line) => line.length))).toBeLessThanOrEqual(70);
    expect(narrower).toEqual([
      '     side        where',
      '       property   found                 as expected',
      'G1   A number stays smaller than anybody had asked it to become, and',
      '     so it is everywhere.',
      '     holds       nobody asks for more',
      '       small      holds, 4 states       yes',
      '       small-too  holds, 4 states       yes',
      '     breaks      somebody asks for more than there ever was',
      '       small      violated in 2 steps   no',
      '     as shipped  somebody asks',
      '       small      violated in 3 steps   no',
      'U13  All is read.',
      '     not yet: there is nobody who could read anything',
    ]);
  });
  it('leaves texts so much room that they can be read', () => {
    expect(table(10).some((line) => line.includes('A number stays'))).toBe(true);
  });
});
