import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type ExpectStatic } from 'vitest';
import { root } from '#bin/bundle';
import { nextOf, temporaryFolder, tidemark, type Ended } from '../support/tidemark.js';

/** A folder of somebody else. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
const run = (cwd: string, ...args: readonly string[]): Promise<Ended> => tidemark(args, { cwd });
function expectRefusal(expect: ExpectStatic, ended: Ended, ...parts: readonly (string | RegExp)[]): void {
  expect(ended.stdout).toBe('');
  for (const part of parts) expect(ended.stderr).toMatch(part);
  expect(ended.stderr).not.toMatch(/^ {4}at /m);
  expect(nextOf(ended).length).toBeGreaterThan(0);
  expect(ended.code).toBe(3);
}

const PROPERTY = `import { always, NOBODY } from 'tidemark';
import { replication } from 'tidemark/kafka';

/** There is always somebody in the ISR. */
export default always(replication, ({ quorum }) => quorum.isr !== NOBODY);
`;
const PROTOCOL = `import { withRules } from 'tidemark';
import { kip320, leaderInAnyEpoch } from 'tidemark/kafka';

/** KIP-320 without a fence. */
export default withRules(kip320, { truncatesAgainst: leaderInAnyEpoch });
`;
const TURNS = `import { actionsOf, oneOf, protocol, record, type StateOf } from 'tidemark';

export const turns = record({ turn: oneOf('mine', 'yours') });
const action = actionsOf<StateOf<typeof turns>>();
/** One, and then the other. */
export default protocol({
  bounds: {},
  schema: turns,
  initial: () => {},
  rules: {},
  actions: { pass: () => action({ choose: {}, then: (_, s) => { s.turn = s.turn === 'mine' ? 'yours' : 'mine'; } }) },
});
`;

describe.concurrent('--dir', () => {
  it('has properties judged for the protocols that have their variables, and protocols by all properties', async ({
    expect,
  }) => {
    const cwd = folderWith({
      'properties/deep/no-empty-isr.ts': PROPERTY,
      'protocols/unfenced.ts': PROTOCOL,
      'protocols/helpers/notes.ts': 'throw new Error();',
      'properties/no-empty-isr.test.ts': 'throw new Error();',
      'index.ts': 'throw new Error();',
    });
    const [verified, listed] = await Promise.all([
      run(cwd, 'verify', 'kip-320', 'unfenced', '--brokers', '2', '--dir', '.'),
      run(cwd, 'list', '--dir=.'),
    ]);
    expect(verified.stdout).toMatch(/^kip-320 +5,973 .* no-empty-isr 2$/m);
    expect(verified.stdout).toMatch(/^unfenced .* no-empty-isr 2/m);
    expect(verified.code).toBe(1);
    expect(nextOf(verified).slice(-2)).toEqual(['--dir', '.']);
    expect(listed.stdout).toMatch(
      /^unfenced {2}--brokers [^]*? {4}9 actions, \d+ properties: protocols\/unfenced\.ts$/m,
    );
    expect(listed.stdout).toMatch(/^no-empty-isr {2}always\n {4}There is always somebody in the ISR\.$/m);
  });

  it('has the variables of a protocol there spoken of by a property beside it', async ({ expect }) => {
    const cwd = folderWith({
      'mine/protocols/turns.ts': TURNS,
      'mine/properties/mine-only.js': `import { always } from 'tidemark';
