import type { Command } from 'commander';
import { withJson } from './with-json.ts';

/** Options of the commands that run pipelines. */
const withPipelines = (command: Command): Command =>
  withJson(command)
    .option('--pipelines <folder>', 'folder with pipeline files', 'pipelines')
    .option('--metrikk <file>', 'write metrics for Prometheus (text format) to a file');

/** Recurring deliveries. */
export function addNightly(program: Command): void {
  withPipelines(program.command('batch'))
    .description('run the pipelines that are due, and exit (for cron, systemd, Kubernetes)')
    .addHelpText('after', '\nExample:\n  $ tilrette batch --pipelines pipelines --json')
    .action(async (options: unknown) => (await import('./commands/batch.ts')).batchCommand(options));
  withPipelines(program.command('schedule'))
    .description('stay, and run pipelines when they are due')
    .option('--systemd <folder>', 'write unit and timer files into a folder instead')
    .addHelpText('after', '\nExample:\n  $ tilrette schedule --pipelines pipelines --systemd units/')
    .action(async (options: unknown) => (await import('./commands/schedule.ts')).scheduleCommand(options));
}
