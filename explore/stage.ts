import { Machine } from '#checker/machine';
import { A_CONSTRAINT, asks, isOfStates, type Property } from '#checker/property';
import { offHeap, packedRegister } from '#checker/register';
import { ModelError } from '#checker/report';
import type { Search } from '#checker/search';
import { replacedText } from '#checker/strict-view';
import { makeStepper, type Stepper } from '#checker/stepper';

/** A protocol to walk: the state it is in, the steps from there, and the state before the last one. */
export class Stage {
  readonly machine: Machine;
  readonly words: Int32Array;
  readonly stepper: Stepper;
  /** The words of the state before, and that state as properties of steps see it. */
  readonly before: Int32Array;
  readonly seenBefore: unknown;
  /** Whether the last property that was asked about had something to say. */
  wasAsked = false;
  private readonly replaced: () => string | undefined;
  private readonly constraints: readonly ((s: unknown) => boolean)[];

  /** @throws Error if the model cannot be laid out within the bounds. */
  constructor(readonly search: Search) {
    const { protocol, bounds } = search;
    const register = packedRegister(protocol.schema, bounds, protocol.limits);
    this.words = register.words;
    this.replaced = register.replaced;
    this.machine = new Machine(protocol, bounds, register);
    this.stepper = makeStepper(this.machine);
    this.before = offHeap(this.words.length);
    const options = { over: this.before };
    this.seenBefore = packedRegister(protocol.schema, bounds, protocol.limits, options).state;
    this.constraints = Object.values(protocol.constraints ?? {});
  }

  /** @throws ModelError if some step has replaced an element of a map, which no state keeps. */
  checkParts(): void {
    const path = this.replaced();
    if (path !== undefined) throw new ModelError(replacedText(path), 'a walk', [], undefined);
  }

  begin(): void {
    this.machine.begin();
  }
  /** The choices that are possible here. */
  enabled(): number[] {
    const { found, counts, look } = this.stepper;
    look();
    return this.machine.actions.flatMap(({ begin }, a) => [...found.subarray(begin, begin + counts[a]!)]);
  }
  /** Takes a step that is possible here. */
  take(choice: number): void {
    const { before, words } = this;
    for (let k = 0; k < words.length; k++) before[k] = words[k]!;
    this.stepper.take(choice);
  }
  /** Whether a constraint keeps the search from going on here. */
  get isOutside(): boolean {
    const { constraints, machine } = this;
    for (let i = 0; i < constraints.length; i++)
      if (!asks(constraints[i]!(machine.s), A_CONSTRAINT)) return true;
    return false;
  }

  /**
   * Whether a property is decided here, or by the step that led here, if one did: is violated, or is seen. What asks for
   * futures never is.
   *
   * @throws Error for an answer that is none.
   */
  decides(property: Property, choice?: number): boolean {
    const { machine, seenBefore } = this;
    this.wasAsked = false;
    if (isOfStates(property)) {
      const { kind, given, holds } = property;
      this.wasAsked = given === undefined || asks(given(machine.s));
      return this.wasAsked && asks(holds(machine.s)) === (kind === 'sometimes');
    }
    if (choice === undefined || property.kind === 'recoverable') return false;
    const { given, holds } = property;
    const step = machine.steps[choice]!;
    this.wasAsked = given === undefined || asks(given(seenBefore, machine.s, step));
    return this.wasAsked && !asks(holds(seenBefore, machine.s, step));
  }
}
