import type { Command } from 'commander';
import { addProjectSecret } from './add-project-secret.ts';
import { withJson } from './with-json.ts';

/** The keys of the registerforvalter, the koblingsnøkler, and the secrets of projects. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('the keys of the registerforvalter');
  withJson(keys.command('ny'))
    .description('make the signing key and the age identity of the forvalter')
    .option('--prinsipal <name>', 'name that the signing key is known by to recipients', 'forvalter')
    .addHelpText('after', '\nExample:\n  $ tilrette keys ny --prinsipal forvalter@register.example')
    .action(async (options: unknown) => (await import('./commands/keys.ts')).newKeysCommand(options));
  withJson(keys.command('vis'))
    .description('show the public halves')
    .addHelpText('after', '\nExample:\n  $ TILRETTE_HJEM=/srv/tilrette tilrette keys vis')
    .action(async (options: unknown) => (await import('./commands/keys.ts')).showKeysCommand(options));
  addKeyStore(keys);
  addProjectSecret(keys);
}

/** The keys as a store: rotated, copied, restored, deleted. */
function addKeyStore(keys: Command): void {
  const load = () => import('./commands/key-store.ts');
  withJson(keys.command('roter'))
    .description('make a new identity and wrap every koblingsnøkkel anew; no løpenummer changes')
    .addHelpText('after', '\nExample:\n  $ tilrette keys roter')
    .action(async (options: unknown) => (await load()).rotateCommand(options));
  withJson(keys.command('eksporter'))
    .description('copy keys, koblingsnøkler and record, sealed to a recipient that is kept elsewhere')
    .requiredOption('--ut <folder>', 'new folder for the copy')
    .requiredOption('--mottaker <key>', 'public key (age1…) of whoever keeps copies')
    .addHelpText('after', '\nExample:\n  $ tilrette keys eksporter --ut kopi/ --mottaker age1…')
    .action(async (options: unknown) => (await load()).exportCommand(options));
  withJson(keys.command('gjenopprett'))
    .description('put a copy back where there is no state directory')
    .requiredOption('--fra <folder>', 'the copy')
    .requiredOption('--identitet <file>', 'age identity the copy is sealed to')
    .addHelpText('after', '\nExample:\n  $ tilrette keys gjenopprett --fra kopi/ --identitet kopi.txt')
    .action(async (options: unknown) => (await load()).restoreCommand(options));
  withJson(keys.command('slett').argument('<saksnummer>'))
    .description('delete the koblingsnøkkel of a case, with proof in the record')
    .option('--begrunnelse <text>', 'why it goes before the databruker has confirmed deletion')
    .addHelpText('after', '\nExample:\n  $ tilrette keys slett 24/01234')
    .action(async (saksnummer: string, options: unknown) =>
      (await load()).deleteKeyCommand(saksnummer, options),
    );
}
