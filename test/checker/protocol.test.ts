import { describe, expect, it } from 'vitest';
import { withRules, type Protocol } from '#checker/dsl';
import kip320 from '#model/replication/protocols/kip-320';

describe('withRules', () => {
  it('leaves the protocol that it is made from as it is, and every other rule', () => {
    const answersFetch = () => true;
    const mutant = withRules(kip320, { answersFetch });
    expect(mutant.rules).toEqual({ ...kip320.rules, answersFetch });
    expect(kip320.rules.answersFetch).not.toBe(answersFetch);
  });
  it('refuses a rule that the protocol has not, which would change nothing and seem to hold', () => {
    expect(() => withRules(kip320 as Protocol, { answersfetch: () => true })).toThrow(
      /^withRules: there is no rule answersfetch; there are .*\banswersFetch\b/,
    );
  });
});
