import { expect, it } from 'vitest';
import { actionsOf, check, type StateOf } from 'tidemark';
import { counting, countTo } from '../support/count-to.js';
import { pageOf } from '../support/pages.js';
import { messageOf } from '../support/trace-in.js';

it('what docs/reference/actions.md says of a guard that writes is what is said of it', () => {
  const action = actionsOf<StateOf<typeof counting, typeof countTo.bounds>>();
  const writes = (s: object): boolean => Object.assign(s, { n: 1 }).n < 0;
  const go = () => action({ choose: {}, when: (_, s) => writes(s), then: () => {} });
  const text = pageOf('docs/reference/actions.md').text.replaceAll(/\s+/g, ' ');
  expect(text).toContain(messageOf(() => check({ ...countTo, actions: { go } }, {})).replace(/\.$/, ''));
});
