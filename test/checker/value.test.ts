import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRegister } from '#checker/plain-register';
import { packedRegister } from '#checker/register';
import {
  bagOf,
  below,
  flag,
  idOf,
  idOrNone,
  idSet,
  interchangeable,
  logOf,
  mapOf,
  oneOf,
  optional,
  orNone,
  record,
  setOf,
  type Field,
  type RecordOf,
} from '#checker/schema';
import {
  compareJson,
  contentFromJson,
  fieldFromJson,
  fieldToJson,
  toJson,
  writeJson,
  type Json,
} from '#checker/value';
import { anyField, anyJson, NO_BOUNDS } from './arbitrary.js';

const brokers = interchangeable('brokers', () => 3);
const registers = [
  ['packed', packedRegister],
  ['plain', plainRegister],
] as const;

describe('a value', () => {
  it('is what it was after it was JSON', () => {
    const cases = anyField.chain((field) => fc.tuple(fc.constant(field), anyJson(field)));
    fc.assert(
      fc.property(cases, ([field, json]) => {
        const value = fieldFromJson(field, json);
        expect(fieldToJson(field, value)).toEqual(json);
        expect(fieldFromJson(field, JSON.parse(JSON.stringify(json)) as Json)).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('reads as people write it: none is null, a set of ids a list, a word itself', () => {
    expect(fieldToJson(orNone(below(3)), -1)).toBeNull();
    expect(fieldToJson(idOrNone(brokers), -1)).toBeNull();
    expect(fieldToJson(idOrNone(brokers), 0)).toBe(0);
    expect(fieldToJson(idSet(brokers), 5)).toEqual([0, 2]);
    expect(fieldToJson(idSet(interchangeable('all', () => 31)), 2 ** 31 - 1)).toHaveLength(31);
    expect(fieldToJson(flag, false)).toBe(false);
    expect(fieldToJson(oneOf('none', 'some'), 'none')).toBe('none');
  });

  it('is refused as JSON of another kind, with what was expected', () => {
    const cases: readonly (readonly [Field<any>, string, readonly (Json | undefined)[]])[] = [
      [below(3), 'a whole number', [null, '1', 1.5, true, [], {}, undefined, NaN]],
      [orNone(below(3)), 'a whole number', ['none', 1.5, false, [1], {}, undefined]],
      [idOf(brokers), 'a whole number', [null, '1', undefined]],
      [flag, 'true or false', [null, 0, 1, 'true', [], undefined]],
      [oneOf('a', 'b'), 'a word', [null, 0, true, ['a'], undefined]],
      [idSet(brokers), 'a set of ids', [null, 3, '0', [31], [-1], [0.5], ['0'], [null], {}, undefined]],
    ];
    for (const [field, expected, list] of cases)
      for (const json of list)
        expect(() => fieldFromJson(field, json)).toThrow(
          new Error(`${JSON.stringify(json) ?? 'nothing'} where ${expected} was expected`),
        );
  });
});

describe('JSON', () => {
  const any = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.integer(),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.record({ a: tie('json'), b: tie('json') }, { noNullPrototype: true }),
    ),
  })).json;
  const schemaed = anyField.chain((field) =>
    fc.tuple(
      ...([0, 1, 2].map(() => anyJson(field)) as [
        fc.Arbitrary<Json>,
        fc.Arbitrary<Json>,
        fc.Arbitrary<Json>,
      ]),
    ),
  );

  it('of one field has an order: total, and the same only for what is the same', () => {
    fc.assert(
      fc.property(schemaed, ([a, b, c]) => {
        const sign = (x: Json, y: Json) => Math.sign(compareJson(x, y));
        expect(sign(a, a)).toBe(0);
        expect(sign(a, b) + sign(b, a)).toBe(0);
        expect(sign(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is the same as a copy of it', () => {
    fc.assert(
      fc.property(any, (json) => {
        expect(compareJson(json, JSON.parse(JSON.stringify(json)) as Json)).toBe(0);
      }),
    );
  });

  it('is in order: none, then numbers by size, and element by element', () => {
    const sorted: Json[] = [null, -1, 0, 2, 10];
    expect(sorted.toReversed().sort(compareJson)).toEqual(sorted);
    const lists: Json[] = [[], [0], [0, 1], [0, 1, 2], [0, 2], [1], [10]];
    expect(lists.toReversed().sort(compareJson)).toEqual(lists);
    const records: Json[] = [
      { isr: [0], version: 9 },
      { isr: [0, 1], version: 0 },
      { isr: [0, 1], version: 2 },
    ];
    expect(records.toReversed().sort(compareJson)).toEqual(records);
  });
});

describe.each(registers)('a state of the %s register', (_, make) => {
  const one = (part: any, json: Json): (() => void) => {
    const schema: RecordOf<any> = record({ part });
    return () => writeJson(schema, { part: json }, make(schema, NO_BOUNDS).state, NO_BOUNDS);
  };

  it('shows messages in the order of their content, in whatever order they were added', () => {
    const schema = record({
      bag: bagOf(() => 4, { isr: idSet(brokers), v: orNone(below(3)), word: oneOf('z', 'a') }),
    });
    const messages = [
      { isr: 0, v: -1, word: 'z' },
      { isr: 1, v: 2, word: 'a' },
      { isr: 1, v: 2, word: 'z' },
      { isr: 6, v: 0, word: 'a' },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: 4 }), (order) => {
        const { state } = make(schema, NO_BOUNDS);
        order.forEach((message) => state.bag.add(message as never));
        expect(toJson(schema, state)).toEqual({
          bag: [
            { isr: [], v: null, word: 'z' },
            { isr: [0], v: 2, word: 'a' },
            { isr: [0], v: 2, word: 'z' },
            { isr: [1, 2], v: 0, word: 'a' },
          ],
        });
      }),
    );
  });

  it('is refused where the JSON has another shape', () => {
    const log = logOf(() => 2, { id: below(3) });
    const cases: readonly (readonly [unknown, Json, string])[] = [
      [record({ n: below(2) }), null, 'null where a record was expected'],
      [record({ n: below(2) }), [], '[] where a record was expected'],
      [record({ n: below(2) }), {}, 'nothing where a whole number was expected'],
      [optional({ n: below(2) }), 3, '3 where a record was expected'],
      [optional({ n: below(2) }), {}, 'nothing where a whole number was expected'],
      [mapOf(brokers, record({})), [{}, {}], '2 elements where there are 3'],
      [mapOf(brokers, record({})), {}, '{} where a list was expected'],
      [log, null, 'null where a list was expected'],
      [log, [3], '3 where a record was expected'],
      [log, [{ id: 'x' }], '"x" where a whole number was expected'],
      [setOf(() => 2, { on: flag }), [{ on: 1 }], '1 where true or false was expected'],
      [setOf(() => 2, { on: flag }), 7, '7 where a list was expected'],
    ];
    for (const [part, json, message] of cases) expect(one(part, json)).toThrow(new Error(message));
  });

  it('is refused where the JSON has another range', () => {
    expect(one(record({ n: below(2) }), { n: 2 })).toThrow('part.n cannot be 2: its range is 0 to 1.');
    expect(one(record({ isr: idSet(brokers) }), { isr: [3] })).toThrow('part.isr cannot be 8');
    expect(one(record({ w: oneOf('a', 'b') }), { w: 'c' })).toThrow('part.w cannot be c: its range is a, b.');
    expect(
      one(
        logOf(() => 1, { id: below(3) }),
        [{ id: 0 }, { id: 1 }],
      ),
    ).toThrow('part.endOffset cannot be 2');
    expect(
      one(
        bagOf(() => 1, { id: below(3) }),
        [{ id: 0 }, { id: 0 }],
      ),
    ).toThrow('part is full');
  });
});

describe('the content of a message', () => {
  it('is a record with all of its values', () => {
    const fields = { version: below(3), isr: idSet(brokers) };
    expect(contentFromJson(fields, { isr: [0, 1], version: 2 })).toEqual({ version: 2, isr: 3 });
    expect(() => contentFromJson(fields, { version: 2 })).toThrow('nothing where a set of ids was expected');
    expect(() => contentFromJson(fields, 3)).toThrow('3 where a record was expected');
    expect(() => contentFromJson(fields, undefined)).toThrow('nothing where a record was expected');
    expect(() => contentFromJson(fields, { isr: [0], version: 2, term: 1 })).toThrow('there is no term here');
  });
});
