import { createHash } from 'node:crypto';
import { bandOf } from './band.js';
import { el, printElement, type Element, type Node } from './element.js';
import { lanesOf, type Lanes } from './lanes.js';
import { legendOf } from './legend.js';
import { PAGE_SCRIPT } from './page-script.js';
import { pageStyle } from './page-style.js';
import type { Frame, Picture } from './picture.js';
import { drawingStyle } from './theme.js';

/** A page of its own to step through, which asks for nothing from anywhere. */
export function htmlOf(picture: Picture): string {
  const lanes = lanesOf(picture.frames);
  const style = `${drawingStyle()}\n${pageStyle(lanes.width)}`;
  const page = el(
    'html',
    { lang: 'en' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('meta', {
        'http-equiv': 'Content-Security-Policy',
        content: `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(PAGE_SCRIPT)}`,
      }),
      el('title', {}, picture.title),
      el('style', {}, style),
    ),
    el(
      'body',
      {},
      headerOf(picture),
      navigation(picture),
      el(
        'main',
        {},
        el('ol', { class: 'steps' }, ...picture.frames.map((one) => stepOf(one, picture, lanes))),
      ),
      el(
        'footer',
        {},
        ...(picture.broken ? [el('p', { class: 'broken-by' }, picture.broken.text)] : []),
        ...(picture.outcome === undefined ? [] : [el('p', { class: 'outcome' }, picture.outcome)]),
      ),
      el('script', {}, PAGE_SCRIPT),
    ),
  );
  return `<!doctype html>\n${printElement(page)}\n`;
}
/** What the browser is to run, and nothing else. */
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function headerOf(picture: Picture): Element {
  const legend = legendOf(picture);
  return el(
    'header',
    {},
    el('h1', {}, picture.title),
    ...picture.story.map((one) => el('p', {}, one)),
    el('p', { class: 'bounds' }, picture.bounds),
    ...(legend.length === 0
      ? []
      : [el('svg', { class: 'legend', viewBox: '0 0 400 18', width: 400, height: 18 }, ...legend)]),
  );
}
function navigation({ frames }: Picture): Element {
  const button = (id: string, sign: string, label: string): Element =>
    el('button', { id, type: 'button', 'aria-label': label, title: label }, sign);
  return el(
    'nav',
    { 'aria-label': 'Steps' },
    button('back', '←', 'Step back (left arrow key)'),
    button('on', '→', 'Step on (right arrow key)'),
    el('output', { id: 'where', 'aria-live': 'polite' }, `${frames.length - 1} steps`),
  );
}

function stepOf(frame: Frame, { turningPoint, broken, frames }: Picture, lanes: Lanes): Element {
  const { number, sentence, action, changes, refusal, note } = frame;
  const isLast = frame === frames.at(-1);
  const isTurn = number === turningPoint?.after;
  const classes = ['step', ...(isTurn ? ['turn'] : []), ...(isLast && broken ? ['broken'] : [])];
  const words: Element[] = [
    el(
      'p',
      { class: 'sentence' },
      el('b', {}, String(number)),
      el(refusal === undefined ? 'span' : 'del', {}, sentence),
    ),
    ...(refusal === undefined ? [] : [el('p', { class: 'refusal' }, refusal)]),
    ...(isTurn ? [el('p', { class: 'turning-point' }, turningPoint.text)] : []),
    ...(note === undefined ? [] : [el('p', { class: 'note' }, note)]),
    ...(action === '' || action === sentence ? [] : [el('p', { class: 'action' }, action)]),
    ...(changes.length === 0
      ? []
      : [el('ul', { class: 'changes' }, ...changes.map((one) => el('li', {}, one)))]),
  ];
  return el(
    'li',
    { class: classes.join(' '), id: `step-${number}`, tabindex: -1 },
    el('div', { class: 'words' }, ...words),
    ...(refusal === undefined ? [drawingOf(frame, lanes, isLast ? broken?.actors : [])] : []),
  );
}
function drawingOf(frame: Frame, lanes: Lanes, broken: readonly string[] | undefined): Node {
  const { elements, height } = bandOf(frame, lanes, broken);
  const [width, rounded] = [lanes.width, Math.ceil(height)];
  return el(
    'svg',
    { viewBox: `0 0 ${width} ${rounded}`, width, height: rounded, role: 'img', 'aria-label': frame.sentence },
    ...elements,
  );
}
