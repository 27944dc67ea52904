import { describe, expect, it } from 'vitest';
import { bounded, limit, withRules } from '#checker/dsl';
import kip279 from '#model/replication/protocols/kip-279';
import kip320 from '#model/replication/protocols/kip-320';
import { exhibit, type Exhibit } from '#scenarios/exhibit';
import { countTo } from '../support/count-to.js';

const parts: Exhibit = {
  id: 'T01',
  title: 'Two logs part',
  source: 'KAFKA-0000',
  property: 'strong-isr',
  flaw: { is: 'no epochs are compared', protocol: kip279, steps: 10 },
  fix: { is: 'epochs are compared', protocol: kip320, states: 737_794 },
};

describe('an exhibit', () => {
  it('is its parts', () => {
    expect(exhibit(parts)).toBe(parts);
    const { flaw: _, ...negative } = parts;
    expect(exhibit(negative)).toBe(negative);
    const free = { ...parts, free: ['leaderEpochs'] };
    expect(exhibit(free)).toBe(free);
  });

  it.each(['', 'a01', 'A', '01', 'A01-x', ' A01'])('has an id, and not "%s"', (id) => {
    expect(() => exhibit({ ...parts, id })).toThrow(
      new Error(`exhibit: "${id}" is no id: capital letters and a number make one, as in A01.`),
    );
  });

  it('has figures that are counts', () => {
    for (const n of [-1, 1.5, NaN]) {
      expect(() => exhibit({ ...parts, fix: { ...parts.fix, states: n } })).toThrow(
        `exhibit: T01 cannot hold in ${n} states.`,
      );
      expect(() => exhibit({ ...parts, flaw: { ...parts.flaw!, steps: n } })).toThrow(
        `exhibit: T01 cannot be violated in ${n} steps.`,
      );
    }
  });

  it('frees bounds that there are', () => {
    for (const name of ['leader-epochs', 'toString'])
      expect(() => exhibit({ ...parts, free: [name] })).toThrow(
        `exhibit: the fix of T01 has no bound ${name}; its bounds are brokers, logSize, records, leaderEpochs.`,
      );
  });

  it('has one cluster for both sides, and allows the same in it', () => {
    const flawed = (protocol: typeof kip279) => ({ ...parts, flaw: { ...parts.flaw!, protocol } });
    expect(() => exhibit(flawed(bounded(kip279, { records: 1 })))).toThrow(
      'exhibit: the sides of T01 are of one cluster, and differ in the bound records.',
    );
    expect(() => exhibit(flawed(limit(kip279, { leaderWrite: 1 })))).toThrow(
      'exhibit: the sides of T01 allow the same, and differ in the limit of leaderWrite.',
    );
    const small = limit(bounded(kip320, { records: 1 }), { leaderWrite: 1 });
    const both = { ...flawed(withRules(small, {})), fix: { ...parts.fix, protocol: small } };
    expect(exhibit(both)).toBe(both);
  });

  it('may have what one side alone has: an action, its limit, a bound', () => {
    const other = { ...parts, flaw: { ...parts.flaw!, protocol: limit(countTo, { back: 1 }) } };
    expect(exhibit(other)).toBe(other);
  });
});
