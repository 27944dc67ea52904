import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '#cli/errors';
import {
  parseVerdicts,
  printVerdicts,
  sameBounds,
  type RecordedRun,
  type RecordedVerdict,
} from '#cli/verdicts';

const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,6}[a-z0-9])?(?:\.[a-z0-9]{1,4})?$/);
const bound = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:[A-Z][a-z0-9]{0,5}){0,3}$/);
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const verdict: fc.Arbitrary<RecordedVerdict> = fc.oneof(
  fc.record({ verdict: fc.constant('holds' as const), vacuous: fc.boolean(), steps: fc.constant(null) }),
  fc.record({
    verdict: fc.constant('neverSeen' as const),
    vacuous: fc.constant(false),
    steps: fc.constant(null),
  }),
  fc.record({ verdict: fc.constantFrom('violated', 'seen'), vacuous: fc.constant(false), steps: fc.nat() }),
);
const run: fc.Arbitrary<RecordedRun> = fc.record({
  protocol: name,
  bounds: fc.dictionary(bound, fc.nat(), { maxKeys: 5, noNullPrototype: true }),
  distinctStates: count,
  generatedStates: count,
  depth: fc.nat(),
  terminalStates: count,
  properties: fc
    .uniqueArray(fc.tuple(name, verdict), { selector: ([key]) => key, maxLength: 8 })
    .map((rows) => new Map(rows)),
});
const runs = fc.uniqueArray(run, {
  maxLength: 6,
  comparator: (a, b) => a.protocol === b.protocol && sameBounds(a.bounds, b.bounds),
});

const HEAD = 'kip-320 --brokers 2';
const COUNTS = '  1,234 states, 5,678 generated, depth 17, 9 terminal';
const refusal = (...lines: readonly string[]): InputError => {
  try {
    parseVerdicts(lines.join('\n'), 'traces/verdicts.txt');
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('traces/verdicts.txt', () => {
  it('is read as it was printed', () => {
    fc.assert(
      fc.property(runs, (some) => {
        expect(parseVerdicts(printVerdicts(some), 'x')).toEqual(some);
      }),
    );
  });
  it('is printed as it was read', () => {
    fc.assert(
      fc.property(runs, (some) => {
        const text = printVerdicts(some);
        expect(printVerdicts(parseVerdicts(text, 'x'))).toBe(text);
      }),
    );
  });
  it('may have comments, empty lines and the line ends of Windows', () => {
    const [read] = parseVerdicts(
      ['# a', '', HEAD, COUNTS, '# b', '  weak-isr  never seen', ''].join('\r\n'),
      'x',
    );
    expect(read).toMatchObject({
      protocol: 'kip-320',
      bounds: { brokers: 2 },
      distinctStates: 1234,
      depth: 17,
    });
    expect([...read!.properties]).toEqual([
      ['weak-isr', { verdict: 'neverSeen', vacuous: false, steps: null }],
    ]);
  });
  it('that is empty records nothing', () => {
    expect(parseVerdicts('', 'x')).toEqual([]);
  });

  it.for([
    ['a name that ends with a dot', 1, ['kip-320. --brokers 2', COUNTS]],
    ['a verdict of no run', 1, ['  strong-isr  holds']],
    ['a word that is no verdict', 3, [HEAD, COUNTS, '  strong-isr  hold']],
    ['a violation without its steps', 3, [HEAD, COUNTS, '  strong-isr  violated']],
    ['a sight without its steps', 3, [HEAD, COUNTS, '  strong-isr  seen']],
    ['what holds, in steps', 3, [HEAD, COUNTS, '  strong-isr  holds 5']],
    ['what is violated, vacuously', 3, [HEAD, COUNTS, '  strong-isr  violated vacuously 5']],
    ['what is never seen, in steps', 3, [HEAD, COUNTS, '  strong-isr  never seen 5']],
    ['a property twice', 4, [HEAD, COUNTS, '  strong-isr  holds', '  strong-isr  holds']],
    ['a run twice', 4, [HEAD, COUNTS, '', HEAD, COUNTS]],
    ['a bound twice', 1, ['kip-320 --brokers 2 --brokers 3', COUNTS]],
    ['a bound without its value', 2, [HEAD, 'kip-320 --brokers']],
    ['counts twice', 3, [HEAD, COUNTS, COUNTS]],
    ['counts that are missing, of the last run', 1, [HEAD]],
    ['counts that are missing, of another', 2, [HEAD, 'kip-279 --brokers 2', COUNTS]],
    ['counts that come too late', 2, [HEAD, '  strong-isr  holds', COUNTS]],
    ['a count that is no number', 2, [HEAD, '  1,,2 states, 3 generated, depth 4, 5 terminal']],
    ['a line of a merge that was not resolved', 1, ['<<<<<<< HEAD', HEAD, COUNTS]],
  ] as const)('refuses %s, and says where, and what to do', ([, line, lines]) => {
    const error = refusal(...lines);
    expect(error.where).toBe(`traces/verdicts.txt:${line}: `);
    expect(error.message).toMatch(/\. Mend the line, or take the file back from git\.$/);
  });
});

describe('bounds are the same', () => {
  it('in any order, and not if one has more of them', () => {
    expect(sameBounds({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(sameBounds({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(sameBounds({ a: 1, b: 2 }, { a: 1 })).toBe(false);
    expect(sameBounds({ a: 1 }, { b: 1 })).toBe(false);
    expect(sameBounds({ a: 1 }, { a: 2 })).toBe(false);
  });
});
