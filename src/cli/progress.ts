import type { ProgressEvent, Report } from '../base/progress.ts';

const BAR = 24;

/** Tells a person how the run goes: a bar that moves on a terminal, a line a step elsewhere. Writes to stderr. */
export function openProgress(stream: NodeJS.WriteStream, now: () => number): Report {
  return stream.isTTY
    ? terminalProgress(stream, now)
    : (event) => {
        if (event.type === 'end') stream.write(`${renderEnd(event)}\n`);
      };
}

function terminalProgress(stream: NodeJS.WriteStream, now: () => number): Report {
  let began = now();
  const redraw = (text: string): void => {
    stream.write(`\r\u001b[2K${text.slice(0, stream.columns - 1)}`);
  };
  return (event) => {
    if (event.type === 'begin') {
      began = now();
      redraw(`  ${event.step} …`);
    } else if (event.type === 'share') {
      redraw(renderShare(event.step, event.share, (now() - began) / 1000));
    } else {
      redraw(`${renderEnd(event)}\n`);
    }
  };
}

function renderShare(step: string, share: number, seconds: number): string {
  const done = Math.round(share * BAR);
  const left = share > 0.02 ? `, ${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
  return `  ${step} ${'█'.repeat(done)}${'░'.repeat(BAR - done)} ${Math.floor(share * 100)} %${left}`;
}

function renderEnd({ step, seconds, rows }: Extract<ProgressEvent, { type: 'end' }>): string {
  const rate =
    rows === null || rows === 0
      ? ''
      : `, ${count(rows)} rows, ${count(rows / Math.max(seconds, 0.001))} rows/s`;
  return `  ${step} ${seconds.toFixed(1)} s${rate}`;
}

/** A number with three figures at most and a unit, such as 20M. */
function count(n: number): string {
  if (n >= 1e6) return `${(n / 1e6).toPrecision(3)}M`;
  return n >= 1e3 ? `${(n / 1e3).toPrecision(3)}k` : String(Math.round(n));
}
