import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { actionsOf, always, limit, protocol, withRules } from '#checker/dsl';
import type { Protocol } from '#checker/protocol';
import {
  commandSequences,
  coverage,
  Inconclusive,
  sequenceFrom,
  upholds,
  type CommandSequence,
} from 'tidemark/fast-check';
import { kip320, strongIsr } from 'tidemark/kafka';
import { action, counting, countTo } from '../support/count-to.js';
import { lossyBag, mail, type Mail } from '../support/lossy-bag.js';
import { messageOf } from '../support/trace-in.js';

const small = always(counting, ({ n }) => n < 3);
/** With an action that is never possible, and no bound or limit says so. */
const missing = protocol({
  ...countTo,
  actions: {
    ...countTo.actions,
    leap: () => action({ choose: {}, when: (_, { n }) => n > 1000, then: () => {} }),
  },
});
const fine = always(counting, () => true);
const mailAction = actionsOf<Mail>();
const anyMail = always(mail, () => true);
const counts = (of: typeof countTo = countTo, effort = {}) =>
  commandSequences(of, { properties: { fine }, effort: { steps: 100, ...effort } });
const mails = (effort = {}) =>
  commandSequences(lossyBag, { properties: { anyMail }, effort: { steps: 1000, ...effort } });

/** A plugin, and the lines that it reports. */
function reporting(of: Protocol) {
  const lines: string[][] = [];
  return { lines, plugin: coverage(of, { report: (some) => void lines.push([...some]) }) };
}

describe('a campaign that misses nothing', () => {
  it('passes, and says what it came by and how saturated that is', () => {
    const { lines, plugin } = reporting(kip320);
    fc.assert(
      fc.property(commandSequences(kip320, { properties: { strongIsr }, effort: { steps: 5000 } }), upholds),
      { seed: 1, numRuns: 20, plugins: [plugin] },
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toHaveLength(2);
    expect(lines[0]![0]).toMatch(/^20 runs, 10\d,\d{3} steps; 9 of 9 actions taken, 4 of 4 witnesses seen$/);
    const [, saturation] = /an estimated ([\d.]+) % is among them/.exec(lines[0]![1]!)!;
    expect(Number(saturation)).toBeGreaterThan(50);
    expect(Number(saturation)).toBeLessThanOrEqual(100);
  });
  it('counts what the generated runs have done, exactly', () => {
    const { lines, plugin } = reporting(lossyBag);
    const parameters = { seed: 7, numRuns: 5 };
    fc.assert(fc.property(mails(), upholds), { ...parameters, plugins: [plugin] });
    const executed = fc.sample(mails(), parameters).map(({ run }) => run!.executed);
    const total = executed.reduce((sum, n) => sum + n, 0).toLocaleString('en-US');
    expect(lines[0]![0]).toBe(`5 runs, ${total} steps; 4 of 4 actions taken, 0 of 0 witnesses seen`);
  });
  it('starts to count anew in every assertion', () => {
    const { lines, plugin } = reporting(countTo);
    const property = fc.property(counts(), upholds);
    fc.assert(property, { seed: 1, numRuns: 3, plugins: [plugin] });
    fc.assert(property, { seed: 1, numRuns: 3, plugins: [plugin] });
    expect(lines[0]).toEqual(lines[1]);
  });
  it('writes to the console, unless it is told where else', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    fc.assert(fc.property(counts(), upholds), { seed: 1, numRuns: 2, plugins: [coverage(countTo)] });
    const calls = log.mock.calls.map(([text]) => String(text));
    log.mockRestore();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^2 runs, /);
  });
});

