import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { BreadthFirst, check } from '#checker/breadth-first';
import { decides } from '#checker/decides';
import { limit, recoverable, within, withRules, type Kind, type Property, type Protocol } from '#checker/dsl';
import type { Outcome, Report } from '#checker/outcome';
import type { Recoverable } from '#checker/property';
import { toJson } from '#checker/value';
import { aLift, dinner, diningDiners, lift, rope, wearingRope } from '../support/futures.js';
import { naiveRecovery, type Fate } from '../support/naive-recovery.js';
import { drawnProtocol, drawnRecoverable, protocolOf, recoverableOf } from '../support/random-protocol.js';

const outcomeIn = ({ properties }: Report): Outcome => properties[0]!.outcome;
const outcomeOf = (protocol: Protocol, property: Property, bounds = {}): Outcome =>
  outcomeIn(check(protocol, { p: property }, bounds));
const fateIn = ({ verdict }: Outcome): Fate =>
  verdict === 'holds' ? 'can' : verdict === 'violated' ? 'stuck' : 'undecided';
const counted = (fates: ReadonlyMap<string, Fate>): Record<Fate, number> => {
  const count = { can: 0, undecided: 0, stuck: 0 };
  for (const fate of fates.values()) count[fate]++;
  return count;
};

const ropeIsWhole = recoverable(rope, {
  given: ({ strands }) => strands > 0,
  holds: ({ strands }) => strands === 3,
});
const allHaveEaten = recoverable(dinner, ({ eaten }) => eaten === 1);
const liftIsUp = recoverable(lift, ({ floor }) => floor === 3);
const withBy = (property: Property, kinds: readonly Kind[]): Property => ({
  ...(property as Recoverable),
  by: { kinds },
});
const TOYS: readonly [string, Protocol, Property, Record<Fate, number>][] = [
  ['a rope', wearingRope, ropeIsWhole, { can: 9, undecided: 0, stuck: 3 }],
  [
    'a rope, by clients too',
    wearingRope,
    withBy(ropeIsWhole, ['heal', 'client']),
    { can: 12, undecided: 0, stuck: 0 },
  ],
  ['diners', diningDiners, allHaveEaten, { can: 16, undecided: 0, stuck: 2 }],
  [
    'diners, where somebody may snatch',
    diningDiners,
    withBy(allHaveEaten, ['protocol', 'fault']),
    { can: 18, undecided: 0, stuck: 0 },
  ],
  ['a lift', aLift, liftIsUp, { can: 4, undecided: 6, stuck: 0 }],
  [
    'a lift below the top',
    within(aLift, { low: (s) => s.floor < 2 }),
    liftIsUp,
    { can: 0, undecided: 7, stuck: 0 },
  ],
];

