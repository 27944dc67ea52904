import { sizeIn, type Bounds } from './bounds.js';
import { PART, type CollectionPart, type MessagesPart, type Register } from './collection.js';
import { OutOfRange, rangeOf } from './range.js';
import { record, upTo, type Field, type RecordOf, type Schema } from './schema.js';
import { NO_OTHER_NAMES, strictly } from './strict-view.js';
import type { View } from './view.js';

/**
 * A state laid out in bits: each variable takes as many as its range needs, and those of one record lie together in the
 * first word with room. Views are made once, one class for all elements of a map, so that a step allocates nothing.
 */
export interface PackedRegister<State> extends Register<State> {
  readonly words: Int32Array;
  readonly bits: number;
  /** Which bits were read, if that is noted. */
  readonly reads: Int32Array;
  /** The path of an element that somebody has replaced by something else, which no state keeps. */
  readonly replaced: () => string | undefined;
}

type Fields = Readonly<Record<string, Field>>;
interface Place {
  readonly at: number;
  readonly shift: number;
}
/** A field in a group: fields that share a word. */
interface Part {
  readonly name: string;
  readonly field: Field;
  readonly values: number;
  readonly bits: number;
  /** How many bits of the group lie below it. */
  readonly offset: number;
}
/** Makes a view at a path, and gives its variables their places. */
type Make = (path: string, id?: number) => object;

const ones = (bits: number): number => 2 ** bits - 1;
const bitsFor = (values: number): number => 32 - Math.clz32(values - 1);
const bitsOf = (parts: readonly Part[]): number => parts.reduce((sum, { bits }) => sum + bits, 0);

/** Views to which nothing can be added: a misspelt name is an error, and not a write that nobody sees. */
const closed =
  (make: Make): Make =>
  (path, id) =>
    Object.preventExtensions(make(path, id));

/** Puts fields together into groups of so many bits at most, in their order. */
function groupsOf(fields: Fields, bounds: Bounds, most: number): Part[][] {
  const groups: Part[][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const values = field.values(bounds);
    const bits = bitsFor(values);
    if (groups.length === 0 || bitsOf(groups.at(-1)!) + bits > most) groups.push([]);
    groups.at(-1)!.push({ name, field, values, bits, offset: bitsOf(groups.at(-1)!) });
  }
  return groups;
}

/** Code of the accessors of one field. The views below it know at which word, and how far up, its group lies. */
function accessors({ name, field, values, bits, offset }: Part, group: number, notes: boolean): string {
  const { bias, meaning } = field;
  const shift = `this.$shift${group}${offset ? ` + ${offset}` : ''}`;
  const stored = `words[this.$at${group}] >>> ${shift} & ${ones(bits)}`;
  const note = notes ? `reads[this.$at${group}] |= ${ones(bits)} << ${shift};` : '';
  const refuse = `outOfRange(this, '${name}', v);`;
  const put = (raw: string): string =>
    `words[this.$at${group}] = words[this.$at${group}] & ~(${ones(bits)} << ${shift}) | ${raw} << ${shift};`;
  switch (meaning.as) {
    case 'flag':
      return `get ${name}() { ${note} return (${stored}) !== 0; }
        set ${name}(v) { if (v !== true && v !== false) ${refuse} ${put('(v ? 1 : 0)')} }`;
    case 'word': {
      const words = meaning.words.map((word) => JSON.stringify(word));
      const read = words
        .slice(0, -1)
        .reduceRight((rest, word, i) => `n === ${i} ? ${word} : ${rest}`, words.at(-1)!);
      const find = words.reduceRight((rest, word, i) => `v === ${word} ? ${i} : ${rest}`, '-1');
      return `get ${name}() { ${note} const n = ${stored}; return ${read}; }
        set ${name}(v) { const n = ${find}; if (n < 0) ${refuse} ${put('n')} }`;
    }
    default: {
      const raw = bias ? `v + ${bias}` : 'v';
      return `get ${name}() { ${note} return ${bias ? `(${stored}) - ${bias}` : stored}; }
        set ${name}(v) { const r = ${raw}; if (r >>> 0 !== r || ${bias ? `r - ${bias} !== v || ` : ''}r >= ${values}) ${refuse} ${put('r')} }`;
    }
  }
}

