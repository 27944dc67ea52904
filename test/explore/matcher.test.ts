import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, limit, protocol, sometimes, type BoundsOf, type Property } from '#checker/dsl';
import { decides } from '#checker/decides';
import { parseTrace } from '#checker/trace-text';
import { BoundsError, register } from 'tidemark';
import { kip279, kip320, replication, strongIsr } from 'tidemark/kafka';
import type { SearchChoice } from 'tidemark/vitest';
import 'tidemark/vitest';
import { action, counting, countTo } from '../support/count-to.js';
import {
  BOUNDS,
  FAR,
  farAction,
  farCount,
  pitfall,
  someFarNumber,
  withoutLeap,
} from '../support/far-count.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { messageOf, traceIn } from '../support/trace-in.js';
import { temporaryFolder, tidemark } from '../support/tidemark.js';

const below = (limit: number): Property<typeof counting> => always(counting, ({ n }) => n < limit);
const reaches = (number: number): Property<typeof counting> => sometimes(counting, ({ n }) => n === number);
const inVain = always(counting, { given: ({ n }) => n > 5, holds: () => false });
/** Where not one step is possible. */
const still = protocol({
  ...countTo,
  actions: { up: () => action({ choose: {}, when: (_, { n }) => n > 1000, then: () => {} }) },
});
const natural = always(counting, ({ n }) => n >= 0);
/** Looked out for in any search of a far count at random. */
register({ 'some-far-number': someFarNumber });
/** Both ways to ask, where neither may say yes. */
const bothWays = (ask: (expectation: ReturnType<typeof expect<typeof countTo>>) => void, of = countTo) =>
  bothWaysOf(of, ask);
const bothWaysOf = <P>(of: P, ask: (expectation: ReturnType<typeof expect<P>>) => void) => [
  messageOf(() => ask(expect(of))),
  messageOf(() => ask(expect(of).not)),
];

describe('a search of all there is', () => {
  it('passes where a property holds, and where one is seen', () => {
    expect(countTo).toUphold(below(4));
    expect(countTo).toUphold(reaches(3));
    expect(lossyBag).toUphold(alwaysStep(mail, (before, after) => before.sent <= after.sent));
    expect(kip320).toUphold(strongIsr, { logSize: 1, records: 1 });
  });
  it('has .not where it is violated, and where it is never seen', () => {
    expect(countTo).not.toUphold(below(3));
    expect(countTo).not.toUphold(reaches(4));
    expect(kip279).not.toUphold(strongIsr, { logSize: 1, records: 1 });
  });
  it('keeps to the bounds that are given', () => {
    expect(countTo).toUphold(below(10), { most: 9 });
    expect(countTo).not.toUphold(below(9), { most: 9 });
    expect(countTo).toUphold(reaches(9), { most: 9 });
    expect(countTo).not.toUphold(reaches(10), { most: 9 });
  });
  it('fails where it is violated, with the shortest trace and the command that finds it', () => {
    const message = messageOf(() => expect(kip279).toUphold(strongIsr, { logSize: 1, records: 1 }));
    const { steps, bounds, ...named } = traceIn(message);
    expect(steps).toHaveLength(10);
    expect(decides(strongIsr, kip279, bounds, steps)).toBe(true);
    expect(named).toMatchObject({ protocol: 'kip-279', property: 'strong-isr' });
    expect(message).toMatch(
      'reproduce: npx tidemark verify kip-279 --property strong-isr --brokers 3 --log-size 1 --records 1 --leader-epochs 2',
    );
  });
  it('fails without a command where the command line knows no such protocol', () => {
    const message = messageOf(() => expect(countTo).toUphold(below(2)));
    expect(traceIn(message).steps.map(({ action }) => action)).toEqual(['up', 'up']);
    expect(message).not.toMatch('npx');
  });
  it('fails where it is never seen, and says that everything was searched', () => {
    expect(messageOf(() => expect(countTo).toUphold(reaches(4)))).toBe(
      'property is never seen in unnamed --most 3 (4 states, all there are).',
    );
  });
  it('fails behind .not with what it found instead', () => {
    expect(messageOf(() => expect(countTo).not.toUphold(below(4)))).toBe(
      'property holds of unnamed --most 3 (4 states, all there are).',
    );
    expect(messageOf(() => expect(countTo).not.toUphold(reaches(2)))).toBe(
      'property is seen in 2 steps of unnamed --most 3.',
    );
    expect(messageOf(() => expect(countTo).not.toUphold(inVain))).toMatch(
      /^property holds .*, vacuously: what it speaks of never happened/,
    );
  });
});