describe('a campaign that misses an action', () => {
  it('is inconclusive, and says which', () => {
    const { lines, plugin } = reporting(missing);
    const failing = (): void =>
      fc.assert(fc.property(counts(missing), upholds), { seed: 1, numRuns: 3, plugins: [plugin] });
    expect(failing).toThrow(Inconclusive);
    expect(failing).toThrow(
      'Nothing was found, but never happened, or cannot happen within these bounds: leap. Raise numRuns or the effort',
    );
    expect(lines[0]).toHaveLength(2);
    expect(lines[0]![0]).toMatch(/; 2 of 3 actions taken, /);
  });
  it('does not miss one that a limit of 0 forbids', () => {
    const never = limit(countTo, { back: 0 });
    const { lines, plugin } = reporting(never);
    fc.assert(fc.property(counts(never), upholds), { seed: 1, numRuns: 3, plugins: [plugin] });
    expect(lines[0]![0]).toMatch(/; 1 of 1 actions taken, /);
  });
  it('is inconclusive where what is asserted was never put to the test', () => {
    const vain = always(counting, { given: ({ n }) => n > 1000, holds: () => false });
    const put = always(counting, { given: ({ n }) => n === 2, holds: () => true });
    const { lines, plugin } = reporting(countTo);
    const run = (properties: object): void =>
      fc.assert(fc.property(commandSequences(countTo, { properties: { ...properties } }), upholds), {
        seed: 1,
        numRuns: 3,
        plugins: [plugin],
      });
    expect(messageOf(() => run({ vain, put }))).toMatch(
      /^Nothing was found, but never happened, or cannot happen within these bounds: vain\. Raise/,
    );
    expect(lines[0]![1]).toBe('vain was never put to the test: what it speaks of never happened');
    expect(() => run({ put })).not.toThrow();
  });
  it('is inconclusive where the effort is too little, and not with more', () => {
    const run = (effort: object, numRuns: number): void =>
      fc.assert(fc.property(mails(effort), upholds), {
        seed: 1,
        numRuns,
        plugins: [reporting(lossyBag).plugin],
      });
    expect(messageOf(() => run({ steps: 1, depth: 1 }, 3))).toMatch(
      'cannot happen within these bounds: duplicate, lose, receive.',
    );
    expect(() => run({}, 3)).not.toThrow();
  });
  it('is inconclusive where a witness was never seen, of those that are registered', () => {
    const bounds = { records: 1, leaderEpochs: 0, brokers: 2 };
    const message = messageOf(() =>
      fc.assert(fc.property(commandSequences(kip320, { bounds, properties: { strongIsr } }), upholds), {
        seed: 1,
        numRuns: 3,
        plugins: [reporting(kip320).plugin],
      }),
    );
    expect(message).toMatch(/cannot happen within these bounds: .*some-two-presumed-leaders/);
    expect(message).not.toMatch(/some-record-commits|strong-isr/);
  });
  it('is inconclusive where no sequence of the protocol is generated', () => {
    const variant = withRules(lossyBag, {});
    expect(() =>
      fc.assert(fc.property(mails(), upholds), { seed: 1, numRuns: 3, plugins: [reporting(variant).plugin] }),
    ).toThrow('No command sequence of this protocol was generated');
  });
});

describe('it keeps out', () => {
  const hopeless = commandSequences(missing, { properties: { small } });
  const run = (parameters: fc.Parameters<[CommandSequence]>) => {
    const { lines, plugin } = reporting(missing);
    const details = fc.check(fc.property(counts(missing), upholds), {
      seed: 1,
      numRuns: 3,
      ...parameters,
      plugins: [plugin],
    });
    return { lines, details };
  };

  it('where something fails, which says more', () => {
    const { lines, plugin } = reporting(missing);
    const { errorInstance } = fc.check(fc.property(hopeless, upholds), { seed: 1, plugins: [plugin] });
    expect((errorInstance as Error).name).toBe('PropertyViolated');
    expect(lines).toEqual([]);
  });
  it('where a path drives the runs', () => {
    expect(run({ path: '1' }).lines).toEqual([]);
    expect(run({ path: '1:0' }).lines).toEqual([]);
    expect(() => run({})).toThrow(Inconclusive);
  });
  it('where examples drive the runs', () => {
    const text = '# up\nverify counter --property fine --most 3\n----\n 1  up\n';
    const example = sequenceFrom(countTo, text, { properties: { fine } });
    const { lines, details } = run({ examples: [[example]] });
    expect(lines).toEqual([]);
    expect(details).toMatchObject({ failed: false, numRuns: 3 });
    expect(() => run({ examples: [] })).toThrow(Inconclusive);
  });
});

