import { describe, expect, it } from 'vitest';
import { verdictMatrix, withMatrix } from '#cli/readme';
import type { RecordedRun } from '#cli/verdicts';

const BEGIN = '<!-- verdicts: written by `npx tidemark verify --rewrite` -->';
const END = '<!-- /verdicts -->';
const run = (
  protocol: string,
  distinctStates: number,
  properties: RecordedRun['properties'],
): RecordedRun => ({
  protocol,
  bounds: { brokers: 3 },
  distinctStates,
  generatedStates: 0,
  depth: 0,
  terminalStates: 0,
  properties,
});
const runs = [
  run('kip-101', 1234, new Map([['strong-isr', { verdict: 'violated', vacuous: false, steps: 10 }]])),
  run('kip-101', 99, new Map([['strong-isr', { verdict: 'holds', vacuous: false, steps: null }]])),
  run('async-isr', 5, new Map([['valid-high-watermark', { verdict: 'holds', vacuous: false, steps: null }]])),
];

describe('the matrix of the README', () => {
  it('has a row for each protocol that it has something to say of, at the first bounds recorded', () => {
    expect(verdictMatrix(runs).split('\n').slice(2)).toEqual([
      '| kip-101 | **violated, 10 steps** | — | — | — | 1,234 |',
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
