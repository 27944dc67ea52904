import { describe, expect, it } from 'vitest';
import { bounded, limit } from '#checker/dsl';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import kip320 from '#model/replication/protocols/kip-320';
import { claim, isShown, type NotYet, type Shown } from '#scenarios/claim';

const parts: Shown = {
  id: 'G1',
  text: 'Two logs agree.',
  holds: { is: 'epochs are compared', protocol: kip320, properties: ['strong-isr'], states: 737_794 },
  breaks: { is: 'they are not', protocol: kip101, steps: { 'strong-isr': 10 } },
  asShipped: { is: 'they are in part', protocol: kip279, steps: { 'strong-isr': 10 } },
};
const notYet: NotYet = { id: 'U2', text: 'A message is read once.', notYet: 'there is no reader' };

describe('a claim', () => {
  it('is its parts', () => {
    const { asShipped: _, ...both } = parts;
    for (const one of [parts, both, notYet, { ...parts, free: ['leaderEpochs'] }])
      expect(claim(one)).toBe(one);
    expect([parts, notYet].map(isShown)).toEqual([true, false]);
  });

  it.each(['', 'g1', 'G', '1', 'AB1', 'G1-x'])('has an id, and not "%s"', (id) => {
    for (const one of [parts, notYet])
      expect(() => claim({ ...one, id })).toThrow(
        new Error(`claim: "${id}" is no id: a capital letter and a number make one, as in E2.`),
      );
  });

  it('names what holds, and what breaks on each other side', () => {
    expect(() => claim({ ...parts, holds: { ...parts.holds, properties: [] } })).toThrow(
      'claim: G1 names no property that holds.',
    );
    for (const side of ['breaks', 'asShipped'] as const)
      expect(() => claim({ ...parts, [side]: { ...parts[side]!, steps: {} } })).toThrow(
        'claim: G1 names no property that breaks.',
      );
  });

  it('has figures that are counts', () => {
    for (const n of [-1, 1.5, NaN]) {
      expect(() => claim({ ...parts, holds: { ...parts.holds, states: n } })).toThrow(
        `claim: G1 cannot hold in ${n} states.`,
      );
      expect(() => claim({ ...parts, breaks: { ...parts.breaks, steps: { 'strong-isr': n } } })).toThrow(
        `claim: strong-isr cannot break in ${n} steps, as G1 says.`,
      );
    }
  });

  it('frees bounds that there are', () => {
    expect(() => claim({ ...parts, free: ['leader-epochs'] })).toThrow(
      'claim: where G1 holds there is no bound leader-epochs; the bounds are brokers, logSize, records, leaderEpochs.',
    );
  });

  it('is as shipped in the same cluster, and allows the same in it', () => {
    const shipped = (protocol: typeof kip279) => ({ ...parts, asShipped: { ...parts.asShipped!, protocol } });
    expect(() => claim(shipped(bounded(kip279, { records: 1 })))).toThrow(
      'claim: G1 as shipped is of another cluster, and differs in the bound records.',
    );
    expect(() => claim(shipped(limit(kip279, { leaderWrite: 1 })))).toThrow(
      'claim: G1 as shipped does not allow the same, and differs in the limit of leaderWrite.',
    );
    // What it rests on may be that there are no more of them.
    const other = { ...parts, breaks: { ...parts.breaks, protocol: limit(kip101, { leaderWrite: 1 }) } };
    expect(claim(other)).toBe(other);
  });
});
