import { offHeap } from './register.js';

/** Counts that compiled code makes in 32 bits, and that are gathered after each round. */
export class Counter {
  readonly recent: Int32Array;
  readonly total: Float64Array;
  constructor(size: number) {
    this.recent = offHeap(size);
    this.total = new Float64Array(size);
  }
  flush(): void {
    for (let i = 0; i < this.total.length; i++) {
      this.total[i]! += this.recent[i]!;
      this.recent[i] = 0;
    }
  }
}
