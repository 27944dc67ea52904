import { BreadthFirst } from '#checker/breadth-first';
import { boundsFor, optionName, type Bounds, type BoundsOf } from '#checker/bounds';
import { nameOf } from '#checker/library';
import { appliesTo, isProperty, type Property } from '#checker/property';
import { isProtocol, type Protocol } from '#checker/protocol';
import type { Outcome, Report } from '#checker/outcome';
import type { Search } from '#checker/search';
import { boundsText } from '#checker/trace-text';
import { grouped } from '#checker/words';
import { Campaign } from './campaign.js';
import { coverageLines, impossibleLines, missingText, simulateCommand, violationText } from './describe.js';
import { asAsserted } from './as-asserted.js';
import { checkWhole, effortFrom } from './effort.js';
import { explained } from './explained.js';
import { adviceOn, isToBeSearched, searchForMissing, settled } from './possible.js';
import { MOST_SEED } from './random.js';
import { firstStillViolated, saveTrace, SAVED } from './saved-traces.js';
import { isKnown, protocolName, searchFor, UNNAMED_PROPERTY } from './search-for.js';

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

/** A search of so many states keeps a test under the five seconds that vitest gives it; so does shrinking, of fewer. */
const STATES = 1_000_000;
const STATES_TO_SHRINK = 50_000;
/** And so does a search for what walks never came by. */
const STATES_TO_KNOW = 300_000;
const RUNS = 20;
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
  const name = nameOf(property) ?? UNNAMED_PROPERTY;
  if (!appliesTo(property, protocol.schema))
    throw new Error(`${name} speaks of variables that ${protocolName(protocol)} does not have.`);
  const isRandom = choice.seed !== undefined || choice.runs !== undefined;
  const {
    states = isRandom ? STATES_TO_SHRINK : STATES,
    runs = RUNS,
    seed = Math.floor(Math.random() * 2 ** 31),
    folder = SAVED,
  } = choice;
  const unknown = Object.keys(choice).find((key) => !['states', 'seed', 'runs', 'folder'].includes(key));
  if (unknown !== undefined)
    throw new Error(`There is no { search: { ${unknown} } }: there are states, seed, runs and folder.`);
  checkWhole('{ search: { states } }', states, 1);
  checkWhole('{ search: { runs } }', runs, 0);
  checkWhole('{ search: { seed } }', seed, 0, MOST_SEED);
  if (isRandom) {
    const search = searchFor(protocol, { bounds, properties: { [name]: property } });
    return explained(search, () => atRandom(search, name, { states, runs, seed, folder }, isNot));
  }
  const all = boundsFor(protocol.bounds, bounds as Bounds);
  const search = { protocol, properties: { [name]: property }, bounds: all };
  return explained(search, () => exhaustively(search, name, states));
}

const of = ({ protocol, bounds }: Search): string => `${protocolName(protocol)} ${boundsText(bounds)}`;

function exhaustively(search: Search, name: string, states: number): Answer {
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
          `\n${violationText({
            search,
            property: name,
            steps: outcome.trace,
            certificate: { kind: 'shortest', states: report.distinctStates },
          })}`,
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
    const slice = breadthFirst.advance(Math.min(SLICE, states));
    if (slice.done) return slice.report;
    if (slice.progress.distinctStates > states) breadthFirst.stop('states');
  }
}

function atRandom(
  search: Search,
  name: string,
  { states, runs, seed, folder }: Required<SearchChoice>,
  isNot: boolean,
): Answer {
  const wanted = search.properties[name]!.kind === 'sometimes';
  const still = wanted ? undefined : firstStillViolated(search, [name], folder);
  if (still)
    return {
      pass: false,
      message: () =>
        `\n${violationText({ search, property: name, steps: still.steps, certificate: undefined })}\n` +
        `It was saved in ${still.path}, and violates it still. Delete the file if it is of no more use.`,
    };
  const campaign = new Campaign(search, { seed, runs, steps: Infinity, effort: effortFrom({}), states });
  while (!campaign.isOver) {
    campaign.advance();
    if (wanted && campaign.progress().witnesses[name]! > 0) {
      const text = `${name} is seen at random in ${of(search)}, with seed ${seed}.`;
      return { pass: true, message: () => text };
    }
  }
  const covered = campaign.progress();
  const found = campaign.found !== undefined;
  // Where it is expected to be violated, nobody asks how.
  if (found && isNot)
    return { pass: false, message: () => `${name} is violated at random in ${of(search)}.` };
  const outcome = campaign.outcome();
  const again = `{ search: { seed: ${seed}, runs: ${covered.runs}, states: ${states} } }`;
  if (outcome.verdict === 'violated') {
    const { steps, certificate, foundIn } = outcome.violation;
    const shown = { search, property: name, steps, certificate };
    const text = [
      '',
      violationText(shown),
      `found at random, as ${foundIn} steps, which ${again} does again; ${saveTrace(shown, folder)}`,
      ...(isKnown(search, name)
        ? [`reproduce: npx tidemark ${simulateCommand(shown, { seed, runs: covered.runs, states })}`]
        : []),
    ].join('\n');
    return { pass: false, message: () => text };
  }
  const lines = [...coverageLines(covered), again].join('\n');
  if (wanted)
    throw new Error(
      `${name} was not seen at random in ${of(search)}, which does not mean that it cannot be. Raise { search: { runs } }.\n${lines}`,
    );
  // As on the command line, nobody waits for what cannot happen.
  const known = isToBeSearched(outcome, covered)
    ? searchForMissing(search, covered, { states: STATES_TO_KNOW })
    : undefined;
  const all = [...impossibleLines(covered, known), lines].join('\n');
  if (settled(outcome, covered, known).verdict !== 'nothingFound') {
    const advice = adviceOn(covered, known, '{ search: { runs } }');
    throw new Error(
      `${name} is not settled for ${of(search)}. ${missingText(covered, known)} ${advice}\n${all}`,
    );
  }
  if (isNot)
    throw new Error(
      `No violation of ${name} was found at random in ${of(search)}, which does not mean that there is none.\n${all}`,
    );
  return { pass: true, message: () => `Nothing was found at random in ${of(search)}.\n${all}` };
}
