import { describe, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { notYetFile } from '../support/claims.js';
import { exhibitFile, withScenarios } from '../support/exhibits.js';
import { copyOfTree, counterFile, nextOf, tidemark, tidemarkHere } from '../support/tidemark.js';

/** The protocols that have the same bounds, and these, as they are listed. */
const familiesIn = (stdout: string): { readonly names: string[]; readonly bounds: string[] }[] =>
  stdout
    .split('\nBounds\n\n')[1]!
    .split('\n\n')
    .slice(0, -1)
    .map((text) => {
      const [names, ...bounds] = text.split('\n');
      return { names: names!.split(', '), bounds: bounds.map((line) => line.trim()) };
    });

describe.concurrent('tidemark list', () => {
  it('says all there is to say of what is named, and of nothing else', async ({ expect }) => {
    const { stdout, code } = await tidemark(['list', 'kip-320', 'strong-isr', 'a18-unclean-election-fixed']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kip-320 {2}--brokers 3 /);
    expect(stdout).toContain('\n    --leader-epochs  the last leader epoch; the first is 0: 0 to 1000\n');
    expect(stdout).toContain('\n    client actions: leaderWrite\n');
    expect(stdout).toMatch(
      /\n {4}properties: epochs-monotone, .*, strong-isr, unique-record-ids, weak-isr\n/,
    );
    // Its comment, to the end.
    expect(stdout).toMatch(
      /^strong-isr {2}always\n {4}Below the high watermark [^]* Of an ISR without members it says nothing\.$/m,
    );
    expect(stdout).toMatch(/^a18-unclean-election-fixed {2}--brokers /m);
    expect(stdout).not.toMatch(/^kip-279 |^weak-isr /m);
    expect(stdout).toMatch(/\nnext: npx tidemark verify kip-320\n$/);
    expect((await tidemark(['list', 'weak-isr'])).stdout).toMatch(
      /\nnext: npx tidemark verify --property weak-isr\n$/,
    );
  });
  it('names every protocol with its bounds, every property with its kind, and every bound of it', async ({
    expect,
  }) => {
    const ended = await tidemark(['list']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe('');
    const { protocols, properties } = findSources(root);
    for (const { name, file } of protocols) {
      expect(ended.stdout).toMatch(new RegExp(`^${name} {2}--brokers \\d `, 'm'));
      expect(ended.stdout).toContain(`: ${file}\n`);
    }
    for (const { name } of properties)
      expect(ended.stdout).toMatch(
        new RegExp(`^${name} {2}(always|alwaysStep|sometimes|recoverable)(, on request)?$`, 'm'),
      );
    const families = familiesIn(ended.stdout);
    expect(families.flatMap(({ names }) => names).toSorted()).toEqual(
      protocols.map(({ name }) => name).toSorted(),
    );
    for (const { names, bounds } of families)
      for (const name of names) {
        const options = new RegExp(`^${name} {2}(.*)$`, 'm').exec(ended.stdout)![1]!.match(/--[a-z-]+/g);
        expect(bounds.map((line) => line.split(' ')[0])).toEqual(options);
      }
    expect(nextOf(ended).slice(0, 1)).toEqual(['verify']);
  });

  it('says what a property means, and of which protocols it speaks if not of all', async ({ expect }) => {
    const { stdout } = await tidemark(['list']);
    expect(stdout).toMatch(/^valid-high-watermark {2}always\n {4}Every member of [^]*? {4}of async-isr\n\n/m);
  });

  it('tells bounds of one name apart that mean different things', async ({ expect }) => {
    const copy = copyOfTree({ 'model/mine/protocols/some.ts': counterFile({ bound: 'brokers' }) });
    const { stdout, code } = await copy.run('list');
    expect(code).toBe(0);
    const families = familiesIn(stdout);
    expect(families).toContainEqual({ names: ['some'], bounds: ['--brokers  what it counts up to: 0 to 9'] });
    expect(families.find(({ names }) => names.includes('kip-320'))!.bounds).toContain(
      '--brokers        replicas of the partition: 1 to 16',
    );
    expect(families.find(({ names }) => names.includes('kafka-2.1'))!.bounds).toContain(
      '--brokers              replicas of the partition, each on a broker: 1 to 7',
    );
  });
});

describe.concurrent('what never happens in a protocol', () => {
  it('is named, where another one of the same variables does it: it may have been lost', async ({
    expect,
  }) => {
    const copy = copyOfTree({
      'model/replication/protocols/kip-320-lost.ts': `import { protocol } from '#checker/dsl';
import kip320 from './kip-320.js';

const { becomeLeader, ...actions } = kip320.actions;
/** Nobody becomes leader. */
export default protocol({ ...kip320, actions });
`,
    });
    const { stdout } = await copy.run('list');
    expect(stdout).toMatch(
      /^kip-320-lost .*\n {4}Nobody becomes leader\.\n {4}never: becomeLeader \(kip-\S+ has it\), followerTruncate \(/m,
    );
    expect(stdout).toMatch(/^kip-320 .*\n(?! {4}never: becomeLeader).*$/m);
  });
  it('is named, where it is limited to no times', async ({ expect }) => {
    const { stdout } = await tidemark(['list']);
    expect(stdout).toMatch(
      /^kafka-as-designed [^]*?never, unless --limit allows it: [^\n]*\bbrokerPowerLoss\b/m,
    );
  });
});

describe.concurrent('exhibits', () => {
  it('are named below the properties, with the command that runs them, where there are any', async ({
    expect,
  }) => {
    const copy = withScenarios({ 'scenarios/museum/t01-forks.ts': exhibitFile() });
    const { stdout, code } = await copy.run('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Exhibits\n\n1 known failure, .*`npx tidemark museum` .*\n.*\n {4}t01-forks\n\nBounds\n/m,
    );
    copy.remove('scenarios/museum');
    expect((await copy.run('list')).stdout).not.toContain('Exhibits');
  });
});

describe.concurrent('claims', () => {
  it('are named below the exhibits, with the command that runs them, where there are any', async ({
    expect,
  }) => {
    const copy = withScenarios({ 'scenarios/claims/u2-read.ts': notYetFile('U2') });
    const { stdout, code } = await copy.run('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Claims\n\n1 claim about Kafka, .*`npx tidemark claims` .*\n.*\n.*\n {4}u2-read\n\nBounds\n/m,
    );
    copy.remove('scenarios/claims');
    expect((await copy.run('list')).stdout).not.toContain('Claims');
  });
});

describe('help', () => {
  it.for([
    ['--help'],
    ['help'],
    ['verify', '--help'],
    ['help', 'verify'],
    ['museum', '--help'],
    ['claims', '--help'],
    ['replay', '-h'],
    ['list', '--help'],
    ['new', '--help'],
  ])('is there for %s, with the exit codes and an example', async (args, { expect }) => {
    const ended = await tidemarkHere(args);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/^Exit codes: 0 .*, 1 .*, 2 .*, 3 /m);
    expect(ended.stdout).toMatch(/^Example: npx tidemark /m);
  });

  it('names each bound that any protocol declares as an option', async ({ expect }) => {
    const { stdout } = await tidemarkHere(['verify', '--help']);
    for (const bound of ['brokers', 'log-size', 'records', 'leader-epochs', 'max-offset', 'max-version'])
      expect(stdout).toMatch(new RegExp(`^ {2}--${bound} <n> [^-]*default\\s+\\d`, 'm'));
  });

  it('is not a version', async ({ expect }) => {
    const ended = await tidemark(['--version']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
