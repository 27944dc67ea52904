import { bandOf } from './band.js';
import { text } from './cell.js';
import { el, printElement, type Element } from './element.js';
import { lanesOf, type Lanes } from './lanes.js';
import { legendOf } from './legend.js';
import { wrapped } from './measure.js';
import type { Frame, Picture } from './picture.js';
import { drawingStyle } from './theme.js';

const MARGIN = 20;
/** Narrower than that, sentences have too little room. */
const NARROWEST = 640;
/** Beside the numbers of steps. */
const INDENT = 30;
const FONT = { title: 17, story: 13, sentence: 13.5, note: 12 } as const;

/** All steps of a picture, one below the other, for a document. */
export function svgOf(picture: Picture): string {
  const lanes = lanesOf(picture.frames);
  const sheet = new Sheet(Math.max(NARROWEST, lanes.width));
  sheet.write(picture.title, FONT.title, 'ink', { isBold: true });
  for (const one of picture.story) {
    sheet.skip(6);
    sheet.write(one, FONT.story, 'muted');
  }
  const legend = legendOf(picture);
  if (legend.length > 0) {
    sheet.skip(10);
    sheet.place(18, ...legend);
  }
  for (const frame of picture.frames) {
    sheet.skip(16);
    const draw = (): void => drawStep(frame, picture, lanes, sheet);
    if (frame.number === picture.turningPoint?.after) sheet.tinted('turn-tint', draw);
    else draw();
  }
  sheet.skip(12);
  if (picture.broken) sheet.write(picture.broken.text, FONT.sentence, 'bad', { isBold: true });
  if (picture.outcome !== undefined) sheet.write(picture.outcome, FONT.sentence, 'ink', { isBold: true });
  return documentOf(sheet, picture.title);
}

function drawStep(frame: Frame, { turningPoint, broken, frames }: Picture, lanes: Lanes, sheet: Sheet): void {
  const { number, sentence, refusal, note } = frame;
  const of = { indent: INDENT };
  sheet.place(
    0,
    text(String(number), 0, FONT.sentence, {
      class: 'muted',
      'font-size': FONT.sentence,
      'font-weight': 700,
    }),
  );
  sheet.write(sentence, FONT.sentence, refusal === undefined ? 'ink' : 'muted struck', of);
  if (refusal !== undefined) sheet.write(refusal, FONT.note, 'bad', of);
  if (number === turningPoint?.after)
    sheet.write(turningPoint.text, FONT.note, 'turn', { ...of, isBold: true });
  if (note !== undefined) sheet.write(note, FONT.note, 'turn', of);
  if (refusal !== undefined) return;
  const { elements, height } = bandOf(frame, lanes, frame === frames.at(-1) ? broken?.actors : []);
  sheet.place(height, ...elements);
}

/** A sheet that is filled from its top on. */
class Sheet {
  readonly elements: Element[] = [];
  readonly #width: number;
  #y = MARGIN;
  constructor(width: number) {
    this.#width = width;
  }
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.#width + 2 * MARGIN, height: Math.ceil(this.#y + MARGIN) };
  }
  skip(height: number): void {
    this.#y += height;
  }
  place(height: number, ...some: readonly Element[]): void {
    this.elements.push(el('g', { transform: `translate(0 ${Math.round(this.#y)})` }, ...some));
    this.#y += height;
  }
  write(
    content: string,
    size: number,
    className: string,
    { indent = 0, isBold = false }: { readonly indent?: number; readonly isBold?: boolean } = {},
  ): void {
    const line = size * 1.35;
    const lines = wrapped(content, this.#width - indent, isBold ? size * 1.06 : size);
    const attributes = { class: className, 'font-size': size, 'font-weight': isBold ? 700 : 400 };
    this.place(lines.length * line, ...lines.map((one, i) => text(one, indent, size + i * line, attributes)));
  }
  /** What is drawn has a ground of its own. */
  tinted(className: string, draw: () => void): void {
    const [first, top] = [this.elements.length, this.#y];
    draw();
    const ground = {
      x: -MARGIN / 2,
      y: Math.round(top - 8),
      width: this.#width + MARGIN,
      height: Math.round(this.#y - top + 16),
      rx: 8,
      class: className,
    };
    this.elements.splice(first, 0, el('rect', ground));
  }
}

function documentOf({ elements, size: { width, height } }: Sheet, title: string): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
  };
  return `${printElement(
    el(
      'svg',
      attributes,
      el('title', {}, title),
      el('style', {}, `${drawingStyle()}\nsvg .struck{text-decoration:line-through}`),
      el('rect', { width, height, class: 'paper' }),
      el('g', { transform: `translate(${MARGIN} 0)` }, ...elements),
    ),
  )}\n`;
}