/** The most words that a schema can take: one for each field. */
function mostWords(schema: Schema, bounds: Bounds): number {
  switch (schema.kind) {
    case 'field':
      return 1;
    case 'map':
      return sizeIn(schema.keys.size, bounds) * mostWords(schema.element, bounds);
    default: {
      const one = Object.values(schema.fields as Readonly<Record<string, Schema>>).reduce(
        (sum, field) => sum + mostWords(field, bounds),
        1,
      );
      return 'capacity' in schema ? 1 + sizeIn(schema.capacity, bounds) * one : one;
    }
  }
}

/** The words are made outside V8's heap, so that their address is a constant in compiled code; or they are given. */
export const offHeap = (words: number): Int32Array<ArrayBuffer> =>
  new Int32Array(new ArrayBuffer(4 * Math.max(32, words)));

/**
 * Lays a schema out in bits.
 *
 * @param limits How often each limited action may happen: the counters are a part of the state beside the model's own.
 * @param options.over Words to lie over, for a second view of a state that is kept elsewhere.
 * @param options.notesReads Whether the views note, in `reads`, which bits were read through them.
 */
export function packedRegister<S extends RecordOf<any>>(
  schema: S,
  bounds: Bounds,
  limits: Readonly<Record<string, number>> = {},
  { over, notesReads = false }: { readonly over?: Int32Array; readonly notesReads?: boolean } = {},
): PackedRegister<View<S> & { readonly bounds: Bounds }> {
  const counters = record(
    Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, upTo(most)])),
  );
  const words = over ?? offHeap(1 + mostWords(schema, bounds) + mostWords(counters, bounds));
  const reads = offHeap(notesReads ? words.length : 0);
  const used: number[] = [];
  const maps: { readonly path: string; readonly elements: object[]; readonly made: readonly object[] }[] = [];

  const place = (bits: number): Place => {
    let at = used.findIndex((n) => n + bits <= 32);
    if (at < 0) at = used.push(0) - 1;
    const shift = used[at]! & 31;
    used[at]! += bits;
    return { at, shift };
  };
  const refusalIn =
    (fields: Readonly<Record<string, Schema>>) =>
    ({ $path }: { $path: string }, name: string, value: unknown): never => {
      throw new OutOfRange($path ? `${$path}.${name}` : name, value, rangeOf(fields[name] as Field, bounds));
    };

  /** Writes the class of a view: accessors for fields, constant properties for parts that have views of their own. */
  function viewClass(of: Readonly<Record<string, Schema>>, methods = '', store = words, most = 32) {
    const fields = Object.entries(of).filter(([, { kind }]) => kind === 'field') as [string, Field][];
    const nested = Object.entries(of).filter(([, { kind }]) => kind !== 'field');
    const groups = groupsOf(Object.fromEntries(fields), bounds, most);
    const makers = nested.map(([, part]) => makerOf(part));
    const View = new Function(
      'words',
      'reads',
      'makers',
      'outOfRange',
      `return class {
      constructor(places, path, id) {
        this.$path = path;
        if (id !== undefined) Object.defineProperty(this, 'id', { value: id, enumerable: true, configurable: true });
        ${groups.map((_, g) => `this.$at${g} = places[${g}].at; this.$shift${g} = places[${g}].shift;`).join('\n')}
        ${nested.map(([name], i) => `Object.defineProperty(this, '${name}', { value: makers[${i}](path ? path + '.${name}' : '${name}'), enumerable: true, configurable: true });`).join('\n')}
      }
      ${groups.flatMap((parts, g) => parts.map((part) => accessors(part, g, notesReads && store === words))).join('\n')}
      $clear() { ${groups
        .map((parts, g) => `words[this.$at${g}] &= ~(${ones(bitsOf(parts))} << this.$shift${g});`)
        .join(' ')} }
      ${methods}
    }`,
    )(store, reads, makers, refusalIn(of)) as new (
      places: readonly Place[],
      path: string,
      id?: number,
    ) => object;
    Object.setPrototypeOf(View.prototype, NO_OTHER_NAMES);
    return { View, groups };
  }
  function viewMaker(of: Readonly<Record<string, Schema>>, methods = ''): Make {
    const { View, groups } = viewClass(of, methods);
    return (path, id) =>
      new View(
        groups.map((parts) => place(bitsOf(parts))),
        path,
        id,
      );
  }
  const copyOf = (fields: Fields, to: string, from: string): string =>
    Object.keys(fields)
      .map((name) => `${to}.${name} = ${from}.${name};`)
      .join(' ');

  function optionalMaker(fields: Fields): Make {
    const presence: Field<boolean> = { kind: 'field', bias: 0, values: () => 2, meaning: { as: 'flag' } };
    return viewMaker(
      { present: presence, ...fields },
      `put(content) { ${copyOf(fields, 'this', 'content')} this.present = true; } clear() { this.$clear(); }`,
    );
  }
  function logMaker(capacity: number, fields: Fields): Make {
    const entry = closed(viewMaker(fields));
    const log = viewMaker(
      { endOffset: upTo(capacity) },
      `get isFull() { return this.endOffset === ${capacity}; }
      at(offset) {
        if (offset >>> 0 !== offset || offset >= this.endOffset)
          throw new RangeError(this.$path + ' has no record at offset ' + offset + ': it ends at ' + this.endOffset + '.');
        return this.$entries[offset];
      }
      append(record) {
        const end = this.endOffset;
        this.endOffset = end + 1;
        const entry = this.$entries[end];
        ${copyOf(fields, 'entry', 'record')}
      }
      truncateTo(endOffset) {
        const end = this.endOffset;
        if (endOffset >= end) return;
        this.endOffset = endOffset;
        for (let offset = endOffset; offset < end; offset++) this.$entries[offset].$clear();
      }`,
    );
    return closed((path) =>
      Object.assign(log(path), {
        $entries: Array.from({ length: capacity }, (_, offset) => entry(`${path}[${offset}]`)),
      }),
    );
  }
  function messagesMaker(kind: 'set' | 'bag', capacity: number, fields: Fields): Make {
    // A hand has a word for each part of a message, all but the sign; the places in flight are packed like all else.
    const { groups } = viewClass(fields, '', words, 31);
    const sizes = viewMaker({ size: upTo(capacity) });
    const hand = (path: string): object => {
      const own = offHeap(groups.length);
      const { View } = viewClass(fields, '', own, 31);
      return Object.preventExtensions(
        Object.assign(
          new View(
            groups.map((_, at) => ({ at, shift: 0 })),
            path,
          ),
          { $words: own },
        ),
      );
    };
    const K = groups.map((_, k) => k);
    const all = (code: (k: number) => string, between = ' '): string => K.map(code).join(between);
    const Flight = new Function(
      'words',
      'reads',
      'RangeError',
      `return class {
      constructor(path, sizes, at, shift, hand) {
        this.$path = path; this.$sizes = sizes; this.$hand = hand(path); this.$words = this.$hand.$words;
        this.$seen = [hand(path)]; this.$asking = 0; this.capacity = ${capacity};
        ${all((k) => `this.$at${k} = at[${k}]; this.$shift${k} = shift[${k}];`)}
      }
      get size() { return this.$sizes.size; }
      get isFull() { return this.$sizes.size === ${capacity}; }
      ${all(
        (k) => `
      $get${k}(i) { ${notesReads ? `reads[this.$at${k}[i]] |= ${ones(bitsOf(groups[k]!))} << this.$shift${k}[i];` : ''} return words[this.$at${k}[i]] >>> this.$shift${k}[i] & ${ones(bitsOf(groups[k]!))}; }
      $set${k}(i, v) { const at = this.$at${k}[i], shift = this.$shift${k}[i]; words[at] = words[at] & ~(${ones(bitsOf(groups[k]!))} << shift) | v << shift; }`,
      )}
      $take(message) { const hand = this.$hand; ${copyOf(fields, 'hand', 'message')} }
      /** How the message in hand compares with the one at a place. */
      $compare(i) { ${all((k) => `{ const d = this.$words[${k}] - this.$get${k}(i); if (d !== 0) return d; }`)} return 0; }
      $find() { for (let i = 0, n = this.size; i < n; i++) if (this.$compare(i) === 0) return i; return -1; }
      $move(from, to) { ${all((k) => `this.$set${k}(to, this.$get${k}(from));`)} }
      isChoice(i) { return i < this.size && (i === 0 || ${all((k) => `this.$get${k}(i) !== this.$get${k}(i - 1)`, ' || ') || 'false'}); }
      pick(i, hand) { ${all((k) => `hand.$words[${k}] = this.$get${k}(i);`)} }
      has(message) { this.$take(message); return this.$find() >= 0; }
      count(message) { this.$take(message); let n = 0; for (let i = 0, size = this.size; i < size; i++) if (this.$compare(i) === 0) n++; return n; }
      some(test) { return this.$finds(test, true); }
      every(test) { return !this.$finds(test, false); }
      /** A test may ask of the same messages again: each that is under way has a hand of its own. */
      $finds(test, answer) {
        const seen = this.$seen[this.$asking] ??= this.makeHand();
        this.$asking++;
        try {
          for (let i = 0, n = this.size; i < n; i++) { this.pick(i, seen); if (!test(seen) !== answer) return true; }
          return false;
        } finally { this.$asking--; }
      }
      add(message) {
        this.$take(message);
        ${kind === 'set' ? 'if (this.$find() >= 0) return;' : ''}
        let i = this.size;
        if (i === ${capacity}) throw new RangeError(this.$path + ' is full: within these bounds it holds ${capacity} messages.');
        for (; i > 0 && this.$compare(i - 1) < 0; i--) this.$move(i - 1, i);
        ${all((k) => `this.$set${k}(i, this.$words[${k}]);`)}
        this.$sizes.size++;
      }
      remove(message) {
        this.$take(message);
        const last = this.size - 1;
        let i = this.$find();
        if (i < 0) return;
        for (; i < last; i++) this.$move(i + 1, i);
        ${all((k) => `this.$set${k}(last, 0);`)}
        this.$sizes.size--;
      }
    }`,
    )(words, reads, RangeError) as new (...parts: unknown[]) => MessagesPart;
    Object.setPrototypeOf(Flight.prototype, NO_OTHER_NAMES);
    return (path) => {
      const size = sizes(path);
      const places = Array.from({ length: capacity }, () => groups.map((parts) => place(bitsOf(parts))));
      const at = K.map((k) => Int32Array.from(places, (parts) => parts[k]!.at));
      const shift = K.map((k) => Int32Array.from(places, (parts) => parts[k]!.shift));
      const messages = new Flight(path, size, at, shift, hand);
      const part: CollectionPart = { kind: 'messages', messages };
      return Object.preventExtensions(
        Object.assign(messages, { fields, makeHand: () => hand(path), [PART]: part }),
      );
    };
  }

  function makerOf(part: Schema): Make {
    switch (part.kind) {
      case 'field':
        throw new Error('A field has no view of its own.');
      case 'record':
        return closed(viewMaker(part.fields));
      case 'optional':
        return closed(optionalMaker(part.fields));
      case 'log':
        return logMaker(sizeIn(part.capacity, bounds), part.fields);
      case 'map': {
        const element = makerOf(part.element);
        const count = sizeIn(part.keys.size, bounds);
        return (path) => {
          const elements = Array.from({ length: count }, (_, id) => element(`${path}[${id}]`, id)) as {
            id: number;
          }[];
          maps.push({ path, elements, made: elements.slice() });
          return Object.assign(elements, { [PART]: { kind: 'elements', elements } satisfies CollectionPart });
        };
      }
      default:
        return messagesMaker(part.kind, sizeIn(part.capacity, bounds), part.fields);
    }
  }

  const state = Object.preventExtensions(
    Object.assign(viewMaker(schema.fields)(''), { bounds: Object.freeze(strictly(bounds, 'bounds')) }),
  ) as View<S> & { readonly bounds: Bounds };
  const counts = makerOf(counters)('limits') as Record<string, number>;
  if (used.length === 0) used.push(0);
  const size = used.length;
  return {
    state,
    limits: counts,
    words: words.subarray(0, size),
    reads,
    bits: used.reduce((sum, bits) => sum + bits, 0),
    clear: () => void words.fill(0, 0, size),
    // An array that is frozen would say so itself, and take a search half as long again.
    replaced: () => {
      for (const { path, elements, made } of maps) {
        for (let id = 0; id < Math.max(elements.length, made.length); id++)
          if (elements[id] !== made[id]) return `${path}[${id}]`;
        const other = Object.keys(elements)[made.length];
        if (other !== undefined) return `${path}.${other}`;
      }
      return undefined;
    },
  };
}
