import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { decides } from '#checker/decides';
import type { Report } from '#checker/outcome';
import { parseTrace, printTrace } from '#checker/trace-text';
import { claimRuns, loadClaims, sidesOfClaim, type ClaimSide } from '#cli/claim-sides';
import { CLAIMS, claimsBlock, printClaims, withClaims } from '#cli/claims-golden';
import { EXIT } from '#cli/errors';
import { judge } from '#cli/expectation';
import { loadProperty, propertyNamed } from '#cli/registry';
import { traceFileName } from '#cli/traces';
import type { ExpectedRun } from '#cli/verdicts';
import { isShown } from '#scenarios/claim';
import { registry } from './support/registry.js';
import { searches } from './support/searches.js';

const claims = await loadClaims(registry);
const search = searches({ stopAtFirst: true });

/** Of each letter as many as there are. */
const NUMBERS = { G: 4, R: 4, E: 5, C: 2, P: 7, U: 13 };
const IDS = Object.entries(NUMBERS).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`),
);
/** Those that the models here can show. */
const OWED = ['G1', 'G2', 'G3', 'G4', 'R1', 'R2', 'R3', 'E1', 'E2', 'E3', 'E4', 'E5', 'C1', 'C2', 'P3'];

/** Searches a side in its own cluster, and compares with what the claim says. */
async function found(
  { name, bounds }: ClaimSide,
  properties: readonly string[],
  expected: ExpectedRun,
): Promise<Report> {
  const report = await search({ protocol: name, properties, bounds });
  expect(judge(report, expected)).toEqual({ code: EXIT.asExpected, differences: [] });
  return report;
}

it('every claim is there once, in the order in which they are told, and those that are owed are shown', () => {
  expect(claims.map(({ claim }) => claim.id)).toEqual(IDS);
  expect(claims.flatMap(({ claim }) => (isShown(claim) ? [claim.id] : []))).toEqual(
    expect.arrayContaining(OWED),
  );
});
it('a claim has the file of its id, and is a sentence', () => {
  for (const { entry, claim } of claims) {
    expect(entry.name).toMatch(new RegExp(`^${claim.id.toLowerCase()}-[a-z0-9-]+$`));
    expect(claim.text, entry.file).toMatch(/^\S.{19,}\.$/);
    if (!isShown(claim)) expect(claim.notYet, entry.file).toMatch(/^\S.{9,}[^.\s]$/);
  }
});
it(`${CLAIMS} and the README say what the claims say`, () => {
  const hint = 'npx tidemark claims --rewrite';
  expect(readFileSync(join(root, CLAIMS), 'utf8'), hint).toBe(printClaims(claims));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(withClaims(readme, claims), hint).toBe(readme);
  expect(readme).toContain(claimsBlock(claims));
});

for (const claimed of claims.filter(({ claim }) => isShown(claim))) {
  const runs = claimRuns(claimed);
  describe.concurrent(`${claimed.claim.id}: ${claimed.claim.text}`, () => {
    for (const [i, side] of sidesOfClaim(claimed).entries()) {
      const { name, protocol, bounds, expected, states } = side;
      if (side.side === 'holds')
        it(`holds, in each of ${states} states: ${side.is}`, async () => {
          const report = await found(side, [...expected.keys()], runs[i]!);
          expect(report).toMatchObject({ complete: true, distinctStates: states, collisionProbability: 0 });
          for (const { outcome } of report.properties)
            expect(outcome).toMatchObject({ verdict: 'holds', vacuous: false });
        });
      else
        it.each([...expected])(
          `${side.side}: ${side.is}, and %s is violated`,
          async (property, { steps }) => {
            const report = await found(side, [property], runs[i]!);
            const { outcome } = report.properties[0]!;
            if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
            expect(outcome.trace).toHaveLength(steps!);

            const golden = join(root, traceFileName(name, property, bounds, protocol.bounds));
            expect(existsSync(golden), `${golden}: npx tidemark claims ${claimed.claim.id} --rewrite`).toBe(
              true,
            );
            const text = readFileSync(golden, 'utf8');
            const { story } = parseTrace(text);
            const trace = { protocol: name, property, bounds, limits: {}, story, steps: outcome.trace };
            expect(printTrace(trace, protocol)).toBe(text);
            const asked = await loadProperty(propertyNamed(registry, property));
            expect(decides(asked, protocol, bounds, outcome.trace)).toBe(true);
          },
        );
    }
  });
}
