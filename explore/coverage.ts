import type { Search } from '#checker/search';
import type { Run } from './walker.js';

/** What a campaign came by. */
export interface CoverageReport {
  readonly runs: number;
  readonly executedSteps: number;
  /** How often each action was taken; those that have no choice within the bounds, or a limit of 0, are left out. */
  readonly actions: Readonly<Record<string, number>>;
  /** In how many runs each `sometimes` property was seen. */
  readonly witnesses: Readonly<Record<string, number>>;
  /** In how many runs each asserted property that has a `given` was put to the test. */
  readonly tested: Readonly<Record<string, number>>;
  /** The actions never taken, the witnesses never seen, and the properties never put to the test. */
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
  runs = 0;
  executedSteps = 0;
  private readonly actions = new Map<string, number>();
  private readonly witnesses = new Map<string, number>();
  private readonly tested = new Map<string, number>();
  /** In how many runs each abstract state was visited: one, or more. */
  private readonly cells = new Map<number, 1 | 2>();
  private once = 0;
  private visits = 0;

  /** @param properties Those that were asserted and looked out for. */
  add(
    { executed, taken, seen, tested, cells }: Pick<Run, 'executed' | 'taken' | 'seen' | 'tested' | 'cells'>,
    properties: Search['properties'],
  ): void {
    this.runs++;
    this.executedSteps += executed;
    const more = (counts: Map<string, number>, name: string, times: number): void =>
      void counts.set(name, (counts.get(name) ?? 0) + times);
    for (const [name, times] of Object.entries(taken)) more(this.actions, name, times);
    for (const [name, { kind, given }] of Object.entries(properties)) {
      if (kind === 'sometimes') more(this.witnesses, name, seen.has(name) ? 1 : 0);
      else if (given) more(this.tested, name, tested.has(name) ? 1 : 0);
    }
    this.visits += cells.length;
    for (const cell of cells) {
      const before = this.cells.get(cell);
      if (before === 2) continue;
      this.cells.set(cell, before === undefined ? 1 : 2);
      this.once += before === undefined ? 1 : -1;
    }
  }

  /** Whether nothing is missing. */
  get isComplete(): boolean {
    return [this.actions, this.witnesses, this.tested].every((counts) =>
      [...counts.values()].every((n) => n > 0),
    );
  }
  report(): CoverageReport {
    const { runs, executedSteps, actions, witnesses, tested, cells, once, visits } = this;
    return {
      runs,
      executedSteps,
      actions: Object.fromEntries(actions),
      witnesses: Object.fromEntries(witnesses),
      tested: Object.fromEntries(tested),
      missing: [...actions, ...witnesses, ...tested].filter(([, times]) => times === 0).map(([name]) => name),
      cells: cells.size,
      saturation: runs < 2 || visits === 0 ? undefined : 1 - once / visits,
    };
  }
}
