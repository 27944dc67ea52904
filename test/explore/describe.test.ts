import { describe, expect, it } from 'vitest';
import { always, limit, within } from '#checker/dsl';
import { register } from '#checker/library';
import { parseTrace } from '#checker/trace-text';
import {
  behaviourText,
  certificateText,
  coverageLines,
  howShort,
  impossibleLines,
  missingText,
  simulateCommand,
  traceFileOf,
  violationText,
} from '#explore/describe';
import { counting, countTo } from '../support/count-to.js';
import { searchOf, stepOf } from '../support/walks.js';

const small = always(counting, ({ n }) => n < 2);
register({ 'count-to': countTo, small }, { isShipped: true });
const up = stepOf('up');
const shortest = { kind: 'shortest', states: 3 } as const;
const bounded = { kind: 'bounded', noShorterThan: 2, states: 1234 } as const;
const search = searchOf(countTo, { small });
const shown = { search, property: 'small', steps: [up, up], certificate: undefined };

describe('a certificate', () => {
  it('in words says what is proven, and by what', () => {
    expect(certificateText(shortest)).toBe(
      'shortest: no violation of this property in fewer steps exists within these bounds',
    );
    expect(certificateText(bounded)).toBe('no shorter than 2 proven within 1,234 states');
    expect(certificateText(shortest, true)).toBe(
      'shortest: this property is not seen in fewer steps within these bounds',
    );
    expect(certificateText(bounded, true)).toBe(certificateText(bounded));
    expect(certificateText({ ...bounded, states: 1 })).toBe('no shorter than 2 proven within 1 state');
  });
  it('in the first line of a trace says how short it is', () => {
    expect(howShort(undefined)).toBe('as it was found');
    expect(howShort(shortest)).toBe('the fewest there are');
    expect(howShort(bounded)).toBe('and in no fewer than 2');
  });
});

describe('a violation', () => {
  it('as it was found is a trace, which reads back in', () => {
    const text = violationText(shown);
    expect(text.split('\n')).toEqual([
      '# small is violated by count-to in 2 steps, as it was found.',
      '# Its test read n = 2.',
      'verify count-to --property small --most 3',
      '----',
      ' 1  up  n 0→1',
      ' 2  up  n 1→2',
    ]);
    expect(parseTrace(text)).toEqual({ ...traceFileOf(shown), story: ['Its test read n = 2.'] });
  });

  it('that is the shortest says so, and how the command line finds it', () => {
    expect(violationText({ ...shown, certificate: shortest }).split('\n')).toEqual([
      '# small is violated by count-to in 2 steps, the fewest there are.',
      '# Its test read n = 2.',
      '# shortest: no violation of this property in fewer steps exists within these bounds',
      '# reproduce: npx tidemark verify count-to --property small --most 3',
      'verify count-to --property small --most 3',
      '----',
      ' 1  up  n 0→1',
      ' 2  up  n 1→2',
    ]);
  });

  it('says itself why it is one; and what was found is not lost where that fails', () => {
    const told = (because: () => never | [{ says: string }]) => ({
      ...shown,
      search: searchOf(countTo, { small: always(counting, { holds: ({ n }) => n < 2, because }) }),
    });
    expect(violationText(told(() => [{ says: 'two is too much' }]))).toContain('\n# Two is too much.\n');
    const failing = told(() => {
      throw new Error('it is late');
    });
    expect(violationText(failing)).toContain('\n# Its test read n = 2.\n# Its because failed: it is late.\n');
  });

  it('that may not be the shortest, or that the command line does not know, has no command', () => {
    expect(violationText({ ...shown, certificate: bounded })).not.toContain('reproduce');
    const unnamed = searchOf(within(countTo, { all: () => true }), { small });
    const text = violationText({ ...shown, search: unnamed, certificate: shortest });
    expect(text).not.toContain('reproduce');
    expect(text).toContain('\nverify unnamed --property small --most 3\n');
    expect(text).toContain(
      '\n# the command line does not know both names: in a test, sequenceFrom takes this trace; where they are files of a ' +
        'folder, replay takes it with --dir <folder>\n',
    );
    expect(violationText({ ...shown, certificate: bounded })).not.toContain('sequenceFrom');
    expect(parseTrace(text)).toMatchObject({ protocol: 'unnamed', property: 'small', steps: [up, up] });
  });

  it('of a protocol that is limited has its name and its limits, and the command keeps to them', () => {
    const limited = searchOf(limit(countTo, { up: 2 }), { small });
    const text = violationText({ ...shown, search: limited, certificate: shortest });
    expect(text).toContain(
      '\n# reproduce: npx tidemark verify count-to --property small --most 3 --limit up=2\n',
    );
    expect(text).toContain('\nverify count-to --property small --most 3 --limit up=2\n');
  });

  it('has the arguments that walk the same way', () => {
    const budgets = { seed: 7, runs: 3, states: 100 };
    expect(simulateCommand(shown, budgets)).toBe(
      'simulate count-to --property small --most 3 --seed 7 --runs 3 --max-states 100',
    );
    const limited = searchOf(limit(countTo, { up: 2, back: 0 }), { small }, { most: 9 });
    expect(simulateCommand({ ...shown, search: limited }, budgets)).toBe(
      'simulate count-to --property small --most 9 --limit up=2 --limit back=0 --seed 7 --runs 3 --max-states 100',
    );
  });
});

