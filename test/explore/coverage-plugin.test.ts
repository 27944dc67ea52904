import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { always, limit, protocol, sometimes, withRules } from '#checker/dsl';
import type { Protocol } from '#checker/protocol';
import { ModelError } from '#checker/report';
import {
  commandSequences,
  coverage,
  Inconclusive,
  sequenceFrom,
  upholds,
  type CommandSequence,
} from 'tidemark/fast-check';
import { kip320, strongIsr } from 'tidemark/kafka';
import { counting, countTo } from '../support/count-to.js';
import { BOUNDS, FAR, farCount, pitfall, someFarNumber, withoutLeap } from '../support/far-count.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { messageOf } from '../support/trace-in.js';

const small = always(counting, ({ n }) => n < 3);
const fine = always(counting, () => true);
const anyMail = always(mail, () => true);
const counts = (of: typeof countTo = countTo, effort = {}) =>
  commandSequences(of, { properties: { fine }, effort: { steps: 100, ...effort } });
const mails = (effort = {}) =>
  commandSequences(lossyBag, { properties: { anyMail }, effort: { steps: 1000, ...effort } });

/** Of a count with others beside it, on which somebody leaps who is far enough. */
const fars = (bounds: object, of = farCount, properties = {}) =>
  commandSequences(of, { bounds, properties: { fine, ...properties }, effort: { steps: 1000 } });
