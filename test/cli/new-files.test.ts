import { describe, it } from 'vitest';
import { docOf } from '#bin/bundle';
import { copyOfTree, counterFile, nextOf, propertyFile } from '../support/tidemark.js';

describe.concurrent('a new file', () => {
  it('with a property is judged and listed, with nothing else changed', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/deep/no-empty-isr.ts': propertyFile('({ quorum }) => quorum.isr !== 0'),
    });
    const [verified, listed] = await Promise.all([copy.run('verify', '--brokers', '2'), copy.run('list')]);
    expect(verified.code).toBe(1);
    expect(verified.stdout).toMatch(/^kip-320 +5,973 .* no-empty-isr 2$/m);
    // It speaks of variables that async-isr does not have.
    expect(verified.stdout).toMatch(/^async-isr (?!.*no-empty-isr).*$/m);
    expect(listed.stdout).toMatch(/^no-empty-isr {2}always\n {4}It is there for a test\.$/m);
  });

  it('with a property on request is judged only where it is asked for', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/asked.ts': propertyFile('{ onRequest: true, holds: () => false }'),
    });
    const args = ['verify', 'kip-320', '--brokers', '2'];
    const [usual, asked] = await Promise.all([copy.run(...args), copy.run(...args, '--property', 'asked')]);
    expect(usual.code).toBe(0);
    expect(usual.stdout).not.toContain('asked');
    expect(asked.code).toBe(1);
    expect(asked.stdout).toContain('asked  violated in 0 steps');
  });

  it('with a protocol of its own variables is searched and listed, and its bounds are options', async ({
    expect,
  }) => {
    const copy = copyOfTree({ 'model/mine/protocols/some.ts': counterFile({ bound: 'log2Most' }) });
    const [verified, listed, help] = await Promise.all([
      copy.run('verify', '--brokers', '2', '--log2-most', '5', '--records', '1'),
      copy.run('list'),
      copy.run('verify', '--help'),
    ]);
    expect(verified.stdout).toMatch(/^some +6 +5 +0 hold, 0 seen +-$/m);
    expect(listed.stdout).toMatch(
      /^some {2}--log2-most 3\n {4}It counts\.\n {4}1 action, 0 properties: model\/mine\/protocols\/some\.ts$/m,
    );
    expect(help.stdout).toMatch(/^ {2}--log2-most <n> +what it counts up to \(default 3\)$/m);
  });

  it('with a protocol that differs by a rule is judged for all that its predecessor is', async ({
    expect,
  }) => {
    const copy = copyOfTree({
      'model/replication/protocols/kip-320-unfenced-fetch.ts': `import { withRules } from '#checker/dsl';
import { sameLeader } from '../replica.js';
import kip320 from './kip-320.js';

/** KIP-320, if a leader answered the fetches of followers in another leader epoch. */
export default withRules(kip320, { answersFetch: sameLeader });
`,
    });
    const [changed, predecessor] = await Promise.all(
      ['kip-320-unfenced-fetch', 'kip-320'].map((name) => copy.run('verify', name, '--brokers', '2')),
    );
    const judged = (stdout: string): string[] =>
      [...stdout.matchAll(/^ {2}[✓✗] {2}(\S+)/gm)].map(([, name]) => name!);
    expect(judged(changed!.stdout).length).toBeGreaterThan(10);
    expect(judged(changed!.stdout)).toEqual(judged(predecessor!.stdout));
    expect(changed!.stdout).not.toBe(predecessor!.stdout);
  });

  it('with a witness that is recorded is replayed by the command that is said', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/never-two.ts': propertyFile('({ nextRecordId }) => nextRecordId < 2'),
    });
    const finds = ['verify', 'kip-320', '--property', 'never-two', '--brokers', '2'];
    const found = await copy.run(...finds);
    expect(found.code).toBe(1);
    const recorded = await copy.run(...finds, '--rewrite');
    expect(recorded.code).toBe(0);
    const again = await copy.run(...nextOf(recorded), '--property', 'never-two');
    expect(again.code).toBe(0);
    const replayed = await copy.run(...nextOf(again));
    expect(replayed.code).toBe(0);
    expect(replayed.stdout).toContain('never-two is violated by the last of 4 steps.');
  });

  it('that is neither, beside them, is left alone', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/helper.ts': 'export const x = 1;',
      'model/old-protocols/some.ts': 'throw new Error();',
      'model/mine/protocols/deeper/some.ts': 'throw new Error();',
      'properties/mine/notes.md': '# Notes',
      'properties/mine/types.d.ts': 'export default never;',
    });
    expect((await copy.run('verify', 'kip-320', '--property', 'strong-isr', '--brokers', '2')).code).toBe(0);
    expect((await copy.run('list')).code).toBe(0);
  });
});

describe('what a file says of itself', () => {
  it('is the comment right above its default export', ({ expect }) => {
    expect(
      docOf('/** One. */\nconst x = 1;\n/**\n * Two:\n * and more.\n *\n * Three.\n */\nexport default x;'),
    ).toBe('Two:\nand more.\n\nThree.');
    expect(docOf('/** One. */\nconst x = 1;\nexport default x;')).toBe('');
  });
});
