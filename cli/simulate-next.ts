import { optionName, otherThanDefault } from '#checker/bounds';
import { limitOptions } from '#checker/trace-text';
import { MOST_SEED } from '#explore/random';
import { searchAgain } from './again.js';
import type { Selected } from './select.js';
import { USUAL, type SimulateOptions, type Simulation } from './simulation.js';

/** The arguments that do the same again: bounds, properties and budgets, where they are not the default. */
export function commandOf({ job, protocol }: Selected, seed: number, options: SimulateOptions): string {
  const { property = [], runs, steps, depth, maxStates } = options;
  return [
    `simulate ${job.protocol}`,
    ...property.map((name) => `--property ${name}`),
    ...otherThanDefault(job.bounds, protocol.bounds).map(([name, value]) => `--${optionName(name)} ${value}`),
    ...limitOptions(job.limits),
    `--seed ${seed}`,
    ...(runs === USUAL.runs ? [] : [`--runs ${runs}`]),
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
    ...(depth === USUAL.depth ? [] : [`--depth ${depth}`]),
    ...(maxStates === USUAL.maxStates ? [] : [`--max-states ${maxStates}`]),
  ].join(' ');
}
/**
 * Where nothing was found, other walks, and more of them: of the budget that was used up, ten times as much. Where all
 * states were searched for what walks had missed, these are few enough to be searched for everything.
 */
export function nextAfterWalks(
  { selected, outcome, seed, coverage, known }: Simulation,
  options: SimulateOptions,
): string {
  const { steps, runs, ...rest } = options;
  if (known?.isComplete)
    return [searchAgain(selected.job), ...(options.property ?? []).map((name) => `--property ${name}`)].join(
      ' ',
    );
  const tenfold = (n: number): number => Math.min(10 * n, Number.MAX_SAFE_INTEGER);
  const bySteps = steps !== undefined && coverage.executedSteps >= steps;
  const isOver = outcome.verdict !== 'unfinished';
  return commandOf(selected, (seed + 1) % MOST_SEED, {
    ...rest,
    runs: isOver && !bySteps ? tenfold(runs) : runs,
    ...(steps !== undefined && { steps: isOver && bySteps ? tenfold(steps) : steps }),
  });
}
