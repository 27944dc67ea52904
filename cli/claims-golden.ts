import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundsText } from '#checker/trace-text';
import { plural } from '#checker/words';
import { isShown } from '#scenarios/claim';
import { sidesOfClaim, type Claimed, type ClaimSide } from './claim-sides.js';
import { withBlock } from './readme.js';
import { limitsText } from './render.js';
import { traceFileName } from './traces.js';

export const CLAIMS = join('traces', 'claims.txt');
const TXT_HEAD = `# Where each claim holds, and without which condition it breaks. \`npx tidemark claims\` finds it out anew and compares;
# with --rewrite it writes this file. What holds does so in every state that is reachable within the bounds and limits;
# steps are the fewest there are, and each violation has its trace. A claim is a file of scenarios/claims/.
#
# Holds and breaks are of Kafka 4.1 under KRaft as it is meant to be, with R01 mended and without ELR (KIP-966), which new
# clusters have from 4.1 on; as shipped is 4.1 to 4.3 with ELR off. With ELR, G3 and E2 are other claims.
`;
const README_BEGIN = '<!-- claims: written by `npx tidemark claims --rewrite` -->';
const README_END = '<!-- /claims -->';

const traceOf = ({ name, bounds, protocol }: ClaimSide, property: string): string =>
  traceFileName(name, property, bounds, protocol.bounds);

/** What all claims say, which is what is found: a run compares. */
export const printClaims = (all: readonly Claimed[]): string => [TXT_HEAD, ...all.map(claimText)].join('\n');
function claimText(claimed: Claimed): string {
  const { claim } = claimed;
  return [
    `${claim.id.padEnd(3)} ${claim.text}`,
    ...(isShown(claim)
      ? claim.meaning === undefined
        ? []
        : [`    what is meant: ${claim.meaning}`]
      : [`    not yet: ${claim.notYet}`]),
    ...sidesOfClaim(claimed).flatMap(sideText),
    '',
  ].join('\n');
}
function sideText(side: ClaimSide): string[] {
  const { name, bounds, protocol, expected, states = 0 } = side;
  const within = limitsText(protocol, {});
  return [
    `    ${side.side}: ${side.is}`,
    `      ${`${name} ${boundsText(bounds)}`.trimEnd()}`,
    ...(within === '' ? [] : [`      ${within}`]),
    ...[...expected].map(([property, { steps }]) =>
      steps === null
        ? `      ${property}: holds in ${plural(states, 'state')}, exhaustively`
        : `      ${property}: violated in ${plural(steps, 'step')}, ${traceOf(side, property)}`,
    ),
  ];
}

/** The claims in brief, as Markdown: a row for each that is shown, and a line that names the others. */
export function claimsBlock(all: readonly Claimed[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const open = all.filter(({ claim }) => !isShown(claim)).map(({ claim: { id } }) => id);
  return [
    row(['', 'claim', 'holds in', 'breaks, if', 'as shipped']),
    row(['---', '---', '--:', '---', '---']),
    ...all
      .filter(({ claim }) => isShown(claim))
      .map((claimed) => {
        const sides = sidesOfClaim(claimed);
        const cell = (which: ClaimSide['side'], say: (side: ClaimSide) => string): string =>
          sides.filter((one) => one.side === which).map(say)[0] ?? '';
        const { id, text } = claimed.claim;
        const holds = cell('holds', ({ states }) => plural(states!, 'state'));
        const breaks = cell('breaks', (side) => `${side.is}: ${stepsText(side)}`);
        return row([id, text, holds, breaks, cell('as shipped', stepsText)].map(escaped));
      }),
    ...(open.length > 0 ? ['', `Not yet: ${open.join(', ')}.`] : []),
  ].join('\n');
}
const stepsText = (side: ClaimSide): string =>
  [...side.expected]
    .map(([property, { steps }]) => `[${plural(steps!, 'step')}](${traceOf(side, property)})`)
    .join(', ');
const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`);

export const withClaims = (readme: string, all: readonly Claimed[]): string =>
  withBlock(readme, README_BEGIN, README_END, claimsBlock(all));

/** Writes both. To be called once all claims were found to be as they say. */
export function rewriteClaims(all: readonly Claimed[], root: string): void {
  writeFileSync(join(root, CLAIMS), printClaims(all));
  const path = join(root, 'README.md');
  if (existsSync(path)) writeFileSync(path, withClaims(readFileSync(path, 'utf8'), all));
}
