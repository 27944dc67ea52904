import { Auditor } from './audit.js';
import { asError, Blame, Nondeterminism } from './blame.js';
import { compile, type Compiled, type Stop } from './compile.js';
import { Counter } from './counter.js';
import { makeEmit, RECENT } from './emit.js';
import { Judge } from './judge.js';
import { Machine } from './machine.js';
import { isOfStates, type Property } from './property.js';
import { needsWholeStates, recover, type Recovery } from './recovery.js';
import { offHeap, packedRegister } from './register.js';
import { WHYS, type Search, type SearchOptions, type Why } from './search.js';
import { ROOT, type Failure, type Finding, type Progress, type Share } from './share.js';
import { entrySize, perWord, StateSet } from './state-set.js';
import type { Team } from './team.js';

const BOX = 1 << 14;
/** A round takes no more steps than about this, though they fill no box: whoever wants to stop waits for its end. */
const ROUND = 1 << 18;
/** So many answers of properties are remembered, of all together. */
const MOST_ANSWERS = 1 << 20;
/** The states that are expanded twice: the first ones, and every so many after. */
const FIRST_AUDITS = 1000;
const AUDIT_EVERY = 4096;

/** How many words a box needs so that the successors of any one state fit into it twice. */
export function boxSizeFor({ protocol, bounds }: Search): number {
  const { words, machine } = lay(protocol, bounds);
  return Math.max(BOX, 2 * machine.choices * entrySize(words.length));
}
function lay(protocol: Search['protocol'], bounds: Search['bounds']) {
  const register = packedRegister(protocol.schema, bounds, protocol.limits);
  return { register, words: register.words, machine: new Machine(protocol, bounds, register) };
}

/**
 * One thread's part of a breadth-first search.
 *
 * A state is owned by the thread that its hash says, so the sets of the threads share nothing. In each round a thread
 * expands states of its level until the box of some owner is full, meets the others, and adds what they have put in its
 * boxes. No outcome depends on which thread is faster: a round ends by its content, and boxes are emptied in the order
 * of their senders. On how many there are depends which of several shortest witnesses is found, and which of several
 * actions is the first to give a new state; nothing else does.
 */
export class Explorer {
  private readonly machine: Machine;
  private readonly stops: readonly Stop[];
  ended = false;

  private readonly words: Int32Array;
  private readonly seen: StateSet;
  private readonly compiled: Compiled;
  private readonly auditor: Auditor;
  private readonly blame: Blame;
  private readonly names: readonly string[];
  private readonly properties: readonly Property[];
  private readonly found = new Map<string, Finding>();

  /** The words of the state that is being expanded, and its number. */
  private readonly now: Int32Array;
  /** Where the next successor goes, for each owner. */
  private readonly ends: Int32Array;
  private readonly recent: Int32Array;
  /** Steps from the state that is being expanded. */
  private readonly tally = offHeap(1);
  private readonly taken: Counter;
  private readonly stopped: Counter;
  private readonly cut: Counter;
  private readonly asked: Counter;
  /** Which properties are not decided yet, and what steps and states outside have decided since it was last gathered. */
  private readonly open: Int32Array;
  private readonly decided: { readonly property: number; readonly finding: Omit<Finding, 'depth'> }[] = [];
  private readonly load: (states: Int32Array, index: number, number: number) => void;
  private readonly emit: (choice: number) => void;
  /** For each property of states. */
  private readonly judges: readonly (Judge | undefined)[];
  private readonly futures = new Map<string, Recovery>();
  /** What goes on when all states are known: properties of futures are judged then. */
  private afterwards: Generator<number, void, void> | undefined;
  private judgedStates = 0;

  private transitions = 0;
  private terminal = 0;
  private firstTerminal: Finding | undefined;
  private mostSteps = 0;
  private depth = -1;
  private parity = 0;
  /** How many states of the level are expanded. */
  private at = 0;
  private levelIsOver = true;
  private why: Why | undefined;
  private wanted: Why | undefined;
  private failure: Failure | undefined;
  /** Whether there is no memory for more states. */
  private isFull = false;

