import { toStringMethod, type WithToStringMethod } from 'fast-check';
import type { Search } from '#checker/search';
import { follow, type TraceStep } from '#checker/trace';
import type { Json } from '#checker/value';
import type { Certificate } from './certificate.js';
import { behaviourText, violationText } from './describe.js';
import type { Run } from './walker.js';

/** A behaviour of a protocol, as fast-check generates, shrinks and prints it. */
export class CommandSequence implements WithToStringMethod {
  constructor(
    /** The protocol, the bounds, and the properties that are asserted along it. */
    readonly search: Search,
    readonly steps: readonly TraceStep[],
    /** The asserted property that the last step violates; every earlier state and step upholds it. */
    readonly violated: string | undefined,
    /** What is known of its length, once it was shrunk. */
    readonly certificate: Certificate | undefined = undefined,
    /** What the run that found it came by. */
    readonly run: Run | undefined = undefined,
  ) {}

  get length(): number {
    return this.steps.length;
  }
  /** The states it visits, as JSON, the initial one first: one more than there are steps. */
  states(): Json[] {
    const { protocol, bounds } = this.search;
    return follow(protocol, bounds, this.steps).visited.map(({ state }) => state);
  }
  /** A violation as a trace file has it; another behaviour as its steps. */
  toString(): string {
    const { search, steps, violated: property, certificate } = this;
    return property === undefined
      ? behaviourText(search, steps)
      : violationText({ search, property, steps, certificate });
  }
  /** On lines of its own, so that what stands before and behind is no part of it. */
  [toStringMethod](): string {
    return `\n${this.toString()}\n`;
  }
}

/** An asserted property that does not hold along a behaviour. */
export class PropertyViolated extends Error {
  declare readonly sequence: CommandSequence;
  /** @param from The file that the behaviour was saved in; then nothing else shows it. */
  constructor(sequence: CommandSequence, from?: string) {
    super(
      from === undefined
        ? `${sequence.violated} is violated in ${sequence.length} steps.`
        : `${from} still violates ${sequence.violated}. Delete it if it is of no more use.\n${sequence}`,
    );
    this.name = 'PropertyViolated';
    // Who prints an error prints all that can be enumerated of it, and this is a whole protocol.
    Object.defineProperty(this, 'sequence', { value: sequence });
  }
}
/** The predicate to go with command sequences: every asserted property holds. @throws PropertyViolated */
export function upholds(sequence: CommandSequence): void {
  if (sequence.violated !== undefined) throw new PropertyViolated(sequence);
}
