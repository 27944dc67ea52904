import { compile, type Stop } from './compile.js';
import { Counter } from './counter.js';
import { differs, TWICE, writes } from './judge.js';
import { Machine } from './machine.js';
import { asks, type Recoverable } from './property.js';
import { offHeap, packedRegister } from './register.js';
import { isOfTheRun, restricted, timesAsked } from './restricted.js';
import type { Search } from './search.js';
import { perWord, type StateSet } from './state-set.js';

/** A state can reach what is asked; one from where the run cut a step off; and one that a constraint excludes. */
const CAN = 1;
const CUT = 2;
const OUTSIDE = 4;
/** It puts the property to the test. */
const GIVEN = 8;
/** So many states are looked at between two looks at the clock. */
const ROUND = 1 << 14;

/** Why a search in several threads, or by fingerprints, cannot judge a property of futures. */
export const needsWholeStates = (name: string): string =>
  `${name} asks what can still be reached, which takes whole states on one thread: leave --threads and --fingerprints out.`;

/** What is known of a property when all states have been looked at. */
export interface Recovery {
  /** How often a state put it to the test. */
  readonly asked: number;
  /** Whether it, or it for some number of `whichever`, was never put to the test. */
  readonly vacuous: boolean;
  /** The first state from which there is no way, and how many there are. */
  readonly stuck: number | undefined;
  readonly stuckStates: number;
  /** How many have none but, perhaps, through a state where the run cut a step off; and what cut steps off. */
  readonly undecided: number;
  readonly cutBy: readonly string[];
}
/** The same of one number of `whichever`, state by state, nearest first. */
interface Passed {
  readonly asked: number;
  readonly stuck: Uint32Array;
  readonly undecided: Uint32Array;
  readonly cutBy: readonly string[];
}

/**
 * Finds out from which of all reachable states one can still be reached in which a property is true, once a search has
 * found them all.
 *
 * The edges are not kept: states that are not known to have a way are expanded again, and take over what is known of their
 * successors, from the last found to the first and back, until nothing more is learned, or needs to be. Most recoveries
 * lead to states that were found later, so that a few rounds are enough. It takes nine bytes a state at
 * most.
 *
 * It is a generator, so that who runs it may stop between two rounds.
 */
export function* recover(
  { protocol, bounds }: Pick<Search, 'protocol' | 'bounds'>,
  property: Recoverable,
  seen: StateSet,
): Generator<number, Recovery, void> {
  const times = timesAsked(property, bounds);
  const [stuck, undecided, cutBy] = [new Set<number>(), new Set<number>(), new Set<string>()];
  let asked = 0;
  let vacuous = times === 0;
  for (let which = 0; which < times; which++) {
    const one: Passed = yield* new Pass(protocol, bounds, property, which, seen).run();
    asked += one.asked;
    vacuous ||= one.asked === 0 && (property.given ?? property.whichever) !== undefined;
    for (const index of one.stuck) stuck.add(index);
    for (const index of one.undecided) undecided.add(index);
    for (const by of one.cutBy) cutBy.add(by);
  }
  return {
    asked,
    vacuous,
    stuck: stuck.size === 0 ? undefined : [...stuck].reduce((a, b) => Math.min(a, b)),
    stuckStates: stuck.size,
    undecided: undecided.size,
    cutBy: [...cutBy],
  };
}

class Pass {
  private readonly s: unknown;
  private readonly load: (index: number) => void;
  /** Whether the state that was loaded is another one now. */
  private readonly isWritten: () => boolean;
  private readonly expand: () => void;
  private readonly stops: readonly Stop[];
  private readonly stopped: Counter;
  private readonly stopsOfTheRun: readonly number[];
  /** What is known of the successors of the state that is being expanded. */
  private readonly known = offHeap(1);
  private readonly status: Uint8Array;
  private asked = 0;
  /** How many states put it to the test, and have no way that is known. */
  private unsettled = 0;

