import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { boundsFor, type Bounds } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { bounded, limit, type Protocol } from '#checker/dsl';
import { explain } from '#checker/explain';
import { stuckAfter } from '#checker/futures';
import { timesAsked } from '#checker/restricted';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import { appliesTo, type Property, type Reason } from '#checker/property';
import { follow } from '#checker/trace';
import { parseTrace } from '#checker/trace-text';
import { loadProperty, loadProtocol, propertyNamed, protocolNamed } from '#cli/registry';
import { Random } from '#explore/random';
import kafkaAsDesigned from '#model/delivery/protocols/kafka-as-designed';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import { protocols as mutants } from './mutants/table.js';
import { registry } from './support/registry.js';

const folder = join(root, 'traces');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.trace') && !file.startsWith('walks/'))
  .sort();
const named = new Map<string, Property>();
for (const entry of registry.properties) named.set(entry.name, await loadProperty(entry));
const asserted = [...named].filter(([, { kind }]) => kind !== 'sometimes');

/** A clause, which is put between a capital letter and a full stop. */
function expectWords(reasons: readonly Reason[], actors: readonly string[]): void {
  expect(reasons.length).toBeGreaterThan(0);
  expect(new Set(reasons.map(({ says }) => says)).size).toBe(reasons.length);
  for (const one of reasons) {
    expect(one.says).toMatch(/^[a-z]/);
    expect(one.says).not.toMatch(/undefined|null|NaN|\[object|-\d|nobody \d|\s\s|,,|, [.:]|[\s.,:;]$/);
    expect(one.says.length, one.says).toBeLessThan(170);
    expect(new Set(one.actors).size).toBe(one.actors!.length);
    for (const actor of one.actors!) expect(actors).toContain(actor);
  }
}
const actorsIn = (protocol: Protocol, s: unknown): string[] =>
  protocol.scene!.actors(s).map(({ name }) => name);

/** What is said of a golden trace, and who is in its last picture. */
async function explained(file: string) {
  const trace = parseTrace(readFileSync(join(folder, file), 'utf8'));
  const { limits, steps } = trace;
  const found = await loadProtocol(protocolNamed(registry, trace.protocol));
  const protocol = Object.keys(limits).length === 0 ? found : limit(found, limits);
  const property = await loadProperty(propertyNamed(registry, trace.property));
  const bounds = boundsFor(protocol.bounds, trace.bounds);
  const stuck = property.kind === 'recoverable' ? stuckAfter(property, protocol, bounds, steps) : undefined;
  return {
    property,
    reasons: explain(property, protocol, bounds, steps, stuck?.which).reasons,
    actors: actorsIn(protocol, follow(protocol, bounds, steps).machine.s),
  };
}

describe('a trace says where its property is violated', () => {
  for (const file of files)
    it(file, async () => {
      const { property, reasons, actors } = await explained(file);
      if (property.kind !== 'sometimes') expectWords(reasons, actors);
    });
});

describe('and says it so', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a01-hw-truncation-loses-committed/acked-kept',
      ['broker 1, which leads in leader epoch 3, has nothing at offset 0, where r0 was acknowledged'],
      ['broker 1'],
    ],
    [
      'a02-hw-truncation-diverges/follower-prefix',
      [
        'broker 1, which leads in leader epoch 3, takes broker 0 to be at offset 1, but at offset 0 broker 1 has r1 and broker 0 has r0',
      ],
      ['broker 1', 'broker 0'],
    ],
    [
      'a18-unclean-election/acked-kept',
      ['broker 2, which leads in leader epoch 2, has nothing at offset 0, where r0 was acknowledged'],
      ['broker 2'],
    ],
    [
      'a20-all-replicas-lose-power/acked-somewhere',
      ['no broker has r0 any more, which was acknowledged at offset 0'],
      ['broker 0', 'broker 1'],
    ],
    [
      'a28-parked-produce-acked-by-another-record/acked-kept',
      ['broker 0, which leads in leader epoch 2, has r1 at offset 0, where r0 was acknowledged'],
      ['broker 0'],
    ],
    [
      'c1-min-insync-replicas-breaks/commits-need-min-isr',
      [
        'broker 0, which leads in leader epoch 0, committed r0 with the ISR {0}, and min.insync.replicas is 2',
      ],
      ['broker 0'],
    ],
    [
      'c2-two-copies-breaks/two-copies-at-ack',
      ['only broker 0 had r0 when it was acknowledged, and not 2 brokers'],
      ['broker 1', 'broker 2'],
    ],
    [
      'e2-price-of-clean-election-breaks/leader-can-return-without-isr',
      ['nobody leads, and the ISR is {1}: broker 1 is stopped'],
      ['broker 1'],
    ],
    [
      'e4-unclean-election-shows-other-data-breaks/readers-agree',
      ['broker 2 shows a consumer r1 at offset 0, where r0 was shown before'],
      ['broker 2'],
    ],
    [
      'e5-what-unclean-election-buys-breaks/leader-can-return-with-any-replica',
      ['nobody leads, and broker 0 is not in the ISR, which is {1}'],
      ['broker 0'],
    ],
    [
      'g1-order-within-partition-breaks/order-within-partition',
      ['broker 1 has r1 at offset 1, behind r2, which was sent later'],
      ['broker 1'],
    ],
    [
      'g2-committed-is-on-all-isr-breaks/committed-on-all-isr',
      ['broker 2, which is in the ISR, has nothing at offset 0, where r0 was committed'],
      ['broker 2'],
    ],
    [
      'kip-101/log-matching.brokers-2.records-3',
      [
        'at offset 0 replica 0 has r0 and replica 1 has r2, though both have a record of leader epoch 2 at offset 1',
      ],
      ['replica 0', 'replica 1'],
    ],
    [
      'kip-279/log-epochs-monotone',
      ['replica 1 has r1 of leader epoch 1 at offset 1, behind r0 of leader epoch 2'],
      ['replica 1'],
    ],
    [
      'kip-279/strong-isr',
      [
        'replica 2, which is in the ISR, has nothing at offset 0, where replica 0, which leads in leader epoch 2, has r0 below its high watermark',
      ],
      ['replica 2'],
    ],
    [
      'kip-279/weak-isr',
      [
        'replica 2 has nothing at offset 0, where replica 0, which leads in leader epoch 2 with the ISR {0,2}, has r0 below its high watermark',
      ],
      ['replica 2'],
    ],
    [
      'r1-one-leader-breaks/one-leader-at-a-time',
      [
        'at the same time, broker 0 takes itself to lead in leader epoch 0 and broker 1 leads in leader epoch 1',
      ],
      ['broker 0', 'broker 1'],
    ],
    [
      'r01-re-elected-leader-remembers/acked-kept',
      ['broker 1, which leads in leader epoch 3, has nothing at offset 0, where r0 was acknowledged'],
      ['broker 1'],
    ],
    [
      'r02-known-version-forgets-proposal/acked-kept',
      ['broker 2, which leads in leader epoch 1, has nothing at offset 0, where r0 was acknowledged'],
      ['broker 2'],
    ],
  ])('%s', async (name, says, actors) => {
    const { reasons } = await explained(`${name}.trace`);
    expect(reasons.map((one) => one.says)).toEqual(says);
    expect(reasons.flatMap((one) => one.actors ?? [])).toEqual(actors);
  });
});

