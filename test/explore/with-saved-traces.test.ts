import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { always } from '#checker/dsl';
import { parseTrace } from '#checker/trace-text';
import { sequencesIn } from '#explore/sequences-in';
import {
  commandSequences,
  coverage,
  PropertyViolated,
  upholds,
  withSavedTraces,
  type CommandSequence,
} from 'tidemark/fast-check';
import { kip279, strongIsr } from 'tidemark/kafka';
import { counting, countTo } from '../support/count-to.js';
import { messageOf, traceIn } from '../support/trace-in.js';
import { temporaryFolder } from '../support/tidemark.js';

const properties = { small: always(counting, ({ n }) => n < 3) };
const fine = commandSequences(countTo, { properties: { fine: always(counting, () => true) } });
const counts = (of: Partial<Record<'most', number>> = {}) =>
  commandSequences(countTo, { properties, bounds: of });
const stepsIn = (path: string) => parseTrace(readFileSync(path, 'utf8')).steps;
/** As somebody has it in a test: fast-check starts if the saved traces let it. */
const assertion = (
  folder: string,
  parameters: fc.Parameters<[CommandSequence]> = {},
  called: () => void = () => {},
): void =>
  fc.assert(
    fc.property(counts(), (sequence) => {
      called();
      upholds(sequence);
    }),
    withSavedTraces(counts(), { seed: 1, ...parameters }, { folder }),
  );

describe('a failure', () => {
  it('is saved, minimal, where git ignores it', () => {
    const folder = temporaryFolder();
    const options = { properties: { strongIsr }, bounds: { logSize: 1, records: 1 } };
    const sequences = commandSequences(kip279, options);
    const details = fc.check(
      fc.property(sequences, upholds),
      withSavedTraces(sequences, { seed: 1 }, { folder }),
    );
    const path = join(folder, 'kip-279/strong-isr.log-size-1.records-1.trace');
    const text = readFileSync(path, 'utf8');
    expect(parseTrace(text)).toMatchObject({
      protocol: 'kip-279',
      property: 'strong-isr',
      bounds: { brokers: 3, logSize: 1, records: 1, leaderEpochs: 2 },
      steps: details.counterexample![0].steps,
    });
    expect(text).toMatch('in 10 steps, the fewest there are.');
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });
  it('is taken again before fast-check starts, and says in which file it lies', () => {
    const folder = temporaryFolder();
    expect(() => assertion(folder)).toThrow('Property failed after 1 tests');
    const called = vi.fn();
    const path = join(folder, 'unnamed/small.trace');
    const again = (): void => assertion(folder, {}, called);
    expect(again).toThrow(PropertyViolated);
    expect(messageOf(again)).toMatch(`${path} still violates small. Delete it if it is of no more use.`);
    expect(traceIn(messageOf(again)).steps).toEqual(parseTrace(readFileSync(path, 'utf8')).steps);
    expect(called).not.toHaveBeenCalled();
  });
  it('is taken again whatever the seed', () => {
    const folder = temporaryFolder();
    expect(() => assertion(folder, { seed: 1 })).toThrow('Property failed');
    expect(() => assertion(folder, { seed: 2 })).toThrow('still violates');
  });
  it('is not taken again where a path is given, which means what it would without', () => {
    const folder = temporaryFolder();
    expect(() => assertion(folder)).toThrow('Property failed');
    const called = vi.fn();
    expect(() => assertion(folder, { path: '0:0' }, called)).toThrow('{ seed: 1, path: "0:0"');
    expect(called).toHaveBeenCalledTimes(1);
  });
  it('is saved in an asynchronous property too, and beside other arbitraries', async () => {
    const folder = temporaryFolder();
    const property = fc.asyncProperty(fc.nat(), counts(), async (_n, sequence) => upholds(sequence));
    await fc.check(property, withSavedTraces(counts(), { seed: 1 }, { folder }));
    expect(parseTrace(readFileSync(join(folder, 'unnamed/small.trace'), 'utf8')).steps).toHaveLength(3);
    expect(() => assertion(folder)).toThrow('still violates');
  });
  it("of somebody's own predicate is not saved, for it violates nothing", () => {
    const folder = temporaryFolder();
    const property = fc.property(fine, () => false);
    expect(fc.check(property, withSavedTraces(fine, { seed: 1 }, { folder })).failed).toBe(true);
    expect(existsSync(join(folder, 'unnamed'))).toBe(false);
  });
});

