import type { Bounds } from './bounds.js';
import { chosenFromJson } from './chosen.js';
import type { Property } from './property.js';
import type { Protocol } from './protocol.js';
import { follow, type TraceStep } from './trace.js';

/** What a property is handed where a trace ends. */
export interface Asked {
  /** A state; of a property of steps, two and the step; of what can still be reached, a state and the number it asks for. */
  readonly handed: readonly unknown[];
  /** What is read of it while something is done, `brokers[1].running = false`. */
  during(ask: () => void): string[];
}

/**
 * What a property is asked of the last step of a trace, or of the state that it led to, on plain objects. Nothing, where
 * there is no step to ask it of.
 *
 * @param which The number that `recoverable` with `whichever` asks for.
 * @throws NotPossible if the steps cannot be taken.
 */
export function askedAtEnd(
  { kind }: Property,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
  which = 0,
): Asked | undefined {
  const { machine, reads } = follow(protocol, bounds, steps);
  if (kind !== 'alwaysStep')
    return {
      handed: kind === 'recoverable' ? [machine.s, which] : [machine.s],
      during: (ask) => reads.during(ask),
    };
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const earlier = follow(protocol, bounds, steps.slice(0, -1));
  const action = machine.actions.find(({ name }) => name === last.action)!;
  const step = { action: last.action, kind: action.kind, chosen: chosenFromJson(machine, last) };
  return {
    handed: [earlier.machine.s, machine.s, step],
    during: (ask) => {
      let after: string[] = [];
      const before = earlier.reads.during(() => {
        after = reads.during(ask);
      });
      return [...before.map((read) => `before: ${read}`), ...after.map((read) => `after: ${read}`)];
    },
  };
}
