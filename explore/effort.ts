/** How much a run does: all of it counted in steps, and nothing in seconds, so that a seed gives the same run anywhere. */
export interface Effort {
  /** Steps that a run executes, about. */
  readonly steps: number;
  /** Steps from the initial state that a walk goes at most. */
  readonly depth: number;
  /** Steps that a walk goes on from where another one came by. */
  readonly burst: number;
}
export const EFFORT: Effort = { steps: 20_000, depth: 60, burst: 6 };

/** @throws RangeError for what is no whole number of at least 1. */
export function effortFrom(given: Partial<Effort>): Effort {
  const effort = { ...EFFORT, ...given };
  for (const [name, value] of Object.entries(effort))
    if (!Number.isInteger(value) || value < 1 || value > 2 ** 30)
      throw new RangeError(`The effort's ${name} must be a whole number from 1 to 2^30, and not ${value}.`);
  return effort;
}
