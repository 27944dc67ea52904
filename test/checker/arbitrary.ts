import fc from 'fast-check';
import type { Bounds } from '#checker/bounds';
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
  ordered,
  orNone,
  record,
  setOf,
  upTo,
  type Field,
  type RecordOf,
  type Schema,
} from '#checker/schema';
import { compareJson, fieldFromJson, type Json } from '#checker/value';

/** Schemas of all words, states of them, and what a model may do to them, at random. */

export const NO_BOUNDS: Bounds = {};
export const VARIABLES = ['a', 'b', 'c', 'value', 'isr', 'epoch', 'delete', 'size', 'at'] as const;

const space = (members: number) =>
  members % 2 === 0 ? interchangeable('brokers', () => members) : ordered('epochs', () => members);
const counts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 15, 16, 17, 255, 256, 257, 2 ** 16, 2 ** 30, 2 ** 31 - 1) },
);
const members = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(30, 31) },
);
const WORDS = ['follower', 'candidate', 'leader', 'it’s', 'a"b', 'none'];

export const anyField: fc.Arbitrary<Field<any>> = fc.oneof(
  counts.map((n) => below(n)),
  counts.map((n) => below(() => n)),
  counts.map((n) => upTo(n)),
  counts.map((n) => orNone(below(n))),
  fc.constant(flag),
  fc.integer({ min: 1, max: WORDS.length }).map((n) => oneOf(...WORDS.slice(0, n))),
  members.map((n) => idOf(space(n))),
  members.map((n) => idOrNone(space(n))),
  members.map((n) => idSet(space(n))),
);
const named = <T>(parts: fc.Arbitrary<T>, least: number, most: number): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...VARIABLES), parts), {
      minLength: least,
      maxLength: most,
      selector: ([name]) => name,
    })
    .map((entries) => Object.fromEntries(entries));
const someFields = named(anyField, 1, 5);
const capacity = fc.integer({ min: 0, max: 4 });

export const anyMessages = fc
  .tuple(fc.constantFrom(setOf, bagOf), capacity, someFields)
  .map(([of, most, fields]): Schema => of(() => most, fields));
const { part } = fc.letrec<{ part: Schema; element: RecordOf<any> }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    anyField,
    someFields.map((fields) => optional(fields)),
    fc.tuple(capacity, someFields).map(([most, fields]) => logOf(() => most, fields)),
    anyMessages,
    named(tie('part'), 0, 3).map((fields) => record(fields)),
    fc.tuple(fc.integer({ min: 0, max: 3 }), tie('element')).map(([n, of]) => mapOf(space(n), of)),
  ),
  element: fc.oneof(
    named(tie('part'), 0, 3).map((fields): any => record(fields)),
    someFields.map((fields): any => optional(fields)),
  ),
}));
export const anySchema: fc.Arbitrary<RecordOf<any>> = named(part, 1, 5).map((fields) => record(fields));

/** Any state of a schema, as JSON in its canonical form. */
export function anyJson(schema: Schema): fc.Arbitrary<Json> {
  const content = (fields: Readonly<Record<string, Schema>>): fc.Arbitrary<Json> =>
    fc.record(Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, anyJson(of)])), {
      noNullPrototype: true,
    }) as fc.Arbitrary<Json>;
  switch (schema.kind) {
    case 'field':
      return anyFieldJson(schema);
    case 'record':
      return content(schema.fields);
    case 'optional':
      return fc.option(content(schema.fields), { nil: null });
    case 'map': {
      const size = schema.keys.size(NO_BOUNDS as never);
      return fc.array(anyJson(schema.element), { minLength: size, maxLength: size });
    }
    case 'log':
      return fc.array(content(schema.fields), { maxLength: schema.capacity(NO_BOUNDS as never) });
    case 'bag':
      return fc
        .array(content(schema.fields), { maxLength: schema.capacity(NO_BOUNDS as never) })
        .map((messages) => messages.sort(compareJson));
    case 'set':
      return fc
        .uniqueArray(content(schema.fields), {
          maxLength: schema.capacity(NO_BOUNDS as never),
          selector: (message) => JSON.stringify(message),
        })
        .map((messages) => messages.sort(compareJson));
  }
}
function anyFieldJson({ meaning, values, bias }: Field): fc.Arbitrary<Json> {
  switch (meaning.as) {
    case 'flag':
      return fc.boolean();
    case 'word':
      return fc.constantFrom(...meaning.words);
    case 'ids':
      return fc.subarray(Array.from({ length: Math.log2(values(NO_BOUNDS)) }, (_, id) => id));
    default: {
      const numbers = fc.integer({ min: 0, max: values(NO_BOUNDS) - 1 - bias });
      return bias === 1 ? fc.option(numbers, { nil: null, freq: 3 }) : numbers;
    }
  }
}
/** Any value of a field, as a model writes it. */
export const anyValue = (field: Field): fc.Arbitrary<unknown> =>
  anyFieldJson(field).map((json) => fieldFromJson(field, json));
