import { describe, expect, it } from 'vitest';
import { modelErrorText } from '#checker/model-error-text';
import { ModelError } from '#checker/report';
import { protocol } from '#checker/dsl';
import { action, countTo } from '../support/count-to.js';
import { onPlane, right, stepOf, up } from '../support/walks.js';

const back = stepOf('back');
const failing = protocol({
  ...countTo,
  actions: {
    ...countTo.actions,
    fall: () =>
      action({
        choose: {},
        when: (_, { n }) => n === 1,
        then: () => {
          throw new Error('boom');
        },
      }),
  },
});
const text = (during: string, steps: ModelError['steps'], of = failing): string[] =>
  modelErrorText(new ModelError('boom', during, steps, undefined), of, { most: 3 }).split('\n');

describe('what is told of a model that failed', () => {
  it('is what failed, and that it was in the initial state', () => {
    expect(text('the initial state', [])).toEqual([
      'the initial state failed: boom',
      'It was in the initial state.',
    ]);
  });
  it('is what failed, and the way there, where a property failed on what was reached', () => {
    expect(text('the property small', [up, back])).toEqual([
      'the property small failed: boom',
      'The way there, within --most 3:',
      ' 1  up    n 0→1',
      ' 2  back  n 1→0',
    ]);
  });
  it('is the step that failed, behind those that could be taken', () => {
    expect(text('fall', [up, back, up, stepOf('fall')])).toEqual([
      'fall failed: boom',
      'The way there, within --most 3:',
      ' 1  up    n 0→1',
      ' 2  back  n 1→0',
      ' 3  up    n 0→1',
      ' 4  fall   <- fall failed here',
    ]);
    expect(text('up', [stepOf('fall')])).toEqual([
      'up failed: boom',
      'The way there, within --most 3:',
      ' 1  fall   <- up failed here',
    ]);
  });
  it('is which step cannot be repeated, where that is not the last', () => {
    expect(text('up', [stepOf('fall'), up])[2]).toMatch(/^Step 1, fall, is not possible there/);
  });
  it('is of no bounds where the protocol has none', () => {
    const lines = modelErrorText(new ModelError('boom', 'the property low', [right], undefined), onPlane, {});
    expect(lines).not.toContain('within :');
    expect(lines).toContain('\n 1  right  x 0→1');
  });
});
