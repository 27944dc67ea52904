import { asError } from './blame.js';
import type { Bounds } from './bounds.js';
import { chosenFromJson } from './chosen.js';
import { plainRegister } from './plain-register.js';
import type { Step } from './property.js';
import type { Protocol } from './protocol.js';
import { follow, type WalkStep } from './trace.js';
import { writeJson } from './value.js';

/** A record of a log, as a box. */
export interface Box {
  readonly text: string;
  /** What its colour stands for, as a whole number; without one it has no colour. */
  readonly colour?: number;
}
/** A place in a log, between records: below it are as many. */
export interface Mark {
  readonly name: string;
  readonly offset: number;
}
/** Somebody who takes part, and what there is to see of them in one state. */
export interface Actor {
  /** The same in every state. */
  readonly name: string;
  /** What they take themselves for. */
  readonly role?: Box;
  readonly isDown?: boolean;
  readonly log?: readonly Box[];
  readonly marks?: readonly Mark[];
  /** What else they know, a few words each. */
  readonly notes?: readonly string[];
  /** What is not as they believe. It is seen from outside, so that no step of theirs has to bring it about. */
  readonly mistakes?: readonly string[];
}
/** Something that is said in a step, from one actor to another, by their names. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
  /** Whether it is not there yet when the step is over, or never will be. */
  readonly fate?: 'on its way' | 'lost';
}
/** What a picture shows of a protocol: plain data, for those who look at a trace. No search asks for it. */
export interface Scene<S = any> {
  /** What the colours of records and roles tell apart. */
  readonly colours?: string;
  /** Everybody, in the order of their lanes: the same ones in every state. */
  readonly actors: (s: S) => readonly Actor[];
  /** Who says what to whom in a step that was taken. */
  readonly arrows?: (step: Pick<Step, 'action' | 'chosen'>, before: S, after: S) => readonly Arrow[];
}

/** What there is to see after a step. */
export interface Staged {
  readonly actors: readonly Actor[];
  readonly arrows: readonly Arrow[];
}

/** A scene that failed. */
export class NotDrawn extends Error {
  constructor(where: string, problem: string) {
    super(`${where} cannot be drawn: its scene ${problem}`);
  }
}

/**
 * What a scene shows of the initial state, and after each of the steps. A step that is to be disabled changes nothing.
 *
 * @throws NotPossible and NotDisabled, as `follow`; and NotDrawn.
 */
export function stage(
  protocol: Protocol,
  bounds: Bounds,
  steps: readonly WalkStep[],
  scene: Scene,
): readonly Staged[] {
  const { schema } = protocol;
  const { machine, visited } = follow(protocol, bounds, steps);
  let [before, after] = [plainRegister(schema, bounds), plainRegister(schema, bounds)];
  let names: readonly string[] | undefined;
  return visited.map(({ step, state }, i): Staged => {
    const where = step === undefined ? 'The initial state' : `Step ${i}, ${step.action},`;
    [before, after] = [after, before];
    after.clear();
    writeJson(schema, state, after.state, bounds);
    const actors = asked(where, () => scene.actors(after.state));
    const there = namesOf(actors, where);
    names ??= there;
    if (there.join() !== names.join()) throw new NotDrawn(where, 'has other actors than before.');
    if (step === undefined || step.disabled || scene.arrows === undefined) return { actors, arrows: [] };
    const { action } = step;
    const chosen = chosenFromJson(machine, step);
    const arrows = asked(where, () => scene.arrows!({ action, chosen }, before.state, after.state));
    for (const one of arrows)
      for (const name of [one.from, one.to])
        if (!there.includes(name)) throw new NotDrawn(where, `has no actor ${name}.`);
    return { actors, arrows };
  });
}
function namesOf(actors: readonly Actor[], where: string): readonly string[] {
  const names = actors.map(({ name }) => name);
  if (names.length === 0) throw new NotDrawn(where, 'has no actors.');
  const twin = names.find((name, i) => names.indexOf(name) !== i);
  if (twin !== undefined) throw new NotDrawn(where, `has two actors that are called ${twin}.`);
  return names;
}
function asked<T>(where: string, words: () => readonly T[]): readonly T[] {
  let list: unknown;
  try {
    list = words();
  } catch (error) {
    throw new NotDrawn(where, `failed: ${asError(error).message.replace(/[^.?!]$/, '$&.')}`);
  }
  if (!Array.isArray(list)) throw new NotDrawn(where, 'is no list.');
  return list as readonly T[];
}
