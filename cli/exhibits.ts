import { boundsFor } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import type { Exhibit } from '#scenarios/exhibit';
import { named, refuseTwins, type Kind } from './catalogue.js';
import { claimRuns, loadClaims, type Claimed } from './claim-sides.js';
import { loadExhibit, type Context, type ExhibitEntry, type Registry } from './registry.js';
import { readVerdicts, type ExpectedRun, type RecordedVerdict } from './verdicts.js';

/** An exhibit, and the file that it lies in. */
export interface Catalogued {
  readonly entry: ExhibitEntry;
  readonly exhibit: Exhibit;
}
const EXHIBITS: Kind<Catalogued> = {
  a: 'an',
  name: 'exhibit',
  command: 'museum',
  idOf: ({ exhibit }) => exhibit.id,
  isPadded: true,
};

/** @throws InputError for a file that exports no exhibit, or one whose id is taken. */
export async function loadExhibits({ exhibits }: Registry): Promise<Catalogued[]> {
  const all = await Promise.all(
    exhibits.map(async (entry) => ({ entry, exhibit: await loadExhibit(entry) })),
  );
  refuseTwins(all, EXHIBITS);
  return all;
}
/** @param name The id, or the name of the file. @throws InputError with what is near, if anything is. */
export const exhibitNamed = (
  all: readonly Catalogued[],
  name: string,
  claims: readonly Claimed[] = [],
): Catalogued =>
  named(all, name, EXHIBITS, {
    is: 'a claim',
    command: 'claims',
    ids: claims.map(({ claim }) => claim.id),
  });

/** What an exhibit says of its sides, each in its own cluster. */
function expectedOf({ entry, exhibit }: Catalogued): ExpectedRun[] {
  const { property, flaw, fix, free = [] } = exhibit;
  const run = (protocol: string, { bounds }: Protocol, verdict: RecordedVerdict): ExpectedRun => ({
    protocol,
    bounds: boundsFor(bounds),
    properties: new Map([[property, verdict]]),
  });
  const held = run(entry.fixed, fix.protocol, { verdict: 'holds', vacuous: false, steps: null });
  return [
    ...(flaw
      ? [run(entry.name, flaw.protocol, { verdict: 'violated', vacuous: false, steps: flaw.steps })]
      : []),
    { ...held, distinctStates: fix.states, free },
  ];
}

/** All that is known beforehand: what `traces/verdicts.txt` records, and what exhibits and claims say. @throws InputError */
export async function expectedRuns({
  root,
  registry,
}: Pick<Context, 'root' | 'registry'>): Promise<ExpectedRun[]> {
  return [
    ...readVerdicts(root),
    ...(await loadExhibits(registry)).flatMap(expectedOf),
    ...(await loadClaims(registry)).flatMap(claimRuns),
  ];
}
