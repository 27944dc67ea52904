import { describe, it } from 'vitest';
import { printVerdicts } from '#cli/verdicts';
import { copyOfTree, nextOf, propertyFile } from '../support/tidemark.js';

const SMALL = ['verify', 'kip-101', '--brokers', '2'] as const;
/** What is recorded before: a run of the same protocol, and one of the next. */
const RECORDED = printVerdicts(
  ['kip-101', 'kip-101-own-end'].map((protocol) => ({
    protocol,
    bounds: { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 },
    distinctStates: 1234,
    generatedStates: 5678,
    depth: 9,
    terminalStates: 0,
    properties: new Map([['strong-isr', { verdict: 'violated', vacuous: false, steps: 10 }]]),
  })),
);
const TRACE = 'traces/kip-101/strong-isr.brokers-2.trace';

describe.concurrent('verify --rewrite', () => {
  it('records what was not recorded, so that the next time all is as expected', async ({ expect }) => {
    const copy = copyOfTree({ 'traces/verdicts.txt': RECORDED });
    const before = copy.read('traces/verdicts.txt');
    expect((await copy.run(...SMALL)).code).toBe(1);
    const rewritten = await copy.run(...SMALL, '--rewrite');
    expect(rewritten.code).toBe(0);
    expect((await copy.run(...nextOf(rewritten))).code).toBe(0);
    expect(copy.read(TRACE)).toMatch(
      /^# strong-isr is violated by kip-101 in 11 steps, the fewest there are\.\nverify kip-101 --property strong-isr --brokers 2 /,
    );

    // What is there already stays, to the byte, and what is new stands with its protocol.
    const after = copy.read('traces/verdicts.txt');
    const at = after.indexOf('kip-101 --brokers 2 ');
    const end = after.indexOf('\n\n', at) + 2;
    expect(after.slice(0, at) + after.slice(end)).toBe(before);
    expect(before.slice(0, at)).toMatch(/\nkip-101 --brokers 3 [^]*\n\n$/);
    expect(before.slice(at)).toMatch(/^kip-101-own-end /);
  });

  it('writes nothing else than what is there, if nothing has changed', async ({ expect }) => {
    const copy = copyOfTree();
    await copy.run(...SMALL, '--rewrite');
    const once = [
      copy.read('traces/verdicts.txt'),
      copy.read(TRACE),
      copy.has('README.md') && copy.read('README.md'),
    ];
    await copy.run(...SMALL, '--rewrite');
    expect([
      copy.read('traces/verdicts.txt'),
      copy.read(TRACE),
      copy.has('README.md') && copy.read('README.md'),
    ]).toEqual(once);
  });

  it('keeps the story of a trace, below a first line that says what is so now', async ({ expect }) => {
    const copy = copyOfTree();
    await copy.run(...SMALL, '--rewrite');
    const steps = copy.read(TRACE).split('\n').slice(1).join('\n');
    copy.write(
      TRACE,
      `# strong-isr was violated in 99 steps.\n#\n# Two leaders,\n#   and one record.\n${steps}`,
    );
    expect((await copy.run(...SMALL, '--rewrite')).code).toBe(0);
    expect(copy.read(TRACE)).toBe(
      `# strong-isr is violated by kip-101 in 11 steps, the fewest there are.\n#\n# Two leaders,\n#   and one record.\n${steps}`,
    );
  });

  it('records one property without forgetting the others', async ({ expect }) => {
    const copy = copyOfTree();
    await copy.run(...SMALL, '--rewrite');
    const once = copy.read('traces/verdicts.txt');
    await copy.run(...SMALL, '--property', 'weak-isr', '--rewrite');
    expect(copy.read('traces/verdicts.txt')).toBe(once);
  });

  it('does not record what was not finished, says so, and has exit code 2', async ({ expect }) => {
    const copy = copyOfTree();
    const before = copy.read('traces/verdicts.txt');
    const ended = await copy.run(...SMALL, '--max-depth', '12', '--rewrite');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('kip-101 was not finished, and is not recorded.');
    expect(nextOf(ended).slice(0, 4)).toEqual(['verify', 'kip-101', '--brokers', '2']);
    expect(copy.read('traces/verdicts.txt')).toBe(before);
    expect(copy.has(TRACE)).toBe(false);
  });

  it('begins no search if a trace that may be written over cannot be read, so that no story is lost', async ({
    expect,
  }) => {
    const copy = copyOfTree({ [TRACE]: 'a story, and no trace\n' });
    const before = copy.read('traces/verdicts.txt');
    const ended = await copy.run(...SMALL, '--rewrite', '--json');
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { file: TRACE, line: 2 } });
    expect(copy.read(TRACE)).toBe('a story, and no trace\n');
    expect(copy.read('traces/verdicts.txt')).toBe(before);
  });

  it('says which trace shows what is no longer so, and leaves it to a person', async ({ expect }) => {
    const file = 'traces/kip-320/mine.brokers-2.records-1.trace';
    const copy = copyOfTree({
      'properties/mine/mine.ts': propertyFile('({ nextRecordId }) => nextRecordId < 1'),
    });
    const args = ['verify', 'kip-320', '--property', 'mine', '--brokers', '2', '--records', '1', '--rewrite'];
    await copy.run(...args);
    expect(copy.has(file)).toBe(true);
    copy.write('properties/mine/mine.ts', propertyFile('({ nextRecordId }) => nextRecordId < 2'));
    const ended = await copy.run(...args);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(`${file} shows what is no longer so: remove it`);
    expect(copy.has(file)).toBe(true);
    expect(copy.read('traces/verdicts.txt')).toMatch(/\n {2}mine {2}holds\n/);
  });

  it('writes the matrix of the README where it is marked', async ({ expect }) => {
    const begin = '<!-- verdicts: written by `npx tidemark verify --rewrite` -->';
    const copy = copyOfTree({
      'traces/verdicts.txt': RECORDED,
      'README.md': `# Here\n\n${begin}\nstale\n<!-- /verdicts -->\n\nand there\n`,
    });
    await copy.run(...SMALL, '--rewrite');
    const readme = copy.read('README.md');
    expect(readme).toMatch(/^# Here\n\n<!--/);
    expect(readme).toMatch(/<!-- \/verdicts -->\n\nand there\n$/);
    expect(readme).toContain('| kip-101 | **violated, 10 steps** | — | — | — | 1,234 |');
    expect(readme).not.toContain('stale');
  });

  it('records the first run of all where there is no verdicts.txt', async ({ expect }) => {
    const copy = copyOfTree();
    copy.remove('traces/verdicts.txt');
    expect((await copy.run(...SMALL, '--rewrite')).code).toBe(0);
    expect(copy.read('traces/verdicts.txt')).toMatch(/^# What holds of [^]*\n\nkip-101 --brokers 2 /);
  });
});
