import type { Bounds } from './bounds.js';
import { chosenFromJson } from './chosen.js';
import { stuckAfter } from './futures.js';
import { asks, isOfStates, type Property } from './property.js';
import type { Protocol } from './protocol.js';
import { follow, type TraceStep } from './trace.js';

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
  const { machine } = follow(protocol, bounds, steps);
  if (isOfStates(property)) {
    const { given, holds, kind } = property;
    return (given === undefined || given(machine.s)) && asks(holds(machine.s)) === (kind === 'sometimes');
  }
  const last = steps.at(-1);
  if (last === undefined) return false;
  const before = follow(protocol, bounds, steps.slice(0, -1)).machine;
  const action = machine.actions.find(({ name }) => name === last.action)!;
  const step = { action: last.action, kind: action.kind, chosen: chosenFromJson(machine, last) };
  const { given, holds } = property;
  return (given === undefined || given(before.s, machine.s, step)) && !asks(holds(before.s, machine.s, step));
}