describe('a failure that is one of several values', () => {
  it.each<[string, fc.Arbitrary<unknown>]>([
    ['in a record', fc.record({ n: fc.nat(), sequence: counts() })],
    ['in a tuple', fc.tuple(fc.nat(), fc.tuple(counts()))],
    ['in an array', fc.array(counts(), { minLength: 1, maxLength: 3 })],
    ['deep inside', fc.record({ all: fc.tuple(fc.record({ one: counts() }, { noNullPrototype: false })) })],
  ])('%s is saved, and taken again', (_where, arbitrary) => {
    const folder = temporaryFolder();
    const property = fc.property(arbitrary, (value) => sequencesIn(value).forEach(upholds));
    const parameters = () => withSavedTraces<[unknown]>(counts(), { seed: 1 }, { folder });
    expect(fc.check(property, parameters()).failed).toBe(true);
    expect(stepsIn(join(folder, 'unnamed/small.trace'))).toHaveLength(3);
    expect(parameters).toThrow(PropertyViolated);
  });
});
describe('a record of test.prop', () => {
  const folder = temporaryFolder();
  const log: string[][] = [];
  const plugin = coverage(countTo, { report: (lines) => void log.push([...lines]) });
  const failing = counts();
  propertyTest.fails.prop(
    { n: fc.nat(), sequence: failing },
    withSavedTraces<{ n: number; sequence: CommandSequence }>(failing, { seed: 1 }, { folder }),
  )('fails, and is saved', ({ sequence }) => upholds(sequence));
  it('was saved', () => {
    expect(stepsIn(join(folder, 'unnamed/small.trace'))).toHaveLength(3);
    expect(() => assertion(folder)).toThrow('still violates');
  });
  propertyTest.prop(
    { n: fc.nat(), sequence: fine, more: fc.tuple(fine) },
    { seed: 1, numRuns: 3, plugins: [plugin] },
  )('passes, and is counted', ({ sequence }) => upholds(sequence));
  it('was counted', () => {
    expect(log).toHaveLength(1);
    expect(log[0]![0]).toMatch(/^6 runs, [\d,]+ steps; 2 of 2 actions taken, 0 of 0 witnesses seen$/);
  });
});

describe('two things without a name', () => {
  /** Fails as soon as fast-check starts, or before. */
  const failing = (folder: string, sequences: fc.Arbitrary<CommandSequence>): string =>
    messageOf(() =>
      fc.assert(fc.property(sequences, upholds), withSavedTraces(sequences, { seed: 1 }, { folder })),
    );
  const less = commandSequences(countTo, { properties: { small: always(counting, ({ n }) => n < 2) } });
  const other = commandSequences(
    { ...countTo, actions: { climb: countTo.actions['up']! } },
    { properties: { small: always(counting, ({ n }) => n < 2) } },
  );

  it('that are properties have files of their own, and both are taken again', () => {
    const folder = temporaryFolder();
    expect(failing(folder, less)).toMatch(/^Property failed/);
    // What is left of it is nothing here.
    expect(failing(folder, counts())).toMatch(/^Property failed/);
    const [first, second] = ['unnamed/small.trace', 'unnamed/small.2.trace'].map((name) =>
      join(folder, name),
    );
    expect([stepsIn(first!), stepsIn(second!)].map(({ length }) => length)).toEqual([2, 3]);
    expect(failing(folder, less)).toMatch(`${second} still violates small.`);
    expect(failing(folder, counts())).toMatch(`${second} still violates small.`);
    rmSync(second!);
    expect(failing(folder, less)).toMatch(`${first} still violates small.`);
  });
  it('that are protocols have files of their own, and both are taken again', () => {
    const folder = temporaryFolder();
    expect(failing(folder, counts())).toMatch(/^Property failed/);
    expect(failing(folder, other)).toMatch(/^Property failed/);
    const [first, second] = ['unnamed/small.trace', 'unnamed/small.2.trace'].map((name) =>
      join(folder, name),
    );
    expect([stepsIn(first!), stepsIn(second!)].map((steps) => steps[0]!.action)).toEqual(['up', 'climb']);
    expect(failing(folder, counts())).toMatch(`${first} still violates small.`);
    expect(failing(folder, other)).toMatch(`${second} still violates small.`);
  });
});

