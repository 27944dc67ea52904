import { asError } from './blame.js';
import type { Bounds } from './bounds.js';
import { chosenFromJson } from './chosen.js';
import { plainRegister } from './plain-register.js';
import type { Protocol } from './protocol.js';
import type { Actor, Arrow, Scene } from './scene.js';
import { follow, type WalkStep } from './trace.js';
import { writeJson } from './value.js';

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
