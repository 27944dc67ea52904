import type { Machine } from './machine.js';
import { A_CONSTRAINT, asks, isOfStates } from './property.js';
import type { Search } from './search.js';
import { ROOT, type Finding } from './share.js';
import { entrySize, hashOf, perWord } from './state-set.js';

/** Of so many successors a thread remembers that it has queued them: more than half of all duplicates come that soon. */
export const RECENT = 1 << 12;

/** What a step is judged by, counted in, and queued to. */
export interface EmitParts {
  readonly search: Search;
  readonly machine: Machine;
  /** The words of the register, which hold the successor; and those of the state it came from, with its number behind. */
  readonly words: Int32Array;
  readonly now: Int32Array;
  /** The state it came from, as properties of steps see it; undefined if there is no such property. */
  readonly before: unknown;
  /** The successors for all owners, and where the next one goes, for each. */
  readonly box: Int32Array;
  readonly ends: Int32Array;
  readonly threads: number;
  readonly recent: Int32Array;
  /** Counters: of steps from this state, by choice, of what constraints cut, and of what properties were asked. */
  readonly tally: Int32Array;
  readonly taken: Int32Array;
  readonly cut: Int32Array;
  readonly asked: Int32Array;
  /** Which properties are not decided yet. */
  readonly open: Int32Array;
  readonly decide: (property: number, finding: Omit<Finding, 'depth'>) => void;
}

/**
 * Makes the function that follows each step: it counts it, judges it, drops it if it changed nothing or led where one
 * went a moment ago, judges and drops what lies outside the constraints, and queues the rest for the thread that owns
 * it. Then the register holds again the state that the step came from.
 */
export function makeEmit(parts: EmitParts): (choice: number) => void {
  const { search, machine, words, now, threads } = parts;
  const W = words.length;
  const properties = Object.values(search.properties).map((property, i) => ({ ...property, i }));
  const ofSteps = properties.filter(({ kind }) => kind === 'alwaysStep');
  const ofStates = properties.filter(isOfStates);
  const constraints = Object.values(search.protocol.constraints ?? {}) as ((s: unknown) => boolean)[];
  const decide = (property: number, choice: number): void => {
    const state = now[W]! >>> 0;
    parts.decide(property, state === ROOT ? { state } : { state, choice });
  };

  const judge = (list: typeof properties, sees: string): string =>
    list
      .map(({ i, kind, given }) => {
        // What is no answer decides too: it is refused when the witness is proven.
        const decides = `holds${i}(${sees}) ${kind === 'sometimes' ? '!== false' : '!== true'}`;
        const judged = `if (open[${i}] !== 0 && ${decides}) decide(${i}, choice);`;
        return given ? `if (asks(given${i}(${sees}))) { asked[${i}]++; ${judged} }` : judged;
      })
      .join('\n');
  // The initial state came by no step.
  const judgeStep =
    ofSteps.length === 0
      ? ''
      : `if (now[${W}] !== -1) { const step = steps[choice]; ${judge(ofSteps, 'before, s, step')} }`;
  const restore = perWord(W, (k) => `words[${k}] = now[${k}];`);
  const outside = constraints.map((_, c) => `out${c}`);
  const onlyOutside = (c: number): string =>
    outside.map((out, other) => (other === c ? out : `!${out}`)).join(' && ');
  const judgeOutside =
    outside.length === 0
      ? ''
      : `const ${outside.map((out, c) => `${out} = !asks(within${c}(s), constraint)`).join(', ')};
        if (${outside.join(' || ')}) {
          cut[${outside.length}]++;
          ${outside.map((_, c) => `if (${onlyOutside(c)}) cut[${c}]++;`).join(' ')}
          ${judge(ofStates, 's')}
          ${restore}
          return;
        }`;
  // The low bits of a hash choose its slot in the owner's table, so that the owner is chosen by the high ones.
  const owner = threads === 1 ? '0' : `(h >>> 16) * ${threads} >>> 16`;

  const { box, ends, recent, tally, taken, cut, asked, open, before } = parts;
  const { s, steps } = machine;
  const named: Record<string, unknown> = {
    words,
    now,
    box,
    ends,
    recent,
    tally,
    taken,
    cut,
    asked,
    open,
    before,
    s,
    steps,
    decide,
    asks,
    constraint: A_CONSTRAINT,
  };
  constraints.forEach((test, c) => (named[`within${c}`] = test));
  properties.forEach(({ holds, given }, i) =>
    Object.assign(named, { [`holds${i}`]: holds, [`given${i}`]: given }),
  );
  return new Function(
    ...Object.keys(named),
    `return function emit(choice) {
      taken[choice]++;
      tally[0]++;
      const ${perWord(W, (k) => `w${k} = words[${k}]`, ', ')};
      ${judgeStep}
      if (${perWord(W, (k) => `w${k} === now[${k}]`, ' && ')}) return;
      ${hashOf(W)}
      const r = (h & ${RECENT - 1}) * ${W};
      if (${perWord(W, (k) => `recent[r + ${k}] === w${k}`, ' & ')}) { ${restore} return; }
      ${judgeOutside}
      ${perWord(W, (k) => `recent[r + ${k}] = w${k};`)}
      ${restore}
      const owner = ${owner}, at = ends[owner];
      box[at] = h; box[at + 1] = now[${W}]; box[at + 2] = choice;
      ${perWord(W, (k) => `box[at + ${k + 3}] = w${k};`)}
      ends[owner] = at + ${entrySize(W)};
    }`,
  )(...Object.values(named));
}
