import type { Bounds } from './bounds.js';
import { chosenFromJson, chosenToJson, messagesOf, type TraceStep } from './chosen.js';
import { look } from './look.js';
import { Machine } from './machine.js';
import type { Protocol } from './protocol.js';
import { plainRegister } from './plain-register.js';
import { Reads } from './reads.js';
import { changesBetween, showContent, type Change } from './show.js';
import { toJson, type Json } from './value.js';

export type { TraceStep };
/** A step of a walk: one that is taken, or one that must not be possible where it stands, and is not. */
export interface WalkStep extends TraceStep {
  readonly disabled?: true;
}
/** A state of a behaviour, and the step that led to it, or that was refused there. */
export interface Visited {
  readonly step: WalkStep | undefined;
  readonly state: Json;
  /** What the step changed. */
  readonly changes: readonly Change[];
  /** Why a step was refused that is to be disabled. */
  readonly refusal?: string;
}

/** The number of the choice that a step makes where the machine is; nothing, if what it chooses is not there. */
export function choiceHere(machine: Machine, step: TraceStep): number | undefined {
  try {
    return machine.choiceOf({ action: step.action, chosen: chosenFromJson(machine, step) });
  } catch {
    // What is no content of a message here is no message here either.
    return undefined;
  }
}
/** The step that a choice makes where the machine is, as a trace has it. */
export function traceStepHere(machine: Machine, choice: number): TraceStep | undefined {
  const step = machine.stepHere(choice);
  return step && { action: step.action, chosen: chosenToJson(machine, step.action, step.chosen) };
}

/** A choice of a step as it is printed, `leader=0`. */
export function showChosen(machine: Machine, { action, chosen }: TraceStep): string[] {
  return Object.entries(chosen).map(([choice, json]) => {
    const messages = messagesOf(machine, action, choice);
    const content = json as { readonly [name: string]: Json };
    return `${choice}=${messages ? showContent(messages.fields, content) : String(json)}`;
  });
}

/** A step that is not possible where a trace takes it. */
export class NotPossible extends Error {
  constructor(
    /** Which step, from 1 on. */
    readonly number: number,
    readonly step: TraceStep,
    readonly reason: string,
  ) {
    super(`Step ${number}, ${step.action}, is not possible there: ${reason}`);
  }
}

/** A step that a walk says is disabled, where it is not; or where nobody could say so, as it is no step at all. */
export class NotDisabled extends Error {
  constructor(
    /** Which step, from 1 on. */
    readonly number: number,
    readonly step: TraceStep,
    readonly reason: string,
  ) {
    super(`Step ${number}, ${step.action}, is not disabled there: ${reason}`);
  }
}

/**
 * Follows steps from the initial state, on plain objects. The states visited, the initial one first; one that is to be
 * disabled leads nowhere. `reads` notes what is read of the last one.
 *
 * @throws NotPossible at the first step that cannot be taken, and NotDisabled at the first that could be, and must not.
 */
export function follow(
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly WalkStep[],
): { machine: Machine; visited: Visited[]; reads: Reads } {
  const reads = new Reads();
  const register = plainRegister(protocol.schema, bounds, protocol.limits, reads);
  const machine = new Machine(protocol, bounds, register);
  machine.begin();
  let state = toJson(protocol.schema, machine.s);
  const visited: Visited[] = [{ step: undefined, state, changes: [] }];
  for (const [i, step] of steps.entries()) {
    const found = look(machine, step, reads);
    if (step.disabled) {
      if (found.choice !== undefined) throw new NotDisabled(i + 1, step, 'it is possible.');
      if (found.isNoStep) throw new NotDisabled(i + 1, step, found.reason);
      visited.push({ step, state, changes: [], refusal: found.reason });
      continue;
    }
    if (found.choice === undefined) throw new NotPossible(i + 1, step, found.reason);
    machine.take(found.choice);
    const next = toJson(protocol.schema, machine.s);
    visited.push({ step, state: next, changes: changesBetween(protocol.schema, state, next) });
    state = next;
  }
  return { machine, visited, reads };
}
