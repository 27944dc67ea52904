import { expect } from 'vitest';
import { BreadthFirst, check } from '#checker/breadth-first';
import { boundsFor, type Bounds } from '#checker/bounds';
import type { Outcome, Report } from '#checker/outcome';
import { packedRegister } from '#checker/register';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { naiveSearch, type NaiveResult } from './naive-search.js';

/** The length of the way to what decided a property. */
export const stepsOf = (outcome: Outcome): number | undefined =>
  'trace' in outcome ? outcome.trace.length : undefined;
export const outcomesOf = ({ properties }: Report): Record<string, Outcome> =>
  Object.fromEntries(properties.map(({ name, outcome }) => [name, outcome]));

/**
 * All that a report counts, in the words of the plainest search there is. To which of two actions a state is new that
 * both lead to, depends on the order in which they are tried; how many states are new does not.
 */
const countsOf = (report: Report, properties: Readonly<Record<string, Property>>) => ({
  states: report.distinctStates,
  depth: report.depth,
  generated: report.generatedStates,
  terminal: report.terminalStates,
  taken: Object.fromEntries(report.actions.map(({ name, generated }) => [name, generated])),
  news: report.actions.reduce((sum, { distinct }) => sum + distinct, 0),
  steps: Object.fromEntries(report.properties.map(({ name, outcome }) => [name, stepsOf(outcome)])),
  asked: Object.fromEntries(
    report.properties
      .filter(({ name }) => properties[name]!.given)
      .map(({ name, outcome }) => [name, 'asked' in outcome ? outcome.asked : undefined]),
  ),
  outside: report.cut.outside,
  alone: Object.fromEntries(report.cut.constraints.map(({ name, alone }) => [name, alone])),
});
const naiveCounts = (naive: NaiveResult, properties: Readonly<Record<string, Property>>) => ({
  states: naive.states.size,
  depth: naive.depth,
  generated: naive.generated,
  terminal: naive.terminal,
  taken: Object.fromEntries(Object.entries(naive.actions).map(([name, { generated }]) => [name, generated])),
  news: Object.values(naive.actions).reduce((sum, { distinct }) => sum + distinct, 0),
  steps: Object.fromEntries(Object.keys(properties).map((name) => [name, naive.steps[name]])),
  asked: Object.fromEntries(Object.entries(naive.asked).filter(([name]) => properties[name]!.given)),
  outside: naive.outside,
  alone: naive.alone,
});

/**
 * Holds the search on packed words, with whole states and with fingerprints, to the plainest search on plain objects;
 * and a packed machine to a plain one, transition for transition.
 */
export function expectAgreement(
  protocol: Protocol,
  properties: Readonly<Record<string, Property>>,
  given: Bounds = {},
): Report {
  const bounds = boundsFor(protocol.bounds, given);
  const search = { protocol, properties, bounds };
  const naive = naiveSearch(search);
  const expected = naiveCounts(naive, properties);
  const report = check(protocol, properties, given);
  expect(report.complete).toBe(true);
  expect(countsOf(report, properties)).toEqual(expected);
  expect(countsOf(check(protocol, properties, given, { fingerprints: true }), properties)).toEqual(expected);

  for (const [name, n] of Object.entries(naive.stopped)) {
    const times = report.cut.room.filter(({ action }) => action === name).map((stop) => stop.times);
    // Of several rooms that have run out, each is counted.
    expect(Math.max(0, ...times)).toBeLessThanOrEqual(n);
    expect(times.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(n);
  }

  const packed = naiveSearch(search, packedRegister);
  expect(new Set(packed.states.keys())).toEqual(new Set(naive.states.keys()));
  expect(packed.transitions).toEqual(naive.transitions);
  expect(naiveCounts(packed, properties)).toEqual(expected);
  return report;
}

/** The report of a search that is done a slice at a time, and how many slices that took. */
export function inSlices(
  protocol: Protocol,
  properties: Readonly<Record<string, Property>>,
  given: Bounds,
  transitions: number,
): { readonly report: Report; readonly slices: number } {
  const search = new BreadthFirst({ protocol, properties, bounds: boundsFor(protocol.bounds, given) });
  for (let slices = 1; ; slices++) {
    const slice = search.advance(transitions);
    if (slice.done) return { report: slice.report, slices };
  }
}
