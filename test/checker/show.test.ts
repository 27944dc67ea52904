import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bagOf,
  below,
  flag,
  has,
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
} from '#checker/dsl';
import type { Schema } from '#checker/schema';
import { changesBetween, showField, showJson } from '#checker/show';
import type { Json } from '#checker/value';
import { anySchema, anyJson } from './arbitrary.js';

const brokers = interchangeable('brokers', () => 2);
const fields = { isr: idSet(brokers), version: orNone(below(5)) };
/** What is shown of a step by which one part of the state became another. */
const changed = (part: Schema, before: Json, after: Json): string[] =>
  changesBetween(record({ part }), { part: before }, { part: after }).map(
    ({ path, text }) => `${path} ${text}`,
  );

describe('a field', () => {
  it('is shown as people write it', () => {
    expect(showField(below(3), 2)).toBe('2');
    expect(showField(orNone(below(3)), null)).toBe('none');
    expect(showField(idOrNone(brokers), null)).toBe('none');
    expect(showField(idSet(brokers), [])).toBe('{}');
    expect(showField(idSet(brokers), [0, 1])).toBe('{0,1}');
    expect(showField(flag, false)).toBe('false');
    expect(showField(oneOf('a', 'b'), 'b')).toBe('b');
  });
});

describe('a variable', () => {
  it('is shown with all that is in it', () => {
    const state = record({
      quorum: record({ leader: idOrNone(brokers), isr: idSet(brokers) }),
      replicas: mapOf(
        brokers,
        record({
          log: logOf(
            () => 2,
            { id: below(3), epoch: below(3) },
            ({ id, epoch }) => `r${id}@${epoch}`,
          ),
          plain: logOf(() => 2, { id: below(3) }),
        }),
      ),
      pending: optional(fields),
      slots: mapOf(brokers, optional({ v: below(3) })),
      bag: bagOf(() => 2, fields),
      set: setOf(() => 2, fields),
    });
    const json: Json = {
      quorum: { leader: null, isr: [0] },
      replicas: [
        { log: [], plain: [] },
        {
          log: [
            { id: 0, epoch: 1 },
            { id: 2, epoch: 1 },
          ],
          plain: [{ id: 1 }, { id: 2 }],
        },
      ],
      pending: { isr: [], version: null },
      slots: [null, { v: 2 }],
      bag: [
        { isr: [0], version: 1 },
        { isr: [0], version: 1 },
      ],
      set: [],
    };
    expect(showJson(state, json)).toBe(
      '{quorum:{leader:none,isr:{0}},' +
        'replicas:[{log:[],plain:[]} {log:[r0@1 r2@1],plain:[{id:1} {id:2}]}],' +
        'pending:{isr:{},version:none},slots:[none {v:2}],' +
        'bag:{{isr:{0},version:1} {isr:{0},version:1}},set:{}}',
    );
  });
});

describe('what a step changed', () => {
  it('is nothing between a state and itself', () => {
    const cases = anySchema.chain((schema) => fc.tuple(fc.constant(schema), anyJson(schema)));
    fc.assert(
      fc.property(cases, ([schema, json]) => {
        expect(changesBetween(schema, json, JSON.parse(JSON.stringify(json)) as Json)).toEqual([]);
      }),
    );
  });

  it('is something between states that differ', () => {
    const cases = anySchema.chain((schema) =>
      fc.tuple(fc.constant(schema), anyJson(schema), anyJson(schema)),
    );
    fc.assert(
      fc.property(cases, ([schema, a, b]) => {
        expect(changesBetween(schema, a, b).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 200 },
    );
  });

  it('is each variable by its path, in the order of the schema', () => {
    const schema = record({
      quorum: record({ leader: idOrNone(brokers), isr: idSet(brokers) }),
      replicas: mapOf(brokers, record({ n: below(9), inner: record({ on: flag }) })),
      word: oneOf('follower', 'leader'),
    });
    const before: Json = {
      quorum: { leader: null, isr: [0, 1] },
      replicas: [
        { n: 1, inner: { on: false } },
        { n: 2, inner: { on: false } },
      ],
      word: 'follower',
    };
    const after: Json = {
      quorum: { leader: 0, isr: [1] },
      replicas: [
        { n: 1, inner: { on: false } },
        { n: 3, inner: { on: true } },
      ],
      word: 'leader',
    };
    expect(changesBetween(schema, before, after)).toEqual([
      { path: 'quorum.leader', text: 'none→0' },
      { path: 'quorum.isr', text: '{0,1}→{1}' },
      { path: 'replicas[1].n', text: '2→3' },
      { path: 'replicas[1].inner.on', text: 'false→true' },
      { path: 'word', text: 'follower→leader' },
    ]);
  });

  it('of a log is the whole of it, by its own way to show a record', () => {
    const own = logOf(
      () => 3,
      { id: below(5), isr: idSet(brokers), by: idOrNone(brokers) },
      ({ id, isr, by }) => `r${id}${has(isr, 1) ? '!' : ''}${by < 0 ? '' : `<${by}`}`,
    );
    expect(changed(own, [], [{ id: 4, isr: [0, 1], by: null }])).toEqual(['part []→[r4!]']);
    expect(
      changed(
        own,
        [
          { id: 4, isr: [0], by: 1 },
          { id: 2, isr: [], by: null },
        ],
        [{ id: 4, isr: [0], by: 1 }],
      ),
    ).toEqual(['part [r4<1 r2]→[r4<1]']);
    const plain = logOf(() => 3, fields);
    expect(changed(plain, [{ isr: [0], version: 0 }], [])).toEqual(['part [{isr:{0},version:0}]→[]']);
  });

  it('of a log is there also where its way to show a record does not tell', () => {
    const log = logOf(
      () => 3,
      { id: below(5), epoch: below(5) },
      ({ id }) => `r${id}`,
    );
    expect(changed(log, [{ id: 1, epoch: 0 }], [{ id: 1, epoch: 2 }])).toEqual(['part [r1]→[r1]']);
  });

  it('of messages is those that came and those that went, each as often as it did', () => {
    const m = (version: number): Json => ({ isr: [0], version });
    const bag = bagOf(() => 4, fields);
    expect(changed(bag, [], [m(1)])).toEqual(['part +{isr:{0},version:1}']);
    expect(changed(bag, [m(1), m(1), m(2)], [m(1), m(3), m(3)])).toEqual([
      'part -{isr:{0},version:1} -{isr:{0},version:2} +{isr:{0},version:3} +{isr:{0},version:3}',
    ]);
    expect(changed(bag, [m(1), m(1)], [m(1)])).toEqual(['part -{isr:{0},version:1}']);
    expect(
      changed(
        setOf(() => 4, fields),
        [m(1)],
        [m(1)],
      ),
    ).toEqual([]);
    expect(changed(bag, [{ isr: [], version: null }], [])).toEqual(['part -{isr:{},version:none}']);
  });

  it('of an optional record is that it came, went, or became another', () => {
    const pending = optional(fields);
    expect(changed(pending, null, { isr: [0], version: null })).toEqual(['part none→{isr:{0},version:none}']);
    expect(changed(pending, { isr: [], version: 0 }, { isr: [], version: 1 })).toEqual([
      'part {isr:{},version:0}→{isr:{},version:1}',
    ]);
    expect(changed(pending, { isr: [], version: 0 }, null)).toEqual(['part {isr:{},version:0}→none']);
    expect(changed(mapOf(brokers, pending), [null, null], [null, { isr: [], version: 0 }])).toEqual([
      'part[1] none→{isr:{},version:0}',
    ]);
  });
});
