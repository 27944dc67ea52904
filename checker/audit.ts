import { compile } from './compile.js';
import type { Machine } from './machine.js';
import type { PackedRegister } from './register.js';
import { toJson } from './value.js';
import { changesBetween } from './show.js';
import { chosenToJson, showChosen } from './trace.js';

/** In words, how two expansions of one state differ. */
export type Difference = string;

/**
 * Holds models to being functions of the state. It expands a state twice and compares every step: a guard or an effect
 * that reads a clock, a random number or a variable of its own would make counts and traces meaningless.
 */
export class Auditor {
  private readonly expand: () => void;
  private readonly start: Int32Array;
  private record: number[] = [];

  constructor(
    private readonly machine: Machine,
    private readonly register: PackedRegister<unknown>,
    stopped: Int32Array,
  ) {
    const { words } = register;
    this.start = words.slice();
    this.expand = compile(
      machine,
      (choice) => {
        this.record.push(choice, ...words);
        words.set(this.start);
      },
      new Int32Array(stopped.length),
    ).expand;
  }

  /** How two expansions of the state in the register differ, if they do. */
  difference(): Difference | undefined {
    this.start.set(this.register.words);
    const first = this.expandOnce();
    const second = this.expandOnce();
    const at = first.findIndex((value, i) => value !== second[i]);
    if (at < 0 && first.length === second.length) return undefined;
    return this.explain(first, second, at < 0 ? first.length : at);
  }
  private expandOnce(): number[] {
    this.record = [];
    this.register.words.set(this.start);
    this.expand();
    return this.record;
  }

  private explain(first: number[], second: number[], at: number): Difference {
    const size = this.register.words.length + 1;
    const begin = at - (at % size);
    const [one, other] = [first.slice(begin, begin + size), second.slice(begin, begin + size)];
    const cause =
      'An action must depend on nothing but the state and what it chose: look for a clock, a random number, or a ' +
      'variable outside the state that it changes.';
    if (one[0] !== other[0]) {
      const choices = (record: number[]): number[] => record.filter((_, i) => i % size === 0);
      const [here, there] = [choices(first), choices(second)];
      const choice = here.find((n) => !there.includes(n)) ?? there.find((n) => !here.includes(n))!;
      return `${this.name(choice)} was possible once, and not when the same state was expanded again. ${cause}`;
    }
    const fields = changesBetween(this.machine.protocol.schema, this.json(one), this.json(other)).map(
      ({ path }) => path,
    );
    return `${this.name(one[0]!)} gave two different values of ${fields.join(', ') || 'a limit'} from the same state. ${cause}`;
  }
  private name(choice: number): string {
    this.register.words.set(this.start);
    const { action, chosen } = this.machine.stepHere(choice)!;
    return [
      action,
      ...showChosen(this.machine, { action, chosen: chosenToJson(this.machine, action, chosen) }),
    ].join(' ');
  }
  private json(step: number[]): ReturnType<typeof toJson> {
    this.register.words.set(step.slice(1));
    return toJson(this.machine.protocol.schema, this.machine.s);
  }
}
