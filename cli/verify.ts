import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { ModelError, reportOf } from '#checker/report';
import { boundsText, stepLines } from '#checker/trace-text';
import { follow, NotPossible, showChosen } from '#checker/trace';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { judge } from './expectation.js';
import { runJson } from './json.js';
import { afterFailure, nextArguments, searchAgain } from './next.js';
import type { VerifyOptions } from './options.js';
import { Pool } from './pool.js';
import { ProgressLines } from './progress.js';
import type { Context } from './registry.js';
import { fullReport, grouped, matrix, plural, WHY_REMEDY, type Done } from './render.js';
import { checkRewrite, rewrite } from './rewrite.js';
import { select, type Selected } from './select.js';
import { whyUnreadable } from './traces.js';
import { parseVerdicts, VERDICTS, type RecordedRun } from './verdicts.js';

/** A timer that is set for longer ends at once. */
const LONGEST_WAIT = 2 ** 31 - 1;
export const usualJobs = (): number => availableParallelism();

function readVerdicts(root: string): RecordedRun[] {
  const path = join(root, VERDICTS);
  if (!existsSync(path)) return [];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(whyUnreadable(error), { file: VERDICTS });
  }
  return parseVerdicts(text, VERDICTS);
}

/** A search whose model or property failed. */
interface Failed {
  readonly selected: Selected;
  readonly error: ModelError | InputError;
}

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
  const interrupt = (): void => {
    progress.say('Interrupted: what was found so far follows. Once more ends it at once.');
    // Some senders signal a process and its group, which is one wish and two signals.
    const first = performance.now();
    process.on('SIGINT', () => {
      if (performance.now() - first > 500) process.exit(130);
    });
    pool.stop('interrupted');
  };
  process.once('SIGINT', interrupt);
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
    process.off('SIGINT', interrupt);
    progress.close();
    await pool.close();
  }
  const seconds = (performance.now() - begun) / 1e3;
  const done = results.filter((result): result is Done => 'report' in result);
  const failed = results.filter((result): result is Failed => 'error' in result);

  if (options.json) {
    const [first] = failed;
    const document = first
      ? { error: { message: failureText(first), ...whereOf(first, context) } }
      : { version, runs: done.map((one) => runJson(one.selected.job.protocol, one.report, one.seconds)) };
    process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else {
    process.stdout.write(textOf(done, options));
  }
  for (const one of failed) process.stderr.write(`${failureText(one)}\n`);
  const [first] = failed;
  if (first) {
    const { file } = whereOf(first, context);
    if (file !== undefined) process.stderr.write(`Mend ${file}, or what it builds on, and judge it again.\n`);
    process.stderr.write(`next: npx tidemark ${afterFailure(first.selected, propertyOf(first))}\n`);
    return EXIT.badInput;
  }
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
/** Which action or property failed, on what step, and the way there. */
function failureText({ selected, error }: Failed): string {
  if (error instanceof InputError) return `${error.where}${error.message}`;
  const { job } = selected;
  const head = `${job.protocol}: ${error.during} failed: ${error.message}`;
  if (error.steps.length === 0) return `${head}\nIt was in the initial state.`;
  const way = failedSteps(selected, error);
  return [head, `The way there, within ${boundsText(job.bounds)}:`, ...way].join('\n');
}
/** All steps but the last can be taken; that one may be what failed. */
function failedSteps(selected: Selected, { steps, during }: ModelError): string[] {
  const { protocol } = selected;
  const { bounds } = selected.job;
  try {
    return stepLines(protocol, bounds, steps);
  } catch (error) {
    const last = steps.at(-1)!;
    if (error instanceof NotPossible && error.number < steps.length) return [error.message];
    const before = steps.slice(0, -1);
    const { machine } = follow(protocol, bounds, before);
    const taken = [last.action, ...showChosen(machine, last)].join(' ');
    return [
      ...stepLines(protocol, bounds, before),
      `${String(steps.length).padStart(2)}  ${taken}   <- ${during} failed here`,
    ];
  }
}
function whereOf({ selected, error }: Failed, context: Context): { file?: string; line?: number } {
  if (error instanceof InputError && error.file !== undefined)
    return { file: error.file, ...(error.line !== undefined && { line: error.line }) };
  const { protocols, properties } = context.registry;
  const name = propertyOf({ selected, error });
  const entry =
    properties.find((property) => property.name === name) ??
    protocols.find((protocol) => protocol.name === selected.job.protocol);
  return entry ? { file: entry.file } : {};
}
/** The property that failed, if one did. */
const propertyOf = ({ error }: Failed): string | undefined =>
  error instanceof ModelError ? /^the property (.+)$/.exec(error.during)?.[1] : undefined;

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
