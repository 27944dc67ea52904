import { availableParallelism, totalmem } from 'node:os';
import { ModelError, reportOf } from '#checker/report';
import { grouped, plural } from '#checker/words';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { judge } from './expectation.js';
import { explainFailures, failureJson, type Failed } from './failure.js';
import { onInterrupt } from './interrupt.js';
import { runJson } from './json.js';
import { nextArguments, searchAgain } from './next.js';
import type { VerifyOptions } from './options.js';
import { Pool } from './pool.js';
import { ProgressLines } from './progress.js';
import type { Context } from './registry.js';
import { fullReport, matrix, WHY_REMEDY, type Done } from './render.js';
import { checkRewrite, rewrite } from './rewrite.js';
import { select, type Selected } from './select.js';
import { readVerdicts, type RecordedRun } from './verdicts.js';

/** A timer that is set for longer ends at once. */
const LONGEST_WAIT = 2 ** 31 - 1;
export const usualJobs = (): number => availableParallelism();

/** Searches what was selected, and says what was found. @throws InputError */
export async function verify(options: VerifyOptions, context: Context, version: string): Promise<ExitCode> {
  const records = readVerdicts(context.root);
  const { runs, remarks } = await select(options, context.registry, records);
  if (options.rewrite) checkRewrite(runs, options, context);
  const progress = new ProgressLines(runs.length);
  for (const remark of remarks) progress.say(remark);

  const { jobs, threads, maxStates, maxDepth, stopAtFirst, fingerprints } = options;
  const mostBytes = mostBytesFor(options);
  const pool = new Pool(
    context,
    { jobs, threads, mostBytes, maxStates, maxDepth, stopAtFirst, fingerprints },
    progress,
  );
  const over = onInterrupt(
    (text) => progress.say(text),
    () => pool.stop('interrupted'),
  );
  const timer =
    options.time === undefined
      ? undefined
      : setTimeout(() => pool.stop('time'), Math.min(1000 * options.time, LONGEST_WAIT));
  const begun = performance.now();
  let results: (Done | Failed)[];
  try {
    results = await searchAll(runs, records, pool);
  } finally {
    clearTimeout(timer);
    over();
    progress.close();
    await pool.close();
  }
  const seconds = (performance.now() - begun) / 1e3;
  const done = results.filter((result): result is Done => 'report' in result);
  const failed = results.filter((result): result is Failed => 'error' in result);

  if (options.json) {
    const [first] = failed;
    const document = first
      ? failureJson(first, context)
      : { version, runs: done.map((one) => runJson(one.selected.job.protocol, one.report, one.seconds)) };
    process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else {
    process.stdout.write(textOf(done, options));
  }
  if (failed.length > 0) return explainFailures(failed, context);
  // Nothing may come after a JSON document on standard output.
  const rest = options.json ? process.stderr : process.stdout;
  const say = (text: string): void => void rest.write(`${text}\n`);
  if (options.rewrite) {
    for (const line of rewrite(done, records, context)) say(line);
    const code = done.every(({ report }) => report.complete) ? EXIT.asExpected : EXIT.unsettled;
    const next = code === EXIT.asExpected ? searchAgain(done[0]!.selected.job) : undefined;
    say(`next: npx tidemark ${next ?? nextArguments(done, code, context.root)}`);
    return code;
  }
  const code = worst(done.map(({ judgement }) => judgement.code));
  for (const line of closing(done, code)) say(line);
  say(`next: npx tidemark ${nextArguments(done, code, context.root)}`);
  // How long it took is for who watches; what is printed for good is the same on every machine.
  if (process.stderr.isTTY) process.stderr.write(`${timing(done, seconds)}\n`);
  return code;
}

/** Bytes that the process may take. */
function mostBytesFor({ memory }: VerifyOptions): number {
  // Where nothing constrains the process, that is said by 0, or by more than there is.
  const available = Math.min(process.constrainedMemory?.() || Infinity, totalmem());
  return memory === undefined ? 0.8 * available : Math.min(memory * 2 ** 20, available);
}

/** Largest first, by what is recorded, so that no thread is left alone with the last; results come in the order asked. */
function searchAll(
  runs: readonly Selected[],
  records: readonly RecordedRun[],
  pool: Pool,
): Promise<(Done | Failed)[]> {
  const sizeOf = ({ job, recorded }: Selected): number =>
    recorded?.distinctStates ??
    Math.max(
      0,
      ...records
        .filter(({ protocol }) => protocol === job.protocol)
        .map(({ distinctStates }) => distinctStates),
    );
  const search = async (selected: Selected): Promise<Done | Failed> => {
    const { job, protocol, properties, recorded } = selected;
    try {
      const { shares, seconds } = await pool.search(job);
      const report = reportOf({ protocol, properties, bounds: job.bounds }, shares);
      return { selected, report, judgement: judge(report, recorded), seconds };
    } catch (error) {
      if (error instanceof ModelError || error instanceof InputError) return { selected, error };
      throw error;
    }
  };
  const found = new Map<Selected, Promise<Done | Failed>>();
  for (const selected of runs.toSorted((a, b) => sizeOf(b) - sizeOf(a)))
    found.set(selected, search(selected));
  return Promise.all(runs.map((selected) => found.get(selected)!));
}
function textOf(done: readonly Done[], { report }: VerifyOptions): string {
  const full = report || done.length === 1;
  return [...(full ? done.map(fullReport) : []), ...(done.length > 1 ? [matrix(done), ''] : [])].join('\n');
}

/** What is not as expected, and what all comes to. */
function closing(done: readonly Done[], code: ExitCode): string[] {
  const lines: string[] = [];
  for (const { selected, judgement, report } of done) {
    for (const difference of judgement.differences) lines.push(`${selected.job.protocol}: ${difference}`);
    if (report.why)
      lines.push(`${selected.job.protocol} is unfinished. To go further, ${WHY_REMEDY[report.why]}.`);
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
function timing(done: readonly Done[], seconds: number): string {
  const states = done.reduce((sum, { report }) => sum + report.distinctStates, 0);
  return `${plural(states, 'state')} in ${seconds.toFixed(1)} s, ${grouped(Math.round(states / seconds))} a second.`;
}
