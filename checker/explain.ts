import { askedAtEnd } from './asked.js';
import { asError } from './blame.js';
import type { Bounds } from './bounds.js';
import type { Property, Reason } from './property.js';
import type { Protocol } from './protocol.js';
import type { TraceStep } from './trace.js';

/** Where a property is violated, and what is wrong there. */
export interface Explanation {
  /** What the property itself says of it; nothing, where it has no `because`, or that finds none. */
  readonly reasons: readonly Reason[];
  /**
   * What `holds` read, with its values, in the order in which it was read first; of a step, first `before: …`, and then
   * `after: …`.
   */
  readonly read: readonly string[];
}

/** A property whose `because` failed. */
export class NotExplained extends Error {}

/**
 * Why the last step of a trace, or the state that it led to, violates a property.
 *
 * @param which The number that `recoverable` with `whichever` asks for.
 * @throws NotPossible if the steps cannot be taken, and NotExplained.
 */
export function explain(
  property: Property,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
  which?: number,
): Explanation {
  const asked = askedAtEnd(property, protocol, bounds, steps, which);
  if (asked === undefined) return { reasons: [], read: [] };
  const { holds, because }: { holds: Ask<boolean>; because?: Ask<unknown> } = property;
  const read = asked.during(() => void holds(...asked.handed));
  if (because === undefined) return { reasons: [], read };
  let reasons: unknown;
  try {
    reasons = because(...asked.handed);
  } catch (error) {
    throw new NotExplained(`Its because failed: ${asError(error).message.replace(/[^.?!]$/, '$&.')}`);
  }
  if (!Array.isArray(reasons) || !reasons.every(isReason))
    throw new NotExplained('Its because is no list of reasons: each has a text that it says.');
  return { reasons, read };
}
type Ask<Answer> = (...handed: any[]) => Answer;

const isReason = (value: unknown): value is Reason =>
  typeof value === 'object' &&
  value !== null &&
  'says' in value &&
  typeof value.says === 'string' &&
  value.says.trim() !== '' &&
  (!('actors' in value) || value.actors === undefined || isNames(value.actors));
const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Of what a property read, no more is shown than this: what it read last is what it ended with. */
const MOST_READ = 12;

/** Why a property is violated, in sentences. */
export function explanationLines({ reasons, read }: Explanation): string[] {
  if (reasons.length > 0) return reasons.map(({ says }) => `${says[0]!.toUpperCase()}${says.slice(1)}.`);
  if (read.length === 0) return [];
  const last = read.slice(-MOST_READ);
  const left = read.length === last.length ? '' : `, after ${read.length - last.length} others`;
  return [`Its test read ${last.join(', ')}${left}.`];
}
