import { plural } from '#checker/words';
import { loadClaims } from './claim-sides.js';
import { closing, remedyOfSide } from './closing.js';
import { InputError, worst, type ExitCode } from './errors.js';
import { exhibitNamed, expectedRuns, loadExhibits, type Catalogued } from './exhibits.js';
import { terminalWidth } from './fitted.js';
import { explainFailures, failureJson, type Failed } from './failure.js';
import { museumJson } from './museum-json.js';
import { nextAfterVisit } from './museum-next.js';
import { nextLine } from './next-line.js';
import { museumTable, narration } from './museum-text.js';
import type { ShowOptions } from './options.js';
import type { Context } from './registry.js';
import { checkStories, rewriteTraces } from './rewrite.js';
import { isDone, isFailed, sayTiming, searchAll } from './searches.js';
import { selectSides } from './select-sides.js';
import { unique, type Selected } from './select.js';
import type { ExpectedRun } from './verdicts.js';
import { sidesOf, type Visit } from './visit.js';

/** Runs both sides of exhibits, of all if none is named, and says whether they are as they say. @throws InputError */
export async function museum(
  names: readonly string[],
  options: ShowOptions,
  context: Context,
): Promise<ExitCode> {
  const all = await loadExhibits(context.registry);
  if (all.length === 0)
    throw new InputError('There is no exhibit: scenarios/museum/ has none.', { next: 'list' });
  const claims = await loadClaims(context.registry);
  const chosen =
    names.length === 0 ? all : [...new Set(unique(names).map((name) => exhibitNamed(all, name, claims)))];
  const expected = await expectedRuns(context);
  const selected = await Promise.all(
    chosen.map(async (one) => ({ ...one, sides: await sidesSelected(one, context, expected) })),
  );
  const runs = selected.flatMap(({ sides }) => sides);
  if (options.rewrite) for (const run of runs) checkStories(run, context.root);

  const sizes = new Map(
    selected.flatMap(({ exhibit, sides }) => sides.map((side) => [side, exhibit.fix.states])),
  );
  const { jobs, time, memory } = options;
  const { results, seconds } = await searchAll(
    runs,
    (side) => sizes.get(side)!,
    { jobs, time, memory, threads: 1, stopAtFirst: true },
    context,
  );
  const found = new Map(runs.map((run, i) => [run, results[i]!]));
  const visits = selected.flatMap(({ entry, exhibit, sides }): Visit[] => {
    const [fix, flaw] = sides.map((side) => found.get(side)!).toReversed();
    return isDone(fix!) && (flaw === undefined || isDone(flaw)) ? [{ entry, exhibit, flaw, fix }] : [];
  });
  const code = report(visits, results.filter(isFailed), names.length > 0, options, context);
  sayTiming(results.filter(isDone), seconds, ` with ${plural(Math.min(jobs, runs.length), 'worker')}`);
  return code;
}

/** The sides of an exhibit, that with the flaw first. @throws InputError */
const sidesSelected = (
  { entry, exhibit: { flaw, property } }: Catalogued,
  context: Context,
  expected: readonly ExpectedRun[],
): Promise<readonly Selected[]> =>
  selectSides(entry, flaw ? [entry.name, entry.fixed] : [entry.fixed], [property], context, expected);

function report(
  visits: readonly Visit[],
  failed: readonly Failed[],
  narrates: boolean,
  options: ShowOptions,
  context: Context,
): ExitCode {
  const { stdout, stderr } = process;
  if (options.json) {
    const [first] = failed;
    const document = first ? failureJson(first, context) : museumJson(visits);
    stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else if (visits.length > 0) {
    stdout.write(
      narrates
        ? `${visits.map((visit) => narration(visit, terminalWidth(), context.registry)).join('\n')}\n`
        : `${museumTable(visits, terminalWidth())}\n\n`,
    );
  }
  if (failed.length > 0) return explainFailures(failed, context);
  const say = (text: string): void => void (options.json ? stderr : stdout).write(`${text}\n`);
  const flaws = visits.flatMap(({ flaw }) => flaw ?? []);
  if (options.rewrite) for (const line of rewriteTraces(flaws, context)) say(line);
  const done = visits.flatMap(sidesOf);
  const code = worst(done.map(({ judgement }) => judgement.code));
  for (const line of closing(done, code, remedyOfSide)) say(line);
  say(nextLine(nextAfterVisit(visits, code, narrates, options, context), context));
  return code;
}
