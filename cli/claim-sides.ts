import { boundsFor, type Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import { isShown, type Claim } from '#scenarios/claim';
import { named, refuseTwins, type Kind } from './catalogue.js';
import { loadClaim, type ClaimEntry, type Registry } from './registry.js';
import type { ExpectedRun, RecordedVerdict } from './verdicts.js';

/** A claim, and the file that it lies in. */
export interface Claimed {
  readonly entry: ClaimEntry;
  readonly claim: Claim;
}
/** A side of a claim, and what is to be found there. */
export interface ClaimSide {
  readonly side: 'holds' | 'breaks' | 'as shipped';
  readonly is: string;
  /** The name of its protocol. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly bounds: Bounds;
  readonly expected: ReadonlyMap<string, RecordedVerdict>;
  /** How many there are where the claim holds. */
  readonly states?: number;
}

const CLAIMS: Kind<Claimed> = {
  a: 'a',
  name: 'claim',
  command: 'claims',
  idOf: ({ claim }) => claim.id,
  isPadded: false,
};
/** Guarantees, replication, elections, commits, producers, consumers: so the claims are told. */
const ORDER = 'GRECPU';
const place = ({ claim: { id } }: Claimed): number => ORDER.indexOf(id[0]!) + 1 || ORDER.length + 1;
const byId = (a: Claimed, b: Claimed): number =>
  Math.sign(place(a) - place(b)) ||
  a.claim.id[0]!.localeCompare(b.claim.id[0]!) ||
  Number(a.claim.id.slice(1)) - Number(b.claim.id.slice(1));

/** In the order in which they are told. @throws InputError for a file that exports no claim, or one whose id is taken. */
export async function loadClaims({ claims }: Pick<Registry, 'claims'>): Promise<Claimed[]> {
  const all = await Promise.all(claims.map(async (entry) => ({ entry, claim: await loadClaim(entry) })));
  refuseTwins(all, CLAIMS);
  return all.sort(byId);
}
/** @param exhibits The ids of exhibits, for who asks for one here. @throws InputError with what is near, if anything is. */
export const claimNamed = (
  all: readonly Claimed[],
  name: string,
  exhibits: readonly string[] = [],
): Claimed => named(all, name, CLAIMS, { is: 'an exhibit', command: 'museum', ids: exhibits });

/** That on which it holds first; of a claim that cannot be shown yet there are none. */
export function sidesOfClaim({ entry, claim }: Claimed): ClaimSide[] {
  if (!isShown(claim)) return [];
  const { holds, breaks, asShipped } = claim;
  const upheld = holds.properties.map(
    (property) => [property, { verdict: 'holds', vacuous: false, steps: null }] as const,
  );
  const broken = (steps: Readonly<Record<string, number>>) =>
    Object.entries(steps).map(
      ([property, n]) => [property, { verdict: 'violated', vacuous: false, steps: n }] as const,
    );
  const side = (
    which: ClaimSide['side'],
    name: string,
    { is, protocol }: typeof breaks | typeof holds,
    expected: ClaimSide['expected'],
  ): ClaimSide => ({ side: which, name, is, protocol, bounds: boundsFor(protocol.bounds), expected });
  return [
    { ...side('holds', entry.name, holds, new Map(upheld)), states: holds.states },
    side('breaks', entry.breaks, breaks, new Map(broken(breaks.steps))),
    ...(asShipped ? [side('as shipped', entry.asShipped, asShipped, new Map(broken(asShipped.steps)))] : []),
  ];
}
/** What a claim says of its sides, each in its own cluster. */
export const claimRuns = (claimed: Claimed): ExpectedRun[] =>
  sidesOfClaim(claimed).map(({ name, bounds, expected, states }) => ({
    protocol: name,
    bounds,
    properties: expected,
    ...(states !== undefined && { distinctStates: states, free: freeOf(claimed.claim) }),
  }));
const freeOf = (claim: Claim): readonly string[] => (isShown(claim) ? (claim.free ?? []) : []);
