import { asError, Blame, UNREPEATED } from '#checker/blame';
import type { Property } from '#checker/property';
import { offHeap } from '#checker/register';
import { ModelError, prove } from '#checker/report';
import type { Search } from '#checker/search';
import type { Failure } from '#checker/share';
import { traceStepHere, type TraceStep } from '#checker/trace';
import { keysOf } from './abstraction.js';
import { Archive } from './archive.js';
import type { Effort } from './effort.js';
import type { Random } from './random.js';
import { Stage } from './stage.js';
import { byName, WalkJudge } from './walk-judge.js';

/** What one run has done and found. */
export interface Run {
  /** The asserted property that was violated first, if one was. */
  readonly violated: string | undefined;
  /** The steps to the violation; without one, to the state that lay farthest away. */
  readonly steps: readonly TraceStep[];
  readonly executed: number;
  /** How often each action was taken, by name. */
  readonly taken: Readonly<Record<string, number>>;
  /** The `sometimes` properties that were seen. */
  readonly seen: ReadonlySet<string>;
  /** The asserted properties with a `given` that were put to the test. */
  readonly tested: ReadonlySet<string>;
  /** The keys of the abstract states that were visited. */
  readonly cells: Int32Array;
}

/** So many slots has the wheel that actions are drawn from, each as many as its weight is. */
const WHEEL = 1 << 10;
const MOST_WEIGHT = 8;
/** Weights are drawn anew after so many walks. */
const REWEIGH = 64;
/** Every so many walks one begins at the initial state. */
const FRESH = 4;
/** Of so many cells, drawn at random, the one is gone on from that was least. */
const CANDIDATES = 3;
const NOWHERE = -1;

/** So often an action is drawn before one is looked for. */
const MOST_DRAWS = 16;
/** The property that was violated, and the executed step that led there. */
interface Violation {
  readonly violated: string;
  readonly last: number;
}
/**
 * Walks through a protocol at random, one run after the other.
 *
 * A run is many short walks. Each goes on from a state that few walks have begun at, where "alike" is what the protocol's
 * abstraction says (Go-Explore: Ecoffet et al., Nature 590, 2021), and draws an action first and then one of its choices:
 * an action with many choices does not drown one with few. It takes enabled steps only. What a run remembers goes with
 * it, so that a run is a function of its random numbers alone.
 */
export class Walker {
  private readonly stage: Stage;
  private readonly archive: Archive;
  private readonly judges: WalkJudge;
  private readonly ofSteps: readonly (readonly [string, Property])[];
  private readonly keyHere: () => number;
  /** By executed step of this run: the step before it, and its choice. */
  private parents = new Int32Array(0);
  private choices = new Int32Array(0);
  private executed = 0;
  /** The states that the last walk came by, one behind the other, and the property that its last step violated. */
  private walked = offHeap(0);
  private reached = 0;
  private stepViolated: string | undefined;
  /** What this run has taken, by action, and seen. */
  private readonly taken: Float64Array;
  readonly seen = new Set<string>();
  readonly tested = new Set<string>();
  /** The actions that have a choice within the bounds, and no limit of 0. */
  private readonly possible: readonly number[];
  private readonly wheel = new Uint16Array(WHEEL);

  /**
   * @param search Of its properties, those that always hold are asserted, and the others are witnesses to look out for.
   * @throws Error if the model cannot be laid out within the bounds.
   */
  constructor(private readonly search: Search) {
    const { protocol, properties } = search;
    const stage = (this.stage = new Stage(search));
    this.archive = new Archive(stage.words.length);
    const { actions } = stage.machine;
    this.taken = new Float64Array(actions.length);
    this.possible = actions.flatMap(({ name, size }, a) =>
      size === 0 || protocol.limits?.[name] === 0 ? [] : [a],
    );
    this.judges = new WalkJudge(search);
    this.ofSteps = byName(properties).filter(([, { kind }]) => kind === 'alwaysStep');
    this.keyHere = keysOf(stage);
  }

