import { explain, explanationLines, NotExplained, type Explanation } from '#checker/explain';
import type { Stuck } from '#checker/futures';
import type { Violated } from '#checker/outcome';
import type { Property } from '#checker/property';
import { kindOf } from '#checker/protocol';
import type { Search } from '#checker/search';
import { turningPoint, type TurningPoint } from '#checker/turning-point';
import type { TraceStep } from '#checker/trace';
import { plural } from '#checker/words';
import type { Selected } from './select.js';
import { narrated, wrapped, type Note } from './narration.js';
import { tellWithout } from './untold.js';

/** How many states are searched for a turning point. */
const BUDGET = 200_000;

/** A violation, and where it is. */
export interface Violation extends Pick<Search, 'protocol' | 'bounds'> {
  /** The name of the protocol, and of the property. */
  readonly of: string;
  readonly name: string;
  readonly property: Property;
  readonly steps: readonly TraceStep[];
  readonly stuck?: Stuck | undefined;
}

/** What was searched. */
export type Searched = Pick<Selected, 'job' | 'protocol' | 'properties'>;
/** What a search, or a walk, has found of a property that is violated. */
export const violationIn = (
  { protocol, properties, job: { protocol: of, bounds } }: Searched,
  name: string,
  { trace: steps, stuck }: Pick<Violated, 'trace' | 'stuck'>,
): Violation => ({ of, protocol, bounds, name, property: properties[name]!, steps, stuck });

/** Why a property is violated; where its `because` fails, by what its test has read alone. */
export function explained(violation: Violation): Explanation {
  const { name, property, protocol, bounds, steps, stuck } = violation;
  try {
    return explain(property, protocol, bounds, steps, stuck?.which);
  } catch (error) {
    if (!(error instanceof NotExplained)) throw error;
    tellWithout(`that ${name} is violated cannot be explained. ${error.message} Mend it, or leave it out.`, {
      what: 'property',
      name,
    });
    const { because: _, ...rest } = property;
    return explained({ ...violation, property: rest as Property });
  }
}
/** Why, in sentences, to stand below what is said of the property. */
export const reasonLines = (explanation: Explanation): string[] =>
  explanationLines(explanation).flatMap((line) => wrapped('', line));
/** Its steps in words, and where it turns. */
export const stepsToViolation = (violation: Violation): string[] =>
  narrated({ ...violation, name: violation.of }, violation.steps, turningNote(violation));

/** Where it turns, if that says anything: of a trace that the protocol takes all by itself it does not. */
export function turningNote({ property, protocol, bounds, steps }: Violation): Note | undefined {
  const isAlone = steps.every(({ action }) => kindOf(protocol, action) === 'protocol');
  if (isAlone) return undefined;
  const turning = turningPoint(property, protocol, bounds, steps, BUDGET);
  return turning && { after: turning.after, text: turningText(turning, steps.length, protocol.limits) };
}
function turningText(
  { after, isOpen, cutBy, states }: TurningPoint,
  steps: number,
  limits: Search['protocol']['limits'] = {},
): string {
  const what = [
    'Turning point',
    ...(isOpen ? ['as far as is known'] : []),
    // What kept the protocol from it, where it could not be led to yet.
    ...cutBy.map((by) => within(by, limits)),
  ].join(', ');
  const where =
    after < steps
      ? 'from here on, steps of the protocol alone can lead to this.'
      : `the last step.${isOpen ? '' : ' From no state before it can steps of the protocol alone lead to this.'}`;
  const open = isOpen
    ? ` Whether an earlier state is one, ${plural(states, 'state')} of search left open.`
    : '';
  return `${what}: ${where}${open}`;
}
function within(by: string, limits: Readonly<Record<string, number>>): string {
  if (!by.startsWith('limit ')) return `within ${by}`;
  const action = by.slice('limit '.length);
  const most = limits[action]!;
  return most === 0 ? `with no ${action}` : `with at most ${most} ${action}`;
}
