import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, within } from '#checker/dsl';
import type { Property } from '#checker/property';
import { deleteSteps } from '#explore/delete';
import { Retracer } from '#explore/retracer';
import { drawnProperty, drawnProtocol, propertyOf, protocolOf } from '../support/random-protocol.js';
import { decidedBy, endsOutside, home, onPlane, plane, right, searchOf, up, walk } from '../support/walks.js';

const shortened = (goal: Property, steps: Parameters<typeof deleteSteps>[1], protocol = onPlane) =>
  deleteSteps(new Retracer(searchOf(protocol, { goal }), ['goal']), steps);
const far = always(plane, ({ x }) => x < 3);

describe('what is left when steps are deleted', () => {
  it('is what the violation needs', () => {
    expect(shortened(far, [up, right, home, up, right, right, up, right])).toEqual([right, right, right]);
    expect(shortened(far, [right, right, right])).toEqual([right, right, right]);
  });

  it('is nothing where the initial state violates', () => {
    expect(
      shortened(
        always(plane, () => false),
        [],
      ),
    ).toEqual([]);
  });

  it('is the one step that violates a property of steps', () => {
    expect(
      shortened(
        alwaysStep(plane, (_, __, { action }) => action !== 'home'),
        [up, right, up, home],
      ),
    ).toEqual([home]);
  });

  it('may be had only by leaving out several at once', () => {
    // No step to the right can go alone.
    const once = alwaysStep(plane, ({ x, y }, _, { action }) => !(action === 'up' && x % 2 === 0 && y === 0));
    expect(shortened(once, [right, right, right, right, up])).toEqual([up]);
    // What is in the way of the rest goes with it.
    expect(
      shortened(
        always(plane, ({ x, y }) => x !== 1 || y !== 1),
        [up, up, home, right, up],
      ),
    ).toEqual([up, right]);
  });

  it('needs no step that only a step before it had made necessary', () => {
    const goal = alwaysStep(plane, ({ x }, _, { action }) => x !== 0 || action !== 'up');
    expect(shortened(goal, [right, home, up])).toEqual([up]);
  });

  it('does not lead through a state that a constraint excludes', () => {
    // Without the step up the way would lead through x = 1 and y = 0.
    const narrow = within(onPlane, { hole: ({ x, y }) => x !== 1 || y !== 0 });
    expect(
      shortened(
        always(plane, ({ x }) => x < 2),
        [up, right, right],
        narrow,
      ),
    ).toEqual([up, right, right]);
  });

  it('violates the same property, is possible, is no longer, and can do without no single step', () => {
    let shorter = 0;
    fc.assert(
      fc.property(drawnProtocol, drawnProperty, fc.nat(), (drawn, of, seed) => {
        const goal = propertyOf({ ...of, kind: of.kind === 'sometimes' ? 'always' : of.kind });
        const search = searchOf(protocolOf(drawn), { goal });
        const { violated, steps } = walk(search, seed, { depth: 16 });
        if (violated === undefined) return;
        const retracer = new Retracer(search, ['goal']);
        const left = deleteSteps(retracer, steps);
        if (left.length < steps.length) shorter++;
        expect(left.length).toBeLessThanOrEqual(steps.length);
        expect(decidedBy(search, ['goal'], left)).toEqual(['goal']);
        for (const at of left.keys()) {
          expect(endsOutside(search, left.slice(0, at))).toBe(false);
          const { steps: fewer, decided } = retracer.retrace(left.toSpliced(at, 1));
          expect(decided === undefined || fewer.length >= left.length).toBe(true);
        }
        expect(deleteSteps(retracer, left)).toEqual(left);
      }),
      { numRuns: 80, seed: 1 },
    );
    expect(shorter).toBeGreaterThan(2);
  });
});
