/**
 * Lets Ctrl-C end what is under way with what it has found so far; a second one ends the process.
 *
 * @returns What to call when it is over.
 */
export function onInterrupt(say: (text: string) => void, stop: () => void): () => void {
  const interrupt = (): void => {
    say('Interrupted: what was found so far follows. Once more ends it at once.');
    // Some senders signal a process and its group, which is one wish and two signals.
    const first = performance.now();
    process.on('SIGINT', () => {
      if (performance.now() - first > 500) process.exit(130);
    });
    stop();
  };
  process.once('SIGINT', interrupt);
  return () => void process.off('SIGINT', interrupt);
}