import { turns } from '../protocols/turns.ts';
/** It is never yours. */
export default always(turns, ({ turn }) => turn === 'mine');
`,
    });
    const found = await run(cwd, 'verify', 'turns', '--dir', 'mine');
    expect(found.stdout).toMatch(/mine-only {2}violated in 1 step$/m);
    expect(found.code).toBe(1);
    const walked = await run(cwd, 'simulate', 'turns', '--seed', '1', '--dir', 'mine');
    expect(walked.stdout).toMatch('Saved in .tidemark/');
    const replayed = await run(cwd, ...nextOf(walked));
    expect(replayed.code).toBe(0);
    expect(replayed.stdout).toMatch('mine-only is violated by the last of 1 step.');
    const shrunk = await run(cwd, 'shrink', nextOf(walked)[1]!, '--dir', 'mine');
    expect(shrunk.code).toBe(0);
  });

  it('has the modules that lie in it, where it has no folders: what is meant, and nothing else', async ({
    expect,
  }) => {
    const cwd = folderWith({
      'no-empty-isr.ts': PROPERTY,
      'unfenced.js': PROTOCOL,
      'Server.ts': 'throw new Error(); export default {};',
      'helper.ts': `import 'tidemark'; throw new Error();`,
      'vitest.config.ts': `import 'tidemark'; throw new Error(); export default {};`,
      'unfenced.test.ts': `import 'tidemark'; throw new Error(); export default {};`,
      'package.json': '{ "name": "stranger" }',
    });
    const ended = await run(
      cwd,
      'verify',
      'unfenced',
      '--property',
      'no-empty-isr',
      '--brokers',
      '2',
      '--dir',
      '.',
    );
    expect(ended.stdout).toMatch('no-empty-isr  violated in 2 steps');
    expect(ended.code).toBe(1);
  });

  it('has claims, with their sides', async ({ expect }) => {
    const cwd = folderWith({});
    expect((await run(cwd, 'new', 'claim', 'two-logs')).code).toBe(0);
    const told = await run(cwd, 'claims', 'M1', '--dir', '.');
    expect(told.code).toBe(0);
    const side = await run(cwd, 'verify', 'two-logs-breaks', '--property', 'two-copies-at-ack', '--dir', '.');
    expect(side.stdout).toMatch('violated in 3 steps');
  });

  it.for<[string, object]>([
    ['none', {}],
    [
      'strict',
      { compilerOptions: { strict: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true } },
    ],
    [
      'of another kind',
      { extends: './not-there.json', compilerOptions: { module: 'commonjs', target: 'es5', jsx: 'react' } },
    ],
  ])('does not mind the tsconfig.json that is there: %s', async ([what, config], { expect }) => {
    const cwd = folderWith({ 'properties/no-empty-isr.ts': PROPERTY });
    if (what !== 'none') writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(config));
    const ended = await run(
      cwd,
      'verify',
      'kip-320',
      '--property',
      'no-empty-isr',
      '--brokers',
      '2',
      '--dir',
      '.',
    );
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch('no-empty-isr  violated in 2 steps');
  });
});

describe.concurrent('--dir is refused', () => {
  it.for<[string, Readonly<Record<string, string>>, string, readonly RegExp[]]>([
    ['for a folder that is not there', {}, 'none', [/^none: there is no such folder\./]],
    ['for a file', { 'a.ts': '' }, 'a.ts', [/^a\.ts: it is no folder\./]],
    [
      'for a folder with nothing to find',
      { 'a.ts': '' },
      '.',
      [/^\.: there is no protocol, property or claim/],
    ],
    [
      'where a name is taken, by a protocol',
      { 'protocols/kip-320.ts': PROTOCOL },
      '.',
      [
        /^protocols\/kip-320\.ts: the name kip-320 is taken by model\/replication\/protocols\/kip-320\.ts already\./,
      ],
    ],
    [
      'where a name is taken, by a property',
      { 'strong-isr.ts': PROPERTY },
      '.',
      [/^strong-isr\.ts: the name strong-isr is taken by properties\/.* already\./],
    ],
    ['for a name that is none', { 'properties/NoEmpty.ts': PROPERTY }, '.', [/"NoEmpty" can be no name/]],
    [
      'for a module that does not parse',
      { 'd/properties/a.ts': 'export default always(' },
      'd',
      [/^d\/properties\/a\.ts:1: Unexpected end of file/],
    ],
    [
      'for an import that is not there',
      { 'properties/a.ts': `import { always } from 'tidemarc';\nexport default always;` },
      '.',
      [/^properties\/a\.ts:1: Could not resolve "tidemarc"/],
    ],
    [
      'for what is neither a property nor a protocol',
      { 'a.ts': `import 'tidemark'; export default 3;` },
      '.',
      [
        /^a\.ts: it must default-export a protocol or a property\. .* left alone if it has no default export\.$/m,
      ],
    ],
    [
      'for a helper among protocols',
      { 'protocols/helper.ts': 'export const one = 1;' },
      '.',
      [
        /^protocols\/helper\.ts: it must default-export a protocol: .* Mend it, or move it away: what the others only build on lies beside protocols\/, as one level up\.$/m,
      ],
    ],
    [
      'for a bound whose default is none of its values',
      {
        'protocols/turns.ts': TURNS.replace(
          'bounds: {}',
          'bounds: { most: { meaning: "", from: 1, to: 3, default: 9 } }',
        ),
      },
      '.',
      [
        /^protocols\/turns\.ts: the default of its bound most must be a whole number from 1 to 3, .* and not 9\.$/m,
      ],
    ],
    [
      'for a module that throws',
      { 'a.ts': `import 'tidemark'; export default {}; throw new Error('It is broken');` },
      '.',
      [/^a\.ts: it throws while it is loaded: It is broken\./],
    ],
  ])('%s', async ([, files, dir, parts], { expect }) => {
    const cwd = folderWith(files);
    expectRefusal(expect, await run(cwd, 'verify', 'kip-320', '--brokers', '2', '--dir', dir), ...parts);
  });

  it('where it is to be recorded', async ({ expect }) => {
    const cwd = folderWith({ 'properties/no-empty-isr.ts': PROPERTY });
    const before = readFileSync(join(root, 'traces', 'verdicts.txt'), 'utf8');
    const [verify, simulate] = await Promise.all([
      run(cwd, 'verify', 'kip-320', '--dir', '.', '--rewrite'),
      run(cwd, 'simulate', 'kip-320', '--dir', '.', '--save'),
    ]);
    expectRefusal(
      expect,
      verify,
      /^--rewrite records what belongs to the project, and what lies in \. does not/,
    );
    expectRefusal(expect, simulate, /^--save records what belongs to the project.* saved under \.tidemark\//);
    expect(readFileSync(join(root, 'traces', 'verdicts.txt'), 'utf8')).toBe(before);
  });

  it('without a folder, and for folders that lead to themselves it is not', async ({ expect }) => {
    const cwd = folderWith({ 'properties/no-empty-isr.ts': PROPERTY });
    symlinkSync('.', join(cwd, 'properties', 'loop'));
    expectRefusal(expect, await run(cwd, 'list', '--dir'), /^Option '--dir <folder>' argument missing\./);
    expect((await run(cwd, 'list', '--dir', '.')).code).toBe(0);
  });
});

describe.concurrent('--dir that was forgotten', () => {
  const LAMP = TURNS.replaceAll('turns', 'lamp');
  const MINE_ONLY = `import { always } from 'tidemark';
