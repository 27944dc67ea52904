import { describe, expect, it } from 'vitest';
import { plainRegister } from '#checker/plain-register';
import { packedRegister } from '#checker/register';
import {
  bagOf,
  below,
  idOf,
  idOrNone,
  idSet,
  interchangeable,
  logOf,
  mapOf,
  oneOf,
  ordered,
  orNone,
  record,
  setOf,
  upTo,
  type Field,
  type Schema,
} from '#checker/schema';

const MOST = 2 ** 31;
const valuesOf = (field: Field<any>): number => field.values({});
const space = (members: number) => interchangeable('brokers', () => members);
/** What both registers say to a schema. */
function refusals(schema: Schema): string[] {
  return [packedRegister, plainRegister].map((make) => {
    try {
      const register = make(record({ part: schema }), { n: 3 });
      return typeof register.state === 'object' ? 'taken' : '';
    } catch (error) {
      return (error as Error).message;
    }
  });
}

describe('a field', () => {
  it('has as many values as its word says', () => {
    expect(valuesOf(below(5))).toBe(5);
    expect(valuesOf(upTo(5))).toBe(6);
    expect(valuesOf(orNone(below(5)))).toBe(6);
    expect(valuesOf(oneOf('a', 'b', 'c'))).toBe(3);
    expect(valuesOf(idOf(space(3)))).toBe(3);
    expect(valuesOf(idOrNone(space(3)))).toBe(4);
    expect(valuesOf(idSet(space(3)))).toBe(8);
    expect(valuesOf(idSet(ordered('epochs', () => 31)))).toBe(MOST);
  });

  it('has one value at least', () => {
    expect([below(0), below(-3), upTo(-1), idOf(space(0)), idSet(space(0))].map(valuesOf)).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });

  it('has 2^31 values at most', () => {
    expect([below(MOST), upTo(MOST - 1), orNone(below(MOST - 1))].map(valuesOf)).toEqual([MOST, MOST, MOST]);
    for (const field of [
      below(MOST + 1),
      upTo(MOST),
      orNone(below(MOST)),
      below(2 ** 53),
      below(Infinity),
      below(NaN),
    ])
      expect(() => valuesOf(field)).toThrow(
        'A field has at most 2^31 values, and within these bounds one would have',
      );
    expect(() => packedRegister(record({ n: upTo(MOST) }), {})).toThrow(
      new RangeError('A field has at most 2^31 values, and within these bounds one would have 2147483649.'),
    );
  });

  it('has a whole number of values', () => {
    // Of 2.5 values there are three, and the bits for two would not hold them.
    for (const field of [below(2.5), upTo(0.5), below(({ n }: { n: number }) => n / 2)])
      expect(() => field.values({ n: 5 })).toThrow('A field has a whole number of values');
    expect(below(({ n }: { n: number }) => n / 2).values({ n: 4 })).toBe(2);
  });

  it('that is a set has 31 members at most', () => {
    const of32 = 'A set holds at most 31 ids, and there are 32 brokers.';
    expect(() => valuesOf(idSet(space(32)))).toThrow(new RangeError(of32));
    const sets = { isr: idSet(space(32)) };
    const [packed] = refusals(record(sets));
    expect(packed).toBe(of32);
    expect(refusals(logOf(() => 1, sets))[0]).toBe(of32);
    expect(refusals(bagOf(() => 1, sets))[0]).toBe(of32);
  });

  it('that is a set is never none: it can be empty', () => {
    expect(() => orNone(idSet(space(3)))).toThrow('A set of ids is never none: it can be empty.');
  });
});

describe('a size', () => {
  it('is refused by both registers if it is no whole number from 0 on', () => {
    const sizes: ((n: number) => Schema)[] = [
      (n) => logOf(() => n, { id: below(3) }),
      (n) => setOf(() => n, { id: below(3) }),
      (n) => bagOf(() => n, { id: below(3) }),
      (n) => mapOf(space(n), record({ id: below(3) })),
    ];
    for (const of of sizes) {
      expect(refusals(of(2))).toEqual(['taken', 'taken']);
      for (const n of [1.5, -1, NaN])
        for (const refusal of refusals(of(n)))
          expect(refusal).toBe(
            `A size is a whole number from 0 on, and within these bounds one would be ${n}.`,
          );
    }
  });
});
