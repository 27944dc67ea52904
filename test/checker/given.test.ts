import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { always, alwaysStep } from '#checker/dsl';
import { expectAgreement, outcomesOf } from '../support/agreement.js';
import { countTo, counting } from '../support/count-to.js';

describe('a property with given', () => {
  it('is asked where given is true, once for every state, and the report counts how often that was', () => {
    const report = expectAgreement(countTo, {
      odd: always(counting, { given: ({ n }) => n % 2 === 1, holds: ({ n }) => n < 4 }),
      initially: always(counting, { given: ({ n }) => n === 0, holds: () => true }),
    });
    expect(outcomesOf(report)).toEqual({
      odd: { verdict: 'holds', vacuous: false, asked: 2 },
      initially: { verdict: 'holds', vacuous: false, asked: 1 },
    });
  });

  it('holds vacuously if it was never put to the test', () => {
    const report = expectAgreement(countTo, {
      never: always(counting, { given: ({ n }) => n > 3, holds: () => false }),
      neverStep: alwaysStep(counting, { given: ({ n }) => n > 3, holds: () => false }),
      always: always(counting, { given: () => true, holds: () => true }),
    });
    expect(outcomesOf(report)).toEqual({
      never: { verdict: 'holds', vacuous: true, asked: 0 },
      neverStep: { verdict: 'holds', vacuous: true, asked: 0 },
      always: { verdict: 'holds', vacuous: false, asked: 4 },
    });
  });

  it('without given it is not counted, and nothing is vacuous', () => {
    const report = check(countTo, { any: always(counting, () => true) });
    expect(outcomesOf(report)['any']).toEqual({ verdict: 'holds', vacuous: false, asked: undefined });
  });

  it('is not asked where given is false: holds may fail there, or throw', () => {
    const report = check(countTo, {
      guarded: always(counting, {
        given: ({ n }) => n > 1,
        holds: ({ n }) => {
          if (n <= 1) throw new Error('asked where it says nothing');
          return true;
        },
      }),
      guardedStep: alwaysStep(counting, {
        given: (_, __, { action }) => action === 'back',
        holds: (_, after) => {
          if (after.n !== 0) throw new Error('asked where it says nothing');
          return true;
        },
      }),
    });
    expect(outcomesOf(report)).toMatchObject({ guarded: { asked: 2 }, guardedStep: { asked: 4 } });
  });

  it('goes on being counted after it was violated', () => {
    const report = expectAgreement(
      countTo,
      {
        state: always(counting, { given: ({ n }) => n > 0, holds: ({ n }) => n > 4 }),
        step: alwaysStep(counting, { given: (_, __, { action }) => action === 'up', holds: () => false }),
      },
      { most: 100 },
    );
    expect(outcomesOf(report)).toMatchObject({
      state: { verdict: 'violated', trace: { length: 1 }, asked: 100 },
      step: { verdict: 'violated', trace: { length: 1 }, asked: 100 },
    });
  });
});