describe('it works', () => {
  it('in an asynchronous property', async () => {
    const check = (effort: object): Promise<void> =>
      fc.assert(
        fc.asyncProperty(mails(effort), async (sequence) => {
          await Promise.resolve();
          upholds(sequence);
        }),
        { seed: 1, numRuns: 3, plugins: [reporting(lossyBag).plugin] },
      );
    await expect(check({})).resolves.toBeUndefined();
    await expect(check({ steps: 1, depth: 1 })).rejects.toThrow(Inconclusive);
  });
  it('beside other arbitraries, in any place', () => {
    const { lines, plugin } = reporting(countTo);
    fc.assert(
      fc.property(fc.nat(), fc.string(), counts(), fc.boolean(), (_n, _s, sequence, _b) => upholds(sequence)),
      { seed: 1, numRuns: 4, plugins: [plugin] },
    );
    expect(lines[0]![0]).toMatch(/^4 runs, \d+ steps; 2 of 2 actions taken/);
  });
  it('in a record, a tuple or an array, and however deep', () => {
    const { lines, plugin } = reporting(countTo);
    fc.assert(
      fc.property(
        fc.record({ n: fc.nat(), one: counts(), two: fc.tuple(counts(), fc.record({ three: counts() })) }),
        fc.array(counts(), { minLength: 2, maxLength: 2 }),
        ({ one }, _all) => upholds(one),
      ),
      { seed: 1, numRuns: 4, plugins: [plugin] },
    );
    expect(lines[0]![0]).toMatch(/^20 runs, /);
  });
  it('beside other plugins', () => {
    const { lines, plugin } = reporting(countTo);
    const called = vi.fn();
    fc.assert(fc.property(counts(), upholds), {
      seed: 1,
      numRuns: 4,
      plugins: [fc.unbiased(), plugin, fc.beforeEach(called)],
    });
    expect(lines[0]![0]).toMatch(/^4 runs/);
    expect(called).toHaveBeenCalledTimes(4);
  });
  it('for each of two protocols in one property', () => {
    const [ofCounts, ofMails] = [reporting(countTo), reporting(lossyBag)];
    fc.assert(
      fc.property(counts(), mails(), counts(), (one, other, third) => [one, other, third].forEach(upholds)),
      { seed: 1, numRuns: 4, plugins: [ofCounts.plugin, ofMails.plugin] },
    );
    expect(ofCounts.lines[0]![0]).toMatch(/^8 runs, .*; 2 of 2 actions taken/);
    expect(ofMails.lines[0]![0]).toMatch(/^4 runs, .*; 4 of 4 actions taken/);
  });
  it('for one of two protocols that misses something, whatever the other one does', () => {
    const still = protocol({
      ...lossyBag,
      actions: {
        ...lossyBag.actions,
        never: () => mailAction({ choose: {}, when: (_, { sent }) => sent > 9, then: () => {} }),
      },
    });
    const arbitrary = commandSequences(still, { properties: { anyMail }, effort: { steps: 1000 } });
    const [ofCounts, ofMails] = [reporting(countTo), reporting(still)];
    expect(() =>
      fc.assert(
        fc.property(counts(), arbitrary, () => {}),
        {
          seed: 1,
          numRuns: 4,
          plugins: [ofCounts.plugin, ofMails.plugin],
        },
      ),
    ).toThrow('cannot happen within these bounds: never.');
    expect(ofCounts.lines).toHaveLength(1);
  });
  it('of a protocol, and not of another one that is written alike', () => {
    const twin = protocol({ ...countTo });
    expect(() =>
      fc.assert(fc.property(counts(twin), upholds), { numRuns: 2, plugins: [reporting(countTo).plugin] }),
    ).toThrow(Inconclusive);
  });
});