const RAISE = 'Raise numRuns or the effort, or widen the bounds.';

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
  const missing = (bounds: object) => {
    const { lines, plugin } = reporting(farCount);
    return {
      lines,
      run: (): void =>
        fc.assert(fc.property(fars(bounds), upholds), { seed: 1, numRuns: 3, plugins: [plugin] }),
    };
  };
  it('is inconclusive where it can be taken, and says which', () => {
    const { lines, run } = missing(BOUNDS.possible);
    expect(run).toThrow(Inconclusive);
    expect(run).toThrow(`Nothing was found, but never happened, though it can: leap. ${RAISE}`);
    expect(lines[0]).toHaveLength(2);
    expect(lines[0]![0]).toMatch(/; 3 of 4 actions taken, /);
  });
  it('is inconclusive where it is not known whether it can be taken', () => {
    const { lines, run } = missing(BOUNDS.unknown);
    expect(run).toThrow(Inconclusive);
    expect(messageOf(run)).toMatch(
      /^Nothing was found, but never happened, or cannot happen within these bounds: leap \(a search of 3\d\d,\d{3} states came by none of it\)\. Raise numRuns or the effort/,
    );
    expect(lines[0]).toHaveLength(2);
  });
  it('passes where it cannot be taken, and says so', () => {
    const { lines, run } = missing(BOUNDS.impossible);
    run();
    expect(lines).toHaveLength(1);
    expect(lines[0]![0]).toMatch(/; 3 of 4 actions taken, /);
    expect(lines[0]![2]).toBe(
      'Not waited for, since it cannot happen within these bounds, as all 32 states show: leap.',
    );
  });
  it('is inconclusive where not one step is possible: nothing was tried', () => {
    const { leap } = farCount.actions;
    const still = protocol({ ...farCount, actions: { leap: leap! } });
    const failing = (): void =>
      fc.assert(fc.property(commandSequences(still, { properties: { fine } }), upholds), {
        seed: 1,
        numRuns: 3,
        plugins: [reporting(still).plugin],
      });
    expect(messageOf(failing)).toMatch(/ never happened, or cannot happen within these bounds: leap\. Raise/);
  });
  it('fails where the model does, beyond what was walked', () => {
    const failing = (): void =>
      fc.assert(fc.property(fars(BOUNDS.possible, pitfall), upholds), {
        seed: 1,
        numRuns: 3,
        plugins: [reporting(pitfall).plugin],
      });
    expect(failing).toThrow(ModelError);
    expect(messageOf(failing)).toMatch(
      /^leap failed: what the model said\nThe way there, within --most 100 --width 1:\n/,
    );
  });
  it('does not miss one that a limit of 0 forbids', () => {
    const never = limit(countTo, { back: 0 });
    const { lines, plugin } = reporting(never);
    fc.assert(fc.property(counts(never), upholds), { seed: 1, numRuns: 3, plugins: [plugin] });
    expect(lines[0]![0]).toMatch(/; 1 of 1 actions taken, /);
  });
  describe('is inconclusive where what is asserted was never put to the test', () => {
    const far = always(counting, { given: ({ n }) => n > FAR, holds: () => false });
    const put = always(counting, { given: ({ n }) => n === 2, holds: () => true });
    const run = (bounds: object, properties: object) => {
      const { lines, plugin } = reporting(withoutLeap);
      const failing = (): void =>
        fc.assert(fc.property(fars(bounds, withoutLeap, properties), upholds), {
          seed: 1,
          numRuns: 3,
          plugins: [plugin],
        });
      return { lines, failing };
    };
    it.each([
      [
        'and cannot be',
        BOUNDS.impossible,
        /, but cannot be put to the test within these bounds: far\. Widen the bounds\.$/,
      ],
      [
        'though it can be',
        BOUNDS.possible,
        /, but never happened, though it can: far\. Raise numRuns or the effort/,
      ],
      [
        'and it is not known whether it can be',
        BOUNDS.unknown,
        /, or cannot happen within these bounds: far \(a search of 3/,
      ],
    ])('%s', (_what, bounds, message) => {
      const { lines, failing } = run(bounds, { far, put });
      expect(failing).toThrow(Inconclusive);
      expect(messageOf(failing)).toMatch(message);
      expect(lines[0]![1]).toBe('far was never put to the test: what it speaks of never happened');
      expect(lines[0]).toHaveLength(3);
    });
    it('and not where it was', () => {
      expect(run(BOUNDS.impossible, { put }).failing).not.toThrow();
    });
  });
  it('is inconclusive where the effort is too little, and not with more', () => {
    const run = (effort: object, numRuns: number): void =>
      fc.assert(fc.property(mails(effort), upholds), {
        seed: 1,
        numRuns,
        plugins: [reporting(lossyBag).plugin],
      });
    expect(messageOf(() => run({ steps: 1, depth: 1 }, 3))).toMatch(
      'never happened, though it can: duplicate, lose, receive.',
    );
    expect(() => run({}, 3)).not.toThrow();
  });
  describe('or does not see a witness', () => {
    const run = (bounds: object) => {
      const { lines, plugin } = reporting(withoutLeap);
      const campaign = (): void =>
        fc.assert(fc.property(fars(bounds, withoutLeap, { someFarNumber }), upholds), {
          seed: 1,
          numRuns: 3,
          plugins: [plugin],
        });
      return { lines, campaign };
    };
    it('is inconclusive where it can be seen', () => {
      const { campaign } = run(BOUNDS.possible);
      expect(campaign).toThrow(Inconclusive);
      expect(campaign).toThrow(`never happened, though it can: someFarNumber. ${RAISE}`);
    });
    it('is inconclusive where it is not known whether it can be seen', () => {
      const { campaign } = run(BOUNDS.unknown);
      expect(campaign).toThrow(Inconclusive);
      expect(messageOf(campaign)).toMatch(
        / or cannot happen within these bounds: someFarNumber \(a search of 3/,
      );
    });
    it('passes where it cannot be seen, and says so', () => {
      const { lines, campaign } = run(BOUNDS.impossible);
      campaign();
      expect(lines[0]![0]).toMatch(/; 3 of 3 actions taken, 0 of 1 witnesses seen$/);
      expect(lines[0]![2]).toMatch(/ as all 32 states show: someFarNumber\.$/);
    });
    it('looks out for those that are registered', () => {
      const campaign = (bounds: object, effort: object) => {
        const { lines, plugin } = reporting(kip320);
        const sequences = commandSequences(kip320, { bounds, properties: { strongIsr }, effort });
        return {
          lines,
          run: (): void =>
            fc.assert(fc.property(sequences, upholds), { seed: 1, numRuns: 3, plugins: [plugin] }),
        };
      };
      const { lines, run } = campaign({ records: 1, leaderEpochs: 0, brokers: 2 }, {});
      run();
      expect(lines[0]![2]).toMatch(/^Not waited for, .*: .*some-two-presumed-leaders/);
      expect(lines[0]![2]).not.toMatch(/some-record-commits|strong-isr/);
      const little = messageOf(campaign({}, { steps: 1, depth: 1 }).run);
      expect(little).toMatch(/ never happened, though it can: .*some-two-presumed-leaders/);
    });
  });
  it('is inconclusive where no sequence of the protocol is generated', () => {
    const variant = withRules(lossyBag, {});
    expect(() =>
      fc.assert(fc.property(mails(), upholds), { seed: 1, numRuns: 3, plugins: [reporting(variant).plugin] }),
    ).toThrow('No command sequence of this protocol was generated');
  });
});

