import { sizeIn, type Bounds } from './bounds.js';
import { PART, type CollectionPart, type MessagesPart, type Register } from './collection.js';
import { OutOfRange, rangeOf } from './range.js';
import { record, upTo, type Field, type RecordOf, type Schema } from './schema.js';
import type { Log, Messages, Optional, View } from './view.js';

/**
 * A state as plain objects: the form to read first, and the oracle that the packed one is tested against.
 * It does what the views promise, and nothing for speed.
 */
export function plainRegister<S extends RecordOf<any>>(
  schema: S,
  bounds: Bounds,
  limits: Readonly<Record<string, number>> = {},
): Register<View<S> & { readonly bounds: Bounds }> {
  const root = makeRecord(schema.fields, '', bounds);
  const counters = record(
    Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, upTo(most)])),
  );
  const counts = makeRecord(counters.fields, 'limits', bounds);
  return {
    state: Object.preventExtensions(Object.assign(root.view, { bounds })) as View<S> & {
      readonly bounds: Bounds;
    },
    limits: counts.view as Record<string, number>,
    clear: () => {
      root.clear();
      counts.clear();
    },
  };
}

interface Part {
  readonly view: object;
  clear(): void;
}
type Fields = Readonly<Record<string, Field>>;
type Content = Record<string, unknown>;

/** The value that a field has when nothing was written. */
function nothing({ meaning, bias }: Field): unknown {
  if (meaning.as === 'flag') return false;
  if (meaning.as === 'word') return meaning.words[0];
  return bias === 1 ? -1 : 0;
}
function isInRange(value: unknown, field: Field, bounds: Bounds): boolean {
  if (field.meaning.as === 'flag') return typeof value === 'boolean';
  if (field.meaning.as === 'word') return field.meaning.words.includes(value as string);
  return (
    Number.isInteger(value) &&
    (value as number) >= -field.bias &&
    (value as number) < field.values(bounds) - field.bias
  );
}

/** Gives an object a property that keeps to the range of a field. */
function defineField(
  on: object,
  name: string,
  field: Field,
  path: string,
  bounds: Bounds,
): { clear(): void } {
  let value = nothing(field);
  Object.defineProperty(on, name, {
    enumerable: true,
    get: () => value,
    set: (next: unknown) => {
      if (!isInRange(next, field, bounds))
        throw new OutOfRange(path ? `${path}.${name}` : name, next, rangeOf(field, bounds));
      value = next;
    },
  });
  return {
    clear: () => {
      value = nothing(field);
    },
  };
}

function makeRecord(
  fields: Readonly<Record<string, Schema>>,
  path: string,
  bounds: Bounds,
  id?: number,
): Part {
  const view: Record<string, unknown> = id === undefined ? {} : { id };
  const parts = Object.entries(fields).map(([name, schema]) => {
    if (schema.kind === 'field') return defineField(view, name, schema, path, bounds);
    const part = make(schema, path ? `${path}.${name}` : name, bounds);
    view[name] = part.view;
    return part;
  });
  return { view, clear: () => parts.forEach((part) => part.clear()) };
}

function make(schema: Schema, path: string, bounds: Bounds, id?: number): Part {
  switch (schema.kind) {
    case 'record': {
      const part = makeRecord(schema.fields, path, bounds, id);
      Object.preventExtensions(part.view);
      return part;
    }
    case 'optional': {
      const { view, clear } = makeRecord(
        { present: { kind: 'field', values: () => 2, bias: 0, meaning: { as: 'flag' } }, ...schema.fields },
        path,
        bounds,
        id,
      );
      const content = view as Content;
      const methods: Pick<Optional<Content>, 'put' | 'clear'> = {
        put(value) {
          for (const name of Object.keys(schema.fields)) content[name] = value[name];
          content['present'] = true;
        },
        clear,
      };
      return { view: Object.preventExtensions(Object.assign(view, methods)), clear };
    }
    case 'map': {
      const parts = Array.from({ length: sizeIn(schema.keys.size, bounds) }, (_, member) =>
        make(schema.element, `${path}[${member}]`, bounds, member),
      );
      const elements = parts.map(({ view }) => view as { id: number });
      const part: CollectionPart = { kind: 'elements', elements };
      return {
        view: Object.assign(elements, { [PART]: part }),
        clear: () => parts.forEach((one) => one.clear()),
      };
    }
    case 'log':
      return new PlainLog(path, sizeIn(schema.capacity, bounds), schema.fields, bounds).part;
    case 'set':
    case 'bag':
      return new PlainMessages(path, schema.kind, sizeIn(schema.capacity, bounds), schema.fields, bounds)
        .part;
    case 'field':
      throw new Error('A field has no view of its own.');
  }
}

