/** A tree of elements, of SVG or HTML: what is written is escaped, whatever it says. */
export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly Node[];
}
export type Node = Element | string;
type Attributes = Readonly<Record<string, string | number | undefined>>;

export const el = (name: string, attributes: Attributes = {}, ...children: readonly Node[]): Element => ({
  name,
  attributes,
  children,
});

/** What HTML knows to have no content; all else is closed in full, which SVG allows too. */
const EMPTY = new Set(['meta', 'br', 'hr']);
/** What a browser takes as it stands. Nothing of a trace or a model may get there. */
const RAW = new Set(['style', 'script']);

export function printElement(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  const { name, attributes, children } = node;
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escaped(String(value))}"`)
    .join('');
  if (EMPTY.has(name)) return `<${name}${given}>`;
  const content = RAW.has(name) ? children.map(raw) : children.map(printElement);
  // A line for each child that is no text, so that a file in a repository can be compared.
  const isText = children.length === 0 || children.some((child) => typeof child === 'string');
  return isText
    ? `<${name}${given}>${content.join('')}</${name}>`
    : `<${name}${given}>\n${content.join('\n')}\n</${name}>`;
}
const raw = (node: Node): string => {
  if (typeof node !== 'string' || node.includes('</')) throw new Error('This is no style and no script.');
  return node;
};
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Also without what no XML may have. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (one) => ESCAPES[one]!)
    .replaceAll(/[\ufffe\uffff]|[^\P{Cc}\t\n\r]/gu, '\ufffd');
