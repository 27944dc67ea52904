/** One search of a table: a protocol by its name, where other bounds and limits than its own are in force. */
export interface Row {
  /** What tells it from the other rows, by the heads of the columns. */
  readonly is: readonly string[];
  readonly protocol: string;
  readonly bounds?: Readonly<Record<string, number>>;
  readonly limits?: Readonly<Record<string, number>>;
}
/** Verdicts side by side: what depends on what. Its cells are found by the checker, and recorded under `traces/`. */
export interface Table {
  readonly title: string;
  /** What has to be known to read it right: the cluster, and what is left out. Lines that are printed above the grid. */
  readonly notes?: readonly string[];
  /** The heads of the columns that say what a row is. */
  readonly heads: readonly string[];
  /** The properties of the other columns. */
  readonly properties: readonly string[];
  /** Bounds that may keep no step from happening. */
  readonly free?: readonly string[];
  readonly rows: readonly Row[];
}

/** What is between two columns of a table that is written as text. */
const GAP = '  ';

/** A table from its parts. @throws Error for one without rows or properties, and for rows that cannot be told apart. */
export function table(parts: Table): Table {
  const { title, heads, properties, rows } = parts;
  if ([heads, rows, properties].some(({ length }) => length === 0))
    throw new Error('table: without heads, rows and properties there is nothing to show.');
  for (const [i, { is }] of rows.entries()) {
    if (is.length !== heads.length)
      throw new Error(`table: row ${i + 1} says ${is.length} things, and there are ${heads.length} heads.`);
    const twin = rows.findIndex((other) => other.is.join(GAP) === is.join(GAP));
    if (twin !== i) throw new Error(`table: rows ${twin + 1} and ${i + 1} say the same of themselves.`);
  }
  for (const text of [title, ...heads, ...rows.flatMap(({ is }) => is)])
    if (text.trim() !== text || text === '' || text.includes(GAP) || text.includes('\n'))
      throw new Error(`table: "${text}" is to be words on one line, with one space between them.`);
  return parts;
}
