import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Bound } from '#checker/bounds';
import { boundsText, limitOptions, verifyCommand } from '#checker/trace-text';
import { EXIT, type ExitCode } from './errors.js';
import { scenarioOf, type Context } from './registry.js';
import type { Done } from './render.js';
import type { Selected } from './select.js';
import { traceFileName } from './traces.js';

/** Arguments that do a search again, whatever it was for. */
export const searchAgain = ({ protocol, bounds, limits }: Selected['job']): string =>
  [`verify ${protocol}`, boundsText(bounds), ...limitOptions(limits)].filter((part) => part !== '').join(' ');
/** That for one property. */
export const judgeAgain = (job: Selected['job'], property: string): string =>
  verifyCommand({ ...job, property });

interface Violation {
  readonly done: Done;
  readonly property: string;
}

/** The arguments of `tidemark` that are of most use after what was found. */
export function nextArguments(done: readonly Done[], code: ExitCode, context: Context): string {
  const unfinished = done.find(({ report }) => report.why !== undefined);
  if (code === EXIT.unsettled && unfinished) {
    const { selected, report } = unfinished;
    return `${searchAgain(selected.job)}${report.why === 'memory' ? ' --fingerprints' : ''}`;
  }
  const undecided = done.flatMap(({ selected, report }) =>
    report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'unfinished' && outcome.undecided
        ? [{ job: selected.job, protocol: selected.protocol, name, ...outcome.undecided }]
        : [],
    ),
  )[0];
  if (code === EXIT.unsettled && undecided) return judgeAgain(withMore(undecided), undecided.name);
  const violations = done.flatMap((one) =>
    one.report.properties
      .filter(({ outcome }) => outcome.verdict === 'violated')
      .map(({ name }): Violation => ({ done: one, property: name })),
  );
  const isRecorded = ({ done: { selected }, property }: Violation): boolean =>
    selected.recorded?.properties.get(property)?.verdict === 'violated';
  const violation = violations.find((one) => !isRecorded(one)) ?? violations[0];
  if (violation) return afterViolation(violation, isRecorded(violation), done.length === 1, context);
  const other = done.find(({ judgement }) => judgement.differences.length > 0);
  // Of several searches there was one row each.
  return other && done.length > 1 ? searchAgain(other.selected.job) : 'list';
}

/** The same search with twice as much of each bound that cut steps off, or, where no bound did, one more of what is limited. */
function withMore({
  job,
  protocol: { bounds: declared, limits = {} },
  cutBy,
}: Pick<Selected, 'job' | 'protocol'> & { readonly cutBy: readonly string[] }): Selected['job'] {
  const bounds = Object.entries(job.bounds).map(([name, value]) => {
    const { to } = (declared as Readonly<Record<string, Bound>>)[name]!;
    return [name, cutBy.includes(name) ? Math.min(to, 2 * value) : value];
  });
  const limited = cutBy.flatMap((by) => (by.startsWith('limit ') ? [by.slice('limit '.length)] : []));
  const isBound = cutBy.some((by) => by in job.bounds);
  const more = isBound ? [] : limited.map((action) => [action, (limits[action] ?? 0) + 1]);
  return {
    ...job,
    bounds: Object.fromEntries(bounds),
    limits: { ...job.limits, ...Object.fromEntries(more) },
  };
}

/** A trace that lies there is replayed. Where there is none, it is shown, and then may be recorded. */
function afterViolation(
  { done: { selected, report }, property }: Violation,
  recorded: boolean,
  alone: boolean,
  { root, registry }: Context,
): string {
  const { job, protocol } = selected;
  const path = join(root, traceFileName(job.protocol, property, job.bounds, protocol.bounds));
  if (recorded && existsSync(path)) return `replay ${relative(process.cwd(), path)}`;
  // The full report of a single search has shown how it is violated.
  const again = judgeAgain(job, property);
  if (!alone) return report.complete ? again : `${again} --stop-at-first`;
  // What is known of an exhibit or a claim is written in it, by a person.
  const mayRecord =
    report.complete &&
    Object.keys(job.limits).length === 0 &&
    !selected.recorded?.properties.has(property) &&
    scenarioOf(registry, job.protocol) === undefined;
  return mayRecord ? `${again} --rewrite` : 'list';
}

/** What judges again what failed, once the model or the property is mended. */
export const afterFailure = ({ job }: Selected, property: string | undefined): string =>
  property === undefined ? searchAgain(job) : judgeAgain(job, property);
