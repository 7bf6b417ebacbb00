import { createInterface } from 'node:readline/promises';

/** Asks on the terminal and waits for a yes (j, ja, y, yes); where nobody is there to ask, the answer is no. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:ja?|y(?:es)?)$/i.test((await terminal.question(`${question} [j/N] `)).trim());
  } finally {
    terminal.close();
  }
}
