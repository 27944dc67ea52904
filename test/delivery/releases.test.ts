import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { withRules } from '#checker/dsl';
import { cluster } from '#model/delivery/cluster';
import { anyLater } from '#model/delivery/metadata-in-order/actions/broker-apply-version';
import type { VersionRules } from '#model/delivery/metadata-in-order/rules';
import kafka010 from '#model/delivery/protocols/kafka-0.10';
import kafka21 from '#model/delivery/protocols/kafka-2.1';
import inOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import ackedKept from '#properties/delivery/acked-kept';
import candidateComplete from '#properties/delivery/candidate-complete';
import followerPrefix from '#properties/delivery/follower-prefix';

type Release = typeof kafka21;
type Rule = keyof VersionRules;
type Size = Parameters<typeof cluster>[1];
type Budget = Parameters<typeof cluster>[2];

const differing = <T extends object>(one: T, other: T): string[] =>
  (Object.keys(one) as (keyof T & string)[]).filter((key) => one[key] !== other[key]).sort();
/** A release that decides these as the one does on which it is built. */
const takenBack = (release: Release, from: Release, rules: readonly Rule[]): Release =>
  withRules(release, Object.fromEntries(rules.map((rule) => [rule, from.rules[rule]])));

const properties = { 'acked-kept': ackedKept, 'follower-prefix': followerPrefix };
/** In how many states which of the properties is violated, in how many steps. */
function found(protocol: Release, size: Size, budget: Budget) {
  const report = check(cluster(protocol, size, budget), properties);
  expect(report.complete).toBe(true);
  const broken = report.properties.flatMap(({ name, outcome }) =>
    outcome.verdict === 'violated' ? [[name, outcome.trace.length]] : [],
  );
  return { states: report.distinctStates, broken: Object.fromEntries(broken) as Record<string, number> };
}

const two: Size = { brokers: 2, records: 2 };
const some: Budget = { controllerElectLeader: 2, leaderShrinkIsr: 1, brokerCrash: 1 };

describe('Kafka 2.1', () => {
  it('is kafka-metadata-in-order, but for these rules, and for how a broker starts again', () => {
    expect(differing(kafka21.rules, inOrder.rules)).toEqual([
      'acknowledgingReplicas',
      'fetchNamesEpoch',
      'isrChange',
      'looksUp',
      'mayCommit',
      'replicationQuorum',
    ]);
    expect(differing(kafka21.actions, inOrder.actions)).toEqual(['brokerRestart']);
  });

  it.each<[string, readonly Rule[], number]>([
    ['asks where to cut (KIP-279)', ['fetchNamesEpoch', 'looksUp'], 13_089],
    ['writes the ISR', ['isrChange', 'replicationQuorum', 'acknowledgingReplicas'], 32_069],
    ['commits below the minimum', ['mayCommit'], 14_742],
  ])('%s, which makes a difference', (_, rules, states) => {
    expect(found(kafka21, two, some)).toEqual({ states: 14_372, broken: {} });
    expect(found(takenBack(kafka21, inOrder, rules), two, some)).toEqual({ states, broken: {} });
  });
  it('takes a broker that starts again for alive at once, which makes a difference', () => {
    const { brokerRestart } = inOrder.actions;
    const fenced: Release = { ...kafka21, actions: { ...kafka21.actions, brokerRestart: brokerRestart! } };
    expect(found(fenced, two, some)).toEqual({ states: 18_262, broken: {} });
    // One that is fenced may join the ISR, for nobody asks, and then lose power without being taken out.
    const lossy: Budget = { controllerElectLeader: 1, brokerCrash: 1, brokerPowerLoss: 1 };
    const three = cluster(fenced, { brokers: 3 }, lossy);
    const [lost] = check(three, { candidateComplete }, {}, { maxDepth: 11 }).properties;
    expect(lost!.outcome).toMatchObject({ verdict: 'violated', trace: { length: 11 } });
    expect(found(kafka21, { brokers: 3 }, lossy)).toEqual({ states: 270_675, broken: {} });
  });

  it('would have R01, if a broker could skip a leader', () => {
    const elections: [Size, Budget] = [{ brokers: 3 }, { controllerElectLeader: 3 }];
    expect(found(kafka21, ...elections)).toEqual({ states: 39_289, broken: {} });
    const skipping = withRules(kafka21, { appliesNext: anyLater });
    expect(found(skipping, ...elections)).toEqual({ states: 55_638, broken: { 'acked-kept': 15 } });
  });
});

