/** What generated code refers to by name. */
export class Constants {
  private readonly names = new Map<unknown, string>();
  constructor(private readonly named: Readonly<Record<string, unknown>>) {}
  /** The name of a value; a number stands for itself. */
  name(value: unknown): string {
    if (typeof value === 'number') return String(value);
    if (!this.names.has(value)) this.names.set(value, `_${this.names.size}`);
    return this.names.get(value)!;
  }
  function<F extends (...given: any) => unknown = () => void>(
    name: string,
    body: string,
    parameters: string = '',
  ): F {
    // A method, since a function would hide what has its name, and no function has the name of a reserved word.
    return new Function(
      ...Object.keys(this.named),
      ...this.names.values(),
      `return { ${name}(${parameters}) { ${body} } }.${name}`,
    )(...Object.values(this.named), ...this.names.keys()) as F;
  }
}
