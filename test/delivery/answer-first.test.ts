import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { grouped } from '#checker/words';
import { pageOf } from '../support/pages.js';
import { searches } from '../support/searches.js';
import { brokenIn, whatMustHold } from '../support/what-must-hold.js';
import { protocols } from './clusters.js';

const search = searches({ table: fileURLToPath(new URL('clusters.ts', import.meta.url)) });
/** All that does not hold of a protocol, and in how many states that was looked for. */
async function found(name: string) {
  const protocol = protocols[name]!;
  const properties = whatMustHold(protocol);
  const report = await search({ protocol: name, properties, bounds: boundsFor(protocol.bounds) });
  return { broken: brokenIn(report), states: report.distinctStates };
}

/** By cluster: what breaks if the leader forgets, in how many states that is all, and in how many all holds if it keeps. */
const CLUSTERS: Readonly<Record<string, readonly [Readonly<Record<string, number>>, number, number]>> = {
  '2 join, an election': [
    {
      'quorum-superset': 6,
      'candidate-complete': 9,
      'committed-on-all-isr': 9,
      'acked-kept': 11,
      'committed-never-lost': 11,
      'min-copies-at-ack': 13,
      'acked-somewhere': 15,
      'committed-durable': 15,
    },
    15_002,
    8_569,
  ],
  // Three must be in sync, and so have what is acknowledged.
  '2 join, an election, min ISR 3': [{ 'quorum-superset': 6 }, 4_186, 2_755],
  '2 join, a crash': [
    {
      'quorum-superset': 6,
      'candidate-complete': 9,
      'committed-on-all-isr': 9,
      'acked-kept': 12,
      'committed-never-lost': 12,
      'acked-somewhere': 16,
      'committed-durable': 16,
    },
    50_669,
    29_026,
  ],
  'a shrink, an election': [
    {
      'quorum-superset': 7,
      'candidate-complete': 9,
      'committed-on-all-isr': 9,
      'acked-kept': 11,
      'committed-never-lost': 11,
      'min-copies-at-ack': 13,
      'acked-somewhere': 15,
      'committed-durable': 15,
    },
    32_071,
    19_991,
  ],
  'a shrink, a crash': [
    {
      'quorum-superset': 7,
      'candidate-complete': 9,
      'committed-on-all-isr': 9,
      'acked-kept': 12,
      'committed-never-lost': 12,
      'acked-somewhere': 16,
      'committed-durable': 16,
    },
    87_183,
    47_852,
  ],
};

describe.concurrent('a leader that has the answer to an AlterPartition before the metadata', () => {
  for (const [name, [broken, forgetting, keeping]] of Object.entries(CLUSTERS)) {
    it(`breaks promises if it forgets what it has proposed since: ${name}`, async () => {
      expect(await found(`forgets: ${name}`)).toEqual({ broken, states: forgetting });
    });
    it(`breaks none if it keeps it: ${name}`, async () => {
      expect(await found(`keeps: ${name}`)).toEqual({ broken: {}, states: keeping });
    });
  }
});

describe('docs/r02.md', () => {
  const { text } = pageOf('docs/r02.md');
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  const rowOf = (begins: string): string[] =>
    rows
      .find((row) => row.startsWith(`| ${begins} |`))
      ?.split(/ ?\| ?/)
      .slice(2, -1) ?? [];
  const clusters = rowOf('with `atAnyVersion`');

  it('has the figures of these clusters', () => {
    const all = rowOf('with `atNewVersion`, all of these hold');
    expect(clusters).toHaveLength(4);
    for (const [i, name] of clusters.entries()) {
      const [broken, , keeping] = CLUSTERS[name]!;
      expect(all[i]).toBe(`${grouped(keeping)} states`);
      for (const property of Object.keys(CLUSTERS['2 join, an election']![0]))
        expect(rowOf(`\`${property}\``)[i], `${name}: ${property}`).toBe(String(broken[property] ?? 'holds'));
    }
  });
  it('and of the one that it tells beside', () => {
    const others = Object.keys(CLUSTERS).filter((name) => !clusters.includes(name));
    expect(others).toEqual(['2 join, an election, min ISR 3']);
    expect(text).toMatch(/only `quorum-superset` breaks, in 6 steps [\s\S]*? in 2,755 states/);
  });
});
