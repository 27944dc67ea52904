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
const FONT = { title: 17, story: 13, sentence: 13.5, note: 12 } as const;

/** All steps of a picture, one below the other, for a document. */
export function svgOf(picture: Picture): string {
  const lanes = lanesOf(picture.frames);
  const width = Math.max(NARROWEST, lanes.width);
  const elements: Element[] = [];
  let y = MARGIN;
  const place = (height: number, ...some: readonly Element[]): void => {
    elements.push(el('g', { transform: `translate(0 ${Math.round(y)})` }, ...some));
    y += height;
  };
  const paragraph = (content: string, size: number, className: string, weight = 400, indent = 0): void => {
    const lines = wrapped(content, width - indent, size * (weight > 400 ? 1.06 : 1));
    place(
      lines.length * size * 1.35,
      ...lines.map((line, i) =>
        text(line, indent, size + i * size * 1.35, {
          class: className,
          'font-size': size,
          'font-weight': weight,
        }),
      ),
    );
  };
  paragraph(picture.title, FONT.title, 'ink', 700);
  for (const one of picture.story) {
    y += 6;
    paragraph(one, FONT.story, 'muted');
  }
  const legend = legendOf(picture);
  if (legend.length > 0) {
    y += 10;
    place(18, ...legend);
  }
  for (const frame of picture.frames) {
    y += 16;
    sentenceOf(frame, paragraph, place);
    if (frame.number === picture.turningPoint) {
      y += 4;
      paragraph('Turning point: from here on it can come to that.', FONT.note, 'turn', 700, INDENT);
    }
    if (frame.note !== undefined) paragraph(frame.note, FONT.note, 'turn', 400, INDENT);
    if (frame.refusal === undefined) drawBand(frame, lanes, picture, place);
  }
  y += 12;
  if (picture.broken) paragraph(picture.broken.text, FONT.sentence, 'bad', 700);
  if (picture.outcome !== undefined) paragraph(picture.outcome, FONT.sentence, 'ink', 700);
  return documentOf(elements, picture.title, width + 2 * MARGIN, Math.ceil(y + MARGIN));
}
type Place = (height: number, ...some: readonly Element[]) => void;
const INDENT = 30;

function sentenceOf(
  { number, sentence, refusal }: Frame,
  paragraph: (content: string, size: number, className: string, weight?: number, indent?: number) => void,
  place: Place,
): void {
  place(
    0,
    text(String(number), 0, FONT.sentence, {
      class: 'muted',
      'font-size': FONT.sentence,
      'font-weight': 700,
    }),
  );
  paragraph(sentence, FONT.sentence, refusal === undefined ? 'ink' : 'muted struck', 400, INDENT);
  if (refusal !== undefined) paragraph(refusal, FONT.note, 'bad', 400, INDENT);
}
function drawBand(frame: Frame, lanes: Lanes, { broken, frames }: Picture, place: Place): void {
  const isLast = frame === frames.at(-1);
  const { elements, height } = bandOf(frame, lanes, isLast ? broken?.actors : []);
  place(height, ...elements);
}

function documentOf(elements: readonly Element[], title: string, width: number, height: number): string {
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
