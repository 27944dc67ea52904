import { Worker } from 'node:worker_threads';
import { boxSizeFor } from '#checker/explorer';
import { teamMemory, type TeamMemory } from '#checker/team';
import type { Progress, Share } from '#checker/share';
import { WHYS, type SearchOptions, type Why } from '#checker/search';
import { ask, ThreadEnded } from './ask.js';
import { InputError } from './errors.js';
import { searchOf, type Job } from './job.js';
import type { Context } from './registry.js';
import type { SearchMessage, SearchTask } from './work-search.js';

/** So many milliseconds may pass without the end of a search, once all are to stop. */
export const PATIENCE = 5000;

export interface PoolOptions extends SearchOptions {
  /** How many searches at once. */
  readonly jobs: number;
  /** How many threads for each. */
  readonly threads: number;
  readonly mostBytes: number;
}
export interface Found {
  readonly shares: readonly Share[];
  readonly seconds: number;
}
/** What is said of a thread that had to be ended. */
export const DOES_NOT_STOP =
  'it did not stop when it was to, and was ended: an action or a property that does not return?';
const cannotSearch = ({ protocol }: Job, error: unknown): InputError =>
  error instanceof InputError
    ? error
    : new InputError(`${protocol} cannot be searched: ${(error as { readonly message: string }).message}`);

/** What happens while searches run. */
export interface Watcher {
  began(job: Job): void;
  went(job: Job, progress: Progress): void;
  shortOfMemory(job: Job): void;
  ended(job: Job): void;
}

/** Threads that live on from one search to the next, as many as `jobs` searches need at once. */
export class Pool {
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private ended = 0;
  /** Zero, or why all searches are to stop. */
  private readonly control = new Int32Array(new SharedArrayBuffer(4));

  constructor(
    private readonly context: Context,
    private readonly options: PoolOptions,
    private readonly watcher: Watcher,
  ) {}

  /** Ends all searches, those that have not begun too, as unfinished; one that does not hear it is ended all the same. */
  stop(why: Why): void {
    Atomics.compareExchange(this.control, 0, 0, WHYS.indexOf(why) + 1);
    let { ended } = this;
    setInterval(() => {
      if (this.ended === ended) void this.close();
      ({ ended } = this);
    }, PATIENCE).unref();
  }

  /** Searches, as soon as there are threads for it. @throws InputError if the model or a property cannot be laid out. */
  async search(job: Job): Promise<Found> {
    const { jobs, threads } = this.options;
    if (this.running >= jobs) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    const workers = Array.from({ length: threads }, () => this.idle.pop() ?? this.start());
    try {
      this.watcher.began(job);
      const found = await this.run(job, workers);
      this.idle.push(...workers);
      return found;
    } catch (error) {
      // One may be dead, and another wait for it for ever: none of them is used again.
      for (const worker of workers) {
        this.all.delete(worker);
        await worker.terminate();
      }
      throw error;
    } finally {
      this.watcher.ended(job);
      this.ended++;
      this.running--;
      this.waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = new Worker(new URL(this.context.worker));
    this.all.add(worker);
    return worker;
  }
  /** What the threads of a search share. @throws InputError if the model cannot be laid out. */
  private async memoryFor(job: Job): Promise<TeamMemory | undefined> {
    const { threads } = this.options;
    if (threads === 1) return undefined;
    try {
      return teamMemory(threads, boxSizeFor(await searchOf(job, this.context.registry)));
    } catch (error) {
      throw cannotSearch(job, error);
    }
  }

  private async run(job: Job, workers: readonly Worker[]): Promise<Found> {
    const { jobs: _, threads, mostBytes, ...options } = this.options;
    const memory = await this.memoryFor(job);
    const answers = await Promise.all(
      workers.map((worker, me) =>
        this.ask(worker, job, {
          kind: 'search',
          job,
          options,
          threads,
          me,
          memory,
          control: this.control,
          mostBytes,
        }),
      ),
    );
    const failed = answers.filter((answer) => answer.kind === 'error');
    const cause = failed.find(({ broken }) => !broken) ?? failed[0];
    if (cause) throw cannotSearch(job, cause);
    const shares = answers.filter((answer) => answer.kind === 'share');
    return {
      shares: shares.map(({ share }) => share),
      seconds: Math.max(...shares.map(({ seconds }) => seconds)),
    };
  }

  private async ask(
    worker: Worker,
    job: Job,
    task: SearchTask,
  ): Promise<Extract<SearchMessage, { kind: 'share' | 'error' }>> {
    const isLast = (message: SearchMessage): boolean => {
      if (message.kind === 'progress') this.watcher.went(job, message.progress);
      else if (message.kind === 'shortOfMemory') this.watcher.shortOfMemory(job);
      else return true;
      return false;
    };
    try {
      const last = await ask<SearchMessage>(worker, { bundle: this.context.bundle, task }, isLast);
      return last as Extract<SearchMessage, { kind: 'share' | 'error' }>;
    } catch (error) {
      const wasStopped = error instanceof ThreadEnded && Atomics.load(this.control, 0) !== 0;
      throw cannotSearch(job, wasStopped ? new Error(DOES_NOT_STOP) : error);
    }
  }
}
