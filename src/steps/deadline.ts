import type { CaseDeadline, Saturday } from '../artifacts/deadlines.ts';
import { caseDeadline } from '../deadlines/case-deadline.ts';
import { isHealthResearch } from '../vedtak/law/facts.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** The deadline of the case of a decision, as of an ISO date; null where it cannot be known. */
export function deadlineOf(vedtak: Vedtak, saturday: Saturday, today: string): CaseDeadline | null {
  const { utvalg, registre, rettsgrunnlag, kobling } = vedtak;
  const sources = [utvalg.kilde, ...(utvalg.kilder ?? []), utvalg.kontroller?.kilde, ...registre];
  const own = sources.flatMap((source) => source?.register ?? []);
  const registers = new Set([...own, ...kobling.parter.flatMap((part) => part.registre)]);
  const facts = {
    registers: registers.size,
    soeknadKomplett: vedtak.vedtak.soeknadKomplett,
    rek: isHealthResearch(vedtak) ? rettsgrunnlag.rek?.dato : undefined,
    decided: vedtak.vedtak.dato,
    today,
  };
  return caseDeadline(facts, saturday);
}
