import type { Why } from '#checker/search';
import { EXIT, type ExitCode } from './errors.js';
import { WHY_REMEDY, type Done } from './render.js';

/**
 * What lets the search of a side go further. It is to end with the first violation, and of what there is for large
 * searches, only memory can be asked for.
 */
export function remedyOfSide(why: Why): string | undefined {
  if (why === 'first violation') return undefined;
  return why === 'memory' ? 'raise --memory' : WHY_REMEDY[why];
}

/**
 * What is not as expected, and what all comes to.
 *
 * @param remedy What lets a search go further that ended for a reason; nothing, where it was to end.
 * @param nameOf What a search is called, if not by its protocol.
 */
export function closing(
  done: readonly Done[],
  code: ExitCode,
  remedy: (why: Why) => string | undefined = (why) => WHY_REMEDY[why],
  nameOf: (one: Done) => string = ({ selected }) => selected.job.protocol,
): string[] {
  const lines: string[] = [];
  for (const one of done) {
    const { judgement, report } = one;
    for (const difference of judgement.differences) lines.push(`${nameOf(one)}: ${difference}`);
    const further = report.why && remedy(report.why);
    if (further) lines.push(`${nameOf(one)} is unfinished. To go further, ${further}.`);
    for (const { name, outcome } of report.properties)
      if (outcome.verdict === 'unfinished' && outcome.why === 'undecided')
        lines.push(`${nameOf(one)}: ${name} is undecided. To settle it, ${WHY_REMEDY.undecided}.`);
  }
  lines.push(
    code === EXIT.asExpected
      ? 'All is as it is recorded or expected.'
      : code === EXIT.unsettled
        ? 'Nothing found is other than expected, but not all is settled.'
        : 'Not all is as it is recorded or expected.',
  );
  return lines;
}
