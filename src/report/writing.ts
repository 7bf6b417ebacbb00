import type { Figures, Lang } from './figures.ts';
import type { RiskTexts } from './risk-texts.ts';

/** What every piece of the risk page is written with. */
export interface Writing {
  readonly lang: Lang;
  readonly say: RiskTexts;
  readonly figures: Figures;
}
