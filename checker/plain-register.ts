import { sizeIn, type Bounds } from './bounds.js';
import { PART, type CollectionPart, type MessagesPart, type Register } from './collection.js';
import { OutOfRange, rangeOf } from './range.js';
import type { Reads } from './reads.js';
import { record, upTo, type Field, type MessagesOf, type RecordOf, type Schema } from './schema.js';
import { showField, showJson } from './show.js';
import { NO_OTHER_NAMES, strictly } from './strict-view.js';
import { contentToJson, fieldToJson } from './value.js';
import type { Log, Messages, Optional, View } from './view.js';

/**
 * A state as plain objects: the form to read first, and the oracle that the packed one is tested against.
 * It does what the views promise, and nothing for speed.
 *
 * @param reads Notes what is read through the views: all but the content of a message that was chosen, which a step tells.
 */
export function plainRegister<S extends RecordOf<any>>(
  schema: S,
  bounds: Bounds,
  limits: Readonly<Record<string, number>> = {},
  reads?: Reads,
): Register<View<S> & { readonly bounds: Bounds }> {
  const home: Home = { bounds, reads };
  const root = makeRecord(schema.fields, '', home);
  const counters = record(
    Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, upTo(most)])),
  );
  const counts = makeRecord(counters.fields, 'limits', home);
  return {
    state: Object.preventExtensions(
      Object.assign(root.view, { bounds: Object.freeze(strictly(bounds, 'bounds')) }),
    ) as View<S> & {
      readonly bounds: Bounds;
    },
    limits: counts.view as Record<string, number>,
    clear: () => {
      root.clear();
      counts.clear();
    },
  };
}

/** What all parts of a register share. */
interface Home {
  readonly bounds: Bounds;
  readonly reads: Reads | undefined;
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
  { bounds, reads }: Home,
): { clear(): void } {
  let value = nothing(field);
  const variable = path ? `${path}.${name}` : name;
  Object.defineProperty(on, name, {
    enumerable: true,
    get: () => {
      reads?.note(variable, () => showField(field, fieldToJson(field, value)));
      return value;
    },
    set: (next: unknown) => {
      if (!isInRange(next, field, bounds)) throw new OutOfRange(variable, next, rangeOf(field, bounds));
      value = next;
    },
  });
  return {
    clear: () => {
      value = nothing(field);
    },
  };
}

function makeRecord(fields: Readonly<Record<string, Schema>>, path: string, home: Home, id?: number): Part {
  const view: Record<string, unknown> = strictly(id === undefined ? {} : { id }, path);
  const parts = Object.entries(fields).map(([name, schema]) => {
    if (schema.kind === 'field') return defineField(view, name, schema, path, home);
    const part = make(schema, path ? `${path}.${name}` : name, home);
    Object.defineProperty(view, name, { value: part.view, enumerable: true });
    return part;
  });
  return { view, clear: () => parts.forEach((part) => part.clear()) };
}

function make(schema: Schema, path: string, home: Home, id?: number): Part {
  const { bounds } = home;
  switch (schema.kind) {
    case 'record': {
      const part = makeRecord(schema.fields, path, home, id);
      Object.preventExtensions(part.view);
      return part;
    }
    case 'optional': {
      const { view, clear } = makeRecord(
        { present: { kind: 'field', values: () => 2, bias: 0, meaning: { as: 'flag' } }, ...schema.fields },
        path,
        home,
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
        make(schema.element, `${path}[${member}]`, home, member),
      );
      const elements = parts.map(({ view }) => view as { id: number });
      const part: CollectionPart = { kind: 'elements', elements };
      return {
        view: Object.freeze(Object.assign(elements, { [PART]: part })),
        clear: () => parts.forEach((one) => one.clear()),
      };
    }
    case 'log':
      return new PlainLog(path, sizeIn(schema.capacity, bounds), schema.fields, home).$part;
    case 'set':
    case 'bag':
      return new PlainMessages(path, schema, sizeIn(schema.capacity, bounds), home).$part;
    case 'field':
      throw new Error('A field has no view of its own.');
  }
}

/** A copy of a content, each of its values in the range of its field. */
function checked(content: Readonly<Content>, fields: Fields, path: string, bounds: Bounds): Content {
  const { view } = makeRecord(fields, path, { bounds, reads: undefined });
  for (const name of Object.keys(fields)) (view as Content)[name] = content[name];
  return view as Content;
}

