import { boxSizeFor, Explorer } from '#checker/explorer';
import type { Progress, Share } from '#checker/share';
import { WHYS, type SearchOptions } from '#checker/search';
import { BrokenTeam, Team, teamMemory, type TeamMemory } from '#checker/team';
import { searchOf, type Job } from './job.js';
import type { Registry } from './registry.js';

/** One thread's part of a search. */
export interface SearchTask {
  readonly kind: 'search';
  readonly job: Job;
  readonly options: SearchOptions;
  readonly threads: number;
  readonly me: number;
  /** What the threads share; of one thread, nothing. */
  readonly memory: TeamMemory | undefined;
  /** The number of a reason to stop, from 1 on, once somebody outside has one. */
  readonly control: Int32Array;
  /** Bytes that the process may take. */
  readonly mostBytes: number;
}
export type SearchMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'shortOfMemory' }
  | { readonly kind: 'share'; readonly share: Share; /** Of the search alone. */ readonly seconds: number }
  | { readonly kind: 'error'; readonly message: string; readonly broken: boolean };

/** Between two looks at the clock, the memory and the outside. */
const SLICE = 200_000;
const NEARLY = 0.8;

/** Does a thread's part of a search, to its end. */
export async function searchInThread(
  { job, options, threads, me, memory, control, mostBytes }: SearchTask,
  registry: Registry,
  tell: (message: SearchMessage) => void,
): Promise<SearchMessage> {
  let team: Team | undefined;
  try {
    // Whatever fails from here on, those who wait for this thread are told.
    if (memory) team = new Team(threads, me, memory);
    const search = await searchOf(job, registry);
    const begun = performance.now();
    team ??= new Team(1, 0, teamMemory(1, boxSizeFor(search)));
    const explorer = new Explorer(search, options, team);
    let announced = false;
    while (!explorer.ended) {
      const wanted = Atomics.load(control, 0);
      if (wanted !== 0) explorer.stop(WHYS[wanted - 1]!);
      // Whoever waits for the end of it looks in at every round, since a round of a large model takes its time.
      const until = explorer.executed + SLICE;
      do explorer.advance();
      while (!explorer.ended && explorer.executed < until && Atomics.load(control, 0) === wanted);
      if (me !== 0 || explorer.ended) continue;
      tell({ kind: 'progress', progress: explorer.progress() });
      const bytes = process.memoryUsage.rss() + threads * explorer.bytesToGrow(SLICE);
      if (bytes > NEARLY * mostBytes && !announced) {
        announced = true;
        tell({ kind: 'shortOfMemory' });
      }
      if (bytes > mostBytes) explorer.stop('memory');
    }
    return { kind: 'share', share: sendable(explorer.share()), seconds: (performance.now() - begun) / 1e3 };
  } catch (error) {
    team?.break();
    return {
      kind: 'error',
      message: error instanceof Error ? error.message : String(error),
      broken: error instanceof BrokenTeam,
    };
  }
}

/** What a model threw may hold anything, and need not be possible to send to another thread: its message is. */
function sendable(share: Share): Share {
  const { failure } = share;
  return failure === undefined
    ? share
    : { ...share, failure: { ...failure, error: new Error(failure.error.message) } };
}
