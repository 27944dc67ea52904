import { BreadthFirst } from '#checker/breadth-first';
import type { Report } from '#checker/outcome';
import type { Search } from '#checker/search';
import type { CampaignOutcome } from './campaign.js';
import type { CoverageReport } from './coverage.js';

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

/**
 * Searches for what a campaign never came by, nearest first: walks that miss something cannot tell whether it can be.
 *
 * @throws ModelError if the model or a property throws.
 */
export function searchForMissing(
  { protocol, properties, bounds }: Search,
  { missing }: CoverageReport,
  { states, isStopped = () => false }: PossibleOptions,
): Possible {
  const sought = Object.entries(properties).filter(([name]) => missing.includes(name));
  const search = new BreadthFirst({ protocol, properties: Object.fromEntries(sought), bounds });
  for (;;) {
    const slice = search.advance(Math.min(SLICE, states));
    if (slice.done) return possibleBy(slice.report);
    if (isStopped()) search.stop('interrupted');
    else if (slice.progress.distinctStates > states) search.stop('states');
  }
}
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
  (outcome.verdict === 'holds' && !outcome.vacuous);

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
