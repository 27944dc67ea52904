import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, limit, sometimes, within } from '#checker/dsl';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { decides } from '#checker/decides';
import { traceStepHere, type TraceStep } from '#checker/trace';
import { Stage } from '#explore/stage';
import { countTo, counting } from '../support/count-to.js';
import { lossyBag } from '../support/lossy-bag.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';
import { endsOutside, searchOf } from '../support/walks.js';

const stageOf = (protocol: Protocol, properties: Readonly<Record<string, Property>> = {}): Stage => {
  const stage = new Stage(searchOf(protocol, properties));
  stage.begin();
  return stage;
};

describe('a stage', () => {
  it('lists what is possible as the machine does, and takes it, beside the state before', () => {
    const stage = stageOf(limit(lossyBag, { send: 1 }));
    expect(stage.enabled()).toEqual(stage.machine.enabled());
    const initial = stage.words.slice();
    stage.take(0);
    expect([...stage.before.subarray(0, initial.length)]).toEqual([...initial]);
    expect((stage.seenBefore as { sent: number }).sent).toBe(0);
    expect(stage.machine.s.sent).toBe(1);
    expect(stage.enabled()).toEqual(stage.machine.enabled());
    expect(stage.enabled()).not.toContain(0);
    stage.begin();
    expect([...stage.words]).toEqual([...initial]);
  });

  it('is outside where one of several constraints does not hold', () => {
    const stage = stageOf(within(countTo, { low: ({ n }) => n < 2, high: ({ n }) => n !== 1 }));
    const outside: boolean[] = [];
    for (let i = 0; i < 3; i++) {
      outside.push(stage.isOutside);
      stage.take(0);
    }
    expect([...outside, stage.isOutside]).toEqual([false, true, true, true]);
    expect(stageOf(countTo).isOutside).toBe(false);
  });

  it('decides a property of states where it is violated or seen, and only where it is given', () => {
    const stage = stageOf(countTo);
    const atZero = ({ n }: { readonly n: number }): boolean => n === 0;
    expect(stage.decides(always(counting, atZero))).toBe(false);
    expect(stage.decides(sometimes(counting, atZero))).toBe(true);
    expect(stage.decides(always(counting, { given: () => false, holds: () => false }))).toBe(false);
    stage.take(0);
    expect(stage.decides(always(counting, atZero))).toBe(true);
    expect(stage.decides(sometimes(counting, atZero))).toBe(false);
    expect(stage.decides(always(counting, { given: () => true, holds: atZero }))).toBe(true);
  });

  it('decides a property of steps by the step, and none where no step led', () => {
    const stage = stageOf(countTo);
    const grows = alwaysStep(counting, (before, after) => after.n <= before.n);
    expect(stage.decides(grows)).toBe(false);
    stage.take(0);
    expect(stage.decides(grows, 0)).toBe(true);
    expect(
      stage.decides(
        alwaysStep(counting, {
          given: (b, a, { action }) => action === 'up' && b.n < a.n,
          holds: () => false,
        }),
        0,
      ),
    ).toBe(true);
    expect(
      stage.decides(
        alwaysStep(counting, { given: (_, __, { kind }) => kind === 'fault', holds: () => false }),
        0,
      ),
    ).toBe(false);
    stage.take(1);
    expect(stage.decides(grows, 1)).toBe(false);
  });

  it('says whether the property had something to say', () => {
    const stage = stageOf(countTo);
    const given = always(counting, { given: ({ n }) => n > 0, holds: () => true });
    const ofSteps = alwaysStep(counting, { given: (_, { n }) => n > 1, holds: () => true });
    const asked = (): boolean[] =>
      [given, ofSteps, always(counting, () => true)].map((property) => {
        stage.decides(property, 0);
        return stage.wasAsked;
      });
    stage.decides(ofSteps);
    expect(stage.wasAsked).toBe(false);
    stage.take(0);
    expect(asked()).toEqual([true, false, true]);
    stage.take(0);
    expect(asked()).toEqual([true, true, true]);
  });

  it('refuses what is no answer', () => {
    const stage = stageOf(countTo);
    const nothing = (() => undefined) as unknown as () => boolean;
    stage.take(0);
    for (const property of [always, sometimes, alwaysStep].map((word) => word(counting, nothing)))
      expect(() => stage.decides(property, 0)).toThrow(
        new Error('It returned undefined: a property must return true or false.'),
      );
  });

  it('decides along random walks what the plain register decides, and is outside where it is', () => {
    fc.assert(
      fc.property(
        drawnProtocol,
        drawnProperties,
        fc.array(fc.nat(), { maxLength: 8 }),
        (drawn, of, draws) => {
          const protocol = protocolOf(drawn);
          const search = searchOf(protocol, propertiesOf(of));
          const stage = new Stage(search);
          stage.begin();
          const steps: TraceStep[] = [];
          let last: number | undefined;
          for (const draw of [...draws, 0]) {
            for (const property of Object.values(search.properties))
              expect(stage.decides(property, last)).toBe(decides(property, protocol, search.bounds, steps));
            expect(stage.isOutside).toBe(endsOutside(search, steps));
            const enabled = stage.enabled();
            if (enabled.length === 0) return;
            last = enabled[draw % enabled.length]!;
            steps.push(traceStepHere(stage.machine, last)!);
            stage.take(last);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
