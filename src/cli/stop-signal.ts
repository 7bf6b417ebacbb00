/** A signal that is given when the process is asked to stop, by a terminal, systemd or Kubernetes. */
export function openStop(): AbortSignal {
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  process.on('SIGINT', abort).on('SIGTERM', abort);
  return stop.signal;
}