  constructor(
    private readonly search: Search,
    private readonly options: SearchOptions,
    private readonly team: Team,
  ) {
    const { protocol, properties, bounds } = search;
    const { register, words, machine } = lay(protocol, bounds);
    this.machine = machine;
    this.words = words;
    this.names = Object.keys(properties);
    this.properties = Object.values(properties);
    const ofFutures = this.names.find((_, i) => this.properties[i]!.kind === 'recoverable');
    if (ofFutures !== undefined && (team.threads > 1 || options.fingerprints))
      throw new Error(needsWholeStates(ofFutures));
    const W = words.length;
    this.seen = new StateSet(W, machine.choices, options.fingerprints ?? false);
    this.now = offHeap(W + 1);
    this.ends = offHeap(team.threads);
    this.recent = offHeap(W * RECENT);
    this.taken = new Counter(machine.choices);
    this.cut = new Counter(Object.keys(protocol.constraints ?? {}).length + 1);
    this.asked = new Counter(this.names.length);
    this.open = offHeap(this.names.length).fill(1);
    this.load = new Function(
      'words',
      'now',
      `return function load(states, index, number) {
        const base = index * ${W};
        ${perWord(W, (k) => `now[${k}] = words[${k}] = states[base + ${k}];`)}
        now[${W}] = number;
      }`,
    )(words, this.now);
    // Properties of steps see the state before through a second view, over the words that a step begins from.
    const before = this.properties.some(({ kind }) => kind === 'alwaysStep')
      ? packedRegister(protocol.schema, bounds, protocol.limits, { over: this.now }).state
      : undefined;
    this.blame = new Blame(search, machine, words, this.now, before);
    this.emit = makeEmit({
      search,
      machine,
      words,
      before,
      now: this.now,
      box: team.boxes[team.me]!,
      ends: this.ends,
      recent: this.recent,
      threads: team.threads,
      tally: this.tally,
      taken: this.taken.recent,
      cut: this.cut.recent,
      asked: this.asked.recent,
      open: this.open,
      decide: (property, finding) => {
        this.open[property] = 0;
        this.decided.push({ property, finding });
      },
    });
    const rooms = machine.actions.reduce((sum, { room }) => sum + room.length, 0);
    this.stopped = new Counter(rooms);
    this.compiled = compile(machine, this.emit, this.stopped.recent);
    this.stops = this.compiled.stops;
    this.auditor = new Auditor(machine, register, this.stopped.recent);
    const noting = packedRegister(protocol.schema, bounds, protocol.limits, { notesReads: true });
    this.judges = this.properties.map((property, i) =>
      !isOfStates(property)
        ? undefined
        : new Judge(this.names[i]!, property, noting, MOST_ANSWERS / this.properties.length),
    );
    this.seed();
  }

  /** Transitions that this thread has executed, and what it has done of the like since. */
  get executed(): number {
    return this.transitions + this.judgedStates;
  }
  /** Bytes that this thread's states may take more in the next so many transitions. */
  bytesToGrow(transitions: number): number {
    return this.seen.bytesToGrow(this.seen.count + transitions);
  }

  /** Wants the search to end after this round, on all threads. */
  stop(why: Why): void {
    this.wanted ??= why;
  }

  /** Does what lies between two meetings. @throws BrokenTeam if another thread has failed. */
  advance(): void {
    if (this.afterwards) this.lookAhead(this.afterwards);
    else if (this.levelIsOver) this.beginLevel();
    else this.round();
  }

  progress(): Progress {
    const { team, parity, depth } = this;
    return {
      distinctStates: team.total(parity ^ 1, 'states'),
      generatedStates: 1 + team.total(parity ^ 1, 'transitions'),
      depth,
      left: team.total(parity ^ 1, 'left'),
    };
  }

  share(): Share {
    const {
      seen,
      transitions,
      depth,
      why,
      found,
      futures,
      taken,
      stopped,
      cut,
      asked,
      terminal,
      firstTerminal,
      mostSteps,
      failure,
    } = this;
    const news = new Float64Array(this.machine.choices);
    for (let i = 0; i < seen.count; i++) if (seen.parents[i] !== ROOT) news[seen.steps[i]!]!++;
    return {
      states: seen.count,
      transitions,
      depth: seen.count > seen.fillingStart ? depth + 1 : depth,
      judged: depth,
      why,
      found,
      futures,
      news,
      stops: this.stops,
      fingerprints: this.options.fingerprints ?? false,
      terminal,
      firstTerminal,
      mostSteps,
      failure,
      parents: seen.parents,
      steps: seen.steps,
      expanded: seen.levelStart + this.at,
      taken: taken.total,
      stopped: stopped.total,
      cut: cut.total,
      asked: asked.total,
    };
  }

  /** The number, over all threads, of a state that this one owns. */
  private numberOf(index: number): number {
    return index * this.team.threads + this.team.me;
  }
  private boxFor(owner: number): number {
    const { boxes, threads, me } = this.team;
    return ((this.parity * threads + owner) * boxes[me]!.length) / (2 * threads);
  }