describe('it keeps out', () => {
  const hopeless = commandSequences(farCount, { bounds: BOUNDS.possible, properties: { small } });
  const run = (parameters: fc.Parameters<[CommandSequence]>) => {
    const { lines, plugin } = reporting(farCount);
    const details = fc.check(fc.property(fars(BOUNDS.possible), upholds), {
      seed: 1,
      numRuns: 3,
      ...parameters,
      plugins: [plugin],
    });
    return { lines, details };
  };

  it('where something fails, which says more', () => {
    const { lines, plugin } = reporting(farCount);
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
    const [ofMails, ofFars] = [reporting(lossyBag), reporting(farCount)];
    expect(() =>
      fc.assert(
        fc.property(mails(), fars(BOUNDS.possible), () => {}),
        {
          seed: 1,
          numRuns: 4,
          plugins: [ofMails.plugin, ofFars.plugin],
        },
      ),
    ).toThrow('though it can: leap.');
    expect(ofMails.lines).toHaveLength(1);
  });
  it('of a protocol, and not of another one that is written alike', () => {
    const twin = protocol({ ...countTo });
    expect(() =>
      fc.assert(fc.property(counts(twin), upholds), { numRuns: 2, plugins: [reporting(countTo).plugin] }),
    ).toThrow(Inconclusive);
  });
});

describe('sequences within several bounds, or with several properties', () => {
  /** A campaign of one sequence of each. */
  const campaign = (of: Protocol, ...sequences: readonly fc.Arbitrary<CommandSequence>[]) => {
    const { lines, plugin } = reporting(of);
    const run = (): void =>
      fc.assert(
        fc.property(fc.tuple(...sequences), (all) => all.forEach(upholds)),
        { seed: 1, numRuns: 3, plugins: [plugin] },
      );
    return { lines, run };
  };
  const { possible, impossible, unknown } = BOUNDS;

  it.each([
    ['first', [impossible, possible]],
    ['last', [possible, impossible]],
    ['beside what cannot be searched', [impossible, unknown, possible]],
  ])('wait for what can be within some of them: %s', (_where, all) => {
    const { run } = campaign(farCount, ...all.map((bounds) => fars(bounds)));
    expect(run).toThrow(Inconclusive);
    expect(run).toThrow(`never happened, though it can: leap. ${RAISE}`);
  });
  it('wait for what is not known within some of them', () => {
    const { run } = campaign(farCount, fars(impossible), fars(unknown));
    expect(run).toThrow(Inconclusive);
    expect(messageOf(run)).toMatch(' or cannot happen within these bounds: leap (a search of 3');
  });
  it('do not wait for what can be within none of them', () => {
    const { lines, run } = campaign(farCount, fars({ most: 3 }), fars({ most: 5 }));
    run();
    expect(lines[0]![2]).toMatch(/ as all 80 states show: leap\.$/);
  });
  it('do not miss what was taken where it can be, though elsewhere it cannot', () => {
    const narrow = commandSequences(lossyBag, { bounds: { inFlight: 1 }, properties: { anyMail } });
    const alone = campaign(lossyBag, narrow);
    alone.run();
    expect(alone.lines[0]![2]).toMatch(/: duplicate\.$/);
    const both = campaign(lossyBag, narrow, mails());
    both.run();
    expect(both.lines[0]).toHaveLength(2);
    expect(both.lines[0]![0]).toMatch('4 of 4 actions taken');
  });
  it('are searched once where they are alike, as bounds are that are drawn', () => {
    const drawn = fc.constantFrom(3, 5).chain((most) => fars({ most }));
    const { lines, plugin } = reporting(farCount);
    fc.assert(fc.property(drawn, upholds), { seed: 1, numRuns: 20, plugins: [plugin] });
    expect(lines[0]![0]).toMatch(/^20 runs, /);
    expect(lines[0]![2]).toMatch(/ as all 80 states show: leap\.$/);
  });
  it('look out for a witness where it was looked out for, and nowhere else', () => {
    const looking = fars(impossible, withoutLeap, { someFarNumber });
    const { lines, run } = campaign(withoutLeap, looking, fars(possible, withoutLeap));
    run();
    expect(lines[0]![2]).toMatch(/: someFarNumber\.$/);
  });
  it('tell two witnesses of one name apart', () => {
    const [never, far] = [sometimes(counting, ({ n }) => n > 1000), sometimes(counting, ({ n }) => n > FAR)];
    const seeing = (seen: typeof far) => fars(possible, withoutLeap, { seen });
    expect(campaign(withoutLeap, seeing(never), seeing(never)).run).not.toThrow();
    expect(campaign(withoutLeap, seeing(never), seeing(far)).run).toThrow('though it can: seen.');
  });
});