/** A state to write by hand: at first, the initial one. */
function stateOf<P extends Protocol>(protocol: P, set: Bounds, write: (s: any) => void): any {
  const bounds = boundsFor(protocol.bounds, set);
  const { state } = plainRegister(protocol.schema, bounds);
  protocol.initial(state);
  write(state);
  return state;
}
/** What a property says of a state that it must not hold in. */
function saidOf(name: string, ...handed: readonly unknown[]): readonly string[] {
  const { given, holds, because } = named.get(name) as unknown as Tests;
  expect((given?.(...handed) ?? true) && !holds(...handed)).toBe(true);
  return because!(...handed).map(({ says }) => says);
}

describe('and of states that are seldom, or of no trace here', () => {
  it('a zombie takes itself to lead', () => {
    const protocol = bounded(kip101, { brokers: 2 });
    const bounds = boundsFor(protocol.bounds);
    for (const [name, says] of [
      [
        'strong-isr',
        'replica 1, which is in the ISR, has nothing at offset 0, where replica 0, which takes itself to lead in leader epoch 0, has r0 below its high watermark',
      ],
      [
        'weak-isr',
        'replica 1 has nothing at offset 0, where replica 0, which takes itself to lead in leader epoch 0 with the ISR {0,1}, has r0 below its high watermark',
      ],
    ] as const) {
      const property = named.get(name)!;
      const { outcome } = check(protocol, { [name]: property }).properties[0]!;
      if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
      expect(explain(property, protocol, bounds, outcome.trace).reasons.map((one) => one.says)).toEqual([
        says,
      ]);
    }
  });

  const leads = (write: (s: any) => void) => (s: any) => {
    s.quorum.leader = 0;
    s.quorum.leaderEpoch = 1;
    for (const replica of s.replicas) {
      replica.leader = 0;
      replica.leaderEpoch = 1;
      replica.isr = s.quorum.isr;
    }
    s.replicas[0].highWatermark = 1;
    write(s);
  };
  it('a leader whose high watermark is past its own log is what is wrong', () => {
    const s = stateOf(
      kip101,
      { brokers: 2 },
      leads(() => {}),
    );
    const says = [
      'replica 0, which leads in leader epoch 1, has the high watermark 1, and its log ends at 0',
    ];
    expect(saidOf('strong-isr', s)).toEqual(says);
    expect(saidOf('weak-isr', s)).toEqual(says);
  });
  it('records that differ in their epochs alone are named with them', () => {
    const s = stateOf(
      kip101,
      { brokers: 2 },
      leads(({ replicas }) => {
        for (const { id, log } of replicas) {
          log.append({ id: 0, epoch: id });
          log.append({ id: 1, epoch: 1 });
        }
      }),
    );
    expect(saidOf('strong-isr', s)).toEqual([
      'replica 1, which is in the ISR, has r0@1 at offset 0, where replica 0, which leads in leader epoch 1, has r0@0 below its high watermark',
    ]);
    expect(saidOf('log-matching', s)).toEqual([
      'at offset 0 replica 0 has r0@0 and replica 1 has r0@1, though both have a record of leader epoch 1 at offset 1',
    ]);
  });

  it('a leader may know neither the ISR nor what it has asked for as the controller has it', () => {
    const s = stateOf(kafkaAsDesigned, { brokers: 3 }, ({ brokers: [leader] }) => {
      leader.asLeader.isr = 0b001;
    });
    expect(saidOf('quorum-superset', s)).toEqual([
      "broker 0, which leads in leader epoch 0, takes {0} for the ISR, and the controller's ISR has broker 1",
      "broker 0, which leads in leader epoch 0, takes {0} for the ISR, and the controller's ISR has broker 2",
    ]);
    s.brokers[0].asLeader.proposedIsr = 0b011;
    expect(saidOf('quorum-superset', s)).toEqual([
      "broker 0, which leads in leader epoch 0, takes {0} for the ISR and asks for {0,1}, and the controller's ISR has broker 2",
    ]);
  });
  it('whose leader cannot take writes has fewer than min.insync.replicas, capped at the replicas', () => {
    const shrunk = (s: any): void => {
      s.controller.isr = s.brokers[0].asLeader.isr = 0b01;
    };
    for (const name of ['writes-can-return', 'writes-can-return-without-restart']) {
      expect(saidOf(name, stateOf(kafkaAsDesigned, { brokers: 2 }, shrunk))).toEqual([
        'broker 0 is to lead, the ISR is {0}, and min.insync.replicas is 2: broker 0 runs',
      ]);
      expect(saidOf(name, stateOf(kafkaAsDesigned, { brokers: 2, minInsyncReplicas: 3 }, shrunk))).toEqual([
        'broker 0 is to lead, the ISR is {0}, and min.insync.replicas is 3, capped at 2: broker 0 runs',
      ]);
    }
  });
  it('nobody at all had what was acknowledged, where one would have been enough', () => {
    const bounds = { brokers: 2, minInsyncReplicas: 1 };
    const before = stateOf(kafkaAsDesigned, bounds, () => {});
    const after = stateOf(kafkaAsDesigned, bounds, ({ history }) => {
      history.acknowledged[0].offset = 0;
    });
    expect(saidOf('min-copies-at-ack', before, after)).toEqual(['no broker had r0 when it was acknowledged']);
    expect(saidOf('two-copies-at-ack', before, after)).toEqual([
      'no broker had r0 when it was acknowledged, and not 2 brokers',
    ]);
  });
});

