import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { loadExhibit } from '#cli/registry';
import type { Exhibit } from '#scenarios/exhibit';
import { registry } from '../support/registry.js';
import { searches } from '../support/searches.js';
import { brokenIn } from '../support/what-must-hold.js';
import { exhibits, nameOf, protocols, type Grain } from './grains.js';

/** A flaw in the base, and in the grains in which it takes other steps than there, or cannot be. */
const STEPS: Readonly<Record<string, Partial<Record<Grain, number | 'holds'>>>> = {
  A01: { 'replies in flight': 9, 'metadata in order': 9 },
  A02: { 'replies in flight': 13, 'metadata in order': 14 },
  A03: { 'replies in flight': 13, 'metadata in order': 13 },
  A04: { 'metadata in order': 11 },
  A05: { 'replies in flight': 11 },
  A06: { 'replies in flight': 14 },
  A07: { 'replies in flight': 11, 'metadata in order': 11 },
  A10: { 'replies in flight': 8, 'metadata in order': 8 },
  A18: { 'replies in flight': 9, 'metadata in order': 9 },
  A19: { 'metadata in order': 8 },
  A20: { 'replies in flight': 6 },
  // What the follower misses it cannot miss.
  A24: { 'replies in flight': 12, 'metadata in order': 'holds' },
  A25: { 'replies in flight': 7 },
  A28: { 'replies in flight': 13 },
  H1: { 'replies in flight': 14 },
  H2: { 'replies in flight': 11 },
  // What the leader misses it cannot miss.
  H3: { 'replies in flight': 19, 'metadata in order': 'holds' },
  R01: { 'replies in flight': 19, 'metadata in order': 'holds' },
};
/** What is mended, in more states with replies in flight than are searched here. */
const LARGE: ReadonlySet<string> = new Set(['A06', 'A18', 'H1', 'H3', 'N1', 'R01']);
/** Where a loss is allowed, what is lost may have been read. */
const LOSES = 'A02';

const table = fileURLToPath(new URL('grains.ts', import.meta.url));
const toTheEnd = searches({ table, maxStates: 1_000_000 });
const toTheFirst = searches({ table, maxStates: 1_000_000, stopAtFirst: true });

async function expectFlaw(exhibit: Exhibit, grain: Grain): Promise<void> {
  const { id, property, flaw } = exhibit;
  const name = nameOf(exhibit, 'flaw', grain);
  const { bounds } = protocols[name]!;
  const { properties } = await toTheFirst({
    protocol: name,
    properties: [property],
    bounds: boundsFor(bounds),
  });
  const { outcome } = properties[0]!;
  const steps = STEPS[id]?.[grain] ?? flaw!.steps;
  expect(outcome.verdict === 'violated' ? outcome.trace.length : outcome.verdict).toBe(steps);
}
async function expectFix(exhibit: Exhibit, grain: Grain): Promise<void> {
  const name = nameOf(exhibit, 'fix', grain);
  const { bounds } = protocols[name]!;
  const reads = grain === 'with a reader' && exhibit.id !== LOSES ? ['consistent-reads'] : [];
  const properties = [exhibit.property, ...reads];
  const report = await toTheEnd({ protocol: name, properties, bounds: boundsFor(bounds) });
  expect(brokenIn(report)).toEqual({});
}

const flawed = exhibits.filter(({ flaw }) => flaw !== undefined);
const titled = (some: readonly Exhibit[]) =>
  some.map((exhibit) => [`${exhibit.id}: ${exhibit.property}`, exhibit] as const);

describe.concurrent('where an answer takes its time', () => {
  it.each(titled(flawed))('the flaw is found, %s', (_, exhibit) => expectFlaw(exhibit, 'replies in flight'));
  it.each(titled(exhibits.filter(({ id }) => !LARGE.has(id))))('the fix mends it, %s', (_, exhibit) =>
    expectFix(exhibit, 'replies in flight'),
  );
});
describe.concurrent('where a broker may stop at any version of the metadata, and go on', () => {
  it.each(titled(flawed))('the flaw is found in as many steps, %s', (_, exhibit) =>
    expectFlaw(exhibit, 'any version of the metadata'),
  );
  it.each(titled(exhibits))('the fix mends it, %s', (_, exhibit) =>
    expectFix(exhibit, 'any version of the metadata'),
  );
});
// What is mended where it may stop at any version is mended where it stops at each: it does nothing else.
describe.concurrent('where a broker applies each version of the metadata', () => {
  it.each(titled(flawed))('the flaw is found, if nothing has to be missed, %s', (_, exhibit) =>
    expectFlaw(exhibit, 'metadata in order'),
  );
});
describe.concurrent('where a leader has the answer to its AlterPartition request before the metadata', () => {
  it.each(titled(flawed))('the flaw is found, %s', (_, exhibit) => expectFlaw(exhibit, 'the answer first'));
  it.each(titled(exhibits))('the fix mends it, if the leader keeps what it has proposed, %s', (_, exhibit) =>
    expectFix(exhibit, 'the answer first'),
  );
});
describe.concurrent('where a consumer reads', () => {
  it.each(titled(flawed))('the flaw is found in as many steps, %s', (_, exhibit) =>
    expectFlaw(exhibit, 'with a reader'),
  );
  it.each(titled(exhibits))('the fix mends it, and what was read stays, %s', (_, exhibit) =>
    expectFix(exhibit, 'with a reader'),
  );
});

it('every exhibit is searched that has not more variables itself', async () => {
  const all = await Promise.all(registry.exhibits.map(loadExhibit));
  expect(all).toHaveLength(findSources(root).exhibits.length);
  const others = all
    .filter(({ fix: { protocol } }) => ['replies', 'answers'].some((name) => name in protocol.schema.fields))
    .map(({ id }) => id);
  expect([...exhibits.map(({ id }) => id), ...others].sort()).toEqual(all.map(({ id }) => id).sort());
});
