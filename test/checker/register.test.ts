import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '#checker/bounds';
import { plainRegister } from '#checker/plain-register';
import { OutOfRange } from '#checker/range';
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
  upTo,
  type RecordOf,
} from '#checker/schema';
import { toJson, writeJson } from '#checker/value';
import { anyJson, anySchema, anySchemaAndJson, anySchemaAndWrites, NO_BOUNDS } from './arbitrary.js';

type Limits = Readonly<Record<string, number>>;
const registers: Readonly<Record<string, (schema: RecordOf<any>, bounds?: Bounds, limits?: Limits) => any>> =
  {
    packed: (schema, bounds = NO_BOUNDS, limits = {}) => packedRegister(schema, bounds, limits),
    plain: (schema, bounds = NO_BOUNDS, limits = {}) => plainRegister(schema, bounds, limits),
  };
const brokers = interchangeable('brokers', () => 3);

/** What a write is refused with. */
function refusalOf(write: () => void): OutOfRange {
  try {
    write();
  } catch (error) {
    if (error instanceof OutOfRange) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe.each(Object.entries(registers))('the %s register', (_, make) => {
  it('shows the JSON that was written to it', () => {
    fc.assert(
      fc.property(anySchemaAndJson, ({ schema, json }) => {
        const { state } = make(schema);
        writeJson(schema, json, state, NO_BOUNDS);
        expect(toJson(schema, state)).toEqual(json);
      }),
      { numRuns: 300 },
    );
  });

  it('begins with zeroes, first words, false, none and empty sets, and goes back to them when it is cleared', () => {
    const schema = record({
      number: below(5),
      none: orNone(below(5)),
      on: flag,
      word: oneOf('follower', 'leader'),
      id: idOf(brokers),
      leader: idOrNone(brokers),
      isr: idSet(brokers),
      pending: optional({ version: below(3) }),
      replicas: mapOf(brokers, record({ log: logOf(() => 2, { epoch: below(3) }) })),
      messages: bagOf(() => 2, { version: below(3) }),
    });
    const zero = {
      number: 0,
      none: 0,
      on: false,
      word: 'follower',
      id: 0,
      leader: 0,
      isr: [],
      pending: null,
      replicas: [{ log: [] }, { log: [] }, { log: [] }],
      messages: [],
    };
    const { state, clear, limits } = make(schema, {}, { crash: 2 });
    const begun = toJson(schema, state);
    expect(begun).toEqual({ ...zero, none: null, leader: null });
    fc.assert(
      fc.property(anyJson(schema), (json) => {
        clear();
        writeJson(schema, json, state, NO_BOUNDS);
        limits.crash++;
        clear();
        expect(toJson(schema, state)).toEqual(begun);
        expect(limits.crash).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('gives elements their ids, of maps of records and of optionals', () => {
    const { state } = make(
      record({
        replicas: mapOf(brokers, record({ log: logOf(() => 1, { id: below(9) }) })),
        slots: mapOf(brokers, optional({ version: below(3) })),
      }),
    );
    expect(state.replicas.map(({ id }: any) => id)).toEqual([0, 1, 2]);
    expect(state.slots.map(({ id }: any) => id)).toEqual([0, 1, 2]);
    state.replicas[1].log.append({ id: 7 });
    expect(state.replicas.map(({ id }: any) => id)).toEqual([0, 1, 2]);
    expect(state.replicas[1].log.at(0).id).toBe(7);
  });

  it('has the bounds of the run beside its variables', () => {
    const bounds = { brokers: 2 };
    expect(make(record({ n: below(3) }), bounds).state.bounds).toEqual(bounds);
  });

  describe('refuses what is out of range, and says of which variable, what, and what its range is', () => {
    const schema = record({
      replicas: mapOf(
        brokers,
        record({
          highWatermark: upTo(4),
          inner: record({ epoch: orNone(below(3)) }),
          log: logOf(() => 2, { epoch: below(3) }),
        }),
      ),
      count: below(3),
      only: below(1),
      leader: idOrNone(brokers),
      broker: idOf(brokers),
      isr: idSet(brokers),
      on: flag,
      word: oneOf('follower', 'leader'),
      pending: optional({ version: below(3) }),
      slots: mapOf(brokers, optional({ version: below(3) })),
      updates: setOf(() => 2, { version: below(3), isr: idSet(brokers) }),
    });
    const never = [
      1.5,
      NaN,
      Infinity,
      -Infinity,
      undefined,
      null,
      '1',
      '',
      [],
      {},
      -2,
      -(2 ** 31),
      2 ** 32,
      2 ** 53,
    ];
    const cases: readonly (readonly [
      variable: string,
      range: string,
      bad: readonly unknown[],
      write: (s: any, value: unknown) => void,
    ])[] = [
      ['replicas[2].highWatermark', '0 to 4', [5, -1, true], (s, v) => (s.replicas[2].highWatermark = v)],
      [
        'replicas[1].inner.epoch',
        'none (-1) or 0 to 2',
        [3, true, false],
        (s, v) => (s.replicas[1].inner.epoch = v),
      ],
      ['replicas[0].log[0].epoch', '0 to 2', [3, -1, true], (s, v) => s.replicas[0].log.append({ epoch: v })],
      ['count', '0 to 2', [3, -1, true, false], (s, v) => (s.count = v)],
      ['only', '0', [1, -1, true], (s, v) => (s.only = v)],
      ['leader', 'none (-1) or 0 to 2', [3, true], (s, v) => (s.leader = v)],
      ['broker', '0 to 2', [3, -1], (s, v) => (s.broker = v)],
      ['isr', 'a set of brokers (as bits, 0 to 7)', [8, -1], (s, v) => (s.isr = v)],
      ['on', 'true or false', [0, 1, 'true'], (s, v) => (s.on = v)],
      ['word', 'follower, leader', ['candidate', 0, true], (s, v) => (s.word = v)],
      ['pending.version', '0 to 2', [3, -1], (s, v) => s.pending.put({ version: v })],
      ['slots[2].version', '0 to 2', [3, -1], (s, v) => s.slots[2].put({ version: v })],
      ['updates.version', '0 to 2', [3, -1], (s, v) => s.updates.add({ version: v, isr: 0 })],
      [
        'updates.isr',
        'a set of brokers (as bits, 0 to 7)',
        [8, -1],
        (s, v) => s.updates.add({ version: 0, isr: v }),
      ],
    ];
    it.each(cases)('%s, whose range is %s', (variable, range, bad, write) => {
      const { state } = make(schema);
      for (const value of [...never, ...bad]) {
        state.replicas[0].log.truncateTo(0);
        const refusal = refusalOf(() => write(state, value));
        expect([refusal.variable, refusal.value, refusal.range]).toEqual([variable, value, range]);
        expect(refusal.message).toBe(`${variable} cannot be ${String(value)}: its range is ${range}.`);
      }
    });

    it('and takes what is in range', () => {
      const { state } = make(schema);
      state.replicas[2].highWatermark = 4;
      state.leader = -1;
      state.isr = 7;
      state.word = 'leader';
      state.replicas[2].inner.epoch = 2;
      expect([
        state.replicas[2].highWatermark,
        state.leader,
        state.isr,
        state.word,
        state.replicas[2].inner.epoch,
      ]).toEqual([4, -1, 7, 'leader', 2]);
    });

    it('also of a message that is only asked after or taken away', () => {
      const { state } = make(schema);
      state.updates.add({ version: 1, isr: 3 });
      for (const ask of ['has', 'count', 'remove'])
        expect(refusalOf(() => state.updates[ask]({ version: 3, isr: 3 })).variable).toBe('updates.version');
      expect(state.updates.size).toBe(1);
    });
  });

  it('leaves the neighbours of a variable alone when it refuses a write', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer(), fc.double(), fc.constantFrom(null, undefined, true, '1'))),
        (values) => {
          const schema = record({ before: below(8), n: below(5), m: orNone(below(5)), after: below(8) });
          const { state } = make(schema);
          state.before = state.after = 5;
          for (const value of values)
            for (const name of ['n', 'm'])
              try {
                state[name] = value;
                expect(state[name]).toBe(Object.is(value, -0) ? state[name] : value);
              } catch (error) {
                expect(error).toBeInstanceOf(OutOfRange);
              }
          expect([state.before, state.after]).toEqual([5, 5]);
        },
      ),
    );
  });

  describe('of a log', () => {
    const schema = record({
      replicas: mapOf(brokers, record({ log: logOf(() => 2, { id: below(9), epoch: below(3) }) })),
    });
    const filled = () => {
      const { log } = make(schema).state.replicas[1];
      log.append({ id: 4, epoch: 1 });
      log.append({ id: 5, epoch: 2 });
      return log;
    };
    const read = (log: any) =>
      Array.from({ length: log.endOffset }, (_, at) => [log.at(at).id, log.at(at).epoch]);

    it('appends up to its capacity, and refuses a record more', () => {
      const log = filled();
      expect(log.isFull).toBe(true);
      const refusal = refusalOf(() => log.append({ id: 0, epoch: 0 }));
      expect(refusal.message).toBe('replicas[1].log.endOffset cannot be 3: its range is 0 to 2.');
      expect(read(log)).toEqual([
        [4, 1],
        [5, 2],
      ]);
    });

    it('has no record at its end offset or beyond, nor at anything that is no offset', () => {
      const log = filled();
      for (const offset of [2, 3, -1, 0.5, 1.5, NaN, Infinity, undefined, null, '0', 2 ** 32, 2 ** 32 + 1])
        expect(() => log.at(offset), String(offset)).toThrow(
          new RangeError(`replicas[1].log has no record at offset ${offset}: it ends at 2.`),
        );
      log.truncateTo(1);
      expect(() => log.at(1)).toThrow('replicas[1].log has no record at offset 1: it ends at 1.');
      log.truncateTo(0);
      expect(() => log.at(0)).toThrow('it ends at 0.');
    });

    it('stays as it is when it is cut to its end or beyond', () => {
      const log = filled();
      for (const end of [2, 3, 100, 2.5, Infinity]) log.truncateTo(end);
      expect(log.endOffset).toBe(2);
    });

    it('refuses to be cut to what is no offset', () => {
      const log = filled();
      for (const end of [-1, -Infinity, 0.5, NaN, undefined, '0'])
        expect(refusalOf(() => log.truncateTo(end)).message).toBe(
          `replicas[1].log.endOffset cannot be ${end}: its range is 0 to 2.`,
        );
      expect(read(log)).toEqual([
        [4, 1],
        [5, 2],
      ]);
    });

    it('shows at an offset what is there now, and copies what is appended', () => {
      const log = filled();
      const last = log.at(1);
      log.truncateTo(0);
      expect([last.id, last.epoch]).toEqual([0, 0]);
      log.append({ id: 8, epoch: 0 });
      log.append(log.at(0));
      expect([last.id, last.epoch]).toEqual([8, 0]);
      log.truncateTo(1);
      log.append({ id: 1, epoch: 1 });
      expect(read(log)).toEqual([
        [8, 0],
        [1, 1],
      ]);
    });

    it('of no capacity is empty and full', () => {
      const { log } = make(record({ log: logOf(() => 0, { id: below(9) }) })).state;
      expect([log.endOffset, log.isFull]).toEqual([0, true]);
      expect(refusalOf(() => log.append({ id: 0 })).message).toBe(
        'log.endOffset cannot be 1: its range is 0.',
      );
      log.truncateTo(0);
      expect(() => log.at(0)).toThrow(RangeError);
    });
  });

  describe('of messages', () => {
    const fields = { version: below(3), isr: idSet(interchangeable('brokers', () => 2)) };
    const CAPACITY = 4;
    const of = (kind: typeof setOf | typeof bagOf, most = CAPACITY) =>
      make(record({ updates: kind(() => most, fields) })).state.updates;
    const contents = fc.record({ version: fc.nat(2), isr: fc.nat(3) });
    const commands = fc.array(fc.tuple(fc.constantFrom('add', 'add', 'remove'), contents), { maxLength: 40 });
    const key = (message: unknown): string => JSON.stringify(message);

    it('behaves as a Set if it is one', () => {
      fc.assert(
        fc.property(commands, contents, (list, asked) => {
          const updates = of(setOf);
          const model = new Map<string, { version: number; isr: number }>();
          for (const [verb, message] of list) {
            if (verb === 'remove') {
              model.delete(key(message));
              updates.remove(message);
            } else if (model.size < CAPACITY || model.has(key(message))) {
              model.set(key(message), message);
              updates.add(message);
            } else
              expect(() => updates.add(message)).toThrow(
                new RangeError(`updates is full: within these bounds it holds ${CAPACITY} messages.`),
              );
            expect(updates.size).toBe(model.size);
            expect(updates.isFull).toBe(model.size === CAPACITY);
            expect(updates.has(asked)).toBe(model.has(key(asked)));
            expect(updates.count(asked)).toBe(model.has(key(asked)) ? 1 : 0);
            const all = [...model.values()];
            expect(updates.some((m: any) => m.version > 1)).toBe(all.some((m) => m.version > 1));
            expect(updates.every((m: any) => m.version < 2)).toBe(all.every((m) => m.version < 2));
          }
        }),
      );
    });

    it('behaves as a multiset if it is a bag', () => {
      fc.assert(
        fc.property(commands, contents, (list, asked) => {
          const updates = of(bagOf);
          const model: string[] = [];
          for (const [verb, message] of list) {
            if (verb === 'remove') {
              const at = model.indexOf(key(message));
              if (at >= 0) model.splice(at, 1);
              updates.remove(message);
            } else if (model.length < CAPACITY) {
              model.push(key(message));
              updates.add(message);
            } else
              expect(() => updates.add(message)).toThrow(
                new RangeError(`updates is full: within these bounds it holds ${CAPACITY} messages.`),
              );
            expect(updates.size).toBe(model.length);
            expect(updates.isFull).toBe(model.length === CAPACITY);
            expect(updates.has(asked)).toBe(model.includes(key(asked)));
            expect(updates.count(asked)).toBe(model.filter((one) => one === key(asked)).length);
          }
        }),
      );
    });

    it('does not mind a message that is there already when it is a full set', () => {
      const updates = of(setOf, 1);
      updates.add({ version: 1, isr: 2 });
      updates.add({ version: 1, isr: 2 });
      expect(updates.size).toBe(1);
      expect(() => updates.add({ version: 0, isr: 2 })).toThrow('updates is full');
      expect(() => of(setOf, 0).add({ version: 0, isr: 0 })).toThrow('it holds 0 messages');
    });

    it('tells messages apart in tests within tests', () => {
      const updates = of(bagOf);
      updates.add({ version: 0, isr: 1 });
      updates.add({ version: 1, isr: 2 });
      updates.add({ version: 2, isr: 3 });
      const seen: number[] = [];
      updates.every((a: any) =>
        updates.every((b: any) => {
          updates.some((c: any) => void seen.push(a.version * 100 + b.version * 10 + c.version));
          return true;
        }),
      );
      expect(new Set(seen).size).toBe(27);
      expect(updates.some((a: any) => updates.some((b: any) => a.version > b.version))).toBe(true);
      expect(updates.every((a: any) => updates.every((b: any) => a.version === b.version))).toBe(false);
      expect(updates.every((a: any) => !updates.every((b: any) => a.version > b.version))).toBe(true);
      // A test that throws leaves nothing behind.
      const fails = (): never => {
        throw new Error('a mistake of the model');
      };
      expect(() => updates.some((a: any) => a.version === 0 && updates.every(fails))).toThrow('a mistake');
      expect(updates.some((a: any) => updates.some((b: any) => a.version + b.version === 4))).toBe(true);
    });

    it('can hold messages without content, which it counts', () => {
      const schema = record({ before: below(4), ticks: bagOf(() => 3, {}), after: below(4) });
      const { state } = make(schema);
      state.ticks.add({});
      state.ticks.add({});
      expect([state.ticks.size, state.ticks.count({}), state.ticks.has({})]).toEqual([2, 2, true]);
      expect(toJson(schema, state)).toEqual({ before: 0, ticks: [{}, {}], after: 0 });
      state.ticks.remove({});
      state.ticks.remove({});
      state.ticks.remove({});
      expect(state.ticks.size).toBe(0);
    });
  });

  describe('at the extremes', () => {
    it('has fields of 2^31 values beside others', () => {
      const wide = interchangeable('members', () => 31);
      const schema = record({
        low: flag,
        a: below(2 ** 31),
        b: upTo(2 ** 31 - 1),
        c: orNone(below(2 ** 31 - 1)),
        isr: idSet(wide),
        high: flag,
        log: logOf(() => 2, { a: below(2 ** 31), b: flag }),
        bag: bagOf(() => 2, { b: flag, a: below(2 ** 31), isr: idSet(wide) }),
      });
      const { state } = make(schema);
      const most = 2 ** 31 - 1;
      state.a = state.b = most;
      state.c = most - 1;
      state.isr = most;
      state.log.append({ a: most, b: true });
      state.bag.add({ b: true, a: most, isr: most });
      state.bag.add({ b: false, a: 0, isr: most });
      expect([state.low, state.high]).toEqual([false, false]);
      state.low = state.high = true;
      const all = Array.from({ length: 31 }, (_, id) => id);
      expect(toJson(schema, state)).toEqual({
        low: true,
        a: most,
        b: most,
        c: most - 1,
        isr: all,
        high: true,
        log: [{ a: most, b: true }],
        bag: [
          { b: false, a: 0, isr: all },
          { b: true, a: most, isr: all },
        ],
      });
      for (const [name, value] of [
        ['a', 2 ** 31],
        ['b', 2 ** 31],
        ['c', most],
        ['isr', 2 ** 31],
      ] as const)
        expect(refusalOf(() => (state[name] = value)).value).toBe(value);
    });

    it.each([1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 32, 33, 65_536, 65_537, 2 ** 20, 2 ** 30, 2 ** 30 + 1])(
      'keeps the first and last of %i values, beside neighbours with all bits set',
      (values) => {
        const schema = record({
          before: below(4),
          n: below(values),
          m: orNone(below(values)),
          after: below(4),
        });
        const { state } = make(schema);
        state.before = state.after = 3;
        for (const n of [values - 1, 0, values >> 1])
          for (const m of [values - 1, 0, -1]) {
            state.n = n;
            state.m = m;
            expect([state.before, state.n, state.m, state.after]).toEqual([3, n, m, 3]);
          }
        expect(() => (state.n = values)).toThrow(OutOfRange);
        expect(() => (state.m = values)).toThrow(OutOfRange);
        expect([state.before, state.after]).toEqual([3, 3]);
      },
    );

    it('has maps of nobody, and ids of a record when there are none', () => {
      const nobody = interchangeable('brokers', () => 0);
      const schema = record({
        replicas: mapOf(nobody, record({ log: logOf(() => 2, { id: below(2) }) })),
        isr: idSet(nobody),
        leader: idOrNone(nobody),
        nextId: upTo(0),
        log: logOf(() => 1, { id: below(0) }),
      });
      const { state } = make(schema);
      expect(toJson(schema, state)).toEqual({
        replicas: [],
        isr: [],
        leader: state.leader < 0 ? null : 0,
        nextId: 0,
        log: [],
      });
      state.isr = 0;
      state.leader = -1;
      state.nextId = 0;
      expect(refusalOf(() => (state.isr = 1)).range).toBe('a set of brokers (as bits, 0 to 0)');
      expect(refusalOf(() => (state.nextId = 1)).range).toBe('0');
    });

    it('has states of many words', () => {
      const many = interchangeable('many', () => 50);
      const schema = record({
        on: flag,
        replicas: mapOf(
          many,
          record({ a: below(2 ** 31), b: orNone(below(1000)), log: logOf(() => 3, { id: below(2 ** 20) }) }),
        ),
        bag: bagOf(() => 30, { a: below(2 ** 31), b: below(2 ** 17) }),
      });
      const { state } = make(schema);
      fc.assert(
        fc.property(anyJson(schema), (json) => {
          const register = make(schema);
          writeJson(schema, json, register.state, NO_BOUNDS);
          expect(toJson(schema, register.state)).toEqual(json);
        }),
        { numRuns: 5 },
      );
      state.replicas[49].b = 999;
      expect(state.replicas.every(({ id, b }: any) => b === (id === 49 ? 999 : -1))).toBe(true);
    });

    it('has states of no bits at all', () => {
      const schema = record({
        n: below(1),
        word: oneOf('only'),
        m: upTo(0),
        r: record({}),
        bag: bagOf(() => 0, { a: below(3) }),
      });
      const { state } = make(schema);
      state.n = 0;
      state.word = 'only';
      expect(toJson(schema, state)).toEqual({ n: 0, word: 'only', m: 0, r: {}, bag: [] });
      expect(toJson(record({}), make(record({})).state)).toEqual({});
    });

    it('has limits beside the state, which no schema names', () => {
      const schema = record({ n: below(2) });
      const { state, limits } = make(schema, {}, { crash: 3, never: 0 });
      limits.crash = 3;
      expect([limits.crash, limits.never, state.n]).toEqual([3, 0, 0]);
      expect(refusalOf(() => limits.crash++).message).toBe('limits.crash cannot be 4: its range is 0 to 3.');
      expect(refusalOf(() => limits.never++).message).toBe('limits.never cannot be 1: its range is 0.');
      expect(Object.keys(toJson(schema, state) as object)).toEqual(['n']);
    });
  });
});

describe('the packed register, canonical by construction', () => {
  it('has the same words after any writes as if what it shows had been written at once', () => {
    fc.assert(
      fc.property(anySchemaAndWrites, ({ schema, writes }) => {
        const written = packedRegister(schema, NO_BOUNDS);
        writes.forEach((write) => write(written.state));
        const fresh = packedRegister(schema, NO_BOUNDS);
        writeJson(schema, toJson(schema, written.state), fresh.state, NO_BOUNDS);
        expect([...fresh.words]).toEqual([...written.words]);
      }),
      { numRuns: 400 },
    );
  });

  it('has the same words for two states if and only if they are the same as JSON', () => {
    const twoOf = anySchema.chain((schema) =>
      fc.record({ schema: fc.constant(schema), a: anyJson(schema), b: anyJson(schema) }),
    );
    fc.assert(
      fc.property(twoOf, ({ schema, a, b }) => {
        const [first, second] = [packedRegister(schema, NO_BOUNDS), packedRegister(schema, NO_BOUNDS)];
        writeJson(schema, a, first.state, NO_BOUNDS);
        writeJson(schema, b, second.state, NO_BOUNDS);
        expect(first.words.every((word, k) => word === second.words[k])).toBe(
          JSON.stringify(a) === JSON.stringify(b),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('bears no mark of the order of messages, of records cut off, or of what an optional record held', () => {
    const schema = record({
      messages: bagOf(() => 4, {
        version: below(2 ** 20),
        isr: idSet(brokers),
        on: flag,
        wide: below(2 ** 20),
      }),
      log: logOf(() => 3, { id: below(9) }),
      pending: optional({ version: below(9) }),
    });
    const a = packedRegister(schema, NO_BOUNDS);
    const b = packedRegister(schema, NO_BOUNDS);
    const messages = [5, 3, 5, 700_000].map((version) => ({
      version,
      isr: 3 as never,
      on: version === 3,
      wide: version,
    }));
    messages.forEach((message) => a.state.messages.add(message));
    messages.toReversed().forEach((message) => b.state.messages.add(message));
    b.state.log.append({ id: 8 });
    b.state.log.truncateTo(0);
    b.state.pending.put({ version: 8 });
    b.state.pending.clear();
    expect([...a.words]).toEqual([...b.words]);
    messages.forEach((message) => b.state.messages.remove(message));
    expect(b.words.every((word) => word === 0)).toBe(true);
  });

  it('takes no more bits than the ranges need, one word at least, and whole words', () => {
    const bitsOf = (schema: RecordOf<any>) => packedRegister(schema, NO_BOUNDS).bits;
    expect(bitsOf(record({}))).toBe(0);
    expect(packedRegister(record({}), NO_BOUNDS).words.length).toBe(1);
    expect(bitsOf(record({ n: below(1) }))).toBe(0);
    expect(bitsOf(record({ n: below(2 ** 10) }))).toBe(10);
    expect(bitsOf(record({ n: upTo(2 ** 10) }))).toBe(11);
    expect(bitsOf(record({ n: orNone(below(2 ** 10)) }))).toBe(11);
    expect(bitsOf(record({ n: below(2 ** 31) }))).toBe(31);
    expect(bitsOf(record({ log: logOf(() => 3, { a: below(4), b: flag }) }))).toBe(2 + 3 * 3);
    expect(bitsOf(record({ bag: bagOf(() => 3, { a: below(4), b: flag }) }))).toBe(2 + 3 * 3);
    expect(bitsOf(record({ o: optional({ a: below(4), b: flag }) }))).toBe(1 + 3);
    const { words } = packedRegister(
      record({
        m: mapOf(
          interchangeable('x', () => 45),
          record({ a: below(2 ** 31) }),
        ),
      }),
      {},
    );
    expect(words.length).toBe(45);
  });

  it('can lie over words that are kept elsewhere', () => {
    fc.assert(
      fc.property(anySchemaAndJson, ({ schema, json }) => {
        const one = packedRegister(schema, NO_BOUNDS);
        writeJson(schema, json, one.state, NO_BOUNDS);
        const kept = new Int32Array(one.words.length + 1).fill(-1);
        const other = packedRegister(schema, NO_BOUNDS, {}, { over: kept });
        kept.set(one.words);
        expect(toJson(schema, other.state)).toEqual(json);
        other.clear();
        expect(kept.at(-1)).toBe(-1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the packed register that notes what is read', () => {
  /** A look at one part of a state, chosen by numbers. */
  function look(schema: any, view: any, by: readonly number[]): unknown {
    const [first = 0, ...rest] = by;
    switch (schema.kind) {
      case 'field':
        return view;
      case 'record': {
        const names = Object.keys(schema.fields);
        const name = names[first % Math.max(1, names.length)];
        return name === undefined ? undefined : look(schema.fields[name], view[name], rest);
      }
      case 'map':
        return view.length === 0 ? 0 : look(schema.element, view[first % view.length], rest);
      case 'optional': {
        const names = ['present', ...Object.keys(schema.fields)];
        return view[names[first % names.length]!];
      }
      case 'log': {
        const names = Object.keys(schema.fields);
        if (first % 3 === 0) return view.endOffset;
        if (first % 3 === 1) return view.isFull;
        const at = (rest[0] ?? 0) % 4;
        return at < view.endOffset ? view.at(at)[names[(rest[1] ?? 0) % names.length]!] : 'nothing';
      }
      default: {
        const names = Object.keys(schema.fields);
        const name = names[(rest[0] ?? 0) % names.length]!;
        if (first % 4 === 0) return view.size;
        if (first % 4 === 1) return view.isFull;
        const values: unknown[] = [];
        if (first % 4 === 2) view.some((message: any) => values.push(message[name]) > (rest[1] ?? 0) % 3);
        else view.every((message: any) => values.push(message[name]) <= (rest[1] ?? 0) % 3);
        return JSON.stringify(values);
      }
    }
  }
  it('notes all that an answer depends on: states that agree there have the same answer', () => {
    const twoOf = anySchema.chain((schema) =>
      fc.record({
        schema: fc.constant(schema),
        a: anyJson(schema),
        b: anyJson(schema),
        by: fc.array(fc.nat(11), { minLength: 6, maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(twoOf, ({ schema, a, b, by }) => {
        const [plain, noting] = [
          packedRegister(schema, NO_BOUNDS),
          packedRegister(schema, NO_BOUNDS, {}, { notesReads: true }),
        ];
        const wordsOf = (json: typeof a): Int32Array => {
          plain.clear();
          writeJson(schema, json, plain.state, NO_BOUNDS);
          return plain.words.slice();
        };
        const [first, second] = [wordsOf(a), wordsOf(b)];
        noting.words.set(first);
        noting.reads.fill(0);
        const answer = look(schema, noting.state, by);
        const { reads } = noting;
        // What was read of the one, and all else of the other: whatever that means, the answer must be the same.
        noting.words.set(first.map((word, k) => (word & reads[k]!) | (second[k]! & ~reads[k]!)));
        expect(look(schema, noting.state, by)).toEqual(answer);
      }),
      { numRuns: 500 },
    );
  });
});

it('a write to a name that is not there is an error, on both registers', () => {
  const misspelt = record({
    nodes: mapOf(
      interchangeable('nodes', () => 1),
      record({ mark: below(3) }),
    ),
    one: below(2),
  });
  for (const { state } of [packedRegister(misspelt, {}), plainRegister(misspelt, {})]) {
    const { nodes } = state;
    expect(() => Object.assign(nodes[0]!, { mrak: 1 })).toThrow('not extensible');
    expect(() => Object.assign(state, { oen: 1 })).toThrow('not extensible');
  }
});
