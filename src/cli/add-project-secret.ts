import { Option, type Command } from 'commander';
import { withJson } from './with-json.ts';

/** The secret that løpenumre of a project are derived under, made by one party and shared with the others. */
export function addProjectSecret(keys: Command): void {
  withJson(keys.command('hemmelighet').argument('<project>'))
    .description('make the secret that løpenumre of a project are derived under, or give it, or take it in')
    .option('--mottaker <key>', 'give it, sealed to the public key (age1…) of another party')
    .option('--ut <file>', 'new file for what is given')
    .addOption(new Option('--fra <file>', 'take in what another party gave').conflicts(['mottaker', 'ut']))
    .addHelpText(
      'after',
      '\nExample:\n  $ tilrette keys hemmelighet p4410\n  $ tilrette keys hemmelighet p4410 --mottaker age1… --ut p4410.age',
    )
    .action(async (project: string, options: unknown) =>
      (await import('./commands/project-secret.ts')).projectSecretCommand(project, options),
    );
}
