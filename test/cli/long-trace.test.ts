import { describe, it } from 'vitest';
import { copyOfTree, nextOf } from '../support/tidemark.js';

const STEPS = 100_000;
/** A protocol whose one state is left and comes back, for ever. */
const SWITCH = `import { actionsOf, flag, protocol, record } from '#checker/dsl';

const action = actionsOf();
/** It is on, and off, and on. */
export default protocol({
  bounds: {},
  schema: record({ on: flag }),
  initial: () => {},
  rules: {},
  actions: {
    turn: () => action({ choose: {}, then: (_, s) => void (s.on = !s.on), says: () => 'somebody turns it' }),
    never: () => action({ choose: {}, when: (_, s) => s.on && !s.on, then: () => {} }),
  },
  tells: (_, { on }) => [on ? 'it is on' : 'it is off'],
});
`;
const LAST = `import { alwaysStep, flag, record } from '#checker/dsl';

/** It is never turned on. */
export default alwaysStep(record({ on: flag }), (_, { on }) => !on);
`;
const steps = (count: number): string => Array.from({ length: count }, (_, i) => `${i + 1}  turn\n`).join('');

describe.concurrent('a trace of 100,000 steps', () => {
  const copyWith = (trace: string) =>
    copyOfTree({
      'model/mine/protocols/some-switch.ts': SWITCH,
      'properties/mine/off.ts': LAST,
      'some.trace': trace,
    });

  it('is replayed, told and written in other formats like any other', async ({ expect }) => {
    const copy = copyWith(`# It is on.\nverify some-switch --property off\n----\n${steps(STEPS - 1)}`);
    const ended = await copy.run('replay', 'some.trace', '--itf', 'some.json', '--mermaid', 'some.mmd');
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(
      '\n99999  Somebody turns it: it is on.\n      turn\n      on false→true\n',
    );
    expect(ended.stdout).toContain('\noff is violated by the last of 99,999 steps.\n');
    expect(copy.read('some.mmd').match(/->>/g)).toHaveLength(STEPS - 1);
    expect((await copy.run('replay', 'some.json')).code).toBe(0);
  });

  it('that is not possible at its end is told up to there', async ({ expect }) => {
    const copy = copyWith(`# It turns.\nwalk some-switch\n----\n${steps(STEPS)}${STEPS + 1}  never\n`);
    const ended = await copy.run('replay', 'some.trace');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(
      `some.trace:${STEPS + 4}: Step ${STEPS + 1}, never, is not possible there: the guard of never does not hold. It read on = false.`,
    );
    expect(ended.stdout).toContain(`\n${STEPS}  Somebody turns it: it is off.\n`);
    expect(nextOf(ended)).toEqual(['replay', 'some.trace']);
  });
});