  /** Queues the initial state, and adds it if it is this thread's. */
  private seed(): void {
    const { words, now, machine, team, ends, recent } = this;
    const W = words.length;
    this.emptyBoxes();
    try {
      machine.begin();
    } catch (error) {
      this.failure = { state: ROOT, during: 'the initial state', error: asError(error) };
      return;
    }
    const initial = words.slice();
    // It differs from the state that it is said to come from, and from those that were queued a moment ago.
    now.set(words.map((word) => ~word));
    now[W] = ROOT;
    recent.forEach((_, i) => (recent[i] = now[i % W]!));
    try {
      this.emit(0);
    } catch (error) {
      this.failure = {
        state: ROOT,
        ...(this.blame.ofState() ?? { during: 'the initial state', error: asError(error) }),
      };
      return;
    }
    recent.forEach((_, i) => (recent[i] = initial[i % W]!));
    for (const counter of [this.taken, this.cut]) counter.recent.fill(0);
    if (team.me !== 0) {
      this.decided.length = 0;
      this.asked.recent.fill(0);
    }
    this.tally[0] = 0;
    const from = this.boxFor(team.me);
    this.addFrom(team.me, (ends[team.me]! - from) / entrySize(words.length));
    this.gather();
    this.flush();
    this.parity = 1;
  }

  private emptyBoxes(): void {
    for (let owner = 0; owner < this.team.threads; owner++) this.ends[owner] = this.boxFor(owner);
  }

  private note(left: number) {
    return {
      states: this.seen.count,
      transitions: this.transitions,
      left,
      violated: this.violated() ? 1 : 0,
      full: this.isFull ? 1 : 0,
      stop: this.failure ? WHYS.indexOf('failed') + 1 : this.wanted ? WHYS.indexOf(this.wanted) + 1 : 0,
    };
  }
  private violated(): boolean {
    return this.names.some((name, i) => this.properties[i]!.kind !== 'sometimes' && this.found.has(name));
  }

  /** Learns how large the next level is over all threads, and whether to go on. */
  private beginLevel(): void {
    const { seen, team, options } = this;
    seen.turn();
    this.at = 0;
    this.depth++;
    const { parity } = this;
    team.meet(parity, new Float64Array(team.threads), this.note(seen.levelSize));
    this.parity ^= 1;
    const stop = team.stop(parity);
    if (team.total(parity, 'full') > 0) this.end('memory');
    else if (team.total(parity, 'left') === 0) {
      this.depth = Math.max(0, this.depth - 1);
      this.end(undefined);
    } else if (stop !== 0) this.end(WHYS[stop - 1]);
    else if (options.stopAtFirst && team.total(parity, 'violated') > 0) this.end('first violation');
    else if (team.total(parity, 'states') >= (options.maxStates ?? Infinity)) this.end('states');
    else if (this.depth >= (options.maxDepth ?? Infinity)) this.end('depth');
    else this.levelIsOver = false;
  }
  private end(why: Why | undefined): void {
    this.why = why;
    this.ended = true;
    if (why !== undefined || this.failure) return;
    const found = this.auditor.differenceFromBefore();
    if (found)
      this.failure = {
        state: this.numberOf(found.index),
        during: 'the determinism guard',
        error: new Nondeterminism(found.difference),
      };
    else if (this.properties.some(({ kind }) => kind === 'recoverable')) {
      this.afterwards = this.judgeFutures();
      this.ended = false;
    }
  }

  /** A part of what is done when all states are known. Whoever wants to stop gets an end that is not the real one. */
  private lookAhead(work: Generator<number, void, void>): void {
    this.why = this.wanted;
    this.ended = this.wanted !== undefined || work.next().done === true;
    this.judgedStates += ROUND;
  }
  private *judgeFutures(): Generator<number, void, void> {
    for (const [i, property] of this.properties.entries()) {
      if (property.kind !== 'recoverable') continue;
      const name = this.names[i]!;
      try {
        const known = yield* recover(this.search, property, this.seen);
        this.asked.total[i] = known.asked;
        this.futures.set(name, known);
        if (known.stuck !== undefined) this.found.set(name, { depth: this.depth, state: known.stuck });
      } catch (error) {
        this.failure = { state: ROOT, during: `the property ${name}`, error: asError(error) };
        return;
      }
    }
  }

