import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '#checker/bounds';
import { searches } from './support/searches.js';

/**
 * What TLC finds of the published specifications: every count and every shortest violation, exactly.
 * Its depth counts the states on the longest shortest path, ours the steps.
 */
type Constants = Readonly<Record<string, number>>;
interface Row {
  readonly module: string;
  readonly constants: Constants;
}
interface Count extends Row {
  readonly distinctStates: number;
  readonly depth: number;
}
interface Invariant extends Row {
  readonly invariant: string;
  readonly shortestViolationSteps: number | null;
}
const oracle = JSON.parse(readFileSync(new URL('oracle/tlc-state-counts.json', import.meta.url), 'utf8')) as {
  stateCounts: Count[];
  invariants: Invariant[];
  boundedByStateConstraint: { stateCounts: Count[] };
};

const PROTOCOLS: Readonly<Record<string, string>> = {
  KafkaTruncateToHighWatermark: 'truncate-to-high-watermark',
  Kip101: 'kip-101',
  Kip279: 'kip-279',
  Kip320: 'kip-320',
  Kip320FirstTry: 'kip-320-first-try',
  AsyncIsr: 'async-isr',
};
const PROPERTIES: Readonly<Record<string, string>> = { StrongIsr: 'strong-isr', WeakIsr: 'weak-isr' };
const BOUNDS: Readonly<Record<string, string>> = {
  Replicas: 'brokers',
  LogSize: 'logSize',
  MaxRecords: 'records',
  MaxLeaderEpoch: 'leaderEpochs',
  MaxOffset: 'maxOffset',
  MaxVersion: 'maxVersion',
};
const boundsOf = (constants: Constants): Bounds =>
  Object.fromEntries(Object.entries(constants).map(([name, value]) => [BOUNDS[name]!, value]));
const key = ({ module, constants }: Row): string =>
  [module, ...Object.entries(constants).map(([name, value]) => `${name} ${value}`)].join(', ');

/** One search for each module and constants, whatever rows there are of it. */
const rows = new Map<string, { row: Row; counts: Count[]; invariants: Invariant[] }>();
const rowFor = (row: Row) => {
  const found = rows.get(key(row)) ?? { row, counts: [], invariants: [] };
  rows.set(key(row), found);
  return found;
};
for (const count of oracle.stateCounts) rowFor(count).counts.push(count);
for (const invariant of oracle.invariants) rowFor(invariant).invariants.push(invariant);
for (const count of oracle.boundedByStateConstraint.stateCounts) {
  const { counts, invariants } = rowFor(count);
  counts.push(count);
  invariants.push({ ...count, invariant: 'ValidHighWatermark', shortestViolationSteps: null });
}

const search = searches();

describe.concurrent('TLC agrees, state for state', () => {
  for (const [name, { row, counts, invariants }] of rows)
    it(name, async () => {
      const properties = invariants.map(({ invariant }) => PROPERTIES[invariant] ?? 'valid-high-watermark');
      const report = await search({
        protocol: PROTOCOLS[row.module]!,
        properties,
        bounds: boundsOf(row.constants),
      });
      expect(report.complete).toBe(true);
      for (const { distinctStates, depth } of counts)
        expect({ distinctStates: report.distinctStates, depth: report.depth }).toEqual({
          distinctStates,
          depth: depth - 1,
        });
      const steps = report.properties.map(({ outcome }) =>
        'trace' in outcome ? outcome.trace.length : null,
      );
      expect(steps).toEqual(invariants.map(({ shortestViolationSteps }) => shortestViolationSteps));
    });

  it('of every row there is', () => {
    expect(oracle.stateCounts.length).toBe(30);
    expect(oracle.invariants.length).toBe(60);
    expect(oracle.boundedByStateConstraint.stateCounts.length).toBe(4);
  });
});
