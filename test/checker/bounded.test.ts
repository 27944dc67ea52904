import { describe, expect, it } from 'vitest';
import { boundsFor, BoundsError } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { bounded, limit, withRules } from '#checker/dsl';
import { isShipped, nameOf, register } from '#checker/library';
import { traceName } from '#checker/trace-text';
import kip320 from '#model/replication/protocols/kip-320';
import { countTo } from '../support/count-to.js';

describe('bounded', () => {
  it('gives a protocol other defaults, and leaves the one that it is made from as it is', () => {
    const small = bounded(kip320, { brokers: 2, records: 1 });
    expect(boundsFor(small.bounds)).toEqual({ brokers: 2, logSize: 2, records: 1, leaderEpochs: 2 });
    expect(boundsFor(kip320.bounds)).toEqual({ brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 });
    expect(small.actions).toBe(kip320.actions);
    expect(small.schema).toBe(kip320.schema);
  });

  it('changes nothing of a bound but its default, so that others may still be asked for', () => {
    const small = bounded(countTo, { most: 2 });
    expect(small.bounds.most).toEqual({ ...countTo.bounds.most, default: 2 });
    expect(check(small, {}).distinctStates).toBe(3);
    expect(check(small, {}, { most: 7 }).distinctStates).toBe(8);
    expect(() => check(small, {}, { most: 1001 })).toThrow('most must be a whole number from 0 to 1000');
  });

  it('keeps the defaults that it does not name, also those that it was given before', () => {
    const small = bounded(bounded(kip320, { brokers: 2 }), { records: 1 });
    expect(boundsFor(small.bounds)).toMatchObject({ brokers: 2, records: 1 });
    expect(boundsFor(bounded(small, { brokers: 5 }).bounds)).toMatchObject({ brokers: 5, records: 1 });
    expect(bounded(kip320, {}).bounds).toEqual(kip320.bounds);
  });

  it('goes with limits and rules, in any order', () => {
    const one = withRules(limit(bounded(countTo, { most: 2 }), { back: 1 }), {});
    const other = bounded(limit(countTo, { back: 1 }), { most: 2 });
    for (const { limits, bounds } of [one, other]) {
      expect(limits).toEqual({ back: 1 });
      expect(boundsFor(bounds)).toEqual({ most: 2 });
    }
  });

  it('leaves its name to the protocol, and gives none to one that has none', () => {
    const named = { ...countTo };
    register({ 'bounded-counter': named }, { isShipped: true });
    const small = bounded(named, { most: 1 });
    expect([nameOf(small), isShipped(small)]).toEqual(['bounded-counter', true]);
    expect(nameOf(bounded({ ...countTo }, { most: 1 }))).toBeUndefined();
  });

  it('has its traces where those of a protocol with these defaults are', () => {
    const small = bounded(kip320, { brokers: 2 });
    const trace = { protocol: 'a', property: 'b', bounds: boundsFor(small.bounds), limits: {} };
    expect(traceName(trace, small.bounds)).toBe('a/b.trace');
    expect(traceName(trace, kip320.bounds)).toBe('a/b.brokers-2.trace');
  });

  it('refuses a bound that the protocol does not declare', () => {
    for (const name of ['nodes', 'log-size', 'constructor', 'toString'])
      expect(() => bounded(kip320, { [name]: 1 })).toThrow(
        new BoundsError(
          `There is no bound ${name} here. The bounds are brokers, logSize, records, leaderEpochs.`,
        ),
      );
  });

  it('refuses a value that is not whole, or not in the declared range', () => {
    for (const value of [0, 17, 1.5, NaN, '3' as never])
      expect(() => bounded(kip320, { brokers: value })).toThrow(
        new BoundsError(`brokers must be a whole number from 1 to 16, and not ${value}.`),
      );
  });
});
