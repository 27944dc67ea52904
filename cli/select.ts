import { boundsFor, BoundsError, optionName, type Bounds } from '#checker/bounds';
import { limit } from '#checker/limit';
import { appliesTo, type Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { InputError } from './errors.js';
import type { Job } from './job.js';
import { parseLimits, type VerifyOptions } from './options.js';
import { loadProperty, loadProtocol, propertyNamed, protocolNamed, type Registry } from './registry.js';
import { sameBounds, type ExpectedRun } from './verdicts.js';

/** A search to be done, with what it is made of and what is recorded of it. */
export interface Selected {
  readonly job: Job;
  /** With the limits in force: its own, and those that were asked for. */
  readonly protocol: Protocol;
  readonly properties: Readonly<Record<string, Property>>;
  readonly recorded: ExpectedRun | undefined;
  /** Properties that would be judged if they were asked for. */
  readonly onRequest?: readonly string[];
}
export interface Selection {
  readonly runs: readonly Selected[];
  /** What was asked and is ignored for some. */
  readonly remarks: readonly string[];
}

/**
 * Decides what is searched for what. Without names that is every protocol, and every property that speaks of its
 * variables, but for those that are judged on request only.
 *
 * @throws InputError for a name that is not there, a bound out of range or that no protocol here declares, and a property
 *   that speaks of no variables of a protocol that was named with it.
 */
export async function select(
  options: Pick<VerifyOptions, 'protocol' | 'property' | 'limit' | 'bounds'>,
  registry: Registry,
  records: readonly ExpectedRun[],
): Promise<Selection> {
  const named = unique(options.protocol ?? []).map((name) => protocolNamed(registry, name));
  const wanted = unique(options.property ?? []).map((name) => propertyNamed(registry, name));
  const properties = new Map<string, Property>();
  for (const entry of wanted.length > 0 ? wanted : registry.properties)
    properties.set(entry.name, await loadProperty(entry));
  const loaded = await Promise.all(
    (named.length > 0 ? named : registry.protocols).map(async (entry) => ({
      entry,
      protocol: await loadProtocol(entry),
    })),
  );
  // A protocol that none of the properties speaks of is not searched, and what it declares is of no use here.
  const searched =
    named.length > 0 || wanted.length === 0
      ? loaded
      : loaded.filter(({ protocol }) =>
          [...properties.values()].some((property) => appliesTo(property, protocol.schema)),
        );
  if (searched.length === 0)
    throw new InputError(
      `No protocol has the variables that ${[...properties.keys()].join(' and ')} speaks of.`,
      { next: 'list' },
    );
  const entries = searched.map(({ entry }) => entry);
  const protocols = searched.map(({ protocol }) => protocol);

  const limits = parseLimits(options.limit ?? [], protocols);
  const remarks = [
    ...checkBounds(
      options.bounds,
      protocols,
      entries.map(({ name }) => name),
    ),
    ...(wanted.length === 0 ? await ofNothing(registry, properties, protocols) : []),
  ];
  const runs = entries.map(({ name }, i): Selected => {
    const protocol = protocols[i]!;
    const bounds = boundsOf(protocol, options.bounds, name);
    const own = Object.fromEntries(
      Object.entries(limits).filter(
        ([action, most]) => action in protocol.actions && protocol.limits?.[action] !== most,
      ),
    );
    const recorded =
      Object.keys(own).length > 0
        ? undefined
        : records.find((run) => run.protocol === name && sameBounds(run.bounds, bounds));
    const spoken = [...properties].filter(([property, one]) =>
      speaks(property, one, name, protocol, named.length > 0 && wanted.length > 0),
    );
    const isChosen = ([property, { onRequest }]: (typeof spoken)[number]): boolean =>
      wanted.length > 0 || !onRequest || (recorded?.properties.has(property) ?? false);
    const chosen = spoken.filter(isChosen);
    const onRequest = spoken.filter((one) => !isChosen(one)).map(([property]) => property);
    const job = { protocol: name, properties: chosen.map(([property]) => property), bounds, limits: own };
    const searched = Object.keys(own).length === 0 ? protocol : limit(protocol, own);
    return { job, protocol: searched, properties: Object.fromEntries(chosen), recorded, onRequest };
  });
  return { runs, remarks };
}

/** A property of who uses it that speaks of no protocol is judged nowhere, and would not be missed. */
async function ofNothing(
  registry: Registry,
  properties: ReadonlyMap<string, Property>,
  searched: readonly Protocol[],
): Promise<string[]> {
  const all = [...searched, ...(await Promise.all(registry.protocols.map(loadProtocol)))];
  return registry.properties
    .filter(
      ({ name, isYours }) => isYours && !all.some(({ schema }) => appliesTo(properties.get(name)!, schema)),
    )
    .map(
      ({ name }) =>
        `${name} speaks of no protocol here: none has all the variables of its schema, and it is not judged. Give it the schema of a protocol, or a part of that.`,
    );
}

export const unique = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap((list) => list.split(','))),
];

function speaks(
  name: string,
  property: Property,
  protocolName: string,
  protocol: Protocol,
  asked: boolean,
): boolean {
  if (appliesTo(property, protocol.schema)) return true;
  if (asked)
    throw new InputError(
      `${name} speaks of variables that ${protocolName} does not have. \`npx tidemark list\` shows what goes with what.`,
      { next: 'list' },
    );
  return false;
}

function checkBounds(given: Bounds, protocols: readonly Protocol[], names: readonly string[]): string[] {
  return Object.keys(given).flatMap((bound) => {
    const without = names.filter((_, i) => !(bound in protocols[i]!.bounds));
    if (without.length === names.length)
      throw new InputError(
        `--${optionName(bound)} is no bound of ${names.join(', ')}. There the bounds are ${boundNames(protocols)}.`,
      );
    return without.length === 0
      ? []
      : [`--${optionName(bound)} is no bound of ${without.join(', ')}, and is ignored there.`];
  });
}
export const boundNames = (protocols: readonly Protocol[]): string =>
  unique(protocols.flatMap(({ bounds }) => Object.keys(bounds).map((name) => `--${optionName(name)}`))).join(
    ', ',
  );

function boundsOf(protocol: Protocol, given: Bounds, name: string): Bounds {
  try {
    return boundsFor(
      protocol.bounds,
      Object.fromEntries(Object.entries(given).filter(([bound]) => bound in protocol.bounds)),
    );
  } catch (error) {
    if (error instanceof BoundsError) throw new InputError(`${name}: --${error.message}`);
    throw error;
  }
}