  /** @throws ModelError if the model or a property throws, before a property is violated. */
  run(random: Random, effort: Effort): Run {
    const { stage, archive, taken, seen, tested } = this;
    this.executed = 0;
    if (this.parents.length < effort.steps + effort.depth) {
      this.parents = new Int32Array(effort.steps + effort.depth);
      this.choices = new Int32Array(effort.steps + effort.depth);
    }
    if (this.walked.length < (effort.depth + 1) * stage.words.length)
      this.walked = offHeap((effort.depth + 1) * stage.words.length);
    taken.fill(0);
    seen.clear();
    tested.clear();
    archive.clear();
    const found = this.begin() ?? this.explore(random, effort);
    stage.checkParts();
    const farthest = archive.size === 0 ? NOWHERE : archive.nodes[archive.deepest]!;
    const steps = this.stepsTo(found ? found.last : farthest);
    if (found) prove(this.search, found.violated, steps);
    return {
      violated: found?.violated,
      steps,
      executed: this.executed,
      taken: Object.fromEntries(this.possible.map((a) => [stage.machine.actions[a]!.name, taken[a]!])),
      seen: new Set(seen),
      tested: new Set(tested),
      cells: archive.keys.slice(0, archive.size),
    };
  }

  /** Goes to the initial state, which may violate something already. */
  private begin(): Violation | undefined {
    const { stage, archive, walked } = this;
    try {
      stage.begin();
    } catch (error) {
      throw new ModelError(asError(error).message, 'the initial state', [], error);
    }
    walked.set(stage.words);
    this.stepViolated = undefined;
    const violation = this.judge(1, NOWHERE);
    if (violation) return violation;
    try {
      if (stage.isOutside) return undefined;
      stage.stepper.look();
      archive.visit(this.keyHere(), stage.words, 0, NOWHERE);
    } catch (error) {
      throw this.blamed(NOWHERE, asError(error));
    }
    return undefined;
  }

  /** Walks, one walk after the other, until one violates something or there were steps enough. */
  private explore(random: Random, { steps, depth, burst }: Effort): Violation | undefined {
    const { archive } = this;
    if (archive.size === 0) return undefined;
    // A walk that cannot go anywhere counts as a step, so that a run ends where all states are terminal.
    for (let walk = 0, idle = 0; this.executed + idle < steps; walk++) {
      if (walk % REWEIGH === 0) this.weigh(random);
      const cell = walk % FRESH === 0 ? 0 : this.leastVisited(random);
      archive.visits[cell]!++;
      const farthest = cell === 0 ? depth : Math.min(depth, archive.depths[cell]! + burst);
      const first = this.executed;
      let thrown: { readonly error: unknown } | undefined;
      try {
        this.walk(cell, farthest, random);
      } catch (error) {
        thrown = { error };
      }
      if (this.executed === first) idle++;
      // Of what failed, the steps and states before come first.
      const violation = this.judge(this.reached, first);
      if (violation) return violation;
      if (thrown)
        throw this.blamed(
          this.executed === first ? archive.nodes[cell]! : this.executed - 1,
          asError(thrown.error),
        );
    }
    return undefined;
  }