it('every property that is asserted says where it is violated', () => {
  expect(asserted.filter(([, { because }]) => because === undefined).map(([name]) => name)).toEqual([]);
  expect(asserted.length).toBe(findSources(root).properties.length - 8);
});

it('a search asks nobody why, be a property violated or not', () => {
  const asked: string[] = [];
  const watched = asserted
    .filter(([, property]) => appliesTo(property, kip279.schema))
    .map(([name, property]): [string, Property] => [
      name,
      { ...property, because: () => [{ says: `${asked.push(name)}` }] } as Property,
    ]);
  const protocol = bounded(kip279, { brokers: 2, logSize: 2, records: 3 });
  const { properties } = check(protocol, Object.fromEntries(watched));
  expect(new Set(properties.map(({ outcome }) => outcome.verdict))).toEqual(new Set(['holds', 'violated']));
  expect(asked).toEqual([]);
});

const RUNS = 14;
const LENGTH = 60;
interface Tests {
  readonly given?: (...handed: any[]) => boolean;
  readonly holds: (...handed: any[]) => boolean;
  readonly because?: (...handed: any[]) => readonly Reason[];
}
/** What is to be asked of where somebody walks, behind a step. */
interface Here {
  readonly before: Machine;
  readonly after: Machine;
  readonly choice: number;
}
/** A walk at random on plain objects, each step of which is looked at. */
function walk(protocol: Protocol, bounds: Bounds, length: number, random: Random, look: (at: Here) => void) {
  const [before, after] = [1, 2].map(() => {
    const machine = new Machine(protocol, bounds, plainRegister(protocol.schema, bounds, protocol.limits));
    machine.begin();
    return machine;
  }) as [Machine, Machine];
  for (let n = 0; n < length; n++) {
    const enabled = after.enabled();
    if (enabled.length === 0) return;
    const choice = enabled[random.below(enabled.length)]!;
    after.take(choice);
    look({ before, after, choice });
    before.take(choice);
    if (Object.values(protocol.constraints ?? {}).some((holds) => !holds(after.s))) return;
  }
}
/** What a property is handed behind a step. */
function handedOf(property: Property, { before, after, choice }: Here, bounds: Bounds): unknown[][] {
  if (property.kind === 'alwaysStep') return [[before.s, after.s, before.stepHere(choice)]];
  if (property.kind !== 'recoverable') return [[after.s]];
  const times = timesAsked(property, bounds);
  return Array.from({ length: times }, (_, which) => [after.s, which]);
}

