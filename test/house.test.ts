import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docOf, findSources, root } from '#bin/bundle';
import { loadProtocol } from '#cli/registry';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import alterPartitionAnswered from '#model/delivery/protocols/kafka-alter-partition-answered';
import metadataInOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import replyInFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { registry } from './support/registry.js';

/** The rules of STYLE.md that a machine can hold. */

const FOLDERS = [
  'bin',
  'checker',
  'explore',
  'exports',
  'examples',
  'model',
  'properties',
  'scenarios',
  'cli',
  'test',
  'bench',
] as const;
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** What a file imports, as paths from the root; other packages by name. */
function importsOf(file: string): string[] {
  const named = [
    ...read(file).matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?'([^']+)'/g),
  ].map(([, name]) => name!);
  return named.map((name) =>
    name.startsWith('.') ? normalize(join(dirname(file), name)) : name.startsWith('#') ? name.slice(1) : name,
  );
}
const folderOf = (path: string): string => path.split('/')[0]!;
const isOurs = (path: string): boolean => (FOLDERS as readonly string[]).includes(folderOf(path));

/** An arrow points at what is imported. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  bin: ['bin', 'cli'],
  checker: ['checker'],
  model: ['model', 'checker'],
  properties: ['model', 'checker'],
  explore: ['explore', 'checker'],
  exports: ['explore', 'checker', 'model', 'properties', 'scenarios'],
  examples: [],
  scenarios: ['scenarios', 'model', 'properties', 'checker'],
  cli: ['cli', 'checker', 'explore', 'scenarios'],
};

describe('who may import whom', () => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT))
    it(`${folder}/ imports of this project nothing but ${allowed.join(', ')}`, () => {
      for (const file of sources.filter((one) => folderOf(one) === folder))
        for (const path of importsOf(file).filter(isOurs))
          expect(allowed, `${file} imports ${path}`).toContain(folderOf(path));
    });
  it('checker/, model/, properties/ and scenarios/ import no package, and nothing of Node', () => {
    for (const file of sources.filter((one) =>
      ['checker', 'model', 'properties', 'scenarios'].includes(folderOf(one)),
    ))
      expect(
        importsOf(file).filter((path) => !isOurs(path)),
        file,
      ).toEqual([]);
  });
  it('the one door to the checker is checker/dsl', () => {
    for (const file of sources.filter((one) => ['model', 'properties', 'scenarios'].includes(folderOf(one))))
      for (const path of importsOf(file).filter((one) => folderOf(one) === 'checker'))
        expect(path, file).toBe('checker/dsl');
  });
  it('the command line and the doors tidemark and tidemark/kafka need neither fast-check nor vitest', () => {
    const reached = new Set<string>();
    const reach = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      const file = [path, path.replace(/\.js$/, '.ts'), `${path}.ts`].find((one) => sources.includes(one));
      if (file !== undefined) importsOf(file).forEach(reach);
    };
    ['cli/main.ts', 'cli/work.ts', 'exports/tidemark.ts', 'exports/kafka.ts'].forEach(reach);
    expect(reached).toContain('explore/walker.js');
    expect([...reached].filter((path) => /^(?:@?fast-check|vitest)/.test(path))).toEqual([]);
  });
  it('of explore/, one file alone touches the disk', () => {
    const touching = sources.filter(
      (file) => folderOf(file) === 'explore' && importsOf(file).some((path) => path.startsWith('node:')),
    );
    expect(touching).toEqual(['explore/saved-traces.ts']);
  });
  it('a scenario comes by the registry: cli/ and scenarios/ import none, and cli/ nothing but what one is', () => {
    for (const file of sources.filter((one) => ['cli', 'scenarios'].includes(folderOf(one))))
      for (const path of importsOf(file).filter((one) => folderOf(one) === 'scenarios')) {
        expect(path, file).not.toMatch(/\/(?:museum|claims|tables)\//);
        if (folderOf(file) === 'cli') expect(path, file).toMatch(/^scenarios\/(?:exhibit|claim|table)$/);
      }
  });
  it('an action imports no action, and a property none either', () => {
    for (const file of sources.filter((one) => /^(model\/.*\/actions|properties)\//.test(one)))
      expect(
        importsOf(file).filter((path) => path.includes('/actions/')),
        file,
      ).toEqual([]);
  });
  it('a protocol builds on one protocol at most', () => {
    for (const { file } of findSources(root).protocols)
      expect(importsOf(file).filter((path) => path.includes('/protocols/')).length, file).toBeLessThanOrEqual(
        1,
      );
  });
});

describe('what a reader may expect', () => {
  it('every protocol, property and scenario says what it is, above its default export', () => {
    const { protocols, properties, exhibits, claims, tables } = findSources(root);
    for (const { file } of [...protocols, ...properties, ...exhibits, ...claims, ...tables])
      expect(docOf(read(file)).length, file).toBeGreaterThan(60);
  });
  it('an action of a published protocol has a file of its name, and says above it where it is written', () => {
    for (const file of sources.filter((one) => /^model\/replication\/.*\bactions\//.test(one))) {
      const name = /([^/]+)\.ts$/
        .exec(file)![1]!
        .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(read(file), file).toMatch(
        new RegExp(`/\\*\\*[^/]*\\.tla[\\s\\S]*\\*/\\nexport const ${name} =`),
      );
    }
  });
  it('an action of the delivery model begins with its actor, as its folder or file does, and says where Kafka has it', () => {
    const files = sources.filter((one) => /^model\/delivery\/.*\bactions\//.test(one));
    const protocols = [asDesigned, alterPartitionAnswered, metadataInOrder, replyInFlight, withReader];
    for (const name of new Set(protocols.flatMap(({ actions }) => Object.keys(actions)))) {
      const file = files.find((one) => read(one).includes(`export const ${name} = `));
      const place = /actions\/([a-z]+)/.exec(file ?? '')?.[1];
      expect(name, file).toMatch(new RegExp(`^${place}[A-Z]`));
      const [, doc] =
        new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport const ${name} = `).exec(read(file!)) ?? [];
      expect(doc, name).toMatch(/\b[A-Z]\w+\.[a-z]\w+|\b(?:KIP|KAFKA)-\d+/);
    }
  });
  it('every action of every protocol says in words what it does', async () => {
    for (const entry of registry.protocols) {
      const { actions, rules, tells } = await loadProtocol(entry);
      expect(tells, entry.file).toBeTypeOf('function');
      for (const [name, make] of Object.entries(actions))
        expect(make(rules).says, `${entry.file}: ${name}`).toBeTypeOf('function');
    }
  });
  it('nothing is left to be done, and no code is commented out', () => {
    const marker = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X'].join(''));
    for (const file of sources) {
      expect(read(file), file).not.toMatch(marker);
      expect(read(file), file).not.toMatch(/^\s*\/\/ (?:import|export|const|let|return|if \()\b/m);
    }
  });
  it('files are short', () => {
    const long = sources.filter(
      (file) =>
        ['checker', 'cli', 'explore', 'exports', 'model', 'properties', 'scenarios'].includes(
          folderOf(file),
        ) && read(file).split('\n').length > 300,
    );
    expect(long).toEqual(['checker/explorer.ts', 'checker/register.ts']);
  });
  it('no file names a place on somebody’s machine', () => {
    for (const file of sources) expect(read(file), file).not.toMatch(/\/(?:home|Users|work)\//);
  });
});