  constructor(
    protocol: Search['protocol'],
    bounds: Search['bounds'],
    private readonly property: Recoverable,
    private readonly which: number,
    private readonly seen: StateSet,
  ) {
    const register = packedRegister(protocol.schema, bounds, protocol.limits);
    const machine = new Machine(restricted(protocol, property.by, which), bounds, register);
    const { words } = register;
    const W = words.length;
    const now = offHeap(W);
    this.s = machine.s;
    this.status = new Uint8Array(seen.count);
    const { known, status } = this;
    const { states } = seen;
    this.load = new Function(
      'words',
      'now',
      'states',
      `return function load(index) {
        const base = index * ${W};
        ${perWord(W, (k) => `now[${k}] = words[${k}] = states[base + ${k}];`)}
      }`,
    )(words, now, states);
    this.isWritten = new Function(
      'words',
      'now',
      `return function isWritten() { return ${perWord(W, (k) => `words[${k}] !== now[${k}]`, ' || ')}; }`,
    )(words, now);
    const find = seen.finder();
    const emit = new Function(
      'words',
      'now',
      'known',
      'status',
      'find',
      `return function emit() {
        if (!(known[0] & ${CAN})) {
          const at = find(words);
          known[0] |= at < 0 ? ${CUT | OUTSIDE} : status[at] & ${CAN | CUT | OUTSIDE};
        }
        ${perWord(W, (k) => `words[${k}] = now[${k}];`)}
      }`,
    )(words, now, known, status, find) as () => void;
    this.stopped = new Counter(machine.actions.reduce((sum, { room }) => sum + room.length, 0));
    const compiled = compile(machine, emit, this.stopped.recent);
    this.expand = compiled.expand;
    this.stops = compiled.stops;
    const kinds = new Map(machine.actions.map(({ name, kind }) => [name, kind]));
    this.stopsOfTheRun = this.stops.flatMap((stop, i) =>
      isOfTheRun(stop.by, kinds.get(stop.action)!) ? [i] : [],
    );
  }

  *run(): Generator<number, Passed, void> {
    const { status } = this;
    // From the last found to the first, and then back: the way goes to later states, or to earlier ones.
    let left = (yield* this.withoutWay()).toReversed();
    for (let changed = true; changed && this.unsettled > 0; left = left.toReversed()) {
      changed = false;
      let kept = 0;
      for (let i = 0; i < left.length; i++) {
        if (i % ROUND === 0) yield left.length;
        const index = left[i]!;
        const before = status[index]!;
        const after = this.knownOf(index);
        if (after !== before) {
          status[index] = after;
          changed = true;
        }
        if (!(after & CAN)) left[kept++] = index;
        else if (after & GIVEN) this.unsettled--;
      }
      left = left.subarray(0, kept);
    }
    return yield* this.judged(left.toSorted());
  }

  /** The states in which it is not true, by their numbers. Notes which put it to the test. */
  private *withoutWay(): Generator<number, Uint32Array, void> {
    const { seen, status, property, s, which } = this;
    const { given, holds } = property;
    const open = new Uint32Array(seen.count);
    let size = 0;
    const isGivenHere = (): boolean => given === undefined || asks(given(s, which));
    for (let index = 0; index < seen.count; index++) {
      if (index % ROUND === 0) yield seen.count - index;
      this.load(index);
      const isGiven = isGivenHere();
      const isSo = asks(holds(s, which));
      if (index < TWICE && (isGivenHere() !== isGiven || asks(holds(s, which)) !== isSo)) throw differs();
      if (this.isWritten()) throw writes();
      if (isGiven) this.asked++;
      if (isSo) {
        status[index] = CAN;
        continue;
      }
      open[size++] = index;
      if (!isGiven) continue;
      status[index] = GIVEN;
      this.unsettled++;
    }
    return open.subarray(0, size);
  }

  /** What is known of a state by its successors, and by what was cut off. */
  private knownOf(index: number): number {
    const { known, stopped, stopsOfTheRun, status } = this;
    this.load(index);
    known[0] = status[index]!;
    this.expand();
    // Each step puts the state back: what has changed it is a test of what counts.
    if (this.isWritten()) throw writes();
    const { recent } = stopped;
    if (stopsOfTheRun.some((i) => recent[i]! > 0)) known[0]! |= CUT;
    stopped.flush();
    return known[0]!;
  }

  /** @param left The states from which there is no way, nearest first. */
  private *judged(left: Uint32Array): Generator<number, Passed, void> {
    const { status, asked } = this;
    const given = left.filter((index) => status[index]! & GIVEN);
    const undecided = given.filter((index) => status[index]! & CUT);
    const cutBy = new Set<string>();
    if (undecided.some((index) => status[index]! & OUTSIDE)) cutBy.add('within');
    if (undecided.length > 0) for (const stop of yield* this.stopsOf(left)) cutBy.add(stop.by);
    const stuck = given.filter((index) => !(status[index]! & CUT));
    return { asked, stuck, undecided, cutBy: [...cutBy] };
  }

  /** What cut off steps from the states that are undecided. */
  private *stopsOf(left: Uint32Array): Generator<number, Stop[], void> {
    const { status, stopped, stops, stopsOfTheRun } = this;
    stopped.total.fill(0);
    for (const [i, index] of left.entries()) {
      if (i % ROUND === 0) yield left.length - i;
      if (status[index]! & CUT) this.knownOf(index);
    }
    return stopsOfTheRun.filter((i) => stopped.total[i]! > 0).map((i) => stops[i]!);
  }
}
