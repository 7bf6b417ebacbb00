/** Exit status per stage; 0 is done, 1 a fault in the program, 130 interrupted. */
export const exitCodes = {
  usage: 2,
  vedtak: 10,
  plan: 11,
  sql: 12,
  run: 13,
  risk: 14,
  package: 15,
  ledger: 16,
} as const;

export type Stage = keyof typeof exitCodes;

export const INTERRUPTED = 130;
