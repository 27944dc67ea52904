import { needsWholeStates } from '#checker/recovery';
import { closing } from './closing.js';
import { graphToDraw, writeDot } from './dot.js';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { expectedRuns } from './exhibits.js';
import { terminalWidth } from './fitted.js';
import { explainFailures, failureJson } from './failure.js';
import { runJson } from './json.js';
import { judgeAgain, searchAgain } from './again.js';
import { nextArguments } from './next.js';
import { nextLine } from './next-line.js';
import type { VerifyOptions } from './options.js';
import { STDOUT } from './output.js';
import type { Context } from './registry.js';
import { fullReport, matrix, type Done } from './render.js';
import { checkRewrite, rewrite } from './rewrite.js';
import { isDone, isFailed, sayTiming, searchAll } from './searches.js';
import { select, type Selected } from './select.js';
import { terminalJson, terminalLines } from './terminal-text.js';
import { savedLines, tracesOf } from './traced.js';
import { afterUnasked, isUnasked } from './unasked.js';
import type { ExpectedRun } from './verdicts.js';

/** Searches what was selected, and says what was found. @throws InputError */
export async function verify(options: VerifyOptions, context: Context, version: string): Promise<ExitCode> {
  const records = await expectedRuns(context);
  const { runs, remarks } = await select(options, context.registry, records);
  checkFutures(runs, options);
  const graph = graphToDraw(runs, options);
  if (options.rewrite) checkRewrite(runs, options, context);
  const { jobs, threads, maxStates, maxDepth, stopAtFirst, fingerprints, time, memory, terminal } = options;
  const { results, seconds } = await searchAll(
    runs,
    (selected) => sizeOf(selected, records),
    { jobs, threads, maxStates, maxDepth, stopAtFirst, fingerprints, time, memory, terminal },
    context,
    { remarks },
  );
  const done = results.filter(isDone);
  const failed = results.filter(isFailed);

  if (graph && options.dot !== undefined && done[0]) writeDot(options.dot, graph, done[0]);
  const isTaken = options.dot === STDOUT;
  if (options.json) {
    const [first] = failed;
    const document = first
      ? failureJson(first, context)
      : {
          version,
          runs: done.map((one) => ({
            ...runJson(one.selected, one.report, one.seconds),
            ...(terminal && { terminal: terminalJson(one) }),
          })),
        };
    process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else {
    (isTaken ? process.stderr : process.stdout).write(textOf(done, options));
  }
  if (failed.length > 0) return explainFailures(failed, context);
  // Nothing may come after a document on standard output.
  const rest = options.json || isTaken ? process.stderr : process.stdout;
  const say = (text: string): void => void rest.write(`${text}\n`);
  if (options.rewrite) {
    for (const line of rewrite(done, context)) say(line);
    const code = done.every(({ report }) => report.complete) ? EXIT.asExpected : EXIT.unsettled;
    const next = code === EXIT.asExpected ? searchAgain(done[0]!.selected.job) : undefined;
    say(nextLine(next ?? nextArguments(done, code, { options, traced: [] }), context));
    return code;
  }
  const code = worst(done.map(({ judgement }) => judgement.code));
  const traced = tracesOf(done, context);
  for (const line of [...savedLines(traced), ...closing(done, code)]) say(line);
  const next =
    code === EXIT.asExpected && done.every(isUnasked)
      ? afterUnasked(done[0]!.selected, context)
      : nextArguments(done, code, { options, traced });
  say(nextLine(next, context));
  sayTiming(done, seconds);
  return code;
}

/** @throws InputError where what can still be reached is asked of a search that cannot tell. */
function checkFutures(runs: readonly Selected[], { threads, fingerprints }: VerifyOptions): void {
  if (threads === 1 && !fingerprints) return;
  for (const { job, properties } of runs)
    for (const [name, { kind }] of Object.entries(properties))
      if (kind === 'recoverable')
        throw new InputError(needsWholeStates(name), { next: judgeAgain(job, name) });
}

/** About how many states there will be, by what is recorded of this search, or of others of the same protocol. */
const sizeOf = ({ job, recorded }: Selected, records: readonly ExpectedRun[]): number =>
  recorded?.distinctStates ??
  Math.max(
    0,
    ...records
      .filter(({ protocol }) => protocol === job.protocol)
      .map(({ distinctStates = 0 }) => distinctStates),
  );
function textOf(done: readonly Done[], { report, terminal }: VerifyOptions): string {
  const full = report || done.length === 1;
  return [
    ...(full ? done.map(fullReport) : []),
    ...(terminal ? done.flatMap(terminalLines) : []),
    ...(done.length > 1 ? [matrix(done, terminalWidth()), ''] : []),
  ].join('\n');
}
