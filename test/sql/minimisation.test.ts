import { it } from 'vitest';
import { expectMinimised, type Rule } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();
const minimise = (rule: Rule, drawing: string) => () => expectMinimised(open, rule, drawing);

it(
  'a number delivered as it is, is delivered as it is',
  minimise(
    { variabel: { navn: 'antall' } },
    '| antall | => antall |\n| -7 | -7 |\n| | |\n| 9007199254740993 | 9007199254740993 |',
  ),
);
