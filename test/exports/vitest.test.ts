import { expect, it } from 'vitest';
import { always } from 'tidemark';
import 'tidemark/vitest';
import { counting, countTo } from '../support/count-to.js';
import { messageOf } from '../support/trace-in.js';

const small = always(counting, ({ n }) => n < 3);

it('tidemark/vitest adds the matcher by being imported', () => {
  expect(countTo).toUphold(small, { most: 2 });
  expect(countTo).not.toUphold(small, { most: 3 });
});
it('works in soft expectations', () => {
  expect.soft(countTo).toUphold(small, { most: 2 });
});
it('fails as an assertion does, with a message of its own', () => {
  let error: Error | undefined;
  try {
    expect(countTo).toUphold(small);
  } catch (caught) {
    error = caught as Error;
  }
  expect(error).toBeInstanceOf(Error);
  expect(error!.message).toMatch('# property is violated by unnamed in 3 steps, the fewest there are.');
});
it('prefers a message of the caller', () => {
  expect(messageOf(() => expect(countTo, 'the counter').toUphold(small))).toMatch('the counter');
});
