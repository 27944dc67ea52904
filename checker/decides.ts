import { askedAtEnd } from './asked.js';
import type { Bounds } from './bounds.js';
import { stuckAfter } from './futures.js';
import { asks, type Property } from './property.js';
import type { Protocol } from './protocol.js';
import type { TraceStep } from './trace.js';

/**
 * Whether the last step of a trace, or the state that it led to, decides a property: violates it, or is seen. Steps are
 * taken on plain objects.
 */
export function decides(
  property: Property,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
): boolean {
  if (property.kind === 'recoverable') return stuckAfter(property, protocol, bounds, steps) !== undefined;
  const asked = askedAtEnd(property, protocol, bounds, steps);
  if (asked === undefined) return false;
  const ask = (test: (...handed: any[]) => boolean): boolean => test(...asked.handed);
  const { given, holds, kind } = property;
  return (given === undefined || ask(given)) && asks(ask(holds)) === (kind === 'sometimes');
}
