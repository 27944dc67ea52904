import { isProperty, type Property } from '#checker/property';
import { isProtocol, type Protocol } from '#checker/protocol';
import { isShown, type Claim, type Side } from '#scenarios/claim';
import type { Exhibit } from '#scenarios/exhibit';
import type { Table } from '#scenarios/table';
import { InputError } from './errors.js';
import { didYouMean, nearest } from './nearest.js';

/** A file of `model/`, `properties/` or `scenarios/`, by the name of what it exports. */
export interface Entry {
  readonly name: string;
  readonly file: string;
  /** The comment above its default export. */
  readonly doc: string;
  /** Whether it lies in the folder of who uses it. */
  readonly isYours?: boolean;
  readonly load: () => Promise<{ readonly default?: unknown }>;
}
/** Both sides of an exhibit are protocols: the one with the flaw has the name of the file. */
export interface ExhibitEntry extends Entry {
  /** The name of the other one. */
  readonly fixed: string;
}
/** So are the sides of a claim: the one on which it holds has the name of the file. */
export interface ClaimEntry extends Entry {
  readonly breaks: string;
  readonly asShipped: string;
}
export interface Registry {
  readonly protocols: readonly Entry[];
  readonly properties: readonly Entry[];
  readonly exhibits: readonly ExhibitEntry[];
  readonly claims: readonly ClaimEntry[];
  readonly tables: readonly Entry[];
}
/** What the executable tells the command line of the place it runs in. */
export interface Context {
  readonly registry: Registry;
  /** The address of the bundle, and of the module that a thread begins with. */
  readonly bundle: string;
  readonly worker: string;
  /** The folder of the project. */
  readonly root: string;
  /** The folder of who uses it, if one was named: what lies there is in the registry too. */
  readonly dir?: string | undefined;
  /** Whether the project is an installed package, in which nothing is ever written. */
  readonly isInstalled?: boolean;
  /** Whether modules that would be loaded lie in a folder itself, and not in one of its own for each kind. */
  readonly isFlat?: (folder: string) => boolean;
}

/**
 * A registry with entries of which it takes a look inside to know whether they are protocols or properties. One that is
 * neither, or fails, is refused as a protocol when it is loaded, which is soon.
 */
export async function sorted(registry: Registry, either: readonly Entry[]): Promise<Registry> {
  const found = await Promise.all(
    either.map(async (entry) => ({
      entry: { ...entry, load: () => loadEither(entry) },
      isOne: await loadEither(entry).then(
        (module) => isProperty(module.default),
        () => false,
      ),
    })),
  );
  const those = (isOne: boolean): Entry[] => found.flatMap((one) => (one.isOne === isOne ? [one.entry] : []));
  return {
    ...registry,
    protocols: [...registry.protocols, ...those(false)],
    properties: [...registry.properties, ...those(true)],
  };
}
const loadEither = async (entry: Entry): Promise<{ readonly default: unknown }> => ({
  default: await load(
    entry,
    (value): value is Protocol | Property => isProtocol(value) || isProperty(value),
    'a protocol or a property',
  ),
});

/** @throws InputError if there is none of that name, with what is near it, if anything is. */
export const propertyNamed = ({ properties }: Registry, name: string): Entry =>
  entryNamed(properties, name, 'property');
/** The same of a protocol, or of a side of an exhibit or a claim, which is one. */
export const protocolNamed = ({ protocols, exhibits, claims }: Registry, name: string): Entry =>
  entryNamed(
    [...protocols, ...exhibits.flatMap(sidesOfExhibit), ...claims.flatMap(sidesOfClaim)],
    name,
    'protocol',
  );

function entryNamed(entries: readonly Entry[], name: string, what: 'protocol' | 'property'): Entry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  const near = nearest(
    name,
    entries.map((entry) => entry.name),
  );
  throw new InputError(
    name === ''
      ? `The name of a ${what} is missing: between two commas, or where it was to be given, there is nothing.`
      : `There is no ${what} ${name}.${didYouMean(near)} \`npx tidemark list\` names them all.`,
    { next: 'list', missing: { what, name } },
  );
}

/** Of a file that is none of its kind, where one belongs that the others only build on. */
function helperPlace({ file, isYours }: Entry): string {
  if (!isYours) return '.';
  const [folder] = /\b(?:protocols|properties|claims)\b(?=[\\/])/.exec(file) ?? [];
  return folder === undefined
    ? ': what the others only build on is left alone if it has no default export.'
    : `: what the others only build on lies beside ${folder}/, as one level up.`;
}
const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

