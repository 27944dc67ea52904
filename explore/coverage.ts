import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import type { Run } from './walker.js';

/** What a campaign came by. */
export interface CoverageReport {
  readonly runs: number;
  readonly executedSteps: number;
  /** How often each action was taken. */
  readonly actions: Readonly<Record<string, number>>;
  /** In how many runs each `sometimes` property was seen. */
  readonly witnesses: Readonly<Record<string, number>>;
  /** The actions that were never taken, and the witnesses that were never seen. */
  readonly missing: readonly string[];
  /** How many abstract states were visited. */
  readonly cells: number;
  /**
   * The share of what one more run of the same kind would visit that was visited before, as estimated from what only one run
   * has visited (Good and Turing; Good, Biometrika 40, 1953). It needs two runs.
   */
  readonly saturation: number | undefined;
}

/** Adds up what the runs of a campaign came by. Of a run it is known only what it did: runs share no memory. */
export class Coverage {
  private runs = 0;
  private executedSteps = 0;
  private readonly actions = new Map<string, number>();
  private readonly witnesses = new Map<string, number>();
  /** In how many runs each abstract state was visited: one, or more. */
  private readonly cells = new Map<number, 1 | 2>();
  private once = 0;
  private visits = 0;

  constructor(protocol: Protocol, properties: Search['properties']) {
    for (const name of Object.keys(protocol.actions)) this.actions.set(name, 0);
    for (const [name, { kind }] of Object.entries(properties))
      if (kind === 'sometimes') this.witnesses.set(name, 0);
  }

  add({ executed, taken, seen, cells }: Pick<Run, 'executed' | 'taken' | 'seen' | 'cells'>): void {
    this.runs++;
    this.executedSteps += executed;
    for (const [name, times] of Object.entries(taken))
      this.actions.set(name, this.actions.get(name)! + times);
    for (const name of seen) this.witnesses.set(name, this.witnesses.get(name)! + 1);
    this.visits += cells.length;
    for (const cell of cells) {
      const before = this.cells.get(cell);
      if (before === 2) continue;
      this.cells.set(cell, before === undefined ? 1 : 2);
      this.once += before === undefined ? 1 : -1;
    }
  }

  report(): CoverageReport {
    const { runs, executedSteps, actions, witnesses, cells, once, visits } = this;
    return {
      runs,
      executedSteps,
      actions: Object.fromEntries(actions),
      witnesses: Object.fromEntries(witnesses),
      missing: [...actions, ...witnesses].filter(([, times]) => times === 0).map(([name]) => name),
      cells: cells.size,
      saturation: runs < 2 || visits === 0 ? undefined : 1 - once / visits,
    };
  }
}
