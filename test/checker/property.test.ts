import { describe, expect, it } from 'vitest';
import {
  always,
  alwaysStep,
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
  recoverable,
  setOf,
  sometimes,
  upTo,
} from '#checker/dsl';
import { appliesTo, isProperty } from '#checker/property';
import { speaksOf, type Schema } from '#checker/schema';
import { asyncIsr } from '#model/replication/async-isr/state';
import { replication } from '#model/replication/state';
import fc from 'fast-check';
import { anySchema } from './arbitrary.js';

const brokers = interchangeable('brokers', () => 3);
const epochs = ordered('epochs', () => 3);
const speaks = (named: Schema, there: Schema): boolean =>
  speaksOf(record({ x: named }), record({ x: there, y: flag }));

describe('a schema speaks of another', () => {
  it('of itself, and of one that has more variables; but that one not of it', () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        expect(speaksOf(schema, schema)).toBe(true);
        const richer = record({ ...schema.fields, moreOfThem: flag });
        expect(speaksOf(schema, richer)).toBe(true);
        expect(speaksOf(richer, schema)).toBe(false);
      }),
    );
  });

  it('if every variable that it names is there, at every depth', () => {
    const poor = record({
      quorum: record({ isr: idSet(brokers) }),
      replicas: mapOf(brokers, record({ n: below(2) })),
    });
    const rich = record({
      nextId: upTo(2),
      quorum: record({ elr: idSet(brokers), isr: idSet(brokers) }),
      replicas: mapOf(brokers, record({ n: below(5), log: logOf(() => 2, { id: below(2) }) })),
    });
    expect(speaksOf(poor, rich)).toBe(true);
    expect(speaksOf(rich, poor)).toBe(false);
    expect(speaksOf(poor, record({ quorum: record({}), replicas: poor.fields.replicas }))).toBe(false);
    expect(speaksOf(poor, record({}))).toBe(false);
    expect(speaksOf(record({}), poor)).toBe(true);
    expect(speaksOf(poor, undefined)).toBe(false);
  });
  it('speaks of the bounds that it says its ranges depend on, too', () => {
    const bound = { meaning: 'anything', from: 0, to: 9, default: 1 };
    const bounded = record({ x: flag }, { size: bound, more: bound });
    expect(speaksOf(record({ x: flag }, { size: bound }), bounded)).toBe(true);
    expect(speaksOf(record({ x: flag }), bounded)).toBe(true);
    expect(speaksOf(record({ x: flag }, { other: bound }), bounded)).toBe(false);
    expect(speaksOf(bounded, record({ x: flag }))).toBe(false);
  });

  it('whatever the ranges are, which bounds decide', () => {
    expect(speaks(below(3), upTo(1000))).toBe(true);
    expect(speaks(below(3), orNone(below(3)))).toBe(true);
    expect(speaks(idOf(brokers), idOrNone(epochs))).toBe(true);
    expect(
      speaks(
        logOf(() => 2, { id: below(3) }),
        logOf(() => 9, { epoch: below(2), id: below(4) }),
      ),
    ).toBe(true);
    expect(
      speaks(
        setOf(() => 2, { v: below(3) }),
        setOf(() => 7, { v: below(2), w: flag }),
      ),
    ).toBe(true);
    expect(speaks(optional({ v: below(3) }), optional({ v: below(3), w: flag }))).toBe(true);
  });

  it('only if variables of one name are of one kind', () => {
    const kinds: Schema[] = [
      below(2),
      flag,
      oneOf('a', 'b'),
      idOf(brokers),
      idSet(brokers),
      record({}),
      optional({}),
      mapOf(brokers, record({})),
      logOf(() => 2, {}),
      setOf(() => 2, {}),
      bagOf(() => 2, {}),
    ];
    for (const [i, one] of kinds.entries())
      for (const [j, other] of kinds.entries()) expect(speaks(one, other), `${i} of ${j}`).toBe(i === j);
    expect(speaks(mapOf(brokers, record({})), mapOf(brokers, optional({})))).toBe(false);
    expect(
      speaks(
        logOf(() => 2, { id: flag }),
        logOf(() => 2, { id: below(2) }),
      ),
    ).toBe(false);
  });

  it('and is not taken in by what every object has', () => {
    expect(speaksOf(record({ constructor: flag }), record({}))).toBe(false);
    expect(speaksOf(record({ toString: flag }), record({}))).toBe(false);
  });
});

describe('a property', () => {
  it('applies to the protocols that have the variables it speaks of', () => {
    const property = always(replication, () => true);
    expect(appliesTo(property, replication)).toBe(true);
    expect(appliesTo(property, record({ ...replication.fields, history: record({ acked: upTo(3) }) }))).toBe(
      true,
    );
    expect(appliesTo(property, asyncIsr)).toBe(false);
    expect(
      appliesTo(
        always(asyncIsr, () => true),
        replication,
      ),
    ).toBe(false);
  });

  it('is a test, or a test with what it needs to say anything', () => {
    const [holds, given] = [() => true, () => false];
    const schema = record({ n: below(2) });
    expect(always(schema, holds)).toEqual({ kind: 'always', schema, holds, onRequest: false });
    expect(sometimes(schema, holds)).toEqual({ kind: 'sometimes', schema, holds, onRequest: false });
    expect(always(schema, { given, holds, onRequest: true })).toEqual({
      kind: 'always',
      schema,
      holds,
      given,
      onRequest: true,
    });
    expect(alwaysStep(schema, { given, holds })).toEqual({
      kind: 'alwaysStep',
      schema,
      holds,
      given,
      onRequest: false,
    });
  });

  it('is known by what always, sometimes and alwaysStep make', () => {
    const schema = record({ n: below(2) });
    const made = [always(schema, () => true), sometimes(schema, () => true), alwaysStep(schema, () => true)];
    expect(made.every(isProperty)).toBe(true);
    const others = [
      undefined,
      null,
      0,
      'always',
      () => true,
      {},
      { kind: 'always' },
      { holds: () => true },
      [],
    ];
    const wrong = [
      { kind: 'never', schema, holds: () => true },
      { kind: 'always', schema, holds: true },
      { kind: 'always', holds: () => true },
      { kind: 'always', schema: below(2), holds: () => true },
    ];
    expect([...others, ...wrong].some(isProperty)).toBe(false);
  });

  it('is refused where it is given anything but a schema', () => {
    const whole = { schema: record({ n: below(2) }), bounds: {} };
    const given: readonly [unknown, string][] = [
      [whole, 'a protocol. Import the schema by its name, or take the .schema of the protocol.'],
      [undefined, 'undefined. Import the schema of the protocol by its name.'],
      [null, 'object. '],
      [below(2), 'object. '],
      ['lock', 'string. '],
    ];
    const kinds = { always, sometimes, alwaysStep, recoverable } as Record<
      string,
      (...args: any[]) => unknown
    >;
    for (const [kind, make] of Object.entries(kinds))
      for (const [schema, what] of given)
        expect(() => make(schema, () => true)).toThrow(
          `${kind}(schema, ...) takes the schema that it speaks of, a record({ ... }), and was given ${what}`,
        );
    expect(() => always(whole.schema, () => true)).not.toThrow();
  });
});