describe('wherever a property does not hold it says why, in mutants at random', () => {
  const explainedOnce = new Set<string>();
  it.each(Object.entries<Protocol>(mutants))('%s', (_, protocol) => {
    const bounds = boundsFor(protocol.bounds);
    const ours = asserted.filter(([, property]) => appliesTo(property, protocol.schema));
    const said = new Map<string, Reason>();
    const unexplained = new Set<string>();
    for (let run = 0; run < RUNS; run++)
      walk(protocol, bounds, LENGTH, Random.of(1, run), (at) => {
        for (const [name, property] of ours)
          for (const handed of handedOf(property, at, bounds)) {
            const { given, holds, because }: Tests = property;
            if ((given && !given(...handed)) || holds(...handed)) continue;
            const reasons = because!(...handed);
            if (reasons.length === 0) unexplained.add(name);
            else explainedOnce.add(name);
            for (const reason of reasons) said.set(reason.says, reason);
          }
      });
    expect([...unexplained]).toEqual([]);
    const { machine } = follow(protocol, bounds, []);
    if (said.size > 0) expectWords([...said.values()], actorsIn(protocol, machine.s));
  });
  it('and each of them does so somewhere, or in a golden trace', () => {
    const inTraces = new Set(files.map((file) => /\/([a-z-]+)/.exec(file)![1]!));
    const never = asserted.map(([name]) => name).filter((name) => !explainedOnce.has(name));
    expect(never.filter((name) => !inTraces.has(name))).toEqual([]);
  });
});
