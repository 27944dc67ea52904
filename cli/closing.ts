import type { Why } from '#checker/search';
import { plural } from '#checker/words';
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

/** So many searches that are unfinished are named one by one. */
const MANY = 5;

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
  const unfinished = new Map<string, Done[]>();
  for (const one of done) {
    const further = one.report.why && remedy(one.report.why);
    if (further) unfinished.set(further, [...(unfinished.get(further) ?? []), one]);
  }
  for (const one of done) {
    const { judgement, report } = one;
    for (const difference of judgement.differences) lines.push(`${nameOf(one)}: ${difference}`);
    for (const { name, outcome } of report.properties)
      if (outcome.verdict === 'unfinished' && outcome.why === 'undecided')
        lines.push(`${nameOf(one)}: ${name} is undecided. To settle it, ${WHY_REMEDY.undecided}.`);
  }
  for (const [further, some] of unfinished)
    if (some.length > MANY)
      lines.push(
        `${plural(some.length, 'search is', 'searches are')} unfinished. To go further, ${further}.`,
      );
    else
      for (const name of new Set(some.map(nameOf)))
        lines.push(`${name} is unfinished. To go further, ${further}.`);
  lines.push(
    code === EXIT.asExpected
      ? 'All is as it is recorded or expected.'
      : code === EXIT.unsettled
        ? 'Nothing found is other than expected, but not all is settled.'
        : 'Not all is as it is recorded or expected.',
  );
  return lines;
}
