import type { Registers } from './register-rows.ts';

interface DrawnCase {
  readonly decision: Readonly<Record<string, unknown>>;
  readonly registers: Registers;
}

/** A case as text: the decision, then each table with one line a row. */
export function renderCase({ decision, registers }: DrawnCase): string {
  const tables = Object.entries(registers.tables).map(([name, rows]) => {
    const columns = Object.keys(rows[0] ?? {});
    const lines = rows.map((row) => columns.map((column) => String(row[column])).join(' | '));
    return [`${name}: ${columns.join(' | ')}`, ...lines].join('\n');
  });
  const lists = {
    identiteter: registers.identities,
    reservasjoner: registers.objections,
    samtykker: registers.consents ?? null,
    medRegister: registers.objectionsByRegister,
  };
  return [JSON.stringify(decision, null, 1), ...tables, JSON.stringify(lists)].join('\n\n');
}
