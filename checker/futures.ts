import type { Bounds } from './bounds.js';
import { compile } from './compile.js';
import { Machine } from './machine.js';
import { asks, type Recoverable } from './property.js';
import type { Protocol } from './protocol.js';
import { packedRegister } from './register.js';
import { isOfTheRun, restricted, timesAsked } from './restricted.js';
import { choiceHere, type TraceStep } from './trace.js';

/** Where there is no way back from. */
export interface Stuck {
  /** How many states can still be reached, this one included. */
  readonly states: number;
  /** The number of `whichever` that it is so of. */
  readonly which: number;
}

/**
 * Whether a property can never again be true behind these steps, by the steps that count: it follows all of them, from
 * there, and keeps what it has seen in a plain set. Nothing, if there is a way, if there may be one behind a step that the
 * run cut off, or if nothing is asked there.
 *
 * @throws Error if the steps cannot be taken.
 */
export function stuckAfter(
  property: Recoverable,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
): Stuck | undefined {
  const register = packedRegister(protocol.schema, bounds, protocol.limits);
  const { words } = register;
  const machine = new Machine(protocol, bounds, register);
  machine.begin();
  for (const step of steps) {
    const choice = choiceHere(machine, step);
    if (choice === undefined || machine.refusal(choice) !== undefined)
      throw new Error(`${step.action} is not possible there.`);
    machine.take(choice);
  }
  const start = words.slice();
  for (let which = 0; which < timesAsked(property, bounds); which++) {
    words.set(start);
    if (property.given && !asks(property.given(machine.s, which))) continue;
    const states = withoutWay(property, protocol, bounds, start, which);
    if (states !== undefined) return { states, which };
  }
  return undefined;
}

/** How many states can be reached from one; nothing, if the property is true in some, or a step was cut off in one. */
function withoutWay(
  { by, holds }: Recoverable,
  protocol: Protocol,
  bounds: Bounds,
  start: Int32Array,
  which: number,
): number | undefined {
  const register = packedRegister(protocol.schema, bounds, protocol.limits);
  const { words } = register;
  const machine = new Machine(restricted(protocol, by, which), bounds, register);
  const constraints = Object.values(protocol.constraints ?? {}) as ((s: unknown) => boolean)[];
  const stopped = new Int32Array(machine.actions.reduce((sum, { room }) => sum + room.length, 0));
  const kinds = new Map(machine.actions.map(({ name, kind }) => [name, kind]));
  const found = new Map<string, Int32Array>([[start.join(), start]]);
  let isCut = false;
  let now = start;
  const { expand, stops } = compile(
    machine,
    () => {
      const next = words.slice();
      if (constraints.every((test) => test(machine.s)))
        found.set(next.join(), found.get(next.join()) ?? next);
      else isCut = true;
      words.set(now);
    },
    stopped,
  );
  // A map goes on with what is added while it is gone through.
  for (const state of found.values()) {
    now = state;
    words.set(state);
    if (asks(holds(machine.s, which))) return undefined;
    expand();
    if (isCut || stops.some((stop, i) => stopped[i]! > 0 && isOfTheRun(stop, kinds.get(stop.action)!)))
      return undefined;
  }
  return found.size;
}
