import { describe, it } from 'vitest';
import { copyOfTree, counterFile, nextOf, propertyFile } from '../support/tidemark.js';

const COUNTER_PROPERTY = `import { always, record, upTo } from '#checker/dsl';

/** It is there for a test. */
export default always(record({ n: upTo((bounds) => bounds.most) }), ({ n }) => n < 9);
`;

describe.concurrent('a model or a property that fails', () => {
  it('a property that throws is named, with its file, the step, and the way there', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(
        `({ replicas }) => { if (replicas[0]!.log.endOffset > 0) throw new Error('boom'); return true; }`,
      ),
    });
    for (const threads of ['1', '2']) {
      const ended = await copy.run('verify', 'kip-320', '--brokers', '2', '--threads', threads);
      expect(ended.code).toBe(3);
      expect(ended.stdout).toBe('');
      expect(ended.stderr.split('\n').map((line) => line.replace(/ {2,}\S.*$/, ''))).toEqual(
        [
          'kip-320: the property throws failed: boom',
          'The way there, within --brokers 2 --log-size 2 --records 2 --leader-epochs 2:',
          '',
          '',
          '',
          'Mend properties/mine/throws.ts, or what it builds on, and judge it again.',
          'next: npx tidemark verify kip-320 --property throws --brokers 2 --log-size 2 --records 2 --leader-epochs 2',
          '',
        ].map((line, i) => (line === '' && i < 5 ? ` ${i - 1}` : line)),
      );
      expect(ended.stderr).toMatch(
        /^ 3 {2}leaderWrite leader=0 +replicas\[0\]\.log \[\]→\[r0@0\] {2}nextRecordId 0→1$/m,
      );
    }
  });

  it('a property of steps that throws is named with the step it threw on', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(
        `(before, after, step) => { if (step.action === 'becomeLeader') throw new Error('boom'); return true; }`,
        'alwaysStep',
      ),
    });
    const ended = await copy.run('verify', 'kip-320', '--brokers', '2');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('kip-320: the property throws failed: boom');
    expect(ended.stderr).toMatch(/^ 2 {2}becomeLeader request=0/m);
  });

  it.for([
    [
      'writes out of range',
      { then: 's.n += s.n > 0 ? 9 : 1' },
      'some: count failed: n cannot be 10: its range is 0 to 3.',
      / 1 {2}count {2}n 0→1\n 2 {2}count {3}<- count failed here/,
    ],
    [
      'throws',
      { then: `throw new Error('boom')` },
      'some: count failed: boom',
      / 1 {2}count {3}<- count failed here/,
    ],
    [
      'throws at the start',
      { initial: `{ throw new Error('boom'); }` },
      'some: the initial state failed: boom',
      /It was in the initial state\./,
    ],
    [
      'starts out of range',
      { initial: '{ s.n = 99; }' },
      'some: the initial state failed: n cannot be 99: its range is 0 to 3.',
      /It was in the initial state\./,
    ],
    [
      'does not do the same twice',
      { then: 's.n = 1 + (globalThis.times ^= 1)' },
      'some: the determinism guard failed: ',
      /look for a clock, a random number/,
    ],
    [
      'ends its thread',
      { then: 'process.exit(0)' },
      'some cannot be searched: its thread has ended',
      /Mend model/,
    ],
  ] as const)(
    'a protocol that %s is refused, on what step, with the way there',
    async ([, parts, head, where], { expect }) => {
      const copy = copyOfTree({ 'model/mine/protocols/some.ts': counterFile(parts) });
      for (const threads of ['1', '2']) {
        const ended = await copy.run('verify', 'some', '--threads', threads);
        expect(ended.code).toBe(3);
        expect(ended.stderr).toContain(head);
        expect(ended.stderr).toMatch(where);
        expect(ended.stderr).toContain(
          'Mend model/mine/protocols/some.ts, or what it builds on, and judge it again.',
        );
        expect(ended.stderr).not.toMatch(/^ {4}at /m);
        expect(nextOf(ended)).toEqual(['verify', 'some', '--most', '3']);
      }
    },
  );

  it('a protocol whose thread ends takes no other down with it', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/aa-dies.ts': counterFile({ then: 'process.exit(0)' }),
      'model/mine/protocols/bb-lives.ts': counterFile(),
    });
    for (const threads of ['1', '2']) {
      const ended = await copy.run('verify', 'aa-dies', 'bb-lives', '--jobs', '1', '--threads', threads);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain('aa-dies cannot be searched: its thread has ended');
      expect(ended.stderr).not.toContain('bb-lives cannot');
      expect(ended.stdout).toContain('bb-lives');
    }
  });

  it('a protocol that cannot be laid out is refused, with any number of threads', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile().replace(
        'upTo((bounds) => bounds.most)',
        'upTo(() => 1e12)',
      ),
    });
    for (const threads of ['1', '2']) {
      const ended = await copy.run('verify', 'some', '--threads', threads);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain('some cannot be searched: A field has at most 2^31 values');
      expect(ended.stderr).not.toMatch(/^ {4}at /m);
    }
  });

  it('a step that chose a message shows it as a trace does', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': `import asyncIsr from '#model/replication/protocols/async-isr';

const { actions } = asyncIsr;
const controllerHandleRequest = (rules) => ({
  ...actions.controllerHandleRequest(rules),
  then: () => { throw new Error('boom'); },
});
/** It is there for a test. */
export default { ...asyncIsr, actions: { ...actions, controllerHandleRequest } };
`,
    });
    const ended = await copy.run('verify', 'some', '--brokers', '2');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('some: controllerHandleRequest failed: boom');
    expect(ended.stderr).toMatch(
      /^ 2 {2}controllerHandleRequest request=\{isr:\{0\},version:0\} {3}<- controllerHandleRequest failed here$/m,
    );
  });

  it('the others are reported all the same, and the exit code is that of the failure', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile({ then: `throw new Error('boom')` }),
      'properties/mine/small.ts': COUNTER_PROPERTY,
    });
    const ended = await copy.run('verify', 'some', 'kip-320', 'kip-101', '--brokers', '2');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/^kip-320 +5,973 /m);
    expect(ended.stdout).toMatch(/^kip-101 +9,045 /m);
    expect(ended.stderr).toContain('some: count failed: boom');
  });

  it('a replay in which the model fails says on what step, and shows those before it', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile({ then: 's.n += s.n > 0 ? 9 : 1' }),
      'properties/mine/small.ts': COUNTER_PROPERTY,
      'some.trace':
        '# it is violated\nverify some --property small --most 3\n----\n 1  count\n 2  count\n 3  count\n',
    });
    const ended = await copy.run('replay', 'some.trace');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain(' 1  count\n      n 0→1\n');
    expect(ended.stderr).toContain('some.trace: Step 2, count, failed: n cannot be 10: its range is 0 to 3.');
  });

  it('a replay in which the property throws says so', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(`() => { throw new Error('boom'); }`),
      'some.trace': '# it is violated\nverify kip-320 --property throws\n----\n',
    });
    const ended = await copy.run('replay', 'some.trace');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('some.trace: The property throws failed: boom');
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
  });
});
