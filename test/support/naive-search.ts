import { plainRegister } from '#checker/plain-register';
import { Machine } from '#checker/machine';
import { isOfStates } from '#checker/property';
import type { Search } from '#checker/search';
import { chosenToJson } from '#checker/chosen';
import type { TraceStep } from '#checker/trace';
import { toJson } from '#checker/value';

/** What the plainest breadth-first search there is finds out: the definition that the checker is tested against. */
export interface NaiveResult {
  /** Every distinct state, as JSON text, with its depth. */
  readonly states: ReadonlyMap<string, number>;
  readonly depth: number;
  readonly generated: number;
  readonly terminal: number;
  /** By action: how often it was taken, and how often that gave a new state. */
  readonly actions: Readonly<Record<string, { readonly generated: number; readonly distinct: number }>>;
  /** The steps of a shortest way to decide each property; undefined where none does. */
  readonly steps: Readonly<Record<string, number | undefined>>;
  /** How often each property was put to the test. */
  readonly asked: Readonly<Record<string, number>>;
  /** Every transition, `state -> step -> state`, in no order. */
  readonly transitions: ReadonlySet<string>;
  /** Steps to states outside, in all and by the constraint that alone excludes them. */
  readonly outside: number;
  readonly alone: Readonly<Record<string, number>>;
  /** By action: how often its room or its limit, and nothing else, kept it from happening. */
  readonly stopped: Readonly<Record<string, number>>;
}
/** What makes the register that a machine works on: of plain objects, if nothing else is asked for. */
type Laid = Parameters<typeof plainRegister>;
export type MakeRegister = (
  schema: Laid[0],
  bounds: Laid[1],
  limits?: Laid[2],
) => ReturnType<typeof plainRegister>;

/** The whole state, the counters of limited actions too. */
const textOf = (machine: Machine): string =>
  JSON.stringify([
    toJson(machine.protocol.schema, machine.s),
    Object.keys(machine.protocol.limits ?? {}).map((name) => machine.register.limits[name]),
  ]);

export function naiveSearch(
  { protocol, properties, bounds }: Search,
  makeRegister: MakeRegister = plainRegister,
): NaiveResult {
  const machine = new Machine(protocol, bounds, makeRegister(protocol.schema, bounds, protocol.limits));
  const before = new Machine(protocol, bounds, makeRegister(protocol.schema, bounds, protocol.limits));
  const constraints = Object.entries((protocol.constraints ?? {}) as Record<string, (s: unknown) => boolean>);
  const states = new Map<string, number>();
  const transitions = new Set<string>();
  const steps: Record<string, number | undefined> = {};
  const asked: Record<string, number> = Object.fromEntries(Object.keys(properties).map((name) => [name, 0]));
  const actions: Record<string, { generated: number; distinct: number }> = Object.fromEntries(
    machine.actions.map(({ name }) => [name, { generated: 0, distinct: 0 }]),
  );
  const alone: Record<string, number> = Object.fromEntries(constraints.map(([name]) => [name, 0]));
  const stopped: Record<string, number> = Object.fromEntries(machine.actions.map(({ name }) => [name, 0]));
  let [depth, generated, terminal, outside] = [0, 1, 0, 0];

  // The same choices from the same start find every message at the same place.
  const goTo = (one: Machine, path: readonly number[]): void => {
    one.begin();
    for (const choice of path) one.take(choice);
  };
  const judgeState = (length: number): void => {
    for (const [name, property] of Object.entries(properties)) {
      if (!isOfStates(property)) continue;
      const { kind, given, holds } = property;
      if (given && !given(machine.s)) continue;
      asked[name]!++;
      if (holds(machine.s) === (kind === 'sometimes')) steps[name] ??= length;
    }
  };
  const judgeStep = (length: number, choice: number): void => {
    for (const [name, { kind, given, holds }] of Object.entries(properties)) {
      if (kind !== 'alwaysStep') continue;
      const step = machine.steps[choice]!;
      if (given && !given(before.s, machine.s, step)) continue;
      asked[name]!++;
      if (!holds(before.s, machine.s, step)) steps[name] ??= length;
    }
  };
  const excluding = (): string[] => constraints.filter(([, test]) => !test(machine.s)).map(([name]) => name);

  let level: { readonly path: readonly number[]; readonly text: string }[] = [];
  goTo(machine, []);
  judgeState(0);
  if (excluding().length === 0) {
    level = [{ path: [], text: textOf(machine) }];
    states.set(textOf(machine), 0);
  }
  for (; level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { path, text } of level) {
      goTo(machine, path);
      const enabled = machine.enabled();
      if (enabled.length === 0) terminal++;
      for (let choice = 0; choice < machine.choices; choice++)
        if (machine.refusal(choice)?.by === 'room') stopped[machine.actionOf(choice).name]!++;
      for (const choice of enabled) {
        goTo(machine, path);
        goTo(before, path);
        const { action, chosen } = stepAt(machine, choice);
        machine.take(choice);
        const after = textOf(machine);
        generated++;
        actions[action]!.generated++;
        transitions.add(`${text} -> ${action} ${JSON.stringify(chosen)} -> ${after}`);
        judgeStep(depth + 1, choice);
        if (after === text || states.has(after)) continue;
        judgeState(depth + 1);
        const [first, ...others] = excluding();
        if (first !== undefined) {
          outside++;
          if (others.length === 0) alone[first]!++;
          continue;
        }
        states.set(after, depth + 1);
        actions[action]!.distinct++;
        next.push({ path: [...path, choice], text: after });
      }
    }
    level = next;
  }
  return {
    states,
    depth: Math.max(0, depth - 1),
    generated,
    terminal,
    actions,
    steps,
    asked,
    transitions,
    outside,
    alone,
    stopped,
  };
}

/** A step by content; the choice must be possible in the state that the machine is in. */
export function stepAt(machine: Machine, choice: number): TraceStep {
  if (machine.refusal(choice) !== undefined) throw new Error(`Choice ${choice} is not possible here.`);
  const { action, chosen } = machine.steps[choice]!;
  return { action, chosen: chosenToJson(machine, action, chosen) };
}
