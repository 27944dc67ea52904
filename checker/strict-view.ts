/** What JSON, promises and Node's `inspect` ask any object for. */
const ASKED_OF_ALL = new Set(['toJSON', 'then', 'href']);

/**
 * Where the prototypes of views end: whoever gets here asks for a name that there is not. To JavaScript it would be undefined;
 * a guard that is misspelt would never hold, what should break never would, and all would be well. Types refuse that, but not
 * all that is run is checked for types. Names that there are, are found before, at no cost.
 */
export const NO_OTHER_NAMES: object = new Proxy(Object.prototype, {
  get(all, key, view: View) {
    // What begins with $ is the views' own.
    if (typeof key !== 'string' || key in all || key.startsWith('$') || ASKED_OF_ALL.has(key))
      return Reflect.get(all, key, view);
    throw new TypeError(`${view.$path || 'The state'} has no ${key}: it has ${namesIn(view).join(', ')}.`);
  },
});
interface View {
  /** What it is called: nothing, if it is the whole state. */
  readonly $path: string;
}

/** The names that a model may use: what is in a view, and what it can do. */
function namesIn(view: object): string[] {
  const names = Object.keys(view);
  for (let of: object = Object.getPrototypeOf(view); of !== NO_OTHER_NAMES; of = Object.getPrototypeOf(of))
    names.unshift(...Object.getOwnPropertyNames(of));
  return names.filter((name) => !name.startsWith('$') && name !== 'constructor');
}

/** The same values, and no other names. */
export const strictly = <T extends object>(values: T, $path: string): T =>
  Object.assign(Object.create(NO_OTHER_NAMES, { $path: { value: $path } }) as object, values) as T;

/** What is said of an element of a map that somebody has replaced. */
export const replacedText = (path: string): string =>
  `An action has replaced ${path} by something else, which no state keeps: it must write what is in it.`;
