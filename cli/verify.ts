import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { ModelError, reportOf } from '#checker/report';
import { stepLines, verifyCommand } from '#checker/trace-text';
import { NotPossible } from '#checker/trace';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { judge } from './expectation.js';
import { runJson } from './json.js';
import type { VerifyOptions } from './options.js';
import { Pool } from './pool.js';
import { ProgressLines } from './progress.js';
import { refreshReadme } from './readme.js';
import type { Context } from './registry.js';
import { fullReport, grouped, matrix, plural, WHY_REMEDY, type Done } from './render.js';
import { select, type Selected } from './select.js';
import { traceFileName, writeTrace } from './traces.js';
import { parseVerdicts, printVerdicts, recordOf, sameBounds, type RecordedRun } from './verdicts.js';

export const VERDICTS = join('traces', 'verdicts.txt');
export const usualJobs = (): number => availableParallelism();

export function readVerdicts(root: string): RecordedRun[] {
  const path = join(root, VERDICTS);
  return existsSync(path) ? parseVerdicts(readFileSync(path, 'utf8'), VERDICTS) : [];
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
  const progress = new ProgressLines(runs.length);
  for (const remark of remarks) progress.say(remark);

  const mostBytes =
    options.memory === undefined
      ? 0.8 * (process.constrainedMemory?.() || totalmem())
      : options.memory * 2 ** 20;
  const { jobs, threads, maxStates, maxDepth, stopAtFirst, fingerprints } = options;
  const pool = new Pool(
    context,
    {
      jobs,
      threads,
      mostBytes: Math.min(mostBytes, totalmem()),
      maxStates,
      maxDepth,
      stopAtFirst,
      fingerprints,
    },
    progress,
  );
  const interrupt = (): void => {
    progress.say('Interrupted: what was found so far follows.');
    process.once('SIGINT', () => process.exit(130));
    pool.stop('interrupted');
  };
  process.once('SIGINT', interrupt);
  const timer =
    options.time === undefined ? undefined : setTimeout(() => pool.stop('time'), 1000 * options.time);
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
  if (failed.length > 0) return EXIT.badInput;
  if (options.rewrite) {
    rewrite(done, records, context);
    return EXIT.asExpected;
  }
  const code = worst(done.map(({ judgement }) => judgement.code));
  if (!options.json) process.stdout.write(closing(done, code));
  // How long it took is for who watches; what is printed for good is the same on every machine.
  if (process.stderr.isTTY) process.stderr.write(`${timing(done, seconds)}\n`);
  return code;
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
      const report = reportOf({ protocol: limited(selected), properties, bounds: job.bounds }, shares);
      return { selected: { ...selected, protocol }, report, judgement: judge(report, recorded), seconds };
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
const limited = ({ job, protocol }: Selected): Selected['protocol'] =>
  Object.keys(job.limits).length === 0
    ? protocol
    : { ...protocol, limits: { ...protocol.limits, ...job.limits } };

/** Which action or property failed, on what step, and the way there. */
function failureText({ selected, error }: Failed): string {
  if (error instanceof InputError) return `${error.where}${error.message}`;
  const { job } = selected;
  const head = `${job.protocol}: ${error.during} failed: ${error.message}`;
  if (error.steps.length === 0) return `${head}\nIt was in the initial state.`;
  return [head, `The way there, within ${verifyBounds(job)}:`, ...failedSteps(selected, error)].join('\n');
}
const verifyBounds = ({ bounds }: Selected['job']): string =>
  Object.entries(bounds)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
/** All steps but the last can be taken; that one may be what failed. */
function failedSteps(selected: Selected, { steps, during }: ModelError): string[] {
  const protocol = limited(selected);
  const { bounds } = selected.job;
  try {
    return stepLines(protocol, bounds, steps);
  } catch (error) {
    const last = steps.at(-1)!;
    const chosen = Object.entries(last.chosen)
      .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
      .join('');
    if (error instanceof NotPossible && error.number < steps.length) return [error.message];
    return [
      ...stepLines(protocol, bounds, steps.slice(0, -1)),
      `${String(steps.length).padStart(2)}  ${last.action}${chosen}   <- ${during} failed here`,
    ];
  }
}
function whereOf({ error }: Failed, context: Context): { file?: string; line?: number } {
  if (error instanceof InputError)
    return {
      ...(error.file !== undefined && { file: error.file }),
      ...(error.line !== undefined && { line: error.line }),
    };
  const name = /^the property (.+)$/.exec(error.during)?.[1];
  const entry = context.registry.properties.find((property) => property.name === name);
  return entry ? { file: entry.file } : {};
}

function textOf(done: readonly Done[], { report }: VerifyOptions): string {
  const full = report || done.length === 1;
  return [...(full ? done.map(fullReport) : []), ...(done.length > 1 ? [matrix(done), ''] : [])].join('\n');
}

/** What is not as expected, and the command that is of use next. */
function closing(done: readonly Done[], code: ExitCode): string {
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
  lines.push(`next: ${nextCommand(done, code)}`);
  return `${lines.join('\n')}\n`;
}
function nextCommand(done: readonly Done[], code: ExitCode): string {
  for (const {
    selected: { job, protocol, recorded },
    report,
  } of done)
    for (const { name, outcome } of report.properties) {
      if (outcome.verdict !== 'violated') continue;
      if (recorded?.properties.has(name))
        return `npx tidemark replay ${traceFileName(job.protocol, name, job.bounds, protocol.bounds)}`;
      return `npx tidemark ${verifyCommand({ ...job, property: name })} --rewrite`;
    }
  const [first] = done;
  if (code === EXIT.unsettled && first)
    return `npx tidemark verify ${first.selected.job.protocol} --fingerprints`;
  return 'npx tidemark list';
}
function timing(done: readonly Done[], seconds: number): string {
  const states = done.reduce((sum, { report }) => sum + report.distinctStates, 0);
  return `${plural(states, 'state')} in ${seconds.toFixed(1)} s, ${grouped(Math.round(states / seconds))} a second.`;
}

/** Records what was found, and writes the trace of each violation. */
function rewrite(done: readonly Done[], records: readonly RecordedRun[], context: Context): void {
  const all = [...records];
  for (const { selected, report } of done) {
    const { job, protocol } = selected;
    if (!report.complete || Object.keys(job.limits).length > 0) {
      process.stderr.write(`${job.protocol} was not finished, or is limited, and is not recorded.\n`);
      continue;
    }
    const found = recordOf(job.protocol, report);
    const at = all.findIndex(
      (run) => run.protocol === found.protocol && sameBounds(run.bounds, found.bounds),
    );
    if (at < 0) all.push(found);
    else
      all[at] = {
        ...found,
        properties: new Map(
          [...all[at]!.properties, ...found.properties].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
      };
    for (const { name, outcome } of report.properties)
      if (outcome.verdict === 'violated')
        writeTrace(
          join(context.root, traceFileName(job.protocol, name, job.bounds, protocol.bounds)),
          job,
          name,
          outcome.trace,
          protocol,
        );
  }
  const order = context.registry.protocols.map(({ name }) => name);
  all.sort((a, b) => order.indexOf(a.protocol) - order.indexOf(b.protocol));
  writeFileSync(join(context.root, VERDICTS), printVerdicts(all));
  refreshReadme(context.root, all);
  process.stdout.write(`${VERDICTS} and the traces are written.\nnext: git diff traces\n`);
}