/** A copy of a content, each of its values in the range of its field. */
function checked(content: Readonly<Content>, fields: Fields, path: string, bounds: Bounds): Content {
  const { view } = makeRecord(fields, path, bounds);
  for (const name of Object.keys(fields)) (view as Content)[name] = content[name];
  return view as Content;
}

class PlainLog implements Log<Content> {
  /** For each offset a record, which shows what is there now. */
  private readonly entries: readonly Part[];
  private end = 0;
  readonly part: Part = { view: this, clear: () => this.truncateTo(0) };
  constructor(
    private readonly path: string,
    private readonly capacity: number,
    private readonly fields: Fields,
    private readonly bounds: Bounds,
  ) {
    this.entries = Array.from({ length: capacity }, (_, at) => makeRecord(fields, `${path}[${at}]`, bounds));
  }
  get endOffset(): number {
    return this.end;
  }
  get isFull(): boolean {
    return this.end === this.capacity;
  }
  at(offset: number): Content {
    if (!Number.isInteger(offset) || offset < 0 || offset >= this.end)
      throw new RangeError(`${this.path} has no record at offset ${offset}: it ends at ${this.end}.`);
    return this.entries[offset]!.view as Content;
  }
  append(content: Readonly<Content>): void {
    if (this.isFull)
      throw new OutOfRange(`${this.path}.endOffset`, this.end + 1, rangeOf(upTo(this.capacity), this.bounds));
    const entry = this.entries[this.end]!.view as Content;
    for (const name of Object.keys(this.fields)) entry[name] = content[name];
    this.end++;
  }
  truncateTo(endOffset: number): void {
    if (endOffset >= this.end) return;
    if (!Number.isInteger(endOffset) || endOffset < 0)
      throw new OutOfRange(`${this.path}.endOffset`, endOffset, rangeOf(upTo(this.capacity), this.bounds));
    for (const entry of this.entries.slice(endOffset)) entry.clear();
    this.end = endOffset;
  }
}

class PlainMessages implements Omit<Messages<Content>, symbol>, MessagesPart {
  private messages: Content[] = [];
  readonly part: Part = { view: this, clear: () => (this.messages = []) };
  readonly [PART]: CollectionPart = { kind: 'messages', messages: this };
  constructor(
    private readonly path: string,
    private readonly kind: 'set' | 'bag',
    readonly capacity: number,
    readonly fields: Fields,
    private readonly bounds: Bounds,
  ) {}
  get size(): number {
    return this.messages.length;
  }
  get isFull(): boolean {
    return this.messages.length === this.capacity;
  }
  private isSame(a: Readonly<Content>, b: Readonly<Content>): boolean {
    return Object.keys(this.fields).every((name) => a[name] === b[name]);
  }
  count(message: Readonly<Content>): number {
    const content = checked(message, this.fields, this.path, this.bounds);
    return this.messages.filter((one) => this.isSame(one, content)).length;
  }
  has(message: Readonly<Content>): boolean {
    return this.count(message) > 0;
  }
  some(test: (message: Readonly<Content>) => boolean): boolean {
    return this.messages.some(test);
  }
  every(test: (message: Readonly<Content>) => boolean): boolean {
    return this.messages.every(test);
  }
  add(message: Readonly<Content>): void {
    const content = checked(message, this.fields, this.path, this.bounds);
    if (this.kind === 'set' && this.has(content)) return;
    if (this.isFull)
      throw new RangeError(`${this.path} is full: within these bounds it holds ${this.capacity} messages.`);
    this.messages.push(content);
  }
  remove(message: Readonly<Content>): void {
    const content = checked(message, this.fields, this.path, this.bounds);
    const at = this.messages.findIndex((one) => this.isSame(one, content));
    if (at >= 0) this.messages.splice(at, 1);
  }
  isChoice(place: number): boolean {
    const message = this.messages[place];
    return message !== undefined && this.messages.findIndex((one) => this.isSame(one, message)) === place;
  }
  makeHand(): object {
    return makeRecord(this.fields, this.path, this.bounds).view;
  }
  pick(place: number, hand: object): void {
    for (const name of Object.keys(this.fields)) (hand as Content)[name] = this.messages[place]![name];
  }
}
