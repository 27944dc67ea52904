/** What a run of the command line amounts to; of several the highest of 3 > 1 > 2 > 0 counts. */
export const EXIT = { asExpected: 0, notAsExpected: 1, unsettled: 2, badInput: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of several runs together. */
export const worst = (codes: readonly ExitCode[]): ExitCode =>
  ([EXIT.badInput, EXIT.notAsExpected, EXIT.unsettled] as const).find((code) => codes.includes(code)) ??
  EXIT.asExpected;

/** A name that nothing has. */
export interface Missing {
  readonly what: 'protocol' | 'property';
  readonly name: string;
}
/** Something that was asked for and cannot be done: what is wrong, where, and what to do. Its exit code is 3. */
export class InputError extends Error {
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** The arguments of `tidemark` that are of use next. */
  readonly next: string | undefined;
  /** What there is not, by the name that it was asked for. */
  readonly missing: Missing | undefined;
  constructor(
    message: string,
    where: {
      readonly file?: string | undefined;
      readonly line?: number | undefined;
      readonly next?: string | undefined;
      readonly missing?: Missing | undefined;
    } = {},
  ) {
    super(message);
    this.file = where.file;
    this.line = where.line;
    this.next = where.next;
    this.missing = where.missing;
  }
  get where(): string {
    if (this.file === undefined) return '';
    return this.line === undefined ? `${this.file}: ` : `${this.file}:${this.line}: `;
  }
}
