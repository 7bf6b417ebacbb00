import type { Assessment } from '../../artifacts/assessment.ts';
import type { PrepareNote } from '../../artifacts/prepare-result.ts';
import type { Answer } from './answers.ts';

/** What følgebrev and overview must tell: the notes of an assessment, and its warnings with what was answered. */
export function notesOf(
  { rules }: Pick<Assessment, 'rules'>,
  answers: readonly Answer[],
): readonly PrepareNote[] {
  return rules
    .filter(({ outcome }) => outcome === 'note' || outcome === 'warn')
    .flatMap(({ code, basis, title, tittel, findings }) => {
      const answered = answers.find((answer) => answer.code === code);
      const answer = answered === undefined ? null : { text: answered.text, by: answered.by };
      return findings.map(({ at, got, funn = null }) => ({
        ...{ code, basis, title, tittel, at },
        ...{ text: got, funn, answer },
      }));
    });
}
