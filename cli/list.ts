import colours from 'picocolors';
import { KINDS } from '#checker/action';
import { optionName, type Bound } from '#checker/bounds';
import { appliesTo, type Property } from '#checker/property';
import { kindOf, type Protocol } from '#checker/protocol';
import { plural } from '#checker/words';
import { columns } from './columns.js';
import { EXIT, type ExitCode } from './errors.js';
import { fittedWidths, terminalWidth } from './fitted.js';
import { neverLines } from './never.js';
import { nextLine } from './next-line.js';
import { filled, listed, prose } from './prose.js';
import {
  loadProperty,
  loadProtocol,
  protocolNamed,
  type Context,
  type Entry,
  type Registry,
} from './registry.js';

interface Listed {
  readonly entry: Entry;
  readonly protocol: Protocol;
}
interface ListedProperty {
  readonly entry: Entry;
  readonly property: Property;
}
const INDENT = '    ';

/**
 * Every protocol with its bounds and actions, and every property with what it says; or all there is to say of some of them.
 *
 * @throws InputError for a name that is not there.
 */
export async function list(names: readonly string[], context: Context): Promise<ExitCode> {
  const { registry } = context;
  const properties = await Promise.all(
    registry.properties.map(async (entry) => ({ entry, property: await loadProperty(entry) })),
  );
  const protocols = await Promise.all(
    registry.protocols.map(async (entry) => ({ entry, protocol: await loadProtocol(entry) })),
  );
  const width = terminalWidth();
  if (names.length > 0) {
    const some = await Promise.all(
      names.map((name) => named(name, { protocols, properties, width }, registry)),
    );
    process.stdout.write(
      `${some.flat().join('\n')}\n${nextLine(afterNamed(names[0]!, registry), context)}\n`,
    );
    return EXIT.asExpected;
  }
  const lines = [
    colours.bold('Protocols'),
    '',
    ...protocols.flatMap((one) => protocolLines(one, protocols, properties, width)),
    colours.bold('Properties'),
    '',
    ...properties.flatMap((one) => propertyLines(one, protocols, width)),
    ...scenarioLines(registry, width),
    colours.bold('Bounds'),
    '',
    ...families(protocols).flatMap((family) => boundLines(family, width)),
    nextLine(`verify ${registry.protocols.at(-1)?.name ?? ''}`, context),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.asExpected;
}

interface All {
  readonly protocols: readonly Listed[];
  readonly properties: readonly ListedProperty[];
  readonly width: number | undefined;
}
const isProperty = (name: string, { properties }: Registry): boolean =>
  properties.some((entry) => entry.name === name);
const afterNamed = (name: string, registry: Registry): string =>
  isProperty(name, registry) ? `verify --property ${name}` : `verify ${name}`;

/** All there is to say of a protocol or a property: the whole comment, and of a protocol its bounds, actions and properties. */
async function named(
  name: string,
  { protocols, properties, width }: All,
  registry: Registry,
): Promise<string[]> {
  if (isProperty(name, registry)) {
    const one = properties.find(({ entry }) => entry.name === name)!;
    return propertyLines(one, protocols, width, one.entry.doc);
  }
  const entry = protocolNamed(registry, name);
  const one = { entry, protocol: await loadProtocol(entry) };
  const { actions, schema } = one.protocol;
  const kinds = KINDS.map(
    (kind) => [kind, Object.keys(actions).filter((action) => kindOf(one.protocol, action) === kind)] as const,
  );
  const spoken = properties
    .filter(({ property }) => appliesTo(property, schema))
    .map(({ entry }) => entry.name);
  const row = (title: string, some: readonly string[]): string[] =>
    some.length === 0 ? [] : [filled([`${INDENT}${title}:`, ...listed(some)], width, `${INDENT}  `)];
  return [
    ...protocolLines(one, protocols, properties, width, entry.doc),
    ...boundLines([one], width),
    ...kinds.flatMap(([kind, some]) => row(`${kind} actions`, some)),
    ...row('properties', spoken),
    '',
  ];
}

const boundsIn = ({ protocol }: Listed): [string, Bound][] =>
  Object.entries(protocol.bounds as Readonly<Record<string, Bound>>);

function protocolLines(
  one: Listed,
  protocols: readonly Listed[],
  properties: readonly ListedProperty[],
  width: number | undefined,
  doc = firstParagraph(one.entry.doc),
): string[] {
  const { entry, protocol } = one;
  const bounds = boundsIn(one).map(([name, { default: usual }]) => `--${optionName(name)} ${usual}`);
  const spoken = properties.filter(({ property }) => appliesTo(property, protocol.schema)).length;
  const actions = plural(Object.keys(protocol.actions).length, 'action');
  const dim = (text: string): string => colours.dim(prose(text, width, INDENT));
  return [
    filled([`${colours.cyan(entry.name)} `, ...bounds], width, INDENT),
    prose(doc, width, INDENT),
    ...neverLines(protocol, protocols).map(dim),
    dim(`${actions}, ${plural(spoken, 'property', 'properties')}: ${entry.file}`),
    '',
  ];
}
function propertyLines(
  { entry, property }: ListedProperty,
  protocols: readonly Listed[],
  width: number | undefined,
  doc = firstParagraph(entry.doc),
): string[] {
  const speaking = protocols.filter(({ protocol }) => appliesTo(property, protocol.schema));
  const names = listed(speaking.map(({ entry: { name } }) => name));
  return [
    `${colours.cyan(entry.name)}  ${property.kind}${property.onRequest ? ', on request' : ''}`,
    prose(doc, width, INDENT),
    ...(speaking.length < protocols.length
      ? [
          colours.dim(
            filled([`${INDENT}of`, ...(names.length === 0 ? ['no protocol here'] : names)], width, INDENT),
          ),
        ]
      : []),
    '',
  ];
}
function scenarioLines({ exhibits, claims, tables }: Registry, width: number | undefined): string[] {
  const section = (title: string, entries: readonly Entry[], text: string): string[] =>
    entries.length === 0
      ? []
      : [
          colours.bold(title),
          '',
          prose(text, width),
          ...entries.map(({ name }) => colours.dim(`${INDENT}${name}`)),
          '',
        ];
  return [
    ...section(
      'Exhibits',
      exhibits,
      `${plural(exhibits.length, 'known failure')}, with what mends each: \`npx tidemark museum\` runs and lists them, and with\n` +
        'the name of one it tells its story. Each is a protocol too, <name> with the flaw and <name>-fixed without.',
    ),
    ...section(
      'Claims',
      claims,
      `${plural(claims.length, 'claim')} about Kafka, and what each rests on: \`npx tidemark claims\` runs and lists them, and with\n` +
        'the name of one it tells how it breaks. The sides of those that can be shown are protocols too: <name>, where it holds,\n' +
        '<name>-breaks, and of some <name>-as-shipped.',
    ),
    ...section(
      'Tables',
      tables,
      `${plural(tables.length, 'table')} of verdicts side by side: \`npx tidemark tables\` searches their rows, or those of one that is named.`,
    ),
  ];
}

/** Protocols with the same bounds, whatever their defaults are. */
function families(protocols: readonly Listed[]): Listed[][] {
  const byBounds = new Map<string, Listed[]>();
  for (const one of protocols) {
    const key = JSON.stringify(
      boundsIn(one).map(([name, { meaning, from, to }]) => [name, meaning, from, to]),
    );
    byBounds.set(key, [...(byBounds.get(key) ?? []), one]);
  }
  return [...byBounds.values()];
}
function boundLines(family: readonly Listed[], width: number | undefined): string[] {
  const names = listed(family.map(({ entry: { name } }) => colours.cyan(name)));
  const rows = boundsIn(family[0]!).map(([name, { meaning, from, to }]) => [
    `${INDENT}--${optionName(name)}`,
    `${meaning}: ${from} to ${to}`,
  ]);
  return [
    filled(names, width),
    ...(rows.length === 0 ? [] : [columns(rows, ['left', 'left'], fittedWidths(rows, 1, width))]),
    '',
  ];
}
const firstParagraph = (doc: string): string => doc.split('\n\n')[0]!;
