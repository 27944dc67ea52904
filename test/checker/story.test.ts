import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  bagOf,
  bounded,
  each,
  eachBelow,
  has,
  idSet,
  interchangeable,
  limit,
  mapOf,
  only,
  protocol,
  record,
  recoverable,
  upTo,
  within,
  withRules,
  type BoundsOf,
  type StateOf,
} from '#checker/dsl';
import { restricted } from '#checker/restricted';
import { check } from '#checker/breadth-first';
import { NotTold, tell } from '#checker/story';

const bounds = { most: { meaning: 'what a peer counts up to', from: 1, to: 9, default: 2 } } as const;
const peers = interchangeable('peers', () => 2);
const schema = record({
  peers: mapOf(peers, record({ count: upTo(({ most }: BoundsOf<typeof bounds>) => most) })),
  letters: bagOf(() => 1, { to: idSet(peers), step: upTo(() => 3) }),
  history: record({ sent: upTo(() => 9) }),
});
type State = StateOf<typeof schema, typeof bounds>;
const action = actionsOf<State>();
const all = each((s: State) => s.peers);

interface Rules {
  readonly word: string;
}
const write = ({ word }: Rules) =>
  action({
    choose: { peer: all, step: eachBelow<State>(({ most }) => most) },
    when: ({ peer }, { letters }) => peer.id === 0 && !letters.isFull,
    then: ({ peer, step }, { letters, history }) => {
      letters.add({ to: only(peer), step });
      history.sent++;
    },
    says: ({ peer, step }, { bounds }) =>
      `peer ${peer.id} of count ${peer.count} ${word} ${step} of ${bounds.most}`,
  });
const read = () =>
  action({
    choose: { letter: each((s: State) => s.letters) },
    then: ({ letter }, { letters, peers }) => {
      for (const peer of peers) if (has(letter.to, peer)) peer.count += letter.step;
      letters.remove(letter);
    },
    says: ({ letter: { to, step } }, { letters }) =>
      `somebody reads ${step}, ${has(to, 0) ? 'for peer 0' : 'for nobody'}, of ${letters.size}`,
  });
const idle = () => action({ choose: {}, then: () => undefined });

const post = protocol({
  bounds,
  schema,
  initial: () => undefined,
  rules: { word: 'sends' },
  tells: (before, after) =>
    after.history.sent > before.history.sent ? [`${before.history.sent}→${after.history.sent}`, 'sent'] : [],
  actions: { write, read, idle },
});
const wrote = { action: 'write', chosen: { peer: 0, step: 1 } };
const wasRead = { action: 'read', chosen: { letter: { to: [0], step: 1 } } };
const idled = { action: 'idle', chosen: {} };
type Steps = Parameters<typeof tell>[2];
const told = (steps: Steps, by: Parameters<typeof tell>[0] = post) =>
  tell(by, { most: 2 }, steps).told.map(({ says, tells }) => [says, ...tells]);

describe('a step in words', () => {
  it('is said with what it chose, in the state before it, and what came of it, with that after it', () => {
    expect(told([wrote, wasRead, wrote])).toEqual([
      ['peer 0 of count 0 sends 1 of 2', '0→1', 'sent'],
      ['somebody reads 1, for peer 0, of 1'],
      ['peer 0 of count 1 sends 1 of 2', '1→2', 'sent'],
    ]);
  });
  it('is said, and not what came of it, where it is not possible: also of what is not there', () => {
    const { told: steps } = tell(post, { most: 2 }, [
      { ...wasRead, disabled: true },
      wrote,
      { ...wrote, disabled: true },
      { action: 'write', chosen: { peer: 1, step: 0 }, disabled: true },
    ]);
    expect(steps.map(({ says, tells, refusal }) => [says, tells.length, refusal])).toEqual([
      ['somebody reads 1, for peer 0, of 0', 0, 'what it chooses is not there: there is no letter.'],
      ['peer 0 of count 0 sends 1 of 2', 2, undefined],
      [
        'peer 0 of count 0 sends 1 of 2',
        0,
        'the guard of write does not hold. It read letters = {{to:{0},step:1}}.',
      ],
      ['peer 1 of count 0 sends 0 of 2', 0, 'the guard of write does not hold.'],
    ]);
  });
  it('has what it changed as ever, and no words where the protocol has none', () => {
    const { machine, told: steps } = tell(post, { most: 2 }, [idled, wrote]);
    expect(steps[0]).toMatchObject({ step: idled, tells: [], changes: [] });
    expect(steps[0]).not.toHaveProperty('says');
    expect(steps[1]!.changes.map(({ path }) => path)).toEqual(['letters', 'history.sent']);
    expect(machine.actions.map(({ name }) => name)).toEqual(['write', 'read', 'idle']);
    const { tells: _, ...silent } = post;
    expect(told([wrote], silent)).toEqual([['peer 0 of count 0 sends 1 of 2']]);
  });
  it('is the same, whatever a protocol is wrapped in', () => {
    const wrapped = limit(within(bounded(withRules(post, { word: 'writes' }), { most: 2 }), {}), {
      write: 1,
    });
    const by = {
      kinds: ['protocol'],
      refuses: { write: ({ peer }: { peer: { id: number } }) => peer.id === 1 },
    } as const;
    for (const one of [wrapped, restricted(wrapped, by, 0)])
      expect(told([wrote, wasRead, { ...wrote, disabled: true }], one)).toEqual([
        ['peer 0 of count 0 writes 1 of 2', '0→1', 'sent'],
        ['somebody reads 1, for peer 0, of 1'],
        ['peer 0 of count 1 writes 1 of 2'],
      ]);
  });
});

const fails = (): never => {
  throw new Error('boom');
};
const saying = (says: unknown): typeof post => ({
  ...post,
  actions: { ...post.actions, idle: () => ({ ...idle(), says: says as () => string }) },
});
const telling = (tells: unknown): typeof post => ({ ...post, tells: tells as () => string[] });

describe('words that fail', () => {
  it.each([
    ['says', saying(fails), 'failed: boom.'],
    ['says', saying(() => undefined), 'is no text.'],
    ['says', saying(() => ' '), 'is no text.'],
    ['tells', telling(fails), 'failed: boom.'],
    ['tells', telling(() => 'one'), 'is no list of texts.'],
    ['tells', telling(() => ['']), 'is no list of texts.'],
  ])('name the step and the word: its %s', (word, by, problem) => {
    let thrown: unknown;
    try {
      tell(by, { most: 2 }, [...(word === 'says' ? [wrote] : []), idled]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NotTold);
    expect(thrown).toMatchObject({
      word,
      message: `Step ${word === 'says' ? 2 : 1}, idle, cannot be told: its ${word} ${problem}`,
    });
  });
  it('are asked for by no search, and by nothing that follows a trace', () => {
    const by = { ...saying(fails), tells: fails };
    const properties = { again: recoverable(schema, ({ letters }) => letters.size === 0) };
    const report = check(limit(by, { write: 1 }), properties, { most: 2 });
    expect(report.properties[0]!.outcome.verdict).toBe('holds');
  });
});