  private round(): void {
    const { team, seen, ends, parity } = this;
    const { threads } = team;
    const Z = entrySize(this.words.length);
    this.emptyBoxes();
    this.expandSome();
    const queued = Array.from({ length: threads }, (_, owner) => (ends[owner]! - this.boxFor(owner)) / Z);
    team.meet(parity, queued, this.note(seen.levelSize - this.at));
    this.makeRoom(team.mostStates(parity));
    if (!this.isFull)
      for (let sender = 0; sender < threads; sender++)
        this.addFrom(sender, team.queued(parity, sender, team.me));
    this.gather();
    this.flush();
    this.levelIsOver = team.total(parity, 'left') === 0;
    // Where the level is over, the beginning of the next decides: there may be none.
    const stop = team.stop(parity);
    if (stop !== 0 && !this.levelIsOver) this.end(WHYS[stop - 1]);
    this.parity ^= 1;
  }

  /** Makes room for what was queued. Where there is none to be had, the search can only end. */
  private makeRoom(most: number): void {
    try {
      if (most * this.team.threads >= ROOT) throw new RangeError('States have no numbers left.');
      this.seen.makeRoomFor(most);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.isFull = true;
    }
  }

  /** Expands states of the level until it is over, or a box has no room for the successors of one more. */
  private expandSome(): void {
    const { seen, team, ends, tally, load, machine, compiled } = this;
    if (this.failure || this.isFull) return;
    const { expand } = compiled;
    const { threads, me, boxes } = team;
    const reserve = machine.choices * entrySize(this.words.length);
    const last = boxes[me]!.length / (2 * threads) - reserve;
    const { states, start } = seen.level;
    const size = seen.levelSize;
    const first = seen.levelStart;
    // The parts of the box that are for the owners lie one behind the other, alike in size.
    const stride = this.boxFor(1) - this.boxFor(0);
    const limit = this.boxFor(0) + last;
    const boxIsFull = (): boolean => {
      for (let owner = 0; owner < threads; owner++) if (ends[owner]! > limit + owner * stride) return true;
      return false;
    };
    let at = this.at;
    const enough = this.transitions + ROUND;
    try {
      for (; at < size && !boxIsFull() && this.transitions < enough; at++) {
        const index = first + at;
        load(states, start + at, index * threads + me);
        if (index < FIRST_AUDITS || index % AUDIT_EVERY === 0) this.audit();
        tally[0] = 0;
        expand();
        const taken = tally[0]!;
        this.transitions += taken;
        if (taken === 0) {
          this.terminal++;
          this.firstTerminal ??= { depth: this.depth, state: this.numberOf(index) };
        } else if (taken > this.mostSteps) this.mostSteps = taken;
      }
    } catch (error) {
      this.failure = this.blame.ofExpansion(this.numberOf(first + at), asError(error));
    }
    this.at = at;
  }

  /** Expands the state in the register twice, and fails if that gave two different answers. */
  private audit(): void {
    const difference = this.auditor.difference();
    if (difference) throw new Nondeterminism(difference);
    for (let k = 0; k < this.words.length; k++) this.words[k] = this.now[k]!;
  }

  private addFrom(sender: number, entries: number): void {
    const { seen, team, words } = this;
    const begin = this.boxFor(team.me);
    const from = seen.count;
    seen.add(team.boxes[sender]!, begin, begin + entries * entrySize(words.length));
    if (this.failure) return;
    const { states, start } = seen.filling;
    const shift = start - seen.fillingStart;
    for (const [i, judge] of this.judges.entries()) {
      if (judge === undefined || (this.open[i] === 0 && this.properties[i]!.given === undefined)) continue;
      try {
        const { first, asked } = judge.judge(states, from + shift, seen.count + shift, this.open[i] !== 0);
        this.asked.recent[i]! += asked;
        if (first < 0 || this.open[i] === 0) continue;
        this.open[i] = 0;
        this.decided.push({ property: i, finding: { state: this.numberOf(first - shift) } });
      } catch (error) {
        const state = this.numberOf(judge.at - shift);
        this.failure ??= { state, during: `the property ${this.names[i]}`, error: asError(error) };
      }
    }
  }
  /** Takes note of what was decided in this round. */
  private gather(): void {
    for (const { property, finding } of this.decided.splice(0)) {
      const name = this.names[property]!;
      if (!this.found.has(name)) this.found.set(name, { depth: this.depth + 1, ...finding });
    }
  }
  private flush(): void {
    for (const counter of [this.taken, this.stopped, this.cut, this.asked]) counter.flush();
  }
}
