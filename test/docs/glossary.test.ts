import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import type { Schema } from '#checker/schema';
import { loadProtocol } from '#cli/registry';
import { registry } from '../support/registry.js';

interface Entry {
  readonly word: string;
  readonly variables: readonly string[];
}
const text = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8');
const entries: Entry[] = [...text.matchAll(/^- \*\*([^*]+)\*\*(?:\s+\(([^)]*)\))?:\s+\S/gm)].map(
  ([, word, variables = '']) => ({
    word: word!,
    variables: [...variables.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
  }),
);

/** The variables below one, itself included if it has a name; a member of a map, a log or a bag is `[]`. */
function pathsOf(schema: Schema, path: string): { readonly path: string; readonly isLeaf: boolean }[] {
  if (schema.kind === 'field') return [{ path, isLeaf: true }];
  const inner: Record<string, Schema> = schema.kind === 'map' ? { '[]': schema.element } : schema.fields;
  const holdsMembers = schema.kind === 'log' || schema.kind === 'set' || schema.kind === 'bag';
  const within = holdsMembers ? `${path}[]` : path;
  return [
    ...[path, within].map((one) => ({ path: one, isLeaf: false })),
    ...Object.entries(inner).flatMap(([name, below]) =>
      pathsOf(below, name === '[]' ? `${within}[]` : within === '' ? name : `${within}.${name}`),
    ),
  ];
}
const DELIVERY = registry.protocols.filter(({ file }) => file.startsWith('model/delivery/'));
const variables = (
  await Promise.all(DELIVERY.map(async (entry) => pathsOf((await loadProtocol(entry)).schema, '')))
).flat();

describe('the glossary', () => {
  it('is in the order of the alphabet, each word once, and all of it is words', () => {
    const words = entries.map(({ word }) => word.toLowerCase());
    expect(words).toEqual([...new Set(words)].toSorted());
    expect(words.length).toBe(text.match(/^- /gm)!.length);
  });
  it('has every variable of the delivery model, and no other', () => {
    expect(DELIVERY.length).toBeGreaterThan(5);
    const named = entries.flatMap((entry) => entry.variables);
    const leaves = new Set(variables.filter(({ isLeaf }) => isLeaf).map(({ path }) => path));
    expect([...leaves].filter((path) => !named.includes(path))).toEqual([]);
    const all = new Set(variables.map(({ path }) => path));
    expect(named.filter((path) => !all.has(path))).toEqual([]);
  });
  it.each([
    'purgatory',
    'lossy stop',
    'opened epoch',
    'installed leader',
    'presumed leader',
    'zombie',
    'ghost',
    'shrink',
    'expand',
  ])('says what %s is', (word) => {
    expect(entries.map((entry) => entry.word)).toContain(word);
  });
});