describe('a search that is not finished', () => {
  it('throws either way, and says what to raise and what to lower', () => {
    const ask = [expect(kip320), expect(kip320).not].map((one) =>
      messageOf(() => one.toUphold(strongIsr, { search: { states: 1000 } })),
    );
    expect(ask[0]).toBe(ask[1]);
    expect(ask[0]).toMatch(/^strong-isr is not settled for kip-320 --brokers 3 .* in the first \d+ steps/);
    expect(ask[0]).toMatch('Raise { search: { states } }, which is 1,000');
    expect(ask[0]).toMatch('brokers, log-size, records, leader-epochs');
  });
  it('settles what it came by all the same', () => {
    expect(kip279).not.toUphold(
      always(replication, () => false),
      { search: { states: 1 } },
    );
  });
});

describe('what goes wrong throws, with .not and without', () => {
  const throwing = always(counting, ({ n }) => {
    if (n === 2) throw new Error('it is two');
    return true;
  });
  const broken = protocol({ ...countTo, initial: (s) => void (s.n = 99) });
  it.each<[string, () => string[], RegExp]>([
    [
      'a property that throws',
      () => bothWays((one) => one.toUphold(throwing)),
      /^the property property failed: it is two\nThe way/,
    ],
    [
      'a property that throws, at random',
      () => bothWays((one) => one.toUphold(throwing, { search: { seed: 1, folder: temporaryFolder() } })),
      /^the property property failed: it is two\nThe way there, within --most 3:\n/,
    ],
    ['a model that fails', () => bothWays((one) => one.toUphold(below(4)), broken), /99/],
    [
      'a bound out of range',
      () => bothWays((one) => one.toUphold(below(4), { most: 1001 })),
      /most must be .* 1001/,
    ],
    [
      'a bound that is no number',
      () => bothWays((one) => one.toUphold(below(4), { most: Number.NaN })),
      /NaN/,
    ],
    [
      'a bound that there is not',
      () => bothWays((one) => one.toUphold(below(4), { least: 1 } as {})),
      /There is no bound least here. The bounds are most/,
    ],
    [
      'a bound that there is not, at random',
      () => bothWays((one) => one.toUphold(below(4), { least: 1, search: { seed: 1 } } as {})),
      /There is no bound least here/,
    ],
    [
      'a property of other variables',
      () => bothWays((one) => one.toUphold(strongIsr as never)),
      /^strong-isr speaks of variables that unnamed does not have/,
    ],
  ])('%s', (_what, messages, pattern) => {
    const [plain, negated] = messages();
    expect(plain).toMatch(pattern);
    expect(negated).toBe(plain);
  });
  it('a bound out of range is a BoundsError', () => {
    expect(() => expect(countTo).not.toUphold(below(4), { most: -1 })).toThrow(BoundsError);
  });
});

