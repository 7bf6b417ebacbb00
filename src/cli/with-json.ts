import type { Command } from 'commander';

/** Every command that tells something can tell it to a machine. */
export const withJson = (command: Command): Command =>
  command.option('--json', 'one JSON document on stdout');
