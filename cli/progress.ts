import { createLogUpdate } from 'log-update';
import colours from 'picocolors';
import type { Progress } from '#checker/share';
import { grouped } from '#checker/words';
import type { Job } from './job.js';
import type { Watcher } from './pool.js';

/** Lines on a terminal that are drawn over and over; in a pipe there are none. */
export class Status {
  private readonly lines = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
  private drawn = 0;
  constructor(private readonly text: () => string) {}

  /** Draws them, unless that was a moment ago. */
  refresh(): void {
    if (performance.now() - this.drawn > 100) this.draw();
  }
  draw(): void {
    if (!this.lines) return;
    this.drawn = performance.now();
    this.lines(this.text());
  }
  /** Writes a line that stays, also in a pipe. */
  say(text: string): void {
    this.lines?.clear();
    process.stderr.write(`${text}\n`);
    this.draw();
  }
  /** Writes what is asked for, which may be the same terminal. */
  print(text: string): void {
    if (text === '') return;
    this.lines?.clear();
    process.stdout.write(text);
    this.draw();
  }
  close(): void {
    this.lines?.clear();
  }
}

/** Shows what is being searched, and how far it is. */
export class ProgressLines implements Watcher {
  private readonly running = new Map<Job, { readonly begun: number; progress?: Progress }>();
  private readonly status = new Status(() => this.text());
  private done = 0;

  constructor(private readonly total: number) {}

  began(job: Job): void {
    this.running.set(job, { begun: performance.now() });
    this.status.draw();
  }
  went(job: Job, progress: Progress): void {
    const run = this.running.get(job);
    if (run) run.progress = progress;
    this.status.refresh();
  }
  ended(job: Job): void {
    this.running.delete(job);
    this.done++;
    this.status.draw();
  }
  shortOfMemory({ protocol }: Job): void {
    this.say(
      `${protocol}: most of the memory is used; the search will stop when it is full. --memory allows more, and verify --fingerprints takes less.`,
    );
  }
  say(text: string): void {
    this.status.say(text);
  }
  print(text: string): void {
    this.status.print(text);
  }
  close(): void {
    this.status.close();
  }

  private text(): string {
    return [
      colours.dim(`${this.done} of ${this.total} searches done`),
      ...[...this.running].map(([{ protocol }, { begun, progress }]) => {
        if (!progress) return `  ${protocol}`;
        const seconds = (performance.now() - begun) / 1e3;
        const rate = (progress.distinctStates / seconds / 1e6).toFixed(1);
        return `  ${protocol}  ${grouped(progress.distinctStates)} states, depth ${progress.depth}, ${grouped(progress.left)} left of this level, ${rate} M states/s`;
      }),
    ].join('\n');
  }
}
