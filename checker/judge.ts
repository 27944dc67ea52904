import { asks, type Property } from './property.js';
import { offHeap, type PackedRegister } from './register.js';
import { hashOf, perWord } from './state-set.js';

/** So many answers are remembered at first, and at most; more of them once that many were not found. */
const FIRST = 1 << 10;
const MOST = 1 << 18;
const GROWTH = 4;
/** So many states are judged twice. */
export const TWICE = 1000;
const NOT_GIVEN = 1;
const UNDECIDED = 2;
const DECIDES = 3;

export interface Judged {
  /** The place of the first state that decides the property; -1 if none does. */
  readonly first: number;
  /** How many states put it to the test. */
  readonly asked: number;
}

export const writes = (): Error =>
  new Error('It writes to the state: a property may look, and only `then` may write.');
export const differs = (): Error =>
  new Error('It gave two different answers for one state: a property must depend on nothing but the state.');

/**
 * Judges a property of states on one state after the other.
 *
 * An answer depends on nothing but the variables that were read to find it. So the judge looks through views that note
 * what is read, and remembers answers by the bits of a state that any answer so far has depended on: a state that
 * agrees with an earlier one in all of these has the same answer. When an answer depends on a bit that none did before,
 * what was remembered stays true: it takes the new bit to be 0. Most steps change little of what a property reads, and are
 * judged by a look-up.
 */
export class Judge {
  private readonly run: (
    states: Int32Array,
    from: number,
    to: number,
    answers: Int32Array,
    open: boolean,
  ) => number;
  private readonly width: number;
  private remembered = FIRST;
  private missing = 0;
  private answers: Int32Array;
  /** How many states put the property to the test, and how many had no answer yet. */
  private readonly counts = offHeap(2);
  /** At which place the judge is, should the property throw. */
  private readonly place = offHeap(1);

  /**
   * @param register One that notes what is read, for all judges of a search to look through.
   * @param most How many answers may be remembered, about.
   */
  constructor(
    name: string,
    { kind, given, holds }: Property,
    register: PackedRegister<unknown>,
    private readonly most = MOST,
  ) {
    const { words, state, reads } = register;
    const W = words.length;
    const mask = offHeap(W);
    this.width = W;
    this.answers = offHeap(FIRST * (W + 1));
    // Of one that is decided it is only counted how often it was put to the test.
    const answerOf = (sees: (test: string) => string): string => {
      const decides = `${kind === 'sometimes' ? '' : '!'}${sees('holds')} ? ${DECIDES} : ${UNDECIDED}`;
      return given ? `${sees('given')} ? open ? ${decides} : ${UNDECIDED} : ${NOT_GIVEN}` : decides;
    };
    const answer = answerOf((test) => `${test}(s)`);
    const masked = perWord(W, (k) => `m${k} = states[base + ${k}] & mask[${k}]`, ', ');
    const look = `${hashOf(W, 'm')} a = (h & last) * ${W + 1};`;
    this.run = new Function(
      'words',
      's',
      'reads',
      'mask',
      'given',
      'holds',
      'counts',
      'place',
      'twice',
      'differs',
      'asks',
      'writes',
      `return function judge(states, from, to, answers, open) { // ${name}
        const last = answers.length / ${W + 1} - 1;
        let first = -1, asked = 0, missing = 0;
        for (let at = from; at < to; at++) {
          const base = at * ${W};
          let ${masked}, a, answer = 0;
          { ${look} }
          if (${perWord(W, (k) => `answers[a + ${k}] === m${k}`, ' && ')}) answer = answers[a + ${W}];
          if (answer === 0) {
            place[0] = at;
            missing++;
            ${perWord(W, (k) => `words[${k}] = states[base + ${k}]; reads[${k}] = 0;`)}
            answer = ${answer};
            if (twice[0] > 0) {
              twice[0]--;
              if ((${answerOf((test) => `asks(${test}(s))`)}) !== answer) throw differs();
              if (${perWord(W, (k) => `words[${k}] !== states[base + ${k}]`, ' || ')}) throw writes();
            }
            if (${perWord(W, (k) => `(reads[${k}] & ~mask[${k}])`, ' | ')}) {
              ${perWord(W, (k) => `mask[${k}] |= reads[${k}];`)}
              ${masked};
              { ${look} }
            }
            ${perWord(W, (k) => `answers[a + ${k}] = m${k};`)} answers[a + ${W}] = answer;
          }
          if (answer === ${NOT_GIVEN}) continue;
          asked++;
          if (answer === ${DECIDES} && first < 0) { first = at; ${given ? '' : 'break;'} }
        }
        counts[0] = asked; counts[1] = missing;
        return first;
      }`,
    )(
      words,
      state,
      reads,
      mask,
      given,
      holds,
      this.counts,
      this.place,
      offHeap(1).fill(TWICE),
      differs,
      asks,
      writes,
    );
  }

  /** Judges the states from one place up to another, of a property that is open. What it throws, is thrown. */
  judge(states: Int32Array, from: number, to: number, open = true): Judged {
    const first = this.run(states, from, to, this.answers, open);
    const [asked, missing] = this.counts as unknown as [number, number];
    this.missing += missing;
    if (this.missing > 2 * this.remembered && GROWTH * this.remembered <= Math.min(MOST, this.most))
      this.rememberMore();
    return { first, asked };
  }
  private rememberMore(): void {
    this.remembered *= GROWTH;
    this.missing = 0;
    this.answers = offHeap(this.remembered * (this.width + 1));
  }
  /** Which state it was that the property threw on. */
  get at(): number {
    return this.place[0]!;
  }
}
