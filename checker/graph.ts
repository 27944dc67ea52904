import { choiceHere, showChosen, traceStepHere, type TraceStep } from './trace.js';
import { Machine } from './machine.js';
import { packedRegister } from './register.js';
import type { Search } from './search.js';

/** The states that are reachable, numbered as they are found, the initial one first; and every step between two of them. */
export interface Graph {
  readonly states: number;
  readonly steps: readonly { readonly from: number; readonly to: number; readonly label: string }[];
  /** The number of the state that some steps lead to; nothing, if that is not in the graph. */
  readonly stateAfter: (steps: readonly TraceStep[]) => number | undefined;
}

/**
 * The graph of a small state space, which is searched step by step for it: the edges of a large one are never kept. A
 * state that a constraint excludes is not in it.
 *
 * @returns Nothing, if there are more states than `most`.
 */
export function graphOf({ protocol, bounds }: Omit<Search, 'properties'>, most: number): Graph | undefined {
  const register = packedRegister(protocol.schema, bounds, protocol.limits);
  const { words } = register;
  const machine = new Machine(protocol, bounds, register);
  const constraints = Object.values(protocol.constraints ?? {}) as ((s: unknown) => boolean)[];
  const found = new Map<string, { readonly number: number; readonly state: Int32Array }>();
  const numberHere = (): number | undefined => found.get(words.join())?.number;
  const note = (): void => {
    if (numberHere() === undefined) found.set(words.join(), { number: found.size, state: words.slice() });
  };
  const isInside = (): boolean => constraints.every((test) => test(machine.s));
  const steps: Graph['steps'][number][] = [];
  machine.begin();
  if (isInside()) note();
  // A map goes on with what is added while it is gone through.
  for (const { number: from, state } of found.values()) {
    words.set(state);
    for (const choice of machine.enabled()) {
      const step = traceStepHere(machine, choice)!;
      const label = [step.action, ...showChosen(machine, step)].join(' ');
      machine.take(choice);
      if (isInside()) {
        note();
        steps.push({ from, to: numberHere()!, label });
      }
      words.set(state);
    }
    if (found.size > most) return undefined;
  }
  const stateAfter = (trace: readonly TraceStep[]): number | undefined => {
    machine.begin();
    for (const step of trace) machine.take(choiceHere(machine, step)!);
    return numberHere();
  };
  return { states: found.size, steps, stateAfter };
}