describe('a behaviour that violates nothing', () => {
  it('is its steps, under a line that says where it is from', () => {
    expect(behaviourText(search, [up]).split('\n')).toEqual([
      '# 1 step of count-to --most 3',
      ' 1  up  n 0→1',
    ]);
    expect(behaviourText(search, [])).toBe('# 0 steps of count-to --most 3');
  });
});

describe('what a campaign came by', () => {
  const covered = {
    runs: 1,
    executedSteps: 12_345,
    actions: { up: 12_345, back: 0 },
    witnesses: {},
    tested: {},
    missing: ['back'],
    cells: 1,
    saturation: undefined,
  };
  it('is said in two lines, and another one for what was never put to the test', () => {
    expect(coverageLines(covered)).toEqual([
      '1 run, 12,345 steps; 1 of 2 actions taken, 0 of 0 witnesses seen',
      '1 abstract state',
    ]);
    expect(coverageLines({ ...covered, tested: { put: 1, vain: 0 } })).toEqual([
      '1 run, 12,345 steps; 1 of 2 actions taken, 0 of 0 witnesses seen',
      'vain was never put to the test: what it speaks of never happened',
      '1 abstract state',
    ]);
    expect(
      coverageLines({
        ...covered,
        runs: 1000,
        actions: { up: 1, back: 2 },
        witnesses: { some: 3 },
        tested: { put: 4 },
        missing: [],
        cells: 2000,
        saturation: 0.9876,
      }),
    ).toEqual([
      '1,000 runs, 12,345 steps; 2 of 2 actions taken, 1 of 1 witnesses seen',
      '2,000 abstract states; of what one more run would visit, an estimated 98.76 % is among them (at this guidance and depth; a hint, no proof)',
    ]);
  });
  it('names what is missing, or says that there was no run', () => {
    expect(missingText({ ...covered, missing: ['back', 'vain'] })).toBe(
      'Nothing was found, but never happened, or cannot happen within these bounds: back, vain.',
    );
    expect(missingText({ ...covered, runs: 0 })).toBe('Nothing was found, for there was no run.');
  });
  it('tells what can happen from what cannot, as far as that was searched', () => {
    const report = { ...covered, missing: ['back', 'some', 'vain'], tested: { vain: 0 } };
    const known = { states: 1234, isComplete: false, happens: new Set(['back']) };
    expect(missingText(report, known)).toBe(
      'Nothing was found, but never happened, though it can: back; never happened, or cannot happen within these ' +
        'bounds: some, vain (a search of 1,234 states came by none of it).',
    );
    expect(impossibleLines(report, known)).toEqual([]);
    const all = { ...known, isComplete: true };
    expect(missingText(report, all)).toBe(
      'Nothing was found, but never happened, though it can: back; cannot be put to the test within these bounds: vain.',
    );
    expect(impossibleLines(report, all)).toEqual([
      'Not waited for, since it cannot happen within these bounds, as all 1,234 states show: some.',
    ]);
    expect(impossibleLines(report, undefined)).toEqual([]);
  });
});
