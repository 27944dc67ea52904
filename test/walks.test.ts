import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { limit, NOBODY, withRules, type Protocol } from '#checker/dsl';
import { Machine } from '#checker/machine';
import { packedRegister } from '#checker/register';
import { choiceHere, follow, NotDisabled, type WalkStep } from '#checker/trace';
import { isWalk, parseTraceOrWalk, printWalk, type WalkFile } from '#checker/trace-text';
import { toJson } from '#checker/value';
import { loadProtocol, protocolNamed } from '#cli/registry';
import { committedIsr } from '#model/delivery/high-watermark';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { registry } from './support/registry.js';

/**
 * The canonical traces: walks that a person wrote, which Kafka must be able to take, and steps on the way that it must
 * not. A fix has a walk that names the flaw, `-before`, and one that goes the same way, `-after`, if the flaw can be had.
 */
const folder = join(root, 'traces', 'walks');
const files = readdirSync(folder).sort();
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const named = (name: string): Promise<Protocol> => loadProtocol(protocolNamed(registry, name));
function walkIn(file: string): WalkFile {
  const walk = parseTraceOrWalk(text(file));
  if (!isWalk(walk)) throw new Error(`${file} is no walk.`);
  return walk;
}
/** With the limits of the walk. */
const within = (protocol: Protocol, { limits }: WalkFile): Protocol => limit(protocol, limits);

/** The states of a walk on packed words, one for each step, whether it is taken or not. */
function packedStates(protocol: Protocol, { bounds, steps }: WalkFile): unknown[] {
  const machine = new Machine(protocol, bounds, packedRegister(protocol.schema, bounds, protocol.limits));
  machine.begin();
  const states = [toJson(protocol.schema, machine.s)];
  for (const step of steps) {
    const choice = choiceHere(machine, step);
    const isPossible = choice !== undefined && machine.refusal(choice) === undefined;
    expect(isPossible).toBe(!step.disabled);
    if (isPossible) machine.take(choice);
    states.push(toJson(protocol.schema, machine.s));
  }
  return states;
}

it('there is one of each of the canonical traces, and each says which it is', () => {
  const ids = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T9', 'T13a', 'T13b', 'T13c', 'T26', 'T27', 'T28'];
  const found = files.map((file) => {
    const [, number, part] = /^t(\d\d)([a-z]?)-[a-z0-9-]+\.trace$/.exec(file)!;
    const id = `T${Number(number)}${part}`;
    expect(walkIn(file).shows, file).toMatch(new RegExp(`^${id}[:,] .{40,}\\.$`));
    return id;
  });
  expect(new Set(found)).toEqual(new Set(ids));
  for (const file of files.filter((one) => one.endsWith('-before.trace')))
    expect(files).toContain(file.replace('-before', '-after'));
});

describe.each(files)('%s', (file) => {
  const walk = walkIn(file);

  it('is as it is written, and printed as it lies there', async () => {
    const protocol = await named(walk.protocol);
    expect(boundsFor(protocol.bounds, walk.bounds)).toEqual(walk.bounds);
    expect(printWalk(walk, within(protocol, walk))).toBe(text(file));
    expect(walk.story.join('').length).toBeGreaterThan(100);
  });

  it('is the same on packed words', async () => {
    const protocol = within(await named(walk.protocol), walk);
    const plain = follow(protocol, walk.bounds, walk.steps).visited.map(({ state }) => state);
    expect(packedStates(protocol, walk)).toEqual(plain);
  });

  it('has steps that cannot be taken for what Kafka is, and not for want of room', async () => {
    const { visited } = follow(within(await named(walk.protocol), walk), walk.bounds, walk.steps);
    for (const { refusal } of visited) expect(refusal ?? '').not.toContain('leaves no room');
  });
});

/** What the ISR would be, if a change of it counted as soon as the leader asks for it. */
const proposedIsr = ({ asLeader }: Parameters<typeof committedIsr>[0]): ReturnType<typeof committedIsr> =>
  asLeader.proposedIsr === NOBODY ? asLeader.isr : asLeader.proposedIsr;
const countsWhatIsCommitted = withRules(withReader, { replicationQuorum: committedIsr });
const countsWhatIsProposed = withRules(withReader, { replicationQuorum: proposedIsr });

/** A walk, the protocol with the flaw that it is about, and the first disabled step that is possible there. */
const flaws: readonly (readonly [string, string | Protocol, number])[] = [
  ['t02-kip-101-scenario-1-after', 'a01-hw-truncation-loses-committed', 11],
  ['t03-kip-101-scenario-2-after', 'a01-hw-truncation-loses-committed', 16],
  ['t05-fetch-of-an-older-epoch-after', 'a05-zombie-follower-misses-truncation', 10],
  ['t05-stale-leader-says-where-to-cut-after', 'a06-unfenced-lookup', 10],
  ['t06-leader-epoch-start-offset-after', 'a07-isr-join-below-true-hw', 11],
  ['t07-maximal-isr-expand-after', countsWhatIsCommitted, 6],
  ['t07-maximal-isr-shrink-after', countsWhatIsProposed, 5],
  ['t09-unclean-election-after', 'a18-unclean-election', 8],
  ['t13c-zombie-and-unclean-election-after', 'a19-isr-shrinks-to-leader', 5],
];

describe('a step that must not be possible is, under the rule that the walk is about', () => {
  it.each(flaws)('%s', async (name, flawed, number) => {
    const walk = walkIn(`${name}.trace`);
    const protocol = within(typeof flawed === 'string' ? await named(flawed) : flawed, walk);
    const failure = (steps: readonly WalkStep[]): unknown => {
      try {
        follow(protocol, walk.bounds, steps);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    const error = failure(walk.steps);
    expect(error).toBeInstanceOf(NotDisabled);
    expect(error).toMatchObject({ number, reason: 'it is possible.' });
    // It can be taken there.
    const { disabled: _, ...step } = walk.steps[number - 1]!;
    expect(failure([...walk.steps.slice(0, number - 1), step])).toBeUndefined();
  });

  it('of KIP-279 no step tells that, but where the follower cuts its log', async () => {
    const walk = walkIn('t04-kip-279-fast-failover-after.trace');
    const flawed = within(await named('a04-fast-failover-diverges'), walk);
    const cut = (protocol: Protocol) => follow(protocol, walk.bounds, walk.steps).visited[12]!.changes;
    expect(cut(within(await named(walk.protocol), walk))).toContainEqual({
      path: 'brokers[1].log',
      text: '[r0@0 r2@1]→[r0@0]',
    });
    expect(cut(flawed).map(({ path }) => path)).toEqual(['brokers[1].asFollower.truncating']);
  });

  it('and up to 2.0 a stale leader is asked by followers whose fetches nobody fences either', async () => {
    const walk = walkIn('t05-stale-leader-says-where-to-cut-before.trace');
    const protocol = limit(await named('a05-zombie-follower-misses-truncation'), {
      controllerElectLeader: 3,
    });
    const bounds = { ...walk.bounds, records: 1 };
    const logs = follow(protocol, bounds, walk.steps).visited.at(-1)!.state as {
      readonly brokers: readonly { readonly log: readonly unknown[] }[];
    };
    expect(logs.brokers.map(({ log }) => log.length)).toEqual([0, 0, 1]);
  });
});
