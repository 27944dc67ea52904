import type { Search } from '#checker/search';
import type { TraceStep } from '#checker/trace';
import { Coverage, type CoverageReport } from './coverage.js';
import type { Effort } from './effort.js';
import { minimise, type Minimal } from './minimise.js';
import { Random } from './random.js';
import { assertedIn } from './search-for.js';
import { Walker, type Run } from './walker.js';

/** How far a campaign goes; it ends at a violation, or with the first of its budgets. */
export interface CampaignOptions {
  readonly seed: number;
  readonly runs: number;
  /** Steps that all runs execute together, about. */
  readonly steps: number;
  readonly effort: Effort;
  /** States that the minimiser may keep for each of its searches. */
  readonly states: number;
}

/** A violation: as it was found, and made as short as can be. */
export interface Violation extends Minimal {
  readonly property: string;
  /** How many steps it had when it was found. */
  readonly foundIn: number;
}

/**
 * What a campaign amounts to. That nothing was found does not mean that nothing is there; and where an action was never
 * taken, or a witness never seen, it hardly means anything.
 */
export type CampaignOutcome =
  | { readonly verdict: 'violated'; readonly violation: Violation }
  | { readonly verdict: 'nothingFound' }
  | { readonly verdict: 'inconclusive' }
  | { readonly verdict: 'unfinished' };

/** Runs, one after the other, each with the random numbers that the seed and its own number give. */
export class Campaign {
  private readonly walker: Walker;
  private readonly coverage = new Coverage();
  private readonly hasNothingToAssert: boolean;
  private violating: Run | undefined;
  private exhausted = false;

  /** @throws Error if the model cannot be laid out within the bounds. */
  constructor(
    private readonly search: Search,
    private readonly options: CampaignOptions,
  ) {
    this.walker = new Walker(search);
    this.hasNothingToAssert = assertedIn(search).length === 0;
  }

  get isOver(): boolean {
    const { coverage, options } = this;
    const { runs, executedSteps } = coverage;
    if (this.hasNothingToAssert && runs > 0 && coverage.isComplete) return true;
    if (this.violating !== undefined || this.exhausted) return true;
    return runs >= options.runs || executedSteps >= options.steps;
  }
  /** Does the next run. @throws ModelError if the model or a property throws. */
  advance(): void {
    const { seed, effort, steps } = this.options;
    const { runs, executedSteps } = this.coverage;
    const left = Math.max(1, steps - executedSteps);
    const run = this.walker.run(Random.of(seed, runs), {
      ...effort,
      steps: Math.min(effort.steps, left),
    });
    this.coverage.add(run, this.search.properties);
    if (run.violated !== undefined) this.violating = run;
    // Where not one step is possible, no further run will take one.
    if (run.executed === 0) this.exhausted = true;
  }
  /** The violation, as it was found. */
  get found(): { readonly property: string; readonly steps: readonly TraceStep[] } | undefined {
    return this.violating && { property: this.violating.violated!, steps: this.violating.steps };
  }
  progress(): CoverageReport {
    return this.coverage.report();
  }

  /**
   * What it amounts to so far; a violation is made as short as can be.
   *
   * @param isStopped Whether somebody waits for the end of it.
   */
  outcome(isStopped: () => boolean = () => false): CampaignOutcome {
    const { found, search, options } = this;
    if (found !== undefined) {
      const { property, steps } = found;
      const minimal = minimise({ ...search, property }, steps, {
        budget: options.states,
        isStopped,
      });
      return { verdict: 'violated', violation: { property, foundIn: steps.length, ...minimal } };
    }
    if (!this.isOver) return { verdict: 'unfinished' };
    const { runs, missing } = this.coverage.report();
    return { verdict: runs === 0 || missing.length > 0 ? 'inconclusive' : 'nothingFound' };
  }
}
