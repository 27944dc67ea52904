import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { copyOfTree, nextOf, temporaryFolder, tidemark, tidemarkHere } from '../support/tidemark.js';

const run = (cwd: string, ...args: readonly string[]) => tidemark(args, { cwd });

describe.concurrent('tidemark new', () => {
  it.for([
    ['property', 'mine', 'properties/mine.ts', /mine {2}holds \(put to the test [1-9]/],
    [
      'protocol',
      'mine',
      'protocols/mine.ts',
      /^ {2}20 distinct states[^]*✓ {2}some-wait-for-mine {2}seen in 3 steps$/m,
    ],
    ['claim', 'mine', 'claims/mine.ts', /^All is as it is recorded or expected\.$/m],
  ] as const)('writes a %s that runs as it is', async ([kind, name, file, says], { expect }) => {
    const cwd = temporaryFolder();
    const written = await run(cwd, 'new', kind, name);
    expect(written).toMatchObject({ code: 0, stderr: '' });
    expect(written.stdout).toMatch(`${file} is written`);
    expect(readFileSync(join(cwd, file), 'utf8')).toMatch(/^\/\/ What there is to fill in:$/m);
    const next = nextOf(written);
    expect(next.slice(-2)).toEqual(['--dir', '.']);
    const ended = await run(cwd, ...next);
    expect(ended.stdout).toMatch(says);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes beside a protocol what is to be seen of it, in the same folder where that has no others', async ({
    expect,
  }) => {
    const cwd = temporaryFolder();
    const written = await run(cwd, 'new', 'protocol', 'one');
    expect(written.stdout).toContain(
      'properties/some-wait-for-one.ts is written: what is to be seen of it.\n',
    );
    await run(cwd, 'new', 'protocol', 'two', '--dir', 'protocols');
    expect(existsSync(join(cwd, 'protocols/some-wait-for-two.ts'))).toBe(true);
    const ended = await run(cwd, 'verify', 'two', '--dir', 'protocols');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/✓ {2}some-wait-for-two {2}seen in 3 steps$/m);
  });

  it('gives each claim an id of its own', async ({ expect }) => {
    const cwd = temporaryFolder();
    await run(cwd, 'new', 'claim', 'one');
    expect(nextOf(await run(cwd, 'new', 'claim', 'another')).slice(0, 2)).toEqual(['claims', 'M2']);
    expect((await run(cwd, 'claims', 'M1', 'M2', '--dir', '.')).code).toBe(0);
  });

  it('writes where --dir says, and beside modules that lie in a folder themselves', async ({ expect }) => {
    const cwd = temporaryFolder();
    await run(cwd, 'new', 'property', 'first', '--dir', 'some/where');
    expect(existsSync(join(cwd, 'some/where/properties/first.ts'))).toBe(true);
    mkdirSync(join(cwd, 'flat'));
    const first = readFileSync(join(cwd, 'some/where/properties/first.ts'), 'utf8');
    writeFileSync(join(cwd, 'flat', 'first.ts'), first);
    await run(cwd, 'new', 'property', 'second', '--dir', 'flat');
    const listed = await run(cwd, 'list', '--dir', 'flat');
    expect(listed.stdout).toMatch(/^first {2}always$[^]*^second {2}always$/m);
  });

  it('writes into mine/ in a clone, which is no part of it', async ({ expect }) => {
    const copy = copyOfTree();
    const written = await copy.run('new', 'property', 'of-mine');
    expect(copy.has('mine/properties/of-mine.ts')).toBe(true);
    const next = nextOf(written);
    expect(next.slice(-2)).toEqual(['--dir', 'mine']);
    expect((await copy.run(...next)).code).toBe(0);
    expect((await copy.run('list')).stdout).not.toContain('of-mine');
  });

  it('never writes over a file', async ({ expect }) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'protocols'));
    for (const file of ['protocols/lock.js', 'claims']) writeFileSync(join(cwd, file), 'mine');
    const ended = await run(cwd, 'new', 'protocol', 'lock');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch('protocols/lock.js: it is there already, and stays as it is');
    mkdirSync(join(cwd, 'properties'));
    writeFileSync(join(cwd, 'properties/some-wait-for-door.ts'), 'mine');
    const beside = await run(cwd, 'new', 'protocol', 'door');
    expect(beside.stderr).toMatch(
      'properties/some-wait-for-door.ts: it is there already, and stays as it is',
    );
    expect(existsSync(join(cwd, 'protocols/door.ts'))).toBe(false);
    const inTheWay = await run(cwd, 'new', 'claim', 'some');
    expect(inTheWay).toMatchObject({ code: 3, stdout: '' });
    expect(inTheWay.stderr).toMatch('claims/some.ts: it cannot be written: ');
    for (const file of ['protocols/lock.js', 'claims'])
      expect(readFileSync(join(cwd, file), 'utf8')).toBe('mine');
  });
});

describe('tidemark new refuses', () => {
  it.for([
    ['a name that is none', ['property', 'NoEmptyIsr'], '"NoEmptyIsr" can be no name'],
    ['a name that leads elsewhere', ['property', '../x'], '"../x" can be no name'],
    ['a name that is taken', ['property', 'strong-isr'], 'the name strong-isr is taken by properties/'],
    ['what it cannot write', ['exhibit', 'x'], 'Allowed choices are property, protocol, claim.'],
    ['no name', ['property'], "Missing required argument 'name'."],
  ] as const)('%s', async ([, args, message], { expect }) => {
    const ended = await tidemarkHere(['new', ...args]);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});
