import { BreadthFirst } from '#checker/breadth-first';
import { boundsFor, optionName, type Bounds, type BoundsOf } from '#checker/bounds';
import { nameOf } from '#checker/library';
import { appliesTo, isProperty, type Property } from '#checker/property';
import { isProtocol, type Protocol } from '#checker/protocol';
import type { Outcome, Report } from '#checker/outcome';
import type { Search } from '#checker/search';
import { boundsText } from '#checker/trace-text';
import { Campaign } from './campaign.js';
import { coverageLines, violationText, type Shown } from './describe.js';
import { asAsserted } from './as-asserted.js';
import { checkWhole, effortFrom } from './effort.js';
import { explained } from './explained.js';
import { firstStillViolated, saveTrace, SAVED } from './saved-traces.js';
import { protocolName, searchFor } from './search-for.js';

/** How `toUphold` searches: all there is, unless a seed or a number of runs is given. */
export interface SearchChoice {
  /** States that may be visited; of random runs, those that shrinking may keep for each of its searches. */
  readonly states?: number;
  /** Runs at random with this seed; the same seed gives the same runs. */
  readonly seed?: number;
  /** So many runs at random. */
  readonly runs?: number;
  /** Where failures of random runs are saved, and taken again from before others are begun. */
  readonly folder?: string;
}
/** Bounds, by name, and how to search within them. */
export type UpholdOptions<B = Readonly<Record<string, never>>> = Partial<BoundsOf<B>> & {
  readonly search?: SearchChoice;
};

/** What a matcher of vitest answers. */
export interface Answer {
  readonly pass: boolean;
  readonly message: () => string;
}

/** A search of so many states keeps a test under the five seconds that vitest gives it. */
const STATES = 1_000_000;
const RUNS = 50;
const SLICE = 1 << 14;

/** Whether a protocol upholds a property. @throws Error where that is not settled. */
export function toUphold(
  protocol: Protocol,
  property: Property,
  { search: choice = {}, ...bounds }: UpholdOptions,
  isNot: boolean,
): Answer {
  if (!isProtocol(protocol)) throw new Error('What is expected to uphold something must be a protocol.');
  if (!isProperty(property)) throw new Error('What it is to uphold must be a property.');
  const { states = STATES, runs = RUNS, seed = 0 } = choice;
  for (const [what, value, from] of [
    ['states', states, 1],
    ['runs', runs, 0],
    ['seed', seed, 0],
  ] as const)
    checkWhole(`{ search: { ${what} } }`, value, from);
  const name = nameOf(property) ?? 'property';
  if (!appliesTo(property, protocol.schema))
    throw new Error(`${name} speaks of variables that ${protocolName(protocol)} does not have.`);
  if (choice.seed !== undefined || choice.runs !== undefined) {
    const search = searchFor(protocol, { bounds, properties: { [name]: property } });
    return explained(search, () => atRandom(search, name, choice, isNot));
  }
  const all = boundsFor(protocol.bounds, bounds as Bounds);
  const search = { protocol, properties: { [name]: property }, bounds: all };
  return explained(search, () => exhaustively(search, name, choice));
}

const of = ({ protocol, bounds }: Search): string => `${protocolName(protocol)} ${boundsText(bounds)}`;
const grouped = (n: number): string => n.toLocaleString('en-US');

