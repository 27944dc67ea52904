import colours from 'picocolors';
import { optionName, type Bound } from '#checker/bounds';
import { appliesTo } from '#checker/property';
import { plural } from '#checker/words';
import { EXIT, type ExitCode } from './errors.js';
import { neverLines } from './never.js';
import { nextLine } from './next-line.js';
import { loadProperty, loadProtocol, type Context } from './registry.js';

/** Every protocol with its bounds and actions, and every property with what it says. */
export async function list(context: Context): Promise<ExitCode> {
  const { registry } = context;
  const properties = await Promise.all(
    registry.properties.map(async (entry) => ({ entry, property: await loadProperty(entry) })),
  );
  const protocols = await Promise.all(
    registry.protocols.map(async (entry) => ({ entry, protocol: await loadProtocol(entry) })),
  );
  const lines: string[] = [colours.bold('Protocols'), ''];
  for (const { entry, protocol } of protocols) {
    const bounds = Object.entries(protocol.bounds as Readonly<Record<string, Bound>>).map(
      ([name, { default: usual }]) => `--${optionName(name)} ${usual}`,
    );
    const spoken = properties.filter(({ property }) => appliesTo(property, protocol.schema)).length;
    lines.push(`${colours.cyan(entry.name)}  ${bounds.join(' ')}`, indent(firstParagraph(entry.doc)));
    lines.push(...neverLines(protocol, protocols).map((line) => indent(colours.dim(line))));
    lines.push(
      indent(
        colours.dim(
          `${plural(Object.keys(protocol.actions).length, 'action')}, ${plural(spoken, 'property', 'properties')}: ${entry.file}`,
        ),
      ),
      '',
    );
  }
  lines.push(colours.bold('Properties'), '');
  for (const { entry, property } of properties) {
    lines.push(
      `${colours.cyan(entry.name)}  ${property.kind}${property.onRequest ? ', on request' : ''}`,
      indent(firstParagraph(entry.doc)),
    );
    const speaking = protocols.filter(({ protocol }) => appliesTo(property, protocol.schema));
    if (speaking.length < protocols.length)
      lines.push(indent(colours.dim(`of ${speaking.map(({ entry: { name } }) => name).join(', ')}`)));
    lines.push('');
  }
  const { exhibits } = registry;
  if (exhibits.length > 0)
    lines.push(
      colours.bold('Exhibits'),
      '',
      `${plural(exhibits.length, 'known failure')}, with what mends each: \`npx tidemark museum\` runs and lists them, and with`,
      'the name of one it tells its story. Each is a protocol too, <name> with the flaw and <name>-fixed without.',
      indent(colours.dim(exhibits.map(({ name }) => name).join('\n'))),
      '',
    );
  const { claims } = registry;
  if (claims.length > 0)
    lines.push(
      colours.bold('Claims'),
      '',
      `${plural(claims.length, 'claim')} about Kafka, and what each rests on: \`npx tidemark claims\` runs and lists them, and with`,
      'the name of one it tells how it breaks. The sides of those that can be shown are protocols too: <name>, where it holds,',
      '<name>-breaks, and of some <name>-as-shipped.',
      indent(colours.dim(claims.map(({ name }) => name).join('\n'))),
      '',
    );
  const { tables } = registry;
  if (tables.length > 0)
    lines.push(
      colours.bold('Tables'),
      '',
      `${plural(tables.length, 'table')} of verdicts side by side: \`npx tidemark tables\` searches their rows, or those of one that is named.`,
      indent(colours.dim(tables.map(({ name }) => name).join('\n'))),
      '',
    );
  // Two protocols may mean different things by one name.
  const meanings = new Set(
    protocols.flatMap(({ protocol }) =>
      Object.entries(protocol.bounds as Readonly<Record<string, Bound>>).map(
        ([name, { meaning, from, to }]) => `--${optionName(name)}  ${meaning}: ${from} to ${to}`,
      ),
    ),
  );
  lines.push(colours.bold('Bounds'), '');
  lines.push(...meanings);
  process.stdout.write(
    `${lines.join('\n')}\n\n${nextLine(`verify ${registry.protocols.at(-1)?.name ?? ''}`, context)}\n`,
  );
  return EXIT.asExpected;
}
const firstParagraph = (doc: string): string => doc.split('\n\n')[0]!;
const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
