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

/** A run keeps its steps in memory; more of it are more runs. */
const MOST = 10_000_000;

/** @throws RangeError for what is no whole number of at least 1. */
export function effortFrom(given: Partial<Effort>): Effort {
  const effort = { ...EFFORT, ...given };
  for (const [name, value] of Object.entries(effort)) checkWhole(`The effort's ${name}`, value, 1, MOST);
  return effort;
}

/** @throws RangeError for what is no whole number in a range. */
export function checkWhole(what: string, value: number, from: number, to = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < from || value > to)
    throw new RangeError(`${what} must be a whole number from ${from} to ${to}, and not ${value}.`);
}
