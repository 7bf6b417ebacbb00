import { z } from 'zod';
import { dateOf, dayOf } from '../../deadlines/calendar.ts';
import { COMPLAINT_DAYS } from '../../deadlines/recorded-deadlines.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { recordReceipt, type Receipt } from '../../steps/record-receipt.ts';
import { lineOf } from '../line-option.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  mottatt: z.string().optional(),
  slettetAv: z.string().optional(),
  slettet: z.string().optional(),
  json: z.boolean().optional(),
});

/** Records that data and følgebrev were received, or that the databruker or a party of the linkage has deleted. */
export async function receiptCommand(run: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    checkOne(options);
    const receipt = receiptOf(run, options);
    const { run: found, date, part } = await recordReceipt(stateDirectory(), receipt, () => new Date());
    const { saksnummer } = found.disclosure;
    const complaint = receipt.type === 'received' ? dateOf(dayOf(date) + COMPLAINT_DAYS) : null;
    return {
      json: {
        ...{ versjon: 1, ok: true, exitCode: 0, run, saksnummer, recorded: receipt.type, date },
        ...{ part, complaintUntil: complaint, problems: [] },
      },
      text: describe(receipt, date, complaint, part),
    };
  });
}

/** A receipt and a deletion are two entries: one of them would go unrecorded. */
function checkOne({ mottatt, slettetAv, slettet }: z.infer<typeof optionsSchema>): void {
  if (mottatt === undefined || (slettetAv === undefined && slettet === undefined)) return;
  const expected = '--mottatt alone, or --slettet-av and --slettet without it';
  throw refuse('usage', 'usage.option', 'kvittering', { expected, got: 'both' });
}

/** `databruker` as party is the databruker itself. */
function receiptOf(run: string, { mottatt, slettetAv, slettet }: z.infer<typeof optionsSchema>): Receipt {
  if (slettetAv === undefined && slettet === undefined)
    return { type: 'received', run, date: mottatt ?? null };
  const party = lineOf(slettetAv, '--slettet-av', 200);
  const part = party?.toLowerCase() === 'databruker' ? null : party;
  return { type: 'deleted', run, date: slettet ?? null, part };
}

function describe(receipt: Receipt, date: string, complaint: string | null, part: string | null): string {
  if (receipt.type === 'deleted')
    return `Recorded: ${part ?? 'the databruker'} has deleted the data of ${receipt.run} (${date})\n`;
  return `Recorded: data and følgebrev of ${receipt.run} received on ${date}; complaint until ${complaint ?? ''}\n`;
}
