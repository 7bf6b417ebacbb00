/** Lets runs in: never more at once than each of them allows, and one for each output folder. */
export interface Gate {
  /** Waits for a place, does the work in it, and gives the place back. */
  readonly pass: <T>(run: Place, work: () => Promise<T>) => Promise<T>;
}

/** What a run asks for. */
interface Place {
  readonly ut: string;
  /** How many runs there may be while this one goes, itself among them. */
  readonly samtidige: number;
}

/** A gate with no one in it; who has waited longest goes first where it fits. */
export function openGate(): Gate {
  const inside = new Set<Place>();
  const waiting: { readonly run: Place; readonly enter: () => void }[] = [];
  const fits = (run: Place): boolean =>
    [...inside, run].every((one) => inside.size + 1 <= one.samtidige) &&
    ![...inside].some(({ ut }) => ut === run.ut);
  const admit = (): void => {
    for (const one of [...waiting]) {
      if (!fits(one.run)) continue;
      waiting.splice(waiting.indexOf(one), 1);
      inside.add(one.run);
      one.enter();
    }
  };
  return {
    pass: async (run, work) => {
      const place = { ...run };
      await new Promise<void>((enter) => {
        waiting.push({ run: place, enter });
        admit();
      });
      return work().finally(() => {
        inside.delete(place);
        admit();
      });
    },
  };
}
