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
  /** The heads of the columns that say what a row is. */
  readonly heads: readonly string[];
  /** The properties of the other columns. */
  readonly properties: readonly string[];
  readonly rows: readonly Row[];
}

/** A table from its parts. @throws Error for one without rows or properties, and a row that does not fit the heads. */
export function table(parts: Table): Table {
  const { heads, properties, rows } = parts;
  if (rows.length === 0 || properties.length === 0)
    throw new Error('table: without rows and properties there is nothing to show.');
  const odd = rows.findIndex(({ is }) => is.length !== heads.length);
  if (odd >= 0)
    throw new Error(
      `table: row ${odd + 1} says ${rows[odd]!.is.length} things, and there are ${heads.length} heads.`,
    );
  return parts;
}