import { lamp } from '../protocols/lamp.ts';
/** It is never yours. */
export default always(lamp, ({ turn }) => turn === 'mine');
`;
  const sorted = { 'protocols/lamp.ts': LAMP, 'properties/mine-only.ts': MINE_ONLY };
  const deeper = { 'mine/protocols/lamp.ts': LAMP };
  it.for<[string, Readonly<Record<string, string>>, string, string, string]>([
    ['a protocol', sorted, 'verify lamp', 'There is no protocol lamp. protocols/lamp.ts', '.'],
    [
      'one that is walked through',
      sorted,
      'simulate lamp',
      'There is no protocol lamp. protocols/lamp.ts',
      '.',
    ],
    [
      'a property',
      sorted,
      'verify kip-320 --property mine-only',
      'There is no property mine-only. properties/mine-only.ts',
      '.',
    ],
    ['one that has no folder', { 'lamp.js': LAMP }, 'verify lamp', 'There is no protocol lamp. lamp.js', '.'],
    ['one in mine/', deeper, 'verify lamp', 'There is no protocol lamp. mine/protocols/lamp.ts', 'mine'],
    [
      'a side of a claim',
      { 'claims/two.ts': '' },
      'verify two-breaks',
      'There is no protocol two-breaks. claims/two.ts',
      '.',
    ],
    ['a bound of it', sorted, 'verify lamp --watts 9', "Unknown option '--watts'. protocols/lamp.ts", '.'],
  ])('is said, where there is %s', async ([, files, args, found, dir], { expect }) => {
    const ended = await run(folderWith(files), ...args.split(' '));
    expectRefusal(expect, ended);
    expect(ended.stderr).toBe(
      `${found} lies here: add \`--dir ${dir}\`.\nnext: npx tidemark ${args} --dir ${dir}\n`,
    );
  });
  it('is said where a trace is replayed, with the line that names it', async ({ expect }) => {
    const cwd = folderWith({
      ...sorted,
      'a.trace': '# it is\nverify lamp --property mine-only\n----\n 1  pass\n',
    });
    const ended = await run(cwd, 'replay', 'a.trace');
    expectRefusal(
      expect,
      ended,
      /^a\.trace:2: There is no protocol lamp\. protocols\/lamp\.ts lies here: add/,
    );
    expect((await run(cwd, ...nextOf(ended))).code).toBe(0);
  });
  it('is said where another folder was named, and is not where it was named', async ({ expect }) => {
    const cwd = folderWith({ ...sorted, 'other/protocols/turns.ts': TURNS });
    const ended = await run(cwd, 'verify', 'lamp', '--dir', 'other');
    expect(nextOf(ended).join(' ')).toBe('verify lamp --dir .');
    expect((await run(cwd, ...nextOf(ended))).stdout).toContain('mine-only  violated in 1 step');
    expectRefusal(
      expect,
      await run(cwd, 'verify', 'lemp', '--dir', '.'),
      /^There is no protocol lemp\. Did you mean/,
    );
  });
});
