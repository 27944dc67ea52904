import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf, type MessagesPart } from '#checker/collection';
import { plainRegister } from '#checker/plain-register';
import { packedRegister } from '#checker/register';
import {
  bagOf,
  below,
  idSet,
  interchangeable,
  logOf,
  optional,
  orNone,
  record,
  setOf,
} from '#checker/schema';
import { toJson } from '#checker/value';
import { anyContent, anyMessages, anySchemaAndWrites, NO_BOUNDS } from './arbitrary.js';

describe('the plain register and the packed one', () => {
  it('show the same after the same writes, whatever the schema', () => {
    fc.assert(
      fc.property(anySchemaAndWrites, ({ schema, writes }) => {
        const [plain, packed] = [plainRegister(schema, NO_BOUNDS), packedRegister(schema, NO_BOUNDS)];
        for (const write of writes) {
          write(plain.state);
          write(packed.state);
          expect(toJson(schema, packed.state)).toEqual(toJson(schema, plain.state));
        }
        plain.clear();
        packed.clear();
        expect(toJson(schema, packed.state)).toEqual(toJson(schema, plain.state));
      }),
      { numRuns: 400 },
    );
  });

  it('refuse the same with the same words', () => {
    const brokers = interchangeable('brokers', () => 3);
    const fields = { n: below(4), epoch: orNone(below(4)), isr: idSet(brokers) };
    const schema = record({
      ...fields,
      pending: optional(fields),
      log: logOf(() => 2, fields),
      set: setOf(() => 2, fields),
      bag: bagOf(() => 2, fields),
    });
    const odd = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -2, max: 8 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(NaN, 1.5, undefined, null, '1', true, false, 2 ** 32 + 1, [], [1]),
      },
    );
    const content = fc.record({ n: odd, epoch: odd, isr: odd });
    const acts = fc.oneof(
      fc.tuple(fc.constantFrom('n', 'epoch', 'isr'), odd).map(
        ([name, value]) =>
          (s: any) =>
            void (s[name] = value),
      ),
      fc
        .tuple(
          fc.constantFrom(
            ['pending', 'put'],
            ['log', 'append'],
            ['set', 'add'],
            ['bag', 'add'],
            ['set', 'has'],
            ['bag', 'count'],
            ['bag', 'remove'],
          ),
          content,
        )
        .map(
          ([[part, verb], value]) =>
            (s: any) =>
              s[part!][verb!](value),
        ),
      odd.map((end) => (s: any) => s.log.truncateTo(end)),
      odd.map((at) => (s: any) => s.log.at(at).epoch),
    );
    const outcome = (act: () => unknown): string => {
      try {
        return `gives ${String(act())}`;
      } catch (error) {
        return `${(error as Error).constructor.name}: ${(error as Error).message}`;
      }
    };
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 20 }), (list) => {
        const [plain, packed] = [plainRegister(schema, NO_BOUNDS), packedRegister(schema, NO_BOUNDS)];
        for (const act of list) {
          const expected = outcome(() => act(plain.state));
          expect(outcome(() => act(packed.state))).toBe(expected);
          // A search ends at the first error: what is left of a write that was refused half-way is nobody's concern.
          if (!expected.startsWith('gives')) return;
        }
      }),
      { numRuns: 600 },
    );
  });

  it('offer the same messages to choose from, each content once, and hold in hand what was chosen', () => {
    const cases = anyMessages.chain((of) =>
      fc.record({
        schema: fc.constant(record({ messages: of })),
        list: fc.array(anyContent((of as ReturnType<typeof bagOf>).fields as never), { maxLength: 4 }),
      }),
    );
    const offered = (messages: MessagesPart, names: readonly string[]): string[] => {
      const hand = messages.makeHand();
      return Array.from({ length: messages.capacity + 1 }, (_, place) => place)
        .filter((place) => messages.isChoice(place))
        .map((place) => {
          messages.pick(place, hand);
          return JSON.stringify(names.map((name) => (hand as Record<string, unknown>)[name]));
        })
        .sort();
    };
    fc.assert(
      fc.property(cases, ({ schema, list }) => {
        const fields = (schema.fields.messages as ReturnType<typeof bagOf>).fields as Record<string, unknown>;
        const all = [plainRegister(schema, NO_BOUNDS), packedRegister(schema, NO_BOUNDS)].map(({ state }) => {
          const messages: any = state.messages;
          for (const message of list) if (!messages.isFull) messages.add(message);
          const part = partOf(messages);
          return part?.kind === 'messages' ? offered(part.messages, Object.keys(fields)) : undefined;
        });
        expect(all[1]).toEqual(all[0]);
        expect(new Set(all[0]).size).toBe(all[0]!.length);
      }),
      { numRuns: 200 },
    );
  });
});
