import { ModelError } from './report.js';
import { check } from './breadth-first.js';
import type { Bounds } from './bounds.js';
import type { Machine } from './machine.js';
import { A_CONSTRAINT, asks, type Property } from './property.js';
import { kindOf, type Protocol } from './protocol.js';
import { restricted } from './restricted.js';
import { follow, type TraceStep, type Visited } from './trace.js';
import { writeJson, type Json } from './value.js';

/** The first state of a trace from which steps of the protocol alone can lead to what its last step violates. */
export interface TurningPoint {
  /** So many steps lead there: 0 is the initial state. */
  readonly after: number;
  /** Whether an earlier one may be it, since the budget was used up. */
  readonly isOpen: boolean;
  /** By which limits and constraints steps of the protocol were kept from leading there from earlier states. */
  readonly cutBy: readonly string[];
  /** How many states were searched in all. */
  readonly states: number;
}

/**
 * Where a violation turns from what may come about, if somebody does something or something fails, to what the protocol
 * can do all by itself. Within the bounds of the run, and with what its limits still allow there.
 *
 * Where a protocol step leads from a state that cannot, to one that can, the former can too. So it is the initial state, or
 * one that another kind of step led to, and only from those a search is needed.
 *
 * @param budget How many states are searched in all, about.
 * @returns nothing for `recoverable`: what can no longer come about, no step brings about; nor for a trace that leaves its
 *   constraints before it ends, where a search does not go.
 * @throws NotPossible if the steps cannot be taken.
 */
export function turningPoint(
  property: Property,
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly TraceStep[],
  budget: number,
): TurningPoint | undefined {
  if (property.kind === 'recoverable') return undefined;
  const kinds = steps.map(({ action }) => kindOf(protocol, action));
  // Behind the last step of another kind, the trace itself shows how.
  const candidates = [0, ...kinds.flatMap((kind, i) => (kind === 'protocol' ? [] : [i + 1]))];
  const certain = candidates.pop()!;
  const { machine, visited } = follow(protocol, bounds, steps);
  if (!visited.slice(0, -1).every(isWithin(machine))) return undefined;
  const cutBy = new Set<string>();
  let [isOpen, states, left] = [false, 0, budget];
  for (const after of candidates) {
    const found =
      left > 0
        ? searchFrom(visited[after]!.state, property, protocol, bounds, steps.slice(0, after), left)
        : UNSETTLED;
    states += found.states;
    left -= Math.max(found.states, LEAST);
    if (found.leads) return { after, isOpen, cutBy: [...cutBy], states };
    if (found.leads === undefined) isOpen = true;
    for (const by of found.cutBy) cutBy.add(by);
  }
  return { after: certain, isOpen, cutBy: [...cutBy], states };
}

/** Whether the constraints of a protocol are true in a state. What is in the machine then, is open. */
function isWithin({ protocol, bounds, register, s }: Machine): (visited: Visited) => boolean {
  const constraints = Object.values(protocol.constraints ?? {});
  if (constraints.length === 0) return () => true;
  return ({ state }) => {
    register.clear();
    writeJson(protocol.schema, state, s, bounds);
    return constraints.every((test) => asks(test(s), A_CONSTRAINT));
  };
}

interface Found {
  /** Nothing, if that is not settled. */
  readonly leads: boolean | undefined;
  readonly states: number;
  readonly cutBy: readonly string[];
}
/** What a search costs before it begins, in states: a trace may have very many steps. */
const LEAST = 1_000;
const UNSETTLED: Found = { leads: undefined, states: 0, cutBy: [] };

/** Whether protocol steps alone lead from a state, behind some steps, to a violation; nothing, if that is not settled. */
function searchFrom(
  state: Json,
  property: Property,
  protocol: Protocol,
  bounds: Bounds,
  taken: readonly TraceStep[],
  maxStates: number,
): Found {
  const { actions } = restricted(protocol, { kinds: ['protocol'] }, 0);
  const limits = Object.entries(protocol.limits ?? {})
    .filter(([name]) => Object.hasOwn(actions, name))
    .map(([name, most]) => [name, most - taken.filter(({ action }) => action === name).length] as const);
  const alone = {
    ...protocol,
    actions,
    limits: Object.fromEntries(limits),
    initial: (s: unknown) => writeJson(protocol.schema, state, s, bounds),
  };
  try {
    const report = check(alone, { property }, bounds, { maxStates, stopAtFirst: true });
    const isViolated = report.properties[0]!.outcome.verdict === 'violated';
    return {
      leads: isViolated || (report.complete ? false : undefined),
      states: report.distinctStates,
      cutBy: [
        ...report.cut.room.flatMap(({ by }) => (by.startsWith('limit ') ? [by] : [])),
        ...report.cut.constraints.flatMap(({ name, alone }) => (alone > 0 ? [name] : [])),
      ],
    };
  } catch (error) {
    // A model that fails on the way has told nobody whether there is one.
    if (error instanceof ModelError) return UNSETTLED;
    throw error;
  }
}