class PlainLog implements Log<Content> {
  /** For each offset a record, which shows what is there now. */
  readonly #entries: readonly Part[];
  readonly #capacity: number;
  readonly #fields: Fields;
  readonly #home: Home;
  readonly $path: string;
  #end = 0;
  constructor(path: string, capacity: number, fields: Fields, home: Home) {
    this.$path = path;
    this.#capacity = capacity;
    this.#fields = fields;
    this.#home = home;
    this.#entries = Array.from({ length: capacity }, (_, at) => makeRecord(fields, `${path}[${at}]`, home));
  }
  get $part(): Part {
    return { view: this, clear: () => this.truncateTo(0) };
  }
  #noteEnd(): void {
    this.#home.reads?.note(`${this.$path}.endOffset`, () => String(this.#end));
  }
  get endOffset(): number {
    this.#noteEnd();
    return this.#end;
  }
  get isFull(): boolean {
    this.#noteEnd();
    return this.#end === this.#capacity;
  }
  at(offset: number): Content {
    if (!Number.isInteger(offset) || offset < 0 || offset >= this.#end)
      throw new RangeError(`${this.$path} has no record at offset ${offset}: it ends at ${this.#end}.`);
    return this.#entries[offset]!.view as Content;
  }
  append(content: Readonly<Content>): void {
    if (this.#end === this.#capacity)
      throw new OutOfRange(
        `${this.$path}.endOffset`,
        this.#end + 1,
        rangeOf(upTo(this.#capacity), this.#home.bounds),
      );
    const entry = this.#entries[this.#end]!.view as Content;
    for (const name of Object.keys(this.#fields)) entry[name] = content[name];
    this.#end++;
  }
  truncateTo(endOffset: number): void {
    if (endOffset >= this.#end) return;
    if (!Number.isInteger(endOffset) || endOffset < 0)
      throw new OutOfRange(
        `${this.$path}.endOffset`,
        endOffset,
        rangeOf(upTo(this.#capacity), this.#home.bounds),
      );
    for (const entry of this.#entries.slice(endOffset)) entry.clear();
    this.#end = endOffset;
  }
}

class PlainMessages implements Omit<Messages<Content>, symbol>, MessagesPart {
  #messages: Content[] = [];
  readonly #schema: MessagesOf;
  readonly #home: Home;
  readonly $path: string;
  readonly [PART]: CollectionPart = { kind: 'messages', messages: this };
  readonly fields: Fields;
  readonly capacity: number;
  constructor(path: string, schema: MessagesOf, capacity: number, home: Home) {
    this.$path = path;
    this.#schema = schema;
    this.capacity = capacity;
    this.#home = home;
    this.fields = schema.fields;
  }
  get $part(): Part {
    return { view: this, clear: () => (this.#messages = []) };
  }
  #noteAll(): void {
    this.#home.reads?.note(this.$path, () =>
      showJson(
        this.#schema,
        this.#messages.map((one) => contentToJson(this.fields, one)),
      ),
    );
  }
  get size(): number {
    this.#noteAll();
    return this.#messages.length;
  }
  get isFull(): boolean {
    this.#noteAll();
    return this.#messages.length === this.capacity;
  }
  #isSame(a: Readonly<Content>, b: Readonly<Content>): boolean {
    return Object.keys(this.fields).every((name) => a[name] === b[name]);
  }
  count(message: Readonly<Content>): number {
    this.#noteAll();
    const content = checked(message, this.fields, this.$path, this.#home.bounds);
    return this.#messages.filter((one) => this.#isSame(one, content)).length;
  }
  has(message: Readonly<Content>): boolean {
    return this.count(message) > 0;
  }
  some(test: (message: Readonly<Content>) => boolean): boolean {
    this.#noteAll();
    return this.#messages.some(test);
  }
  every(test: (message: Readonly<Content>) => boolean): boolean {
    this.#noteAll();
    return this.#messages.every(test);
  }
  add(message: Readonly<Content>): void {
    const content = checked(message, this.fields, this.$path, this.#home.bounds);
    if (this.#schema.kind === 'set' && this.has(content)) return;
    if (this.#messages.length === this.capacity)
      throw new RangeError(`${this.$path} is full: within these bounds it holds ${this.capacity} messages.`);
    this.#messages.push(content);
  }
  remove(message: Readonly<Content>): void {
    const content = checked(message, this.fields, this.$path, this.#home.bounds);
    const at = this.#messages.findIndex((one) => this.#isSame(one, content));
    if (at >= 0) this.#messages.splice(at, 1);
  }
  isChoice(place: number): boolean {
    const message = this.#messages[place];
    return message !== undefined && this.#messages.findIndex((one) => this.#isSame(one, message)) === place;
  }
  makeHand(): object {
    return makeRecord(this.fields, this.$path, { ...this.#home, reads: undefined }).view;
  }
  pick(place: number, hand: object): void {
    for (const name of Object.keys(this.fields)) (hand as Content)[name] = this.#messages[place]![name];
  }
}

for (const { prototype } of [PlainLog, PlainMessages]) Object.setPrototypeOf(prototype, NO_OTHER_NAMES);
