import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { protocol, record, upTo, actionsOf, type StateOf } from '#checker/dsl';
import { InputError } from '#cli/errors';
import { narrated, sentenceOf } from '#cli/narration';
import { claimFile } from '../support/claims.js';
import { withScenarios } from '../support/exhibits.js';
import { nextOf } from '../support/tidemark.js';

const schema = record({ a: upTo(() => 2), b: upTo(() => 2) });
const action = actionsOf<StateOf<typeof schema, Record<never, never>>>();
const count = (says?: () => string) => () =>
  action({
    choose: {},
    when: (_, { a }) => a < 2,
    then: (_, s) => {
      s.a++;
      s.b = s.a;
    },
    ...(says && { says }),
  });
const counting = (says?: () => string, tells?: () => string[]) =>
  protocol({
    bounds: {},
    schema,
    initial: () => undefined,
    rules: {},
    actions: { count: count(says) },
    ...(tells && { tells }),
  });
const step = { action: 'count', chosen: {} };
const lines = (...args: Parameters<typeof narrated>): string[] =>
  narrated(...args).map(stripVTControlCharacters);

describe('a step', () => {
  it('is a sentence, with the step and what it changed below', () => {
    const by = counting(
      () => 'a peer counts',
      () => ['it is at more', 'it rests'],
    );
    expect(lines(by, {}, [step, step, { ...step, disabled: true }])).toEqual([
      ' 1  A peer counts: it is at more; it rests.',
      '      count',
      '      a 0→1',
      '      b 0→1',
      ' 2  A peer counts: it is at more; it rests.',
      '      count',
      '      a 1→2',
      '      b 1→2',
      ' 3  (Not possible here: a peer counts.)',
      '      count -> disabled',
      '      the guard of count does not hold. It read a = 2.',
    ]);
  });
  it('without words is shown as a trace has it', () => {
    const by = counting(undefined, () => ['it is at more']);
    expect(lines(by, {}, [step, step, { ...step, disabled: true }])).toEqual([
      ' 1  count',
      '      a 0→1',
      '      b 0→1',
      ' 2  count',
      '      a 1→2',
      '      b 1→2',
      ' 3  count -> disabled',
      '      the guard of count does not hold. It read a = 2.',
    ]);
  });
  it('whose sentence is long is wrapped', () => {
    const by = counting(() => `a peer ${'counts and '.repeat(12)}rests`);
    const [first, second, third] = lines(by, {}, [step]);
    expect(first).toMatch(/^ 1 {2}A peer .{50,101}$/);
    expect(second).toMatch(/^ {4}\S.* rests\.$/);
    expect(third).toBe('      count');
  });
});

describe('a sentence', () => {
  const one = { step, state: null, changes: [], tells: [] };
  it('begins with a capital and ends with a full stop, with what came of it behind a colon', () => {
    expect(sentenceOf({ ...one, says: 'a peer counts' })).toBe('A peer counts.');
    expect(sentenceOf({ ...one, says: 'a peer counts', tells: ['it is at 1', 'it rests'] })).toBe(
      'A peer counts: it is at 1; it rests.',
    );
  });
  it('says so of what is not possible, and there is none without words', () => {
    expect(sentenceOf({ ...one, says: 'a peer counts', refusal: 'it is tired' })).toBe(
      '(Not possible here: a peer counts.)',
    );
    expect(sentenceOf(one)).toBeUndefined();
  });
});

describe('words that fail', () => {
  const boom = (): never => {
    throw new Error('boom');
  };
  it.each([
    [counting(boom), 'Step 1, count, cannot be told: its says failed: boom. Mend the says of count,'],
    [
      counting(() => 'a peer counts', boom),
      'Step 1, count, cannot be told: its tells failed: boom. Mend the tells of the protocol,',
    ],
  ])('are bad input', (by, message) => {
    expect(() => narrated(by, {}, [step])).toThrow(InputError);
    expect(() => narrated(by, {}, [step])).toThrow(message);
  });
  it('end a command with one message, and leave the others as they are', async () => {
    const broken = `{ ...kip101, tells: () => { throw new Error('boom'); } }`;
    const copy = withScenarios({
      'scenarios/claims/g1-agree.ts': claimFile({
        breaks: `limit(bounded(${broken}, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
      }),
    });
    const trace = 'traces/g1-agree-breaks/strong-isr.trace';
    expect((await copy.run('claims', '--rewrite')).code).toBe(0);
    for (const args of [
      ['claims', 'G1'],
      ['replay', trace],
    ]) {
      const ended = await copy.run(...args);
      expect(ended.code, args.join(' ')).toBe(3);
      expect(ended.stderr).toContain('Step 1, controllerElectLeader, cannot be told: its tells failed: boom');
      expect(ended.stderr).not.toMatch(/^ {4}at /m);
      nextOf(ended);
    }
    expect((await copy.run('verify', 'g1-agree-breaks', '--property', 'strong-isr')).code).toBe(0);
  });
});
