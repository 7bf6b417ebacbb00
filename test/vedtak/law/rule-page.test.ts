import { expect, it } from 'vitest';
import { ruleListSchema } from '../../../src/artifacts/rule-list.ts';
import { renderRulesMarkdown, renderRulesText } from '../../../src/cli/render-rules.ts';
import { ruleList } from '../../../src/vedtak/law/rule-list.ts';

const list = ruleList();

it('the page of rules is the one that the rules themselves give', async () => {
  await expect(renderRulesMarkdown(list)).toMatchFileSnapshot('../../../configs/regler.md');
});

it('the list has the form it promises', () => {
  expect(ruleListSchema.parse(list)).toEqual(list);
});

it('the list for a terminal tells every rule, held or not', () => {
  const text = renderRulesText(list);
  for (const { code, title } of [...list.rules, ...list.heldElsewhere, ...list.notHeld])
    expect(text).toMatch(new RegExp(`^  ${code} .*${title.slice(0, 20).replace(/[().§]/g, '.')}`, 'm'));
});
