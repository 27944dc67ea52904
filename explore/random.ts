/** Seeds are whole numbers from 0 to this. */
export const MOST_SEED = 2 ** 48;

/**
 * The random numbers of one run: sfc32 by Chris Doty-Humphrey, of the PractRand test suite, which takes 128 bits of state
 * and a few nanoseconds a number. A run is a function of its seeds.
 */
export class Random {
  private d = 1;
  constructor(
    private a: number,
    private b: number,
    private c: number,
  ) {
    for (let i = 0; i < 12; i++) this.next();
  }

  /** The numbers of a run of a campaign, which are the same whatever the other runs do. */
  static of(seed: number, run: number): Random {
    return new Random(seed | 0, run | 0, Math.floor(seed / 2 ** 32) | 0);
  }

  /** 32 random bits. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  /** A number from 0 that stays below a limit of at most 2^32; that it is not quite uniform shows from 2^32 draws on. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 2 ** 32);
  }
}
