import { plural } from '#checker/words';
import { plan, runsOf, visitOf, type Planned, type Results } from './claim-plan.js';
import { claimNamed, loadClaims, type Claimed } from './claim-sides.js';
import { doneOf } from './claim-visit.js';
import { CLAIMS, rewriteClaims } from './claims-golden.js';
import { claimsJson } from './claims-json.js';
import { nextAfterClaims } from './claims-next.js';
import { nextLine } from './next-line.js';
import { claimsTable, claimStory } from './claims-text.js';
import { closing, remedyOfSide } from './closing.js';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { expectedRuns, loadExhibits } from './exhibits.js';
import { explainFailures, failureJson, type Failed } from './failure.js';
import type { ShowOptions } from './options.js';
import type { Context, Registry } from './registry.js';
import type { Done } from './render.js';
import { checkStories, rewriteTraces } from './rewrite.js';
import { isFailed, searchAll } from './searches.js';
import { unique, type Selected } from './select.js';

/** Runs all sides of claims, of all if none is named, and says whether they are as they say. @throws InputError */
export async function claims(
  names: readonly string[],
  options: ShowOptions,
  context: Context,
): Promise<ExitCode> {
  const all = await loadClaims(context.registry);
  if (all.length === 0)
    throw new InputError('There is no claim: scenarios/claims/ has none.', { next: 'list' });
  const exhibits = (await loadExhibits(context.registry)).map(({ exhibit }) => exhibit.id);
  const chosen =
    names.length === 0 ? all : [...new Set(unique(names).map((name) => claimNamed(all, name, exhibits)))];
  const expected = await expectedRuns(context);
  const plans = await Promise.all(chosen.map((claimed) => plan(claimed, context, expected)));
  const runs = plans.flatMap(runsOf);
  if (options.rewrite) for (const run of runs) checkStories(run, context.root);

  // In the order in which they are told: who watches is to see one after the other.
  const places = new Map(runs.map((run, i) => [run, -i]));
  const found = new Map<Selected, Done | Failed>();
  const tell = options.json ? undefined : teller(plans, found, names.length > 0, context.registry);
  if (tell) process.stdout.write(tell());
  const { jobs, time, memory } = options;
  const { seconds } = await searchAll(
    runs,
    (run) => places.get(run)!,
    { jobs, time, memory, threads: 1, stopAtFirst: true },
    context,
    {
      after: (run, result) => {
        found.set(run, result);
        return tell?.() ?? '';
      },
    },
  );
  return report({ all, plans, runs, found, seconds, isTold: names.length > 0 }, options, context);
}

/** Says, each time it is asked, what is to be printed by then: in the order of the claims, whichever was done first. */
function teller(
  plans: readonly Planned[],
  found: Results,
  isTold: boolean,
  registry: Registry,
): () => string {
  const { isTTY, columns: width } = process.stdout;
  const terminal = isTTY ? width : undefined;
  const table = claimsTable(plans, terminal);
  let text = isTold ? '' : `${table.head}\n`;
  let next = 0;
  return () => {
    while (next < plans.length && runsOf(plans[next]!).every((run) => found.has(run))) {
      const visit = visitOf(plans[next++]!, found);
      if (visit) text += `${isTold ? claimStory(visit, terminal, registry) : table.rows(visit)}\n`;
    }
    const now = text;
    text = '';
    return now;
  };
}

interface Shown {
  readonly all: readonly Claimed[];
  readonly plans: readonly Planned[];
  readonly runs: readonly Selected[];
  readonly found: Results;
  readonly seconds: number;
  readonly isTold: boolean;
}
function report(
  { all, plans, runs, found, seconds, isTold }: Shown,
  options: ShowOptions,
  context: Context,
): ExitCode {
  const { stdout, stderr } = process;
  const failed = runs.map((run) => found.get(run)!).filter(isFailed);
  const visits = plans.flatMap((one) => visitOf(one, found) ?? []);
  if (options.json) {
    const [first] = failed;
    const document = first ? failureJson(first, context) : claimsJson(visits, context);
    stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else if (!isTold) stdout.write('\n');
  if (failed.length > 0) return explainFailures(failed, context);
  const say = (text: string): void => void (options.json ? stderr : stdout).write(`${text}\n`);
  const done = visits.flatMap(doneOf);
  const code = worst(done.map(({ judgement }) => judgement.code));
  if (options.rewrite) {
    for (const line of rewriteTraces(done, context)) say(line);
    const isAll = visits.length === all.length && code === EXIT.asExpected;
    if (isAll) rewriteClaims(all, context.root);
    say(
      isAll
        ? `${CLAIMS} is written, and the claims in the README.`
        : `${CLAIMS} is as it was: it is written once all claims were run, and are as they say.`,
    );
  }
  for (const line of closing(done, code, remedyOfSide)) say(line);
  const states = done.reduce((sum, { report: { distinctStates } }) => sum + distinctStates, 0);
  say(
    `${plural(done.length, 'search', 'searches')}, ${plural(states, 'state')}, ${seconds.toFixed(1)} s in all.`,
  );
  say(nextLine(nextAfterClaims(visits, code, isTold, options, context), context));
  return code;
}