  /** Goes on from the state of a cell, no farther than so many steps from the initial state. */
  private walk(cell: number, farthest: number, random: Random): void {
    const { stage, archive, wheel, parents, choices, walked, taken, ofSteps } = this;
    const { words, stepper, machine } = stage;
    const { look, found, counts } = stepper;
    const { actions } = machine;
    const width = words.length;
    const first = this.executed;
    archive.load(cell, words);
    let node = archive.nodes[cell]!;
    this.reached = 0;
    this.stepViolated = undefined;
    look();
    for (let depth = archive.depths[cell]!; depth < farthest;) {
      let action = 0;
      let draws = 0;
      do action = wheel[random.next() & (WHEEL - 1)]!;
      while (counts[action] === 0 && ++draws < MOST_DRAWS);
      // Hardly any is possible, or none.
      for (let a = 0; counts[action] === 0 && a < actions.length; a++) action = a;
      const many = counts[action]!;
      if (many === 0) return;
      const choice = found[actions[action]!.begin + (many === 1 ? 0 : random.below(many))]!;
      const at = (this.executed - first) * width;
      parents[this.executed] = node;
      choices[this.executed] = choice;
      node = this.executed++;
      taken[action]!++;
      stage.take(choice);
      for (let k = 0; k < width; k++) walked[at + k] = words[k]!;
      for (let i = 0; i < ofSteps.length && this.stepViolated === undefined; i++) {
        const [name, property] = ofSteps[i]!;
        if (stage.decides(property, choice)) this.stepViolated = name;
        if (property.given && stage.wasAsked) this.tested.add(name);
      }
      this.reached++;
      if (this.stepViolated !== undefined || stage.isOutside) return;
      look();
      archive.visit(this.keyHere(), words, ++depth, node);
    }
  }

  /** @param first The executed step that led to the first of so many states that were walked. */
  private judge(length: number, first: number): Violation | undefined {
    const { found, failed, at } = this.judges.judge(this.walked, length, this.stepViolated, this);
    const last = first === NOWHERE ? NOWHERE : first + at;
    if (failed)
      throw new ModelError(
        asError(failed.error).message,
        `the property ${failed.name}`,
        this.stepsTo(last),
        failed.error,
      );
    return found === undefined ? undefined : { violated: found, last };
  }

  private leastVisited(random: Random): number {
    const { archive } = this;
    let least = random.below(archive.size);
    for (let i = 1; i < CANDIDATES; i++) {
      const other = random.below(archive.size);
      if (archive.visits[other]! < archive.visits[least]!) least = other;
    }
    return least;
  }
  private weigh(random: Random): void {
    const { wheel, stage } = this;
    const weights = stage.machine.actions.map(() => 1 + random.below(MOST_WEIGHT));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    let [at, total] = [0, 0];
    for (const [action, weight] of weights.entries()) {
      total += weight;
      for (; at < (WHEEL * total) / sum; at++) wheel[at] = action;
    }
  }

  private stepsTo(last: number): TraceStep[] {
    const { machine } = this.stage;
    const steps: TraceStep[] = [];
    machine.begin();
    for (const choice of this.choicesTo(last)) {
      steps.push(traceStepHere(machine, choice)!);
      machine.take(choice);
    }
    return steps;
  }
  private choicesTo(last: number): number[] {
    const choices: number[] = [];
    for (let node = last; node !== NOWHERE; node = this.parents[node]!) choices.push(this.choices[node]!);
    return choices.toReversed();
  }
  /** Goes the way once more, to find out which action or property threw, and after which steps. */
  private blamed(last: number, error: Error): ModelError {
    const { machine, words, seenBefore, before } = this.stage;
    const blame = new Blame(this.search, machine, words, before, seenBefore);
    const steps: TraceStep[] = [];
    machine.begin();
    const path = this.choicesTo(last);
    for (let i = 0; ; i++) {
      before.set(words);
      const failure: Omit<Failure, 'state'> =
        this.abstractionFails() ?? blame.ofState() ?? blame.ofExpansion(i, error);
      words.set(before.subarray(0, words.length));
      const found = failure.choice !== undefined || failure.during !== UNREPEATED;
      if (failure.choice !== undefined) steps.push(traceStepHere(machine, failure.choice)!);
      if (found || i === path.length)
        return new ModelError(failure.error.message, failure.during, steps, failure.error);
      steps.push(traceStepHere(machine, path[i]!)!);
      machine.take(path[i]!);
    }
  }
  private abstractionFails(): Pick<Failure, 'during' | 'error'> | undefined {
    try {
      this.keyHere();
      return undefined;
    } catch (error) {
      return { during: 'the abstraction', error: asError(error) };
    }
  }
}