function exhaustively(search: Search, name: string, { states = STATES }: SearchChoice): Answer {
  const property = search.properties[name]!;
  const report = searchAll({ ...search, properties: { [name]: asAsserted(property) } }, states);
  const outcome = property.kind === 'sometimes' ? seenOr(report) : report.properties[0]!.outcome;
  const visited = `${grouped(report.distinctStates)} states, ${report.complete ? 'all there are' : 'not all there are'}`;
  switch (outcome.verdict) {
    case 'holds':
      return {
        pass: true,
        message: () =>
          `${name} holds of ${of(search)}${outcome.vacuous ? ', vacuously: what it speaks of never happened' : ''} (${visited}).`,
      };
    case 'seen':
      return {
        pass: true,
        message: () => `${name} is seen in ${outcome.trace.length} steps of ${of(search)}.`,
      };
    case 'neverSeen':
      return { pass: false, message: () => `${name} is never seen in ${of(search)} (${visited}).` };
    case 'violated':
      return {
        pass: false,
        message: () =>
          violationText({
            search,
            property: name,
            steps: outcome.trace,
            certificate: { kind: 'shortest', states: report.distinctStates },
          }),
      };
    case 'unfinished':
      throw new Error(
        `${name} is not settled for ${of(search)}: nothing was found in the first ${outcome.depth} steps, within ` +
          `${grouped(report.distinctStates)} states. Raise { search: { states } }, which is ${grouped(states)}, and the ` +
          `test's timeout with it; lower a bound (${Object.keys(search.bounds).map(optionName).join(', ')}); or search at ` +
          'random, with { search: { runs } }.',
      );
  }
}
/** What was found of a property that was searched for as one that never holds. */
function seenOr({ properties: [property] }: Report): Outcome {
  const { outcome } = property!;
  if (outcome.verdict === 'violated') return { verdict: 'seen', trace: outcome.trace };
  return outcome.verdict === 'holds' ? { verdict: 'neverSeen' } : outcome;
}
function searchAll(search: Search, states: number): Report {
  const breadthFirst = new BreadthFirst(search, { stopAtFirst: true });
  for (;;) {
    const slice = breadthFirst.advance(SLICE);
    if (slice.done) return slice.report;
    if (slice.progress.distinctStates > states) breadthFirst.stop('states');
  }
}

function atRandom(search: Search, name: string, choice: SearchChoice, isNot: boolean): Answer {
  const { seed = Math.floor(Math.random() * 2 ** 31), runs = RUNS, states = STATES, folder = SAVED } = choice;
  const wanted = search.properties[name]!.kind === 'sometimes';
  const violated = (shown: Shown, how: string): Answer => ({
    pass: false,
    message: () => `${violationText(shown)}\n${how}`,
  });
  if (!wanted) {
    const still = firstStillViolated(search, [name], folder);
    if (still)
      return violated(
        { search, property: name, steps: still.steps, certificate: undefined },
        `It was saved in ${still.path}, and violates it still. Delete the file if it is of no more use.`,
      );
  }
  const campaign = new Campaign(search, { seed, runs, steps: Infinity, effort: effortFrom({}), states });
  while (!campaign.isOver) {
    campaign.advance();
    if (wanted && campaign.progress().witnesses[name]! > 0) {
      const text = `${name} is seen at random in ${of(search)}, with seed ${seed}.`;
      return { pass: true, message: () => text };
    }
  }
  const outcome = campaign.outcome();
  const covered = campaign.progress();
  const lines = coverageLines(covered).join('\n');
  const again = `{ search: { seed: ${seed}, runs: ${covered.runs} } }`;
  if (outcome.verdict === 'violated') {
    const { steps, certificate } = outcome.violation;
    const shown = { search, property: name, steps, certificate };
    // Where it is expected to be violated, it is nothing to come back to.
    const saved = isNot ? '' : `; saved in ${saveTrace(shown, folder)}`;
    return violated(
      shown,
      `found at random, as ${outcome.violation.foundIn} steps: ${again} finds it again${saved}`,
    );
  }
  if (outcome.verdict !== 'nothingFound' || isNot)
    throw new Error(
      isNot && outcome.verdict === 'nothingFound'
        ? `No violation of ${name} was found at random in ${of(search)}, which does not mean that there is none.\n${lines}\n${again}`
        : `${name} is not settled for ${of(search)}: nothing was found at random, and never happened: ` +
            `${covered.missing.join(', ')}. Raise { search: { runs } }, or widen the bounds.\n${lines}\n${again}`,
    );
  return { pass: true, message: () => `Nothing was found at random in ${of(search)}.\n${lines}\n${again}` };
}
