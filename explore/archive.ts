const FIRST_CELLS = 1 << 11;

/**
 * What a run has seen: for each abstract state, called a cell, the shortest way to it that was walked, and how often walks
 * went on from there.
 *
 * The concrete states lie one behind the other, and a table by open addressing leads to them by the key of their cell.
 */
export class Archive {
  size = 0;
  private room = FIRST_CELLS;
  private table = new Int32Array(2 * FIRST_CELLS);
  private states: Int32Array<ArrayBuffer>;
  /** By cell: its key, how many steps lead there, the last of them, and how often a walk has begun there. */
  keys = new Int32Array(FIRST_CELLS);
  depths = new Int32Array(FIRST_CELLS);
  nodes = new Int32Array(FIRST_CELLS);
  visits = new Int32Array(FIRST_CELLS);

  /** @param width Words of a state. */
  constructor(private readonly width: number) {
    this.states = new Int32Array(width * FIRST_CELLS);
  }

  clear(): void {
    this.table.fill(0);
    this.size = 0;
  }

  /** Takes note of a state: it is kept if it is the first of its cell, or was reached in fewer steps. */
  visit(key: number, words: Int32Array, depth: number, node: number): void {
    const slot = this.slotOf(key);
    const known = this.table[slot]! - 1;
    if (known >= 0) {
      if (depth < this.depths[known]!) this.keep(known, words, depth, node);
      return;
    }
    const cell = this.size++;
    this.table[slot] = cell + 1;
    this.keys[cell] = key;
    this.keep(cell, words, depth, node);
    if (this.size === this.room) this.grow();
  }
  /** Brings the state of a cell to the register. */
  load(cell: number, words: Int32Array): void {
    const { states, width } = this;
    for (let k = 0, at = cell * width; k < width; k++) words[k] = states[at + k]!;
  }
  /** The cell that took the most steps to reach. */
  get deepest(): number {
    let deepest = 0;
    for (let cell = 1; cell < this.size; cell++)
      if (this.depths[cell]! > this.depths[deepest]!) deepest = cell;
    return deepest;
  }

  private keep(cell: number, words: Int32Array, depth: number, node: number): void {
    const { states, width } = this;
    for (let k = 0, at = cell * width; k < width; k++) states[at + k] = words[k]!;
    this.depths[cell] = depth;
    this.nodes[cell] = node;
    this.visits[cell] = 0;
  }
  /** Where in the table a key is, or would be. */
  private slotOf(key: number): number {
    const { table, keys } = this;
    const mask = table.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (table[slot] !== 0 && keys[table[slot]! - 1] !== key) slot = (slot + 1) & mask;
    return slot;
  }
  private grow(): void {
    this.room *= 2;
    this.states = doubled(this.states);
    this.keys = doubled(this.keys);
    this.depths = doubled(this.depths);
    this.nodes = doubled(this.nodes);
    this.visits = doubled(this.visits);
    this.table = new Int32Array(2 * this.room);
    for (let cell = 0; cell < this.size; cell++) this.table[this.slotOf(this.keys[cell]!)] = cell + 1;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
