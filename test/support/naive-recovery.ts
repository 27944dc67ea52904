import type { Kind } from '#checker/action';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import type { Recoverable } from '#checker/property';
import type { Search } from '#checker/search';
import { toJson } from '#checker/value';

/** What becomes of a state that puts the property to the test. */
export type Fate = 'can' | 'undecided' | 'stuck';
export interface NaiveRecovery {
  /** Every state that puts it to the test, as JSON text, and its fate. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** Steps of a shortest way to one that is stuck. */
  readonly steps: number | undefined;
}
interface Node {
  readonly path: readonly number[];
  readonly depth: number;
  readonly isGiven: boolean;
  readonly holds: boolean;
  /** The states that a step which counts leads to; and whether the run kept such a step from being taken. */
  readonly next: Set<string>;
  isCut: boolean;
}

export const stateText = (machine: Machine): string =>
  JSON.stringify([
    toJson(machine.protocol.schema, machine.s),
    Object.keys(machine.protocol.limits ?? {}).map((name) => machine.register.limits[name]),
  ]);

/**
 * The definition of `recoverable` on the whole graph: all states and steps are written down, and the two questions, whether
 * there is a way to where it holds, and whether there is one to where a step was cut off, are asked of each state anew.
 */
export function naiveRecovery(
  { protocol, bounds }: Pick<Search, 'protocol' | 'bounds'>,
  { given, holds, by: { kinds = ['protocol', 'heal'] } }: Recoverable,
  which = 0,
): NaiveRecovery {
  const machine = new Machine(protocol, bounds, plainRegister(protocol.schema, bounds, protocol.limits));
  const isOutside = (): boolean =>
    Object.values((protocol.constraints ?? {}) as Record<string, (s: unknown) => boolean>).some(
      (test) => !test(machine.s),
    );
  const nodes = new Map<string, Node>();
  const goTo = (path: readonly number[]): void => {
    machine.begin();
    for (const choice of path) machine.take(choice);
  };
  const add = (path: readonly number[]): string => {
    const text = stateText(machine);
    if (!nodes.has(text))
      nodes.set(text, {
        path,
        depth: path.length,
        isGiven: given === undefined || given(machine.s, which),
        holds: holds(machine.s, which),
        next: new Set(),
        isCut: false,
      });
    return text;
  };
  goTo([]);
  if (!isOutside()) add([]);
  // A map goes on with what is added while it is gone through.
  for (const node of nodes.values())
    for (let choice = 0; choice < machine.choices; choice++) {
      goTo(node.path);
      const { kind } = machine.actionOf(choice);
      const counts = kinds.includes(kind);
      const refusal = machine.refusal(choice);
      if (refusal) {
        if (counts && refusal.by === 'room' && cutsOff(machine, choice, kind)) node.isCut = true;
        continue;
      }
      machine.take(choice);
      if (isOutside()) node.isCut ||= counts;
      else {
        const text = add([...node.path, choice]);
        if (counts) node.next.add(text);
      }
    }

  const leads = (from: Node, to: (node: Node) => boolean): boolean => {
    const seen = new Set([from]);
    for (const node of seen) {
      if (to(node)) return true;
      for (const text of node.next) seen.add(nodes.get(text)!);
    }
    return false;
  };
  const fates = new Map<string, Fate>();
  let steps: number | undefined;
  for (const [text, node] of nodes) {
    if (!node.isGiven) continue;
    const fate = leads(node, (one) => one.holds)
      ? 'can'
      : leads(node, (one) => one.isCut)
        ? 'undecided'
        : 'stuck';
    fates.set(text, fate);
    if (fate === 'stuck') steps ??= node.depth;
  }
  return { fates, steps };
}

/** Whether a bound stopped a choice, or a limit on what is no fault: not the limit on a fault alone. */
function cutsOff(machine: Machine, choice: number, kind: Kind): boolean {
  const action = machine.actionOf(choice);
  if (kind !== 'fault') return true;
  const chosen = Object.fromEntries(
    Object.entries(machine.steps[choice]!.chosen).map(([name, value]) => {
      const domain = action.domains.find((one) => one.name === name)!;
      return [name, domain.values ? domain.values[value as number] : domain.messages!.hand];
    }),
  );
  return action.room.some(({ by, test }) => !by.startsWith('limit ') && !test(chosen, machine.s));
}
