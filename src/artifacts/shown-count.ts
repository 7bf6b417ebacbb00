import { z } from 'zod';

const count = z.number().nonnegative();

/** A count as a document may tell it: as it is, rounded, or only that it lies between nought and a limit. */
export const shownCountSchema = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('noeyaktig'), antall: count }),
  z.strictObject({ form: z.literal('avrundet'), antall: count }),
  z.strictObject({ form: z.literal('under'), grense: count }),
]);

export type ShownCount = z.infer<typeof shownCountSchema>;
