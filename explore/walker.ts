import { asError, Blame, UNREPEATED } from '#checker/blame';
import { Judge } from '#checker/judge';
import type { Property } from '#checker/property';
import { offHeap, packedRegister } from '#checker/register';
import { ModelError, prove } from '#checker/report';
import type { Search } from '#checker/search';
import type { Failure } from '#checker/share';
import { traceStepHere, type TraceStep } from '#checker/trace';
import { Archive } from './archive.js';
import type { Effort } from './effort.js';
import type { Random } from './random.js';
import { Stage } from './stage.js';

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

interface Asserted {
  readonly name: string;
  readonly property: Property;
}
interface Judged extends Asserted {
  readonly judge: Judge;
}
/** By name, for of several that one step violates the first by name counts. */
const byName = (properties: Search['properties']): Asserted[] =>
  Object.entries(properties)
    .map(([name, property]) => ({ name, property }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

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
  private readonly ofSteps: readonly Asserted[];
  private readonly ofStates: readonly Judged[];
  private readonly witnesses: readonly Judged[];
  private readonly keyHere: () => number;
  /** By executed step of this run: the step before it, and its choice. */
  private parents = new Int32Array(0);
  private choices = new Int32Array(0);
  private executed = 0;
  private readonly wheel = new Uint16Array(WHEEL);

  /**
   * @param search Of its properties, those that always hold are asserted, and the others are witnesses to look out for.
   * @throws Error if the model cannot be laid out within the bounds.
   */
  constructor(private readonly search: Search) {
    const { protocol, bounds, properties } = search;
    const stage = (this.stage = new Stage(search));
    this.archive = new Archive(stage.words.length);
    const noting = packedRegister(protocol.schema, bounds, protocol.limits, { notesReads: true });
    const all = byName(properties);
    const judged = (kind: Property['kind']): Judged[] =>
      all
        .filter(({ property }) => property.kind === kind)
        .map(({ name, property }) => ({ name, property, judge: new Judge(name, property, noting) }));
    this.ofSteps = all.filter(({ property }) => property.kind === 'alwaysStep');
    this.ofStates = judged('always');
    this.witnesses = judged('sometimes');
    const { counts } = stage.stepper;
    const { abstraction } = protocol;
    const { length } = stage.machine.actions;
    this.keyHere = abstraction
      ? () => {
          const numbers = abstraction(stage.machine.s);
          return mixed(numbers, numbers.length);
        }
      : () => mixed(counts, length);
  }

  /** @throws ModelError if the model or a property throws. */
  run(random: Random, effort: Effort): Run {
    const { stage, archive } = this;
    const { actions } = stage.machine;
    this.executed = 0;
    if (this.parents.length < effort.steps + effort.depth) {
      this.parents = new Int32Array(effort.steps + effort.depth);
      this.choices = new Int32Array(effort.steps + effort.depth);
    }
    const taken = new Float64Array(actions.length);
    const seen = new Set<string>();
    const end = (violated: string | undefined, last: number): Run => {
      const steps = this.stepsTo(last);
      if (violated !== undefined) prove(this.search, violated, steps);
      return {
        violated,
        steps,
        executed: this.executed,
        taken: Object.fromEntries(actions.map(({ name }, a) => [name, taken[a]!])),
        seen,
        cells: archive.keys.slice(0, archive.size),
      };
    };
    const found = this.explore(random, effort, taken, seen);
    return found
      ? end(found.violated, found.last)
      : end(undefined, archive.size === 0 ? NOWHERE : archive.nodes[archive.deepest]!);
  }

  private explore(
    random: Random,
    { steps, depth: most, burst }: Effort,
    taken: Float64Array,
    seen: Set<string>,
  ): { readonly violated: string; readonly last: number } | undefined {
    const { stage, archive, wheel, parents, choices, ofSteps } = this;
    const { words, stepper, machine } = stage;
    const { look, found, counts } = stepper;
    const { actions } = machine;
    const width = words.length;
    const walked = offHeap((most + 1) * width);
    const constrained = machine.protocol.constraints !== undefined;
    archive.clear();
    try {
      stage.begin();
    } catch (error) {
      throw new ModelError(asError(error).message, 'the initial state', [], error);
    }
    walked.set(words);
    const initially = this.judge(walked, 1, seen, NOWHERE);
    if (initially) return { violated: initially.violated, last: NOWHERE };
    let executed = 0;
    let node = NOWHERE;
    try {
      if (constrained && stage.isOutside) return undefined;
      look();
      archive.visit(this.keyHere(), words, 0, NOWHERE);
      // A walk that cannot go anywhere counts as a step, so that a run ends where all states are terminal.
      for (let walk = 0, idle = 0; executed + idle < steps; walk++) {
        if (walk % REWEIGH === 0) this.weigh(random);
        const cell = walk % FRESH === 0 ? 0 : this.leastVisited(random);
        archive.visits[cell]!++;
        archive.load(cell, words);
        let depth = archive.depths[cell]!;
        node = archive.nodes[cell]!;
        const first = executed;
        const last = cell === 0 ? most : Math.min(most, depth + burst);
        let stepViolated: string | undefined;
        let length = 0;
        look();
        for (let tries = last - depth; tries > 0; tries--) {
          let action = 0;
          let draws = 0;
          do action = wheel[random.next() & (WHEEL - 1)]!;
          while (counts[action] === 0 && ++draws < 16);
          // Hardly any is possible, or none.
          for (let a = 0; counts[action] === 0 && a < actions.length; a++) action = a;
          const many = counts[action]!;
          if (many === 0) break;
          const choice = found[actions[action]!.begin + (many === 1 ? 0 : random.below(many))]!;
          parents[executed] = node;
          choices[executed] = choice;
          node = executed++;
          taken[action]!++;
          stage.take(choice);
          for (let k = 0, at = length * width; k < width; k++) walked[at + k] = words[k]!;
          length++;
          for (let i = 0; i < ofSteps.length && stepViolated === undefined; i++)
            if (stage.decides(ofSteps[i]!.property, choice)) stepViolated = ofSteps[i]!.name;
          if (stepViolated !== undefined || (constrained && stage.isOutside)) break;
          look();
          archive.visit(this.keyHere(), words, ++depth, node);
        }
        if (length === 0) idle++;
        this.executed = executed;
        const decided = this.judge(walked, length, seen, first);
        const earliest = decided?.at ?? length;
        if (stepViolated !== undefined && earliest >= length - 1) {
          const violated =
            decided && earliest === length - 1 && decided.violated < stepViolated
              ? decided.violated
              : stepViolated;
          return { violated, last: first + length - 1 };
        }
        if (decided) return { violated: decided.violated, last: first + decided.at };
      }
    } catch (error) {
      if (error instanceof ModelError) throw error;
      throw this.blamed(node, asError(error));
    }
    return undefined;
  }

  /**
   * Judges the states that a walk came by, and takes note of witnesses among them up to the first violation.
   *
   * @param first The executed step that led to the first of them.
   */
  private judge(
    walked: Int32Array,
    length: number,
    seen: Set<string>,
    first: number,
  ): { readonly violated: string; readonly at: number } | undefined {
    let violated: string | undefined;
    let at = length;
    let judging: Judged | undefined;
    try {
      for (judging of this.ofStates) {
        const { first: place } = judging.judge.judge(walked, 0, at);
        if (place < 0) continue;
        at = place;
        violated = judging.name;
      }
      for (judging of this.witnesses)
        if (!seen.has(judging.name) && judging.judge.judge(walked, 0, Math.min(length, at + 1)).first >= 0)
          seen.add(judging.name);
    } catch (error) {
      const steps = this.stepsTo(first === NOWHERE ? NOWHERE : first + judging!.judge.at);
      throw new ModelError(asError(error).message, `the property ${judging!.name}`, steps, error);
    }
    return violated === undefined ? undefined : { violated, at };
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

/** A key for numbers: equal for equal ones, and for others hardly ever. */
function mixed(numbers: ArrayLike<number>, length: number): number {
  let key = length + 1;
  for (let i = 0; i < length; i++) {
    key = Math.imul(key ^ numbers[i]!, 0x9e3779b1);
    key ^= key >>> 15;
  }
  return key;
}
