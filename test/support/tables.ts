/** A table of three protocols, of which the last has other variables than the others. */
export const tableSource = ({
  rows = `
    { is: ['one leader', 'two'], protocol: 'kip-101', bounds: forks, limits: { leaderWrite: 2 } },
    { is: ['all', 'two'], protocol: 'kip-320', bounds: forks, limits: { leaderWrite: 2 } },
    { is: ['none', 'offsets'], protocol: 'async-isr', bounds: { brokers: 2 } },
  `,
  properties = `['strong-isr', 'valid-high-watermark', 'some-proposal-is-too-late']`,
  more = '',
}: {
  readonly rows?: string;
  readonly properties?: string;
  readonly more?: string;
} = {}): string =>
  `import { table } from '../table.js';

const forks = { brokers: 2, records: 3 };
/** Two logs part, or do not. */
export default table({
  title: 'How logs part',
  heads: ['epochs compared', 'what is written'],
  properties: ${properties},
  rows: [${rows}],
  ${more}
});
`;
