import type { Machine } from './machine.js';
import { A_CONSTRAINT, asks } from './property.js';
import type { Search } from './search.js';
import type { Failure } from './share.js';

/** A step that was not the same when it was taken again. */
export class Nondeterminism extends Error {}
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** What is to blame where nothing fails any more. */
export const UNREPEATED = 'a step that did not fail when it was repeated';

/** Finds out who threw, by doing once more what was done. */
export class Blame {
  constructor(
    private readonly search: Search,
    private readonly machine: Machine,
    /** The words of the register, those of the state that was expanded, and that state as properties of steps see it. */
    private readonly words: Int32Array,
    private readonly now: Int32Array,
    private readonly before: unknown,
  ) {}

  /** Which action, constraint or property threw when a state was expanded. */
  ofExpansion(state: number, error: Error): Failure {
    const { machine, words, now } = this;
    const restore = (): void => words.set(now.subarray(0, words.length));
    if (error instanceof Nondeterminism) return { state, during: 'the determinism guard', error };
    for (let choice = 0; choice < machine.choices; choice++) {
      try {
        restore();
        if (machine.refusal(choice) !== undefined) continue;
        machine.take(choice);
      } catch (thrown) {
        return { state, choice, during: machine.actionOf(choice).name, error: asError(thrown) };
      }
      const complaint = this.ofState(choice);
      if (complaint) return { state, choice, ...complaint };
    }
    restore();
    return { state, during: UNREPEATED, error };
  }

  /** Which constraint or property throws on what is in the register, or on the choice that led there. */
  ofState(choice?: number): Pick<Failure, 'during' | 'error'> | undefined {
    const { machine, before, search } = this;
    let during = '';
    try {
      for (const [name, test] of Object.entries(search.protocol.constraints ?? {})) {
        during = `the constraint ${name}`;
        asks(test(machine.s), A_CONSTRAINT);
      }
      for (const [name, { given, holds, kind }] of Object.entries(search.properties)) {
        if (kind === 'recoverable' || (kind === 'alwaysStep' && choice === undefined)) continue;
        during = `the property ${name}`;
        const ask = (test: (...args: any[]) => boolean): boolean =>
          kind === 'alwaysStep' ? test(before, machine.s, machine.steps[choice!]!) : test(machine.s);
        if (given === undefined || asks(ask(given))) asks(ask(holds));
      }
    } catch (error) {
      return { during, error: asError(error) };
    }
    return undefined;
  }
}
