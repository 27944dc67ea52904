import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, sometimes, within } from '#checker/dsl';
import type { Property } from '#checker/property';
import type { TraceStep } from '#checker/trace';
import { Retracer } from '#explore/retracer';
import { findShortcut } from '#explore/shortcut';
import { drawnProperty, drawnProtocol, propertyOf, protocolOf } from '../support/random-protocol.js';
import {
  decidedBy,
  endsOutside,
  home,
  onPlane,
  plane,
  prefixesOf,
  right,
  searchOf,
  up,
  walk,
} from '../support/walks.js';

const shortcut = (goal: Property, steps: readonly TraceStep[], most = 1000, protocol = onPlane) =>
  findShortcut(new Retracer(searchOf(protocol, { goal }), ['goal']), steps, most);
const corner = always(plane, ({ x, y }) => x < 2 || y < 2);

describe('a shortcut', () => {
  it('leads to the end', () => {
    // Of all ways to a violation this one is longer by what goes home.
    const goal = alwaysStep(plane, ({ x }, _, { action }) => x !== 0 || action !== 'up');
    expect(shortcut(goal, [right, home, up])).toEqual([up]);
  });

  it('leads to a later state of the trace, by the last that there is', () => {
    const found = shortcut(corner, [right, right, home, right, right, up, up])!;
    expect(found).toEqual([right, right, up, up]);
    expect(shortcut(corner, found)).toBeUndefined();
  });

  it('is none where the trace is the shortest, nor of a trace of one step or none', () => {
    expect(shortcut(corner, [right, up, right, up])).toBeUndefined();
    expect(
      shortcut(
        alwaysStep(plane, () => false),
        [right],
      ),
    ).toBeUndefined();
    expect(
      shortcut(
        always(plane, () => false),
        [],
      ),
    ).toBeUndefined();
  });

  it('looks at so many states around each one, and no more', () => {
    // What is tried first, a step to the right, is no state of the trace from any of its states.
    const detour = [up, home, up, up, right, right];
    expect(shortcut(corner, detour, 1)).toBeUndefined();
    expect(shortcut(corner, detour, 100)).toEqual([up, up, right, right]);
  });

  it('does not lead through a state that a constraint excludes', () => {
    // Around the hole there is no shorter way.
    const narrow = within(onPlane, { hole: ({ x, y }) => x !== 1 || y !== 0 });
    const goal = always(plane, ({ x, y }) => x < 2 || y > 1);
    const around = [up, right, home, up, right, right];
    expect(shortcut(goal, around, 1000, narrow)).toEqual([up, right, right]);
    expect(shortcut(goal, [up, right, right], 1000, narrow)).toBeUndefined();
  });

  it('leads to where a property is seen, too', () => {
    expect(
      shortcut(
        sometimes(plane, ({ x }) => x === 1),
        [up, up, right],
      ),
    ).toEqual([up, right]);
  });

  it('shortens, is possible, decides the same property, and stays inside', () => {
    let found = 0;
    fc.assert(
      fc.property(
        drawnProtocol,
        drawnProperty,
        fc.nat(),
        fc.constantFrom(2, 20, 1000),
        (drawn, of, seed, most) => {
          const goal = propertyOf({ ...of, kind: of.kind === 'sometimes' ? 'always' : of.kind });
          const search = searchOf(protocolOf(drawn), { goal });
          const { violated, steps } = walk(search, seed, { depth: 16 });
          if (violated === undefined) return;
          const shorter = findShortcut(new Retracer(search, ['goal']), steps, most);
          if (shorter === undefined) return;
          found++;
          expect(shorter.length).toBeLessThan(steps.length);
          expect(decidedBy(search, ['goal'], shorter)).toEqual(['goal']);
          for (const prefix of prefixesOf(shorter)) {
            expect(endsOutside(search, prefix)).toBe(false);
            expect(decidedBy(search, ['goal'], prefix)).toEqual([]);
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    );
    expect(found).toBeGreaterThan(2);
  });
});
