import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  bagOf,
  bounded,
  each,
  eachBelow,
  limit,
  mapOf,
  ordered,
  protocol,
  record,
  upTo,
  within,
  withRules,
  type Frozen,
  type Scene,
  type StateOf,
} from '#checker/dsl';
import { restricted } from '#checker/restricted';
import { NotDrawn, stage } from '#checker/staged';

const schema = record({
  peers: mapOf(
    ordered('peers', () => 2),
    record({ count: upTo(() => 9) }),
  ),
  letters: bagOf(() => 1, { step: upTo(() => 3) }),
});
type State = StateOf<typeof schema>;
const action = actionsOf<State & { readonly bounds: object }>();

const scene: Scene<Frozen<State>> = {
  actors: ({ peers }) => peers.map(({ id, count }) => ({ name: `peer ${id}`, notes: [`counts ${count}`] })),
  arrows: ({ action: name, chosen }, before, after) =>
    name === 'write'
      ? [
          {
            from: 'peer 0',
            to: `peer ${String(chosen['peer'])}`,
            text: `${before.letters.size}→${after.letters.size}`,
          },
        ]
      : [{ from: 'peer 1', to: 'peer 0', text: JSON.stringify(chosen['letter']) }],
};
const post = protocol({
  bounds: { most: { meaning: 'steps', from: 1, to: 3, default: 3 } },
  schema,
  initial: ({ peers }) => void (peers[1]!.count = 5),
  rules: { by: 1 },
  scene,
  actions: {
    write: () =>
      action({
        choose: { peer: each((s: State) => s.peers), step: eachBelow(() => 3) },
        when: (_, { letters }) => letters.size === 0,
        then: ({ step }, { letters }) => letters.add({ step }),
      }),
    read: ({ by }) =>
      action({
        choose: { letter: each((s: State) => s.letters) },
        then: ({ letter }, { letters, peers }) => {
          letters.remove(letter);
          peers[0]!.count += by;
        },
      }),
  },
});
const wrote = { action: 'write', chosen: { peer: 1, step: 2 } };
const wasRead = { action: 'read', chosen: { letter: { step: 2 } } };
type Steps = Parameters<typeof stage>[2];
const staged = (steps: Steps, by: Parameters<typeof stage>[0] = post) =>
  stage(by, { most: 3 }, steps, by.scene!).map(({ actors, arrows }) => [
    ...actors.flatMap(({ notes }) => notes),
    ...arrows.map(({ from, to, text }) => `${from} to ${to}: ${text}`),
  ]);

describe('a scene', () => {
  it('shows the initial state, and what there is after each step, and who said what to whom in it', () => {
    expect(staged([wrote, wasRead])).toEqual([
      ['counts 0', 'counts 5'],
      ['counts 0', 'counts 5', 'peer 0 to peer 1: 0→1'],
      ['counts 1', 'counts 5', 'peer 1 to peer 0: {"step":2}'],
    ]);
  });
  it('shows nothing else where a step is disabled, and nobody says anything', () => {
    expect(staged([wrote, { ...wrote, disabled: true }, wasRead])).toEqual([
      ['counts 0', 'counts 5'],
      ['counts 0', 'counts 5', 'peer 0 to peer 1: 0→1'],
      ['counts 0', 'counts 5'],
      ['counts 1', 'counts 5', 'peer 1 to peer 0: {"step":2}'],
    ]);
  });
  it('is the same, whatever a protocol is wrapped in', () => {
    const wrapped = limit(within(bounded(withRules(post, { by: 3 }), { most: 2 }), {}), { write: 1 });
    for (const one of [wrapped, restricted(wrapped, {}, 0)])
      expect(staged([wrote, wasRead], one).at(-1)).toEqual([
        'counts 3',
        'counts 5',
        'peer 1 to peer 0: {"step":2}',
      ]);
  });
});

const fails = (): never => {
  throw new Error('boom');
};
describe('a scene that fails', () => {
  const said = (some: Partial<Scene>): string => {
    try {
      stage(post, { most: 3 }, [wrote], { ...scene, ...some });
    } catch (error) {
      expect(error).toBeInstanceOf(NotDrawn);
      return (error as Error).message;
    }
    return 'nothing';
  };
  it('says where, and what is wrong', () => {
    const at = 'The initial state cannot be drawn: its scene';
    expect(said({ actors: fails })).toBe(`${at} failed: boom.`);
    expect(said({ actors: (() => 'all') as never })).toBe(`${at} is no list.`);
    expect(said({ actors: () => [] })).toBe(`${at} has no actors.`);
    expect(said({ actors: () => [{ name: 'a' }, { name: 'a' }] })).toBe(
      `${at} has two actors that are called a.`,
    );
    expect(said({ actors: ((s: State) => [{ name: `a${s.letters.size}` }]) as never })).toBe(
      'Step 1, write, cannot be drawn: its scene has other actors than before.',
    );
    expect(said({ arrows: fails })).toBe('Step 1, write, cannot be drawn: its scene failed: boom.');
    expect(said({ arrows: () => [{ from: 'peer 0', to: 'nobody' }] })).toBe(
      'Step 1, write, cannot be drawn: its scene has no actor nobody.',
    );
  });
  it('is asked for by no search', () => {
    const by = { ...post, scene: { actors: fails, arrows: fails } };
    const properties = { few: always(schema, ({ letters }) => letters.size < 2) };
    const report = check(limit(by, { write: 1 }), properties, {});
    expect(report.properties[0]!.outcome.verdict).toBe('holds');
  });
});
