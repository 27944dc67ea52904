import { asError } from './blame.js';
import type { Bounds } from './bounds.js';
import { chosenFromJson } from './chosen.js';
import type { Machine } from './machine.js';
import { plainRegister } from './plain-register.js';
import type { Protocol } from './protocol.js';
import { follow, type TraceStep, type Visited, type WalkStep } from './trace.js';
import { writeJson, type Json } from './value.js';

/** A step of a trace or a walk in words, as far as its protocol has words for it. */
export interface Told extends Visited {
  readonly step: WalkStep;
  /** Who does what: a clause that begins with the actor. */
  readonly says?: string;
  /** What came of it. */
  readonly tells: readonly string[];
}

/** A protocol whose words for a step failed. */
export class NotTold extends Error {
  constructor(
    /** Which step, from 1 on. */
    readonly number: number,
    readonly step: TraceStep,
    readonly word: 'says' | 'tells',
    problem: string,
  ) {
    super(`Step ${number}, ${step.action}, cannot be told: its ${word} ${problem}`);
  }
}

/**
 * Follows steps from the initial state, and tells each in words.
 *
 * @throws NotPossible and NotDisabled, as `follow`; and NotTold.
 */
export function tell(
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly WalkStep[],
): { readonly machine: Machine; readonly told: readonly Told[] } {
  const { machine, visited } = follow(protocol, bounds, steps);
  const after = plainRegister(protocol.schema, bounds);
  const told = steps.map((step, i): Told => {
    const here = visited[i + 1]!;
    write(machine.register, protocol, visited[i]!.state, bounds);
    const says = sayOf(protocol, machine, step, i + 1);
    if (step.disabled || protocol.tells === undefined)
      return { ...here, step, ...(says !== undefined && { says }), tells: [] };
    write(after, protocol, here.state, bounds);
    const { tells } = protocol;
    const clauses = asked(i + 1, step, 'tells', () => tells(machine.s, after.state));
    if (!Array.isArray(clauses) || !clauses.every(isText))
      throw new NotTold(i + 1, step, 'tells', 'is no list of texts.');
    return { ...here, step, ...(says !== undefined && { says }), tells: clauses };
  });
  return { machine, told };
}
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function sayOf(
  { actions, rules }: Protocol,
  machine: Machine,
  step: TraceStep,
  number: number,
): string | undefined {
  const { says } = actions[step.action]!(rules);
  if (says === undefined) return undefined;
  const clause: unknown = asked(number, step, 'says', () => says(chosenIn(machine, step), machine.s));
  if (!isText(clause)) throw new NotTold(number, step, 'says', 'is no text.');
  return clause;
}
/** What a step chooses, as its guard is handed it: an element of the state, a number, or the content of a message. */
function chosenIn(machine: Machine, step: TraceStep): Readonly<Record<string, unknown>> {
  const chosen = chosenFromJson(machine, step);
  const { domains } = machine.actions.find(({ name }) => name === step.action)!;
  return Object.fromEntries(
    domains.map(({ name, values }) => [name, values ? values[chosen[name] as number] : chosen[name]]),
  );
}
function asked<T>(number: number, step: TraceStep, word: 'says' | 'tells', words: () => T): T {
  try {
    return words();
  } catch (error) {
    throw new NotTold(number, step, word, `failed: ${asError(error).message.replace(/[^.?!]$/, '$&.')}`);
  }
}
function write(
  register: { readonly state: unknown; readonly clear: () => void },
  { schema }: Protocol,
  state: Json,
  bounds: Bounds,
): void {
  register.clear();
  writeJson(schema, state, register.state, bounds);
}