describe('Kafka 0.10', () => {
  it('is 2.1, but for these rules', () => {
    expect(differing(kafka010.rules, kafka21.rules)).toEqual([
      'answersFetch',
      'answersLookUp',
      'cutsLog',
      'electsUnclean',
      'looksUp',
      'mayJoinIsr',
      'mayLeaveIsr',
      'opensEpoch',
    ]);
    expect(kafka010.actions).toBe(kafka21.actions);
  });

  const broken = { 'acked-kept': 10, 'follower-prefix': 8 };
  it.each<[string, readonly Rule[], ReturnType<typeof found>]>([
    [
      'cuts to the high watermark',
      ['cutsLog', 'looksUp'],
      { states: 22_424, broken: { 'acked-kept': 17, 'follower-prefix': 13 } },
    ],
    ['notes no leader epochs', ['opensEpoch'], { states: 21_271, broken }],
    [
      'answers whoever fetches',
      ['answersFetch', 'answersLookUp'],
      { states: 15_369, broken: { 'acked-kept': 10 } },
    ],
    ['takes who is late out of the ISR, whatever it has', ['mayLeaveIsr'], { states: 15_513, broken }],
    ['elects uncleanly', ['electsUnclean'], { states: 21_732, broken }],
  ])('%s, which makes a difference', (_, rules, without) => {
    expect(found(kafka010, two, some)).toEqual({ states: 20_308, broken });
    expect(found(takenBack(kafka010, kafka21, rules), two, some)).toEqual(without);
  });
  it('lets followers join the ISR at the high watermark, which makes a difference', () => {
    const zone: [Size, Budget] = [{ brokers: 3, outOfSync: 1 }, { controllerElectLeader: 2 }];
    const loses = { 'acked-kept': 10 };
    expect(found(kafka010, ...zone)).toEqual({ states: 13_782, broken: loses });
    const back = takenBack(kafka010, kafka21, ['mayJoinIsr']);
    expect(found(back, ...zone)).toEqual({ states: 13_373, broken: loses });
  });
});

describe('what the museum has, in the clusters of its exhibits', () => {
  it.each<[string, Size, Budget, number, Record<string, number>, number, Record<string, number>]>([
    ['A01', { brokers: 2 }, { controllerElectLeader: 3 }, 567, { 'acked-kept': 9 }, 483, {}],
    [
      // That what one broker alone had is lost with its power is allowed. That the logs differ for ever is not.
      'A02',
      { brokers: 2, records: 2, minInsyncReplicas: 1 },
      { controllerFenceRunning: 1, brokerPowerLoss: 1 },
      4_564,
      { 'acked-kept': 7, 'follower-prefix': 9 },
      2_379,
      { 'acked-kept': 7 },
    ],
    [
      'A03',
      { brokers: 2, logSize: 2, records: 2 },
      { controllerElectLeader: 3 },
      3_166,
      { 'acked-kept': 9, 'follower-prefix': 8 },
      2_694,
      {},
    ],
    [
      'A04',
      { brokers: 2, logSize: 2, records: 3, minInsyncReplicas: 1 },
      { controllerElectLeader: 2 },
      1_749,
      { 'follower-prefix': 8 },
      1_673,
      {},
    ],
    [
      'A05',
      { brokers: 3, records: 2 },
      { controllerElectLeader: 2 },
      12_520,
      { 'acked-kept': 9, 'follower-prefix': 8 },
      10_207,
      {},
    ],
    ['A06', { brokers: 3 }, { controllerElectLeader: 3 }, 57_071, { 'acked-kept': 9 }, 39_289, {}],
    [
      'A07',
      { brokers: 3, outOfSync: 1 },
      { controllerElectLeader: 2 },
      13_782,
      { 'acked-kept': 10 },
      10_765,
      {},
    ],
    ['A18', { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 }, 42_476, { 'acked-kept': 9 }, 43_155, {}],
    [
      'A19',
      { brokers: 2, minInsyncReplicas: 1 },
      { brokerCrash: 1, leaderShrinkIsr: 1 },
      441,
      { 'acked-kept': 6 },
      310,
      {},
    ],
  ])(
    '%s: 0.10 loses, or its logs differ, and 2.1 does not',
    (_, size, budget, states, broken, later, still) => {
      expect(found(kafka010, size, budget)).toEqual({ states, broken });
      expect(found(kafka21, size, budget)).toEqual({ states: later, broken: still });
    },
  );
});

it.each<[string, Release, readonly string[]]>([
  ['2.1', kafka21, ['controllerAlterPartition']],
  // Where unclean election is on, nobody has to ask for it.
  ['0.10', kafka010, ['controllerAlterPartition', 'controllerElectUncleanLeader', 'followerTruncate']],
])('of %s every other action happens', (_, release, idle) => {
  const once: Budget = {
    leaderShrinkIsr: 1,
    controllerElectLeader: 1,
    controllerElectUncleanLeader: 1,
    controllerFenceRunning: 1,
    brokerCrash: 1,
    brokerPowerLoss: 1,
    brokerLoseDisk: 1,
    brokerShutDown: 1,
  };
  const small = cluster(release, { brokers: 2, minInsyncReplicas: 1 }, once);
  const { actions } = check(small, {}, {}, { maxStates: 5_000 });
  expect(actions.flatMap(({ name, distinct }) => (distinct === 0 ? [name] : [])).sort()).toEqual(idle);
});
