import type { BoundDeclarations } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import type { TraceStep } from '#checker/trace';
import type { Goal } from './goal.js';
import { Retracer } from './retracer.js';

/**
 * The same goal where there is less besides: with no other actions than a trace takes, and with every bound as tight as
 * leaves the trace possible. What is found there is a candidate only, since bounds may mean anything: it has to be taken
 * again where it is to count.
 */
export function narrowed(goal: Goal, trace: readonly TraceStep[]): Goal {
  const protocol = withActions(goal.protocol, new Set(trace.map(({ action }) => action)));
  const bounds = { ...goal.bounds };
  for (const [name, { from }] of Object.entries(goal.protocol.bounds as BoundDeclarations)) {
    // The smallest that will do, between one that may not and one that does.
    let [least, most] = [from, goal.bounds[name]!];
    while (least < most) {
      const between = Math.floor((least + most) / 2);
      if (isPossible({ ...goal, protocol, bounds: { ...bounds, [name]: between } }, trace)) most = between;
      else least = between + 1;
    }
    bounds[name] = most;
  }
  return { ...goal, protocol, bounds };
}

function isPossible(goal: Goal, trace: readonly TraceStep[]): boolean {
  try {
    const { steps, decided } = new Retracer(goal, [goal.property]).retrace(trace);
    return decided !== undefined && steps.length === trace.length;
  } catch {
    // A bound may be too small for the model to be laid out, or to be what the model takes it for.
    return false;
  }
}

/** The same protocol, without all other actions. */
function withActions(protocol: Protocol, names: ReadonlySet<string>): Protocol {
  const { actions, limits = {} } = protocol;
  const only = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  return { ...protocol, actions: only(actions), limits: only(limits) };
}
