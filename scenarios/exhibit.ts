import type { Protocol } from '#checker/dsl';
import { defaultsOf, differing, isCount, limitsOf } from './cluster-of.js';

/**
 * A known failure of a replicated log, in a small cluster with few faults, beside what mends
 * it. The flaw violates a property in a known fewest number of steps; the fix, in the same cluster and with the same
 * faults, upholds it in each of a known number of states.
 */
export interface Exhibit {
  /** `A01`: its file begins with it, in small letters. */
  readonly id: string;
  /** What goes wrong, in plain words, in one line. */
  readonly title: string;
  /** Where it is told: a KIP, a ticket, a paper. */
  readonly source: string;
  /** The name of the property that tells the two sides apart. */
  readonly property: string;
  /** What violates it, in words, and in how many steps at least. An exhibit that must hold has none. */
  readonly flaw?: { readonly is: string; readonly protocol: Protocol; readonly steps: number };
  /** What upholds it, in words, and how many distinct states that takes to see. */
  readonly fix: { readonly is: string; readonly protocol: Protocol; readonly states: number };
  /** Bounds that may keep no step of the fix from happening: what holds for want of an epoch is no promise. */
  readonly free?: readonly string[];
}

/**
 * An exhibit from its parts.
 *
 * @throws Error for an id or a figure that is none, a bound that the fix does not declare, and for sides that differ in
 *   their cluster or in the faults that they allow.
 */
export function exhibit(parts: Exhibit): Exhibit {
  const { id, flaw, fix, free = [] } = parts;
  const check = (isSo: boolean, message: string): void => {
    if (!isSo) throw new Error(`exhibit: ${message}`);
  };
  check(/^[A-Z]+[0-9]+$/.test(id), `"${id}" is no id: capital letters and a number make one, as in A01.`);
  check(isCount(fix.states), `${id} cannot hold in ${fix.states} states.`);
  const bounds = defaultsOf(fix.protocol);
  for (const name of free)
    check(
      Object.hasOwn(bounds, name),
      `the fix of ${id} has no bound ${name}; its bounds are ${Object.keys(bounds).join(', ')}.`,
    );
  if (flaw === undefined) return parts;
  check(isCount(flaw.steps), `${id} cannot be violated in ${flaw.steps} steps.`);
  const bound = differing(bounds, defaultsOf(flaw.protocol));
  check(bound === undefined, `the sides of ${id} are of one cluster, and differ in the bound ${bound}.`);
  const action = differing(limitsOf(fix.protocol), limitsOf(flaw.protocol));
  check(action === undefined, `the sides of ${id} allow the same, and differ in the limit of ${action}.`);
  return parts;
}