export const anyContent = (fields: Readonly<Record<string, Field>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(field)])), {
    noNullPrototype: true,
  });

/** A write, to any state of the schema that it was made for; where there is no room for it, it does nothing. */
export type Write = (state: any) => void;
export function anyWrite(schema: Schema): fc.Arbitrary<Write> | undefined {
  switch (schema.kind) {
    case 'field':
      return undefined;
    case 'record': {
      const entries = Object.entries((schema as RecordOf).fields);
      return oneOfThose(
        entries.map(([name, of]) =>
          of.kind === 'field'
            ? anyValue(of).map(
                (value): Write =>
                  (view) =>
                    void (view[name] = value),
              )
            : anyWrite(of)?.map(
                (write): Write =>
                  (view) =>
                    write(view[name]),
              ),
        ),
      );
    }
    case 'map':
      return oneOfThose(
        Array.from({ length: schema.keys.size(NO_BOUNDS as never) }, (_, id) =>
          anyWrite(schema.element)?.map(
            (write): Write =>
              (view) =>
                write(view[id]),
          ),
        ),
      );
    case 'optional':
      return fc.oneof(
        fc.constant<Write>((view) => view.clear()),
        anyContent(schema.fields).map(
          (content): Write =>
            (view) =>
              view.put(content),
        ),
      );
    case 'log':
      return fc.oneof(
        {
          weight: 2,
          arbitrary: anyContent(schema.fields).map(
            (one): Write =>
              (view) =>
                view.isFull || view.append(one),
          ),
        },
        {
          weight: 1,
          arbitrary: fc.nat(5).map(
            (end): Write =>
              (view) =>
                view.truncateTo(end),
          ),
        },
        // Records of the log itself, so that a copy must be made of what they hold.
        {
          weight: 1,
          arbitrary: fc.nat(5).map(
            (at): Write =>
              (view) =>
                view.isFull || at >= view.endOffset || view.append(view.at(at)),
          ),
        },
      );
    default:
      return fc.oneof(
        {
          weight: 3,
          arbitrary: anyContent(schema.fields).map(
            (one): Write =>
              (view) =>
                (view.isFull && !view.has(one)) || (view.isFull && schema.kind === 'bag') || view.add(one),
          ),
        },
        {
          weight: 1,
          arbitrary: anyContent(schema.fields).map(
            (one): Write =>
              (view) =>
                view.remove(one),
          ),
        },
        // Of those in flight, whatever their order: the one that is first in JSON.
        {
          weight: 2,
          arbitrary: fc.constant<Write>((view) => {
            const found = firstOf(schema, view);
            if (found) view.remove(found);
          }),
        },
      );
  }
}
const oneOfThose = (
  writes: readonly (fc.Arbitrary<Write> | undefined)[],
): fc.Arbitrary<Write> | undefined => {
  const some = writes.filter((write) => write !== undefined);
  return some.length > 0 ? fc.oneof(...some) : undefined;
};
function firstOf({ fields }: any, view: any): Record<string, unknown> | undefined {
  const seen: Record<string, unknown>[] = [];
  view.every((message: any) =>
    seen.push(Object.fromEntries(Object.keys(fields).map((name) => [name, message[name]]))),
  );
  return seen.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))[0];
}

export const anySchemaAndJson = anySchema.chain((schema) =>
  fc.record({ schema: fc.constant(schema), json: anyJson(schema) }),
);
export const anySchemaAndWrites = anySchema.chain((schema) =>
  fc.record({
    schema: fc.constant(schema),
    writes: fc.array(anyWrite(schema) ?? fc.constant<Write>(() => {}), { maxLength: 30 }),
  }),
);
