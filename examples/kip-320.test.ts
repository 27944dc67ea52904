import { test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { commandSequences, upholds } from 'tidemark/fast-check';
import { kip279, kip320, strongIsr, weakIsr } from 'tidemark/kafka';
import 'tidemark/vitest';

test('KIP-320 keeps every committed record in every member of the ISR', () => {
  expect(kip320).toUphold(strongIsr, { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 });
});
test('KIP-279 does not', () => {
  expect(kip279).not.toUphold(strongIsr, { leaderEpochs: 2 });
});
test('no run at random breaks it where there are too many states to visit', () => {
  expect(kip320).toUphold(weakIsr, { brokers: 4, records: 3, logSize: 3, search: { seed: 1, runs: 20 } });
});
propertyTest.prop([commandSequences(kip320, { properties: { strongIsr } })], { seed: 1, numRuns: 20 })(
  'the same, as a property of fast-check',
  upholds,
);