describe('a search at random', () => {
  it('passes where it finds nothing and has tried all there is', () => {
    const folder = join(temporaryFolder(), 'none');
    expect(countTo).toUphold(below(4), { search: { seed: 1, runs: 5, folder } });
    expect(countTo).toUphold(below(4), { search: { runs: 5, folder } });
    expect(existsSync(folder)).toBe(false);
  });
  it('fails where it finds a violation, and saves it; the next one takes it again', () => {
    const folder = temporaryFolder();
    const bounds = { logSize: 1, records: 1 };
    const message = messageOf(() =>
      expect(kip279).toUphold(strongIsr, { ...bounds, search: { seed: 1, folder } }),
    );
    const trace = traceIn(message);
    expect(trace.steps).toHaveLength(10);
    expect(decides(strongIsr, kip279, trace.bounds, trace.steps)).toBe(true);
    expect(message).toMatch(
      'reproduce: npx tidemark verify kip-279 --property strong-isr --brokers 3 --log-size 1 --records 1 --leader-epochs 2',
    );
    const path = join(folder, 'kip-279/strong-isr.log-size-1.records-1.trace');
    expect(message).toMatch(`does again; saved in ${path}`);
    expect(parseTrace(readFileSync(path, 'utf8'))).toMatchObject({ ...trace, story: [] });

    const [, found, runs] =
      /as (\d+) steps, which \{ search: \{ seed: 1, runs: (\d+), states: 50000 \} \} does again; saved in /.exec(
        message,
      )!;
    expect(Number(found)).toBeGreaterThanOrEqual(10);
    const elsewhere = temporaryFolder();
    const again = messageOf(() =>
      expect(kip279).toUphold(strongIsr, {
        ...bounds,
        search: { seed: 1, runs: Number(runs), folder: elsewhere },
      }),
    );
    expect(again.replaceAll(elsewhere, folder)).toBe(message);

    // One run of one seed would be too little to find it; it is not even begun.
    const replayed = messageOf(() =>
      expect(kip279).toUphold(strongIsr, { ...bounds, search: { seed: 9, runs: 0, folder } }),
    );
    expect(replayed).toMatch(`It was saved in ${path}, and violates it still.`);
    expect(traceIn(replayed).steps).toEqual(trace.steps);
    expect(kip279).not.toUphold(strongIsr, { ...bounds, search: { seed: 9, runs: 0, folder } });
  });
  it('is not held up by a file that shows nothing, or is of other bounds', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'unnamed'));
    writeFileSync(join(folder, 'unnamed/a.trace'), 'nothing of the kind');
    writeFileSync(
      join(folder, 'unnamed/property.trace'),
      '# up\nverify unnamed --property property --most 9\n----\n 1  up\n 2  up\n 3  up\n 4  up\n',
    );
    expect(countTo).toUphold(below(4), { search: { seed: 1, runs: 5, folder } });
    expect(countTo).not.toUphold(below(4), { most: 9, search: { seed: 1, runs: 0, folder } });
  });
  it('has .not where it finds a violation', () => {
    expect(countTo).not.toUphold(below(3), { search: { seed: 1, folder: temporaryFolder() } });
  });
  it('says with a seed what it says with the same seed, and with another one something else', () => {
    const bounds = { inFlight: 4, messages: 4 } as const;
    const fine = always(mail, () => true);
    const ask = (seed: number): string =>
      messageOf(() =>
        expect(lossyBag).not.toUphold(fine, {
          ...bounds,
          search: { seed, runs: 3, folder: temporaryFolder() },
        }),
      );
    expect(ask(1)).toBe(ask(1));
    expect(ask(1)).not.toBe(ask(2).replace('seed: 2', 'seed: 1'));
  });
  it('throws behind .not where it finds nothing, for that does not mean that there is nothing', () => {
    const message = messageOf(() =>
      expect(countTo).not.toUphold(below(4), { search: { seed: 3, runs: 5, folder: temporaryFolder() } }),
    );
    expect(message).toMatch(
      /^No violation of property was found at random in unnamed --most 3, which does not mean/,
    );
    expect(message).toMatch('5 runs, ');
    expect(message).toMatch('{ search: { seed: 3, runs: 5, states: 50000 } }');
  });
  const missed = [
    {
      what: 'an action was never taken, and a witness never seen',
      of: farCount,
      names: 'leap, some-far-number',
    },
    { what: 'a witness was never seen', of: withoutLeap, names: 'some-far-number' },
  ];
  it.each(missed)('throws either way where $what, though it can be', ({ of, names }) => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const [plain, negated] = bothWaysOf(of, (one) => one.toUphold(natural, { ...BOUNDS.possible, search }));
    expect(plain).toMatch(
      `property is not settled for unnamed --most 100 --width 1. Nothing was found, but never happened, though it can: ${names}. Raise { search: { runs } }, or widen the bounds.\n5 runs, `,
    );
    expect(plain).toMatch('{ search: { seed: 1, runs: 5, states: 50000 } }');
    expect(negated).toBe(plain);
  });
  it.each(missed)('throws either way where $what, and it is not known whether it can be', ({ of, names }) => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const [plain, negated] = bothWaysOf(of, (one) => one.toUphold(natural, { ...BOUNDS.unknown, search }));
    expect(plain).toMatch(/^property is not settled for unnamed --most 100 --width 99\. /);
    expect(plain).toMatch(`never happened, or cannot happen within these bounds: ${names} (a search of 3`);
    expect(plain).toMatch('came by none of it). Raise { search: { runs } }, or widen the bounds.');
    expect(plain).not.toMatch('Not waited for');
    expect(negated).toBe(plain);
  });
  it.each(missed)('passes where $what, for it cannot be, and says so behind .not', ({ of, names }) => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    expect(of).toUphold(natural, { ...BOUNDS.impossible, search });
    const message = messageOf(() => expect(of).not.toUphold(natural, { ...BOUNDS.impossible, search }));
    expect(message).toMatch(/^No violation of property was found at random in unnamed --most 3 --width 1, /);
    expect(message).toMatch(
      `\nNot waited for, since it cannot happen within these bounds, as all 32 states show: ${names}.\n5 runs, `,
    );
  });
  it('waits for an action alone, where it can be taken', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const leaping = protocol({
      ...countTo,
      actions: {
        ...countTo.actions,
        leap: () => action({ choose: {}, when: (_, { n }) => n > FAR, then: () => {} }),
      },
    });
    const [plain, negated] = bothWays((one) => one.toUphold(natural, { most: 100, search }), leaping);
    expect(plain).toMatch('never happened, though it can: leap. Raise');
    expect(negated).toBe(plain);
    expect(leaping).toUphold(natural, { search });
  });
  it('waits for what can be beside what cannot, and says both', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const both = protocol({
      ...farCount,
      actions: {
        ...farCount.actions,
        fall: () => farAction({ choose: {}, when: (_, { n }) => n > 1000, then: () => {} }),
      },
    });
    const message = messageOf(() => expect(both).toUphold(natural, { ...BOUNDS.possible, search }));
    expect(message).toMatch('never happened, though it can: leap, some-far-number. Raise');
    expect(message).toMatch(
      /^Not waited for, since it cannot happen within these bounds, as all 808 states show: fall\.$/m,
    );
  });
  it('does not miss an action that a limit of 0 forbids', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    expect(limit(countTo, { back: 0 })).toUphold(below(4), { search });
  });
  it('passes where the published protocol cannot show a witness within small bounds', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const bounds = { records: 1, leaderEpochs: 0, brokers: 2 };
    expect(kip320).toUphold(strongIsr, { ...bounds, search });
    expect(messageOf(() => expect(kip320).not.toUphold(strongIsr, { ...bounds, search }))).toMatch(
      /^Not waited for, since it cannot happen within these bounds, as all [\d,]+ states show: .*some-two-presumed-leaders/m,
    );
  });
  it('throws either way where not one step is possible: nothing was tried', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const [plain, negated] = bothWays((one) => one.toUphold(below(4), { search }), still);
    expect(plain).toMatch(
      /^property is not settled .* cannot happen within these bounds: up\. Raise \{ search: \{ runs \} \}/,
    );
    expect(plain).toMatch(/^1 run, 0 steps; 0 of 1 actions taken/m);
    expect(negated).toBe(plain);
  });
  it('throws either way where the model fails beyond what was walked', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const [plain, negated] = bothWaysOf(pitfall, (one) =>
      one.toUphold(natural, { ...BOUNDS.possible, search }),
    );
    expect(plain).toMatch(/^leap failed: what the model said\nThe way there, within --most 100 --width 1:\n/);
    expect(negated).toBe(plain);
  });
  describe('throws either way where what is asserted was never put to the test', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    const far = { given: ({ n }: { readonly n: number }) => n > FAR, holds: () => false };
    const untested = [always(counting, far), alwaysStep(counting, { ...far, given: (_, { n }) => n > FAR })];

    it.each(untested)('and cannot be: $kind', (vain) => {
      const [plain, negated] = bothWays((one) => one.toUphold(vain, { search }));
      expect(plain).toMatch(
        /^property is not settled .* cannot be put to the test within these bounds: property\. Widen the bounds\.\n/,
      );
      expect(plain).toMatch('property was never put to the test: what it speaks of never happened');
      expect(negated).toBe(plain);
    });
    it.each(untested)('though it can be: $kind', (vain) => {
      const [plain, negated] = bothWays((one) => one.toUphold(vain, { ...BOUNDS.possible, search }));
      expect(plain).toMatch(
        /^property is not settled .* never happened, though it can: property\. Raise \{ search: \{ runs \} \}/,
      );
      expect(plain).toMatch('property was never put to the test: what it speaks of never happened');
      expect(negated).toBe(plain);
    });
    it.each(untested)('and it is not known whether it can be: $kind', (vain) => {
      const [plain, negated] = bothWaysOf(withoutLeap, (one) =>
        one.toUphold(vain, { ...BOUNDS.unknown, search }),
      );
      expect(plain).toMatch(
        / or cannot happen within these bounds: some-far-number, property \(a search of 3/,
      );
      expect(negated).toBe(plain);
    });
    it('and not where it was', () => {
      expect(countTo).toUphold(always(counting, { given: ({ n }) => n > 2, holds: () => true }), { search });
    });
  });
  it('throws either way where there are no runs', () => {
    const search = { seed: 1, runs: 0, folder: temporaryFolder() };
    const [plain, negated] = bothWays((one) => one.toUphold(below(4), { search }));
    expect(plain).toMatch(
      /^property is not settled for unnamed --most 3\. Nothing was found, for there was no run\. Raise/,
    );
    expect(plain).toMatch('{ search: { seed: 1, runs: 0, states: 50000 } }');
    expect(negated).toBe(plain);
    // Also of what every run would violate.
    expect(messageOf(() => expect(countTo).toUphold(below(0), { search }))).toMatch('there was no run');
    const [seen] = bothWays((one) => one.toUphold(reaches(0), { search }));
    expect(seen).toMatch('property was not seen at random');
  });
  it('does 20 runs where no number is given', () => {
    const message = messageOf(() =>
      expect(countTo).not.toUphold(below(4), { search: { seed: 3, folder: temporaryFolder() } }),
    );
    expect(message).toMatch(/^20 runs, /m);
    expect(message).toMatch('{ search: { seed: 3, runs: 20, states: 50000 } }');
  });
  it('neither shrinks nor saves behind .not, where it finds what is expected', () => {
    const folder = join(temporaryFolder(), 'none');
    let asked = 0;
    const small = always(counting, ({ n }) => (asked++, n < 3));
    expect(countTo).not.toUphold(small, { search: { seed: 1, runs: 5, folder } });
    const without = asked;
    expect(existsSync(folder)).toBe(false);
    asked = 0;
    expect(
      messageOf(() => expect(countTo).toUphold(small, { search: { seed: 1, runs: 5, folder } })),
    ).toMatch('saved in');
    expect(asked).toBeGreaterThan(without);
    expect(existsSync(folder)).toBe(true);
  });
  it('tells a violation that cannot be saved', () => {
    const folder = join(temporaryFolder(), 'in-the-way');
    writeFileSync(folder, '');
    const message = messageOf(() => expect(countTo).toUphold(below(3), { search: { seed: 1, folder } }));
    expect(traceIn(message).steps).toHaveLength(3);
    expect(message).toMatch(/does again; it could not be saved: E\w+: .*in-the-way/);
    expect(message).not.toMatch('saved in');
  });
  it('saves two that have no name apart, and takes both again', () => {
    const folder = temporaryFolder();
    const fails = (limit: number, runs = 20): string =>
      messageOf(() => expect(countTo).toUphold(below(limit), { search: { seed: 1, runs, folder } }));
    expect(fails(2)).toMatch(`saved in ${join(folder, 'unnamed/property.trace')}`);
    expect(fails(3)).toMatch(`saved in ${join(folder, 'unnamed/property.2.trace')}`);
    expect(traceIn(fails(3, 0)).steps).toHaveLength(3);
    expect(fails(3, 0)).toMatch(
      `It was saved in ${join(folder, 'unnamed/property.2.trace')}, and violates it still`,
    );
    expect(traceIn(fails(2, 0)).steps).toHaveLength(2);
    rmSync(join(folder, 'unnamed/property.2.trace'));
    expect(fails(2, 0)).toMatch(
      `It was saved in ${join(folder, 'unnamed/property.trace')}, and violates it still`,
    );
  });
  it('loses no violation to a model that throws near it', () => {
    const pitfall = protocol({
      ...countTo,
      actions: {
        ...countTo.actions,
        fall: () =>
          action({
            choose: {},
            when: (_, { n }) => n === 1,
            then: () => {
              throw new Error('what the model said');
            },
          }),
      },
    });
    const messages = Array.from({ length: 20 }, (_, seed) =>
      messageOf(() =>
        expect(pitfall).toUphold(below(3), { search: { seed, runs: 1, folder: temporaryFolder() } }),
      ),
    );
    const found = messages.filter((message) => !message.startsWith('fall failed: what the model said'));
    expect(found.length).toBeGreaterThan(0);
    for (const message of found) {
      expect(traceIn(message).steps.map(({ action }) => action)).toEqual(['up', 'up', 'up']);
      expect(message).toMatch('in 3 steps, and in no fewer than 1.');
    }
  });
  it('passes where a property is seen, and throws either way where it is not', () => {
    const search = { seed: 1, runs: 5, folder: temporaryFolder() };
    expect(countTo).toUphold(reaches(3), { search });
    expect(farCount).toUphold(reaches(3), { search });
    expect(messageOf(() => expect(countTo).not.toUphold(reaches(3), { search }))).toBe(
      'property is seen at random in unnamed --most 3, with seed 1.',
    );
    const [plain, negated] = bothWays((one) => one.toUphold(reaches(4), { search }));
    expect(plain).toMatch(
      /^property was not seen at random in unnamed --most 3, which does not mean that it cannot be\. Raise/,
    );
    expect(plain).toMatch('{ search: { seed: 1, runs: 5, states: 50000 } }');
    expect(negated).toBe(plain);
  });
});