describe('recoverable', () => {
  it.each(TOYS)('agrees on each state of %s with the whole graph', (_, protocol, property, expected) => {
    const bounds = boundsFor(protocol.bounds);
    const { fates, steps } = naiveRecovery({ protocol, bounds }, property as Recoverable);
    const { given } = property as Recoverable;
    for (const [text, fate] of fates) {
      const [state] = JSON.parse(text) as [unknown];
      const here = recoverableGiven(
        property,
        (s) =>
          (!given || given(s, 0)) && JSON.stringify(toJson(protocol.schema, s)) === JSON.stringify(state),
      );
      expect(fateIn(outcomeOf(protocol, here)), text).toBe(fate);
    }
    const outcome = outcomeOf(protocol, property);
    expect('trace' in outcome ? outcome.trace.length : undefined).toBe(steps);
    expect(counted(fates)).toEqual(expected);
  });

  it('agrees with the whole graph of protocols of any shape', () => {
    const fatesSeen = new Set<Fate>();
    fc.assert(
      fc.property(drawnProtocol, drawnRecoverable, (drawn, claim) => {
        const protocol = protocolOf(drawn);
        const property = recoverableOf(claim);
        const bounds = boundsFor(protocol.bounds);
        const { fates, steps } = naiveRecovery({ protocol, bounds }, property as Recoverable);
        const count = counted(fates);
        for (const fate of fates.values()) fatesSeen.add(fate);
        const outcome = outcomeOf(protocol, property);
        if (count.stuck > 0) {
          expect(outcome).toMatchObject({ verdict: 'violated', stuck: { of: count.stuck } });
          expect('trace' in outcome && outcome.trace.length).toBe(steps);
        } else if (count.undecided > 0)
          expect(outcome).toMatchObject({ why: 'undecided', undecided: { states: count.undecided } });
        else expect(outcome).toMatchObject({ verdict: 'holds', vacuous: claim.given && fates.size === 0 });
        if ('asked' in outcome && claim.given) expect(outcome.asked).toBe(fates.size);
      }),
      { numRuns: 100 },
    );
    expect(fatesSeen).toEqual(new Set(['can', 'undecided', 'stuck']));
  });

  it('says by which bound, limit or constraint it is undecided', () => {
    const cutBy = (protocol: Protocol, property: Property): readonly string[] | undefined => {
      const outcome = outcomeOf(protocol, property);
      return outcome.verdict === 'unfinished' ? outcome.undecided?.cutBy : undefined;
    };
    expect(cutBy(aLift, liftIsUp)).toEqual(['floors']);
    expect(cutBy(within(aLift, { low: (s) => s.floor < 2 }), liftIsUp)).toEqual(['within', 'floors']);
    const charged = limit(aLift, { up: 2 });
    expect(cutBy(charged, liftIsUp)).toEqual(['limit up']);
    // With bounds that leave enough, what was undecided is settled.
    expect(
      outcomeOf(
        withRules(aLift, {}),
        recoverable(lift, ({ floor }) => floor === 0),
      ).verdict,
    ).toBe('holds');
  });

  it('is not kept open by a limit on a fault, whatever else may be possible', () => {
    const byFaults = { ...allHaveEaten, by: { kinds: ['fault'] } } as Property;
    const outcome = outcomeOf(limit(diningDiners, { snatch: 0 }), byFaults);
    expect(outcome).toMatchObject({ verdict: 'violated', trace: [] });
  });

  it('finds a shortest way to where there is none back, and says how much is stuck', () => {
    const outcome = outcomeOf(diningDiners, allHaveEaten);
    // Each has taken one fork, and waits for the other.
    expect(outcome).toMatchObject({ verdict: 'violated', stuck: { states: 1, of: 2 } });
    expect('trace' in outcome && outcome.trace.map(({ action }) => action)).toEqual(['take', 'take']);
    expect('trace' in outcome && decides(allHaveEaten, diningDiners, { diners: 2 }, outcome.trace)).toBe(
      true,
    );
    expect(decides(allHaveEaten, diningDiners, { diners: 2 }, [])).toBe(false);
  });

  it('lets steps be refused, and asks for each number on its own', () => {
    const bounds = { diners: 3 };
    // Whoever alone may still eat: it needs two forks that nobody else holds.
    const whicheverEats = recoverable(dinner, {
      whichever: ({ diners }: { readonly diners: number }) => diners,
      given: ({ forks }, which) => forks.every(({ holder }) => holder < 0 || holder === which),
      by: { refuses: { take: ({ diner }, _, which) => diner.id !== which } },
      holds: ({ eaten }) => eaten === 1,
    });
    expect(outcomeOf(diningDiners, whicheverEats, bounds)).toMatchObject({
      verdict: 'holds',
      vacuous: false,
    });
    const evenIfHungry: Property = { ...(whicheverEats as Recoverable), given: () => true };
    expect(outcomeOf(diningDiners, evenIfHungry, bounds)).toMatchObject({
      verdict: 'violated',
      trace: [{ action: 'take' }],
      // The first fork is taken by diner 0, and then diner 2 cannot eat by itself.
      stuck: { which: 2 },
    });
  });

  it('counts a state once that is stuck for several numbers, and is vacuous if it asks nothing of one', () => {
    const ofEach = (given: (s: { readonly strands: number }, which: number) => boolean): Property =>
      recoverable(rope, {
        whichever: ({ strands }: { readonly strands: number }) => strands,
        given,
        holds: () => false,
      });
    const all = outcomeOf(
      wearingRope,
      ofEach(() => true),
    );
    expect(all).toMatchObject({ verdict: 'violated', trace: [], stuck: { which: 0, of: 16 }, asked: 48 });
    const ofOne = { ...(ofEach((_, which) => which === 0) as Recoverable), holds: () => true };
    expect(outcomeOf(wearingRope, ofOne)).toEqual({ verdict: 'holds', vacuous: true, asked: 16 });
    const ofNone = recoverable(rope, { whichever: () => 0, holds: () => true });
    expect(outcomeOf(wearingRope, ofNone)).toMatchObject({ verdict: 'holds', vacuous: true });
  });

  it('may look, and not write, and must answer alike', () => {
    const writing = (claim: Partial<Recoverable>): Property => ({
      ...(ropeIsWhole as Recoverable),
      ...claim,
    });
    const touch = (s: { strands: number }): boolean => {
      s.strands = 3;
      return true;
    };
    for (const claim of [
      { given: touch },
      { holds: touch },
      { by: { refuses: { mend: (_: unknown, s: { strands: number }) => touch(s) } } },
    ])
      expect(() => outcomeOf(wearingRope, writing(claim))).toThrow('It writes to the state');
    let asked = 0;
    expect(() => outcomeOf(wearingRope, writing({ holds: () => asked++ % 2 === 0 }))).toThrow(
      'It gave two different answers for one state',
    );
  });

  it('counts steps by kinds that there are, and refuses by answers that are some', () => {
    const odd = withBy(ropeIsWhole, ['protcol' as Kind]);
    expect(() => outcomeOf(wearingRope, odd)).toThrow(
      'recoverable: "protcol" is no kind of action; there are protocol, client, fault, heal.',
    );
    const mute: Property = {
      ...(ropeIsWhole as Recoverable),
      by: { refuses: { mend: () => undefined as unknown as boolean } },
    };
    expect(() => outcomeOf(wearingRope, mute)).toThrow('a property must return true or false');
  });

  it('refuses to refuse an action that is not there, or does not count', () => {
    const idle: Property = { ...(ropeIsWhole as Recoverable), by: { refuses: { wear: () => true } } };
    expect(() => outcomeOf(wearingRope, idle)).toThrow(
      'recoverable: wear need not be refused, since it is fault, and what counts is protocol and heal.',
    );
    const misspelt: Property = { ...(allHaveEaten as Recoverable), by: { refuses: { taek: () => true } } };
    expect(() => outcomeOf(diningDiners, misspelt)).toThrow(
      'recoverable: there is no action taek to refuse; there are take, eat, snatch.',
    );
  });

  it('holds vacuously where nothing is ever given', () => {
    const never = recoverable(rope, { given: () => false, holds: () => false });
    expect(outcomeOf(wearingRope, never)).toEqual({ verdict: 'holds', vacuous: true, asked: 0 });
  });

  it('is unfinished where the search is, and where it is stopped while it looks ahead', () => {
    const report = check(diningDiners, { p: allHaveEaten }, {}, { maxStates: 3 });
    expect(outcomeIn(report)).toMatchObject({ verdict: 'unfinished', why: 'states' });
    const search = { protocol: wearingRope, properties: { p: ropeIsWhole }, bounds: { strands: 9 } };
    const stopped = new BreadthFirst(search);
    let slice = stopped.advance(1);
    while (!slice.done && slice.progress.left > 0) slice = stopped.advance(1);
    stopped.stop('interrupted');
    while (!slice.done) slice = stopped.advance(1);
    expect(outcomeIn(slice.report)).toMatchObject({ verdict: 'unfinished', why: 'interrupted' });
  });

  it('needs whole states on one thread', () => {
    expect(() => check(wearingRope, { p: ropeIsWhole }, {}, { fingerprints: true })).toThrow(
      'p asks what can still be reached, which takes whole states on one thread',
    );
  });

  it('names the property that throws, or answers nothing', () => {
    const broken = (holds: () => boolean): Property => recoverable(rope, { holds });
    expect(() =>
      outcomeOf(
        wearingRope,
        broken(() => {
          throw new Error('no');
        }),
      ),
    ).toThrow(expect.objectContaining({ during: 'the property p' }) as Error);
    expect(() =>
      outcomeOf(
        wearingRope,
        broken(() => undefined as unknown as boolean),
      ),
    ).toThrow('a property must return true or false');
  });
});

function recoverableGiven(property: Property, given: (s: unknown) => boolean): Property {
  return { ...(property as Recoverable), given };
}
