/** What the threads of a search share: their boxes of successors, and the board where they meet. */
export interface TeamMemory {
  /** One a sender: a part for each owner, twice, for even and odd rounds. */
  readonly boxes: readonly Int32Array[];
  readonly clock: Int32Array;
  readonly board: Float64Array;
}
const ARRIVED = 0;
const MEETINGS = 1;
const BROKEN = 2;
/** How often a thread looks for the others before it sleeps. */
const PATIENCE = 20_000;

/** What a thread tells the others when they meet, beside what it put in their boxes. */
export interface Note {
  /** States it owns. */
  states: number;
  /** Transitions it has executed. */
  transitions: number;
  /** States of the level that it has not expanded yet. */
  left: number;
  /** Whether it has found a violation. */
  violated: number;
  /** Whether it has no memory for more states. */
  full: number;
  /** Why it wants to stop, as a number; 0 to go on. */
  stop: number;
}
const FIELDS = Object.keys({
  states: 0,
  transitions: 0,
  left: 0,
  violated: 0,
  full: 0,
  stop: 0,
} satisfies Record<keyof Note, 0>) as (keyof Note)[];

export class BrokenTeam extends Error {
  constructor() {
    super('Another thread of the search has failed.');
  }
}

/** @param boxSize Words for what one sender puts before one owner in one round. */
export const teamMemory = (threads: number, boxSize: number): TeamMemory => ({
  boxes: Array.from(
    { length: threads },
    () => new Int32Array(new SharedArrayBuffer(4 * 2 * threads * boxSize)),
  ),
  clock: new Int32Array(new SharedArrayBuffer(12)),
  board: new Float64Array(new SharedArrayBuffer(8 * 2 * threads * (threads + FIELDS.length))),
});

/**
 * One thread's place in a team. The threads meet once a round. Boxes and notes are there twice, for even and odd rounds:
 * while one thread still reads those of this round, another may already fill those of the next, and can come no further
 * before all have met again.
 */
export class Team {
  readonly boxes: readonly Int32Array[];
  constructor(
    readonly threads: number,
    readonly me: number,
    private readonly memory: TeamMemory,
  ) {
    this.boxes = memory.boxes;
  }
  private at(parity: number, thread: number): number {
    return (parity * this.threads + thread) * (this.threads + FIELDS.length);
  }

  /** Says how far this thread has come and what it has queued for whom, and waits for the others. */
  meet(parity: number, queued: ArrayLike<number>, note: Note): void {
    const { threads, me } = this;
    const { board, clock } = this.memory;
    const at = this.at(parity, me);
    board.set(queued, at);
    FIELDS.forEach((field, i) => void (board[at + threads + i] = note[field]));
    if (threads === 1) return;
    const meeting = Atomics.load(clock, MEETINGS);
    if (Atomics.add(clock, ARRIVED, 1) === threads - 1) {
      Atomics.store(clock, ARRIVED, 0);
      Atomics.add(clock, MEETINGS, 1);
      Atomics.notify(clock, MEETINGS);
    } else {
      for (let i = 0; i < PATIENCE && Atomics.load(clock, MEETINGS) === meeting; i++);
      while (Atomics.load(clock, MEETINGS) === meeting && Atomics.load(clock, BROKEN) === 0)
        Atomics.wait(clock, MEETINGS, meeting);
    }
    if (Atomics.load(clock, BROKEN) !== 0) throw new BrokenTeam();
  }

  /** Frees the others for good, as this thread will not come to another meeting. */
  break(): void {
    const { clock } = this.memory;
    Atomics.store(clock, BROKEN, 1);
    Atomics.add(clock, MEETINGS, 1);
    Atomics.notify(clock, MEETINGS);
  }

  /** How many successors a sender has put in an owner's box. */
  queued(parity: number, sender: number, owner: number): number {
    return this.memory.board[this.at(parity, sender) + owner]!;
  }
  private noted(parity: number, thread: number, field: keyof Note): number {
    return this.memory.board[this.at(parity, thread) + this.threads + FIELDS.indexOf(field)]!;
  }
  total(parity: number, field: keyof Note): number {
    let sum = 0;
    for (let thread = 0; thread < this.threads; thread++) sum += this.noted(parity, thread, field);
    return sum;
  }
  /** What the first thread that wants to stop says why; 0 if none does. */
  stop(parity: number): number {
    for (let thread = 0; thread < this.threads; thread++) {
      const why = this.noted(parity, thread, 'stop');
      if (why !== 0) return why;
    }
    return 0;
  }
  /** How many states the thread that has most may have after this round; all make room for as many, so that they grow together and none waits for another. */
  mostStates(parity: number): number {
    let most = 0;
    for (let owner = 0; owner < this.threads; owner++) {
      let states = this.noted(parity, owner, 'states');
      for (let sender = 0; sender < this.threads; sender++) states += this.queued(parity, sender, owner);
      most = Math.max(most, states);
    }
    return most;
  }
}
