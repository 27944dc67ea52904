import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { protocol, record, upTo, actionsOf, type Protocol, type StateOf } from '#checker/dsl';
import type { WalkStep } from '#checker/trace';
import { narrated, sentenceOf } from '#cli/narration';
import type { Entry } from '#cli/registry';
import { takeUntold } from '#cli/untold';
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
const lines = (protocol: Protocol, steps: readonly WalkStep[]): string[] =>
  narrated({ name: 'counting', protocol, bounds: {} }, steps).map(stripVTControlCharacters);

describe('a step', () => {
  it('is a sentence, with the step and what it changed below', () => {
    const by = counting(
      () => 'a peer counts',
      () => ['it is at more', 'it rests'],
    );
    expect(lines(by, [step, step, { ...step, disabled: true }])).toEqual([
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
    expect(lines(by, [step, step, { ...step, disabled: true }])).toEqual([
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
    const [first, second, third] = lines(by, [step]);
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
  const entry: Entry = { name: 'counting', file: 'counting.ts', doc: '', load: () => Promise.resolve({}) };
  const registry = { protocols: [entry], properties: [], exhibits: [], claims: [], tables: [] };
  const twice = [step, step];
  it('leave the step as a trace has it, and what there is to mend is said once', () => {
    expect(
      lines(
        counting(boom, () => ['it rests']),
        twice,
      ),
    ).toEqual(lines(counting(), twice));
    expect(takeUntold(registry)).toEqual([
      'counting.ts: Step 1, count, cannot be told: its says failed: boom. Mend the says of count, or leave it out.',
    ]);
    expect(takeUntold(registry)).toEqual([]);
  });
  it('of what came of a step leave who does what', () => {
    const says = (): string => 'a peer counts';
    expect(lines(counting(says, boom), twice)).toEqual(lines(counting(says), twice));
    expect(takeUntold(registry)).toEqual([
      'counting.ts: Step 1, count, cannot be told: its tells failed: boom. Mend the tells of the protocol, or leave it out.',
    ]);
  });
  it('both, leave the step, and each is said', () => {
    const late = (): string[] => [''];
    expect(lines(counting(boom, late), twice)).toEqual(lines(counting(), twice));
    expect(takeUntold(registry)).toHaveLength(2);
  });

  it('lose nothing that a command has to say, which ends with what there is to mend', async () => {
    const broken = `{ ...kip101, tells: () => { throw new Error('boom'); } }`;
    const file = 'scenarios/claims/g1-agree.ts';
    const copy = withScenarios({
      [file]: claimFile({
        breaks: `limit(bounded(${broken}, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
      }),
    });
    const trace = 'traces/g1-agree-breaks/strong-isr.trace';
    expect((await copy.run('claims', '--rewrite')).code).toBe(0);
    const side = ['verify', 'g1-agree-breaks', '--property', 'strong-isr'];
    for (const args of [
      ['claims', 'G1'],
      ['replay', trace],
      ['replay', trace, '--mermaid', 'out.mmd'],
      ['replay', trace, '--svg', 'out.svg'],
      [...side, '--brokers', '3', '--max-depth', '11'],
    ]) {
      const ended = await copy.run(...args);
      expect(ended.code, args.join(' ')).toBe(3);
      expect(ended.stderr, args.join(' ')).toBe(
        `${file}: Step 1, controllerElectLeader, cannot be told: its tells failed: boom. Mend the tells of the protocol, or leave it out.\n`,
      );
      expect(ended.stdout).toMatch(/^ +1 {2}The controller elects replica 0\.\n +controllerElectLeader/m);
      nextOf(ended);
    }
    expect(copy.read('out.mmd')).toContain('p0->>p1: elects replica 0\n');
    expect(copy.read('out.svg')).toContain('The controller elects replica 0.');
    expect((await copy.run(...side)).code).toBe(0);
  });
});
