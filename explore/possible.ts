import { BreadthFirst } from '#checker/breadth-first';
import type { Report } from '#checker/outcome';
import type { Search } from '#checker/search';
import type { CampaignOutcome } from './campaign.js';
import type { CoverageReport } from './coverage.js';
import { explained } from './explained.js';

/** What is known of that which a campaign never came by. */
export interface Possible {
  /** So many states were searched for it; whether these are all there are. */
  readonly states: number;
  readonly isComplete: boolean;
  /** What happens in some of them. Of the rest it is not known, unless they are all. */
  readonly happens: ReadonlySet<string>;
}
export interface PossibleOptions {
  /** States that the search may keep, about. */
  readonly states: number;
  /** Whether somebody waits for the end of it. */
  readonly isStopped?: () => boolean;
}
/** Between two looks at how many states the search has. */
const SLICE = 1 << 14;

/** Whether a search is to tell what a campaign missed. Where not one step was taken, nothing was tried. */
export const isToBeSearched = (
  { verdict }: Pick<CampaignOutcome, 'verdict'>,
  { executedSteps }: CoverageReport,
): boolean => verdict === 'inconclusive' && executedSteps > 0;

/**
 * Searches for what a campaign never came by, nearest first: walks that miss something cannot tell whether it can be.
 *
 * @throws ModelError if the model or a property throws.
 */
export function searchForMissing(
  search: Search,
  coverage: CoverageReport,
  { states, isStopped = () => false }: PossibleOptions,
): Possible {
  const breadthFirst = new BreadthFirst(soughtIn(search, coverage));
  for (;;) {
    const slice = breadthFirst.advance(Math.min(SLICE, states));
    if (slice.done) return possibleBy(slice.report);
    if (isStopped()) breadthFirst.stop('interrupted');
    else if (slice.progress.distinctStates > states) breadthFirst.stop('states');
  }
}
/** The same search, of those of its properties alone that a campaign missed. */
const soughtIn = ({ protocol, properties, bounds }: Search, { missing }: CoverageReport): Search => ({
  protocol,
  properties: Object.fromEntries(Object.entries(properties).filter(([name]) => missing.includes(name))),
  bounds,
});
const possibleBy = ({ distinctStates, complete, actions, properties }: Report): Possible => ({
  states: distinctStates,
  isComplete: complete,
  happens: new Set([
    ...actions.filter(({ generated }) => generated > 0).map(({ name }) => name),
    ...properties.filter(isKnownToHappen).map(({ name }) => name),
  ]),
});
/** Whether it was seen, or put to the test. */
const isKnownToHappen = ({ outcome }: Report['properties'][number]): boolean =>
  outcome.verdict === 'seen' ||
  outcome.verdict === 'violated' ||
  (outcome.verdict === 'holds' && !outcome.vacuous) ||
  (outcome.verdict === 'unfinished' && (outcome.asked ?? 0) > 0);

/**
 * The same of a campaign that walked within several bounds, or with several properties: what happens within some of them is
 * possible, and impossible is only what happens within none. They share the states, and those that come to the same are
 * searched once.
 *
 * @throws ModelError if the model or a property throws, with the way there.
 */
export function searchAllForMissing(
  searches: Iterable<Search>,
  coverage: CoverageReport,
  { states }: Pick<PossibleOptions, 'states'>,
): Possible {
  const all = [...searches].map((search) => soughtIn(search, coverage));
  const distinct = all.filter((one, i) => all.findIndex((other) => isSame(one, other)) === i);
  let left = states;
  const known = distinct.map((search, i) => {
    const share = Math.max(1, Math.floor(left / (distinct.length - i)));
    const possible = explained(search, () => searchForMissing(search, coverage, { states: share }));
    left -= possible.states;
    return possible;
  });
  return {
    states: known.reduce((sum, one) => sum + one.states, 0),
    isComplete: known.every(({ isComplete }) => isComplete),
    happens: new Set(known.flatMap(({ happens }) => [...happens])),
  };
}
const isSame = (a: Search, b: Search): boolean =>
  a.protocol === b.protocol &&
  hasSameEntries(a.bounds, b.bounds) &&
  hasSameEntries(a.properties, b.properties);
const hasSameEntries = <T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, value]) => b[name] === value);

/** What a campaign never came by, by what is known of it. */
export interface Missing {
  /** It happens in some state. */
  readonly possible: readonly string[];
  /** It happens in none that was searched, which are not all. */
  readonly unknown: readonly string[];
  /** It happens in none at all. */
  readonly impossible: readonly string[];
}
export function sortMissing({ missing }: CoverageReport, known: Possible | undefined): Missing {
  const possible = missing.filter((name) => known?.happens.has(name));
  const rest = missing.filter((name) => !possible.includes(name));
  return known?.isComplete === true
    ? { possible, unknown: [], impossible: rest }
    : { possible, unknown: rest, impossible: [] };
}

/**
 * What a campaign amounts to once that is known: nobody waits for an action that cannot be taken, or a witness that cannot
 * be seen. A property that cannot be put to the test is another matter: of that one there is nothing to say.
 */
export function settled(
  outcome: CampaignOutcome,
  coverage: CoverageReport,
  known: Possible | undefined,
): CampaignOutcome {
  if (outcome.verdict !== 'inconclusive' || known === undefined) return outcome;
  const { possible, unknown, impossible } = sortMissing(coverage, known);
  const isOpen =
    [...possible, ...unknown, ...impossible.filter((name) => name in coverage.tested)].length > 0;
  return isOpen ? outcome : { verdict: 'nothingFound' };
}

/** Whether all that it missed is impossible, so that more runs are no help. */
export const isInVain = (coverage: CoverageReport, known: Possible | undefined): boolean =>
  coverage.missing.length > 0 && sortMissing(coverage, known).impossible.length === coverage.missing.length;
/** What to do about what it missed. @param more What makes for more runs. */
export const adviceOn = (coverage: CoverageReport, known: Possible | undefined, more: string): string =>
  isInVain(coverage, known) ? 'Widen the bounds.' : `Raise ${more}, or widen the bounds.`;
