import { boundsText, printTrace, stepLines, verifyCommand, type TraceFile } from '#checker/trace-text';
import type { Search } from '#checker/search';
import type { TraceStep } from '#checker/trace';
import type { Certificate } from './certificate.js';
import type { CoverageReport } from './coverage.js';
import { isKnown, protocolName } from './search-for.js';

const grouped = (n: number): string => n.toLocaleString('en-US');
const count = (n: number, one: string): string => `${grouped(n)} ${one}${n === 1 ? '' : 's'}`;

/** What a certificate says, in words. */
export const certificateText = (certificate: Certificate): string =>
  certificate.kind === 'shortest'
    ? 'shortest: no violation of this property in fewer steps exists within these bounds'
    : `no shorter than ${certificate.noShorterThan} proven within ${count(certificate.states, 'state')}`;

/** How short a trace is, as its first line says. */
export const howShort = (certificate: Certificate | undefined): string =>
  certificate === undefined
    ? 'as it was found'
    : certificate.kind === 'shortest'
      ? 'the fewest there are'
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
    ...(certificate ? [certificateText(certificate)] : []),
    ...(isReproducible ? [`reproduce: npx tidemark ${verifyCommand(file)}`] : []),
  ];
  return printTrace({ ...file, story }, search.protocol, { howShort: howShort(certificate) }).trimEnd();
}

/** A behaviour that violates nothing. */
export const behaviourText = ({ protocol, bounds }: Search, steps: readonly TraceStep[]): string =>
  [
    `# ${count(steps.length, 'step')} of ${protocolName(protocol)} ${boundsText(bounds)}`,
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
  missing,
  cells,
  saturation,
}: CoverageReport): string[] {
  const of = (times: Readonly<Record<string, number>>): string =>
    `${Object.values(times).filter((n) => n > 0).length} of ${Object.keys(times).length}`;
  return [
    `${count(runs, 'run')}, ${count(executedSteps, 'step')}; ${of(actions)} actions taken, ${of(witnesses)} witnesses seen`,
    saturation === undefined
      ? `${count(cells, 'abstract state')}`
      : `${count(cells, 'abstract state')}; of what one more run would visit, an estimated ${percent(saturation)} is among them (at this guidance and depth; a hint, no proof)`,
    ...(missing.length > 0 ? [`never: ${missing.join(', ')}`] : []),
  ];
}
