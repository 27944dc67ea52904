import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { boundName, boundsFor, type BoundDeclarations, type Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/dsl';
import type { Report } from '#checker/outcome';
import { loadClaims } from '#cli/claim-sides';
import { loadExhibits } from '#cli/exhibits';
import { parseVerdicts } from '#cli/verdicts';
import { isShown } from '#scenarios/claim';
import { deliveryBaselines, deliveryMutants } from './mutants/delivery.js';
import type { DeliveryMutant, Fate } from './mutants/mutant.js';
import { mutants } from './mutants/table.js';
import { registry } from './support/registry.js';
import { searches } from './support/searches.js';
import { whatMustHold } from './support/what-must-hold.js';

const table = fileURLToPath(new URL('mutants/table.ts', import.meta.url));
const toTheEnd = searches({ table });
const toTheFirst = searches({ table, stopAtFirst: true });

const boundsOf = (options: string, declared: BoundDeclarations): Bounds => {
  const given = [...options.matchAll(/--([a-z-]+) (\d+)/g)].map(([, name, value]) => [
    boundName(name!),
    Number(value),
  ]);
  return boundsFor(declared, Object.fromEntries(given));
};
function fateOf({ complete, properties: [property] }: Report): Fate {
  const { outcome } = property!;
  if (outcome.verdict === 'violated') return outcome.trace.length;
  expect(complete).toBe(true);
  return outcome.verdict === 'neverSeen' ? 'never seen' : 'survives';
}

describe.concurrent('what becomes of a mutant', () => {
  for (const [name, { protocol, property, fates, states }] of Object.entries(mutants))
    for (const [options, fate] of Object.entries(fates))
      it(`${name} ${options}: ${property} ${typeof fate === 'number' ? `in ${fate} steps` : fate}`, async () => {
        const search = typeof fate === 'number' ? toTheFirst : toTheEnd;
        const report = await search({
          protocol: name,
          properties: [property],
          bounds: boundsOf(options, protocol.bounds),
        });
        expect(fateOf(report)).toBe(fate);
        if (states !== undefined && options.includes('--records 2'))
          expect(report.distinctStates).toBe(states);
      });
});

/** Where a broker may lose what it had, one may that was counted a moment before: see delivery/as-shipped.test.ts. */
const mustHoldHere = (protocol: Protocol): string[] => {
  const { brokerPowerLoss = 0, brokerLoseDisk = 0 } = protocol.limits ?? {};
  const isLossy = brokerPowerLoss + brokerLoseDisk > 0;
  return whatMustHold(protocol).filter((name) => !isLossy || name !== 'min-copies-at-ack');
};
const killersOf = ({ fate }: DeliveryMutant): Readonly<Record<string, Fate>> =>
  'killedBy' in fate ? fate.killedBy : {};

describe.concurrent('a cluster in which mutants of delivery live is sound itself', () => {
  for (const [name, protocol] of Object.entries<Protocol>(deliveryBaselines))
    it(name, async () => {
      const killers = Object.values(deliveryMutants)
        .filter(({ baseline }) => baseline === name)
        .flatMap((mutant) => Object.keys(killersOf(mutant)));
      const properties = [...new Set([...mustHoldHere(protocol), ...killers])];
      const report = await toTheEnd({ protocol: name, properties, bounds: boundsFor(protocol.bounds) });
      expect(report.complete).toBe(true);
      for (const { name: property, outcome } of report.properties)
        expect([property, outcome.verdict]).toEqual([property, expect.stringMatching(/^(?:holds|seen)$/)]);
    });
  it('and has some', () => {
    const inhabited = new Set(Object.values(deliveryMutants).map(({ baseline }) => baseline));
    expect([...inhabited].sort()).toEqual(Object.keys(deliveryBaselines).sort());
  });
});

describe.concurrent('what becomes of a mutant of delivery', () => {
  for (const [name, { protocol, baseline, fate }] of Object.entries(deliveryMutants)) {
    const bounds = boundsFor(protocol.bounds);
    if ('survives' in fate)
      it(`${name}: survives (${baseline})`, async () => {
        const properties = mustHoldHere(protocol);
        const report = await toTheEnd({ protocol: name, properties, bounds });
        expect(report.complete).toBe(true);
        expect(report.properties.filter(({ outcome }) => outcome.verdict !== 'holds')).toEqual([]);
        const states =
          fate.survives === 'in the same states'
            ? (await toTheEnd({ protocol: baseline, properties: [], bounds })).distinctStates
            : fate.survives;
        expect(report.distinctStates).toBe(states);
      });
    else
      for (const [property, expected] of Object.entries(fate.killedBy))
        it(`${name}: ${property} ${expected} (${baseline})`, async () => {
          const search = expected === 'never seen' ? toTheEnd : toTheFirst;
          expect(fateOf(await search({ protocol: name, properties: [property], bounds }))).toBe(expected);
        });
  }
});

it('no two mutants have one name', () => {
  const names = [...Object.keys(mutants), ...Object.keys(deliveryMutants), ...Object.keys(deliveryBaselines)];
  expect(new Set(names).size).toBe(names.length);
});

it('every property is broken by a mutant, by an exhibit, by a claim, or by a protocol that is recorded to break it', async () => {
  const recorded = parseVerdicts(
    readFileSync(new URL('../traces/verdicts.txt', import.meta.url), 'utf8'),
    'verdicts.txt',
  );
  const exhibits = await loadExhibits(registry);
  const claims = await loadClaims(registry);
  const broken = new Set([
    ...exhibits.flatMap(({ exhibit: { flaw, property } }) => (flaw ? [property] : [])),
    ...claims.flatMap(({ claim }) => (isShown(claim) ? Object.keys(claim.breaks.steps) : [])),
    ...Object.values(mutants).flatMap(({ property, fates }) =>
      Object.values(fates).some((fate) => fate !== 'survives') ? [property] : [],
    ),
    ...Object.values(deliveryMutants).flatMap((mutant) => Object.keys(killersOf(mutant))),
    ...recorded.flatMap(({ properties }) =>
      [...properties].flatMap(([name, { verdict }]) =>
        verdict === 'violated' || verdict === 'neverSeen' ? [name] : [],
      ),
    ),
  ]);
  for (const { name } of findSources(root).properties) expect(broken).toContain(name);
});
