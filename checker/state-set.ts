/** Code for each word of a state: there are more or fewer with the bounds. */
export const perWord = (width: number, code: (k: number) => string, between = ' '): string =>
  Array.from({ length: width }, (_, k) => code(k)).join(between);

/**
 * Code that hashes the words w0, w1, ... (or of another name) into h. Each word is mixed by itself first: to flip the
 * highest bit of what is multiplied flips no other bit of the product, and the next word could take it back.
 */
export const hashOf = (width: number, word = 'w'): string =>
  `let h = 0x9e3779b9; ${perWord(
    width,
    (k) =>
      `h = Math.imul(h ^ Math.imul(${word}${k} ^ ${word}${k} >>> 15, 0x85ebca6b), 0x9e3779b1); h ^= h >>> 15;`,
  )}
   h = Math.imul(h, 0xc2b2ae35); h ^= h >>> 16;`;
/** Code that hashes them into g, the second lane of a fingerprint: MurmurHash3, with constants of its own. */
export const secondHashOf = (width: number): string =>
  `let g = ${width}; ${perWord(
    width,
    (k) => `{ let m = Math.imul(w${k}, 0xcc9e2d51); m = Math.imul(m << 15 | m >>> 17, 0x1b873593);
      g ^= m; g = Math.imul(g << 13 | g >>> 19, 5) + 0xe6546b64 | 0; }`,
  )}
   g ^= g >>> 16; g = Math.imul(g, 0x85ebca6b); g ^= g >>> 13; g = Math.imul(g, 0xc2b2ae35); g ^= g >>> 16;`;

/** What a queued successor takes: its hash, the state it came from, the choice that led to it, and its words. */
export const entrySize = (width: number): number => width + 3;

/** So many are looked up together: first all are touched, so that their cache misses overlap. */
const TOGETHER = 1024;
/** How full the table may be. */
const FULL = 0.6;
const FIRST_SLOTS = 1 << 12;
const MOST_SLOTS = 2 ** 31;
/** A set that has outgrown a small table will soon outgrow the next. */
const SMALL = 1 << 24;

type Steps = Uint16Array | Uint32Array;
type Insert = (
  queue: Int32Array,
  from: number,
  to: number,
  table: Int32Array,
  pool: Int32Array,
  parents: Uint32Array,
  steps: Steps,
  next: Int32Array,
  count: number,
  first: number,
) => number;
type Rehash = (table: Int32Array, pool: Int32Array, count: number) => void;

/** How states were reached is read by other threads too, to tell the ways to what they found. */
const shared = (bytes: number): ArrayBuffer => new SharedArrayBuffer(bytes) as unknown as ArrayBuffer;
/** Zeros that were written, not only promised: a page that is read before it is written costs a second fault. */
const written = (length: number): Int32Array => new Int32Array(length).fill(0);

/**
 * The states seen, and how each was reached.
 *
 * The states lie one behind the other in the order they came, so that a level of the search is a stretch of them. A
 * table by open addressing leads to them: a slot has the number of a state in as many low bits as the table has
 * slots, and in the others those bits of its hash that did not choose the slot. So the set is exact for any width of
 * state, takes four bytes a slot, and a look at a state that differs is rare.
 *
 * With `fingerprints` it keeps 64 bits of hash in place of each state, and whole states for two levels only.
 */
export class StateSet {
  count = 0;
  parents: Uint32Array;
  steps: Steps;
  /** The number of the first state of the level that is being filled, and of the one before it. */
  private first = 0;
  private before = 0;
  private slots = FIRST_SLOTS;
  private table = written(FIRST_SLOTS);
  private pool: Int32Array;
  private next: Int32Array;
  private spare: Int32Array;
  private readonly keyWidth: number;
  private readonly insert: Insert;
  private readonly rehash: Rehash;

  /**
   * @param width Words of a state.
   * @param choices How many choices there are: a step is stored as the number of one.
   */
  constructor(
    private readonly width: number,
    choices: number,
    private readonly fingerprints: boolean,
  ) {
    const few = FIRST_SLOTS >>> 1;
    const K = (this.keyWidth = fingerprints ? 2 : width);
    this.pool = new Int32Array(K * few);
    this.next = new Int32Array(fingerprints ? width * few : 0);
    this.spare = new Int32Array(this.next.length);
    this.parents = new Uint32Array(shared(4 * few));
    this.steps = choices <= 1 << 16 ? new Uint16Array(shared(2 * few)) : new Uint32Array(shared(4 * few));
    const W = width;
    const Z = entrySize(W);
    const key = (k: number): string => (fingerprints ? ['h', 'g'][k]! : `w${k}`);
    const words = perWord(W, (k) => `w${k} = queue[at + ${k + 3}]`, ', ');
    this.insert =
      new Function(`return function insert(queue, from, to, table, pool, parents, steps, next, count, first) {
      const mask = table.length - 1;
      let touched = 0;
      for (let at = from; at < to; at += ${Z}) touched ^= table[queue[at] & mask];
      for (let at = from; at < to; at += ${Z}) {
        const h = queue[at], e = table[h & mask];
        if (e !== 0 && ((e ^ h) & ~mask) === 0) touched ^= pool[((e & mask) - 1) * ${K}];
      }
      queue[from] ^= touched & 1; queue[from] ^= touched & 1; // a use, so that V8 keeps the loops above
      each: for (let at = from; at < to; at += ${Z}) {
        const h = queue[at], ${words};
        ${fingerprints ? secondHashOf(W) : ''}
        let slot = h & mask;
        for (let e = table[slot]; e !== 0; slot = (slot + 1) & mask, e = table[slot])
          if (((e ^ h) & ~mask) === 0) {
            const p = ((e & mask) - 1) * ${K};
            if (${perWord(K, (k) => `pool[p + ${k}] === ${key(k)}`, ' && ')}) continue each;
          }
        table[slot] = (h & ~mask) | (count + 1);
        parents[count] = queue[at + 1]; steps[count] = queue[at + 2];
        const n = count * ${K};
        ${perWord(K, (k) => `pool[n + ${k}] = ${key(k)};`)}
        ${fingerprints ? `const x = (count - first) * ${W}; ${perWord(W, (k) => `next[x + ${k}] = w${k};`)}` : ''}
        count++;
      }
      return count;
    }`)();
    this.rehash = new Function(`return function rehash(table, pool, count) {
      const mask = table.length - 1;
      for (let i = 0; i < count; i++) {
        const n = i * ${K};
        ${fingerprints ? 'const h = pool[n];' : `const ${perWord(W, (k) => `w${k} = pool[n + ${k}]`, ', ')}; ${hashOf(W)}`}
        let slot = h & mask;
        while (table[slot] !== 0) slot = (slot + 1) & mask;
        table[slot] = (h & ~mask) | (i + 1);
      }
    }`)();
  }