describe('where it cannot be saved', () => {
  it('the violation is told all the same', () => {
    const folder = join(temporaryFolder(), 'in-the-way');
    writeFileSync(folder, '');
    expect(messageOf(() => assertion(folder))).toMatch('Property failed after 1 tests');
    expect(traceIn(messageOf(() => assertion(folder))).steps).toHaveLength(3);
    expect(readFileSync(folder, 'utf8')).toBe('');
  });
});

describe('where nothing fails', () => {
  it('nothing is written', () => {
    const folder = join(temporaryFolder(), 'none');
    fc.assert(fc.property(fine, upholds), withSavedTraces(fine, { seed: 1, numRuns: 3 }, { folder }));
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a file that is of no use', () => {
  it.each([
    ['is no trace', 'nothing of the kind'],
    ['is of other bounds', '# up\nverify unnamed --property small --most 9\n----\n 1  up\n 2  up\n 3  up\n'],
    ['shows nothing any more', '# up\nverify unnamed --property small --most 3\n----\n 1  up\n 2  back\n'],
  ])('does no harm: it %s', (_what, text) => {
    const folder = temporaryFolder();
    const file = join(folder, 'unnamed/other.trace');
    mkdirSync(dirname(file));
    writeFileSync(file, text);
    const called = vi.fn();
    expect(() => assertion(folder, {}, called)).toThrow('Property failed after 1 tests');
    expect(called).toHaveBeenCalled();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('the parameters', () => {
  it('are the same otherwise, and plugins that are there are kept, in their order', () => {
    const plugin = fc.unbiased();
    const parameters = { seed: 5, numRuns: 7, verbose: 2, plugins: [plugin] };
    const { plugins, ...rest } = withSavedTraces(counts(), parameters, { folder: temporaryFolder() });
    expect(rest).toEqual({ seed: 5, numRuns: 7, verbose: 2 });
    expect(plugins).toHaveLength(2);
    expect(plugins![0]).toBe(plugin);
    expect(parameters.plugins).toEqual([plugin]);
  });
  it('hold plugins that run', () => {
    const each = vi.fn();
    const done = vi.fn();
    const folder = temporaryFolder();
    const watching: fc.Plugin<[CommandSequence]> = () => ({
      decorateRun: (nested) => (value) => {
        each();
        return nested(value);
      },
      onAllRunsComplete: done,
    });
    expect(() => assertion(folder, { plugins: [watching] })).toThrow('Property failed');
    expect(each).toHaveBeenCalled();
    expect(done).toHaveBeenCalledTimes(1);
    expect(existsSync(join(folder, 'unnamed/small.trace'))).toBe(true);
  });
  it('may be left out', () => {
    expect(withSavedTraces(counts(), undefined, { folder: temporaryFolder() }).plugins).toHaveLength(1);
  });
  it('are none for what was made of command sequences, or is none', () => {
    for (const other of [counts().map((sequence) => sequence), counts().filter(() => true), fc.nat()])
      expect(() => withSavedTraces(other as never)).toThrow(
        new Error('withSavedTraces takes what commandSequences has made.'),
      );
  });
});
