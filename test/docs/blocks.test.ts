import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor, type BoundDeclarations } from '#checker/bounds';
import { packedRegister } from '#checker/register';
import type { RecordOf } from '#checker/schema';
import { COMPILER, run } from '../support/packed.js';
import { ownPages, pageOf, type Block } from '../support/pages.js';
import { temporaryFolder, type Ended } from '../support/tidemark.js';
import { messageOf } from '../support/trace-in.js';

/** Every block of TypeScript compiles as a file of its own, and a script writes what stands behind its console.log. */

const blocks = ownPages.flatMap((page) => page.blocks.filter(({ language }) => language === 'ts'));
const folder = temporaryFolder();
/** The files of one page lie beside one another, so that they can import each other. */
const pathOf = ({ page, line, file }: Block): string =>
  join(folder, page.replace(/\.md$/, ''), file ?? `block-${line}.ts`);

/** What a script says, in its order: behind the call, or on the lines below. */
const expected = ({ text }: Block): string[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    if (!line.includes('console.log(')) return [];
    const behind = /\); \/\/ (.+)$/.exec(line)?.[1];
    if (behind !== undefined) return [behind];
    const rest = lines.slice(i + 1);
    const below = rest.slice(
      0,
      rest.findIndex((next) => !next.startsWith('// ')),
    );
    return below.map((next) => next.slice('// '.length));
  });
};
const scripts = blocks.filter(({ text }) => text.includes('console.log('));
const tests = blocks.filter(({ text }) => text.includes("'tidemark/vitest'"));

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules', 'tidemark'));
  for (const name of ['vitest', 'fast-check', '@fast-check', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  for (const block of blocks) {
    mkdirSync(dirname(pathOf(block)), { recursive: true });
    writeFileSync(pathOf(block), block.text);
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
});

describe('the blocks of TypeScript of docs/', () => {
  it('compile, under the rules of this project', async () => {
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { rootDir: '/', typeRoots: [join(root, 'node_modules', '@types')] },
      include: [`${folder}/docs`],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiled = await run(folder, COMPILER, '-p', '.');
    expect(compiled).toMatchObject({ code: 0, stdout: '' });
  });
  it.each(scripts)('$page:$line says what it says', async (block) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      await import(/* @vite-ignore */ pathOf(block));
      expect(log.mock.calls.map((said) => said.join(' '))).toEqual(expected(block));
    } finally {
      log.mockRestore();
    }
  });
  describe('that are a schema', () => {
    const page = pageOf('docs/reference/schema.md');
    const block = blocks.find((one) => one.page === page.file)!;
    const load = () =>
      import(/* @vite-ignore */ pathOf(block)) as Promise<{
        readonly schema: RecordOf<any>;
        readonly bounds: BoundDeclarations;
      }>;
    it('say how many bits it takes', async () => {
      const { schema, bounds } = await load();
      const bitsOf = (fields: RecordOf['fields']): number =>
        packedRegister({ kind: 'record', fields }, boundsFor(bounds)).bits;
      const said = [...block.text.matchAll(/^ {2}(\w+): .*\/\/ (\d+) bits?\b/gm)].map(([, name, n]) => [
        name,
        Number(n),
      ]);
      const fields = schema.fields as RecordOf['fields'];
      const taken = Object.entries(fields).map(([name, part]) => [name, bitsOf({ [name]: part })]);
      expect(said).toEqual(taken);
      expect(page.text).toContain(`All of it takes ${bitsOf(fields)} bits, in three words of 32`);
      expect(packedRegister(schema, boundsFor(bounds)).words).toHaveLength(3);
    });
    it('say what comes of a value out of its range, and of a name that there is not', async () => {
      const { schema, bounds } = await load();
      const s = packedRegister(schema, boundsFor(bounds)).state as any;
      const writes: readonly (() => unknown)[] = [
        () => (s.term = 3),
        () => (s.lastTerm = -2),
        () => (s.isr = 8),
        () => (s.terms = 1),
        () => (s.log = []),
        () => s.vote.form,
        () => [[0, 1].forEach((term) => s.log.append({ term })), s.log.at(2)],
        () => s.log.append({ term: 2 }),
        () => [0, 1, 2].forEach((to) => [0, 1].forEach((term) => s.sent.add({ to, term }))),
      ];
      for (const write of writes) expect(page.text).toContain(messageOf(write));
    });
  });
  it('that are tests pass', async () => {
    expect(tests.length).toBeGreaterThan(0);
    const config = `export default {
      ssr: { resolve: { conditions: ['tidemark-source'] } },
      test: { include: ${JSON.stringify(tests.map(pathOf))} },
    };`;
    writeFileSync(join(folder, 'vitest.config.js'), config);
    const vitest = join(root, 'node_modules', '.bin', 'vitest');
    const ended: Ended = await run(folder, vitest, 'run', '--root', folder);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  });
});
