import { describe, expect, it } from 'vitest';
import { verdictMatrix, withMatrix } from '#cli/readme';
import type { RecordedRun } from '#cli/verdicts';

const BEGIN = '<!-- verdicts: written by `npx tidemark verify --rewrite` -->';
const END = '<!-- /verdicts -->';
const USUAL = { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 };
const run = (
  protocol: string,
  distinctStates: number,
  properties: RecordedRun['properties'],
  bounds: RecordedRun['bounds'] = USUAL,
): RecordedRun => ({
  protocol,
  bounds,
  distinctStates,
  generatedStates: 0,
  depth: 0,
  terminalStates: 0,
  properties,
});
const fewer = { ...USUAL, brokers: 2, records: 3 };
const violated = (steps: number) => ({ verdict: 'violated', vacuous: false, steps }) as const;
const holds = { verdict: 'holds', vacuous: false, steps: null } as const;
const runs = [
  run('async-isr', 5, new Map([['valid-high-watermark', holds]])),
  run('kip-101', 1234, new Map([['strong-isr', violated(10)]])),
  run('kip-101', 99, new Map([['log-matching', violated(11)]]), fewer),
  run('truncate-to-high-watermark', 4321, new Map([['weak-isr', holds]])),
  run('kip-279', 98, new Map([['log-matching', holds]]), fewer),
];

describe('the matrix of the README', () => {
  it('has a row for each protocol of the published kind, in their order, each property at its bounds', () => {
    expect(verdictMatrix(runs).split('\n').slice(2)).toEqual([
      '| truncate-to-high-watermark | — | holds | — | — | 4,321 |',
      '| kip-101 | **violated, 10 steps** | — | — | **violated, 11 steps** | 1,234 |',
    ]);
  });
  it('stands between its marks, and the rest of the file stays', () => {
    const readme = `a\n${BEGIN}\nstale\n${END}\nb\n`;
    const written = withMatrix(readme, runs);
    expect(written).toBe(`a\n${BEGIN}\n\n${verdictMatrix(runs)}\n\n${END}\nb\n`);
    expect(withMatrix(written, runs)).toBe(written);
  });
  it.for([
    ['without marks', 'a\nb\n'],
    ['with one of the two', `a\n${BEGIN}\nb\n`],
    ['with the second before the first', `${END}\na\n${BEGIN}\n`],
  ] as const)('is not written to a file %s', ([, readme]) => {
    expect(withMatrix(readme, runs)).toBe(readme);
  });
});
