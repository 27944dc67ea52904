import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { nameOf, propertiesOf } from '#checker/library';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import * as kafka from 'tidemark/kafka';
import { replication } from '#model/replication/state';

const { protocols, properties } = findSources(root);
const camelCase = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const exported = kafka as unknown as Readonly<Record<string, Protocol | Property>>;

describe('tidemark/kafka', () => {
  it.each([...protocols, ...properties])(
    'exports $name, and registers it by the name of its file',
    async ({ name, path }) => {
      const { default: own } = (await import(/* @vite-ignore */ path)) as { default: Protocol | Property };
      expect(exported[camelCase(name)]).toBe(own);
      expect(nameOf(own)).toBe(name);
    },
  );
  it('registers nothing else', () => {
    const names = Object.values(exported).flatMap((thing) =>
      typeof thing === 'object' && thing !== null ? (nameOf(thing) ?? []) : [],
    );
    expect(names.sort()).toEqual([...protocols, ...properties].map(({ name }) => name).sort());
  });
  it('has properties judged by default, but for those that are judged on request only', async () => {
    const judged = Object.keys(propertiesOf(kafka.kip320));
    expect(judged).toContain('strong-isr');
    expect(judged).not.toContain('published-leader-in-isr');
    for (const name of judged) expect(properties.map((one) => one.name)).toContain(name);
    expect(Object.keys(propertiesOf(kafka.asyncIsr))).not.toContain('strong-isr');
  });
  it('exports the variables, to write properties of them', () => {
    expect(kafka.replication).toBe(replication);
  });
});