describe('the command that a search at random prints', () => {
  const commandIn = (message: string): string[] =>
    /^reproduce: npx tidemark (simulate .+)$/m.exec(message)![1]!.split(' ');
  /** The trace that the command saves, where it is run; its story tells how it was found. */
  async function simulated(args: readonly string[]) {
    const cwd = temporaryFolder();
    const ended = await tidemark(args, { cwd });
    expect(ended.stderr).toBe('');
    const [, path] = /^Saved in (.+)\.$/m.exec(ended.stdout)!;
    const { story, ...found } = parseTrace(readFileSync(join(cwd, path!), 'utf8'));
    expect(story).toEqual([
      expect.stringMatching(/^Found by: npx tidemark simulate kip-279 --property strong-isr /),
    ]);
    return found;
  }
  it.each<[string, typeof kip279, SearchChoice, Partial<BoundsOf<typeof kip279.bounds>>]>([
    ['a known protocol', kip279, { seed: 1 }, {}],
    ['given bounds', kip279, { seed: 3 }, { logSize: 1, records: 1 }],
    ['a limit', limit(kip279, { controllerElectLeader: 3 }), { seed: 2 }, {}],
    ['so few states that nothing is proven', kip279, { seed: 1, states: 1 }, {}],
  ])('of %s finds the same trace', async (_what, of, search, bounds) => {
    const message = messageOf(() =>
      expect(of).toUphold(strongIsr, { ...bounds, search: { ...search, folder: temporaryFolder() } }),
    );
    const command = commandIn(message);
    expect(command.slice(0, 4)).toEqual(['simulate', 'kip-279', '--property', 'strong-isr']);
    const { story: _story, ...shown } = traceIn(message);
    expect(await simulated(command)).toEqual(shown);
  });
  it.each([1, 2, 5])('is no other than with the seed alone: seed %i', async (seed) => {
    const message = messageOf(() =>
      expect(kip279).toUphold(strongIsr, { search: { seed, states: 1_000_000, folder: temporaryFolder() } }),
    );
    const { story: _story, ...shown } = traceIn(message);
    const args = ['simulate', 'kip-279', '--property', 'strong-isr', '--seed', String(seed)];
    expect(await simulated(args)).toEqual(shown);
  });
  it('is none for what the command line does not know', () => {
    const own = always(replication, ({ quorum }) => quorum.leaderEpoch !== 2);
    const search = { seed: 1, folder: temporaryFolder() };
    for (const message of [
      messageOf(() => expect(kip279).toUphold(own, { search })),
      messageOf(() => expect(protocol({ ...kip279 })).toUphold(strongIsr, { search })),
      messageOf(() => expect(countTo).toUphold(below(3), { search })),
    ]) {
      expect(message).not.toMatch('npx');
      expect(message).toMatch(
        'the command line does not know both names: in a test, sequenceFrom takes this',
      );
    }
  });
});

