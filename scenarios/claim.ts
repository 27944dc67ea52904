import type { Protocol } from '#checker/dsl';
import { defaultsOf, differing, isCount, limitsOf } from './cluster-of.js';

/** A cluster, with what may happen in it, in which something is asked of a claim. */
export interface Side {
  /** What is the case there, in words: on the side that breaks, what was given up. */
  readonly is: string;
  readonly protocol: Protocol;
}
/** A side on which something is violated: by property, in how many steps at least. */
export interface BreakingSide extends Side {
  readonly steps: Readonly<Record<string, number>>;
}

/** What is common to all claims. */
interface Said {
  /** `E2`: its file begins with it, in small letters. */
  readonly id: string;
  /** The claim in our words, in one sentence or two. */
  readonly text: string;
}
/**
 * A claim about Kafka, where it holds and where it does not: without one condition it must break, or that condition is
 * not what it rests on.
 */
export interface Shown extends Said {
  /** Where Kafka says otherwise than the claim, or the properties ask for something else: what is meant on both sides. */
  readonly meaning?: string;
  /** Where each of these properties is upheld, by how many distinct states. */
  readonly holds: Side & { readonly properties: readonly string[]; readonly states: number };
  readonly breaks: BreakingSide;
  /** Kafka as it is shipped, where that differs: the cluster in which the claim holds as designed. */
  readonly asShipped?: BreakingSide;
  /** Bounds that may keep no step from happening where the claim holds: what holds for want of an epoch is no promise. */
  readonly free?: readonly string[];
}
/** A claim of something that the models here have not. */
export interface NotYet extends Said {
  /** What is missing. */
  readonly notYet: string;
}
/** What is said of Kafka, and what it rests on, as far as it can be shown. */
export type Claim = Shown | NotYet;
export const isShown = (claim: Claim): claim is Shown => 'holds' in claim;

/**
 * A claim from its parts.
 *
 * @throws Error for an id or a figure that is none, a bound that the side that holds does not declare, a side on which
 *   nothing is to be seen, and for one as shipped that is another cluster, or allows something else.
 */
export function claim(parts: Claim): Claim {
  const { id } = parts;
  const check = (isSo: boolean, message: string): void => {
    if (!isSo) throw new Error(`claim: ${message}`);
  };
  check(/^[A-Z][0-9]+$/.test(id), `"${id}" is no id: a capital letter and a number make one, as in E2.`);
  if (!isShown(parts)) return parts;
  const { holds, breaks, asShipped, free = [] } = parts;
  check(holds.properties.length > 0, `${id} names no property that holds.`);
  check(isCount(holds.states), `${id} cannot hold in ${holds.states} states.`);
  const bounds = defaultsOf(holds.protocol);
  for (const name of free)
    check(
      Object.hasOwn(bounds, name),
      `where ${id} holds there is no bound ${name}; the bounds are ${Object.keys(bounds).join(', ')}.`,
    );
  for (const side of asShipped ? [breaks, asShipped] : [breaks]) {
    const steps = Object.entries(side.steps);
    check(steps.length > 0, `${id} names no property that breaks.`);
    for (const [property, n] of steps)
      check(isCount(n), `${property} cannot break in ${n} steps, as ${id} says.`);
  }
  if (asShipped === undefined) return parts;
  const bound = differing(bounds, defaultsOf(asShipped.protocol));
  check(bound === undefined, `${id} as shipped is of another cluster, and differs in the bound ${bound}.`);
  const action = differing(limitsOf(holds.protocol), limitsOf(asShipped.protocol));
  check(
    action === undefined,
    `${id} as shipped does not allow the same, and differs in the limit of ${action}.`,
  );
  return parts;
}
