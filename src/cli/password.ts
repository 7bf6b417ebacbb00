import { closeSync, openSync, writeSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ReadStream } from 'node:tty';
import type { Password } from '../crypto/recipients.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { Surroundings } from '../steps/settings.ts';

const TERMINAL = '/dev/tty';

/**
 * Who is told the password of a delivery: a new file of mode 0600 where one is named, else the terminal, past stdout and
 * stderr so that no log has it; nobody where there is neither.
 */
export function passwordTeller(
  file: string | undefined,
): Pick<Surroundings, 'tellPassword' | 'passwordFile'> {
  if (file !== undefined)
    return { tellPassword: (password) => writePassword(resolve(file), password), passwordFile: true };
  const terminal = openTerminal('w');
  if (terminal === null) return {};
  closeSync(terminal);
  return { tellPassword: showPassword };
}

/**
 * The password in a file of mode 0600 (its first line), or as it is typed on the terminal, unseen. Throws `usage.file`,
 * also for a file that others may read, and where there is no terminal.
 */
export async function readPassword(file: string | undefined): Promise<Password> {
  if (file === undefined) return askPassword();
  const path = resolve(file);
  try {
    if (((await stat(path)).mode & 0o077) !== 0)
      throw unusable(path, 'open to others than its owner: chmod 600');
    return Buffer.from((await readFile(path, 'utf8')).split(/\r?\n/, 1)[0] ?? '');
  } catch (error) {
    throw asUnusable(path, error);
  }
}

async function writePassword(path: string, password: Password): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${Buffer.from(password).toString()}\n`);
    await file.sync();
    await file.close();
  } catch (error) {
    throw asUnusable(path, error);
  }
}

function showPassword(password: Password): Promise<void> {
  const terminal = openTerminal('w');
  if (terminal === null) return Promise.reject(unusable(TERMINAL, 'no terminal'));
  const text = Buffer.from(password).toString();
  writeSync(
    terminal,
    `\nPassword, shown this once and kept nowhere:\n\n  ${text}\n\nSend it by another way than the package.\n`,
  );
  closeSync(terminal);
  return Promise.resolve();
}

function askPassword(): Promise<Password> {
  const terminal = openTerminal('r+');
  if (terminal === null) return Promise.reject(unusable(TERMINAL, 'no terminal: give --passord-fil FILE'));
  writeSync(terminal, 'Password: ');
  const input = new ReadStream(terminal).setRawMode(true);
  return new Promise((done) => {
    let typed = '';
    input.on('data', (data: Buffer) => {
      for (const letter of data.toString()) {
        if (letter === '\u007f' || letter === '\b') typed = typed.slice(0, -1);
        else if (letter === '\u0003' || letter === '\u0004' || letter === '\r' || letter === '\n') {
          writeSync(terminal, '\n');
          input.setRawMode(false).destroy();
          done(Buffer.from(letter === '\u0003' ? '' : typed));
          return;
        } else typed += letter;
      }
    });
  });
}

function openTerminal(flags: 'w' | 'r+'): number | null {
  try {
    return openSync(TERMINAL, flags);
  } catch {
    return null;
  }
}

const unusable = (path: string, reason: string) => refuse('usage', 'usage.file', path, { reason });

function asUnusable(path: string, error: unknown): unknown {
  return error instanceof Error && 'code' in error ? unusable(path, String(error.code)) : error;
}