  /** Adds the queued successors from one place in a queue up to another, in their order; there must be room. */
  add(queue: Int32Array, from: number, to: number): void {
    const Z = entrySize(this.width);
    for (let at = from; at < to; at += TOGETHER * Z) {
      const end = Math.min(to, at + TOGETHER * Z);
      this.count = this.insert(
        queue,
        at,
        end,
        this.table,
        this.pool,
        this.parents,
        this.steps,
        this.next,
        this.count,
        this.first,
      );
    }
  }
  /** Hands over the level that was filled, and begins the next. */
  turn(): void {
    this.before = this.first;
    this.first = this.count;
    [this.next, this.spare] = [this.spare, this.next];
  }
  /** All states, one behind the other, of a set that keeps whole ones; until there is more room. */
  get states(): Int32Array {
    return this.pool;
  }
  /** A function that finds the number of the state in some words, or -1: of a set that keeps whole ones, as it is now. */
  finder(): (words: Int32Array) => number {
    const W = this.width;
    return new Function(
      'table',
      'pool',
      `return function find(words) {
      const mask = table.length - 1, ${perWord(W, (k) => `w${k} = words[${k}]`, ', ')};
      ${hashOf(W)}
      let slot = h & mask;
      for (let e = table[slot]; e !== 0; slot = (slot + 1) & mask, e = table[slot])
        if (((e ^ h) & ~mask) === 0) {
          const p = ((e & mask) - 1) * ${W};
          if (${perWord(W, (k) => `pool[p + ${k}] === w${k}`, ' && ')}) return (e & mask) - 1;
        }
      return -1;
    }`,
    )(this.table, this.pool) as (words: Int32Array) => number;
  }
  /** How many states the level that was handed over has, and the number of its first. */
  get levelSize(): number {
    return this.first - this.before;
  }
  get levelStart(): number {
    return this.before;
  }
  /** Where the states of that level lie, and at which place its first; until there is more room. */
  get level(): { readonly states: Int32Array; readonly start: number } {
    return this.fingerprints ? { states: this.spare, start: 0 } : { states: this.pool, start: this.before };
  }
  /** The same of the level that is being filled. */
  get filling(): { readonly states: Int32Array; readonly start: number } {
    return this.fingerprints ? { states: this.next, start: 0 } : { states: this.pool, start: this.first };
  }
  get fillingStart(): number {
    return this.first;
  }

  /** Makes room for so many states. */
  makeRoomFor(most: number): void {
    const { keyWidth, width } = this;
    const needed = most - this.first;
    if (this.fingerprints && needed * width > this.next.length) this.next = grown(this.next, needed * width);
    if (most * keyWidth > this.pool.length) this.pool = grown(this.pool, most * keyWidth);
    while (most > this.parents.length) {
      const parents = new Uint32Array(shared(8 * this.parents.length));
      parents.set(this.parents);
      this.parents = parents;
      const { steps } = this;
      const Kind = steps.constructor as Uint16ArrayConstructor;
      this.steps = new Kind(shared(2 * steps.byteLength));
      this.steps.set(steps);
    }
    if (most <= FULL * this.slots) return;
    while (most > FULL * this.slots) this.slots *= this.slots < SMALL ? 4 : 2;
    if (this.slots > MOST_SLOTS) throw new RangeError('A table of states has 2^31 slots at most.');
    this.table = written(this.slots);
    this.rehash(this.table, this.pool, this.count);
  }

  /** Bytes that it takes to make room for so many states, before what they replace is free. */
  bytesToGrow(most: number): number {
    const { pool, parents, steps, next, keyWidth, width, first } = this;
    let bytes = 0;
    if (most * keyWidth > pool.length) bytes += 2 * pool.byteLength;
    if (this.fingerprints && (most - first) * width > next.length) bytes += 2 * next.byteLength;
    if (most > parents.length) bytes += 2 * (parents.byteLength + steps.byteLength);
    if (most > FULL * this.slots) bytes += 4 * this.slots * (this.slots < SMALL ? 4 : 2);
    return bytes;
  }
}

function grown(array: Int32Array, most: number): Int32Array {
  let length = array.length;
  while (length < most) length *= 2;
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
