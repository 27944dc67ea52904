import type { Why } from '#checker/search';
import { plural } from '#checker/words';
import { EXIT, type ExitCode } from './errors.js';
import { WHY_REMEDY, type Done } from './render.js';
import { isUnasked, unaskedText } from './unasked.js';

/**
 * What lets the search of a side go further. It is to end with the first violation, and of what there is for large
 * searches, only memory can be asked for.
 */
export function remedyOfSide(why: Why): string | undefined {
  if (why === 'first violation') return undefined;
  return why === 'memory' ? 'raise --memory' : WHY_REMEDY[why];
}

/** So many searches that are unfinished, or in which something is vacuous, are named one by one. */
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
      ? asExpected(done, nameOf)
      : code === EXIT.unsettled
        ? 'Nothing found is other than expected, but not all is settled.'
        : 'Not all is as it is recorded or expected.',
  );
  return lines;
}

/** All is well, as far as anything was asked. */
function asExpected(done: readonly Done[], nameOf: (one: Done) => string): string {
  const unasked = done.filter(isUnasked).map(nameOf);
  if (unasked.length > 0 && unasked.length === done.length) return unaskedText(done, unasked);
  return `${[
    'All is as it is recorded or expected',
    ...(unasked.length > 0 ? [`nothing was asked of ${unasked.join(', ')}`] : []),
    ...untested(done, nameOf),
  ].join('; ')}.`;
}
/** What holds vacuously, though that is not recorded: it passes, and says nothing. */
function untested(done: readonly Done[], nameOf: (one: Done) => string): string[] {
  const vacuous = (one: Done): string[] =>
    one.report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'holds' && outcome.vacuous && !one.selected.recorded?.properties.has(name)
        ? [name]
        : [],
    );
  const some = done.filter((one) => vacuous(one).length > 0);
  const names = some.flatMap(vacuous);
  if (names.length === 0) return [];
  if (done.length === 1)
    return [`${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} never put to the test`];
  const where = some.length > MANY ? plural(some.length, 'search', 'searches') : some.map(nameOf).join(', ');
  return [`some property was never put to the test in ${where}`];
}
