import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  protocol,
  record,
  sometimes,
  upTo,
  within,
  type StateOf,
} from '#checker/dsl';
import { expectAgreement, outcomesOf } from '../support/agreement.js';
import { countTo, counting } from '../support/count-to.js';

const plane = record({ x: upTo(9), y: upTo(9) });
type Plane = StateOf<typeof plane>;
const action = actionsOf<Plane>();
/** A walk to the right and up. */
const walk = protocol({
  bounds: {},
  schema: plane,
  initial: () => {},
  rules: {},
  actions: {
    right: () => action({ choose: {}, when: (_, { x }) => x < 9, then: (_, s) => void s.x++ }),
    up: () => action({ choose: {}, when: (_, { y }) => y < 9, then: (_, s) => void s.y++ }),
  },
});
const right = { action: 'right', chosen: {} };

describe('outside a constraint', () => {
  const inSquare = within(walk, { x: ({ x }) => x <= 2, y: ({ y }) => y <= 2 });

  it('states are generated, and not counted, not expanded and not deep', () => {
    // A square of 3 * 3 states, two steps from each: 18, of which three lead past its right side, and three past its top.
    const report = expectAgreement(inSquare, {});
    expect(report).toMatchObject({ distinctStates: 9, generatedStates: 19, depth: 4, terminalStates: 0 });
    expect(report.cut).toEqual({
      room: [],
      constraints: [
        { name: 'x', alone: 3 },
        { name: 'y', alone: 3 },
      ],
      outside: 6,
    });
  });

  it('a step counts for a constraint alone where no other excludes it', () => {
    // A triangle x + y <= 2 in that square: 6 states and 12 steps, 6 of them from its rim to x + y = 3. Of these (3, 0)
    // is outside x too, and (0, 3) outside y.
    const report = expectAgreement(within(inSquare, { sum: ({ x, y }) => x + y <= 2 }), {});
    expect(report).toMatchObject({ distinctStates: 6, generatedStates: 13, depth: 2 });
    expect(report.cut).toEqual({
      room: [],
      constraints: [
        { name: 'x', alone: 0 },
        { name: 'y', alone: 0 },
        { name: 'sum', alone: 4 },
      ],
      outside: 6,
    });
  });

  it('properties are judged, so that a witness may end there, and nowhere beyond', () => {
    const properties = {
      neverThree: always(plane, ({ x }) => x !== 3),
      someTopRight: sometimes(plane, ({ x, y }) => x === 2 && y === 3),
      neverFour: always(plane, ({ x }) => x !== 4),
      // (3, 0), (3, 1), (3, 2) and likewise up: each has one step that leads there.
      askedOutside: always(plane, { given: ({ x, y }) => x > 2 || y > 2, holds: () => true }),
      // Of the step from (2, 0), outside.
      neverRightFromTwo: alwaysStep(plane, ({ x }, _, { action }) => x !== 2 || action !== 'right'),
    };
    const report = expectAgreement(inSquare, properties);
    expect(outcomesOf(report)).toMatchObject({
      neverThree: { verdict: 'violated', trace: [right, right, right] },
      someTopRight: { verdict: 'seen' },
      neverFour: { verdict: 'holds' },
      askedOutside: { verdict: 'holds', vacuous: false, asked: 6 },
      neverRightFromTwo: { verdict: 'violated', trace: [right, right, right] },
    });
  });

  it('a state is judged each time that a step leads there, for it is not kept', () => {
    // Within x + y <= 1 the steps to x + y = 2 are four, and (1, 1) has two of them.
    const report = expectAgreement(within(walk, { sum: ({ x, y }) => x + y <= 1 }), {
      asked: always(plane, { given: ({ x, y }) => x === 1 && y === 1, holds: () => false }),
    });
    expect(outcomesOf(report)['asked']).toMatchObject({ verdict: 'violated', asked: 2 });
    expect(report.cut.outside).toBe(4);
  });

  it('a state is outside whatever way leads there, and a step back inside is never taken', () => {
    const holed = within(countTo, { notTwo: ({ n }) => n !== 2 });
    const report = expectAgreement(holed, { neverThree: always(counting, ({ n }) => n !== 3) });
    // 0 and 1; up from both and back from both.
    expect(report).toMatchObject({ distinctStates: 2, generatedStates: 5, depth: 1 });
    expect(outcomesOf(report)['neverThree']).toMatchObject({ verdict: 'holds' });
  });
});

describe('where the initial state is outside', () => {
  const nowhere = within(walk, { x: ({ x }) => x > 0 });
  it('nothing is searched, and it is judged all the same', () => {
    const properties = {
      neverZero: always(plane, ({ x }) => x !== 0),
      someZero: sometimes(plane, ({ x }) => x === 0),
      neverOne: always(plane, ({ x }) => x !== 1),
      asked: always(plane, { given: ({ y }) => y === 0, holds: () => true }),
      ofSteps: alwaysStep(plane, { given: () => true, holds: () => false }),
    };
    const report = expectAgreement(nowhere, properties);
    expect(report).toMatchObject({
      complete: true,
      distinctStates: 0,
      generatedStates: 1,
      depth: 0,
      terminalStates: 0,
    });
    expect(report.outDegree).toEqual({ mean: 0, most: 0 });
    expect(outcomesOf(report)).toMatchObject({
      neverZero: { verdict: 'violated', trace: [] },
      someZero: { verdict: 'seen', trace: [] },
      neverOne: { verdict: 'holds' },
      asked: { verdict: 'holds', vacuous: false, asked: 1 },
      ofSteps: { verdict: 'holds', vacuous: true, asked: 0 },
    });
    // It is no step that led there.
    expect(report.cut.outside).toBe(0);
  });
});

it('constraints see the bounds of the run', () => {
  const half = within(countTo, { half: ({ n, bounds }) => 2 * n <= bounds.most });
  expect(check(half, {}, { most: 10 }).distinctStates).toBe(6);
});

it('what a constraint excludes at one time is excluded at every other, however many states there are', () => {
  // In a square of 10 * 10 the diagonal band |x - y| <= 1 has 10 + 2 * 9 states.
  const band = within(walk, { band: ({ x, y }) => Math.abs(x - y) <= 1 });
  const report = expectAgreement(band, { apart: always(plane, ({ x, y }) => Math.abs(x - y) <= 2) });
  expect(report.distinctStates).toBe(28);
  expect(outcomesOf(report)['apart']).toMatchObject({ verdict: 'holds' });
});
