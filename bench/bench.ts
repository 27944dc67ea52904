import { boundsFor, type Bounds } from '#checker/bounds';
import { Pool } from '#cli/pool';
import type { Context } from '#cli/registry';
import kip320 from '#model/replication/protocols/kip-320';
import strongIsr from '#properties/replication/strong-isr';
import weakIsr from '#properties/replication/weak-isr';
import { inProcess } from './in-process.js';
import { bareLoop, searchAlone, type Measured } from './measure.js';
import { inColumns, interleaved, machine, searchCells, SEARCH_TITLES, type Result } from './table.js';
import { unwatched } from './unwatched.js';

/** One run, in a process of its own: what ran before must not have warmed the code, nor used the memory. */
interface Task {
  readonly kind: 'search' | 'bare' | 'start';
  readonly bounds: Bounds;
  readonly threads: number;
}

export async function measure(task: Task, context: Context): Promise<Result> {
  const measured = await run(task, context);
  return { ...measured, bytes: process.resourceUsage().maxRSS * 1024 };
}
async function run({ kind, bounds, threads }: Task, context: Context): Promise<Measured> {
  if (kind === 'bare') return bareLoop(bounds);
  if (kind === 'search' && threads === 1)
    return searchAlone({
      protocol: kip320,
      properties: { strongIsr, weakIsr },
      bounds: boundsFor(kip320.bounds, bounds),
    });
  const pool = new Pool(context, { jobs: 1, threads, mostBytes: Infinity }, unwatched);
  const job = { protocol: 'kip-320', properties: ['strong-isr', 'weak-isr'], bounds, limits: {} };
  try {
    return kind === 'start' ? await starts(pool, job) : await inThreads(pool, job);
  } finally {
    await pool.close();
  }
}
async function inThreads(pool: Pool, job: Parameters<Pool['search']>[0]): Promise<Measured> {
  const before = process.cpuUsage();
  const { shares, seconds } = await pool.search(job);
  const { user, system } = process.cpuUsage(before);
  const distinct = shares.reduce((sum, { states }) => sum + states, 0);
  const transitions = shares.reduce((sum, share) => sum + share.transitions, 0);
  return { distinct, transitions, cpu: (user + system) / 1e6, wall: seconds };
}
/** A search of some hundred states is all start: its code is loaded, laid out and compiled anew each time. */
async function starts(pool: Pool, job: Parameters<Pool['search']>[0]): Promise<Measured> {
  const times = 20;
  const { distinct, transitions } = await inThreads(pool, job);
  const [before, begun] = [process.cpuUsage(), performance.now()];
  for (let i = 0; i < times; i++) await pool.search(job);
  const { user, system } = process.cpuUsage(before);
  return {
    distinct,
    transitions,
    cpu: (user + system) / 1e6 / times,
    wall: (performance.now() - begun) / 1e3 / times,
  };
}

const at = (leaderEpochs: number): Bounds => ({ brokers: 3, logSize: 2, records: 2, leaderEpochs });
const TINY: Bounds = { brokers: 2, logSize: 1, records: 1, leaderEpochs: 1 };
const ROWS: readonly (Task & { readonly name: string })[] = [2, 3].flatMap((leaderEpochs) => [
  {
    name: `leader epochs ${leaderEpochs}, 1 thread`,
    kind: 'search',
    bounds: at(leaderEpochs),
    threads: 1,
  } as const,
  {
    name: `leader epochs ${leaderEpochs}, 2 threads`,
    kind: 'search',
    bounds: at(leaderEpochs),
    threads: 2,
  } as const,
  {
    name: `leader epochs ${leaderEpochs}, the bare loop`,
    kind: 'bare',
    bounds: at(leaderEpochs),
    threads: 1,
  } as const,
]);
export function bench(script: string, bundle: string, rounds: number): void {
  const once = ({ kind, bounds, threads }: Task): Result =>
    JSON.parse(inProcess(script, bundle, { kind, bounds, threads })) as Result;
  const measured = interleaved(ROWS, once, rounds);
  console.log(`${machine()}; best of ${rounds}; strong-isr and weak-isr\n`);
  console.log(
    inColumns([
      ['kip-320', ...SEARCH_TITLES],
      ...[...measured].map(([{ name, kind }, results]) => [
        name,
        // The bare loop holds the recorded stream as well, so that its memory says nothing.
        ...searchCells(results, kind !== 'bare'),
      ]),
    ]),
  );
  const start = Math.min(
    ...Array.from({ length: 3 }, () => once({ kind: 'start', bounds: TINY, threads: 1 }).wall),
  );
  console.log(
    `\nA search of 277 states, in a thread that lives on and loads its code anew: ${(1000 * start).toFixed(0)} ms in all.`,
  );
}
