/** Colours, by what they are for: by day, and by night. */
const COLOURS = {
  paper: ['#ffffff', '#0f1419'],
  cell: ['#f6f7f9', '#171d25'],
  line: ['#c9d0d9', '#38424f'],
  muted: ['#5d6874', '#93a0ae'],
  ink: ['#1b2229', '#e4e9ef'],
  accent: ['#0a5bc4', '#6cb0ff'],
  tint: ['#eaf2fd', '#15283f'],
  bad: ['#b3261e', '#ff8a80'],
  'bad-tint': ['#fdecea', '#3a1a18'],
  turn: ['#8a5a00', '#f2c14e'],
  'turn-tint': ['#fff5dc', '#33290f'],
  plain: ['#e6e9ed', '#2b343f'],
} as const;
type Colour = keyof typeof COLOURS;

/** What records and roles are coloured by, one after another: what they are filled with, and written in. */
const SERIES = [
  { fill: ['#cfe1fb', '#1d3f6e'], ink: ['#0b3a7a', '#d3e5ff'] },
  { fill: ['#fde0a6', '#604608'], ink: ['#6a4100', '#ffe6ae'] },
  { fill: ['#c8ecd2', '#1b5231'], ink: ['#0c4a24', '#cdf3d8'] },
  { fill: ['#f9d0e1', '#6b2347'], ink: ['#7d124a', '#ffd6e7'] },
  { fill: ['#ddd3fa', '#43318a'], ink: ['#41218c', '#e3dbff'] },
  { fill: ['#bfe9ea', '#12525a'], ink: ['#07494f', '#c4f0f2'] },
] as const;

/** The class of what stands for a number; there are more numbers than colours. */
export const seriesOf = (colour: number | undefined): string =>
  colour === undefined ? 'plain' : `s${((colour % SERIES.length) + SERIES.length) % SERIES.length}`;

export const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
export const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** What each class of a drawing is painted with. */
const CLASSES: Readonly<Record<string, { readonly fill?: Colour | 'none'; readonly stroke?: Colour }>> = {
  paper: { fill: 'paper' },
  ink: { fill: 'ink' },
  muted: { fill: 'muted' },
  accent: { fill: 'accent' },
  bad: { fill: 'bad' },
  turn: { fill: 'turn' },
  cell: { fill: 'cell', stroke: 'line' },
  'cell changed': { fill: 'tint', stroke: 'accent' },
  'cell broken': { fill: 'bad-tint', stroke: 'bad' },
  'turn-tint': { fill: 'turn-tint' },
  life: { fill: 'none', stroke: 'line' },
  wire: { fill: 'none', stroke: 'ink' },
  head: { fill: 'ink', stroke: 'ink' },
  slot: { fill: 'none', stroke: 'line' },
  gone: { fill: 'none', stroke: 'bad' },
  new: { fill: 'none', stroke: 'accent' },
  mark: { fill: 'none', stroke: 'ink' },
  'mark moved': { fill: 'none', stroke: 'accent' },
  plain: { fill: 'plain', stroke: 'line' },
  halo: { fill: 'ink', stroke: 'paper' },
};

/** The rules of a style sheet, by day or by night. */
function rulesOf(night: 0 | 1): string {
  const classes = Object.entries(CLASSES).map(([name, { fill, stroke }]) => {
    const paint = [
      ...(fill === undefined ? [] : [`fill:${fill === 'none' ? fill : COLOURS[fill][night]}`]),
      ...(stroke === undefined ? [] : [`stroke:${COLOURS[stroke][night]}`]),
    ];
    return `svg .${name.replaceAll(' ', '.')}{${paint.join(';')}}`;
  });
  const series = SERIES.flatMap(({ fill, ink }, i) => [
    `svg .s${i}{fill:${fill[night]};stroke:${ink[night]}}`,
    `svg .ts${i}{fill:${ink[night]}}`,
  ]);
  return [...classes, ...series, `svg .tplain{fill:${COLOURS.ink[night]}}`].join('\n');
}
/** The style sheet of a drawing. On paper it is day. */
export const drawingStyle = (): string =>
  [
    `svg text{font-family:${FONT}}`,
    `svg .mono{font-family:${MONO}}`,
    rulesOf(0),
    `@media screen and (prefers-color-scheme: dark){\n${rulesOf(1)}\n}`,
  ].join('\n');

/** The same colours as variables, for what is no drawing. */
export function variables(night: 0 | 1): string {
  const named = Object.entries(COLOURS).map(([name, both]) => `--${name}:${both[night]}`);
  return named.join(';');
}
