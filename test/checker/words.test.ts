import { expect, it } from 'vitest';
import { grouped, plural } from '#checker/words';

it('numbers are grouped by thousands, whatever the machine speaks', () => {
  expect([0, 7, 999, 1000, 1_234_567].map(grouped)).toEqual(['0', '7', '999', '1,000', '1,234,567']);
});
it('what is counted is one, or several', () => {
  expect([0, 1, 2, 1000].map((n) => plural(n, 'step'))).toEqual([
    '0 steps',
    '1 step',
    '2 steps',
    '1,000 steps',
  ]);
  expect([1, 3].map((n) => plural(n, 'property', 'properties'))).toEqual(['1 property', '3 properties']);
});
