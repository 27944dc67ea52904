import fc from 'fast-check';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { always } from '#checker/dsl';
import { parseTrace } from '#checker/trace-text';
import {
  commandSequences,
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
const counts = (of: Partial<Record<'most', number>> = {}) =>
  commandSequences(countTo, { properties, bounds: of });
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
    withSavedTraces(countTo, { properties, folder }, { seed: 1, ...parameters }),
  );

describe('a failure', () => {
  it('is saved, minimal, where git ignores it', () => {
    const folder = temporaryFolder();
    const options = { properties: { strongIsr }, bounds: { logSize: 1, records: 1 } };
    const property = fc.property(commandSequences(kip279, options), upholds);
    const details = fc.check(property, withSavedTraces(kip279, { ...options, folder }, { seed: 1 }));
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
    await fc.check(property, withSavedTraces(countTo, { properties, folder }, { seed: 1 }));
    expect(parseTrace(readFileSync(join(folder, 'unnamed/small.trace'), 'utf8')).steps).toHaveLength(3);
    expect(() => assertion(folder)).toThrow('still violates');
  });
  it("of somebody's own predicate is not saved, for it violates nothing", () => {
    const folder = temporaryFolder();
    const options = { properties: { fine: always(counting, () => true) }, folder };
    const property = fc.property(commandSequences(countTo, options), () => false);
    expect(fc.check(property, withSavedTraces(countTo, options, { seed: 1 })).failed).toBe(true);
    expect(existsSync(join(folder, 'unnamed'))).toBe(false);
  });
});

describe('where nothing fails', () => {
  it('nothing is written', () => {
    const folder = join(temporaryFolder(), 'none');
    const options = { properties: { fine: always(counting, () => true) }, folder };
    fc.assert(
      fc.property(commandSequences(countTo, options), upholds),
      withSavedTraces(countTo, options, { seed: 1, numRuns: 3 }),
    );
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
    const { plugins, ...rest } = withSavedTraces(
      countTo,
      { properties, folder: temporaryFolder() },
      parameters,
    );
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
    const { plugins } = withSavedTraces(countTo, { properties, folder: temporaryFolder() });
    expect(plugins).toHaveLength(1);
  });
});
