// Runs command lines one after the other in one process, so that the program is loaded once for all of them.
import { pathToFileURL } from 'node:url';

const { runProgram } = await import(pathToFileURL(process.argv[2] ?? '').href);
const environment = { ...process.env };
const waiting = [];
let busy = false;

process.on('message', (call) => {
  waiting.push(call);
  void work();
});

async function work() {
  if (busy) return;
  busy = true;
  for (let call = waiting.shift(); call !== undefined; call = waiting.shift())
    process.send?.({ id: call.id, ...(await answer(call)) });
  busy = false;
}

async function answer({ args, cwd, env }) {
  const said = { stdout: '', stderr: '' };
  const writers = ['stdout', 'stderr'].map((name) => [name, process[name].write]);
  for (const [name] of writers)
    process[name].write = (text) => {
      said[name] += String(text);
      return true;
    };
  const before = new Map(['SIGINT', 'SIGTERM'].map((signal) => [signal, process.listeners(signal)]));
  process.chdir(cwd);
  process.env = { ...environment, ...env };
  process.exitCode = undefined;
  try {
    await runProgram(args);
  } finally {
    for (const [name, write] of writers) process[name].write = write;
    for (const [signal, kept] of before)
      for (const listener of process.listeners(signal))
        if (!kept.includes(listener)) process.removeListener(signal, listener);
  }
  const status = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { status, signal: null, ...said };
}
