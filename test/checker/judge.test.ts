import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { boundsFor } from '#checker/bounds';
import { always, record, sometimes, upTo, type Property } from '#checker/dsl';
import { Judge, type Judged } from '#checker/judge';
import { packedRegister } from '#checker/register';
import type { RecordOf } from '#checker/schema';
import { counting, countTo } from '../support/count-to.js';
import { anything, drawnProperty, propertyOf, type Anything } from '../support/random-protocol.js';

const bounds = boundsFor({ nodes: { meaning: 'nodes', from: 1, to: 3, default: 2 } });

/** Judges states afresh, one after the other. */
function fresh(
  property: Property,
  schema: RecordOf,
  states: readonly Int32Array[],
  from: number,
  to: number,
): Judged {
  const { state, words } = packedRegister(schema, bounds);
  const { given, holds, kind } = property as Extract<Property, { kind: 'always' | 'sometimes' }>;
  let [first, asked] = [-1, 0];
  for (let at = from; at < to; at++) {
    words.set(states[at]!);
    if (given !== undefined && !given(state)) continue;
    asked++;
    if (first < 0 && holds(state) === (kind === 'sometimes')) first = at;
    // Nobody counts how often a property without given was asked.
    if (first >= 0 && given === undefined) break;
  }
  return { first, asked };
}
const judgeOf = (property: Property, schema: RecordOf = anything): Judge =>
  new Judge('claim', property, packedRegister(schema, bounds, {}, { notesReads: true }));
function together(states: readonly Int32Array[]): Int32Array {
  const width = states[0]?.length ?? 0;
  const all = new Int32Array(states.length * width);
  states.forEach((words, i) => all.set(words, i * width));
  return all;
}

const content = fc.record({ n: fc.nat(1), to: fc.integer({ min: -1, max: 1 }) });
const drawnState = fc.record({
  mode: fc.nat(2),
  nodes: fc.array(fc.nat(1), { minLength: 2, maxLength: 2 }),
  note: fc.option(fc.nat(1)),
  log: fc.array(fc.nat(1), { maxLength: 1 }),
  network: fc.array(content, { maxLength: 2 }),
});
const drawn = packedRegister(anything, bounds);
const wordsOf = ({
  mode,
  nodes,
  note,
  log,
  network,
}: typeof drawnState extends fc.Arbitrary<infer S> ? S : never) => {
  drawn.clear();
  const s = drawn.state as unknown as Anything;
  s.mode = mode;
  nodes.forEach((n, id) => (s.nodes[id]!.n = n));
  if (note !== null) s.note.put({ n: note });
  log.forEach((n) => s.log.append({ n }));
  network.forEach((message) => s.network.add(message));
  return drawn.words.slice();
};

