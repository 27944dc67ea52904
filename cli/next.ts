import { simulateCommand } from '#checker/trace-text';
import { judgeAgain, searchAgain } from './again.js';
import { EXIT, type ExitCode } from './errors.js';
import { furtherOptions, type HowFar } from './further.js';
import type { Done } from './render.js';
import { unique, type Selected } from './select.js';
import type { Traced } from './traced.js';
import { wider, withMore } from './wider.js';

/** What the next command depends on, beside what was found. */
export interface Asked {
  /** How far the searches were to go, and which properties were named. */
  readonly options: HowFar & { readonly property?: readonly string[] | undefined };
  readonly traced: readonly Traced[];
}

/** The arguments of `tidemark` that are of most use after what was found. */
export function nextArguments(done: readonly Done[], code: ExitCode, { options, traced }: Asked): string {
  const ofProperties = unique(options.property ?? []).map((name) => `--property ${name}`);
  const unfinished = done.find(({ report }) => report.why !== undefined);
  if (code === EXIT.unsettled && unfinished) return goOn(unfinished, options, ofProperties);
  const undecided = done.flatMap(({ selected, report }) =>
    report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'unfinished' && outcome.undecided
        ? [{ job: selected.job, protocol: selected.protocol, name, ...outcome.undecided }]
        : [],
    ),
  )[0];
  if (code === EXIT.unsettled && undecided) return judgeAgain(withMore(undecided), undecided.name);
  const violation = traced.find(({ isRecorded }) => !isRecorded) ?? traced[0];
  if (violation) return violation.replay ?? violation.again;
  const other = done.find(({ judgement }) => judgement.differences.length > 0);
  // Of several searches there was one row each.
  if (other && done.length > 1) return searchAgain(other.selected.job);
  const more = done.map(wider).find((job) => job !== undefined);
  return more ? [searchAgain(more), ...ofProperties].join(' ') : 'list';
}

/** The same search, with more of what has ended it. */
function goOn({ selected, report }: Done, options: HowFar, ofProperties: readonly string[]): string {
  const { job, properties } = selected;
  const mayHash = Object.values(properties).every(({ kind }) => kind !== 'recoverable');
  // Where fingerprints are too many, and no more memory can be had, what is left are walks at random.
  if (report.why === 'memory' && options.memory === undefined && (options.fingerprints || !mayHash))
    return simulateCommand(job);
  return [searchAgain(job), ...ofProperties, ...furtherOptions(report.why, options, mayHash)].join(' ');
}

/** What judges again what failed, once the model or the property is mended. */
export const afterFailure = ({ job }: Selected, property: string | undefined): string =>
  property === undefined ? searchAgain(job) : judgeAgain(job, property);
