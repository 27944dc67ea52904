import { compile } from './compile.js';
import type { Machine } from './machine.js';
import type { PackedRegister } from './register.js';
import { toJson } from './value.js';
import { changesBetween } from './show.js';
import { replacedText } from './strict-view.js';
import { showChosen, traceStepHere } from './trace.js';

/** In words, what is wrong. */
type Difference = string;
/** In the first audited states, and in every so many after, guards are asked one by one; some are expanded again when the search is over. */
const LOOK_FIRST = 30;
const LOOK_EVERY = 10;
const KEPT = 32;

/**
 * Holds models to being functions of the state. It expands a state twice and compares every step: a guard or an effect
 * that reads a clock, a random number or a variable of its own would make counts and traces meaningless. At the end it
 * expands the first states once more, by when a variable outside the state may have changed; and in some it looks whether
 * a guard has written to the state, which is a step that nobody took, or answers neither true nor false.
 *
 * It cannot find all there is: what differs in states that it does not look at, it does not see.
 */
export class Auditor {
  private readonly expand: () => void;
  private readonly start: Int32Array;
  private record: number[] = [];
  private readonly kept: { readonly start: Int32Array; readonly record: readonly number[] }[] = [];
  private audited = 0;

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

  /** How two expansions of the state in the register differ, or which guard writes, if any does. */
  difference(): Difference | undefined {
    this.start.set(this.register.words);
    const first = this.expandOnce();
    if (this.kept.length < KEPT) this.kept.push({ start: this.start.slice(), record: first });
    const looks = this.audited < LOOK_FIRST || this.audited % LOOK_EVERY === 0;
    this.audited++;
    return (
      this.replacement() ??
      this.compare(first, this.expandOnce()) ??
      (looks ? this.writingGuard() : undefined)
    );
  }
  /** Which of the first states is another one now, and how. */
  differenceFromBefore(): { readonly index: number; readonly difference: Difference } | undefined {
    for (const [index, { start, record }] of this.kept.entries()) {
      this.start.set(start);
      const difference = this.replacement() ?? this.compare(record, this.expandOnce());
      if (difference) return { index, difference };
    }
    return undefined;
  }

  private expandOnce(): number[] {
    this.record = [];
    this.register.words.set(this.start);
    this.expand();
    return this.record;
  }
  private compare(first: readonly number[], second: readonly number[]): Difference | undefined {
    const at = first.findIndex((value, i) => value !== second[i]);
    if (at < 0 && first.length === second.length) return undefined;
    return this.explain(first, second, at < 0 ? first.length : at);
  }
  /** What is no longer the part of the state that it was: whoever replaced it, did so in all states. */
  private replacement(): Difference | undefined {
    const path = this.register.replaced();
    return path === undefined ? undefined : replacedText(path);
  }
  private writingGuard(): Difference | undefined {
    const { words } = this.register;
    for (let choice = 0; choice < this.machine.choices; choice++) {
      words.set(this.start);
      this.machine.refusal(choice);
      if (words.some((word, k) => word !== this.start[k]))
        return `The guard of ${this.machine.actionOf(choice).name} writes to the state: a guard may look, and only \`then\` may write.`;
    }
    return undefined;
  }

  private explain(first: readonly number[], second: readonly number[], at: number): Difference {
    const size = this.register.words.length + 1;
    const begin = at - (at % size);
    const [one, other] = [first.slice(begin, begin + size), second.slice(begin, begin + size)];
    const cause =
      'An action must depend on nothing but the state and what it chose: look for a clock, a random number, or a ' +
      'variable outside the state that it changes.';
    if (one[0] !== other[0]) {
      const choices = (record: readonly number[]): number[] => record.filter((_, i) => i % size === 0);
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
    const step = traceStepHere(this.machine, choice)!;
    return [step.action, ...showChosen(this.machine, step)].join(' ');
  }
  private json(step: readonly number[]): ReturnType<typeof toJson> {
    this.register.words.set(step.slice(1));
    return toJson(this.machine.protocol.schema, this.machine.s);
  }
}
