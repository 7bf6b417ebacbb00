import { z } from 'zod';
import { ruleList } from '../../vedtak/law/rule-list.ts';
import { renderRulesMarkdown, renderRulesText } from '../render-rules.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({ markdown: z.boolean().optional(), json: z.boolean().optional() });

/** Shows every coded rule of law: condition, paragraph, outcome in each mode, and which are not held and why. */
export async function rulesCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, () => {
    const list = ruleList();
    const text = options.markdown === true ? renderRulesMarkdown(list) : renderRulesText(list);
    return Promise.resolve({ json: list, text });
  });
}
