// Preloaded into the program: writes every message between its threads to the file that MESSAGES names.
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { isMainThread, MessagePort, Worker } from 'node:worker_threads';

const whole = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, breakLength: Infinity };

for (const { prototype } of isMainThread ? [MessagePort, Worker] : []) {
  const { postMessage } = prototype;
  prototype.postMessage = function (message, ...rest) {
    appendFileSync(process.env.MESSAGES, `${inspect(message, whole)}\n`);
    return postMessage.call(this, message, ...rest);
  };
}