describe('a judge that remembers', () => {
  it('answers as one that looks anew, whatever a property reads, and whatever it reads next for what it has read', () => {
    fc.assert(
      fc.property(
        drawnProperty.filter(({ kind }) => kind !== 'alwaysStep'),
        fc.array(drawnState, { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { minLength: 1, maxLength: 8 }),
        (what, drawnStates, stretches) => {
          const property = propertyOf(what);
          const states = drawnStates.map(wordsOf);
          const all = together(states);
          const judge = judgeOf(property);
          for (const [a, b] of stretches) {
            const [from, to] = [Math.min(a, b) % states.length, Math.min(Math.max(a, b) + 1, states.length)];
            expect(judge.judge(all, from, to)).toEqual(fresh(property, anything, states, from, to));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const wide = record({ which: upTo(3), a: upTo(99_999), b: upTo(99_999) });
  const register = packedRegister(wide, bounds);
  const stateOf = (which: number, a: number, b: number): Int32Array => {
    Object.assign(register.state, { which, a, b });
    return register.words.slice();
  };

  it('forgets when an answer depends on what none did before, and not when something changes that none depends on', () => {
    let asked = 0;
    const property = always(wide, (s) => {
      asked++;
      return s.which === 0 || (s.which === 1 ? s.a > 5 : s.b > 5);
    });
    const judge = judgeOf(property, wide);
    const ask = (...states: Int32Array[]): [Judged, number] => {
      asked = 0;
      const judged = judge.judge(together(states), 0, states.length);
      // The first states are judged twice, to see that the answer is the same.
      return [judged, asked / 2];
    };
    // The first answer reads `which` alone, so that all that agree in it have the same.
    expect(ask(stateOf(0, 1, 1))).toEqual([{ first: -1, asked: 1 }, 1]);
    expect(ask(stateOf(0, 2, 2), stateOf(0, 3, 3))).toEqual([{ first: -1, asked: 2 }, 0]);
    // Here `a` is read too: what was known of (0, 1) is asked again, and then known with `a`.
    expect(ask(stateOf(1, 9, 1))).toEqual([{ first: -1, asked: 1 }, 1]);
    expect(ask(stateOf(0, 1, 1))).toEqual([{ first: -1, asked: 1 }, 1]);
    expect(ask(stateOf(1, 9, 7), stateOf(0, 1, 8))).toEqual([{ first: -1, asked: 2 }, 0]);
    // And here `b`, in which states that were the same now differ.
    expect(ask(stateOf(2, 9, 9), stateOf(2, 9, 4))).toEqual([{ first: 1, asked: 2 }, 2]);
    expect(ask(stateOf(1, 5, 9))).toEqual([{ first: 0, asked: 1 }, 1]);
  });

  it('answers rightly through more states than it can remember', () => {
    const states = Array.from({ length: 30_000 }, (_, i) => stateOf(i % 4, (i * 7919) % 100_000, i % 3));
    const all = together(states);
    const properties = {
      holds: always(wide, { given: ({ which }) => which > 0, holds: ({ a, b }) => a + b < 100_001 }),
      fails: always(wide, { given: ({ which, b }) => which > 0 && b > 0, holds: ({ a }) => a !== 7919 * 11 }),
      seen: sometimes(wide, ({ which, a }) => which === 3 && a > 99_990),
    };
    for (const property of Object.values(properties)) {
      const judge = judgeOf(property, wide);
      for (let round = 0; round < 3; round++)
        for (let from = 0; from < states.length; from += 10_000)
          expect(judge.judge(all, from, from + 10_000)).toEqual(
            fresh(property, wide, states, from, from + 10_000),
          );
    }
  });

  it('a state of no bits is like any other', () => {
    const none = record({});
    const { words } = packedRegister(none, bounds);
    expect(
      judgeOf(
        always(none, () => false),
        none,
      ).judge(words, 0, 1),
    ).toEqual({ first: 0, asked: 1 });
  });

  it('says which state it was that the property threw on, and remembers nothing of it', () => {
    const property = always(wide, ({ a }) => {
      if (a === 4) throw new Error('not of this one');
      return true;
    });
    const judge = judgeOf(property, wide);
    const states = together([stateOf(0, 3, 0), stateOf(0, 4, 0), stateOf(0, 5, 0)]);
    for (let round = 0; round < 2; round++) {
      expect(() => judge.judge(states, 0, 3)).toThrow('not of this one');
      expect(judge.at).toBe(1);
    }
    expect(judge.judge(states, 2, 3)).toEqual({ first: -1, asked: 1 });
  });
});

it('a property that depends on more than the state is found out', () => {
  let calls = 0;
  const impure = always(counting, () => ++calls % 2 === 1);
  expect(() => check(countTo, { impure })).toThrow('two different answers for one state');
});

it('a property that returns nothing is refused, and says what it must return', () => {
  const forgetful = always(counting, (() => {}) as unknown as () => boolean);
  expect(() => check(countTo, { forgetful })).toThrow(
    'It returned undefined: a property must return true or false.',
  );
});

it('a property that writes is refused, though only types forbid it', () => {
  const writing = always(counting, ((s: { n: number }) => (s.n = 1) === 1) as unknown as () => boolean);
  expect(() => check(countTo, { writing })).toThrow('It writes to the state');
});
