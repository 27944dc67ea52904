import {
  boundsText,
  FEWEST,
  limitOptions,
  printTrace,
  stepLines,
  verifyCommand,
  type TraceFile,
} from '#checker/trace-text';
import { explain, explanationLines, NotExplained } from '#checker/explain';
import type { Property } from '#checker/property';
import type { Search } from '#checker/search';
import { grouped, plural } from '#checker/words';
import type { TraceStep } from '#checker/trace';
import type { Certificate } from './certificate.js';
import type { CoverageReport } from './coverage.js';
import { sortMissing, type Possible } from './possible.js';
import { isKnown, protocolName } from './search-for.js';

/** What a certificate says, in words; of a property that is to be seen, too. */
export const certificateText = (certificate: Certificate, isSeen = false): string =>
  certificate.kind === 'shortest'
    ? isSeen
      ? 'shortest: this property is not seen in fewer steps within these bounds'
      : 'shortest: no violation of this property in fewer steps exists within these bounds'
    : `no shorter than ${certificate.noShorterThan} proven within ${plural(certificate.states, 'state')}`;

/** How short a trace is, as its first line says. */
export const howShort = (certificate: Certificate | undefined): string =>
  certificate === undefined
    ? 'as it was found'
    : certificate.kind === 'shortest'
      ? FEWEST
      : `and in no fewer than ${certificate.noShorterThan}`;

export interface Shown {
  readonly search: Search;
  readonly property: string;
  readonly steps: readonly TraceStep[];
  readonly certificate: Certificate | undefined;
}
export const traceFileOf = ({ search, property, steps }: Omit<Shown, 'certificate'>): TraceFile => ({
  protocol: protocolName(search.protocol),
  property,
  bounds: search.bounds,
  limits: search.protocol.limits ?? {},
  story: [],
  steps,
});
/** A violation as the project writes it, which reads back in, and the command that finds it anew. */
export function violationText({ search, property, steps, certificate }: Shown): string {
  const file = traceFileOf({ search, property, steps });
  const isReproducible = isKnown(search, property) && certificate?.kind === 'shortest';
  const story = [
    ...reasons(search, property, steps),
    ...(certificate ? [certificateText(certificate)] : []),
    ...(isReproducible ? [`reproduce: npx tidemark ${verifyCommand(file)}`] : []),
    ...(isKnown(search, property)
      ? []
      : [
          'the command line does not know both names: in a test, sequenceFrom takes this trace; where they are files of a ' +
            'folder, replay takes it with --dir <folder>',
        ]),
  ];
  return printTrace({ ...file, story }, search.protocol, { howShort: howShort(certificate) }).trimEnd();
}

/** Why it is violated; where its `because` fails, that it does, and what its test has read. */
function reasons(
  { properties, protocol, bounds }: Search,
  name: string,
  steps: readonly TraceStep[],
): string[] {
  const { because: _, ...silent } = properties[name]!;
  try {
    return explanationLines(explain(properties[name]!, protocol, bounds, steps));
  } catch (error) {
    if (!(error instanceof NotExplained)) throw error;
    return [...explanationLines(explain(silent as Property, protocol, bounds, steps)), error.message];
  }
}

/** The arguments of `tidemark` that walk the same way, and shrink what they find. */
export function simulateCommand(
  shown: Omit<Shown, 'certificate'>,
  budgets: { readonly seed: number; readonly runs: number; readonly states: number },
): string {
  const { protocol, property, bounds, limits } = traceFileOf(shown);
  return [
    `simulate ${protocol} --property ${property} ${boundsText(bounds)}`.trimEnd(),
    ...limitOptions(limits),
    `--seed ${budgets.seed} --runs ${budgets.runs} --max-states ${budgets.states}`,
  ].join(' ');
}

/** A behaviour that violates nothing. */
export const behaviourText = ({ protocol, bounds }: Search, steps: readonly TraceStep[]): string =>
  [
    `# ${plural(steps.length, 'step')} of ${protocolName(protocol)} ${boundsText(bounds)}`,
    ...stepLines(protocol, bounds, steps),
  ].join('\n');

/** Rounded down: 100 % is what leaves nothing. */
export const percent = (share: number): string => `${(Math.floor(10_000 * share) / 100).toFixed(2)} %`;

/** What a campaign came by, in a line or two. */
export function coverageLines({
  runs,
  executedSteps,
  actions,
  witnesses,
  tested,
  cells,
  saturation,
}: CoverageReport): string[] {
  const of = (times: Readonly<Record<string, number>>): string =>
    `${Object.values(times).filter((n) => n > 0).length} of ${Object.keys(times).length}`;
  return [
    `${plural(runs, 'run')}, ${plural(executedSteps, 'step')}; ${of(actions)} actions taken, ${of(witnesses)} witnesses seen`,
    ...untested(tested),
    saturation === undefined
      ? `${plural(cells, 'abstract state')}`
      : `${plural(cells, 'abstract state')}; of what one more run would visit, an estimated ${percent(saturation)} is among them (at this guidance and depth; a hint, no proof)`,
  ];
}
const untested = (tested: CoverageReport['tested']): string[] =>
  Object.entries(tested)
    .filter(([, runs]) => runs === 0)
    .map(([name]) => `${name} was never put to the test: what it speaks of never happened`);
/** Why a campaign that found nothing says nothing. @param known Of what never happened, where a search was to tell. */
export function missingText(coverage: CoverageReport, known?: Possible): string {
  if (coverage.runs === 0) return 'Nothing was found, for there was no run.';
  const { possible, unknown, impossible } = sortMissing(coverage, known);
  const inVain = impossible.filter((name) => name in coverage.tested);
  const searched = known ? ` (a search of ${plural(known.states, 'state')} came by none of it)` : '';
  const parts = [
    ...(possible.length > 0 ? [`never happened, though it can: ${possible.join(', ')}`] : []),
    ...(unknown.length > 0
      ? [`never happened, or cannot happen within these bounds: ${unknown.join(', ')}${searched}`]
      : []),
    ...(inVain.length > 0 ? [`cannot be put to the test within these bounds: ${inVain.join(', ')}`] : []),
  ];
  return `Nothing was found, but ${parts.join('; ')}.`;
}
/** What a campaign need not wait for, and how that is known. */
export function impossibleLines(coverage: CoverageReport, known: Possible | undefined): string[] {
  const impossible = sortMissing(coverage, known).impossible.filter((name) => !(name in coverage.tested));
  return impossible.length === 0
    ? []
    : [
        `Not waited for, since it cannot happen within these bounds, as all ${grouped(known!.states)} states show: ${impossible.join(', ')}.`,
      ];
}