async function load<T>(entry: Entry, accepts: (value: unknown) => value is T, expected: string): Promise<T> {
  const { file } = entry;
  let value: unknown;
  try {
    value = (await entry.load()).default;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `it throws while it is loaded: ${sentence(error instanceof Error ? error.message : String(error))} Mend it, or move it away.`,
      { file },
    );
  }
  if (!accepts(value))
    throw new InputError(
      `it must default-export ${expected}. Mend it, or move it away${helperPlace(entry)}`,
      { file },
    );
  return value;
}
/** @throws InputError for a file that throws, or exports no protocol. */
export const loadProtocol = (entry: Entry): Promise<Protocol> =>
  load(entry, isProtocol, 'a protocol: protocol({ ... }) or withRules(...)');
/** @throws InputError for a file that throws, or exports no property. */
export const loadProperty = (entry: Entry): Promise<Property> =>
  load(entry, isProperty, 'a property: always(...), alwaysStep(...), sometimes(...) or recoverable(...)');

/** What a protocol is a side of, and whose file says what is known of it. */
export interface Scenario {
  readonly entry: Entry;
  readonly is: 'an exhibit' | 'a claim';
  /** That shows it. */
  readonly command: 'museum' | 'claims';
}
/** The exhibit or the claim that a protocol is a side of, if it is one. */
export function scenarioOf({ exhibits, claims }: Registry, protocol: string): Scenario | undefined {
  const exhibit = exhibits.find(({ name, fixed }) => [name, fixed].includes(protocol));
  if (exhibit) return { entry: exhibit, is: 'an exhibit', command: 'museum' };
  const claim = claims.find(({ name, breaks, asShipped }) => [name, breaks, asShipped].includes(protocol));
  return claim && { entry: claim, is: 'a claim', command: 'claims' };
}

/** The sides of an exhibit as entries of their own. One that must hold has the mended side alone. */
function sidesOfExhibit(entry: ExhibitEntry): Entry[] {
  const { name, fixed, file, doc } = entry;
  return [
    {
      name,
      file,
      doc,
      load: async () => {
        const { id, flaw } = await loadExhibit(entry);
        if (flaw === undefined)
          throw new InputError(`${id} must hold, and has no side with a flaw: its protocol is ${fixed}.`, {
            next: `museum ${id}`,
          });
        return { default: flaw.protocol };
      },
    },
    { name: fixed, file, doc, load: async () => ({ default: (await loadExhibit(entry)).fix.protocol }) },
  ];
}
/** The sides of a claim as entries of their own. */
function sidesOfClaim(entry: ClaimEntry): Entry[] {
  const { name, breaks, asShipped, file, doc } = entry;
  const side = (sideName: string, of: (claim: Claim) => Side | undefined): Entry => ({
    name: sideName,
    file,
    doc,
    load: async () => {
      const claim = await loadClaim(entry);
      const found = of(claim);
      if (found === undefined)
        throw new InputError(
          `${claim.id} has no such side: \`npx tidemark claims ${claim.id}\` shows what it has.`,
          {
            next: `claims ${claim.id}`,
          },
        );
      return { default: found.protocol };
    },
  });
  return [
    side(name, (claim) => (isShown(claim) ? claim.holds : undefined)),
    side(breaks, (claim) => (isShown(claim) ? claim.breaks : undefined)),
    side(asShipped, (claim) => (isShown(claim) ? claim.asShipped : undefined)),
  ];
}
/** @throws InputError for a file that throws, or exports no claim. */
export const loadClaim = (entry: ClaimEntry): Promise<Claim> =>
  load(entry, isClaim, 'a claim: claim({ ... })');
const isClaim = (value: unknown): value is Claim => {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text, holds, breaks, notYet } = value as Partial<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    typeof text === 'string' &&
    (typeof notYet === 'string' ||
      [holds, breaks].every((side) => isProtocol((side as Partial<Side>)?.protocol)))
  );
};
/** @throws InputError for a file that throws, or exports no table. */
export const loadTable = (entry: Entry): Promise<Table> => load(entry, isTable, 'a table: table({ ... })');
const isTable = (value: unknown): value is Table => {
  if (typeof value !== 'object' || value === null) return false;
  const { heads, properties, rows } = value as Partial<Record<string, unknown>>;
  return [heads, properties, rows].every(Array.isArray);
};
/** @throws InputError for a file that throws, or exports no exhibit. */
export const loadExhibit = (entry: ExhibitEntry): Promise<Exhibit> =>
  load(entry, isExhibit, 'an exhibit: exhibit({ ... })');
const isExhibit = (value: unknown): value is Exhibit => {
  if (typeof value !== 'object' || value === null) return false;
  const { id, property, flaw, fix } = value as Partial<Exhibit>;
  return (
    typeof id === 'string' &&
    typeof property === 'string' &&
    isProtocol(fix?.protocol) &&
    (flaw === undefined || isProtocol(flaw.protocol))
  );
};
