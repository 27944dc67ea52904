/** Notes what is read of a state, while somebody wants to know. */
export class Reads {
  private noted: Map<string, string> | undefined;

  /** @param show The value as a trace has it: asked for only where it is wanted. */
  note(path: string, show: () => string): void {
    if (this.noted !== undefined && !this.noted.has(path)) this.noted.set(path, show());
  }

  /** What is read while something is asked, `brokers[1].running = false`, in the order in which it is read first. */
  during(ask: () => void): string[] {
    const noted = new Map<string, string>();
    this.noted = noted;
    try {
      ask();
    } finally {
      this.noted = undefined;
    }
    return [...noted].map(([path, value]) => `${path} = ${value}`);
  }
}
