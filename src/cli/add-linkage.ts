import type { Command } from 'commander';
import { withJson } from './with-json.ts';

/** What goes between the parties of a linkage in which each delivers on her own. */
export function addLinkage(program: Command): void {
  const linkage = program
    .command('kobling')
    .description('linkage with other forvaltere, who deliver under the same løpenumre')
    .addHelpText(
      'after',
      '\nExample:\n  $ tilrette kobling noekkelfil 20261101T120000Z_1a2b3c --ut noekler/',
    );
  withJson(linkage.command('noekkelfil').argument('<run>'))
    .description('hand over the key files of a delivery, each encrypted to its party, and record it')
    .requiredOption('--ut <folder>', 'folder for the files')
    .addHelpText('after', '\nExample:\n  $ tilrette kobling noekkelfil 20261101T120000Z_1a2b3c --ut noekler/')
    .action(async (run: string, options: unknown) =>
      (await import('./commands/kobling.ts')).keyFilesCommand(run, options),
    );
}
