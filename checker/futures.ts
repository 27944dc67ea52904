import type { Bounds } from './bounds.js';
import { Machine } from './machine.js';
import { plainRegister } from './plain-register.js';
import { asks, type Recoverable } from './property.js';
import type { Protocol } from './protocol.js';
import { isOfTheRun, restricted, timesAsked } from './restricted.js';
import { toJson, writeJson, type Json } from './value.js';
import { follow, type TraceStep } from './trace.js';

/** Where there is no way back from. */
export interface Stuck {
  /** How many states can still be reached, this one included. */
  readonly states: number;
  /** The number of `whichever` that it is so of, if there are several. */
  readonly which?: number;
}
/** A state with the counters of its limits. */
interface Whole {
  readonly state: Json;
  readonly counters: readonly number[];
}

/**
 * Whether a property can never again be true behind these steps, by the steps that count: it follows all of them, from
 * there, on plain objects. Nothing, if there is a way, if there may be one behind a step that the run cut off, or if
 * nothing is asked there.
 *
 * @throws NotPossible if the steps cannot be taken.
 */
export function stuckAfter(
  property: Recoverable,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
): Stuck | undefined {
  const { machine } = follow(protocol, bounds, steps);
  const start = read(machine);
  for (let which = 0; which < timesAsked(property, bounds); which++) {
    if (property.given && !asks(property.given(machine.s, which))) continue;
    const states = withoutWay(property, protocol, bounds, start, which);
    if (states !== undefined) return { states, ...(property.whichever && { which }) };
  }
  return undefined;
}

/** How many states can be reached from one; nothing, if the property is true in some, or a step was cut off in one. */
function withoutWay(
  { by, holds }: Recoverable,
  protocol: Protocol,
  bounds: Bounds,
  start: Whole,
  which: number,
): number | undefined {
  const register = plainRegister(protocol.schema, bounds, protocol.limits);
  const machine = new Machine(restricted(protocol, by, which), bounds, register);
  const constraints = Object.values(protocol.constraints ?? {}) as ((s: unknown) => boolean)[];
  const found = new Map<string, Whole>([[JSON.stringify(start), start]]);
  // A map goes on with what is added while it is gone through.
  for (const here of found.values()) {
    write(machine, here);
    if (asks(holds(machine.s, which))) return undefined;
    for (let choice = 0; choice < machine.choices; choice++) {
      const refusal = machine.refusal(choice);
      const { kind } = machine.actionOf(choice);
      if (refusal?.by === 'room' && isOfTheRun(refusal.what, kind)) return undefined;
      if (refusal) continue;
      machine.take(choice);
      if (!constraints.every((test) => test(machine.s))) return undefined;
      const next = read(machine);
      found.set(JSON.stringify(next), next);
      write(machine, here);
    }
  }
  return found.size;
}

const countersOf = ({ protocol }: Machine): string[] => Object.keys(protocol.limits ?? {});
const read = (machine: Machine): Whole => ({
  state: toJson(machine.protocol.schema, machine.s),
  counters: countersOf(machine).map((name) => machine.register.limits[name]!),
});
function write(machine: Machine, { state, counters }: Whole): void {
  const { protocol, register, bounds, s } = machine;
  register.clear();
  writeJson(protocol.schema, state, s, bounds);
  for (const [i, name] of countersOf(machine).entries()) register.limits[name] = counters[i]!;
}
