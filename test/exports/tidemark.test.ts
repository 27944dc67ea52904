import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import * as dsl from '#checker/dsl';
import * as tidemark from 'tidemark';
import { counting, countTo } from '../support/count-to.js';

/** Where a name leads in a clone, which has the sources, and in the package. */
interface Target {
  readonly 'tidemark-source': string;
  readonly types?: string;
  readonly default: string;
}
interface Package {
  readonly exports: Readonly<Record<string, Target | string>>;
  readonly imports: Readonly<Record<string, Target | string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
const sourceOf = (target: Target | string): string =>
  typeof target === 'string' ? target : target['tidemark-source'];

/** Where an import of ours leads; nothing, if it is of a package. */
function fileOf(name: string, from: string): string | undefined {
  if (name.startsWith('.')) return join(dirname(from), name.replace(/\.js$/, '.ts'));
  for (const [pattern, target] of Object.entries(own.imports)) {
    const prefix = pattern.replace('*', '');
    if (name.startsWith(prefix)) return join(root, sourceOf(target).replace('*', name.slice(prefix.length)));
  }
  return undefined;
}
/** The packages that are loaded with a file, and how many files of ours: what is imported for its types only is not. */
function loadedWith(entry: string): {
  readonly packages: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
} {
  const packages = new Set<string>();
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, name] of source.matchAll(
      /^\s*(?:import|export)\s(?!type\s)(?:[^'"`;]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm,
    )) {
      const next = fileOf(name!, file);
      if (next === undefined) packages.add(name!);
      else visit(next);
    }
  };
  visit(join(root, entry));
  return { packages, files };
}

describe('what is loaded', () => {
  it.each(['exports/tidemark.ts', 'exports/kafka.ts'])('with %s is no package at all', (entry) => {
    const { packages, files } = loadedWith(entry);
    expect([...packages]).toEqual([]);
    expect(files.size).toBeGreaterThan(20);
    expect([...files].map((file) => relative(root, file).split('/')[0])).not.toContain('explore');
  });
  it('with the other two is what they are for', () => {
    expect([...loadedWith('exports/fast-check.ts').packages].sort()).toEqual([
      'fast-check',
      'node:fs',
      'node:path',
    ]);
    expect([...loadedWith('exports/vitest.ts').packages].sort()).toEqual(['node:fs', 'node:path', 'vitest']);
  });
});

describe('the package', () => {
  it('has a file for each of its exports', () => {
    expect(Object.keys(own.exports)).toEqual(['.', './kafka', './fast-check', './vitest', './package.json']);
    for (const target of Object.values(own.exports).map(sourceOf))
      expect(existsSync(join(root, target)), target).toBe(true);
  });
  it('leads to what is compiled of the same files', () => {
    for (const target of [...Object.values(own.exports), ...Object.values(own.imports)]) {
      if (typeof target === 'string') continue;
      const { 'tidemark-source': source, types, default: compiled } = target;
      expect(compiled).toBe(source.replace('./', './dist/').replace(/ts$/, 'js'));
      if (types !== undefined) expect(types).toBe(compiled.replace(/js$/, 'd.ts'));
    }
  });
  it('needs fast-check and vitest of those who use them, and of nobody else', () => {
    for (const peer of ['fast-check', 'vitest']) {
      expect(own.peerDependencies[peer]).toMatch(/^\^4\./);
      expect(own.peerDependenciesMeta[peer]).toEqual({ optional: true });
      expect(own.dependencies).not.toHaveProperty(peer);
      expect(own.devDependencies).toHaveProperty(peer);
    }
  });
});

describe('tidemark', () => {
  it('has every word of the language, and is the same language', () => {
    for (const [name, word] of Object.entries(dsl))
      expect((tidemark as unknown as Readonly<Record<string, unknown>>)[name], name).toBe(word);
  });
  it('checks a protocol, and prints and reads traces', () => {
    const { always, check, parseTrace, printTrace } = tidemark;
    const report = check(countTo, { small: always(counting, ({ n }) => n < 2) });
    const { outcome } = report.properties[0]!;
    if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
    const file = { protocol: 'counter', property: 'small', limits: {}, story: [], bounds: report.bounds };
    const text = printTrace({ ...file, steps: outcome.trace }, countTo);
    expect(parseTrace(text)).toEqual({ ...file, steps: outcome.trace });
    expect(outcome.trace).toHaveLength(2);
  });
  it('has the errors that its functions throw', () => {
    const { always, BoundsError, check, ModelError, parseTrace, TraceSyntaxError } = tidemark;
    const fails = always(counting, () => {
      throw new Error('It fails.');
    });
    expect(() => check(countTo, {}, { most: -1 })).toThrow(BoundsError);
    expect(() => check(countTo, { fails })).toThrow(ModelError);
    expect(() => parseTrace('')).toThrow(TraceSyntaxError);
  });
});