describe('the choice of a search', () => {
  it('names what there is, and nothing else', () => {
    const [plain, negated] = bothWays((one) => one.toUphold(below(4), { search: { run: 3 } as {} }));
    expect(plain).toBe('There is no { search: { run } }: there are states, seed, runs and folder.');
    expect(negated).toBe(plain);
  });
  it.each([
    [{ seed: -1 }, '{ search: { seed } } must be a whole number from 0 to '],
    [{ seed: 0.5 }, '{ search: { seed } } must be a whole number from 0 to '],
    [{ runs: -1 }, '{ search: { runs } } must be a whole number from 0 to '],
    [{ states: 0 }, '{ search: { states } } must be a whole number from 1 to '],
  ])('is of whole numbers: %j', (search, message) => {
    const [plain, negated] = bothWays((one) => one.toUphold(below(4), { search }));
    expect(plain).toMatch(message);
    expect(negated).toBe(plain);
  });
  it('takes no seed that the command line would not', () => {
    // A command that cannot be run reproduces nothing.
    const search = { seed: 2 ** 48 + 1, folder: temporaryFolder() };
    expect(messageOf(() => expect(kip279).toUphold(strongIsr, { search }))).toMatch(
      '{ search: { seed } } must be a whole number from 0 to 281474976710656',
    );
  });
  it('is of a protocol, and of a property', () => {
    expect(messageOf(() => (expect(3) as any).toUphold(below(4)))).toMatch('must be a protocol');
    expect(messageOf(() => (expect(countTo) as any).not.toUphold(countTo))).toMatch('must be a property');
  });
});
