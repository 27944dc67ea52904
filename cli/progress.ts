import { createLogUpdate } from 'log-update';
import colours from 'picocolors';
import type { Progress } from '#checker/share';
import type { Job } from './job.js';
import type { Watcher } from './pool.js';
import { grouped } from './render.js';

/** Shows on a terminal what is being searched, and how far it is; in a pipe it is silent. */
export class ProgressLines implements Watcher {
  private readonly running = new Map<string, { readonly begun: number; progress?: Progress }>();
  private readonly lines = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
  private done = 0;
  private drawn = 0;

  constructor(private readonly total: number) {}

  began({ protocol }: Job): void {
    this.running.set(protocol, { begun: performance.now() });
    this.draw();
  }
  went({ protocol }: Job, progress: Progress): void {
    const run = this.running.get(protocol);
    if (run) run.progress = progress;
    if (performance.now() - this.drawn > 100) this.draw();
  }
  ended({ protocol }: Job): void {
    this.running.delete(protocol);
    this.done++;
    this.draw();
  }
  shortOfMemory({ protocol }: Job): void {
    this.say(
      `${protocol}: most of the memory is used; the search will stop when it is full. --fingerprints takes less, --memory allows more.`,
    );
  }
  /** Writes a line that stays. */
  say(text: string): void {
    this.lines?.clear();
    process.stderr.write(`${text}\n`);
    this.draw();
  }
  close(): void {
    this.lines?.clear();
  }

  private draw(): void {
    if (!this.lines) return;
    this.drawn = performance.now();
    this.lines(
      [
        colours.dim(`${this.done} of ${this.total} searches done`),
        ...[...this.running].map(([protocol, { begun, progress }]) => {
          if (!progress) return `  ${protocol}`;
          const seconds = (performance.now() - begun) / 1e3;
          const rate = (progress.distinctStates / seconds / 1e6).toFixed(1);
          return `  ${protocol}  ${grouped(progress.distinctStates)} states, depth ${progress.depth}, ${grouped(progress.left)} left of this level, ${rate} M states/s`;
        }),
      ].join('\n'),
    );
  }
}
