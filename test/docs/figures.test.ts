import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import type { BoundDeclarations } from '#checker/bounds';
import { loadExhibits } from '#cli/exhibits';
import { deliveryMutants } from '../mutants/delivery.js';
import { mutants } from '../mutants/table.js';
import { pageOf } from '../support/pages.js';
import { registry } from '../support/registry.js';

/** Figures that pages state in their prose, where a test knows them. */
const plain = (file: string): string => pageOf(file).text.replaceAll(/\s+/g, ' ');

interface Oracle {
  readonly stateCounts: readonly unknown[];
  readonly invariants: readonly unknown[];
  readonly boundedByStateConstraint: { readonly stateCounts: readonly unknown[] };
}
const { stateCounts, invariants, boundedByStateConstraint } = JSON.parse(
  readFileSync(join(root, 'test', 'oracle', 'tlc-state-counts.json'), 'utf8'),
) as Oracle;

describe('what pages say in figures', () => {
  it('of what TLC has found', () => {
    const searches = stateCounts.length + boundedByStateConstraint.stateCounts.length;
    expect(plain('docs/conclusions.md')).toContain(`${searches} searches and ${invariants.length} questions`);
    expect(plain('docs/from-tla.md')).toContain(
      `${searches} searches, and its answer to ${invariants.length} questions`,
    );
  });
  it('of the clusters of exhibits', async () => {
    const bounds = (await loadExhibits(registry)).map(
      ({ exhibit }) => exhibit.fix.protocol.bounds as BoundDeclarations,
    );
    const withBrokers = (n: number): number => bounds.filter(({ brokers }) => brokers!.default === n).length;
    const most = Math.max(...bounds.map(({ records }) => records!.default));
    expect(plain('docs/conclusions.md')).toContain(
      `Of the ${bounds.length} exhibits of the museum ${withBrokers(2)} take two brokers and ${withBrokers(3)} take three, and none takes more than ${most} records`,
    );
    expect(withBrokers(2) + withBrokers(3)).toBe(bounds.length);
  });
  it('of mutants', () => {
    const ofDelivery = Object.values(deliveryMutants);
    const killed = ofDelivery.filter(({ fate }) => 'killedBy' in fate).length;
    const fates = Object.values(mutants).map((one) => Object.values(one.fates));
    const atOnce = fates.filter(([first]) => first !== 'survives').length;
    const later = fates.filter(
      ([first, ...rest]) => first === 'survives' && rest.some((one) => one !== 'survives'),
    );
    expect(plain('docs/conclusions.md')).toContain(
      `Of ${ofDelivery.length} of Kafka's delivery ${killed} break a property within the usual bounds, and ${ofDelivery.length - killed} break none`,
    );
    expect(plain('docs/conclusions.md')).toContain(
      `Of ${fates.length} of the published protocols, ${atOnce} are found at small bounds, and one more with logs of 3 and 3 records, in 16 steps`,
    );
    expect(later).toEqual([['survives', 16]]);
    expect(fates.length - atOnce - later.length).toBe(2);
  });
});
