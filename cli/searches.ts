import { availableParallelism, totalmem } from 'node:os';
import { ModelError, reportOf } from '#checker/report';
import { terminalOf } from '#checker/terminal';
import { grouped, plural } from '#checker/words';
import { InputError } from './errors.js';
import { judge } from './expectation.js';
import type { Failed } from './failure.js';
import { onInterrupt } from './interrupt.js';
import { Pool, type PoolOptions } from './pool.js';
import { ProgressLines } from './progress.js';
import type { Context } from './registry.js';
import type { Done } from './render.js';
import type { Selected } from './select.js';

/** A timer that is set for longer ends at once. */
const LONGEST_WAIT = 2 ** 31 - 1;
export const usualJobs = (): number => availableParallelism();

export interface Budget extends Omit<PoolOptions, 'mostBytes'> {
  /** Seconds, and megabytes of the process. */
  readonly time?: number | undefined;
  readonly memory?: number | undefined;
  /** Whether the way to a state from which no step is possible is told. */
  readonly terminal?: boolean | undefined;
}
export interface Searched {
  /** In the order asked. */
  readonly results: readonly (Done | Failed)[];
  readonly seconds: number;
}

/** What is said while searches go on. */
export interface Said {
  /** Beforehand, to who watches. */
  readonly remarks?: readonly string[];
  /** What is to be printed once a search has ended, on standard output. */
  readonly after?: (selected: Selected, result: Done | Failed) => string;
}

/**
 * Does searches in threads, until all are done, their time is over, or Ctrl-C ends them with what they have found.
 *
 * @param sizeOf About how many states there will be: the largest begin, so that no thread is left alone with the last.
 */
export async function searchAll(
  runs: readonly Selected[],
  sizeOf: (selected: Selected) => number,
  { time, memory, terminal = false, ...options }: Budget,
  context: Context,
  { remarks = [], after = () => '' }: Said = {},
): Promise<Searched> {
  const progress = new ProgressLines(runs.length);
  for (const remark of remarks) progress.say(remark);
  const pool = new Pool(context, { ...options, mostBytes: mostBytesFor(memory) }, progress);
  const over = onInterrupt(
    (text) => progress.say(text),
    () => pool.stop('interrupted'),
  );
  const timer =
    time === undefined ? undefined : setTimeout(() => pool.stop('time'), Math.min(1000 * time, LONGEST_WAIT));
  const begun = performance.now();
  try {
    const found = new Map<Selected, Promise<Done | Failed>>();
    for (const selected of runs.toSorted((a, b) => sizeOf(b) - sizeOf(a)))
      found.set(
        selected,
        search(selected, pool, terminal).then((result) => {
          progress.print(after(selected, result));
          return result;
        }),
      );
    const results = await Promise.all(runs.map((selected) => found.get(selected)!));
    return { results, seconds: (performance.now() - begun) / 1e3 };
  } finally {
    clearTimeout(timer);
    over();
    progress.close();
    await pool.close();
  }
}

async function search(selected: Selected, pool: Pool, tellsTerminal: boolean): Promise<Done | Failed> {
  const { job, protocol, properties, recorded } = selected;
  try {
    const { shares, seconds } = await pool.search(job);
    const asked = { protocol, properties, bounds: job.bounds };
    const report = reportOf(asked, shares);
    const terminal = tellsTerminal ? terminalOf(asked, shares) : undefined;
    return { selected, report, judgement: judge(report, recorded), seconds, terminal };
  } catch (error) {
    if (error instanceof ModelError || error instanceof InputError) return { selected, error };
    throw error;
  }
}
export const isDone = (result: Done | Failed): result is Done => 'report' in result;
export const isFailed = (result: Done | Failed): result is Failed => 'error' in result;

/** Bytes that the process may take. */
function mostBytesFor(memory: number | undefined): number {
  // Where nothing constrains the process, that is said by 0, or by more than there is.
  const available = Math.min(process.constrainedMemory?.() || Infinity, totalmem());
  return memory === undefined ? 0.8 * available : Math.min(memory * 2 ** 20, available);
}

/** How long it took is for who watches; what is printed for good is the same on every machine. */
export function sayTiming(done: readonly Done[], seconds: number, workers: string = ''): void {
  if (!process.stderr.isTTY) return;
  const states = done.reduce((sum, { report }) => sum + report.distinctStates, 0);
  process.stderr.write(
    `${plural(states, 'state')} in ${seconds.toFixed(1)} s${workers}, ${grouped(Math.round(states / seconds))} a second.\n`,
  );
}
