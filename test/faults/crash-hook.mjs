// Preloaded into the program: kills it, as a power cut would, at the call of rename(2) that DIE_AT names as
// «before|after <how many-th> <end of the new name>»; PACKAGE is the name of a package, APPROVED that of one that waited.
// «after <how many-th> PART» is when so many parts are finished and noted.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [when, nth, end] = (process.env.DIE_AT ?? '').split(' ');
const rename = fs.rename;
const before = { PACKAGE: '.under-arbeid', APPROVED: '.venter' };
const isNamed = (from, to) => (end in before ? from.endsWith(before[end]) : to.endsWith(end));
let met = 0;

fs.rename = async (from, to) => {
  const named = isNamed(String(from), String(to));
  if (named) met += 1;
  const here = named && met === Number(nth);
  if (here && when === 'before') process.kill(process.pid, 'SIGKILL');
  await rename(from, to);
  if (here) process.kill(process.pid, 'SIGKILL');
};

const open = fs.open;
let parts = 0;

fs.open = async (path, ...rest) => {
  const file = await open(path, ...rest);
  if (end !== 'PART' || !String(path).endsWith('ferdige-deler')) return file;
  const datasync = file.datasync.bind(file);
  file.datasync = async () => {
    await datasync();
    parts += 1;
    if (parts === Number(nth)) process.kill(process.pid, 'SIGKILL');
  };
  return file;
};
syncBuiltinESMExports();
